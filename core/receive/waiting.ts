import type { Entry, Ledger } from './ledger';
import type { ReceiveOptions } from './options';

/**
 * For how many minutes an order is to be reported as waiting now: a whole multiple of the chosen step that was not
 * told yet, or 0. Only orders count that are still to be confirmed and that came in while the trigger was watching.
 * @param now Unix seconds
 */
export function dueMinutes(entry: Entry, options: ReceiveOptions, now: number): number {
	if (!options.events.has('orderWaiting') || entry.status !== 'CREATED') return 0;
	if (entry.standing !== 'handedOver' && entry.standing !== 'passed') return 0;
	const step = options.waitingMinutes * 60;
	const minutes = Math.floor((now - entry.since) / step) * options.waitingMinutes;
	return minutes > entry.waited ? minutes : 0;
}

/** Orders that are due to be reported as waiting. */
export function dueOrders(ledger: Ledger, options: ReceiveOptions, now: number): string[] {
	if (!options.events.has('orderWaiting')) return [];
	return [...ledger].filter(([, entry]) => dueMinutes(entry, options, now) > 0).map(([orderId]) => orderId);
}
