import { closeSandboxes } from '../../helpers';
import { Store } from './support';

let store: Store;

beforeEach(async () => {
	store = await Store.open();
});
afterEach(closeSandboxes);

describe('the samples of the wiki', () => {
	it('a category gets a number, with code 201, and can be updated by its code', async () => {
		const category = { title: 'Refrigerantes', available: true, pizza: true, out_id: 'new' };
		expect(await store.json('post', '/v1/category', category)).toMatchObject({
			status: 201,
			data: { code: 201, name: 'Category success created', id: expect.any(Number) },
		});
		const entries = [
			{ ref: 'new', title: 'INTEGRAÇÃO 2', available: false },
			{ ref: '12121212', title: 'INTEGRAÇÃO 2', available: false },
		];
		expect(await store.rows('put', '/v1/category', 'Categories', entries)).toEqual([
			{ ref: 'new', updated: true, message: 'Categoria atualizada', Errors: [] },
			{
				ref: '12121212',
				updated: false,
				message: 'Categoria não encontrada',
				Errors: ['Categoria não encontrada com código ref informado'],
			},
		]);
	});

	it('items are updated one by one', async () => {
		const entries = [
			{ ref: '23009', title: '', enable: true, intro: 'descrição do item' },
			{ ref: '55100', title: 'Coca Cola 2 litros', enable: false },
		];
		expect(await store.rows('put', '/v1/item', 'Items', entries)).toEqual([
			{ ref: '23009', updated: true, message: '' },
			{ ref: '55100', updated: true, message: '' },
		]);
	});

	it('a code that several variations share needs the code of the item', async () => {
		const entries = [
			{ item_ref: '23009', ref: '55020', price: 12.4, enable: true, title: '2 litros', promotional_price: 0 },
			{ ref: '40020', price: 18.99, enable: false, title: '' },
			{ item_ref: '55100', ref: '40020', price: 18.99 },
			{ item_ref: '1', ref: '40020' },
			{ ref: '1' },
		];
		expect(await store.rows('put', '/v1/variant', 'Variants', entries)).toMatchObject([
			{ ref: '55020', updated: true, message: '' },
			{ ref: '40020', updated: false, message: 'mais de uma variação encontrada com o mesmo ref' },
			{ ref: '40020', updated: true },
			{ ref: '40020', updated: false, message: 'Item não encontrado' },
			{ ref: '1', updated: false, message: 'variação não encontrada' },
		]);
	});

	it('an item gets a number, and so do its variations, which can be updated and added to', async () => {
		const price = {
			name: 'price123',
			value: 1.6,
			enable: true,
			promotional_price: 1.5,
			promotion_enable: true,
		};
		const item = { category_id: 4, title: 'title123', ref: 'ref654', only_scheduling: false };
		const [row = {}] =
			(await store.rows('post', '/v1/item', 'Items', [{ ...item, Prices: [{ ...price, ref: 'ref234' }] }])) ??
			[];
		expect(row).toEqual({
			id: expect.any(Number),
			ref: 'ref654',
			inserted: true,
			message: 'Item cadastrado com sucesso',
			Prices: [
				{ id: expect.any(Number), ref: 'ref234', inserted: true, message: 'Price cadastrado', Errors: {} },
			],
			Errors: {},
		});
		const more = [{ ...price, ref: 'ref432', item_id: row.id }];
		expect(await store.rows('post', '/v1/variant', 'Variants', more)).toMatchObject([
			{ id: expect.any(Number), ref: 'ref432', inserted: true, message: 'Variação cadastrado com sucesso' },
		]);
		expect(
			await store.rows('put', '/v1/variant', 'Variants', [{ item_ref: 'ref654', ref: 'ref432' }]),
		).toMatchObject([{ updated: true }]);
	});

	it('a complement without title is refused, the other one not', async () => {
		const entries = [
			{ title: 'bacon', description: 'bacon fatiado', enable: true, price: 3, ref: 'c1', code: '10' },
			{ title: '', description: '', enable: false, price: 3.99, ref: 'c2', code: '10' },
		];
		expect(await store.rows('post', '/v1/complement', 'Complements', entries)).toEqual([
			{ ref: 'c1', inserted: true },
			{
				ref: 'c2',
				inserted: false,
				message: 'Erro de cadastro de complemento',
				Errors: ['Título não pode ficar em branco', 'Título não pode ficar em branco'],
			},
		]);
		const groups = [{ ref: 'g1', title: 'Extras', minimum: 0, maximum: 5, Complements: ['c1'] }];
		expect(await store.rows('post', '/v1/complement_category', 'ComplementCategories', groups)).toEqual([
			{ ref: 'g1', inserted: true },
		]);
	});

	it('a group needs complements that exist, and a minimum below its maximum', async () => {
		const group = { ref: 'g', title: 'Adicionais', minimum: 0, maximum: 1, Complements: ['222222'] };
		const refusal = (message: string) => ({ ref: 'g', inserted: false, message, Errors: [message] });
		const rows = await store.rows('post', '/v1/complement_category', 'ComplementCategories', [
			group,
			{ ...group, Complements: [] },
			{ ...group, minimum: 1 },
			{ ...group, Complements: ['ref_complemento'] },
		]);
		expect(rows).toEqual([
			{ ref: 'g', inserted: true },
			refusal('parâmetro Complements não encontrado ou vazio'),
			refusal('minimum deve ser menor que maximum'),
			refusal('Complemento não encontrado'),
		]);
	});

	it('groups are linked to items that exist, and an item named twice has two rows', async () => {
		const rows = await store.rows('post', '/v1/item/complement_category', 'Items', [
			{ ref: '8804505', ComplementCategories: ['1001301', '2001302'] },
			{ ref: '1505', ComplementCategories: ['1001301'] },
			{ ref: '8804505', ComplementCategories: ['9199'] },
		]);
		expect(rows).toMatchObject([
			{ ref: '8804505', inserted: true },
			{ ref: '1505', inserted: false, message: 'Item não encontrado' },
			{ ref: '8804505', inserted: false, message: 'Grupos de complemento não encontrado' },
		]);
	});

	it('a group inside an item comes with rows of its complements, each judged on its own', async () => {
		const group = { item_id: 742, title: 'INTEGRAÇÃO', minimum: 0, maximum: 6, ordem: 1, ref: 'ref222' };
		const Complements = [
			{ title: 'integração', price: 3.4, ref: 'ref333' },
			{ title: ' ', price: 1, ref: 'ref334' },
		];
		const rows = await store.rows('post', '/v1/standard_complement', 'ComplementCategories', [
			{ ...group, Complements },
			{ ...group, item_id: 1, ref: 'lost' },
		]);
		expect(rows).toMatchObject([
			{
				id: expect.any(Number),
				ref: 'ref222',
				inserted: true,
				message: 'Complemento(s) cadastrado(s)',
				Complements: [
					{ ref: 'ref333', inserted: true, message: 'Complemento cadastrado' },
					{ ref: 'ref334', inserted: false, message: 'Erro de cadastro de complemento' },
				],
			},
			{ ref: 'lost', inserted: false, message: 'Item não encontrado' },
		]);
	});

	it('pizzas: sizes in a category for pizzas, flavors without a number, groups of both', async () => {
		const size = {
			title: 'Tamanho 1',
			dois_sabor: true,
			ordem: 1,
			category_id: 176,
			ref: 'ref123',
			balcao: false,
		};
		const sizes = await store.rows('post', '/v1/pizza_tamanho', 'Tamanhos', [
			size,
			{ ...size, category_id: 456 },
		]);
		expect(sizes).toMatchObject([
			{ inserted: true, ref: 'ref123', id: expect.any(Number) },
			{ inserted: false, ref: 'ref123', message: 'Categoria de pizza não encontrada' },
		]);

		const price = { ref: 'ref234', price: 1.6, id_tamanho: sizes?.[0]?.id, enable: true };
		const flavor = { title: '4 Queijos', ordem: 1, id_categoria: 176, ref: 'ref234', preco_tamanho: [price] };
		const flavors = await store.rows('post', '/v1/pizza_sabor', 'sabores', [
			flavor,
			{ ...flavor, preco_tamanho: [{ ...price, id_tamanho: 1 }] },
		]);
		expect(flavors).toEqual([
			{ ref: 'ref234', inserted: true, message: 'Sabor cadastrado' },
			{
				ref: 'ref234',
				inserted: false,
				message: 'Tamanho não encontrado',
				Errors: ['Tamanho não encontrado'],
			},
		]);

		const group = { title: 'title1', minimum: 1, maximum: 2, ref: 'ref345', more_than_one: true };
		const ofSize = [
			{ ...group, pizza_tamanho_id: 232, Complementos: [{ title: 't', ref: 'ref534', price: 4.7 }] },
		];
		expect(await store.rows('post', '/v1/pizza_tamanho/category', 'Categorias', ofSize)).toEqual([
			{
				inserted: true,
				ref: 'ref345',
				id: expect.any(Number),
				Complementos: [{ ref: 'ref534', id: expect.any(Number) }],
			},
		]);

		const Prices = [{ pizza_tamanho_id: 196, price: 1.7, ref: 'ref234' }];
		const ofFlavor = {
			...group,
			pizza_sabor_id: 11,
			Complementos: [{ title: 'Nome', ref: 'ref789', Prices }],
		};
		expect(
			await store.rows('post', '/v1/pizza_sabor/category', 'Categorias', [
				ofFlavor,
				{ ...ofFlavor, pizza_sabor_id: 12 },
			]),
		).toMatchObject([
			{
				inserted: true,
				id: expect.any(Number),
				Complementos: [{ ref: 'ref789', Prices: [{ ref: 'ref234' }] }],
			},
			{ inserted: false, message: 'Sabor não encontrado' },
		]);
	});

	it('payment methods are two lists that are not quite alike', async () => {
		const { status, data } = await store.json('post', '/v1/payment_methods');
		expect(status).toBe(201);
		expect(data.payment_methods).toHaveLength(5);
		expect(data.payment_options).toContainEqual({ name: 'Débito Elo', ref: '105' });
		store.platform.fill('paymentMethod.getAll', 2);
		expect((await store.json('post', '/v1/payment_methods')).data.payment_options).toHaveLength(2);
	});
});

describe('the menu', () => {
	it('is as before after a reset', async () => {
		await store.json('post', '/v1/category', { title: 'Novo', out_id: 'new' });
		store.sandbox.reset();
		expect(await store.rows('put', '/v1/category', 'Categories', [{ ref: 'new' }])).toMatchObject([
			{ updated: false },
		]);
	});
});
