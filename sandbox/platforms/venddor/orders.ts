import type { Random } from '../../random';
import type { Text } from '../../types';
import { PICKUP_SHIPPING } from './samples';
import { phpMap } from './shown';
import type { Row } from '../../collections';

export type OrderKind = 'delivery' | 'pickup' | 'discount' | 'awaitingStock' | 'cancelled' | 'split';

/** Orders for a day to come are unknown to Venddor. */
export const ORDER_KINDS: ReadonlyArray<{ name: OrderKind; title: Text }> = [
	{ name: 'delivery', title: { en: 'Shipped by a carrier', pt: 'Enviado por transportadora' } },
	{ name: 'pickup', title: { en: 'Picked up at the warehouse', pt: 'Retirado no depósito' } },
	{ name: 'discount', title: { en: 'With a discount', pt: 'Com desconto' } },
	{ name: 'awaitingStock', title: { en: 'Awaiting stock', pt: 'Aguardando estoque' } },
	{ name: 'cancelled', title: { en: 'Cancelled from the start', pt: 'Já cancelado' } },
	{ name: 'split', title: { en: 'Split between two vendors', pt: 'Dividido entre dois fornecedores' } },
];

export interface OrderLine {
	item_id: number;
	product: Row;
	amount: number;
	/** Discount of one unit, in cents. */
	discount: number;
}

/** An order as it is kept. Amounts are in cents, times in milliseconds since 1970. */
export interface KeptOrder {
	number: number;
	kind: OrderKind | 'sample' | 'created';
	placedAt: number;
	updatedAt: number;
	status: string;
	companyId: number;
	company: string;
	isParent: boolean;
	parent: number;
	/** User who placed the order; absent for what came through the API. */
	issuer: Row | undefined;
	customer: Row;
	lines: OrderLine[];
	payment: Row;
	shipping: Row;
	shippingCost: number;
	surcharge: number;
	discount: number;
	notes: string;
	/** Members that a sample or a wish sets as they are. */
	extra: Row;
}

const cents = (reais: unknown) => Math.round(Number(reais) * 100);
const text = (amount: number) => (amount / 100).toFixed(2);

export const unitPrice = ({ product, discount }: OrderLine) => cents(product.price) - discount;

export function subtotalOf({ lines }: KeptOrder): number {
	return lines.reduce((sum, line) => sum + unitPrice(line) * line.amount, 0);
}

export function totalOf(order: KeptOrder): number {
	return subtotalOf(order) - order.discount + order.surcharge + order.shippingCost;
}

/** Members of the sample of the list [S]: everything is text. */
export function listed(order: KeptOrder): Row {
	const { customer, issuer } = order;
	return {
		order_id: String(order.number),
		issuer_id: issuer ? String(issuer.user_id) : null,
		user_id: String(customer.user_id),
		is_parent_order: order.isParent ? 'Y' : 'N',
		parent_order_id: String(order.parent),
		company_id: String(order.companyId),
		company: order.company,
		timestamp: String(Math.floor(order.placedAt / 1000)),
		firstname: customer.firstname,
		lastname: customer.lastname,
		email: customer.email,
		phone: customer.phone,
		status: order.status,
		total: text(totalOf(order)),
		issuer_name: issuer ? issuer.firstname : '',
		invoice_id: null,
		credit_memo_id: null,
		cp_em_ip: '2db423c5',
		pos_order_id: null,
		...order.extra,
	};
}

/** Numbers among the text, and lines by their id [retrieveorderdetails]; addresses and the rest as in CS-Cart. */
export function detailed(order: KeptOrder): Row {
	const { issuer_name: _, cp_em_ip: __, pos_order_id: ___, ...row } = listed(order);
	const { customer, payment, shipping } = order;
	return {
		...row,
		subtotal: subtotalOf(order) / 100,
		discount: order.discount / 100,
		payment_surcharge: order.surcharge / 100,
		shipping_cost: text(order.shippingCost),
		products: phpMap(
			Object.fromEntries(order.lines.map((line) => [String(line.item_id), shownLine(order, line)])),
		),
		payment_id: String(payment.payment_id),
		payment_method: { payment_id: String(payment.payment_id), payment: payment.payment_name },
		payment_info: [],
		shipping_ids: String(shipping.shipping_id),
		shipping: [{ shipping_id: String(shipping.shipping_id), shipping: shipping.shipping }],
		need_shipping: shipping.shipping_id !== PICKUP_SHIPPING,
		subtotal_discount: 0,
		taxes: [],
		notes: order.notes,
		lang_code: 'pt',
		...addressOf(customer, 'b'),
		...addressOf(customer, 's'),
		...order.extra,
	};
}

function shownLine({ number }: KeptOrder, line: OrderLine): Row {
	const { item_id, product, amount } = line;
	return {
		item_id: String(item_id),
		order_id: String(number),
		product_id: String(product.product_id),
		product_code: product.product_code,
		product: product.product,
		price: text(unitPrice(line)),
		base_price: product.price,
		amount: String(amount),
	};
}

/** What the customer has of an address, else that of the sample shop. */
function addressOf(customer: Row, prefix: 'b' | 's'): Row {
	const address: Row = {
		firstname: customer.firstname,
		lastname: customer.lastname,
		address: 'Rua das Amostras, 100',
		address_2: 'Loja 2',
		city: 'São Paulo',
		state: 'SP',
		state_descr: 'São Paulo',
		country: 'BR',
		country_descr: 'Brasil',
		zipcode: '01001-000',
		phone: customer.phone,
	};
	return Object.fromEntries(
		Object.entries(address).map(([name, value]) => [
			`${prefix}_${name}`,
			customer[`${prefix}_${name}`] ?? value,
		]),
	);
}

const REMARKS = ['', 'Entregar pela doca 2', 'Confirmar validade dos produtos', 'Ligar antes de entregar'];

/** What the customers of the store order, by kind; number, people and state are added by the store. */
export function contents(
	kind: OrderKind,
	isPickup: boolean,
	random: Random,
	catalogue: { products: Row[]; payments: Row[] },
) {
	const first = random.between(0, catalogue.products.length - 1);
	const lines = catalogue.products
		.filter((_, index) => index === first || random.chance(40))
		.map((product) => ({ product, amount: 6 * random.between(1, 20), discount: 0 }));
	const subtotal = lines.reduce((sum, { product, amount }) => sum + cents(product.price) * amount, 0);
	return {
		lines,
		payment: random.pick(catalogue.payments),
		shippingCost: isPickup ? 0 : random.pick([0, 500, 3990]),
		surcharge: random.chance(30) ? 290 : 0,
		// a twentieth, cut to the cent
		discount: kind === 'discount' ? Math.max(1, Math.floor(subtotal / 20)) : 0,
		notes: random.pick(REMARKS),
	};
}
