import Ajv, { type ValidateFunction } from 'ajv';
import { buildOrder, type OrderDraft } from '../../../core/order/build';
import { unifiedOrderSchema } from '../../../core/order/schema';
import type { UnifiedOrder } from '../../../core/order/types';

/** Compiled when it is first needed: of the thousands of mutants that `npm run mutation` makes, most die before. */
let compiled: ValidateFunction | undefined;

/** What the published schema holds against an order; empty for a good one. */
export function schemaErrors(order: unknown): string[] {
	const options = { strict: true, allowUnionTypes: true, allErrors: true };
	const validate = (compiled ??= new Ajv(options).compile(unifiedOrderSchema));
	validate(order);
	return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Paths of members that are undefined, NaN or infinite: what JSON would lose. */
export function lostInJson(value: unknown, path = 'order'): string[] {
	if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return [path];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, member]) => lostInJson(member, `${path}.${key}`));
}

/** A draft with nothing but what every draft must have. */
export function draft(changes: Partial<OrderDraft> = {}): OrderDraft {
	return {
		platform: 'neemo',
		store: { storeKey: '4512', timeZone: 'America/Sao_Paulo' },
		orderId: '987654',
		status: 'CREATED',
		statusRaw: '0',
		orderType: 'DELIVERY',
		items: [],
		total: { itemsPrice: null, otherFees: null, discount: null, orderAmount: null },
		payments: [],
		warnings: new Set(),
		...changes,
	};
}

export function order(changes: Partial<OrderDraft> = {}): UnifiedOrder {
	return buildOrder(draft(changes));
}
