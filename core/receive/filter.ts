import type { INodeProperties } from 'n8n-workflow';
import { nameOfStatus } from '../api/output';
import {
	ORDER_STATUSES,
	ORDER_TYPES,
	type OrderStatus,
	type OrderType,
	type UnifiedOrder,
} from '../order/types';
import type { Emission } from './judge';
import type { Ledger } from './ledger';
import type { Pending } from './state';

/** Which orders are handed over. An empty set leaves everything through. */
export interface OrderFilter {
	statuses: ReadonlySet<OrderStatus>;
	types: ReadonlySet<OrderType>;
}

const TYPE_NAMES: Record<OrderType, string> = {
	DELIVERY: 'Delivery',
	INDOOR: 'Indoor',
	SHIPPING: 'Shipping',
	TAKEOUT: 'Takeout',
};

export const ONLY_ORDER_TYPE: INodeProperties = {
	displayName: 'Only Order Type',
	name: 'onlyOrderTypes',
	type: 'multiOptions',
	options: [...ORDER_TYPES].sort().map((value) => ({ name: TYPE_NAMES[value], value })),
	default: [],
	description:
		'The types of order that start the workflow; none chosen: all. Orders whose type is not known start it too.',
};

export const ONLY_STATUS: INodeProperties = {
	displayName: 'Only Status',
	name: 'onlyStatuses',
	type: 'multiOptions',
	options: ORDER_STATUSES.map((value) => ({ name: nameOfStatus(value), value })).sort((a, b) =>
		a.name.localeCompare(b.name),
	),
	default: [],
	description:
		'The statuses in which an order starts the workflow; none chosen: all. One that comes in with another status starts it when it gets one of these.',
};

/** An order whose type the platform does not tell, or not yet, is left through: none may get lost. */
export function isWanted({ status, orderType }: UnifiedOrder, { statuses, types }: OrderFilter): boolean {
	const isType = types.size === 0 || orderType === null || types.has(orderType);
	return isType && (statuses.size === 0 || statuses.has(status));
}

export interface Sieved {
	emissions: Emission[];
	ledger: Ledger;
	pending: Pending | null;
}

/**
 * Takes out of a decision what the person does not want. A filter narrows what is handed over, never what is watched: an
 * order that was left out counts as announced but not chosen, so that it is not acknowledged, stays visible to others,
 * and comes in as soon as it fits, be it that it moved on or that the filter was changed. What was handed over before
 * stays handed over, so no filter makes it come again.
 * @param before the ledger as the last poll left it
 */
export function sieve(decision: Sieved, before: Ledger, filter: OrderFilter): Sieved {
	const { pending } = decision;
	const emissions = decision.emissions.filter(({ seen }) => isWanted(seen.order, filter));
	if (emissions.length === decision.emissions.length) return decision;
	const kept = new Set(emissions);
	const dropped = decision.emissions.filter((emission) => !kept.has(emission));
	const announced = new Set(pending?.orders);
	const ledger = new Map(decision.ledger);
	for (const { seen, redelivered } of dropped) {
		const { orderId } = seen;
		const entry = ledger.get(orderId);
		if (!entry || !announced.has(orderId)) continue;
		const known = before.get(orderId);
		const isRepeat = redelivered && known?.standing === 'handedOver';
		ledger.set(
			orderId,
			isRepeat ? { ...entry, process: known.process } : { ...entry, standing: 'passed', process: '' },
		);
	}
	const left = new Set(dropped.map(({ seen }) => seen.orderId));
	return { emissions, ledger, pending: pendingWithout(pending, left) };
}

/** Pending orders but for some; none at all where nothing is left. */
export function pendingWithout(pending: Pending | null, left: ReadonlySet<string>): Pending | null {
	const orders = pending?.orders.filter((orderId) => !left.has(orderId)) ?? [];
	return pending && orders.length > 0 ? { ...pending, orders } : null;
}
