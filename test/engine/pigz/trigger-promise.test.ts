import { pauses, Shop } from './shop';
import type { IDataObject } from 'n8n-workflow';
import type { Poll } from '../harness';
import type { FaultKind } from '../../../sandbox/faults';

const shop = new Shop().open();

const eventOf = (item: IDataObject) => item.event as IDataObject;
const ordersOf = ({ json }: Poll) => json.map(({ displayId }) => Number(displayId));
/** `3105 orderCreated`, with `again` where the order was handed over before. */
const told = ({ json }: Poll) =>
	json.map((item) => {
		const { type, redelivered } = eventOf(item);
		return `${String(item.displayId)} ${String(type)}${redelivered === true ? ' again' : ''}`;
	});
const idsOf = ({ json }: Poll) => json.map((item) => eventOf(item).id);

const READ_QUEUE = 'GET /pooling';
const acknowledged = (order: number) => `PUT /order/${order}/conhecido`;

describe('n8n killed between hand-over and acknowledgment', () => {
	it('hands the order over again, marked, with the same event id, and acknowledges it then', async () => {
		const poller = shop.watch();
		const order = shop.place();
		const before = await poller.poll();
		expect(told(before)).toEqual([`${order} orderCreated`]);

		const next = shop.restart(poller);
		shop.arrived();
		const after = await next.poll();
		expect(told(after)).toEqual([`${order} orderCreated again`]);
		expect(idsOf(after)).toEqual(idsOf(before));
		expect(shop.arrived()).toEqual([READ_QUEUE]);

		expect((await next.poll()).items).toBeNull();
		expect(shop.arrived()).toEqual([READ_QUEUE, acknowledged(order)]);
	});

	it('hands it over again after every restart until it is acknowledged', async () => {
		let poller = shop.watch();
		const order = shop.place();
		await poller.poll();
		for (let restart = 0; restart < 3; restart++) {
			poller = shop.restart(poller);
			expect(told(await poller.poll())).toEqual([`${order} orderCreated again`]);
		}
		await poller.poll();
		poller = shop.restart(poller);
		expect((await poller.poll()).items).toBeNull();
	});

	it('hands a cancellation over again as well', async () => {
		const poller = shop.watch();
		const order = shop.place();
		await poller.poll();
		await poller.poll();
		shop.store.cancelAsCustomer(order);
		const before = await poller.poll();
		const after = await shop.restart(poller).poll();
		expect(told(after)).toEqual([`${order} orderCancelled again`]);
		expect(idsOf(after)).toEqual(idsOf(before));
	});

	it('does not mark the orders that came in while it was down', async () => {
		const poller = shop.watch();
		const first = shop.place();
		await poller.poll();
		const second = shop.place();
		expect(told(await shop.restart(poller).poll())).toEqual([
			`${first} orderCreated again`,
			`${second} orderCreated`,
		]);
	});

	it('does not repeat it with No Repeats, and acknowledges it', async () => {
		const poller = shop.watch({ options: { delivery: 'noRepeats' } });
		const order = shop.place();
		await poller.poll();
		const next = shop.restart(poller);
		shop.arrived();
		expect((await next.poll()).items).toBeNull();
		expect(shop.arrived()).toEqual([READ_QUEUE, acknowledged(order)]);
	});

	it('repeats it where the workflow acknowledges, until the workflow has done so', async () => {
		const poller = shop.watch({ options: { acknowledge: 'workflow' } });
		const order = shop.place();
		await poller.poll();
		const second = shop.restart(poller);
		expect(told(await second.poll())).toEqual([`${order} orderCreated again`]);
		await shop.setStage(order, 'conhecido');
		expect((await shop.restart(second).poll()).items).toBeNull();
	});
});

describe('n8n killed at another moment', () => {
	it('hands the order over unmarked when n8n had stored nothing', async () => {
		const poller = shop.watch();
		await poller.poll();
		const stored = poller.disk();
		const order = shop.place();
		await poller.poll();
		const next = shop.restart(shop.watch({}, { staticData: stored, activation: 'init' }));
		expect(told(await next.poll())).toEqual([`${order} orderCreated`]);
	});

	it('repeats nothing that was acknowledged, although n8n stores no poll without orders', async () => {
		const poller = shop.watch();
		shop.place();
		await poller.poll();
		await poller.poll();
		expect((await shop.restart(poller).poll()).items).toBeNull();
	});

	it.each(['classic' as const, 'durable' as const])(
		'loses none of 50 orders, and acknowledges each once: %s cursors',
		async (cursors) => {
			let poller = shop.watch({}, { cursors });
			const placed: number[] = [];
			const first = new Map<number, number>();
			let unmarked = 0;
			for (let round = 0; placed.length < 50; round++) {
				placed.push(...shop.placeMany(5));
				const poll = await poller.poll();
				for (const item of poll.json) {
					const order = Number(item.displayId);
					first.set(order, (first.get(order) ?? 0) + 1);
					if (eventOf(item).redelivered === false) unmarked++;
				}
				if (round % 3 === 1) poller = shop.restart(poller);
			}
			const rest = [...ordersOf(await poller.poll()), ...ordersOf(await poller.poll())];
			expect(rest).toEqual([]);
			expect([...first.keys()].sort()).toEqual(placed);
			expect(unmarked).toBe(50);
			const writes = shop.arrived().filter((line) => line.startsWith('PUT'));
			expect(writes.sort()).toEqual(placed.map(acknowledged).sort());
			expect(placed.filter((order) => shop.isWaiting(order))).toEqual([]);
		},
	);
});

describe('the first poll after the start of n8n', () => {
	const faults: Array<[string, FaultKind | 'offline', string]> = [
		['Pigz is not reachable', 'offline', 'Pigz could not be reached'],
		[
			'Pigz answers 500',
			{ fault: 'status', status: 500 },
			'Pigz is not working properly at the moment (HTTP 500)',
		],
		[
			'Pigz answers 503',
			{ fault: 'status', status: 503 },
			'Pigz is not working properly at the moment (HTTP 503)',
		],
		['Pigz asks to slow down', { fault: 'status', status: 429 }, 'Pigz asks to slow down'],
		['the connection is cut', { fault: 'cut' }, 'Pigz could not be reached'],
		[
			'a proxy answers with a page',
			{ fault: 'html', status: 200 },
			'Pigz answered with something that is not JSON',
		],
	];
	const spoil = async (fault: FaultKind | 'offline') => {
		if (fault === 'offline') await shop.sandbox.goOffline();
		else shop.spoil(fault, undefined, 'order.getQueue');
	};

	describe.each(['init' as const, 'leadershipChange' as const])('by itself (%s)', (activation) => {
		it.each(faults)('warns and goes on when %s', async (_, fault, message) => {
			const poller = shop.watch({}, { activation });
			await spoil(fault);
			const order = shop.place();
			const { items, logs } = await poller.poll();
			expect(items).toBeNull();
			expect(logs).toEqual([
				{
					level: 'warn',
					message: `${message}. n8n is just starting: polling goes on at the next scheduled time`,
					metadata: undefined,
				},
			]);
			expect(poller.memory()).toEqual({});

			// From the second tick on the person is told
			await expect(poller.poll()).rejects.toThrow(message);
			await shop.sandbox.goOnline();
			shop.sandbox.liftFaults();
			expect(told(await poller.poll())).toEqual([`${order} orderCreated`]);
		});

		it('says that the login is wrong: no time heals that', async () => {
			shop.credentials.edit('pigzApi', { password: 'wrong' });
			await expect(shop.watch({}, { activation }).poll()).rejects.toMatchObject({
				message: 'Pigz refused the login',
				description: expect.stringContaining('Open the Pigz credential') as string,
			});
			expect(shop.logins()).toBe(2);
		});
	});

	describe.each(['activate' as const, 'update' as const])('by a person (%s)', (activation) => {
		it.each(faults)('fails when %s', async (_, fault, message) => {
			const poller = shop.watch({}, { activation });
			await spoil(fault);
			await expect(poller.poll()).rejects.toThrow(message);
			expect(poller.memory()).toEqual({});
		});

		it('says that the login is wrong', async () => {
			shop.credentials.edit('pigzApi', { password: 'wrong' });
			await expect(shop.watch({}, { activation }).poll()).rejects.toThrow('Pigz refused the login');
		});
	});

	it('keeps what earlier processes left unclear, although it could not ask', async () => {
		const poller = shop.watch();
		const order = shop.place();
		await poller.poll();
		const next = shop.restart(poller);
		await shop.sandbox.goOffline();
		expect((await next.poll()).items).toBeNull();
		await shop.sandbox.goOnline();
		expect(told(await next.poll())).toEqual([`${order} orderCreated again`]);
	});
});

describe('a later poll that fails', () => {
	it.each<FaultKind>([
		{ fault: 'brokenJson' },
		{ fault: 'cut', when: 'middle' },
		{ fault: 'status', status: 500 },
		{ fault: 'html', status: 200 },
	])('throws, changes nothing, and the next one loses nothing: %j', async (fault) => {
		const poller = shop.watch();
		const first = shop.place();
		await poller.poll();
		const remembered = [poller.memory(), poller.disk()];
		const second = shop.place();
		shop.spoil(fault, undefined, 'order.getQueue');
		await expect(poller.poll()).rejects.toThrow(/^Pigz /);
		expect([poller.memory(), poller.disk()]).toEqual(remembered);

		shop.sandbox.liftFaults();
		shop.arrived();
		expect(told(await poller.poll())).toEqual([`${second} orderCreated`]);
		expect(shop.arrived()).toEqual([READ_QUEUE, acknowledged(first)]);
	});

	it('is not a failure when one of its tries succeeds', async () => {
		const poller = shop.watch();
		const order = shop.place();
		shop.spoil({ fault: 'status', status: 500 }, 2, 'order.getQueue');
		expect(told(await poller.poll())).toEqual([`${order} orderCreated`]);
		expect(pauses).toEqual([500, 1000]);
	});

	it('half-way, while reading the list, hands over nothing and repeats', async () => {
		const poller = shop.watch({ events: ['orderCreated', 'statusChanged'] });
		const order = shop.place();
		await poller.poll();
		await shop.setStage(order, 'confirmado');
		const remembered = poller.memory();
		shop.spoil({ fault: 'brokenJson' }, undefined, 'order.getAll');
		await expect(poller.poll()).rejects.toThrow('Pigz answered with something that is not JSON');
		expect(poller.memory()).toEqual(remembered);
		shop.sandbox.liftFaults();
		expect(told(await poller.poll())).toEqual([`${order} statusChanged`]);
	});

	it('half-way, while acknowledging, neither loses nor repeats an order', async () => {
		const poller = shop.watch();
		const orders = shop.placeMany(3);
		await poller.poll();
		const fresh = shop.place();
		shop.arrived();
		// Pigz does its work, and the answer breaks
		shop.spoil({ fault: 'brokenJson' }, 1, 'order.changeStage');
		expect(told(await poller.poll())).toEqual([`${fresh} orderCreated`]);
		expect((await poller.poll()).items).toBeNull();
		const [first = 0, second = 0, third = 0] = orders;
		expect(shop.arrived()).toEqual([
			READ_QUEUE,
			acknowledged(first),
			READ_QUEUE,
			...[second, third, fresh].map(acknowledged),
		]);
		expect((await poller.poll()).items).toBeNull();
	});

	it('with a password that was changed at Pigz stops the acknowledgments as well', async () => {
		const poller = shop.watch();
		shop.placeMany(5);
		await poller.poll();
		shop.credentials.edit('pigzApi', { password: 'wrong', token: '' });
		shop.sandbox.clearRequests();
		await expect(poller.poll()).rejects.toThrow('Pigz refused the login');
		expect(shop.logins()).toBe(2);
		expect(shop.arrived()).toEqual([]);
	});
});

describe('two polls at once', () => {
	it('are one: the second has nothing to say', async () => {
		const poller = shop.watch();
		const order = shop.place();
		await poller.poll();
		const fresh = shop.place();
		shop.arrived();
		const [first, second] = await Promise.all([poller.poll(), poller.poll()]);
		expect(told(first)).toEqual([`${fresh} orderCreated`]);
		expect(second.items).toBeNull();
		expect(shop.arrived()).toEqual([READ_QUEUE, acknowledged(order)]);
	});

	it('are one in the durable mode, where each has a context of its own', async () => {
		const poller = shop.watch({}, { cursors: 'durable' });
		const order = shop.place();
		const other = shop.watch({}, { cursors: 'durable' });
		const polls = await Promise.all([poller.poll(), other.poll()]);
		expect(polls.flatMap(told)).toEqual([`${order} orderCreated`]);
	});
});

describe('a poll with more to do than time', () => {
	/** Every call takes 50 ms of the fake time. */
	const slowly = () => {
		const { handle } = shop.store;
		jest.spyOn(shop.store, 'handle').mockImplementation(async (request) => {
			shop.clock.pass({ minutes: 50 / 60_000 });
			return await handle(request);
		});
	};

	it('acknowledges as many of 200 orders as it may, and the rest next time, each once', async () => {
		const poller = shop.watch({}, { pollBudget: 5000 });
		const orders = shop.placeMany(200);
		expect(ordersOf(await poller.poll())).toEqual(orders);
		slowly();
		shop.arrived();
		const counts: number[] = [];
		const all: string[] = [];
		while (orders.some((order) => shop.isWaiting(order))) {
			const start = shop.clock.now();
			expect((await poller.poll()).items).toBeNull();
			expect(shop.clock.now() - start).toBeLessThan(5000);
			const [read, ...writes] = shop.arrived();
			expect(read).toBe(READ_QUEUE);
			counts.push(writes.length);
			all.push(...writes);
			expect(counts.length).toBeLessThan(10);
		}
		// 80 % of 5 s are 80 calls of 50 ms, of which one reads the queue
		expect(counts).toEqual([79, 79, 42]);
		expect(all).toEqual(orders.map(acknowledged));
	});

	it('does not make new orders wait for that', async () => {
		const poller = shop.watch({}, { pollBudget: 1000 });
		shop.placeMany(200);
		await poller.poll();
		slowly();
		const fresh = shop.place();
		expect(told(await poller.poll())).toEqual([`${fresh} orderCreated`]);
	});

	it('goes on after a restart with what was not acknowledged, marked', async () => {
		const poller = shop.watch({}, { pollBudget: 1000 });
		const orders = shop.placeMany(40);
		await poller.poll();
		slowly();
		await poller.poll();
		const waiting = orders.filter((order) => shop.isWaiting(order));
		expect(waiting.length).toBeGreaterThan(0);
		expect(waiting.length).toBeLessThan(40);
		expect(told(await shop.restart(poller).poll())).toEqual(
			waiting.map((order) => `${order} orderCreated again`),
		);
	});

	it('takes 36 seconds where n8n does not say how long it may take', async () => {
		const poller = shop.watch();
		const orders = shop.placeMany(200);
		await poller.poll();
		const { handle } = shop.store;
		jest.spyOn(shop.store, 'handle').mockImplementation(async (request) => {
			shop.clock.pass({ minutes: 1 / 60 });
			return await handle(request);
		});
		await poller.poll();
		expect(orders.filter((order) => !shop.isWaiting(order))).toHaveLength(35);
	});
});
