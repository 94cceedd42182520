import { closeSandboxes } from '../../helpers';
import { Store } from './store';

let store: Store;
beforeAll(async () => {
	store = await Store.open({}, START);
});
beforeEach(() => {
	store.sandbox.reset();
	store.clock.set(START);
});
afterAll(closeSandboxes);

const START = '2026-03-10T15:00:00Z';

interface Amounts {
	total: Record<string, { value: number } | null>;
	items: Array<{ total: { value: number } }>;
	compositeItems: Array<{ total: { value: number } }>;
}

describe('orders of Delivery Direto', () => {
	it.each(['delivery', 'pickup', 'table', 'pizza', 'voucher', 'change', 'online'])(
		'of the kind %s add up to the cent',
		async (kind) => {
			for (let count = 0; count < 5; count++) store.place(kind);
			const orders = (await store.orders({ showItems: true })) as unknown as Amounts[];
			expect(orders).toHaveLength(5);
			for (const { total, items, compositeItems } of orders) {
				const lines = [...items, ...compositeItems].map((line) => line.total.value);
				const value = (name: string) => total[name]?.value ?? 0;
				expect(value('subtotal')).toBe(lines.reduce((sum, line) => sum + line, 0));
				expect(value('total')).toBe(
					value('subtotal') + value('deliveryFee') + value('serviceFee') - value('discount'),
				);
				expect(Object.values(total).every((money) => money === null || Number.isInteger(money.value))).toBe(
					true,
				);
			}
		},
	);

	it('come in the kinds that a store meets', async () => {
		const only = async (kind: string) =>
			(await store.orders({ ordersId: store.place(kind), showItems: true }))[0];
		expect(await only('delivery')).toMatchObject({ type: 'DELIVERY', address: { city: 'São Paulo' } });
		expect(await only('pickup')).toMatchObject({ type: 'TAKEOUT', address: null, deliveryArea: null });
		expect(await only('table')).toMatchObject({ table: { name: 'Mesa' }, address: null });
		expect(await only('pizza')).toMatchObject({
			compositeItems: [{ priceCalculationType: 'HIGHER', items: [{ amount: 0.5 }, { amount: 0.5 }] }],
		});
		expect(await only('change')).toMatchObject({ paymentMethod: { name: 'Dinheiro' } });
		expect(await only('online')).toMatchObject({ isOnlinePayment: true });
	});

	it('show items, extras and metadata only when asked', async () => {
		store.place('voucher');
		expect(await store.orders()).toMatchObject([
			{ items: [], compositeItems: [], voucher: null, metadata: null },
		]);
		expect(await store.orders({ showItems: true, showExtras: true, showMetadata: true })).toMatchObject([
			{ items: expect.arrayContaining([expect.anything()]), voucher: { id: 5 }, metadata: { source: 'web' } },
		]);
	});

	it('come newest first, page by page', async () => {
		const ids = [store.place(), store.place(), store.place()];
		expect(await store.ids()).toEqual([...ids].reverse());
		expect(await store.ids({ offset: 1, limit: 1 })).toEqual([ids[1]]);
	});

	it('are found by day, customer, status and number', async () => {
		const late = await Store.open({}, '2026-03-11T01:00:00Z');
		const first = late.place();
		late.clock.set('2026-03-11T03:00:00Z');
		const second = late.place();
		await late.setStatus(first, 'APPROVED');
		expect(await late.ids({ dateStart: '2026-03-11', dateEnd: '2026-03-11' })).toEqual([second]);
		expect(await late.ids({ dateEnd: '2026-03-10' })).toEqual([first]);
		expect(await late.ids({ lastModifiedStart: '2026-03-11' })).toEqual([second, first]);
		expect(await late.ids({ status: 'APPROVED' })).toEqual([first]);
		expect(await late.ids({ ordersId: second })).toEqual([second]);
		const [order] = await late.orders({ ordersId: second });
		const { id, firstName, email } = order?.customer as Record<string, string>;
		expect(await late.ids({ ordersId: second, customerId: id, customerEmail: email })).toEqual([second]);
		expect(await late.ids({ ordersId: second, customerName: String(firstName).toUpperCase() })).toEqual([
			second,
		]);
		expect(await late.ids({ ordersId: 1 })).toEqual([]);
	});

	it('that the document names as an example are found by all that it says of them', async () => {
		store.platform.examples();
		const day = '2026-11-21';
		const filters = {
			status: 'APPROVED',
			dateStart: day,
			dateEnd: day,
			lastModifiedStart: day,
			lastModifiedEnd: day,
			customerId: '9001',
			customerName: 'Maria Souza',
			customerEmail: 'maria.souza@example.com',
			customerPhone: '11900000000',
		};
		expect(await store.ids({ ...filters, isOnlyScheduled: false })).toEqual([70000001]);
		expect(await store.ids({ ...filters, isOnlyScheduled: true })).toEqual([]);
	});

	it('go their way and tell when', async () => {
		const id = store.place();
		store.clock.pass(60);
		for (const status of ['APPROVED', 'IN_TRANSIT', 'DONE']) {
			expect(await store.setStatus(id, status)).toMatchObject({ status: 204, data: '' });
		}
		expect(await store.orders()).toMatchObject([
			{
				status: 'DONE',
				created: '2026-03-10T12:00:00-03:00',
				modified: '2026-03-10T12:01:00-03:00',
				operationTime: { approvedTime: '2026-03-10T12:01:00-03:00', doneBy: 10, cancelledTime: null },
			},
		]);
		expect(store.platform.orders()).toMatchObject([
			{
				status: 'DONE',
				history: [{ step: 'placed' }, { step: 'confirmed' }, { step: 'dispatched' }, {}, {}],
			},
		]);
	});

	it.each([
		['back', ['DONE'], 'APPROVED'],
		['on after a refusal', ['REJECTED'], 'APPROVED'],
		['back to an earlier step', ['IN_TRANSIT'], 'APPROVED'],
	])('do not go %s: 422', async (_what, steps, status) => {
		const id = store.place();
		for (const step of steps) await store.setStatus(id, step);
		expect(await store.setStatus(id, status)).toMatchObject({
			status: 422,
			data: { status: 'error', message: expect.stringContaining('Não é possível alterar o status') },
		});
		expect(store.platform.orders()).toMatchObject([{ status: steps.at(-1) }]);
	});

	it('can be set to the status that they have, and come back from a warning', async () => {
		const id = store.place();
		for (const status of ['APPROVED', 'APPROVED', 'WARNING', 'APPROVED']) {
			expect((await store.setStatus(id, status)).status).toBe(204);
		}
	});

	it('hide when they are refused or cancelled, unless asked for', async () => {
		const kept = store.place();
		const refused = store.place();
		await store.setStatus(refused, 'REJECTED', 'Produto em falta');
		const cancelled = store.place('cancelled');
		expect(await store.ids()).toEqual([kept]);
		expect(await store.ids({ ordersId: refused })).toEqual([]);
		expect(await store.ids({ includeCanceledOrders: true })).toEqual([cancelled, refused, kept]);
		expect(await store.orders({ isOnlyCanceledOrders: true })).toMatchObject([
			{ id: cancelled, isCanceled: true },
			{ id: refused, isCanceled: true, statusReason: 'Produto em falta' },
		]);
	});

	it('hide while they wait for Pix, unless asked for', async () => {
		const id = store.place('pix');
		expect(await store.ids()).toEqual([]);
		expect(await store.ids({ includeWaitingPixPayment: true })).toEqual([id]);
	});

	it('that are scheduled hide until they are due, unless asked for', async () => {
		const id = store.place('scheduled');
		expect(await store.ids()).toEqual([]);
		expect(await store.orders({ isOnlyScheduled: true })).toMatchObject([
			{
				id,
				scheduledOrder: {
					appearDate: '2026-03-10T14:00:00-03:00',
					scheduledDate: '2026-03-10T15:00:00-03:00',
				},
			},
		]);
		store.clock.pass(2 * 60 * 60);
		expect(await store.ids()).toEqual([id]);
	});

	it('can be cancelled by the customer until they are done', async () => {
		const id = store.place();
		store.platform.cancelAsCustomer(id);
		expect(await store.orders({ includeCanceledOrders: true })).toMatchObject([
			{ isCanceled: true, statusReason: 'Cancelado pelo cliente' },
		]);
		expect(() => store.platform.cancelAsCustomer(id)).toThrow('cannot be cancelled any more');
		expect(() => store.platform.cancelAsCustomer(1)).toThrow('No order 1');
		expect(() => store.platform.placeOrder({ kind: 'breakfast' })).toThrow('No kind "breakfast"');
	});

	it('are handed out each time that somebody reads them', async () => {
		const id = store.place();
		await store.ids();
		await store.ids();
		expect(store.platform.orders()).toMatchObject([
			{ id, inQueue: true, emissions: [{}, {}].map(() => expect.any(String)) },
		]);
	});

	it('repeat with the same seed', async () => {
		const raws = async () => {
			const { platform } = await Store.open({ seed: 7 });
			for (let count = 0; count < 10; count++) platform.placeOrder();
			return platform.orders().map(({ raw }) => raw);
		};
		expect(await raws()).toEqual(await raws());
	});

	it.each([0, 1, 2345])('fill the list with %i', async (count) => {
		store.place('scheduled');
		store.place();
		store.platform.fill('order.getAll', count);
		const { data } = await store.api.get('/v1/orders', { params: { limit: 1 } });
		expect(data.data.pagination.totalItems).toBe(count);
	});
});

describe('the kitchen display', () => {
	it('shows approved orders, since a moment in UTC, and keeps where the kitchen is', async () => {
		const waiting = store.place();
		const id = store.place();
		await store.setStatus(id, 'APPROVED');
		const read = async (dateStart: string) =>
			(await store.api.get('/v1/kds/orders', { params: { dateStart } })).data.data.orders;
		expect(await read('2026-03-10 14:59:59')).toMatchObject([{ id, status: 'APPROVED' }]);
		expect(await read('2026-03-10 15:00:01')).toEqual([]);
		expect((await store.api.put(`/v1/kds/orders/${id}`, { status: 'IN_PRODUCTION' })).status).toBe(204);
		const one = await store.api.get('/v1/kds/order', { params: { orderId: id } });
		expect(one.data.data).toMatchObject({ id, status: 'IN_PRODUCTION' });
		expect((await store.api.put(`/v1/kds/orders/${waiting}`, { status: 'DONE' })).status).toBe(404);
	});
});
