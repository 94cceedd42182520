import { inTurn } from '../api/inTurn';
import { mapped, withDetails } from '../api/orders';
import { isLoginRefused } from '../api/errors';
import type { Source } from './fetch';
import type { Emission } from './judge';
import type { Ledger } from './ledger';
import type { Pending } from './state';

const AT_A_TIME = 4;

export interface Completed {
	/** Emissions whose orders are whole, in the order in which they were given. */
	emissions: Emission[];
	/** Orders that a later poll has to hand over, because this one had no time, or the platform did not answer. */
	left: ReadonlySet<string>;
}

/**
 * Reads what was ordered, once per order that is handed over, where the platform's list leaves it out. One order that the
 * platform cannot give now does not hold back the others.
 * @param mayStart false when the poll's time is nearly over
 * @throws what the client throws, where not one order could be read
 */
export async function complete(
	{ platform, client, store, warn, skipDetails }: Source,
	emissions: readonly Emission[],
	mayStart: () => boolean,
): Promise<Completed> {
	const { orders, displayName } = platform;
	if (!orders.details || skipDetails) return { emissions: [...emissions], left: new Set() };
	const left = new Set<string>();
	const problems: unknown[] = [];
	const read = await inTurn(emissions.length, AT_A_TIME, async (index): Promise<Emission[]> => {
		const emission = emissions[index] as Emission;
		const { seen } = emission;
		const [done] = await Promise.allSettled(
			index === 0 || mayStart() ? [withDetails(orders, client, seen.raw)] : [],
		);
		if (done?.status === 'fulfilled') {
			const raw = done.value;
			return [{ ...emission, seen: { ...seen, raw, order: mapped(orders, raw, store) } }];
		}
		left.add(seen.orderId);
		if (done) {
			problems.push(done.reason);
			warn(
				`${displayName} order ${seen.orderId} could not be read now, the next poll tries again: ${String((done.reason as Error).message)}`,
			);
		}
		return [];
	});
	const [problem] = problems;
	const isHopeless = problem instanceof Error && (left.size === emissions.length || isLoginRefused(problem));
	return isHopeless ? await Promise.reject(problem) : { emissions: read.flat(), left };
}

/** The ledger without what was not handed over: these orders stay as the last poll left them. */
export function withoutLeft(ledger: Ledger, before: Ledger, left: ReadonlySet<string>): Ledger {
	if (left.size === 0) return ledger;
	const kept = new Map(ledger);
	for (const orderId of left) {
		const entry = before.get(orderId);
		if (entry) kept.set(orderId, entry);
		else kept.delete(orderId);
	}
	return kept;
}

/**
 * Pending orders, and those of an ended process that this poll ought to have handed over again and could not: a later
 * poll still has to.
 * @param before what was pending before this poll
 * @param open orders that this poll could not look at
 * @param ledger the ledger as this poll leaves it
 */
export function withOpen(
	pending: Pending | null,
	before: Pending | null,
	open: ReadonlySet<string>,
	ledger: Ledger,
	process: string,
): Pending | null {
	const orders = before?.orders.filter((id) => open.has(id) && ledger.get(id)?.process !== process) ?? [];
	return orders.length > 0 ? { process, orders: [...(pending?.orders ?? []), ...orders] } : pending;
}
