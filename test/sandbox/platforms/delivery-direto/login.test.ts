import { client, closeSandboxes } from '../../helpers';
import { CLIENT, HEADERS, PASSWORD_GRANT, Store } from './store';

let store: Store;
beforeEach(async () => {
	store = await Store.open();
});
afterEach(closeSandboxes);

const url = () => `${store.sandbox.url}/delivery-direto`;
const logIn = (body: unknown, headers: Record<string, string> = HEADERS) =>
	client(url(), headers).post('/token', body);
const readWith = async (token: string, headers: Record<string, string> = HEADERS) =>
	await client(url(), { ...headers, Authorization: `Bearer ${token}` }).get('/v1/general');

describe('the login of Delivery Direto', () => {
	it.each([
		['JSON', PASSWORD_GRANT],
		['a form', new URLSearchParams(PASSWORD_GRANT)],
	])('takes user and password as %s, for six hours', async (_what, body) => {
		const { status, data } = await logIn(body);
		expect(status).toBe(200);
		expect(data).toEqual({
			access_token: expect.any(String),
			token_type: 'bearer',
			expires_in: 21_600,
			refresh_token: expect.any(String),
		});
		store.clock.pass(21_599);
		expect((await readWith(data.access_token)).status).toBe(200);
		store.clock.pass(2);
		expect(await readWith(data.access_token)).toMatchObject({
			status: 401,
			data: { error: 'access_denied' },
		});
	});

	it('takes a refresh token when the token has run out', async () => {
		const first = (await logIn(PASSWORD_GRANT)).data;
		store.clock.pass(22_000);
		const { status, data } = await logIn({
			...CLIENT,
			grant_type: 'refresh_token',
			refresh_token: first.refresh_token,
		});
		expect(status).toBe(200);
		expect((await readWith(data.access_token)).status).toBe(200);
	});

	it.each([
		['a wrong password', { ...PASSWORD_GRANT, password: 'wrong' }, HEADERS],
		['a wrong client secret', { ...PASSWORD_GRANT, client_secret: 'wrong' }, HEADERS],
		['an unknown refresh token', { ...CLIENT, grant_type: 'refresh_token', refresh_token: 'wrong' }, HEADERS],
		['no store in the headers', PASSWORD_GRANT, { 'X-DeliveryDireto-Client-Id': CLIENT.client_id }],
		['another client in the headers', PASSWORD_GRANT, { ...HEADERS, 'X-DeliveryDireto-Client-Id': 'other' }],
	])('refuses %s', async (_what, body, headers) => {
		expect(await logIn(body, headers)).toMatchObject({ status: 401, data: { error: 'access_denied' } });
	});

	it('does not take an access token for a refresh token, nor the other way round', async () => {
		const { data } = await logIn(PASSWORD_GRANT);
		const swapped = { ...CLIENT, grant_type: 'refresh_token', refresh_token: data.access_token };
		expect((await logIn(swapped)).status).toBe(401);
		expect((await readWith(data.refresh_token)).status).toBe(401);
	});

	it('wants store and client with every call', async () => {
		const { data } = await logIn(PASSWORD_GRANT);
		for (const header of Object.keys(HEADERS)) {
			const others = Object.fromEntries(Object.entries(HEADERS).filter(([name]) => name !== header));
			expect((await readWith(data.access_token, others)).status).toBe(401);
		}
	});

	it('is what the credential for n8n has', () => {
		const { type, data } = store.platform.credential;
		expect(type).toBe('deliveryDiretoApi');
		expect(data(url())).toMatchObject({
			environment: 'custom',
			baseUrl: url(),
			clientId: CLIENT.client_id,
			clientSecret: CLIENT.client_secret,
			username: PASSWORD_GRANT.username,
			password: PASSWORD_GRANT.password,
			storeId: HEADERS['X-DeliveryDireto-ID'],
			allowedDomains: '127.0.0.1',
		});
	});

	it('ends for all when the sandbox is told so', async () => {
		store.platform.expireTokens();
		expect((await store.api.get('/v1/general')).status).toBe(401);
	});
});
