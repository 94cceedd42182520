/**
 * What receiving costs: the node's static data per 1,000 remembered orders, and the own time of a poll that compares 5,000
 * remembered orders with what the platform shows, 100 of them changed. Run it after the build,
 * `npx tsx test/load/receiving.ts`; it measures what ships, for every platform with a polling trigger. With `--check` it
 * fails where a figure is over its limit.
 *
 * The platform answers at once and from memory, so that what is measured is our code alone: mapping the rows, comparing,
 * choosing, remembering, and reading and writing the memory as JSON, which n8n does with it. All remembered orders are shown
 * again, which is the most that a poll can have to compare. Edits cost a fingerprint of each. Times are processor time, and the best of
 * several polls: what else the machine did is left out.
 */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { PlatformOrders } from '../../core/order/platform';
import type * as ReceiveModule from '../../core/receive/receive';
import type { Receiving } from '../../core/receive/source';

const REMEMBERED = 5_000;
const CHANGED = 100;
const RUNS = 30;
const MOST_KILOBYTES = 120;
const MOST_MILLISECONDS = 50;

const root = path.resolve(__dirname, '../..');
const require_ = createRequire(__filename);
const NOW = Date.UTC(2026, 10, 21, 15);
const STORE = { storeKey: 'loja1', timeZone: 'America/Sao_Paulo' };

interface Row {
	platform: string;
	kilobytes: number;
	milliseconds: number;
	/** Without what the platform's rows cost to map. */
	comparing: number;
	/** The same while edits are watched as well. */
	edits: number;
}

const built = <T>(file: string): T => {
	const whole = path.join(root, 'dist', file);
	if (!existsSync(whole)) throw new Error(`dist/${file} is not there: run npm run build first`);
	return require_(whole) as T;
};

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

async function measure(platform: string, orders: PlatformOrders, receiving: Receiving): Promise<Row> {
	const rows = rowsOf(orders, REMEMBERED);
	// The content differs for the changed ones, as after an edit
	const mappedOnce = new Map(rows.map((row) => [orders.orderIdOf(row), orders.toUnified(row, STORE)]));
	const changedOrders = new Map(
		[...mappedOnce]
			.slice(0, CHANGED)
			.map(([id, order]) => [
				id,
				{ ...order, status: 'CANCELLED' as const, statusPhase: 'CANCELLED' as const, statusRaw: 'x' },
			]),
	);
	const { details: _details, ...whole } = orders;
	const poll = async (
		answers: IDataObject[],
		toUnified: PlatformOrders['toUnified'],
		stored: unknown,
		events = receiving.events,
	) =>
		await receive({
			platform: { displayName: platform, orders: { ...whole, toUnified } },
			receiving: { ...receiving, list: { ...receiving.list, isNewestFirst: false } },
			client: {
				call: async (operation: string) =>
					await Promise.resolve(operation === receiving.queue?.operation && stored ? [] : answers),
				list: async () => await Promise.resolve(answers),
			},
			store: STORE,
			options: {
				events: new Set(events),
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
	// By the row itself: what it costs to find an order's number is part of mapping it
	const ready = (changed: boolean): PlatformOrders['toUnified'] => {
		const orderOf = new Map(
			rows.map((row) => {
				const id = orders.orderIdOf(row);
				return [row, (changed ? changedOrders.get(id) : undefined) ?? mappedOnce.get(id)];
			}),
		);
		return (raw) => {
			const order = orderOf.get(raw);
			if (!order) throw new Error('an order that was not mapped');
			return order;
		};
	};
	const waiting: PlatformOrders['toUnified'] = (raw) => ({
		...(mappedOnce.get(orders.orderIdOf(raw)) ?? orders.toUnified(raw, STORE)),
		status: 'CREATED',
		statusPhase: 'ACTION_NEEDED',
	});
	for (const [id, order] of mappedOnce) {
		mappedOnce.set(id, { ...order, status: 'CREATED', statusPhase: 'ACTION_NEEDED' });
	}
	const first = await poll(rows, waiting, undefined);
	// As after the next poll of the same process: contents known, nothing pending
	const stored = JSON.stringify((await poll(rows, ready(false), first.memory)).memory);
	const remembered = Object.keys((JSON.parse(stored) as { orders: object }).orders).length;
	if (remembered !== REMEMBERED) throw new Error(`${platform} remembers ${remembered} orders`);
	const changed = ready(true);
	const once = async (events: Receiving['events']) => {
		const { emissions, memory } = await poll(rows, changed, JSON.parse(stored), events);
		if (emissions.length < CHANGED) throw new Error(`${platform} told ${emissions.length} changes`);
		return JSON.stringify(memory);
	};
	const mapping = await bestOf(async () => {
		for (const row of rows) orders.toUnified(row, STORE);
		return await Promise.resolve();
	});
	const withoutEdits = receiving.events.filter((event) => event !== 'orderUpdated');
	const comparing = await bestOf(async () => await once(withoutEdits));
	const edits = await bestOf(async () => await once(receiving.events));
	return {
		platform,
		kilobytes: Buffer.byteLength(stored) / (REMEMBERED / 1000) / 1000,
		comparing,
		edits,
		milliseconds: comparing + mapping,
	};
}

function print(rows: Row[]): void {
	const write = (cells: string[]) => console.log(cells.map((cell) => cell.padStart(18)).join(''));
	write(['platform', 'kB per 1000', 'ms of comparing', 'ms with edits', 'ms with mapping']);
	for (const { platform, kilobytes, comparing, edits, milliseconds } of rows) {
		write([platform, ...[kilobytes, comparing, edits, milliseconds].map((figure) => figure.toFixed(1))]);
	}
}

async function main(): Promise<void> {
	const rows: Row[] = [];
	for (const platform of readdirSync(path.join(root, 'nodes'))) {
		const receiving = receivingOf(platform);
		const orders = exported<PlatformOrders>(`nodes/${platform}/order.js`, (value) => 'toUnified' in value);
		if (receiving && orders) rows.push(await measure(platform, orders, receiving));
	}
	print(rows);
	if (!process.argv.includes('--check')) return;
	for (const { platform, kilobytes, comparing } of rows) {
		if (kilobytes > MOST_KILOBYTES) {
			console.error(`${platform} remembers 1,000 orders in more than ${MOST_KILOBYTES} kB`);
			process.exitCode = 1;
		}
		if (comparing > MOST_MILLISECONDS) {
			console.error(`${platform} compares for more than ${MOST_MILLISECONDS} ms`);
			process.exitCode = 1;
		}
	}
	if (rows.length === 0) throw new Error('no polling trigger was found');
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
