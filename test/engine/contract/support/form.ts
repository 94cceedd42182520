import type {
	IBinaryData,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	NodeParameterValueType,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import type { DocumentedOperation, Schema } from './documents';
import { labelOf, localTime, membersOf, onlyAsked, type WireValue } from './samples';

export interface FilledForm {
	parameters: INodeParameters;
	/** The files that the item must carry, by the name of their field. */
	files: Record<string, IBinaryData>;
}

/** The picture that every file field gets: the smallest PNG there is. */
export const PICTURE = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
	'base64',
);
export const PICTURE_NAME = 'photo.png';

/**
 * Fills in the form of a node as a person would who has these values before them: chooses resource and operation,
 * looks for the field of each value among those that are shown, adds it where it stands in a collection, and types,
 * picks or chooses the value there.
 */
export class Form {
	private readonly values: INodeParameters;

	private readonly files: Record<string, IBinaryData> = {};

	/** @throws Error where the node has no such resource or operation */
	constructor(
		private readonly properties: INodeProperties[],
		{ resource, operation }: Pick<DocumentedOperation, 'resource' | 'operation'>,
	) {
		this.values = { resource: '', operation: '' };
		this.choose('resource', resource);
		this.choose('operation', operation);
	}

	/** @throws Error naming the value for which there is no field, or two */
	fill(wires: WireValue[]): this {
		this.enter(this.properties, this.values, wires, 'the form');
		return this;
	}

	/** Sets a parameter of the node itself, such as Return All, if it is shown. */
	set(name: string, value: NodeParameterValueType): this {
		if (this.shown(this.properties, this.values, named(name)).length > 0) this.values[name] = value;
		return this;
	}

	/** Sets one of the Options, if it is offered. */
	option(name: string, value: NodeParameterValueType): this {
		const [options] = this.shown(this.properties, this.values, named('options'));
		const offered = (options?.options ?? []) as INodeProperties[];
		if (!offered.some((option) => option.name === name)) return this;
		this.values.options = { ...(this.values.options as INodeParameters | undefined), [name]: value };
		return this;
	}

	/** Chooses members under Fields to Clear. */
	clear(names: string[]): this {
		for (const name of names) {
			const { property, values } = this.find(this.properties, this.values, 'clearFields');
			const chosen = (values[property.name] ?? []) as string[];
			this.refuseUnlessOffered(property, [name], 'Fields to Clear');
			values[property.name] = [...chosen, name];
		}
		return this;
	}

	filled(): FilledForm {
		return { parameters: this.values, files: this.files };
	}

	private choose(name: string, value: string): void {
		const { property, values } = this.find(this.properties, this.values, name);
		this.refuseUnlessOffered(property, [value], name);
		values[name] = value;
	}

	/** Values of one level, such as the members of a group: the kind first, as other fields depend on it. */
	private enter(level: INodeProperties[], values: INodeParameters, wires: WireValue[], place: string): void {
		for (const { name, schema, value } of wires) {
			const found = this.find(level, values, name, schema, place);
			found.values[found.property.name] = this.typed(found.property, schema, value, `${place} > ${name}`);
		}
	}

	/** The field for a name on the wire: on this level, or in one of its collections, which then is opened. */
	private find(
		level: INodeProperties[],
		values: INodeParameters,
		name: string,
		schema?: Schema,
		place = 'the form',
	): { property: INodeProperties; values: INodeParameters } {
		const isWanted = named(name, schema);
		const direct = this.shown(level, values, isWanted);
		const inside = level
			.filter((property) => property.type === 'collection' && isOptionalPart(property))
			.filter((property) => this.isShown(property, values))
			.flatMap((collection) =>
				this.shown(collection.options as INodeProperties[], {}, isWanted).map((property) => ({
					property,
					collection: collection.name,
				})),
			);
		const [first] = direct;
		const [optional] = inside;
		if (direct.length + inside.length > 1) throw new Error(`${place} has more than one field "${name}"`);
		if (first) return { property: first, values };
		if (!optional) throw new Error(`${place} has no field "${name}"`);
		const opened = (values[optional.collection] ??= {}) as INodeParameters;
		return { property: optional.property, values: opened };
	}

	private shown(
		level: INodeProperties[],
		values: INodeParameters,
		isWanted: (property: INodeProperties) => boolean,
	): INodeProperties[] {
		return level.filter((property) => isWanted(property) && this.isShown(property, values));
	}

	/** Judged by n8n's own code. */
	private isShown(property: INodeProperties, values: INodeParameters): boolean {
		return NodeHelpers.displayParameter(values, property, null, null, this.values);
	}

	/** A value of the wire as it is typed, picked or chosen. */
	private typed(
		property: INodeProperties,
		schema: Schema,
		value: unknown,
		place: string,
	): NodeParameterValueType {
		const only = onlyAsked(schema);
		if (only && property.type !== 'json') {
			const member = (value as Record<string, unknown>)[only.name];
			return this.typed(property, only.schema, member, `${place} > ${only.name}`);
		}
		if (property.typeOptions?.multipleValues && property.type !== 'fixedCollection') {
			const single = { ...property, typeOptions: { ...property.typeOptions, multipleValues: false } };
			const entries = (value as unknown[]).map((entry) =>
				this.typed(single, schema.items ?? schema, entry, place),
			);
			return entries as NodeParameterValueType;
		}
		switch (property.type as string) {
			case 'resourceLocator':
				return { __rl: true, mode: 'id', value: String(value) };
			case 'multiOptions':
				this.refuseUnlessOffered(property, value as unknown[], place);
				return value as NodeParameterValueType;
			case 'options':
				this.refuseUnlessOffered(property, [value], place);
				return value as NodeParameterValueType;
			case 'json':
				return JSON.stringify(value);
			case 'collection':
				return this.collection(property, schema, value as Record<string, unknown>, place);
			case 'fixedCollection':
				return this.groups(property, schema, value, place);
			default:
				return schema.format === 'binary'
					? this.attach(property)
					: scalarTyped(property, schema, value, place);
		}
	}

	private attach(property: INodeProperties): string {
		this.files[property.name] = {
			data: PICTURE.toString('base64'),
			mimeType: 'image/png',
			fileName: PICTURE_NAME,
		};
		return property.name;
	}

	private collection(
		property: INodeProperties,
		schema: Schema,
		value: Record<string, unknown>,
		place: string,
	): INodeParameters {
		const values: INodeParameters = {};
		this.enter(property.options as INodeProperties[], values, membersOf(schema, value), place);
		return values;
	}

	/** One group, a list of them, or a map whose first field is the key. */
	private groups(property: INodeProperties, schema: Schema, value: unknown, place: string): INodeParameters {
		const [group] = property.options as INodePropertyCollection[];
		if (!group) throw new Error(`${place} is a group without fields`);
		const row = (of: Schema, members: unknown, before: INodeParameters = {}) => {
			const values = { ...before };
			this.enter(group.values, values, membersOf(of, members as Record<string, unknown>), place);
			return values;
		};
		if (!property.typeOptions?.multipleValues) return { [group.name]: row(schema, value) };
		if (Array.isArray(value)) {
			return { [group.name]: value.map((entry) => row(schema.items ?? schema, entry)) };
		}
		const [key, single] = group.values;
		if (!key || !schema.propertyNames || !schema.additionalProperties) {
			throw new Error(`${place} is a list of groups, but its value is none`);
		}
		const { propertyNames, additionalProperties } = schema;
		return {
			[group.name]: Object.entries(value as Record<string, unknown>).map(([name, entry]) => {
				const keyed = { [key.name]: this.typed(key, propertyNames, name, place) };
				if (additionalProperties.properties) return row(additionalProperties, entry, keyed);
				if (!single) throw new Error(`${place} has no field for its values`);
				return { ...keyed, [single.name]: this.typed(single, additionalProperties, entry, place) };
			}),
		};
	}

	/** A person can only choose what the list offers; where it is loaded from the platform, anything. */
	private refuseUnlessOffered(property: INodeProperties, values: unknown[], place: string): void {
		if (property.typeOptions?.loadOptionsMethod) return;
		const offered = (property.options ?? []).map((option) => 'value' in option && option.value);
		const missing = values.find((value) => !offered.includes(value as string));
		if (missing !== undefined) throw new Error(`${place} does not offer ${JSON.stringify(missing)}`);
	}
}

/** Names of the collections in which optional fields stand. */
const isOptionalPart = ({ name }: INodeProperties) =>
	['filters', 'updateFields', 'additionalFields'].includes(name);

/** Names of n8n's own fields: an optional one of the platform's under such a name is called by its title. */
const OWN_NAMES = ['limit', 'operation', 'resource', 'output', 'options', 'filters'];

/** Tells the field of a name on the wire. A body that is no object has no name: its field bears the body's title. */
function named(name: string, schema?: Schema): (property: INodeProperties) => boolean {
	const asked = OWN_NAMES.includes(plain(name)) ? (schema?.title ?? name) : name;
	if (name !== '') return (property) => plain(property.name) === plain(asked);
	const label = schema ? labelOf('Body', schema) : 'Body';
	return (property) => plain(property.displayName) === plain(label);
}

/** `order_id`, `orderId` and `Order ID` are one name. */
const plain = (name: string) => name.replace(/[^\p{L}\d]/gu, '').toLowerCase();

function scalarTyped(
	{ type }: INodeProperties,
	schema: Schema,
	value: unknown,
	place: string,
): NodeParameterValueType {
	switch (type as string) {
		case 'dateTime':
			return picked(schema, value);
		case 'number': {
			const number = Number(String(value).replace(',', '.'));
			return schema['x-unit'] === 'cents' ? number / 100 : number;
		}
		case 'boolean':
			return value as boolean;
		case 'string':
			return schema.format === 'time' ? String(value).slice(0, 5) : String(value);
		default:
			throw new Error(`${place} is a field of type ${type}, which nobody can fill in`);
	}
}

/** What n8n's date picker gives for a moment or day of the wire: the store's clock, no zone. */
function picked({ format }: Schema, value: unknown): string {
	switch (format ?? '') {
		case 'date':
			return `${String(value)}T00:00:00`;
		case 'date-time-local':
			return String(value).replace(' ', 'T');
		case 'date-time-utc':
			return localTime(Date.parse(`${String(value).replace(' ', 'T')}Z`));
		case 'unix-seconds':
			return localTime(Number(value) * 1000);
		case 'unix-milliseconds':
			return localTime(Number(value));
		default:
			return localTime(Date.parse(String(value)));
	}
}
