import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import axios from 'axios';
import type { Execution } from '../../sandbox/n8n/client';
import { DELIVERY_DIRETO_LOGIN } from '../../sandbox/platforms/delivery-direto';
import { NEEMO_TOKEN } from '../../sandbox/platforms/neemo';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import type { SandboxEvent } from '../../sandbox/types';
import { sandboxCredentials } from '../../sandbox/start/demo';
import {
	doNothing,
	eventually,
	jsonOf,
	startEngine,
	workflow,
	type Engine,
	type Json,
	type NodeParameters,
} from './support';

const DELIVERY_DIRETO = 'delivery-direto';
const KEY = 'chave-combinada-0001';
const FRANCHISE_TOKEN = 'ffaa0a0aa0b00bb0a000a00aa0a00fff';
const SECRET = '3f9a1c2b7d04e856';
const IDS = {
	called: '5b0f3a52-7a5e-4d0e-9a36-0c7d0b6c2f21',
	pressed: '5b0f3a52-7a5e-4d0e-9a36-0c7d0b6c2f22',
	notified: '5b0f3a52-7a5e-4d0e-9a36-0c7d0b6c2f23',
};
const EVENTS = ['orderCreated', 'orderCancelled', 'statusChanged', 'orderUpdated'];

let engine: Engine;
let sandbox: Sandbox;
const happened: SandboxEvent[] = [];
const workflows: Record<string, string> = {};

beforeAll(async () => {
	// a minute of the platform takes three seconds
	sandbox = await startSandbox({ pace: 20 });
	sandbox.follow((event) => happened.push(event));
	engine = await startEngine();
	for (const credential of sandboxCredentials(sandbox)) {
		const more = credential.type === 'neemoApi' ? { webhookSecret: KEY } : {};
		await engine.client.saveCredential({ ...credential, data: { ...credential.data, ...more } });
	}
	workflows.pressed = await publish('neemoButtonTrigger', 'neemoApi', 'Neemo', IDS.pressed, {});
	workflows.notified = await publish('digipixTrigger', 'digipixApi', 'Digipix', IDS.notified, {
		secret: SECRET,
	});
	workflows.called = await publish(
		'deliveryDiretoTrigger',
		'deliveryDiretoApi',
		'Delivery Direto',
		IDS.called,
		{
			receiveBy: 'webhook',
			events: EVENTS,
		},
	);
});
afterAll(async () => {
	await engine?.close();
	await sandbox?.close();
});

async function publish(
	node: string,
	type: string,
	credential: string,
	webhookId: string,
	parameters: NodeParameters,
): Promise<string> {
	const trigger = {
		name: 'Trigger',
		type: `n8n-nodes-pedidos.${node}`,
		parameters,
		webhookId,
		credentials: { [type]: { id: null, name: credential } },
	};
	const { id } = await engine.client.saveWorkflow(workflow(node, [trigger, doNothing('Orders')]));
	await engine.client.publish(id);
	return id;
}

const addressOf = (path: string) => `${engine.process.url}/webhook/${path}`;
const CALLED = `${IDS.called}/delivery-direto`;
const PRESSED = `${IDS.pressed}/neemo-button`;
const NOTIFIED = `${IDS.notified}/digipix/${SECRET}`;

/** The executions of a workflow, oldest first, with all data: n8n lists an execution before it has stored its items. */
async function executionsOf(name: string): Promise<Execution[]> {
	const found = await eventually('all executions end', async () => {
		const all = await engine.client.executions({ workflowId: workflows[name] ?? '' }, 100);
		return all.every(({ status }) => !['new', 'running', 'waiting'].includes(status)) && all;
	});
	return await Promise.all(found.reverse().map(({ id }) => engine.client.execution(id)));
}

/** Executions that were started. n8n's list can show one that is just ending twice. */
const countOf = async (name: string) => {
	const listed = await engine.client.executions({ workflowId: workflows[name] ?? '' }, 100);
	return new Set(listed.map(({ id }) => id)).size;
};

type Headers = Record<string, string | string[]>;

/** A call as raw as Node can make it: headers may come twice. */
async function post(
	path: string,
	body: string | Buffer,
	headers: Headers,
): Promise<{ status: number; text: string }> {
	return await new Promise((resolve, reject) => {
		const sent = httpRequest(
			addressOf(path),
			{ method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } },
			(answer) => {
				let text = '';
				answer.setEncoding('utf8').on('data', (part: string) => (text += part));
				answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
			},
		);
		sent.on('error', reject);
		sent.end(body);
	});
}

const signatureOf = (body: string | Buffer, key = DELIVERY_DIRETO_LOGIN.clientSecret) =>
	createHmac('sha256', key).update(body).digest('hex');

const signed = (body: string | Buffer): Headers => ({ 'X-DeliveryDireto-Signature': signatureOf(body) });

/** The report of an order that stands in no sandbox: a caller that knows the secret could have made it. */
const reportOf = (id: number, more: Json = {}) =>
	JSON.stringify({
		eventType: 'ORDER_PLACED',
		orderStatus: null,
		ordersId: id,
		storesId: 1234,
		order: {
			id,
			status: 'WAITING',
			type: 'TAKEOUT',
			created: new Date().toISOString(),
			modified: new Date().toISOString(),
			items: [{ id: 1, name: 'Suco', amount: 1 }],
		},
		...more,
	});

describe('Delivery Direto, called by the platform', () => {
	it('registers itself, receives each order once, and tells its steps', async () => {
		const registered = sandbox
			.requests(DELIVERY_DIRETO)
			.filter(({ operation }) => operation === 'webhook.upsert')
			.map(({ body }) => body as Json);
		expect(registered.map(({ eventType }) => eventType).sort()).toEqual([
			'ORDER_EDITED',
			'ORDER_PLACED',
			'ORDER_STATUS_CHANGED',
		]);
		expect(new Set(registered.map(({ webhookUrl }) => webhookUrl))).toEqual(new Set([addressOf(CALLED)]));

		const platform = sandbox.platform(DELIVERY_DIRETO);
		sandbox.clearRequests();
		const orders = Array.from({ length: 20 }, () => Number(platform.placeOrder({ kind: 'delivery' })));
		const told = async () =>
			(await executionsOf('called')).flatMap((execution) =>
				jsonOf(execution, 'Trigger').map(({ displayId, event }) => {
					const { type, redelivered, via } = event as Json;
					return `${String(displayId)} ${String(type)} ${String(via)}${redelivered === true ? ' again' : ''}`;
				}),
			);
		const wanted = orders.map((id) => `${id} orderCreated WEBHOOK`);
		const taken = () =>
			happened.filter((event) => event.type === 'webhookCalled' && event.status === 200).length;
		await eventually('all orders arrive', () => taken() === orders.length, 60_000);
		platform.cancelAsCustomer(orders[0] ?? 0);
		wanted.push(`${orders[0]} orderCancelled WEBHOOK`);
		await eventually('the cancellation arrives', () => taken() > orders.length);
		// A machine under load may be called twice, but then the second one is marked
		const unmarked = (await told()).filter((one) => !one.endsWith(' again'));
		expect(unmarked.sort()).toEqual([...wanted].sort());
		// The calls hold whole orders: nothing was asked for, and nothing was polled
		expect(sandbox.requests(DELIVERY_DIRETO)).toEqual([]);
	});

	it('starts nothing when the same call comes again', async () => {
		const body = reportOf(61_000_001);
		const before = await countOf('called');
		expect((await post(CALLED, body, signed(body))).status).toBe(200);
		await eventually('the first one starts', async () => (await countOf('called')) === before + 1);
		for (let times = 0; times < 3; times++) {
			expect((await post(CALLED, body, signed(body))).status).toBe(200);
		}
		expect(await countOf('called')).toBe(before + 1);
	});

	it.each<[string, (right: string, body: string) => Headers, string]>([
		['without a signature', () => ({}), ''],
		[
			'signed with another key',
			(_, body) => ({ 'X-DeliveryDireto-Signature': signatureOf(body, 'guessed') }),
			'',
		],
		['signed for another body', () => signed('{}'), ''],
		['in capital letters', (right) => ({ 'X-DeliveryDireto-Signature': right.toUpperCase() }), ''],
		['signed twice', (right) => ({ 'X-DeliveryDireto-Signature': [right, 'f'.repeat(64)] }), ''],
		['signed in a header of another name', (right) => ({ X_DeliveryDireto_Signature: right }), ''],
		['signed in the address', () => ({}), '?X-DeliveryDireto-Signature='],
		['of another store', (_, body) => ({ ...signed(body), 'X-DeliveryDireto-ID': 'another' }), ''],
	])('answers 401 to a call %s, and starts nothing', async (_, headers, query) => {
		const body = reportOf(62_000_001);
		const before = await countOf('called');
		const address = query ? `${CALLED}${query}${signatureOf(body)}` : CALLED;
		const answer = await post(address, body, headers(signatureOf(body), body));
		expect(answer).toEqual({ status: 401, text: '{"message":"The signature is missing or wrong"}' });
		expect(await countOf('called')).toBe(before);
	});

	it('reads the header in any spelling', async () => {
		const body = reportOf(63_000_001);
		const headers = { 'x-deliverydireto-SIGNATURE': signatureOf(body) };
		const before = await countOf('called');
		expect((await post(CALLED, body, headers)).status).toBe(200);
		await eventually('it starts', async () => (await countOf('called')) === before + 1);
	});

	it.each([
		[413, 'more than 1 MB', reportOf(64_000_001, { x: 'x'.repeat(1024 * 1024) }), {}],
		[
			415,
			'a form',
			'eventType=ORDER_PLACED&ordersId=1',
			{ 'Content-Type': 'application/x-www-form-urlencoded' },
		],
		[415, 'plain text', reportOf(64_000_002), { 'Content-Type': 'text/plain' }],
		[400, 'no order', '{"eventType":"ORDER_PLACED"}', {}],
		[400, 'no event', '{"ordersId":1}', {}],
	])('answers %d to a signed call with %s, and starts nothing', async (status, _, body, headers) => {
		const before = await countOf('called');
		expect((await post(CALLED, body, { ...signed(body), ...headers })).status).toBe(status);
		expect(await countOf('called')).toBe(before);
	});

	it.each([
		['another id', () => 'delivery-direto'],
		['another end', () => `${IDS.called}/delivery`],
		['a way around', () => `${IDS.called}/../${IDS.called}/delivery-direto/x`],
		['the workflow', () => `${workflows.called}/delivery-direto`],
	])('answers 404 to a call at a guessed address: %s', async (_, path) => {
		const body = reportOf(65_000_001);
		const before = await countOf('called');
		expect((await post(path(), body, signed(body))).status).toBe(404);
		expect(await countOf('called')).toBe(before);
	});

	it('answers 404 to other methods', async () => {
		const before = await countOf('called');
		const { status } = await axios.get(addressOf(CALLED), { validateStatus: () => true, proxy: false });
		expect(status).toBe(404);
		expect(await countOf('called')).toBe(before);
	});

	it('leaves the registration alone during a test by hand, which shows the newest order', async () => {
		const order = sandbox.platform(DELIVERY_DIRETO).placeOrder({ kind: 'pickup' });
		await eventually('it arrives', async () =>
			(await executionsOf('called')).some((one) =>
				jsonOf(one, 'Trigger').some(({ displayId }) => displayId === String(order)),
			),
		);
		sandbox.clearRequests();
		const { data } = await engine.client.run(workflows.called ?? '', 'Trigger');
		const shown = data.resultData.runData.Trigger?.at(-1)?.data?.main?.[0]?.map(({ json }) => json);
		expect(shown).toMatchObject([{ displayId: String(order), event: { via: 'MANUAL' } }]);
		const writes = sandbox.requests(DELIVERY_DIRETO).filter(({ method }) => method !== 'GET');
		expect(writes.filter(({ path }) => path.includes('webhooks'))).toEqual([]);
	});

	it('stores no secret with any execution', async () => {
		const stored = JSON.stringify(await executionsOf('called'));
		for (const secret of [DELIVERY_DIRETO_LOGIN.clientSecret, DELIVERY_DIRETO_LOGIN.password]) {
			expect(stored).not.toContain(secret);
		}
	});
});

describe("Neemo's button", () => {
	const pressOf = (order: unknown) =>
		JSON.stringify({
			ref: 'loja',
			order_id: order,
			account_id: 77,
			account_access_token: NEEMO_TOKEN,
			master_access_token: FRANCHISE_TOKEN,
		});

	it('starts the workflow with the order, and no token is stored with it', async () => {
		const order = sandbox.platform('neemo').placeOrder({ kind: 'pizza' });
		const begun = Date.now();
		expect((await post(PRESSED, pressOf(order), { Authorization: KEY })).status).toBe(200);
		expect(Date.now() - begun).toBeLessThan(10_000);
		await eventually('it starts', async () => (await countOf('pressed')) === 1);
		const [execution] = await executionsOf('pressed');
		expect(execution && jsonOf(execution, 'Trigger')).toMatchObject([
			{ displayId: expect.any(String) as string, event: { type: 'orderUpdated', via: 'WEBHOOK' } },
		]);
		const stored = JSON.stringify([execution, engine.process.logs()]);
		for (const secret of [NEEMO_TOKEN, FRANCHISE_TOKEN, KEY]) expect(stored).not.toContain(secret);
	});

	it.each<[number, string, Headers, string]>([
		[401, 'without the key', {}, pressOf(1)],
		[401, 'with another key', { Authorization: 'guessed' }, pressOf(1)],
		[401, 'with the key as a bearer', { Authorization: `Bearer ${KEY}` }, pressOf(1)],
		[400, 'without an order', { Authorization: KEY }, '{}'],
		[
			415,
			'as a form',
			{ Authorization: KEY, 'Content-Type': 'application/x-www-form-urlencoded' },
			'order_id=1',
		],
		[413, 'that is too large', { Authorization: KEY }, pressOf('x'.repeat(1024 * 1024))],
	])('answers %d to a call %s, and starts nothing', async (status, _, headers, body) => {
		const before = await countOf('pressed');
		expect((await post(PRESSED, body, headers)).status).toBe(status);
		expect(await countOf('pressed')).toBe(before);
	});
});

describe('Digipix, at an address with a secret in it', () => {
	it.each([
		['a wrong secret', `${IDS.notified}/digipix/0000000000000000`],
		['a part of the secret', `${IDS.notified}/digipix/${SECRET.slice(0, -1)}`],
		['no secret', `${IDS.notified}/digipix`],
		['a placeholder', `${IDS.notified}/digipix/:secret`],
	])('answers 404 to %s', async (_, path) => {
		expect((await post(path, '{"id":"x"}', {})).status).toBe(404);
		expect(await countOf('notified')).toBe(0);
	});

	it('answers 400 to a call without an order', async () => {
		expect((await post(NOTIFIED, '{"status":"APPROVED"}', {})).status).toBe(400);
		expect(await countOf('notified')).toBe(0);
	});
});

describe('unpublishing', () => {
	it('removes the registration, and calls get a 404 then', async () => {
		sandbox.clearRequests();
		await engine.client.unpublish(workflows.called ?? '');
		const removed = await eventually('it is removed', () => {
			const calls = sandbox
				.requests(DELIVERY_DIRETO)
				.filter(({ operation, status }) => operation === 'webhook.delete' && status === 204);
			return calls.length === 3 && calls;
		});
		expect(removed.map(({ path }) => path).sort()).toEqual([
			'/v1/webhooks/ORDER_EDITED',
			'/v1/webhooks/ORDER_PLACED',
			'/v1/webhooks/ORDER_STATUS_CHANGED',
		]);
		const body = reportOf(66_000_001);
		expect((await post(CALLED, body, signed(body))).status).toBe(404);
	});
});

describe('by polling', () => {
	it('opens no address, and registers nothing', async () => {
		sandbox.clearRequests();
		const id = await publish('deliveryDiretoTrigger', 'deliveryDiretoApi', 'Delivery Direto', IDS.called, {
			receiveBy: 'polling',
			events: EVENTS,
		});
		const body = reportOf(67_000_001);
		expect((await post(CALLED, body, signed(body))).status).toBe(404);
		const paths = sandbox.requests(DELIVERY_DIRETO).map(({ path }) => path);
		expect(paths.filter((path) => path.includes('webhooks'))).toEqual([]);
		await engine.client.unpublish(id);
	});
});
