import type { Row } from '../../collections';

/*
 * What the sandbox's Venddor store has: everything that the examples of the document name. Numbers and members of the orders
 * 5138, 5136 and 5131, of their customer, issuers and vendor are those of the sample in the seed [S]; subtotal, surcharge and
 * shipping cost of the first are those of [retrieveorderdetails]. Their lines, and everything else, are made up.
 */

/** Unix seconds in whole numbers, as they are kept. */
const NEW_YEAR_2022 = 1640995200;

export const VENDORS: readonly Row[] = [
	vendor(32, 'Fornecedor Modelo', 'contato@fornecedor.example.com', 'A'),
	vendor(33, 'Laticínios Exemplo', 'contato@laticinios.example.com', 'A'),
	vendor(34, 'Bebidas Amostra', 'contato@bebidas.example.com', 'P'),
];

export const CATEGORIES: readonly Row[] = [
	category(160, 'Mercearia', 0),
	category(166, 'Cafés', 160),
	category(167, 'Azeites', 160),
];

/** Prices in reais. */
export const PRODUCTS: readonly Row[] = [
	product(214, '7891000100103', 'Café torrado 500 g', 8.99, 120, 166),
	product(215, '7891000100110', 'Azeite extravirgem 500 ml', 20, 80, 167),
	product(216, '7891000100127', 'Filtro de papel nº 103', 5, 300, 166),
];

export const CUSTOMERS: readonly Row[] = [
	{
		...customer(4031, 'Próximo Supermercado', 'encarregado@proximosupermercado.com.br', '11222333000181'),
		phone: '(11)98888-7654',
	},
	customer(4032, 'Empório Exemplo', 'compras@emporio.example.com', '11222333000262'),
	{
		...customer(78, 'João da Silva ', 'joao@fornecedor.example.com', undefined),
		user_type: 'A',
		is_root: 'Y',
	},
	{ ...customer(217, 'Hélder Ltda ', 'helder@fornecedor.example.com', undefined), user_type: 'A' },
];

export const USER_GROUPS: readonly Row[] = [
	{ usergroup_id: 5, usergroup: 'Operadores', type: 'A', status: 'A', privileges: { view_orders: 'Y' } },
	{ usergroup_id: 7, usergroup: 'Atacado', type: 'C', status: 'A', privileges: [] },
	{ usergroup_id: 8, usergroup: 'Varejo', type: 'C', status: 'H', privileges: [] },
];

export const PAYMENT_METHODS: readonly Row[] = [
	paymentMethod(6, 'Boleto 28 dias', 'boleto'),
	paymentMethod(7, 'Pix', 'pix'),
	paymentMethod(8, 'Cartão de crédito', 'cc'),
];

/** Where the customer fetches the order himself. */
export const PICKUP_SHIPPING = 5;

export const SHIPPING_METHODS: readonly Row[] = [
	shippingMethod(3, 'Transportadora', '3 a 5 dias'),
	shippingMethod(PICKUP_SHIPPING, 'Retirada no depósito', 'Mesmo dia'),
	shippingMethod(9, 'Motoboy', '1 dia'),
];

/** Letters and titles of [S]. */
export const STATUSES: readonly Row[] = [
	status(1, 'O', 'Aberto'),
	status(2, 'A', 'Aguardando aceite do cliente'),
	status(3, 'E', 'Enviado ao fornecedor'),
	status(4, 'P', 'Em preparação'),
	status(5, 'B', 'Aguardando estoque'),
	status(6, 'H', 'Despachado'),
	status(7, 'C', 'Concluído'),
	status(8, 'Y', 'Pagamento vencido'),
	status(9, 'D', 'Pagamento recusado'),
	status(10, 'F', 'Erro'),
	status(11, 'G', 'Cancelamento solicitado'),
	status(12, 'J', 'Cancelamento negado'),
	status(13, 'I', 'Cancelado'),
	{ ...status(20, 'K', 'Aguardando nota fiscal'), is_default: 'N' },
];

/** The one that the examples name. */
export const STOCKED_WAREHOUSE = 2;

export const WAREHOUSES: readonly Row[] = [
	warehouse(STOCKED_WAREHOUSE, 'Depósito Central', 'DC-01'),
	warehouse(3, 'Filial', 'FI-01'),
];

export const STOCK: readonly Row[] = [
	stock(STOCKED_WAREHOUSE, 214, 120),
	stock(STOCKED_WAREHOUSE, 215, 80),
	stock(3, 214, 40),
];

/** Quantities by line, and what [S] and [retrieveorderdetails] tell; amounts in reais. */
export const ORDERS = [
	{
		order_id: 5138,
		timestamp: 1660336595,
		issuer_id: 78,
		lines: { 1001: { product: 214, amount: 500 }, 1002: { product: 215, amount: 250 } },
		payment_surcharge: 290,
		cp_em_ip: '2db423c5',
	},
	{
		order_id: 5136,
		timestamp: 1660335242,
		issuer_id: 78,
		lines: { 1003: { product: 214, amount: 150 } },
		payment_surcharge: 0,
		cp_em_ip: '2db423c5',
	},
	{
		order_id: 5131,
		timestamp: 1660246473,
		issuer_id: 217,
		lines: {
			1004: { product: 214, amount: 433 },
			1005: { product: 215, amount: 212 },
			1006: { product: 216, amount: 2 },
		},
		payment_surcharge: 0,
		cp_em_ip: 'bb3c5eaa',
	},
	{
		order_id: 5120,
		timestamp: 1659700000,
		issuer_id: 78,
		lines: { 1007: { product: 216, amount: 12 } },
		payment_surcharge: 0,
		cp_em_ip: '2db423c5',
		invoice_id: '88',
		credit_memo_id: '12',
	},
] as const;

export const SHIPMENTS: readonly Row[] = [
	{
		shipment_id: 901,
		order_id: 5136,
		tracking_number: 'TM000123455BR',
		carrier: 'Transportadora Modelo',
		shipping_date: '2022-08-13T14:00:00-03:00',
		estimated_delivery_date: null,
		shipping_cost: 5,
		status: 'shipped',
		products: { '1003': 100 },
	},
];

export const CARTS: readonly Row[] = [cart(77, 4031, 'A'), cart(78, 4032, 'O')];

export function vendor(company_id: number, company: string, email: string, statusLetter: string): Row {
	return {
		company_id,
		lang_code: 'pt',
		email,
		company,
		timestamp: NEW_YEAR_2022,
		status: statusLetter,
		seo_name: `vendor-${company_id}`,
		seo_path: '',
		average_rating: null,
		company_thread_ids: '',
	};
}

export function category(category_id: number, name: string, parent_id: number): Row {
	return { category_id, category: name, description: '', parent_id, status: 'A', position: 10 };
}

export function product(
	product_id: number,
	product_code: string,
	name: string,
	price: number,
	amount: number,
	categoryId: number,
): Row {
	return {
		product_id,
		product: name,
		product_code,
		status: 'A',
		price,
		list_price: price,
		amount,
		company_id: 32,
		category_ids: [categoryId],
		main_category: categoryId,
		short_description: name,
		full_description: `<p>${name}</p>`,
		meta_keywords: name.toLowerCase(),
		free_shipping: 'N',
		weight: 0.5,
		brand: 'Torra Modelo',
	};
}

export function customer(user_id: number, company: string, email: string, CNPJ: string | undefined): Row {
	return {
		user_id,
		email,
		user_type: 'C',
		company_id: 0,
		status: 'A',
		firstname: company,
		lastname: '',
		company,
		company_name: company,
		phone: '(11)90000-0001',
		is_root: 'N',
		user_login: email,
		timestamp: NEW_YEAR_2022,
		...(CNPJ === undefined ? {} : { CNPJ }),
	};
}

export function paymentMethod(payment_id: number, payment_name: string, payment_category: string): Row {
	return {
		payment_id,
		payment_name,
		status: 'A',
		position: 10,
		payment_category,
		company_id: 32,
		instructions: '',
		min_order_amount: 0,
		max_order_amount: 0,
		surcharge: 0,
		processor: '',
	};
}

export function shippingMethod(shipping_id: number, shipping: string, delivery_time: string): Row {
	return {
		shipping_id,
		shipping,
		status: 'A',
		delivery_time,
		company_id: 32,
		position: 10,
		min_weight: 0,
		max_weight: 30,
		rate_calculation: 'M',
		usergroup_ids: '0',
	};
}

export function status(status_id: number, letter: string, description: string): Row {
	return {
		status_id,
		status: letter,
		description,
		email_subj: '',
		email_header: '',
		is_default: 'Y',
		lang_code: 'pt',
		params: { notify: 'Y' },
		type: 'O',
	};
}

export function warehouse(warehouse_id: number, name: string, code: string): Row {
	return {
		warehouse_id,
		name,
		code,
		status: 'A',
		address: 'Rua das Amostras, 100',
		city: 'São Paulo',
		state: 'SP',
		country: 'BR',
		zipcode: '01001-000',
		priority: 10,
		is_default: 'N',
		company_id: 32,
		delivery_areas: [],
		user_groups: [],
	};
}

/** A product is in a warehouse once. */
export function stockId(warehouse: unknown, product: unknown): string {
	return `${String(warehouse)}/${String(product)}`;
}

export function stock(warehouse_id: number, product_id: number, amount: number): Row {
	return {
		stock_id: stockId(warehouse_id, product_id),
		warehouse_id,
		product_id,
		amount,
		reserved_amount: 0,
		min_amount: 10,
		max_amount: 500,
		cost_price: 5.2,
		location: 'A-03-2',
		batch_number: 'L2211',
		tracking: 'O',
		status: 'A',
		last_updated: '2026-01-05T09:30:00-03:00',
		options: [],
	};
}

export function cart(cart_id: number, user_id: number, statusLetter: string): Row {
	return {
		cart_id,
		user_id,
		ip_address: '192.0.2.10',
		company_id: 32,
		items_count: 2,
		total: 58.98,
		subtotal: 53.98,
		shipping_cost: 5,
		timestamp: 1767600000,
		firstname: 'Ana',
		lastname: 'Exemplo',
		email: 'compras@emporio.example.com',
		status: statusLetter,
	};
}
