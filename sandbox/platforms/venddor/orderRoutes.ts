import type { Row } from '../../collections';
import type { Reply } from '../../types';
import { detailed, listed, type KeptOrder } from './orders';
import { failure, notFound, type Handlers } from './resources';
import type { Shop } from './shop';
import { pageOf, rowsOnPage, type Page } from './shown';
import { OrderRefused, type VenddorOrders } from './store';

/** [S] */
const DEFAULT_PAGE = 20;

/** Orders on the wire: `params` only when nothing matches [S], and 200 for one that is not there [retrieveorderdetails]. */
export function orderHandlers(store: VenddorOrders, { shipments }: Pick<Shop, 'shipments'>): Handlers {
	/** The shipments of an order, where it has any, as in CS-Cart. */
	const shipped = ({ number }: KeptOrder): Row => {
		const own = shipments.list().filter(({ order_id }) => order_id === number);
		return own.length > 0 ? { shipment_ids: own.map(({ shipment_id }) => String(shipment_id)) } : {};
	};

	const found = (number: unknown, then: (order: KeptOrder) => Reply): Reply => {
		const order = store.get(number);
		return order ? then(order) : notFound('Order');
	};
	return {
		'order.getAll': ({ query }) => {
			const all = store.list(query);
			const page = pageOf(query, DEFAULT_PAGE);
			const orders = rowsOnPage(all, page).map(listed);
			const params = orders.length > 0 ? {} : { params: echo(query, page, all.length) };
			return { status: 200, body: { orders, ...params } };
		},
		'order.get': ({ params }) => {
			const order = store.get(params.order_id);
			return {
				status: 200,
				body: order ? { ...detailed(order), ...shipped(order) } : { message: 'Pedido não encontrado' },
			};
		},
		'order.create': ({ body }) =>
			attempt(() => ({ status: 201, body: { order_id: String(store.create(body as Row)) } })),
		'order.update': ({ params, body }) =>
			found(params.order_id, (order) =>
				attempt(() => {
					store.change(order, body as Row);
					return { status: 200, body: { order_id: String(order.number) } };
				}),
			),
		'order.delete': ({ params }) =>
			found(params.order_id, (order) => {
				store.remove(order);
				return { status: 204 };
			}),
	};
}

function attempt(work: () => Reply): Reply {
	try {
		return work();
	} catch (error) {
		if (!(error instanceof OrderRefused)) throw error;
		return failure(error.status, error.message);
	}
}

/** The `params` of the sample [S]. */
function echo(query: Record<string, string>, page: Page, total: number): Row {
	const sort_order = query.sort_order ?? 'desc';
	return {
		...page,
		extra: ['issuers', 'invoice_docs', 'memo_docs'],
		...(query.status === undefined ? {} : { status: query.status }),
		include_incompleted: false,
		sort_order,
		sort_by: query.sort_by ?? 'date',
		sort_order_rev: sort_order === 'asc' ? 'desc' : 'asc',
		total_items: String(total),
	};
}
