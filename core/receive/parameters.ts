import type { IPollFunctions } from 'n8n-workflow';
import { BadInput } from '../api/badInput';
import type { OutputChoice } from '../api/output';
import type { EventType } from '../order/types';
import type { ReceiveOptions } from './options';
import { DEFAULT_WAITING_MINUTES } from './properties';
import type { Receiving } from './source';

type Options = Partial<Pick<ReceiveOptions, 'acknowledge' | 'acknowledgeAs' | 'delivery' | 'startWith'>>;

/**
 * What the person chose on the trigger.
 * @throws BadInput naming the field that cannot be used
 */
export function receiveOptions(context: IPollFunctions, receiving: Receiving): ReceiveOptions {
	const events = context.getNodeParameter('events', []) as EventType[];
	const options = context.getNodeParameter('options', {}) as Options;
	const chosen = receiving.events.filter((type) => events.includes(type));
	if (chosen.length === 0) {
		throw new BadInput('No event is chosen in "Trigger On"', 'Choose at least one, such as Order Created.');
	}
	return {
		events: new Set(chosen),
		waitingMinutes: chosen.includes('orderWaiting') ? waitingMinutes(context) : DEFAULT_WAITING_MINUTES,
		acknowledge: options.acknowledge ?? 'automatic',
		acknowledgeAs: options.acknowledgeAs ?? receiving.queue?.acknowledge.choices[0]?.value ?? '',
		delivery: options.delivery ?? 'neverMiss',
		startWith: options.startWith ?? 'waitingOrders',
	};
}

export function outputChoice(context: IPollFunctions): OutputChoice {
	return context.getNodeParameter('output', 'unified') as OutputChoice;
}

function waitingMinutes(context: IPollFunctions): number {
	const given = context.getNodeParameter('waitingMinutes', DEFAULT_WAITING_MINUTES);
	const minutes = Math.floor(Number(given));
	if (!(minutes >= 1 && Number.isFinite(minutes))) {
		throw new BadInput('"Minutes to Wait" is no number of minutes', 'Give a whole number of at least 1.');
	}
	return minutes;
}
