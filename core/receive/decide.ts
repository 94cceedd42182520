import { prune, type Entry, type Ledger } from './ledger';
import { judgeOf, type Emission, type Situation } from './judge';
import type { ReceiveOptions } from './options';
import type { Seen } from './seen';
import type { Memory, Pending } from './state';
import { dueMinutes, dueOrders } from './waiting';

export interface Decision {
	/** Oldest order first, at most one per order. */
	emissions: Emission[];
	/** Orders that n8n has taken over and that still stand in the queue. */
	acknowledge: string[];
	ledger: Ledger;
	pending: Pending | null;
}

/** Compares what the platform shows with what is remembered. Pure: nothing that is given is changed. */
export function decide(memory: Memory, view: readonly Seen[], situation: Situation): Decision {
	const { process, now, options } = situation;
	const judge = judgeOf(memory, situation);
	const ledger = new Map(memory.ledger);
	const emissions: Emission[] = [];
	const acknowledge: string[] = [];
	const announced: string[] = [];
	for (const seen of view) {
		const verdict = judge(memory.ledger.get(seen.orderId), seen);
		ledger.set(seen.orderId, verdict.entry);
		if (verdict.acknowledge) acknowledge.push(seen.orderId);
		if (verdict.announced) announced.push(seen.orderId);
		if (verdict.emission) emissions.push(verdict.emission);
	}
	if (situation.listed) markAsked(ledger, view, options, now);
	const pending = announced.length > 0 ? { process, orders: announced } : null;
	const kept = new Set(announced);
	for (const { orderId, announced: isShown } of view) if (isShown) kept.add(orderId);
	return {
		emissions: emissions.sort(inTime),
		acknowledge,
		ledger: prune(ledger, kept, now),
		pending,
	};
}

/** Remembers of due orders that the platform did not show that they were asked for, until the next step is due. */
function markAsked(
	ledger: Map<string, Entry>,
	view: readonly Seen[],
	options: ReceiveOptions,
	now: number,
): void {
	const due = dueOrders(ledger, options, now);
	if (due.length === 0) return;
	const shown = new Set(view.map(({ orderId }) => orderId));
	for (const orderId of due) {
		const entry = ledger.get(orderId);
		if (entry && !shown.has(orderId))
			ledger.set(orderId, { ...entry, waited: dueMinutes(entry, options, now) });
	}
}

/** The oldest order first; of the same moment, the one with the lower number, as platforms count upwards. */
function inTime(a: Emission, b: Emission): number {
	return createdAt(a) - createdAt(b) || Number(a.seen.orderId) - Number(b.seen.orderId) || 0;
}

/** Milliseconds; an order whose time is unknown goes last, behind those that have been waiting for a known time. */
function createdAt({ seen }: Emission): number {
	const instant = Date.parse(seen.order.createdAt ?? '');
	return Number.isNaN(instant) ? Number.MAX_SAFE_INTEGER : instant;
}
