import type { IDataObject } from 'n8n-workflow';
import { amountReader, buildOrder, type AddressDraft, type ItemDraft } from '../../core/order/build';
import { parseUnitPrice, times, type Cents } from '../../core/order/money';
import type { OrderSample, PlatformOrders, StoreContext } from '../../core/order/platform';
import { isObject, list, number, pick, text } from '../../core/order/read';
import { statusTable } from '../../core/order/status';
import { agree } from '../../core/order/totals';
import type { Delivery, OrderWarning, UnifiedOrder } from '../../core/order/types';
import type { OrderVerbs } from '../../core/order/verbs';
import samples from './samples.json';

/*
 * Digipix orders. Sources as in openapi.yaml: [S] [D] are its reference page, (inf) is inferred. Create, Get and the
 * decision answer with the whole order [S]; a status notification has the number and the status, depending on the status
 * the parcels, and `customData` [S]. We are the customer here: the orders are those that we placed.
 */

/**
 * QUOTE, NEW, APPROVED and IN_MANUFACTURING are documented [S]. Of the cancelled one only the word of the request is:
 * canceled [S]; that it comes back as a status is inferred, and so are its other spellings (inf). What NEW means is
 * explained nowhere (inf). The set is open: see `readStatus`.
 */
const statusOf = statusTable({
	DRAFT: ['QUOTE'],
	CREATED: ['NEW'],
	CONFIRMED: ['APPROVED'],
	PREPARING: ['IN_MANUFACTURING'],
	CANCELLED: ['CANCELED', 'CANCELLED', 'CANCELADO'],
});

/** Method of a shipment that the partner collects; it needs a contract of its own [S]. */
const COLLECT = 3;

/** Digipix approves and cancels; everything else happens there, and is told by the status. */
const verbs: OrderVerbs = {
	calls: {
		confirm: {
			operation: 'order.approveOrCancel',
			values: { status: 'approved' },
			reaches: 'CONFIRMED',
			asks: [{ name: 'shipmentMethodId', required: true, unless: 'shipmentId' }, { name: 'shipmentId' }],
			note: 'An approved order is produced and billed. A Shipment ID under Additional Fields goes before the Shipment Rule.',
		},
		cancel: {
			operation: 'order.approveOrCancel',
			values: { status: 'canceled' },
			reaches: 'CANCELLED',
			note: 'Digipix cancels an order only before its production has begun.',
			refusedIn: {
				statuses: ['PREPARING', 'READY', 'IN_DELIVERY'],
				why: 'Digipix cancels an order only before its production has begun.',
			},
		},
	},
	orderParameter: 'orderId',
	read: { operation: 'order.get', byOrder: 'orderId' },
};

export const digipixOrders: PlatformOrders = {
	platform: 'digipix',
	orderIdOf,
	toUnified,
	verbs,
	// The recipient as a whole: more members than the samples show are to be expected. `customData` is whatever the partner
	// put there, so it may tell of persons as well.
	personal: ['recipient', 'customData'],
	samples: samples satisfies OrderSample[],
};

/**
 * The `id` of an order as text.
 * @throws Error where there is none
 */
function orderIdOf(raw: IDataObject): string {
	const orderId = idOf(raw);
	if (orderId === null) throw new Error('Digipix sent an order without an ID ("id")');
	return orderId;
}

function toUnified(raw: IDataObject, store: StoreContext): UnifiedOrder {
	const warnings = new Set<OrderWarning>();
	const money = amountReader(warnings);
	const orderId = idOf(raw);
	const recipient = pick(raw, 'recipient');
	const contact = pick(recipient, 'contact');
	const shipment = pick(raw, 'shipment');
	const cost = pick(raw, 'shippingCost') ?? pick(shipment, 'cost');
	const shipping = money(cost);
	const tracking = list(pick(raw, 'tracking_items')).flatMap(readParcel);
	const status = readStatus(raw, tracking, store, warnings);
	const collected = number(pick(shipment, 'methodId')) === COLLECT;
	const itemsPrice = money(pick(raw, 'subtotal'));
	const offered = pick(raw, 'shipments') !== undefined;
	const chosen = shipment !== undefined || cost !== undefined;
	if (!chosen && (status === 'DRAFT' || offered)) warnings.add('SHIPPING_NOT_CHOSEN');
	return buildOrder({
		platform: 'digipix',
		store,
		orderId: orderId ?? '',
		// That it is echoed is not documented (inf).
		displayId: text(pick(raw, 'partnerOrderID')) ?? orderId,
		source: {
			storeId: pick(raw, 'partnerId'),
			storeName: pick(raw, 'partnerName'),
			direction: 'OUTBOUND',
		},
		status,
		statusRaw: pick(raw, 'status'),
		// Digipix sends parcels. Only a chosen shipment can say otherwise.
		orderType: collected ? 'TAKEOUT' : 'SHIPPING',
		createdAt: pick(raw, 'createdAt'),
		customer: {
			name: nameOf(contact),
			companyName: pick(contact, 'companyName'),
			phone: phoneOf(pick(contact, 'phone')),
			// Not in the samples; read in case it comes (inf).
			email: pick(contact, 'email'),
			document: valueOf(pick(contact, 'document')),
		},
		delivery: {
			deliveredBy: collected ? null : 'CARRIER',
			shippingMethod: pick(shipment, 'name'),
			tracking,
			address: readAddress(pick(recipient, 'address')),
		},
		items: readItems(raw, warnings),
		otherFees: [{ type: 'SHIPPING', amount: shipping }],
		// Digipix tells of no discounts: not even that there is none.
		total: { itemsPrice, otherFees: shipping, discount: null, orderAmount: money(pick(raw, 'total')) },
		// The partner is billed by contract: an order tells nothing of payment.
		payments: [],
		warnings,
	});
}

function idOf(raw: unknown): string | null {
	const id = pick(raw, 'id');
	return typeof id === 'number' && !Number.isSafeInteger(id) ? null : text(id);
}

/**
 * A status that is not in the table but comes with parcels is a shipped order (inf). Its word stays unknown, and that is
 * said: it might as well mean that the parcel has arrived.
 */
function readStatus(
	raw: IDataObject,
	tracking: Delivery['tracking'],
	store: StoreContext,
	warnings: Set<OrderWarning>,
): UnifiedOrder['status'] {
	const status = statusOf(pick(raw, 'status'), store.statusWords);
	if (status !== 'UNKNOWN' || tracking.length === 0) return status;
	warnings.add('STATUS_UNKNOWN');
	return 'IN_DELIVERY';
}

/** One of `tracking_items` [S]; a bare text is taken for its code (inf). */
function readParcel(parcel: unknown): Delivery['tracking'] {
	const code = text(parcel) ?? text(pick(parcel, 'code'));
	const url = text(pick(parcel, 'url'));
	return code === null && url === null ? [] : [{ code, url }];
}

function nameOf(contact: unknown): string {
	return [pick(contact, 'firstName'), pick(contact, 'lastName')].map((part) => text(part) ?? '').join(' ');
}

/** Area code and number, as one phone. */
function phoneOf(phone: unknown): string | null {
	const parts = [pick(phone, 'areaCode'), pick(phone, 'number')].map(text);
	return text(phone) ?? text(parts.filter((part) => part !== null).join(' '));
}

/** The value of `{ type, value }`; which type it is, its length tells. */
function valueOf(document: unknown): unknown {
	return isObject(document) ? pick(document, 'value') : document;
}

function readAddress(address: unknown): AddressDraft {
	return {
		street: pick(address, 'street'),
		number: pick(address, 'number'),
		complement: pick(address, 'complement'),
		district: pick(address, 'neighborhood'),
		city: pick(address, 'city'),
		state: pick(address, 'stateCode'),
		postalCode: pick(address, 'zipCode'),
	};
}

/** The `sku` is the ID of a product of Digipix [S]. Orders do not name their products: the sku is all a line is called by. */
function readItems(raw: unknown, warnings: Set<OrderWarning>): ItemDraft[] {
	const money = amountReader(warnings);
	const unitMoney = amountReader(warnings, 'reais', parseUnitPrice);
	return list(pick(raw, 'items'))
		.filter(isObject)
		.map((item) => {
			const sku = pick(item, 'sku');
			const quantity = number(pick(item, 'quantity'));
			const unitPrice = unitMoney(pick(item, 'productPrice'));
			const total = pick(item, 'total');
			const product = times(quantity, unitPrice);
			const totalPrice = total === undefined ? product : money(total);
			return {
				id: sku,
				externalCode: sku,
				name: sku,
				quantity,
				unitPrice,
				optionsPrice: optionsPriceOf(product, totalPrice, warnings),
				totalPrice,
			};
		});
}

/**
 * A line has no options, so they cost nothing. Items have members that no page shows [S]: where a line costs something
 * else than its units do, part of the price is unknown.
 */
function optionsPriceOf(
	product: Cents | null,
	total: Cents | null,
	warnings: Set<OrderWarning>,
): Cents | null {
	if (agree(product, total)) return 0;
	warnings.add('ITEM_PRICE_ASSUMED');
	return null;
}
