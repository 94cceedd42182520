import type { IDataObject } from 'n8n-workflow';
import type { UnifiedOrder } from '../order/types';
import { reverts } from './ledger';

/** One order as the platform shows it now. */
export interface Seen {
	/** The platform's own order number. */
	orderId: string;
	order: UnifiedOrder;
	raw: IDataObject;
	/** It stands in the platform's queue, and leaves it by an acknowledgment. */
	queued: boolean;
	/** The platform presents it to be taken: an unknown one is a new order. */
	announced: boolean;
	/** Nobody seems to have taken it yet. */
	waiting: boolean;
	/** Fingerprint of the content, or empty where this answer cannot be compared with the next one. */
	content: string;
}

/** Several answers as one view of the orders: the first answer that shows an order wins, the later ones complete it. */
export function merge(...answers: Seen[][]): Seen[] {
	const full = answers.filter(({ length }) => length > 0);
	if (full.length <= 1) return [...latestOfEach(full[0] ?? [])];
	const view = new Map<string, Seen>();
	for (const answer of full) {
		for (const seen of latestOfEach(answer)) {
			const known = view.get(seen.orderId);
			view.set(seen.orderId, known ? { ...known, content: known.content || seen.content } : seen);
		}
	}
	return [...view.values()];
}

/** Of two rows of one order in one answer the last counts, unless it is older news about an order that is over. */
function latestOfEach(answer: Seen[]): Iterable<Seen> {
	const latest = new Map<string, Seen>();
	for (const seen of answer) {
		const earlier = latest.get(seen.orderId);
		if (!earlier || !reverts(earlier.order.status, seen.order.status)) latest.set(seen.orderId, seen);
	}
	return latest.values();
}
