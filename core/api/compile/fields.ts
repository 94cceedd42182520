import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { Member, Shape } from '../types';
import type { ApiSchema } from './document';
import { byName, camelCase, sentence, titleCase } from './wording';

/** A field of the form and how its value goes on the wire. */
export interface CompiledField {
	property: INodeProperties;
	shape: Shape;
}

export interface FieldSource {
	/** Name on the wire. */
	name: string;
	schema: ApiSchema;
	description?: string;
	required: boolean;
	/** Multipart only: media types the platform takes. */
	contentType?: string;
}

/** Names the listSearch method of a searchable dropdown. */
export type ListRegistry = (list: NonNullable<ApiSchema['x-list']>) => string;

/** Name of the collection for the optional members of a group that has required ones. */
const OPTIONAL_MEMBERS = 'additionalFields';
const GROUP = 'values';

/** One schema as a form field; nested objects and lists of objects become collections, not JSON boxes. */
export function compileField(source: FieldSource, lists: ListRegistry): CompiledField {
	const { schema } = source;
	const base = {
		displayName: schema.title ?? titleCase(source.name),
		name: camelCase(source.name),
		...(source.required ? { required: true } : {}),
		...description(source),
	};
	if (schema['x-list']) return locator(base, schema, lists(schema['x-list']));
	const choices = choicesOf(schema);
	if (choices) return choice(base, schema, choices);
	const picked = datePicker(base, schema);
	if (picked) return picked;
	switch (typeOf(schema)) {
		case 'boolean':
			return {
				property: {
					...base,
					type: 'boolean',
					default: schema.default === true,
					...whether(base.description, source.name),
				},
				shape: shape(schema, 'boolean'),
			};
		case 'integer':
		case 'number':
			return number(base, schema);
		case 'array':
			return array(base, source, lists);
		case 'object':
			return object(base, source, lists);
		default:
			return text(base, source);
	}
}

type Base = Pick<INodeProperties, 'displayName' | 'name' | 'required' | 'description'>;

function description(source: FieldSource): { description?: string } {
	const words = sentence(source.description ?? source.schema.description);
	return words === undefined ? {} : { description: words };
}

function whether(words: string | undefined, name: string): { description: string } {
	if (!words?.startsWith('Whether'))
		throw new Error(`The description of the switch "${name}" must begin with "Whether"`);
	return { description: words };
}

function typeOf(schema: ApiSchema): string {
	const types = Array.isArray(schema.type)
		? schema.type
		: [schema.type ?? (schema.properties || schema.oneOf ? 'object' : 'string')];
	return types.find((type) => type !== 'null') ?? 'string';
}

function shape(schema: ApiSchema, type: Shape['type']): Shape {
	return {
		type,
		...(Array.isArray(schema.type) && schema.type.includes('null') ? { nullable: true } : {}),
		...(schema['x-unit'] ? { unit: schema['x-unit'] } : {}),
	};
}

function example(schema: ApiSchema): { placeholder?: string } {
	const [first] = schema.examples ?? [];
	return first === undefined || first === '' ? {} : { placeholder: `e.g. ${String(first)}` };
}

/** @param searchListMethod the method behind the searchable dropdown */
function locator(base: Base, schema: ApiSchema, searchListMethod: string): CompiledField {
	const type = typeOf(schema);
	return {
		property: {
			...base,
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod, searchable: true },
				},
				{ displayName: 'By ID', name: 'id', type: 'string', ...example(schema) },
			],
		},
		shape: shape(schema, type === 'integer' || type === 'number' ? type : 'string'),
	};
}

interface Choice {
	value: string | number | boolean;
	title: string;
	description?: string;
}

function choicesOf(schema: ApiSchema): Choice[] | undefined {
	if (schema.oneOf?.every((entry) => entry.const !== undefined)) {
		return schema.oneOf
			.filter((entry) => entry.const !== null)
			.map((entry) => ({
				value: entry.const as Choice['value'],
				title: entry.title ?? titleCase(String(entry.const)),
				description: sentence(entry.description),
			}));
	}
	if (!schema.enum) return undefined;
	return schema.enum
		.filter((value) => value !== null)
		.map((value) => ({ value: value as Choice['value'], title: titleCase(String(value)) }));
}

function optionsOf(choices: Choice[]): INodePropertyOptions[] {
	return byName(
		choices.map(({ value, title, description: words }) => ({
			name: title,
			value,
			...(words && words !== title ? { description: words } : {}),
		})),
	);
}

function choice(base: Base, schema: ApiSchema, choices: Choice[]): CompiledField {
	const options = optionsOf(choices);
	const wanted = choices.find((entry) => entry.value === schema.default)?.value ?? options[0]?.value ?? '';
	const kind = typeof choices[0]?.value;
	const type = kind === 'number' || kind === 'boolean' ? kind : 'string';
	return { property: { ...base, type: 'options', options, default: wanted }, shape: shape(schema, type) };
}

function number(base: Base, schema: ApiSchema): CompiledField {
	const type = typeOf(schema) === 'integer' && schema['x-unit'] !== 'cents' ? 'integer' : 'number';
	return {
		property: {
			...base,
			type: 'number',
			...limits(schema),
			default: typed(schema, schema.default) ?? 0,
			...numberExample(schema),
		},
		shape: shape(schema, type),
	};
}

/** A number of the document as a person types it: cents in reais. Undefined where there is none. */
function typed(schema: ApiSchema, value: unknown): number | undefined {
	const number = typeof value === 'string' ? Number(value.replace(',', '.')) : value;
	if (typeof number !== 'number') return undefined;
	return schema['x-unit'] === 'cents' ? number / 100 : number;
}

function numberExample(schema: ApiSchema): { placeholder?: string } {
	const first = typed(schema, schema.examples?.[0]);
	return first === undefined ? {} : { placeholder: `e.g. ${first}` };
}

function limits(schema: ApiSchema): Pick<INodeProperties, 'typeOptions'> {
	const typeOptions = {
		...(schema.minimum === undefined ? {} : { minValue: typed(schema, schema.minimum) }),
		...(schema.maximum === undefined ? {} : { maxValue: typed(schema, schema.maximum) }),
		...(schema['x-unit'] ? { numberPrecision: 2 } : {}),
	};
	return Object.keys(typeOptions).length > 0 ? { typeOptions } : {};
}

/** Days and times, whether the platform takes them as text or as a number. */
function datePicker(base: Base, schema: ApiSchema): CompiledField | undefined {
	const moment = (format?: Shape['format']): CompiledField => ({
		property: { ...base, type: 'dateTime', default: '' },
		shape: { ...shape(schema, 'dateTime'), ...(format ? { format } : {}) },
	});
	switch (schema.format ?? '') {
		case 'date':
			return {
				property: { ...base, type: 'dateTime', typeOptions: { dateOnly: true }, default: '' },
				shape: shape(schema, 'date'),
			};
		case 'date-time':
			return moment();
		case 'date-time-local':
			return moment('local');
		case 'unix-seconds':
			return moment('seconds');
		case 'unix-milliseconds':
			return moment('milliseconds');
		default:
			return undefined;
	}
}

function text(base: Base, source: FieldSource): CompiledField {
	const { schema } = source;
	switch (schema.format ?? '') {
		case 'binary':
			return file(base, source);
		case 'decimal':
		case 'decimal-comma':
			return {
				property: {
					...base,
					type: 'number',
					...limits(schema),
					default: typed(schema, schema.default) ?? 0,
					...numberExample(schema),
				},
				shape: { ...shape(schema, 'number'), asText: schema.format === 'decimal' ? 'point' : 'comma' },
			};
		default:
			return {
				property: {
					...base,
					type: 'string',
					...((schema.maxLength ?? 0) >= 250 ? { typeOptions: { rows: 3 } } : {}),
					default: typeof schema.default === 'string' ? schema.default : '',
					...example(schema),
				},
				shape: shape(schema, 'string'),
			};
	}
}

function file(base: Base, source: FieldSource): CompiledField {
	const maxBytes = source.schema['x-max-bytes'];
	return {
		property: {
			...base,
			displayName: `${base.displayName} Input Data Field Name`,
			type: 'string',
			default: 'data',
			description: sentence(base.description) ?? 'Name of the input field that holds the file',
			hint: 'The name of the input field containing the binary file data to be sent',
		},
		shape: {
			type: 'file',
			...(maxBytes === undefined ? {} : { maxBytes }),
			...(source.contentType ? { accept: source.contentType.split(',').map((type) => type.trim()) } : {}),
		},
	};
}

function array(base: Base, source: FieldSource, lists: ListRegistry): CompiledField {
	const items = source.schema.items ?? {};
	const choices = choicesOf(items);
	if (choices) {
		return {
			property: { ...base, type: 'multiOptions', options: optionsOf(choices), default: [] },
			shape: { ...shape(source.schema, 'array'), items: choice(base, items, choices).shape },
		};
	}
	if (isGroup(items)) return fixedCollection(base, source.schema, items, lists, true);
	const element = compileField(
		{ name: source.name, schema: { ...items, title: base.displayName }, required: false },
		lists,
	);
	if (element.property.type === 'json')
		return { property: { ...element.property, ...base, default: '[]' }, shape: shape(source.schema, 'json') };
	return {
		property: {
			...element.property,
			...base,
			typeOptions: {
				...element.property.typeOptions,
				multipleValues: true,
				multipleValueButtonText: 'Add Value',
			},
			default: [],
		},
		shape: { ...shape(source.schema, 'array'), items: element.shape },
	};
}

function isGroup(schema: ApiSchema): boolean {
	return schema.properties !== undefined || variantsOf(schema) !== undefined;
}

function object(base: Base, source: FieldSource, lists: ListRegistry): CompiledField {
	const { schema } = source;
	if (!isGroup(schema)) {
		return {
			property: { ...base, type: 'json', default: '{}', ...example(schema) },
			shape: shape(schema, 'json'),
		};
	}
	if (variantsOf(schema) || (schema.required ?? []).length > 0)
		return fixedCollection(base, schema, schema, lists, false);
	const { fields, members } = memberFields(schema, lists);
	return {
		property: { ...base, type: 'collection', placeholder: 'Add Field', default: {}, options: byName(fields) },
		shape: { ...shape(schema, 'object'), members },
	};
}

function fixedCollection(
	base: Base,
	outer: ApiSchema,
	group: ApiSchema,
	lists: ListRegistry,
	many: boolean,
): CompiledField {
	const variants = variantsOf(group);
	const { fields, members } = variants
		? variantFields(variants, group.title, lists)
		: groupFields(group, lists);
	const values: INodePropertyCollection = {
		displayName: group.title ?? base.displayName,
		name: GROUP,
		values: fields,
	};
	return {
		property: {
			...base,
			type: 'fixedCollection',
			placeholder: `Add ${group.title ?? base.displayName}`,
			...(many ? { typeOptions: { multipleValues: true } } : {}),
			default: {},
			options: [values],
		},
		shape: many
			? { ...shape(outer, 'array'), items: { type: 'object', members } }
			: { ...shape(outer, 'object'), group: GROUP, members },
	};
}

interface Group {
	fields: INodeProperties[];
	members: Record<string, Member>;
}

function memberFields(schema: ApiSchema, lists: ListRegistry, from = ''): Group {
	const group: Group = { fields: [], members: {} };
	for (const [name, member] of Object.entries(schema.properties ?? {})) {
		if (member.readOnly || member.deprecated) continue;
		const required = schema.required?.includes(name) ?? false;
		if (member.const !== undefined) {
			if (required)
				group.members[name] = { type: 'string', from: '', label: name, fixed: fixedValue(member) };
			continue;
		}
		const compiled = compileField({ name, schema: member, required }, lists);
		group.fields.push(compiled.property);
		group.members[name] = {
			...compiled.shape,
			from: from + compiled.property.name,
			label: compiled.property.displayName,
		};
	}
	return group;
}

/** The one value that the document allows: it is sent without asking. */
export function fixedValue(schema: ApiSchema): string | number | boolean {
	return schema.const as string | number | boolean;
}

/** Required members first; the optional ones behind "Additional Fields", so that only what was set is sent. */
function groupFields(schema: ApiSchema, lists: ListRegistry): Group {
	const required = new Set(schema.required ?? []);
	const part = (wanted: boolean): ApiSchema => ({
		...schema,
		properties: Object.fromEntries(
			Object.entries(schema.properties ?? {}).filter(([name]) => required.has(name) === wanted),
		),
	});
	const first = memberFields(part(true), lists);
	const rest = memberFields(part(false), lists, `${OPTIONAL_MEMBERS}.`);
	if (rest.fields.length === 0) return first;
	return {
		fields: [...first.fields, collection('Additional Fields', OPTIONAL_MEMBERS, rest.fields)],
		members: { ...first.members, ...rest.members },
	};
}

/** An `Additional Fields`, `Update Fields` or `Filters` collection. */
export function collection(displayName: string, name: string, options: INodeProperties[]): INodeProperties {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder: name === 'filters' ? 'Add Filter' : name === 'options' ? 'Add Option' : 'Add Field',
		default: {},
		options: byName(options),
	};
}

/** The variants of a `oneOf` whose kind a discriminator member tells; each variant fixes it by a `const`. */
function variantsOf({ discriminator, oneOf }: ApiSchema): Variants | undefined {
	if (!discriminator || !oneOf?.every((variant) => variant.properties)) return undefined;
	return { kind: discriminator.propertyName, schemas: oneOf };
}

interface Variants {
	/** Name of the member that tells the kind. */
	kind: string;
	schemas: ApiSchema[];
}

/** A selector for the kind, then the members of each kind, shown for it only. */
function variantFields({ kind, schemas }: Variants, title: string | undefined, lists: ListRegistry): Group {
	const kindField = camelCase(kind);
	const variants = schemas.map((variant) => ({
		variant,
		value: String(variant.properties?.[kind]?.const ?? ''),
	}));
	const selector = choice(
		{ displayName: titleCase(kind), name: kindField },
		{},
		variants.map(({ variant, value }) => ({
			value,
			title: variant.title ?? titleCase(value),
			description: sentence(variant.description),
		})),
	);
	const group: Group = {
		fields: [selector.property],
		members: { [kind]: { ...selector.shape, from: kindField, label: selector.property.displayName } },
	};
	const shown = new Map<string, { property: INodeProperties; kinds: string[] }>();
	for (const { variant, value } of variants) {
		const { fields, members } = groupFields(membersOfVariant(variant, kind, schemas), lists);
		for (const property of fields) {
			const key = JSON.stringify(property);
			shown.set(key, { property, kinds: [...(shown.get(key)?.kinds ?? []), value] });
		}
		for (const [name, member] of Object.entries(members)) {
			const { when, ...same } = group.members[name] ?? member;
			if (JSON.stringify(same) !== JSON.stringify(member)) {
				throw new Error(
					`The member "${name}" differs between the variants of ${title ?? kind}; give it one schema`,
				);
			}
			group.members[name] = { ...member, when: { from: kindField, oneOf: [...(when?.oneOf ?? []), value] } };
		}
	}
	for (const { property, kinds } of shown.values())
		group.fields.push({ ...property, displayOptions: { show: { [kindField]: kinds } } });
	return group;
}

/** A variant without its kind. A member that another variant leaves optional has its place among the optional ones. */
function membersOfVariant(variant: ApiSchema, kind: string, all: ApiSchema[]): ApiSchema {
	const { [kind]: _, ...properties } = variant.properties ?? {};
	const everywhere = (name: string) =>
		all.every((other) => other.properties?.[name] === undefined || other.required?.includes(name));
	return { ...variant, properties, required: variant.required?.filter(everywhere) };
}
