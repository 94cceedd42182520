import type { IPollFunctions } from 'n8n-workflow';
import { BadInput } from '../api/badInput';
import type { EventType, OrderStatus, OrderType } from '../order/types';
import type { OrderFilter } from './filter';
import type { ReceiveOptions } from './options';
import { DEFAULT_WAITING_MINUTES } from './properties';
import type { Receiving } from './source';

type Options = Partial<Pick<ReceiveOptions, 'acknowledge' | 'acknowledgeAs' | 'delivery' | 'startWith'>>;

/**
 * What the person chose on the trigger.
 * @throws BadInput naming the field that cannot be used
 */
export function receiveOptions(context: IPollFunctions, receiving: Receiving): ReceiveOptions {
	const options = context.getNodeParameter('options', {}) as Options;
	const chosen = chosenEvents(context, receiving.events);
	return {
		events: chosen,
		waitingMinutes: chosen.has('orderWaiting') ? waitingMinutes(context) : DEFAULT_WAITING_MINUTES,
		acknowledge: options.acknowledge ?? 'automatic',
		acknowledgeAs: options.acknowledgeAs ?? receiving.queue?.acknowledge.choices[0]?.value ?? '',
		delivery: options.delivery ?? 'neverMiss',
		startWith: options.startWith ?? 'waitingOrders',
		filter: orderFilter(context),
	};
}

/** What the person chose under Only Status and Only Order Type. */
export function orderFilter(context: IPollFunctions): OrderFilter {
	const options = context.getNodeParameter('options', {}) as {
		onlyStatuses?: OrderStatus[];
		onlyOrderTypes?: OrderType[];
	};
	return { statuses: new Set(options.onlyStatuses), types: new Set(options.onlyOrderTypes) };
}

function waitingMinutes(context: IPollFunctions): number {
	const given = context.getNodeParameter('waitingMinutes', DEFAULT_WAITING_MINUTES);
	const minutes = Math.floor(Number(given));
	if (!(minutes >= 1 && Number.isFinite(minutes))) {
		throw new BadInput('"Minutes to Wait" is no number of minutes', 'Give a whole number of at least 1.');
	}
	return minutes;
}

/** The events that the person chose, as far as the platform has them. @throws BadInput where none is left */
export function chosenEvents(context: IPollFunctions, events: readonly EventType[]): ReadonlySet<EventType> {
	const given = context.getNodeParameter('events', []) as EventType[];
	const chosen = events.filter((type) => given.includes(type));
	if (chosen.length > 0) return new Set(chosen);
	throw new BadInput('No event is chosen in "Trigger On"', 'Choose at least one, such as Order Created.');
}
