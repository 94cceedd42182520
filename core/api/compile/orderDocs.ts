import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformOrders } from '../../order/platform';
import { phaseOf } from '../../order/status';
import { orderEventSchema, unifiedOrderSchema, type JsonSchema } from '../../order/schema';
import { ORDER_STATUSES } from '../../order/types';
import { ORDER_VERBS } from '../../order/verbs';
import { table } from './table';

/** A platform as the page names it. */
export interface ShownOrders {
	title: string;
	orders: Pick<PlatformOrders, 'verbs' | 'samples'>;
}

/** The schema that people may check their orders against, as the text of docs/unified-order.schema.json. */
export function publishedSchema(): string {
	const schema = {
		$schema: 'http://json-schema.org/draft-07/schema#',
		title: 'Unified order 1.0',
		description:
			'An order as every node and trigger of n8n-nodes-pedidos hands it on with Output: Unified Order. Triggers add event.',
		...unifiedOrderSchema,
		properties: { ...unifiedOrderSchema.properties, event: orderEventSchema },
	};
	return `${JSON.stringify(schema, null, '\t')}\n`;
}

const INTRODUCTION = `# The unified order

Every order read and every trigger hands orders on in this shape, whatever the platform (choose _Raw_ or _Unified With Raw_ under
**Output** for the platform's own fields). The same keys are always there: what is unknown is \`null\`, what is empty is \`[]\`. Money is
in reais, times are ISO 8601 with the store's offset, ids are text. As a JSON Schema: [unified-order.schema.json](unified-order.schema.json).

If a platform's amounts do not add up, its numbers are kept and \`warnings\` says so. Nothing is repaired in silence.

This page is made from the code (\`npm run docs\`).
`;

/** The page docs/unified-order.md as text, formatted as prettier would. */
export function orderPage(root: string, platforms: ShownOrders[]): string {
	return [
		INTRODUCTION,
		section('Fields', table([['Field', 'Holds', 'What it is'], ...fieldRows(unifiedOrderSchema)])),
		section(
			'The event of a trigger',
			table([['Field', 'Holds', 'What it is'], ...fieldRows(orderEventSchema, 'event')]),
		),
		section(
			'Statuses',
			table([
				['status', 'statusPhase'],
				...ORDER_STATUSES.map((status) => [code(status), code(phaseOf(status))]),
			]),
		),
		section('Warnings', table([['Code', 'What it means'], ...warningRows(root)])),
		section('What can be done to an order', verbTable(platforms)),
		section('Sample orders', sampleTable(platforms)),
	].join('\n');
}

const section = (title: string, body: string) => `## ${title}\n\n${body}\n`;
const code = (text: string) => `\`${text}\``;

/** `items[].options[].name`, one row per member; the options of options have the members of options. */
function fieldRows(schema: JsonSchema, above = ''): string[][] {
	return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
		const path = above === '' ? name : `${above}.${name}`;
		const isList = member.items?.properties !== undefined;
		const isNested = path.endsWith('options[].options');
		const row = [code(isList ? `${path}[]` : path), holds(member), member.description ?? ''];
		const inner = isList ? member.items : member;
		return isNested || !inner ? [row] : [row, ...fieldRows(inner, isList ? `${path}[]` : path)];
	});
}

function holds({ type, enum: words, items }: JsonSchema): string {
	const types = [type].flat();
	const orNull = types.includes('null') ? ' or null' : '';
	if (words) return `${words.filter((word) => word !== null).join(', ')}${orNull}`;
	if (items) return items.properties ? 'list' : `list of ${[items.type].flat().join(' or ')}s`;
	const kind = types.find((name) => name !== 'null') ?? 'string';
	return `${{ string: 'text', boolean: 'true or false' }[kind] ?? kind}${orNull}`;
}

/** The warnings are explained where they are declared. */
function warningRows(root: string): string[][] {
	const source = readFileSync(join(root, 'core', 'order', 'types.ts'), 'utf8');
	return [...source.matchAll(/^ \* - `([A-Z_]+)` (.+)$/gm)].map(([, name = '', meaning = '']) => [
		code(name),
		meaning,
	]);
}

function verbTable(platforms: ShownOrders[]): string {
	const rows = ORDER_VERBS.map(({ verb, displayName }) => [
		displayName,
		...platforms.map(({ orders }) => (orders.verbs.calls[verb] ? 'yes' : '–')),
	]);
	return `${table([['Operation on Order', ...platforms.map(({ title }) => title)], ...rows])}

Each looks first and changes then. An order that is already there, or further along, is a success with \`changed: false\`; what must not be
done is refused before anything is sent. They take the \`id\` of a unified order as well as the platform's own number.`;
}

function sampleTable(platforms: ShownOrders[]): string {
	const rows = platforms.flatMap(({ title, orders }) =>
		orders.samples.map(({ name, description }) => [title, name, description]),
	);
	return `**Get Sample** hands on a made-up order, without an account, to build and test a workflow with. Its store is called \`sample\`, so
that no verb takes it for a real one.

${table([['Platform', 'Sample', 'What it is'], ...rows])}`;
}
