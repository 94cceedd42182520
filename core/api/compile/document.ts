import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIV3_1 } from 'openapi-types';
import { parse } from 'yaml';
import type { Paging } from '../types';

/** A JSON schema of the document with our keywords (docs/api-documents.md), references resolved. */
export interface ApiSchema {
	type?: string | string[];
	title?: string;
	description?: string;
	format?: string;
	default?: unknown;
	examples?: unknown[];
	enum?: unknown[];
	const?: unknown;
	oneOf?: ApiSchema[];
	discriminator?: { propertyName: string };
	items?: ApiSchema;
	properties?: Record<string, ApiSchema>;
	required?: string[];
	additionalProperties?: ApiSchema | boolean;
	minProperties?: number;
	/** Of a map: what its keys are. */
	propertyNames?: ApiSchema;
	minimum?: number;
	maximum?: number;
	maxLength?: number;
	readOnly?: boolean;
	deprecated?: boolean;
	contentMediaType?: string;
	'x-list'?: {
		operation: string;
		value: string;
		label: string;
		period?: { from: string; to?: string; days: number };
		given?: Record<string, string>;
		search?: string;
		with?: Record<string, string>;
	};
	/** Why a person is not asked for this member, such as a token that the credential adds. */
	'x-internal'?: string;
	'x-unit'?: 'reais' | 'cents';
	'x-max-bytes'?: number;
}

export interface ApiParameter {
	name: string;
	in: 'path' | 'query' | 'header';
	required?: boolean;
	description?: string;
	schema: ApiSchema;
}

/** One operation of the document as the compiler reads it. */
export interface ApiOperation {
	id: string;
	resource: string;
	operation: string;
	method: string;
	path: string;
	summary: string;
	description?: string;
	displayName?: string;
	deprecated: boolean;
	/** Why a person never sees it; undefined for the operations of the node. */
	internal?: string;
	evidence: string;
	read?: boolean;
	paging?: unknown;
	answer?: Record<string, unknown>;
	batch?: unknown;
	rateLimit?: unknown;
	parameters: ApiParameter[];
	body?: {
		media: string;
		required: boolean;
		schema: ApiSchema;
		encoding?: Record<string, { contentType?: string }>;
	};
	response?: ApiSchema;
}

export interface ApiDocument {
	title: string;
	tags: Array<{ name: string; displayName?: string; description?: string }>;
	operations: ApiOperation[];
}

/** Our keywords. Anything else that starts with x- is a spelling mistake. */
export const KEYWORDS = new Set([
	'x-displayName',
	'x-evidence',
	'x-source',
	'x-internal',
	'x-read',
	'x-paging',
	'x-answer',
	'x-batch',
	'x-rate-limit',
	'x-list',
	'x-unit',
	'x-max-bytes',
]);

const EVIDENCE = ['documented', 'seen-in-code', 'inferred'];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The YAML files of one platform folder: `openapi.yaml`, or one per group under `openapi/`. */
export function documentFiles(folder: string): string[] {
	const single = join(folder, 'openapi.yaml');
	if (existsSync(single)) return [single];
	const groups = join(folder, 'openapi');
	if (!existsSync(groups)) return [];
	return readdirSync(groups)
		.filter((name) => name.endsWith('.yaml'))
		.sort()
		.map((name) => join(groups, name));
}

/** Reads one platform's document. Groups in several files share components and tags. */
export function readDocument(files: string[]): ApiDocument {
	return toDocument(readOpenApi(files));
}

/** The same as plain OpenAPI: one document, with the parameters that its `x-paging` stands for. */
export function readOpenApi(files: string[]): OpenAPIV3_1.Document {
	return withPagingParameters(mergeGroups(files.map(readGroup)));
}

/** @throws Error naming the file that is no YAML */
function readGroup(file: string): OpenAPIV3_1.Document {
	try {
		return parse(readFileSync(file, 'utf8')) as OpenAPIV3_1.Document;
	} catch (error) {
		throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
	}
}

/** One OpenAPI document of several groups: paths, tags and components side by side, the rest of the first. */
export function mergeGroups(groups: OpenAPIV3_1.Document[]): OpenAPIV3_1.Document {
	const [first, ...others] = groups;
	if (!first) throw new Error('No API document was given');
	const merged = structuredClone(first);
	for (const group of others) {
		const known = merged.tags ?? [];
		const added = (group.tags ?? []).filter((tag) => !known.some((other) => other.name === tag.name));
		merged.tags = [...known, ...added];
		merged.paths ??= {};
		// two groups may share a path: one reads it, the other changes it
		for (const [path, item] of Object.entries(group.paths ?? {}))
			merged.paths[path] = { ...merged.paths[path], ...item };
		const kinds = { ...(merged.components ?? {}) } as Record<string, Record<string, unknown>>;
		for (const [kind, entries] of Object.entries(
			(group.components ?? {}) as Record<string, Record<string, unknown>>,
		)) {
			for (const [name, entry] of Object.entries(entries)) {
				const other = kinds[kind]?.[name];
				if (other !== undefined && JSON.stringify(other) !== JSON.stringify(entry))
					throw new Error(`Two groups have different components/${kind}/${name}: give one another name`);
				kinds[kind] = { ...kinds[kind], [name]: entry };
			}
		}
		merged.components = kinds as OpenAPIV3_1.ComponentsObject;
	}
	return merged;
}

/** Page number and size in the query are said once, in `x-paging`: here they become parameters like any other. */
function withPagingParameters(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
	for (const item of Object.values(document.paths ?? {})) {
		for (const method of METHODS) {
			const operation = item?.[method] as (OpenAPIV3_1.OperationObject & { 'x-paging'?: Paging }) | undefined;
			const paging = operation?.['x-paging'];
			if (!operation || !paging || paging.style === 'none' || paging.in !== 'query') continue;
			const names = paging.style === 'offset' ? [paging.offset, paging.limit] : [paging.page, paging.size];
			const known = (operation.parameters ?? []) as Array<{ name?: string }>;
			const missing = names.filter((name) => !known.some((parameter) => parameter.name === name));
			operation.parameters = [
				...(operation.parameters ?? []),
				...missing.map((name) => ({ name, in: 'query', schema: { type: 'integer' as const } })),
			];
		}
	}
	return document;
}

/**
 * @throws Error naming the place of an unknown keyword, a dangling reference, an unknown evidence, or an operation id
 * that is out of form or used twice
 */
export function toDocument(source: OpenAPIV3_1.Document): ApiDocument {
	checkKeywords(source, '#');
	const resolve = resolver(source);
	const answer = (source as { 'x-answer'?: Record<string, unknown> })['x-answer'];
	const operations: ApiOperation[] = [];
	for (const [path, item] of Object.entries(source.paths ?? {})) {
		const shared = resolve(item?.parameters ?? []) as ApiParameter[];
		for (const method of METHODS) {
			const raw = item?.[method];
			if (!raw) continue;
			const operation = toOperation(path, method, resolve(raw) as Record<string, unknown>, shared, answer);
			if (operations.some((other) => other.id === operation.id))
				throw new Error(`${operation.id}: two operations have this operationId`);
			operations.push(operation);
		}
	}
	return {
		title: source.info.title,
		tags: (source.tags ?? []).map((tag) => ({
			name: tag.name,
			description: tag.description,
			displayName: (tag as { 'x-displayName'?: string })['x-displayName'],
		})),
		operations,
	};
}

function toOperation(
	path: string,
	method: string,
	raw: Record<string, unknown>,
	shared: ApiParameter[],
	sharedAnswer: Record<string, unknown> | undefined,
): ApiOperation {
	const id = String(raw.operationId ?? '');
	const [resource, operation] = id.split('.');
	const tag = (raw.tags as string[] | undefined)?.[0];
	if (!resource || !operation || tag !== resource) {
		throw new Error(
			`${method.toUpperCase()} ${path}: operationId "${id}" must be <tag>.<operation>, and its first tag the same`,
		);
	}
	if (typeof raw.summary !== 'string')
		throw new Error(`${id}: a summary is missing; it is what the node panel lists`);
	const evidence = String(raw['x-evidence'] ?? 'inferred');
	if (!EVIDENCE.includes(evidence))
		throw new Error(`${id}: x-evidence "${evidence}" is none of ${EVIDENCE.join(', ')}`);
	const own = (raw.parameters ?? []) as ApiParameter[];
	const ownAnswer = raw['x-answer'] as Record<string, unknown> | undefined;
	return {
		id,
		resource,
		operation,
		method: method.toUpperCase(),
		path,
		summary: raw.summary,
		description: raw.description as string | undefined,
		displayName: raw['x-displayName'] as string | undefined,
		deprecated: raw.deprecated === true,
		internal: raw['x-internal'] as string | undefined,
		evidence,
		read: raw['x-read'] as boolean | undefined,
		paging: raw['x-paging'],
		answer: sharedAnswer || ownAnswer ? { ...sharedAnswer, ...ownAnswer } : undefined,
		batch: raw['x-batch'],
		rateLimit: raw['x-rate-limit'],
		parameters: [
			...shared.filter((one) => !own.some((other) => other.name === one.name && other.in === one.in)),
			...own,
		],
		body: bodyOf(raw),
		response: responseOf(raw),
	};
}

function bodyOf(raw: Record<string, unknown>): ApiOperation['body'] {
	const body = raw.requestBody as OpenAPIV3_1.RequestBodyObject | undefined;
	const [media, content] = Object.entries(body?.content ?? {})[0] ?? [];
	if (!body || !media || !content) return undefined;
	return {
		media,
		required: body.required === true,
		schema: (content.schema ?? {}) as ApiSchema,
		encoding: content.encoding as Record<string, { contentType?: string }> | undefined,
	};
}

function responseOf(raw: Record<string, unknown>): ApiSchema | undefined {
	const responses = (raw.responses ?? {}) as Record<string, OpenAPIV3_1.ResponseObject>;
	const good = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
	return Object.values(good?.content ?? {})[0]?.schema as ApiSchema | undefined;
}

/** Replaces every `$ref` by what it names; members beside a `$ref` win, as OpenAPI 3.1 has it. */
function resolver(root: unknown) {
	const resolve = (value: unknown, trail: string[]): unknown => {
		if (Array.isArray(value)) return value.map((entry) => resolve(entry, trail));
		if (typeof value !== 'object' || value === null) return value;
		const { $ref, ...rest } = value as Record<string, unknown>;
		const own = Object.fromEntries(Object.entries(rest).map(([key, entry]) => [key, resolve(entry, trail)]));
		if (typeof $ref !== 'string') return withoutNullChoice(withPartsMerged(own));
		// a schema that contains itself ends as a free object: n8n's forms are finite
		if (trail.includes($ref)) return { type: 'object', ...own };
		return { ...(resolve(lookUp(root, $ref), [...trail, $ref]) as object), ...own };
	};
	return (value: unknown) => resolve(value, []);
}

/** `allOf` parts as one schema: members and required names of all, the last word of anything else. */
function withPartsMerged(schema: Record<string, unknown>): Record<string, unknown> {
	if (!Array.isArray(schema.allOf)) return schema;
	const { allOf, ...own } = schema;
	const parts = [...(allOf as ApiSchema[]), own as ApiSchema];
	const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {})) as object;
	const required = [...new Set(parts.flatMap((part) => part.required ?? []))];
	return {
		...(Object.assign({}, ...parts) as object),
		...(Object.keys(properties).length > 0 ? { properties } : {}),
		...(required.length > 0 ? { required } : {}),
	};
}

/** `oneOf: [X, { type: 'null' }]` is X that can be null. */
function withoutNullChoice(schema: Record<string, unknown>): Record<string, unknown> {
	if (!Array.isArray(schema.oneOf)) return schema;
	const { oneOf, ...own } = schema;
	const others = (oneOf as ApiSchema[]).filter((entry) => entry.type !== 'null');
	const [only] = others;
	if (others.length !== 1 || !only || others.length === oneOf.length) return schema;
	return { ...only, ...own, type: [typeof only.type === 'string' ? only.type : 'object', 'null'] };
}

function lookUp(root: unknown, reference: string): unknown {
	const found = reference
		.replace(/^#\//, '')
		.split('/')
		.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], root);
	if (found === undefined) throw new Error(`The reference ${reference} leads nowhere`);
	return found;
}

function checkKeywords(value: unknown, place: string): void {
	if (typeof value !== 'object' || value === null) return;
	for (const [key, entry] of Object.entries(value)) {
		if (
			key.startsWith('x-') &&
			!KEYWORDS.has(key) &&
			!place.endsWith('/properties') &&
			!place.endsWith('/headers')
		) {
			throw new Error(
				`${place}: the keyword ${key} is unknown. docs/api-documents.md lists the ones there are`,
			);
		}
		checkKeywords(entry, `${place}/${key}`);
	}
}
