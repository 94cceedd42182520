import type { INodeExecutionData } from 'n8n-workflow';
import { orderAs, type OutputChoice } from '../api/output';
import { eventId } from '../order/event';
import type { OrderEvent } from '../order/types';
import type { Emission } from './judge';

/**
 * The items that a trigger hands over: the order as the person wants it, and beside its members `event`.
 * @param receivedAt ISO 8601 with the store's offset
 */
export function toItems(
	emissions: readonly Emission[],
	output: OutputChoice,
	via: OrderEvent['via'],
	receivedAt: string,
): INodeExecutionData[] {
	return emissions.map((emission) => ({
		json: {
			...orderAs(output, emission.seen.order, emission.seen.raw),
			event: { ...eventOf(emission, via, receivedAt) },
		},
	}));
}

function eventOf(emission: Emission, via: OrderEvent['via'], receivedAt: string): OrderEvent {
	const { seen, type, previousStatus, redelivered, waitingMinutes } = emission;
	// Minutes, not their number of steps, tell repetitions apart: the person may change the step
	const id = eventId(seen.order, type, waitingMinutes ?? 0);
	return { id, type, previousStatus, receivedAt, via, redelivered, waitingMinutes };
}
