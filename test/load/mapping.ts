import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { PlatformOrders } from '../../core/order/platform';
import { alone, built, root } from './furniture/alone';
import type { Bench, Options, Report } from './furniture/report';

interface Row {
	platform: string;
	/** Orders per second, one figure for each of `COUNTS`. */
	rates: number[];
	/** How much longer one order takes among the most orders than among the fewest. */
	growth: number;
}

/** Orders a second that every platform must reach. */
const TARGET = 20_000;
const COUNTS = [100, 1_000, 10_000];
/** Few orders take so little time that only the best of many runs is free of what else the machine did. */
const runsOf = (orders: number) => Math.max(7, Math.ceil(20_000 / orders));
const WARM_UP = 2;
/** Doubling would be another order of growth; the rest is the machine's caches and its rubbish collection. */
const MOST_GROWTH = 2;
const STORE = { storeKey: 'loja1', timeZone: 'America/Sao_Paulo' };

/** The built mapper of a platform: `order.js` exports it beside whatever else. */
function ordersOf(platform: string): PlatformOrders {
	const file = `nodes/${platform}/order.js`;
	const orders = Object.values(built<Record<string, unknown>>(file)).find(isPlatformOrders);
	if (!orders) throw new Error(`dist/${file} exports no orders`);
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

function measurePlatform(platform: string): Row {
	const orders = ordersOf(platform);
	const samples = samplesOf(platform, orders);
	// First until the compiler has done what it can.
	for (let round = 0; round < WARM_UP; round++) bestOf(orders, manyOf(samples, 10_000));
	const rates = COUNTS.map((count) => count / bestOf(orders, manyOf(samples, count)));
	return { platform, rates, growth: (rates[0] ?? NaN) / (rates.at(-1) ?? NaN) };
}

async function measure({ log }: Options): Promise<Report> {
	const platforms = readdirSync(path.join(root, 'nodes')).filter((name) =>
		existsSync(path.join(root, 'nodes', name, 'order.ts')),
	);
	const rows: Row[] = [];
	for (const platform of platforms) {
		log(platform);
		// In a process of its own: what another platform's orders taught the compiler is none of this one's
		rows.push(await alone<Row>([...process.execArgv, __filename, platform]));
	}
	return {
		about: ABOUT,
		tables: [
			{
				title: 'Orders a second, on one core',
				head: ['platform', ...COUNTS.map((count) => `of ${count.toLocaleString('en')}`), 'time per order'],
				rows: rows.map(({ platform, rates, growth }) => [
					platform,
					...rates.map((rate) => Math.round(rate).toLocaleString('en')),
					`x ${growth.toFixed(2)}`,
				]),
			},
		],
		limits: rows.flatMap(({ platform, rates, growth }) => [
			{ what: `${platform}: orders a second`, figure: Math.min(...rates), atLeast: TARGET },
			{ what: `${platform}: growth of the time per order`, figure: growth, atMost: MOST_GROWTH },
		]),
	};
}

const ABOUT = [
	"How many of a platform's orders become unified orders in a second. Every platform is measured by its samples. Each order is an object of its own at a minute of its own, as orders come from a server, so that nothing is quick merely because it was seen before. Every figure is processor time, and the best of several runs: what is measured is the code, not what else the machine did.",
];

export const mapping: Bench = { name: 'mapping', title: 'Mapping to unified orders', measure };

if (require.main === module) console.log(JSON.stringify(measurePlatform(process.argv[2] ?? '')));
