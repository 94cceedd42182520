import type { IDataObject, IHttpRequestOptions, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { executeOperation } from '../../../core/api/execute';
import { orderItems } from '../../../core/api/output';
import { accountKey } from '../../../core/order/id';
import type { OrderPlatform } from '../../../core/platform';
import { schemaErrors } from '../order/support';
import { canvas, type Canvas, type Reply } from './support/canvas';
import { padaria, padariaBothWays, padariaByDay } from './support/padaria';

const ID = `pigz:${accountKey('ana')}`;

const LINES = [
	{ name: 'Pão de queijo', amount: 6, price: 3.5 },
	{ name: 'Café', amount: 1, price: 6 },
];

/** An order as the list shows it. */
const row = (number: number, more: IDataObject = {}): IDataObject => ({
	number,
	status: 'new',
	type: 'bike',
	customer: { name: 'Ana Souza', phone: '11912345678' },
	...more,
});

interface Given extends Partial<Canvas> {
	platform?: OrderPlatform;
	/** Rows of the list. */
	rows?: IDataObject[];
	/** What an order itself answers. */
	whole?: (number: number) => Reply;
}

async function read(
	operation: string,
	set: INodeParameters,
	{
		rows = [row(1), row(2), row(3)],
		whole = (number) => ({ body: { data: row(number, { lines: LINES }) } }),
		...given
	}: Given = {},
) {
	const { context, requests } = canvas({
		operation,
		set: { returnAll: true, ...set },
		answer: (request) => {
			const [, number] = /orders\/(\d+)$/.exec(request.url) ?? [];
			return number ? whole(Number(number)) : { body: { data: rows, paging: { total: rows.length } } };
		},
		...given,
	});
	const outcome = await executeOperation(context, given.platform ?? padaria).then(
		([items = []]) => ({ items, error: undefined }),
		(error: Error) => ({ items: [] as INodeExecutionData[], error }),
	);
	return { ...outcome, json: outcome.items.map(({ json }) => json), requests, sent: requests.map(sentOf) };
}

const sentOf = ({ method, url }: IHttpRequestOptions) => `${method} ${new URL(url).pathname}`;

const list = (set: INodeParameters = {}, given: Given = {}) => read('order.getAll', set, given);
const get = (set: INodeParameters = {}, given: Given = {}) =>
	read('order.get', { orderId: '7', ...set }, given);

/** A platform that keeps to the rule that a row without a number is no order. */
const strict: OrderPlatform = {
	...padaria,
	orders: {
		...padaria.orders,
		toUnified: (raw, store) => {
			padaria.orders.orderIdOf(raw);
			return padaria.orders.toUnified(raw, store);
		},
	},
};

const namesOf = ({ items }: IDataObject) => (items as IDataObject[]).map(({ name }) => name);

describe('orders of a platform whose list leaves out what was ordered', () => {
	it('are completed, each by one request', async () => {
		const { json, sent } = await list();
		expect(sent).toEqual(['GET /orders', 'GET /orders/1', 'GET /orders/2', 'GET /orders/3']);
		expect(json.map(({ id }) => id)).toEqual([`${ID}:1`, `${ID}:2`, `${ID}:3`]);
		expect(json.map(namesOf)).toEqual(Array(3).fill(['Pão de queijo', 'Café']));
		expect(json.flatMap(({ warnings }) => warnings)).not.toContain('ITEMS_NOT_READ');
		expect(json.flatMap(schemaErrors)).toEqual([]);
	});

	it('without a number are refused, where they come raw too', async () => {
		const { number: _, ...nameless } = row(1);
		for (const output of ['unified', 'raw']) {
			const { error } = await list(
				{ output, options: { skipDetails: true } },
				{ rows: [nameless], platform: strict },
			);
			expect(error?.message).toContain('without a number');
		}
	});

	it('are completed the same way where they are searched, and where they come raw', async () => {
		const answer: Canvas['answer'] = ({ url }) =>
			/search/.test(url)
				? { body: { code: 200, Orders: [row(1)] } }
				: { body: { data: { number: 1, lines: LINES } } };
		const { json, sent } = await read('order.search', { text: 'pão', output: 'raw' }, { answer });
		expect(sent).toEqual(['POST /orders/search', 'GET /orders/1']);
		expect(json).toEqual([row(1, { lines: LINES })]);
	});

	it('are not asked for again where the list happens to hold all of an order', async () => {
		const rows = [row(1), row(2, { lines: [] }), row(3)];
		const { json, sent } = await list({}, { rows });
		expect(sent).toEqual(['GET /orders', 'GET /orders/1', 'GET /orders/3']);
		expect(json.map(({ items }) => (items as unknown[]).length)).toEqual([2, 0, 2]);
	});

	it('keep what only the list tells, and take from the order itself what both tell: it is newer', async () => {
		const { json } = await list(
			{ output: 'raw' },
			{
				rows: [row(1, { seat: 4 })],
				whole: (number) => ({ body: { data: { number, status: 'confirmed', lines: LINES } } }),
			},
		);
		expect(json).toEqual([row(1, { seat: 4, status: 'confirmed', lines: LINES })]);
	});

	it('are read four at a time, and stay in the order of the list', async () => {
		let running = 0;
		let most = 0;
		const rows = Array.from({ length: 12 }, (_, index) => row(index + 1));
		const { json } = await list(
			{},
			{
				rows,
				answer: async ({ url }) => {
					const [, number] = /orders\/(\d+)$/.exec(url) ?? [];
					if (!number) return { body: { data: rows, paging: { total: 12 } } };
					most = Math.max(most, ++running);
					// the first ones answer last
					for (let wait = Number(number); wait < 13; wait++)
						await new Promise((resolve) => setImmediate(resolve));
					running--;
					return { body: { data: row(Number(number), { lines: LINES }) } };
				},
			},
		);
		expect(json.map(({ displayId }) => displayId)).toEqual(rows.map(({ number }) => String(number)));
		expect(most).toBe(4);
	});

	it('are completed item by item, so that no more than four requests are under way', async () => {
		let running = 0;
		let most = 0;
		const rows = [row(1), row(2), row(3), row(4), row(5), row(6)];
		const { items } = await list(
			{},
			{
				items: [{ json: {} }, { json: {} }, { json: {} }],
				answer: async ({ url }) => {
					most = Math.max(most, ++running);
					await new Promise((resolve) => setImmediate(resolve));
					running--;
					const [, number] = /orders\/(\d+)$/.exec(url) ?? [];
					return number
						? { body: { data: row(Number(number), { lines: LINES }) } }
						: { body: { data: rows, paging: { total: 6 } } };
				},
			},
		);
		expect(most).toBe(4);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].flatMap((item) => Array(6).fill({ item }) as unknown[]),
		);
	});

	it('are as many as the limit says, and no more are completed', async () => {
		const { json, sent } = await list({ returnAll: false, limit: 2 });
		expect([json.length, sent]).toEqual([2, ['GET /orders', 'GET /orders/1', 'GET /orders/2']]);
	});

	it('come without it with Skip Details: no request per order, none lost, and each says so', async () => {
		const { json, sent } = await list({ options: { skipDetails: true } });
		expect(sent).toEqual(['GET /orders']);
		expect(json.map(({ id, items, warnings }) => [id, items, warnings])).toEqual(
			[1, 2, 3].map((number) => [`${ID}:${number}`, [], ['ITEMS_NOT_READ']]),
		);
	});

	it('say so beside their other warnings, each once and in alphabetical order', async () => {
		const rows = [row(1, { type: 'drone' })];
		const { json } = await list({ options: { skipDetails: true } }, { rows });
		expect(json[0]?.warnings).toEqual(['ITEMS_NOT_READ', 'ORDER_TYPE_UNKNOWN']);
	});

	it.each([[[]], ['nada'], [null]])(
		'say so, too, where the platform answers %j about an order',
		async (answer: unknown) => {
			const whole: Given['whole'] = () => ({ body: { data: answer } });
			const set = { output: 'unifiedWithRaw' };
			const { json } = await list(set, { rows: [row(1)], whole });
			expect(json.map(({ id, items, warnings, raw }) => [id, items, warnings, raw])).toEqual([
				[`${ID}:1`, [], ['ITEMS_NOT_READ'], row(1)],
			]);
		},
	);

	it('are not handed on in part: where one cannot be read, the error names it', async () => {
		const whole: Given['whole'] = (number) =>
			number === 2
				? { status: 404, body: { message: 'não há' } }
				: { body: { data: row(number, { lines: LINES }) } };
		const { items, error } = await list({}, { whole });
		expect([items, error?.message]).toEqual([[], 'Padaria does not know order 2']);
	});

	it('need a number, which the error says', async () => {
		const { error } = await list({}, { rows: [{ status: 'new' }] });
		expect(error?.message).toBe('Padaria sent an order without a number');
	});

	it('are not asked for twice where one order is read, even if it has no lines', async () => {
		const { json, sent } = await get({}, { whole: (number) => ({ body: { data: row(number) } }) });
		expect(sent).toEqual(['GET /orders/7']);
		expect(json[0]?.warnings).toEqual(['ITEMS_NOT_READ']);
	});

	it('cost no request per order where the platform’s list holds them whole', async () => {
		const rows = [row(1, { lines: LINES }), row(2)];
		const { json, sent } = await list({}, { platform: padariaBothWays, rows });
		expect(sent).toEqual(['GET /orders']);
		expect(json.map(({ warnings }) => warnings)).toEqual([[], []]);
	});
});

describe('a list with a switch for what was ordered', () => {
	const asked = async (set: INodeParameters, operation = 'order.getAll') =>
		(await read(operation, set, { platform: padariaByDay })).requests[0]?.qs;

	it('is asked for it', async () => {
		expect(await asked({})).toEqual({ offset: 0, limit: 100, with_lines: true });
		expect(await asked({ output: 'raw' })).toEqual({ offset: 0, limit: 100, with_lines: true });
	});

	it('is asked for what the person’s own filter says', async () => {
		const set = { filters: { withLines: false } };
		expect(await asked(set)).toEqual({ offset: 0, limit: 100, with_lines: false });
	});

	it('is not asked for it with Skip Details', async () => {
		const options = { skipDetails: true };
		expect(await asked({ options })).toEqual({ offset: 0, limit: 100 });
		const set = { options, filters: { withLines: true } };
		expect(await asked(set)).toEqual({ offset: 0, limit: 100, with_lines: true });
	});

	it('says of an order that came without what was ordered that it was not read', async () => {
		const rows = [row(1), row(2, { lines: LINES })];
		const { json, sent } = await list({}, { platform: padariaByDay, rows });
		expect(sent).toEqual(['GET /orders']);
		expect(json.map(({ warnings }) => warnings)).toEqual([['ITEMS_NOT_READ'], []]);
	});

	it('is asked for it only where the operation has the switch', async () => {
		const answer: Canvas['answer'] = () => ({ body: { code: 200, Orders: [] } });
		const set = { text: 'pão' };
		const { requests } = await read('order.search', set, { platform: padariaByDay, answer });
		expect(Object.fromEntries(requests[0]?.body as URLSearchParams)).toEqual({
			text: 'pão',
			page: '1',
			rows: '50',
		});
	});
});

describe('Output', () => {
	const raw = row(7, { lines: LINES });

	it('Unified Order is the same whatever the platform, and what a workflow gets that never chose', async () => {
		const { json } = await get();
		expect(schemaErrors(json[0])).toEqual([]);
		expect(json[0]).toMatchObject({
			id: `${ID}:7`,
			status: 'CREATED',
			statusRaw: 'new',
			orderType: 'DELIVERY',
			customer: { name: 'Ana Souza', phone: '+5511912345678' },
			items: [
				{ index: 1, name: 'Pão de queijo', quantity: 6, totalPrice: 21 },
				{ index: 2, name: 'Café', quantity: 1, totalPrice: 6 },
			],
		});
		expect((await get({ output: 'unified' })).json).toEqual(json);
	});

	it('Raw is the platform’s own', async () => {
		expect((await get({ output: 'raw' })).json).toEqual([raw]);
	});

	it('Unified With Raw is both', async () => {
		const [unified] = (await get()).json;
		expect((await get({ output: 'unifiedWithRaw' })).json).toEqual([{ ...unified, raw }]);
	});
});

describe('Status Words', () => {
	const words = (...entries: Array<[string, string]>) => ({
		statusWords: { words: entries.map(([word, status]) => ({ word, status })) },
	});
	const statusOf = async (status: unknown, options: INodeParameters) =>
		(
			await get(
				{ options },
				{ whole: (number) => ({ body: { data: row(number, { status } as IDataObject) } }) },
			)
		).json[0]?.status;

	it('tell what a word of the store’s own means, however it is spelled', async () => {
		expect(await statusOf('No Forno', {})).toBe('UNKNOWN');
		expect(await statusOf('No Forno', words(['no-forno', 'PREPARING']))).toBe('PREPARING');
	});

	it('go before what the node knows by itself, the last one of a word first', async () => {
		expect(await statusOf('new', words(['new', 'PREPARING'], ['x', 'READY']))).toBe('PREPARING');
		expect(await statusOf('new', words(['new', 'PREPARING'], ['NEW', 'READY']))).toBe('READY');
	});

	it('that were left empty mean nothing', async () => {
		expect(await statusOf('', words(['', 'CONFIRMED']))).toBe('UNKNOWN');
		expect(await statusOf('', { statusWords: { words: [{ status: 'CONFIRMED' }] } })).toBe('UNKNOWN');
		expect(await statusOf('new', { statusWords: {} })).toBe('CREATED');
	});

	it('count for every order of a list', async () => {
		const rows = [row(1, { status: 'X', lines: [] }), row(2, { status: 'new', lines: [] })];
		const { json } = await list({ options: words(['x', 'READY']) }, { rows });
		expect(json.map(({ status }) => status)).toEqual(['READY', 'CREATED']);
	});
});

describe('Split Items', () => {
	const split = { options: { splitItems: true } };

	it('hands on one item per line, with the rest of the order again and an id of its own', async () => {
		const [order] = (await get()).json;
		const { items: lines, ...rest } = order as IDataObject;
		const { items } = await get(split);
		expect(items).toEqual(
			(lines as IDataObject[]).map((item, index) => ({
				json: { lineId: `${ID}:7#${index + 1}`, ...rest, item },
				pairedItem: { item: 0 },
			})),
		);
		expect(items.map(({ json }) => (json.item as IDataObject).name)).toEqual(['Pão de queijo', 'Café']);
	});

	it('puts the id of the line first, where it becomes the first column of a table', async () => {
		const { json } = await get(split);
		expect(Object.keys(json[0] ?? {}).at(0)).toBe('lineId');
		expect(Object.keys(json[0] ?? {}).at(-1)).toBe('item');
	});

	it('loses no order: one without lines stays one item', async () => {
		const { items } = await get(split, {
			whole: (number) => ({ body: { data: row(number, { lines: [] }) } }),
		});
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({ lineId: `${ID}:7#0`, id: `${ID}:7`, item: null });
		expect(items[0]?.json).not.toHaveProperty('items');
	});

	it('keeps the lines of each order together, and knows the item that they come from', async () => {
		const { items } = await list(split, {
			rows: [row(1), row(2, { lines: [] })],
			items: [{ json: {} }, { json: {} }],
		});
		expect(items.map(({ json, pairedItem }) => [json.lineId, pairedItem])).toEqual(
			[0, 1].flatMap((item) => [`${ID}:1#1`, `${ID}:1#2`, `${ID}:2#0`].map((lineId) => [lineId, { item }])),
		);
	});

	it('gives each line the raw order, too, where both are wanted', async () => {
		const { json } = await get({ ...split, output: 'unifiedWithRaw' });
		expect(json.map(({ raw }) => raw)).toEqual(Array(2).fill(row(7, { lines: LINES })));
	});

	it('does not touch raw orders, which have no lines of a known shape', async () => {
		const raw = row(7, { lines: LINES });
		expect((await get({ output: 'raw', ...split })).json).toEqual([raw]);
		// an expression can set the option although it is not shown
		const order = padaria.orders.toUnified(raw, { storeKey: '1', timeZone: 'America/Sao_Paulo' });
		const shape = { output: 'raw', splitItems: true, hidePersonalData: false } as const;
		expect(orderItems(padaria.orders, { order, raw }, shape)).toEqual([raw]);
	});
});

describe('Hide Personal Data', () => {
	const hide = { options: { hidePersonalData: true } };
	const secret = row(7, {
		lines: [{ name: 'Pão para Souza', amount: 1, price: 2 }],
		note: 'Ligar para 11 91234-5678',
		table: 'da Ana',
	});
	const given: Given = { whole: () => ({ body: { data: secret } }) };
	const personal = /Souza|91234|345678/;

	const hiddenOrder = {
		id: `${ID}:7`,
		status: 'CREATED',
		customer: { name: 'Ana', phone: '+55*******5678' },
		items: [{ name: 'Pão para ***', quantity: 1, totalPrice: 2 }],
		observations: 'Ligar para ***',
	};
	const hiddenRaw = {
		number: 7,
		status: 'new',
		type: 'bike',
		customer: { name: '***', phone: '***' },
		lines: [{ name: 'Pão para ***', amount: 1, price: 2 }],
		note: '***',
		table: 'da ***',
	};

	it('masks the unified order, its texts included', async () => {
		const { json } = await get(hide, given);
		expect(json).toMatchObject([hiddenOrder]);
		expect(JSON.stringify(json)).not.toMatch(personal);
		expect(schemaErrors(json[0])).toEqual([]);
	});

	it('masks the platform’s own fields', async () => {
		expect((await get({ output: 'raw', ...hide }, given)).json).toEqual([hiddenRaw]);
	});

	it('masks both where both are wanted', async () => {
		const { json } = await get({ output: 'unifiedWithRaw', ...hide }, given);
		expect(json).toMatchObject([{ ...hiddenOrder, raw: hiddenRaw }]);
		expect(JSON.stringify(json)).not.toMatch(personal);
	});

	it('masks every line', async () => {
		const options = { hidePersonalData: true, splitItems: true };
		const { json } = await get({ output: 'unifiedWithRaw', options }, given);
		expect(json).toMatchObject([{ lineId: `${ID}:7#1`, item: { name: 'Pão para ***' }, raw: hiddenRaw }]);
		expect(JSON.stringify(json)).not.toMatch(personal);
	});

	it('leaves everything as it is where it is not chosen', async () => {
		const { json } = await get({ output: 'unifiedWithRaw' }, given);
		expect(json).toMatchObject([{ customer: { name: 'Ana Souza' }, raw: secret }]);
	});
});
