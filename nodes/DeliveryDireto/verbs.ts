import { list, pick, pickFirst } from '../../core/order/read';
import { statusTable } from '../../core/order/status';
import type { OrderStatus } from '../../core/order/types';
import type { OrderVerbs, VerbCall } from '../../core/order/verbs';

/* What can be done to orders of Delivery Direto. Sources as in openapi/_shared.yaml. */

const toStatus = (status: string, reaches: OrderStatus): VerbCall => ({
	operation: 'order.updateStatus',
	values: { status },
	reaches,
});

/** The kitchen display's words [A]: its DONE is not the order's, whose own status stays APPROVED meanwhile. */
const kitchenStatusOf = statusTable({ PREPARING: ['IN_PRODUCTION'], READY: ['DONE'] });

/**
 * How far the kitchen is with an order. The shape of its answer is published nowhere: the first `status` is taken that
 * has one of the two words, of the answer or of what it wraps.
 */
function readKitchen(answer: unknown): OrderStatus | null {
	const entries = list(answer).flatMap((entry) => [
		entry,
		...list(pickFirst(entry, 'data', 'order', 'orders')),
	]);
	const known = entries
		.map((entry) => kitchenStatusOf(pick(entry, 'status')))
		.find((status) => status !== 'UNKNOWN');
	return known ?? null;
}

const inKitchen = (status: string, reaches: OrderStatus): VerbCall => ({
	operation: 'kitchenOrder.updateStatus',
	values: { status },
	reaches,
	alsoRead: { operation: 'kitchenOrder.get', byOrder: 'orderId', statusOf: readKitchen },
	refusedIn: {
		statuses: ['CREATED'],
		why: 'The kitchen display of Delivery Direto has approved orders only: confirm the order first.',
	},
	note: 'Only the kitchen display changes: the status of the order itself stays Approved.',
});

/** An order that the store has not accepted yet is refused, one that it has is deleted ([A], split as in [D] and [H]). */
const beforeApproval: ReadonlySet<OrderStatus | null> = new Set<OrderStatus | null>([
	'CREATED',
	'PENDING_PAYMENT',
	'PAYMENT_FAILED',
]);

/** Statuses of [A]. One order is read through the list, which leaves cancelled and Pix orders out unless asked [A]. */
export const verbs: OrderVerbs = {
	calls: {
		confirm: toStatus('APPROVED', 'CONFIRMED'),
		startPreparation: inKitchen('IN_PRODUCTION', 'PREPARING'),
		readyForPickup: inKitchen('DONE', 'READY'),
		// Of an order that is picked up, Delivery Direto's own button says that it is ready [D].
		dispatch: toStatus('IN_TRANSIT', 'IN_DELIVERY'),
		conclude: toStatus('DONE', 'CONCLUDED'),
		cancel: {
			operation: 'order.updateStatus',
			values: (current) => ({ status: beforeApproval.has(current) ? 'REJECTED' : 'HIDDEN' }),
			reaches: 'CANCELLED',
			asks: [{ name: 'statusReason', required: true }],
			note: 'One that is not approved yet becomes Rejected, a later one Hidden, which is how Delivery Direto deletes it.',
		},
	},
	orderParameter: 'id',
	read: {
		operation: 'order.getAll',
		byOrder: 'ordersId',
		byDay: { start: 'dateStart', end: 'dateEnd' },
		with: { includeCanceledOrders: true, includeWaitingPixPayment: true },
		// that an order for later, which is not due yet, is hidden until it is asked for is seen in [A] only (inf)
		orElse: { isOnlyScheduled: true },
	},
};
