import type { IDataObject } from 'n8n-workflow';
import type { PlatformOrders, StoreContext } from '../order/platform';

/** The choice Output of every order read and trigger. */
export type OutputChoice = 'unified' | 'raw' | 'unifiedWithRaw';

/** One order as the person wants it. */
export function orderOutput(
	orders: PlatformOrders,
	raw: IDataObject,
	store: StoreContext,
	choice: OutputChoice,
): IDataObject {
	if (choice === 'raw') return raw;
	const unified = orders.toUnified(raw, store) as unknown as IDataObject;
	return choice === 'unifiedWithRaw' ? { ...unified, raw } : unified;
}
