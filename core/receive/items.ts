import type { INodeExecutionData } from 'n8n-workflow';
import { orderItems, type OrderShape } from '../api/output';
import { eventId } from '../order/event';
import type { PlatformOrders } from '../order/platform';
import type { OrderEvent } from '../order/types';
import type { Emission } from './judge';

/**
 * The items that a trigger hands over: the order as the person wants it, and beside its members `event`.
 * @param receivedAt ISO 8601 with the store's offset
 */
export function toItems(
	emissions: readonly Emission[],
	orders: PlatformOrders,
	shape: OrderShape,
	via: OrderEvent['via'],
	receivedAt: string,
): INodeExecutionData[] {
	return emissions.flatMap((emission) =>
		orderItems(orders, emission.seen, shape).map((item) => ({
			json: { ...item, event: { ...eventOf(emission, via, receivedAt) } },
		})),
	);
}

function eventOf(emission: Emission, via: OrderEvent['via'], receivedAt: string): OrderEvent {
	const { seen, type, previousStatus, redelivered, waitingMinutes } = emission;
	// Minutes, not their number of steps, tell repetitions apart: the person may change the step
	const id = eventId(seen.order, type, waitingMinutes ?? 0);
	return { id, type, previousStatus, receivedAt, via, redelivered, waitingMinutes };
}
