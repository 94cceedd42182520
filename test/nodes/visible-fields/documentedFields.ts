import type { PlatformOrders } from '../../../core/order/platform';
import type { OrderVerb, VerbCall } from '../../../core/order/verbs';
import type { DocumentedOperation, Schema } from '../../engine/contract/support/documents';
import {
	choicesOf,
	isAsked,
	kindsOf,
	labelOf,
	mayBeEmpty,
	onlyAsked,
	typeOf,
} from '../../engine/contract/support/samples';

/**
 * A field that a person has to see, by its path: `Filters > From Day`, required ones with a star, and the values that can
 * be chosen: `Stage* = cancelled | confirmed`.
 */
export type FieldPath = string;

/** What the document says that a person sees for an operation, derived without any code of core. */
export function documentedFields(operation: DocumentedOperation, orders: PlatformOrders): FieldPath[] {
	const inputs = inputsOf(operation);
	const required = inputs.filter((input) => input.required);
	const optional = inputs.filter((input) => !input.required);
	// a new thing is empty by itself
	const cleared = operation.operation.startsWith('create')
		? []
		: optional.filter(({ place, schema }) => place === 'body' && schema.nullable);
	const group = collectionOf(operation);
	return [
		...noticesOf(operation),
		...once(required.flatMap((input) => fieldPaths(starred(input), ''))),
		...(operation.paging ? ['Return All', 'Limit'] : []),
		...(operation.order ? [OUTPUT] : []),
		...(optional.length > 0 ? [group] : []),
		...once(optional.flatMap((input) => fieldPaths(input, `${group} > `))),
		...(cleared.length > 0
			? [withChoices(`${group} > Fields to Clear`, once(cleared.map(({ name }) => name)))]
			: []),
		...optionPaths([
			...requestPathOf(operation),
			...(operation.order ? SHAPE : []),
			...(isCompleted(operation, orders) ? ['Skip Details'] : []),
		]),
	];
}

/** The same for an order verb: the order, what the verb asks of its operations, and its options. */
export function verbFields(
	verb: OrderVerb,
	operations: DocumentedOperation[],
	{ verbs }: PlatformOrders,
): FieldPath[] {
	const { calls, orderParameter, read } = verbs;
	const { operation, asks = [] } = calls[verb] as VerbCall;
	const named = (id: string) => operations.find((one) => one.id === id) as DocumentedOperation;
	const inputOf = (name: string, id = operation) =>
		inputsOf(named(id)).find((input) => input.name === name) as Input;
	const optional = asks.filter(({ required }) => !required);
	return [
		...noticesOf(named(operation)),
		...fieldPaths({ ...inputOf(orderParameter), required: true }, ''),
		...asks
			.filter(({ required }) => required)
			.flatMap(({ name, of, unless }) =>
				fieldPaths({ ...inputOf(name, of), required: unless === undefined }, ''),
			),
		...(optional.length > 0 ? ['Additional Fields'] : []),
		...optional.flatMap(({ name, of }) =>
			fieldPaths({ ...inputOf(name, of), required: false }, 'Additional Fields > '),
		),
		...optionPaths([
			...(read.byDay ? ['Look Back (Days)'] : []),
			...requestPathOf(named(operation)),
			...STATUS_WORDS,
		]),
	];
}

/** The same for Get Sample. */
export function sampleFields({ samples }: PlatformOrders): FieldPath[] {
	const values = [...samples.map(({ value }) => value), 'all'];
	return [withChoices('Sample', values), OUTPUT, ...optionPaths(SHAPE)];
}

const OUTPUT = withChoices('Output', ['unified', 'raw', 'unifiedWithRaw']);
const STATUS_WORDS = [
	'Status Words',
	'Status Words > Word',
	withChoices('Status Words > Status', [
		...['DRAFT', 'PENDING_PAYMENT', 'PAYMENT_FAILED', 'CREATED', 'CONFIRMED', 'PREPARING', 'READY'],
		...['IN_DELIVERY', 'DELIVERED', 'CONCLUDED', 'CANCELLATION_REQUESTED', 'CANCELLED'],
	]),
];
/** Split Items as long as the output is not raw. */
const SHAPE = ['Hide Personal Data', 'Split Items', ...STATUS_WORDS];

const noticesOf = ({ evidence, warning }: DocumentedOperation) => [
	...(warning === undefined ? [] : ['Notice']),
	...(evidence === 'inferred' ? ['Notice'] : []),
];
const requestPathOf = ({ evidence }: DocumentedOperation) =>
	evidence === 'inferred' ? ['Request Path'] : [];

function optionPaths(options: FieldPath[]): FieldPath[] {
	return options.length > 0 ? ['Options', ...options.map((option) => `Options > ${option}`)] : [];
}

/** A list of orders to which the node adds what the platform's list leaves out, by switches or by reading each order. */
function isCompleted(
	{ id, order, paging }: DocumentedOperation,
	{ details, whole }: PlatformOrders,
): boolean {
	return (
		order &&
		paging !== undefined &&
		(whole !== undefined || (details !== undefined && details.operation !== id))
	);
}

/** Two spellings of one path: `order_id` and `Order ID` say the same. Titles are compared word by word. */
export function comparable(path: FieldPath): string {
	return path.replace(/[^\p{L}\d>*=|[\],]/gu, '').toLowerCase();
}

interface Input {
	name: string;
	schema: Schema;
	required: boolean;
	place: 'path' | 'query' | 'header' | 'body';
	/** Seen for these kinds of the body only. */
	kinds?: string[];
}

function inputsOf(operation: DocumentedOperation): Input[] {
	const { body, batch, paging } = operation;
	const pages = pageNames(operation);
	const parameters = operation.parameters.map((one): Input => ({ ...one, place: one.in }));
	const all = [...parameters, ...(body ? bodyInputs(body.schema, body.required, batch) : [])];
	return all.filter(({ schema, place, name }) => {
		const isPage = paging !== undefined && pages.includes(`${place}.${name}`);
		return isAsked(schema) && !isPage;
	});
}

function bodyInputs(schema: Schema, required: boolean, batch: DocumentedOperation['batch']): Input[] {
	const kinds = kindsOf(schema);
	if (kinds) return kindInputs(schema.discriminator?.propertyName ?? '', kinds);
	if (!batch) return schema.properties ? memberInputs(schema) : [wholeInput(schema, required)];
	const list = batch.path === '' ? schema : schema.properties?.[batch.path];
	const entry = list?.items ?? { nullable: false, required: [] };
	const around = batch.path === '' ? [] : memberInputs(schema).filter(({ name }) => name !== batch.path);
	const title = entry.title ?? list?.title;
	return [...around, ...(entry.properties ? memberInputs(entry) : [wholeInput({ ...entry, title }, true)])];
}

const wholeInput = (schema: Schema, required: boolean): Input => ({
	name: schema.title ?? 'Body',
	schema,
	required,
	place: 'body',
});

/** A body of several kinds: the kind, then the members that are alike in some or all of them. */
function kindInputs(selector: string, kinds: Schema[]): Input[] {
	const valueOf = (kind: Schema) => String(kind.properties?.[selector]?.const);
	const inputs = new Map<string, { input: Input; of: string[] }>();
	for (const kind of kinds) {
		for (const input of memberInputs(kind).filter(({ name }) => name !== selector)) {
			const key = JSON.stringify(input);
			inputs.set(key, { input, of: [...(inputs.get(key)?.of ?? []), valueOf(kind)] });
		}
	}
	const title = kinds.map((kind) => kind.properties?.[selector]?.title).find(Boolean);
	const choice: Schema = { nullable: false, required: [], enum: kinds.map(valueOf), title };
	return [
		{ name: selector, schema: choice, required: true, place: 'body' },
		...[...inputs.values()].map(({ input, of }) =>
			of.length === kinds.length ? input : { ...input, kinds: of },
		),
	];
}

function memberInputs(schema: Schema): Input[] {
	return Object.entries(schema.properties ?? {}).map(([name, member]) => ({
		name,
		schema: member,
		required: schema.required.includes(name),
		place: 'body',
	}));
}

function pageNames({ paging }: DocumentedOperation): string[] {
	if (!paging || paging.style === 'none') return [];
	const names = paging.style === 'offset' ? [paging.offset, paging.limit] : [paging.page, paging.size];
	return names.map((name) => `${paging.in}.${name}`);
}

function collectionOf({ paging, method, read }: DocumentedOperation): string {
	if (paging) return 'Filters';
	return (method === 'PUT' || method === 'PATCH') && !read ? 'Update Fields' : 'Additional Fields';
}

/** A required field that may be left empty bears no star. */
const starred = (input: Input): Field => ({ ...input, required: !mayBeEmpty(input.schema) });

interface Field {
	name: string;
	schema: Schema;
	required: boolean;
	kinds?: string[];
}

function fieldPaths({ name, schema, required, kinds }: Field, above: string): FieldPath[] {
	const shown = innermost(schema);
	const path = `${above}${labelOf(name, { ...shown, title: schema.title ?? name })}`;
	const own = `${path}${required ? '*' : ''}`;
	const choices = chosen(shown);
	const paths = [choices ? withChoices(own, choices.map(String)) : own, ...pathsBelow(shown, path)];
	return kinds ? paths.map((one) => markedWith(one, kinds)) : paths;
}

/** What is really asked of an object that has one member to ask. */
function innermost(schema: Schema): Schema {
	const only = onlyAsked(schema);
	return only ? innermost(only.schema) : schema;
}

/** The choices of a field, or of a list of them; what is loaded from the platform counts as none. */
function chosen(schema: Schema): unknown[] | undefined {
	if (schema['x-list']) return undefined;
	return choicesOf(schema) ?? (schema.items && !schema.items['x-list'] ? choicesOf(schema.items) : undefined);
}

function pathsBelow(schema: Schema, above: string): FieldPath[] {
	if (choicesOf(schema) || schema['x-list']) return [];
	if (typeOf(schema) === 'array') return groupPaths(schema.items ?? { nullable: false, required: [] }, above);
	if (typeOf(schema) !== 'object') return [];
	if (schema.propertyNames && schema.additionalProperties) return mapPaths(schema, above);
	const isGroup = kindsOf(schema) !== undefined || schema.required.length > 0;
	return isGroup ? groupPaths(schema, above) : memberPaths(schema, `${above} > `, () => true);
}

/** The members of a group: required ones, and the others behind Additional Fields. */
function groupPaths(schema: Schema, above: string): FieldPath[] {
	const kinds = kindsOf(schema);
	if (kinds) return kindPaths(schema.discriminator?.propertyName ?? '', kinds, above);
	if (typeOf(schema) !== 'object' || choicesOf(schema)) return [];
	const { required } = schema;
	const optional = memberPaths(schema, `${above} > Additional Fields > `, (name) => !required.includes(name));
	return [
		...memberPaths(schema, `${above} > `, (name) => required.includes(name)),
		...(optional.length > 0 ? [`${above} > Additional Fields`] : []),
		...optional,
	];
}

function memberPaths(schema: Schema, above: string, wanted: (name: string) => boolean): FieldPath[] {
	return Object.entries(schema.properties ?? {})
		.filter(([name, member]) => wanted(name) && isAsked(member))
		.flatMap(([name, member]) =>
			fieldPaths({ name, schema: member, required: schema.required.includes(name) }, above),
		);
}

/**
 * The kind, then what is seen for which kinds: `Banner > Link [photo]`. A member that is required in every kind that has
 * it stands in front, any other behind Additional Fields, so that it has one place only.
 */
function kindPaths(selector: string, kinds: Schema[], above: string): FieldPath[] {
	const everywhere = (name: string) =>
		kinds.every((kind) => !kind.properties?.[name] || kind.required.includes(name));
	const seen = new Map<FieldPath, string[]>();
	for (const kind of kinds) {
		const { [selector]: own, ...properties } = kind.properties ?? {};
		const value = String(own?.const);
		const members = { ...kind, properties, required: kind.required.filter(everywhere) };
		for (const path of groupPaths(members, above)) seen.set(path, [...(seen.get(path) ?? []), value]);
	}
	const marked = [...seen].map(([path, values]) =>
		values.length === kinds.length ? path : markedWith(path, values),
	);
	const values = kinds.map((kind) => String(kind.properties?.[selector]?.const));
	return [withChoices(`${above} > ${selector}`, values), ...marked];
}

/** A field in which one or some of these can be chosen. */
export function withChoices(path: FieldPath, values: string[]): FieldPath {
	return `${path} = ${[...values].sort().join(' | ')}`;
}

/** A field that is seen for some kinds only. */
export function markedWith(path: FieldPath, kinds: string[]): FieldPath {
	return `${path} [${[...kinds].sort().join(',')}]`;
}

function mapPaths({ propertyNames, additionalProperties }: Schema, above: string): FieldPath[] {
	const key = `${above} > ${propertyNames?.title ?? 'Key'}*`;
	if (!additionalProperties?.properties) {
		return [key, `${above} > ${additionalProperties?.title ?? 'Value'}*`];
	}
	return [key, ...groupPaths(additionalProperties, above)];
}

/** One parameter that several places share, such as an id in path and body, is one field. */
function once(paths: FieldPath[]): FieldPath[] {
	return [...new Set(paths)];
}
