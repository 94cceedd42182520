import type { Row } from '../../collections';
import type { KeptOrder } from './orders';
import { failure, type Handlers } from './resources';
import type { Shop } from './shop';

/** A shipment is of an order, its customer and its lines, and nothing is shipped twice. */
export function shipmentHandlers(
	{ shipments }: Shop,
	orderOf: (number: unknown) => KeptOrder | undefined,
	now: () => number,
): Handlers {
	const shippedBefore = (order: number, line: string) =>
		shipments
			.list()
			.filter(({ order_id }) => order_id === order)
			.reduce((sum, { products }) => sum + ((products as Record<string, number>)[line] ?? 0), 0);

	const problemOf = (sent: Row): string | undefined => {
		const order = orderOf(sent.order_id);
		if (!order) return `unknown order_id ${String(sent.order_id)}`;
		if (order.customer.user_id !== sent.user_id) return `order ${order.number} is of another user_id`;
		for (const [line, amount] of Object.entries(sent.products as Record<string, number>)) {
			const known = order.lines.find(({ item_id }) => String(item_id) === line);
			if (!known) return `order ${order.number} has no line ${line}`;
			const left = known.amount - shippedBefore(order.number, line);
			if (amount > left) return `line ${line} has only ${left} left to ship`;
		}
		return undefined;
	};

	return {
		'shipment.create': ({ body }) => {
			const sent = body as Row;
			const problem = problemOf(sent);
			if (problem !== undefined) return failure(400, `Bad Request: ${problem}`);
			const { shipment_id } = shipments.create({ ...sent, shipping_date: new Date(now()).toISOString() });
			return { status: 201, body: { shipment_id } };
		},
	};
}
