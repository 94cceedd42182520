import type { INodeParameters, NodeApiError } from 'n8n-workflow';
import { executeOperation } from '../../../core/api/execute';
import { unwrap } from '../../../core/api/answer';
import { canvas, type Canvas } from './support/canvas';
import { padaria } from './support/padaria';

const mockPauses: number[] = [];
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: (milliseconds: number) => Promise.resolve(void mockPauses.push(milliseconds)),
}));

async function run(given: Canvas) {
	const { context, requests } = canvas(given);
	const [items = []] = await executeOperation(context, given.platform ?? padaria);
	return { json: items.map((item) => item.json), requests };
}

async function refusal(given: Canvas) {
	const { context } = canvas(given);
	const error = (await executeOperation(context, padaria).catch(
		(problem: unknown) => problem,
	)) as NodeApiError;
	return [error.message, error.description];
}

const update = async (updateFields: INodeParameters) =>
	(await run({ operation: 'menu.update', set: { menuId: 1, updateFields } })).requests[0]?.body;

describe('a field that stands for an object of which only one member is asked', () => {
	it('sends the fixed members with it', async () => {
		expect(await update({ price: 12.9 })).toEqual({ price: { value: 1290, currency: 'BRL' } });
	});

	it('can be emptied as a whole where the document allows null', async () => {
		expect(await update({ oldPrice: 3, clearFields: ['closes'] })).toEqual({
			old_price: { value: 300, currency: 'BRL' },
			closes: null,
		});
		expect(await update({ clearFields: ['old_price'] })).toEqual({ old_price: null });
	});

	it('is not sent when it was not set', async () => {
		expect(await update({})).toEqual('{}');
	});

	it('says which number cannot be read', async () => {
		const given = { operation: 'menu.update', set: { menuId: 1, updateFields: { price: 'a lot' } } };
		expect((await refusal(given))[0]).toBe('"Price" is not a number');
	});
});

describe('a body without members', () => {
	it('is sent as text where the platform wants a body, because n8n drops an empty object', async () => {
		const { requests } = await run({ operation: 'menu.update', set: { menuId: 1 } });
		expect(requests[0]).toMatchObject({ body: '{}', headers: { 'Content-Type': 'application/json' } });
	});
});

describe('a time of day', () => {
	beforeEach(() => jest.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z'), doNotFake: ['nextTick'] }));
	afterEach(() => jest.useRealTimers());

	it.each([
		['9:00', '09:00:00-03:00'],
		['09:30', '09:30:00-03:00'],
		['23:59:30', '23:59:30-03:00'],
		['09:00:00-04:00', '09:00:00-04:00'],
		['2026-11-21T23:15:00.250Z', '20:15:00-03:00'],
	])('%s is sent with the offset of the store as %s', async (typed, sent) => {
		expect(await update({ opens: typed })).toEqual({ opens: sent });
	});

	it.each(['24:00', '9:60', 'nine'])('%s is none', async (typed) => {
		const given = { operation: 'menu.update', set: { menuId: 1, updateFields: { opens: typed } } };
		expect((await refusal(given))[0]).toBe('"Opens" is not a time of day');
	});

	it('left empty is not sent', async () => {
		expect(await update({ opens: '' })).toEqual('{}');
	});
});

describe('a moment for a platform that counts in UTC', () => {
	it('is sent without a zone', async () => {
		expect(await update({ printed: '2026-11-21T19:05:12-03:00' })).toEqual({
			printed: '2026-11-21 22:05:12',
		});
	});
});

describe('a list of groups that the platform wants by key', () => {
	const lines = (...values: INodeParameters[]) => update({ lines: { values } });

	it('is sent as an object', async () => {
		const sent = await lines(
			{ product: '17', amount: 2, additionalFields: { note: 'sem sal' } },
			{ product: '18', amount: 1 },
		);
		expect(sent).toEqual({ lines: { '17': { amount: 2, note: 'sem sal' }, '18': { amount: 1 } } });
	});

	it('can have values that are no groups', async () => {
		const prices = { values: [{ table: 'atacado', value: 8.99 }] };
		expect(await update({ prices })).toEqual({ prices: { atacado: '8,99' } });
	});

	it('is not sent when nothing was added', async () => {
		expect(await lines()).toEqual('{}');
	});

	it('names a group without a key, and a key that is there twice', async () => {
		const words = async (...values: INodeParameters[]) =>
			(
				await refusal({
					operation: 'menu.update',
					set: { menuId: 1, updateFields: { lines: { values } } },
				})
			)[0];
		expect(await words({ product: '', amount: 1 })).toBe('"Lines > Product" is empty');
		expect(await words({ product: '17', amount: 1 }, { product: '17', amount: 2 })).toBe(
			'"Lines" has 17 twice',
		);
	});
});

describe('a field that has to be sent but may be empty', () => {
	it('is sent as what stands for nothing', async () => {
		const { requests } = await run({ operation: 'menu.checkDoor', set: { menuId: 1 } });
		expect(requests[0]?.body).toEqual({ until: null, floor: '' });
		const filled = { menuId: 1, until: '2026-11-21', floor: '2' };
		expect((await run({ operation: 'menu.checkDoor', set: filled })).requests[0]?.body).toEqual({
			until: '2026-11-21',
			floor: '2',
		});
	});
});

describe('several things chosen from a list', () => {
	it('are sent as their ids, numbers as numbers', async () => {
		expect(await update({ menus: [3, '4'] })).toEqual({ menus: [3, 4] });
	});
});

describe('an answer', () => {
	it('without content is a success', async () => {
		const answer = () => ({ status: 204, body: '' });
		expect((await run({ operation: 'menu.update', set: { menuId: 1 }, answer })).json).toEqual([
			{ success: true },
		]);
		expect((await run({ operation: 'menu.delete', set: { menuId: 1 }, answer })).json).toEqual([
			{ deleted: true },
		]);
	});

	it('that lacks what was asked for means that it is not there, whatever its status', async () => {
		const asked = (body: object) => ({ operation: 'menu.get', set: { menuId: 7 }, answer: () => ({ body }) });
		expect(await refusal(asked({ message: 'Cardápio não encontrado' }))).toEqual([
			'Padaria does not know menu 7',
			'Check the number, and that it belongs to the store of this credential. Padaria says: "Cardápio não encontrado"',
		]);
		expect((await run(asked({ id: 7 }))).json).toEqual([{ id: 7 }]);
	});

	it('gives the only list in it where its name is not known', async () => {
		const of = async (data: unknown) =>
			(await run({ operation: 'menu.getAll', set: { limit: 2 }, answer: () => ({ body: { data } }) })).json;
		expect(await of({ cardapios: [{ id: 1 }, { id: 2 }], page: {} })).toEqual([{ id: 1 }, { id: 2 }]);
		expect(await of([{ id: 3 }])).toEqual([{ id: 3 }]);
	});

	it('whose rows stand under their keys gives the rows', () => {
		const body = { groups: { '3': { id: 3 }, '9': { id: 9 } } };
		expect(unwrap({ items: 'groups', keyed: true }, body)).toEqual([{ id: 3 }, { id: 9 }]);
		expect(unwrap({ items: 'groups', keyed: true }, { groups: [] })).toEqual([]);
	});

	it('keeps members with secrets back, in each row and inside of it', () => {
		const answer = { items: 'rows', without: ['key', 'payment.processor.key'] };
		const rows = [
			{ id: 1, key: 'a', payment: { name: 'Pix', processor: { key: 'b', mode: 'live' } } },
			{ id: 2, payment: 'Pix' },
		];
		const before = structuredClone(rows);
		expect(unwrap(answer, { rows })).toEqual([
			{ id: 1, payment: { name: 'Pix', processor: { mode: 'live' } } },
			{ id: 2, payment: 'Pix' },
		]);
		expect(rows).toEqual(before);
	});

	it('with two lists or none is not guessed at', async () => {
		const words = (data: object) => refusal({ operation: 'menu.getAll', answer: () => ({ body: { data } }) });
		expect((await words({ a: [], b: [] }))[0]).toBe('The answer to "Get many menus" is not a list');
		expect((await words({ a: 1 }))[0]).toBe('The answer to "Get many menus" is not a list');
	});
});

describe('a change that says nothing', () => {
	it('is not sent where the platform refuses one', async () => {
		expect(await refusal({ operation: 'menu.setLimits', set: { menuId: 1 } })).toEqual([
			'There is nothing to send to set the limits of a menu',
			'Add at least one field, and give it a value.',
		]);
	});
});

describe('a field under a name that is one of the node', () => {
	it('arrives under its own name, and secrets of the answer stay there', async () => {
		const { requests, json } = await run({
			operation: 'menu.setLimits',
			set: { menuId: 1, updateFields: { mostItems: 9 } },
			answer: () => ({ body: { data: { id: 1, secret_key: 'abc' } } }),
		});
		expect(requests[0]?.body).toEqual({ limit: 9 });
		expect(json).toEqual([{ id: 1 }]);
	});
});

describe('a platform that takes three calls a minute', () => {
	const asked = (answer: Canvas['answer']) => ({ operation: 'menu.getAll', set: { limit: 1 }, answer });
	beforeEach(() => mockPauses.splice(0));

	it('is asked again when the minute has passed', async () => {
		const { json } = await run(
			asked((_, call) => (call < 3 ? { status: 429 } : { body: { data: [{ id: 1 }] } })),
		);
		expect(json).toEqual([{ id: 1 }]);
		expect(mockPauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(60_000);
	});

	it('that names a time itself is asked then', async () => {
		await run(
			asked((_, call) =>
				call < 1 ? { status: 429, headers: { 'retry-after': '2' } } : { body: { data: [{ id: 1 }] } },
			),
		);
		expect(mockPauses).toEqual([2000]);
	});
});

describe('what only code needs', () => {
	it('cannot be run by a person, not even by an expression', async () => {
		const { context } = canvas({});
		context.getNodeParameter = ((name: string) => (name === 'resource' ? 'login' : 'create')) as never;
		await expect(executeOperation(context, padaria)).rejects.toMatchObject({
			message: `"${padaria.api.operations['login.create']?.summary}" is done by the node itself`,
			description: 'Choose an operation from the list.',
		});
	});

	it('is no field of the form', () => {
		const names = padaria.api.operations['menu.setStock']?.fields.map(({ name }) => name);
		expect(names).toEqual(['store', 'sku', 'amount', 'unit']);
	});
});

describe('an account whose server has other paths', () => {
	it('is called there', async () => {
		const platform = { ...padaria, pathOf: (path: string) => path.replace('/menus', '/v2/menus') };
		const { requests } = await run({
			platform,
			operation: 'menu.get',
			set: { menuId: 1 },
			answer: () => ({ body: { id: 1 } }),
		});
		expect(requests[0]?.url).toBe('https://api.padaria.example/v2/menus/1');
	});

	it('is called where the person says, when a guessed path was corrected', async () => {
		const removed = (requestPath: string) =>
			run({ operation: 'product.remove', set: { productId: 'A1', options: { requestPath } } });
		expect((await removed(' /v2/item/{productId} ')).requests[0]?.url).toMatch(/\/v2\/item\/A1$/);
		expect((await removed('  ')).requests[0]?.url).toMatch(/\/products\/A1$/);
	});
});
