import type { Field, Operation } from '../types';
import type { ApiOperation, ApiSchema } from './document';
import { titleOfKind, variantsOf, type Variants } from './groups';

/** One value that an operation takes: a parameter, or a member of its body. */
export interface Input {
	in: Field['in'];
	name: string;
	schema: ApiSchema;
	description?: string;
	required: boolean;
	contentType?: string;
	/** Belongs to the entry that an item gives to a batch. */
	entry?: boolean;
	/** Belongs to these kinds only, where the body has kinds. */
	when?: { kind: string; oneOf: string[] };
}

/** Everything that an operation takes, parameters first. @throws Error where x-batch names no list */
export function inputsOf(source: ApiOperation): Input[] {
	const parameters = source.parameters.map((parameter) => ({
		...parameter,
		required: parameter.required === true,
	}));
	if (!source.body) return parameters;
	const { schema, encoding, required } = source.body;
	const batch = source.batch ? batchOf(source) : undefined;
	if (batch?.path === '') return [...parameters, ...entryInputs(source, schema)];
	const variants = variantsOf(schema);
	if (variants) return [...parameters, ...variantInputs(variants)];
	if (!schema.properties || schema.oneOf) {
		return [...parameters, { in: 'body', name: '', schema: { title: 'Body', ...schema }, required }];
	}
	const members = membersOf(schema).map((input) => ({
		...input,
		contentType: encoding?.[input.name]?.contentType,
	}));
	if (!batch) return [...parameters, ...members];
	return [
		...parameters,
		...members.filter((input) => input.name !== batch.path),
		...entryInputs(source, schema.properties[batch.path] ?? {}),
	];
}

function membersOf(schema: ApiSchema): Input[] {
	return Object.entries(schema.properties ?? {}).map(([name, member]) => ({
		in: 'body' as const,
		name,
		schema: member,
		required: schema.required?.includes(name) ?? false,
	}));
}

/** The kind is asked first; what only some kinds have is asked for these. */
function variantInputs(variants: Variants): Input[] {
	const { kind, schemas } = variants;
	const kinds = schemas.map((schema) => ({
		const: schema.properties?.[kind]?.const,
		title: schema.title,
		description: schema.description,
	}));
	const inputs = new Map<string, Input & { when: { kind: string; oneOf: string[] } }>();
	for (const schema of schemas) {
		for (const input of membersOf(schema)) {
			if (input.name === kind) continue;
			const key = JSON.stringify(input);
			const known = inputs.get(key) ?? { ...input, when: { kind, oneOf: [] } };
			known.when.oneOf.push(String(schema.properties?.[kind]?.const));
			inputs.set(key, known);
		}
	}
	const everywhere = (input: Input) => input.when?.oneOf.length === schemas.length;
	return [
		{
			in: 'body',
			name: kind,
			schema: { title: titleOfKind(variants), type: 'string', oneOf: kinds },
			required: true,
		},
		...[...inputs.values()].map((input) => (everywhere(input) ? { ...input, when: undefined } : input)),
	];
}

/** The fields of one entry of a batch; an entry that is no object is one field. */
function entryInputs(source: ApiOperation, list: ApiSchema): Input[] {
	const { items } = list;
	if (!items) throw new Error(`${source.id}: x-batch names no list of the body`);
	const inputs: Input[] = items.properties
		? membersOf(items)
		: [
				{
					in: 'body',
					name: '',
					schema: { ...items, title: items.title ?? list.title ?? 'Entry' },
					required: true,
				},
			];
	return inputs.map((input) => ({ ...input, entry: true }));
}

/** Entries in one request where the platform names no limit: enough to be quick, few enough to be read again. */
const BATCH_SIZE = 100;

/** How an operation takes many entries at once. */
export function batchOf(source: ApiOperation): NonNullable<Operation['batch']> {
	const { path, max = BATCH_SIZE } = source.batch as { path: string; max?: number };
	return { path, max };
}
