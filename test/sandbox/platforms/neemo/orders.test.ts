import Ajv2020 from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parse } from 'yaml';
import { Clock, closeSandboxes } from '../../helpers';
import { addKnownFormats } from '../../../../sandbox/formats';
import { ORDER_KINDS, orderGenerator, rowOf } from '../../../../sandbox/platforms/neemo/orders';
import { Store } from './support';

let clock: Clock;
let store: Store;

beforeEach(async () => {
	clock = new Clock();
	store = await Store.open(clock);
});
afterEach(closeSandboxes);

describe('the list of orders', () => {
	it('answers 201 with code 200, and tells how many there are', async () => {
		const id = store.place();
		const { status, data } = await store.form('post', '/v1/order', { limit: 50, page: 1 });
		expect(status).toBe(201);
		expect(data).toMatchObject({
			code: 200,
			name: 'Success',
			paging: { total: 1, limit: 50 },
			Orders: [{ id }],
		});
	});

	it('is a 404 that says "no results" when there is nothing', async () => {
		expect(await store.form('post', '/v1/order')).toMatchObject({
			status: 404,
			data: { code: 404, name: 'Not Found', causes: [{ message: 'Nenhum resultado encontrado' }] },
		});
	});

	it('does not tell what was ordered', async () => {
		store.place('pizza');
		const { data } = await store.form('post', '/v1/order');
		const [row = {}] = data.Orders ?? [];
		expect(row).toMatchObject({
			status: 0,
			date: '2026-03-10T12:00:00.000-03:00',
			sub_total: expect.any(Number),
		});
		for (const member of ['ItemOrder', 'PizzaOrders', 'Payment', 'Vouchers'])
			expect(row).not.toHaveProperty(member);
	});

	it('comes in pages of at most 50, and says nothing on the page after the last', async () => {
		const ids = Array.from({ length: 120 }, () => store.place());
		expect(await store.list({ limit: 50, page: 1 })).toEqual(ids.slice(0, 50));
		expect(await store.list({ limit: 50, page: 3 })).toEqual(ids.slice(100));
		expect((await store.form('post', '/v1/order', { limit: 50, page: 4 })).status).toBe(404);
		expect(await store.form('post', '/v1/order', { limit: 51 })).toMatchObject({
			status: 400,
			data: { code: 400, causes: [{ message: expect.stringContaining('limit') }] },
		});
	});

	it('can be narrowed by status', async () => {
		const [first = 0, second = 0] = [store.place(), store.place()];
		await store.setStatus(second, 1);
		expect(await store.list({ status: 0 })).toEqual([first]);
		expect(await store.list({ status: 1 })).toEqual([second]);
	});

	it('can be narrowed by the time of placing and of the last change, by the clock of the store', async () => {
		const early = store.place();
		clock.pass(3600);
		const late = store.place();
		clock.pass(3600);
		await store.setStatus(early, 1);
		expect(await store.list({ created_at: '2026-03-10 12:30:00' })).toEqual([late]);
		expect(await store.list({ created_at: '2026-03-10' })).toEqual([early, late]);
		expect(await store.list({ modified: '2026-03-10 13:30:00' })).toEqual([early]);
		expect((await store.form('post', '/v1/order', { created_at: '2026-02-30 00:00:00' })).data.code).toBe(
			400,
		);
	});

	it('can be sorted', async () => {
		const ids = [store.place(), store.place(), store.place()];
		expect(await store.list({ sort: 'id desc' })).toEqual([...ids].reverse());
		expect((await store.form('post', '/v1/order', { sort: 'nome' })).data.code).toBe(400);
	});
});

const document = parse(readFileSync(join(__dirname, '../../../../nodes/Neemo/openapi.yaml'), 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true });
addKnownFormats(ajv);
const isOrder = ajv.compile({ ...document, $ref: '#/components/schemas/Order' });

describe('sample orders', () => {
	const ordersOf = (seed: number) => {
		const generator = orderGenerator(seed);
		return ORDER_KINDS.flatMap(({ name }) =>
			Array.from({ length: 20 }, (_, index) => generator.next(name, index, index, clock.now()).order),
		);
	};

	it('are what the Neemo document calls an order', () => {
		for (const order of ordersOf(42)) {
			isOrder(order);
			expect(isOrder.errors).toBeNull();
		}
	});

	it('have no member that the document does not name, in the list neither', () => {
		const named = (schema: string) => Object.keys(document.components.schemas[schema].properties);
		const detail = Object.keys(document.components.schemas.Order.allOf[1].properties);
		for (const order of ordersOf(42)) {
			expect(Object.keys(rowOf(order)).sort()).toEqual(named('OrderRow').sort());
			expect(Object.keys(order).sort()).toEqual([...named('OrderRow'), ...detail].sort());
		}
	});

	it('would be noticed if they were none', () => {
		const [order] = ordersOf(1);
		expect(isOrder({ ...order, status: 10 })).toBe(false);
		expect(isOrder({ ...order, PizzaOrders: [{ quantity: 'one' }] })).toBe(false);
	});

	it('repeat with the same seed and differ with another', () => {
		expect(ordersOf(1)).toEqual(ordersOf(1));
		expect(ordersOf(1)).not.toEqual(ordersOf(2));
	});
});

describe('an order', () => {
	it.each(ORDER_KINDS.map(({ name }) => name))('adds up: %s', async (kind) => {
		const order = await store.detail(store.place(kind));
		const cents = (value: unknown) => Math.round(Number(value ?? 0) * 100);
		const sum = (list: string, member: string, times?: string) =>
			(order[list] ?? []).reduce(
				(total, entry) => total + cents(entry[member]) * Number(times ? entry[times] : 1),
				0,
			);
		expect(cents(order.sub_total)).toBe(
			sum('ItemOrder', 'total') +
				sum('PizzaOrders', 'total_un', 'quantity') +
				sum('ComboOrders', 'total_un', 'quantity') +
				sum('PromotionGroupOrders', 'value', 'quantity'),
		);
		expect(cents(order.total)).toBe(
			cents(order.sub_total) + cents(order.tax) + cents(order.taxa_extra) - cents(order.total_discount),
		);
		expect(cents(order.total)).toBeGreaterThan(0);
	});

	it.each([
		['delivery', { forma_entrega: 1, street: expect.any(String), table_name: null, status: 0 }],
		['pickup', { forma_entrega: 2, street: null, tax: 0 }],
		['table', { forma_entrega: 3, table_name: expect.stringMatching(/^Mesa/), taxa_extra_title: 'Serviço' }],
		['scheduled', { is_scheduled: true, scheduled_at: '2026-03-10T15:00:00.000-03:00' }],
		['pizza', { PizzaOrders: [{ PizzaSabor: [{}, {}], PizzaTamanho: [{ qtd_sabor: 2 }] }] }],
		['combo', { ComboOrders: [{ combo_title: 'Combo do dia' }], PromotionGroupOrders: [{ type: 3 }] }],
		['discount', { voucher_code: 'AMOSTRA10', FidelityProgram: { award: 'R$ 1,50' } }],
		['change', { payment_method: 'Dinheiro', troco: expect.any(Number) }],
		['online', { payment_online: true, Payment: { method: 'credit_card' } }],
		['awaitingPayment', { payment_online: false, status: 8 }],
		['cancelledBySystem', { status: 5 }],
	])('of the kind %s looks like one', async (kind, members) => {
		expect(await store.detail(store.place(kind))).toMatchObject(members);
	});

	it('is half and half by the dearest flavor or by the average, with its dough on top', async () => {
		for (let count = 0; count < 20; count++) {
			const [pizza = {}] = (await store.detail(store.place('pizza'))).PizzaOrders ?? [];
			const pricesOf = (list: string) =>
				(pizza[list] as Array<{ price: number }>).map(({ price }) => Math.round(price * 100));
			const flavors = pricesOf('PizzaSabor');
			const average = Math.round(flavors.reduce((sum, price) => sum + price, 0) / flavors.length);
			const [dough = 0] = pricesOf('PizzaMassa');
			expect(Math.round(Number(pizza.total_un) * 100)).toBe(
				(pizza.pizza_maior_valor ? Math.max(...flavors) : average) + dough,
			);
		}
	});

	it('is not known under another number', async () => {
		expect(await store.form('post', '/v1/order/7')).toMatchObject({
			status: 404,
			data: { code: 404, causes: [{ message: 'Pedido não encontrado' }] },
		});
	});

	it('has a kind that exists', () => {
		expect(() => store.place('drone')).toThrow('No kind "drone"');
	});
});

describe('the status of an order', () => {
	it.each([
		['delivery', 'dispatched'],
		['pickup', 'readyForPickup'],
		['table', 'readyForPickup'],
	])('goes its way, and the customer is told of every step: %s', async (kind, onTheWay) => {
		const id = store.place(kind);
		for (const status of [1, 4, 2]) {
			clock.pass(60);
			expect(await store.setStatus(id, status)).toMatchObject({
				status: 200,
				data: { code: 200, name: 'Success', Order: { id, status } },
			});
		}
		expect(store.sandbox.order('neemo', id)).toMatchObject({
			type: kind,
			status: '2',
			history: [
				{ step: 'placed', stage: '0', by: 'customer' },
				{ step: 'confirmed', stage: '1', by: 'store' },
				{ step: onTheWay, stage: '4', by: 'store' },
				{ step: 'delivered', stage: '2', by: 'store' },
			],
			lifeLine: [
				{ step: 'placed', at: '2026-03-10T15:00:00.000Z' },
				{ step: 'confirmed', at: '2026-03-10T15:01:00.000Z' },
				{ step: onTheWay, at: '2026-03-10T15:02:00.000Z' },
				{ step: 'delivered', at: '2026-03-10T15:03:00.000Z' },
			],
		});
		expect((await store.detail(id)).updated_at).toBe('2026-03-10T12:03:00.000-03:00');
	});

	it('tells the customer again when it is set again', async () => {
		const id = store.place();
		await store.setStatus(id, 1);
		await store.setStatus(id, 1);
		const { history } = store.sandbox.order('neemo', id);
		expect(history.filter(({ by }) => by === 'store')).toHaveLength(2);
	});

	it.each([
		['back', [4, 1]],
		['on after the delivery', [2, 3]],
		['on after a cancellation', [3, 1]],
		['to a refund of what was not paid online', [6]],
	])('does not go %s, which comes as a failure inside HTTP 200', async (_way, steps) => {
		const id = store.place('delivery');
		for (const status of steps.slice(0, -1)) await store.setStatus(id, status);
		const before = store.sandbox.order('neemo', id).history;
		expect(await store.setStatus(id, steps.at(-1) ?? 0)).toMatchObject({
			status: 200,
			data: {
				code: 400,
				name: 'Bad Request',
				causes: [{ message: expect.stringMatching(/^Não é possível/) }],
			},
		});
		expect(store.sandbox.order('neemo', id).history).toEqual(before);
	});

	it('can end in a refund when it was paid online', async () => {
		expect((await store.setStatus(store.place('online'), 6)).data.code).toBe(200);
	});

	it.each([0, 5, 7, 8, 9])('cannot be set to %d, which is for Neemo alone', async (status) => {
		const id = store.place();
		expect((await store.setStatus(id, status)).status).toBe(400);
		expect(store.sandbox.order('neemo', id).history).toHaveLength(1);
	});

	it('is new once the online payment has come', async () => {
		const unpaid = store.place('awaitingPayment');
		expect((await store.setStatus(unpaid, 1)).data.code).toBe(400);
		// Customers of another sandbox take a tenth of a second to pay
		store = await Store.open(clock, 12_000);
		const id = store.place('awaitingPayment');
		while (Number((await store.detail(id)).status) !== 0) await wait(20);
		expect(await store.detail(id)).toMatchObject({ status: 0, payment_online: true });
		expect((await store.setStatus(id, 1)).data.code).toBe(200);
	});

	it('is cancelled by the system when the customer cancels, with a refund of what was paid', async () => {
		const [plain, paid] = [store.place('delivery'), store.place('online')];
		store.platform.cancelAsCustomer(plain);
		store.platform.cancelAsCustomer(paid);
		expect([await store.detail(plain), await store.detail(paid)]).toMatchObject([
			{ status: 5 },
			{ status: 7 },
		]);
		expect(() => store.platform.cancelAsCustomer(plain)).toThrow('cannot be cancelled any more');
		expect(() => store.platform.cancelAsCustomer(1)).toThrow('No order 1');
	});
});

describe('the store', () => {
	it('has the order of the document when its examples are put in, once', async () => {
		store.platform.examples();
		store.platform.examples();
		expect(await store.list()).toEqual([900001]);
	});

	it('can be filled with as many orders as a test wants', async () => {
		store.place();
		store.platform.fill('order.getAll', 3);
		expect((await store.list()).length).toBe(3);
		store.platform.fill('order.getAll', 0);
		expect(await store.list()).toEqual([]);
		expect(() => store.platform.fill('order.get', 1)).toThrow('is none of');
	});

	it('forgets its orders on a reset, and goes on counting', async () => {
		const id = store.place();
		store.sandbox.reset();
		expect(await store.list()).toEqual([]);
		expect(store.place()).toBe(id + 1);
	});
});
