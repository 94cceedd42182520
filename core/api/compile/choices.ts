import type { INodePropertyOptions } from 'n8n-workflow';
import type { ApiSchema } from './document';
import { shape, type Base, type CompiledField } from './compiledField';
import { byName, sentence, titleCase } from './wording';

export interface Choice {
	value: string | number | boolean;
	title: string;
	description?: string;
}

/** The values that a schema allows, with their labels; undefined where it allows more than a list. */
export function choicesOf(schema: ApiSchema): Choice[] | undefined {
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

export function optionsOf(choices: Choice[]): INodePropertyOptions[] {
	return byName(
		choices.map(({ value, title, description: words }) => ({
			name: title,
			value,
			...(words && words !== title ? { description: words } : {}),
		})),
	);
}

export function choice(base: Base, schema: ApiSchema, choices: Choice[]): CompiledField {
	const options = optionsOf(choices);
	const wanted = choices.find((entry) => entry.value === schema.default)?.value ?? options[0]?.value ?? '';
	const kind = typeof choices[0]?.value;
	const type = kind === 'number' || kind === 'boolean' ? kind : 'string';
	return { property: { ...base, type: 'options', options, default: wanted }, shape: shape(schema, type) };
}
