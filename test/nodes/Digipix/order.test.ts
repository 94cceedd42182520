import { join } from 'node:path';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { OrderStatus, UnifiedOrder } from '../../../core/order/types';
import { decide } from '../../../core/order/verbs';
import { digipixOrders } from '../../../nodes/Digipix/order';
import api from '../../../nodes/Digipix/Digipix.api.json';
import { lostInJson, schemaErrors } from '../../core/order/support';
import { checkFixtures, fixturesIn, store } from '../support/fixtures';

const toUnified = (raw: unknown) => digipixOrders.toUnified(raw as IDataObject, store);
const folder = join(__dirname, 'orders');
const fixtures = fixturesIn(folder);

describe('an order of Digipix', () => {
	checkFixtures(digipixOrders, folder);
});

describe('the status of a Digipix order', () => {
	const parcels = [{ code: 'QB000000015BR' }];

	it.each<[unknown, OrderStatus]>([
		['QUOTE', 'DRAFT'],
		['quote', 'DRAFT'],
		['NEW', 'CREATED'],
		['APPROVED', 'CONFIRMED'],
		['approved', 'CONFIRMED'],
		['IN_MANUFACTURING', 'PREPARING'],
		['In manufacturing', 'PREPARING'],
		['CANCELED', 'CANCELLED'],
		['canceled', 'CANCELLED'],
		['CANCELLED', 'CANCELLED'],
		['Cancelado', 'CANCELLED'],
	])('%p is %s, with parcels or without', (status, unified) => {
		for (const tracking_items of [undefined, parcels]) {
			const { status: read, warnings } = toUnified({ id: 'a', status, tracking_items });
			expect(read).toBe(unified);
			expect(warnings).not.toContain('STATUS_UNKNOWN');
		}
	});

	it.each<[unknown]>([['SHIPPED'], ['DELIVERED'], [''], [undefined], [7]])(
		'%p is in no table: unknown, or on its way where parcels came, and the warning says so',
		(status) => {
			const without = toUnified({ id: 'a', status });
			expect([without.status, without.warnings]).toEqual(['UNKNOWN', ['STATUS_UNKNOWN']]);
			const withParcels = toUnified({ id: 'a', status, tracking_items: parcels });
			expect([withParcels.status, withParcels.statusPhase, withParcels.warnings]).toEqual([
				'IN_DELIVERY',
				'IN_PROGRESS',
				['STATUS_UNKNOWN'],
			]);
		},
	);

	it("is what the person's own table says, whatever the platform's table or the parcels would", () => {
		const own = {
			...store,
			statusWords: new Map<string, OrderStatus>([
				['delivered', 'DELIVERED'],
				['new', 'CONFIRMED'],
			]),
		};
		const read = (status: string) =>
			digipixOrders.toUnified({ id: 'a', status, tracking_items: parcels }, own);
		expect(read('Delivered')).toMatchObject({ status: 'DELIVERED', statusRaw: 'Delivered', warnings: [] });
		expect(read('NEW').status).toBe('CONFIRMED');
		expect(read('QUOTE').status).toBe('DRAFT');
	});
});

describe('the type of a Digipix order', () => {
	it.each([
		[{ methodId: 3 }, 'TAKEOUT', null],
		[{ methodId: '3' }, 'TAKEOUT', null],
		[{ methodId: 1 }, 'SHIPPING', 'CARRIER'],
		[{ methodId: 2 }, 'SHIPPING', 'CARRIER'],
		[{}, 'SHIPPING', 'CARRIER'],
		[undefined, 'SHIPPING', 'CARRIER'],
	])('with the shipment %p is %s', (shipment, orderType, deliveredBy) => {
		const unified = toUnified({ id: 'a', status: 'NEW', shipment });
		expect([unified.orderType, unified.delivery.deliveredBy]).toEqual([orderType, deliveredBy]);
	});

	it('is not told by the options of a quote', () => {
		expect(toUnified({ id: 'a', status: 'QUOTE', shipments: [{ methodId: 3 }] }).orderType).toBe('SHIPPING');
	});
});

describe('a Digipix order whose shipping is not chosen', () => {
	const warned = (raw: IDataObject) =>
		toUnified({ id: 'a', ...raw }).warnings.includes('SHIPPING_NOT_CHOSEN');

	it.each<[string, IDataObject]>([
		['it is a quote', { status: 'QUOTE' }],
		['shipments are offered', { status: 'NEW', shipments: [{ id: 's1' }] }],
	])('is marked when %s', (_, raw) => {
		expect(warned(raw)).toBe(true);
	});

	it.each<[string, IDataObject]>([
		['a shipment is there', { status: 'QUOTE', shipments: [{ id: 's1' }], shipment: { name: 'Coleta' } }],
		['a cost is there', { status: 'QUOTE', shipments: [{ id: 's1' }], shippingCost: 0 }],
		['neither options nor a quote say that it could be', { status: 'NEW', shipments: [] }],
	])('is not meant when %s', (_, raw) => {
		expect(warned(raw)).toBe(false);
	});
});

describe('the recipient of a Digipix order', () => {
	const customerOf = (contact: unknown) => toUnified({ id: 'a', recipient: { contact } }).customer;

	it.each([
		[{ firstName: 'Ana', lastName: 'Amostra' }, 'Ana Amostra'],
		[{ firstName: 'Ana' }, 'Ana'],
		[{ lastName: 'Amostra' }, 'Amostra'],
		[{ companyName: 'Modelo Ltda' }, null],
	])('%p is called %p', (contact, name) => {
		expect(customerOf(contact).name).toBe(name);
	});

	it.each([
		[{ areaCode: '11', number: '900000001' }, '+5511900000001', '11 900000001'],
		[{ areaCode: 11, number: 33330001 }, '+551133330001', '11 33330001'],
		[{ areaCode: '(11)', number: '90000-0001', type: 'cel' }, '+5511900000001', '(11) 90000-0001'],
		[{ number: '11900000001' }, '+5511900000001', '11900000001'],
		[{ number: '900000001' }, null, '900000001'],
		[{ areaCode: '11' }, null, '11'],
		['11 90000-0001', '+5511900000001', '11 90000-0001'],
		[{ type: 'cel' }, null, null],
		[undefined, null, null],
	])('with the phone %p has %p', (phone, unified, phoneRaw) => {
		const customer = customerOf({ phone });
		expect([customer.phone, customer.phoneRaw]).toEqual([unified, phoneRaw]);
	});

	it.each([
		[{ type: 'CPF', value: '111.444.777-35' }, '11144477735', 'CPF'],
		[{ type: 'cpf', value: '11222333000181' }, '11222333000181', 'CNPJ'],
		[{ value: '123' }, '123', null],
		['11144477735', '11144477735', 'CPF'],
		[{ type: 'CPF' }, null, null],
		[['11144477735'], null, null],
	])('with the document %p has %p', (document, value, type) => {
		const customer = customerOf({ document });
		expect([customer.document, customer.documentType]).toEqual([value, type]);
	});
});

describe('the number of a Digipix order', () => {
	it.each<[unknown, string]>([
		['tFN9mEXgro9feZ7Fjf61', 'tFN9mEXgro9feZ7Fjf61'],
		[' abc123 ', 'abc123'],
		[4711, '4711'],
	])('%p is %p', (id, orderId) => {
		expect(digipixOrders.orderIdOf({ id } as IDataObject)).toBe(orderId);
		expect(toUnified({ id })).toMatchObject({ displayId: orderId, source: { orderId } });
	});

	it.each<[unknown]>([[undefined], [null], ['  '], [1.5], [1e300], [{}], [['a']], [true]])(
		'is missing where Digipix sends %p',
		(id) => {
			expect(() => digipixOrders.orderIdOf({ id } as IDataObject)).toThrow(
				new Error('Digipix sent an order without an ID ("id")'),
			);
			expect(toUnified({ id, status: 'NEW' })).toMatchObject({
				displayId: null,
				source: { orderId: '' },
				warnings: ['ORDER_ID_MISSING'],
			});
		},
	);
});

describe('the verbs of Digipix', () => {
	const { calls, orderParameter, read } = digipixOrders.verbs;

	it('approve an order with a shipment and cancel it, and there are no others', () => {
		expect(digipixOrders.verbs).toEqual({
			calls: {
				confirm: {
					operation: 'order.approveOrCancel',
					values: { status: 'approved' },
					reaches: 'CONFIRMED',
					asks: [{ name: 'shipmentMethodId', required: true, unless: 'shipmentId' }, { name: 'shipmentId' }],
					note: 'An approved order is produced and billed. A Shipment ID under Additional Fields goes before the Shipment Rule.',
				},
				cancel: {
					operation: 'order.approveOrCancel',
					values: { status: 'canceled' },
					reaches: 'CANCELLED',
					note: 'Digipix cancels an order only before its production has begun.',
					refusedIn: {
						statuses: ['PREPARING', 'READY', 'IN_DELIVERY'],
						why: 'Digipix cancels an order only before its production has begun.',
					},
				},
			},
			orderParameter: 'orderId',
			read: { operation: 'order.get', byOrder: 'orderId' },
		});
	});

	it('lead to statuses that its orders are read with', () => {
		for (const call of Object.values(calls)) {
			expect(toUnified({ id: 'a', ...call.values }).status).toBe(call.reaches);
		}
	});

	it('are operations and fields of its API document', () => {
		const operations = Object.keys((api as { operations: object }).operations);
		expect(operations).toEqual(expect.arrayContaining([read.operation, calls.confirm?.operation]));
		const compiled = JSON.stringify(api);
		const asked = calls.confirm?.asks?.map(({ name }) => name) ?? [];
		for (const name of [orderParameter, read.byOrder, ...asked]) expect(compiled).toContain(`"${name}"`);
	});

	it('confirm a quote and a new order, and leave an approved one as it is', () => {
		const doing = (status: string) => decide('confirm', toUnified({ id: 'a', status }).status).do;
		expect(['QUOTE', 'NEW', 'APPROVED', 'IN_MANUFACTURING', 'CANCELED'].map(doing)).toEqual([
			'send',
			'send',
			'alreadyThere',
			'alreadyThere',
			'refuse',
		]);
	});
});

describe('the personal data of a Digipix order', () => {
	it('stand in the recipient and in the own data of the partner', () => {
		expect(digipixOrders.personal).toEqual(['recipient', 'customData']);
	});

	it.each(digipixOrders.personal)('come in %s', (name) => {
		expect(fixtures.some(([, { raw }]) => raw[name])).toBe(true);
	});
});

describe('the samples of Digipix', () => {
	const { samples } = digipixOrders;

	it('are five, and say honestly what they are', () => {
		expect(samples.map(({ value, name }) => [value, name])).toEqual([
			['delivery', 'Shipping to a Person'],
			['pickup', 'Collected by the Partner'],
			['scheduled', 'Quote Awaiting Approval'],
			['cancelled', 'Cancelled Order'],
			['hardest', 'Company Order With Tracking'],
		]);
	});

	it.each(samples)('$value is an order that a fixture expects', ({ value, description, raw }) => {
		expect(raw).toEqual(fixtures.find(([name]) => name === `sample ${value}`)?.[1].raw);
		expect(digipixOrders.orderIdOf(raw)).toMatch(/^[A-Za-z0-9]{20}$/);
		expect(description).toMatch(/^[A-Z].*[^.]$/);
	});

	it('warn only of what they are to show', () => {
		expect(samples.map(({ value, raw }) => [value, toUnified(raw).warnings])).toEqual([
			['delivery', []],
			['pickup', []],
			['scheduled', ['SHIPPING_NOT_CHOSEN']],
			['cancelled', []],
			['hardest', ['STATUS_UNKNOWN']],
		]);
	});
});

describe('whatever Digipix sends', () => {
	const names = [
		...['id', 'partnerId', 'partnerName', 'partnerOrderID', 'status', 'createdAt', 'recipient', 'items'],
		...['shipments', 'shipment', 'subtotal', 'shippingCost', 'total', 'tracking_items', 'customData'],
		...[
			'address',
			'contact',
			'street',
			'number',
			'complement',
			'neighborhood',
			'city',
			'stateCode',
			'zipCode',
		],
		...['firstName', 'lastName', 'companyName', 'document', 'type', 'value', 'phone', 'areaCode', 'email'],
		...[
			'sku',
			'quantity',
			'productPrice',
			'name',
			'estimatedDeliveryDays',
			'cost',
			'methodId',
			'code',
			'url',
		],
		'__proto__',
	];
	const words = [
		'NaN',
		'39,90',
		'1.234,56',
		'1795298712',
		'2026-11-21',
		'QUOTE',
		'NEW',
		'canceled',
		'3',
		'-0',
		'1e999',
	];
	const leaf = fc.oneof(
		fc.constant(null),
		fc.boolean(),
		fc.integer(),
		fc.double(),
		fc.string(),
		fc.constantFrom(...words),
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

	it("becomes an order with every key and no NaN, if Digipix's members hold the wrong things", () => {
		fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), tree, { maxKeys: 20 }), isSound), {
			numRuns: 800,
		});
	});

	it('becomes an order if a fixture has one member replaced by anything', () => {
		const spoiling = fc.tuple(
			fc.constantFrom(...fixtures.map(([, { raw }]) => raw)),
			fc.constantFrom(...names),
			tree,
		);
		fc.assert(
			fc.property(spoiling, ([raw, name, value]) => {
				const spoilt = JSON.parse(JSON.stringify(raw), (key, member: unknown) =>
					key === name ? value : member,
				) as unknown;
				isSound(spoilt);
			}),
			{ numRuns: 800 },
		);
	});

	it('keeps quantity x unit price = total on every line, in cents, where all three are known', () => {
		const amount = fc.integer({ min: 0, max: 1_000_000 }).map((cents) => cents / 100);
		const lines = fc.array(
			fc.record({
				quantity: fc.integer({ min: 1, max: 500 }),
				productPrice: amount,
				total: fc.option(amount, { nil: undefined }),
			}),
		);
		fc.assert(
			fc.property(lines, (items) => {
				for (const { quantity, unitPrice, optionsPrice, totalPrice } of toUnified({ id: 'a', items }).items) {
					if (optionsPrice === null) continue;
					const units = Number(quantity) * Math.round(Number(unitPrice) * 100);
					expect(Math.abs(units - Math.round(Number(totalPrice) * 100))).toBeLessThanOrEqual(1);
				}
			}),
		);
	});
});
