import { createHash } from 'node:crypto';
import { PLATFORMS, type Platform } from './types';

/** The store of made-up orders; no real one has this key. */
export const SAMPLE_STORE_KEY = 'sample';

/** What a unified order's `id` is made of. */
export interface OrderId {
	platform: Platform;
	storeKey: string;
	orderId: string;
}

export function makeOrderId({ platform, storeKey, orderId }: OrderId): string {
	return `${platform}:${storeKey}:${orderId}`;
}

/** The parts of a unified order's `id`; null for any other text. */
export function parseOrderId(id: string): OrderId | null {
	const [, name, storeKey, orderId] = /^([^:]+):([^:]+):(.+)$/s.exec(id.trim()) ?? [];
	const platform = PLATFORMS.find((known) => known === name);
	return platform && storeKey && orderId ? { platform, storeKey, orderId } : null;
}

/**
 * A short stand-in for an account where the platform names no store: tells two accounts apart and gives no login name
 * away. The first 8 hexadecimal digits of the SHA-256 of the account, trimmed and in lower case.
 */
export function accountKey(account: string): string {
	return createHash('sha256').update(account.trim().toLowerCase()).digest('hex').slice(0, 8);
}

export type OrderReference =
	| { orderId: string }
	| { problem: 'empty' }
	/** A unified id of `platform`. */
	| { problem: 'otherPlatform'; platform: Platform }
	/** A unified id of this platform, but of the store `storeKey`. */
	| { problem: 'otherStore'; storeKey: string };

/**
 * Reads what a person gave as the order: the platform's own number, or the `id` of a unified order.
 * @returns the platform's own number, or why it cannot be one, for the caller to put into words
 */
export function parseOrderReference(
	reference: string | number,
	platform: Platform,
	storeKey: string,
): OrderReference {
	const given = String(reference).trim();
	if (given === '') return { problem: 'empty' };
	const unified = parseOrderId(given);
	if (!unified) return { orderId: given };
	if (unified.platform !== platform) return { problem: 'otherPlatform', platform: unified.platform };
	if (unified.storeKey !== storeKey) return { problem: 'otherStore', storeKey: unified.storeKey };
	return { orderId: unified.orderId };
}
