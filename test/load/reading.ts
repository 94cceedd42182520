import { measured } from './engine/run';
import type { Contender } from './engine/contenders';
import type { Measure } from './engine/measure';
import { PLATFORMS, type Measured } from './engine/platforms';
import { openStock } from './engine/stock';
import { alternating, growth, medianOf, ratio } from './furniture/figures';
import type { Bench, Limit, Options, Report, Table } from './furniture/report';

const SIZES = [100, 1_000, 10_000];
const ROUNDS = 5;
/** The platforms whose orders come in pages of a query: one that counts rows, one that counts pages. */
const FOLDERS = ['delivery-direto', 'venddor'];

const NAMES: Array<{ contender: Contender; name: string }> = [
	{ contender: 'raw', name: 'Get Many, raw' },
	{ contender: 'unified', name: 'Get Many, unified' },
	{ contender: 'httpRequest', name: "n8n's HTTP Request" },
	{ contender: 'splitOut', name: 'the same and Split Out' },
	{ contender: 'loop', name: 'a bare loop' },
];
const CONTENDERS = NAMES.map(({ contender }) => contender);

const LIMITS: Array<{ contender: Contender; what: string; time: number; memory: number }> = [
	{ contender: 'raw', what: 'raw', time: 1, memory: 1.1 },
	{ contender: 'unified', what: 'unified', time: 1.3, memory: 1.4 },
];
/** From 1,000 to 10,000 orders: what an order costs may not become more, but for what the machine does meanwhile. */
const MOST_GROWTH = 1.3;

/** All rounds of every contender. */
type Results = Map<Contender, Measure[]>;

interface Sized {
	size: number;
	results: Results;
}

async function measureSize(
	{ folder, title }: Measured,
	size: number,
	{ rounds = ROUNDS, log }: Options,
): Promise<Results> {
	const stock = await openStock(folder);
	try {
		await stock.fill(size);
		const results: Results = new Map(CONTENDERS.map((contender) => [contender, []]));
		// From here on every page is answered from memory
		await measured(folder, stock, 'loop');
		for (let round = 0; round < rounds; round++) {
			log(`${title}, ${size} orders, round ${round + 1} of ${rounds}`);
			for (const contender of alternating(CONTENDERS, round)) {
				const result = await measured(folder, stock, contender);
				// The HTTP Request node hands pages on, not orders
				if (contender !== 'httpRequest' && result.items !== size)
					throw new Error(`${title}: ${contender} read ${result.items} of ${size} orders`);
				results.get(contender)?.push(result);
			}
		}
		return results;
	} finally {
		stock.close();
	}
}

const of = (results: Results, contender: Contender, member: keyof Measure) =>
	medianOf(results.get(contender) ?? [], (result) => result[member]);

function tableOf({ title }: Measured, { size, results }: Sized): Table {
	const beside = (contender: Contender, member: keyof Measure, digits = 0) => {
		const figure = of(results, contender, member);
		return [figure.toFixed(digits), ratio(figure, of(results, 'httpRequest', member))];
	};
	return {
		title: `${title}, ${size.toLocaleString('en')} orders`,
		head: [
			'reading',
			...['ms', 'ratio', 'processor ms', 'ratio'],
			...['peak MB', 'ratio', 'of that grown MB', 'ratio', 'requests'],
		],
		rows: NAMES.map(({ contender, name }) => [
			name,
			...beside(contender, 'milliseconds'),
			...beside(contender, 'processor'),
			...beside(contender, 'peak'),
			...beside(contender, 'grown'),
			String(of(results, contender, 'requests')),
		]),
	};
}

const figures = (sized: Sized[], contender: Contender, member: keyof Measure) =>
	sized.map(({ size, results }) => ({ size, figure: of(results, contender, member) }));

/** What an order costs at each size. */
function growthTable({ title }: Measured, sized: Sized[]): Table {
	return {
		title: `${title}, milliseconds per 1,000 orders by size`,
		head: ['reading', ...sized.map(({ size }) => `of ${size.toLocaleString('en')}`), 'per order, last two'],
		rows: NAMES.map(({ contender, name }) => {
			const times = figures(sized, contender, 'milliseconds');
			return [
				name,
				...times.map(({ size, figure }) => ((figure / size) * 1000).toFixed(0)),
				`x ${growth(times.slice(-2)).toFixed(2)}`,
			];
		}),
	};
}

function limitsOf({ title }: Measured, sized: Sized[]): Limit[] {
	const last = sized.at(-1);
	if (!last) return [];
	const { results } = last;
	const compared = (contender: Contender, member: keyof Measure) =>
		of(results, contender, member) / of(results, 'httpRequest', member);
	return LIMITS.flatMap(({ contender, what, time, memory }) => [
		{ what: `${title}, ${what}: time`, figure: compared(contender, 'milliseconds'), atMost: time },
		{ what: `${title}, ${what}: peak memory`, figure: compared(contender, 'peak'), atMost: memory },
		{
			what: `${title}, ${what}: requests above the fewest`,
			figure: of(results, contender, 'requests') - of(results, 'loop', 'requests'),
			atMost: 0,
		},
		{
			what: `${title}, ${what}: growth of the time per order`,
			figure: growth(figures(sized.slice(-2), contender, 'milliseconds')),
			atMost: MOST_GROWTH,
		},
		{
			what: `${title}, ${what}: growth of the memory per order`,
			figure: growth(figures(sized.slice(-2), contender, 'heap')),
			atMost: MOST_GROWTH,
		},
	]);
}

async function measure(options: Options): Promise<Report> {
	const tables: Table[] = [];
	const limits: Limit[] = [];
	for (const folder of FOLDERS) {
		const platform = PLATFORMS[folder] as Measured;
		const sized: Sized[] = [];
		for (const size of SIZES.filter((one) => one <= options.most))
			sized.push({ size, results: await measureSize(platform, size, options) });
		tables.push(...sized.map((one) => tableOf(platform, one)), growthTable(platform, sized));
		limits.push(...limitsOf(platform, sized));
	}
	return { about: ABOUT, tables, limits };
}

const ABOUT = [
	"Every contender reads all orders page by page in the engine of the installed n8n, each time in a process of its own, on that n8n's Node.js, in turns; figures are medians, ratios are to n8n's HTTP Request node. That is its hardest form: it hands pages on, where Get Many hands orders on; with Split Out behind it the result is the same. A bare loop sends the same requests by n8n's own client and does nothing else. A whole n8n would store each result besides, which costs all of them the same and hides what is compared.",
	'The platform is the sandbox, whose answers were kept before by another process, so that its checks are not measured. Unified orders of Venddor are read with Skip Details: its list leaves out the products, and a request for each order has no counterpart. No platform pages by a cursor.',
	'Peak memory is all that the process ever had, the engine with it; grown is what came on top of what it had before.',
];

export const reading: Bench = { name: 'reading', title: 'Reading orders page by page', measure };
