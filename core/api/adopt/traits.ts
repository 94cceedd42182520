import { wordsOf } from './words';

/** A schema of either side: ours with references resolved, theirs of OpenAPI 3.0 or 3.1. */
export interface AnySchema {
	type?: string | string[];
	properties?: Record<string, AnySchema>;
	additionalProperties?: AnySchema | boolean;
	items?: AnySchema;
	oneOf?: AnySchema[];
	anyOf?: AnySchema[];
	allOf?: AnySchema[];
	required?: string[];
	enum?: unknown[];
	const?: unknown;
	readOnly?: boolean;
	deprecated?: boolean;
}

/** An operation of either side, as far as it can be compared. */
export interface Described {
	/** What a person finds it by: our id, or their method and path. */
	key: string;
	method: string;
	/** With `{name}` places; theirs as it would stand in our document. */
	path: string;
	summary: string;
	description: string;
	tags: string[];
	parameters: Array<{ name: string; in: string; required: boolean; schema: AnySchema }>;
	body?: { media: string; schema: AnySchema };
	answer?: AnySchema;
}

/** What can be known of an operation without its name: sets that are compared one by one. */
export interface Traits {
	method: string;
	pathParameters: string[];
	/** Words of the names in the path's braces. */
	pathNames: Set<string>;
	query: Set<string>;
	body: Set<string>;
	/** `json`, `multipart`, `form` or `none`. */
	media: string;
	answer: Set<string>;
	summary: Set<string>;
	words: Set<string>;
	pathWords: Set<string>;
}

const DEPTH = 6;

export function traitsOf(operation: Described): Traits {
	const pathParameters = pathParametersOf(operation.path);
	const query = operation.parameters.filter((one) => one.in === 'query');
	return {
		method: operation.method,
		pathParameters,
		pathNames: new Set(pathParameters.flatMap(wordsOf)),
		query: new Set(query.flatMap(({ name, schema }) => [name, ...valuesOf(name, schema)])),
		body: operation.body ? membersOf(operation.body.schema) : new Set(),
		media: mediaOf(operation.body?.media),
		answer: operation.answer ? membersOf(operation.answer) : new Set(),
		summary: new Set(wordsOf(operation.summary)),
		words: new Set([operation.summary, operation.description, ...operation.tags].flatMap(wordsOf)),
		pathWords: new Set(wordsOf(operation.path.replace(/\{[^}]*\}/g, ' '))),
	};
}

/** The names in the braces of a path, in their order. */
export function pathParametersOf(path: string): string[] {
	return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '');
}

function mediaOf(media: string | undefined): string {
	if (media === undefined) return 'none';
	if (media.startsWith('multipart/')) return 'multipart';
	return media === 'application/x-www-form-urlencoded' ? 'form' : 'json';
}

/** Names of all members, alone and behind the name of what they are in, and the values of choices. */
export function membersOf(schema: AnySchema): Set<string> {
	const found = new Set<string>();
	visit(schema, '', 0, (name, parent, member) => {
		found.add(name);
		if (parent !== '') found.add(`${parent}.${name}`);
		for (const value of valuesOf(name, member)) found.add(value);
	});
	return found;
}

/** Dotted paths of the members that a person could fill in, lists without a number: `recipient.address.street`. */
export function memberPaths(schema: AnySchema): Map<string, { required: boolean }> {
	const found = new Map<string, { required: boolean }>();
	visit(schema, '', 0, (name, _parent, _member, path, required) => {
		found.set(path === '' ? name : `${path}.${name}`, { required });
	});
	return found;
}

type Visitor = (name: string, parent: string, member: AnySchema, path: string, required: boolean) => void;

function visit(schema: AnySchema, path: string, depth: number, see: Visitor): void {
	if (depth > DEPTH) return;
	const parent = path.split('.').at(-1) ?? '';
	for (const [name, member] of Object.entries(schema.properties ?? {})) {
		see(name, parent, member, path, schema.required?.includes(name) ?? false);
		visit(member, path === '' ? name : `${path}.${name}`, depth + 1, see);
	}
	const same = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? []), schema.items];
	for (const part of [...same, schema.additionalProperties]) {
		if (typeof part === 'object') visit(part, path, depth + 1, see);
	}
}

function valuesOf(name: string, schema: AnySchema): string[] {
	const choices = (schema.oneOf ?? schema.anyOf ?? []).flatMap((one) => one.const ?? one.enum ?? []);
	const values = [schema.const, ...(schema.enum ?? []), ...choices];
	return values
		.filter((value) => typeof value === 'string' || typeof value === 'number')
		.map((value) => `${name}=${String(value)}`);
}
