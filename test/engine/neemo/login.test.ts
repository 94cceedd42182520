import { testCredential } from '../harness';
import { Shop } from './shop';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NeemoApi } from '../../../credentials/NeemoApi.credentials';

const shop = new Shop().open();

describe('the Test button of the credential', () => {
	const press = async (changes = {}) => await testCredential(new NeemoApi(), shop.login(changes));
	const error = (message: string) => ({ status: 'Error', message });
	const good = { status: 'OK', message: 'Connection successful!' };
	const nothingThere = error('There is no Neemo API at this address. Check the environment or the base URL');

	it('really asks for an order, and changes nothing', async () => {
		shop.place();
		await expect(press()).resolves.toEqual(good);
		expect(shop.arrived()).toMatchObject([
			{ operation: 'order.getAll', body: { token_account: '***', limit: '1', page: '1' }, status: 201 },
		]);
	});

	it('is satisfied with a store that has no orders yet, for which Neemo answers 404', async () => {
		await expect(press()).resolves.toEqual(good);
		expect(shop.arrived()).toMatchObject([{ status: 404 }]);
	});

	it('takes a base URL with a slash or blanks at its end', async () => {
		await expect(press({ baseUrl: ` ${shop.sandbox.url}/neemo/ ` })).resolves.toEqual(good);
	});

	it('tells a wrong token, although Neemo answers HTTP 200', async () => {
		await expect(press({ token: 'wrong' })).resolves.toEqual(error('Neemo refused this token'));
	});

	it('tells a failure that stands inside the answer', async () => {
		shop.spoil({ fault: 'status', status: 503 });
		await expect(press()).resolves.toMatchObject({ status: 'Error' });
	});

	it('tells a wrong address', async () => {
		await expect(press({ baseUrl: `${shop.sandbox.url}/elsewhere` })).resolves.toEqual(nothingThere);
	});

	it('tells that a web site is no Neemo, although it answers everything with success', async () => {
		const server = createServer((_, response) => {
			response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Bem-vindo</html>');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		try {
			const { port } = server.address() as AddressInfo;
			await expect(press({ baseUrl: `http://127.0.0.1:${port}` })).resolves.toEqual(nothingThere);
		} finally {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	});

	it.each(['http://neemo.example.com', 'deliveryapp.neemo.com.br', ''])(
		'refuses the address "%s" before the token leaves',
		async (baseUrl) => {
			await expect(press({ baseUrl })).resolves.toEqual(
				error(
					`The base URL "${baseUrl}" of the Neemo credential is no full address that starts with https://`,
				),
			);
		},
	);

	it('tells a time zone that does not exist', async () => {
		await expect(press({ timeZone: 'Brasilia' })).resolves.toEqual(
			error('The store time zone "Brasilia" of the Neemo credential does not exist'),
		);
	});
});
