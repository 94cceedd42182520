import { refusesWhatIsNoOrderOfTheStore } from '../support/orders';
import { byId, clock, pauses, Store } from './store';
import type { INodeParameters } from 'n8n-workflow';
import { lineOf, type RunNodeOptions } from '../harness';

const store = new Store().open();

/** First 8 hexadecimal digits of the SHA-256 of the sandbox's store ID. */
const STORE_KEY = 'bf28c0d9';

const REASON = { statusReason: 'Acabou o gás' };

/** The requests with their bodies. */
const arrived = () =>
	store
		.requests()
		.map((entry) => [lineOf(entry), ...(entry.body ? [JSON.stringify(entry.body)] : [])].join(' '));

const SWITCHES = 'includeCanceledOrders=true&includeWaitingPixPayment=true';
const PAGE = 'offset=0&limit=100';

const read = (order: number) => `GET /v1/orders?ordersId=${order}&${SWITCHES}&${PAGE}`;
const write = (order: number, body: object) => `PUT /v1/orders/${order}/status ${JSON.stringify(body)}`;
const days = (start: string, end: string) =>
	`GET /v1/orders?dateStart=${start}&dateEnd=${end}&${SWITCHES}&${PAGE}`;
const look = (order: number) => `GET /v1/kds/order?orderId=${order}`;
const cook = (order: number, status: string) => `PUT /v1/kds/orders/${order} {"status":"${status}"}`;

const run = async (
	verb: string,
	orders: unknown[],
	parameters: INodeParameters = {},
	options: Partial<RunNodeOptions> = {},
) =>
	await store.run(
		`order.${verb}`,
		{ id: byId('={{ $json.order }}'), ...(verb === 'cancel' ? REASON : {}), ...parameters },
		orders.map((order) => ({ order }) as never),
		options,
	);

/** An order that came so far, by the store's own hand. */
async function placed(kind: string, ...statuses: string[]): Promise<number> {
	const order = store.place(kind);
	for (const status of statuses) await store.run('order.updateStatus', { id: byId(order), status });
	store.sandbox.clearRequests();
	return order;
}

/** Where the kitchen is with an order. */
async function kitchenOf(order: number): Promise<unknown> {
	return (await store.run('kitchenOrder.get', { orderId: byId(order) })).json[0]?.status;
}

const ORDER_VERBS = [
	{ verb: 'confirm', word: 'APPROVED', status: 'CONFIRMED', body: { status: 'APPROVED' } },
	{ verb: 'dispatch', word: 'IN_TRANSIT', status: 'IN_DELIVERY', body: { status: 'IN_TRANSIT' } },
	{ verb: 'conclude', word: 'DONE', status: 'CONCLUDED', body: { status: 'DONE' } },
	{ verb: 'cancel', word: 'REJECTED', status: 'CANCELLED', body: { status: 'REJECTED', ...REASON } },
];

describe.each(ORDER_VERBS)('$verb', ({ verb, word, status, body }) => {
	it('moves a new order, after one look at its state', async () => {
		const order = await placed('delivery');
		const { error, items } = await run(verb, [order]);
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					id: `deliverydireto:${STORE_KEY}:${order}`,
					orderId: String(order),
					platform: 'deliverydireto',
					operation: verb,
					changed: true,
					status,
					previousStatus: 'CREATED',
				},
				pairedItem: { item: 0 },
			},
		]);
		const [first, second = '', ...others] = arrived();
		expect([first, others]).toEqual([read(order), []]);
		const [line, sent] = second.split(/ (?=\{)/);
		expect(line).toBe(`PUT /v1/orders/${order}/status`);
		expect(JSON.parse(sent ?? '')).toEqual(body);
		expect(store.statusOf(order)).toBe(word);
	});

	it('is a success without a change, and without a write, when the order is there already', async () => {
		const order = await placed('delivery', word);
		const { error, json } = await run(verb, [order]);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ changed: false, status, previousStatus: status }]);
		expect(arrived()).toEqual([read(order)]);
	});

	it('accepts the id of the unified order', async () => {
		const order = await placed('delivery');
		const { json } = await run(verb, [`deliverydireto:${STORE_KEY}:${order}`]);
		expect(json).toMatchObject([{ orderId: String(order), changed: true }]);
		expect(store.statusOf(order)).toBe(word);
	});
});

const NAMES = {
	confirm: 'Confirm',
	startPreparation: 'Start Preparation',
	readyForPickup: 'Ready for Pickup',
	dispatch: 'Dispatch',
	conclude: 'Conclude',
	cancel: 'Cancel',
};

describe.each(Object.entries(NAMES))('%s', (verb, name) => {
	it('of an order that Delivery Direto does not have is refused before anything is changed', async () => {
		const { error } = await run(verb, [7]);
		expect([error?.message, error?.description]).toEqual([
			`Delivery Direto has no order 7, so "${name}" was not sent`,
			'Check the number, and that the credential is the one of its store.',
		]);
		// one for later, which is not due yet, is shown only when it is asked for
		const hidden = read(7).replace('&offset', '&isOnlyScheduled=true&offset');
		expect(arrived()).toEqual([read(7), hidden]);
	});

	it('finds an order that waits for its Pix payment, which the list leaves out by itself', async () => {
		const order = await placed('pix', ...(/startPreparation|readyForPickup/.test(verb) ? ['APPROVED'] : []));
		const { error, json } = await run(verb, [order]);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ changed: true }]);
	});
});

refusesWhatIsNoOrderOfTheStore({
	platform: { name: 'Delivery Direto', prefix: 'deliverydireto' },
	verbs: Object.fromEntries(Object.keys(NAMES).map((verb) => [verb, {}])),
	label: 'Order',
	run: async (verb, order) => await run(verb, [order]),
	arrived,
});

describe('cancel', () => {
	it('rejects an order that is not approved yet, and deletes a later one', async () => {
		const waiting = await placed('delivery');
		const approved = await placed('delivery', 'APPROVED');
		const onItsWay = await placed('delivery', 'IN_TRANSIT');
		await run('cancel', [waiting, approved, onItsWay]);
		expect(
			[waiting, approved, onItsWay].map((order) => store.sandbox.order('delivery-direto', order).raw),
		).toMatchObject([
			{ status: 'REJECTED', statusReason: 'Acabou o gás' },
			{ status: 'HIDDEN', statusReason: 'Acabou o gás' },
			{ status: 'HIDDEN', statusReason: 'Acabou o gás' },
		]);
	});

	it('is refused without a reason before anything is sent', async () => {
		const order = await placed('delivery');
		const { error } = await run('cancel', [order], { statusReason: '={{ $json.nothing }}' });
		expect([error?.message, error?.description]).toEqual([
			'The field "Reason" is empty',
			'Fill in "Reason", or check the expression that should give it.',
		]);
		expect(arrived()).toEqual([]);
		await expect(run('cancel', [order], { statusReason: '' })).rejects.toThrow(/Reason\\+" is required/);
	});

	it('is refused for an order that is done', async () => {
		const order = await placed('delivery', 'DONE');
		const { error } = await run('cancel', [order]);
		expect([error?.message, error?.description]).toEqual([
			`Order ${order} was already delivered, so it was not cancelled`,
			'Delivery Direto does not want delivered orders to be cancelled. Nothing was sent. Settle a refund with the customer or with Delivery Direto directly.',
		]);
		expect(arrived()).toEqual([read(order)]);
		expect(store.statusOf(order)).toBe('DONE');
	});

	it('is a success without a change for an order that the customer has cancelled', async () => {
		const order = await placed('cancelled');
		const { json } = await run('cancel', [order]);
		expect(json).toMatchObject([{ changed: false, status: 'CANCELLED' }]);
		expect(arrived()).toEqual([read(order)]);
	});
});

describe('an order that is further along, or cancelled', () => {
	it('is not set back by Confirm', async () => {
		const order = await placed('delivery', 'IN_TRANSIT');
		const { json } = await run('confirm', [order]);
		expect(json).toMatchObject([{ changed: false, status: 'IN_DELIVERY' }]);
		expect(arrived()).toEqual([read(order)]);
	});

	it.each(Object.entries(NAMES).filter(([verb]) => verb !== 'cancel'))(
		'is not moved by %s once it is cancelled',
		async (verb, name) => {
			const order = await placed('cancelled');
			const { error } = await run(verb, [order]);
			expect(error?.message).toBe(`Order ${order} is cancelled, so "${name}" was not sent`);
			expect(arrived()).toEqual([read(order)]);
		},
	);
});

const KITCHEN_VERBS = [
	{ verb: 'startPreparation', name: 'Start Preparation', word: 'IN_PRODUCTION', status: 'PREPARING' },
	{ verb: 'readyForPickup', name: 'Ready for Pickup', word: 'DONE', status: 'READY' },
];

describe.each(KITCHEN_VERBS)('$verb, on the kitchen display', ({ verb, name, word, status }) => {
	it('moves an approved order there, and not the order itself', async () => {
		const order = await placed('pickup', 'APPROVED');
		const { error, json } = await run(verb, [order]);
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{
				id: `deliverydireto:${STORE_KEY}:${order}`,
				orderId: String(order),
				platform: 'deliverydireto',
				operation: verb,
				changed: true,
				status,
				previousStatus: 'CONFIRMED',
			},
		]);
		expect(arrived()).toEqual([read(order), look(order), cook(order, word)]);
		expect(await kitchenOf(order)).toBe(word);
		expect(store.statusOf(order)).toBe('APPROVED');
	});

	it('is a success without a change on a second run', async () => {
		const order = await placed('pickup', 'APPROVED');
		await run(verb, [order]);
		store.sandbox.clearRequests();
		const { json } = await run(verb, [order]);
		expect(json).toMatchObject([{ changed: false, status, previousStatus: status }]);
		expect(arrived()).toEqual([read(order), look(order)]);
	});

	it('is refused for an order that is not approved, with what to do first', async () => {
		const order = await placed('pickup');
		const { error } = await run(verb, [order]);
		expect([error?.message, error?.description]).toEqual([
			`"${name}" was not sent, because order ${order} is in status CREATED`,
			'The kitchen display of Delivery Direto has approved orders only: confirm the order first. Nothing was sent.',
		]);
		expect(arrived()).toEqual([read(order)]);
		expect(store.statusOf(order)).toBe('WAITING');
	});

	it('leaves alone an order that has left the kitchen', async () => {
		const order = await placed('delivery', 'APPROVED', 'IN_TRANSIT');
		const { json } = await run(verb, [order]);
		expect(json).toMatchObject([{ changed: false, status: 'IN_DELIVERY' }]);
		expect(arrived()).toEqual([read(order)]);
		expect(await kitchenOf(order)).toBe('APPROVED');
	});
});

describe('the kitchen', () => {
	it('is not set back from ready to in production', async () => {
		const order = await placed('pickup', 'APPROVED');
		await run('readyForPickup', [order]);
		const { json } = await run('startPreparation', [order]);
		expect(json).toMatchObject([{ changed: false, status: 'READY' }]);
		expect(await kitchenOf(order)).toBe('DONE');
	});

	it('may be ready before the order is dispatched and concluded', async () => {
		const order = await placed('delivery', 'APPROVED');
		for (const verb of ['startPreparation', 'readyForPickup', 'dispatch', 'conclude']) {
			expect((await run(verb, [order])).json).toMatchObject([{ changed: true }]);
		}
		expect(store.statusOf(order)).toBe('DONE');
	});

	it('moves an order once that comes twice', async () => {
		const order = await placed('pickup', 'APPROVED');
		const { json } = await run('startPreparation', [order, order]);
		expect(json.map(({ changed, status }) => [changed, status])).toEqual([
			[true, 'PREPARING'],
			[false, 'PREPARING'],
		]);
		expect(arrived()).toEqual([
			read(order),
			look(order),
			cook(order, 'IN_PRODUCTION'),
			read(order),
			look(order),
		]);
	});
});

describe('several orders', () => {
	it('are looked at one by one where there are few', async () => {
		const orders = [await placed('delivery'), await placed('delivery'), await placed('delivery')];
		await run('confirm', orders);
		expect(arrived()).toEqual(orders.flatMap((order) => [read(order), write(order, { status: 'APPROVED' })]));
	});

	it('share one look at the days of the store where there are many, and one that comes twice is changed once', async () => {
		const orders = [];
		for (let count = 0; count < 5; count++) orders.push(await placed('delivery'));
		const [first = 0] = orders;
		const { json, items } = await run('confirm', [...orders, `deliverydireto:${STORE_KEY}:${first}`]);
		expect(json.map(({ changed }) => changed)).toEqual([true, true, true, true, true, false]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3, 4, 5].map((item) => ({ item })));
		expect(arrived()).toEqual([
			days('2026-03-09', '2026-03-11'),
			...orders.map((order) => write(order, { status: 'APPROVED' })),
		]);
	});

	it('that are older than the days are looked for by their number, and within Look Back by their days', async () => {
		const orders = [];
		for (let count = 0; count < 4; count++) orders.push(await placed('delivery'));
		clock.pass({ days: 5 });
		await run('confirm', orders);
		expect(arrived()).toEqual([
			days('2026-03-14', '2026-03-16'),
			...orders.flatMap((order) => [read(order), write(order, { status: 'APPROVED' })]),
		]);
		await run('dispatch', orders, { options: { lookBackDays: 6 } });
		expect(arrived()).toEqual([
			days('2026-03-10', '2026-03-16'),
			...orders.map((order) => write(order, { status: 'IN_TRANSIT' })),
		]);
	});

	it('keep to about three reads a minute, and all of them are changed', async () => {
		const orders = [];
		for (let count = 0; count < 3; count++) orders.push(await placed('delivery'));
		store.spoil({ fault: 'rateLimit', calls: 2, seconds: 65 }, 'order.getAll');
		const start = clock.now();
		const { error, json } = await run('confirm', orders);
		expect(error).toBeUndefined();
		expect(json.map(({ changed }) => changed)).toEqual([true, true, true]);
		expect(pauses.length).toBeGreaterThan(0);
		expect(clock.now() - start).toBeGreaterThanOrEqual(60_000);
	});

	it('do not wait at all where they share one read', async () => {
		const orders = [];
		for (let count = 0; count < 10; count++) orders.push(await placed('delivery'));
		store.spoil({ fault: 'rateLimit', calls: 1, seconds: 65 }, 'order.getAll');
		const { error } = await run('confirm', orders);
		expect(error).toBeUndefined();
		expect(pauses).toEqual([]);
		expect(new Set(orders.map((order) => store.statusOf(order)))).toEqual(new Set(['APPROVED']));
	});

	it('go on with Continue On Fail, and those that failed leave through the error branch', async () => {
		const [first, cancelled, last] = [
			await placed('delivery'),
			await placed('cancelled'),
			await placed('delivery'),
		];
		const { status, items, errorItems } = await run(
			'confirm',
			[first, cancelled, 7, last],
			{},
			{ onError: 'continueErrorOutput' },
		);
		expect(status).toBe('success');
		expect(items.map(({ json, pairedItem }) => [json.orderId, pairedItem])).toEqual([
			[String(first), { item: 0 }],
			[String(last), { item: 3 }],
		]);
		expect(errorItems.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			[`Order ${cancelled} is cancelled, so "Confirm" was not sent`, { item: 1 }],
			['Delivery Direto has no order 7, so "Confirm" was not sent', { item: 2 }],
		]);
	});
});

describe('a write whose answer is lost', () => {
	it('is not repeated, and the next run makes it only if it was not made', async () => {
		const order = await placed('delivery');
		store.spoil({ fault: 'cut', when: 'middle' }, 'order.updateStatus', 1);
		const lost = await run('confirm', [order]);
		expect(lost.error?.description).toContain(
			`It is not known whether order ${order} was changed: the call was not sent again.`,
		);
		expect(arrived()).toEqual([read(order), write(order, { status: 'APPROVED' })]);
		const again = await run('confirm', [order]);
		expect(again.json).toMatchObject([{ changed: false, status: 'CONFIRMED' }]);
		expect(arrived()).toEqual([read(order)]);
	});
});

describe('an order for later that is not yet due', () => {
	it('can be cancelled: the customer has called', async () => {
		const order = await placed('scheduled');
		const { error, json } = await run('cancel', [order]);
		expect(error?.message).toBeUndefined();
		expect(json).toMatchObject([{ changed: true, status: 'CANCELLED' }]);
	});
});
