import { CredentialStore, testCredential } from '../harness';
import { byNumber, Shop } from './shop';
import { VenddorApi } from '../../../credentials/VenddorApi.credentials';
import { VENDDOR_API_KEY } from '../../../sandbox/platforms/venddor';

const shop = new Shop().open();

const press = async (changes = {}) => await testCredential(new VenddorApi(), shop.login(changes));
const error = (message: string) => ({ status: 'Error', message });
const NO_VENDDOR = error('There is no Venddor API at this address. Check Store URL and Path Prefix');

describe('the Test button of the credential', () => {
	it('reads one order at most', async () => {
		await expect(press()).resolves.toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(shop.lines()).toEqual(['GET /api/orders?page=1&items_per_page=1']);
	});

	it('takes addresses with a slash or blanks at their end', async () => {
		const url = `${shop.sandbox.url}/venddor`;
		await expect(press({ baseUrl: ` ${url}// `, pathPrefix: '/api/ ' })).resolves.toMatchObject({
			status: 'OK',
		});
		await expect(press({ pathPrefix: '' })).resolves.toMatchObject({ status: 'OK' });
	});

	it('tells a wrong API key', async () => {
		await expect(press({ apiKey: 'wrong' })).resolves.toEqual(
			error('Venddor refused this e-mail and API key'),
		);
	});

	it('tells a wrong address and a wrong prefix', async () => {
		await expect(press({ baseUrl: `${shop.sandbox.url}/elsewhere` })).resolves.toEqual(NO_VENDDOR);
		await expect(press({ pathPrefix: '/api/v9' })).resolves.toEqual(NO_VENDDOR);
	});

	it.each(['http://loja.example.com', 'loja.example.com'])(
		'refuses the address "%s" before the API key leaves',
		async (baseUrl) => {
			await expect(press({ baseUrl, allowedDomains: 'loja.example.com' })).resolves.toEqual(
				error(
					`The base URL "${baseUrl}" of the Venddor credential is no full address that starts with https://`,
				),
			);
		},
	);
});

describe('the login', () => {
	it('is refused once for all items', async () => {
		shop.credentials = new CredentialStore().add(new VenddorApi(), shop.login({ apiKey: 'wrong' }));
		const run = await shop.run('order.get', { orderId: byNumber(1) }, [{}, {}, {}], {
			onError: 'continueRegularOutput',
		});
		expect(run.json).toMatchObject(Array(3).fill({ error: 'Venddor refused the login' }));
		// n8n itself asks once more after a 401
		expect(shop.arrived()).toHaveLength(2);
	});

	it('leaves no API key in anything that n8n stores', async () => {
		const order = shop.place();
		const runs = [
			await shop.run('order.get', { orderId: byNumber(order) }),
			await shop.run('order.get', { orderId: byNumber(7) }),
			await shop.run('order.update', { orderId: byNumber(order) }),
		];
		const basic = Buffer.from(`integracao@venddor.test:${VENDDOR_API_KEY}`).toString('base64');
		for (const { stored } of runs) {
			expect(stored).not.toContain(VENDDOR_API_KEY);
			expect(stored).not.toContain(basic);
		}
	});
});

describe('the path prefix', () => {
	it('stands for /api, and leaves alone what has its version in the path', async () => {
		shop.credentials = new CredentialStore().add(
			new VenddorApi(),
			shop.login({ pathPrefix: '/loja/api/v1.0/' }),
		);
		await shop.run('order.getAll', { limit: 1 });
		await shop.run('warehouse.get', { warehouseId: byNumber(2) });
		expect(shop.arrived().map(({ path, status }) => [path, status])).toEqual([
			['/loja/api/v1.0/orders', 404],
			['/api/2.0/warehouses/2', 200],
		]);
	});

	it('that leads elsewhere is refused before anything is sent', async () => {
		shop.credentials = new CredentialStore().add(new VenddorApi(), shop.login({ pathPrefix: '/../admin' }));
		const run = await shop.run('order.getAll', { limit: 1 });
		expect(run.error).toMatchObject({
			message: 'The path prefix "/../admin" of the Venddor credential cannot be used',
		});
		expect(shop.arrived()).toEqual([]);
	});
});
