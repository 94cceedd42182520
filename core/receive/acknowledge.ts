import { NodeApiError } from 'n8n-workflow';
import { isLoginRefused, isTransientFault } from '../api/errors';
import type { Source } from './fetch';

/**
 * Acknowledges orders one after the other, oldest first. An acknowledgment that cannot be made now does not hide new
 * orders: the rest stays in the queue and is acknowledged by a later poll.
 * @param mayStart false when the poll's time is nearly over
 * @returns the orders whose acknowledgment the platform refused for good
 */
export async function acknowledgeOrders(
	{ receiving, client, platform, warn }: Source,
	orderIds: readonly string[],
	as: string,
	mayStart: () => boolean,
): Promise<string[]> {
	const refused: string[] = [];
	if (!receiving.queue) return refused;
	const { operation, values } = receiving.queue.acknowledge;
	for (const orderId of orderIds) {
		if (!mayStart()) break;
		try {
			await client.call(operation, values(orderId, as));
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			if (!isRefusedForGood(error)) {
				warn(
					`${platform.displayName} order ${orderId} could not be acknowledged now, it is tried again later: ${reason}`,
				);
				break;
			}
			refused.push(orderId);
			warn(
				`${platform.displayName} does not let order ${orderId} be acknowledged, it is not tried again: ${reason}`,
			);
		}
	}
	return refused;
}

/** The platform says no to this order, not to the moment or to the login. */
function isRefusedForGood(error: unknown): boolean {
	const status = error instanceof NodeApiError ? Number(error.httpCode) : NaN;
	return (
		status >= 400 &&
		status < 500 &&
		status !== 401 &&
		status !== 429 &&
		!isTransientFault(error) &&
		!isLoginRefused(error)
	);
}
