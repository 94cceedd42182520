import { phaseOf } from '../order/status';
import type { OrderStatus } from '../order/types';

/**
 * How an order stands with the workflow:
 * - `handedOver` its arrival or cancellation was emitted
 * - `passed` it was announced, but nobody chose that event: not ours to acknowledge
 * - `skipped` it was there before the first activation, and only new orders were wanted
 * - `listed` seen in a list of orders only, never in the platform's queue
 */
export const STANDINGS = ['handedOver', 'passed', 'skipped', 'listed'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What is remembered of one order. Nothing personal, nothing secret. */
export interface Entry {
	status: OrderStatus;
	standing: Standing;
	/** Unix seconds from which its waiting counts: first hand-over, or for one never handed over, its arrival. */
	since: number;
	/** The n8n process that handed it over last, or empty. */
	process: string;
	/** Day of creation in the store's zone, YYYY-MM-DD. */
	day: string;
	/** Fingerprint of the content, or empty while none was seen. */
	content: string;
	/** `orderWaiting` was told, or checked to be wrong, up to this many minutes. */
	waited: number;
	/** The platform refused its acknowledgment for good. */
	refused: boolean;
}

/** Orders by the platform's own number. */
export type Ledger = ReadonlyMap<string, Entry>;

export const LOOK_BACK_DAYS = 7;
export const LARGEST_LEDGER = 5000;
/** Of orders that come by calls: n8n reads and writes the whole memory with every call, not with every poll. */
export const LARGEST_LEDGER_OF_CALLS = 1000;

const DAY_SECONDS = 86_400;

/**
 * Forgets orders older than the look-back, and beyond the largest size those that are over first, then the oldest.
 * @param kept orders that must not be forgotten, because the platform still shows them or they are pending
 * @param now Unix seconds
 * @param most the largest size
 */
export function prune(
	ledger: Ledger,
	kept: ReadonlySet<string>,
	now: number,
	most: number = LARGEST_LEDGER,
): Ledger {
	const oldest = now - LOOK_BACK_DAYS * DAY_SECONDS;
	const recent = new Map<string, Entry>();
	for (const [orderId, entry] of ledger) {
		if (entry.since >= oldest || kept.has(orderId)) recent.set(orderId, entry);
	}
	const surplus = recent.size - most;
	if (surplus <= 0) return recent;
	const dropped = [...recent]
		.filter(([orderId]) => !kept.has(orderId))
		.sort(([, a], [, b]) => Number(isOver(b.status)) - Number(isOver(a.status)) || a.since - b.since)
		.slice(0, surplus);
	for (const [orderId] of dropped) recent.delete(orderId);
	return recent;
}

/** Further along than any order that is still being worked on; a higher number is never left for a lower one. */
const FINALITY: Partial<Record<OrderStatus, number>> = { DELIVERED: 1, CONCLUDED: 2, CANCELLED: 3 };

/** True where `next` would bring an order back that is over: a late or repeated answer of the platform. */
export function reverts(known: OrderStatus, next: OrderStatus): boolean {
	return (FINALITY[next] ?? 0) < (FINALITY[known] ?? 0);
}

function isOver(status: OrderStatus): boolean {
	return ['DONE', 'CANCELLED'].includes(phaseOf(status));
}
