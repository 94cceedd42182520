import { join } from 'node:path';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { OrderStatus } from '../../../core/order/types';
import { venddorOrders } from '../../../nodes/Venddor/order';
import { lostInJson, schemaErrors } from '../../core/order/support';
import { checkFixtures, fixturesIn, store } from '../support/fixtures';

const toUnified = (raw: unknown, statusWords?: ReadonlyMap<string, OrderStatus>) =>
	venddorOrders.toUnified(raw as IDataObject, { ...store, statusWords });
const folder = join(__dirname, 'orders');
const fixtures = fixturesIn(folder);
const fixture = (name: string) => new Map(fixtures).get(name)?.raw ?? {};

describe('an order of Venddor', () => {
	checkFixtures(venddorOrders, folder);
});

describe('the status of a Venddor order', () => {
	it.each([
		['O', 'CREATED'],
		['E', 'CREATED'],
		['B', 'CREATED'],
		['A', 'DRAFT'],
		['Y', 'PENDING_PAYMENT'],
		['D', 'PAYMENT_FAILED'],
		['F', 'PAYMENT_FAILED'],
		['J', 'CONFIRMED'],
		['P', 'PREPARING'],
		['H', 'IN_DELIVERY'],
		['C', 'CONCLUDED'],
		['G', 'CANCELLATION_REQUESTED'],
		['I', 'CANCELLED'],
		['i', 'CANCELLED'],
		[' E ', 'CREATED'],
		['K', 'UNKNOWN'],
		['processed', 'UNKNOWN'],
		['', 'UNKNOWN'],
		[null, 'UNKNOWN'],
		[undefined, 'UNKNOWN'],
	])('%p is %s', (status, unified) => {
		expect(toUnified({ order_id: '1', status }).status).toBe(unified);
	});

	it('is what the person says that a letter means, be it their own or one of Venddor', () => {
		const words = new Map<string, OrderStatus>([
			['k', 'READY'],
			['b', 'DRAFT'],
		]);
		const of = (status: string) => toUnified({ order_id: '1', status }, words);
		expect(of('K')).toMatchObject({
			status: 'READY',
			statusPhase: 'IN_PROGRESS',
			statusRaw: 'K',
			warnings: [],
		});
		expect(of('B').status).toBe('DRAFT');
		expect(of('E').status).toBe('CREATED');
	});

	it.each<[string, boolean, ReadonlyMap<string, OrderStatus> | undefined]>([
		['E', false, undefined],
		['G', true, undefined],
		['I', false, undefined],
		['J', true, undefined],
		['K', false, new Map([['k', 'CONFIRMED']])],
		['J', false, new Map([['j', 'PREPARING']])],
		['K', true, new Map([['k', 'CANCELLATION_REQUESTED']])],
	])('%p tells whether somebody wanted to cancel: %p', (status, requested, words) => {
		expect(toUnified({ order_id: '1', status }, words).cancellation).toEqual({
			requested,
			by: status === 'I' ? 'UNKNOWN' : null,
			reason: null,
			refunded: null,
		});
	});
});

describe('the type of a Venddor order', () => {
	it.each([
		[false, 'TAKEOUT'],
		['N', 'TAKEOUT'],
		['n', 'TAKEOUT'],
		['no', 'TAKEOUT'],
		['false', 'TAKEOUT'],
		['0', 'TAKEOUT'],
		[0, 'TAKEOUT'],
		[true, 'SHIPPING'],
		['Y', 'SHIPPING'],
		['true', 'SHIPPING'],
		['1', 'SHIPPING'],
		['', 'SHIPPING'],
		[null, 'SHIPPING'],
		[undefined, 'SHIPPING'],
	])('is by need_shipping: %p is %p', (need_shipping, orderType) => {
		expect(toUnified({ order_id: '1', need_shipping }).orderType).toBe(orderType);
	});
});

describe('an order that was split between vendors', () => {
	it.each([
		['Y', ['SPLIT_ORDER']],
		['y', ['SPLIT_ORDER']],
		['yes', ['SPLIT_ORDER']],
		[true, ['SPLIT_ORDER']],
		['true', ['SPLIT_ORDER']],
		['1', ['SPLIT_ORDER']],
		[1, ['SPLIT_ORDER']],
		['N', []],
		[false, []],
		['', []],
		[undefined, []],
	])('is known by is_parent_order: %p', (is_parent_order, warnings) => {
		expect(toUnified({ order_id: '1', status: 'E', is_parent_order }).warnings).toEqual(warnings);
	});

	it.each([
		['5210', '5210'],
		[5210, '5210'],
		['0', null],
		[0, null],
		['', null],
		[null, null],
		[undefined, null],
	])('is named by its children in parent_order_id: %p', (parent_order_id, parentOrderId) => {
		expect(toUnified({ order_id: '1', parent_order_id }).source.parentOrderId).toBe(parentOrderId);
	});
});

describe('the customer of a Venddor order', () => {
	const customerOf = (raw: IDataObject) => {
		const { name, companyName } = toUnified({ order_id: '1', ...raw }).customer;
		return { name, companyName };
	};

	it('is a company where another user placed the order and no last name came', () => {
		const company = { firstname: 'Mercado Exemplo', lastname: ' ', user_id: '9', issuer_id: '7' };
		const named = { name: 'Mercado Exemplo', companyName: 'Mercado Exemplo' };
		const unsure = { name: 'Mercado Exemplo', companyName: null };
		expect(customerOf(company)).toEqual(named);
		expect(customerOf({ ...company, issuer_id: 7, user_id: 9 })).toEqual(named);
		expect(customerOf({ ...company, issuer_id: '9' })).toEqual(unsure);
		expect(customerOf({ ...company, issuer_id: null })).toEqual(unsure);
		expect(customerOf({ ...company, issuer_id: '0' })).toEqual(unsure);
		expect(customerOf({ ...company, lastname: 'Ltda' })).toEqual({
			name: 'Mercado Exemplo Ltda',
			companyName: null,
		});
	});

	it('is never the user who placed the order', () => {
		expect(customerOf({ issuer_id: '7', issuer_name: 'Davi Vendedor' })).toEqual({
			name: null,
			companyName: null,
		});
	});

	it('has the name of the recipient, else the one of the bill, where it has none of its own', () => {
		const bill = { b_firstname: 'Bia', b_lastname: 'Amostra' };
		expect(customerOf({ ...bill, s_firstname: 'Sara', s_lastname: '' }).name).toBe('Sara');
		expect(customerOf({ ...bill, s_firstname: '', s_lastname: '' }).name).toBe('Bia Amostra');
		expect(customerOf({ ...bill, lastname: 'Exemplo' }).name).toBe('Exemplo');
	});

	it.each([
		['4031', '4031'],
		[4031, '4031'],
		['0', null],
		[0, null],
		[null, null],
	])('has the number %p, and 0 is a guest', (user_id, id) => {
		expect(toUnified({ order_id: '1', user_id }).customer.id).toBe(id);
	});

	it('has a document where the store adds one', () => {
		const documentOf = (raw: IDataObject) => toUnified({ order_id: '1', ...raw }).customer.document;
		expect(documentOf({ CNPJ: '', CPF: '529.982.247-25' })).toBe('52998224725');
		expect(documentOf({ CNPJ: '11222333000181', CPF: '52998224725' })).toBe('11222333000181');
	});
});

describe('the address of a Venddor order', () => {
	const read = (raw: IDataObject) => {
		const { delivery, warnings } = toUnified({ order_id: '1', status: 'E', ...raw });
		const { street, complement, city, state, postalCode } = delivery.address;
		return { street, complement, city, state, postalCode, warnings };
	};
	const none = { street: null, complement: null, city: null, state: null, postalCode: null, warnings: [] };
	const bill = { b_address: 'Rua B, 1', b_city: 'Bauru', b_country: 'BR' };

	it.each([
		['s_address', 'Rua A, 2', { street: 'Rua A, 2' }],
		['s_address_2', 'Fundos', { complement: 'Fundos' }],
		['s_city', 'Santos', { city: 'Santos' }],
		['s_state', 'sp', { state: 'SP' }],
		['s_state_descr', 'São Paulo', {}],
		['s_zipcode', '11010-000', { postalCode: '11010000' }],
	])(
		'is where the order is shipped to as soon as %s is told, and nothing of the bill',
		(name, told, read_) => {
			expect(read({ ...bill, [name]: told })).toEqual({ ...none, ...read_ });
		},
	);

	it('is that of the bill where no other came', () => {
		expect(read({ ...bill, s_address: ' ', s_country: 'PY' })).toEqual({
			...none,
			street: 'Rua B, 1',
			city: 'Bauru',
		});
	});

	it.each([
		['BR', []],
		['br', []],
		['BRA', []],
		['Brasil', []],
		['Brazil', []],
		['', []],
		[undefined, []],
		['PY', ['ADDRESS_UNREAD']],
	])('is in Brazil, or a person is warned: %p', (s_country, warnings) => {
		expect(read({ s_city: 'Santos', s_country })).toEqual({ ...none, city: 'Santos', warnings });
	});
});

describe('the shipping of a Venddor order', () => {
	const deliveryOf = (raw: IDataObject) => {
		const { shippingMethod, tracking, deliveredBy, driverName } = toUnified({
			order_id: '1',
			...raw,
		}).delivery;
		return { shippingMethod, tracking, deliveredBy, driverName };
	};
	const none = { shippingMethod: null, tracking: [], deliveredBy: null, driverName: null };

	it('has a method in a list or a map, and who delivers is not told', () => {
		const shipping = { shipping_id: '3', shipping: 'Transportadora' };
		expect(deliveryOf({ shipping: [shipping] })).toEqual({ ...none, shippingMethod: 'Transportadora' });
		expect(deliveryOf({ shipping: { '3': shipping } })).toEqual({
			...none,
			shippingMethod: 'Transportadora',
		});
		expect(deliveryOf({ shipping: [], shipping_method: 'Motoboy' })).toEqual({
			...none,
			shippingMethod: 'Motoboy',
		});
		expect(deliveryOf({ shipping: [{ shipping: '' }, 'Motoboy', null] })).toEqual(none);
	});

	it('has the tracking numbers that came along', () => {
		const shipping = [{ tracking_number: 'A1' }, { tracking_number: ' ' }, { tracking_number: 22 }];
		expect(deliveryOf({ shipping }).tracking).toEqual([
			{ code: 'A1', url: null },
			{ code: '22', url: null },
		]);
	});
});

describe('the lines of a Venddor order', () => {
	const itemsOf = (products: unknown) => toUnified({ order_id: '1', products }).items;

	it('come from a map or a list, and what is no line is left out', () => {
		const line = { product: 'Café', price: '1.50', amount: '2' };
		const names = [{ index: 1, name: 'Café', quantity: 2, unitPrice: 1.5, optionsPrice: 0, totalPrice: 3 }];
		expect(itemsOf({ '7': line, '8': null, '9': 'Chá' })).toMatchObject(names);
		expect(itemsOf([null, line, 'Chá'])).toMatchObject(names);
		expect(itemsOf([null, line, 'Chá'])).toHaveLength(1);
		expect(itemsOf(null)).toEqual([]);
		expect(itemsOf('Café')).toEqual([]);
	});

	it('have prices only as far as they came: the one of the catalogue is another', () => {
		expect(itemsOf([{ amount: '2', base_price: 5 }])).toMatchObject([
			{ name: 'Item 1', quantity: 2, unitPrice: null, optionsPrice: null, totalPrice: null },
		]);
		expect(itemsOf([{ price: '0.1250', amount: '' }])).toMatchObject([
			{ quantity: null, unitPrice: 0.125, optionsPrice: 0, totalPrice: null },
		]);
	});

	const option = (changes: IDataObject) =>
		itemsOf([{ product: 'Café', product_options: [{ option_name: 'Cor', value: '12', ...changes }] }])[0]
			?.options[0];

	it.each([
		['S', 'VARIATION', '12', 'Cor'],
		['R', 'VARIATION', '12', 'Cor'],
		[undefined, 'VARIATION', '12', 'Cor'],
		['C', 'ANSWER', '12', 'Cor'],
		['I', 'ANSWER', null, '12'],
		['T', 'ANSWER', null, '12'],
		['t', 'ANSWER', null, '12'],
		['F', 'ANSWER', null, '12'],
	])('have options of the type %p', (option_type, role, id, name) => {
		expect(option({ option_type })).toEqual({
			groupName: 'Cor',
			role,
			externalCode: null,
			id,
			name,
			quantity: 1,
			fraction: null,
			unitPrice: null,
			totalPrice: 0,
			options: [],
		});
	});

	it.each<[unknown, unknown, number | null]>([
		['5.000', 'A', 5],
		['5.000', undefined, 5],
		['1,5', 'A', 1.5],
		[-2.25, 'A', -2.25],
		['0.000', 'A', 0],
		['5.000', 'P', null],
		['5.000', 'p', null],
		['caro', 'A', null],
		[undefined, 'A', null],
	])(
		'show the modifier %p of type %p as list price, for the price has it in',
		(modifier, modifier_type, price) => {
			expect(option({ modifier, modifier_type } as IDataObject)).toMatchObject({
				unitPrice: price,
				totalPrice: 0,
			});
		},
	);

	it('take the options that are described, wherever they stand', () => {
		const optionsOf = (line: IDataObject) => itemsOf([line])[0]?.options.map(({ id, name }) => [id, name]);
		const blue = { variant_id: '12', variant_name: 'Azul' };
		expect(optionsOf({ product_options: { '3': blue } })).toEqual([['12', 'Azul']]);
		expect(optionsOf({ product_options: [], extra: { product_options_value: [blue] } })).toEqual([
			['12', 'Azul'],
		]);
		expect(optionsOf({ product_options: { '3': '9' }, extra: { product_options: [blue] } })).toEqual([
			['12', 'Azul'],
		]);
		expect(optionsOf({ product_options: { '3': '9', '4': '' }, extra: { product_options: ['8'] } })).toEqual([
			['9', 'Opção 1'],
		]);
		expect(optionsOf({ product_options: [null, true], extra: 'x' })).toEqual([]);
	});
});

describe('the amounts of a Venddor order', () => {
	const amounts = (raw: IDataObject) => {
		const { otherFees, discounts, total, warnings } = toUnified({
			order_id: '1',
			status: 'E',
			products: [{ product: 'Café', price: '100', amount: '1' }],
			...raw,
		});
		return {
			fees: otherFees.map(({ type, name, amount }) => [type, name, amount]),
			discounts: discounts.map(({ amount }) => amount),
			total,
			warnings,
		};
	};

	it('are unknown where none came, and nothing is complained about', () => {
		expect(amounts({})).toEqual({
			fees: [],
			discounts: [],
			total: { itemsPrice: null, otherFees: null, discount: null, orderAmount: null },
			warnings: [],
		});
		expect(amounts({ shipping_cost: '', payment_surcharge: null, discount: '', subtotal: '' }).total).toEqual(
			{
				itemsPrice: null,
				otherFees: null,
				discount: null,
				orderAmount: null,
			},
		);
	});

	it('count the tax by the lines where no subtotal came', () => {
		expect(amounts({ tax_subtotal: '12.00', total: '112.00' })).toEqual({
			fees: [['OTHER', 'Impostos', 12]],
			discounts: [],
			total: { itemsPrice: null, otherFees: 12, discount: null, orderAmount: 112 },
			warnings: [],
		});
	});

	it('count the tax by the subtotal where a line has no price', () => {
		const products = [{ product: 'Café', amount: '1' }];
		expect(amounts({ products, subtotal: 100, tax_subtotal: 12, total: 112 })).toEqual({
			fees: [['OTHER', 'Impostos', 12]],
			discounts: [],
			total: { itemsPrice: 100, otherFees: 12, discount: null, orderAmount: 112 },
			warnings: [],
		});
	});

	it('count the tax of a row without lines', () => {
		expect(amounts({ products: [], subtotal: 50, tax_subtotal: 5, total: 55 })).toMatchObject({
			fees: [['OTHER', 'Impostos', 5]],
			total: { itemsPrice: 50, otherFees: 5, discount: null, orderAmount: 55 },
			warnings: [],
		});
	});

	it('assume as little as possible where two ways of counting lead to the total', () => {
		expect(amounts({ discount: 10, tax_subtotal: 10, total: 100 })).toEqual({
			fees: [],
			discounts: [],
			total: { itemsPrice: null, otherFees: null, discount: null, orderAmount: 100 },
			warnings: [],
		});
	});

	it('leave a sum unknown of which one part cannot be read', () => {
		expect(amounts({ shipping_cost: 'grátis', payment_surcharge: 2, total: 102 })).toMatchObject({
			fees: [['OTHER', 'Acréscimo do pagamento', 2]],
			total: { otherFees: null, orderAmount: 102 },
			warnings: ['AMOUNT_UNREAD', 'TOTAL_MISMATCH'],
		});
	});

	it('do not count a tax that cannot be read', () => {
		expect(
			amounts({
				shipping_cost: 5,
				taxes: [null, 'IPI', { description: 'IPI', tax_subtotal: 'x' }],
				total: 100,
			}),
		).toEqual({
			fees: [['SHIPPING', null, 5]],
			discounts: [],
			total: { itemsPrice: null, otherFees: 5, discount: null, orderAmount: 100 },
			warnings: ['AMOUNT_UNREAD', 'TOTAL_MISMATCH'],
		});
	});

	it('count the whole tax where those that are listed are nothing', () => {
		const taxes = [{ description: 'IPI', tax_subtotal: 0 }];
		expect(amounts({ taxes, tax_subtotal: 12, total: 112 })).toEqual({
			fees: [['OTHER', 'Impostos', 12]],
			discounts: [],
			total: { itemsPrice: null, otherFees: 12, discount: null, orderAmount: 112 },
			warnings: [],
		});
	});

	it('warn of a detail that has no surcharge, and of a row that has one: these are whole', () => {
		expect(amounts({ total: 102 }).warnings).toEqual(['TOTAL_MISMATCH']);
		const row = { products: null, subtotal: 100, total: 105 };
		expect(amounts({ ...row, payment_surcharge: 2 }).warnings).toEqual(['TOTAL_MISMATCH']);
		expect(amounts({ ...row, payment_surcharge: '' }).warnings).toEqual([]);
		expect(amounts({ ...row, is_parent_order: 'Y' }).warnings).toEqual(['SPLIT_ORDER']);
	});

	it('name a surcharge as the payment method does', () => {
		const surcharge = (payment_method: IDataObject | string) =>
			amounts({ payment_surcharge: 2, payment_method }).fees;
		expect(surcharge({ surcharge_title: 'Taxa do boleto' })).toEqual([['OTHER', 'Taxa do boleto', 2]]);
		expect(surcharge({ surcharge_title: '' })).toEqual([['OTHER', 'Acréscimo do pagamento', 2]]);
		expect(surcharge('Boleto')).toEqual([['OTHER', 'Acréscimo do pagamento', 2]]);
	});
});

describe('the payment of a Venddor order', () => {
	const paymentsOf = (raw: IDataObject) => toUnified({ order_id: '1', total: '10.00', ...raw }).payments;

	it.each([
		['paid', 'PREPAID'],
		['Pago', 'PREPAID'],
		['pending', 'PENDING'],
		['Pendente', 'PENDING'],
		['unpaid', 'PENDING'],
		['not_paid', 'PENDING'],
		['não pago', 'PENDING'],
		['refunded', null],
		[undefined, null],
	])('was made or not, as far as that is told: %p', (status, type) => {
		const { methods } = paymentsOf({ payment: { status, payment_method: 'Pix' } });
		expect(methods).toEqual([
			{ type, method: 'PIX', brand: null, label: 'Pix', amount: 10, transactionId: null },
		]);
	});

	it('has the first name that is told', () => {
		const label = (raw: IDataObject) => paymentsOf(raw).methods.map(({ label: name }) => name);
		const payment = { payment_method: 'D' };
		expect(label({ payment_method: 'A', payment })).toEqual(['A']);
		expect(label({ payment_method: { payment: 'B', payment_name: 'C' }, payment })).toEqual(['B']);
		expect(label({ payment_method: { payment_name: 'C' }, payment })).toEqual(['C']);
		expect(label({ payment_method: {}, payment })).toEqual(['D']);
		expect(label({ payment: { status: 'paid' } })).toEqual([null]);
		expect(label({ payment_id: '6', payment_method: [] })).toEqual([]);
	});

	it('never shows the settings of the processor', () => {
		const unified = toUnified(fixture('payment overdue'));
		expect(JSON.stringify(fixture('payment overdue'))).toContain('never shown');
		expect(JSON.stringify(unified)).not.toContain('never shown');
	});
});

describe('the invoice of a Venddor order', () => {
	it.each([
		['88', true],
		[88, true],
		['0', null],
		['', null],
		[null, null],
		[undefined, null],
	])('is there by its number %p', (invoice_id, requested) => {
		expect(toUnified({ order_id: '1', invoice_id }).invoice).toEqual({ requested, document: null });
	});
});

describe('the number of a Venddor order', () => {
	it.each<[unknown, string]>([
		['5138', '5138'],
		[5138, '5138'],
		[' A-7 ', 'A-7'],
	])('%p is %p', (order_id, orderId) => {
		expect(venddorOrders.orderIdOf({ order_id } as IDataObject)).toBe(orderId);
		expect(toUnified({ order_id }).source.orderId).toBe(orderId);
		expect(toUnified({ order_id }).displayId).toBe(orderId);
	});

	it.each<[unknown]>([[undefined], [null], [''], ['0'], [0], [1.5], [1e300], [{}], [[1]], [true]])(
		'is missing where Venddor sends %p',
		(order_id) => {
			expect(() => venddorOrders.orderIdOf({ order_id } as IDataObject)).toThrow(
				'Venddor sent an order without a number ("order_id")',
			);
			const unified = toUnified({ order_id });
			expect(unified.source.orderId).toBe('');
			expect(unified.displayId).toBeNull();
			expect(unified.warnings).toContain('ORDER_ID_MISSING');
		},
	);
});

describe('the details of a Venddor order', () => {
	it('are read one by one where the list tells no products', () => {
		const { areMissing, ...details } = venddorOrders.details ?? { areMissing: () => false };
		expect(details).toEqual({ operation: 'order.get', byOrder: 'order_id' });
		expect(areMissing(fixture('seed list 5138'))).toBe(true);
		expect(areMissing({ products: null })).toBe(true);
		expect(areMissing(fixture('seed detail 5138'))).toBe(false);
		expect(areMissing(fixture('empty lists'))).toBe(false);
		expect(venddorOrders.whole).toBeUndefined();
	});
});

describe('the personal data of a Venddor order', () => {
	const found = (value: unknown, [name, ...rest]: string[]): boolean => {
		if (name === undefined) return true;
		if (typeof value !== 'object' || value === null) return false;
		const inner = Object.entries(value).filter(([key]) => name === '*' || key === name);
		return inner.some(([, member]) => found(member, rest));
	};

	it.each(venddorOrders.personal)('stand where a row has them: %s', (path) => {
		expect(fixtures.filter(([, { raw }]) => found(raw, path.split('.'))).length).toBeGreaterThan(0);
	});

	it('are all that tells who the customer is', () => {
		const parts = ['address', 'address_2', 'city', 'state', 'state_descr', 'zipcode'];
		const person = [...parts, 'firstname', 'lastname', 'phone'];
		expect([...venddorOrders.personal].sort()).toEqual(
			[
				...[
					'firstname',
					'lastname',
					'email',
					'phone',
					'issuer_name',
					'ip_address',
					'cp_em_ip',
					'CNPJ',
					'CPF',
				],
				...['notes', 'details', 'payment_info.*', 'fields.*'],
				...person.map((part) => `s_${part}`),
				...person.map((part) => `b_${part}`),
				'products.*.product_options.*.value',
				'products.*.extra.product_options_value.*.value',
			].sort(),
		);
	});
});

describe('the samples of Venddor', () => {
	it('are five, and each is an order that a test checks by hand', () => {
		expect(venddorOrders.samples.map(({ value, name }) => [value, name])).toEqual([
			['delivery', 'Shipped by a Carrier'],
			['pickup', 'Picked Up at the Warehouse'],
			['scheduled', 'Awaiting Stock'],
			['cancelled', 'Cancelled'],
			['hardest', 'Part of a Split Order'],
		]);
		for (const { value, raw } of venddorOrders.samples) expect(raw).toEqual(fixture(`sample ${value}`));
	});

	it('need no warning, and say what they are', () => {
		for (const { description, raw } of venddorOrders.samples) {
			expect(toUnified(raw).warnings).toEqual([]);
			expect(venddorOrders.details?.areMissing(raw)).toBe(false);
			expect(description).toMatch(/^[A-Z].*[^.]$/);
		}
	});
});

describe('whatever Venddor sends', () => {
	const names = [
		...['order_id', 'issuer_id', 'user_id', 'is_parent_order', 'parent_order_id', 'company_id', 'company'],
		...['timestamp', 'updated_at', 'firstname', 'lastname', 'email', 'phone', 'status', 'total', 'subtotal'],
		...['discount', 'subtotal_discount', 'payment_surcharge', 'shipping_cost', 'tax_subtotal', 'taxes'],
		...['description', 'price_includes_tax', 'products', 'product', 'product_id', 'product_code', 'price'],
		...['amount', 'product_options', 'extra', 'product_options_value', 'option_type', 'option_name', 'value'],
		...[
			'variant_id',
			'variant_name',
			'modifier',
			'modifier_type',
			'payment_method',
			'payment',
			'payment_info',
		],
		...['transaction_id', 'surcharge_title', 'shipping', 'tracking_number', 'need_shipping', 'invoice_id'],
		...['s_address', 's_city', 's_country', 'b_zipcode', 'notes', 'CNPJ', '__proto__'],
	];
	const leaf = fc.oneof(
		fc.constant(null),
		fc.boolean(),
		fc.integer(),
		fc.double(),
		fc.string(),
		fc.constantFrom('NaN', '8,99', '9790.00', '1.234,56', '1660336595', '2022-08-12', 'Y', 'N'),
		fc.constantFrom('E', 'J', 'K', 'Pix', 'paid', 'true', '0', '-0', '1e999', '5.000', 'P'),
	);
	const { tree } = fc.letrec((tie) => ({
		tree: fc.oneof(
			{ maxDepth: 6, withCrossShrink: true },
			leaf,
			fc.array(tie('tree'), { maxLength: 4 }),
			fc.dictionary(fc.constantFrom(...names), tie('tree'), { maxKeys: 12 }),
		),
	}));

	const isSound = (raw: unknown) => {
		const unified = toUnified(raw);
		expect(schemaErrors(unified)).toEqual([]);
		expect(lostInJson(unified)).toEqual([]);
	};

	it('becomes an order with every key and no NaN, if it is any JSON', () => {
		fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), isSound), { numRuns: 300 });
	});

	it("becomes an order with every key and no NaN, if Venddor's members hold the wrong things", () => {
		fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), tree, { maxKeys: 20 }), isSound), {
			numRuns: 800,
		});
	});

	it('becomes an order if a fixture has one member replaced by anything', () => {
		const replaced = fc.tuple(
			fc.constantFrom(...fixtures.map(([, { raw }]) => raw)),
			fc.constantFrom(...names),
			tree,
		);
		fc.assert(
			fc.property(replaced, ([raw, name, value]) => {
				const spoilt = JSON.parse(JSON.stringify(raw), (key, member: unknown) =>
					key === name ? value : member,
				) as unknown;
				isSound(spoilt);
			}),
			{ numRuns: 800 },
		);
	});

	it('has lines whose quantity times price is their total, as far as these are known', () => {
		const line = fc.record({
			price: fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.constantFrom('8,99', '24.90', 'x')),
			amount: fc.integer({ min: 1, max: 500 }),
		});
		fc.assert(
			fc.property(fc.array(line, { maxLength: 5 }), (products) => {
				for (const item of toUnified({ order_id: '1', products }).items) {
					const { quantity, unitPrice, optionsPrice, totalPrice } = item;
					if (unitPrice === null) expect([optionsPrice, totalPrice]).toEqual([null, null]);
					else expect(totalPrice).toBeCloseTo(Number(quantity) * (unitPrice + Number(optionsPrice)), 2);
				}
			}),
		);
	});
});
