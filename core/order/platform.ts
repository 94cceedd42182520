import type { IDataObject } from 'n8n-workflow';
import type { OrderVerbs } from './verbs';
import type { Platform, UnifiedOrder } from './types';

/** What a mapper must know of the store besides the order itself; it comes from the credential. */
export interface StoreContext {
	/**
	 * Middle part of the unified order's `id`: the platform's store number, or where the platform names none,
	 * a short hash of the account, so that two stores never share an id.
	 */
	storeKey: string;
	/** IANA time zone of the store, such as `America/Sao_Paulo`. */
	timeZone: string;
}

/** What every `nodes/<Platform>/order.ts` exports: the platform's orders in the words of the unified order. */
export interface PlatformOrders {
	platform: Platform;
	/** The platform's own order number, as text. Throws where the answer has none: such a row is no order. */
	orderIdOf(raw: IDataObject): string;
	/** Pure and total: whatever the platform sends becomes an order; what it cannot read becomes `null` and a warning. */
	toUnified(raw: IDataObject, store: StoreContext): UnifiedOrder;
	verbs: OrderVerbs;
}
