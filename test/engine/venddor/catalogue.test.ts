import { byNumber, Shop } from './shop';

const shop = new Shop().open();

/** Fields of a product, from items such as `{ code: '789…', price: 8.9 }`. */
const fromItems = {
	productCode: '={{ $json.code }}',
	product: '={{ $json.name }}',
	price: '={{ $json.price }}',
	amount: '={{ $json.stock }}',
	status: 'A',
};

const items = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		code: `78910009${index}`,
		name: `Produto ${index}`,
		price: 8.9,
		stock: 10 + index,
	}));

describe('products', () => {
	it('are sent with decimal commas, and numbers as text', async () => {
		const run = await shop.run(
			'product.upsert',
			{ ...fromItems, additionalFields: { weight: 500 } },
			items(1),
		);
		expect(shop.arrived().map(({ path, body }) => [path, body])).toEqual([
			[
				'/api/products',
				[
					{
						product_code: '789100090',
						product: 'Produto 0',
						price: '8,9',
						amount: '10',
						status: 'A',
						weight: '500',
					},
				],
			],
		]);
		expect(run.json).toEqual([{ product_ids: [expect.any(Number)] }]);
	});

	it('have price tables by quantity and user group', async () => {
		const prices = {
			values: [
				{ lowerLimit: 1, usergroupId: byNumber(0), price: 10.99 },
				{ lowerLimit: 10, usergroupId: byNumber(7), price: 9.5 },
			],
		};
		await shop.run('product.upsert', { ...fromItems, additionalFields: { prices } }, items(1));
		expect(shop.arrived()[0]?.body).toMatchObject([
			{
				prices: [
					{ lower_limit: '1', usergroup_id: '0', price: '10,99' },
					{ lower_limit: '10', usergroup_id: '7', price: '9,5' },
				],
			},
		]);
	});

	it('go fifty to a request, so that price tables never are too many', async () => {
		const run = await shop.run('product.upsert', fromItems, items(101));
		expect(shop.arrived().map(({ body }) => (body as unknown[]).length)).toEqual([50, 50, 1]);
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual(
			Array.from({ length: 101 }, (_, item) => ({ item })),
		);
		const { json } = await shop.run('product.getAll', { returnAll: true });
		expect(json).toHaveLength(3 + 101);
	});

	it('are changed when their code is known', async () => {
		await shop.run('product.upsert', fromItems, [
			{ code: '7891000100103', name: 'Café torrado 500 g', price: 9.49, stock: 77 },
		]);
		const { json } = await shop.run('product.get', { productId: byNumber(214) });
		expect(json).toMatchObject([{ price: 9.49, amount: 77, category_ids: [166] }]);
	});

	it('are numbers in detail and text in lists', async () => {
		const { json } = await shop.run('product.getAll', { filters: { pcode: '7891000100103' } });
		expect(json).toMatchObject([{ product_id: '214', price: '8.99', amount: '120', category_ids: ['166'] }]);
	});

	it('are chosen from a list by their name or code', async () => {
		const { results } = await shop.look('searchProduct', 'azeite');
		expect(results).toEqual([{ name: 'Azeite extravirgem 500 ml · 7891000100110', value: '215' }]);
	});
});

describe('stock in a warehouse', () => {
	it('is read and set under the version of the API that its page names', async () => {
		const place = { warehouseId: byNumber(2), productId: byNumber(214) };
		await shop.run('warehouse.updateStock', { ...place, updateFields: { amount: 60, costPrice: 5.2 } });
		expect(shop.arrived()).toMatchObject([
			{
				method: 'PUT',
				path: '/api/2.0/warehouses/2/stock/214',
				body: { amount: 60, cost_price: '5.2' },
			},
		]);
		const { json } = await shop.run('warehouse.getStock', place);
		expect(json).toMatchObject([{ product_id: '214', amount: 60, available_amount: 60 }]);
	});

	it('is a list whatever the answer calls it', async () => {
		const { json } = await shop.run('warehouse.getAllStock', { warehouseId: byNumber(2), returnAll: true });
		expect(json.map(({ product_id }) => product_id)).toEqual(['214', '215']);
	});
});

describe('what is in use', () => {
	it.each([
		['a status', 'status', { statusId: byNumber(3) }, 'order status 3'],
		['a shipping method', 'shippingMethod', { shippingId: byNumber(3) }, 'shipping method 3'],
	])('is not deleted: %s', async (_, resource, parameters, subject) => {
		shop.place('delivery');
		const run = await shop.run(`${resource}.delete`, parameters);
		expect(run.error?.message).toContain(`(${subject})`);
		expect(run.error?.description).toContain('is used by orders');
		expect(shop.arrived()).toMatchObject([{ status: 409 }]);
	});

	it('is deleted when nobody uses it', async () => {
		expect((await shop.run('status.delete', { statusId: byNumber(20) })).json).toEqual([{ deleted: true }]);
		expect((await shop.run('shippingMethod.delete', { shippingId: byNumber(9) })).json).toEqual([
			{ deleted: true },
		]);
	});
});

describe('user groups', () => {
	it('are a list, although Venddor sends them by their id', async () => {
		const { json } = await shop.run('userGroup.getAll', { returnAll: true });
		expect(json.map(({ usergroup_id, usergroup }) => [usergroup_id, usergroup])).toEqual([
			[5, 'Operadores'],
			[7, 'Atacado'],
			[8, 'Varejo'],
		]);
	});

	it('are none when the map is empty, which PHP writes as a list', async () => {
		const { json } = await shop.run('userGroup.getAll', { filters: { type: 'A', status: 'H' } });
		expect(json).toEqual([]);
	});

	it('can be chosen', async () => {
		const { results } = await shop.look('searchUserGroup', 'ata');
		expect(results).toEqual([{ name: 'Atacado', value: '7' }]);
	});
});

describe('a path that no page of Venddor shows', () => {
	it('is the one of a single vendor, and works as CS-Cart has it', async () => {
		const { json } = await shop.run('vendor.get', { companyId: byNumber(32) });
		expect(json).toMatchObject([{ company_id: '32', company: 'Fornecedor Modelo' }]);
	});
});
