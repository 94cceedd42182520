import { BadInput } from '../api/badInput';
import type { Emission } from './judge';
import { fetchList, fetchQueue, type Source } from './fetch';
import { LOOK_BACK_DAYS } from './ledger';
import { lastDays } from './period';
import { merge, type Seen } from './seen';

/**
 * The newest real order, for a test by hand: from the queue, else from the list of the last days. It is shown as it
 * would be handed over; nothing is acknowledged and nothing remembered.
 * @throws BadInput where the store has no order yet
 */
export async function newestOrder(source: Source, now: number): Promise<Emission> {
	const period = lastDays(LOOK_BACK_DAYS, source.receiving, now, source.store.timeZone);
	const seen =
		newest(await fetchQueue(source)) ?? newest(await fetchList(source, period.firstDay, period.lastDay));
	if (!seen) {
		throw new BadInput(
			`${source.platform.displayName} has no order of the last ${LOOK_BACK_DAYS} days to show`,
			'Place a test order in the store, then fetch the test event again. The published workflow needs no test order: it starts with the next one.',
		);
	}
	const type = seen.order.status === 'CANCELLED' ? 'orderCancelled' : 'orderCreated';
	return { seen, type, previousStatus: null, redelivered: false, waitingMinutes: null };
}

function newest(answer: Seen[]): Seen | undefined {
	return merge(answer).reduce<Seen | undefined>(
		(last, seen) => (last && instant(last) > instant(seen) ? last : seen),
		undefined,
	);
}

/** Milliseconds; an order of unknown time counts as the oldest. */
function instant({ order }: Seen): number {
	return Date.parse(order.createdAt ?? '') || 0;
}
