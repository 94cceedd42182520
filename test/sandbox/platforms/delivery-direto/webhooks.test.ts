import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { DELIVERY_DIRETO_LOGIN } from '../../../../sandbox/platforms/delivery-direto';
import { closeSandboxes } from '../../helpers';
import { Store } from './store';

interface Received {
	headers: Record<string, unknown>;
	body: string;
	at: number;
}

let store: Store;
let receiver: Server;
let received: Received[];
let answer: () => number;

/** A minute passes in 60 milliseconds. */
const PACE = 1000;

beforeEach(async () => {
	received = [];
	answer = () => 200;
	receiver = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = Buffer.concat(chunks).toString('utf8');
			received.push({ headers: request.headers, body, at: Date.now() });
			response.writeHead(answer()).end();
		});
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => receiver.once('listening', resolve));
	store = await Store.open({ pace: PACE });
});
afterEach(async () => {
	await closeSandboxes();
	receiver.closeAllConnections();
	await new Promise((resolve) => receiver.close(resolve));
});

const address = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
const register = (eventType: string, webhookUrl = address(), status = 'ACTIVE') =>
	store.api.put('/v1/webhooks', { eventType, webhookUrl, status });
const logged = async () => (await store.api.get('/v1/webhooks/logs')).data.data.logs;
const until = async (isSo: () => boolean | Promise<boolean>) => {
	const deadline = Date.now() + 5000;
	while (!(await isSo())) {
		if (Date.now() > deadline) throw new Error('It did not happen within five seconds');
		await wait(10);
	}
};
const bodies = () => received.map(({ body }) => JSON.parse(body));

describe('a webhook of Delivery Direto', () => {
	it('is registered once for each event, and deleted by it', async () => {
		expect((await register('ORDER_PLACED', 'http://127.0.0.1:1/first')).status).toBe(200);
		await register('ORDER_PLACED', 'http://127.0.0.1:1/second');
		await register('ORDER_STATUS_CHANGED');
		const { data } = await store.api.get('/v1/webhooks');
		expect(data.data.webhooks).toEqual([
			{ eventType: 'ORDER_PLACED', webhookUrl: 'http://127.0.0.1:1/second', status: 'ACTIVE' },
			{ eventType: 'ORDER_STATUS_CHANGED', webhookUrl: address(), status: 'ACTIVE' },
		]);
		expect((await store.api.delete('/v1/webhooks/ORDER_PLACED')).status).toBe(204);
		expect((await store.api.delete('/v1/webhooks/ORDER_PLACED')).status).toBe(404);
		expect((await store.api.delete('/v1/webhooks/order_placed')).status).toBe(400);
	});

	it('is called with the order, signed over the very bytes', async () => {
		await register('ORDER_PLACED');
		const id = store.place();
		await until(() => received.length === 1);
		const [{ headers, body }] = received as [Received];
		expect(JSON.parse(body)).toMatchObject({
			eventType: 'ORDER_PLACED',
			orderStatus: null,
			ordersId: id,
			storesId: 1234,
			order: { id, status: 'WAITING', items: expect.any(Array) },
		});
		expect(headers).toMatchObject({
			'content-type': 'application/json',
			'x-deliverydireto-id': DELIVERY_DIRETO_LOGIN.storeId,
			'x-deliverydireto-signature': createHmac('sha256', DELIVERY_DIRETO_LOGIN.clientSecret)
				.update(body)
				.digest('hex'),
		});
		await until(async () => (await logged())[0]?.status === 'SUCCESS');
		expect(await logged()).toMatchObject([{ ordersId: id, attempts: 1, httpStatus: 200 }]);
	});

	it('tells of the changes that it was registered for, and of no others', async () => {
		await register('ORDER_STATUS_CHANGED');
		await register('ORDER_PLACED', address(), 'INACTIVE');
		const id = store.place();
		await store.setStatus(id, 'APPROVED');
		await store.setStatus(id, 'APPROVED');
		store.platform.cancelAsCustomer(id);
		await until(() => received.length === 2);
		expect(bodies()).toMatchObject([
			{ eventType: 'ORDER_STATUS_CHANGED', orderStatus: 'APPROVED', ordersId: id },
			{ eventType: 'ORDER_STATUS_CHANGED', orderStatus: 'REJECTED', ordersId: id },
		]);
	});

	it('tells of a scheduled order as hidden, and again when it is due', async () => {
		await register('ORDER_PLACED');
		await register('ORDER_STATUS_CHANGED');
		const fast = await Store.open({ pace: 100_000 });
		await fast.api.put('/v1/webhooks', {
			eventType: 'ORDER_PLACED',
			webhookUrl: address(),
			status: 'ACTIVE',
		});
		await fast.api.put('/v1/webhooks', {
			eventType: 'ORDER_STATUS_CHANGED',
			webhookUrl: address(),
			status: 'ACTIVE',
		});
		fast.place('scheduled');
		await until(() => received.length === 2);
		expect(bodies()).toMatchObject([
			{ eventType: 'ORDER_PLACED', orderStatus: 'HIDDEN' },
			{ eventType: 'ORDER_STATUS_CHANGED', orderStatus: 'WAITING' },
		]);
	});

	it('is tried again after 1, 2, 5 and 10 minutes with the same bytes, and then no more', async () => {
		answer = () => 500;
		await register('ORDER_PLACED');
		store.place();
		await until(() => received.length === 5);
		const [first, ...later] = received.map(({ at }) => at);
		const minutes = later.map((at) => ((at - Number(first)) * PACE) / 60_000);
		for (const [index, due] of [1, 3, 8, 18].entries()) {
			expect(minutes[index]).toBeGreaterThanOrEqual(due * 0.9);
		}
		expect(new Set(received.map(({ body }) => body)).size).toBe(1);
		await wait(300);
		expect(received).toHaveLength(5);
		expect(await logged()).toMatchObject([{ status: 'ERROR', attempts: 5, httpStatus: 500 }]);
	});

	it('is no longer tried once it was answered with 200', async () => {
		answer = () => (received.length === 1 ? 503 : 200);
		await register('ORDER_PLACED');
		store.place();
		await until(async () => (await logged())[0]?.status === 'SUCCESS');
		await wait(300);
		expect(received).toHaveLength(2);
	});

	it('takes any other answer for a failure', async () => {
		answer = () => 201;
		await register('ORDER_PLACED');
		store.place();
		await until(() => received.length === 2);
	});

	it('is called again when somebody asks for it', async () => {
		await register('ORDER_PLACED');
		store.place();
		await until(async () => (await logged())[0]?.status === 'SUCCESS');
		const [{ id }] = await logged();
		expect((await store.api.post('/v1/webhooks/logs/retry', { ids: [id] })).status).toBe(204);
		await until(() => received.length === 2);
		expect(received[1]?.body).toBe(received[0]?.body);
	});

	it('outside this machine is never called', async () => {
		await register('ORDER_PLACED', 'https://example.com/webhook');
		store.place();
		await until(async () => (await logged())[0]?.status === 'ERROR');
		expect(await logged()).toMatchObject([{ httpStatus: null }]);
	});

	it('is forgotten by a reset, with all that was still to come', async () => {
		answer = () => 500;
		await register('ORDER_PLACED');
		store.place();
		await until(() => received.length === 1);
		store.sandbox.reset();
		await wait(200);
		expect(received).toHaveLength(1);
	});
});
