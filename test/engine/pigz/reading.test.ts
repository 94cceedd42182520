import { Shop, STORE_KEY } from './shop';
import Ajv from 'ajv';
import { unifiedOrderSchema } from '../../../core/order/schema';

const shop = new Shop().open();
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(unifiedOrderSchema);

const GET_MANY = { resource: 'order', operation: 'getAll' };
const GET_QUEUE = { resource: 'order', operation: 'getQueue' };

describe('getting many orders', () => {
	it('gives nothing, and no error, where there are none', async () => {
		const run = await shop.run(GET_MANY);
		expect(run.status).toBe('success');
		expect(run.items).toEqual([]);
		expect(shop.arrived()).toEqual(['GET /orders']);
	});

	it('gives the only one', async () => {
		const id = shop.place();
		const run = await shop.run(GET_MANY);
		expect(run.json.map((order) => order.displayId)).toEqual([String(id)]);
	});

	it('gives the first 50 of 120 unless told otherwise, in one request', async () => {
		const ids = shop.placeMany(120);
		const run = await shop.run(GET_MANY);
		expect(run.json.map(({ displayId }) => Number(displayId))).toEqual(ids.slice(0, 50));
		expect(shop.arrived()).toEqual(['GET /orders']);
	});

	it('gives as many as the limit says', async () => {
		const ids = shop.placeMany(120);
		const run = await shop.run({ ...GET_MANY, limit: 7 });
		expect(run.json.map(({ displayId }) => Number(displayId))).toEqual(ids.slice(0, 7));
	});

	it('gives all 120 with Return All, each once, in one request', async () => {
		const ids = shop.placeMany(120);
		const run = await shop.run({ ...GET_MANY, returnAll: true });
		expect(run.json.map(({ displayId }) => Number(displayId))).toEqual(ids);
		expect(shop.arrived()).toEqual(['GET /orders']);
	});

	it.each(['0', '-1', '1.5', '"many"'])('refuses a limit of %s before anything is sent', async (limit) => {
		shop.place();
		const run = await shop.run({ ...GET_MANY, limit: `={{ ${limit} }}` });
		expect(run.error?.message).toBe('"Limit" is not a whole number of 1 or more');
		expect(run.error?.description).toBe(`It is ${limit}. Switch Return All on to get everything.`);
		expect(shop.arrived()).toEqual([]);
	});
});

describe('the days of a period', () => {
	it.each([
		['picked in the calendar', '2026-03-09T00:00:00', '2026-03-09'],
		['a day as text', '2026-03-09', '2026-03-09'],
		[
			'late in the evening of the store, when it is the next day in UTC',
			'2026-03-10T02:30:00.000Z',
			'2026-03-09',
		],
		['a moment with the offset of the store', '2026-03-09T23:59:59-03:00', '2026-03-09'],
		['today by an expression, at midday', '={{ $now }}', '2026-03-10'],
		['three days ago by an expression', '={{ $now.minus({ days: 3 }) }}', '2026-03-07'],
	])('are those of the store: %s', async (_, start, day) => {
		const run = await shop.run({ ...GET_MANY, filters: { start } });
		expect(run.error).toBeUndefined();
		expect(shop.arrived()).toEqual([`GET /orders?start=${day}`]);
	});

	it('follow the time zone of the credential', async () => {
		shop.credentials.edit('pigzApi', { timeZone: 'America/Noronha' });
		await shop.run({ ...GET_MANY, filters: { end: '2026-03-10T02:30:00.000Z' } });
		expect(shop.arrived()).toEqual(['GET /orders?end=2026-03-10']);
	});

	it('choose the orders: those of yesterday only', async () => {
		const [yesterday] = shop.placeMany(1);
		shop.clock.pass({ days: 1 });
		shop.place();
		const run = await shop.run({ ...GET_MANY, filters: { start: '2026-03-10', end: '2026-03-10' } });
		expect(run.json.map(({ displayId }) => displayId)).toEqual([String(yesterday)]);
		expect(shop.arrived()).toEqual(['GET /orders?start=2026-03-10&end=2026-03-10']);
	});

	it.each(['yesterday', '2026-02-30'])('are refused when they are none: %s', async (start) => {
		const run = await shop.run({ ...GET_MANY, filters: { start } });
		expect(run.error?.message).toBe('"From Day" is not a date');
		expect(run.error?.description).toBe(`It is "${start}". Use the picker, or text such as 2026-11-21.`);
		expect(shop.arrived()).toEqual([]);
	});
});

describe.each([
	['Get Many', GET_MANY],
	['Get Queue', GET_QUEUE],
])('the output of %s', (_, operation) => {
	const kinds = ['pickup', 'delivery', 'options', 'discount', 'change', 'online'];

	it('is the unified order, for every kind of order', async () => {
		for (const kind of kinds) shop.place({ kind });
		const run = await shop.run(operation);
		expect(run.json).toHaveLength(kinds.length);
		for (const order of run.json) {
			validate(order);
			expect(validate.errors).toBeNull();
			expect(order).toMatchObject({ id: `pigz:${STORE_KEY}:${String(order.displayId)}`, status: 'CREATED' });
		}
	});

	it('is the order of Pigz with Raw', async () => {
		const id = shop.place({ kind: 'delivery' });
		const run = await shop.run({ ...operation, output: 'raw' });
		expect(run.json).toHaveLength(1);
		expect(shop.sandbox.order('pigz', id).raw).toMatchObject(run.json[0] ?? {});
		expect(run.json[0]).toMatchObject({ codigo: id, status: 'PENDENTE', tipoEntrega: 'DELIVERY' });
		expect(run.json[0]).not.toHaveProperty('schemaVersion');
	});

	it('is both with Unified With Raw', async () => {
		const id = shop.place({ kind: 'pickup' });
		const run = await shop.run({ ...operation, output: 'unifiedWithRaw' });
		const { raw, ...unified } = run.json[0] ?? {};
		validate(unified);
		expect(validate.errors).toBeNull();
		expect(raw).toMatchObject({ codigo: id, status: 'PENDENTE', tipoEntrega: 'RETIRADA' });
	});

	it('is linked to the item that asked for it', async () => {
		const [first, second] = shop.placeMany(2);
		const run = await shop.run({ ...operation, limit: '={{ $json.wanted }}' }, [
			{ wanted: 1 },
			{ wanted: 2 },
			{ wanted: 1 },
		]);
		expect(run.items.map(({ json, pairedItem }) => [Number(json.displayId), pairedItem])).toEqual([
			[first, { item: 0 }],
			[first, { item: 1 }],
			[second, { item: 1 }],
			[first, { item: 2 }],
		]);
	});
});

describe('getting the queue', () => {
	it('has the totals, and agrees with them', async () => {
		shop.place({ kind: 'discount' });
		const run = await shop.run(GET_QUEUE);
		const { desconto, subTotal, taxaEntrega, total } = shop.store.orders()[0]?.raw ?? {};
		expect(run.json[0]?.total).toEqual({
			itemsPrice: subTotal,
			otherFees: taxaEntrega,
			discount: desconto,
			orderAmount: total,
		});
		expect(run.json[0]?.warnings).toEqual([]);
	});

	it('removes nothing', async () => {
		const ids = shop.placeMany(3);
		const first = await shop.run(GET_QUEUE);
		const second = await shop.run(GET_QUEUE);
		expect(first.json.map(({ displayId }) => Number(displayId))).toEqual(ids);
		expect(second.json).toEqual(first.json);
		expect(ids.map((id) => shop.isWaiting(id))).toEqual([true, true, true]);
		expect(shop.arrived()).toEqual(['GET /pooling', 'GET /pooling']);
	});

	it('shows a cancellation that nobody has acknowledged, and no acknowledged order', async () => {
		const [acknowledged = 0, cancelled = 0] = shop.placeMany(2);
		await shop.run({
			resource: 'order',
			operation: 'changeStage',
			id: { __rl: true, mode: 'id', value: String(acknowledged) },
		});
		shop.store.cancelAsCustomer(cancelled);
		const run = await shop.run(GET_QUEUE);
		expect(run.json.map(({ displayId, status }) => [Number(displayId), status])).toEqual([
			[cancelled, 'CANCELLED'],
		]);
	});
});

describe('reading for many items', () => {
	it('asks once per item, and never more than four at a time', async () => {
		let underWay = 0;
		let most = 0;
		const { handle } = shop.store;
		jest.spyOn(shop.store, 'handle').mockImplementation(async (request) => {
			if (request.path === '/orders') most = Math.max(most, ++underWay);
			await new Promise((resolve) => setTimeout(resolve, 10));
			try {
				return await handle(request);
			} finally {
				if (request.path === '/orders') underWay--;
			}
		});
		const run = await shop.run(
			GET_MANY,
			Array.from({ length: 12 }, () => ({})),
		);
		expect(run.status).toBe('success');
		expect(shop.arrived()).toHaveLength(12);
		expect(most).toBe(4);
	});
});
