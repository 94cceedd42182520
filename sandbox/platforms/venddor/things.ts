import type { Row } from '../../collections';
import { productFilter } from './catalogue';
import type { KeptOrder } from './orders';
import type { Resource } from './resources';
import * as samples from './samples';
import type { Shop } from './shop';
import { withText } from './shown';

/** What a resource needs to know about orders. */
interface Orders {
	get(number: string): KeptOrder | undefined;
	all(): KeptOrder[];
}

const EVERYTHING: Resource['does'] = ['getAll', 'create', 'get', 'update', 'delete'];

const asIs = (row: Row) => row;

/** The resources of the document and what is peculiar to each. */
export function resourcesOf(shop: Shop, orders: Orders): Resource[] {
	const warehouseText = (row: Row) => withText(row, ['warehouse_id', 'company_id']);
	const cartText = (row: Row) =>
		withText(row, ['cart_id', 'user_id', 'company_id', 'total', 'subtotal', 'shipping_cost', 'timestamp']);
	return [
		{
			tag: 'product',
			id: 'product_id',
			collection: shop.products,
			samples: samples.PRODUCTS,
			list: 'products',
			does: ['getAll', 'get', 'update', 'delete'],
			params: 'number',
			where: productFilter(shop, (number) => orders.get(number)),
		},
		{
			tag: 'category',
			id: 'category_id',
			collection: shop.categories,
			samples: samples.CATEGORIES,
			list: 'categories',
			does: EVERYTHING,
			params: 'text',
			listed: asIs,
			updated: ({ category_id }) => ({
				category_id: String(category_id),
				status: 'success',
				message: 'Category updated',
			}),
		},
		{
			tag: 'customer',
			id: 'user_id',
			collection: shop.customers,
			samples: samples.CUSTOMERS,
			list: 'users',
			does: ['getAll', 'get', 'update', 'delete'],
			params: 'text',
			where: equal('user_type', 'status'),
		},
		{
			tag: 'userGroup',
			id: 'usergroup_id',
			collection: shop.userGroups,
			samples: samples.USER_GROUPS,
			list: 'usergroups',
			does: ['create', 'get', 'update', 'delete'],
		},
		{
			tag: 'shipment',
			id: 'shipment_id',
			collection: shop.shipments,
			samples: samples.SHIPMENTS,
			list: 'shipments',
			does: ['getAll', 'get', 'update', 'delete'],
			params: 'number',
			listed: asIs,
		},
		{
			tag: 'status',
			id: 'status_id',
			collection: shop.statuses,
			samples: samples.STATUSES,
			list: 'statuses',
			does: ['getAll', 'get', 'update', 'delete'],
			params: 'text',
			isUsed: ({ status }) => orders.all().some((order) => order.status === status),
		},
		{
			tag: 'warehouse',
			id: 'warehouse_id',
			collection: shop.warehouses,
			samples: samples.WAREHOUSES,
			list: 'warehouses',
			does: EVERYTHING,
			listed: warehouseText,
			detailed: warehouseText,
		},
		{
			tag: 'vendor',
			id: 'company_id',
			collection: shop.vendors,
			samples: samples.VENDORS,
			list: 'vendors',
			does: ['getAll', 'get'],
			params: 'text',
			detailed: (row) => withText(row, ['company_id', 'timestamp']),
			where: equal('email', 'timestamp', 'status', 'company'),
		},
		{
			tag: 'paymentMethod',
			id: 'payment_id',
			collection: shop.payments,
			samples: samples.PAYMENT_METHODS,
			list: 'payments',
			does: ['create', 'get', 'update', 'delete'],
		},
		{
			tag: 'shippingMethod',
			id: 'shipping_id',
			collection: shop.shippings,
			samples: samples.SHIPPING_METHODS,
			list: 'shippings',
			does: EVERYTHING,
			params: 'number',
			isUsed: ({ shipping_id }) => orders.all().some(({ shipping }) => shipping.shipping_id === shipping_id),
		},
		{
			tag: 'cart',
			id: 'cart_id',
			collection: shop.carts,
			samples: samples.CARTS,
			list: 'carts',
			does: ['getAll', 'get', 'delete'],
			params: 'text',
			listed: cartText,
			detailed: cartText,
			where: ({ status }, { abandoned_only: only }) => String(only) !== 'true' || status === 'A',
		},
	];
}

/** Filters that want a member to be what they say. */
export function equal(...names: string[]) {
	return (row: Row, query: Record<string, string>): boolean =>
		names.every((name) => query[name] === undefined || String(row[name]) === String(query[name]));
}
