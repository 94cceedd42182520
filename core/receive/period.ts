import { dayInZone } from '../order/time';
import type { EventType } from '../order/types';
import { LOOK_BACK_DAYS, type Ledger } from './ledger';
import type { ReceiveOptions } from './options';
import type { Receiving } from './source';
import { dueOrders } from './waiting';

/** Days in the store's zone, YYYY-MM-DD. */
export interface Period {
	firstDay: string;
	lastDay: string;
}

/** Events that a queue of new and cancelled orders cannot tell. */
export const CHANGES: readonly EventType[] = ['statusChanged', 'orderUpdated', 'cancellationRequested'];

const DAY = 86_400_000;

/** The last days as a list can be asked for them, `days` of them with today. */
export function lastDays(days: number, { list }: Receiving, now: number, timeZone: string): Period {
	return {
		firstDay: dayInZone(now - (days - 1) * DAY, timeZone),
		lastDay: dayInZone(now + list.extraDays * DAY, timeZone),
	};
}

/**
 * The days of which the list has to be read now: the recent ones while changes are watched or there is no queue, and
 * those of orders that are due to be reported as waiting and that the queue does not show.
 * @param now milliseconds
 * @returns null where the queue is enough, which spares the request
 */
export function periodToList(
	ledger: Ledger,
	queued: ReadonlySet<string>,
	options: ReceiveOptions,
	receiving: Receiving,
	now: number,
	timeZone: string,
): Period | null {
	const isWatching = !receiving.queue || CHANGES.some((type) => options.events.has(type));
	const due = dueOrders(ledger, options, Math.floor(now / 1000)).filter((orderId) => !queued.has(orderId));
	if (!isWatching && due.length === 0) return null;
	const recent = lastDays(isWatching ? receiving.list.watchDays : 1, receiving, now, timeZone);
	const oldest = lastDays(LOOK_BACK_DAYS, receiving, now, timeZone).firstDay;
	const days = due.map((orderId) => ledger.get(orderId)?.day ?? recent.firstDay);
	const firstDay = [recent.firstDay, ...days].reduce((first, day) => (day < first ? day : first));
	return { ...recent, firstDay: firstDay < oldest ? oldest : firstDay };
}
