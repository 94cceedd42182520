import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { engineNode } from '../../sandbox/n8n/install';
import { post, signatureOf } from '../faults/market';
import { ratio } from './furniture/figures';
import type { Bench, Limit, Options, Report, Table } from './furniture/report';
import { callsOf, publishOurs, publishPlain, withSite, type Called, type SingleSite } from './n8n/site';

interface Setting {
	/** What it is, for the table's title. */
	name: string;
	env: Record<string, string>;
	/** Calls a second. */
	rate: number;
	/** For how long. */
	seconds: number;
}

const LEGACY = { N8N_EXPRESSION_ENGINE: 'legacy' };

/**
 * n8n 2.41 builds an isolate, some 50 milliseconds of a processor, for every execution, for every call of a trigger that is not
 * its own Webhook node, and for every reading of credentials. With its other settings it does so when an expression needs
 * one, or never.
 */
const SETTINGS: Setting[] = [
	{ name: 'n8n as it comes', env: {}, rate: 5, seconds: 20 },
	{ name: 'n8n as it comes', env: {}, rate: 10, seconds: 20 },
	{
		name: 'N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true',
		env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
		rate: 5,
		seconds: 20,
	},
	{ name: 'N8N_EXPRESSION_ENGINE=legacy', env: LEGACY, rate: 5, seconds: 20 },
	{ name: 'N8N_EXPRESSION_ENGINE=legacy', env: LEGACY, rate: 20, seconds: 20 },
	{ name: 'N8N_EXPRESSION_ENGINE=legacy', env: LEGACY, rate: 50, seconds: 60 },
];
/** Orders that are remembered before the last measure. */
const REMEMBERED = 200;
/** Milliseconds in which 99 of 100 calls must be answered. */
const MOST_MILLISECONDS = 200;

interface Figures {
	name: string;
	calls: number;
	/** Calls that were not answered with 2xx. */
	refused: number;
	/** Calls whose order is in no execution that n8n has stored. */
	lost: number;
	/** Milliseconds from the moment at which a call was due to its answer: half, 99 of 100 and all of the calls. */
	median: number;
	most99: number;
	most: number;
}

/** Makes the calls by the clock; milliseconds of each, null where it was refused or not answered. */
async function callByTheClock(url: string, bodies: string[], rate: number): Promise<Array<number | null>> {
	const start = performance.now();
	return await Promise.all(
		bodies.map(async (body, index) => {
			const due = start + (index * 1000) / rate;
			await wait(Math.max(0, due - performance.now()));
			const status = await post(url, body, signatureOf(body));
			const isTaken = status !== null && status < 300;
			return isTaken ? performance.now() - due : null;
		}),
	);
}

/** How many orders with these numbers stand in executions that n8n has stored with success: one may hold several. */
function storedOf(
	{ n8nDir, userFolder }: SingleSite,
	workflowId: string,
	{ first, count }: { first: number; count: number },
): number {
	const reader = `const { DatabaseSync } = require('node:sqlite');
const [file, workflowId, first, count] = process.argv.slice(1);
const database = new DatabaseSync(file, { readOnly: true });
const rows = database.prepare("SELECT data FROM execution_data JOIN execution_entity ON id = executionId WHERE workflowId = ? AND status = 'success'");
const found = new Set();
for (const { data } of rows.iterate(workflowId))
	for (const [number] of data.matchAll(/\\b\\d{8}\\b/g)) if (number >= +first && number < +first + +count) found.add(number);
console.log(found.size);`;
	const file = path.join(userFolder, '.n8n', 'database.sqlite');
	return Number(
		execFileSync(engineNode(n8nDir), ['-e', reader, file, workflowId, String(first), String(count)], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	);
}

/** Waits until no more orders come in; gives their number. */
async function settled(count: () => number, expected: number): Promise<number> {
	let last = count();
	for (let still = 0; still < 10 && last < expected; still++) {
		await wait(3000);
		const next = count();
		if (next > last) still = 0;
		last = next;
	}
	return last;
}

function figuresOf(name: string, answered: Array<number | null>, stored: number): Figures {
	const times = answered.filter((time) => time !== null).sort((one, other) => one - other);
	const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
	return {
		name,
		calls: answered.length,
		refused: answered.length - times.length,
		lost: times.length - Math.min(stored, times.length),
		median: at(0.5),
		most99: at(0.99),
		most: at(1),
	};
}

async function measureSite(
	site: SingleSite,
	{ rate, seconds }: Setting,
	{ log }: Options,
): Promise<Figures[]> {
	const end = [{ name: 'End', type: 'n8n-nodes-base.noOp' }];
	const ours = await publishOurs(site, end);
	const plain = await publishPlain(site, end);
	const rows: Figures[] = [];
	const call = async ({ address }: Called, count: number, first: number) =>
		await callByTheClock(address, callsOf(site.sandbox, count, first), rate);
	const measureOne = async (name: string, called: Called, first: number) => {
		log(name);
		const stored = async (range: { first: number; count: number }, expected = range.count) =>
			await settled(() => storedOf(site, called.id, range), expected);
		// n8n's first executions load what the later ones find loaded
		await call(called, 20, first - 20);
		await stored({ first: first - 20, count: 20 });
		const count = seconds * rate;
		const answered = await call(called, count, first);
		const taken = answered.filter((time) => time !== null).length;
		rows.push(figuresOf(name, answered, await stored({ first, count }, taken)));
	};
	await measureOne("n8n's Webhook", plain, 50_000_000);
	await measureOne('Delivery Direto Trigger', ours, 60_000_000);
	await call(ours, REMEMBERED, 70_000_000);
	await measureOne(`the same, ${REMEMBERED + seconds * rate} orders later`, ours, 80_000_000);
	return rows;
}

function tableOf({ name: setting, rate }: Setting, rows: Figures[]): Table {
	const peer = rows[0]?.median ?? NaN;
	return {
		title: `${setting}: ${rate} calls a second`,
		head: ['answering', 'calls', 'refused', 'lost', 'median ms', 'ratio', '99 % ms', 'longest ms'],
		rows: rows.map(({ name, calls, refused, lost, median, most99, most }) => [
			name,
			...[calls, refused, lost].map(String),
			median.toFixed(0),
			ratio(median, peer),
			most99.toFixed(0),
			most.toFixed(0),
		]),
	};
}

function limitsOf({ name: setting, rate }: Setting, rows: Figures[]): Limit[] {
	return rows.slice(1).flatMap(({ name, refused, lost, most99 }) => [
		{ what: `${setting}, ${rate}/s, ${name}: calls refused or lost`, figure: refused + lost, atMost: 0 },
		{
			what: `${setting}, ${rate}/s, ${name}: milliseconds of 99 % of the calls`,
			figure: most99,
			atMost: MOST_MILLISECONDS,
		},
	]);
}

async function measure(options: Options): Promise<Report> {
	const report: Report = { about: ABOUT, tables: [], limits: [] };
	for (const setting of SETTINGS) {
		options.log(`${setting.name}, ${setting.rate} calls a second`);
		const rows = await withSite(async (site) => await measureSite(site, setting, options), setting.env);
		report.tables.push(tableOf(setting, rows));
		report.limits.push(...limitsOf(setting, rows));
	}
	return report;
}

const ABOUT = [
	"How quickly our Delivery Direto trigger answers webhook calls, each about another order, in the real n8n, and whether it loses any. Beside it, in the same n8n, n8n's own Webhook node answers the same calls: what both cost is n8n storing executions, and the difference is ours.",
	"Calls are made by the clock and never wait for each other, so that a slow answer does not spare the next ones. An answer's time is counted from the moment at which the call was due. What was taken is read from n8n's database once it is still: the orders, as one execution of our trigger holds those of calls that came while n8n stored another.",
];

export const webhooks: Bench = { name: 'webhooks', title: 'Answering calls', measure };
