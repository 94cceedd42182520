import { Shop } from './shop';

const shop = new Shop().open();

const UPDATE_ITEM = {
	resource: 'item',
	operation: 'update',
	ref: '={{ $json.code }}',
	updateFields: { enable: '={{ $json.enabled }}' },
};

const CREATE_GROUP = {
	resource: 'complementGroup',
	operation: 'create',
	title: 'Adicionais',
	minimum: 0,
	maximum: 5,
	complements: '={{ $json.complements }}',
	additionalFields: { ref: '={{ $json.code }}' },
};

const codes = (...list: string[]) => list.map((code) => ({ code, enabled: false }));

describe('a batch', () => {
	it('takes all items in one request, and gives each its own row', async () => {
		const run = await shop.run(UPDATE_ITEM, codes('23009', '55100'));
		expect(run.error).toBeUndefined();
		expect(run.json).toEqual([
			{ ref: '23009', updated: true, message: '' },
			{ ref: '55100', updated: true, message: '' },
		]);
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(shop.arrived().map(({ method, path, body, status }) => ({ method, path, body, status }))).toEqual([
			{
				method: 'PUT',
				path: '/v1/item',
				status: 200,
				body: {
					token_account: '***',
					Items: [
						{ ref: '23009', enable: false },
						{ ref: '55100', enable: false },
					],
				},
			},
		]);
	});

	it('is JSON with the token in it', async () => {
		await shop.run(UPDATE_ITEM, codes('23009'));
		expect(shop.raw[0]?.headers['content-type']).toContain('application/json');
		expect(JSON.parse(String(shop.raw[0]?.body))).toEqual({
			token_account: shop.login().token,
			Items: [{ ref: '23009', enable: false }],
		});
	});

	it('stops at a refused row, and says which were taken', async () => {
		const run = await shop.run(UPDATE_ITEM, codes('23009', 'unknown', '55100'));
		expect(run.error).toMatchObject({
			message: 'Neemo refused 1 of 3 rows',
			description:
				'Refused: row 2: Item não encontrado. The other 2 were accepted: do not send them again. ' +
				'Set On Error to Continue to get each row by itself.',
		});
	});

	it('sends a refused row through the error branch, and the accepted ones on', async () => {
		const run = await shop.run(UPDATE_ITEM, codes('23009', 'unknown', '55100'), {
			onError: 'continueErrorOutput',
		});
		expect(run.json.map(({ ref }) => ref)).toEqual(['23009', '55100']);
		expect(run.errorItems).toMatchObject([
			{ json: { error: 'Neemo refused this row: Item não encontrado' }, pairedItem: { item: 1 } },
		]);
		expect(shop.arrived()).toHaveLength(1);
	});

	it('matches rows by their place: one code twice is two rows', async () => {
		const link = {
			resource: 'complementGroup',
			operation: 'linkToItem',
			ref: '8804505',
			complementCategories: '={{ [$json.group] }}',
		};
		const run = await shop.run(link, [{ group: '1001301' }, { group: '9199' }, { group: '2001302' }], {
			continueOnFail: true,
		});
		expect(run.json).toMatchObject([
			{ ref: '8804505', inserted: true },
			{ error: 'Neemo refused this row: Grupos de complemento não encontrado' },
			{ ref: '8804505', inserted: true },
		]);
	});

	it('of more items than one request takes is sent in several', async () => {
		const run = await shop.run(
			{ resource: 'complement', operation: 'create', title: '={{ $json.title }}', price: 1.5 },
			Array.from({ length: 230 }, (_, index) => ({ title: `Molho ${index}` })),
		);
		expect(run.json).toHaveLength(230);
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual(
			Array.from({ length: 230 }, (_, item) => ({ item })),
		);
		const sizes = shop.arrived().map(({ body }) => (body as { Complements: unknown[] }).Complements.length);
		expect(sizes).toEqual([100, 100, 30]);
	});

	it('tells the reason of Neemo for a complement that nobody knows', async () => {
		const run = await shop.run(CREATE_GROUP, [{ code: 'g', complements: ['lost'] }], {
			continueOnFail: true,
		});
		expect(run.json).toMatchObject([{ error: 'Neemo refused this row: Complemento não encontrado' }]);
	});

	it('tells the reason of Neemo for a minimum that is not below the maximum', async () => {
		const run = await shop.run({ ...CREATE_GROUP, minimum: 5 }, [{ code: 'g', complements: ['222222'] }]);
		expect(run.error?.description).toContain('minimum deve ser menor que maximum');
	});
});

describe('the menu', () => {
	it('grows from a category to an item with variations, by the numbers of the answers', async () => {
		const category = await shop.run({
			resource: 'category',
			operation: 'create',
			title: 'Sobremesas',
			outId: 'SOB',
		});
		expect(category.json).toEqual([{ code: 201, name: 'Category success created', id: expect.any(Number) }]);

		const item = await shop.run(
			{
				resource: 'item',
				operation: 'create',
				categoryId: '={{ $json.id }}',
				title: 'Pudim',
				prices: {
					values: [
						{ name: 'Fatia', value: 11.99, additionalFields: { ref: 'PUD-1', promotionalPrice: 9.9 } },
						{ name: ' ', value: 1 },
					],
				},
			},
			category.json,
		);
		// a refused variation stays in the row of its item, which was accepted
		expect(item.json).toMatchObject([
			{
				id: expect.any(Number),
				inserted: true,
				Prices: [
					{ ref: 'PUD-1', inserted: true },
					{ inserted: false, message: expect.any(String) },
				],
			},
		]);
		expect(shop.arrived().at(-1)?.body).toMatchObject({
			Items: [
				{
					title: 'Pudim',
					Prices: [{ name: 'Fatia', value: 11.99, promotional_price: 9.9, ref: 'PUD-1' }, { name: ' ' }],
				},
			],
		});

		const variation = await shop.run({
			resource: 'variation',
			operation: 'update',
			ref: 'PUD-1',
			updateFields: { price: 12.5 },
		});
		expect(variation.json).toEqual([{ ref: 'PUD-1', updated: true, message: '' }]);
	});

	it('has pizzas, whose groups name prices per size', async () => {
		const run = await shop.run({
			resource: 'pizzaFlavor',
			operation: 'createComplementGroup',
			pizzaSaborId: 11,
			title: 'Extras',
			minimum: 0,
			maximum: 2,
			additionalFields: {
				complementos: {
					values: [
						{
							title: 'Azeitona',
							additionalFields: { prices: { values: [{ pizzaTamanhoId: 196, price: 1.7 }] } },
						},
					],
				},
			},
		});
		expect(run.error).toBeUndefined();
		expect(run.json).toMatchObject([
			{ inserted: true, Complementos: [{ Prices: [{ id: expect.any(Number) }] }] },
		]);
	});

	it('names payment methods with their codes', async () => {
		const run = await shop.run({ resource: 'paymentMethod', operation: 'getAll', returnAll: true });
		expect(run.json).toContainEqual({ name: 'Débito Visa', ref: '101' });
		expect(run.json).toHaveLength(4);
	});
});
