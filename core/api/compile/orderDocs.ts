import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformOrders } from '../../order/platform';
import { phaseOf } from '../../order/status';
import { orderEventSchema, unifiedOrderSchema, type JsonSchema } from '../../order/schema';
import { SAMPLE_STORE_KEY } from '../../order/id';
import { ORDER_STATUSES, type OrderStatus, type UnifiedOrder } from '../../order/types';
import { ORDER_VERBS } from '../../order/verbs';
import type { Blocks } from './pages/blocks';
import type { Translate } from './pages/language';
import { table } from './table';

/** A platform as the page names it. */
export interface ShownOrders {
	title: string;
	orders: Pick<PlatformOrders, 'verbs' | 'samples' | 'toUnified'>;
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

/** What a page of the unified order is made of, beside what is written by hand. */
export function orderBlocks(root: string, platforms: ShownOrders[], t: Translate): Blocks {
	const samples = platforms.flatMap(({ orders }) => sampleOrders(orders));
	const head = [t('Field'), t('Holds'), t('For example'), t('What it is')];
	return {
		fields: () => table([head, ...fieldRows(unifiedOrderSchema, samples, t)]),
		event: () => table([head, ...fieldRows(orderEventSchema, [], t, 'event')]),
		statuses: () =>
			table([
				['status', 'statusPhase', t('What it means')],
				...ORDER_STATUSES.map((status) => [code(status), code(phaseOf(status)), t(STATUS_MEANINGS[status])]),
			]),
		warnings: () => table([[t('Code'), t('What it means')], ...warningRows(root, t)]),
		verbs: () => verbTable(platforms, t),
		samples: () => sampleTable(platforms, t),
		example: () => `\`\`\`json\n${JSON.stringify(samples[0], null, '\t')}\n\`\`\``,
	};
}

const code = (text: string) => `\`${text}\``;

const STATUS_MEANINGS: Record<OrderStatus, string> = {
	DRAFT: 'A quote: nothing is ordered yet',
	PENDING_PAYMENT: 'Waits for its payment; the store has nothing to do yet',
	PAYMENT_FAILED: 'The payment was refused',
	CREATED: 'New: the store has to accept it',
	CONFIRMED: 'The store has accepted it',
	PREPARING: 'It is being made',
	READY: 'It can be picked up, or taken by the courier',
	IN_DELIVERY: 'On its way',
	DELIVERED: 'Handed over to the customer',
	CONCLUDED: 'Over and done',
	CANCELLATION_REQUESTED: 'Somebody asked to cancel it; the store decides',
	CANCELLED: 'Cancelled or refused, by whomever',
	UNKNOWN: 'The platform has a word for it that this package does not know: see statusRaw',
};

/** The samples as the nodes hand them on. */
function sampleOrders({ samples, toUnified }: ShownOrders['orders']): UnifiedOrder[] {
	return samples.map(({ raw }) =>
		toUnified(raw, { storeKey: SAMPLE_STORE_KEY, timeZone: 'America/Sao_Paulo' }),
	);
}

/** `items[].options[].name`, one row per member; the options of options have the members of options. */
function fieldRows(schema: JsonSchema, samples: unknown[], t: Translate, above = ''): string[][] {
	return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
		const path = above === '' ? name : `${above}.${name}`;
		const isList = member.items?.properties !== undefined;
		const isNested = path.endsWith('options[].options');
		const values = samples.flatMap((sample) => (sample as Record<string, unknown>)[name] ?? []);
		const row = [
			code(isList ? `${path}[]` : path),
			holds(member, t),
			exampleOf(values),
			member.description ? t(member.description) : '',
		];
		const inner = isList ? member.items : member;
		return isNested || !inner ? [row] : [row, ...fieldRows(inner, values, t, isList ? `${path}[]` : path)];
	});
}

/** As much of an example as fits a table. */
const LONGEST_EXAMPLE = 48;

/** The first value that any sample has, in one line. */
function exampleOf(values: unknown[]): string {
	const [first] = values.filter((value) => typeof value !== 'object' && value !== '');
	if (first === undefined) return '';
	const line = String(first).replace(/\s*\n\s*/g, ' ⏎ ');
	return code(line.length > LONGEST_EXAMPLE ? `${line.slice(0, LONGEST_EXAMPLE).trimEnd()}…` : line);
}

function holds({ type, enum: words, items }: JsonSchema, t: Translate): string {
	const types = [type].flat();
	const orNull = types.includes('null') ? ` ${t('or null')}` : '';
	if (words) return `${words.filter((word) => word !== null).join(', ')}${orNull}`;
	if (items) return items.properties ? t('list') : t('list of texts');
	const kind = types.find((name) => name !== 'null') ?? 'string';
	return `${t({ string: 'text', boolean: 'true or false' }[kind] ?? kind)}${orNull}`;
}

/** The warnings are explained where they are declared. */
function warningRows(root: string, t: Translate): string[][] {
	const source = readFileSync(join(root, 'core', 'order', 'types.ts'), 'utf8');
	return [...source.matchAll(/^ \* - `([A-Z_]+)` (.+)$/gm)].map(([, name = '', meaning = '']) => [
		code(name),
		t(meaning),
	]);
}

function verbTable(platforms: ShownOrders[], t: Translate): string {
	const rows = ORDER_VERBS.map(({ verb, displayName }) => [
		`_${displayName}_`,
		...platforms.map(({ orders }) => (orders.verbs.calls[verb] ? t('yes') : '–')),
	]);
	return table([[t('Operation'), ...platforms.map(({ title }) => title)], ...rows]);
}

function sampleTable(platforms: ShownOrders[], t: Translate): string {
	const rows = platforms.flatMap(({ title, orders }) =>
		orders.samples.map(({ name, description }) => [title, `_${name}_`, t(description)]),
	);
	return table([[t('Platform'), t('Sample'), t('What it is')], ...rows]);
}
