import type { Collection, Row } from '../../collections';
import type { ApiCall } from '../../strict-api';
import type { KeptOrder } from './orders';
import { failure, listReply, notFound, type Handlers, type Resource } from './resources';
import type { Shop } from './shop';

/** Most products of one request [send-products-single-price-html], and with price tables [send-products-multiple-prices-html]. */
const MOST_PRODUCTS = 60;
const MOST_PRICE_TABLES = 50;

/** The switches that say where a text is looked for, and the member that each of them means. */
const SEARCHED = {
	pname: 'product',
	pshort: 'short_description',
	pfull: 'full_description',
	pkeywords: 'meta_keywords',
};

/** Filters of product lists. Without a switch a text is looked for nowhere (the sandbox's choice). */
export function productFilter({ categories }: Shop, orderOf: (number: string) => KeptOrder | undefined) {
	return (row: Row, query: ApiCall['query']): boolean => {
		const { q, pcode, cid, subcats, order_ids: orderIds } = query;
		const wanted = q?.toLowerCase() ?? '';
		const places = Object.entries(SEARCHED).filter(([name]) => query[name] === 'Y');
		const isFound = places.some(([, member]) => String(row[member]).toLowerCase().includes(wanted));
		const ordered = orderIds?.split(',').flatMap((number) => orderOf(number)?.lines ?? []);
		return (
			(wanted === '' || isFound) &&
			(pcode ?? row.product_code) === row.product_code &&
			(cid === undefined || isIn(row, Number(cid), subcats === 'Y' ? categories : undefined)) &&
			(ordered?.some(({ product }) => product.product_id === row.product_id) ?? true) &&
			(query.free_shipping ?? row.free_shipping) === row.free_shipping &&
			(query.status ?? row.status) === row.status &&
			isBetween(Number(row.amount), query.amount_from, query.amount_to) &&
			isBetween(Number(row.price), query.price_from, query.price_to)
		);
	};
}

const isBetween = (value: number, from?: string, to?: string) =>
	value >= Number(from ?? -Infinity) && value <= Number(to ?? Infinity);

/** @param categories given where products of subcategories count too */
export function isIn(row: Row, category: number, categories?: Collection): boolean {
	const children = categories?.list().filter(({ parent_id }) => parent_id === category) ?? [];
	const wanted = [category, ...children.map(({ category_id }) => category_id)];
	return (row.category_ids as number[]).some((id) => wanted.includes(id));
}

/** The operations of products that no other resource has. */
export function productHandlers(products: Resource, { categories, vendors }: Shop): Handlers {
	const { collection, where = () => true } = products;
	const listOf = (belongs: (row: Row) => boolean, query: ApiCall['query']) =>
		listReply(
			products,
			collection.list().filter((row) => belongs(row) && where(row, query)),
			query,
		);
	return {
		'product.getAllOfVendor': ({ params, query }) =>
			vendors.has(params.company_id ?? '')
				? listOf(({ company_id }) => company_id === Number(params.company_id), query)
				: notFound('Vendor'),
		// The sandbox has one storefront, and every product is in it.
		'product.getAllOfStorefront': ({ params, query }) =>
			Number(params.store_id) === 1 ? listOf(() => true, query) : notFound('Storefront'),
		'product.getAllOfCategory': ({ params, query }) =>
			categories.has(params.category_id ?? '')
				? listOf((row) => isIn(row, Number(params.category_id)), query)
				: notFound('Category'),
		'product.upsert': ({ body }) => {
			const sent = body as Row[];
			const most = sent.some(({ prices }) => prices !== undefined) ? MOST_PRICE_TABLES : MOST_PRODUCTS;
			return sent.length > most
				? failure(413, `Request Entity Too Large: at most ${most} products, not ${sent.length}`)
				: { status: 201, body: { product_ids: sent.map((fields) => upsert(collection, fields)) } };
		},
	};
}

/** A known product code is changed, a new one created; quantities and prices come as text. */
function upsert(products: Collection, sent: Row): unknown {
	const known = products.list().find(({ product_code }) => product_code === sent.product_code);
	const fields = {
		...sent,
		price: Number(String(sent.price).replace(',', '.')),
		amount: Number(sent.amount),
		...(sent.weight === undefined ? {} : { weight: Number(sent.weight) / 1000 }),
	};
	if (!known) return products.idOf(products.create(fields));
	products.update(products.idOf(known), fields);
	return products.idOf(known);
}
