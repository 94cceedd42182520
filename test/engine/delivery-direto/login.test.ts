import { byId, clock, HOUR, pauses, Store, textOf } from './store';

const store = new Store().open();

const items = (count: number) => Array.from({ length: count }, () => ({}));
const rename = { id: byId(201), updateFields: { name: 'Limonada' } };

describe('the token', () => {
	it.each([
		['reads', 'category.getAll', {}],
		['writes', 'item.update', rename],
	])('is fetched once for many items, and kept for the next run: %s', async (_, operation, parameters) => {
		expect((await store.run(operation, parameters, items(12))).status).toBe('success');
		expect((await store.run(operation, parameters, items(2))).status).toBe('success');
		await store.pick('item.update', 'id');
		expect(store.grants()).toEqual(['password']);
	});

	it.each([
		['reads', 'category.getAll', {}],
		['writes', 'item.update', rename],
	])(
		'is refreshed once after six hours, before anything is refused: %s',
		async (_, operation, parameters) => {
			await store.run('category.getAll');
			clock.pass(6 * HOUR);
			store.sandbox.clearRequests();
			expect((await store.run(operation, parameters, items(8))).status).toBe('success');
			expect(store.grants()).toEqual(['refresh_token']);
			expect(store.requests().map(({ status }) => status)).toEqual(Array(8).fill(200));
		},
	);

	it('is fetched with the password where the refresh is refused', async () => {
		await store.run('category.getAll');
		clock.pass(6 * HOUR);
		store.sandbox.clearRequests();
		store.spoil({ fault: 'status', status: 401 }, 'login.create', 1);
		expect((await store.run('category.getAll', {}, items(3))).status).toBe('success');
		expect(store.grants()).toEqual(['refresh_token', 'password']);
		expect(store.arrived()).toHaveLength(3);
	});

	it('is fetched anew where the platform has revoked it, and a write is made once', async () => {
		await store.run('category.getAll');
		const earlier = (await store.run('category.getAll', { returnAll: true })).json.length;
		store.platform.expireTokens();
		store.sandbox.clearRequests();
		const created = { name: 'Sucos', description: 'Naturais', viewOrder: 9 };
		expect((await store.run('category.create', created)).status).toBe('success');
		expect(store.grants()).toEqual(['password']);
		expect((await store.run('category.getAll', { returnAll: true })).json).toHaveLength(earlier + 1);
	});
});

describe('a wrong password', () => {
	beforeEach(() => store.credentials.edit('deliveryDiretoApi', { password: 'wrong-secret' }));

	it('says so, and what to do', async () => {
		const text = textOf(await store.run('category.getAll'));
		expect(text).toMatchObject({ status: 'error', message: 'Delivery Direto refused the login' });
		expect(text.description).toMatch(
			/^Open the Delivery Direto credential, check what it logs in with, and press its Test button\. Delivery Direto says: ".+"$/,
		);
	});

	it.each([
		['reads', 'category.getAll', {}],
		['writes', 'item.update', rename],
	])('is tried once for ten items, and nothing else is sent: %s', async (_, operation, parameters) => {
		const run = await store.run(operation, parameters, items(10), { onError: 'continueErrorOutput' });
		expect(run.errorItems.map(({ json }) => json.error)).toEqual(
			Array(10).fill('Delivery Direto refused the login'),
		);
		expect(store.grants()).toEqual(['password']);
		expect(store.arrived()).toEqual([]);
		expect(pauses).toEqual([]);
	});

	it('is in no item, error, log or stored run, and neither are the other secrets', async () => {
		const { clientSecret, password } = store.login();
		store.credentials.edit('deliveryDiretoApi', { password: String(password) });
		await store.run('category.getAll');
		const { token, refreshToken } = store.credentials.stored('deliveryDiretoApi');
		const secrets = [clientSecret, password, token, refreshToken].map(String);
		expect(secrets.every((secret) => secret.length > 3)).toBe(true);
		store.spoil({ fault: 'status', status: 500 });
		const runs = [
			await store.run('item.update', rename),
			await store.run('category.getAll', {}, items(2), { continueOnFail: true }),
		];
		const everything = JSON.stringify(runs.map((run) => [run.stored, run.items, run.error, run.logs]));
		for (const secret of [...secrets, 'wrong-secret']) expect(everything).not.toContain(secret);
	});
});
