import { byNumber, pauses, Shop, STORE_KEY } from './shop';
import type { INodeParameters } from 'n8n-workflow';

const shop = new Shop().open();

/** The order is given by expression, as `order` of each item. */
const verb = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'order',
	operation,
	id: byNumber('={{ $json.order }}'),
	...more,
});

const READ = 'GET /orders?start=2026-03-09&end=2026-03-11';

const VERBS = [
	{ operation: 'confirm', stage: 'confirmado', status: 'CONFIRMED' },
	{ operation: 'readyForPickup', stage: 'prontoRetirada', status: 'READY' },
	{ operation: 'dispatch', stage: 'despachado', status: 'IN_DELIVERY' },
	{ operation: 'conclude', stage: 'entregue', status: 'DELIVERED' },
	{ operation: 'cancel', stage: 'cancelado', status: 'CANCELLED' },
];

describe.each(VERBS)('$operation', ({ operation, stage, status }) => {
	it('moves a new order, after one look at its state', async () => {
		const order = shop.place();
		const run = await shop.run(verb(operation), [{ order }]);
		expect(run.error).toBeUndefined();
		expect(run.json).toEqual([
			{
				id: `pigz:${STORE_KEY}:${order}`,
				orderId: String(order),
				platform: 'pigz',
				operation,
				changed: true,
				status,
				previousStatus: 'CREATED',
			},
		]);
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(shop.arrived()).toEqual([READ, `PUT /order/${order}/${stage}`]);
		expect(shop.statusOf(order)).toBe(stage.toUpperCase());
		expect(shop.isWaiting(order)).toBe(false);
	});

	it('is a success without a change, and without a write, when the order is there already', async () => {
		const order = shop.place();
		await shop.setStage(order, stage);
		const run = await shop.run(verb(operation), [{ order }]);
		expect(run.json).toMatchObject([{ changed: false, status, previousStatus: status }]);
		expect(shop.arrived()).toEqual([READ]);
	});

	it('accepts the id of the unified order', async () => {
		const order = shop.place();
		const run = await shop.run(verb(operation), [{ order: `pigz:${STORE_KEY}:${order}` }]);
		expect(run.json).toMatchObject([{ orderId: String(order), changed: true }]);
		expect(shop.arrived()).toEqual([READ, `PUT /order/${order}/${stage}`]);
	});

	it('refuses an order of another platform', async () => {
		const run = await shop.run(verb(operation), [{ order: 'neemo:12:3105' }]);
		expect(run.error?.message).toBe('"neemo:12:3105" is not an order of Pigz');
		expect(run.error?.description).toBe('Use the node of the platform that the order came from.');
		expect(shop.arrived()).toEqual([]);
	});

	it('refuses an order of another store', async () => {
		const run = await shop.run(verb(operation), [{ order: 'pigz:0a1b2c3d:3105' }]);
		expect(run.error?.message).toBe(
			'"pigz:0a1b2c3d:3105" belongs to another store than the selected credential',
		);
		expect(run.error?.description).toBe('Select the Pigz credential with which the order was received.');
		expect(shop.arrived()).toEqual([]);
	});

	it('says that the order is missing when an expression gives none', async () => {
		const run = await shop.run(verb(operation), [{ somethingElse: 1 }]);
		expect(run.error?.message).toBe('The field "Order" is empty');
		expect(run.error?.description).toBe('Fill in "Order", or check the expression that should give it.');
		expect(shop.arrived()).toEqual([]);
	});

	it('refuses what is no order number before anything is sent', async () => {
		const run = await shop.run(verb(operation), [{ order: 'the one of Ana' }]);
		expect(run.error?.message).toBe('"Order" is not a number');
		expect(shop.arrived()).toEqual([]);
	});
});

describe('an order that is further along', () => {
	it('is not set back by Confirm', async () => {
		const order = shop.place();
		await shop.setStage(order, 'despachado');
		const run = await shop.run(verb('confirm'), [{ order }]);
		expect(run.json).toMatchObject([
			{ changed: false, status: 'IN_DELIVERY', previousStatus: 'IN_DELIVERY' },
		]);
		expect(shop.arrived()).toEqual([READ]);
		expect(shop.statusOf(order)).toBe('DESPACHADO');
	});

	it('can still be cancelled while it is on its way', async () => {
		const order = shop.place();
		await shop.setStage(order, 'despachado');
		const run = await shop.run(verb('cancel'), [{ order }]);
		expect(run.json).toMatchObject([{ changed: true, status: 'CANCELLED', previousStatus: 'IN_DELIVERY' }]);
		expect(shop.statusOf(order)).toBe('CANCELADO');
	});
});

describe('what must not be done', () => {
	it('is to cancel a delivered order: it is refused before anything is sent', async () => {
		const order = shop.place();
		await shop.setStage(order, 'entregue');
		const run = await shop.run(verb('cancel'), [{ order }]);
		expect(run.status).toBe('error');
		expect(run.error?.message).toBe(`Order ${order} was already delivered, so it was not cancelled`);
		expect(run.error?.description).toBe(
			'Pigz does not want delivered orders to be cancelled. Nothing was sent. Settle a refund with the customer or with Pigz directly.',
		);
		expect(shop.arrived()).toEqual([READ]);
		expect(shop.statusOf(order)).toBe('ENTREGUE');
	});

	it('is to cancel an order whose state nobody knows', async () => {
		const order = shop.place();
		shop.clock.pass({ days: 2 });
		const run = await shop.run(verb('cancel'), [{ order }]);
		expect(run.error?.message).toBe(
			`Order ${order} was not found among the Pigz orders of the last 2 days, so it was not cancelled`,
		);
		expect(run.error?.description).toBe(
			'A delivered order must not be cancelled, and its state could not be read. Check the number, or raise Options > Look Back (Days).',
		);
		expect(shop.arrived()).toEqual(['GET /orders?start=2026-03-11&end=2026-03-13']);
		expect(shop.statusOf(order)).toBe('PENDENTE');
	});

	it('is possible again when the person looks further back', async () => {
		const order = shop.place();
		shop.clock.pass({ days: 2 });
		const run = await shop.run(verb('cancel', { options: { lookBackDays: 3 } }), [{ order }]);
		expect(run.json).toMatchObject([{ changed: true, status: 'CANCELLED' }]);
		expect(shop.arrived()).toEqual([
			'GET /orders?start=2026-03-10&end=2026-03-13',
			`PUT /order/${order}/cancelado`,
		]);
	});

	it.each([
		['confirm', 'Confirm'],
		['readyForPickup', 'Ready for Pickup'],
		['dispatch', 'Dispatch'],
		['conclude', 'Conclude'],
	])('is to %s a cancelled order', async (operation, name) => {
		const order = shop.place();
		shop.store.cancelAsCustomer(order);
		const run = await shop.run(verb(operation), [{ order }]);
		expect(run.error?.message).toBe(`Order ${order} is cancelled, so "${name}" was not sent`);
		expect(run.error?.description).toBe(
			'A cancelled order stays cancelled. Filter cancelled orders out before this node.',
		);
		expect(shop.arrived()).toEqual([READ]);
	});

	it.each(['0', '-3', '1.5', '"week"'])('is to look %s days back', async (days) => {
		const order = shop.place();
		const run = await shop.run(verb('confirm', { options: { lookBackDays: `={{ ${days} }}` } }), [{ order }]);
		expect(run.error?.message).toBe('"Look Back (Days)" is not a whole number of 1 or more');
		expect(run.error?.description).toBe(`It is ${days}. 2 stands for yesterday and today.`);
		expect(shop.arrived()).toEqual([]);
	});
});

describe('an order that is not among those of the last days', () => {
	it('is confirmed all the same, because confirming harms nobody', async () => {
		const order = shop.place();
		shop.clock.pass({ days: 5 });
		const run = await shop.run(verb('confirm'), [{ order }]);
		expect(run.json).toMatchObject([{ changed: true, status: 'CONFIRMED', previousStatus: null }]);
		expect(shop.statusOf(order)).toBe('CONFIRMADO');
	});

	it('is unknown to Pigz where it says so', async () => {
		const run = await shop.run(verb('confirm'), [{ order: 99 }]);
		expect(run.error?.message).toBe('Pigz does not know order 99');
		expect(run.error?.description).toBe(
			'Check the number, and that it belongs to the store of this credential. Pigz says: "Order not found"',
		);
		expect(shop.arrived()).toEqual([READ, 'PUT /order/99/confirmado']);
	});

	it('is looked for in days of the store: late at night it is still the same day', async () => {
		shop.clock.set('2026-03-11T02:30:00Z');
		const order = shop.place();
		await shop.run(verb('confirm'), [{ order }]);
		expect(shop.arrived()).toEqual([READ, `PUT /order/${order}/confirmado`]);
	});
});

describe('many items', () => {
	it('cost one look at the states for 50 orders, and one write each, in their order', async () => {
		const orders = shop.placeMany(50);
		const run = await shop.run(
			verb('confirm'),
			orders.map((order) => ({ order })),
		);
		expect(run.json.map(({ orderId, changed }) => [orderId, changed])).toEqual(
			orders.map((order) => [String(order), true]),
		);
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual(orders.map((_, item) => ({ item })));
		expect(shop.arrived()).toEqual([READ, ...orders.map((order) => `PUT /order/${order}/confirmado`)]);
	});

	it('cost one look at the states even when none of the orders is found', async () => {
		const orders = shop.placeMany(5);
		shop.clock.pass({ days: 5 });
		await shop.run(
			verb('confirm'),
			orders.map((order) => ({ order })),
		);
		expect(shop.arrived()).toEqual([
			'GET /orders?start=2026-03-14&end=2026-03-16',
			...orders.map((order) => `PUT /order/${order}/confirmado`),
		]);
	});

	it('change an order once when it comes twice, however its number is written', async () => {
		const order = shop.place();
		const run = await shop.run(verb('confirm'), [
			{ order },
			{ order: `pigz:${STORE_KEY}:${order}` },
			{ order: ` 00${order} ` },
		]);
		expect(run.json.map(({ changed, status }) => [changed, status])).toEqual([
			[true, 'CONFIRMED'],
			[false, 'CONFIRMED'],
			[false, 'CONFIRMED'],
		]);
		expect(shop.arrived()).toEqual([READ, `PUT /order/${order}/confirmado`]);
	});

	it('look further back once when one of them asks for it', async () => {
		const [old = 0] = shop.placeMany(1);
		shop.clock.pass({ days: 4 });
		const recent = shop.place();
		const run = await shop.run(verb('cancel', { options: { lookBackDays: '={{ $json.days }}' } }), [
			{ order: recent, days: 2 },
			{ order: old, days: 5 },
			{ order: recent, days: 5 },
		]);
		expect(run.json.map(({ changed }) => changed)).toEqual([true, true, false]);
		expect(shop.arrived()).toEqual([
			'GET /orders?start=2026-03-13&end=2026-03-15',
			`PUT /order/${recent}/cancelado`,
			'GET /orders?start=2026-03-10&end=2026-03-15',
			`PUT /order/${old}/cancelado`,
		]);
	});

	it.each([
		['by a verb', verb('confirm')],
		['by Change Stage', { ...verb('changeStage'), stage: 'confirmado' }],
	])('are written one at a time %s', async (_, parameters) => {
		const orders = shop.placeMany(5);
		let underWay = 0;
		let most = 0;
		const { handle } = shop.store;
		jest.spyOn(shop.store, 'handle').mockImplementation(async (request) => {
			most = Math.max(most, ++underWay);
			await new Promise((resolve) => setTimeout(resolve, 10));
			try {
				return await handle(request);
			} finally {
				underWay--;
			}
		});
		const run = await shop.run(
			parameters,
			orders.map((order) => ({ order })),
		);
		expect(run.status).toBe('success');
		expect(orders.map((order) => shop.statusOf(order))).toEqual(Array(5).fill('CONFIRMADO'));
		expect(most).toBe(1);
	});
});

describe('a write that fails', () => {
	const notKnown = (order: number) =>
		`It is not known whether order ${order} was changed: the call was not sent again.`;

	it.each([
		{ fault: 'cut' as const },
		{ fault: 'cut' as const, when: 'middle' as const },
		{ fault: 'status' as const, status: 500 },
		{ fault: 'status' as const, status: 503 },
		{ fault: 'html' as const, status: 200 as const },
		{ fault: 'brokenJson' as const },
	])('is never repeated: %j', async (fault) => {
		const order = shop.place();
		shop.spoil(fault, 1, 'order.changeStage');
		const run = await shop.run(verb('confirm'), [{ order }]);
		expect(run.status).toBe('error');
		expect(run.error?.description).toContain(notKnown(order));
		expect(shop.arrived()).toEqual([READ, `PUT /order/${order}/confirmado`]);
		expect(pauses).toEqual([]);
	});

	it('is made by the next run only if it was not made', async () => {
		const order = shop.place();
		shop.spoil({ fault: 'cut', when: 'middle' }, 1, 'order.changeStage');
		await shop.run(verb('confirm'), [{ order }]);
		const again = await shop.run(verb('confirm'), [{ order }]);
		expect(again.json).toMatchObject([{ changed: false, status: 'CONFIRMED' }]);
		expect(shop.arrived()).toEqual([READ, `PUT /order/${order}/confirmado`, READ]);
	});

	it('is repeated after the time that Pigz asks for when there were too many calls', async () => {
		const order = shop.place();
		shop.spoil({ fault: 'status', status: 429, retryAfter: 7 }, 2, 'order.changeStage');
		const run = await shop.run(verb('confirm'), [{ order }]);
		expect(run.json).toMatchObject([{ changed: true }]);
		expect(pauses).toEqual([7000, 7000]);
		expect(shop.arrived()).toEqual([READ, ...Array<string>(3).fill(`PUT /order/${order}/confirmado`)]);
	});

	it('is repeated when Pigz says when it will be back', async () => {
		const order = shop.place();
		shop.spoil({ fault: 'status', status: 503, retryAfter: 3 }, 1, 'order.changeStage');
		const run = await shop.run(verb('confirm'), [{ order }]);
		expect(run.json).toMatchObject([{ changed: true }]);
		expect(pauses).toEqual([3000]);
	});

	it('is repeated when only the login failed, because nothing had been sent', async () => {
		const order = shop.place();
		shop.spoil({ fault: 'status', status: 503 }, 1, 'login.create');
		const run = await shop.run({ ...verb('changeStage'), stage: 'confirmado' }, [{ order }]);
		expect(run.status).toBe('success');
		expect(shop.arrived()).toEqual([`PUT /order/${order}/confirmado`]);
	});
});

describe('a read that fails', () => {
	it.each([
		{ fault: 'cut' as const },
		{ fault: 'cut' as const, when: 'middle' as const },
		{ fault: 'status' as const, status: 500 },
		{ fault: 'status' as const, status: 503 },
		{ fault: 'html' as const, status: 502 as const },
		{ fault: 'html' as const, status: 200 as const },
		{ fault: 'brokenJson' as const },
	])('is repeated, with growing pauses: %j', async (fault) => {
		const order = shop.place();
		shop.spoil(fault, 3, 'order.getAll');
		const run = await shop.run({ resource: 'order', operation: 'getAll' });
		expect(run.json.map(({ displayId }) => displayId)).toEqual([String(order)]);
		expect(shop.arrived()).toEqual(Array(4).fill('GET /orders'));
		expect(pauses).toEqual([500, 1000, 2000]);
	});

	it('is given up after four tries', async () => {
		shop.spoil({ fault: 'status', status: 500 });
		shop.credentials.edit('pigzApi', { token: 'of an earlier run' });
		const run = await shop.run({ resource: 'order', operation: 'getQueue' });
		expect(run.status).toBe('error');
		expect(shop.arrived()).toEqual(Array(4).fill('GET /pooling'));
	});

	it.each([
		[7, 7000],
		[3600, 20_000],
	])(
		'waits as long as Pigz asks, %d seconds, but never longer than 20 at once',
		async (retryAfter, pause) => {
			shop.spoil({ fault: 'status', status: 429, retryAfter }, 1, 'order.getQueue');
			const run = await shop.run({ resource: 'order', operation: 'getQueue' });
			expect(run.status).toBe('success');
			expect(pauses).toEqual([pause]);
		},
	);
});
