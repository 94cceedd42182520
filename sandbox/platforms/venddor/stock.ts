import { handlersFor, type Row } from '../../collections';
import type { ApiCall } from '../../strict-api';
import { mannersOf, notFound, type Handlers, type Resource } from './resources';
import { stock, stockId, STOCK } from './samples';
import type { Shop } from './shop';
import { withText } from './shown';

/** Stock of products in warehouses: by the product, so its own number is never shown. */
export function stockOf({ stocks, products }: Shop): Resource {
	return {
		tag: 'stock',
		id: 'stock_id',
		collection: stocks,
		samples: STOCK,
		list: 'stock',
		does: [],
		listed({ stock_id: _, ...row }) {
			const product = products.get(Number(row.product_id));
			return {
				...withText(row, ['warehouse_id', 'product_id', 'cost_price']),
				product_code: product?.product_code ?? '',
				product_name: product?.product ?? '',
				available_amount: Number(row.amount) - Number(row.reserved_amount),
			};
		},
	};
}

export function stockHandlers(
	resource: Resource,
	{ warehouses, products }: Shop,
	now: () => number,
): Handlers {
	const { collection, listed = (row: Row) => row } = resource;
	const idOf = ({ params }: ApiCall) => stockId(params.warehouse_id, params.product_id);
	return {
		'warehouse.getAllStock': handlersFor(mannersOf(resource)).list(collection),
		'warehouse.getStock': (call) => {
			const row = collection.get(idOf(call));
			return row ? { status: 200, body: listed(row) } : notFound('Stock');
		},
		'warehouse.updateStock': (call) => {
			const warehouse = Number(call.params.warehouse_id);
			const product = Number(call.params.product_id);
			if (!warehouses.has(warehouse)) return notFound('Warehouse');
			if (!products.has(product)) return notFound('Product');
			if (!collection.has(idOf(call))) collection.create(stock(warehouse, product, 0), warehouse);
			const change = { ...(call.body as Row), last_updated: new Date(now()).toISOString() };
			return { status: 200, body: listed(collection.update(idOf(call), change) ?? {}) };
		},
	};
}
