import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './pages';

/** What n8n itself writes on its screens. */
const N8N = [
	...['Add Option', 'Community Nodes', 'Continue', 'Data tables', 'Execute workflow', 'Fetch Test Event'],
	...[
		'Import from file',
		'Install',
		'On Error',
		'Production URL',
		'Publish',
		'Retry',
		'Settings',
		'Test',
		'Test URL',
	],
	...['Unrecognized node type', 'Update', 'Upsert', '⋯'],
	'This execution failed to be processed too many times and will no longer retry',
	// nodes of n8n, and an operation of its Google Sheets node
	...[
		'Append or Update Row',
		'Filter',
		'HTTP Request',
		'If',
		'Remove Duplicates',
		'Schedule Trigger',
		'Split Out',
	],
	...['Switch', 'Wait'],
];

/** What platforms and GitHub write on theirs. */
const OTHERS = [
	...['Users', 'Supplier Administrators', 'API Access', 'Customers', 'Administrators', 'API access'],
	...['Security', 'Report a vulnerability'],
];

/** Emphasised words of the pages that are nowhere on a screen: columns of tables, parts of the changelog. */
const WORDS = [
	...['Lost', 'Only in a killed execution', 'Told to a starting n8n', 'Documented', 'Documentado'],
	...['Deprecated', 'Unreleased', 'Batches', 'Triggers', 'Security', 'D'],
	'Orders 2025',
];

/** Every name that may stand in _italics_ on a page because somebody sees it on a screen. */
export function screenNames(): ReadonlySet<string> {
	return new Set([...N8N, ...OTHERS, ...WORDS, ...ourNames(), ...workflowNames()]);
}

/** Names of our nodes and credentials, of their fields, operations and choices. */
function ourNames(): string[] {
	const load = createRequire(__filename);
	const files = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.(node|credentials)\.ts$/.test(file))
			.map((file) => path.join(root, folder, file)),
	);
	return files.flatMap((file) => {
		const name = path.basename(file).split('.')[0] ?? '';
		const Class = (load(file) as Record<string, new () => object>)[name];
		if (!Class) throw new Error(`${file} does not export a class ${name}`);
		return [...namesIn(new Class())];
	});
}

function* namesIn(value: unknown): Generator<string> {
	if (typeof value !== 'object' || value === null) return;
	const { displayName, name } = value as { displayName?: unknown; name?: unknown };
	if (typeof displayName === 'string') yield displayName;
	if (typeof name === 'string' && 'value' in value) yield name;
	for (const member of Object.values(value)) yield* namesIn(member);
}

/** Names of the nodes and tables of the workflows that we ship. */
function workflowNames(): string[] {
	const folder = path.join(root, 'workflows');
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
		file.endsWith('.json'),
	);
	return files.flatMap((file) => {
		const text = readFileSync(path.join(folder, file), 'utf8');
		const { nodes } = JSON.parse(text) as { nodes: Array<{ name: string; parameters: unknown }> };
		return nodes.flatMap(({ name, parameters }) => [name, ...tablesIn(parameters)]);
	});
}

/** Values of a list field that names a Data Table. */
function tablesIn(parameters: unknown): string[] {
	const { dataTableId, tableName } = parameters as { dataTableId?: { value?: unknown }; tableName?: unknown };
	return [dataTableId?.value, tableName].filter((value) => typeof value === 'string');
}
