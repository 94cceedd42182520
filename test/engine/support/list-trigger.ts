import { pollNode, type Bench, type Poll, type Poller, type PollNodeOptions } from '../harness';
import Ajv from 'ajv';
import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { orderEventSchema, unifiedOrderSchema } from '../../../core/order/schema';
import type { OrderStatus } from '../../../core/order/types';
import type { FaultKind } from '../../../sandbox/faults';

/** A trigger that polls a list, as these tests see it. */
export interface ListTrigger {
	bench: Bench;
	/** As messages call the platform. */
	name: string;
	/** The trigger with module state of its own, as in a new process. */
	fresh: () => INodeType;
	/** A kind of order that is new. */
	kind: string;
	/** The requests of one poll that has nothing to tell, without logins. */
	list: string[];
	/** The request that completes an order, where the list leaves something out. */
	detail?: (id: number) => string;
	/** The list's operation, and the detail's. */
	operations: { list: string; detail?: string };
	/** The store moves an order on, by a verb. */
	steps: Array<{ verb: string; status: OrderStatus; is: (id: number) => Promise<void> }>;
	/** The requests since the last look, without logins, in short. */
	arrived: () => string[];
	/** What a login or token that does not hold is called. */
	refuse: () => void;
	/** Words that may be in no memory, log or error. */
	secrets: string[];
}

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const isOrder = ajv.compile(unifiedOrderSchema);
const isEvent = ajv.compile(orderEventSchema);

export const eventOf = (item: IDataObject) => item.event as IDataObject;

/** `3105 orderCreated`, with `again` where the order was handed over before. */
export const told = ({ json }: Poll) =>
	json.map((item) => {
		const { type, redelivered } = eventOf(item);
		const { orderId } = item.source as IDataObject;
		return `${String(orderId)} ${String(type)}${redelivered === true ? ' again' : ''}`;
	});

/** Tests that hold for every trigger that polls a list. */
export function watchesByList(trigger: ListTrigger): void {
	const { bench, name, kind, list, detail, operations, steps, arrived } = trigger;
	let node: INodeType | undefined;
	beforeEach(() => {
		node = undefined;
	});

	const watch = (parameters: INodeParameters = {}, options: Partial<PollNodeOptions> = {}): Poller => {
		node ??= trigger.fresh();
		return pollNode({ node, parameters, credentials: bench.credentials, ...options });
	};
	const restart = (poller: Poller): Poller => {
		node = trigger.fresh();
		return poller.restart({ node });
	};
	const place = () => bench.place(kind);
	const read = (...ids: number[]) => [...list, ...(detail ? ids.map(detail) : [])];
	const [first, last] = [steps[0] as (typeof steps)[number], steps.at(-1) as (typeof steps)[number]];

	describe('a new order', () => {
		it('is handed over once, whole, as a unified order with its event', async () => {
			const poller = watch();
			await expect(poller.poll()).resolves.toMatchObject({ items: null });
			const id = place();
			bench.clock.pass({ minutes: 1 });
			const { json } = await poller.poll();
			expect(json).toHaveLength(1);
			const { event, ...order } = json[0] ?? {};
			isOrder(order);
			expect(isOrder.errors).toBeNull();
			isEvent(event);
			expect(isEvent.errors).toBeNull();
			expect(order).toMatchObject({ status: 'CREATED', source: { orderId: String(id) } });
			expect(order.items).not.toEqual([]);
			expect(order.warnings).not.toContain('ITEMS_NOT_READ');
			expect(event).toEqual({
				id: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
				type: 'orderCreated',
				previousStatus: null,
				receivedAt: '2026-03-10T12:01:00-03:00',
				via: 'POLL',
				redelivered: false,
				waitingMinutes: null,
			});
			await expect(poller.poll()).resolves.toMatchObject({ items: null });
		});

		it('costs one request more at most, and a poll with nothing new costs one', async () => {
			const poller = watch();
			await poller.poll();
			await poller.poll();
			expect(arrived()).toEqual([...list, ...list]);
			const ids = [place(), place()];
			await poller.poll();
			expect(arrived().sort()).toEqual(read(...ids).sort());
			await poller.poll();
			expect(arrived()).toEqual(list);
		});

		it('is not completed where details are to be skipped', async () => {
			const id = place();
			const poller = watch({ options: { skipDetails: true } });
			expect(told(await poller.poll())).toEqual([`${id} orderCreated`]);
			expect(arrived()).toHaveLength(1);
		});
	});

	describe('a change of status', () => {
		const events = ['orderCreated', 'orderCancelled', 'statusChanged'];

		it('is told once for each step, with the status before', async () => {
			const poller = watch({ events });
			const id = place();
			await poller.poll();
			const seen: unknown[] = [];
			for (const { is } of steps) {
				bench.clock.pass({ minutes: 1 });
				await is(id);
				const { json } = await poller.poll();
				seen.push(...json.map((item) => [eventOf(item).type, eventOf(item).previousStatus, item.status]));
				expect((await poller.poll()).items).toBeNull();
			}
			const before = ['CREATED', ...steps.map(({ status }) => status)];
			expect(seen).toEqual(steps.map(({ status }, index) => ['statusChanged', before[index], status]));
		});

		it('is not told unless it is chosen', async () => {
			const poller = watch();
			const id = place();
			await poller.poll();
			await first.is(id);
			expect((await poller.poll()).items).toBeNull();
		});
	});

	describe('a cancellation', () => {
		it('is told with the status before, once', async () => {
			const poller = watch();
			const id = place();
			await poller.poll();
			bench.clock.pass({ minutes: 1 });
			bench.platform.cancelAsCustomer(id);
			const { json } = await poller.poll();
			expect(json).toMatchObject([
				{
					status: 'CANCELLED',
					event: { type: 'orderCancelled', previousStatus: 'CREATED', redelivered: false },
				},
			]);
			expect((await poller.poll()).items).toBeNull();
		});

		it('of an order that nobody saw is told as cancelled, never as new', async () => {
			const poller = watch();
			await poller.poll();
			const id = place();
			bench.platform.cancelAsCustomer(id);
			expect(told(await poller.poll())).toEqual([`${id} orderCancelled`]);
		});
	});

	describe('an order that nobody confirms', () => {
		it('is told after ten minutes and every ten minutes again, until it is confirmed', async () => {
			const poller = watch({ events: ['orderCreated', 'orderWaiting'] });
			const id = place();
			const seen: unknown[] = [];
			for (let minute = 0; minute <= 21; minute++) {
				for (const item of (await poller.poll()).json) {
					seen.push([minute, eventOf(item).type, eventOf(item).waitingMinutes]);
				}
				bench.clock.pass({ minutes: 1 });
			}
			expect(seen).toEqual([
				[0, 'orderCreated', null],
				[10, 'orderWaiting', 10],
				[20, 'orderWaiting', 20],
			]);
			await first.is(id);
			bench.clock.pass({ minutes: 20 });
			expect((await poller.poll()).items).toBeNull();
		});
	});

	describe('the first activation', () => {
		it('hands over the orders that wait already, and those that were confirmed before are left alone', async () => {
			const [confirmed, waiting] = [place(), place()];
			await first.is(confirmed);
			expect(told(await watch().poll())).toEqual([`${waiting} orderCreated`]);
		});

		it('leaves all of them alone with Only New Orders, also after a restart', async () => {
			place();
			const poller = watch({ options: { startWith: 'newOnly' } });
			expect((await poller.poll()).items).toBeNull();
			const id = place();
			expect(told(await poller.poll())).toEqual([`${id} orderCreated`]);
			expect((await poller.poll()).items).toBeNull();
			const later = place();
			expect(told(await restart(poller).poll())).toEqual([
				`${id} orderCreated again`,
				`${later} orderCreated`,
			]);
		});
	});

	describe('n8n killed after it handed an order over', () => {
		it('hands it over again, marked, with the same event id, and then no more', async () => {
			const poller = watch();
			const id = place();
			const before = await poller.poll();
			const next = restart(poller);
			const after = await next.poll();
			expect(told(after)).toEqual([`${id} orderCreated again`]);
			expect(eventOf(after.json[0] ?? {}).id).toBe(eventOf(before.json[0] ?? {}).id);
			expect((await next.poll()).items).toBeNull();
		});

		it('does not hand it over again when the store has taken it meanwhile', async () => {
			const poller = watch();
			const id = place();
			await poller.poll();
			await first.is(id);
			expect((await restart(poller).poll()).items).toBeNull();
		});

		if (operations.detail) {
			it('hands those that cannot be read then over again by later polls, also when it is killed once more', async () => {
				const poller = watch();
				const [one, other] = [place(), place()];
				await poller.poll();
				bench.spoil({ fault: 'status', status: 404 }, 2, operations.detail);
				const late = place();
				const next = restart(poller);
				expect(told(await next.poll())).toEqual([`${late} orderCreated`]);
				bench.spoil({ fault: 'status', status: 404 }, 1, operations.detail);
				expect(told(await next.poll())).toEqual([`${other} orderCreated again`]);
				const last = restart(next);
				expect(told(await last.poll()).sort()).toEqual([one, other].map((id) => `${id} orderCreated again`));
				expect((await last.poll()).items).toBeNull();
			});
		}

		it('repeats nothing with No Repeats', async () => {
			const poller = watch({ options: { delivery: 'noRepeats' } });
			place();
			await poller.poll();
			expect((await restart(poller).poll()).items).toBeNull();
		});

		it('hands over what came in while it was down, unmarked', async () => {
			const poller = watch({ options: { delivery: 'noRepeats' } });
			place();
			await poller.poll();
			const id = place();
			expect(told(await restart(poller).poll())).toEqual([`${id} orderCreated`]);
		});
	});

	describe('a poll that fails', () => {
		const faults: FaultKind[] = [
			{ fault: 'status', status: 500 },
			{ fault: 'status', status: 429 },
			{ fault: 'html', status: 200 },
			{ fault: 'brokenJson' },
			{ fault: 'cut', when: 'middle' },
		];

		it.each(faults)(
			'while it reads the list changes nothing, and the next one loses nothing: %j',
			async (fault) => {
				const poller = watch();
				place();
				await poller.poll();
				const remembered = [poller.memory(), poller.disk()];
				const id = place();
				bench.spoil(fault, undefined, operations.list);
				await expect(poller.poll()).rejects.toThrow(new RegExp(`^${name} `));
				expect([poller.memory(), poller.disk()]).toEqual(remembered);
				bench.sandbox.liftFaults();
				expect(told(await poller.poll())).toEqual([`${id} orderCreated`]);
			},
		);

		if (operations.detail) {
			it.each(faults)('while it reads the only new order loses nothing: %j', async (fault) => {
				const poller = watch();
				place();
				await poller.poll();
				const remembered = [poller.memory(), poller.disk()];
				const id = place();
				bench.spoil(fault, undefined, operations.detail);
				await expect(poller.poll()).rejects.toThrow(new RegExp(`^${name} `));
				expect([poller.memory(), poller.disk()]).toEqual(remembered);
				bench.sandbox.liftFaults();
				expect(told(await poller.poll())).toEqual([`${id} orderCreated`]);
			});

			it('for one of two orders hands the other one over, and that one by the next poll, unmarked', async () => {
				const poller = watch();
				await poller.poll();
				const [one, other] = [place(), place()];
				bench.spoil({ fault: 'status', status: 404 }, 1, operations.detail);
				const { json, logs } = await poller.poll();
				expect(json.map(({ source }) => (source as IDataObject).orderId)).toEqual([String(other)]);
				expect(logs).toMatchObject([
					{
						level: 'warn',
						message: expect.stringContaining(
							`${name} order ${one} could not be read now, the next poll tries again`,
						) as string,
					},
				]);
				expect(told(await poller.poll())).toEqual([`${one} orderCreated`]);
				expect((await poller.poll()).items).toBeNull();
			});
		}

		it('because the login does not hold any more says so, and changes nothing', async () => {
			const poller = watch();
			await poller.poll();
			const remembered = [poller.memory(), poller.disk()];
			place();
			trigger.refuse();
			await expect(poller.poll()).rejects.toThrow(`${name} refused the login`);
			expect([poller.memory(), poller.disk()]).toEqual(remembered);
		});

		it('while n8n starts warns and goes on', async () => {
			const poller = watch({}, { activation: 'init' });
			bench.spoil({ fault: 'status', status: 503 }, undefined, operations.list);
			const id = place();
			const { items, logs } = await poller.poll();
			expect(items).toBeNull();
			expect(logs).toMatchObject([
				{ level: 'warn', message: expect.stringContaining('n8n is just starting') as string },
			]);
			bench.sandbox.liftFaults();
			expect(told(await poller.poll())).toEqual([`${id} orderCreated`]);
		});
	});

	describe('a filter', () => {
		const events = ['orderCreated', 'orderCancelled', 'statusChanged'];

		it('by status lets an order in when it gets that status, as new, and then follows it', async () => {
			const poller = watch({ events, options: { onlyStatuses: [first.status, last.status] } });
			const id = place();
			expect((await poller.poll()).items).toBeNull();
			arrived();
			expect((await poller.poll()).items).toBeNull();
			expect(arrived()).toEqual(list);
			await first.is(id);
			expect(told(await poller.poll())).toEqual([`${id} orderCreated`]);
			await last.is(id);
			expect(told(await poller.poll())).toEqual([`${id} statusChanged`]);
		});

		it('that is changed neither repeats nor loses orders', async () => {
			const poller = watch({ options: { onlyStatuses: ['CREATED'] } });
			const early = place();
			expect(told(await poller.poll())).toEqual([`${early} orderCreated`]);
			expect((await poller.poll()).items).toBeNull();
			const narrow = watch({ options: { onlyStatuses: ['CANCELLED'] } }, { staticData: poller.memory() });
			const late = place();
			expect((await narrow.poll()).items).toBeNull();
			const wide = watch({}, { staticData: narrow.memory() });
			expect(told(await wide.poll())).toEqual([`${late} orderCreated`]);
			expect((await wide.poll()).items).toBeNull();
		});
	});

	describe('a test by hand', () => {
		it('shows the newest order, whole, and remembers nothing', async () => {
			place();
			bench.clock.pass({ minutes: 1 });
			const id = place();
			const poller = watch({}, { mode: 'manual' });
			const { json } = await poller.poll();
			expect(json).toMatchObject([
				{
					source: { orderId: String(id) },
					event: { type: 'orderCreated', via: 'MANUAL', redelivered: false },
				},
			]);
			expect(json[0]?.items).not.toEqual([]);
			expect(poller.memory()).toEqual({});
		});

		it('says what to do when there is no order at all', async () => {
			await expect(watch({}, { mode: 'manual' }).poll()).rejects.toMatchObject({
				message: `${name} has no order of the last 7 days to show`,
			});
		});
	});

	describe('what the trigger remembers', () => {
		it('holds nothing personal and no secret, nor do items, logs and errors hold a secret', async () => {
			const poller = watch({ events: ['orderCreated', 'orderCancelled', 'statusChanged', 'orderUpdated'] });
			const id = place();
			const poll = await poller.poll();
			const remembered = JSON.stringify([poller.memory(), poller.disk()]);
			const customer = bench.platform.orders().find((order) => order.id === id)?.customer;
			expect(remembered).toContain(String(id));
			expect(customer).toMatch(/\S/);
			expect(remembered).not.toContain(customer);
			trigger.refuse();
			const failure: unknown = await poller.poll().catch((error: unknown) => error);
			const said = JSON.stringify([failure, { ...(failure as Error) }, (failure as Error).stack]);
			expect(said).toContain(`${name} refused the login`);
			for (const secret of trigger.secrets) {
				for (const text of [remembered, JSON.stringify(poll), said]) expect(text).not.toContain(secret);
			}
		});
	});
}
