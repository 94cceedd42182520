import { readOpenApi } from '../../../../../core/api/compile/document';
import { seededRandom, type Random } from '../../../../../sandbox/random';

type Raw = Record<string, unknown>;

/** An official file as a platform might hand it out, and what its operations are in our document. */
export interface ForeignCopy {
	document: Raw;
	/** Our id by their `METHOD path`; foreign operations are not in it. */
	truth: Map<string, string>;
	/** Our operations that the copy does not have. */
	missing: string[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Percent of what is treated so. */
const MISSING = 10;
const FOREIGN = 10;
const WITHOUT_ANSWER = 25;
const WITHOUT_DESCRIPTION = 40;
const OTHER_METHOD = 5;
const MEMBER_LOST = 5;
const MEMBER_NEW = 5;

/**
 * A copy of our own document that nobody would take for it: other ids, tags, paths and names in the paths, other words in
 * the summaries, operations and members in another order, schemas inlined, some operations and members missing, some new.
 * @param strangers files of another platform, from which the new operations come
 */
export function foreignCopy(files: string[], strangers: string[], seed: number): ForeignCopy {
	const random = seededRandom(seed);
	const own = operationsOf(files);
	const missing = own.filter(() => random.chance(MISSING)).map(({ id }) => id);
	const kept = own.filter(({ id }) => !missing.includes(id));
	const added = operationsOf(strangers)
		.filter(() => random.chance(50))
		.slice(0, Math.ceil((own.length * FOREIGN) / 100));

	const rename = renamer(random);
	const renameStranger = renamer(random);
	const truth = new Map<string, string>();
	const paths: Record<string, Raw> = {};
	for (const operation of shuffled([...kept, ...added], random)) {
		const naming = kept.includes(operation) ? rename : renameStranger;
		const path = operation.path.replace(/\{([^}]+)\}|[A-Za-z]+/g, (word, name: string | undefined) =>
			name === undefined ? naming(word) : `{${naming(`parameter ${name}`)}}`,
		);
		const method = otherMethod(operation.method, random);
		const item = (paths[path] ??= {});
		if (item[method]) {
			missing.push(operation.id);
			continue;
		}
		item[method] = disguised(operation.raw, naming, random);
		if (kept.includes(operation)) truth.set(`${method.toUpperCase()} ${path}`, operation.id);
	}
	return {
		document: {
			openapi: random.chance(50) ? '3.0.3' : '3.1.0',
			info: { title: 'Official API', version: '4.2.0' },
			servers: [{ url: '/' }],
			paths,
		},
		truth,
		missing,
	};
}

interface Source {
	id: string;
	path: string;
	method: string;
	raw: Raw;
}

function operationsOf(files: string[]): Source[] {
	const merged = readOpenApi(files) as unknown as Raw;
	return Object.entries(merged.paths as Record<string, Raw>).flatMap(([path, item]) =>
		METHODS.filter((method) => item[method]).map((method) => {
			const raw = inlined(merged, item[method]) as Raw;
			const shared = (inlined(merged, item.parameters) ?? []) as Raw[];
			const parameters = [...shared, ...((raw.parameters ?? []) as Raw[])];
			return { id: String(raw.operationId), path, method, raw: { ...raw, parameters } };
		}),
	);
}

function inlined(root: Raw, value: unknown, trail: string[] = []): unknown {
	if (Array.isArray(value)) return value.map((entry) => inlined(root, entry, trail));
	if (typeof value !== 'object' || value === null) return value;
	const { $ref, ...rest } = value as Raw;
	const own = Object.fromEntries(
		Object.entries(rest)
			.filter(([key]) => !key.startsWith('x-'))
			.map(([key, entry]) => [key, inlined(root, entry, trail)]),
	);
	if (typeof $ref !== 'string' || trail.includes($ref)) return own;
	const target = $ref
		.slice(2)
		.split('/')
		.reduce<unknown>((part, key) => (part as Raw)[key], root);
	return { ...(inlined(root, target, [...trail, $ref]) as Raw), ...own };
}

function disguised(raw: Raw, rename: (name: string) => string, random: Random): Raw {
	const parameters = (raw.parameters as Raw[]).map((one) =>
		one.in === 'path' ? { ...one, name: rename(`parameter ${String(one.name)}`) } : one,
	);
	const tags = (raw.tags as string[]).map((tag) => rename(`tag ${tag}`));
	const { description, requestBody, responses } = raw;
	return {
		operationId: rename(`id ${String(raw.operationId)}`),
		tags,
		summary: reworded(String(raw.summary), random),
		...(description && !random.chance(WITHOUT_DESCRIPTION)
			? { description: reworded(String(description), random) }
			: {}),
		parameters: shuffled(parameters, random),
		...(requestBody ? { requestBody: withOtherMembers(requestBody, random) } : {}),
		responses: random.chance(WITHOUT_ANSWER)
			? { '200': { description: 'OK' } }
			: withOtherMembers(responses, random),
	};
}

/** Members in another order, some lost, some new. */
function withOtherMembers(value: unknown, random: Random): unknown {
	if (Array.isArray(value)) return value.map((entry) => withOtherMembers(entry, random));
	if (typeof value !== 'object' || value === null) return value;
	const copy = Object.fromEntries(
		Object.entries(value).map(([key, entry]) => [key, withOtherMembers(entry, random)]),
	);
	if (typeof copy.properties !== 'object' || copy.properties === null || Array.isArray(copy.properties))
		return copy;
	const members = shuffled(Object.entries(copy.properties as Raw), random).filter(
		() => !random.chance(MEMBER_LOST),
	);
	if (random.chance(MEMBER_NEW)) members.push([`extra${random.between(1, 99)}`, { type: 'string' }]);
	return { ...copy, properties: Object.fromEntries(members) };
}

const OTHER_WORDS: Record<string, string[]> = {
	get: ['Retrieve', 'List', 'Read', 'Get'],
	create: ['Add', 'Create', 'Register'],
	update: ['Change', 'Edit', 'Update'],
	delete: ['Remove', 'Delete'],
	many: ['all', 'the'],
	a: ['one', 'the', 'a'],
	an: ['one', 'the', 'an'],
	of: ['of', 'for'],
};

function reworded(text: string, random: Random): string {
	return text.replace(/[A-Za-z]+/g, (word) => {
		const others = OTHER_WORDS[word.toLowerCase()];
		return others ? random.pick(others) : word;
	});
}

function otherMethod(method: string, random: Random): string {
	if (!random.chance(OTHER_METHOD)) return method;
	return method === 'put' ? 'patch' : method === 'patch' ? 'put' : method;
}

const SYLLABLES = ['ba', 'ce', 'di', 'fo', 'gu', 'la', 'me', 'ni', 'po', 'ru', 'sa', 'te', 'vi', 'xo', 'zu'];

/** One made-up word for each name. */
function renamer(random: Random): (name: string) => string {
	const known = new Map<string, string>();
	return (name) => {
		let made = known.get(name);
		while (made === undefined || ([...known.values()].includes(made) && !known.has(name))) {
			made = Array.from({ length: 4 }, () => random.pick(SYLLABLES)).join('');
		}
		known.set(name, made);
		return made;
	};
}

function shuffled<T>(entries: T[], random: Random): T[] {
	return entries
		.map((entry) => ({ entry, at: random.between(0, 1_000_000) }))
		.sort((a, b) => a.at - b.at)
		.map(({ entry }) => entry);
}
