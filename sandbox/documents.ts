import type { Document } from 'openapi-backend';
import { documentFiles, readOpenApi } from '../core/api/compile/document';
import { resolver } from '../core/api/compile/resolve';

/** A JSON schema as far as the sandbox looks into it. */
export interface Schema {
	type?: string | string[];
	format?: string;
	contentMediaType?: string;
	const?: unknown;
	required?: string[];
	properties?: Record<string, Schema>;
	items?: Schema;
	additionalProperties?: boolean | Schema;
	unevaluatedProperties?: boolean;
	allOf?: Schema[];
	oneOf?: Schema[];
	anyOf?: Schema[];
	'x-max-bytes'?: number;
}

/** What an operation takes as its body, by media type. */
export interface BodyContent {
	schema?: Schema;
	encoding?: Record<string, { contentType?: string }>;
}

/** Documents that were read already: a test opens many sandboxes, and YAML of this length takes its time. */
const read = new Map<string, Document>();

/**
 * Reads an OpenAPI document for checking requests: one file, or a platform's folder with one file per group. Every
 * reference is resolved, and an object of a body may have the members that the document names and no others, unless it
 * says something about others itself.
 * @param path of a YAML file, or of a folder such as nodes/DeliveryDireto
 */
export function readDefinition(path: string): Document {
	const known = read.get(path) ?? readClosed(path);
	read.set(path, known);
	return structuredClone(known);
}

function readClosed(path: string): Document {
	const document = readOpenApi(path.endsWith('.yaml') ? [path] : documentFiles(path));
	const definition = resolver(document)(document) as Document;
	for (const item of Object.values(definition.paths ?? {})) {
		for (const operation of Object.values(item ?? {})) {
			for (const { schema } of Object.values(contentOf(operation))) if (schema) close(schema);
		}
	}
	return definition;
}

export function contentOf(operation: unknown): Record<string, BodyContent> {
	return (
		(operation as { requestBody?: { content?: Record<string, BodyContent> } }).requestBody?.content ?? {}
	);
}

/** The parts of a schema that speak about the same value: itself, and those it is composed of. */
function partsOf(schema: Schema): Schema[] {
	const composed = [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
	return [schema, ...composed.flatMap(partsOf)];
}

/** Every member that an object of this schema may have. */
export function membersOf(schema: Schema): Record<string, Schema> {
	return Object.assign({}, ...partsOf(schema).map(({ properties }) => properties));
}

export function requiredOf(schema: Schema): string[] {
	return [schema, ...(schema.allOf ?? [])].flatMap(({ required }) => required ?? []);
}

function close(schema: Schema): void {
	const parts = partsOf(schema);
	if (schema.additionalProperties === undefined && parts.some(({ properties }) => properties)) {
		schema.unevaluatedProperties ??= false;
	}
	for (const { properties = {}, items, additionalProperties } of parts) {
		for (const member of Object.values(properties)) close(member);
		if (items) close(items);
		if (typeof additionalProperties === 'object') close(additionalProperties);
	}
}
