import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { PlatformOrders, StoreContext } from '../order/platform';
import type { UnifiedOrder } from '../order/types';

/** The choice Output of every order read and trigger. */
export type OutputChoice = 'unified' | 'raw' | 'unifiedWithRaw';

/** The field that asks for it. */
export const outputProperty: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{ name: 'Unified Order', value: 'unified', description: 'The same fields whatever the platform' },
		{ name: 'Raw', value: 'raw', description: "The platform's own fields" },
		{
			name: 'Unified With Raw',
			value: 'unifiedWithRaw',
			description: "The same fields whatever the platform, and the platform's own under raw",
		},
	],
	default: 'unified',
	description: 'The shape in which orders are handed on',
};

/** One order as the person wants it. */
export function orderOutput(
	orders: PlatformOrders,
	raw: IDataObject,
	store: StoreContext,
	choice: OutputChoice,
): IDataObject {
	return choice === 'raw' ? raw : orderAs(choice, orders.toUnified(raw, store), raw);
}

/** The same for an order that is mapped already. */
export function orderAs(choice: OutputChoice, order: UnifiedOrder, raw: IDataObject): IDataObject {
	if (choice === 'raw') return raw;
	return choice === 'unifiedWithRaw' ? { ...order, raw } : { ...order };
}
