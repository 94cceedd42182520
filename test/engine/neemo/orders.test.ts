import { byNumber, Shop } from './shop';

const shop = new Shop().open();

/** The rows as Neemo sends them; see order-output.test.ts for the unified order. */
const GET_MANY = { resource: 'order', operation: 'getAll', output: 'raw', options: { skipDetails: true } };
const GET = { resource: 'order', operation: 'get', output: 'raw', orderId: byNumber('={{ $json.order }}') };
const CHANGE_STATUS = {
	resource: 'order',
	operation: 'changeStatus',
	orderId: byNumber('={{ $json.order }}'),
	status: 1,
};

const idsOf = (rows: Array<{ id?: unknown }>) => rows.map(({ id }) => id);

describe('getting many orders', () => {
	it('takes HTTP 201 with code 200 for the success that it is', async () => {
		const ids = shop.placeMany(3);
		const run = await shop.run(GET_MANY);
		expect(run.error).toBeUndefined();
		expect(idsOf(run.json)).toEqual(ids);
		expect(shop.arrived()).toMatchObject([{ operation: 'order.getAll', method: 'POST', status: 201 }]);
	});

	it('asks with form fields, the token among them', async () => {
		shop.place();
		await shop.run({
			...GET_MANY,
			limit: 7,
			filters: {
				status: 0,
				createdAt: '2026-03-10T09:30:00',
				modified: '2026-03-10T10:00:00',
				sort: 'id desc',
			},
		});
		const [request] = shop.raw;
		expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
		expect(Object.fromEntries(new URLSearchParams(String(request?.body)))).toEqual({
			token_account: shop.login().token,
			status: '0',
			created_at: '2026-03-10 09:30:00',
			modified: '2026-03-10 10:00:00',
			sort: 'id desc',
			limit: '7',
			page: '1',
		});
	});

	it('gives nothing, and no error, when Neemo answers 404 for "no results"', async () => {
		const run = await shop.run(GET_MANY);
		expect(run.error).toBeUndefined();
		expect(run.json).toEqual([]);
		expect(shop.arrived()).toMatchObject([{ status: 404 }]);
	});

	it.each([
		[0, 1],
		[1, 1],
		[50, 1],
		[120, 3],
		[2345, 47],
	])('gives all %d with Return All, each once, in %d requests', async (count, requests) => {
		shop.store.fill('order.getAll', count);
		const run = await shop.run({ ...GET_MANY, returnAll: true });
		expect(run.error).toBeUndefined();
		expect(idsOf(run.json)).toEqual(shop.store.orders().map(({ id }) => id));
		expect(shop.arrived()).toHaveLength(requests);
	});

	it('gives as many as the limit says, over pages', async () => {
		const ids = shop.placeMany(130);
		const run = await shop.run({ ...GET_MANY, limit: 70 });
		expect(idsOf(run.json)).toEqual(ids.slice(0, 70));
		expect(shop.arrived()).toHaveLength(2);
	});

	it('gives the orders of one status', async () => {
		const [first = 0, second = 0] = shop.placeMany(2);
		await shop.run(CHANGE_STATUS, [{ order: second }]);
		expect(idsOf((await shop.run({ ...GET_MANY, filters: { status: 0 } })).json)).toEqual([first]);
		expect(idsOf((await shop.run({ ...GET_MANY, filters: { status: 1 } })).json)).toEqual([second]);
	});
});

describe('getting an order', () => {
	it('gives what was ordered', async () => {
		const order = shop.place('pizza');
		const run = await shop.run(GET, [{ order }]);
		expect(run.json).toEqual([shop.sandbox.order('neemo', order).raw]);
		expect(run.json[0]).toMatchObject({ id: order, PizzaOrders: [{ PizzaSabor: [{}, {}] }] });
		expect(run.items[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('finds it in the list, newest first, without asking for orders of years ago', async () => {
		const [first, second] = shop.placeMany(2);
		const { results } = await shop.searchOrders();
		expect(results.map(({ value }) => value)).toEqual([String(second), String(first)]);
		expect(results[0]?.name).toMatch(/^\d+ · .+ · 2026-03-10T12:00:00/);
		expect(shop.arrived()).toMatchObject([{ body: { created_at: '2026-03-08', limit: '50', page: '1' } }]);
	});

	it('says which one Neemo does not know', async () => {
		const run = await shop.run(GET, [{ order: 7 }]);
		expect(run.error).toMatchObject({ message: 'Neemo does not know order 7' });
	});
});

describe('changing the status of an order', () => {
	it('sends one form, and tells the customer once', async () => {
		const order = shop.place('delivery');
		const run = await shop.run(CHANGE_STATUS, [{ order }]);
		expect(run.json).toMatchObject([{ code: 200, name: 'Success', Order: { id: order, status: 1 } }]);
		expect(shop.arrived()).toMatchObject([
			{ method: 'PUT', path: `/v1/order/${order}`, body: { token_account: '***', status: '1' }, status: 200 },
		]);
		expect(shop.notifications(order)).toBe(1);
	});

	it('is an error when the refusal stands inside an answer with HTTP 200', async () => {
		const order = shop.place('delivery');
		await shop.run({ ...CHANGE_STATUS, status: 2 }, [{ order }]);
		const run = await shop.run({ ...CHANGE_STATUS, status: 3 }, [{ order }]);
		expect(run.error).toMatchObject({
			message: expect.stringMatching(/^Neemo refused to change the status of an order/),
			description: expect.stringContaining(
				'Não é possível alterar para o status 3: o pedido está no status 2',
			),
		});
		expect(shop.notifications(order)).toBe(1);
	});

	it('goes on with the other orders with Continue On Fail', async () => {
		const [first, cancelled, last] = [shop.place(), shop.place('cancelledBySystem'), shop.place()];
		const run = await shop.run(
			CHANGE_STATUS,
			[first, cancelled, last].map((order) => ({ order })),
			{ onError: 'continueErrorOutput' },
		);
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(run.errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect([first, last].map((order) => shop.sandbox.order('neemo', order).status)).toEqual(['1', '1']);
	});

	it('is not sent again when nobody knows whether it was done', async () => {
		const order = shop.place();
		shop.spoil({ fault: 'cut', when: 'middle' }, 1, 'order.changeStatus');
		const run = await shop.run(CHANGE_STATUS, [{ order }]);
		expect(run.error?.description).toContain(`It is not known whether order ${order} was changed`);
		expect(shop.notifications(order)).toBe(1);
	});
});
