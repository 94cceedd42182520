import { webhookNode, type Called, type Hooked, type WebhookNodeOptions } from '../harness';
import { shortly } from '../support/orders';
import { Shop } from './shop';
import type * as n8nWorkflow from 'n8n-workflow';
import type { INodeParameters } from 'n8n-workflow';
import type * as Module from '../../../nodes/Neemo/NeemoButtonTrigger.node';
import { NEEMO_TOKEN } from '../../../sandbox/platforms/neemo';

const shop = new Shop().open();

const KEY = 'chave-combinada-0001';
const FRANCHISE_TOKEN = 'ffaa0a0aa0b00bb0a000a00aa0a00fff';

/** Whether the eight seconds, after which the node gives up, are over. */
let isSlow = false;
beforeEach(() => {
	isSlow = false;
	shop.credentials.edit('neemoApi', { webhookSecret: KEY });
});

function fresh(): Module.NeemoButtonTrigger {
	const loaded: Module.NeemoButtonTrigger[] = [];
	jest.isolateModules(() => {
		const sleep = async (milliseconds: number) => {
			if (milliseconds === 8000 && !isSlow) await new Promise<void>(() => undefined);
			if (milliseconds === 0) await new Promise((resolve) => setImmediate(resolve));
		};
		Object.assign(jest.requireMock<typeof n8nWorkflow>('n8n-workflow'), { sleep });
		const module = jest.requireActual<typeof Module>('../../../nodes/Neemo/NeemoButtonTrigger.node');
		loaded.push(new module.NeemoButtonTrigger());
	});
	return loaded[0] as Module.NeemoButtonTrigger;
}

const watch = (parameters: INodeParameters = {}, options: Partial<WebhookNodeOptions> = {}) =>
	webhookNode({ node: fresh(), parameters, credentials: shop.credentials, ...options });

const pressOf = (order: number | string) =>
	JSON.stringify({
		ref: 'loja-1',
		order_id: order,
		account_id: 77,
		account_access_token: NEEMO_TOKEN,
		master_access_token: FRANCHISE_TOKEN,
	});

const press = async (hooked: Hooked, order: number | string, authorization: string | string[] = KEY) =>
	await hooked.call(pressOf(order), { headers: { Authorization: authorization } });

const told = ({ json }: Called) =>
	json.map(({ source, event }) => {
		const { type, via, redelivered } = event as Record<string, unknown>;
		const { orderId } = source as { orderId: string };
		return `${orderId} ${String(type)} ${String(via)}${redelivered === true ? ' again' : ''}`;
	});

describe('publishing the workflow', () => {
	it('asks nothing of Neemo, which registers addresses by hand', async () => {
		const hooked = watch();
		await hooked.activate();
		await hooked.deactivate();
		expect(shop.arrived()).toEqual([]);
	});

	it('needs a key in the credential', async () => {
		shop.credentials.edit('neemoApi', { webhookSecret: ' ' });
		await expect(watch().activate()).rejects.toMatchObject({
			message: 'The Neemo credential has no webhook key',
			description: expect.stringContaining('Think up a long key') as string,
		});
	});
});

describe('a press of the button', () => {
	it.each([
		['a number', (id: number) => id],
		['text', String],
	])('starts the workflow with the order, read by one request: order number as %s', async (_, written) => {
		const id = shop.place('pizza');
		const called = await press(watch(), written(id));
		expect(called.status).toBe(200);
		expect(told(called)).toEqual([`${id} orderUpdated WEBHOOK`]);
		expect(called.json[0]).toMatchObject({
			status: 'CREATED',
			event: { previousStatus: null, receivedAt: '2026-03-10T12:00:00-03:00', waitingMinutes: null },
		});
		expect(called.json[0]?.items).not.toEqual([]);
		expect(shop.arrived().map(shortly)).toEqual([`POST /v1/order/${id}`]);
	});

	it('reads with the token of the credential, whatever token the call brings', async () => {
		const id = shop.place();
		const body = JSON.stringify({ order_id: id, account_access_token: 'forged' });
		const called = await watch().call(body, { headers: { Authorization: KEY } });
		expect(told(called)).toHaveLength(1);
		expect(new URLSearchParams(String(shop.raw[0]?.body)).get('token_account')).toBe(NEEMO_TOKEN);
	});

	it('leaves neither token anywhere: not in items, memory, logs or errors', async () => {
		const id = shop.place();
		const hooked = watch({ output: 'unifiedWithRaw' });
		const good = await press(hooked, id);
		shop.spoil({ fault: 'status', status: 500 }, undefined, 'order.get');
		const bad = await press(hooked, id);
		shop.sandbox.liftFaults();
		const forged = await press(hooked, id, 'guessed');
		const unknown = await press(hooked, 7);
		expect(bad.error?.message).toBe('Neemo is not working properly at the moment (HTTP 500)');
		expect(unknown.error?.message ?? unknown.status).toBeTruthy();
		for (const { stored } of [good, bad, forged, unknown]) {
			for (const token of [NEEMO_TOKEN, FRANCHISE_TOKEN, KEY]) expect(stored).not.toContain(token);
		}
		expect(JSON.stringify(hooked.disk())).not.toContain(FRANCHISE_TOKEN);
	});

	it('a second time starts it again, marked within ten minutes, because Neemo may have called twice', async () => {
		const hooked = watch();
		const [id, other] = [shop.place(), shop.place()];
		expect(told(await press(hooked, id))).toEqual([`${id} orderUpdated WEBHOOK`]);
		expect(told(await press(hooked, other))).toEqual([`${other} orderUpdated WEBHOOK`]);
		shop.clock.pass({ minutes: 9 });
		expect(told(await press(hooked, id))).toEqual([`${id} orderUpdated WEBHOOK again`]);
		shop.clock.pass({ minutes: 10 });
		expect(told(await press(hooked, id))).toEqual([`${id} orderUpdated WEBHOOK`]);
	});

	it('remembers the last 200 presses, no more', async () => {
		const at = shop.clock.now();
		const pressed = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`id${index}`, at]));
		const hooked = watch({}, { staticData: { pressed } });
		await press(hooked, shop.place());
		const kept = Object.keys(JSON.parse(String(hooked.disk().pressed)) as object);
		expect(kept).toHaveLength(200);
		expect(kept.slice(0, 1)).toEqual(['id101']);
	});

	it('is not disturbed by a memory that cannot be read', async () => {
		const id = shop.place();
		const staticData = { pressed: 'rubbish' };
		expect(told(await press(watch({}, { staticData }), id))).toEqual([`${id} orderUpdated WEBHOOK`]);
	});

	it('at an order that does not fit the filter starts nothing', async () => {
		const id = shop.place('pickup');
		const hooked = watch({ options: { onlyOrderTypes: ['DELIVERY'] } });
		expect(await press(hooked, id)).toMatchObject({ status: 200, isStarted: false });
	});

	it('fails, so that a person sees it, when Neemo does not show the order in eight seconds', async () => {
		isSlow = true;
		const called = await press(watch(), shop.place());
		expect(called).toMatchObject({ status: 500, isStarted: false });
		expect(called.error).toMatchObject({
			message: expect.stringMatching(/^Neemo did not show order \d+ within 8 seconds$/) as string,
			description: 'Press the button again.',
		});
		// The request goes on, and nobody waits for it any more
		while (shop.arrived().length === 0) await new Promise((resolve) => setImmediate(resolve));
	});
});

describe('what is no press of the button', () => {
	it.each<[string, string | string[]]>([
		['no key', ''],
		['another key', 'guessed'],
		['a part of the key', KEY.slice(0, -1)],
		['the key in capital letters', KEY.toUpperCase()],
		['the key twice', [KEY, KEY]],
		['the key with a scheme', `Bearer ${KEY}`],
	])('with %s gets 401 and starts nothing', async (_, authorization) => {
		const called = await press(watch(), shop.place(), authorization);
		expect(called).toMatchObject({ status: 401, isStarted: false });
		expect(shop.arrived()).toEqual([]);
	});

	it('with the key at another place gets 401', async () => {
		const body = pressOf(shop.place());
		const options = { headers: { 'X-Authorization': KEY }, query: { authorization: KEY } };
		expect(await watch().call(body, options)).toMatchObject({ status: 401, isStarted: false });
	});

	it('gets 401 also where the credential has no key any more', async () => {
		shop.credentials.edit('neemoApi', { webhookSecret: '' });
		expect(await press(watch(), shop.place(), '')).toMatchObject({ status: 401, isStarted: false });
	});

	it.each(['{}', '[]', 'null', '{"order_id":null}', '{"order_id":{}}', 'order_id=1'])(
		'with the body %s gets 400',
		async (body) => {
			const called = await watch().call(body, { headers: { Authorization: KEY } });
			expect(called).toMatchObject({ status: 400, isStarted: false });
		},
	);

	it('as a form gets 415, and with more than 1 MB 413', async () => {
		const form = { Authorization: KEY, 'Content-Type': 'application/x-www-form-urlencoded' };
		expect(await watch().call('order_id=1', { headers: form })).toMatchObject({ status: 415 });
		const large = JSON.stringify({ order_id: 1, x: 'x'.repeat(1024 * 1024) });
		expect(await watch().call(large, { headers: { Authorization: KEY } })).toMatchObject({ status: 413 });
	});
});
