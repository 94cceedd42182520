import type { Shape } from '../../../core/api/types';
import { BadInput } from '../../../core/api/badInput';
import { FileReference, toWire } from '../../../core/api/wire';

const ZONE = 'America/Sao_Paulo';
const wire = (shape: Shape, value: unknown) => toWire(shape, value, 'Field', ZONE);
const refusal = (shape: Shape, value: unknown): string[] => {
	try {
		wire(shape, value);
	} catch (error) {
		if (error instanceof BadInput) return [error.message, error.description];
	}
	return [];
};

describe('what was not set is not sent', () => {
	it.each<[Shape['type'], unknown]>([
		['string', undefined],
		['boolean', undefined],
		['string', null],
		['number', ''],
		['number', '  '],
		['integer', ''],
		['date', ''],
		['dateTime', ''],
		['json', '  '],
		['file', ''],
		['object', {}],
		['array', undefined],
	])('%s %p', (type, value) => {
		expect(wire({ type }, value)).toBeUndefined();
	});

	it('but null empties a member that may be empty', () => {
		expect(wire({ type: 'integer', nullable: true }, null)).toBeNull();
	});
});

describe('texts, switches and numbers', () => {
	it.each<[Shape, unknown, unknown]>([
		[{ type: 'string' }, 'Pão', 'Pão'],
		[{ type: 'string' }, '', ''],
		[{ type: 'string' }, 3105, '3105'],
		[{ type: 'string' }, { a: 1 }, '{"a":1}'],
		[{ type: 'string' }, { __rl: true, mode: 'list', value: 'a1' }, 'a1'],
		[{ type: 'boolean' }, false, false],
		[{ type: 'boolean' }, 'true', true],
		[{ type: 'boolean' }, 'false', false],
		[{ type: 'number' }, 1.5, 1.5],
		[{ type: 'number' }, ' -1.5 ', -1.5],
		[{ type: 'number' }, '1,50', 1.5],
		[{ type: 'integer' }, '12', 12],
		[{ type: 'number', unit: 'reais' }, 12.9, 12.9],
		[{ type: 'number', unit: 'cents' }, 12.9, 1290],
		[{ type: 'number', unit: 'cents' }, '8,70', 870],
		[{ type: 'number', asText: 'point' }, 1.5, '1.5'],
		[{ type: 'number', asText: 'comma' }, '1.5', '1,5'],
	])('%j takes %j as %j', (shape, value, sent) => {
		expect(wire(shape, value)).toEqual(sent);
	});

	it.each<[Shape['type'], unknown, string, string]>([
		[
			'boolean',
			'yes',
			'"Field" is neither true nor false',
			'It is "yes". Use the switch, or an expression that gives true or false.',
		],
		[
			'number',
			'1.234,50',
			'"Field" is not a number',
			'It is "1.234,50". Use digits, with a point for decimals.',
		],
		['number', [], '"Field" is not a number', 'It is "[]". Use digits, with a point for decimals.'],
		['number', false, '"Field" is not a number', 'It is "false". Use digits, with a point for decimals.'],
		['number', NaN, '"Field" is not a number', 'It is "null". Use digits, with a point for decimals.'],
		['integer', 1.5, '"Field" is not a whole number', 'It is "1.5". Leave the decimals out.'],
	])('%s refuses %j: what is wrong, where, and what to do', (type, value, message, description) => {
		expect(refusal({ type }, value)).toEqual([message, description]);
	});

	it('quotes no more of a long value than one reads', () => {
		expect(refusal({ type: 'number' }, 'x'.repeat(99))[1]).toBe(
			`It is "${'x'.repeat(60)}…". Use digits, with a point for decimals.`,
		);
	});
});

describe('days and times, in the zone of the store', () => {
	const luxon = { toISO: () => '2026-11-21T23:30:00.000-05:00' };

	it.each([
		['2026-11-21', '2026-11-21'],
		['2026-11-21T00:00:00', '2026-11-21'],
		['2026-11-21 22:15', '2026-11-21'],
		['21/11/2026', '2026-11-21'],
		['2026-11-21T01:00:00Z', '2026-11-20'],
		[luxon, '2026-11-22'],
		[new Date('2026-11-21T01:00:00Z'), '2026-11-20'],
		[1795237200, '2026-11-21'],
	])('the day of %j is %s', (value, day) => {
		expect(wire({ type: 'date' }, value)).toBe(day);
	});

	it.each<[Shape['format'], unknown]>([
		[undefined, '2026-11-21T19:05:12-03:00'],
		['iso', '2026-11-21T19:05:12-03:00'],
		['seconds', 1795298712],
		['milliseconds', 1795298712000],
		['local', '2026-11-21 19:05:12'],
	])('a time goes out as %s', (format, sent) => {
		for (const value of ['2026-11-21T19:05:12', '2026-11-21T22:05:12Z', new Date('2026-11-21T22:05:12Z')])
			expect(wire({ type: 'dateTime', format }, value)).toBe(sent);
	});

	it.each<[Shape['type'], unknown, string]>([
		['date', 'tomorrow', 'tomorrow'],
		['date', '2026-02-30', '2026-02-30'],
		['dateTime', '2026-02-30T10:00:00', '2026-02-30T10:00:00'],
		['dateTime', { day: 1 }, '{"day":1}'],
		['dateTime', new Date(NaN), 'null'],
	])('%s refuses %j', (type, value, quoted) => {
		expect(refusal({ type }, value)).toEqual([
			'"Field" is not a date',
			`It is "${quoted}". Use the picker, or text such as 2026-11-21.`,
		]);
	});
});

describe('JSON and files', () => {
	it('takes JSON as text or as a value', () => {
		expect(wire({ type: 'json' }, '{"a":[1]}')).toEqual({ a: [1] });
		expect(wire({ type: 'json' }, [1])).toEqual([1]);
		expect(refusal({ type: 'json' }, '{a}')).toEqual([
			'"Field" is not valid JSON',
			'Check quotes, commas and brackets, or build the value with an expression.',
		]);
	});

	it('notes which binary field holds a file', () => {
		const shape: Shape = { type: 'file', maxBytes: 10 };
		expect(wire(shape, 'data')).toEqual(new FileReference('data', shape));
	});
});

describe('lists and groups', () => {
	const row: Shape = {
		type: 'object',
		members: {
			name: { type: 'string', from: 'name', label: 'Name' },
			grams: { type: 'integer', from: 'additionalFields.grams', label: 'Grams' },
			origin: { type: 'string', from: '', label: 'origin', fixed: 'BR' },
		},
	};

	it('sends a list of single values, without its empty rows', () => {
		expect(wire({ type: 'array', items: { type: 'string' } }, ['a', '', 'b'])).toEqual(['a', 'b']);
		expect(wire({ type: 'array', items: { type: 'integer' } }, '7')).toEqual([7]);
		expect(wire({ type: 'array' }, [1])).toEqual(['1']);
		expect(wire({ type: 'array' }, [])).toEqual([]);
	});

	it('sends the rows of a group under the names of the platform, only with what was set', () => {
		const values = [{ name: 'Flour', additionalFields: { grams: 500 } }, { name: 'Salt' }, {}];
		expect(wire({ type: 'array', items: row }, { values })).toEqual([
			{ name: 'Flour', grams: 500, origin: 'BR' },
			{ name: 'Salt', origin: 'BR' },
		]);
	});

	it('takes rows from an expression as well', () => {
		expect(wire({ type: 'array', items: row }, [{ name: 'Salt' }])).toEqual([{ name: 'Salt', origin: 'BR' }]);
		expect(refusal({ type: 'array', items: row }, '[{"name":"Salt"}]')).toEqual([
			'"Field" is not a group of fields',
			'It is "[{"name":"Salt"}]". Use the fields of the node, or an expression that gives an object.',
		]);
	});

	it('sends a single group, and nothing when nothing in it was set', () => {
		const group = { ...row, group: 'values' };
		expect(wire(group, { values: { name: 'Salt' } })).toEqual({ name: 'Salt', origin: 'BR' });
		expect(wire(group, { values: {} })).toBeUndefined();
		expect(wire({ type: 'object' }, { a: 1 })).toBeUndefined();
	});

	it('sends of a variant only the members of its kind', () => {
		const banner: Shape = {
			type: 'object',
			members: {
				kind: { type: 'string', from: 'kind', label: 'Kind' },
				text: { type: 'string', from: 'text', label: 'Text', when: { from: 'kind', oneOf: ['text'] } },
			},
		};
		expect(wire(banner, { kind: 'text', text: 'Hi' })).toEqual({ kind: 'text', text: 'Hi' });
		expect(wire(banner, { kind: 'photo', text: 'left over' })).toEqual({ kind: 'photo' });
	});

	it('names the member that cannot be used', () => {
		expect(
			refusal({ type: 'array', items: row }, { values: [{ additionalFields: { grams: 'a' } }] })[0],
		).toBe('"Field > Grams" is not a number');
	});
});
