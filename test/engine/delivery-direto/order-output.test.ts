import { expectLinesOf, expectPersonHidden, orderOf, ordersOf, PERSON } from '../support/orders';
import { Store } from './store';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ORDER_KINDS } from '../../../sandbox/platforms/delivery-direto/samples';

const store = new Store().open();

/** First 8 hexadecimal digits of the SHA-256 of the sandbox's store ID. */
const STORE_KEY = 'bf28c0d9';

/** What the list leaves out by itself. */
const EXTRA: Record<string, INodeParameters> = {
	scheduled: { isOnlyScheduled: true },
	pix: { includeWaitingPixPayment: true },
	cancelled: { includeCanceledOrders: true },
};

/** Not the order of the examples, which is of a later day. */
const TODAY = { dateEnd: '2026-03-10' };

const getMany = async ({ filters = {}, ...more }: { filters?: object } & INodeParameters = {}) =>
	await store.run('order.getAll', { filters: { ...TODAY, ...filters }, ...more });

const WHOLE = 'showItems=true&showExtras=true&showMetadata=true';
const list = (search: string) => `GET /v1/orders?${search}`;

/** What the customer of an order will hand over, in reais. */
function banknotesOf(order: number): number | null {
	const { total } = store.sandbox.order('delivery-direto', order).raw as {
		total: { requiredChange: { value: number } | null };
	};
	return total.requiredChange && total.requiredChange.value / 100;
}

const TYPES = { delivery: 'DELIVERY', pickup: 'TAKEOUT', table: 'INDOOR' };

describe.each(ORDER_KINDS.map(({ name }) => name))('orders of the kind %s', (kind) => {
	const filters = EXTRA[kind] ?? {};

	it('are unified orders with the amounts of Delivery Direto, read by one request', async () => {
		const placed = Array.from({ length: 5 }, () => store.place(kind));
		const orders = ordersOf(await getMany({ filters }));
		expect(store.arrived()).toHaveLength(1);
		expect(orders).toMatchObject(
			[...placed].reverse().map((order) => {
				const { type, total, customer } = store.sandbox.order('delivery-direto', order);
				return {
					id: `deliverydireto:${STORE_KEY}:${order}`,
					displayId: String(order),
					source: { orderId: String(order), storeName: 'Loja Sandbox' },
					status: kind === 'cancelled' ? 'CANCELLED' : 'CREATED',
					orderType: TYPES[type],
					timing: { orderTiming: kind === 'scheduled' ? 'SCHEDULED' : 'INSTANT' },
					createdAt: '2026-03-10T12:00:00-03:00',
					customer: { name: customer },
					total: { orderAmount: total },
					payments: { changeFor: banknotesOf(order) },
					warnings: [],
				};
			}),
		);
		expect(orders.every(({ items }) => items.length > 0)).toBe(true);
	});

	it('are those of Delivery Direto with Raw, and both with Unified With Raw', async () => {
		const order = store.place(kind);
		const { raw } = store.sandbox.order('delivery-direto', order);
		const unified = orderOf(await getMany({ filters }));
		expect((await getMany({ filters, output: 'raw' })).json).toEqual([raw]);
		expect((await getMany({ filters, output: 'unifiedWithRaw' })).json).toEqual([{ ...unified, raw }]);
	});

	it('give one item per line with Split Items, and the lines add up', async () => {
		store.place(kind);
		const order = orderOf(await getMany({ filters }));
		expectLinesOf(order, await getMany({ filters, options: { splitItems: true } }));
	});
});

describe('what only some orders have', () => {
	it('is there: half and half, the voucher, the service fee, the time', async () => {
		store.place('pizza');
		expect(orderOf(await getMany()).items.at(-1)).toMatchObject({
			kind: 'PIZZA',
			name: 'Medium',
			pricingRule: 'HIGHEST',
			totalPrice: 56.9,
			options: expect.arrayContaining([
				expect.objectContaining({ role: 'FLAVOR', name: 'Calabresa', fraction: '1/2' }),
				expect.objectContaining({ role: 'FLAVOR', name: 'Brigadeiro', fraction: '1/2' }),
				expect.objectContaining({ name: 'Cheese crust' }),
			]),
		});
		store.sandbox.reset();
		store.place('voucher');
		const voucher = orderOf(await getMany());
		expect(voucher.discounts).toMatchObject([{ code: 'BEMVINDO10' }]);
		expect(voucher.discounts[0]?.amount).toBe(voucher.total.discount);
		store.sandbox.reset();
		store.place('table');
		const table = orderOf(await getMany());
		expect(table.indoor.place).toMatch(/^Mesa \d+$/);
		expect(table.otherFees).toMatchObject([{ type: 'SERVICE_FEE', amount: table.total.otherFees }]);
		store.sandbox.reset();
		store.place('scheduled');
		expect(orderOf(await getMany({ filters: EXTRA.scheduled }))).toMatchObject({
			timing: {
				scheduledStart: '2026-03-10T15:00:00-03:00',
				preparationStart: '2026-03-10T14:00:00-03:00',
			},
		});
	});

	it('is 55 + 7 - 5 = 57 for the order of the examples, whose amounts are in cents', async () => {
		const filters = { ordersId: '70000001' };
		const order = orderOf(await store.run('order.getAll', { filters }));
		expect(order).toMatchObject({
			status: 'CONFIRMED',
			total: { itemsPrice: 55, otherFees: 7, discount: 5, orderAmount: 57 },
		});
	});
});

describe('what was ordered, which the list gives by switches', () => {
	it('is asked for with the list, and never once per order', async () => {
		store.placeMany(20);
		store.sandbox.clearRequests();
		await getMany();
		expect(store.arrived()).toEqual([list(`dateEnd=2026-03-10&${WHOLE}&offset=0&limit=50`)]);
	});

	it('is not asked for with Skip Details, and each order says so', async () => {
		const order = store.place('delivery');
		const unread = orderOf(await getMany({ options: { skipDetails: true } }));
		expect(store.arrived()).toEqual([list('dateEnd=2026-03-10&offset=0&limit=50')]);
		expect(unread).toMatchObject({
			items: [],
			total: { orderAmount: store.sandbox.order('delivery-direto', order).total },
			warnings: ['ITEMS_NOT_READ'],
		});
	});

	it('is not asked for where the person switched Show Items off, and the other switches stay', async () => {
		store.place('voucher');
		const unread = orderOf(await getMany({ filters: { showItems: false } }));
		expect(store.requests().map(({ query }) => query)).toEqual([
			{
				showItems: 'false',
				showExtras: 'true',
				showMetadata: 'true',
				dateEnd: '2026-03-10',
				offset: '0',
				limit: '50',
			},
		]);
		expect(unread).toMatchObject({ items: [], warnings: ['ITEMS_NOT_READ'] });
		expect(unread.discounts).toMatchObject([{ code: 'BEMVINDO10' }]);
	});

	it('is asked for with Raw as well', async () => {
		store.place('delivery');
		const { json } = await getMany({ output: 'raw' });
		expect((json[0]?.items as IDataObject[]).length).toBeGreaterThan(0);
	});

	it('stays one item per order with Split Items and Skip Details, so that no order is lost', async () => {
		const order = store.place('delivery');
		const { json } = await getMany({ options: { skipDetails: true, splitItems: true } });
		expect(json).toMatchObject([{ lineId: `deliverydireto:${STORE_KEY}:${order}#0`, item: null }]);
	});
});

describe('Hide Personal Data', () => {
	it.each(['unified', 'raw', 'unifiedWithRaw'])('leaves no trace of the customer in %s', async (output) => {
		const { firstName, lastName, phone, email, street, houseNumber, remark } = PERSON;
		store.place({
			kind: 'delivery',
			with: {
				notes: remark,
				customer: { id: 1, firstName, lastName, email, telephone: phone.area + phone.number, document: null },
				address: { id: 2, street, number: houseNumber, city: 'São Paulo', state: 'SP', zipcode: '01311100' },
			},
		});
		for (const options of [{}, { splitItems: true }, { skipDetails: true }]) {
			expectPersonHidden({
				shown: await getMany({ output, options }),
				hidden: await getMany({ output, options: { ...options, hidePersonalData: true } }),
			});
		}
	});
});
