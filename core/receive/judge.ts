import type { EventType, OrderStatus } from '../order/types';
import { reverts, type Entry } from './ledger';
import type { ReceiveOptions } from './options';
import type { Seen } from './seen';
import type { Memory } from './state';
import { dueMinutes } from './waiting';

/** One event to hand over. */
export interface Emission {
	seen: Seen;
	type: EventType;
	previousStatus: OrderStatus | null;
	redelivered: boolean;
	/** `orderWaiting` only. */
	waitingMinutes: number | null;
}

/** What one poll found, beside the orders themselves. */
export interface Situation {
	options: ReceiveOptions;
	/** Tag of this n8n process. */
	process: string;
	/** Unix seconds. */
	now: number;
	/** Today in the store's zone, YYYY-MM-DD. */
	today: string;
	/** The list of orders was read: an order that is due to be reported and not in it is not asked for again at once. */
	listed: boolean;
}

/** What follows for one order. */
export interface Verdict {
	/** What to remember of it. */
	entry: Entry;
	emission?: Emission;
	/** Its arrival or cancellation is handed over by this poll: to be acknowledged by the next one. */
	announced?: boolean;
	acknowledge?: boolean;
}

/**
 * The rules by which one order is judged. An order or cancellation that this process handed over earlier is
 * acknowledged while the queue still shows it; one of an ended process is handed over again, marked, because nobody
 * can know whether its workflow ran. What was not handed over is not ours to acknowledge.
 */
export function judgeOf(
	memory: Memory,
	situation: Situation,
): (known: Entry | undefined, seen: Seen) => Verdict {
	const { options, process, now } = situation;
	const chosen = (type: EventType) => options.events.has(type);
	const pending = new Set(memory.pending?.orders);

	return (known, seen) => {
		if (!known) return seen.announced ? meet(seen) : { entry: firstEntry(seen, 'listed') };
		const { status } = seen.order;
		if (reverts(known.status, status)) return { entry: known };
		const change = status === known.status ? null : known.status;
		const entry: Entry = { ...known, status, content: seen.content || known.content };

		if (isStillToAnnounce(known, seen, change !== null)) {
			const type = announcementOf(status, change !== null);
			if (type) return announce(entry, seen, type, change, memory.historyLost);
			entry.standing = 'passed';
		}
		if (change !== null && status === 'CANCELLED') {
			const type = announcementOf(status, true);
			if (type) return announce(entry, seen, type, change, false);
			// Unwanted news of an order that we did hand over: the cancellation is not ours to acknowledge
			if (entry.standing === 'handedOver') entry.standing = 'passed';
		}
		if (mustRepeat(known, seen)) {
			const type = announcementOf(status, true);
			// Its status stays as it was told last, so that a change is told by the next poll
			if (type) return announce({ ...entry, status: known.status }, seen, type, null, true);
		}
		const acknowledge = isTakenOver(entry, seen);
		if (change !== null) {
			const type =
				status === 'CANCELLATION_REQUESTED' && chosen('cancellationRequested')
					? 'cancellationRequested'
					: 'statusChanged';
			if (chosen(type)) return { entry, emission: emissionOf(seen, type, change), acknowledge };
		}
		if (chosen('orderUpdated') && known.content !== '' && entry.content !== known.content) {
			return { entry, emission: emissionOf(seen, 'orderUpdated', null), acknowledge };
		}
		const waited = dueMinutes(entry, options, now);
		if (waited > 0) {
			const emission = { ...emissionOf(seen, 'orderWaiting', null), waitingMinutes: waited };
			return { entry: { ...entry, waited }, emission, acknowledge };
		}
		return { entry, acknowledge };
	};

	/** An order that was never seen before and that the platform presents to be taken. */
	function meet(seen: Seen): Verdict {
		const beforeOurTime =
			(memory.firstActivation && options.startWith === 'newOnly') ||
			((memory.firstActivation || memory.historyLost) && !seen.waiting);
		if (beforeOurTime) return { entry: firstEntry(seen, 'skipped') };
		const type = announcementOf(seen.order.status, false);
		if (!type) return { entry: firstEntry(seen, 'passed') };
		return announce(firstEntry(seen, 'handedOver'), seen, type, null, memory.historyLost);
	}

	/** The event that tells of an order's arrival or cancellation; none where nobody chose it. */
	function announcementOf(status: OrderStatus, isChange: boolean): EventType | undefined {
		if (status !== 'CANCELLED') return chosen('orderCreated') ? 'orderCreated' : undefined;
		if (chosen('orderCancelled')) return 'orderCancelled';
		return isChange && chosen('statusChanged') ? 'statusChanged' : undefined;
	}

	function announce(
		entry: Entry,
		seen: Seen,
		type: EventType,
		previous: OrderStatus | null,
		redelivered: boolean,
	): Verdict {
		const since = entry.standing === 'handedOver' ? entry.since : now;
		return {
			entry: { ...entry, standing: 'handedOver', since, process, refused: false },
			emission: { ...emissionOf(seen, type, previous), redelivered },
			announced: true,
		};
	}

	/** Presented, but not handed over so far. An order that is left as it was, and waits for nobody, is old news. */
	function isStillToAnnounce({ standing }: Entry, seen: Seen, isChange: boolean): boolean {
		if (!seen.announced) return false;
		return standing === 'listed' || (standing === 'passed' && (seen.waiting || isChange));
	}

	/**
	 * Handed over by a process that has ended: its workflow may never have run. Of an order that was moved on somebody
	 * knows; of one that the customer has cancelled perhaps nobody.
	 */
	function mustRepeat(known: Entry, seen: Seen): boolean {
		const isUntouched = seen.waiting || seen.order.status === 'CANCELLED';
		const isUnclear = seen.queued ? !known.refused : pending.has(seen.orderId);
		return (
			options.delivery === 'neverMiss' &&
			known.standing === 'handedOver' &&
			known.process !== process &&
			isUntouched &&
			isUnclear
		);
	}

	function isTakenOver(entry: Entry, seen: Seen): boolean {
		const isOurs = entry.process === process || options.delivery === 'noRepeats';
		return seen.queued && entry.standing === 'handedOver' && isOurs && !entry.refused;
	}

	function firstEntry(seen: Seen, standing: Entry['standing']): Entry {
		const created = Math.floor(Date.parse(seen.order.createdAt ?? '') / 1000);
		const since = standing === 'passed' && created > 0 ? Math.min(created, now) : now;
		return {
			status: seen.order.status,
			standing,
			since,
			process: '',
			day: seen.order.createdAt?.slice(0, 10) ?? situation.today,
			content: seen.content,
			waited: 0,
			refused: false,
		};
	}
}

function emissionOf(seen: Seen, type: EventType, previousStatus: OrderStatus | null): Emission {
	return { seen, type, previousStatus, redelivered: false, waitingMinutes: null };
}
