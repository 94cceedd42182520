import { setTimeout as wait } from 'node:timers/promises';
import type { Column } from '../../sandbox/n8n/client';
import { post, signatureOf } from '../faults/market';
import { alternating, growth, median, ratio } from './furniture/figures';
import type { Bench, Limit, Options, Report, Table } from './furniture/report';
import { withCluster } from './n8n/cluster';
import { callsOf, publishOurs, publishPlain, withSite, type Called, type Site } from './n8n/site';

const SIZES = [10, 100, 1_000];
const ROUNDS = 3;
/** From so many orders on one round is measured: it takes minutes, and is many rounds in itself. */
const LONG = 1_000;
/** Orders that are on their way to n8n at a time. */
const AT_A_TIME = 8;
/** Of the plain Webhook's workflow. */
const LEAST_RATIO = 0.95;
const MOST_GROWTH = 1.3;
/** Seconds in which the last order must have become a row. */
const PATIENCE = 300;

const COLUMNS: Column[] = [
	{ name: 'orderId', type: 'string' },
	{ name: 'customer', type: 'string' },
	{ name: 'total', type: 'number' },
];

/** One of the two ways to get an order into a table. */
interface Way {
	name: string;
	tableId: string;
	called: Called;
}

/** Orders a minute of each round, by size and way. */
interface Throughput {
	size: number;
	ways: Array<{ name: string; rates: number[] }>;
}

/** Writes a row of the members at these places. */
function toTable(tableId: string, values: Record<string, string>) {
	return {
		name: 'Table',
		type: 'n8n-nodes-base.dataTable',
		parameters: {
			resource: 'row',
			operation: 'insert',
			dataTableId: { __rl: true, mode: 'id', value: tableId },
			columns: {
				mappingMode: 'defineBelow',
				value: values,
				matchingColumns: [],
				schema: COLUMNS.map(({ name, type }) => ({
					id: name,
					displayName: name,
					required: false,
					defaultMatch: false,
					display: true,
					type,
					canBeUsedToMatch: true,
				})),
				attemptToConvertTypes: false,
				convertFieldsToString: false,
			},
			options: {},
		},
	};
}

async function waysOf(site: Site): Promise<[Way, Way]> {
	const ourTable = await site.client.ensureTable('ours', COLUMNS);
	const plainTable = await site.client.ensureTable('plain', COLUMNS);
	const ours = await publishOurs(site, [
		toTable(ourTable, {
			orderId: '={{ $json.id }}',
			customer: '={{ $json.customer.name }}',
			total: '={{ $json.total.orderAmount }}',
		}),
	]);
	const plain = await publishPlain(site, [
		toTable(plainTable, {
			orderId: '={{ $json.body.order.id }}',
			customer: '={{ $json.body.order.customer.name }}',
			total: '={{ $json.body.order.orderTotal.value / 100 }}',
		}),
	]);
	return [
		{ name: 'Delivery Direto Trigger', tableId: ourTable, called: ours },
		{ name: "n8n's Webhook", tableId: plainTable, called: plain },
	];
}

/** Numbers of orders that no earlier round had. */
let next = 100_000_000;

/** Places so many orders, some at a time; gives how many a minute became rows. @throws Error where one did not */
async function rateOf(
	{ client, sandbox }: Site,
	{ name, tableId, called }: Way,
	orders: number,
	atATime = AT_A_TIME,
): Promise<number> {
	const bodies = callsOf(sandbox, orders, next);
	next += orders;
	const newest = async () => Number((await client.rows(tableId, 1))[0]?.id ?? 0);
	const before = await newest();
	const start = performance.now();
	const lane = async () => {
		for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
			const status = await post(called.address, body, signatureOf(body), PATIENCE * 1000);
			if (status === null || status >= 300) throw new Error(`${name}: a call was answered ${status}`);
		}
	};
	await Promise.all(Array.from({ length: atATime }, lane));
	while ((await newest()) < before + orders) {
		if (performance.now() - start > PATIENCE * 1000)
			throw new Error(`${name}: ${(await newest()) - before} of ${orders} orders became rows`);
		await wait(50);
	}
	return (orders / (performance.now() - start)) * 60_000;
}

/**
 * Orders a minute from the call of the platform to the row in a Data Table, by our trigger and by n8n's Webhook node in
 * turns, on an n8n that was started already, of however many processes.
 */
async function measureThroughput(site: Site, { rounds = ROUNDS, most, log }: Options): Promise<Throughput[]> {
	const ways = await waysOf(site);
	// n8n's first executions load what the later ones find loaded
	for (const way of ways) await rateOf(site, way, 20, 1);
	const all: Throughput[] = [];
	for (const size of SIZES.filter((one) => one <= most)) {
		const rates = new Map<Way, number[]>(ways.map((way) => [way, []]));
		const times = size < LONG ? rounds : 1;
		for (let round = 0; round < times; round++) {
			log(`${size} orders, round ${round + 1} of ${times}`);
			for (const way of alternating(ways, round)) rates.get(way)?.push(await rateOf(site, way, size));
		}
		all.push({ size, ways: ways.map((way) => ({ name: way.name, rates: rates.get(way) ?? [] })) });
	}
	return all;
}

/** @param stage what n8n consists of, such as `one process` */
function throughputTable(stage: string, all: Throughput[]): Table {
	return {
		title: `Orders a minute, n8n of ${stage}`,
		head: ['received by', ...all.flatMap(({ size }) => [`of ${size.toLocaleString('en')}`, 'ratio'])],
		rows: [0, 1].map((place) => [
			all[0]?.ways[place]?.name ?? '',
			...all.flatMap(({ ways }) => {
				const rate = median(ways[place]?.rates ?? []);
				return [rate.toFixed(0), ratio(rate, median(ways[1]?.rates ?? []))];
			}),
		]),
	};
}

function throughputLimits(stage: string, all: Throughput[]): Limit[] {
	const [ours, plain] = [0, 1].map((place) => median(all.at(-1)?.ways[place]?.rates ?? []));
	const times = all.map(({ size, ways }) => ({ size, figure: size / median(ways[0]?.rates ?? []) }));
	return [
		{
			what: `${stage}: orders a minute beside n8n's Webhook`,
			figure: (ours ?? NaN) / (plain ?? NaN),
			atLeast: LEAST_RATIO,
		},
		{
			what: `${stage}: growth of the time per order`,
			figure: growth(times.slice(-2)),
			atMost: MOST_GROWTH,
		},
	];
}

type Measuring = (site: Site) => Promise<Throughput[]>;

/** No isolate for each call and execution, see webhooks.ts. */
const LEGACY = { N8N_EXPRESSION_ENGINE: 'legacy' };
const STAGES: Array<{ stage: string; on: (measuring: Measuring) => Promise<Throughput[]> }> = [
	{ stage: 'one process', on: async (measuring) => await withSite(measuring) },
	{
		stage: 'one process, N8N_EXPRESSION_ENGINE=legacy',
		on: async (measuring) => await withSite(measuring, LEGACY),
	},
	{
		stage: 'main, webhook process and 1 worker',
		on: async (measuring) => await withCluster(1, measuring),
	},
	{
		stage: 'main, webhook process and 2 workers',
		on: async (measuring) => await withCluster(2, measuring),
	},
	{
		stage: 'main, webhook process and 2 workers, N8N_EXPRESSION_ENGINE=legacy',
		on: async (measuring) => await withCluster(2, measuring, LEGACY),
	},
];

async function measure(options: Options): Promise<Report> {
	const report: Report = { about: ABOUT, tables: [], limits: [] };
	for (const { stage, on } of STAGES) {
		options.log(`n8n of ${stage}`);
		const all = await on(async (site) => await measureThroughput(site, options));
		report.tables.push(throughputTable(stage, all));
		report.limits.push(...throughputLimits(stage, all));
	}
	return report;
}

const ABOUT = [
	`From the platform's call to the row in a Data Table, in the real n8n: ${AT_A_TIME} orders are on their way at a time, until all are rows. Our trigger checks the signature, makes a unified order of it and remembers it, and starts one execution for the calls that come while n8n stores another; n8n's plain Webhook node hands on what it is sent, and starts one for each. Both write the number, the customer and the total.`,
];

export const throughput: Bench = { name: 'throughput', title: 'Orders from end to end', measure };
