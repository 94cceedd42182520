import { byNumber, Shop, STORE_KEY } from './shop';
import Ajv from 'ajv';
import type { IDataObject } from 'n8n-workflow';
import { orderEventSchema, unifiedOrderSchema } from '../../../core/order/schema';
import type { Poll } from '../harness';

const shop = new Shop().open();

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const isOrder = ajv.compile(unifiedOrderSchema);
const isEvent = ajv.compile(orderEventSchema);

const eventOf = (item: IDataObject) => item.event as IDataObject;
/** `3105 orderCreated` for each item of a poll. */
const told = ({ json }: Poll) =>
	json.map((item) => `${String(item.displayId)} ${String(eventOf(item).type)}`);

const READ_QUEUE = 'GET /pooling';
const READ_LIST = 'GET /orders?start=2026-03-09&end=2026-03-11';
const acknowledged = (order: number, stage = 'conhecido') => `PUT /order/${order}/${stage}`;

describe('a new order', () => {
	it('is handed over once, as a unified order with its event', async () => {
		const poller = shop.watch();
		await expect(poller.poll()).resolves.toMatchObject({ items: null });
		const id = shop.place();
		shop.clock.pass({ minutes: 1 });
		const { json, items } = await poller.poll();

		expect(json).toHaveLength(1);
		const { event, ...order } = json[0] ?? {};
		isOrder(order);
		expect(isOrder.errors).toBeNull();
		isEvent(event);
		expect(isEvent.errors).toBeNull();
		expect(order).toMatchObject({ id: `pigz:${STORE_KEY}:${id}`, status: 'CREATED' });
		expect(event).toEqual({
			id: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
			type: 'orderCreated',
			previousStatus: null,
			receivedAt: '2026-03-10T12:01:00-03:00',
			via: 'POLL',
			redelivered: false,
			waitingMinutes: null,
		});
		expect(items?.[0]?.json).toEqual(json[0]);
		await expect(poller.poll()).resolves.toMatchObject({ items: null });
	});

	it.each([
		['raw', (id: number) => ({ codigo: id, status: 'PENDENTE' })],
		['unifiedWithRaw', (id: number) => ({ displayId: String(id), raw: { codigo: id } })],
	])('comes in the shape that the person chose: %s', async (output, shape) => {
		const id = shop.place();
		const { json } = await shop.watch({ output }).poll();
		expect(json).toMatchObject([{ ...shape(id), event: { type: 'orderCreated' } }]);
	});

	it('comes together with the others, oldest first', async () => {
		const late = shop.place({ with: { dataHora: '2026-03-10T14:50:00Z' } });
		const early = shop.place({ with: { dataHora: '1773153000' } });
		expect(told(await shop.watch().poll())).toEqual([`${early} orderCreated`, `${late} orderCreated`]);
	});
});

describe('the acknowledgment', () => {
	it('is made at the start of the next poll, and not before', async () => {
		const poller = shop.watch();
		const [first = 0, second = 0] = shop.placeMany(2);
		await poller.poll();
		expect(shop.arrived()).toEqual([READ_QUEUE]);
		expect([first, second].map((id) => shop.isWaiting(id))).toEqual([true, true]);

		await poller.poll();
		expect(shop.arrived()).toEqual([READ_QUEUE, acknowledged(first), acknowledged(second)]);
		expect([first, second].map((id) => shop.isWaiting(id))).toEqual([false, false]);
		// Acknowledging is not confirming
		expect(shop.statusOf(first)).toBe('PENDENTE');
	});

	it('costs one call per order, and a poll with nothing new costs one call', async () => {
		const poller = shop.watch();
		await poller.poll();
		await poller.poll();
		expect(shop.arrived()).toEqual([READ_QUEUE, READ_QUEUE]);
		const order = shop.place();
		await poller.poll();
		await poller.poll();
		await poller.poll();
		expect(shop.arrived()).toEqual([READ_QUEUE, READ_QUEUE, acknowledged(order), READ_QUEUE]);
	});

	it('is made as Integrated where the person chose that', async () => {
		const poller = shop.watch({ options: { acknowledgeAs: 'integrado' } });
		const order = shop.place();
		await poller.poll();
		shop.arrived();
		await poller.poll();
		expect(shop.arrived()).toEqual([READ_QUEUE, acknowledged(order, 'integrado')]);
	});

	it('is left to the workflow where the person chose that', async () => {
		const poller = shop.watch({ options: { acknowledge: 'workflow' } });
		const order = shop.place();
		expect(told(await poller.poll())).toEqual([`${order} orderCreated`]);
		expect((await poller.poll()).items).toBeNull();
		expect((await poller.poll()).items).toBeNull();
		expect(shop.arrived()).toEqual([READ_QUEUE, READ_QUEUE, READ_QUEUE]);
		expect(shop.isWaiting(order)).toBe(true);

		await shop.run({
			resource: 'order',
			operation: 'changeStage',
			id: byNumber(`pigz:${STORE_KEY}:${order}`),
			stage: 'conhecido',
		});
		expect(shop.isWaiting(order)).toBe(false);
		expect((await poller.poll()).items).toBeNull();
	});

	it('is not made for an order that the workflow confirmed: its stage would be set back', async () => {
		const poller = shop.watch();
		const order = shop.place();
		await poller.poll();
		await shop.run({ resource: 'order', operation: 'confirm', id: byNumber(order) });
		shop.arrived();
		await poller.poll();
		expect(shop.arrived()).toEqual([READ_QUEUE]);
		expect(shop.statusOf(order)).toBe('CONFIRMADO');
	});

	it('that fails does not hold back new orders, and is made later', async () => {
		const poller = shop.watch();
		const first = shop.place();
		await poller.poll();
		const second = shop.place();
		shop.arrived();
		shop.spoil({ fault: 'status', status: 500 }, undefined, 'order.changeStage');
		const { json, logs } = await poller.poll();
		expect(json.map(({ displayId }) => displayId)).toEqual([String(second)]);
		expect(logs).toEqual([
			{
				level: 'warn',
				message: `Pigz order ${first} could not be acknowledged now, it is tried again later: Pigz is not working properly at the moment (HTTP 500)`,
				metadata: undefined,
			},
		]);
		expect(shop.arrived()).toEqual([READ_QUEUE, acknowledged(first)]);

		shop.sandbox.liftFaults();
		expect((await poller.poll()).items).toBeNull();
		expect(shop.arrived()).toEqual([READ_QUEUE, acknowledged(first), acknowledged(second)]);
	});

	it('is not asked for again when Pigz refuses it for good, and the order does not come again', async () => {
		const poller = shop.watch();
		const order = shop.place();
		await poller.poll();
		shop.spoil({ fault: 'status', status: 400, message: 'Não permitido' }, 1, 'order.changeStage');
		expect((await poller.poll()).logs).toMatchObject([
			{
				level: 'warn',
				message: `Pigz does not let order ${order} be acknowledged, it is not tried again: Pigz refused to change the stage of an order (order ${order})`,
			},
		]);
		shop.arrived();
		expect((await poller.poll()).items).toBeNull();
		expect(shop.arrived()).toEqual([READ_QUEUE]);
	});
});

describe('the first activation', () => {
	it('hands over the orders that wait already', async () => {
		const [order] = shop.placeMany(1);
		expect(told(await shop.watch().poll())).toEqual([`${order} orderCreated`]);
	});

	it('leaves them alone with Only New Orders, and does not take them out of the queue', async () => {
		const before = shop.place();
		const poller = shop.watch({ options: { startWith: 'newOnly' } });
		expect((await poller.poll()).items).toBeNull();
		const order = shop.place();
		expect(told(await poller.poll())).toEqual([`${order} orderCreated`]);
		expect((await poller.poll()).items).toBeNull();
		expect(shop.isWaiting(before)).toBe(true);
		expect(shop.isWaiting(order)).toBe(false);
		expect(shop.arrived()).toEqual([READ_QUEUE, READ_QUEUE, READ_QUEUE, acknowledged(order)]);
	});

	it('with Only New Orders still tells when such an order is cancelled', async () => {
		const before = shop.place();
		const poller = shop.watch({ options: { startWith: 'newOnly' } });
		await poller.poll();
		shop.store.cancelAsCustomer(before);
		expect(told(await poller.poll())).toEqual([`${before} orderCancelled`]);
	});

	it('with Only New Orders is remembered by the next process', async () => {
		shop.place();
		const poller = shop.watch({ options: { startWith: 'newOnly' } });
		await poller.poll();
		const next = shop.restart(poller);
		const order = shop.place();
		expect(told(await next.poll())).toEqual([`${order} orderCreated`]);
	});
});

describe('a cancellation', () => {
	it('is told with the status before, and acknowledged as well', async () => {
		const poller = shop.watch();
		const order = shop.place();
		await poller.poll();
		await poller.poll();
		shop.store.cancelAsCustomer(order);
		shop.arrived();
		const { json } = await poller.poll();
		expect(json).toMatchObject([
			{
				displayId: String(order),
				status: 'CANCELLED',
				event: { type: 'orderCancelled', previousStatus: 'CREATED', redelivered: false },
			},
		]);
		expect((await poller.poll()).items).toBeNull();
		expect(shop.arrived()).toEqual([READ_QUEUE, READ_QUEUE, acknowledged(order)]);
		expect(shop.isWaiting(order)).toBe(false);
		expect(shop.statusOf(order)).toBe('CANCELADO');
	});

	it('of an order that nobody saw is told as cancelled, never as new', async () => {
		const poller = shop.watch();
		await poller.poll();
		const order = shop.place();
		shop.store.cancelAsCustomer(order);
		expect(told(await poller.poll())).toEqual([`${order} orderCancelled`]);
	});

	it('stays in the queue when only new orders are chosen', async () => {
		const poller = shop.watch({ events: ['orderCreated'] });
		const order = shop.place();
		await poller.poll();
		await poller.poll();
		shop.store.cancelAsCustomer(order);
		expect((await poller.poll()).items).toBeNull();
		expect((await poller.poll()).items).toBeNull();
		expect(shop.isWaiting(order)).toBe(true);
	});
});

describe('a change of status', () => {
	const events = ['orderCreated', 'orderCancelled', 'statusChanged'];

	it('is told once for each step, by one more request per poll', async () => {
		const poller = shop.watch({ events });
		const order = shop.place();
		await poller.poll();
		await poller.poll();
		shop.arrived();
		const steps: unknown[] = [];
		for (const stage of ['confirmado', 'despachado', 'entregue']) {
			await shop.setStage(order, stage);
			const { json } = await poller.poll();
			steps.push(json.map((item) => [eventOf(item).type, eventOf(item).previousStatus, item.status]));
			expect((await poller.poll()).items).toBeNull();
		}
		expect(steps).toEqual([
			[['statusChanged', 'CREATED', 'CONFIRMED']],
			[['statusChanged', 'CONFIRMED', 'IN_DELIVERY']],
			[['statusChanged', 'IN_DELIVERY', 'DELIVERED']],
		]);
		expect(shop.arrived()).toEqual(Array(6).fill([READ_QUEUE, READ_LIST]).flat());
	});

	it('is not looked for unless it is chosen', async () => {
		const poller = shop.watch();
		const order = shop.place();
		await poller.poll();
		await shop.setStage(order, 'confirmado');
		expect((await poller.poll()).items).toBeNull();
		expect(shop.arrived()).toEqual([READ_QUEUE, READ_QUEUE]);
	});

	it('to cancelled is told as a cancellation', async () => {
		const poller = shop.watch({ events });
		const order = shop.place();
		await poller.poll();
		await shop.setStage(order, 'cancelado');
		expect((await poller.poll()).json).toMatchObject([
			{ event: { type: 'orderCancelled', previousStatus: 'CREATED' } },
		]);
		expect((await poller.poll()).items).toBeNull();
	});

	it('does not hold back new orders when it cannot be read', async () => {
		const poller = shop.watch({ events });
		await poller.poll();
		const order = shop.place();
		shop.spoil({ fault: 'brokenJson' }, undefined, 'order.getAll');
		const { json, logs } = await poller.poll();
		expect(json.map(({ displayId }) => displayId)).toEqual([String(order)]);
		expect(logs).toMatchObject([
			{
				level: 'warn',
				message:
					'Pigz: changes of known orders could not be read this time: Pigz answered with something that is not JSON',
			},
		]);
	});
});

describe('an edited order', () => {
	it('is told once, and has an id of its own for every edit', async () => {
		const { handle } = shop.store;
		let remark = '';
		jest.spyOn(shop.store, 'handle').mockImplementation(async (request) => {
			const reply = await handle(request);
			if (request.path !== '/orders') return reply;
			const body = (reply.body as IDataObject[]).map((order) => ({ ...order, observacao: remark }));
			return { ...reply, body };
		});
		const poller = shop.watch({ events: ['orderCreated', 'orderUpdated'] });
		const order = shop.place();
		await poller.poll();
		expect((await poller.poll()).items).toBeNull();
		const ids: unknown[] = [];
		for (const words of ['Sem cebola', 'Sem cebola e sem alho']) {
			remark = words;
			const poll = await poller.poll();
			expect(told(poll)).toEqual([`${order} orderUpdated`]);
			expect(poll.json[0]?.observations).toBe(words);
			ids.push(eventOf(poll.json[0] ?? {}).id);
			expect((await poller.poll()).items).toBeNull();
		}
		expect(new Set(ids).size).toBe(2);
	});
});

describe('an order that nobody confirms', () => {
	const parameters = { events: ['orderCreated', 'orderCancelled', 'orderWaiting'], waitingMinutes: 10 };
	const minutesOf = ({ json }: Poll) =>
		json.map((item) => [eventOf(item).type, eventOf(item).waitingMinutes]);

	it('is told after ten minutes and every ten minutes again, until it is confirmed', async () => {
		const poller = shop.watch(parameters);
		const order = shop.place();
		const seen: unknown[] = [];
		const ids = new Set<unknown>();
		for (let minute = 0; minute <= 31; minute++) {
			const poll = await poller.poll();
			for (const item of poll.json) ids.add(eventOf(item).id);
			for (const [type, minutes] of minutesOf(poll)) seen.push([minute, type, minutes]);
			shop.clock.pass({ minutes: 1 });
		}
		expect(seen).toEqual([
			[0, 'orderCreated', null],
			[10, 'orderWaiting', 10],
			[20, 'orderWaiting', 20],
			[30, 'orderWaiting', 30],
		]);
		expect(ids.size).toBe(4);

		await shop.setStage(order, 'confirmado');
		shop.clock.pass({ minutes: 60 });
		expect((await poller.poll()).items).toBeNull();
	});

	it('costs one more request only when the time has come', async () => {
		const poller = shop.watch(parameters);
		const order = shop.place();
		await poller.poll();
		await poller.poll();
		shop.arrived();
		shop.clock.pass({ minutes: 9 });
		await poller.poll();
		expect(shop.arrived()).toEqual([READ_QUEUE]);
		shop.clock.pass({ minutes: 1 });
		await poller.poll();
		expect(shop.arrived()).toEqual([READ_QUEUE, 'GET /orders?start=2026-03-10&end=2026-03-11']);
		await poller.poll();
		expect(shop.arrived()).toEqual([READ_QUEUE]);
		expect(shop.statusOf(order)).toBe('PENDENTE');
	});

	it('is told once for the time that n8n was off', async () => {
		const poller = shop.watch(parameters);
		shop.place();
		await poller.poll();
		await poller.poll();
		shop.clock.pass({ minutes: 45 });
		const next = shop.restart(poller);
		expect(minutesOf(await next.poll())).toEqual([['orderWaiting', 40]]);
		expect((await next.poll()).items).toBeNull();
	});
});

describe('a test by hand', () => {
	it('shows the newest order, acknowledges nothing and remembers nothing', async () => {
		shop.place({ with: { dataHora: '2026-03-10T14:00:00Z' } });
		const newest = shop.place({ with: { dataHora: '2026-03-10T14:59:00Z' } });
		shop.place({ with: { dataHora: '2026-03-10T14:30:00Z' } });
		const poller = shop.watch({}, { mode: 'manual' });
		const { json } = await poller.poll();
		expect(json).toMatchObject([
			{ displayId: String(newest), event: { type: 'orderCreated', via: 'MANUAL', redelivered: false } },
		]);
		await poller.poll();
		expect(shop.arrived()).toEqual([READ_QUEUE, READ_QUEUE]);
		expect(shop.isWaiting(newest)).toBe(true);
		expect(poller.memory()).toEqual({});
	});

	it('shows an order of the last days when none is waiting', async () => {
		const order = shop.place();
		await shop.setStage(order, 'confirmado');
		const { json } = await shop.watch({}, { mode: 'manual' }).poll();
		expect(json).toMatchObject([{ displayId: String(order), status: 'CONFIRMED' }]);
		expect(shop.arrived()).toEqual([READ_QUEUE, 'GET /orders?start=2026-03-04&end=2026-03-11']);
	});

	it('says what to do when there is no order at all', async () => {
		await expect(shop.watch({}, { mode: 'manual' }).poll()).rejects.toMatchObject({
			message: 'Pigz has no order of the last 7 days to show',
			description:
				'Place a test order in the store, then fetch the test event again. The published workflow needs no test order: it starts with the next one.',
		});
	});

	it('does not disturb the published workflow', async () => {
		const poller = shop.watch();
		const order = shop.place();
		await poller.poll();
		await shop.watch({}, { mode: 'manual' }).poll();
		shop.arrived();
		expect((await poller.poll()).items).toBeNull();
		expect(shop.arrived()).toEqual([READ_QUEUE, acknowledged(order)]);
	});

	it('says that the password is wrong', async () => {
		shop.credentials.edit('pigzApi', { password: 'wrong' });
		await expect(shop.watch({}, { mode: 'manual' }).poll()).rejects.toThrow('Pigz refused the login');
	});
});

describe('what the trigger remembers', () => {
	it('holds nothing personal and no secret, and items, logs and errors hold no secret either', async () => {
		const poller = shop.watch({ events: ['orderCreated', 'orderCancelled', 'statusChanged'] });
		const orders = shop.placeMany(3);
		const polls = [await poller.poll(), await poller.poll()];
		const remembered = JSON.stringify([poller.memory(), poller.disk()]);
		const { token } = shop.credentials.stored('pigzApi');
		for (const secret of ['sandbox-pigz', 'loja@pigz.test', String(token)]) {
			expect(remembered).not.toContain(secret);
			expect(JSON.stringify(polls)).not.toContain(secret);
		}
		shop.credentials.edit('pigzApi', { password: 'wrong-secret' });
		shop.store.expireTokens();
		const failure: unknown = await poller.poll().catch((error: unknown) => error);
		const told = JSON.stringify([failure, { ...(failure as Error) }, (failure as Error).stack]);
		expect(told).toContain('Pigz refused the login');
		for (const secret of ['sandbox-pigz', 'wrong-secret', String(token), 'Basic ', 'Bearer ey']) {
			expect(told).not.toContain(secret);
		}
		for (const order of orders) {
			const { customer, raw } = shop.sandbox.order('pigz', order);
			const { telefone } = raw.cliente as { telefone: string };
			expect(remembered).toContain(String(order));
			expect(remembered).not.toContain(customer);
			expect(remembered).not.toContain(telefone);
		}
	});
});
