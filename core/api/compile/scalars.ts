import type { INodeProperties } from 'n8n-workflow';
import type { Shape } from '../types';
import type { ApiSchema } from './document';
import { example, shape, typeOf, type Base, type CompiledField, type FieldSource } from './compiledField';
import { sentence } from './wording';

/** A switch. @throws Error where its description does not say what is switched */
export function toggle(base: Base, { name, schema }: FieldSource): CompiledField {
	if (!base.description?.startsWith('Whether')) {
		throw new Error(`The description of the switch "${name}" must begin with "Whether"`);
	}
	return {
		property: { ...base, type: 'boolean', default: schema.default === true },
		shape: shape(schema, 'boolean'),
	};
}

/**
 * The id of an existing thing: chosen from a list, or typed.
 * @param searchListMethod the method behind the searchable dropdown
 */
export function locator(base: Base, schema: ApiSchema, searchListMethod: string): CompiledField {
	const type = typeOf(schema);
	return {
		property: {
			...base,
			type: 'resourceLocator',
			...(schema['x-list']?.given ? { typeOptions: dependsOn(schema) } : {}),
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

const FROM_LIST =
	'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';

/** The ids of existing things: several chosen from a list. */
export function multiplePicker(
	base: Base,
	schema: ApiSchema,
	items: ApiSchema,
	loadOptionsMethod: string,
): CompiledField {
	const type = typeOf(items);
	return {
		property: {
			...base,
			displayName: `${items.title ?? base.displayName} Names or IDs`,
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod, ...dependsOn(items) },
			default: [],
			description: base.description ? `${base.description}. ${FROM_LIST}.` : FROM_LIST,
		},
		shape: {
			...shape(schema, 'array'),
			items: shape(items, type === 'integer' || type === 'number' ? type : 'string'),
		},
	};
}

/** The fields that narrow a list: n8n loads it again when one of them changes. */
function dependsOn(schema: ApiSchema): { loadOptionsDependsOn?: string[] } {
	const given = Object.values(schema['x-list']?.given ?? {});
	return given.length > 0 ? { loadOptionsDependsOn: given } : {};
}

export function number(base: Base, schema: ApiSchema): CompiledField {
	const type = typeOf(schema) === 'integer' && schema['x-unit'] !== 'cents' ? 'integer' : 'number';
	return {
		property: numberProperty(base, schema),
		shape: shape(schema, type),
	};
}

function numberProperty(base: Base, schema: ApiSchema): INodeProperties {
	return {
		...base,
		type: 'number',
		...limits(schema),
		default: typed(schema, schema.default) ?? 0,
		...numberExample(schema),
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
export function datePicker(base: Base, schema: ApiSchema): CompiledField | undefined {
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
		case 'date-time-utc':
			return moment('utc');
		case 'unix-seconds':
			return moment('seconds');
		case 'unix-milliseconds':
			return moment('milliseconds');
		default:
			return undefined;
	}
}

/** Text, files, times of day, and numbers that the platform takes as text. */
export function text(base: Base, source: FieldSource): CompiledField {
	const { schema } = source;
	switch (schema.format ?? '') {
		case 'binary':
			return file(base, source);
		case 'time':
			return {
				property: { ...base, type: 'string', default: '', ...timeExample(schema) },
				shape: shape(schema, 'time'),
			};
		case 'decimal':
		case 'decimal-comma':
			return {
				property: numberProperty(base, schema),
				shape: { ...shape(schema, 'number'), asText: schema.format === 'decimal' ? 'point' : 'comma' },
			};
		default:
			return {
				property: {
					...base,
					type: 'string',
					...textOptions(schema),
					default: typeof schema.default === 'string' ? schema.default : '',
					...example(schema),
				},
				shape: shape(schema, 'string'),
			};
	}
}

function textOptions(schema: ApiSchema): Pick<INodeProperties, 'typeOptions'> {
	if (schema.format === 'password') return { typeOptions: { password: true } };
	return (schema.maxLength ?? 0) >= 250 ? { typeOptions: { rows: 3 } } : {};
}

/** A time of day as a person types it, without seconds and offset. */
function timeExample(schema: ApiSchema): { placeholder?: string } {
	return example({ examples: (schema.examples ?? ['09:00']).map((time) => String(time).slice(0, 5)) });
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
