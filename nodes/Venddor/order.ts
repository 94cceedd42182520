import type { IDataObject } from 'n8n-workflow';
import { amountReader, buildOrder, type AddressDraft, type OrderDraft } from '../../core/order/build';
import { parseUnitPrice, sumOf, type Cents } from '../../core/order/money';
import type { OrderSample, PlatformOrders, StoreContext } from '../../core/order/platform';
import { isObject, members, plain, text, type Loose } from '../../core/order/read';
import { statusTable } from '../../core/order/status';
import { totalsAgree } from '../../core/order/totals';
import type { OrderWarning, PaymentType, UnifiedOrder } from '../../core/order/types';
import { linesOf, readLine, rowsOf } from './lines';
import samples from './samples.json';
import { venddorVerbs } from './verbs';

/*
 * Venddor orders. Sources as in openapi: [S] [retrieveorderdetails] [ListAllOrders] [orders-html] are pages of
 * Venddor, [CS] those of CS-Cart, (inf) is inferred. The list [S] tells neither products nor address.
 */

/** Letters of [S]; B for CREATED and J for CONFIRMED are our judgement. Stores add letters, which the person explains. */
const statusOf = statusTable({
	DRAFT: ['A'],
	PENDING_PAYMENT: ['Y'],
	PAYMENT_FAILED: ['D', 'F'],
	CREATED: ['O', 'E', 'B'],
	CONFIRMED: ['J'],
	PREPARING: ['P'],
	IN_DELIVERY: ['H'],
	CONCLUDED: ['C'],
	CANCELLATION_REQUESTED: ['G'],
	CANCELLED: ['I'],
});

/** [orders-html] has a status of the payment; its words are inferred. */
const paymentTypes = new Map<string, PaymentType>([
	['paid', 'PREPAID'],
	['pago', 'PREPAID'],
	['pending', 'PENDING'],
	['pendente', 'PENDING'],
	['unpaid', 'PENDING'],
	['notpaid', 'PENDING'],
	['naopago', 'PENDING'],
]);

const addressParts = ['address', 'address_2', 'city', 'state', 'state_descr', 'zipcode'];
const personParts = [...addressParts, 'firstname', 'lastname', 'phone'];

export const venddorOrders: PlatformOrders = {
	platform: 'venddor',
	orderIdOf,
	toUnified,
	verbs: venddorVerbs,
	personal: [
		...['firstname', 'lastname', 'email', 'phone', 'issuer_name', 'ip_address', 'cp_em_ip', 'CNPJ', 'CPF'],
		...['notes', 'details', 'payment_info.*', 'fields.*'],
		...['s_', 'b_'].flatMap((prefix) => personParts.map((part) => prefix + part)),
		'products.*.product_options.*.value',
		'products.*.extra.product_options_value.*.value',
	],
	details: {
		operation: 'order.get',
		byOrder: 'order_id',
		areMissing: ({ products }) => isAbsent(products),
	},
	// JSON is typed more narrowly than what a platform may send.
	samples: samples as unknown as OrderSample[],
};

/**
 * The `order_id` of an order as text.
 * @throws Error where there is none
 */
function orderIdOf(raw: IDataObject): string {
	const orderId = numberOf(members(raw).order_id);
	if (orderId === null) throw new Error('Venddor sent an order without a number ("order_id")');
	return orderId;
}

function toUnified(raw: IDataObject, store: StoreContext): UnifiedOrder {
	const order: Loose = members(raw);
	const warnings = new Set<OrderWarning>();
	const price = amountReader(warnings, 'reais', parseUnitPrice);
	const orderId = numberOf(order.order_id);
	const status = statusOf(order.status, store.statusWords);
	const items = linesOf(order.products).map((line) => readLine(line, price));
	const { otherFees, discounts, total } = readAmounts(
		order,
		items.map(({ totalPrice }) => totalPrice),
		amountReader(warnings),
	);
	const methods = rowsOf(order.shipping).filter(isObject);
	const names = methods.flatMap(({ shipping }) => text(shipping) ?? []).join(', ');
	// A parent is there for the payment, its children are what vendors deliver [CS].
	if (isFlag(order.is_parent_order, YES)) warnings.add('SPLIT_ORDER');
	return buildOrder({
		platform: 'venddor',
		store,
		orderId: orderId ?? '',
		displayId: orderId,
		source: {
			storeId: numberOf(order.company_id),
			storeName: order.company,
			parentOrderId: numberOf(order.parent_order_id),
		},
		status,
		statusRaw: order.status,
		// J: a cancellation was asked for, and denied.
		cancellation: status === 'CONFIRMED' && isFlag(order.status, DENIED) ? { requested: true } : undefined,
		// Nothing to ship is fetched by the customer (inf).
		orderType: isFlag(order.need_shipping, NO) ? 'TAKEOUT' : 'SHIPPING',
		createdAt: order.timestamp,
		// Recent editions of CS-Cart have it (inf).
		updatedAt: order.updated_at,
		customer: readCustomer(order),
		delivery: {
			// shipping_method stands in lists of [ListAllOrders] only
			shippingMethod: text(names) ?? order.shipping_method,
			// The shipments of an order are an own resource; some editions repeat their numbers here (inf).
			tracking: methods.flatMap(({ tracking_number, tracking_url }) => {
				const code = text(tracking_number);
				return code === null ? [] : [{ code, url: text(tracking_url) }];
			}),
			address: readAddress(order, warnings),
		},
		items,
		otherFees,
		discounts,
		total,
		// Lists tell no surcharge of the payment
		totalIsPartial: isAbsent(order.products) && isAbsent(order.payment_surcharge),
		payments: readPayments(order),
		// The number of an invoice tells that there is one [CS], and no more.
		invoice: { requested: numberOf(order.invoice_id) === null ? null : true },
		observations: order.notes,
		warnings,
	});
}

/** A number that identifies something. 0 stands for none [S] [CS]. */
function numberOf(value: unknown): string | null {
	const id = typeof value === 'number' && !Number.isSafeInteger(value) ? null : text(value);
	return id === '0' ? null : id;
}

const YES = new Set(['y', 'yes', 'true', '1']);
const NO = new Set(['n', 'no', 'false', '0']);
const DENIED = new Set(['j']);

function isFlag(value: unknown, words: ReadonlySet<string>): boolean {
	return words.has(typeof value === 'boolean' ? String(value) : plain(text(value) ?? ''));
}

/**
 * The account that ordered. `firstname` is a person's or a company's [S]: it is taken for a company's where no last name
 * came and another user placed the order, `issuer_id` (inf). That user's `issuer_name` is an administrator's [CS] or a
 * buyer's, so it never stands for the customer.
 */
function readCustomer(order: Loose): OrderDraft['customer'] {
	const { firstname, lastname } = order;
	const userId = numberOf(order.user_id);
	const issuerId = numberOf(order.issuer_id);
	const isCompany = text(lastname) === null && issuerId !== null && issuerId !== userId;
	return {
		id: userId,
		name:
			joined(firstname, lastname) ??
			joined(order.s_firstname, order.s_lastname) ??
			joined(order.b_firstname, order.b_lastname),
		companyName: isCompany ? firstname : null,
		phone: text(order.phone) ?? text(order.s_phone) ?? order.b_phone,
		email: order.email,
		// Customers have a CNPJ [addnewcustomers]; it is read in case orders repeat it (inf).
		document: text(order.CNPJ) ?? order.CPF,
	};
}

function joined(...names: unknown[]): string | null {
	let all = '';
	for (const name of names) all += ` ${text(name) ?? ''}`;
	return text(all);
}

const BRAZIL = new Set(['br', 'bra', 'brasil', 'brazil']);

/** Names of the members of an address, written out once: there are thousands of orders and two addresses in each. */
const namesIn = (prefix: string) => ({
	street: `${prefix}address`,
	complement: `${prefix}address_2`,
	city: `${prefix}city`,
	state: `${prefix}state`,
	postalCode: `${prefix}zipcode`,
	country: `${prefix}country`,
	all: addressParts.map((part) => prefix + part),
});
const SHIPPING = namesIn('s_');
const BILLING = namesIn('b_');

/**
 * The address the order is shipped to, else the one of the bill, never a mixture. Street and number share a line [CS],
 * which is not taken apart.
 */
function readAddress(order: Loose, warnings: Set<OrderWarning>): AddressDraft {
	const names = SHIPPING.all.some((name) => text(order[name]) !== null) ? SHIPPING : BILLING;
	const country = plain(text(order[names.country]) ?? '');
	// A unified address is one in Brazil.
	if (country !== '' && !BRAZIL.has(country)) warnings.add('ADDRESS_UNREAD');
	return {
		street: order[names.street],
		complement: order[names.complement],
		city: order[names.city],
		state: order[names.state],
		postalCode: order[names.postalCode],
	};
}

/**
 * How a store may count, in the order in which it is believed. Taxes are in the prices or come on top, depending on the
 * store. `discount` is taken off, or it is what CS-Cart calls the discount of the products, which their prices have
 * in them (inf). `subtotal_discount` is always taken off [CS].
 */
const READINGS = [
	{ discounted: true, taxed: false },
	{ discounted: false, taxed: false },
	{ discounted: true, taxed: true },
	{ discounted: false, taxed: true },
] as const;
type Reading = (typeof READINGS)[number];

/** Fees, discounts and sums by the first reading that leads to the total; by the first of all where none does. */
function readAmounts(
	order: Loose,
	lines: Array<Cents | null>,
	money: (value: unknown) => Cents | null,
): Required<Pick<OrderDraft, 'otherFees' | 'discounts' | 'total'>> {
	const sent = (name: string) => (isAbsent(order[name]) ? undefined : money(order[name]));
	const shipping = sent('shipping_cost');
	const surcharge = sent('payment_surcharge');
	const discount = sent('discount');
	const subtotalDiscount = sent('subtotal_discount');
	const itemsPrice = money(order.subtotal);
	const orderAmount = money(order.total);
	const taxes = taxesOf(order, money);

	const items = lines.length > 0 ? (sumOf(lines) ?? itemsPrice) : itemsPrice;
	const sumsOf = ({ discounted, taxed }: Reading) => ({
		otherFees: sumOfSent([shipping, surcharge, ...(taxed ? taxes.map(({ amount }) => amount) : [])]),
		discount: sumOfSent([subtotalDiscount, discounted ? discount : undefined]),
	});
	const leadsToTotal = (reading: Reading) => {
		const { otherFees, discount: off } = sumsOf(reading);
		return totalsAgree([], { itemsPrice: items, otherFees, discount: off, orderAmount });
	};
	const reading = READINGS.find(leadsToTotal) ?? READINGS[0];
	const { discounted, taxed } = reading;
	const sums = sumsOf(reading);

	const { payment_method: method } = order;
	return {
		otherFees: [
			{ type: 'SHIPPING', amount: shipping ?? null },
			{
				type: 'OTHER',
				name: text(members(method).surcharge_title) ?? 'Acréscimo do pagamento',
				amount: surcharge ?? null,
			},
			...(taxed ? taxes : []).map(({ name, amount }) => ({ type: 'OTHER' as const, name, amount })),
		],
		discounts: [
			{ target: 'CART', amount: subtotalDiscount ?? null },
			{ target: 'CART', amount: discounted ? (discount ?? null) : null },
		],
		total: { itemsPrice, otherFees: sums.otherFees, discount: sums.discount, orderAmount },
	};
}

/** Taxes that may come on top, one by one where the order lists them, such as IPI and ICMS-ST. */
function taxesOf(
	{ taxes, tax_subtotal }: Loose,
	money: (value: unknown) => Cents | null,
): Array<{ name: string; amount: Cents | null }> {
	const isDue = ({ amount }: { amount: Cents | null }) => amount !== null && amount !== 0;
	if (isAbsent(taxes) && isAbsent(tax_subtotal)) return [];
	const listed = rowsOf(taxes)
		.filter(isObject)
		.filter(({ price_includes_tax }) => !isFlag(price_includes_tax, YES))
		.map((tax) => ({ name: text(tax.description) ?? 'Impostos', amount: money(tax.tax_subtotal) }))
		.filter(isDue);
	const whole = [{ name: 'Impostos', amount: money(tax_subtotal) }].filter(isDue);
	return listed.length > 0 ? listed : whole;
}

/** Sum of the amounts that came; null where none did, or where one could not be read. */
function sumOfSent(amounts: Array<Cents | null | undefined>): Cents | null {
	const sent = amounts.filter((amount) => amount !== undefined);
	return sent.length === 0 ? null : sumOf(sent);
}

function isAbsent(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

/**
 * The one payment. Whether it was made is told on [orders-html] only. Settings of the method, with the keys of its
 * processor, are none of an order's business and never read.
 */
function readPayments(order: Loose): OrderDraft['payments'] {
	const { payment_method: method } = order;
	const payment = members(order.payment);
	const label =
		text(method) ??
		text(members(method).payment) ??
		text(members(method).payment_name) ??
		text(payment.payment_method);
	const type = paymentTypes.get(plain(text(payment.status) ?? '')) ?? null;
	if (label === null && type === null) return [];
	return [{ type, label, transactionId: members(order.payment_info).transaction_id }];
}
