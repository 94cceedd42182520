import type { IDataObject } from 'n8n-workflow';
import { buildOrder, type AddressDraft, type OrderDraft } from '../../core/order/build';
import type { OrderSample, PlatformOrders, StoreContext } from '../../core/order/platform';
import { isObject, members, pick, pickFirst, plain, text, type Loose } from '../../core/order/read';
import { statusTable } from '../../core/order/status';
import type { OrderStatus, OrderType, OrderWarning, UnifiedOrder } from '../../core/order/types';
import { readChange, readPayment, readTotal } from './amounts';
import { readItems } from './items';
import samples from './samples.json';
import { verbs } from './verbs';
import { flag, joined } from './wire';

/*
 * Delivery Direto orders. The order's shape is [D], of which [E] and [H] confirm what they use; sources as in
 * openapi/_shared.yaml. Two reads give the same order: the list, and the webhook, which wraps it or names its number and
 * status only [A].
 */

/**
 * The words of [A]. IN_TRANSIT is the step between the kitchen and the customer: of an order that is picked up it says
 * that the order is ready [D]. Orders that wait for their Pix payment are WAITING like any other, so nothing in a row
 * tells them. HIDDEN has two meanings, see `readStatus`.
 */
const statusOf = statusTable({
	CREATED: ['WAITING'],
	CONFIRMED: ['APPROVED'],
	IN_DELIVERY: ['IN_TRANSIT'],
	CONCLUDED: ['DONE'],
	CANCELLED: ['REJECTED', 'HIDDEN'],
	PAYMENT_FAILED: ['WARNING'],
});

/** The first two are [D]; the word for an order at a table is not known, so that these usually have a `table` (inf). */
const orderTypes = new Map<string, OrderType>([
	['delivery', 'DELIVERY'],
	['takeout', 'TAKEOUT'],
	['table', 'INDOOR'],
]);

/** In a row of the list; a webhook has the same in its `order`. */
const personal = [
	...['firstName', 'lastName', 'email', 'telephone', 'document', 'birthDate'].map((key) => `customer.${key}`),
	...['street', 'number', 'complement', 'reference_point', 'neighborhood'].map((key) => `address.${key}`),
	...['city', 'state', 'zipcode', 'lat', 'lng'].map((key) => `address.${key}`),
	'registeredDocument',
	'notes',
	'items.*.comments',
	'compositeItems.*.comments',
	'compositeItems.*.items.*.comments',
];

export const deliveryDiretoOrders: PlatformOrders = {
	platform: 'deliverydireto',
	orderIdOf,
	toUnified,
	verbs,
	personal: [...personal, ...personal.map((path) => `order.${path}`)],
	// The list holds whole orders with these [A].
	whole: { showItems: true, showExtras: true, showMetadata: true },
	// As types, the samples would be whatever nulls and empty lists they happen to have.
	samples: samples as unknown as OrderSample[],
};

/**
 * The `id` of an order, in a webhook `ordersId`, as text.
 * @throws Error where there is none
 */
function orderIdOf(raw: IDataObject): string {
	const orderId = readOrderId(raw, orderIn(raw));
	if (orderId === null) throw new Error('Delivery Direto sent an order without a number ("id")');
	return orderId;
}

function toUnified(raw: IDataObject, store: StoreContext): UnifiedOrder {
	const warnings = new Set<OrderWarning>();
	const order = orderIn(raw);
	const orderId = readOrderId(raw, order);
	const statusRaw = pick(order, 'status') ?? pick(raw, 'orderStatus');
	const status = readStatus(order, statusRaw, store);
	const statusReason = text(pick(order, 'statusReason'));
	const customer = pick(order, 'customer');
	const metadata = pick(order, 'metadata');
	const madeBy = pick(metadata, 'store');
	const payment = readPayment(order, status);
	const { change, otherFees, discounts, total } = readTotal(order, warnings);
	return buildOrder({
		platform: 'deliverydireto',
		store,
		orderId: orderId ?? '',
		displayId: pick(order, 'orderNumber') ?? orderId,
		source: {
			storeId: pick(madeBy, 'id') ?? pick(raw, 'storesId'),
			storeName: pick(madeBy, 'name'),
			// Both name the same; the first is in every row, the other with showMetadata only.
			salesChannel: pick(order, 'source') ?? pick(metadata, 'source'),
		},
		status,
		statusRaw,
		statusReason,
		cancellation: status === 'CANCELLED' ? { by: cancelledBy(statusRaw), reason: statusReason } : undefined,
		orderType: readType(order),
		timing: readTiming(order),
		createdAt: pick(order, 'created'),
		updatedAt: pick(order, 'modified'),
		customer: {
			id: pick(customer, 'id'),
			name: joined([pick(customer, 'firstName'), pick(customer, 'lastName')], ' '),
			phone: pick(customer, 'telephone'),
			email: pick(customer, 'email'),
			document: pick(customer, 'document'),
			isNew: flag(pick(order, 'isNewCustomer')),
		},
		delivery: { address: readAddress(pick(order, 'address'), warnings) },
		indoor: { place: placeOf(order) },
		items: readItems(order, warnings),
		otherFees,
		discounts,
		total,
		payments: payment,
		changeFor: (pending) => readChange(payment, change, pending, warnings),
		invoice: {
			requested: flag(pick(order, 'isRegisteredInvoice')),
			document: pick(order, 'registeredDocument'),
		},
		observations: pick(order, 'notes'),
		warnings,
	});
}

/**
 * The order itself: a row of the list, or the `order` of a webhook. Empty for a webhook that names only the status that
 * changed.
 */
function orderIn(raw: IDataObject): Loose {
	const inner = pick(raw, 'order');
	if (isObject(inner)) return inner;
	return pick(raw, 'eventType') === undefined ? members(raw) : {};
}

function readOrderId(raw: IDataObject, order: Loose): string | null {
	const id = pick(order, 'id') ?? pick(raw, 'ordersId');
	return typeof id === 'number' && !Number.isSafeInteger(id) ? null : text(id);
}

/**
 * HIDDEN is a deleted order or a scheduled one that is not yet due [A]: it is waiting if it is scheduled and nothing says
 * that it was cancelled. A webhook that brings the word without the order does not tell which. `isCanceled` [D] goes
 * before every word: it is a fact of its own.
 */
function readStatus(order: Loose, word: unknown, { statusWords }: StoreContext): OrderStatus {
	if (flag(pick(order, 'isCanceled')) === true) return 'CANCELLED';
	const isHidden = plain(text(word) ?? '') === 'hidden';
	if (!isHidden || statusWords?.has('hidden')) return statusOf(word, statusWords);
	if (Object.keys(order).length === 0) return 'UNKNOWN';
	const isOver = pick(pick(order, 'operationTime'), 'cancelledTime') !== undefined;
	return isScheduled(order) && !isOver ? 'CREATED' : 'CANCELLED';
}

/** REJECTED is the store's refusal [A]. Who is behind a deleted order is not told: the store deletes for customers too. */
function cancelledBy(statusRaw: unknown): 'MERCHANT' | 'UNKNOWN' {
	return plain(text(statusRaw) ?? '') === 'rejected' ? 'MERCHANT' : 'UNKNOWN';
}

function readType(order: Loose): OrderType | null {
	const table = pick(order, 'table');
	const isAtTable = [table, ...Object.values(members(table))].some((member) => text(member) !== null);
	return isAtTable ? 'INDOOR' : (orderTypes.get(plain(text(pick(order, 'type')) ?? '')) ?? null);
}

/** `Mesa 7`, whether the table's name has its number in it or not. */
function placeOf(order: Loose): string | null {
	const table = pick(order, 'table');
	const name = text(pick(table, 'name'));
	const number = text(pick(table, 'number'));
	const isInName = number !== null && (name ?? '').split(/\s+/).includes(number);
	return text(table) ?? joined([name, isInName ? null : number], ' ');
}

function isScheduled(order: Loose): boolean {
	return pickFirst(pick(order, 'scheduledOrder'), 'scheduledDate', 'appearDate') !== undefined;
}

/** The store first sees a scheduled order at its `appearDate` [D], which is when it should begin with it (inf). */
function readTiming(order: Loose): OrderDraft['timing'] {
	const schedule = pick(order, 'scheduledOrder');
	if (isScheduled(order)) {
		return {
			orderTiming: 'SCHEDULED',
			scheduledStart: pick(schedule, 'scheduledDate'),
			preparationStart: pick(schedule, 'appearDate'),
		};
	}
	// Null says that it is not scheduled, a missing member says nothing.
	return { orderTiming: schedule === undefined && 'scheduledOrder' in order ? 'INSTANT' : null };
}

/** An address that came and was not understood is a warning, because somebody must look at `raw` then. */
function readAddress(address: unknown, warnings: Set<OrderWarning>): AddressDraft {
	const draft: AddressDraft = {
		street: pick(address, 'street'),
		number: pick(address, 'number'),
		complement: pick(address, 'complement'),
		reference: pick(address, 'reference_point'),
		district: pick(address, 'neighborhood'),
		city: pick(address, 'city'),
		state: pick(address, 'state'),
		postalCode: pick(address, 'zipcode'),
		latitude: pick(address, 'lat'),
		longitude: pick(address, 'lng'),
	};
	const isUnderstood =
		text(draft.street) !== null || Object.values(draft).some((member) => text(member) !== null);
	if (address !== undefined && !isUnderstood) warnings.add('ADDRESS_UNREAD');
	return draft;
}
