import { byId, Store } from './store';

const store = new Store().open();

const names = ({ results }: { results: Array<{ name: string }> }) => results.map(({ name }) => name);

describe('a long list', () => {
	it('is read page by page, and comes whole', async () => {
		store.platform.fill('item.getAll', 250);
		const run = await store.run('item.getAll', { returnAll: true });
		expect(new Set(run.json.map(({ id }) => id)).size).toBe(250);
		expect(store.arrived()).toEqual(
			[0, 100, 200].map((offset) => `GET /v1/catalog/items?offset=${offset}&limit=100`),
		);
	});

	it('is read as far as the limit says', async () => {
		store.platform.fill('item.getAll', 250);
		const run = await store.run('item.getAll', { limit: 120 });
		expect(run.json).toHaveLength(120);
		expect(store.arrived()).toEqual([
			'GET /v1/catalog/items?offset=0&limit=100',
			'GET /v1/catalog/items?offset=100&limit=20',
		]);
	});
});

describe('a dropdown', () => {
	it('shows things by their names, and gives their ids', async () => {
		const { results } = await store.pick('item.create', 'categoryId');
		const rows = (await store.run('category.getAll', { returnAll: true })).json;
		expect(results).toEqual(rows.map(({ id, name }) => ({ name, value: String(id) })));
	});

	it('finds things by a part of their name', async () => {
		await store.run('category.create', { name: 'Sobremesas geladas', description: 'x', viewOrder: 5 });
		const search = { filter: 'GELADAS' };
		expect(names(await store.pick('item.create', 'categoryId', {}, search))).toEqual(['Sobremesas geladas']);
	});

	it('goes on with the next page when the person scrolls on', async () => {
		store.platform.fill('category.getAll', 130);
		const first = await store.pick('item.create', 'categoryId');
		expect(first.results).toHaveLength(100);
		const { paginationToken } = first as { paginationToken?: string };
		const second = await store.pick('item.create', 'categoryId', {}, { paginationToken });
		expect(second.results).toHaveLength(30);
		expect(second.paginationToken).toBeUndefined();
		const ids = [...first.results, ...second.results].map(({ value }) => value);
		expect(new Set(ids).size).toBe(130);
	});

	it('looks into later pages for a name that is not on the first', async () => {
		store.platform.fill('category.getAll', 130);
		await store.run('category.create', { name: 'A última de todas', description: 'x', viewOrder: 500 });
		const search = { filter: 'última' };
		expect(names(await store.pick('item.create', 'categoryId', {}, search))).toEqual(['A última de todas']);
	});

	it('lets the platform search customers itself', async () => {
		const { results } = await store.pick('customer.update', 'id', {}, { filter: 'Maria' });
		expect(results.length).toBeGreaterThan(0);
		expect(store.requests()[0]?.query).toMatchObject({ firstName: 'Maria' });
	});

	it('of a thing inside another one follows the other field of the form', async () => {
		const given = { itemId: byId(201) };
		const { results } = await store.pick('item.deleteAvailability', 'id', given);
		expect(store.arrived()).toEqual(['GET /v1/catalog/items/201/availabilities']);
		expect(results.map(({ value }) => value)).toContain('801');
		expect(results[0]?.name).toMatch(/^Weekday \d · \d{2}:\d{2}/);
	});

	it('of a thing inside another one says which field to fill in first', async () => {
		await expect(store.pick('item.deleteAvailability', 'id')).rejects.toMatchObject({
			message: expect.stringContaining('Item'),
		});
		expect(store.arrived()).toEqual([]);
	});

	it('of orders shows the newest first, with the customer', async () => {
		const order = store.platform.placeOrder();
		const { results } = await store.pick('order.updateStatus', 'id');
		expect(results[0]).toMatchObject({ value: String(order), name: expect.stringContaining(' · ') });
	});
});
