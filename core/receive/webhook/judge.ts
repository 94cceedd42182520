import type { EventType } from '../../order/types';
import { judgeOf, type Emission, type Situation, type Verdict } from '../judge';
import type { Entry } from '../ledger';
import type { Seen } from '../seen';
import type { Memory } from '../state';
import type { News } from './source';

/** One call, beside the order itself. */
export interface Report {
	news: News;
	/** When the platform last changed the order, Unix seconds. */
	changedAt: number;
	/** Whether the order was placed since the webhook was activated. */
	isOurs: boolean;
}

/**
 * The rules by which the order of one call is judged, as in `judgeOf`, but calls come one by one, late, repeated and out
 * of order. `since` of an entry is when the platform changed the order: what is older than that is old news, whose only
 * worth is an arrival that was not handed over yet.
 */
export function judgeCall(
	memory: Memory,
	situation: Situation,
	known: Entry | undefined,
	seen: Seen,
	{ news, changedAt, isOurs }: Report,
): Verdict {
	// An order that waits for its payment is none for the store yet
	const isAnnounced = seen.order.statusPhase !== 'WAITING' && (news === 'placed' || isOurs);
	const judge = judgeOf(memory, situation);
	const since = Math.max(changedAt, known?.since ?? 0);
	if (known && changedAt < known.since) return judgeLate(known);
	if (known) return at(judge(known, { ...seen, announced: isAnnounced }));
	// It waits for this workflow, whatever its status: nobody was told of it before
	if (isAnnounced) return at(judge(undefined, { ...seen, announced: true, waiting: true }));
	const listed = judge(undefined, { ...seen, announced: false });
	return at(isOurs ? listed : { ...listed, emission: firstNews() });

	function at(verdict: Verdict): Verdict {
		return { ...verdict, entry: { ...verdict.entry, since } };
	}

	/** The arrival of an order whose later news came first: it is told, and the later status is kept. */
	function judgeLate(entry: Entry): Verdict {
		if (news !== 'placed' || entry.standing !== 'listed') return { entry };
		const verdict = judge({ ...entry, status: seen.order.status }, { ...seen, announced: isAnnounced });
		return {
			...verdict,
			entry: { ...entry, standing: verdict.entry.standing, process: verdict.entry.process },
		};
	}

	/** What is told of an order that was there before the webhook: what happened to it now. */
	function firstNews(): Emission | undefined {
		const { events } = situation.options;
		const { status } = seen.order;
		const candidates: EventType[] = [];
		if (news === 'edited') candidates.push('orderUpdated');
		if (news === 'moved') {
			if (status === 'CANCELLED') candidates.push('orderCancelled');
			if (status === 'CANCELLATION_REQUESTED') candidates.push('cancellationRequested');
			candidates.push('statusChanged');
		}
		const type = candidates.find((candidate) => events.has(candidate));
		return type && { seen, type, previousStatus: null, redelivered: false, waitingMinutes: null };
	}
}
