import type { IDataObject } from 'n8n-workflow';
import type { PlatformOrders, StoreContext } from '../order/platform';
import type { UnifiedOrder } from '../order/types';
import type { OrderPlatform } from '../platform';
import type { PlatformClient } from './client';
import { inTurn } from './inTurn';
import { orderItems, type OrderShape } from './output';
import { isRecord } from './path';
import type { WireValues } from './request';
import type { ApiClient, Operation } from './types';

const DETAILS_AT_A_TIME = 4;

/** How the rows of an operation become what the person wants. */
export interface Reading {
	/** Values that the operation is called with besides those of the form. */
	values: WireValues;
	/** What is made of each page as it comes. @throws Error for a row that is no order */
	made(rows: IDataObject[]): IDataObject[];
	/** What becomes of all of it when the list has been read. */
	completed(rows: IDataObject[]): Promise<IDataObject[]>;
}

/** For what holds no orders: rows as the platform sends them. */
export const AS_SENT: Reading = {
	values: {},
	made: (rows) => rows,
	completed: async (rows) => await Promise.resolve(rows),
};

/** Orders in the shape that the person wants. What a list leaves out is read once per order, after the whole list. */
export function orderReading(
	{ orders }: OrderPlatform,
	client: PlatformClient,
	operation: Operation,
	shape: OrderShape,
): Reading {
	const values = wholeOrders(orders, operation, shape);
	const show = showing(orders, { ...client.store, statusWords: shape.statusWords }, shape);
	const { details } = orders;
	if (!details || shape.skipDetails || operation.id === details.operation)
		return { ...AS_SENT, values, made: show };
	return {
		...AS_SENT,
		values,
		async completed(rows) {
			const items = await inTurn(rows.length, DETAILS_AT_A_TIME, async (index) =>
				show([await withDetails(orders, client, rows[index] as IDataObject)]),
			);
			return items.flat();
		},
	};
}

/** Values by which a list gives whole orders, as far as the operation has switches for it and the person wants them. */
function wholeOrders(
	{ whole = {} }: PlatformOrders,
	operation: Operation,
	{ skipDetails }: OrderShape,
): WireValues {
	if (skipDetails) return {};
	const switches = operation.fields.filter(({ name }) => name in whole);
	return Object.fromEntries(switches.map((field) => [`${field.in}.${field.name}`, whole[field.name]]));
}

function showing(orders: PlatformOrders, store: StoreContext, shape: OrderShape): Reading['made'] {
	if (shape.output !== 'raw' || shape.hidePersonalData)
		return (rows) => {
			const items: IDataObject[] = [];
			for (const raw of rows)
				items.push(...orderItems(orders, { order: mapped(orders, raw, store), raw }, shape));
			return items;
		};
	// Mapping takes longer than reading, and is not asked for; what is no order is refused all the same
	return (rows) => {
		for (const raw of rows) orders.orderIdOf(raw);
		return rows;
	};
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
	// Nobody else has this order yet: a copy of each of thousands would be work for nothing
	if (isPart) order.warnings = [...order.warnings, 'ITEMS_NOT_READ' as const].sort();
	return order;
}
