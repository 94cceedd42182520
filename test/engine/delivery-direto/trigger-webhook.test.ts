import { createHmac } from 'node:crypto';
import { webhookNode, type Called, type Hooked, type WebhookNodeOptions } from '../harness';
import type * as n8nWorkflow from 'n8n-workflow';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type * as TriggerModule from '../../../nodes/DeliveryDireto/DeliveryDiretoTrigger.node';
import { DELIVERY_DIRETO_LOGIN } from '../../../sandbox/platforms/delivery-direto';
import { clock, HOUR, Store } from './store';

const store = new Store().open();
const SECRET = DELIVERY_DIRETO_LOGIN.clientSecret;
const MINUTE = 60_000;
const BASE = 'https://n8n.example.com/webhook';

const ALL = ['orderCreated', 'orderCancelled', 'statusChanged', 'orderUpdated'];
const chosen = (more: INodeParameters = {}) => ({ receiveBy: 'webhook', events: ALL, ...more });

/** Pauses between tries are over at once; what gives up after a time never does here. */
const sleep = async (milliseconds: number) => {
	if (milliseconds === 3000) await new Promise(() => undefined);
	if (milliseconds === 0) await new Promise((resolve) => setImmediate(resolve));
	clock.pass(milliseconds);
};

/** The trigger with module state of its own, as in a new process that starts now. */
function loadedAfresh() {
	const fresh: TriggerModule.DeliveryDiretoTrigger[] = [];
	jest.isolateModules(() => {
		Object.assign(jest.requireMock<typeof n8nWorkflow>('n8n-workflow'), { sleep });
		const module = jest.requireActual<typeof TriggerModule>(
			'../../../nodes/DeliveryDireto/DeliveryDiretoTrigger.node',
		);
		fresh.push(new module.DeliveryDiretoTrigger());
	});
	return fresh[0] as TriggerModule.DeliveryDiretoTrigger;
}

const watch = (parameters: INodeParameters = chosen(), options: Partial<WebhookNodeOptions> = {}) =>
	webhookNode({
		node: loadedAfresh(),
		parameters,
		credentials: store.credentials,
		webhookBaseUrl: BASE,
		...options,
	});

const signed = (body: string | Buffer, key = SECRET) => ({
	'X-DeliveryDireto-Signature': createHmac('sha256', key).update(body).digest('hex'),
});

type Report = 'ORDER_PLACED' | 'ORDER_EDITED' | 'ORDER_STATUS_CHANGED';

/** What Delivery Direto sends of an order as it is now. */
function bodyOf(eventType: Report, id: number, changes: IDataObject = {}): string {
	const { raw } = store.sandbox.order('delivery-direto', id);
	const { status } = raw as { status: string };
	const orderStatus = eventType === 'ORDER_STATUS_CHANGED' ? status : null;
	return JSON.stringify({ eventType, orderStatus, ordersId: id, storesId: 1234, order: raw, ...changes });
}

const send = async (hooked: Hooked, body: string, more = {}): Promise<Called> =>
	await hooked.call(body, { headers: signed(body), ...more });

const report = async (hooked: Hooked, eventType: Report, id: number, changes: IDataObject = {}) =>
	await send(hooked, bodyOf(eventType, id, changes));

/** `70003105 orderCreated CREATED`, and what is special about it. */
const told = ({ json }: Called) =>
	json.map(({ displayId, status, event }) => {
		const { type, previousStatus, redelivered, via } = event as Record<string, string | boolean | null>;
		return [
			displayId,
			type,
			status,
			previousStatus && `from ${previousStatus}`,
			redelivered && 'again',
			via !== 'WEBHOOK' && via,
		]
			.filter(Boolean)
			.join(' ');
	});

const memoryOf = (hooked: Hooked) =>
	JSON.parse(String(hooked.disk().called)) as { orders: Record<string, unknown> };

const move = async (id: number, status: string) => {
	clock.pass(MINUTE);
	const run = await store.run('order.updateStatus', { id: String(id), status, statusReason: 'Sem motoboy' });
	if (run.error) throw run.error;
	store.requests();
};

const register = (eventType: string, webhookUrl: string, status = 'ACTIVE') =>
	store.run('webhook.upsert', { eventType, webhookUrl, status });

const registered = async () => {
	const { json } = await store.run('webhook.getAll', { returnAll: true });
	store.requests();
	return json.map(({ eventType, webhookUrl, status }) => `${eventType} ${webhookUrl} ${status}`).sort();
};

const free = async () => {
	for (const row of await registered()) await store.run('webhook.delete', { eventType: row.split(' ')[0] });
	store.requests();
};

beforeEach(free);

describe('publishing the workflow', () => {
	it('registers the address for what the chosen events need, and nothing else', async () => {
		const hooked = watch(chosen({ events: ['orderCancelled', 'statusChanged'] }));
		await hooked.activate();
		expect(await registered()).toEqual([`ORDER_STATUS_CHANGED ${hooked.url()} ACTIVE`]);
	});

	it.each([
		[['orderCreated'], ['ORDER_PLACED', 'ORDER_STATUS_CHANGED']],
		[['orderUpdated'], ['ORDER_EDITED']],
		[ALL, ['ORDER_EDITED', 'ORDER_PLACED', 'ORDER_STATUS_CHANGED']],
	])('for %j registers %j', async (events, expected) => {
		const hooked = watch(chosen({ events }));
		await hooked.activate();
		expect(await registered()).toEqual(expected.map((event) => `${event} ${hooked.url()} ACTIVE`));
	});

	it('costs one request when everything is registered already', async () => {
		const hooked = watch();
		await hooked.activate();
		store.requests();
		await hooked.activate('update');
		expect(store.arrived()).toEqual(['GET /v1/webhooks?offset=0&limit=100']);
	});

	it('gives back what is not needed any more', async () => {
		await watch().activate();
		const hooked = watch(chosen({ events: ['orderUpdated'] }));
		await hooked.activate('update');
		expect(await registered()).toEqual([`ORDER_EDITED ${hooked.url()} ACTIVE`]);
	});

	it('switches a registration of its own on again', async () => {
		const hooked = watch(chosen({ events: ['orderUpdated'] }));
		await register('ORDER_EDITED', hooked.url(), 'INACTIVE');
		await hooked.activate();
		expect(await registered()).toEqual([`ORDER_EDITED ${hooked.url()} ACTIVE`]);
	});

	it('is refused while somebody else listens, and leaves them alone', async () => {
		await register('ORDER_PLACED', 'https://pos.example.com/hook?token=geheim');
		await register('ORDER_EDITED', 'https://old.example.com/x', 'INACTIVE');
		await expect(watch().activate()).rejects.toMatchObject({
			message: 'Delivery Direto calls another address already',
			description:
				'It has one address for each event, and registered are: ORDER_PLACED by pos.example.com, ORDER_EDITED by old.example.com (switched off). If that is no longer needed, turn on "Replace Other Registration" under Options; else set "Receive By" to Polling.',
		});
		expect(await registered()).toEqual([
			'ORDER_EDITED https://old.example.com/x INACTIVE',
			'ORDER_PLACED https://pos.example.com/hook?token=geheim ACTIVE',
		]);
	});

	it('is not refused for an event of somebody else that it does not need', async () => {
		await register('ORDER_PLACED', 'https://pos.example.com/hook');
		const hooked = watch(chosen({ events: ['orderUpdated'] }));
		await hooked.activate();
		expect(await registered()).toEqual([
			`ORDER_EDITED ${hooked.url()} ACTIVE`,
			'ORDER_PLACED https://pos.example.com/hook ACTIVE',
		]);
	});

	it('replaces them where the person wants that', async () => {
		await register('ORDER_PLACED', 'https://pos.example.com/hook');
		const hooked = watch(chosen({ events: ['orderCreated'], options: { replaceRegistration: true } }));
		await hooked.activate();
		expect(await registered()).toEqual([
			`ORDER_PLACED ${hooked.url()} ACTIVE`,
			`ORDER_STATUS_CHANGED ${hooked.url()} ACTIVE`,
		]);
	});

	it('knows its own registration when n8n has moved to another address', async () => {
		const hooked = watch(chosen({ events: ['orderUpdated'] }));
		await hooked.activate();
		const moved = hooked.restart({ webhookBaseUrl: 'https://new.example.com/webhook' });
		await moved.activate('init');
		expect(await registered()).toEqual([`ORDER_EDITED ${moved.url()} ACTIVE`]);
	});

	it('says that an address without https cannot be called from the internet', async () => {
		store.credentials.edit('deliveryDiretoApi', { environment: 'production' });
		await expect(
			watch(chosen(), { webhookBaseUrl: 'http://localhost:5678/webhook' }).activate(),
		).rejects.toMatchObject({
			message: 'Delivery Direto cannot call http://localhost:5678',
			description: expect.stringContaining('set as WEBHOOK_URL') as string,
		});
		expect(store.arrived()).toEqual([]);
	});

	it('says that Order Waiting needs polling', async () => {
		await expect(
			watch(chosen({ events: ['orderCreated', 'orderWaiting'] })).activate(),
		).rejects.toMatchObject({
			message: '"Order Waiting" cannot be told by webhook',
			description:
				'Delivery Direto makes no call for it. Set "Receive By" to Polling, or take it out of "Trigger On".',
		});
		expect(await registered()).toEqual([]);
	});

	it('takes back what it has registered when the rest fails', async () => {
		store.spoil({ fault: 'status', status: 400 }, 'webhook.upsert');
		await expect(watch().activate()).rejects.toThrow('Delivery Direto refused');
		store.sandbox.liftFaults();
		expect(await registered()).toEqual([]);
	});

	it.each(['init' as const, 'leadershipChange' as const])(
		'does not fail while n8n itself starts and the platform is down (%s)',
		async (mode) => {
			store.spoil({ fault: 'status', status: 503 });
			const logs = await watch().activate(mode);
			expect(logs.filter(({ level }) => level === 'warn')).toMatchObject([
				{
					message:
						'Delivery Direto is not working properly at the moment (HTTP 503). n8n is just starting: the registration of before is relied on',
				},
			]);
			store.sandbox.liftFaults();
		},
	);

	it.each(['activate' as const, 'update' as const])(
		'tells a person that the platform is down (%s)',
		async (mode) => {
			store.spoil({ fault: 'status', status: 503 });
			await expect(watch().activate(mode)).rejects.toThrow('is not working properly at the moment');
		},
	);

	it('says that the login is wrong', async () => {
		store.credentials.edit('deliveryDiretoApi', { password: 'wrong', token: '', refreshToken: '' });
		await expect(watch().activate('init')).rejects.toThrow('Delivery Direto refused the login');
	});
});

describe('unpublishing the workflow', () => {
	it('removes what is its own, and nothing else', async () => {
		const hooked = watch();
		await hooked.activate();
		await register('ORDER_PLACED', 'https://pos.example.com/hook');
		await hooked.deactivate();
		expect(await registered()).toEqual(['ORDER_PLACED https://pos.example.com/hook ACTIVE']);
	});

	it('takes a registration that is gone already for removed', async () => {
		const hooked = watch();
		await hooked.activate();
		store.spoil({ fault: 'status', status: 404 }, 'webhook.delete');
		await expect(hooked.deactivate()).resolves.toBeUndefined();
	});

	it.each([403, 500])('fails when the platform answers %d, so that n8n tries again', async (status) => {
		const hooked = watch();
		await hooked.activate();
		store.spoil({ fault: 'status', status }, 'webhook.delete');
		await expect(hooked.deactivate()).rejects.toThrow('Delivery Direto');
	});
});

describe('by polling', () => {
	const polling = chosen({ receiveBy: 'polling' });

	it('no address is opened, nothing is registered, and calls get a 404', async () => {
		const hooked = watch(polling);
		expect(hooked.methods()).toEqual([]);
		await hooked.activate();
		await hooked.deactivate();
		expect(store.arrived()).toEqual([]);
		const id = store.place('delivery');
		expect(await report(hooked, 'ORDER_PLACED', id)).toMatchObject({ status: 404, isStarted: false });
	});
});

describe('a test by hand', () => {
	it('registers nothing, so that the published workflow keeps its calls', async () => {
		const published = watch();
		await published.activate();
		const before = await registered();
		await watch().listenForTest();
		expect(await registered()).toEqual(before);
		expect(published.methods(true)).toEqual(['POST']);
		// n8n opens no address for the test either, and shows the newest order by poll()
		expect(published.methods(false)).toEqual([]);
	});
});

describe('a call', () => {
	it('starts the workflow with the order as it was sent, without a request', async () => {
		const hooked = watch();
		await hooked.activate();
		store.requests();
		clock.pass(MINUTE);
		const id = store.place('delivery');
		const called = await report(hooked, 'ORDER_PLACED', id);
		expect(called.status).toBe(200);
		expect(told(called)).toEqual([`${id} orderCreated CREATED`]);
		expect(called.json[0]).toMatchObject({
			id: expect.stringMatching(new RegExp(`^deliverydireto:[0-9a-f]{8}:${id}$`)) as string,
			total: { orderAmount: store.sandbox.order('delivery-direto', id).total },
			event: { receivedAt: '2026-03-10T12:01:00-03:00', waitingMinutes: null },
		});
		expect(called.json[0]?.items).not.toEqual([]);
		expect(store.arrived()).toEqual([]);
	});

	it.each([
		['the number only', { order: null }],
		['an order without what was ordered', { order: { id: 0, items: [], compositeItems: [] } }],
	])('that brings %s costs one request for the order', async (_, changes) => {
		const hooked = watch();
		await hooked.activate();
		store.requests();
		const id = store.place('delivery');
		const order = changes.order && { ...changes.order, id };
		const called = await report(hooked, 'ORDER_PLACED', id, { order });
		expect(told(called)).toEqual([`${id} orderCreated CREATED`]);
		expect(called.json[0]?.items).not.toEqual([]);
		expect(store.arrived()).toEqual([
			`GET /v1/orders?ordersId=${id}&includeCanceledOrders=true&showItems=true&showExtras=true&showMetadata=true&offset=0&limit=100`,
		]);
	});

	it('is not completed where details are to be skipped', async () => {
		const hooked = watch(chosen({ options: { skipDetails: true } }));
		await hooked.activate();
		store.requests();
		const id = store.place('delivery');
		const called = await report(hooked, 'ORDER_PLACED', id, { order: { id, items: [], status: 'WAITING' } });
		expect(told(called)).toEqual([`${id} orderCreated CREATED`]);
		expect(store.arrived()).toEqual([]);
	});

	it('for an order that the platform does not show yet is asked for again', async () => {
		const hooked = watch();
		await hooked.activate();
		const id = store.place('pix');
		const called = await report(hooked, 'ORDER_PLACED', id, { order: null });
		expect(called).toMatchObject({ status: 503, isStarted: false });
		expect(called.logs).toMatchObject([
			{
				level: 'warn',
				message: `Delivery Direto reported order ${id}, but does not show it yet: its next call is waited for`,
			},
		]);
	});

	it('is answered with a 500 when the order cannot be read, and the repetition is handed over', async () => {
		const hooked = watch();
		await hooked.activate();
		const id = store.place('delivery');
		store.spoil({ fault: 'status', status: 500 }, 'order.getAll');
		const failed = await report(hooked, 'ORDER_PLACED', id, { order: null });
		expect(failed).toMatchObject({ status: 500, isStarted: false });
		expect(failed.error?.message).toBe('Delivery Direto is not working properly at the moment (HTTP 500)');
		store.sandbox.liftFaults();
		clock.pass(MINUTE);
		expect(told(await report(hooked, 'ORDER_PLACED', id, { order: null }))).toEqual([
			`${id} orderCreated CREATED`,
		]);
	});

	it.each([
		['raw', (id: number) => ({ id, status: 'WAITING' })],
		['unifiedWithRaw', (id: number) => ({ displayId: String(id), raw: { id } })],
	])('hands over in the shape that the person chose: %s', async (output, shape) => {
		const hooked = watch(chosen({ output }));
		await hooked.activate();
		const id = store.place('delivery');
		expect((await report(hooked, 'ORDER_PLACED', id)).json).toMatchObject([
			{ ...shape(id), event: { type: 'orderCreated' } },
		]);
	});

	it('tells steps, cancellations and edits, each with the status before', async () => {
		const hooked = watch();
		await hooked.activate();
		const id = store.place('delivery');
		await report(hooked, 'ORDER_PLACED', id);
		await move(id, 'APPROVED');
		expect(told(await report(hooked, 'ORDER_STATUS_CHANGED', id))).toEqual([
			`${id} statusChanged CONFIRMED from CREATED`,
		]);
		clock.pass(MINUTE);
		const { raw } = store.sandbox.order('delivery-direto', id);
		const edited = { ...raw, notes: 'Sem cebola', modified: '2026-03-10T12:30:00-03:00' };
		expect(told(await report(hooked, 'ORDER_EDITED', id, { order: edited }))).toEqual([
			`${id} orderUpdated CONFIRMED`,
		]);
		clock.pass(HOUR);
		await move(id, 'REJECTED');
		expect(told(await report(hooked, 'ORDER_STATUS_CHANGED', id))).toEqual([
			`${id} orderCancelled CANCELLED from CONFIRMED`,
		]);
	});

	it('for an event that nobody chose is taken, and starts nothing', async () => {
		const hooked = watch(chosen({ events: ['orderCancelled'] }));
		await hooked.activate();
		const id = store.place('delivery');
		expect(await report(hooked, 'ORDER_STATUS_CHANGED', id)).toMatchObject({ status: 200, isStarted: false });
	});
});

describe('an order that was there before the webhook', () => {
	it('is told by what happens to it, never as new', async () => {
		const id = store.place('delivery');
		clock.pass(MINUTE);
		const hooked = watch();
		await hooked.activate();
		await move(id, 'APPROVED');
		expect(told(await report(hooked, 'ORDER_STATUS_CHANGED', id))).toEqual([`${id} statusChanged CONFIRMED`]);
		await move(id, 'IN_TRANSIT');
		expect(told(await report(hooked, 'ORDER_STATUS_CHANGED', id))).toEqual([
			`${id} statusChanged IN_DELIVERY from CONFIRMED`,
		]);
	});

	it('is told as cancelled or edited', async () => {
		const [first = 0, second = 0] = [store.place('delivery'), store.place('delivery')];
		clock.pass(MINUTE);
		const hooked = watch();
		await hooked.activate();
		store.platform.cancelAsCustomer(first);
		expect(told(await report(hooked, 'ORDER_STATUS_CHANGED', first))).toEqual([
			`${first} orderCancelled CANCELLED`,
		]);
		const { raw } = store.sandbox.order('delivery-direto', second);
		const order = { ...raw, modified: '2026-03-10T12:02:00-03:00' };
		expect(told(await report(hooked, 'ORDER_EDITED', second, { order }))).toEqual([
			`${second} orderUpdated CREATED`,
		]);
	});

	it('is new where its first call comes only now', async () => {
		const id = store.place('delivery');
		const hooked = watch();
		await hooked.activate();
		expect(told(await report(hooked, 'ORDER_PLACED', id))).toEqual([`${id} orderCreated CREATED`]);
	});
});

describe('calls that come twice, late or out of order', () => {
	it('start nothing when the execution was stored', async () => {
		const hooked = watch();
		await hooked.activate();
		const id = store.place('delivery');
		const body = bodyOf('ORDER_PLACED', id);
		expect(told(await send(hooked, body))).toEqual([`${id} orderCreated CREATED`]);
		for (const minutes of [1, 2, 5, 10]) {
			clock.pass(minutes * MINUTE);
			expect(await send(hooked, body)).toMatchObject({ status: 200, isStarted: false });
		}
	});

	it('start nothing after a restart of n8n either', async () => {
		const hooked = watch();
		await hooked.activate();
		const id = store.place('delivery');
		const body = bodyOf('ORDER_PLACED', id);
		await send(hooked, body);
		clock.pass(MINUTE);
		const next = hooked.restart({ node: loadedAfresh() });
		await next.activate('init');
		expect(await send(next, body)).toMatchObject({ status: 200, isStarted: false });
	});

	it('are handed over, marked, when n8n could not store the execution', async () => {
		const hooked = watch();
		await hooked.activate();
		const id = store.place('delivery');
		const body = bodyOf('ORDER_PLACED', id);
		expect((await send(hooked, body, { storing: 'fails' })).status).toBe(500);
		clock.pass(MINUTE);
		expect(told(await send(hooked, body))).toEqual([`${id} orderCreated CREATED again`]);
		expect(await send(hooked, body)).toMatchObject({ status: 200, isStarted: false });
	});

	it('are handed over, marked, when n8n was killed before it had saved what it remembers', async () => {
		const hooked = watch();
		await hooked.activate();
		const id = store.place('delivery');
		const body = bodyOf('ORDER_PLACED', id);
		const before = hooked.disk();
		await send(hooked, body);
		clock.pass(MINUTE);
		const next = watch(chosen(), { staticData: before });
		await next.activate('init');
		expect(told(await send(next, body))).toEqual([`${id} orderCreated CREATED again`]);
	});

	it('are no repetition when the order was placed after the restart', async () => {
		const hooked = watch();
		await hooked.activate();
		clock.pass(MINUTE);
		const next = hooked.restart({ node: loadedAfresh() });
		await next.activate('init');
		clock.pass(1000);
		const id = store.place('delivery');
		expect(told(await report(next, 'ORDER_PLACED', id))).toEqual([`${id} orderCreated CREATED`]);
	});

	it('never bring an order back that is over', async () => {
		const hooked = watch();
		await hooked.activate();
		const id = store.place('delivery');
		await report(hooked, 'ORDER_PLACED', id);
		await move(id, 'APPROVED');
		const late = bodyOf('ORDER_STATUS_CHANGED', id);
		await move(id, 'DONE');
		expect(told(await report(hooked, 'ORDER_STATUS_CHANGED', id))).toEqual([
			`${id} statusChanged CONCLUDED from CREATED`,
		]);
		expect(await send(hooked, late)).toMatchObject({ status: 200, isStarted: false });
		// The same with a time that looks newer
		const newer = JSON.parse(late) as { order: IDataObject };
		newer.order.modified = '2026-03-10T15:00:00-03:00';
		expect(await send(hooked, JSON.stringify(newer))).toMatchObject({ status: 200, isStarted: false });
	});

	it('with an older status of an order that goes on start nothing', async () => {
		const hooked = watch();
		await hooked.activate();
		const id = store.place('delivery');
		await report(hooked, 'ORDER_PLACED', id);
		await move(id, 'APPROVED');
		const late = bodyOf('ORDER_STATUS_CHANGED', id);
		await move(id, 'IN_TRANSIT');
		await report(hooked, 'ORDER_STATUS_CHANGED', id);
		expect(await send(hooked, late)).toMatchObject({ status: 200, isStarted: false });
	});

	it('tell a new order although its first step comes before it, and then do not tell it twice', async () => {
		const hooked = watch();
		await hooked.activate();
		clock.pass(MINUTE);
		const id = store.place('delivery');
		const placed = bodyOf('ORDER_PLACED', id);
		await move(id, 'APPROVED');
		expect(told(await report(hooked, 'ORDER_STATUS_CHANGED', id))).toEqual([`${id} orderCreated CONFIRMED`]);
		expect(await send(hooked, placed)).toMatchObject({ status: 200, isStarted: false });
	});

	it('tell an order of before the webhook as new when its first call comes after a later one', async () => {
		const id = store.place('delivery');
		const placed = bodyOf('ORDER_PLACED', id);
		clock.pass(1000);
		const hooked = watch();
		await hooked.activate();
		await move(id, 'APPROVED');
		expect(told(await report(hooked, 'ORDER_STATUS_CHANGED', id))).toEqual([`${id} statusChanged CONFIRMED`]);
		// The call is of the time before this n8n was started: an earlier one may have had it
		expect(told(await send(hooked, placed))).toEqual([`${id} orderCreated CREATED again`]);
		await move(id, 'DONE');
		expect(told(await report(hooked, 'ORDER_STATUS_CHANGED', id))).toEqual([
			`${id} statusChanged CONCLUDED from CONFIRMED`,
		]);
	});

	it('of one order, two at once, are judged one after the other', async () => {
		const hooked = watch();
		await hooked.activate();
		const id = store.place('delivery');
		let store1 = () => {};
		const first = send(hooked, bodyOf('ORDER_PLACED', id), {
			before: new Promise<void>((resolve) => (store1 = resolve)),
		});
		clock.pass(MINUTE);
		const body = JSON.parse(bodyOf('ORDER_STATUS_CHANGED', id)) as { order: IDataObject };
		Object.assign(body.order, { status: 'APPROVED', modified: '2026-03-10T12:01:00-03:00' });
		const second = send(hooked, JSON.stringify(body));
		store1();
		expect(told(await first)).toEqual([`${id} orderCreated CREATED`]);
		expect(told(await second)).toEqual([`${id} statusChanged CONFIRMED from CREATED`]);
	});

	it('older than a week start nothing: they are replayed', async () => {
		const hooked = watch();
		await hooked.activate();
		const id = store.place('delivery');
		const body = bodyOf('ORDER_PLACED', id);
		await send(hooked, body);
		clock.pass(8 * 24 * HOUR);
		const called = await send(hooked, body);
		expect(called).toMatchObject({ status: 200, isStarted: false });
		expect(called.logs).toMatchObject([
			{ level: 'warn', message: expect.stringContaining('left out') as string },
		]);
	});
});

describe('calls of many orders at once', () => {
	const begin = async (more: INodeParameters = {}) => {
		const hooked = watch(chosen(more));
		await hooked.activate();
		const bodies = Array.from({ length: 20 }, () => bodyOf('ORDER_PLACED', store.place('delivery')));
		const all = async (options = {}) =>
			await Promise.all(bodies.map(async (body) => await send(hooked, body, options)));
		return { hooked, bodies, all };
	};
	const known = (hooked: Hooked) => Object.keys(memoryOf(hooked).orders);

	it('lose none, repeat none, and those that come while n8n stores the first start one execution', async () => {
		const { hooked, bodies, all } = await begin();
		const calls = await all();
		expect(calls.map(({ status }) => status)).toEqual(bodies.map(() => 200));
		expect(calls.filter(({ isStarted }) => isStarted).map(({ json }) => json.length)).toEqual([1, 19]);
		const numbers = calls.flatMap((called) => called.json.map(({ displayId }) => displayId));
		expect(new Set(numbers).size).toBe(20);
		expect(known(hooked)).toHaveLength(20);
		expect((await all()).filter(({ isStarted }) => isStarted)).toEqual([]);
	});

	it('start an execution each where the person wants that, although n8n saves them over each other', async () => {
		const { hooked, bodies, all } = await begin({ options: { separateExecutions: true } });
		const calls = await all();
		expect(calls.map((called) => [called.status, called.json.length])).toEqual(bodies.map(() => [200, 1]));
		expect((await all()).filter(({ isStarted }) => isStarted)).toEqual([]);
		// What one call overwrote, a later one has written again
		expect(known(hooked)).toHaveLength(20);
	});

	it('are all refused when n8n cannot store their execution, and come again, marked', async () => {
		const { hooked, bodies, all } = await begin();
		const calls = await all({ storing: 'fails' });
		expect(calls.map(({ status }) => status)).toEqual([500, 500, ...bodies.slice(2).map(() => 503)]);
		expect(known(hooked)).toEqual([]);
		const again = (await all()).flatMap(told);
		expect(again.sort()).toEqual(
			bodies.map((body) => {
				const { ordersId } = JSON.parse(body) as { ordersId: number };
				return `${ordersId} orderCreated CREATED again`;
			}),
		);
	});

	it('take the news of one order one after the other', async () => {
		const { hooked, bodies } = await begin();
		const moved = bodies.map((body) => {
			const parsed = JSON.parse(body) as { order: IDataObject };
			Object.assign(parsed, { eventType: 'ORDER_STATUS_CHANGED', orderStatus: 'APPROVED' });
			Object.assign(parsed.order, { status: 'APPROVED', modified: '2026-03-10T12:01:00-03:00' });
			return JSON.stringify(parsed);
		});
		const both = bodies.flatMap((body, place) => [body, moved[place] ?? '']);
		const calls = await Promise.all(both.map(async (body) => await send(hooked, body)));
		const types = calls.flatMap((called) => told(called).map((one) => one.split(' ')[1]));
		expect(types.filter((type) => type === 'orderCreated')).toHaveLength(20);
		expect(types.filter((type) => type === 'statusChanged')).toHaveLength(20);
		expect(calls.filter(({ isStarted }) => isStarted).length).toBeLessThan(8);
	});
});

describe('filters', () => {
	it('let an order in as soon as it fits, as new', async () => {
		const hooked = watch(chosen({ options: { onlyStatuses: ['CONFIRMED', 'CANCELLED'] } }));
		await hooked.activate();
		const id = store.place('delivery');
		expect(await report(hooked, 'ORDER_PLACED', id)).toMatchObject({ status: 200, isStarted: false });
		await move(id, 'APPROVED');
		expect(told(await report(hooked, 'ORDER_STATUS_CHANGED', id))).toEqual([
			`${id} orderCreated CONFIRMED from CREATED`,
		]);
		await move(id, 'IN_TRANSIT');
		expect(await report(hooked, 'ORDER_STATUS_CHANGED', id)).toMatchObject({ isStarted: false });
	});

	it('leave out other types of order', async () => {
		const hooked = watch(chosen({ options: { onlyOrderTypes: ['TAKEOUT'] } }));
		await hooked.activate();
		const [delivery = 0, pickup = 0] = [store.place('delivery'), store.place('pickup')];
		expect(await report(hooked, 'ORDER_PLACED', delivery)).toMatchObject({ isStarted: false });
		expect(told(await report(hooked, 'ORDER_PLACED', pickup))).toEqual([`${pickup} orderCreated CREATED`]);
	});
});

describe('what is no call of the platform', () => {
	const begin = async () => {
		const hooked = watch();
		await hooked.activate();
		store.requests();
		const body = bodyOf('ORDER_PLACED', store.place('delivery'));
		return { hooked, body, right: signed(body)['X-DeliveryDireto-Signature'] };
	};

	it.each<[string, (right: string, body: string) => Record<string, string | string[]>]>([
		['without a signature', () => ({})],
		['with an empty one', () => ({ 'X-DeliveryDireto-Signature': '' })],
		['signed with another key', (_, body) => signed(body, 'guessed')],
		['signed for another body', () => signed('{}')],
		['with a part of it', (right) => ({ 'X-DeliveryDireto-Signature': right.slice(0, 63) })],
		['in capital letters', (right) => ({ 'X-DeliveryDireto-Signature': right.toUpperCase() })],
		['with a prefix', (right) => ({ 'X-DeliveryDireto-Signature': `sha256=${right}` })],
		[
			'in base64',
			(right) => ({ 'X-DeliveryDireto-Signature': Buffer.from(right, 'hex').toString('base64') }),
		],
		['signed twice, once right', (right) => ({ 'X-DeliveryDireto-Signature': [right, 'f'.repeat(64)] })],
		['in a header of another name', (right) => ({ 'X-Signature': right, Authorization: right })],
		['of another store', (_, body) => ({ ...signed(body), 'X-DeliveryDireto-ID': 'another' })],
	])('%s gets 401 and starts nothing', async (_, headers) => {
		const { hooked, body, right } = await begin();
		const called = await hooked.call(body, { headers: headers(right, body), query: { signature: right } });
		expect(called).toMatchObject({ status: 401, isStarted: false });
		expect(called.stored).toContain('The signature is missing or wrong');
		expect(store.arrived()).toEqual([]);
	});

	it('is told from one in another spelling of the header, and with the store named', async () => {
		const { hooked, body, right } = await begin();
		const headers = {
			'x-DELIVERYDIRETO-signature': right,
			'X-DeliveryDireto-ID': DELIVERY_DIRETO_LOGIN.storeId,
			'content-type': 'Application/JSON; charset=utf-8',
		};
		expect(await hooked.call(body, { headers })).toMatchObject({ status: 200, isStarted: true });
	});

	it('is verified over the bytes, not over what they mean', async () => {
		const { hooked, body } = await begin();
		const spaced = JSON.stringify(JSON.parse(body), null, 2);
		expect(await hooked.call(spaced, { headers: signed(body) })).toMatchObject({ status: 401 });
		expect(await hooked.call(spaced, { headers: signed(spaced) })).toMatchObject({ status: 200 });
	});

	it.each([
		'text/plain',
		'application/x-www-form-urlencoded',
		'multipart/form-data',
		'application/jsonp',
		'',
	])('as %j gets 415', async (type) => {
		const { hooked, body } = await begin();
		const headers = { ...signed(body), 'content-type': type };
		expect(await hooked.call(body, { headers })).toMatchObject({ status: 415, isStarted: false });
	});

	it('with more than 1 MB gets 413, also when only its header says so', async () => {
		const { hooked, body } = await begin();
		const large = JSON.stringify({ ...(JSON.parse(body) as object), padding: 'x'.repeat(1024 * 1024) });
		expect(await hooked.call(large, { headers: signed(large) })).toMatchObject({
			status: 413,
			isStarted: false,
		});
		const headers = { ...signed(body), 'content-length': String(1024 * 1024 + 1) };
		expect(await hooked.call(body, { headers })).toMatchObject({ status: 413, isStarted: false });
	});

	it.each([
		['no JSON', '{"eventType":'],
		['no object', '[1]'],
		['null', 'null'],
		['nothing', ''],
		['no event', '{"ordersId":70000001}'],
		['an unknown event', '{"eventType":"ORDER_DANCED","ordersId":70000001}'],
		['no number', '{"eventType":"ORDER_PLACED","ordersId":null,"order":null}'],
	])('but is signed and holds %s gets 400', async (_, body) => {
		const { hooked } = await begin();
		expect(await hooked.call(body, { headers: signed(body) })).toMatchObject({
			status: 400,
			isStarted: false,
		});
		expect(store.arrived()).toEqual([]);
	});

	it('is refused by a credential without a client secret', async () => {
		const { hooked, body } = await begin();
		store.credentials.edit('deliveryDiretoApi', { clientSecret: '' });
		expect(await hooked.call(body, { headers: signed(body, '') })).toMatchObject({ status: 401 });
	});
});

describe('what the trigger remembers of calls', () => {
	it('holds nothing personal and no secret, nor do logs and errors', async () => {
		const hooked = watch();
		await hooked.activate();
		const id = store.place('delivery');
		await report(hooked, 'ORDER_PLACED', id);
		const remembered = JSON.stringify(hooked.disk());
		const { customer, raw } = store.sandbox.order('delivery-direto', id);
		expect(remembered).toContain(String(id));
		for (const word of [
			SECRET,
			'sandbox-delivery-direto',
			customer,
			(raw.customer as IDataObject).telephone,
		]) {
			expect(remembered).not.toContain(String(word));
		}
		store.spoil({ fault: 'status', status: 500 }, 'order.getAll');
		const failed = await report(hooked, 'ORDER_STATUS_CHANGED', id, { order: null });
		expect(failed.stored).toContain('is not working properly');
		for (const word of [SECRET, 'sandbox-delivery-direto', customer])
			expect(failed.stored).not.toContain(word);
	});

	it('are the last 1000 orders, and an order that may have been forgotten is marked', async () => {
		const node = loadedAfresh();
		const hooked = watch(chosen(), { node });
		await hooked.activate();
		const old = store.place('delivery');
		clock.pass(2 * MINUTE);
		await report(hooked, 'ORDER_PLACED', store.place('delivery'));
		const called = memoryOf(hooked);
		const [row] = Object.values(called.orders);
		for (let id = 90_000_001; id < 90_001_000; id++) called.orders[id] = row;
		const disk = { ...hooked.disk(), called: JSON.stringify(called) };
		const full = watch(chosen(), { node, staticData: disk });
		const next = store.place('delivery');
		expect(told(await report(full, 'ORDER_PLACED', next))).toEqual([`${next} orderCreated CREATED`]);
		expect(Object.keys(memoryOf(full).orders)).toHaveLength(1000);
		await move(old, 'APPROVED');
		expect(told(await report(full, 'ORDER_STATUS_CHANGED', old))).toEqual([
			`${old} orderCreated CONFIRMED again`,
		]);
	});

	it('is repaired with a warning where it cannot be read, and what is new is marked then', async () => {
		const hooked = watch(chosen(), { staticData: { called: 'rubbish' } });
		const id = store.place('delivery');
		const called = await report(hooked, 'ORDER_PLACED', id);
		expect(told(called)).toEqual([`${id} orderCreated CREATED again`]);
		expect(called.logs).toMatchObject([
			{ message: 'Delivery Direto: The list of orders handed over so far could not be read' },
		]);
	});
});

describe('Ask for Missed Calls', () => {
	const asking = chosen({ options: { askForMissed: true } });

	const asked = () => store.requests().map(({ method, path, body }) => [method, path, body ?? ''].join(' '));
	const rows = (count: number, row: IDataObject) =>
		Array.from({ length: count }, (_, index) => ({ id: 9000 - index, ...row }));
	/** The log of calls as the platform shows it. */
	const answerLog = (log: IDataObject[]) => {
		const { handle } = store.platform;
		const retried: unknown[] = [];
		jest.spyOn(store.platform, 'handle').mockImplementation(async (request) => {
			if (request.path === '/v1/webhooks/logs') {
				return { status: 200, body: { status: 'success', data: { log } } };
			}
			if (request.path === '/v1/webhooks/logs/retry') retried.push(JSON.parse(request.body.toString()));
			return await handle(request);
		});
		return retried;
	};

	it('has the calls made again that failed, the oldest first, those of other addresses left alone', async () => {
		const hooked = watch(asking);
		const retried = answerLog([
			{ id: 1004, status: 'ERROR', url: hooked.url() },
			{ id: 1003, status: 'SUCCESS', url: hooked.url() },
			{ id: 1002, status: 'ERROR', url: 'https://pos.example.com/hook' },
			{ id: 1001, status: 'ERROR' },
			{ id: 'x', status: 'ERROR' },
		]);
		const logs = await hooked.activate();
		expect(retried).toEqual([{ ids: [1001, 1004] }]);
		expect(logs).toMatchObject([
			{ level: 'info', message: 'Delivery Direto was asked to make 2 calls again that may not have arrived' },
		]);
	});

	it('has those of the last ten minutes made again too when n8n starts: a starting n8n answers what it does not take', async () => {
		const hooked = watch(asking);
		const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
		const log = [
			{ id: 1005, status: 'SUCCESS', created: ago(1) },
			{ id: 1004, status: 'SUCCESS', created: ago(9), url: hooked.url() },
			{ id: 1003, status: 'SUCCESS', created: ago(11) },
			{ id: 1002, status: 'SUCCESS' },
			{ id: 1001, status: 'ERROR', created: ago(50) },
		];
		const retried = answerLog(log);
		await hooked.activate();
		await hooked.activate('init');
		expect(retried).toEqual([{ ids: [1001] }, { ids: [1001, 1004, 1005] }]);
	});

	it('asks for nothing where nothing failed, and of a long log for the newest part only', async () => {
		const retried = answerLog(rows(100, { status: 'SUCCESS' }));
		await watch(asking).activate();
		expect(retried).toEqual([]);
	});

	it.each([
		['has no such log', { fault: 'status', status: 404 } as const],
		['does not answer', { fault: 'down' } as const],
	])('never fails the activation: the platform %s', async (_, fault) => {
		store.spoil(fault, 'webhook.getAllLog');
		const hooked = watch(asking);
		const logs = await hooked.activate();
		expect(logs.filter(({ level }) => level === 'warn')).toMatchObject([
			{
				message: expect.stringContaining(
					'Delivery Direto could not be asked for calls that had failed while n8n was away: ',
				) as string,
			},
		]);
		expect(await registered()).toHaveLength(3);
	});

	it('is not done unless it is chosen', async () => {
		await watch().activate();
		expect(asked().filter((line) => line.includes('logs'))).toEqual([]);
	});
});
