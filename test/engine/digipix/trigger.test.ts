import { webhookNode, type Called, type CallOptions, type Hooked, type WebhookNodeOptions } from '../harness';
import { Partner } from './partner';
import type * as n8nWorkflow from 'n8n-workflow';
import type { INodeParameters } from 'n8n-workflow';
import type * as TriggerModule from '../../../nodes/Digipix/DigipixTrigger.node';
import { DIGIPIX_CLIENT_SECRET } from '../../../sandbox/platforms/digipix';

const partner = new Partner().open();

const SECRET = '3f9a1c2b7d04e856';
const ALL = ['orderCreated', 'orderCancelled', 'statusChanged'];

/** The trigger with module state of its own, as in a new process that starts now; n8n's classes stay the same. */
function loadedAfresh(): TriggerModule.DigipixTrigger {
	const fresh: TriggerModule.DigipixTrigger[] = [];
	const n8n = jest.requireMock<typeof n8nWorkflow>('n8n-workflow');
	jest.isolateModules(() => {
		jest.doMock('n8n-workflow', () => n8n);
		const module = jest.requireActual<typeof TriggerModule>('../../../nodes/Digipix/DigipixTrigger.node');
		fresh.push(new module.DigipixTrigger());
	});
	return fresh[0] as TriggerModule.DigipixTrigger;
}

const watch = (parameters: INodeParameters = {}, options: Partial<WebhookNodeOptions> = {}) =>
	webhookNode({
		node: loadedAfresh(),
		parameters: { secret: SECRET, events: ALL, ...parameters },
		credentials: partner.credentials,
		...options,
	});

const notify = async (hooked: Hooked, id: unknown, more = {}, options: CallOptions = {}) =>
	await hooked.call(JSON.stringify({ id, status: 'WHATEVER', ...more }), options);

const told = ({ json }: Called) =>
	json.map(({ status, event }) => {
		const { type, previousStatus, redelivered, via } = event as Record<string, string | boolean | null>;
		return [type, status, previousStatus && `from ${previousStatus}`, redelivered && 'again', via]
			.filter(Boolean)
			.join(' ');
	});

describe('publishing the workflow', () => {
	it.each(['', 'short', '3f9a1c2b7d04e85', '3f9a1c2b7d04e856/', 'com espaço 0123456789'])(
		'is refused with the secret %j, which could be guessed or does not fit an address',
		async (secret) => {
			await expect(watch({ secret }).activate()).rejects.toMatchObject({
				message: '"Secret in the Address" is too short, or holds more than letters, digits, - and _',
			});
		},
	);

	it('asks nothing of Digipix', async () => {
		const hooked = watch();
		await hooked.activate();
		await hooked.deactivate();
		expect(partner.arrived()).toEqual([]);
	});
});

describe('a notification', () => {
	it('starts the workflow with the order as Digipix shows it, not as the notification says, by one request', async () => {
		const id = partner.place('delivery');
		const hooked = watch();
		const called = await notify(hooked, id);
		expect(called.status).toBe(200);
		expect(told(called)).toEqual(['orderCreated CONFIRMED WEBHOOK']);
		expect(called.json[0]).toMatchObject({
			source: { orderId: id },
			event: { receivedAt: '2026-03-10T12:00:00-03:00', waitingMinutes: null },
		});
		expect(partner.arrived().map(({ method, path }) => `${method} ${path}`)).toEqual([
			`GET /v1/orders/${id}`,
		]);
	});

	it('tells each step with the status before, and a cancellation as one', async () => {
		const [sent, cancelled] = [partner.place('delivery'), partner.place('quote')];
		const hooked = watch();
		await notify(hooked, sent);
		await notify(hooked, cancelled);
		partner.platform.advance(sent);
		partner.platform.cancelAsCustomer(cancelled);
		expect(told(await notify(hooked, sent))).toEqual(['statusChanged PREPARING from CONFIRMED WEBHOOK']);
		expect(told(await notify(hooked, cancelled))).toEqual([
			expect.stringMatching(/^orderCancelled CANCELLED from \w+ WEBHOOK$/),
		]);
	});

	it('that comes twice is marked', async () => {
		const id = partner.place('delivery');
		const hooked = watch();
		await notify(hooked, id);
		expect(told(await notify(hooked, id))).toEqual(['statusChanged CONFIRMED again WEBHOOK']);
	});

	it('is remembered whatever else comes at the same time, and in the next process', async () => {
		const hooked = watch();
		const ids = ['delivery', 'delivery', 'delivery'].map((kind) => partner.place(kind));
		await Promise.all(ids.map(async (id) => await notify(hooked, id)));
		const again = [];
		for (const id of ids) again.push(...told(await notify(hooked, id)));
		expect(again).toEqual(ids.map(() => 'statusChanged CONFIRMED again WEBHOOK'));
		partner.pass({ minutes: 1 });
		const next = hooked.restart({ node: loadedAfresh() });
		for (const id of ids)
			expect(told(await notify(next, id))).toEqual(['statusChanged CONFIRMED again WEBHOOK']);
	});

	it('that n8n could not store comes again, marked, as what it was', async () => {
		const hooked = watch({ events: ['orderCreated'] });
		const id = partner.place('delivery');
		expect(await notify(hooked, id, {}, { storing: 'fails' })).toMatchObject({ status: 500 });
		expect(told(await notify(hooked, id))).toEqual(['orderCreated CONFIRMED again WEBHOOK']);
		expect(await notify(hooked, id)).toMatchObject({ status: 200, isStarted: false });
	});

	it('of an order that an ended process may have handed over, without a trace of it, is marked', async () => {
		const id = partner.place('delivery');
		partner.pass({ minutes: 1 });
		const hooked = watch();
		expect(told(await notify(hooked, id))).toEqual(['orderCreated CONFIRMED again WEBHOOK']);
		expect(told(await notify(hooked, partner.place('delivery')))).toEqual(['orderCreated CONFIRMED WEBHOOK']);
	});

	it('keeps what only a notification has, such as tracking codes', async () => {
		const id = partner.place('delivery');
		const tracking_items = [{ code: 'BR123', url: 'https://example.com/BR123' }];
		const called = await notify(watch({ output: 'unifiedWithRaw' }), id, { tracking_items, forged: 1 });
		expect(called.json).toMatchObject([{ delivery: { tracking: tracking_items }, raw: { tracking_items } }]);
		expect(called.json[0]?.raw).not.toHaveProperty('forged');
	});

	it('of an event that nobody chose starts nothing', async () => {
		const id = partner.place('delivery');
		expect(await notify(watch({ events: ['orderCancelled'] }), id)).toMatchObject({
			status: 200,
			isStarted: false,
		});
	});

	it('of an order that does not fit the filter starts nothing until it does, and then as new', async () => {
		const id = partner.place('delivery');
		const hooked = watch({ options: { onlyStatuses: ['PREPARING'] } });
		expect(await notify(hooked, id)).toMatchObject({ status: 200, isStarted: false });
		partner.platform.advance(id);
		expect(told(await notify(hooked, id))).toEqual(['orderCreated PREPARING WEBHOOK']);
	});

	it('is answered with a 500 when the order cannot be read, and the next one is handed over', async () => {
		const id = partner.place('delivery');
		const hooked = watch();
		partner.spoil({ fault: 'status', status: 500 }, undefined, 'order.get');
		const failed = await notify(hooked, id);
		expect(failed).toMatchObject({ status: 500, isStarted: false });
		expect(failed.error?.message).toBe('Digipix is not working properly at the moment (HTTP 500)');
		expect(failed.stored).not.toContain(DIGIPIX_CLIENT_SECRET);
		partner.sandbox.liftFaults();
		expect(told(await notify(hooked, id))).toEqual(['orderCreated CONFIRMED WEBHOOK']);
	});

	it.each([
		['no number', { id: null }],
		['a blank number', { id: ' ' }],
		['an object for a number', { id: {} }],
	])('with %s gets 400', async (_, body) => {
		const called = await watch().call(JSON.stringify(body));
		expect(called).toMatchObject({ status: 400, isStarted: false });
		expect(partner.arrived()).toEqual([]);
	});

	it.each([
		['larger than 1 MB gets 413', { id: 'x'.repeat(1024 * 1024) }, 'application/json', 413],
		['that is a form gets 415', { id: '123' }, 'application/x-www-form-urlencoded', 415],
		['that is plain text gets 415', { id: '123' }, 'text/plain', 415],
	])('%s, and nothing is read', async (_, body, type, status) => {
		const called = await watch().call(JSON.stringify(body), { headers: { 'Content-Type': type } });
		expect(called).toMatchObject({ status, isStarted: false });
		expect(partner.arrived()).toEqual([]);
	});

	it('that is no object gets 400', async () => {
		expect(await watch().call('[1]')).toMatchObject({ status: 400, isStarted: false });
	});
});

describe('notifications of many orders at once', () => {
	// Nobody gives up waiting here
	const n8n = jest.requireMock<typeof n8nWorkflow>('n8n-workflow');
	const { sleep } = n8n;
	beforeEach(() => {
		const patient = async (milliseconds: number) =>
			milliseconds === 3000 ? await new Promise<void>(() => undefined) : await sleep(milliseconds);
		jest.spyOn(n8n, 'sleep').mockImplementation(patient);
	});
	afterEach(() => jest.restoreAllMocks());

	/** n8n is slow enough to store an execution that all calls have read their orders meanwhile. */
	const allRead = async (orders: number) => {
		while (partner.arrived().length < orders) await new Promise((resolve) => setTimeout(resolve, 5));
	};

	it.each([
		['start executions together', {}, (started: number) => started < 10],
		[
			'start one each, by choice',
			{ options: { separateExecutions: true } },
			(started: number) => started === 10,
		],
	])('%s, and lose none', async (_, parameters, isRight) => {
		const hooked = watch(parameters);
		const ids = Array.from({ length: 10 }, () => partner.place('delivery'));
		const calls = await Promise.all(
			ids.map(async (id) => await notify(hooked, id, {}, { before: allRead(10) })),
		);
		expect(calls.map(({ status }) => status)).toEqual(ids.map(() => 200));
		expect(calls.flatMap(told)).toEqual(ids.map(() => 'orderCreated CONFIRMED WEBHOOK'));
		const shown = calls.flatMap(({ json }) => json.map(({ displayId }) => displayId));
		expect(shown.sort()).toEqual(ids.map(String).sort());
		expect(isRight(calls.filter(({ isStarted }) => isStarted).length)).toBe(true);
		for (const id of ids) {
			expect(told(await notify(hooked, id))).toEqual(['statusChanged CONFIRMED again WEBHOOK']);
		}
	});
});

describe('what the trigger remembers', () => {
	it('are the last 1000 orders, by number and status only', async () => {
		const notified = Object.fromEntries(
			Array.from({ length: 1200 }, (_, index) => [`digipix:x:${index}`, ['CREATED', index]]),
		);
		const hooked = watch({}, { staticData: { notified } });
		const id = partner.place('delivery');
		await notify(hooked, id);
		const kept = JSON.parse(String(hooked.disk().notified)) as Record<string, unknown>;
		expect(Object.keys(kept)).toHaveLength(1000);
		expect(Object.entries(kept).at(-1)).toEqual([
			expect.stringMatching(new RegExp(`^digipix:[0-9a-f]{8}:${id}$`)),
			['CONFIRMED', partner.clock.now()],
		]);
	});

	it('may be rubbish: what cannot be read is left out', async () => {
		for (const notified of ['rubbish', { a: 'b', c: [1, 2], d: ['CREATED', 'x'] }]) {
			const hooked = watch({}, { staticData: { notified } });
			const id = partner.place('delivery');
			expect(told(await notify(hooked, id))).toEqual(['orderCreated CONFIRMED WEBHOOK']);
			expect(Object.keys(JSON.parse(String(hooked.disk().notified)) as object)).toHaveLength(1);
		}
	});
});
