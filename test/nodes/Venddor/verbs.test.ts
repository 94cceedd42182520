import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { venddorOrders } from '../../../nodes/Venddor/order';
import { store, type Fixture } from '../support/fixtures';

const { calls, orderParameter, read } = venddorOrders.verbs;
const told = 'Venddor usually tells the buyer about the change.';

describe('the verbs of Venddor', () => {
	it('set the letters of its page; there is none for an order that waits to be picked up', () => {
		const letter = (status: string, reaches: string, note: string) => ({
			operation: 'order.update',
			values: { status },
			reaches,
			note,
		});
		const { dispatch, ...others } = calls;
		expect(others).toEqual({
			confirm: letter(
				'P',
				'PREPARING',
				`Venddor has no status for that, so the order is set to P, in preparation. ${told}`,
			),
			startPreparation: letter('P', 'PREPARING', told),
			conclude: letter('C', 'CONCLUDED', told),
			cancel: letter(
				'I',
				'CANCELLED',
				`That also grants a cancellation that was asked for; to deny one, choose Cancellation Denied (J) as Status in Update. ${told}`,
			),
		});
		expect(dispatch).toEqual({
			...letter(
				'H',
				'IN_DELIVERY',
				`With a carrier or a tracking number, a shipment of all products is recorded as well, unless the order has one. ${told}`,
			),
			asks: [
				{ name: 'carrier', of: 'shipment.create' },
				{ name: 'tracking_number', of: 'shipment.create' },
			],
			then: { operation: 'shipment.create', values: expect.any(Function) as unknown },
		});
	});

	it('name the order by order_id, and read it before they change it', () => {
		expect(orderParameter).toBe('order_id');
		expect(read).toEqual({ operation: 'order.get', byOrder: 'order_id' });
	});

	it('lead to statuses that its orders are read with', () => {
		expect.assertions(5);
		for (const { values, reaches } of Object.values(calls)) {
			expect(venddorOrders.toUnified({ order_id: '1', ...values }, store).status).toBe(reaches);
		}
	});
});

describe('a Venddor order that is dispatched', () => {
	const { raw } = JSON.parse(
		readFileSync(join(__dirname, 'orders', 'sample-delivery.json'), 'utf8'),
	) as Fixture;
	const shipmentOf = (changes: IDataObject, asked: IDataObject) => {
		const order = { ...raw, ...changes };
		return calls.dispatch?.then?.values(venddorOrders.toUnified(order, store), order, asked);
	};
	const asked = { carrier: 'Transportadora Modelo', tracking_number: 'TM000123456BR' };
	const whole = {
		order_id: 5201,
		user_id: 4041,
		products: { '1001': 60, '1002': 24, '1003': 30 },
		carrier: 'Transportadora Modelo',
		shipping_id: 3,
		shipping: 'Transportadora',
		tracking_number: 'TM000123456BR',
	};

	it('is recorded as a shipment of all its lines', () => {
		expect(shipmentOf({}, asked)).toEqual(whole);
		expect(shipmentOf({ user_id: 0, order_id: 5201 }, asked)).toEqual({ ...whole, user_id: 0 });
	});

	it('has no tracking number where only the carrier was told', () => {
		const { tracking_number: _, ...untracked } = whole;
		expect(shipmentOf({}, { carrier: ' Transportadora Modelo ', tracking_number: '' })).toEqual(untracked);
	});

	it('has its shipping method as carrier where only the tracking number was told', () => {
		expect(shipmentOf({}, { tracking_number: 'TM000123456BR' })).toEqual({
			...whole,
			carrier: 'Transportadora',
		});
	});

	it.each<[IDataObject]>([[{}], [{ carrier: '', tracking_number: ' ' }]])(
		'is not recorded where nothing was told: %p',
		(nothing) => {
			expect(shipmentOf({}, nothing)).toBeNull();
			expect(shipmentOf({ products: [] }, nothing)).toBeNull();
		},
	);

	it.each([[['901']], ['901'], ['901,902'], [901], [{ '0': '901' }]])(
		'is not recorded twice: it has the shipments %p',
		(shipment_ids) => {
			expect(shipmentOf({ shipment_ids }, asked)).toBeNull();
		},
	);

	it.each([[[]], [''], ['0'], [null], [undefined], ['none']])(
		'is recorded where it has no shipment yet: %p',
		(shipment_ids) => {
			expect(shipmentOf({ shipment_ids }, asked)).toEqual(whole);
		},
	);

	it.each<[string, IDataObject, IDataObject]>([
		[
			'the first of several, with its own name',
			{
				shipping_ids: ' 9 ,3',
				shipping: [
					{ shipping_id: '3', shipping: 'Transportadora' },
					{ shipping_id: 9, shipping: 'Motoboy' },
				],
			},
			{ shipping_id: 9, shipping: 'Motoboy' },
		],
		['a list', { shipping_ids: ['0', '3'] }, {}],
		['shipping_id', { shipping_ids: '', shipping_id: '5' }, { shipping_id: 5 }],
		['the method itself', { shipping_ids: null }, {}],
		[
			'a map',
			{ shipping_ids: '3', shipping: { '3': { shipping_id: '3', shipping: 'Navio' } } },
			{ shipping: 'Navio' },
		],
		[
			'the only one of a list that is one',
			{ shipping: [null, 'Navio', { shipping_id: '3', shipping: 'Transportadora' }] },
			{},
		],
		['no name', { shipping: [] }, { shipping: 'Custom shipping method' }],
		['the name of the list', { shipping: [], shipping_method: 'Navio' }, { shipping: 'Navio' }],
	])('is shipped by the method of the order: %s', (_, changes, expected) => {
		expect(shipmentOf(changes, asked)).toEqual({ ...whole, ...expected });
	});

	it.each<[string, unknown, IDataObject]>([
		['a list', [{ item_id: '7', amount: '2' }], { '7': 2 }],
		['a map without item_id', { '8': { amount: 3 }, '9': { amount: '1' } }, { '8': 3, '9': 1 }],
		[
			'a line of nothing',
			[
				{ item_id: '7', amount: '2' },
				{ item_id: '8', amount: '0' },
			],
			{ '7': 2 },
		],
	])('has lines: %s', (_, products, expected) => {
		expect(shipmentOf({ products } as IDataObject, asked)).toEqual({ ...whole, products: expected });
	});

	const lacks = (what: string) =>
		`Venddor does not tell ${what} of order 5201, which a shipment needs. Leave Carrier and Tracking Number empty to dispatch the order without a shipment`;

	it.each<[string, unknown]>([
		['none', undefined],
		['an empty list', []],
		['nothing but lines of nothing', [{ item_id: '7', amount: '0' }]],
		['one without a number', [{ item_id: '7', amount: '2' }, { amount: '2' }]],
		['one with a word for a number', { first: { amount: '2' } }],
		['a number with a word behind it', { '7b': { amount: '2' } }],
		['a number with a word before it', { b7: { amount: '2' } }],
		['half a unit', [{ item_id: '7', amount: '0,5' }]],
		['less than nothing', [{ item_id: '7', amount: '-1' }]],
		['no quantity', [{ item_id: '7' }]],
	])('is not begun where its lines cannot be told: %s', (_, products) => {
		expect(() => shipmentOf({ products } as IDataObject, asked)).toThrow(
			lacks('the lines with whole quantities'),
		);
	});

	it.each<[IDataObject]>([
		[{ shipping_ids: '', shipping: [] }],
		[{ shipping_ids: '0', shipping: [{ shipping: 'Transportadora' }] }],
		[{ shipping_ids: 'x3', shipping: null }],
		[{ shipping_ids: '3x', shipping: null }],
		[{ shipping_ids: '1.5', shipping: null }],
	])('is not begun where its shipping method cannot be told: %p', (changes) => {
		expect(() => shipmentOf(changes, asked)).toThrow(lacks('the shipping method'));
	});

	it.each<[IDataObject]>([[{ user_id: null }], [{ user_id: 'ana' }]])(
		'is not begun where its customer cannot be told: %p',
		(changes) => {
			expect(() => shipmentOf(changes, asked)).toThrow(lacks('the number or the customer'));
		},
	);

	it('is not begun where its number is none', () => {
		expect(() => shipmentOf({ order_id: 'A-7' }, asked)).toThrow(
			'Venddor does not tell the number or the customer of order A-7, which a shipment needs.',
		);
	});

	it('is not begun where nothing stands for the carrier', () => {
		expect(() => shipmentOf({ shipping: [] }, { tracking_number: 'TM000123456BR' })).toThrow(
			'The shipping method of order 5201 has no name that could stand for the carrier. Fill in Carrier',
		);
	});
});
