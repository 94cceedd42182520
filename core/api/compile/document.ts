import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIV3_1 } from 'openapi-types';
import { parse } from 'yaml';
import { mergeGroups, METHODS, withPagingParameters } from './merge';
import { formResolver } from './resolve';

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
	/** What a person should know before it runs. */
	warning?: string;
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
	'x-warning',
	'x-list',
	'x-unit',
	'x-max-bytes',
]);

const EVIDENCE = ['documented', 'seen-in-code', 'inferred'];

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

/**
 * @throws Error naming the place of an unknown keyword, a dangling reference, an unknown evidence, or an operation id
 * that is out of form or used twice
 */
export function toDocument(source: OpenAPIV3_1.Document): ApiDocument {
	checkKeywords(source, '#');
	const resolve = formResolver(source);
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
		warning: raw['x-warning'] as string | undefined,
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
