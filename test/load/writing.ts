import { measured } from './engine/run';
import type { Contender } from './engine/contenders';
import type { Measure } from './engine/measure';
import { PLATFORMS, type Measured } from './engine/platforms';
import { openStock } from './engine/stock';
import { alternating, growth, medianOf, ratio } from './furniture/figures';
import type { Bench, Limit, Options, Report, Table } from './furniture/report';

const SIZES = [10, 100, 1_000];
const ROUNDS = 3;
/** One that reads the state of many orders at once, and one that has to ask for each. */
const FOLDERS = ['pigz', 'neemo'];
const CONTENDERS: Contender[] = ['confirm', 'write'];
const NAMES: Partial<Record<Contender, string>> = { confirm: 'Confirm', write: "n8n's HTTP Request" };

interface Sized {
	size: number;
	results: Map<Contender, Measure[]>;
}

async function measureSize(
	{ folder, title }: Measured,
	size: number,
	{ rounds = ROUNDS, log }: Options,
): Promise<Sized> {
	const stock = await openStock(folder);
	try {
		const ids = (await stock.fill(size)).slice(0, size);
		const results = new Map<Contender, Measure[]>(CONTENDERS.map((contender) => [contender, []]));
		// The looks before the changes are kept first, or the orders would be found confirmed
		await measured(folder, stock, 'confirm', ids);
		for (let round = 0; round < rounds; round++) {
			log(`${title}, ${size} changes, round ${round + 1} of ${rounds}`);
			for (const contender of alternating(CONTENDERS, round)) {
				const result = await measured(folder, stock, contender, ids);
				if (result.items !== size || (contender === 'confirm' && result.changed !== size))
					throw new Error(`${title}: ${contender} changed ${result.changed} of ${size} orders`);
				results.get(contender)?.push(result);
			}
		}
		return { size, results };
	} finally {
		stock.close();
	}
}

const of = ({ results }: Sized, contender: Contender, member: keyof Measure) =>
	medianOf(results.get(contender) ?? [], (result) => result[member]);

const times = (sized: Sized[], contender: Contender) =>
	sized.map((one) => ({ size: one.size, figure: of(one, contender, 'milliseconds') }));

function tableOf({ title }: Measured, sized: Sized[]): Table {
	return {
		title,
		head: ['changing', 'orders', 'ms', 'ratio', 'requests', 'ratio', 'ms per request', 'peak MB', 'ratio'],
		rows: sized.flatMap((one) =>
			CONTENDERS.map((contender) => {
				const [time, requests, peak] = (['milliseconds', 'requests', 'peak'] as const).map((member) => [
					of(one, contender, member),
					of(one, 'write', member),
				]) as Array<[number, number]> as [[number, number], [number, number], [number, number]];
				return [
					NAMES[contender] ?? contender,
					one.size.toLocaleString('en'),
					time[0].toFixed(0),
					ratio(...time),
					requests[0].toFixed(0),
					ratio(...requests),
					(time[0] / requests[0]).toFixed(2),
					peak[0].toFixed(0),
					ratio(...peak),
				];
			}),
		),
	};
}

function growthLimit({ title }: Measured, sized: Sized[]): Limit {
	return {
		what: `${title}: growth of the time per order`,
		figure: growth(times(sized.slice(-2), 'confirm')),
		atMost: 1.3,
	};
}

async function measure(options: Options): Promise<Report> {
	const tables: Table[] = [];
	const limits: Limit[] = [];
	for (const folder of FOLDERS) {
		const platform = PLATFORMS[folder] as Measured;
		const sized: Sized[] = [];
		for (const size of SIZES.filter((one) => one <= options.most))
			sized.push(await measureSize(platform, size, options));
		tables.push(tableOf(platform, sized));
		limits.push(growthLimit(platform, sized));
	}
	return { about: ABOUT, tables, limits };
}

const ABOUT = [
	'Orders are confirmed in the engine of the installed n8n, one item each. Ours looks what state an order is in before it changes it: Pigz is asked for its day once, Neemo for every order, so there it sends twice the requests. The HTTP Request node sends the change alone, and does not notice that an order was cancelled meanwhile.',
	'Ours sends one change at a time, so that it can say which ones were done when one fails; the HTTP Request node sends those of all items at once. How long a platform thinks is not measured: it answers from memory.',
];

export const writing: Bench = { name: 'writing', title: 'Writing status changes', measure };
