import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { startGateway, type Gateway } from '../../../sandbox/queue/gateway';

/** A process of n8n, as far as the gateway can tell. */
interface Pretender {
	url: string;
	isReady: boolean;
	server: Server;
}

const running: Array<() => Promise<void> | void> = [];
afterEach(async () => {
	for (const end of running.splice(0).reverse()) await end();
});

async function pretend(name: string): Promise<Pretender> {
	const one: Pretender = { url: '', isReady: true, server: createServer() };
	one.server.on('request', (incoming, outgoing) => {
		if (incoming.url === '/healthz/readiness') {
			outgoing.writeHead(one.isReady ? 200 : 503).end();
			return;
		}
		let body = '';
		incoming.on('data', (text: Buffer) => (body += text.toString('utf8')));
		incoming.on('end', () => outgoing.end(JSON.stringify({ name, url: incoming.url, body })));
	});
	one.server.on('upgrade', (_incoming, socket) => {
		socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
	});
	await new Promise<void>((resolve) => one.server.listen(0, '127.0.0.1', resolve));
	one.url = `http://127.0.0.1:${(one.server.address() as AddressInfo).port}`;
	running.push(() => {
		one.server.closeAllConnections();
		one.server.close();
	});
	return one;
}

async function open(main: Pretender, webhooks: Pretender[]): Promise<Gateway> {
	const gateway = await startGateway(0, {
		main: () => main.url,
		webhooks: () => webhooks.map(({ url }) => url),
	});
	running.push(() => gateway.close());
	return gateway;
}

const post = async (url: string, body: object = {}) =>
	await axios.post<{ name: string; url: string; body: string }>(url, body, {
		proxy: false,
		validateStatus: () => true,
	});

describe('the one address in front of the processes of n8n', () => {
	it('sends calls to the webhook processes in turn, and everything else to the main process', async () => {
		const { url } = await open(await pretend('main'), [await pretend('first'), await pretend('second')]);
		const call = async () => (await post(`${url}/webhook/abc?x=1`, { id: 7 })).data;
		expect(await call()).toEqual({ name: 'first', url: '/webhook/abc?x=1', body: '{"id":7}' });
		expect((await call()).name).toBe('second');
		expect((await call()).name).toBe('first');
		expect((await post(`${url}/form-waiting/9`)).data.name).toBe('second');
		expect((await post(`${url}/rest/login`)).data.name).toBe('main');
		expect((await post(`${url}/webhook-test/abc`)).data.name).toBe('main');
	});

	it('keeps calls from a process that is not ready, which would answer and lose them', async () => {
		const [first, second] = [await pretend('first'), await pretend('second')];
		const { url } = await open(await pretend('main'), [first, second]);
		first.isReady = false;
		expect((await post(`${url}/webhook/abc`)).data.name).toBe('second');
		second.isReady = false;
		const { status, headers } = await post(`${url}/webhook/abc`);
		expect([status, headers['retry-after']]).toEqual([503, '5']);
		first.isReady = true;
		expect((await post(`${url}/webhook/abc`)).data.name).toBe('first');
	});

	it('answers 503 where a process has ended', async () => {
		const [main, webhook] = [await pretend('main'), await pretend('webhook')];
		const { url } = await open(main, [webhook]);
		for (const { server } of [main, webhook]) {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
		expect((await post(`${url}/webhook/abc`)).status).toBe(503);
		expect((await post(`${url}/home`)).status).toBe(503);
	});

	it("lets the editor's connection for news through", async () => {
		const { url } = await open(await pretend('main'), []);
		const status = await new Promise<number | undefined>((resolve, reject) => {
			const asked = request(`${url}/rest/push`, { headers: { Connection: 'Upgrade', Upgrade: 'websocket' } });
			asked.on('upgrade', (answer, socket) => {
				socket.destroy();
				resolve(answer.statusCode);
			});
			asked.on('response', (answer) => resolve(answer.statusCode));
			asked.on('error', reject);
			asked.end();
		});
		expect(status).toBe(101);
	});
});
