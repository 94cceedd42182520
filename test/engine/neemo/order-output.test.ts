import {
	expectLinesOf,
	expectPersonHidden,
	mostAtOnce,
	orderOf,
	ordersOf,
	PERSON,
	shortly,
} from '../support/orders';
import { byNumber, Shop } from './shop';
import type { INodeParameters } from 'n8n-workflow';
import { ORDER_KINDS } from '../../../sandbox/platforms/neemo/orders';

const shop = new Shop().open();

/** First 8 hexadecimal digits of the SHA-256 of the sandbox's token. */
const STORE_KEY = 'cc3f87e1';

const arrived = () => shop.arrived().map(shortly);

const LIST = 'POST /v1/order {"limit":"50","page":"1"}';
const detail = (order: number) => `POST /v1/order/${order}`;

const getMany = async (more: INodeParameters = {}) =>
	await shop.run({ resource: 'order', operation: 'getAll', ...more });
const get = async (order: number, more: INodeParameters = {}) =>
	await shop.run({ resource: 'order', operation: 'get', orderId: byNumber(order), ...more });

const TYPES = { delivery: 'DELIVERY', pickup: 'TAKEOUT', table: 'INDOOR' };
const STATUSES: Record<string, string> = {
	awaitingPayment: 'PENDING_PAYMENT',
	cancelledBySystem: 'CANCELLED',
};

describe.each(ORDER_KINDS.map(({ name }) => name))('orders of the kind %s', (kind) => {
	it('are unified orders with the amounts of Neemo, the same from Get and from Get Many', async () => {
		const placed = Array.from({ length: 5 }, () => shop.place(kind));
		const orders = ordersOf(await getMany());
		expect(orders).toMatchObject(
			placed.map((order) => {
				const { type, total, customer } = shop.sandbox.order('neemo', order);
				return {
					id: `neemo:${STORE_KEY}:${order}`,
					source: { orderId: String(order) },
					status: STATUSES[kind] ?? 'CREATED',
					orderType: TYPES[type],
					timing: { orderTiming: kind === 'scheduled' ? 'SCHEDULED' : 'INSTANT' },
					createdAt: '2026-03-10T12:00:00-03:00',
					customer: { name: customer },
					total: { orderAmount: total },
					warnings: [],
				};
			}),
		);
		for (const order of orders) {
			expect(ordersOf(await get(Number(order.source.orderId)))).toEqual([order]);
		}
	});

	it('are those of Neemo with Raw, and both with Unified With Raw', async () => {
		const order = shop.place(kind);
		const { raw } = shop.sandbox.order('neemo', order);
		const unified = orderOf(await get(order));
		expect((await get(order, { output: 'raw' })).json).toEqual([raw]);
		expect((await getMany({ output: 'raw' })).json).toEqual([raw]);
		expect((await get(order, { output: 'unifiedWithRaw' })).json).toEqual([{ ...unified, raw }]);
		expect((await getMany({ output: 'unifiedWithRaw' })).json).toEqual([{ ...unified, raw }]);
	});

	it('give one item per line with Split Items, and the lines add up', async () => {
		const id = shop.place(kind);
		expectLinesOf(orderOf(await get(id)), await get(id, { options: { splitItems: true } }));
	});
});

describe('what only some orders have', () => {
	it('is there: the banknote, the discount by its parts, the payment, the table', async () => {
		const change = shop.place({ kind: 'change' });
		const discount = shop.place({ kind: 'discount' });
		const online = shop.place({ kind: 'online' });
		const table = shop.place({ kind: 'table' });
		const cancelled = shop.place({ kind: 'cancelledBySystem' });
		const combo = shop.place({ kind: 'combo' });
		const orders = new Map(ordersOf(await getMany()).map((order) => [Number(order.source.orderId), order]));
		const rawOf = (order: number) => shop.sandbox.order('neemo', order).raw;

		expect(orders.get(change)?.payments).toMatchObject({
			changeFor: rawOf(change).troco,
			methods: [{ type: 'PENDING', method: 'CASH' }],
		});
		expect(orders.get(discount)).toMatchObject({
			discounts: [
				{ code: 'AMOSTRA10', amount: rawOf(discount).voucher_discount },
				{ code: null, amount: 1.5 },
			],
			total: { discount: rawOf(discount).total_discount },
		});
		expect(orders.get(online)?.payments).toMatchObject({
			prepaid: rawOf(online).total,
			pending: 0,
			methods: [{ type: 'PREPAID', method: 'CREDIT' }],
		});
		expect(orders.get(table)).toMatchObject({
			indoor: { place: rawOf(table).table_name },
			otherFees: [{ type: 'OTHER', name: 'Serviço', amount: rawOf(table).taxa_extra }],
		});
		expect(orders.get(cancelled)?.cancellation).toEqual({
			requested: false,
			by: 'PLATFORM',
			reason: null,
			refunded: null,
		});
		expect(orders.get(combo)?.items.map(({ kind }) => kind)).toEqual(
			expect.arrayContaining(['COMBO', 'PROMOTION', 'ITEM']),
		);
	});
});

describe('what was ordered, which the list of Neemo leaves out', () => {
	it('is read once per order, four at a time', async () => {
		const placed = shop.placeMany(12);
		const most = await mostAtOnce(shop.store, 'order.get', async () => {
			const orders = ordersOf(await getMany());
			expect(orders.map(({ source }) => Number(source.orderId))).toEqual(placed);
			expect(orders.every(({ items }) => items.length > 0)).toBe(true);
		});
		const requests = arrived();
		expect(requests[0]).toBe(LIST);
		expect(requests.slice(1).sort()).toEqual(placed.map(detail).sort());
		expect(most).toBe(4);
	});

	it('is read for the orders within the limit only', async () => {
		const [first = 0, second = 0] = shop.placeMany(5);
		await getMany({ limit: 2 });
		expect(arrived().sort()).toEqual(
			['POST /v1/order {"limit":"2","page":"1"}', detail(first), detail(second)].sort(),
		);
	});

	it('is not read with Skip Details, and each order says so', async () => {
		const placed = shop.placeMany(3);
		const orders = ordersOf(await getMany({ options: { skipDetails: true } }));
		expect(arrived()).toEqual([LIST]);
		expect(orders).toMatchObject(
			placed.map((order) => ({
				source: { orderId: String(order) },
				items: [],
				total: { orderAmount: shop.sandbox.order('neemo', order).total },
				warnings: ['ITEMS_NOT_READ'],
			})),
		);
	});

	it('stays one item per order with Split Items and Skip Details, so that no order is lost', async () => {
		const [order] = shop.placeMany(1);
		const { json } = await getMany({ options: { skipDetails: true, splitItems: true } });
		expect(json).toMatchObject([{ lineId: `neemo:${STORE_KEY}:${order}#0`, item: null }]);
	});

	it('makes the item fail where it cannot be read, instead of an order without its lines', async () => {
		const [order] = shop.placeMany(1);
		shop.spoil({ fault: 'status', status: 500 }, undefined, 'order.get');
		const { status, json } = await getMany();
		expect([status, json]).toEqual(['error', []]);
		expect(new Set(arrived())).toEqual(new Set([LIST, detail(order ?? 0)]));
	});
});

describe('Hide Personal Data', () => {
	const placePerson = (kind: string) =>
		shop.place({
			kind,
			with: {
				name: `${PERSON.firstName} ${PERSON.lastName}`,
				phone: PERSON.phone.area + PERSON.phone.number,
				email: PERSON.email,
				street: PERSON.street,
				number: PERSON.houseNumber,
				notes: PERSON.remark,
			},
		});

	it.each(['unified', 'raw', 'unifiedWithRaw'])('leaves no trace of the customer in %s', async (output) => {
		placePerson('delivery');
		placePerson('pizza');
		expectPersonHidden({
			shown: await getMany({ output }),
			hidden: await getMany({ output, options: { hidePersonalData: true } }),
		});
		expectPersonHidden({
			shown: await getMany({ output, options: { skipDetails: true } }),
			hidden: await getMany({ output, options: { skipDetails: true, hidePersonalData: true } }),
		});
	});

	it('leaves no trace in the lines of Split Items, and all that a kitchen needs', async () => {
		const order = placePerson('combo');
		const split = { output: 'unifiedWithRaw', options: { splitItems: true } };
		const shown = await get(order, split);
		const hidden = await get(order, { ...split, options: { ...split.options, hidePersonalData: true } });
		expectPersonHidden({ shown, hidden });
		const kept = ({ json }: typeof shown) =>
			json.map(({ lineId, total, status, item }) => ({ lineId, total, status, item }));
		expect(kept(hidden)).toEqual(kept(shown));
		expect(hidden.json[0]?.customer).toMatchObject({ name: 'Ana', phone: '+55*******0001' });
	});
});
