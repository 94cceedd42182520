import { refusesWhatIsNoOrderOfTheStore, shortly } from '../support/orders';
import { byNumber, pauses, Shop } from './shop';
import type { RunNodeOptions } from '../harness';

const shop = new Shop().open();

/** First 8 hexadecimal digits of the SHA-256 of the sandbox's token. */
const STORE_KEY = 'cc3f87e1';

const arrived = () => shop.arrived().map(shortly);

const read = (order: number) => `POST /v1/order/${order}`;
const write = (order: number, status: number) => `PUT /v1/order/${order} {"status":"${status}"}`;

const run = async (verb: string, orders: unknown[], options: Partial<RunNodeOptions> = {}) =>
	await shop.run(
		{ resource: 'order', operation: verb, orderId: byNumber('={{ $json.order }}') },
		orders.map((order) => ({ order }) as never),
		options,
	);

const placed = (kind: string, status?: number) =>
	shop.place(status === undefined ? kind : { kind, with: { status } });

const VERBS = [
	{ verb: 'confirm', kind: 'delivery', sets: 1, status: 'CONFIRMED' },
	{ verb: 'readyForPickup', kind: 'pickup', sets: 4, status: 'READY' },
	{ verb: 'readyForPickup', kind: 'table', sets: 4, status: 'READY' },
	{ verb: 'dispatch', kind: 'delivery', sets: 4, status: 'IN_DELIVERY' },
	{ verb: 'conclude', kind: 'delivery', sets: 2, status: 'DELIVERED' },
	{ verb: 'cancel', kind: 'delivery', sets: 3, status: 'CANCELLED' },
];

describe.each(VERBS)('$verb of a $kind order', ({ verb, kind, sets, status }) => {
	it('moves a new one, after one look at its state, and tells the customer once', async () => {
		const order = placed(kind);
		const { error, items } = await run(verb, [order]);
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					id: `neemo:${STORE_KEY}:${order}`,
					orderId: String(order),
					platform: 'neemo',
					operation: verb,
					changed: true,
					status,
					previousStatus: 'CREATED',
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(arrived()).toEqual([read(order), write(order, sets)]);
		expect(shop.statusOf(order)).toBe(String(sets));
		expect(shop.notifications(order)).toBe(1);
	});

	it('is a success without a change, and the customer is told nothing, when it is there already', async () => {
		const order = placed(kind, sets);
		const { error, json } = await run(verb, [order]);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ changed: false, status, previousStatus: status }]);
		expect(arrived()).toEqual([read(order)]);
		expect(shop.notifications(order)).toBe(0);
	});

	it('accepts the id of the unified order', async () => {
		const order = placed(kind);
		const { json } = await run(verb, [`neemo:${STORE_KEY}:${order}`]);
		expect(json).toMatchObject([{ orderId: String(order), changed: true }]);
		expect(arrived()).toEqual([read(order), write(order, sets)]);
	});

	it('of an order that Neemo does not know is refused before anything is changed', async () => {
		const { status: outcome, error } = await run(verb, [7]);
		expect([outcome, error?.message]).toEqual(['error', 'Neemo does not know order 7']);
		expect(error?.description).toBe(
			'Check the number, and that it belongs to the store of this credential. Neemo says: "Pedido não encontrado"',
		);
		expect(arrived()).toEqual([read(7)]);
	});
});

refusesWhatIsNoOrderOfTheStore({
	platform: { name: 'Neemo', prefix: 'neemo' },
	verbs: { confirm: {}, readyForPickup: {}, dispatch: {}, conclude: {}, cancel: {} },
	label: 'Order',
	run: async (verb, order) => await run(verb, [order]),
	arrived,
});

describe('the status 4, which stands for sent and for ready', () => {
	it.each([
		{ kind: 'pickup', words: 'for pick-up' },
		{ kind: 'table', words: 'for a table' },
	])('is not set by Dispatch for an order $words', async ({ kind, words }) => {
		const order = placed(kind);
		const { error } = await run('dispatch', [order]);
		expect(error?.message).toBe(`"Dispatch" is not for this kind of order: order ${order} is ${words}`);
		expect(error?.description).toBe(
			'Use "Ready for Pickup" for it, for example behind an If node on orderType. Nothing was sent.',
		);
		expect(arrived()).toEqual([read(order)]);
		expect(shop.statusOf(order)).toBe('0');
	});

	it('is not set by Ready for Pickup for an order for delivery', async () => {
		const order = placed('delivery');
		const { error } = await run('readyForPickup', [order]);
		expect(error?.message).toBe(
			`"Ready for Pickup" is not for this kind of order: order ${order} is for delivery`,
		);
		expect(error?.description).toBe(
			'Use "Dispatch" for it, for example behind an If node on orderType. Nothing was sent.',
		);
		expect(arrived()).toEqual([read(order)]);
		expect(shop.statusOf(order)).toBe('0');
	});
});

describe('an order that is further along', () => {
	it('is not set back by Confirm', async () => {
		const order = placed('delivery', 4);
		const { json } = await run('confirm', [order]);
		expect(json).toMatchObject([{ changed: false, status: 'IN_DELIVERY', previousStatus: 'IN_DELIVERY' }]);
		expect(arrived()).toEqual([read(order)]);
		expect(shop.statusOf(order)).toBe('4');
	});

	it('can still be cancelled while it is on its way', async () => {
		const order = placed('delivery', 4);
		const { json } = await run('cancel', [order]);
		expect(json).toMatchObject([{ changed: true, status: 'CANCELLED', previousStatus: 'IN_DELIVERY' }]);
		expect(shop.statusOf(order)).toBe('3');
	});

	it('is not cancelled once it was delivered', async () => {
		const order = placed('delivery', 2);
		const { error } = await run('cancel', [order]);
		expect(error?.message).toBe(`Order ${order} was already delivered, so it was not cancelled`);
		expect(error?.description).toBe(
			'Neemo does not want delivered orders to be cancelled. Nothing was sent. Settle a refund with the customer or with Neemo directly.',
		);
		expect(arrived()).toEqual([read(order)]);
		expect(shop.statusOf(order)).toBe('2');
	});
});

describe('a cancelled order', () => {
	it.each([
		['confirm', 'Confirm'],
		['conclude', 'Conclude'],
		['dispatch', 'Dispatch'],
		['readyForPickup', 'Ready for Pickup'],
	])('stays so: %s is refused', async (verb, name) => {
		const order = placed('cancelledBySystem');
		const { error } = await run(verb, [order]);
		expect(error?.message).toBe(`Order ${order} is cancelled, so "${name}" was not sent`);
		expect(arrived()).toEqual([read(order)]);
	});

	it.each([3, 5, 6, 7])('with the status %d is not cancelled once more', async (status) => {
		const order = placed('delivery', status);
		const { json } = await run('cancel', [order]);
		expect(json).toMatchObject([{ changed: false, status: 'CANCELLED' }]);
		expect(arrived()).toEqual([read(order)]);
		expect(shop.statusOf(order)).toBe(String(status));
	});
});

describe('an order that waits for its payment', () => {
	it('is not confirmed, and Neemo says why', async () => {
		const order = placed('awaitingPayment');
		const { error } = await run('confirm', [order]);
		expect(error?.description).toContain(
			'Neemo says: "Não é possível alterar para o status 1: o pedido está no status 8"',
		);
		expect(arrived()).toEqual([read(order), write(order, 1)]);
	});

	it('is confirmed once it is paid', async () => {
		const order = placed('awaitingPayment', 0);
		const { json } = await run('confirm', [order]);
		expect(json).toMatchObject([{ changed: true, previousStatus: 'CREATED' }]);
	});
});

describe('several orders', () => {
	it('are changed one after the other, and one that comes twice only once', async () => {
		const [first, second] = [placed('delivery'), placed('pickup')];
		const { json, items } = await run('confirm', [first, second, `neemo:${STORE_KEY}:${first}`]);
		expect(json.map(({ orderId, changed }) => [orderId, changed])).toEqual([
			[String(first), true],
			[String(second), true],
			[String(first), false],
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(arrived()).toEqual([read(first), write(first, 1), read(second), write(second, 1), read(first)]);
		expect(shop.notifications(first)).toBe(1);
	});

	it('go on with Continue On Fail, and those that failed leave through the error branch', async () => {
		const [sent, pickup, cancelled, last] = [
			placed('delivery'),
			placed('pickup'),
			placed('cancelledBySystem'),
			placed('delivery'),
		];
		const { status, items, errorItems } = await run('dispatch', [sent, pickup, 7, cancelled, last], {
			onError: 'continueErrorOutput',
		});
		expect(status).toBe('success');
		expect(items.map(({ json, pairedItem }) => [json.orderId, pairedItem])).toEqual([
			[String(sent), { item: 0 }],
			[String(last), { item: 4 }],
		]);
		expect(errorItems.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			[`"Dispatch" is not for this kind of order: order ${pickup} is for pick-up`, { item: 1 }],
			['Neemo does not know order 7', { item: 2 }],
			[`Order ${cancelled} is cancelled, so "Dispatch" was not sent`, { item: 3 }],
		]);
		expect([sent, pickup, cancelled, last].map((order) => shop.statusOf(order))).toEqual([
			'4',
			'0',
			'5',
			'4',
		]);
	});
});

describe('a write whose answer is lost', () => {
	it('is not repeated, and the next run makes it only if it was not made', async () => {
		const order = placed('delivery');
		shop.spoil({ fault: 'cut', when: 'middle' }, 1, 'order.changeStatus');
		const lost = await run('confirm', [order]);
		expect(lost.error?.description).toContain(
			`It is not known whether order ${order} was changed: the call was not sent again.`,
		);
		expect(arrived()).toEqual([read(order), write(order, 1)]);
		expect(pauses).toEqual([]);

		const again = await run('confirm', [order]);
		expect(again.json).toMatchObject([{ changed: false, status: 'CONFIRMED' }]);
		expect(arrived()).toEqual([read(order)]);
		expect(shop.notifications(order)).toBe(1);
	});

	it('is not made at all where the state could not be read', async () => {
		const order = placed('delivery');
		shop.spoil({ fault: 'status', status: 500 }, undefined, 'order.get');
		const { status } = await run('cancel', [order]);
		expect(status).toBe('error');
		expect(new Set(arrived())).toEqual(new Set([read(order)]));
		expect(shop.statusOf(order)).toBe('0');
	});
});

describe('a status word of the person', () => {
	it('goes before the table', async () => {
		const order = placed('delivery', 4);
		const { json } = await shop.run({
			resource: 'order',
			operation: 'conclude',
			orderId: byNumber(order),
			options: { statusWords: { words: [{ word: '4', status: 'DELIVERED' }] } },
		});
		expect(json).toMatchObject([{ changed: false, status: 'DELIVERED' }]);
		expect(arrived()).toEqual([read(order)]);
	});
});

describe('a verb that Neemo does not have', () => {
	it('is refused, with the names of those that it has', async () => {
		const order = placed('delivery');
		const { error } = await run('startPreparation', [order]);
		expect(error?.message).toBe('Neemo has no "Start Preparation"');
		expect(error?.description).toBe('It has: Confirm, Ready for Pickup, Dispatch, Conclude, Cancel.');
		expect(arrived()).toEqual([]);
	});
});
