import type { AxiosInstance } from 'axios';
import { client, closeSandboxes, controlClient, logIn, openSandbox, pigzClient } from './helpers';
import type { Sandbox } from '../../sandbox/server';
import type { SandboxEvent } from '../../sandbox/types';

let sandbox: Sandbox;
let control: AxiosInstance;

beforeEach(async () => {
	sandbox = await openSandbox();
	control = controlClient(sandbox);
});
afterEach(closeSandboxes);

describe('the control API', () => {
	it('introduces the platforms with all that a person types into the credential', async () => {
		const { data } = await control.get('/platforms');
		expect(data).toEqual([
			expect.objectContaining({
				name: 'pigz',
				displayName: 'Pigz',
				url: `${sandbox.url}/pigz`,
				login: { 'E-Mail': 'loja@pigz.test', Password: 'sandbox-pigz' },
				storeOpen: true,
				callsWebhooks: false,
				hasTokens: true,
			}),
		]);
		expect((await logIn(sandbox, data[0].login.Password)).status).toBe(200);
	});

	it('places orders of a kind, or of any', async () => {
		const placed = await control.post('/pigz/orders', { kind: 'online', count: 2 });
		expect(placed).toMatchObject({ status: 201, data: { ids: [3105, 3106] } });
		expect((await control.post('/pigz/orders')).data).toEqual({ ids: [3107] });
		expect((await control.get('/pigz/orders')).data).toMatchObject([
			{ id: 3105, kind: 'online', inQueue: true, emissions: [], acknowledgedAt: null },
			{ id: 3106, kind: 'online' },
			{ id: 3107 },
		]);
	});

	it('sets members of an order as wished', async () => {
		await control.post('/pigz/orders', { with: { dataHora: '1633185348', cliente: null } });
		const pigz = await pigzClient(sandbox);
		expect((await pigz.get('/pooling')).data).toEqual([
			expect.objectContaining({ codigo: 3105, dataHora: '1633185348', cliente: null }),
		]);
	});

	it.each([
		[{ kind: 'breakfast' }, 'No kind "breakfast"'],
		[{ kind: 1 }, 'kind must be a text'],
		[{ count: 0 }, 'count must be'],
		[{ amount: 3 }, '"amount" is none of kind, count, with'],
		[[], 'must be a JSON object'],
	])('refuses to place %j', async (body, message) => {
		const { status, data } = await control.post('/pigz/orders', body);
		expect(status).toBe(400);
		expect(data.error).toContain(message);
		expect(sandbox.platform('pigz').orders()).toEqual([]);
	});

	it('cancels as the customer, once', async () => {
		await control.post('/pigz/orders');
		const cancelled = await control.post('/pigz/orders/3105/cancel');
		expect(cancelled.data).toMatchObject({
			id: 3105,
			status: 'CANCELADO',
			inQueue: true,
			canBeCancelled: false,
		});
		expect((await control.post('/pigz/orders/3105/cancel')).status).toBe(409);
		expect((await control.post('/pigz/orders/1/cancel')).status).toBe(404);
		expect((await control.get('/pigz/orders/3105')).data.status).toBe('CANCELADO');
	});

	it('moves an order on as the staff, where it can go', async () => {
		await control.post('/pigz/orders', { kind: 'pickup' });
		expect((await control.get('/pigz/orders/3105')).data.moves).toEqual([
			{ to: 'confirmado', step: 'confirmed' },
			{ to: 'prontoRetirada', step: 'readyForPickup' },
			{ to: 'entregue', step: 'delivered' },
			{ to: 'cancelado', step: 'cancelled' },
		]);
		const moved = await control.post('/pigz/orders/3105/move', { to: 'entregue' });
		expect(moved).toMatchObject({ status: 200, data: { status: 'ENTREGUE', moves: [] } });
		expect(await control.post('/pigz/orders/3105/move', { to: 'cancelado' })).toMatchObject({
			status: 409,
			data: { error: 'Order 3105 is ENTREGUE and cannot become cancelado' },
		});
		expect((await control.post('/pigz/orders/3105/move', {})).data.error).toBe('to must be a text');
		expect((await control.post('/pigz/orders/1/move', { to: 'entregue' })).status).toBe(404);
	});

	it('puts in what the examples of the document name, once', async () => {
		await control.post('/pigz/examples');
		await control.post('/pigz/examples');
		expect((await control.get('/pigz/orders')).data).toMatchObject([{ id: 3105 }]);
		expect((await control.post('/pigz/orders')).data).toEqual({ ids: [3106] });
	});

	it.each([0, 1, 3, 120])('fills a list with exactly %i entries', async (count) => {
		await control.post('/pigz/orders', { count: 2 });
		await control.post('/pigz/fill', { operation: 'order.getQueue', count });
		const pigz = await pigzClient(sandbox);
		expect((await pigz.get('/pooling')).data).toHaveLength(count);
	});

	it.each([
		[
			{ operation: 'order.changeStage', count: 1 },
			'"order.changeStage" is none of order.getQueue, order.getAll',
		],
		[{ operation: 1, count: 1 }, 'operation must be a text'],
		[{ operation: 'order.getAll', count: -1 }, 'count must be a whole number from 0 to 10000'],
	])('refuses to fill %j', async (body, error) => {
		expect(await control.post('/pigz/fill', body)).toMatchObject({ status: 400, data: { error } });
	});

	it('tells the credential for n8n', async () => {
		expect((await control.get('/pigz/credential')).data).toEqual({
			type: 'pigzApi',
			data: expect.objectContaining({
				environment: 'custom',
				baseUrl: `${sandbox.url}/pigz`,
				email: 'loja@pigz.test',
				password: 'sandbox-pigz',
				allowedDomains: '127.0.0.1',
			}),
		});
	});

	it('expires all tokens', async () => {
		const pigz = await pigzClient(sandbox);
		await control.post('/pigz/expire-tokens');
		expect((await pigz.get('/pooling')).status).toBe(401);
	});

	it('switches faults on and off', async () => {
		const { status, data } = await control.post('/faults', {
			platform: 'pigz',
			fault: 'status',
			status: 503,
		});
		expect(status).toBe(201);
		expect((await control.get('/faults')).data).toEqual([data]);
		expect((await logIn(sandbox)).status).toBe(503);
		expect((await control.delete('/faults?id=99')).status).toBe(404);
		await control.delete(`/faults?id=${data.id}`);
		expect((await logIn(sandbox)).status).toBe(200);
		await control.post('/faults', { platform: 'pigz', fault: 'down' });
		await control.delete('/faults');
		expect((await control.get('/faults')).data).toEqual([]);
		expect((await control.post('/faults', { fault: 'down' })).status).toBe(400);
	});

	it('empties the log of requests', async () => {
		await logIn(sandbox);
		expect((await control.get('/requests?platform=pigz')).data).toMatchObject({
			requests: [{ path: '/authentication' }],
			counters: { 'login.create': 1 },
		});
		expect((await control.get('/requests?platform=other')).data).toEqual({ requests: [], counters: {} });
		await control.delete('/requests');
		expect((await control.get('/requests')).data).toEqual({ requests: [], counters: {} });
	});

	it('starts over without giving a number twice', async () => {
		await control.post('/pigz/orders');
		await control.post('/faults', { platform: 'pigz', fault: 'status', status: 500 });
		await control.post('/reset');
		expect((await control.get('/pigz/orders')).data).toEqual([]);
		expect((await control.get('/faults')).data).toEqual([]);
		expect((await control.post('/pigz/orders')).data).toEqual({ ids: [3106] });
	});

	it('closes the port for a while', async () => {
		expect((await control.post('/offline', { seconds: 'long' })).status).toBe(400);
		await control.post('/offline', { seconds: 0.3 });
		await new Promise((resolve) => setTimeout(resolve, 100));
		await expect(control.get('/faults')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
		await new Promise((resolve) => setTimeout(resolve, 500));
		expect((await control.get('/faults')).status).toBe(200);
	});

	it('says what it does not know', async () => {
		expect(await control.get('/nowhere/orders')).toMatchObject({
			status: 404,
			data: { error: 'No platform "nowhere" in the sandbox' },
		});
		expect((await control.get('/nothing')).status).toBe(404);
		const broken = await control.post('/pigz/orders', '{', {
			headers: { 'Content-Type': 'application/json' },
		});
		expect(broken.status).toBe(400);
	});
});

describe('the event stream', () => {
	/** Follows the stream over HTTP until an event of this type arrives. */
	async function eventsUntil(
		type: SandboxEvent['type'],
		act: () => Promise<unknown>,
	): Promise<SandboxEvent[]> {
		const answer = await fetch(`${sandbox.url}/_sandbox/events`);
		expect(answer.headers.get('content-type')).toBe('text/event-stream');
		if (!answer.body) throw new Error('The event stream has no body');
		const reader = answer.body.getReader();
		await act();
		let text = '';
		while (!text.includes(`"type":"${type}"`)) {
			const { value, done } = await reader.read();
			if (done) break;
			text += Buffer.from(value).toString('utf8');
		}
		await reader.cancel();
		return text
			.split('\n\n')
			.filter((block) => block.startsWith('data: '))
			.map((block) => JSON.parse(block.slice('data: '.length)) as SandboxEvent);
	}

	it('tells the life of an order as it happens', async () => {
		const pigz = await pigzClient(sandbox);
		const events = await eventsUntil('orderCancelledByCustomer', async () => {
			await control.post('/pigz/orders', { kind: 'pickup' });
			await pigz.get('/pooling');
			await pigz.put('/order/3105/conhecido');
			await pigz.put('/order/3105/prontoRetirada');
			await control.post('/pigz/orders/3105/cancel');
		});
		expect(events.filter(({ type }) => type !== 'requestAnswered')).toMatchObject([
			{ type: 'orderPlaced', platform: 'pigz', id: 3105, kind: 'pickup' },
			{ type: 'orderHandedOut', id: 3105, times: 1 },
			{ type: 'orderAcknowledged', id: 3105, stage: 'conhecido' },
			{ type: 'stageChanged', id: 3105, stage: 'prontoRetirada', step: 'readyForPickup' },
			{ type: 'orderCancelledByCustomer', id: 3105 },
		]);
	});

	it('tells which fault was used', async () => {
		const events = await eventsUntil('faultUsed', async () => {
			sandbox.addFault({ platform: 'pigz', fault: 'status', status: 503 });
			await logIn(sandbox);
		});
		expect(events).toContainEqual(
			expect.objectContaining({ type: 'faultUsed', fault: 'status', operation: 'login.create' }),
		);
	});

	it('can be followed without HTTP, until one stops', () => {
		const seen: string[] = [];
		const stop = sandbox.follow(({ type }) => seen.push(type));
		sandbox.platform('pigz').placeOrder();
		stop();
		sandbox.platform('pigz').placeOrder();
		expect(seen).toEqual(['orderPlaced']);
	});
});

describe('the console', () => {
	it('is a page that loads nothing from elsewhere', async () => {
		const page = await client(sandbox.url).get('/');
		expect(page.status).toBe(200);
		expect(page.data).toContain('<title>Sandbox console</title>');
		const files = ['console.js', 'console.css'];
		for (const file of files) expect(page.data).toContain(`"${file}"`);
		const loaded = new Set<string>();
		for (let file = files.pop(); file !== undefined; file = files.pop()) {
			if (loaded.has(file)) continue;
			loaded.add(file);
			const { status, data } = await client(sandbox.url).get(`/${file}`);
			expect([file, status]).toEqual([file, 200]);
			expect(data).not.toMatch(/https?:\/\//);
			for (const [, next = ''] of String(data).matchAll(/ from '\.\/([\w-]+\.js)'/g)) files.push(next);
		}
		expect(loaded.size).toBeGreaterThan(5);
		expect(page.data).not.toMatch(/https?:\/\//);
	});
});
