import { join } from 'node:path';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { OrderStatus, UnifiedOrder } from '../../../core/order/types';
import { deliveryDiretoOrders } from '../../../nodes/DeliveryDireto/order';
import { lostInJson, schemaErrors } from '../../core/order/support';
import { checkFixtures, fixturesIn, store } from '../support/fixtures';

const toUnified = (raw: unknown, words?: Array<[string, OrderStatus]>) =>
	deliveryDiretoOrders.toUnified(
		raw as IDataObject,
		words ? { ...store, statusWords: new Map(words) } : store,
	);
const folder = join(__dirname, 'orders');
const fixtures = fixturesIn(folder);
const brl = (value: unknown) => ({ value, currency: 'BRL' });

describe('an order of Delivery Direto', () => {
	checkFixtures(deliveryDiretoOrders, folder);
});

describe('the status of a Delivery Direto order', () => {
	it.each([
		['WAITING', 'CREATED'],
		['APPROVED', 'CONFIRMED'],
		['approved', 'CONFIRMED'],
		['IN_TRANSIT', 'IN_DELIVERY'],
		['In transit', 'IN_DELIVERY'],
		['DONE', 'CONCLUDED'],
		['REJECTED', 'CANCELLED'],
		['HIDDEN', 'CANCELLED'],
		['WARNING', 'PAYMENT_FAILED'],
		['IN_PRODUCTION', 'UNKNOWN'],
		['', 'UNKNOWN'],
		[undefined, 'UNKNOWN'],
	])('%p is %s', (status, unified) => {
		expect(toUnified({ id: 1, status }).status).toBe(unified);
	});

	it.each([
		['is the same for an order that is picked up', { type: 'TAKEOUT' }, 'IN_TRANSIT', 'IN_DELIVERY'],
		['is that of the order before that of the event', { status: 'DONE' }, 'APPROVED', 'CONCLUDED'],
		['is that of the event where the order has none', { type: 'DELIVERY' }, 'APPROVED', 'CONFIRMED'],
		['is cancelled where isCanceled is 1', { status: 'DONE', isCanceled: 1 }, 'DONE', 'CANCELLED'],
		[
			'is its word where isCanceled is unclear',
			{ status: 'DONE', isCanceled: 'perhaps' },
			'DONE',
			'CONCLUDED',
		],
	])('%s', (_, order, orderStatus, unified) => {
		expect(toUnified({ eventType: 'ORDER_EDITED', ordersId: 1, orderStatus, order }).status).toBe(unified);
	});

	it.each([
		['a date', { scheduledDate: '2026-11-22T12:00:00-03:00' }, 'CREATED'],
		['a day on which it appears', { appearDate: '2026-11-22T11:00:00-03:00' }, 'CREATED'],
		['no date', { appearDate: null, scheduledDate: null }, 'CANCELLED'],
		['nothing', null, 'CANCELLED'],
	])('of a hidden order that is scheduled for %s is %p', (_, scheduledOrder, unified) => {
		expect(toUnified({ id: 1, status: 'hidden', scheduledOrder }).status).toBe(unified);
	});

	it("is what the person's own table says, before the platform's", () => {
		const scheduledOrder = { scheduledDate: '2026-11-22T12:00:00-03:00' };
		expect(toUnified({ id: 1, status: 'APPROVED' }, [['approved', 'PREPARING']]).status).toBe('PREPARING');
		expect(toUnified({ id: 1, status: 'DONE' }, [['approved', 'PREPARING']]).status).toBe('CONCLUDED');
		expect(toUnified({ id: 1, status: 'HIDDEN', scheduledOrder }, [['hidden', 'DRAFT']]).status).toBe(
			'DRAFT',
		);
		expect(toUnified({ id: 1, status: 'HIDDEN', scheduledOrder }, [['approved', 'DRAFT']]).status).toBe(
			'CREATED',
		);
		expect(toUnified({ id: 1, status: 'WAITING', isCanceled: true }, [['waiting', 'CREATED']]).status).toBe(
			'CANCELLED',
		);
	});

	it('tells that the store cancelled where it refused the order, and only then', () => {
		const cancellation = (raw: IDataObject) => toUnified({ id: 1, statusReason: ' Fora da área ', ...raw });
		expect(cancellation({ status: 'rejected' })).toMatchObject({
			statusReason: 'Fora da área',
			cancellation: { requested: false, by: 'MERCHANT', reason: 'Fora da área', refunded: null },
		});
		expect(cancellation({ status: 'HIDDEN' }).cancellation).toEqual({
			requested: false,
			by: 'UNKNOWN',
			reason: 'Fora da área',
			refunded: null,
		});
		expect(cancellation({ status: 'WARNING' })).toMatchObject({
			statusReason: 'Fora da área',
			cancellation: { requested: false, by: null, reason: null, refunded: null },
		});
	});
});

describe('the type of a Delivery Direto order', () => {
	it.each([
		['DELIVERY', 'DELIVERY'],
		['delivery', 'DELIVERY'],
		['TAKEOUT', 'TAKEOUT'],
		['TAKE_OUT', 'TAKEOUT'],
		['TABLE', 'INDOOR'],
		['DRIVE_THRU', null],
		[null, null],
	])('%p is %p', (type, orderType) => {
		expect(toUnified({ id: 1, type }).orderType).toBe(orderType);
	});

	it.each([
		[{ name: 'Mesa', number: '7' }, 'Mesa 7'],
		[{ name: 'Mesa 7', number: '7' }, 'Mesa 7'],
		[{ name: 'Mesa 17', number: 7 }, 'Mesa 17 7'],
		[{ name: 'Varanda', number: null }, 'Varanda'],
		[{ name: null, number: 7 }, '7'],
		[{ idempotencyKey: 'mesa-7' }, null],
		['Mesa 7', 'Mesa 7'],
	])('is INDOOR at the table %j, whatever its word', (table, place) => {
		const { orderType, indoor } = toUnified({ id: 1, type: 'DELIVERY', table });
		expect({ orderType, place: indoor.place }).toEqual({ orderType: 'INDOOR', place });
	});

	it.each([[null], [{}], [[]], [{ name: null, number: ' ' }], [true]])(
		'is its word at the table %j',
		(table) => {
			const { orderType, indoor } = toUnified({ id: 1, type: 'DELIVERY', table });
			expect({ orderType, place: indoor.place }).toEqual({ orderType: 'DELIVERY', place: null });
		},
	);
});

describe('the time of a Delivery Direto order', () => {
	it.each([
		['null', { scheduledOrder: null }, 'INSTANT'],
		['empty, as PHP writes an empty object', { scheduledOrder: [] }, 'INSTANT'],
		['missing', {}, null],
		['something else', { scheduledOrder: 'amanhã' }, null],
		['without dates', { scheduledOrder: { appearDate: null, scheduledDate: null } }, null],
		['dated', { scheduledOrder: { scheduledDate: '2026-11-22T12:00:00-03:00' } }, 'SCHEDULED'],
	])('is told by a scheduledOrder that is %s', (_, raw, orderTiming) => {
		expect(toUnified({ id: 1, ...raw }).timing.orderTiming).toBe(orderTiming);
	});
});

describe('amounts of Delivery Direto', () => {
	const read = (total: unknown) => {
		const { total: amounts, warnings } = toUnified({
			id: 1,
			type: 'DELIVERY',
			status: 'DONE',
			total: { total },
		});
		return [amounts.orderAmount, warnings];
	};

	it.each([
		[brl(5700), 57],
		[brl('5700'), 57],
		[brl(0), 0],
		[brl(1), 0.01],
		[{ value: 5700 }, 57],
		[{ value: 5700, currency: 'brl' }, 57],
		[0, 0],
	])('%j is %p reais', (sent, reais) => {
		expect(read(sent)).toEqual([reais, []]);
	});

	it.each([
		[5700],
		['5700'],
		['57,00'],
		[brl('57.00')],
		[brl('57,00')],
		[brl('x5700')],
		[brl('5700x')],
		[brl(57.5)],
		[brl(null)],
		[brl(true)],
		[brl(1e12)],
		[{ value: 5700, currency: 'USD' }],
		[{ value: 5700, currency: 986 }],
		[{ value: 5700, currency: ['BRL'] }],
		[{ amount: 5700 }],
		[null],
	])('%j is no amount', (sent) => {
		expect(read(sent)).toEqual([null, ['AMOUNT_UNREAD']]);
	});

	it('are not missed where the order has no total at all', () => {
		const { total, warnings } = toUnified({ id: 1, type: 'DELIVERY', status: 'DONE', total: null });
		expect(total).toEqual({ itemsPrice: null, otherFees: null, discount: null, orderAmount: null });
		expect(warnings).toEqual([]);
	});

	it('are missed where the total is something else', () => {
		expect(toUnified({ id: 1, type: 'DELIVERY', status: 'DONE', total: 57 }).warnings).toEqual([
			'AMOUNT_UNREAD',
		]);
	});

	it.each([
		[{ deliveryFee: brl(700) }, 7],
		[{ serviceFee: brl(200) }, 2],
		[{ deliveryFee: brl(700), serviceFee: brl(200) }, 9],
		[{ deliveryFee: brl(700), serviceFee: 2 }, null],
		[{}, null],
	])('of fees add up where all that came are read: %j is %p', (fees, otherFees) => {
		expect(toUnified({ id: 1, total: fees }).total.otherFees).toBe(otherFees);
	});
});

describe('the payment of a Delivery Direto order', () => {
	const pay = (raw: IDataObject) => toUnified({ id: 1, total: { total: brl(2000) }, ...raw }).payments;
	const method = { type: null, method: 'OTHER', brand: null, label: null, amount: 20, transactionId: null };
	const visa = { ...method, method: 'OTHER', label: 'Visa' };

	it.each<[IDataObject, unknown[]]>([
		[{ isOnlinePayment: true }, [{ ...method, type: 'PREPAID' }]],
		[{ isOnlinePayment: false }, [{ ...method, type: 'PENDING' }]],
		[{ paymentMethod: 'Pix' }, [{ ...method, method: 'PIX', label: 'Pix' }]],
		[{ paymentMethod: { cardBrand: 'Visa' } }, [visa]],
		[{ paymentMethod: { paymentsId: 1 } }, [method]],
		[
			{ paymentMethod: { name: 'Cartão', cardBrand: null } },
			[{ ...method, method: 'CREDIT_DEBIT', label: 'Cartão' }],
		],
		[{ isOnlinePayment: null, paymentMethod: null }, []],
	])('%j is %j', (raw, methods) => {
		expect(pay(raw).methods).toEqual(methods);
	});

	it.each([
		['is to be collected at the door though the online payment before it failed', false, 'PENDING'],
		['is nothing that is known to be paid where it failed', true, null],
	])('%s', (_, isOnlinePayment, type) => {
		expect(pay({ status: 'WARNING', isOnlinePayment }).methods).toEqual([{ ...method, type }]);
	});

	const change = (requiredChange: unknown, raw: IDataObject = {}) => {
		const total = { total: brl(2000), requiredChange };
		const { payments, warnings } = toUnified({ id: 1, total, isOnlinePayment: false, ...raw });
		return [payments.changeFor, payments.changeDue, warnings.includes('CHANGE_ASSUMED')];
	};

	it.each<[unknown, unknown[]]>([
		[brl(5000), [50, 30, false]],
		[brl(2000), [20, null, false]],
		[brl(1999), [39.99, 19.99, true]],
		[brl(1), [20.01, 0.01, true]],
		[brl(0), [null, null, false]],
		[brl(-500), [null, null, false]],
		[null, [null, null, false]],
	])('with a required change of %j needs %j', (requiredChange, expected) => {
		expect(change(requiredChange)).toEqual(expected);
	});

	it('has no change that can be told where it is not known what is to be collected', () => {
		expect(change(brl(5000), { isOnlinePayment: null })).toEqual([50, null, true]);
	});
});

describe('odd shapes that Delivery Direto might send', () => {
	const itemsOf = (raw: IDataObject) => toUnified({ id: 1, type: 'DELIVERY', status: 'DONE', ...raw });

	it('are lines that are names, options that are names, and one row where a list should be', () => {
		const { items, warnings } = itemsOf({
			items: ['Suco', null, 7, true],
			compositeItems: {
				name: 'Pizza',
				priceCalculationType: 'HIGHER',
				total: brl(4000),
				amount: 1,
				items: ['Calabresa'],
				properties: { name: 'Borda', options: ['Catupiry', []] },
			} as unknown as IDataObject,
		});
		expect(items).toMatchObject([
			{ name: 'Suco', kind: 'ITEM', quantity: null, unitPrice: null, optionsPrice: 0, totalPrice: null },
			{ name: '7', kind: 'ITEM' },
			{
				name: 'Pizza',
				kind: 'PIZZA',
				unitPrice: 40,
				totalPrice: 40,
				options: [
					{ name: 'Calabresa', role: 'FLAVOR', quantity: 1, fraction: null, unitPrice: null, totalPrice: 0 },
					{ groupName: 'Borda', name: 'Catupiry', role: 'CRUST', unitPrice: null, totalPrice: 0 },
				],
			},
		]);
		expect(items).toHaveLength(3);
		expect(warnings).toEqual([]);
	});

	const priced = (line: IDataObject) => {
		const { items, warnings } = itemsOf({ items: [{ name: 'Suco', ...line }] });
		const [item] = items;
		return [item?.unitPrice, item?.optionsPrice, item?.totalPrice, warnings];
	};
	const properties = [{ name: 'Adicionais', options: [{ name: 'Mel', price: brl(100) }] }];

	it.each<[string, IDataObject, unknown[]]>([
		[
			'all of it',
			{ amount: 2, price: brl(900), propertiesPrice: brl(100), total: brl(2000) },
			[9, 1, 20, []],
		],
		[
			'a cent more than it adds up to',
			{ amount: 2, price: brl(900), propertiesPrice: brl(100), total: brl(2001) },
			[9, 1, 20.01, []],
		],
		['no options', { amount: 2, price: brl(900), total: brl(1800) }, [9, 0, 18, []]],
		[
			'no price of the options, which cost nothing',
			{ amount: 2, price: brl(900), total: brl(1800), properties },
			[9, 0, 18, []],
		],
		[
			'no price of the options, which cost something',
			{ amount: 2, price: brl(900), total: brl(2000), properties },
			[9, 1, 20, ['ITEM_PRICE_ASSUMED']],
		],
		[
			'no price of the options, for a line of almost nothing',
			{ amount: 0.0001, price: brl(900), total: brl(2000), properties },
			[9, null, 20, ['ITEM_PRICE_ASSUMED']],
		],
		[
			'an unread price of the options',
			{ amount: 2, price: brl(900), propertiesPrice: 1, total: brl(2000), properties },
			[9, null, 20, ['AMOUNT_UNREAD', 'ITEM_PRICE_ASSUMED']],
		],
		[
			'no total, but options',
			{ amount: 2, price: brl(900), propertiesPrice: brl(100), properties },
			[9, 1, null, []],
		],
		['no total and no price of the options', { amount: 2, price: brl(900), properties }, [9, null, null, []]],
		['no total and no options', { amount: 2, price: brl(900) }, [9, 0, 18, []]],
		[
			'no total and an unread price of the options',
			{ amount: 2, price: brl(900), propertiesPrice: 'x' },
			[9, null, null, ['AMOUNT_UNREAD']],
		],
		['no price', { amount: 2, propertiesPrice: brl(100), total: brl(2000) }, [null, 1, 20, []]],
		['no quantity', { price: brl(900), propertiesPrice: brl(100), total: brl(2000) }, [9, 1, 20, []]],
	])('are lines with %s', (_, line, expected) => {
		expect(priced(line)).toEqual(expected);
	});

	it('have an option whose price cannot be read: then none of its line is told what it adds', () => {
		const { items, warnings } = itemsOf({
			items: [
				{
					name: 'Suco',
					amount: 1,
					price: brl(900),
					propertiesPrice: brl(100),
					total: brl(1000),
					properties: [
						{ options: [{ name: 'Mel', price: 'x' }, { name: 'Gelo', price: brl(100) }, { price: brl(0) }] },
					],
				},
			],
		});
		expect(items).toMatchObject([{ unitPrice: 9, optionsPrice: 1, totalPrice: 10 }]);
		expect(items[0]?.options.map(({ name, unitPrice, totalPrice }) => [name, unitPrice, totalPrice])).toEqual(
			[
				['Mel', null, null],
				['Gelo', 1, null],
				['Opção 3', 0, null],
			],
		);
		expect(warnings).toEqual(['AMOUNT_UNREAD']);
	});

	it('have an option that was chosen more than once, and one without a price', () => {
		const { items } = itemsOf({
			items: [
				{
					name: 'Suco',
					amount: 1,
					price: brl(900),
					propertiesPrice: brl(300),
					total: brl(1200),
					properties: [{ options: [{ name: 'Mel', amount: '3', price: brl(100) }, { name: 'Gelo' }] }],
				},
			],
		});
		expect(items[0]?.options).toMatchObject([
			{ name: 'Mel', role: 'COMPLEMENT', groupName: null, quantity: 3, unitPrice: 1, totalPrice: 3 },
			{ name: 'Gelo', role: 'COMPLEMENT', groupName: null, quantity: 1, unitPrice: null, totalPrice: 0 },
		]);
	});

	it.each<[unknown[], Array<[string | null, number]>]>([
		[[1], [[null, 1]]],
		[[3], [[null, 3]]],
		[
			[1, 1],
			[
				['1/2', 1],
				['1/2', 1],
			],
		],
		[
			[0.5, 0.5],
			[
				['1/2', 1],
				['1/2', 1],
			],
		],
		[
			[undefined, undefined, undefined, undefined],
			[
				['1/4', 1],
				['1/4', 1],
				['1/4', 1],
				['1/4', 1],
			],
		],
		[
			['0,75', '0,25'],
			[
				['3/4', 1],
				['1/4', 1],
			],
		],
		[
			[2, 2, 1],
			[
				['2/5', 1],
				['2/5', 1],
				['1/5', 1],
			],
		],
		[
			[15, 1],
			[
				['15/16', 1],
				['1/16', 1],
			],
		],
		[
			[16, 1],
			[
				[null, 16],
				[null, 1],
			],
		],
		[
			[0, 0],
			[
				[null, 0],
				[null, 0],
			],
		],
		[
			[-1, 2],
			[
				[null, -1],
				[null, 2],
			],
		],
		[
			[1, 0],
			[
				[null, 1],
				[null, 0],
			],
		],
	])('are parts of a pizza in the amounts %j', (amounts, expected) => {
		const parts = amounts.map((amount) => ({ name: 'Sabor', amount }));
		const [pizza] = itemsOf({
			compositeItems: [{ name: 'Pizza', priceCalculationType: 'higher', items: parts }] as IDataObject[],
		}).items;
		expect(pizza?.options.map(({ fraction, quantity }) => [fraction, quantity])).toEqual(expected);
	});

	it.each([
		['HIGHER', 'PIZZA', 'HIGHEST', 'FLAVOR'],
		['AVERAGE', 'PIZZA', 'AVERAGE', 'FLAVOR'],
		['SUM', 'PIZZA', 'SUM', 'FLAVOR'],
		['SMALLER', 'PIZZA', null, 'FLAVOR'],
		['FIXED', 'COMBO', null, 'COMPONENT'],
		[null, 'COMBO', null, 'COMPONENT'],
	])('are composites priced by %p', (priceCalculationType, kind, pricingRule, role) => {
		const parts = [{ name: 'Um' }, { name: 'Outro' }];
		const [item] = itemsOf({
			compositeItems: [{ name: 'Composto', priceCalculationType, items: parts }],
		}).items;
		expect(item).toMatchObject({ kind, pricingRule, options: [{ role }, { role }] });
	});

	it.each([
		['Borda recheada', true, 'CRUST', '1/2'],
		['TAMANHO', false, 'SIZE', null],
		['Escolha os sabores', false, 'FLAVOR', null],
		['Metades', true, 'FLAVOR', '1/2'],
		['Metades', 1, 'FLAVOR', '1/2'],
		['Adicionais', 0, 'COMPLEMENT', null],
		[null, null, 'COMPLEMENT', null],
	])('are options in the group %p that is fractional: %p', (name, isFractional, role, fraction) => {
		const [item] = itemsOf({
			items: [{ name: 'Sorvete', properties: [{ name, isFractional, options: ['Creme', 'Pistache'] }] }],
		}).items;
		expect(item?.options).toMatchObject([
			{ groupName: name, role, fraction },
			{ groupName: name, role, fraction },
		]);
	});

	it('have remarks on a part without a name, and on none', () => {
		const [item] = itemsOf({
			compositeItems: [{ items: [{ comments: 'sem sal' }, { name: 'Batata', comments: ' ' }] }],
		}).items;
		expect(item?.observations).toBe('sem sal');
		expect(itemsOf({ compositeItems: [{ items: [{ name: 'Batata' }] }] }).items[0]?.observations).toBeNull();
	});

	it('come in no order, and are put into that of their sequence', () => {
		const { items } = itemsOf({
			items: [
				{ name: 'quarto' },
				{ name: 'terceiro', sequence: 30 },
				{ name: 'primeiro', sequence: '1' },
				{ name: 'quinto', sequence: 'x' },
			],
			compositeItems: [{ name: 'segundo', sequence: 2 }, { name: 'sexto' }],
		});
		expect(items.map(({ name, index }) => [index, name])).toEqual([
			[1, 'primeiro'],
			[2, 'segundo'],
			[3, 'terceiro'],
			[4, 'quarto'],
			[5, 'quinto'],
			[6, 'sexto'],
		]);
	});

	it('have their groups and options out of order', () => {
		const [item] = itemsOf({
			items: [
				{
					name: 'Prato',
					properties: [
						{
							name: 'B',
							sequence: 2,
							options: [
								{ name: 'b2', sequence: 2 },
								{ name: 'b1', sequence: 1 },
							],
						},
						{ name: 'A', sequence: 1, options: [{ name: 'a1', sequence: 1 }] },
					],
				},
			],
		}).items;
		expect(item?.options.map(({ groupName, name }) => [groupName, name])).toEqual([
			['A', 'a1'],
			['B', 'b1'],
			['B', 'b2'],
		]);
	});

	it('have a discount whose cause is told in part', () => {
		const discounts = (raw: IDataObject) =>
			toUnified({ id: 1, total: { discount: brl(100) }, ...raw }).discounts.map((discount) => [
				discount.target,
				discount.name,
				discount.code,
			]);
		expect(discounts({ loyaltyprogramReward: { id: 7, customCode: 'FID' } })).toEqual([
			['CART', null, 'FID'],
		]);
		expect(discounts({ memberGetMember: { description: 'Indique', customCode: 'MGM' } })).toEqual([
			['CART', 'Indique', 'MGM'],
		]);
		expect(discounts({ voucher: { type: 'shipping' } })).toEqual([['DELIVERY_FEE', null, null]]);
		for (const cause of ['loyaltyprogram', 'loyaltyprogramReward', 'memberGetMember']) {
			expect(discounts({ voucher: { type: 'SHIPPING' }, [cause]: { id: 1 } })).toEqual([
				['CART', null, null],
			]);
		}
	});

	it('have an address that is a line of text', () => {
		const { delivery, warnings } = itemsOf({ address: 'Rua das Amostras, 42' });
		expect(delivery.address).toEqual(toUnified({}).delivery.address);
		expect(warnings).toEqual(['ADDRESS_UNREAD']);
	});

	it.each([
		[{ source: 'ANDROID', metadata: { source: 'web' } }, 'ANDROID'],
		[{ source: null, metadata: { source: 'web' } }, 'web'],
		[{}, null],
	])('have the sales channel in one place or the other: %j', (raw, channel) => {
		expect(toUnified({ id: 1, ...raw }).source.salesChannel).toBe(channel);
	});

	it.each([
		[true, true],
		[' TRUE ', true],
		['1', true],
		[1, true],
		[false, false],
		['False', false],
		[0, false],
		['sim', null],
		[{}, null],
		[undefined, null],
	])('have a yes or no in any spelling: %p is %p', (isNewCustomer, isNew) => {
		expect(toUnified({ id: 1, isNewCustomer }).customer.isNew).toBe(isNew);
	});

	it.each([
		['no total', { amount: 2 }, [2, null, null]],
		['no quantity', { total: brl(6200) }, [null, null, 62]],
		['nothing of it', { amount: 0, total: brl(6200) }, [0, null, 62]],
		['the least that can be shared', { amount: 0.001, total: brl(6200) }, [0.001, 62_000, 62]],
	])('have a pizza with %s', (_, composite, expected) => {
		const { items } = toUnified({
			id: 1,
			compositeItems: [{ priceCalculationType: 'highest', ...composite }],
		});
		expect(items.map(({ quantity, unitPrice, totalPrice }) => [quantity, unitPrice, totalPrice])).toEqual([
			expected,
		]);
	});

	it.each([
		[{ firstName: ' Ana ', lastName: null }, 'Ana'],
		[{ firstName: null, lastName: 'Amostra' }, 'Amostra'],
		[{ firstName: '', lastName: '' }, null],
	])('have a customer with half a name: %j', (customer, name) => {
		expect(toUnified({ id: 1, customer }).customer.name).toBe(name);
	});

	it.each([
		['a number of its own', { orderNumber: 'A-57' }, 'A-57'],
		['none', { orderNumber: null }, '1'],
	])('have %s for people to call out', (_, raw, displayId) => {
		expect(toUnified({ id: 1, ...raw })).toMatchObject({
			displayId,
			id: 'deliverydireto:loja1:1',
			source: { orderId: '1' },
		});
	});

	it('are the store in both places: that of the order counts', () => {
		const order = { id: 1, metadata: { store: { id: 7, name: 'Loja' } } };
		const { source } = toUnified({ eventType: 'ORDER_EDITED', ordersId: 1, storesId: 8, order });
		expect([source.storeId, source.storeName]).toEqual(['7', 'Loja']);
	});
});

describe('the number of a Delivery Direto order', () => {
	it.each<[unknown, string]>([
		[{ id: 70000001 }, '70000001'],
		[{ id: '70000001' }, '70000001'],
		[{ ordersId: 123 }, '123'],
		[{ id: 70000001, ordersId: 123 }, '70000001'],
		[{ eventType: 'ORDER_PLACED', ordersId: 123, order: { id: 70000001 } }, '70000001'],
		[{ eventType: 'ORDER_PLACED', ordersId: 123, order: { type: 'DELIVERY' } }, '123'],
		[{ eventType: 'ORDER_PLACED', ordersId: 123, order: null, id: 5 }, '123'],
	])('of %j is %p', (raw, orderId) => {
		expect(deliveryDiretoOrders.orderIdOf(raw as IDataObject)).toBe(orderId);
		expect(toUnified(raw).source.orderId).toBe(orderId);
	});

	it.each<[unknown]>([[undefined], [null], [''], [1.5], [1e300], [{}], [[1]], [true]])(
		'is missing where Delivery Direto sends %p',
		(id) => {
			expect(() => deliveryDiretoOrders.orderIdOf({ id } as IDataObject)).toThrow(
				'Delivery Direto sent an order without a number ("id")',
			);
			const unified = toUnified({ id });
			expect(unified.source.orderId).toBe('');
			expect(unified.displayId).toBeNull();
			expect(unified.warnings).toContain('ORDER_ID_MISSING');
		},
	);
});

describe('the verbs of Delivery Direto', () => {
	const { calls, orderParameter, read } = deliveryDiretoOrders.verbs;
	const kitchen = {
		operation: 'kitchenOrder.updateStatus',
		alsoRead: { operation: 'kitchenOrder.get', byOrder: 'orderId', statusOf: expect.any(Function) },
		refusedIn: {
			statuses: ['CREATED'],
			why: 'The kitchen display of Delivery Direto has approved orders only: confirm the order first.',
		},
		note: 'Only the kitchen display changes: the status of the order itself stays Approved.',
	};

	it('set the status of the order, and for the kitchen that of its display', () => {
		expect(calls).toEqual({
			confirm: { operation: 'order.updateStatus', values: { status: 'APPROVED' }, reaches: 'CONFIRMED' },
			startPreparation: { ...kitchen, values: { status: 'IN_PRODUCTION' }, reaches: 'PREPARING' },
			readyForPickup: { ...kitchen, values: { status: 'DONE' }, reaches: 'READY' },
			dispatch: { operation: 'order.updateStatus', values: { status: 'IN_TRANSIT' }, reaches: 'IN_DELIVERY' },
			conclude: { operation: 'order.updateStatus', values: { status: 'DONE' }, reaches: 'CONCLUDED' },
			cancel: {
				operation: 'order.updateStatus',
				values: expect.any(Function),
				reaches: 'CANCELLED',
				asks: [{ name: 'statusReason', required: true }],
				note: 'One that is not approved yet becomes Rejected, a later one Hidden, which is how Delivery Direto deletes it.',
			},
		});
		expect(orderParameter).toBe('id');
		expect(read).toEqual({
			operation: 'order.getAll',
			byOrder: 'ordersId',
			byDay: { start: 'dateStart', end: 'dateEnd' },
			with: { includeCanceledOrders: true, includeWaitingPixPayment: true },
			orElse: { isOnlyScheduled: true },
		});
	});

	const valuesIn = (current: OrderStatus | null) => {
		const values = calls.cancel?.values;
		return typeof values === 'function' ? values(current) : values;
	};

	it.each<[OrderStatus | null, string]>([
		['CREATED', 'REJECTED'],
		['PENDING_PAYMENT', 'REJECTED'],
		['PAYMENT_FAILED', 'REJECTED'],
		['CONFIRMED', 'HIDDEN'],
		['PREPARING', 'HIDDEN'],
		['READY', 'HIDDEN'],
		['IN_DELIVERY', 'HIDDEN'],
		['UNKNOWN', 'HIDDEN'],
		[null, 'HIDDEN'],
	])('cancel an order that is %s with %s', (current, status) => {
		expect(valuesIn(current)).toEqual({ status });
	});

	it.each([
		['confirm', 'APPROVED'],
		['dispatch', 'IN_TRANSIT'],
		['conclude', 'DONE'],
		['cancel', 'REJECTED'],
		['cancel', 'HIDDEN'],
	] as const)('lead to a status that orders are read with: %s', (verb, status) => {
		expect(toUnified({ id: 1, status, scheduledOrder: null }).status).toBe(calls[verb]?.reaches);
	});

	it.each<[unknown, OrderStatus | null]>([
		[{ status: 'IN_PRODUCTION' }, 'PREPARING'],
		[{ status: 'DONE' }, 'READY'],
		[{ status: 'in production' }, 'PREPARING'],
		[[{ status: 'DONE' }], 'READY'],
		[{ status: 'success', data: { status: 'DONE' } }, 'READY'],
		[{ order: { status: 'IN_PRODUCTION' } }, 'PREPARING'],
		[{ orders: [{ status: 'IN_PRODUCTION' }] }, 'PREPARING'],
		[{ status: 'APPROVED' }, null],
		[{ status: null }, null],
		[{}, null],
		[[], null],
		['DONE', null],
		[null, null],
		[undefined, null],
	])('read %j of the kitchen as %p', (answer, status) => {
		expect(calls.startPreparation?.alsoRead?.statusOf(answer)).toBe(status);
		expect(calls.readyForPickup?.alsoRead?.statusOf(answer)).toBe(status);
	});
});

describe('personal data of Delivery Direto', () => {
	const hasPath = (value: unknown, [key, ...rest]: string[]): boolean => {
		if (key === undefined) return value !== null && value !== undefined;
		if (typeof value !== 'object' || value === null) return false;
		const next = key === '*' ? Object.values(value) : [(value as IDataObject)[key]];
		return next.some((member) => hasPath(member, rest));
	};
	const inOrder = [
		'customer.firstName',
		'customer.lastName',
		'customer.email',
		'customer.telephone',
		'customer.document',
		'customer.birthDate',
		'address.street',
		'address.number',
		'address.complement',
		'address.reference_point',
		'address.neighborhood',
		'address.city',
		'address.state',
		'address.zipcode',
		'address.lat',
		'address.lng',
		'registeredDocument',
		'notes',
		'items.*.comments',
		'compositeItems.*.comments',
		'compositeItems.*.items.*.comments',
	];

	it('stand in these places of a row, and in the same of the order in a webhook', () => {
		expect(deliveryDiretoOrders.personal).toEqual([...inOrder, ...inOrder.map((path) => `order.${path}`)]);
	});

	it.each(inOrder)('are found at %s', (path) => {
		expect(fixtures.some(([, { raw }]) => hasPath(raw, path.split('.')))).toBe(true);
	});
});

describe('the samples of Delivery Direto', () => {
	const { samples, whole, details, platform } = deliveryDiretoOrders;

	it('are the five that every platform has', () => {
		expect(samples.map(({ value, name, description }) => [value, name, description])).toEqual([
			['delivery', 'Delivery', 'Two dishes to an address, paid in cash with change'],
			['pickup', 'Pick-Up', 'An order that the customer fetches, paid online with a credit card'],
			['scheduled', 'Scheduled', 'A delivery for the next day that is not yet due, paid online with Pix'],
			['cancelled', 'Cancelled', 'A delivery that the store refused, with its reason'],
			[
				'hardest',
				'Half-and-Half Pizzas With Rewards',
				'A scheduled delivery of half-and-half pizzas with crust and extras, half-and-half ice cream, voucher and loyalty reward, service fee, change and tax number',
			],
		]);
	});

	it.each(samples.map((sample) => [sample.value, sample] as const))(
		'%s is a fixture, and nothing in it needs a warning',
		(value, { raw }) => {
			const fixture = fixtures.find(([name]) => name === `sample ${value}`)?.[1];
			expect(raw).toEqual(fixture?.raw);
			const unified = toUnified(raw);
			expect(unified.warnings).toEqual([]);
			expect(schemaErrors(unified)).toEqual([]);
		},
	);

	it('are whole, as the list gives orders with its switches on, so that no details are read', () => {
		expect(platform).toBe('deliverydireto');
		expect(whole).toEqual({ showItems: true, showExtras: true, showMetadata: true });
		expect(details).toBeUndefined();
	});
});

describe('whatever Delivery Direto sends', () => {
	const names =
		`id ordersId storesId eventType orderStatus order orderNumber status statusReason type created modified
		notes source isNewCustomer isCanceled isOnlinePayment isRegisteredInvoice registeredDocument total subtotal deliveryFee
		discount serviceFee requiredChange value currency customer firstName lastName telephone document address street number
		reference_point state zipcode lat lng paymentMethod cardBrand name scheduledOrder appearDate scheduledDate operationTime
		cancelledTime items compositeItems amount price propertiesPrice comments sequence properties isFractional options
		priceCalculationType voucher loyaltyprogram loyaltyprogramReward memberGetMember description code customCode table
		metadata store __proto__`.split(/\s+/);
	const leaf = fc.oneof(
		fc.constant(null),
		fc.boolean(),
		fc.integer(),
		fc.double(),
		fc.string(),
		fc.record({ value: fc.integer({ min: -5000, max: 50_000 }), currency: fc.constant('BRL') }),
		fc.constantFrom(
			'NaN',
			'BRL',
			'1795298712',
			'2026-11-21',
			'HIDDEN',
			'DELIVERY',
			'HIGHER',
			'Pix',
			'-0',
			'1e999',
		),
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

	it("becomes an order with every key and no NaN, if Delivery Direto's members hold the wrong things", () => {
		fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), tree, { maxKeys: 20 }), isSound), {
			numRuns: 800,
		});
	});

	it('becomes an order if a fixture has one member replaced by anything', () => {
		const paths = fc.tuple(
			fc.constantFrom(...fixtures.map(([, { raw }]) => raw)),
			fc.constantFrom(...names),
			tree,
		);
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

	it('has lines whose price per unit and total agree, where all are known', () => {
		const cents = fc.integer({ min: 0, max: 100_000 });
		const line = fc.record(
			{
				amount: fc.oneof(
					fc.integer({ min: 1, max: 20 }),
					fc.integer({ min: 1, max: 9999 }).map((n) => n / 1000),
				),
				price: cents.map(brl),
				propertiesPrice: cents.map(brl),
				total: cents.map(brl),
				priceCalculationType: fc.constantFrom('HIGHER', 'SUM', null),
			},
			{ requiredKeys: ['amount'] },
		);
		const orders = fc.record({ id: fc.constant(1), items: fc.array(line), compositeItems: fc.array(line) });
		fc.assert(
			fc.property(orders, (raw) => {
				for (const { quantity, unitPrice, optionsPrice, totalPrice } of toUnified(raw).items) {
					if (quantity === null || unitPrice === null || optionsPrice === null || totalPrice === null)
						continue;
					expect(Math.abs(quantity * (unitPrice + optionsPrice) - totalPrice)).toBeLessThan(0.0151);
				}
			}),
			{ numRuns: 500 },
		);
	});
});
