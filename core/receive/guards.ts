import type { IPollFunctions } from 'n8n-workflow';

const running = new Set<string>();

/**
 * Runs `poll` unless the same node is still polling in this process: n8n has no guard against slow polls that overlap.
 * @param node workflow and node
 * @returns null where another poll runs
 */
export async function alone<T>(node: string, poll: () => Promise<T>): Promise<T | null> {
	if (running.has(node)) return null;
	running.add(node);
	try {
		return await poll();
	} finally {
		running.delete(node);
	}
}

const polled = new WeakSet<IPollFunctions>();

/**
 * True for the poll that n8n makes while it starts a workflow by itself. If that one throws five times, n8n 2.41 never
 * polls again, not even after a restart. Later polls of the same activation report the same mode, hence the memory.
 */
export function isPollAtStart(context: IPollFunctions): boolean {
	if (polled.has(context)) return false;
	polled.add(context);
	return ['init', 'leadershipChange'].includes(context.getActivationMode());
}

/**
 * Milliseconds. The shortest limit that n8n sets, that of its durable scheduler; also where n8n grants more, because
 * new orders are handed over at the end of the poll and the next one is due after a minute.
 */
const LONGEST = 45_000;

/** Leaves room for the request under way and for saving. */
const USABLE = 0.8;

/**
 * A question to ask before every further request of a poll.
 * @param clock milliseconds
 * @returns false from 80 % of the time on that the poll may take
 */
export function timeLeft(context: IPollFunctions, clock: () => number): () => boolean {
	// n8n 2.38 and later; not in the types of the version this is compiled against
	const { getPollBudgetMs } = context as { getPollBudgetMs?: () => number };
	const granted = getPollBudgetMs?.call(context);
	const time = typeof granted === 'number' && granted > 0 ? Math.min(granted, LONGEST) : LONGEST;
	const end = clock() + USABLE * time;
	return () => clock() < end;
}
