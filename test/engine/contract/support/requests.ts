import type { PlatformRequest } from '../../../../sandbox/types';
import type { DocumentedOperation, Parameter, Schema } from './documents';
import { PICTURE, PICTURE_NAME } from './form';
import { isAsked, kindsOf, mayBeEmpty, membersOf, Samples, type WireValue } from './samples';

/** A part of a form: its name and its text, or its file as name, media type and size. */
type Part = [name: string, content: string];

/** What of a request the document determines; names in alphabetical order where their order means nothing. */
export interface WireRequest {
	method: string;
	path: string;
	query: Part[];
	/** Of the headers that the document names as parameters. */
	headers: Part[];
	/** JSON, the parts of a form, or null for none. */
	body: unknown;
}

/** What the document says about one call, and the values of it that a person types. */
export interface Expectation {
	typed: WireValue[];
	request: WireRequest;
}

export interface Wish {
	extent: 'minimal' | 'full';
	/** Which kind of each `oneOf` with a discriminator. */
	kind?: number;
	/** How many entries go in one request, for operations that collect the items of the workflow. */
	entries?: number;
	/** Page values of the first request: what a person has set as Limit; undefined for Return All. */
	limit?: number;
	/** Members of the body that are sent without a value. */
	emptied?: Emptied;
}

/** The call that the document describes, with the values that it names. */
export function expectationOf(operation: DocumentedOperation, wish: Wish): Expectation & { kinds: number } {
	const samples = new Samples(wish.extent, wish.kind);
	const pages = pageValues(operation, wish.limit);
	const isPage = (place: string, name: string) => `${place}.${name}` in pages;
	const parameters = samples
		.parameters(operation.parameters)
		.filter((one) => !isPage(one.in, one.name))
		.map((one) => ({ ...one, value: samples.value(one.schema) }));
	const bodies = bodiesOf(operation, samples, emptyValues(wish));
	const inQuery = Object.entries(pages).filter(([place]) => place.startsWith('query.'));
	const inBody = Object.entries(pages)
		.filter(([place]) => place.startsWith('body.'))
		.map(([place, value]) => [place.slice('body.'.length), value] as const);
	return {
		kinds: samples.kinds,
		typed: [...parameters.filter(({ schema }) => isAsked(schema)), ...bodies.typed].filter(
			({ name }) => !isPage('body', name),
		),
		request: {
			method: operation.method,
			path: pathOf(operation, parameters),
			query: inOrder([
				...parameters.filter((one) => one.in === 'query').flatMap(({ name, value }) => texts(name, value)),
				...inQuery.map(([place, value]): Part => [place.slice('query.'.length), String(value)]),
			]),
			headers: inOrder(
				parameters
					.filter((one) => one.in === 'header')
					.flatMap(({ name, value }) => texts(name.toLowerCase(), value)),
			),
			body: written(operation, bodies.body(wish.entries ?? 1), Object.fromEntries(inBody)),
		},
	};
}

/** Members of the body that a person can empty, in its first kind where it has kinds. */
export interface Emptied {
	/** Chosen under Fields to Clear, sent as null; a new thing has nothing to clear. */
	chosen: string[];
	/** Required, but left empty in the form: what is sent instead. */
	left: Record<string, null | ''>;
}

export function emptiableOf(operation: DocumentedOperation): Emptied {
	const schema = enteredSchema(operation);
	const { properties = {}, required } = kindsOf(schema)?.[0] ?? schema;
	const asked = Object.entries(properties).filter(([, member]) => isAsked(member));
	const isNew = operation.operation.startsWith('create');
	return {
		chosen: asked
			.filter(([name, member]) => member.nullable && !required.includes(name) && !isNew)
			.map(([name]) => name),
		left: Object.fromEntries(
			asked
				.filter(([name, member]) => required.includes(name) && mayBeEmpty(member))
				.map(([name, member]) => [name, member.nullable ? null : '']),
		),
	};
}

/** The same of a request that arrived. Multipart bodies are read part by part. */
export async function arrivedOf(
	operation: DocumentedOperation,
	request: PlatformRequest,
): Promise<WireRequest> {
	const query = [...new URLSearchParams(request.query)];
	const named = operation.parameters
		.filter((one) => one.in === 'header')
		.map(({ name }) => name.toLowerCase());
	return {
		method: request.method,
		path: request.path,
		query: inOrder(query),
		headers: inOrder(
			named.flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])] as Part] : [])),
		),
		body: withoutCredential(operation, await readBody(request)),
	};
}

/** Page numbers and sizes of the first request, by their place such as `query.limit`. */
function pageValues({ paging }: DocumentedOperation, limit: number | undefined): Record<string, number> {
	if (!paging || paging.style === 'none') return {};
	const size = Math.min(paging.max, limit ?? paging.max);
	return paging.style === 'offset'
		? { [`${paging.in}.${paging.offset}`]: 0, [`${paging.in}.${paging.limit}`]: size }
		: { [`${paging.in}.${paging.page}`]: paging.first, [`${paging.in}.${paging.size}`]: size };
}

function pathOf(operation: DocumentedOperation, parameters: Array<Parameter & { value: unknown }>): string {
	return operation.path.replace(/\{([^}]+)\}/g, (_, name: string) => {
		const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
		return encodeURIComponent(String(parameter?.value));
	});
}

/** The schema whose members are the fields of the node: of a batch, that of one entry. */
function enteredSchema({ body, batch }: DocumentedOperation): Schema {
	const none: Schema = { nullable: false, required: [] };
	if (!body || !batch) return body?.schema ?? none;
	return (batch.path === '' ? body.schema : body.schema.properties?.[batch.path])?.items ?? none;
}

interface Bodies {
	typed: WireValue[];
	body(entries: number): unknown;
}

function bodiesOf(
	operation: DocumentedOperation,
	samples: Samples,
	cleared: Record<string, null | ''>,
): Bodies {
	const { body, batch } = operation;
	if (!body) return { typed: [], body: () => undefined };
	const entrySchema = enteredSchema(operation);
	if (!batch) {
		if (!body.schema.properties && !kindsOf(body.schema)) {
			const isSent = body.required || samples.isFull;
			const value = isSent ? samples.value(body.schema) : undefined;
			return { typed: isSent ? [{ name: '', schema: body.schema, value }] : [], body: () => value };
		}
		const value = withCleared(samples.value({ ...body.schema, examples: undefined }), cleared);
		return { typed: asked(body.schema, value, cleared), body: () => value };
	}
	const entry = entrySchema.properties
		? withCleared(samples.value(entrySchema), cleared)
		: samples.value(entrySchema);
	const fields = entrySchema.properties
		? asked(entrySchema, entry, cleared)
		: [{ name: '', schema: { title: body.schema.title, ...entrySchema }, value: entry }];
	const list = (count: number) => Array.from({ length: count }, () => entry);
	if (batch.path === '') return { typed: fields, body: list };
	const { [batch.path]: _, ...others } = body.schema.properties ?? {};
	const rest = { ...body.schema, examples: undefined, properties: others };
	const around = samples.value(rest) as Record<string, unknown>;
	return {
		typed: [...asked(rest, around, {}), ...fields],
		body: (count) => ({ ...around, [batch.path]: list(count) }),
	};
}

function emptyValues({ emptied }: Wish): Record<string, null | ''> {
	const chosen = (emptied?.chosen ?? []).map((name): [string, null] => [name, null]);
	return { ...Object.fromEntries(chosen), ...emptied?.left };
}

function withCleared(value: unknown, cleared: Record<string, null | ''>): Record<string, unknown> {
	return { ...(value as Record<string, unknown>), ...cleared };
}

/** What a person types of it: no constants, nothing that stays empty. */
function asked(schema: Schema, value: unknown, cleared: Record<string, unknown>): WireValue[] {
	return membersOf(schema, value as Record<string, unknown>).filter(({ name }) => !(name in cleared));
}

function written({ body }: DocumentedOperation, value: unknown, pages: Record<string, number>): unknown {
	if (!body) return null;
	const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
	const whole = isObject ? { ...value, ...pages } : value;
	if (body.media.endsWith('json')) {
		const isEmpty = isObject && Object.keys(whole as object).length === 0;
		return isEmpty && !body.required ? null : (whole ?? null);
	}
	const parts = Object.entries(whole as Record<string, unknown>).flatMap(([name, member]) =>
		isFile(body.schema.properties?.[name]) ? [[name, pictureText()] as Part] : texts(name, member),
	);
	return parts.length > 0 ? inOrder(parts) : null;
}

const isFile = (schema: Schema | undefined) => schema?.format === 'binary';
const pictureText = () => `${PICTURE_NAME} (image/png, ${PICTURE.length} bytes)`;

/** A value in a query or form: lists one by one, other objects as JSON. */
function texts(name: string, value: unknown): Part[] {
	if (Array.isArray(value)) return value.flatMap((entry) => texts(name, entry));
	if (value === null) return [[name, '']];
	return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
}

const inOrder = (parts: Part[]) =>
	[...parts].sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1));

async function readBody({ headers, body }: PlatformRequest): Promise<unknown> {
	if (body.length === 0) return null;
	const type = String(headers['content-type']);
	if (type.startsWith('multipart/') || type.startsWith('application/x-www-form-urlencoded')) {
		const form = await new Response(body, { headers: { 'content-type': type } }).formData();
		const parts = [...form].map(([name, value]): Part => [
			name,
			typeof value === 'string' ? value : `${value.name} (${value.type}, ${value.size} bytes)`,
		]);
		return inOrder(parts);
	}
	return JSON.parse(body.toString('utf8')) as unknown;
}

/** Takes away what the credential puts into the body; it has to be there. */
function withoutCredential({ body }: DocumentedOperation, arrived: unknown): unknown {
	const names = Object.entries(body?.schema.properties ?? {})
		.filter(([, member]) => member['x-internal'] !== undefined)
		.map(([name]) => name);
	if (names.length === 0) return arrived;
	const isForm = Array.isArray(arrived);
	const members = (isForm ? Object.fromEntries(arrived as Part[]) : arrived) as Record<string, unknown>;
	for (const name of names) {
		if (!members?.[name]) throw new Error(`The credential's "${name}" is not in the body`);
	}
	if (isForm) {
		const rest = (arrived as Part[]).filter(([name]) => !names.includes(name));
		return rest.length > 0 ? rest : null;
	}
	return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}
