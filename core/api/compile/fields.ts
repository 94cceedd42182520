import { choice, choicesOf } from './choices';
import type { ApiSchema } from './document';
import { typeOf, type CompiledField, type FieldSource } from './compiledField';
import { array, object } from './groups';
import { keyed, onlyMember } from './objects';
import { datePicker, locator, multiplePicker, number, text, toggle } from './scalars';
import { camelCase, sentence, titleCase } from './wording';

/** Names the listSearch method of a searchable dropdown. */
export type ListRegistry = (list: NonNullable<ApiSchema['x-list']>) => string;

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
	const compile = (member: FieldSource) => compileField(member, lists);
	switch (typeOf(schema)) {
		case 'boolean':
			return toggle(base, source);
		case 'integer':
		case 'number':
			return number(base, schema);
		case 'array':
			return schema.items?.['x-list']
				? multiplePicker(base, schema, schema.items, lists(schema.items['x-list']))
				: array(base, source, compile);
		case 'object':
			return onlyMember(source, compile) ?? keyed(base, source, compile) ?? object(base, source, compile);
		default:
			return text(base, source);
	}
}

function description(source: FieldSource): { description?: string } {
	const words = sentence(source.description ?? source.schema.description);
	return words === undefined ? {} : { description: words };
}
