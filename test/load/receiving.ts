import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { PlatformOrders } from '../../core/order/platform';
import type { UnifiedOrder } from '../../core/order/types';
import type * as ReceiveModule from '../../core/receive/receive';
import type { Receiving } from '../../core/receive/source';
import { built, root } from './furniture/alone';
import { growth } from './furniture/figures';
import type { Bench, Options, Report } from './furniture/report';

/** Orders that are remembered. */
const SIZES = [50, 500, 5_000];
/** Orders that are new, and orders that have changed. */
const NEWS = 100;
const RUNS = 15;
const MOST_KILOBYTES = 120;
const MOST_MILLISECONDS = 50;
const MOST_GROWTH = 1.5;

const NOW = Date.UTC(2026, 10, 21, 15);
const STORE = { storeKey: 'loja1', timeZone: 'America/Sao_Paulo' };

interface Row {
	platform: string;
	kilobytes: number;
	/** Milliseconds of a poll that finds nothing new, for each of `SIZES`. */
	quiet: number[];
	/** The same with so many orders remembered as there are at most: with 100 new ones. */
	news: number;
	/** With 100 that have changed their status. */
	comparing: number;
	/** With edits watched as well. */
	edits: number;
	/** What it costs to map the rows of the list, which is in none of the others. */
	mapping: number;
}

const { receive } = built<typeof ReceiveModule>('core/receive/receive.js');

function exported<T extends object>(file: string, isIt: (value: object) => boolean): T | undefined {
	if (!existsSync(path.join(root, 'dist', file))) return undefined;
	const values = Object.values(built<Record<string, unknown>>(file));
	return values.find((value): value is T => typeof value === 'object' && value !== null && isIt(value));
}

/** How a platform's list is read, whatever the file is called. */
function receivingOf(platform: string): Receiving | undefined {
	const isReceiving = (value: object) => 'list' in value && 'events' in value;
	return (
		exported<Receiving>(`nodes/${platform}/receiving.js`, isReceiving) ??
		exported<Receiving>(`nodes/${platform}/queue.js`, isReceiving)
	);
}

/** Rows that differ by number and by nothing else that matters: what the platform sends of so many orders. */
function rowsOf(orders: PlatformOrders, count: number): IDataObject[] {
	const sample = orders.samples[0]?.raw ?? {};
	const id = orders.orderIdOf(sample);
	const text = JSON.stringify(sample);
	return Array.from({ length: count }, (_, index) => {
		const own = String(10_000_000 + index);
		const row = JSON.parse(
			text.replaceAll(`"${id}"`, `"${own}"`).replaceAll(`:${id},`, `:${own},`),
		) as IDataObject;
		if (orders.orderIdOf(row) !== own) throw new Error(`the sample of ${orders.platform} keeps its number`);
		return row;
	});
}

/** Milliseconds of a processor that the work takes, at best. */
async function bestOf(work: () => Promise<unknown>): Promise<number> {
	const runs: number[] = [];
	for (let run = 0; run < RUNS; run++) {
		const start = process.cpuUsage();
		await work();
		const { user, system } = process.cpuUsage(start);
		runs.push((user + system) / 1000);
	}
	return Math.min(...runs);
}

/** A trigger of a platform that answers at once and from memory. */
class Watch {
	private readonly rows: IDataObject[];
	private readonly mappedOnce: Map<IDataObject, UnifiedOrder>;
	private readonly ids: Map<IDataObject, string>;

	/** @param count of orders that the platform has at most */
	constructor(
		private readonly orders: PlatformOrders,
		private readonly receiving: Receiving,
		count: number,
	) {
		this.rows = rowsOf(orders, count);
		this.ids = new Map(this.rows.map((row) => [row, orders.orderIdOf(row)]));
		this.mappedOnce = new Map(
			this.rows.map((row) => [
				row,
				{ ...orders.toUnified(row, STORE), status: 'CREATED', statusPhase: 'ACTION_NEEDED' },
			]),
		);
	}

	/** What is stored once so many orders were handed over, as after a further poll of the same process. */
	async remembering(count: number): Promise<string> {
		const first = await this.poll(count, undefined);
		const memory = (await this.poll(count, first.memory)).memory;
		const stored = JSON.stringify(memory);
		const remembered = Object.keys((JSON.parse(stored) as { orders: object }).orders).length;
		if (remembered !== count) throw new Error(`${this.orders.platform} remembers ${remembered} orders`);
		return stored;
	}

	/**
	 * A poll to which the platform shows so many orders, the first of which have changed.
	 * @param waiting how many of them, from the last one, stand in a queue
	 */
	async poll(shown: number, stored: unknown, { changed = 0, waiting = 0, edits = true } = {}) {
		const { orders, receiving } = this;
		const answers = this.rows.slice(0, shown);
		const queued = stored === undefined ? answers : answers.slice(shown - waiting);
		const changedRows = new Set(answers.slice(0, changed));
		const { details: _details, ...whole } = orders;
		const toUnified: PlatformOrders['toUnified'] = (row) => {
			const order = this.mappedOnce.get(row);
			if (!order) throw new Error('an order that was not mapped');
			return changedRows.has(row)
				? { ...order, status: 'CANCELLED', statusPhase: 'CANCELLED', statusRaw: 'x' }
				: order;
		};
		return await receive({
			platform: {
				displayName: orders.platform,
				// By the row itself: what it costs to find an order's number is part of mapping it
				orders: { ...whole, toUnified, orderIdOf: (row) => this.ids.get(row) ?? orders.orderIdOf(row) },
			},
			receiving: { ...receiving, list: { ...receiving.list, isNewestFirst: false } },
			client: {
				call: async (operation: string) =>
					await Promise.resolve(operation === receiving.queue?.operation ? queued : answers),
				list: async () => await Promise.resolve(answers),
			},
			store: STORE,
			options: {
				events: new Set(receiving.events.filter((event) => edits || event !== 'orderUpdated')),
				waitingMinutes: 10,
				acknowledge: 'workflow',
				acknowledgeAs: '',
				delivery: 'neverMiss',
				startWith: 'waitingOrders',
				filter: { statuses: new Set(), types: new Set() },
			},
			process: 'measured',
			key: 'measured',
			stored,
			now: NOW,
			mayStart: () => true,
			warn: () => undefined,
		});
	}

	/** Milliseconds of such a poll, with reading and writing the memory as JSON, which n8n does with it. */
	async timeOf(
		shown: number,
		stored: string,
		how: { changed?: number; waiting?: number; edits?: boolean } = {},
	): Promise<number> {
		const expected = (how.changed ?? 0) + (how.waiting ?? 0);
		return await bestOf(async () => {
			const { emissions, memory } = await this.poll(shown, JSON.parse(stored), how);
			const isRight = expected === 0 ? emissions.length === 0 : emissions.length >= expected;
			if (!isRight) throw new Error(`${this.orders.platform} told ${emissions.length} of ${expected} events`);
			return JSON.stringify(memory);
		});
	}

	async mapping(): Promise<number> {
		return await bestOf(async () => {
			for (const row of this.rows) this.orders.toUnified(row, STORE);
			return await Promise.resolve();
		});
	}
}

async function measurePlatform(
	platform: string,
	orders: PlatformOrders,
	receiving: Receiving,
	sizes: number[],
): Promise<Row> {
	const most = Math.max(...sizes);
	const watch = new Watch(orders, receiving, most + NEWS);
	const stored = await watch.remembering(most);
	const quiet: number[] = [];
	for (const size of sizes) quiet.push(await watch.timeOf(size, await watch.remembering(size)));
	return {
		platform,
		kilobytes: Buffer.byteLength(stored) / most,
		quiet,
		news: await watch.timeOf(most + NEWS, stored, { waiting: NEWS }),
		comparing: await watch.timeOf(most, stored, { changed: Math.min(NEWS, most), edits: false }),
		edits: await watch.timeOf(most, stored, { changed: Math.min(NEWS, most) }),
		mapping: await watch.mapping(),
	};
}

async function measure({ most, log }: Options): Promise<Report> {
	const sizes = SIZES.filter((size) => size <= Math.max(most, 50));
	const rows: Row[] = [];
	for (const platform of readdirSync(path.join(root, 'nodes'))) {
		const receiving = receivingOf(platform);
		const orders = exported<PlatformOrders>(`nodes/${platform}/order.js`, (value) => 'toUnified' in value);
		if (!receiving || !orders) continue;
		log(platform);
		rows.push(await measurePlatform(platform, orders, receiving, sizes));
	}
	if (rows.length === 0) throw new Error('no polling trigger was found');
	const remembered = `${sizes.at(-1)?.toLocaleString('en')} orders remembered`;
	return {
		about: ABOUT,
		tables: [
			{
				title: `A poll with ${remembered}, milliseconds`,
				head: [
					...['platform', 'kB per 1,000', 'nothing new', `${NEWS} new`, `${NEWS} changed`],
					...['the same with edits', 'mapping the rows'],
				],
				rows: rows.map(({ platform, kilobytes, quiet, news, comparing, edits, mapping }) => [
					platform,
					...[kilobytes, quiet.at(-1) ?? NaN, news, comparing, edits, mapping].map((one) => one.toFixed(1)),
				]),
			},
			{
				title: 'A poll with nothing new by orders remembered, milliseconds',
				head: ['platform', ...sizes.map((size) => size.toLocaleString('en')), 'per order, last two'],
				rows: rows.map(({ platform, quiet }) => [
					platform,
					...quiet.map((one) => one.toFixed(2)),
					`x ${growthOf(sizes, quiet).toFixed(2)}`,
				]),
			},
		],
		limits: rows.flatMap(({ platform, kilobytes, comparing, quiet }) => [
			{ what: `${platform}: kB per 1,000 remembered`, figure: kilobytes, atMost: MOST_KILOBYTES },
			{
				what: `${platform}: milliseconds of comparing with ${NEWS} changed`,
				figure: comparing,
				atMost: MOST_MILLISECONDS,
			},
			{
				what: `${platform}: growth of a quiet poll per order`,
				figure: growthOf(sizes, quiet),
				atMost: MOST_GROWTH,
			},
		]),
	};
}

const growthOf = (sizes: number[], figures: number[]) =>
	growth(sizes.map((size, index) => ({ size, figure: figures[index] ?? NaN })).slice(-2));

const ABOUT = [
	"What receiving costs: the node's static data per 1,000 remembered orders, and the own time of a poll. The platform answers at once and from memory, so that what is measured is our code alone: comparing, choosing, remembering, and reading and writing the memory as JSON, which n8n does with it. All remembered orders are shown again, which is the most that a poll can have to compare. Edits cost a fingerprint of each. Times are processor time, and the best of several polls: what else the machine did is left out.",
];

export const receiving: Bench = { name: 'receiving', title: 'Polling', measure };
