import { existsSync } from 'node:fs';
import path from 'node:path';
import { engineFolder } from '../../sandbox/n8n/lines';
import { alone, ourNodes } from './furniture/alone';
import { alternating, medianOf, ratio } from './furniture/figures';
import type { Bench, Limit, Options, Report, Table } from './furniture/report';

/** What one process measured. */
interface Measured {
	milliseconds: number;
	/** Memory that is kept, after the rubbish was collected. */
	heapBytes: number;
	descriptionBytes: number;
	operations: number;
}

interface Loaded {
	name: string;
	files: string[];
}

interface Row extends Loaded, Measured {}

const ROUNDS = 7;
const ALL = 'all of ours together';
const HUBSPOT = "n8n's Hubspot";
/** Per operation, beside HubSpot's. */
const MOST_OF_HUBSPOT = 0.5;

/** Runs in a process of its own: loads the files that it is given and prints what that took. */
const PROBE = `
	const { createRequire } = require('node:module');
	const files = process.argv.slice(1);
	for (const file of files) createRequire(file)('n8n-workflow');
	gc();
	const heapBefore = process.memoryUsage().heapUsed;
	const start = process.hrtime.bigint();
	const nodes = files.map((file) => {
		const className = file.split(/[\\\\/]/).pop().split('.')[0];
		const node = new (require(file)[className])();
		return node.nodeVersions ? node.nodeVersions[node.currentVersion] : node;
	});
	const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
	gc();
	const heapBytes = process.memoryUsage().heapUsed - heapBefore;
	const operationsOf = ({ properties }) => properties
		.filter(({ name }) => name === 'operation')
		.reduce((sum, { options = [] }) => sum + options.length, 0);
	const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
	console.log(JSON.stringify({
		milliseconds,
		heapBytes,
		descriptionBytes: sum(nodes.map(({ description }) => Buffer.byteLength(JSON.stringify(description)))),
		operations: sum(nodes.map(({ description }) => operationsOf(description))),
	}));
`;

function ours(): Loaded[] {
	const files = ourNodes();
	const missing = files.find((file) => !existsSync(file));
	if (missing) throw new Error(`${path.basename(missing)} is not there: run npm run build first`);
	const single = files.map((file) => ({ name: path.basename(file, '.node.js'), files: [file] }));
	return [...single, { name: ALL, files }];
}

/** Nodes of n8n of about the same kind, largest last. */
function compared(): Loaded[] {
	const base = path.join(engineFolder(), 'node_modules/n8n-nodes-base/dist/nodes');
	return ['WooCommerce', 'Freshservice', 'Hubspot']
		.map((name) => ({ name: `n8n's ${name}`, files: [path.join(base, name, `${name}.node.js`)] }))
		.filter(({ files }) => files.every((file) => existsSync(file)));
}

async function measureAll(loaded: Loaded[], rounds: number): Promise<Row[]> {
	const runs = new Map<Loaded, Measured[]>(loaded.map((one) => [one, []]));
	for (let round = 0; round < rounds; round++) {
		for (const one of alternating(loaded, round))
			runs.get(one)?.push(await alone<Measured>(['--expose-gc', '-e', PROBE, ...one.files]));
	}
	return loaded.map((one) => {
		const measured = runs.get(one) ?? [];
		const median = (member: keyof Measured) => medianOf(measured, (run) => run[member]);
		return {
			...one,
			milliseconds: median('milliseconds'),
			heapBytes: median('heapBytes'),
			descriptionBytes: median('descriptionBytes'),
			operations: median('operations'),
		};
	});
}

function tableOf(rows: Row[]): Table {
	const hubspot = rows.find(({ name }) => name === HUBSPOT);
	return {
		title: 'Nodes',
		head: [
			...['node', 'operations', 'description', 'per operation'],
			...['loading', 'per operation', 'of Hubspot', 'memory', 'per operation', 'of Hubspot'],
		],
		rows: rows.map(({ name, operations, descriptionBytes, milliseconds, heapBytes }) => {
			// a trigger has no operations
			const each = (value: () => string) => (operations > 0 ? value() : '');
			const beside = (figure: number, peer: number | undefined) =>
				each(() =>
					hubspot && peer !== undefined ? ratio(figure / operations, peer / hubspot.operations) : '',
				);
			return [
				name,
				each(() => String(operations)),
				`${(descriptionBytes / 1000).toFixed(1)} kB`,
				each(() => `${Math.round(descriptionBytes / operations)} B`),
				`${milliseconds.toFixed(1)} ms`,
				each(() => `${(milliseconds / operations).toFixed(2)} ms`),
				beside(milliseconds, hubspot?.milliseconds),
				`${(heapBytes / 1e6).toFixed(2)} MB`,
				each(() => `${(heapBytes / operations / 1000).toFixed(1)} kB`),
				beside(heapBytes, hubspot?.heapBytes),
			];
		}),
	};
}

/** Of the package as it is installed: all of ours together. */
function limitsOf(rows: Row[]): Limit[] {
	const hubspot = rows.find(({ name }) => name === HUBSPOT);
	if (!hubspot) return [];
	return rows
		.filter(({ name }) => name === ALL)
		.flatMap(({ name, operations, milliseconds, heapBytes }) => [
			{
				what: `${name}: time per operation of Hubspot's`,
				figure: milliseconds / operations / (hubspot.milliseconds / hubspot.operations),
				atMost: MOST_OF_HUBSPOT,
			},
			{
				what: `${name}: memory per operation of Hubspot's`,
				figure: heapBytes / operations / (hubspot.heapBytes / hubspot.operations),
				atMost: MOST_OF_HUBSPOT,
			},
		]);
}

async function measure({ rounds = ROUNDS, log }: Options): Promise<Report> {
	const loaded = [...ours(), ...compared()];
	log(`${loaded.length} nodes, ${rounds} rounds`);
	const rows = await measureAll(loaded, rounds);
	return { about: ABOUT, tables: [tableOf(rows)], limits: limitsOf(rows) };
}

const ABOUT = [
	'What the nodes cost an n8n that has them installed: how large their descriptions are (n8n sends each to the editor), and how long and how much memory it takes to load them. Every node is loaded in processes of its own with nothing but n8n-workflow in memory before, as n8n has it too; time and memory are medians. The platforms share their code, so that all together cost less than one by one.',
];

export const loading: Bench = { name: 'loading', title: 'Loading the nodes', measure };
