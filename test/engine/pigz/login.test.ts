import { CredentialStore, testCredential } from '../harness';
import { byNumber, intercept, Shop } from './shop';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PigzApi } from '../../../credentials/PigzApi.credentials';

const shop = new Shop().open();

const GET_QUEUE = { resource: 'order', operation: 'getQueue' };

describe('the token', () => {
	it('is fetched once for many items', async () => {
		const run = await shop.run(
			GET_QUEUE,
			Array.from({ length: 20 }, () => ({})),
		);
		expect(run.status).toBe('success');
		expect(shop.logins()).toBe(1);
		expect(shop.arrived()).toHaveLength(20);
	});

	it('is kept for the next runs, of the trigger as well', async () => {
		await shop.run(GET_QUEUE);
		await shop.run({ resource: 'order', operation: 'getAll' });
		await shop.searchOrders();
		await shop.watch().poll();
		expect(shop.logins()).toBe(1);
		expect(shop.credentials.stored('pigzApi').token).toMatch(/^ey/);
	});

	it.each([
		['reads', GET_QUEUE],
		[
			'writes',
			{
				resource: 'order',
				operation: 'changeStage',
				id: byNumber('={{ $json.order }}'),
				stage: 'confirmado',
			},
		],
	])('is renewed once when it has expired, and all items succeed: %s', async (_, parameters) => {
		const input = shop.placeMany(10).map((order) => ({ order }));
		await shop.run(GET_QUEUE);
		shop.clock.pass({ hours: 13 });
		shop.sandbox.clearRequests();
		const run = await shop.run(parameters, input);
		expect(run.status).toBe('success');
		expect(new Set(run.items.map(({ pairedItem }) => JSON.stringify(pairedItem))).size).toBe(10);
		expect(shop.logins()).toBe(1);
		// The first call is refused and made again: a refused one has changed nothing
		expect(shop.log().filter(({ status }) => status === 401)).toHaveLength(1);
		expect(shop.arrived()).toHaveLength(11);
	});

	it('is renewed in the middle of a run', async () => {
		const { handle } = shop.store;
		let calls = 0;
		jest.spyOn(shop.store, 'handle').mockImplementation(async (request) => {
			if (++calls === 4) shop.store.expireTokens();
			return await handle(request);
		});
		const run = await shop.run(
			{ resource: 'store', operation: 'setOpen' },
			Array.from({ length: 6 }, () => ({})),
		);
		expect(run.json).toEqual(Array(6).fill({ Message: 'Opening state changed to open' }));
		expect(shop.logins()).toBe(2);
	});

	it('is renewed by the trigger', async () => {
		const poller = shop.watch();
		await poller.poll();
		shop.clock.pass({ hours: 13 });
		const order = shop.place();
		expect((await poller.poll()).json.map(({ displayId }) => displayId)).toEqual([String(order)]);
		expect(shop.logins()).toBe(2);
	});
});

describe('the Test button of the credential', () => {
	const press = async (changes = {}) => await testCredential(new PigzApi(), shop.login(changes));
	const error = (message: string) => ({ status: 'Error', message });
	const good = { status: 'OK', message: 'Connection successful!' };

	it('really logs in, and shows no order to anybody', async () => {
		shop.place();
		await expect(press()).resolves.toEqual(good);
		expect(shop.log().map(({ method, path, query, status }) => [method, path, query, status])).toEqual([
			['POST', '/authentication', {}, 200],
			['GET', '/orders', { start: '2099-01-01', end: '2099-01-01' }, 200],
		]);
	});

	it('takes a base URL with a slash or blanks at its end', async () => {
		await expect(press({ baseUrl: `${shop.sandbox.url}/pigz/` })).resolves.toEqual(good);
		await expect(press({ baseUrl: ` ${shop.sandbox.url}/pigz// ` })).resolves.toEqual(good);
		expect(shop.arrived()).toEqual(Array(2).fill('GET /orders?start=2099-01-01&end=2099-01-01'));
	});

	it('tells a wrong password, and sends nothing else', async () => {
		await expect(press({ password: 'wrong' })).resolves.toEqual(
			error('Pigz refused this e-mail and password'),
		);
		expect(shop.arrived()).toEqual([]);
	});

	it('tells a wrong address', async () => {
		await expect(press({ baseUrl: `${shop.sandbox.url}/elsewhere` })).resolves.toEqual(
			error('There is no Pigz API at this address. Check the environment or the base URL'),
		);
	});

	it('tells that a web site is no Pigz, although it answers everything with success', async () => {
		const server = createServer((_, response) => {
			response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Bem-vindo</html>');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		try {
			const { port } = server.address() as AddressInfo;
			await expect(press({ baseUrl: `http://127.0.0.1:${port}` })).resolves.toEqual(
				error('There is no Pigz API at this address. Check the environment or the base URL'),
			);
		} finally {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	});

	it.each(['http://pigz.example.com', 'integrador.pigz.com.br', ''])(
		'refuses the address "%s" before the password leaves',
		async (baseUrl) => {
			await expect(press({ baseUrl, allowedDomains: 'pigz.example.com' })).resolves.toEqual(
				error(
					`The base URL "${baseUrl}" of the Pigz credential is no full address that starts with https://`,
				),
			);
		},
	);

	it('tells a time zone that does not exist', async () => {
		await expect(press({ timeZone: 'Brasilia' })).resolves.toEqual(
			error('The store time zone "Brasilia" of the Pigz credential does not exist'),
		);
	});

	it('tells that the host is missing in Allowed Domains', async () => {
		const { host } = new URL(shop.sandbox.url);
		await expect(press({ allowedDomains: 'integrador.pigz.com.br' })).resolves.toEqual(
			error(
				`Domain not allowed: This credential is restricted from accessing ${host}. Only the following domains are allowed: integrador.pigz.com.br`,
			),
		);
		expect(shop.log()).toEqual([]);
	});
});

describe('the environment', () => {
	const asked = new Set<string>();

	beforeEach(() => {
		asked.clear();
		// The request is noted, and goes to the sandbox instead of the internet
		intercept((request) => {
			const { origin, pathname } = new URL(`${request.baseURL ?? ''}${request.url ?? ''}`);
			asked.add(origin + pathname);
			return { ...request, baseURL: undefined, url: `${shop.sandbox.url}/pigz${pathname}` };
		});
	});

	it.each([
		['production', 'https://integrador.pigz.com.br'],
		['test', 'https://integrador.pigz.dev'],
	])('%s is %s, for the node and for the Test button', async (environment, address) => {
		const changes = {
			environment,
			baseUrl: '',
			allowedDomains: 'integrador.pigz.com.br,integrador.pigz.dev',
		};
		shop.credentials.edit('pigzApi', changes);
		expect((await shop.run({ resource: 'order', operation: 'getAll' })).status).toBe('success');
		await expect(testCredential(new PigzApi(), shop.login(changes))).resolves.toMatchObject({ status: 'OK' });
		expect([...asked]).toEqual([`${address}/authentication`, `${address}/orders`]);
	});
});

describe('a credential as a person creates it', () => {
	it('may send its secrets to Pigz only', () => {
		const store = new CredentialStore().add(new PigzApi(), { email: 'a@example.com', password: 'x' });
		expect(store.withDefaults('pigzApi', store.stored('pigzApi'))).toMatchObject({
			environment: 'production',
			allowedHttpRequestDomains: 'domains',
			allowedDomains: 'integrador.pigz.com.br,integrador.pigz.dev',
			timeZone: 'America/Sao_Paulo',
			token: '',
		});
	});
});
