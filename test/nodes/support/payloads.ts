import fc from 'fast-check';
import type { ApiSchema } from '../../../core/api/compile/document';

type Schema = ApiSchema & {
	anyOf?: Schema[];
	maxItems?: number;
	minLength?: number;
	pattern?: string;
};

/**
 * Whatever a schema of a platform's document allows: members left out, members that nobody described, every choice of
 * `oneOf` and `anyOf`, and null where it may be. Values are such as platforms send, together with odd ones.
 */
export function payloads(schema: Schema): fc.Arbitrary<unknown> {
	const { oneOf, anyOf, ...rest } = schema;
	if ('const' in schema) return fc.constant(schema.const);
	if (schema.enum) return fc.constantFrom(...schema.enum);
	const choices = oneOf ?? anyOf;
	if (choices) return fc.oneof(...choices.map((choice: Schema) => payloads({ ...rest, ...choice })));
	return fc.oneof(...typesOf(schema).map((type) => payloadsOf(type, schema)));
}

function typesOf({ type, properties, items }: Schema): string[] {
	if (type !== undefined) return [type].flat();
	if (properties) return ['object'];
	return items ? ['array'] : ['string', 'number', 'boolean', 'null', 'object', 'array'];
}

function payloadsOf(type: string, schema: Schema): fc.Arbitrary<unknown> {
	if (type === 'object') return objects(schema);
	if (type === 'array') {
		const maxLength = Math.min(schema.maxItems ?? 3, 3);
		return fc.array(payloads(schema.items ?? { type: 'string' }), { maxLength });
	}
	if (type === 'string') return texts(schema);
	if (type === 'integer') return numbers(schema).map(Math.round);
	if (type === 'number') return numbers(schema);
	return type === 'boolean' ? fc.boolean() : fc.constant(null);
}

/** Members nobody described: their names are those that a careless reader trips over. */
const strangers = fc.dictionary(
	fc.constantFrom('__proto__', 'constructor', 'toString', 'length', 'Nome', 'novo_campo', 'VALOR'),
	fc.jsonValue({ maxDepth: 2 }),
	{ maxKeys: 3 },
);

function objects({ properties = {}, required = [], additionalProperties = true }: Schema) {
	const described = fc.record(
		Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, payloads(member)])),
		{ requiredKeys: required.filter((name) => name in properties) },
	);
	if (additionalProperties === false) return described;
	const others =
		additionalProperties === true
			? strangers
			: fc.dictionary(fc.stringMatching(/^[1-9]\d{0,8}$/), payloads(additionalProperties), { maxKeys: 3 });
	return fc.tuple(others, described).map((parts) => withMembers(parts));
}

/** One object of several, in which `__proto__` is a member like any other, as JSON has it. */
function withMembers(parts: object[]): unknown {
	const members = parts.flatMap((part) => Object.entries(part));
	return JSON.parse(
		`{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)}}`,
	);
}

/** Amounts in reais with two decimals, small counts, large numbers, and a few that are no amount of anything. */
function numbers({ minimum = -1e15, maximum = 1e15, examples = [] }: Schema): fc.Arbitrary<number> {
	const known = examples.filter((example) => typeof example === 'number');
	const any = fc.oneof(
		{ arbitrary: fc.integer({ min: 0, max: 200_000 }).map((cents) => cents / 100), weight: 6 },
		{ arbitrary: fc.integer({ min: 0, max: 12 }), weight: 4 },
		{ arbitrary: fc.integer(), weight: 1 },
		{ arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }), weight: 1 },
		...(known.length > 0 ? [{ arbitrary: fc.constantFrom(...known), weight: 4 }] : []),
	);
	return any.map((value) => Math.min(maximum, Math.max(minimum, value)) + 0);
}

const WORDS = ['', ' ', '0', '1', '39,90', '1.234,56', '9790.00', '-5', '1e3', 'NaN', 'null', '{}'];

function texts({ examples = [], minLength = 0, maxLength = 200, pattern }: Schema): fc.Arbitrary<string> {
	if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
	const known = examples.filter((example) => typeof example === 'string');
	const any = fc.oneof(
		{ arbitrary: fc.constantFrom(...known, ...WORDS), weight: 4 },
		{ arbitrary: fc.integer({ min: 0, max: 200_000 }).map((cents) => (cents / 100).toFixed(2)), weight: 2 },
		{ arbitrary: times, weight: 2 },
		{ arbitrary: fc.string({ unit: 'binary' }), weight: 1 },
	);
	return any.map((value) => {
		const characters = [...value].slice(0, maxLength);
		return characters.join('') + '0'.repeat(Math.max(0, minLength - characters.length));
	});
}

const moments = fc.date({ min: new Date('2019-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
const times = fc.oneof(
	moments.map((moment) => moment.toISOString()),
	moments.map((moment) => moment.toISOString().slice(0, 19).replace('T', ' ')),
	moments.map((moment) => String(Math.floor(moment.getTime() / 1000))),
);
