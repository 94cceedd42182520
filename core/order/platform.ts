import type { IDataObject } from 'n8n-workflow';
import type { OrderVerbs } from './verbs';
import type { OrderStatus, Platform, UnifiedOrder } from './types';

/** What a mapper must know of the store besides the order itself; it comes from the credential. */
export interface StoreContext {
	/**
	 * Middle part of the unified order's `id`: the platform's store number, or where the platform names none,
	 * a short hash of the account, so that two stores never share an id.
	 */
	storeKey: string;
	/** IANA time zone of the store, such as `America/Sao_Paulo`. */
	timeZone: string;
	/** Status words that the person gave a meaning, in the spelling of `plain`: they go before the platform's table. */
	statusWords?: ReadonlyMap<string, OrderStatus>;
}

/** How one whole order is read, where the platform's list leaves out what was ordered. */
export interface OrderDetails {
	operation: string;
	/** Wire name of the order number. */
	byOrder: string;
	/** False for a row that holds everything already. */
	areMissing(row: IDataObject): boolean;
}

/** An order that a person can build a workflow with before having a store. */
export interface OrderSample {
	/** What a workflow stores of the choice, such as `pickup`. */
	value: string;
	name: string;
	description: string;
	/** The order as the platform would send it; synthetic persons only. */
	raw: IDataObject;
}

/** What every `nodes/<Platform>/order.ts` exports: the platform's orders in the words of the unified order. */
export interface PlatformOrders {
	platform: Platform;
	/** The platform's own order number, as text. Throws where the answer has none: such a row is no order. */
	orderIdOf(raw: IDataObject): string;
	/** Pure and total: whatever the platform sends becomes an order; what it cannot read becomes `null` and a warning. */
	toUnified(raw: IDataObject, store: StoreContext): UnifiedOrder;
	verbs: OrderVerbs;
	/**
	 * Where personal data stand in a row as the platform sends it: dotted paths, `*` for every element of a list and
	 * every member of an object, such as `cliente.telefone` or `products.*.extra.buyer`.
	 */
	personal: readonly string[];
	/** Absent: the platform's list holds whole orders. */
	details?: OrderDetails;
	/** Wire values by which the platform's list holds whole orders, where it has switches for that. */
	whole?: Readonly<Record<string, boolean>>;
	/** Delivery, pick-up, scheduled, cancelled, and the hardest the platform has: each is a choice of Get Sample. */
	samples: readonly OrderSample[];
}
