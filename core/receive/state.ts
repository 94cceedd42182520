import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../api/path';
import { ORDER_STATUSES } from '../order/types';
import { STANDINGS, type Entry, type Ledger } from './ledger';

const VERSION = 1;

/** Orders of the last emission, until a later poll of the same process shows that n8n went on living. */
export interface Pending {
	process: string;
	orders: string[];
}

/** What the trigger remembers from poll to poll. */
export interface Memory {
	ledger: Ledger;
	pending: Pending | null;
	/** When orders were handed over last, milliseconds since 1970, or 0. */
	emittedAt: number;
	/** Nothing was remembered for this account: the person has just activated the trigger. */
	firstActivation: boolean;
	/** Something was remembered, but it could not be read: unknown orders may have been handed over before. */
	historyLost: boolean;
	/** Why what was stored could not be used, for the log. */
	problem: string | null;
}

/** Memory as it lies in the node's static data: JSON only, one short row per order. */
export interface StoredMemory extends IDataObject {
	version: number;
	key: string;
	/** When orders were handed over last, milliseconds since 1970, or 0. */
	emittedAt: number;
	pending: { process: string; orders: string[] } | null;
	orders: Record<string, StoredEntry>;
}

const statuses = new Map<unknown, Entry['status']>(ORDER_STATUSES.map((known) => [known, known]));
const standings = new Map<unknown, Entry['standing']>(STANDINGS.map((known) => [known, known]));

/** What lies in the place of the memory while orders come by webhook. */
export const LEFT_TO_WEBHOOK = { leftTo: 'webhook' };

type StoredEntry = [
	status: string,
	standing: string,
	since: number,
	process: string,
	day: string,
	content: string,
	waited: number,
	refused: number,
];

/**
 * The name of what is watched. Memory of another account, store or filter must not be mixed with this one's.
 * @param parts whatever tells two of them apart; only a hash of it is kept
 */
export function memoryKey(parts: readonly string[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** Reads stored memory, whatever it is. Never throws: what cannot be used is left out, and `problem` says so. */
export function readMemory(stored: unknown, key: string): Memory {
	const nothing = {
		ledger: new Map(),
		pending: null,
		emittedAt: 0,
		firstActivation: true,
		historyLost: false,
		problem: null,
	};
	if (stored === undefined || stored === null) return nothing;
	if (isRecord(stored) && stored.leftTo === LEFT_TO_WEBHOOK.leftTo) {
		const problem = 'Orders came by webhook before: those that still wait may have been handed over already';
		return { ...nothing, firstActivation: false, historyLost: true, problem };
	}
	if (
		!isRecord(stored) ||
		stored.version !== VERSION ||
		typeof stored.key !== 'string' ||
		!isRecord(stored.orders)
	) {
		const problem = 'The list of orders handed over so far could not be read';
		return { ...nothing, firstActivation: false, historyLost: true, problem };
	}
	if (stored.key !== key) {
		return { ...nothing, problem: 'Another account or filter was watched before: starting afresh' };
	}
	const orderIds = Object.keys(stored.orders);
	const ledger = new Map<string, Entry>();
	for (const orderId of orderIds) {
		const entry = readEntry(stored.orders[orderId]);
		if (entry) ledger.set(orderId, entry);
	}
	const lost = orderIds.length - ledger.size;
	return {
		ledger,
		pending: readPending(stored.pending),
		emittedAt: isCount(stored.emittedAt) ? stored.emittedAt : 0,
		firstActivation: false,
		historyLost: lost > 0,
		problem: lost > 0 ? `${lost} of the orders handed over so far could not be read` : null,
	};
}

/** A fresh object for the node's static data; nothing of it is shared with what was read. */
export function writeMemory(
	ledger: Ledger,
	pending: Pending | null,
	key: string,
	emittedAt: number,
): StoredMemory {
	const orders = Object.fromEntries([...ledger].map(([orderId, entry]) => [orderId, writeEntry(entry)]));
	return {
		version: VERSION,
		key,
		emittedAt,
		pending: pending && { process: pending.process, orders: [...pending.orders] },
		orders,
	};
}

/**
 * The memory of an emission of which nobody knows whether n8n has stored it: the orders handed over by it become those
 * of another process.
 */
export function asUnclear(memory: StoredMemory): StoredMemory {
	const { pending } = memory;
	const orders = { ...memory.orders };
	for (const orderId of pending?.orders ?? []) {
		const row = orders[orderId];
		if (row) orders[orderId] = [row[0], row[1], row[2], '', row[4], row[5], row[6], row[7]];
	}
	return { ...memory, pending: pending && { ...pending, process: '' }, orders };
}

function writeEntry(entry: Entry): StoredEntry {
	const { status, standing, since, process, day, content, waited, refused } = entry;
	return [status, standing, since, process, day, content, waited, refused ? 1 : 0];
}

function readEntry(row: unknown): Entry | null {
	if (!Array.isArray(row)) return null;
	const [statusText, standingText, since, process, day, content, waited, refused] = row as unknown[];
	const status = statuses.get(statusText);
	const standing = standings.get(standingText);
	if (!status || !standing || !isCount(since) || !isCount(waited)) return null;
	if (typeof process !== 'string' || typeof day !== 'string' || typeof content !== 'string') return null;
	return { status, standing, since, process, day, content, waited, refused: refused === 1 };
}

function readPending(stored: unknown): Pending | null {
	if (!isRecord(stored) || typeof stored.process !== 'string' || !Array.isArray(stored.orders)) return null;
	return { process: stored.process, orders: stored.orders.map(String) };
}

function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
