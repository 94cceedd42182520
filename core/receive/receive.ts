import { dayInZone } from '../order/time';
import { acknowledgeOrders } from './acknowledge';
import { decide } from './decide';
import { complete, withOpen, withoutLeft } from './details';
import { fetchList, fetchQueue, type Source } from './fetch';
import { pendingWithout, sieve } from './filter';
import type { Emission } from './judge';
import type { Ledger } from './ledger';
import type { ReceiveOptions } from './options';
import { periodToList, type Period } from './period';
import { merge, type Seen } from './seen';
import { readMemory, writeMemory, type StoredMemory } from './state';

export interface Poll extends Source {
	options: ReceiveOptions;
	/** Tag of this n8n process; another tag means that n8n was started anew since. */
	process: string;
	/** What is watched, see `memoryKey`. */
	key: string;
	/** What the last poll stored; whatever it is, it is not changed. */
	stored: unknown;
	/** Milliseconds since 1970. */
	now: number;
	/** False when the poll's time is nearly over: no further request is begun. */
	mayStart(): boolean;
}

export interface Received {
	/** Events to hand over, oldest order first. */
	emissions: Emission[];
	/** What to remember, once everything else has worked. */
	memory: StoredMemory;
	/** Nothing was remembered before this poll. */
	firstActivation: boolean;
}

/**
 * One poll: reads what the platform shows, compares it with what is remembered, acknowledges what n8n has taken over
 * since the last poll, and returns what to hand over and to remember. Changes nothing but the platform's queue.
 * @throws what the client throws, and BadInput for answers that are no orders; then nothing may be remembered
 */
export async function receive(poll: Poll): Promise<Received> {
	const { options, key, process, now, store } = poll;
	const memory = readMemory(poll.stored, key);
	if (memory.problem) poll.warn(`${poll.platform.displayName}: ${memory.problem}`);
	const queue = await fetchQueue(poll);
	const queued = new Set(queue.map(({ orderId }) => orderId));
	const period = periodToList(memory.ledger, queued, options, poll.receiving, now, store.timeZone);
	const list = await tryList(poll, period);
	const decision = decide(memory, merge(queue, list.orders), {
		options,
		process,
		now: Math.floor(now / 1000),
		today: dayInZone(now, store.timeZone),
		listed: list.read,
	});
	// Before the details, to spare requests, and after them, because only they may tell the type of an order
	const wanted = sieve(decision, memory.ledger, options.filter);
	const { emissions: whole, left } = await complete(poll, wanted.emissions, poll.mayStart);
	const { emissions, ledger, pending } = sieve(
		{
			emissions: whole,
			ledger: withoutLeft(wanted.ledger, memory.ledger, left),
			pending: pendingWithout(wanted.pending, left),
		},
		memory.ledger,
		options.filter,
	);
	const isListMissing = !list.read && !poll.receiving.queue;
	const open = isListMissing ? new Set(memory.pending?.orders) : left;
	const refused =
		options.acknowledge === 'automatic'
			? await acknowledgeOrders(poll, decision.acknowledge, options.acknowledgeAs, poll.mayStart)
			: [];
	if (list.fault) {
		if (emissions.length === 0) throw list.fault;
		poll.warn(
			`${poll.platform.displayName}: changes of known orders could not be read this time: ${list.fault.message}`,
		);
	}
	return {
		emissions,
		memory: writeMemory(
			withRefused(ledger, refused),
			withOpen(pending, memory.pending, open, ledger, process),
			key,
			emissions.length > 0 ? now : memory.emittedAt,
		),
		firstActivation: memory.firstActivation,
	};
}

interface Listing {
	orders: Seen[];
	read: boolean;
	fault?: Error;
}

/** A list that cannot be read must not hold back the new orders of the queue. */
async function tryList(poll: Poll, period: Period | null): Promise<Listing> {
	if (!period || !poll.mayStart()) return { orders: [], read: false };
	const source = { ...poll, skipContent: !poll.options.events.has('orderUpdated') };
	try {
		return { orders: await fetchList(source, period.firstDay, period.lastDay), read: true };
	} catch (error) {
		return { orders: [], read: false, fault: error instanceof Error ? error : new Error(String(error)) };
	}
}

function withRefused(ledger: Ledger, refused: readonly string[]): Ledger {
	if (refused.length === 0) return ledger;
	const marked = new Map(ledger);
	for (const orderId of refused) {
		const entry = marked.get(orderId);
		if (entry) marked.set(orderId, { ...entry, refused: true });
	}
	return marked;
}
