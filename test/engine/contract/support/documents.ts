import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/**
 * The API documents as they stand in the repository, read without any code of core: what these tests expect must not
 * come from what they test.
 */
export const ROOT = path.resolve(__dirname, '../../../..');

/** A JSON schema without references: `allOf` is merged, `oneOf` with null is `nullable`. */
export interface Schema {
	type?: string;
	nullable: boolean;
	title?: string;
	description?: string;
	format?: string;
	default?: unknown;
	examples?: unknown[];
	const?: unknown;
	enum?: unknown[];
	oneOf?: Schema[];
	discriminator?: { propertyName: string };
	items?: Schema;
	properties?: Record<string, Schema>;
	required: string[];
	/** Schema of the keys of a map. */
	propertyNames?: Schema;
	/** Schema of the values of a map. */
	additionalProperties?: Schema;
	minimum?: number;
	maximum?: number;
	minLength?: number;
	minItems?: number;
	minProperties?: number;
	readOnly?: boolean;
	deprecated?: boolean;
	'x-list'?: { operation: string };
	'x-unit'?: 'reais' | 'cents';
	/** Why no person is asked: the credential adds it. */
	'x-internal'?: string;
}

export interface Parameter {
	name: string;
	in: 'path' | 'query' | 'header';
	required: boolean;
	schema: Schema;
}

export interface Body {
	media: string;
	required: boolean;
	schema: Schema;
}

export type DocumentedPaging =
	| { style: 'none' }
	| { style: 'offset'; in: 'query' | 'body'; offset: string; limit: string; max: number; total?: string }
	| {
			style: 'page';
			in: 'query' | 'body';
			page: string;
			size: string;
			first: number;
			max: number;
			total?: string;
	  };

/** One operation of a document. */
export interface DocumentedOperation {
	id: string;
	resource: string;
	operation: string;
	method: string;
	path: string;
	summary: string;
	parameters: Parameter[];
	body?: Body;
	/** Why no person sees it; undefined for the operations of the node. */
	excluded?: string;
	evidence: string;
	/** What a person should know before it runs. */
	warning?: string;
	/** It only reads, although it is no GET. */
	read: boolean;
	/** Its rows are orders, in the shape that a person chooses. */
	order: boolean;
	paging?: DocumentedPaging;
	batch?: { path: string; max?: number };
}

export interface DocumentedPlatform {
	/** Folder below nodes/, which is the name of the class too. */
	folder: string;
	/** Folder below sandbox/platforms/. */
	sandbox: string;
	operations: DocumentedOperation[];
}

/** Every platform that has a document, in alphabetical order. */
export function documentedPlatforms(): DocumentedPlatform[] {
	return readdirSync(path.join(ROOT, 'nodes'))
		.filter((folder) => filesOf(folder).length > 0)
		.map(platformIn);
}

export function platformIn(folder: string): DocumentedPlatform {
	return {
		folder,
		sandbox: folder.replace(/(?<=[a-z\d])[A-Z]/g, '-$&').toLowerCase(),
		operations: operationsOf(filesOf(folder)),
	};
}

function filesOf(folder: string): string[] {
	const single = path.join(ROOT, 'nodes', folder, 'openapi.yaml');
	const groups = path.join(ROOT, 'nodes', folder, 'openapi');
	if (existsSync(single)) return [single];
	if (!existsSync(groups)) return [];
	return readdirSync(groups)
		.filter((file) => file.endsWith('.yaml'))
		.sort()
		.map((file) => path.join(groups, file));
}

type Raw = Record<string, unknown>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The operations of a document that may be split in several files, which share their components. */
export function operationsOf(files: string[]): DocumentedOperation[] {
	const groups = files.map((file) => parse(readFileSync(file, 'utf8')) as Raw);
	const schemas = new Resolver(groups);
	return groups.flatMap((group) =>
		Object.entries((group.paths ?? {}) as Record<string, Raw>).flatMap(([route, item]) =>
			METHODS.filter((method) => item[method]).map((method) =>
				toOperation(route, method, item, groups, schemas),
			),
		),
	);
}

function toOperation(
	route: string,
	method: string,
	item: Raw,
	groups: Raw[],
	schemas: Resolver,
): DocumentedOperation {
	const raw = item[method] as Raw;
	const id = String(raw.operationId);
	const [resource = '', operation = ''] = id.split('.');
	const shared = groups.map((group) => group['x-answer'] as Raw | undefined);
	const answer = Object.assign({}, ...shared, raw['x-answer']) as Raw;
	const named = [...((item.parameters ?? []) as Raw[]), ...((raw.parameters ?? []) as Raw[])];
	const parameters = new Map(
		named.map((entry) => schemas.parameter(entry)).map((one) => [`${one.in} ${one.name}`, one]),
	);
	const internal = raw['x-internal'] as string | undefined;
	return {
		id,
		resource,
		operation,
		method: method.toUpperCase(),
		path: route,
		summary: String(raw.summary),
		parameters: [...parameters.values()],
		body: schemas.body(raw.requestBody as Raw | undefined),
		excluded: internal ?? (raw.deprecated === true ? 'deprecated' : undefined),
		evidence: String(raw['x-evidence'] ?? 'inferred'),
		warning: raw['x-warning'] as string | undefined,
		read: raw['x-read'] === true,
		order: answer.order === true,
		paging: raw['x-paging'] as DocumentedPaging | undefined,
		batch: raw['x-batch'] as DocumentedOperation['batch'],
	};
}

class Resolver {
	constructor(private readonly groups: Raw[]) {}

	parameter(given: Raw): Parameter {
		const raw = this.followed(given);
		return {
			name: String(raw.name),
			in: raw.in as Parameter['in'],
			required: raw.required === true,
			schema: this.schema(raw.schema as Raw),
		};
	}

	body(given: Raw | undefined): Body | undefined {
		if (!given) return undefined;
		const raw = this.followed(given);
		const [media = '', content] = Object.entries(raw.content as Record<string, Raw>)[0] ?? [];
		return {
			media,
			required: raw.required === true,
			schema: this.schema(content?.schema as Raw | undefined),
		};
	}

	schema(given: Raw | undefined, trail: string[] = []): Schema {
		const { $ref, allOf, ...own } = given ?? {};
		if (typeof $ref === 'string') {
			// a schema inside itself is a free object: forms are finite
			if (trail.includes($ref)) return { type: 'object', nullable: false, required: [] };
			return this.schema({ ...this.lookUp($ref), ...own }, [...trail, $ref]);
		}
		if (Array.isArray(allOf)) return this.merged([...(allOf as Raw[]), own], trail);
		const kinds = Array.isArray(own.oneOf) ? (own.oneOf as Raw[]) : [];
		const [only, ...others] = kinds.filter((kind) => kind.type !== 'null');
		if (only && others.length === 0 && kinds.length > 1) {
			const { oneOf: _, ...outer } = own;
			return { ...this.merged([only, outer], trail), nullable: true };
		}
		return this.plain(own, trail);
	}

	private plain(own: Raw, trail: string[]): Schema {
		const types = Array.isArray(own.type) ? (own.type as string[]) : [own.type as string | undefined];
		const inner = (value: unknown) => (isRaw(value) ? this.schema(value, trail) : undefined);
		const choices = own.oneOf as Raw[] | undefined;
		return {
			...(own as Partial<Schema>),
			type: types.find((type) => type !== 'null'),
			nullable: types.includes('null'),
			required: (own.required ?? []) as string[],
			items: inner(own.items),
			propertyNames: inner(own.propertyNames),
			additionalProperties: inner(own.additionalProperties),
			properties:
				own.properties === undefined
					? undefined
					: Object.fromEntries(
							Object.entries(own.properties as Record<string, Raw>).map(([name, member]) => [
								name,
								this.schema(member, trail),
							]),
						),
			oneOf: choices?.map((choice) => this.schema(choice, trail)),
		};
	}

	private merged(parts: Raw[], trail: string[]): Schema {
		const schemas = parts.map((part) => this.schema(part, trail));
		const filled = schemas.map((schema) =>
			Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined)),
		);
		const properties = Object.assign(
			{},
			...schemas.map((schema) => schema.properties),
		) as Schema['properties'];
		return {
			...(Object.assign({}, ...filled) as Schema),
			nullable: schemas.some(({ nullable }) => nullable),
			required: schemas.flatMap(({ required }) => required),
			properties: schemas.some((schema) => schema.properties) ? properties : undefined,
		};
	}

	private followed(raw: Raw): Raw {
		const { $ref, ...own } = raw;
		return typeof $ref === 'string' ? { ...this.followed(this.lookUp($ref)), ...own } : raw;
	}

	private lookUp(reference: string): Raw {
		const steps = reference.replace(/^#\//, '').split('/');
		for (const group of this.groups) {
			const found = steps.reduce<unknown>((value, step) => (isRaw(value) ? value[step] : undefined), group);
			if (isRaw(found)) return found;
		}
		throw new Error(`The reference ${reference} leads nowhere`);
	}
}

function isRaw(value: unknown): value is Raw {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
