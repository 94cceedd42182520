import type { INodeProperties } from 'n8n-workflow';
import type { Shape } from '../types';
import type { ApiSchema } from './document';
import { shape, type Base, type CompiledField, type FieldSource } from './compiledField';
import { fixedValue, groupFields, type Compile } from './groups';
import { camelCase, titleCase } from './wording';

/**
 * An object of which a person is asked one member only, such as an amount beside a fixed currency: shown as that one
 * field. Undefined where there is more to ask.
 */
export function onlyMember(source: FieldSource, compile: Compile): CompiledField | undefined {
	const { schema } = source;
	const members = Object.entries(schema.properties ?? {}).filter(
		([, member]) => !member.readOnly && !member.deprecated,
	);
	const asked = members.filter(([, member]) => member.const === undefined);
	const fixed = members.filter(([name, member]) => member.const !== undefined && isRequired(schema, name));
	const [only] = asked;
	if (!only || asked.length > 1 || asked.length + fixed.length < members.length) return undefined;
	const [name, member] = only;
	if (fixed.length === 0 && !isRequired(schema, name)) return undefined;
	const inner = compile({
		...source,
		schema: {
			...member,
			title: schema.title ?? titleCase(source.name),
			description: schema.description ?? member.description,
			examples: schema.examples ? schema.examples.map((value) => memberOf(value, name)) : member.examples,
			default: memberOf(schema.default, name) ?? member.default,
		},
	});
	return {
		property: inner.property,
		shape: {
			...inner.shape,
			...(isNullable(schema) ? { nullable: true } : {}),
			inside: {
				member: name,
				fixed: Object.fromEntries(fixed.map(([key, value]) => [key, fixedValue(value)])),
			},
		},
	};
}

/** Form name of the value in the groups of a map whose entries are no objects. */
const VALUE = 'value';
const GROUP = 'values';

/**
 * A map, such as products by their id: a list of groups whose first field is the key. Undefined where the document does
 * not say what the keys are.
 */
export function keyed(base: Base, source: FieldSource, compile: Compile): CompiledField | undefined {
	const { propertyNames, additionalProperties } = source.schema;
	if (!propertyNames || typeof additionalProperties !== 'object') return undefined;
	const title = propertyNames.title ?? 'Key';
	const key = compile({ name: camelCase(title), schema: { ...propertyNames, title }, required: true });
	const entry = entryFields(additionalProperties, compile);
	if (entry.fields.some((field) => field.name === key.property.name))
		throw new Error(`${source.name}: the key and a member of its entries are both "${key.property.name}"`);
	const group = additionalProperties.title ?? base.displayName;
	return {
		property: {
			...base,
			type: 'fixedCollection',
			placeholder: `Add ${group}`,
			typeOptions: { multipleValues: true },
			default: {},
			options: [{ displayName: group, name: GROUP, values: [key.property, ...entry.fields] }],
		},
		shape: {
			...shape(source.schema, 'map'),
			key: { ...key.shape, from: key.property.name, label: title },
			...entry.shape,
		},
	};
}

interface EntryFields {
	fields: INodeProperties[];
	shape: Pick<Shape, 'items' | 'entry'>;
}

function entryFields(schema: ApiSchema, compile: Compile): EntryFields {
	if (schema.properties) {
		const { fields, members } = groupFields(schema, compile);
		return { fields, shape: { items: { type: 'object', members } } };
	}
	const { property, shape: own } = compile({
		name: VALUE,
		schema: { title: 'Value', ...schema },
		required: true,
	});
	return {
		fields: [property],
		shape: { entry: { ...own, from: property.name, label: property.displayName } },
	};
}

function isRequired(schema: ApiSchema, name: string): boolean {
	return schema.required?.includes(name) ?? false;
}

function isNullable(schema: ApiSchema): boolean {
	return Array.isArray(schema.type) && schema.type.includes('null');
}

function memberOf(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
