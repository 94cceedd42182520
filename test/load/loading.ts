/**
 * What the nodes cost an n8n that has them installed: how large their descriptions are (n8n sends each to the editor),
 * and how long and how much memory it takes to load them. Run it after the build, `npx tsx test/load/loading.ts`; it
 * prints one table. Nodes of n8n itself stand beside ours for comparison where the sandbox has n8n installed
 * (`npx tsx sandbox/n8n/install.ts`).
 *
 * Every node is loaded in processes of its own with nothing but n8n-workflow in memory before, as n8n has it too; time
 * and memory are the medians of them.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What one process measured. */
interface Measured {
	milliseconds: number;
	/** Memory that is kept, after the rubbish was collected. */
	heapBytes: number;
	descriptionBytes: number;
	operations: number;
}

interface Row extends Measured {
	name: string;
}

const root = path.resolve(__dirname, '../..');
const RUNS = 7;

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

function measure(name: string, files: string[]): Row {
	const runs = Array.from({ length: RUNS }, () => {
		const output = execFileSync(process.execPath, ['--expose-gc', '-e', PROBE, ...files], {
			encoding: 'utf8',
		});
		return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Measured;
	});
	const [first] = runs;
	if (!first) throw new Error('Nothing was measured');
	const median = (key: 'milliseconds' | 'heapBytes') =>
		runs.map((run) => run[key]).sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
	return { ...first, name, milliseconds: median('milliseconds'), heapBytes: median('heapBytes') };
}

function ourRows(): Row[] {
	const { n8n } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[] };
	};
	const files = n8n.nodes.map((file) => path.join(root, file));
	const missing = files.find((file) => !existsSync(file));
	if (missing) throw new Error(`${path.relative(root, missing)} is not there: run npm run build first`);
	const single = files.map((file) => measure(path.basename(file, '.node.js'), [file]));
	return [...single, measure('all of ours together', files)];
}

/** Nodes of n8n of about the same kind, largest last. */
function comparisonRows(): Row[] {
	const base = path.join(root, 'sandbox/n8n/node_modules/n8n-nodes-base/dist/nodes');
	return ['Freshservice', 'Hubspot']
		.map((name) => ({ name, file: path.join(base, name, `${name}.node.js`) }))
		.filter(({ file }) => existsSync(file))
		.map(({ name, file }) => measure(`n8n's ${name}`, [file]));
}

const HEADERS = [
	'node',
	'operations',
	'description',
	'per operation',
	'loading',
	'per operation',
	'memory',
	'per operation',
];

function cellsOf({ name, operations, descriptionBytes, milliseconds, heapBytes }: Row): string[] {
	// a trigger has no operations
	const each = (value: string) => (operations > 0 ? value : '');
	return [
		name,
		each(String(operations)),
		`${(descriptionBytes / 1000).toFixed(1)} kB`,
		each(`${Math.round(descriptionBytes / operations)} B`),
		`${milliseconds.toFixed(1)} ms`,
		each(`${(milliseconds / operations).toFixed(2)} ms`),
		`${(heapBytes / 1e6).toFixed(2)} MB`,
		each(`${(heapBytes / operations / 1000).toFixed(1)} kB`),
	];
}

function print(rows: string[][]): void {
	const widths = HEADERS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	for (const row of rows) {
		const cells = row.map((cell, column) =>
			column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
		);
		console.log(cells.join('  '));
	}
}

const compared = comparisonRows();
print([HEADERS, ...[...ourRows(), ...compared].map(cellsOf)]);
if (compared.length === 0)
	console.log("\nn8n is not installed in the sandbox, so none of n8n's own nodes is shown.");
