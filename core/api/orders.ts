import type { IDataObject } from 'n8n-workflow';
import type { PlatformOrders, StoreContext } from '../order/platform';
import type { OrderWarning, UnifiedOrder } from '../order/types';
import type { OrderPlatform } from '../platform';
import type { PlatformClient } from './client';
import { inTurn } from './inTurn';
import { orderItems, type OrderShape } from './output';
import { isRecord } from './path';
import type { WireValues } from './request';
import type { ApiClient, Operation } from './types';

const DETAILS_AT_A_TIME = 4;
const GONE: IDataObject = {};

/** Values by which a list gives whole orders, as far as the operation has switches for it and the person wants them. */
export function wholeOrders(
	{ whole = {} }: PlatformOrders,
	operation: Operation,
	{ skipDetails }: Pick<OrderShape, 'skipDetails'>,
): WireValues {
	if (skipDetails) return {};
	const switches = operation.fields.filter(({ name }) => name in whole);
	return Object.fromEntries(switches.map((field) => [`${field.in}.${field.name}`, whole[field.name]]));
}

/**
 * Rows of orders as the person wants them; what a list leaves out is read once per order.
 * @param rows used up: they are gone afterwards
 */
export async function orderRows(
	{ orders }: OrderPlatform,
	client: PlatformClient,
	operation: Operation,
	rows: IDataObject[],
	shape: OrderShape,
): Promise<IDataObject[]> {
	const { details } = orders;
	const completes = details && !shape.skipDetails && operation.id !== details.operation;
	const store = { ...client.store, statusWords: shape.statusWords };
	const shown = (raw: IDataObject): IDataObject[] => {
		if (shape.output !== 'raw' || shape.hidePersonalData)
			return orderItems(orders, { order: mapped(orders, raw, store), raw }, shape);
		// Mapping takes longer than reading, and is not asked for; what is no order is refused all the same
		orders.orderIdOf(raw);
		return [raw];
	};
	if (!completes) {
		return rows.flatMap((raw, index) => {
			// Let go of each row as soon as its order is made: of a long list only one of both is in memory
			rows[index] = GONE;
			return shown(raw);
		});
	}
	const items = await inTurn(rows.length, DETAILS_AT_A_TIME, async (index) =>
		shown(await withDetails(orders, client, rows[index] as IDataObject)),
	);
	return items.flat();
}

/**
 * The order of a list's row with what was ordered. The answer goes before the row, which may be older.
 * @throws NodeApiError where the platform does not give it
 */
export async function withDetails(
	orders: PlatformOrders,
	client: Pick<ApiClient, 'call'>,
	row: IDataObject,
): Promise<IDataObject> {
	const { details } = orders;
	if (!details?.areMissing(row)) return row;
	const answer = await client.call(details.operation, { [details.byOrder]: orders.orderIdOf(row) });
	return isRecord(answer) ? { ...row, ...(answer as IDataObject) } : row;
}

/** A row as a unified order; one that was read without what was ordered says so. */
export function mapped(orders: PlatformOrders, raw: IDataObject, store: StoreContext): UnifiedOrder {
	const order = orders.toUnified(raw, store);
	const isPart = orders.details ? orders.details.areMissing(raw) : orders.whole && order.items.length === 0;
	if (!isPart) return order;
	const warnings = new Set<OrderWarning>([...order.warnings, 'ITEMS_NOT_READ']);
	return { ...order, warnings: [...warnings].sort() };
}
