import { sleep } from 'n8n-workflow';
import { LARGEST_LEDGER_OF_CALLS, type Entry } from '../ledger';
import { PATIENCE, type Answer } from './answer';
import { Gathering, type Parcel } from './gathering';

/** What is remembered of an order, and the event that is handed over with it, if there is one. */
export interface Note<Noted> {
	orderId: string;
	entry: Noted;
	eventId: string | null;
}

/**
 * What one webhook did lately in this process. n8n loads the node's memory for every call and saves it after the execution
 * was stored: of two calls at once, one overwrites what the other has remembered, and a call that n8n could not store is
 * not in it. So what stands in the saved memory was stored for certain, and this knows the rest.
 */
export class Desk<Noted extends { since: number } = Entry> {
	/** Orders of calls that were answered well: n8n has stored their executions. The last ones only. */
	private readonly stored = new Map<string, Noted>();
	/** Events that were handed to n8n, and of which no good answer went out so far. */
	private readonly open = new Set<string>();
	private readonly busy = new Map<string, Promise<void>>();
	/** Calls that start an execution together. */
	readonly gathering = new Gathering<Parcel<Noted>>();

	/** The saved memory, completed by what was stored meanwhile. */
	over(saved: ReadonlyMap<string, Noted>): Map<string, Noted> {
		const ledger = new Map(saved);
		for (const [orderId, entry] of this.stored) {
			const known = ledger.get(orderId);
			if (!known || known.since <= entry.since) ledger.set(orderId, entry);
		}
		return ledger;
	}

	/** Whether an event was handed to n8n without a sign that it was stored. */
	isOpen(eventId: string): boolean {
		return this.open.has(eventId);
	}

	/** Notes that an event is about to be handed to n8n. */
	opened(eventId: string): void {
		keepLast(this.open.add(eventId));
	}

	/** Notes what is remembered of orders, valid as soon as the call is answered well. */
	note(told: ReadonlyArray<Note<Noted>>, answer: Answer): void {
		for (const { eventId } of told) if (eventId !== null) this.opened(eventId);
		answer.once('finish', () => {
			if (answer.statusCode >= 300) return;
			for (const { orderId, entry, eventId } of told) {
				if (eventId !== null) this.open.delete(eventId);
				this.stored.delete(orderId);
				keepLast(this.stored.set(orderId, entry));
			}
		});
	}

	/** Runs the work of a call after the earlier calls of the same order were answered. */
	async inTurn<T>(orderId: string, answer: Answer, work: () => Promise<T>): Promise<T> {
		const earlier = this.busy.get(orderId);
		const answered = new Promise<void>((resolve) => {
			answer.once('finish', resolve);
			answer.once('close', resolve);
		});
		this.busy.set(orderId, answered);
		void answered.then(() => {
			if (this.busy.get(orderId) === answered) this.busy.delete(orderId);
		});
		if (earlier) await Promise.race([earlier, sleep(PATIENCE)]);
		return await work();
	}
}

/** Forgets the oldest one beyond the largest size. */
function keepLast(kept: Set<string> | Map<string, unknown>): void {
	const [oldest] = kept.keys();
	if (kept.size > LARGEST_LEDGER_OF_CALLS && oldest !== undefined) kept.delete(oldest);
}

const desks = new Map<string, unknown>();

/** @param watched workflow, node and what it watches; always with the same kind of notes */
export function deskOf<Noted extends { since: number } = Entry>(watched: string): Desk<Noted> {
	const desk = (desks.get(watched) as Desk<Noted> | undefined) ?? new Desk<Noted>();
	desks.set(watched, desk);
	return desk;
}
