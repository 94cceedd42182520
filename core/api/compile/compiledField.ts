import type { INodeProperties } from 'n8n-workflow';
import type { Shape } from '../types';
import type { ApiSchema } from './document';

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

/** What every field has, whatever its type. */
export type Base = Pick<INodeProperties, 'displayName' | 'name' | 'required' | 'description'>;

/** The one type of a schema, null left aside; text where none is given. */
export function typeOf(schema: ApiSchema): string {
	const types = Array.isArray(schema.type)
		? schema.type
		: [schema.type ?? (schema.properties || schema.oneOf ? 'object' : 'string')];
	return types.find((type) => type !== 'null') ?? 'string';
}

/** What every shape takes over from its schema. */
export function shape(schema: ApiSchema, type: Shape['type']): Shape {
	return {
		type,
		...(Array.isArray(schema.type) && schema.type.includes('null') ? { nullable: true } : {}),
		...(schema['x-unit'] ? { unit: schema['x-unit'] } : {}),
	};
}

/** The first example as n8n words a placeholder. */
export function example(schema: ApiSchema): { placeholder?: string } {
	const [first] = schema.examples ?? [];
	return first === undefined || first === '' ? {} : { placeholder: `e.g. ${String(first)}` };
}
