import type { OrderId } from '../../sandbox/types';

/** One of our triggers in the run, and how the same is built today without us. */
export interface Trigger {
	/** Name in the tables. */
	name: string;
	/** Folder of its platform in the sandbox. */
	folder: string;
	/** Type of the node, without the package. */
	node: string;
	/** Second of each interval at which it polls, so that one can be hit alone; null for a webhook. */
	second: number | null;
	/** The request by which a kill is aimed: the last one of a poll with news, and whether there is one for each order. */
	last: { operation: string; perOrder: boolean };
	/** Operations by which orders are listed: the faults of paging are laid on them. */
	list: string | null;
	peer: PollingPeer | WebhookPeer;
}

/** Schedule Trigger, HTTP Request, Split Out, Remove Duplicates. It reads one page, as large as the platform gives. */
export interface PollingPeer {
	method: 'GET' | 'POST';
	path: string;
	query?: Record<string, string>;
	form?: Record<string, string>;
	/** Member of the answer that holds the rows; absent where the answer is the rows. */
	rows?: string;
	/** Member of a row that names the order. */
	id: string;
	/** What it asks the platform to do once it has the order. */
	acknowledge?: { method: 'PUT'; path: string };
}

/** Webhook, HTTP Request where the call does not hold the order, Remove Duplicates. */
export interface WebhookPeer {
	/** Member of the call that names the order. */
	calledId: string;
	read?: string;
}

export const isWebhook = ({ second }: Trigger): boolean => second === null;

export const TRIGGERS: Trigger[] = [
	{
		name: 'Pigz',
		folder: 'pigz',
		node: 'pigzTrigger',
		second: 0,
		last: { operation: 'order.getQueue', perOrder: false },
		list: 'order.getQueue',
		peer: {
			method: 'GET',
			path: '/pooling',
			id: 'codigo',
			acknowledge: { method: 'PUT', path: '/order/{{ $json.codigo }}/conhecido' },
		},
	},
	{
		name: 'Neemo',
		folder: 'neemo',
		node: 'neemoTrigger',
		second: 1,
		last: { operation: 'order.get', perOrder: true },
		list: 'order.getAll',
		peer: {
			method: 'POST',
			path: '/v1/order',
			form: { sort: 'date desc', limit: '50' },
			rows: 'Orders',
			id: 'id',
		},
	},
	{
		name: 'Venddor',
		folder: 'venddor',
		node: 'venddorTrigger',
		second: 3,
		last: { operation: 'order.get', perOrder: true },
		list: 'order.getAll',
		peer: {
			method: 'GET',
			path: '/api/orders',
			query: { sort_by: 'date', sort_order: 'desc', items_per_page: '100' },
			rows: 'orders',
			id: 'order_id',
		},
	},
	{
		name: 'Delivery Direto, polling',
		folder: 'delivery-direto',
		node: 'deliveryDiretoTrigger',
		second: 4,
		last: { operation: 'order.getAll', perOrder: false },
		list: 'order.getAll',
		peer: {
			method: 'GET',
			path: '/v1/orders',
			query: { limit: '100', includeCanceledOrders: 'true', showItems: 'true' },
			rows: 'data.orders',
			id: 'id',
		},
	},
	{
		name: 'Delivery Direto, webhook',
		folder: 'delivery-direto',
		node: 'deliveryDiretoTrigger',
		second: null,
		last: { operation: 'webhook', perOrder: true },
		list: null,
		peer: { calledId: 'ordersId' },
	},
	{
		name: 'Digipix, webhook',
		folder: 'digipix',
		node: 'digipixTrigger',
		second: null,
		last: { operation: 'webhook', perOrder: true },
		list: null,
		peer: { calledId: 'id', read: '/v1/orders/{{ $json.body.id }}' },
	},
];

export type Side = 'ours' | 'peer';

export const key = (id: OrderId | undefined): string => String(id);
