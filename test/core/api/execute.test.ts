import type { INodeParameters } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { executeOperation } from '../../../core/api/execute';
import { accountKey } from '../../../core/order/id';
import { canvas, node, type Canvas } from './support/canvas';
import { padaria } from './support/padaria';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: () => Promise.resolve(),
}));

async function run(given: Canvas) {
	const { context, requests } = canvas(given);
	const [items = []] = await executeOperation(context, given.platform ?? padaria);
	return { items, requests, json: items.map((item) => item.json) };
}

async function refused(given: Canvas) {
	const { context, requests } = canvas(given);
	const problem: unknown = await executeOperation(context, padaria).catch((error: unknown) => error);
	expect(problem).toBeInstanceOf(Error);
	const error = problem as NodeApiError;
	return { error, words: [error.message, error.description], requests };
}

const itemsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ json: { index } }));

describe('what a person set arrives at the platform', () => {
	const create = async (set: INodeParameters) =>
		(await run({ operation: 'product.create', set: { name: 'Pão', price: 5.5, ...set } })).requests[0]?.body;

	it('and nothing else: defaults that were only shown stay here', async () => {
		expect(await create({})).toEqual({ name: 'Pão', price: 550, source: 'n8n' });
	});

	it('from every kind of field', async () => {
		const additionalFields: INodeParameters = {
			oven: 1,
			vegan: true,
			unit: 'kg',
			tags: ['a', 'b'],
			weekdays: ['monday'],
			rows: '[{"a":1}]',
			metadata: '{"b":2}',
			availableFrom: '2026-11-21T00:00:00',
			bestBefore: '2026-11-21T19:05:12',
			bakedAt: '2026-11-21T22:05:12Z',
			created: '2026-11-21T22:05:12Z',
			seen: '2026-11-21T22:05:12Z',
			weight: 0.75,
			rating: 4.5,
			nutrition: { sugarFree: false },
			supplier: { values: { name: 'Moinho', additionalFields: { city: 'Recife' } } },
			batch: 'L1',
			ingredients: { values: [{ name: 'Farinha', additionalFields: { grams: 500 } }, { name: 'Sal' }] },
			sizes: { values: [{ additionalFields: { label: 'G' } }] },
		};
		expect(await create({ additionalFields })).toEqual({
			name: 'Pão',
			price: 550,
			source: 'n8n',
			oven: 1,
			vegan: true,
			unit: 'kg',
			tags: ['a', 'b'],
			weekdays: ['monday'],
			rows: [{ a: 1 }],
			metadata: { b: 2 },
			available_from: '2026-11-21',
			best_before: '2026-11-21T19:05:12-03:00',
			baked_at: '2026-11-21 19:05:12',
			created: 1795298712,
			seen: 1795298712000,
			weight: '0,75',
			rating: '4.5',
			nutrition: { sugar_free: false },
			supplier: { name: 'Moinho', country: 'BR', city: 'Recife' },
			batch: { code: 'L1' },
			ingredients: [{ name: 'Farinha', grams: 500 }, { name: 'Sal' }],
			sizes: [{ label: 'G' }],
		});
	});

	it('in path, query and header', async () => {
		const filters = {
			xStoreUnit: 'centro',
			fromDay: 'left over',
			from: '2026-11-21',
			status: ['confirmed', 'delivered'],
			customer: { __rl: true, mode: 'list', value: '7' },
			updatedSince: '2026-11-21T22:05:12Z',
		};
		const { requests } = await run({
			operation: 'order.getAll',
			set: { output: 'raw', filters },
			answer: () => ({ body: { data: [] } }),
		});
		expect(requests[0]).toMatchObject({
			url: 'https://api.padaria.example/orders',
			headers: { 'X-Store-Unit': 'centro' },
			qs: {
				offset: 0,
				limit: 50,
				from: '2026-11-21',
				status: ['confirmed', 'delivered'],
				customer: 7,
				updated_since: '2026-11-21T19:05:12-03:00',
			},
		});
		expect(requests[0]?.body).toBeUndefined();
	});

	it('as a variant, with a searchable dropdown inside', async () => {
		const values = {
			kind: 'product',
			product: { __rl: true, mode: 'list', value: 'a1' },
			additionalFields: {},
		};
		const set = { menuId: 1, updateFields: { cover: { values } } };
		const { requests } = await run({ operation: 'menu.update', set });
		expect(requests[0]?.body).toEqual({ cover: { kind: 'product', product: 'a1' } });
	});

	it('as the members of the kind that was chosen, whatever was typed for another', async () => {
		const set = { kind: 'product', product: { __rl: true, mode: 'id', value: 'a1' }, photoUrl: 'left over' };
		const { requests } = await run({
			operation: 'banner.create',
			set: { ...set, additionalFields: { text: 'Hoje', weight: 2, link: 'left over' } },
		});
		expect(requests[0]?.body).toEqual({ kind: 'product', product: 'a1', text: 'Hoje', weight: 2 });
	});

	it('as members to empty', async () => {
		const set = { productId: 'a1', updateFields: { name: 'Pão', clearFields: ['price'] } };
		const { requests } = await run({ operation: 'product.update', set });
		expect(requests[0]).toMatchObject({ method: 'PATCH', body: { name: 'Pão', price: null } });
	});

	it('as a corrected path', async () => {
		const set = { state: 'close', options: { requestPath: '/v2/shop/{state}' } };
		const { requests, json } = await run({ operation: 'store.setOpen', set });
		expect(requests[0]?.url).toBe('https://api.padaria.example/v2/shop/close');
		expect(json).toEqual([{ success: true }]);
	});

	it('as an order that a Pedidos node has given, by its own number or by its id', async () => {
		const storeKey = accountKey('ana');
		const get = (orderId: string | number) =>
			run({
				operation: 'order.get',
				set: { orderId: { __rl: true, mode: 'id', value: orderId }, output: 'raw' },
				answer: () => ({ body: { data: { number: 3105 } } }),
			}).then(({ requests }) => requests[0]?.url);
		expect(await get('3105')).toBe('https://api.padaria.example/orders/3105');
		expect(await get(3105)).toBe('https://api.padaria.example/orders/3105');
		expect(await get(`pigz:${storeKey}:3105`)).toBe('https://api.padaria.example/orders/3105');
	});

	it.each([
		[
			'neemo:1:3105',
			'"neemo:1:3105" is not an order of Padaria',
			'Use the node of the platform that the order came from.',
		],
		[
			'pigz:other:3105',
			'"pigz:other:3105" belongs to another store than the selected credential',
			'Select the Padaria credential with which the order was received.',
		],
		['abc', '"Order" is not a number', 'It is "abc". Use digits, with a point for decimals.'],
		['', 'The field "Order" is empty', 'Fill in "Order", or check the expression that should give it.'],
	])('but not the order %j', async (orderId, ...expected) => {
		const { words, requests } = await refused({ operation: 'order.get', set: { orderId } });
		expect([words, requests.length]).toEqual([expected, 0]);
	});

	it.each<[string, INodeParameters, string]>([
		['customer.create', { name: '' }, 'Name'],
		['category.getAll', { menu: '' }, 'Menu'],
		['order.import', { number: '' }, 'Number'],
		['banner.create', { kind: 'photo' }, 'Photo URL'],
		['banner.create', { kind: 'plain_text' }, 'Text'],
	])('and %s is not sent without what it needs', async (operation, set, label) => {
		const { error, words, requests } = await refused({ operation, set });
		expect(words).toEqual([
			`The field "${label}" is empty`,
			`Fill in "${label}", or check the expression that should give it.`,
		]);
		expect([error.context.itemIndex, requests.length]).toEqual([0, 0]);
	});

	it('a filter in which nothing was chosen counts as not set', async () => {
		const { requests } = await run({
			operation: 'order.getAll',
			set: { output: 'raw', filters: { customer: { __rl: true, mode: 'list', value: '' } } },
			answer: () => ({ body: { data: [] } }),
		});
		expect(requests[0]?.qs).toEqual({ offset: 0, limit: 50 });
	});
});

describe('files', () => {
	const upload = (mimeType: string, bytes: number, fileName?: string): Canvas => ({
		operation: 'product.setPhoto',
		set: { productId: 'a1', file: 'photo', additionalFields: { caption: 'Pão' } },
		items: [
			{
				json: {},
				binary: { photo: { mimeType, fileName, data: Buffer.alloc(bytes, 1).toString('base64') } },
			},
		],
	});
	const sent = async (given: Canvas) => {
		const form = (await run(given)).requests[0]?.body as unknown as FormData;
		return form.get('file') as File;
	};

	it('go out with name and type', async () => {
		const file = await sent(upload('image/png', 3, 'pao.png'));
		expect([file.name, file.type, file.size]).toEqual(['pao.png', 'image/png', 3]);
		expect((await sent(upload('IMAGE/JPEG; q=1', 3))).name).toBe('file');
	});

	it('of another type are refused before anything is sent', async () => {
		const { words, requests } = await refused(upload('application/pdf', 3));
		expect(words).toEqual([
			'The file in "File Input Data Field Name" is of type application/pdf',
			'Accepted types: image/png, image/jpeg.',
		]);
		expect(requests).toHaveLength(0);
	});

	it('that are too large are refused before anything is sent', async () => {
		expect((await refused(upload('image/png', 1_200_000))).words).toEqual([
			'The file in "File Input Data Field Name" is too large',
			'It has 1.2 MB, the platform takes 1.0 MB at most.',
		]);
	});
});

describe('what is handed on', () => {
	it('belongs to the item that it was asked for, in the order of the items', async () => {
		const { items } = await run({
			operation: 'product.create',
			items: itemsOf(3),
			set: (index) => ({ name: `Pão ${index}`, price: 1 }),
			answer: ({ body }) => ({ body }),
		});
		expect(items.map(({ json, pairedItem }) => [json.name, pairedItem])).toEqual([
			['Pão 0', { item: 0 }],
			['Pão 1', { item: 1 }],
			['Pão 2', { item: 2 }],
		]);
	});

	it('a deletion and a change without an answer say so', async () => {
		expect((await run({ operation: 'product.remove', set: { productId: 'a1' } })).json).toEqual([
			{ deleted: true },
		]);
		const change = { orderId: '7', stage: 'confirmed' };
		expect(
			(await run({ operation: 'order.changeStage', set: change, answer: () => ({ status: 204 }) })).json,
		).toEqual([{ success: true }]);
	});

	it('where nothing was found is no item, not an error', async () => {
		const { json, requests } = await run({
			operation: 'order.search',
			set: { text: 'pão' },
			answer: () => ({ status: 404, body: { code: 404 } }),
		});
		expect([json, requests.length]).toEqual([[], 1]);
	});
});

describe('several items', () => {
	const busiest = async (operation: string, set: INodeParameters) => {
		let running = 0;
		let most = 0;
		await run({
			operation,
			set,
			items: itemsOf(12),
			answer: async () => {
				most = Math.max(most, ++running);
				await new Promise((resolve) => setImmediate(resolve));
				running--;
				return { body: {} };
			},
		});
		return most;
	};

	it('are read four at a time and written one by one', async () => {
		expect(await busiest('category.get', { menu: 'a', code: 'b' })).toBe(4);
		expect(await busiest('customer.create', { name: 'Ana' })).toBe(1);
	});

	it('stop at the first failure, and the error names the item', async () => {
		const { error, requests } = await refused({
			operation: 'customer.create',
			items: itemsOf(5),
			set: { name: 'Ana' },
			answer: (_, call) => (call === 2 ? { status: 400 } : { body: {} }),
		});
		expect([error.context.itemIndex, requests.length]).toEqual([2, 3]);
	});

	it('go on with Continue On Fail: a failed one leaves through the error branch with its reason', async () => {
		const { items } = await run({
			operation: 'customer.create',
			items: itemsOf(3),
			set: { name: 'Ana' },
			continueOnFail: true,
			answer: (_, call) => (call === 1 ? { status: 400, body: { message: 'não' } } : { body: { id: call } }),
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(items[1]?.json).toEqual({
			error: 'Padaria refused to create a customer',
			description: 'Check the values that were sent (HTTP 400). Padaria says: "não"',
		});
		expect(items[1]?.error).toBeInstanceOf(NodeApiError);
		expect(items[2]?.json).toEqual({ id: 2 });
	});

	it('send no second password after a refused login, and each item has an error of its own', async () => {
		const { items, requests } = await run({
			operation: 'category.get',
			set: { menu: 'a', code: 'b' },
			items: itemsOf(6),
			continueOnFail: true,
			answer: () => ({ status: 401 }),
		});
		expect(requests).toHaveLength(1);
		expect(items.map(({ json }) => json.error)).toEqual(Array(6).fill('Padaria refused the login'));
		expect(items.map(({ error }) => (error as NodeApiError).context.itemIndex)).toEqual([0, 1, 2, 3, 4, 5]);
	});

	it('carry on where n8n has no words for the failure', async () => {
		const { context } = canvas({
			operation: 'category.get',
			set: { menu: 'a', code: 'b' },
			continueOnFail: true,
		});
		context.getNodeParameter = ((name: string) => {
			if (name === 'resource') return 'category';
			if (name === 'operation') return 'get';
			throw new Error('Could not get parameter');
		}) as typeof context.getNodeParameter;
		const [items = []] = await executeOperation(context, padaria);
		expect(items[0]?.json).toEqual({ error: 'Could not get parameter' });
		expect((items[0]?.error as NodeApiError).node).toBe(node);
	});
});
