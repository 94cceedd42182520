import type { IDataObject } from 'n8n-workflow';
import { isObject, number, text } from '../../core/order/read';
import type { OrderStatus, UnifiedOrder } from '../../core/order/types';
import type { OrderVerbs, VerbCall } from '../../core/order/verbs';
import { linesOf, rowsOf } from './lines';

/* What a person can do to a Venddor order, by its letters [S] [update-order-status-html]. */

const toLetter = (status: string, reaches: OrderStatus, note: string): VerbCall => ({
	operation: 'order.update',
	values: { status },
	reaches,
	note,
});

/** [update-order-status-html] */
const TOLD = 'Venddor usually tells the buyer about the change.';

/** There is no letter for an order that waits for its pick-up, and none for one that is merely accepted. */
export const venddorVerbs: OrderVerbs = {
	calls: {
		confirm: toLetter(
			'P',
			'PREPARING',
			`Venddor has no status for that, so the order is set to P, in preparation. ${TOLD}`,
		),
		startPreparation: toLetter('P', 'PREPARING', TOLD),
		dispatch: {
			...toLetter(
				'H',
				'IN_DELIVERY',
				`With a carrier or a tracking number, a shipment of all products is recorded as well, unless the order has one. ${TOLD}`,
			),
			asks: [
				{ name: 'carrier', of: 'shipment.create' },
				{ name: 'tracking_number', of: 'shipment.create' },
			],
			then: { operation: 'shipment.create', values: shipmentOf },
		},
		conclude: toLetter('C', 'CONCLUDED', TOLD),
		cancel: toLetter(
			'I',
			'CANCELLED',
			`That also grants a cancellation that was asked for; to deny one, choose Cancellation Denied (J) as Status in Update. ${TOLD}`,
		),
	},
	orderParameter: 'order_id',
	read: { operation: 'order.get', byOrder: 'order_id' },
};

/** What [fields8-html] calls a shipping method that has no name. */
const NAMELESS_METHOD = 'Custom shipping method';

/**
 * The shipment of a whole order, once somebody told a carrier or a tracking number and the order has none yet. Where
 * only the number was told, the shipping method stands for the carrier.
 * @throws Error where the order lacks what a shipment needs
 */
function shipmentOf(
	order: UnifiedOrder,
	raw: IDataObject,
	asked: Readonly<Record<string, unknown>>,
): Record<string, unknown> | null {
	const carrier = text(asked.carrier);
	const tracking = text(asked.tracking_number);
	if (carrier === null && tracking === null) return null;
	if (idsIn(raw.shipment_ids).length > 0) return null;

	const lacks = (what: string) =>
		new Error(
			`Venddor does not tell ${what} of order ${order.source.orderId}, which a shipment needs. Leave Carrier and Tracking Number empty to dispatch the order without a shipment`,
		);
	const methods = rowsOf(raw.shipping).filter(isObject);
	const [shippingId] = [raw.shipping_ids, raw.shipping_id, methods[0]?.shipping_id].flatMap(idsIn);
	if (shippingId === undefined) throw lacks('the shipping method');
	const orderId = number(raw.order_id);
	const userId = number(raw.user_id);
	if (orderId === null || userId === null) throw lacks('the number or the customer');
	const products = productsOf(raw);
	if (products === null) throw lacks('the lines with whole quantities');

	const method =
		text(methods.find((each) => text(each.shipping_id) === shippingId)?.shipping) ??
		order.delivery.shippingMethod;
	const by = carrier ?? method;
	if (by === null) {
		throw new Error(
			`The shipping method of order ${order.source.orderId} has no name that could stand for the carrier. Fill in Carrier`,
		);
	}
	return {
		order_id: orderId,
		user_id: userId,
		products,
		carrier: by,
		shipping_id: Number(shippingId),
		shipping: method ?? NAMELESS_METHOD,
		...(tracking === null ? {} : { tracking_number: tracking }),
	};
}

/** Quantities by line; null where a line cannot be told, or is not counted in whole units. */
function productsOf(raw: IDataObject): Record<string, number> | null {
	const quantities = linesOf(raw.products)
		.map(({ lineId, line }) => ({ lineId, amount: number(line.amount) }))
		.filter(({ amount }) => amount !== 0);
	const clear = quantities.every(
		({ lineId, amount }) => /^\d+$/.test(lineId ?? '') && Number.isInteger(amount) && Number(amount) > 0,
	);
	if (quantities.length === 0 || !clear) return null;
	return Object.fromEntries(quantities.map(({ lineId, amount }) => [String(lineId), Number(amount)]));
}

/** Ids separated by commas, or in a list [CS]; 0 is none. */
function idsIn(value: unknown): string[] {
	return rowsOf(value)
		.flatMap((ids) => (text(ids) ?? '').split(','))
		.map((id) => id.trim())
		.filter((id) => /^\d+$/.test(id) && Number(id) > 0);
}
