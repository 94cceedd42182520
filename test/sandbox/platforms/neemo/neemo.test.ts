import { client, closeSandboxes } from '../../helpers';
import { NEEMO_TOKEN } from '../../../../sandbox/platforms/neemo';
import { Store } from './support';

let store: Store;

beforeEach(async () => {
	store = await Store.open();
});
afterEach(closeSandboxes);

const refused = { status: 200, data: { code: 401, name: 'Unauthorized' } };

describe('the token of the sandbox store', () => {
	it('stands in the body of every call, and a wrong one is told there too', async () => {
		const wrong = { token_account: 'ffffffffffffffffffffffffffffffff' };
		expect(await store.form('post', '/v1/order', wrong)).toMatchObject(refused);
		expect(await store.form('put', '/v1/order/1', { ...wrong, status: 1 })).toMatchObject(refused);
		expect(await store.json('post', '/v1/payment_methods', wrong)).toMatchObject(refused);
	});

	it('cannot be left out, nor sent in a header', async () => {
		const stranger = client(`${store.sandbox.url}/neemo`, { Authorization: `Bearer ${NEEMO_TOKEN}` });
		const { status, data } = await stranger.post('/v1/order', new URLSearchParams({ page: '1' }));
		expect(status).toBe(400);
		expect(data.causes[0].message).toContain('token_account');
	});

	it('is good until it is withdrawn', async () => {
		store.place();
		expect((await store.form('post', '/v1/order')).data.code).toBe(200);
		store.platform.expireTokens();
		expect(await store.form('post', '/v1/order')).toMatchObject(refused);
		store.sandbox.reset();
		store.place();
		expect((await store.form('post', '/v1/order')).data.code).toBe(200);
	});

	it('is masked where requests are shown', async () => {
		await store.form('post', '/v1/order');
		await store.json('post', '/v1/payment_methods');
		expect(JSON.stringify(store.sandbox.requests('neemo'))).not.toContain(NEEMO_TOKEN);
	});
});

describe('what the Neemo document does not allow', () => {
	it.each([
		['an unknown filter', () => store.form('post', '/v1/order', { client: 'Ana' }), '"client"'],
		['a status that is no number', () => store.form('post', '/v1/order', { status: 'new' }), 'status'],
		[
			'a price as text',
			() => store.json('put', '/v1/variant', { Variants: [{ ref: '1', price: '1' }] }),
			'price',
		],
		['a batch without entries', () => store.json('put', '/v1/item', { Items: [] }), 'Items'],
		[
			'an unknown member of an entry',
			() => store.json('put', '/v1/item', { Items: [{ ref: '1', id: 2 }] }),
			'"id"',
		],
		['a number that is none', () => store.form('post', '/v1/order/abc'), 'order_id'],
	])('is refused by name: %s', async (_what, attempt, named) => {
		const { status, data } = await attempt();
		expect(status).toBe(400);
		expect(data.code).toBe(400);
		expect(data.causes?.[0]?.message).toContain(named);
	});

	it('includes JSON for orders and form fields for the menu', async () => {
		expect(await store.json('post', '/v1/order')).toMatchObject({ status: 400 });
		expect(await store.form('post', '/v1/payment_methods')).toMatchObject({ status: 400 });
	});

	it.each([
		['get', '/v1/order', 405],
		['delete', '/v1/category', 405],
		['post', '/v1/menu', 404],
		['post', '/v1/order/', 404],
	])('is no route: %s %s', async (method, url, status) => {
		expect((await client(`${store.sandbox.url}/neemo`).request({ method, url })).status).toBe(status);
	});
});

describe('the credential of the sandbox', () => {
	it('fits n8n, and lets the token go to the sandbox only', () => {
		const { type, data } = store.platform.credential;
		expect(type).toBe('neemoApi');
		expect(data(`${store.sandbox.url}/neemo`)).toMatchObject({
			environment: 'custom',
			token: NEEMO_TOKEN,
			allowedDomains: '127.0.0.1',
		});
	});
});
