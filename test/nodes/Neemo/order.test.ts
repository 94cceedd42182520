import { join } from 'node:path';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { plain } from '../../../core/order/read';
import type { OrderStatus, UnifiedOrder } from '../../../core/order/types';
import { neemoOrders } from '../../../nodes/Neemo/order';
import { lostInJson, schemaErrors } from '../../core/order/support';
import { checkFixtures, complete, fixturesIn, store, type Fixture } from '../support/fixtures';

const toUnified = (raw: unknown) => neemoOrders.toUnified(raw as IDataObject, store);
const folder = join(__dirname, 'orders');
const fixtures = fixturesIn(folder);

/** Where an order goes, as `forma_entrega`. */
const DELIVERY = 1;
const PICKUP = 2;
const TABLE = 3;

const itemsOf = (raw: object) => toUnified({ id: 1, ...raw }).items;
const warningsOf = (raw: object) => toUnified({ id: 1, status: 0, forma_entrega: DELIVERY, ...raw }).warnings;

describe('an order of Neemo', () => {
	checkFixtures(neemoOrders, folder);
});

describe('the status of a Neemo order', () => {
	it.each<[unknown, number | undefined, OrderStatus]>([
		[0, DELIVERY, 'CREATED'],
		[1, DELIVERY, 'CONFIRMED'],
		['1', PICKUP, 'CONFIRMED'],
		[2, TABLE, 'DELIVERED'],
		[2, DELIVERY, 'DELIVERED'],
		[3, DELIVERY, 'CANCELLED'],
		[3, PICKUP, 'CANCELLED'],
		[4, DELIVERY, 'IN_DELIVERY'],
		[4, PICKUP, 'READY'],
		[4, TABLE, 'READY'],
		[4, undefined, 'READY'],
		[5, PICKUP, 'CANCELLED'],
		[6, PICKUP, 'CANCELLED'],
		[7, PICKUP, 'CANCELLED'],
		[8, DELIVERY, 'PENDING_PAYMENT'],
		[9, DELIVERY, 'PAYMENT_FAILED'],
		[10, DELIVERY, 'UNKNOWN'],
		['novo', PICKUP, 'UNKNOWN'],
		[null, PICKUP, 'UNKNOWN'],
	])('%p with forma_entrega %p is %s', (status, forma_entrega, unified) => {
		expect(toUnified({ id: 1, status, forma_entrega }).status).toBe(unified);
	});

	it.each([DELIVERY, PICKUP])('is what the person says it is, with forma_entrega %p', (forma_entrega) => {
		const own = { ...store, statusWords: new Map<string, OrderStatus>([[plain('4'), 'PREPARING']]) };
		const unified = neemoOrders.toUnified({ id: 1, status: 4, forma_entrega }, own);
		expect(unified).toMatchObject({ status: 'PREPARING', statusPhase: 'IN_PROGRESS', statusRaw: '4' });
	});
});

describe('the cancellation of a Neemo order', () => {
	const none = { requested: false, by: null, reason: null, refunded: null };

	it.each([
		[3, { ...none, by: 'MERCHANT' }],
		[5, { ...none, by: 'PLATFORM' }],
		[6, { ...none, by: 'MERCHANT', refunded: true }],
		['7', { ...none, by: 'PLATFORM', refunded: true }],
		[2, none],
	])('by status %p is %p', (status, cancellation) => {
		expect(toUnified({ id: 1, status }).cancellation).toEqual(cancellation);
	});

	it('is of an unknown hand where only the person calls the status cancelled, and none where the person does not', () => {
		const statusWords = new Map<string, OrderStatus>([
			['9', 'CANCELLED'],
			['6', 'DELIVERED'],
		]);
		const read = (status: number) => neemoOrders.toUnified({ id: 1, status }, { ...store, statusWords });
		expect(read(9).cancellation).toEqual({ ...none, by: 'UNKNOWN' });
		expect(read(6).cancellation).toEqual(none);
	});
});

describe('the type of a Neemo order', () => {
	it.each([
		[1, 'DELIVERY'],
		['1', 'DELIVERY'],
		[2, 'TAKEOUT'],
		[3, 'INDOOR'],
		[4, null],
		['entrega', null],
		[undefined, null],
	])('%p is %p', (forma_entrega, orderType) => {
		const unified = toUnified({ id: 1, status: 0, forma_entrega });
		expect(unified.orderType).toBe(orderType);
		expect(unified.warnings).toEqual(orderType === null ? ['ORDER_TYPE_UNKNOWN'] : []);
	});
});

describe('the time a Neemo order is wanted', () => {
	const later = '2026-11-22T12:30:00-03:00';

	it.each([
		[true, later, 'SCHEDULED', later],
		['true', later, 'SCHEDULED', later],
		[1, later, 'SCHEDULED', later],
		[true, null, 'SCHEDULED', null],
		[undefined, later, 'SCHEDULED', later],
		['talvez', later, 'SCHEDULED', later],
		[false, later, 'INSTANT', null],
		['false', later, 'INSTANT', null],
		[0, later, 'INSTANT', null],
		[false, null, 'INSTANT', null],
		[undefined, null, null, null],
		[undefined, ' ', null, null],
	])(
		'is_scheduled %p with scheduled_at %p is %p',
		(is_scheduled, scheduled_at, orderTiming, scheduledStart) => {
			expect(toUnified({ id: 1, is_scheduled, scheduled_at }).timing).toEqual({
				orderTiming,
				scheduledStart,
				scheduledEnd: null,
				preparationStart: null,
				estimatedDelivery: null,
			});
		},
	);
});

describe('the payment of a Neemo order', () => {
	const paid = { id: 1, status: 0, forma_entrega: DELIVERY, total: 30 };

	it.each([
		[true, 'PREPAID', 30, 0],
		['true', 'PREPAID', 30, 0],
		[false, 'PENDING', 0, 30],
		['0', 'PENDING', 0, 30],
		[undefined, null, null, null],
		['sim', null, null, null],
	])('with payment_online %p is %p', (payment_online, type, prepaid, pending) => {
		const { payments } = toUnified({ ...paid, payment_method: 'Pix', payment_online });
		expect(payments).toMatchObject({ prepaid, pending, methods: [{ type, label: 'Pix', amount: 30 }] });
	});

	it.each([
		[[{ method: 'credit_card', method_name: 'Cartão de crédito' }], 'Cartão de crédito'],
		[{ method: 'pix', method_name: '' }, 'pix'],
		[null, null],
	])('is named by Payment %p where it has no name', (Payment, label) => {
		const { methods } = toUnified({ ...paid, payment_method: null, payment_online: true, Payment }).payments;
		expect(methods).toMatchObject([{ type: 'PREPAID', label, amount: 30 }]);
		expect(methods).toHaveLength(1);
	});

	it('has a name of its own that goes before that of Payment', () => {
		const raw = { ...paid, payment_method: 'Crédito Hipercard', Payment: { method_name: 'Cartão' } };
		expect(toUnified(raw).payments.methods).toMatchObject([{ label: 'Crédito Hipercard', type: null }]);
	});

	it('is none where nothing is told of it', () => {
		expect(toUnified(paid).payments.methods).toEqual([]);
		expect(toUnified({ ...paid, status: 8 }).payments.methods).toEqual([]);
	});

	it.each([
		[8, true],
		[9, true],
		[8, undefined],
	])('is not made in status %p, with payment_online %p', (status, payment_online) => {
		const { payments } = toUnified({ ...paid, status, payment_method: 'Pix', payment_online });
		expect(payments).toMatchObject({ prepaid: 0, pending: 30, methods: [{ type: 'PENDING' }] });
	});
});

describe('the change of a Neemo order', () => {
	const cash = { payment_method: 'Dinheiro', payment_online: false, total: 30, sub_total: 30 };

	it.each<[unknown, object, number | null, number | null, string[]]>([
		[50, cash, 50, 20, []],
		['50,00', cash, 50, 20, []],
		[30, cash, 30, null, []],
		[29.99, cash, 29.99, null, ['CHANGE_ASSUMED']],
		[0, cash, null, null, []],
		[null, cash, null, null, []],
		[-5, cash, null, null, []],
		['talvez', cash, null, null, ['AMOUNT_UNREAD']],
		[50, { ...cash, payment_online: true }, null, null, ['CHANGE_ASSUMED']],
		[0, { ...cash, payment_online: true }, null, null, []],
		[50, { ...cash, payment_online: null }, 50, null, []],
	])('with troco %p and %p is for %p, %p to bring', (troco, raw, changeFor, changeDue, warnings) => {
		const unified = toUnified({ id: 1, status: 0, forma_entrega: DELIVERY, ...raw, troco });
		expect(unified.payments).toMatchObject({ changeFor, changeDue });
		expect(unified.warnings).toEqual(warnings);
	});
});

describe('the receipt of a Neemo order', () => {
	it.each([
		['529.982.247-25', true, '52998224725', []],
		[52998224725, true, '52998224725', []],
		['Sim', true, null, []],
		[true, true, null, []],
		['', false, null, []],
		[null, false, null, []],
		[undefined, null, null, []],
		['123', true, '123', ['DOCUMENT_INVALID']],
	])('with cpf_in_note %p: wanted %p, for %p', (cpf_in_note, requested, document, warnings) => {
		const raw = { id: 1, status: 0, forma_entrega: DELIVERY };
		const unified = toUnified(cpf_in_note === undefined ? raw : { ...raw, cpf_in_note });
		expect(unified.invoice).toEqual({ requested, document });
		expect(unified.customer.document).toBe(document);
		expect(unified.warnings).toEqual(warnings);
	});
});

describe('the fees of a Neemo order', () => {
	const deliveryFee = { type: 'DELIVERY_FEE', name: null, amount: 6 };
	const extra = { type: 'OTHER', name: 'Embalagem', amount: 2 };

	it.each([
		[{ tax: 6, taxa_extra: 2, taxa_extra_title: 'Embalagem' }, [deliveryFee, extra], 8],
		[{ tax: 6, taxa_extra: null, taxa_extra_title: 'Embalagem' }, [deliveryFee], 6],
		[{ taxa_extra: 2, taxa_extra_title: 'Embalagem' }, [extra], 2],
		[{ tax: '', taxa_extra: '' }, [], null],
		[{ tax: 0 }, [], 0],
		[{}, [], null],
	])('%p are %p, together %p', (raw, otherFees, sum) => {
		const unified = toUnified({ id: 1, ...raw });
		expect(unified.otherFees).toEqual(otherFees);
		expect(unified.total.otherFees).toBe(sum);
	});
});

describe('the discounts of a Neemo order', () => {
	const cart = { target: 'CART', name: null, code: null, sponsor: null };
	const voucher = { ...cart, code: 'DEZ', amount: 10 };

	it.each<[string, object, object[], number | null, string[]]>([
		['nothing', {}, [], null, []],
		['zeros', { voucher_discount: 0, total_discount: 0 }, [], 0, []],
		['a sum alone', { total_discount: 7 }, [{ ...cart, amount: 7 }], 7, []],
		['a voucher without a sum', { voucher_code: 'DEZ', voucher_discount: 10 }, [voucher], 10, []],
		['an award of nothing without a sum', { fidelity_program_discount: 0 }, [], 0, []],
		[
			'a sum that is off by a cent',
			{ voucher_code: 'DEZ', voucher_discount: 10, total_discount: 10.01 },
			[voucher],
			10.01,
			[],
		],
		[
			'a sum of two cents more',
			{ voucher_code: 'DEZ', voucher_discount: 10, total_discount: 10.02 },
			[voucher, { ...cart, amount: 0.02 }],
			10.02,
			[],
		],
		[
			'a sum of two cents less',
			{ voucher_code: 'DEZ', voucher_discount: 10, total_discount: 9.98 },
			[voucher],
			9.98,
			['DISCOUNT_MISMATCH'],
		],
		[
			'a sum of nothing',
			{ voucher_code: 'DEZ', voucher_discount: 10, total_discount: 0 },
			[voucher],
			0,
			['DISCOUNT_MISMATCH'],
		],
		[
			'a voucher that is no list',
			{ Vouchers: { voucher_code: 'DEZ', voucher_discount: '10,00' }, total_discount: 10 },
			[voucher],
			10,
			[],
		],
		[
			'a list of vouchers without amounts under a head with one',
			{ Vouchers: [{ voucher_code: 'X' }], voucher_code: 'DEZ', voucher_discount: 10, total_discount: 10 },
			[voucher],
			10,
			[],
		],
		[
			'an award that is an amount of money, which is no name',
			{ FidelityProgram: { award: 'R$ 10,00' }, fidelity_program_discount: 10, total_discount: 10 },
			[{ ...cart, amount: 10 }],
			10,
			[],
		],
		[
			'an award with a name',
			{ FidelityProgram: { award: 'Free Delivery' }, fidelity_program_discount: 10, total_discount: 10 },
			[{ ...cart, name: 'Free Delivery', amount: 10 }],
			10,
			[],
		],
		[
			'a sum that cannot be read',
			{ voucher_code: 'DEZ', voucher_discount: 10, total_discount: 'dez' },
			[voucher],
			10,
			['AMOUNT_UNREAD'],
		],
	])('%s', (_, raw, discounts, discount, warnings) => {
		const unified = toUnified({ id: 1, status: 0, forma_entrega: DELIVERY, ...raw });
		expect(unified.discounts).toEqual(discounts);
		expect(unified.total.discount).toBe(discount);
		expect(unified.warnings).toEqual(warnings);
	});
});

describe('the price of an item of a Neemo order', () => {
	const withComplements = (item: object, ...Complements: object[]) => ({
		ItemOrder: [{ title: 'Pastel', ...item, ComplementCategories: [{ Complements }] }],
	});
	const prices = (raw: object) =>
		itemsOf(raw).map(({ quantity, unitPrice, optionsPrice, totalPrice, options }) => ({
			line: [quantity, unitPrice, optionsPrice, totalPrice],
			options: options.map((option) => [option.quantity, option.unitPrice, option.totalPrice]),
		}));

	it.each<[string, object, unknown[], unknown[][], string[]]>([
		[
			'price and total without quantity',
			withComplements({ price: 10, total: 12 }, { price_un: 2 }),
			[null, 10, 2, 12],
			[[1, 2, 2]],
			[],
		],
		[
			'no total for one: computed',
			withComplements({ quantity: 1, price: 10 }, { quantity: 3, price_un: 2 }),
			[1, 10, 6, 16],
			[[3, 2, 6]],
			[],
		],
		[
			'no total for two without priced complements: computed',
			withComplements({ quantity: 2, price: 10 }, { price_un: 0 }),
			[2, 10, 0, 20],
			[[1, 0, 0]],
			[],
		],
		[
			'no total for two with a priced complement: left open',
			withComplements({ quantity: 2, price: 10 }, { price_un: 2 }),
			[2, 10, 2, null],
			[[1, 2, 2]],
			['ITEM_PRICE_ASSUMED'],
		],
		[
			'no price',
			withComplements({ quantity: 2, total: 24 }, { price_un: 2 }),
			[2, null, 2, 24],
			[[1, 2, 2]],
			[],
		],
		['nothing', withComplements({ quantity: 2 }, {}), [2, null, 0, null], [[1, null, 0]], []],
		[
			'quantity 0',
			withComplements({ quantity: 0, price: 10, total: 0 }, { price_un: 2 }),
			[0, 10, 2, 0],
			[[1, 2, 2]],
			[],
		],
		[
			'quantity 0 that cost something all the same',
			withComplements({ quantity: 0, price: 10, total: 10 }, { price_un: 2 }),
			[0, 10, 2, 10],
			[[1, 2, 2]],
			['ITEM_PRICE_ASSUMED'],
		],
		[
			'a quantity taken back',
			withComplements({ quantity: -1, price: 10, total: -12 }, { price_un: 2 }),
			[-1, 10, 2, -12],
			[[1, 2, 2]],
			[],
		],
		[
			'a complement with a total only',
			withComplements({ quantity: 2, price: 10, total: 26 }, { quantity: 1, total: 3 }),
			[2, 10, 3, 26],
			[[1, null, 3]],
			[],
		],
		[
			'a complement whose total covers the whole line',
			withComplements({ quantity: 2, price: 10, total: 24 }, { quantity: 1, price_un: 2, total: 4 }),
			[2, 10, 2, 24],
			[[1, 2, 2]],
			[],
		],
		[
			'a complement whose price cannot be read, in an item whose price explains the total',
			withComplements({ quantity: 2, price: 10, total: 20 }, { price_un: 'x' }),
			[2, 10, 0, 20],
			[[1, null, 0]],
			['AMOUNT_UNREAD'],
		],
		[
			'a complement whose price cannot be read: the rest is its, and what it adds is not told',
			withComplements({ quantity: 2, price: 10, total: 24 }, { price_un: 'x' }),
			[2, 10, 2, 24],
			[[1, null, null]],
			['AMOUNT_UNREAD', 'ITEM_PRICE_ASSUMED'],
		],
		[
			'a complement whose price cannot be read, without a total',
			withComplements({ quantity: 1, price: 10 }, { price_un: 'x' }),
			[1, 10, null, null],
			[[1, null, null]],
			['AMOUNT_UNREAD'],
		],
		[
			'a complement whose price cannot be read before one that can',
			withComplements({ quantity: 1, price: 10 }, { price_un: 'x' }, { price_un: 2 }),
			[1, 10, null, null],
			[
				[1, null, null],
				[1, 2, 2],
			],
			['AMOUNT_UNREAD'],
		],
		[
			'totals of some complements only: these prove nothing',
			withComplements(
				{ quantity: 2, price: 10, total: 22 },
				{ quantity: 1, price_un: 7 },
				{ quantity: 1, price_un: 3, total: 2 },
			),
			[2, 10, 1, 22],
			[
				[1, 7, null],
				[1, 3, null],
			],
			['ITEM_PRICE_ASSUMED'],
		],
		[
			'a complement without price in a line of more than its price: the unit is what was charged',
			withComplements({ quantity: 2, price: 10, total: 25 }, { quantity: 1 }),
			[2, 12.5, 0, 25],
			[[1, null, 0]],
			['ITEM_PRICE_ASSUMED'],
		],
		[
			'a priced complement that cannot have cost anything',
			withComplements({ quantity: 2, price: 10, total: 18 }, { price_un: 2 }),
			[2, 9, 0, 18],
			[[1, 2, 0]],
			['ITEM_PRICE_ASSUMED'],
		],
		[
			'a total off by a cent',
			withComplements({ quantity: 3, price: 3.33, total: 10 }),
			[3, 3.33, 0, 10],
			[],
			[],
		],
		[
			'a total off by two cents',
			withComplements({ quantity: 2, price: 3, total: 6.02 }),
			[2, 3.01, 0, 6.02],
			[],
			['ITEM_PRICE_ASSUMED'],
		],
		[
			'a price of four decimals',
			withComplements({ quantity: 0.5, price: 25.9075, total: 12.95 }),
			[0.5, 25.9075, 0, 12.95],
			[],
			[],
		],
		[
			'a total of more than two decimals',
			withComplements({ quantity: 1, price: 25.9075, total: 25.9075 }),
			[1, 25.9075, 0, 25.91],
			[],
			[],
		],
	])('with %s', (_, raw, line, options, warnings) => {
		expect(prices(raw)).toEqual([{ line, options }]);
		expect(warningsOf(raw)).toEqual(warnings);
	});
});

describe('the price of what Neemo prices in a whole', () => {
	const line = (raw: object) =>
		itemsOf(raw).map(({ kind, quantity, unitPrice, optionsPrice, totalPrice }) => [
			kind,
			quantity,
			unitPrice,
			optionsPrice,
			totalPrice,
		]);
	const promotion = (raw: object) => ({ PromotionGroupOrders: [raw] });

	it.each<[string, object, unknown[], string[]]>([
		['a pizza without price', { PizzaOrders: [{ quantity: 2 }] }, ['PIZZA', 2, null, 0, null], []],
		['a pizza without quantity', { PizzaOrders: [{ total_un: 62 }] }, ['PIZZA', null, 62, 0, null], []],
		['a combo', { ComboOrders: [{ quantity: 3, total_un: 33.33 }] }, ['COMBO', 3, 33.33, 0, 99.99], []],
		[
			'a promotion by its value',
			promotion({ quantity: 2, value: 40, total: 80 }),
			['PROMOTION', 2, 40, 0, 80],
			[],
		],
		[
			'a promotion whose total says something else',
			promotion({ quantity: 2, value: 40, total: 90 }),
			['PROMOTION', 2, 40, 0, 80],
			['ITEM_PRICE_ASSUMED'],
		],
		['a promotion by its total', promotion({ quantity: 2, total: 90 }), ['PROMOTION', 2, 45, 0, 90], []],
		[
			'a promotion of which nothing was taken',
			promotion({ quantity: 0, total: 90 }),
			['PROMOTION', 0, null, 0, null],
			[],
		],
		['a promotion without price', promotion({ quantity: 2 }), ['PROMOTION', 2, null, 0, null], []],
		['a promotion without quantity', promotion({ total: 90 }), ['PROMOTION', null, null, 0, null], []],
		[
			'a promotion with both quantities: that of [S] counts',
			promotion({ quantity: 2, quantidade: 3, value: 40 }),
			['PROMOTION', 2, 40, 0, 80],
			[],
		],
		[
			'an additional whose price cannot be read',
			{ OrderAdditionals: [{ Additionals: [{ title: 'Vela', quantity: 1, price_un: 'x' }] }] },
			['EXTRA', 1, null, 0, null],
			['AMOUNT_UNREAD'],
		],
	])('%s', (_, raw, prices, warnings) => {
		expect(line(raw)).toEqual([prices]);
		expect(warningsOf(raw)).toEqual(warnings);
	});
});

describe('the names in a Neemo order', () => {
	it.each([
		['Grande', 'Pizza Grande', 'Grande'],
		['PIZZA BROTO', 'PIZZA BROTO', 'PIZZA BROTO'],
		['Pizzaiolo', 'Pizza Pizzaiolo', 'Pizzaiolo'],
		['Mini pizza', 'Pizza Mini pizza', 'Mini pizza'],
		[null, 'Pizza', null],
	])('have for a pizza of the size %p: %p', (title, name, variant) => {
		expect(itemsOf({ PizzaOrders: [{ PizzaTamanho: { title } }] })).toMatchObject([{ name, variant }]);
	});

	it.each([
		[true, 'HIGHEST'],
		[false, 'AVERAGE'],
		[null, null],
	])('have with pizza_maior_valor %p the rule %p', (pizza_maior_valor, pricingRule) => {
		expect(itemsOf({ PizzaOrders: [{ pizza_maior_valor }] })).toMatchObject([{ pricingRule }]);
	});

	it.each([
		[1, 'SUM'],
		['2', 'HIGHEST'],
		[3, 'FIXED'],
		[4, null],
		[undefined, null],
	])('have for a promotion of type %p the rule %p', (type, pricingRule) => {
		expect(itemsOf({ PromotionGroupOrders: [{ type }] })).toMatchObject([{ pricingRule }]);
	});

	it.each([
		[{ bonus: { type: 4, value: 'Pudim' } }, ['Promo', 'Pudim']],
		[{ bonus: [{ type: '4', value: 'Pudim' }] }, ['Promo', 'Pudim']],
		[{ bônus: { type: 4, value: null } }, ['Promo', 'Item 2']],
		[{ bonus: { type: 1, value: null } }, ['Promo']],
		[{ bonus: null }, ['Promo']],
	])('show the gift of a promotion with %p', (bonus, names) => {
		const items = itemsOf({ PromotionGroupOrders: [{ name: 'Promo', ...bonus }] });
		expect(items.map(({ name }) => name)).toEqual(names);
		expect(items.slice(1).every(({ kind, totalPrice }) => kind === 'GIFT' && totalPrice === 0)).toBe(true);
	});

	it.each([
		[{ ref: 'R', variacao_ref: 'V', name: '2 litros' }, 'R', [{ role: 'SIZE', externalCode: 'V' }]],
		[{ ref: null, variacao_ref: 'V', name: '2 litros' }, 'V', [{ role: 'SIZE', externalCode: 'V' }]],
		[{ ref: 'R', variacao_ref: 'V', name: null }, 'R', []],
		[{ ref: 'R', variacao_ref: ' ', name: '2 litros' }, 'R', []],
	])('have the codes of an item with %p', (item, externalCode, options) => {
		const [only] = itemsOf({ ItemOrder: [item] });
		expect(only?.externalCode).toBe(externalCode);
		expect(only?.options).toMatchObject(options);
		expect(only?.options).toHaveLength(options.length);
	});

	it.each([
		[{ title: 'Nome', Additionals: [{ title: 'T', text_input: 'Ana', quantity: 2 }] }, 'Nome', 2],
		[{ title: null, Additionals: [{ title: 'T', text_input: 'Ana' }] }, 'T', 1],
	])('show a typed answer under its question: %p', (question, name, quantity) => {
		const answer = { role: 'ANSWER', groupName: null, name: 'Ana', totalPrice: 0 };
		const category = null;
		expect(itemsOf({ OrderAdditionals: [question] })).toMatchObject([
			{ kind: 'EXTRA', name, quantity, category, unitPrice: 0, totalPrice: 0, options: [answer] },
		]);
	});

	it('leave out what is no line', () => {
		expect(itemsOf({ ItemOrder: [null, 'Coxinha', { title: 'Pastel' }] }).map(({ name }) => name)).toEqual([
			'Pastel',
		]);
	});

	it('stand in the order of the documentation, a gift beside its promotion and the others at the end', () => {
		const items = itemsOf({
			FidelityProgram: { award_item: 'Café' },
			Vouchers: [{ voucher_brinde: 'Bala' }],
			OrderAdditionals: [{ Additionals: [{ title: 'Vela' }] }],
			PromotionGroupOrders: [
				{ name: 'Um', bonus: { type: 4, value: 'Pudim' } },
				{ name: 'Dois', bonus: { type: 1 } },
			],
			ComboOrders: [{ combo_title: 'Combo', notes: 'Sem gelo' }],
			PizzaOrders: [{}],
			ItemOrder: [{ title: 'Pastel' }],
		});
		expect(items.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
			'ITEM Pastel',
			'PIZZA Pizza',
			'COMBO Combo',
			'PROMOTION Um',
			'GIFT Pudim',
			'PROMOTION Dois',
			'EXTRA Vela',
			'GIFT Bala',
			'GIFT Café',
		]);
		expect(items[2]?.observations).toBe('Sem gelo');
	});
});

describe('the number of a Neemo order', () => {
	it.each<[object, string]>([
		[{ id: 987654 }, '987654'],
		[{ id: ' 987654 ' }, '987654'],
		[{ order_id: 987654, ref: 3 }, '987654'],
		[{ id: 1, order_id: 2 }, '1'],
		[{ id: null, order_id: '2' }, '2'],
	])('of %p is %p', (raw, orderId) => {
		expect(neemoOrders.orderIdOf(raw as IDataObject)).toBe(orderId);
		expect(toUnified(raw).source.orderId).toBe(orderId);
	});

	it.each<[unknown]>([[undefined], [null], [''], [1.5], [1e300], [{}], [[1]], [true]])(
		'is missing where Neemo sends %p',
		(id) => {
			expect(() => neemoOrders.orderIdOf({ id } as IDataObject)).toThrow(
				'Neemo sent an order without a number ("id")',
			);
			const unified = toUnified({ id });
			expect(unified.source.orderId).toBe('');
			expect(unified.warnings).toContain('ORDER_ID_MISSING');
		},
	);
});

describe('the verbs of Neemo', () => {
	const note = 'Neemo tells the customer about every change by e-mail and push message.';
	const call = (status: number, reaches: OrderStatus) => ({
		operation: 'order.changeStatus',
		values: { status },
		reaches,
		note,
	});

	it('set its numbers; sent and ready are one number, and there is none for the preparation', () => {
		expect(neemoOrders.verbs).toEqual({
			calls: {
				confirm: call(1, 'CONFIRMED'),
				readyForPickup: {
					...call(4, 'READY'),
					only: { types: ['TAKEOUT', 'INDOOR'], instead: 'dispatch' },
					note: `For orders that are picked up or eaten at a table. ${note}`,
				},
				dispatch: {
					...call(4, 'IN_DELIVERY'),
					only: { types: ['DELIVERY'], instead: 'readyForPickup' },
					note: `For orders to be delivered. ${note}`,
				},
				conclude: call(2, 'DELIVERED'),
				cancel: call(3, 'CANCELLED'),
			},
			orderParameter: 'order_id',
			read: { operation: 'order.get', byOrder: 'order_id' },
		});
		expect(Object.keys(neemoOrders.verbs.calls.confirm ?? {})).not.toContain('only');
	});

	it('lead to statuses that its orders are read with, for every type they are meant for', () => {
		const ways = { DELIVERY, TAKEOUT: PICKUP, INDOOR: TABLE, SHIPPING: undefined };
		for (const { values, reaches, only } of Object.values(neemoOrders.verbs.calls)) {
			for (const type of only?.types ?? (['DELIVERY', 'TAKEOUT', 'INDOOR'] as const)) {
				const raw = { id: 1, ...(values as object), forma_entrega: ways[type] };
				expect(toUnified(raw)).toMatchObject({ orderType: type, status: reaches });
			}
		}
	});
});

describe('the details of a Neemo order', () => {
	it('are read by its number', () => {
		const { operation, byOrder } = neemoOrders.details ?? {};
		expect({ operation, byOrder }).toEqual({ operation: 'order.get', byOrder: 'order_id' });
	});

	it.each([
		[{ id: 1, total: 30 }, true],
		[{ id: 1, OrderAdditionals: [] }, true],
		[{ id: 1, ItemOrder: [] }, false],
		[{ id: 1, PizzaOrders: [{}] }, false],
		[{ id: 1, ComboOrders: [] }, false],
		[{ id: 1, PromotionGroupOrders: null }, false],
	])('of %p are missing: %p', (row, missing) => {
		expect(neemoOrders.details?.areMissing(row)).toBe(missing);
	});

	it('are missing in the row of the list among the fixtures, and in none of the samples', () => {
		const row = fixtures.find(([name]) => name === 'row of the list')?.[1].raw ?? {};
		expect(neemoOrders.details?.areMissing(row)).toBe(true);
		expect(neemoOrders.samples.map(({ raw }) => neemoOrders.details?.areMissing(raw))).toEqual(
			Array(5).fill(false),
		);
	});
});

describe('the personal data of a Neemo order', () => {
	/** What stands at a path; `*` is every element of a list. */
	const at = (value: unknown, [name, ...rest]: string[]): unknown[] => {
		if (name === undefined) return [value];
		const inside = (value ?? {}) as Record<string, unknown>;
		return (name === '*' ? Object.values(inside) : [inside[name]]).flatMap((member) => at(member, rest));
	};
	const rawOrders = [...fixtures.map(([, { raw }]) => raw), ...neemoOrders.samples.map(({ raw }) => raw)];

	it.each(neemoOrders.personal.map((path) => [path]))('stand at %s', (path) => {
		const found = rawOrders.flatMap((raw) => at(raw, path.split('.')));
		expect(found.some((value) => value !== undefined && value !== null && value !== '')).toBe(true);
	});

	it('are all named', () => {
		expect([...neemoOrders.personal].sort()).toEqual([
			'ItemOrder.*.notes',
			'OrderAdditionals.*.Additionals.*.text_input',
			'PizzaOrders.*.notes',
			'PromotionGroupOrders.*.notes',
			'cep',
			'city',
			'complement',
			'cpf_in_note',
			'email',
			'latitude',
			'longitude',
			'name',
			'neighborhood',
			'notes',
			'number',
			'phone',
			'reference_point',
			'street',
			'uf',
		]);
	});
});

describe('the samples of Neemo', () => {
	const expected = new Map(fixturesIn(join(__dirname, 'samples')));

	it('are the five that every platform has', () => {
		expect(neemoOrders.samples.map(({ value }) => value)).toEqual([
			'delivery',
			'pickup',
			'scheduled',
			'cancelled',
			'hardest',
		]);
	});

	it.each(neemoOrders.samples.map((sample) => [sample.value, sample] as const))(
		'become a unified order without warnings: %s',
		(value, { name, description, raw }) => {
			const unified = toUnified(raw);
			const fixture = { about: value, raw, expected: expected.get(value) } as unknown as Fixture;
			expect(unified).toEqual(complete('neemo', fixture));
			expect(schemaErrors(unified)).toEqual([]);
			expect(unified.warnings).toEqual([]);
			expect(name).toMatch(/^[A-Z]/);
			expect(description).toMatch(/^[A-Z].*[^.]$/);
		},
	);

	it('have other numbers than one another', () => {
		const ids = neemoOrders.samples.map(({ raw }) => neemoOrders.orderIdOf(raw));
		expect(new Set(ids).size).toBe(5);
	});
});

describe('whatever Neemo sends', () => {
	/** Every name in the fixtures and samples, at any depth. */
	const namesIn = (value: unknown): string[] =>
		typeof value === 'object' && value !== null
			? Object.entries(value).flatMap(([name, member]) => [
					...(Array.isArray(value) ? [] : [name]),
					...namesIn(member),
				])
			: [];
	const raws = [...fixtures.map(([, { raw }]) => raw), ...neemoOrders.samples.map(({ raw }) => raw)];
	const names = [...new Set(raws.flatMap(namesIn)), '__proto__'];

	const leaf = fc.oneof(
		fc.constant(null),
		fc.boolean(),
		fc.integer(),
		fc.double(),
		fc.string(),
		fc.integer({ min: 0, max: 9 }),
		fc.constantFrom('NaN', '39,90', '1.234,56', '1795298712', '2026-11-21', 'Pix', '-0', '1e999', '4', '1'),
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
		const unified: UnifiedOrder = toUnified(raw);
		expect(schemaErrors(unified)).toEqual([]);
		expect(lostInJson(unified)).toEqual([]);
	};

	it('becomes an order with every key and no NaN, if it is any JSON', () => {
		fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), isSound), { numRuns: 300 });
	});

	it("becomes an order with every key and no NaN, if Neemo's members hold the wrong things", () => {
		fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), tree, { maxKeys: 25 }), isSound), {
			numRuns: 800,
		});
	});

	it('becomes an order if a fixture has one member replaced by anything', () => {
		const paths = fc.tuple(fc.constantFrom(...raws), fc.constantFrom(...names), tree);
		fc.assert(
			fc.property(paths, ([raw, name, value]) => {
				const spoilt = JSON.parse(JSON.stringify(raw), (key, member: unknown) =>
					key === name ? value : member,
				) as unknown;
				isSound(spoilt);
			}),
			{ numRuns: 800 },
		);
	});

	it('has prices that make up the line, for any item whose amounts are whole cents', () => {
		const cents = fc.integer({ min: 0, max: 100_000 });
		const complement = fc.record({ quantity: fc.integer({ min: 1, max: 5 }), cents, total: cents });
		const line = fc.record({
			quantity: fc.integer({ min: 1, max: 20 }),
			price: cents,
			total: cents,
			complements: fc.array(complement, { maxLength: 4 }),
		});
		fc.assert(
			fc.property(line, ({ quantity, price, total, complements }) => {
				const [item] = itemsOf({
					ItemOrder: [
						{
							quantity,
							price: price / 100,
							total: total / 100,
							ComplementCategories: [
								{
									Complements: complements.map((one) => ({
										quantity: one.quantity,
										price_un: one.cents / 100,
										total: one.total / 100,
									})),
								},
							],
						},
					],
				});
				const unit = (item?.unitPrice ?? NaN) + (item?.optionsPrice ?? NaN);
				expect(item?.totalPrice).toBe(total / 100);
				expect(Math.abs(quantity * unit - total / 100)).toBeLessThan(0.012);
			}),
			{ numRuns: 500 },
		);
	});
});
