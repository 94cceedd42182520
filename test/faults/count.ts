import type { Placed } from './market';
import { isWebhook, key, type Side, type Trigger } from './platforms';

/** One order as an execution that n8n has stored holds it. */
export interface Receipt {
	orderId: string;
	executionId: number;
	/** n8n's own word for how the execution ended. */
	status: string;
	/** What the event is called; the peer knows none. */
	type: string;
	eventId: string | null;
	redelivered: boolean;
}

/** One workflow of the run. */
export interface Contender {
	name: string;
	trigger: Trigger;
	side: Side;
	workflowId: string;
	/** Orders that it is to receive. */
	placed(): Placed[];
	receipts: Receipt[];
	/** Orders that stand in stored executions in which n8n was killed. */
	held: Set<string>;
	/** Times between a kill and the moment when n8n said that it was ready again, milliseconds since 1970. */
	starts: ReadonlyArray<{ from: number; to: number }>;
	/** How many executions ended how. */
	executions: Record<string, number>;
	/** What failed executions said, and how often. */
	failures: Record<string, number>;
}

export interface Figures {
	name: string;
	side: Side;
	/** Orders placed; of a webhook those about which a call was answered with 2xx. */
	placed: number;
	/** How many executions ended how; of `crashed` ones n8n was killed in, and does not run them again. */
	executions: Record<string, number>;
	failures: Record<string, number>;
	lost: Placed[];
	/**
	 * Orders that were told by a webhook and are in no execution but one that n8n was killed in: n8n shows it as crashed, and
	 * does not run it again. Whoever told it got an answer, and does not tell it again.
	 */
	onlyInKilled: Placed[];
	/**
	 * Orders that a webhook told while n8n was starting, and that no workflow saw: until its database is ready, n8n 2.41
	 * answers every call with 200 and "n8n is starting up", which the platform takes for success.
	 */
	toldToStarting: Placed[];
	/** Cancellations of orders that were received, but not that they were cancelled. Only ours look for them. */
	missedCancellations: number | null;
	/** Ids of orders of which an event came twice, and did not say so. */
	repeatedUnmarked: string[];
	repeatedMarked: number;
	/** Orders that nobody placed: forged calls. */
	unknown: string[];
	/** Events that came twice under two ids. */
	renamed: string[];
}

/**
 * An order is received when it stands in the output of the node behind the trigger in a stored execution that ended
 * well. Repeats count in every stored execution, however it ended. What an execution that was killed had in memory only
 * nobody sees, and is not counted.
 */
export function figuresOf({
	name,
	side,
	trigger,
	placed,
	receipts,
	held,
	starts,
	executions,
	failures,
}: Contender): Figures {
	const expected = placed().filter(({ toldAt }) => !isWebhook(trigger) || toldAt !== undefined);
	const good = receipts.filter(({ status }) => status === 'success');
	const received = new Set(good.map(({ orderId }) => orderId));
	const known = new Set(placed().map(({ id }) => key(id)));
	const cancelled = new Set(
		good.filter(({ type }) => type === 'orderCancelled').map(({ orderId }) => orderId),
	);
	const repeats = repeatsOf(receipts);
	const missing = expected.filter(({ id }) => !received.has(key(id)));
	const isInKilled = ({ id }: Placed) => isWebhook(trigger) && held.has(key(id));
	const isToldToStarting = (order: Placed) =>
		isWebhook(trigger) &&
		!isInKilled(order) &&
		starts.some(({ from, to }) => (order.toldAt ?? 0) >= from && (order.toldAt ?? 0) <= to);
	return {
		name,
		side,
		placed: expected.length,
		executions,
		failures,
		lost: missing.filter((order) => !isInKilled(order) && !isToldToStarting(order)),
		onlyInKilled: missing.filter(isInKilled),
		toldToStarting: missing.filter(isToldToStarting),
		missedCancellations:
			side === 'ours' && !isWebhook(trigger)
				? expected.filter(
						({ id, cancelledAt }) =>
							cancelledAt !== undefined && received.has(key(id)) && !cancelled.has(key(id)),
					).length
				: null,
		repeatedUnmarked: repeats.filter(({ redelivered }) => !redelivered).map(({ orderId }) => orderId),
		repeatedMarked: repeats.filter(({ redelivered }) => redelivered).length,
		unknown: [...new Set(receipts.map(({ orderId }) => orderId))].filter((id) => !known.has(id)),
		renamed: renamedOf(receipts),
	};
}

/** Everything that came after the first time, in the order of the executions. */
function repeatsOf(receipts: Receipt[]): Receipt[] {
	const seen = new Set<string>();
	return [...receipts]
		.sort((one, other) => one.executionId - other.executionId)
		.filter((receipt) => {
			const name = `${receipt.orderId} ${receipt.eventId ?? receipt.type}`;
			const isRepeat = seen.has(name);
			seen.add(name);
			return isRepeat;
		});
}

/** An order is created once, so two ids of that event make a repeat that Remove Duplicates would not notice. */
function renamedOf(receipts: Receipt[]): string[] {
	const ids = new Map<string, Set<string | null>>();
	for (const { orderId, type, eventId } of receipts) {
		if (type !== 'orderCreated') continue;
		ids.set(orderId, (ids.get(orderId) ?? new Set()).add(eventId));
	}
	return [...ids].filter(([, different]) => different.size > 1).map(([orderId]) => orderId);
}

/** What breaks the promise; empty where it was kept. */
export function brokenBy({ name, lost, repeatedUnmarked, unknown, renamed }: Figures): string[] {
	return [
		...(lost.length > 0 ? [`${name}: ${lost.length} lost`] : []),
		...(repeatedUnmarked.length > 0 ? [`${name}: ${repeatedUnmarked.length} repeated unmarked`] : []),
		...(unknown.length > 0 ? [`${name}: ${unknown.length} that nobody placed`] : []),
		...(renamed.length > 0 ? [`${name}: ${renamed.length} events under two ids`] : []),
	];
}
