import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { METHODS } from '../compile/merge';
import { AdoptProblem } from './problem';
import type { AnySchema, Described } from './traits';

/** A platform's own OpenAPI file. */
export interface OfficialApi {
	title: string;
	version: string;
	/** Address of the first server, as far as it is told. */
	server: string;
	operations: Described[];
}

type Raw = Record<string, unknown>;

/** Headers that a client or a credential sends by itself. */
export const OWN_HEADERS = new Set(['authorization', 'content-type', 'accept']);

/** @throws AdoptProblem for a file that cannot be read, or is no OpenAPI 3 file with operations */
export function readOfficial(file: string): OfficialApi {
	return officialApi(parsed(file), file);
}

function parsed(file: string): unknown {
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch (error) {
		const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
		throw new AdoptProblem(
			missing ? `There is no file ${file}` : `${file} cannot be read`,
			"Give the path of the OpenAPI file that you downloaded from the platform's developer page.",
		);
	}
	try {
		// JSON is YAML too
		return parse(text, { logLevel: 'error' });
	} catch (error) {
		const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
		throw new AdoptProblem(`${file} is neither JSON nor YAML: ${first}`, 'Download it again.');
	}
}

/** @throws AdoptProblem */
export function officialApi(source: unknown, file: string): OfficialApi {
	const root = recordOf(source);
	if (typeof root?.swagger === 'string') {
		throw new AdoptProblem(
			`${file} is Swagger ${root.swagger}, an older form than OpenAPI 3`,
			'Convert it first, for example at editor.swagger.io: Edit > Convert to OpenAPI 3.',
		);
	}
	const version = String(root?.openapi ?? '');
	if (!root || !/^3\.[01](\.|$)/.test(version)) {
		throw new AdoptProblem(
			version === ''
				? `${file} is no OpenAPI file`
				: `${file} is OpenAPI ${version}; 3.0 and 3.1 can be read`,
			'It must begin with a line such as openapi: 3.0.3, and have paths.',
		);
	}
	const resolve = resolver(root);
	const operations = Object.entries(recordOf(root.paths) ?? {}).flatMap(([path, item]) =>
		operationsOf(path, recordOf(resolve(item)) ?? {}),
	);
	if (operations.length === 0) {
		throw new AdoptProblem(`${file} has no operations`, 'Look whether it is the whole file: paths is empty.');
	}
	const info = recordOf(root.info) ?? {};
	return {
		title: String(info.title ?? 'API'),
		version: String(info.version ?? ''),
		server: serverOf(root),
		operations,
	};
}

/** Address of the first server, its variables at their defaults. */
export function serverOf(root: object): string {
	const { servers } = root as { servers?: Raw[] };
	const [server] = Array.isArray(servers) ? servers : [];
	const variables = recordOf(server?.variables) ?? {};
	return String(server?.url ?? '').replace(/\{([^}]+)\}/g, (_, name: string) =>
		String(recordOf(variables[name])?.default ?? name),
	);
}

function operationsOf(path: string, item: Raw): Described[] {
	const shared = parametersOf(item.parameters);
	return METHODS.filter((method) => recordOf(item[method])).map((method) => {
		const raw = item[method] as Raw;
		const own = parametersOf(raw.parameters);
		const isOwn = (one: { name: string; in: string }) =>
			own.some((other) => other.name === one.name && other.in === one.in);
		return {
			key: `${method.toUpperCase()} ${path}`,
			method: method.toUpperCase(),
			path,
			summary: String(raw.summary ?? ''),
			description: String(raw.description ?? ''),
			tags: Array.isArray(raw.tags) ? raw.tags.map(String) : [],
			parameters: [...shared.filter((one) => !isOwn(one)), ...own],
			body: contentOf(raw.requestBody),
			answer: answerOf(raw),
		};
	});
}

function parametersOf(value: unknown): Described['parameters'] {
	if (!Array.isArray(value)) return [];
	return (value as Raw[])
		.map((one) => ({
			name: String(one.name ?? ''),
			in: String(one.in ?? ''),
			required: one.required === true,
			schema: (recordOf(one.schema) ?? {}) as AnySchema,
		}))
		.filter(({ name, in: place }) => !(place === 'header' && OWN_HEADERS.has(name.toLowerCase())));
}

function contentOf(value: unknown): Described['body'] {
	const content = recordOf(recordOf(value)?.content) ?? {};
	const [media] = Object.keys(content).sort((a, b) => Number(isJson(b)) - Number(isJson(a)));
	if (media === undefined) return undefined;
	return { media, schema: (recordOf(recordOf(content[media])?.schema) ?? {}) as AnySchema };
}

const isJson = (media: string) => /json/i.test(media);

function answerOf(raw: Raw): AnySchema | undefined {
	const good = Object.entries(recordOf(raw.responses) ?? {}).find(([status]) => status.startsWith('2'));
	return contentOf(good?.[1])?.schema;
}

/**
 * A value with every `$ref` replaced by what it names, each only once in memory. A schema that contains itself ends as an
 * empty one.
 * @throws AdoptProblem for a reference into another file, or one that leads nowhere
 */
function resolver(root: Raw): (value: unknown) => unknown {
	const known = new Map<string, unknown>();
	const resolve = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(resolve);
		const record = recordOf(value);
		if (!record) return value;
		const { $ref, ...rest } = record;
		const own = Object.fromEntries(Object.entries(rest).map(([name, entry]) => [name, resolve(entry)]));
		return typeof $ref === 'string' ? { ...recordOf(target($ref)), ...own } : own;
	};
	const target = (reference: string): unknown => {
		if (!known.has(reference)) {
			known.set(reference, {});
			known.set(reference, resolve(lookedUp(root, reference)));
		}
		return known.get(reference);
	};
	return resolve;
}

function lookedUp(root: Raw, reference: string): unknown {
	if (!reference.startsWith('#/')) {
		throw new AdoptProblem(
			`The file refers to another one: ${reference}`,
			'Make one file of them first, for example with: npx @redocly/cli bundle <file>',
		);
	}
	const found = reference
		.slice(2)
		.split('/')
		.map((part) => decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~'))
		.reduce<unknown>((value, part) => recordOf(value)?.[part], root);
	if (found === undefined) {
		throw new AdoptProblem(
			`The reference ${reference} in the file leads nowhere`,
			'Download the file again.',
		);
	}
	return found;
}

function recordOf(value: unknown): Raw | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : undefined;
}
