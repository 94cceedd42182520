import { plain, text } from './read';
import type { OrderStatus, StatusPhase } from './types';

const phases: Record<OrderStatus, StatusPhase> = {
	DRAFT: 'WAITING',
	PENDING_PAYMENT: 'WAITING',
	PAYMENT_FAILED: 'WAITING',
	CREATED: 'ACTION_NEEDED',
	CONFIRMED: 'IN_PROGRESS',
	PREPARING: 'IN_PROGRESS',
	READY: 'IN_PROGRESS',
	IN_DELIVERY: 'IN_PROGRESS',
	DELIVERED: 'DONE',
	CONCLUDED: 'DONE',
	CANCELLATION_REQUESTED: 'ACTION_NEEDED',
	CANCELLED: 'CANCELLED',
	UNKNOWN: 'UNKNOWN',
};

export function phaseOf(status: OrderStatus): StatusPhase {
	return phases[status];
}

/**
 * Makes the look-up of a platform's status words.
 * @param table the platform's words for each status; case, accents, spaces and punctuation do not matter
 * @returns a function from whatever the platform sent to a status; what is not in the table is `UNKNOWN`. Words that the
 * person gave a meaning (`StoreContext.statusWords`) go before the table
 */
export function statusTable(
	table: Partial<Record<OrderStatus, ReadonlyArray<string | number>>>,
): (raw: unknown, own?: ReadonlyMap<string, OrderStatus>) => OrderStatus {
	const byWord = new Map<string, OrderStatus>();
	for (const [status, words] of Object.entries(table)) {
		for (const word of words) byWord.set(plain(String(word)), status as OrderStatus);
	}
	return (raw, own) => {
		const word = plain(text(raw) ?? '');
		return own?.get(word) ?? byWord.get(word) ?? 'UNKNOWN';
	};
}
