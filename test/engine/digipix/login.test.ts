import { testCredential } from '../harness';
import { Partner, pauses } from './partner';
import { DigipixApi } from '../../../credentials/DigipixApi.credentials';
import { DIGIPIX_CLIENT_SECRET } from '../../../sandbox/platforms/digipix';

const partner = new Partner().open();

const ids = (count: number) => Array.from({ length: count }, () => ({ id: partner.place('quote') }));
const GET = { orderId: '={{ $json.id }}', output: 'raw' };
const CANCEL = { orderId: '={{ $json.id }}', status: 'canceled', output: 'raw' };

describe('the token', () => {
	it.each([
		['reads', 'order.get', GET],
		['writes', 'order.approveOrCancel', CANCEL],
	])('is fetched once for many items: %s', async (_, operation, parameters) => {
		const run = await partner.run(operation, parameters, ids(10));
		expect(run.status).toBe('success');
		expect(run.json).toHaveLength(10);
		expect(partner.logins()).toBe(1);
		expect(partner.arrived()).toHaveLength(10);
	});

	it('is asked for with all three scopes, as JSON, and kept for later runs', async () => {
		await partner.run('product.getAll');
		await partner.run('order.get', GET, ids(1));
		await partner.searchProducts();
		const [login, ...others] = partner.log();
		expect(login).toMatchObject({
			method: 'POST',
			path: '/v1/oauth/token',
			authorization: null,
			body: {
				client_id: 'sandbox-digipix',
				grant_type: 'client_credentials',
				scope: ['orders', 'quote', 'products'],
			},
		});
		expect(others.map(({ authorization }) => authorization)).toEqual(Array(3).fill('Bearer ***'));
	});

	it.each([
		['reads', 'order.get', GET],
		['writes', 'order.approveOrCancel', CANCEL],
	])('is renewed once when its hour is over, and all items succeed: %s', async (_, operation, parameters) => {
		await partner.run('product.getAll');
		partner.pass({ minutes: 61 });
		partner.sandbox.clearRequests();
		const run = await partner.run(operation, parameters, ids(6));
		expect(run.status).toBe('success');
		expect(run.json).toHaveLength(6);
		expect(partner.logins()).toBe(1);
		expect(partner.arrived().filter(({ status }) => status === 401)).toHaveLength(1);
	});
});

describe('a wrong secret', () => {
	beforeEach(() => partner.credentials.edit('digipixApi', { clientSecret: 'not-the-secret' }));

	it('says so, and what to do', async () => {
		const { error } = await partner.run('product.getAll');
		expect(error?.message).toBe('Digipix refused the login');
		expect(error?.description).toBe(
			'Open the Digipix credential, check what it logs in with, and press its Test button. Digipix says: "Invalid client_id or client_secret"',
		);
	});

	it.each([
		['reads', 'order.get', GET],
		['writes', 'order.approveOrCancel', CANCEL],
	])('is not tried again for the other items of a run: %s', async (_, operation, parameters) => {
		const run = await partner.run(operation, parameters, ids(10), { onError: 'continueErrorOutput' });
		// n8n logs in, and once more because the login was answered with 401
		expect(partner.logins()).toBe(2);
		expect(partner.arrived()).toEqual([]);
		expect(run.errorItems.map(({ json }) => json.error)).toEqual(Array(10).fill('Digipix refused the login'));
		expect(pauses).toEqual([]);
	});

	it('stands in nothing that n8n stores of the run', async () => {
		const run = await partner.run('product.getAll');
		expect(run.stored).not.toContain('not-the-secret');
	});
});

describe('secrets', () => {
	it('stand in nothing that n8n stores of a good run or a failed one', async () => {
		const good = await partner.run('product.getAll');
		const failed = await partner.run('order.get', { orderId: 'nobody' });
		const { token } = partner.credentials.stored('digipixApi');
		expect(failed.status).toBe('error');
		for (const { stored } of [good, failed]) {
			expect(stored).not.toContain(DIGIPIX_CLIENT_SECRET);
			expect(stored).not.toContain(String(token));
		}
	});
});

describe('the Test button of the credential', () => {
	const press = async (changes = {}) => await testCredential(new DigipixApi(), partner.login(changes));
	const error = (message: string) => ({ status: 'Error', message });

	it('really logs in, by the one call whose path is documented', async () => {
		await expect(press()).resolves.toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(new Set(partner.log().map(({ method, path, status }) => `${method} ${path} ${status}`))).toEqual(
			new Set(['POST /v1/oauth/token 200']),
		);
	});

	it('takes a base URL with a slash or blanks at its end, and blanks around ID and secret', async () => {
		const changes = {
			baseUrl: ` ${partner.baseUrl}/ `,
			clientId: ' sandbox-digipix ',
			clientSecret: ` ${DIGIPIX_CLIENT_SECRET}\n`,
		};
		await expect(press(changes)).resolves.toMatchObject({ status: 'OK' });
	});

	it('tells a wrong secret', async () => {
		await expect(press({ clientSecret: 'wrong' })).resolves.toEqual(
			error(
				'Digipix refused this client ID and secret. They are different for production and development: check the environment too',
			),
		);
		expect(partner.logins()).toBeLessThanOrEqual(2);
	});

	it('tells a wrong address', async () => {
		await expect(press({ baseUrl: `${partner.sandbox.url}/elsewhere` })).resolves.toEqual(
			error('There is no Digipix API at this address. Check the environment or the base URL'),
		);
	});

	it('tells that a web site is no Digipix', async () => {
		partner.spoil({ fault: 'html', status: 200 });
		await expect(press()).resolves.toEqual(
			error('There is no Digipix API at this address. Check the environment or the base URL'),
		);
	});

	it.each(['http://digipix.example.com', 'api.digipix.io', ''])(
		'refuses the address "%s" before the secret leaves',
		async (baseUrl) => {
			await expect(press({ baseUrl, allowedDomains: 'digipix.example.com' })).resolves.toEqual(
				error(
					`The base URL "${baseUrl}" of the Digipix credential is no full address that starts with https://`,
				),
			);
			expect(partner.log()).toEqual([]);
		},
	);

	it('tells that the host is missing in Allowed Domains', async () => {
		const { message } = await press({ allowedDomains: 'api.digipix.io' });
		expect(message).toContain('Domain not allowed');
		expect(partner.log()).toEqual([]);
	});
});
