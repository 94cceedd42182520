import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { compileApi } from '../../../../core/api/compile';
import { readDocument } from '../../../../core/api/compile/document';
import { at } from '../../../../core/api/path';
import { buildOrder } from '../../../../core/order/build';
import type { OrderSample, PlatformOrders, StoreContext } from '../../../../core/order/platform';
import { isObject, list, number, text } from '../../../../core/order/read';
import { statusTable } from '../../../../core/order/status';
import type { OrderStatus, OrderType, UnifiedOrder } from '../../../../core/order/types';
import type { OrderVerbs, StateRead } from '../../../../core/order/verbs';
import type { OrderPlatform } from '../../../../core/platform';

const fixtures = join(__dirname, '..', 'fixtures');

export const documentOfPadaria = () =>
	readDocument(
		['everything.yaml', 'loyalty.yaml', 'menu.yaml', 'kitchen.yaml'].map((name) => join(fixtures, name)),
	);

const statusOf = statusTable({
	CREATED: ['new'],
	CONFIRMED: ['confirmed'],
	READY: ['ready'],
	IN_DELIVERY: ['sent'],
	CANCELLED: ['cancelled', 'refused'],
	DELIVERED: ['delivered'],
});

const ORDER_TYPES: Record<string, OrderType> = {
	bike: 'DELIVERY',
	counter: 'TAKEOUT',
	table: 'INDOOR',
	post: 'SHIPPING',
};

const stage = (word: string, reaches: OrderStatus) => ({
	operation: 'order.changeStage',
	values: { stage: word },
	reaches,
});

/** All that a platform can say of a verb is said of one of them. */
const calls: OrderVerbs['calls'] = {
	confirm: stage('confirmed', 'CONFIRMED'),
	startPreparation: {
		operation: 'kitchen.setStep',
		values: { step: 'oven' },
		reaches: 'PREPARING',
		refusedIn: { statuses: ['CREATED'], why: 'The kitchen has confirmed orders only.' },
		alsoRead: {
			operation: 'kitchen.get',
			byOrder: 'orderId',
			statusOf: (answer) => (at(answer, 'step') === 'oven' ? 'PREPARING' : null),
		},
		note: 'Only the display of the kitchen changes.',
	},
	readyForPickup: {
		...stage('ready', 'READY'),
		only: { types: ['TAKEOUT', 'INDOOR'], instead: 'dispatch' },
	},
	dispatch: {
		...stage('sent', 'IN_DELIVERY'),
		only: { types: ['DELIVERY'], instead: 'readyForPickup' },
		asks: [
			{ name: 'carrier', of: 'parcel.create' },
			{ name: 'tracking', of: 'parcel.create' },
			// a name that the operation of the verb has as well
			{ name: 'receiver', of: 'parcel.create' },
		],
		then: {
			operation: 'parcel.create',
			values: ({ source }, raw, { carrier, ...more }) => {
				if (carrier === undefined || raw.parcel !== undefined) return null;
				if (raw.lines === undefined) throw new Error('A parcel needs lines');
				return { order: source.orderId, carrier, ...more };
			},
		},
	},
	conclude: {
		...stage('delivered', 'CONCLUDED'),
		asks: [{ name: 'receiver', required: true, unless: 'left_at' }, { name: 'left_at' }],
	},
	cancel: {
		...stage('cancelled', 'CANCELLED'),
		values: (current) => ({ stage: current === 'CREATED' ? 'refused' : 'cancelled' }),
		asks: [{ name: 'reason', required: true }],
	},
};

const samples: OrderSample[] = [
	{
		value: 'bike',
		name: 'Delivery',
		description: 'Two lines for a customer at home',
		raw: {
			number: 31,
			status: 'new',
			type: 'bike',
			customer: { name: 'Ana Souza', phone: '11912345678' },
			lines: [
				{ name: 'Pão de queijo', amount: 6, price: 3.5 },
				{ name: 'Café', amount: 1, price: 6 },
			],
		},
	},
	{
		value: 'counter',
		name: 'Pick-Up',
		description: 'One line to be picked up',
		raw: {
			number: 32,
			status: 'oven',
			type: 'counter',
			customer: { name: 'Bruno Lima' },
			lines: [{ name: 'Bolo de fubá', amount: 1, price: 28.9 }],
		},
	},
];

function toUnified(raw: IDataObject, store: StoreContext): UnifiedOrder {
	const { number: orderId, status, type, customer, note } = raw;
	return buildOrder({
		platform: 'pigz',
		store,
		orderId: text(orderId) ?? '',
		displayId: orderId,
		status: statusOf(status, store.statusWords),
		statusRaw: status,
		orderType: ORDER_TYPES[String(type)] ?? null,
		createdAt: '2026-11-21T12:00:00-03:00',
		customer: { name: at(customer, 'name'), phone: at(customer, 'phone') },
		items: list(raw.lines)
			.filter(isObject)
			.map((line) => ({
				name: line.name,
				quantity: number(line.amount),
				unitPrice: Math.round(Number(line.price) * 100),
				optionsPrice: 0,
				totalPrice: Math.round(Number(line.price) * 100) * Number(line.amount),
			})),
		observations: note,
		total: { itemsPrice: null, otherFees: null, discount: null, orderAmount: null },
		payments: [],
		warnings: new Set(),
	});
}

type Listing = Pick<PlatformOrders, 'details' | 'whole'>;

const platformWith = (read: StateRead, listing: Listing): OrderPlatform => {
	const orders: PlatformOrders = {
		platform: 'pigz',
		orderIdOf(raw) {
			const orderId = text(raw.number);
			if (orderId === null) throw new Error('Padaria sent an order without a number');
			return orderId;
		},
		toUnified,
		verbs: { orderParameter: 'orderId', calls, read },
		personal: ['customer.*', 'note'],
		samples,
		...listing,
	};
	return {
		displayName: 'Padaria',
		credential: 'padariaApi',
		api: compileApi(documentOfPadaria(), orders).api,
		orders,
		environments: { production: 'https://api.padaria.example' },
		accountOf: (credentials) => String(credentials.user),
	};
};

const details: Listing['details'] = {
	operation: 'order.get',
	byOrder: 'orderId',
	areMissing: (row) => !('lines' in row),
};

const byDay = { start: 'from', end: 'to' };

/**
 * A made-up platform whose documents carry everything that the compiler knows. It reads orders one by one, and its lists
 * leave out what was ordered.
 */
export const padaria = platformWith({ operation: 'order.get', byOrder: 'orderId' }, { details });

/** The same platform if it listed orders by day only, with a switch for what was ordered. */
export const padariaByDay = platformWith(
	{ operation: 'order.getAll', byDay },
	{ whole: { with_lines: true } },
);

/** The same platform if its list could be asked for days as well as for one order, and its lists held whole orders. */
export const padariaBothWays = platformWith(
	{ operation: 'order.getAll', byDay, byOrder: 'number', with: { with_cancelled: true } },
	{},
);
