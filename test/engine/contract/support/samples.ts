import type { Parameter, Schema } from './documents';

/** A value on its way to the platform, and the place that it has there. */
export interface WireValue {
	/** Name on the wire; empty for a body that is no object. */
	name: string;
	schema: Schema;
	value: unknown;
}

/**
 * Values that the document itself names, as the platform gets them: `const`, else the first of `examples`, else
 * `default`, else the first choice, else one made of type, format and minimum.
 */
export class Samples {
	/** The most kinds that any `oneOf` with a discriminator had. */
	kinds = 1;

	/**
	 * @param extent required members only, or all of them
	 * @param kind which kind of a `oneOf` with a discriminator is taken, where there are that many
	 */
	constructor(
		private readonly extent: 'minimal' | 'full',
		private readonly kind = 0,
	) {}

	get isFull(): boolean {
		return this.extent === 'full';
	}

	parameters(parameters: Parameter[]): Parameter[] {
		return parameters.filter((one) => this.isGiven(one.schema, one.required));
	}

	value(schema: Schema): unknown {
		if (schema.const !== undefined) return schema.const;
		const kinds = kindsOf(schema);
		if (kinds) {
			this.kinds = Math.max(this.kinds, kinds.length);
			const chosen = kinds[this.kind % kinds.length] as Schema;
			return firstExample(chosen) ?? this.members(chosen);
		}
		return firstExample(schema) ?? inForm(schema, schema.default) ?? firstChoice(schema) ?? this.made(schema);
	}

	private made(schema: Schema): unknown {
		const moment = MADE_NUMBERS[schema.format ?? ''];
		if (moment !== undefined) return moment;
		switch (typeOf(schema)) {
			case 'boolean':
				return true;
			case 'integer':
			case 'number':
				return schema.minimum ?? Math.min(1, schema.maximum ?? 1);
			case 'array':
				return this.elements(schema);
			case 'object':
				return this.members(schema);
			default:
				return MADE_TEXTS[schema.format ?? ''] ?? 'text'.padEnd(schema.minLength ?? 0, 't');
		}
	}

	/** As many elements as there must be, one at least. A list of choices has every choice when it is full. */
	private elements({ items, minItems = 1 }: Schema): unknown[] {
		const element = items ?? { nullable: false, required: [] };
		const choices = choicesOf(element);
		if (choices) return choices.slice(0, this.extent === 'full' ? undefined : Math.max(1, minItems));
		return Array.from({ length: Math.max(1, minItems) }, () => this.value(element));
	}

	private members(schema: Schema): Record<string, unknown> {
		const { properties, propertyNames, additionalProperties } = schema;
		if (!properties && propertyNames && additionalProperties) {
			return { [String(this.value(propertyNames))]: this.value(additionalProperties) };
		}
		if (!properties) return this.extent === 'full' ? { anything: 'text' } : {};
		const given = Object.entries(properties).filter(([name, member]) =>
			this.isGiven(member, schema.required.includes(name)),
		);
		const first = Object.entries(properties).slice(0, schema.minProperties ?? 0);
		return Object.fromEntries(
			(given.length < first.length ? first : given).map(([name, member]) => [name, this.value(member)]),
		);
	}

	private isGiven(schema: Schema, required: boolean): boolean {
		if (!isSent(schema)) return false;
		// an optional constant is no choice of a person, so it is left out
		if (schema.const !== undefined) return required;
		return required || this.extent === 'full';
	}
}

/** What a platform of Brazil might get, in the spelling of the wire. */
const MADE_TEXTS: Record<string, string> = {
	date: '2026-11-21',
	'date-time': '2026-11-21T19:05:12-03:00',
	'date-time-local': '2026-11-21 19:05:12',
	'date-time-utc': '2026-11-21 22:05:12',
	time: '09:00:00-03:00',
	decimal: '1.5',
	'decimal-comma': '1,5',
	email: 'ana@example.com',
	uri: 'https://example.com/photo.png',
	binary: 'file',
};

const MADE_NUMBERS: Record<string, number> = {
	'unix-seconds': Date.parse('2026-11-21T19:05:12-03:00') / 1000,
	'unix-milliseconds': Date.parse('2026-11-21T19:05:12-03:00'),
};

/** The kinds of a `oneOf` that a discriminator tells apart. */
export function kindsOf({ discriminator, oneOf }: Schema): Schema[] | undefined {
	return discriminator && oneOf?.every((kind) => kind.properties) ? oneOf : undefined;
}

/** The values that a schema allows, where they are counted. */
export function choicesOf(schema: Schema): unknown[] | undefined {
	const choices = schema.enum ?? (schema.oneOf?.every(isChoice) ? schema.oneOf.map(valueOf) : undefined);
	return choices?.filter((choice) => choice !== null);
}

/** The members of an object that a person is asked for, the one that tells its kind first. */
export function membersOf(schema: Schema, value: Record<string, unknown>): WireValue[] {
	const kindName = schema.discriminator?.propertyName ?? '';
	const { properties = {} } = kindOf(schema, value);
	const asked = Object.entries(properties).filter(
		([name, member]) => name in value && (isAsked(member) || (kindsOf(schema) && name === kindName)),
	);
	return asked
		.sort(([a], [b]) => Number(b === kindName) - Number(a === kindName))
		.map(([name, member]) => ({ name, schema: member, value: value[name] }));
}

/**
 * The one member that is asked of an object whose others are constants, such as the amount of money: such an object is
 * one field.
 */
export function onlyAsked(schema: Schema): { name: string; schema: Schema } | undefined {
	const sent = Object.entries(schema.properties ?? {}).filter(([, member]) => isSent(member));
	const constants = sent.filter(([, member]) => member.const !== undefined);
	const [only, ...others] = sent.filter(([, member]) => member.const === undefined);
	if (!only || others.length > 0) return undefined;
	const [name, member] = only;
	const needed = sent.map(([one]) => one).filter((one) => constants.length === 0 || one !== name);
	return needed.every((one) => schema.required.includes(one)) ? { name, schema: member } : undefined;
}

/** What a field is called: by its title, else by its name; files and lists of IDs say what they are. */
export function labelOf(name: string, schema: Schema): string {
	const label = schema.title ?? name;
	if (schema.format === 'binary') return `${label} Input Data Field Name`;
	const isListed = typeOf(schema) === 'array' && schema.items?.['x-list'];
	return isListed ? `${schema.items?.title ?? label} Names or IDs` : label;
}

/** True for what is sent as null or empty text when a person leaves it out, although it is required. */
export function mayBeEmpty(schema: Schema): boolean {
	return schema.nullable || schema.default === '';
}

/** False for what is never sent, and for what is always sent alike. */
export function isAsked(schema: Schema): boolean {
	return isSent(schema) && schema.const === undefined;
}

/** False for what a person never sends: what only the platform or the credential writes, and what is out of date. */
function isSent({ readOnly, deprecated, 'x-internal': internal }: Schema): boolean {
	return !readOnly && !deprecated && internal === undefined;
}

export function typeOf(schema: Schema): string {
	return schema.type ?? (schema.properties || schema.oneOf ? 'object' : 'string');
}

const isChoice = (schema: Schema) => schema.const !== undefined || schema.type === 'null';
const valueOf = (schema: Schema) => (schema.const === undefined ? null : schema.const);

function firstExample(schema: Schema): unknown {
	return inForm(
		schema,
		schema.examples?.find((example) => example !== null),
	);
}

function firstChoice(schema: Schema): unknown {
	return choicesOf(schema)?.[0];
}

/** Clocks of the store are three hours behind UTC, all year round. */
const OFFSET = '-03:00';
const OFFSET_MILLISECONDS = -3 * 60 * 60 * 1000;

/** A value of the document in the one spelling in which it is sent: times in the store's zone, numbers as short as they are. */
function inForm(schema: Schema, value: unknown): unknown {
	if (value === undefined || value === null) return undefined;
	if (Array.isArray(value)) return value.map((entry) => inForm(schema.items ?? schema, entry));
	if (typeof value === 'object') {
		const kind = kindOf(schema, value as Record<string, unknown>);
		return Object.fromEntries(
			Object.entries(value).map(([name, entry]) => {
				const member = kind.properties?.[name] ?? (kind.properties ? undefined : kind.additionalProperties);
				return [name, member ? inForm(member, entry) : entry];
			}),
		);
	}
	switch (schema.format ?? '') {
		case 'date-time':
			return `${localTime(Date.parse(String(value)))}${OFFSET}`;
		case 'time': {
			const [, clock = '', seconds = '00'] = /^(\d\d:\d\d)(?::(\d\d))?/.exec(String(value)) ?? [];
			return `${clock}:${seconds}${OFFSET}`;
		}
		case 'decimal':
			return String(Number(value));
		case 'decimal-comma':
			return String(Number(String(value).replace(',', '.'))).replace('.', ',');
		default:
			return value;
	}
}

/** The schema of the kind that a value of a `oneOf` is. */
export function kindOf(schema: Schema, value: Record<string, unknown>): Schema {
	const name = schema.discriminator?.propertyName ?? '';
	return kindsOf(schema)?.find((kind) => kind.properties?.[name]?.const === value[name]) ?? schema;
}

/** `2026-11-21T19:05:12`, as clocks of the store show a moment. */
export function localTime(instant: number): string {
	return new Date(instant + OFFSET_MILLISECONDS).toISOString().slice(0, 19);
}
