import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import type { Member } from '../types';
import { choice, choicesOf, optionsOf } from './choices';
import type { ApiSchema } from './document';
import { example, shape, type Base, type CompiledField, type FieldSource } from './compiledField';
import { byName, camelCase, sentence, titleCase } from './wording';

/** Compiles a member: members are fields themselves. */
export type Compile = (source: FieldSource) => CompiledField;

/** Name of the collection for the optional members of a group that has required ones. */
const OPTIONAL_MEMBERS = 'additionalFields';
const GROUP = 'values';
/** From here on n8n wants the members of a group in alphabetical order; the kind of a variant comes first all the same. */
const MANY = 5;

/** A list: of choices, of groups, or of single values. */
export function array(base: Base, source: FieldSource, compile: Compile): CompiledField {
	const items = source.schema.items ?? {};
	const choices = choicesOf(items);
	if (choices) {
		return {
			property: { ...base, type: 'multiOptions', options: optionsOf(choices), default: [] },
			shape: { ...shape(source.schema, 'array'), items: choice(base, items, choices).shape },
		};
	}
	if (isGroup(items)) return fixedCollection(base, source.schema, items, compile, true);
	const element = compile({
		name: source.name,
		schema: { ...items, title: base.displayName },
		required: false,
	});
	if (element.property.type === 'json')
		return { property: { ...element.property, ...base, default: '[]' }, shape: shape(source.schema, 'json') };
	// n8n wants the default of a number to be one, also of a list of them: they are typed as text and sent as numbers
	const { typeOptions, ...property } = isNumber(element)
		? { ...element.property, type: 'string' as const, typeOptions: {} }
		: element.property;
	return {
		property: {
			...property,
			...base,
			typeOptions: {
				...typeOptions,
				multipleValues: true,
				multipleValueButtonText: 'Add Value',
			},
			default: [],
		},
		shape: { ...shape(source.schema, 'array'), items: element.shape },
	};
}

function isNumber({ property }: CompiledField): boolean {
	return property.type === 'number';
}

function isGroup(schema: ApiSchema): boolean {
	return schema.properties !== undefined || variantsOf(schema) !== undefined;
}

/** An object: a collection, a group where it has required members, JSON where its members are unknown. */
export function object(base: Base, source: FieldSource, compile: Compile): CompiledField {
	const { schema } = source;
	if (!isGroup(schema)) {
		return {
			property: { ...base, type: 'json', default: '{}', ...example(schema) },
			shape: shape(schema, 'json'),
		};
	}
	if (variantsOf(schema) || (schema.required ?? []).length > 0)
		return fixedCollection(base, schema, schema, compile, false);
	const { fields, members } = memberFields(schema, compile);
	return {
		property: { ...base, type: 'collection', placeholder: 'Add Field', default: {}, options: byName(fields) },
		shape: { ...shape(schema, 'object'), members },
	};
}

function fixedCollection(
	base: Base,
	outer: ApiSchema,
	group: ApiSchema,
	compile: Compile,
	many: boolean,
): CompiledField {
	const variants = variantsOf(group);
	const { fields, members } = variants
		? variantFields(variants, group.title, compile)
		: groupFields(group, compile);
	const title = group.title ?? base.displayName;
	const values: INodePropertyCollection = {
		displayName: title,
		name: GROUP,
		values: variants || fields.length < MANY || isAddress(title) ? fields : byName(fields),
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

/** n8n's exception: an address is read from the street to the postal code. */
function isAddress(title: string): boolean {
	return title.toLowerCase().includes('address');
}

interface Group {
	fields: INodeProperties[];
	members: Record<string, Member>;
}

function memberFields(schema: ApiSchema, compile: Compile, from = ''): Group {
	const group: Group = { fields: [], members: {} };
	for (const [name, member] of Object.entries(schema.properties ?? {})) {
		if (member.readOnly || member.deprecated || member['x-internal'] !== undefined) continue;
		const required = schema.required?.includes(name) ?? false;
		if (member.const !== undefined) {
			if (required)
				group.members[name] = { type: 'string', from: '', label: name, fixed: fixedValue(member) };
			continue;
		}
		const compiled = compile({ name, schema: member, required });
		group.fields.push(compiled.property);
		group.members[name] = {
			...compiled.shape,
			from: from + compiled.property.name,
			label: compiled.property.displayName,
		};
	}
	return group;
}

/** Required members first; the optional ones behind "Additional Fields", so that only what was set is sent. */
export function groupFields(schema: ApiSchema, compile: Compile): Group {
	const required = new Set(schema.required ?? []);
	const part = (wanted: boolean): ApiSchema => ({
		...schema,
		properties: Object.fromEntries(
			Object.entries(schema.properties ?? {}).filter(([name]) => required.has(name) === wanted),
		),
	});
	const first = memberFields(part(true), compile);
	const rest = memberFields(part(false), compile, `${OPTIONAL_MEMBERS}.`);
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

/** The one value that the document allows: it is sent without asking. */
export function fixedValue(schema: ApiSchema): string | number | boolean {
	return schema.const as string | number | boolean;
}

/** The variants of a `oneOf` whose kind a discriminator member tells; each variant fixes it by a `const`. */
export function variantsOf({ discriminator, oneOf }: ApiSchema): Variants | undefined {
	if (!discriminator || !oneOf?.every((variant) => variant.properties)) return undefined;
	return { kind: discriminator.propertyName, schemas: oneOf };
}

export interface Variants {
	/** Name of the member that tells the kind. */
	kind: string;
	schemas: ApiSchema[];
}

/** The label of the kind, from the first variant that has one. */
export function titleOfKind({ kind, schemas }: Variants): string {
	return schemas.map((schema) => schema.properties?.[kind]?.title).find(Boolean) ?? titleCase(kind);
}

/** A selector for the kind, then the members of each kind, shown for it only. */
function variantFields({ kind, schemas }: Variants, title: string | undefined, compile: Compile): Group {
	const kindField = camelCase(kind);
	const variants = schemas.map((variant) => ({
		variant,
		value: String(variant.properties?.[kind]?.const ?? ''),
	}));
	const selector = choice(
		{ displayName: titleOfKind({ kind, schemas }), name: kindField },
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
		const { fields, members } = groupFields(membersOfVariant(variant, kind, schemas), compile);
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
