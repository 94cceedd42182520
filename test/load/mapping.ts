/**
 * How many of a platform's orders become unified orders in a second, on one core. Run it after the build,
 * `npx tsx test/load/mapping.ts`; it prints one table, and measures what ships. Every platform with an `order.ts` is
 * measured by its samples, or where it has none by the fixtures of its tests. With `--check` it fails where a platform
 * is slower than the target, or where a hundred times the orders take much more than a hundred times as long.
 *
 * Each order is an object of its own at a minute of its own, as orders come from a server, so that nothing is quick
 * merely because it was seen before. Every figure is processor time, and the best of several runs: what is measured is
 * the code, not what else the machine did.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { PlatformOrders } from '../../core/order/platform';

interface Row {
	platform: string;
	/** Orders per second, one figure for each of `COUNTS`. */
	rates: number[];
	/** How much longer one order takes among the most orders than among the fewest. */
	growth: number;
}

const root = path.resolve(__dirname, '../..');
/** Orders a second that every platform must reach. */
const TARGET = 20_000;
const COUNTS = [100, 1_000, 10_000];
/** Few orders take so little time that only the best of many runs is free of what else the machine did. */
const runsOf = (orders: number) => Math.max(7, Math.ceil(20_000 / orders));
const WARM_UP = 2;
/** Of the process that measures one platform. */
const ONE = '--platform=';
/** Doubling would be another order of growth; the rest is the machine's caches and its rubbish collection. */
const MOST_GROWTH = 2;
const STORE = { storeKey: 'loja1', timeZone: 'America/Sao_Paulo' };

/** The built mapper of a platform: `order.js` exports it beside whatever else. */
function ordersOf(platform: string): PlatformOrders {
	const file = path.join(root, 'dist/nodes', platform, 'order.js');
	if (!existsSync(file))
		throw new Error(`${path.relative(root, file)} is not there: run npm run build first`);
	const exported = Object.values(createRequire(file)(file) as Record<string, unknown>);
	const orders = exported.find(isPlatformOrders);
	if (!orders) throw new Error(`${path.relative(root, file)} exports no orders`);
	return orders;
}

function isPlatformOrders(value: unknown): value is PlatformOrders {
	return typeof value === 'object' && value !== null && 'toUnified' in value;
}

/** The platform's samples, as JSON texts. */
function samplesOf(platform: string, { samples }: Partial<PlatformOrders>): string[] {
	if (samples && samples.length > 0) return samples.map(({ raw }) => JSON.stringify(raw));
	const folder = path.join(root, 'test/nodes', platform, 'orders');
	return readdirSync(folder).map((file) => {
		const { raw } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { raw: IDataObject };
		return JSON.stringify(raw);
	});
}

/** So many orders, made of the samples in turn. */
function manyOf(samples: string[], count: number): IDataObject[] {
	return Array.from({ length: count }, (_, index) => {
		const clock = new Date(index * 60_000).toISOString().slice(11, 16);
		const sample = samples[index % samples.length] ?? '{}';
		return JSON.parse(sample.replace(/(\d[T ])\d\d:\d\d/g, `$1${clock}`)) as IDataObject;
	});
}

/** Seconds of a processor that the orders take, at best. */
function bestOf({ toUnified }: PlatformOrders, orders: IDataObject[]): number {
	const runs = Array.from({ length: runsOf(orders.length) }, () => {
		const start = process.cpuUsage();
		for (const order of orders) toUnified(order, STORE);
		const { user, system } = process.cpuUsage(start);
		return (user + system) / 1e6;
	});
	return Math.min(...runs);
}

function measure(platform: string): Row {
	const orders = ordersOf(platform);
	const samples = samplesOf(platform, orders);
	// First until the compiler has done what it can.
	for (let round = 0; round < WARM_UP; round++) bestOf(orders, manyOf(samples, 10_000));
	const rates = COUNTS.map((count) => count / bestOf(orders, manyOf(samples, count)));
	return { platform, rates, growth: (rates[0] ?? NaN) / (rates.at(-1) ?? NaN) };
}

function print(rows: Row[]): void {
	const write = (cells: string[]) => console.log(cells.map((cell) => cell.padStart(16)).join(''));
	write(['platform', ...COUNTS.map((count) => `of ${count}`), 'time per order']);
	for (const { platform, rates, growth } of rows) {
		write([platform, ...rates.map((rate) => `${Math.round(rate)}/s`), `x ${growth.toFixed(2)}`]);
	}
}

/** In a process of its own: what another platform's orders taught the compiler is none of this one's. */
function measureAlone(platform: string): Row {
	const answer = execFileSync(process.execPath, [...process.execArgv, __filename, `${ONE}${platform}`], {
		encoding: 'utf8',
	});
	return JSON.parse(answer) as Row;
}

function compareAll(): void {
	const platforms = readdirSync(path.join(root, 'nodes')).filter((name) =>
		existsSync(path.join(root, 'nodes', name, 'order.ts')),
	);
	const rows = platforms.map(measureAlone);
	print(rows);
	if (!process.argv.includes('--check')) return;
	const slow = rows.filter(({ rates }) => Math.min(...rates) < TARGET);
	const growing = rows.filter(({ growth }) => growth > MOST_GROWTH);
	for (const { platform } of slow) console.error(`${platform} is slower than ${TARGET} orders a second`);
	for (const { platform } of growing)
		console.error(`${platform} takes longer per order the more orders there are`);
	process.exitCode = slow.length + growing.length > 0 ? 1 : 0;
}

const one = process.argv.find((argument) => argument.startsWith(ONE));
if (one === undefined) compareAll();
else console.log(JSON.stringify(measure(one.slice(ONE.length))));
