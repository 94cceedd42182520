import { byNumber, Shop } from './shop';

const shop = new Shop().open();

const retailer = {
	cnpj: '11222333000343',
	email: 'compras@mercadinho.example.com',
	name: 'Mercadinho Exemplo',
	company: 'Mercadinho Exemplo Ltda',
	phone: '(11)90000-0002',
	responsavel: 'Ana Exemplo',
	segmento: 9,
	cnaePrincipal: '4712100',
	inscricaoestadual: '110042490114',
};

describe('a new customer', () => {
	it('is registered with the members of the platform', async () => {
		const { json } = await shop.run('customer.create', retailer);
		expect(shop.arrived()[0]?.body).toEqual({
			CNPJ: '11222333000343',
			email: 'compras@mercadinho.example.com',
			name: 'Mercadinho Exemplo',
			company: 'Mercadinho Exemplo Ltda',
			phone: '(11)90000-0002',
			responsavel: 'Ana Exemplo',
			segmento: 9,
			cnae_principal: '4712100',
			inscricaoestadual: '110042490114',
		});
		const userId = byNumber(String(json[0]?.user_id));
		expect((await shop.run('customer.get', { userId })).json).toMatchObject([
			{ firstname: 'Mercadinho Exemplo', user_type: 'C' },
		]);
	});

	it('is the known one when it is registered already', async () => {
		const first = await shop.run('customer.create', retailer);
		const again = await shop.run('customer.create', retailer);
		expect(again.json).toEqual(first.json);
		expect(shop.arrived().map(({ status }) => status)).toEqual([201, 200]);
	});

	it('in conflict with another is refused, in the words of Venddor', async () => {
		const run = await shop.run('customer.create', { ...retailer, cnpj: '11222333000181' });
		expect(run.error).toMatchObject({
			message: 'Venddor refused to create a customer',
			description:
				'Check the values that were sent (HTTP 400). Venddor says: "CNPJ 11222333000181 já cadastrado para outro cliente"',
		});
	});
});

describe('customers by CNPJ', () => {
	const settings = {
		cnpj: '={{ $json.cnpj }}',
		additionalFields: {
			status: 'A',
			limitOfOpenOrders: 15000,
			payments: { values: [{ code: 'boleto28', status: 'A' }] },
			usergroups: { values: [{ code: 'atacado', status: 'D' }] },
		},
	};

	it('are sent in one request, the limit as text with a decimal point', async () => {
		const run = await shop.run('customer.updateByCnpj', settings, [
			{ cnpj: '11222333000181' },
			{ cnpj: '11222333000262' },
		]);
		const entry = (CNPJ: string) => ({
			CNPJ,
			status: 'A',
			limit: '15000',
			payments: [{ code: 'boleto28', status: 'A' }],
			usergroups: [{ code: 'atacado', status: 'D' }],
		});
		expect(shop.arrived().map(({ method, path, body }) => [method, path, body])).toEqual([
			['POST', '/api/customer', [entry('11222333000181'), entry('11222333000262')]],
		]);
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('that are refused are an error of every item of their request', async () => {
		const run = await shop.run(
			'customer.updateByCnpj',
			settings,
			[{ cnpj: '11222333000181' }, { cnpj: '99888777000100' }],
			{ onError: 'continueErrorOutput' },
		);
		expect(run.json).toEqual([]);
		expect(run.errorItems).toHaveLength(2);
		expect(run.errorItems[0]?.error?.description).toContain('CNPJ não encontrado: 99888777000100');
	});
});
