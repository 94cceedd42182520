import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { compileApi } from '../../../../core/api/compile';
import { readDocument } from '../../../../core/api/compile/document';
import { makeOrderId } from '../../../../core/order/id';
import type { PlatformOrders } from '../../../../core/order/platform';
import type { OrderStatus, UnifiedOrder } from '../../../../core/order/types';
import type { StateRead } from '../../../../core/order/verbs';
import type { OrderPlatform } from '../../../../core/platform';

const fixtures = join(__dirname, '..', 'fixtures');

export const documentOfPadaria = () =>
	readDocument(['everything.yaml', 'loyalty.yaml', 'menu.yaml'].map((name) => join(fixtures, name)));

const STATUS: Record<string, OrderStatus> = {
	new: 'CREATED',
	confirmed: 'CONFIRMED',
	cancelled: 'CANCELLED',
	delivered: 'DELIVERED',
};

const stage = (word: string, reaches: OrderStatus) => ({
	operation: 'order.changeStage',
	values: { stage: word },
	reaches,
});

const ordersOf = (read: StateRead): PlatformOrders => ({
	platform: 'pigz',
	orderIdOf: (raw) => String(raw.number),
	// The executor reads these three and hands the rest on: the whole unified order is tested in test/core/order.
	toUnified: (raw: IDataObject, store) => {
		const orderId = String(raw.number);
		return {
			id: makeOrderId({ platform: 'pigz', storeKey: store.storeKey, orderId }),
			status: STATUS[String(raw.status)] ?? 'UNKNOWN',
			source: { orderId },
		} as UnifiedOrder;
	},
	verbs: {
		orderParameter: 'orderId',
		calls: {
			confirm: stage('confirmed', 'CONFIRMED'),
			conclude: stage('delivered', 'CONCLUDED'),
			cancel: stage('cancelled', 'CANCELLED'),
		},
		read,
	},
});

const platformWith = (read: StateRead): OrderPlatform => {
	const orders = ordersOf(read);
	return {
		displayName: 'Padaria',
		credential: 'padariaApi',
		api: compileApi(documentOfPadaria(), orders.verbs).api,
		orders,
		environments: { production: 'https://api.padaria.example' },
		accountOf: (credentials) => String(credentials.user),
	};
};

/** A made-up platform whose documents carry everything that the compiler knows. It reads orders one by one. */
export const padaria = platformWith({ operation: 'order.get', byOrder: 'orderId' });

/** The same platform if it listed orders by day only. */
export const padariaByDay = platformWith({
	operation: 'order.getAll',
	byDay: { start: 'from', end: 'to' },
});
