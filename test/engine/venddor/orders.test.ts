import { byNumber, Shop } from './shop';

const shop = new Shop().open();

/** As Venddor sends them; see order-output.test.ts for the unified order. */
const ROWS = { output: 'raw', options: { skipDetails: true } };

describe('the list of orders', () => {
	it('is asked for page by page, and a short page is the last one', async () => {
		shop.store.fill('order.getAll', 250);
		const run = await shop.run('order.getAll', { ...ROWS, returnAll: true });
		expect(new Set(run.json.map(({ order_id }) => order_id)).size).toBe(250);
		expect(shop.lines()).toEqual([1, 2, 3].map((page) => `GET /api/orders?page=${page}&items_per_page=100`));
	});

	it('asks for no more than the limit', async () => {
		shop.store.fill('order.getAll', 30);
		expect((await shop.run('order.getAll', { ...ROWS, limit: 5 })).json).toHaveLength(5);
		expect(shop.lines()).toEqual(['GET /api/orders?page=1&items_per_page=5']);
	});

	it('is nothing, and no error, when nothing matches', async () => {
		shop.place();
		const run = await shop.run('order.getAll', {
			...ROWS,
			returnAll: true,
			filters: { status: byNumber('X'), date_from: '', date_to: '' },
		});
		expect([run.status, run.json]).toEqual(['success', []]);
	});

	it('has the letters of Venddor, which filter it, and text where a detail has numbers', async () => {
		shop.store.examples();
		const waiting = shop.place('awaitingStock');
		const run = await shop.run('order.getAll', { ...ROWS, filters: { status: byNumber('B') } });
		expect(run.json).toMatchObject([{ order_id: String(waiting), status: 'B' }]);
		expect(shop.arrived()[0]?.query).toEqual({ status: 'B', page: '1', items_per_page: '50' });

		const cancelled = await shop.run('order.getAll', {
			...ROWS,
			filters: { status: byNumber('I'), companyId: byNumber(32) },
		});
		expect(cancelled.json[0]).toMatchObject({ order_id: '5138', total: '9790.00', timestamp: '1660336595' });
	});

	it('is of the days that a person picks', async () => {
		shop.store.examples();
		const run = await shop.run('order.getAll', {
			...ROWS,
			filters: { dateFrom: '2022-08-11T00:00:00', dateTo: '2022-08-11T00:00:00' },
		});
		expect(run.json).toMatchObject([{ order_id: '5131' }]);
		expect(shop.arrived()[0]?.query).toMatchObject({ date_from: '2022-08-11', date_to: '2022-08-11' });
	});
});

describe('one order', () => {
	it('has numbers among its text, and products by the id of their line', async () => {
		shop.store.examples();
		const { json } = await shop.run('order.get', { output: 'raw', orderId: byNumber(5138) });
		expect(json).toMatchObject([
			{
				order_id: '5138',
				total: '9790.00',
				subtotal: 9495,
				discount: 0,
				payment_surcharge: 290,
				products: {
					1001: { product_id: '214', price: '8.99', base_price: 8.99, amount: '500' },
					1002: { product_id: '215', price: '20.00', base_price: 20, amount: '250' },
				},
			},
		]);
	});

	it('that is not there is an error, although Venddor answers 200', async () => {
		const run = await shop.run('order.get', { output: 'raw', orderId: byNumber(7) });
		expect(run.error).toMatchObject({ message: 'Venddor does not know order 7' });
		expect(run.error?.description).toContain('Pedido não encontrado');
		expect(shop.arrived()).toMatchObject([{ status: 200 }]);
	});

	it('that is not there goes through the error branch, and the others go on', async () => {
		const [first, last] = [shop.place(), shop.place()];
		const run = await shop.run(
			'order.get',
			{ output: 'raw', orderId: byNumber('={{ $json.id }}') },
			[{ id: first }, { id: 7 }, { id: last }],
			{ onError: 'continueErrorOutput' },
		);
		expect(run.json.map(({ order_id }) => order_id)).toEqual([String(first), String(last)]);
		expect(run.errorItems.map(({ json }) => json.error)).toEqual(['Venddor does not know order 7']);
	});

	it('is deleted for good', async () => {
		const order = shop.place();
		expect((await shop.run('order.delete', { orderId: byNumber(order) })).json).toEqual([{ deleted: true }]);
		const again = await shop.run('order.delete', { orderId: byNumber(order) });
		expect(again.error).toMatchObject({ message: `Venddor does not know order ${order}` });
	});
});

describe('a new order', () => {
	const parameters = {
		userId: byNumber(4031),
		paymentId: byNumber(6),
		shippingId: byNumber(3),
		products: {
			values: [
				{ product: byNumber(214), amount: 5 },
				{
					product: byNumber(215),
					amount: 2,
					additionalFields: { productOptions: { values: [{ optionId: '12', value: '47' }] } },
				},
			],
		},
	};

	it('has its products by their id, quantities as text, and the prices of the catalogue', async () => {
		const { json } = await shop.run('order.create', parameters);
		expect(shop.arrived().map(({ body }) => body)).toEqual([
			{
				user_id: 4031,
				payment_id: 6,
				shipping_id: 3,
				products: { 214: { amount: '5' }, 215: { amount: '2', product_options: { 12: '47' } } },
			},
		]);
		expect(shop.order(Number(json[0]?.order_id))).toMatchObject({ status: 'O', subtotal: 84.95 });
	});

	it('has no product twice', async () => {
		const run = await shop.run('order.create', {
			...parameters,
			products: { values: [1, 2].map((amount) => ({ product: byNumber(214), amount })) },
		});
		expect(run.error).toMatchObject({ message: '"Products" has 214 twice' });
		expect(shop.arrived()).toEqual([]);
	});

	it('of a guest is refused without the data of the guest', async () => {
		const run = await shop.run('order.create', { ...parameters, userId: byNumber(0) });
		expect(run.error?.description).toContain('user_data is required for a guest');
	});
});

describe('a changed order', () => {
	it('has the status that was set', async () => {
		const order = shop.place();
		const run = await shop.run('order.update', {
			orderId: byNumber(order),
			updateFields: { status: byNumber('P'), notifyUser: false },
		});
		expect(run.json).toEqual([{ order_id: String(order) }]);
		expect(shop.arrived()).toMatchObject([
			{ method: 'PUT', path: `/api/orders/${order}`, body: { status: 'P', notify_user: false } },
		]);
		expect(shop.order(order)).toMatchObject({ status: 'P' });
	});

	it('has the products of the new list, and no others', async () => {
		shop.store.examples();
		await shop.run('order.update', {
			orderId: byNumber(5131),
			updateFields: {
				products: {
					values: [
						{ product: '7891000100103', amount: 10 },
						{ product: '216', amount: 0 },
					],
				},
			},
		});
		expect(shop.arrived()[0]?.body).toEqual({
			products: { 7891000100103: { amount: '10' }, 216: { amount: '0' } },
		});
		expect(shop.order(5131)).toMatchObject({ subtotal: 89.9, products: { 1004: { amount: '10' } } });
	});

	it('without any product has a list where its products were, as PHP writes an empty map', async () => {
		shop.store.examples();
		await shop.run('order.update', {
			orderId: byNumber(5136),
			updateFields: { products: { values: [{ product: '214', amount: 0 }] } },
		});
		const { json } = await shop.run('order.get', { output: 'raw', orderId: byNumber(5136) });
		expect(json).toMatchObject([{ order_id: '5136', products: [], subtotal: 0 }]);
	});

	it('is not sent when nothing was set, which Venddor would answer with 405', async () => {
		const order = shop.place();
		const run = await shop.run('order.update', { orderId: byNumber(order) });
		expect(run.error?.message).toBe('There is nothing to send to update an order');
		expect(shop.arrived()).toEqual([]);
	});
});

describe('a shipment', () => {
	it('has quantities by the id of the line', async () => {
		shop.store.examples();
		const { json } = await shop.run('shipment.create', {
			orderId: byNumber(5138),
			userId: byNumber(4031),
			products: { values: [{ lineId: '1001', value: 2 }] },
			carrier: 'Transportadora Modelo',
			shippingId: byNumber(3),
			shipping: 'Transportadora',
			additionalFields: { trackingNumber: 'TM1BR' },
		});
		expect(shop.arrived().map(({ body }) => body)).toEqual([
			{
				order_id: 5138,
				user_id: 4031,
				products: { 1001: 2 },
				carrier: 'Transportadora Modelo',
				shipping_id: 3,
				shipping: 'Transportadora',
				tracking_number: 'TM1BR',
			},
		]);
		const shipmentId = byNumber(String(json[0]?.shipment_id));
		expect((await shop.run('shipment.get', { shipmentId })).json).toMatchObject([
			{ order_id: 5138, tracking_number: 'TM1BR', status: 'shipped' },
		]);
	});
});

describe('what a person chooses from', () => {
	it('are orders, newest first', async () => {
		shop.store.examples();
		const { results } = await shop.look('searchOrder');
		expect(results.map(({ name, value }) => [name, value])).toEqual([
			['5138 · Próximo Supermercado · I', '5138'],
			['5136 · Próximo Supermercado · I', '5136'],
			['5131 · Próximo Supermercado · I', '5131'],
			['5120 · Próximo Supermercado · I', '5120'],
		]);
	});

	it('are the statuses of the store by their letter, its own as well', async () => {
		await shop.run('status.create', { description: 'Em separação' });
		const { results } = await shop.look('searchStatus', 'aguardando');
		expect(results.map(({ name, value }) => [name, value])).toEqual([
			['Aguardando aceite do cliente · A', 'A'],
			['Aguardando estoque · B', 'B'],
			['Aguardando nota fiscal · K', 'K'],
		]);
		const own = (await shop.look('searchStatus', 'Em separação')).results[0];
		const order = shop.place();
		await shop.run('order.update', {
			orderId: byNumber(order),
			updateFields: { status: byNumber(String(own?.value)) },
		});
		expect(shop.order(order)).toMatchObject({ status: own?.value });
	});
});
