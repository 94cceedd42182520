import { byId, Store, textOf } from './store';

const store = new Store().open();

const CHANGE_STATUS = ['order.updateStatus', { id: byId(70000001), status: 'APPROVED' }] as const;
const RENAME = ['item.update', { id: byId(201), updateFields: { name: 'Limonada' } }] as const;

describe('a refusal', () => {
	it.each([200, 400, 422])('is quoted with the field that it means, with HTTP %d', async (status) => {
		const errors = [
			{ message: 'Keyword validation failed: Value must be present in the enum', field: 'status' },
		];
		store.answer('PUT', { status, body: { status: 'fail', errors } });
		const { message, description } = textOf(await store.run(...CHANGE_STATUS));
		expect(message).toMatch(/^Delivery Direto refused to change the status of an order/);
		expect(description).toContain('Keyword validation failed: Value must be present in the enum');
		expect(description).toContain('status');
	});

	it('names every field, where several are wrong', async () => {
		const errors = [
			{ message: 'Valor inválido', field: 'name' },
			{ message: 'Valor muito longo', field: 'description' },
		];
		store.answer('PUT', { status: 400, body: { status: 'fail', errors } });
		const { description } = textOf(await store.run(...RENAME));
		expect(description).toMatch(/name\W+Valor inválido.*description\W+Valor muito longo/);
	});

	it.each([200, 400, 409, 422])('is told in the Portuguese of the platform, with HTTP %d', async (status) => {
		const body = { status: 'error', code: 'invalid_fields', message: 'O nome já está em uso' };
		store.answer('PUT', { status, body });
		const { message, description } = textOf(await store.run(...RENAME));
		expect(message).toMatch(/^Delivery Direto refused to update an item/);
		expect(description).toContain('Delivery Direto says: "O nome já está em uso"');
	});

	it('comes from the platform itself for a status that no order can have', async () => {
		const run = await store.run('order.updateStatus', { id: byId(70000001), status: '={{ "LOST" }}' });
		expect(run.error?.message).toMatch(/^Delivery Direto refused to change the status of an order/);
		expect(run.error?.description).toContain('status');
	});

	it.each([200, 400, 403])('of the token is never taken for a success, with HTTP %d', async (status) => {
		store.answer('GET', { status, body: { error: 'access_denied' } });
		const run = await store.run('category.getAll');
		expect(run.status).toBe('error');
		expect(run.error?.description).toContain('access_denied');
	});
});

describe('a success without content', () => {
	it('says so, for a change', async () => {
		const run = await store.run(...CHANGE_STATUS);
		expect(store.requests().map(({ status }) => status)).toEqual([204]);
		expect(run.json).toEqual([{ success: true }]);
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
	});

	it('says so, for a deletion', async () => {
		expect((await store.run('item.delete', { id: byId(201) })).json).toEqual([{ deleted: true }]);
		expect((await store.run('item.getAll', { filters: { id: byId(201) } })).json).toEqual([]);
	});
});

describe('a success with content', () => {
	it('hands on the thing itself, without its envelope', async () => {
		const run = await store.run('category.create', {
			name: 'Sucos',
			description: 'Naturais',
			viewOrder: 2,
		});
		expect(run.json).toEqual([expect.objectContaining({ id: expect.any(Number), name: 'Sucos' })]);
	});

	it('hands on each entry of a list, whatever the list is called', async () => {
		const list = [
			{ id: 1, weekday: 2 },
			{ id: 2, weekday: 3 },
		];
		for (const name of ['availabilities', 'itemAvailabilities', 'horarios']) {
			store.answer('GET', { status: 200, body: { status: 'success', data: { [name]: list } } });
			const run = await store.run('item.getAllAvailability', { itemId: byId(201) });
			expect(run.json).toEqual(list);
			jest.restoreAllMocks();
		}
	});
});

describe('a path that is a guess', () => {
	it('is named in the error where it does not exist, with the place to correct it', async () => {
		const options = { requestPath: '/v1/tables' };
		const text = textOf(await store.run('tableSection.getAll', { options }));
		expect(store.requests().map(({ status }) => status)).toEqual([404]);
		expect(text).toMatchObject({
			status: 'error',
			message: `Delivery Direto has no address ${store.address}/v1/tables`,
		});
		expect(text.description).toContain('Options > Request Path');
	});

	it('is replaced by the one that the person typed, its places filled in', async () => {
		store.answer('DELETE', { status: 204, body: '' });
		const options = { requestPath: '/v1/promo/banners/{id}/now' };
		const run = await store.run('banner.delete', { id: byId(21), options });
		expect(run.json).toEqual([{ deleted: true }]);
		expect(store.arrived()).toEqual(['DELETE /v1/promo/banners/21/now']);
	});

	it.each(['v1/orders', '//evil.example.com/v1', '/v1/../../x', 'https://evil.example.com/v1'])(
		'is refused where it leaves the platform: %s',
		async (requestPath) => {
			const run = await store.run('banner.delete', { id: byId(21), options: { requestPath } });
			expect(run.error?.message).toBe(`The request path "${requestPath}" cannot be used`);
			expect(store.arrived()).toEqual([]);
		},
	);

	it('is not blamed where the platform only does not know the thing', async () => {
		const body = { status: 'error', code: 'not_found', message: 'Banner não encontrado' };
		store.answer('DELETE', { status: 404, body });
		const text = textOf(await store.run('banner.delete', { id: byId(99) }));
		expect(text.message).toBe('Delivery Direto does not know banner 99');
		expect(text.description).toContain('Delivery Direto says: "Banner não encontrado"');
	});
});
