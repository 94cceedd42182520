import { accountKey } from '../../../core/order/id';
import { VENDDOR_EMAIL } from '../../../sandbox/platforms/venddor';
import { ORDER_KINDS } from '../../../sandbox/platforms/venddor/orders';
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

const shop = new Shop().open();

/** Of the e-mail and the host, whose port differs from run to run. */
const storeKey = () => accountKey(`${VENDDOR_EMAIL} ${new URL(shop.baseUrl).host}`);

const arrived = () => shop.requests().map(shortly);

const LIST = 'GET /api/orders?page=1&items_per_page=50';
const detail = (order: unknown) => `GET /api/orders/${String(order)}`;

const getMany = async (more: INodeParameters = {}) => await shop.run('order.getAll', more);
const get = async (order: number, more: INodeParameters = {}) =>
	await shop.run('order.get', { orderId: byNumber(order), ...more });

const TYPES: Record<string, string> = { delivery: 'SHIPPING', pickup: 'TAKEOUT' };
const STATUSES: Record<string, string> = { cancelled: 'CANCELLED' };

describe.each(ORDER_KINDS.map(({ name }) => name))('orders of the kind %s', (kind) => {
	it('are unified orders with the amounts of Venddor, the same from Get and from Get Many', async () => {
		for (let count = 0; count < 5; count++) shop.place(kind);
		const orders = ordersOf(await getMany());
		const placed = shop.store.orders();
		expect(orders).toHaveLength(placed.length);
		for (const { id, type, total, raw } of placed) {
			const order = orders.find(({ source }) => source.orderId === String(id));
			expect(order).toMatchObject({
				id: `venddor:${storeKey()}:${id}`,
				displayId: String(id),
				source: { parentOrderId: raw.parent_order_id === '0' ? null : raw.parent_order_id },
				status: STATUSES[kind] ?? 'CREATED',
				statusRaw: raw.status,
				orderType: TYPES[type],
				createdAt: '2026-03-10T12:00:00-03:00',
				customer: { name: [raw.firstname, raw.lastname].filter(Boolean).join(' '), email: raw.email },
				total: { itemsPrice: raw.subtotal, orderAmount: total },
				warnings: raw.is_parent_order === 'Y' ? ['SPLIT_ORDER'] : [],
			});
			expect(ordersOf(await get(Number(id)))).toEqual([order]);
		}
	});

	it('are those of Venddor with Raw, and both with Unified With Raw', async () => {
		const order = shop.place(kind);
		const raw = shop.order(order);
		const unified = orderOf(await get(order));
		expect((await get(order, { output: 'raw' })).json).toEqual([raw]);
		expect((await get(order, { output: 'unifiedWithRaw' })).json).toEqual([{ ...unified, raw }]);

		// the list tells the name of the person who placed it, too
		const whole = { ...raw, issuer_name: expect.any(String), cp_em_ip: '2db423c5', pos_order_id: null };
		const rowsOf = (json: object[]) => json.filter((row) => JSON.stringify(row).includes(`"${order}"`));
		const many = (await getMany({ output: 'raw' })).json.filter(({ order_id }) => order_id === String(order));
		expect(many).toEqual([whole]);
		const both = rowsOf((await getMany({ output: 'unifiedWithRaw' })).json);
		expect(both).toContainEqual({ ...unified, raw: whole });
	});

	it('give one item per line with Split Items, and the lines add up', async () => {
		const id = shop.place(kind);
		expectLinesOf(orderOf(await get(id)), await get(id, { options: { splitItems: true } }));
	});
});

it('the sample of the documentation keeps its total', async () => {
	shop.store.examples();
	expect(orderOf(await get(5138))).toMatchObject({
		status: 'CANCELLED',
		items: [
			{ quantity: 500, unitPrice: 8.99, totalPrice: 4495 },
			{ quantity: 250, unitPrice: 20, totalPrice: 5000 },
		],
		total: { itemsPrice: 9495, orderAmount: 9790 },
	});
});

it('a letter of the store is unknown until Status Words says what it means', async () => {
	const order = shop.place({ kind: 'delivery', with: { status: 'X' } });
	expect(orderOf(await get(order))).toMatchObject({ status: 'UNKNOWN', warnings: ['STATUS_UNKNOWN'] });
	const options = { statusWords: { words: [{ word: 'x', status: 'READY' }] } };
	for (const run of [await get(order, { options }), await getMany({ options })]) {
		expect(orderOf(run)).toMatchObject({ status: 'READY', statusRaw: 'X', warnings: [] });
	}
});

describe('what was ordered, which the list of Venddor leaves out', () => {
	it('is read once per order, four at a time', async () => {
		shop.store.fill('order.getAll', 12);
		const most = await mostAtOnce(shop.store, 'order.get', async () => {
			const orders = ordersOf(await getMany());
			expect(orders).toHaveLength(12);
			expect(orders.every(({ items }) => items.length > 0)).toBe(true);
		});
		const requests = arrived();
		expect(requests[0]).toBe(LIST);
		const placed = shop.store.orders().map(({ id }) => detail(id));
		expect(requests.slice(1).sort()).toEqual(placed.sort());
		expect(most).toBe(4);
	});

	it('is not read with Skip Details, and each order says so', async () => {
		const placed = [shop.place('delivery'), shop.place('discount')];
		const orders = ordersOf(await getMany({ options: { skipDetails: true } }));
		expect(arrived()).toEqual([LIST]);
		expect(orders).toMatchObject(
			[...placed].reverse().map((order) => ({
				source: { orderId: String(order) },
				items: [],
				total: { orderAmount: shop.sandbox.order('venddor', order).total },
				warnings: ['ITEMS_NOT_READ'],
			})),
		);
	});

	it('stays one item per order with Split Items and Skip Details, so that no order is lost', async () => {
		const order = shop.place('delivery');
		const { json } = await getMany({ options: { skipDetails: true, splitItems: true } });
		expect(json).toMatchObject([{ lineId: `venddor:${storeKey()}:${order}#0`, item: null }]);
	});
});

describe('Hide Personal Data', () => {
	const REMARK = 'Falar com Ana Quirino, (11) 98765-0001';
	const placePerson = (notes = REMARK) =>
		shop.place({
			kind: 'delivery',
			with: {
				firstname: PERSON.firstName,
				lastname: PERSON.lastName,
				issuer_name: `${PERSON.firstName} ${PERSON.lastName}`,
				phone: `(${PERSON.phone.area}) ${PERSON.phone.number.replace(/(?=....$)/, '-')}`,
				email: PERSON.email,
				...Object.fromEntries(
					['s', 'b'].flatMap((prefix) => [
						[`${prefix}_firstname`, PERSON.firstName],
						[`${prefix}_lastname`, PERSON.lastName],
						[`${prefix}_address`, `${PERSON.street}, ${PERSON.houseNumber}`],
						[`${prefix}_phone`, PERSON.phone.area + PERSON.phone.number],
					]),
				),
				notes,
			},
		});

	it.each(['unified', 'raw', 'unifiedWithRaw'])('leaves no trace of the customer in %s', async (output) => {
		const order = placePerson();
		for (const options of [{}, { splitItems: true }]) {
			const hide = { output, options: { ...options, hidePersonalData: true } };
			expectPersonHidden({ shown: await getMany({ output, options }), hidden: await getMany(hide) });
			expectPersonHidden({ shown: await get(order, { output, options }), hidden: await get(order, hide) });
		}
	});

	it('finds the street in a remark, although Venddor writes the number behind it', async () => {
		const order = placePerson(PERSON.remark);
		expectPersonHidden({
			shown: await get(order),
			hidden: await get(order, { options: { hidePersonalData: true } }),
		});
	});
});
