import type { IDataObject } from 'n8n-workflow';
import { amountReader, buildOrder, type OrderDraft, type PaymentDraft } from '../../core/order/build';
import { parseMoney, sumOf, type Cents } from '../../core/order/money';
import type { PlatformOrders, StoreContext } from '../../core/order/platform';
import { members, text, type Loose } from '../../core/order/read';
import { statusTable } from '../../core/order/status';
import { agree } from '../../core/order/totals';
import type {
	Cancellation,
	OrderStatus,
	OrderType,
	OrderWarning,
	PaymentType,
	UnifiedOrder,
} from '../../core/order/types';
import type { OrderVerbs, VerbCall } from '../../core/order/verbs';
import { readItems, rows } from './items';
import samples from './samples.json';

/*
 * Neemo orders. Sources as in openapi.yaml: [S] is the page of Neemo, [WH] is Neemo's manual of the button
 * (share.linx.com.br/display/NEEMOPUB/Webhook+Manual+-+EN), [FI] [FB] [MP] [IN] are public code, (inf) is inferred. The list gives the head of an order [S] 1.1.1, the detail also what was ordered [S] 1.1.2.
 */

/** `forma_entrega` [S]. */
const orderTypes = new Map<string | null, OrderType>([
	['1', 'DELIVERY'],
	['2', 'TAKEOUT'],
	['3', 'INDOOR'],
]);

/** `status` [S]. */
const statuses = {
	PENDING_PAYMENT: [8],
	PAYMENT_FAILED: [9],
	CREATED: [0],
	CONFIRMED: [1],
	DELIVERED: [2],
	CANCELLED: [3, 5, 6, 7],
};

/**
 * 4 is "sent/ready" [S]: sent where it is delivered. Of an order whose type is not known only the lesser is sure: what was
 * sent was ready before. ORDER_TYPE_UNKNOWN warns of it.
 */
const statusOf = statusTable({ ...statuses, READY: [4] });
const deliveryStatusOf = statusTable({ ...statuses, IN_DELIVERY: [4] });

/** Who cancelled, and whether the money went back [S]. */
const cancellations = new Map<string | null, Partial<Cancellation>>([
	['3', { by: 'MERCHANT' }],
	['5', { by: 'PLATFORM' }],
	['6', { by: 'MERCHANT', refunded: true }],
	['7', { by: 'PLATFORM', refunded: true }],
]);

/** The lists of the detail that hold what was ordered [S]. */
const LINES = ['ItemOrder', 'PizzaOrders', 'ComboOrders', 'PromotionGroupOrders'];

/** [S] 1.1.4 */
const TOLD = 'Neemo tells the customer about every change by e-mail and push message.';

const toStatus = (status: number, reaches: OrderStatus, more: Partial<VerbCall> = {}): VerbCall => ({
	operation: 'order.changeStatus',
	values: { status },
	reaches,
	note: TOLD,
	...more,
});

/** Values that integrators set [FI] [MP] [IN]. Neemo has none for the preparation, and one for both sent and ready. */
const verbs: OrderVerbs = {
	calls: {
		confirm: toStatus(1, 'CONFIRMED'),
		readyForPickup: toStatus(4, 'READY', {
			only: { types: ['TAKEOUT', 'INDOOR'], instead: 'dispatch' },
			note: `For orders that are picked up or eaten at a table. ${TOLD}`,
		}),
		dispatch: toStatus(4, 'IN_DELIVERY', {
			only: { types: ['DELIVERY'], instead: 'readyForPickup' },
			note: `For orders to be delivered. ${TOLD}`,
		}),
		conclude: toStatus(2, 'DELIVERED'),
		cancel: toStatus(3, 'CANCELLED'),
	},
	orderParameter: 'order_id',
	read: { operation: 'order.get', byOrder: 'order_id' },
};

export const neemoOrders: PlatformOrders = {
	platform: 'neemo',
	orderIdOf,
	toUnified,
	verbs,
	personal: [
		...['name', 'email', 'phone', 'cpf_in_note'],
		...['street', 'number', 'complement', 'reference_point', 'neighborhood', 'city', 'uf', 'cep'],
		...['latitude', 'longitude', 'notes'],
		...['ItemOrder.*.notes', 'PizzaOrders.*.notes', 'PromotionGroupOrders.*.notes'],
		'OrderAdditionals.*.Additionals.*.text_input',
	],
	details: {
		operation: 'order.get',
		byOrder: 'order_id',
		areMissing: (row) => !LINES.some((lines) => lines in row),
	},
	samples,
};

/**
 * The `id` of an order, or the `order_id` of the call that the store's button makes [WH], as text.
 * @throws Error where there is none
 */
function orderIdOf(raw: IDataObject): string {
	const orderId = codeOf(raw);
	if (orderId === null) throw new Error('Neemo sent an order without a number ("id")');
	return orderId;
}

function codeOf(raw: unknown): string | null {
	const { id, order_id } = members(raw);
	const code = id ?? order_id;
	return typeof code === 'number' && !Number.isSafeInteger(code) ? null : text(code);
}

function toUnified(raw: IDataObject, store: StoreContext): UnifiedOrder {
	const order = members(raw);
	const warnings = new Set<OrderWarning>();
	const money = amountReader(warnings);
	const orderType = orderTypes.get(text(order.forma_entrega)) ?? null;
	const readStatus = orderType === 'DELIVERY' ? deliveryStatusOf : statusOf;
	const status = readStatus(order.status, store.statusWords);
	const { otherFees, feeSum } = readFees(order, money);
	const { discounts, discount } = readDiscounts(order, money, warnings);
	return buildOrder({
		platform: 'neemo',
		store,
		orderId: codeOf(raw) ?? '',
		displayId: order.order_number,
		// Named by the button's call alone [WH]: a token is for one store.
		source: { storeId: order.account_id },
		status,
		statusRaw: order.status,
		cancellation: status === 'CANCELLED' ? cancellations.get(text(order.status)) : undefined,
		orderType,
		timing: readTiming(order),
		createdAt: order.date,
		updatedAt: order.updated_at,
		customer: { id: order.client_id, name: order.name, phone: order.phone, email: order.email },
		delivery: {
			address: {
				street: order.street,
				number: order.number,
				complement: order.complement,
				reference: order.reference_point,
				district: order.neighborhood,
				city: order.city,
				state: order.uf,
				postalCode: order.cep,
				latitude: order.latitude,
				longitude: order.longitude,
			},
		},
		indoor: { place: order.table_name },
		items: readItems(order, warnings),
		otherFees,
		discounts,
		total: {
			itemsPrice: money(order.sub_total),
			otherFees: feeSum,
			discount,
			orderAmount: money(order.total),
		},
		payments: readPayments(order, status),
		changeFor: (pending) => readChange(money(order.troco), pending, warnings),
		invoice: readInvoice(order),
		observations: order.notes,
		warnings,
	});
}

const truths = new Map<unknown, boolean>([
	[true, true],
	[1, true],
	['1', true],
	['true', true],
	[false, false],
	[0, false],
	['0', false],
	['false', false],
]);

/** `is_scheduled` and `scheduled_at` [MP] [IN]; a time that is said not to count is left out. */
function readTiming({ is_scheduled, scheduled_at }: Loose): OrderDraft['timing'] {
	const scheduled = truths.get(is_scheduled) ?? (text(scheduled_at) === null ? null : true);
	if (scheduled === null) return {};
	return scheduled ? { orderTiming: 'SCHEDULED', scheduledStart: scheduled_at } : { orderTiming: 'INSTANT' };
}

/** Delivery fee and extra fee [S]. One that did not come is none; nothing is known where neither came. */
function readFees(
	order: Loose,
	money: (value: unknown) => Cents | null,
): { otherFees: NonNullable<OrderDraft['otherFees']>; feeSum: Cents | null } {
	const fees = [
		{ type: 'DELIVERY_FEE', name: null, sent: order.tax } as const,
		{ type: 'OTHER', name: order.taxa_extra_title, sent: order.taxa_extra } as const,
	].filter(({ sent }) => sent !== undefined && sent !== null && sent !== '');
	const otherFees = fees.map(({ type, name, sent }) => ({ type, name, amount: money(sent) }));
	const feeSum = otherFees.length > 0 ? sumOf(otherFees.map(({ amount }) => amount)) : null;
	return { otherFees, feeSum };
}

/**
 * `total_discount` is the whole discount [S]; vouchers and the loyalty program are taken for its breakdown (inf). What they
 * leave of it has no name, and where they are more than it, both stay as they came.
 */
function readDiscounts(
	order: Loose,
	money: (value: unknown) => Cents | null,
	warnings: Set<OrderWarning>,
): { discounts: NonNullable<OrderDraft['discounts']>; discount: Cents | null } {
	const whole = money(order.total_discount);
	const ofVouchers = rows(order.Vouchers).map((voucher) => readVoucher(voucher, money));
	const loyalty = {
		target: 'CART',
		name: awardName(order.FidelityProgram),
		amount: money(order.fidelity_program_discount),
	} as const;
	// The head of the order names one voucher only.
	const vouchers = ofVouchers.some(({ amount }) => amount) ? ofVouchers : [readVoucher(order, money)];
	const parts = [...vouchers, loyalty];
	const sum = parts.reduce((total, { amount }) => total + (amount ?? 0), 0);
	const isTold = parts.some(({ amount }) => amount !== null);
	if (whole === null || agree(sum, whole)) {
		return { discounts: parts, discount: whole ?? (isTold ? sum : null) };
	}
	if (sum > whole) warnings.add('DISCOUNT_MISMATCH');
	const rest = { target: 'CART', amount: Math.max(0, whole - sum) } as const;
	return { discounts: [...parts, rest], discount: whole };
}

function readVoucher({ voucher_code, voucher_discount }: Loose, money: (value: unknown) => Cents | null) {
	return { target: 'CART', code: voucher_code, amount: money(voucher_discount) } as const;
}

/** The award as the customer reads it, such as `Free Delivery`; an amount of money is no name [S]. */
function awardName(program: unknown): string | null {
	const award = text(rows(program)[0]?.award);
	return parseMoney(award) === null ? award : null;
}

/** An order has one payment; `Payment` is unpublished but for two members [FB], which fill in for its name. */
function readPayments(order: Loose, status: OrderStatus): PaymentDraft[] {
	const [online] = rows(order.Payment);
	const label = text(order.payment_method) ?? text(online?.method_name) ?? text(online?.method);
	const paid = truths.get(order.payment_online);
	return label === null && paid === undefined ? [] : [{ type: paymentTypeOf(paid, status), label }];
}

/** An online payment that Neemo waits for, or that was refused, is not paid, whatever `payment_online` says. */
function paymentTypeOf(paid: boolean | undefined, status: OrderStatus): PaymentType | null {
	if (status === 'PENDING_PAYMENT' || status === 'PAYMENT_FAILED') return 'PENDING';
	if (paid === undefined) return null;
	return paid ? 'PREPAID' : 'PENDING';
}

/**
 * `troco` is the cash that the customer will hand over [S]. Less than the amount cannot be that, and where nothing is to be
 * collected there is no change.
 */
function readChange(cash: Cents | null, pending: Cents | null, warnings: Set<OrderWarning>): Cents | null {
	if (cash === null || cash <= 0) return null;
	if (pending === 0 || (pending !== null && cash < pending)) warnings.add('CHANGE_ASSUMED');
	return pending === 0 ? null : cash;
}

/** "If it has any value", the customer wants the CPF on the receipt [S]; whether it can be another word is not known. */
function readInvoice({ cpf_in_note }: Loose): OrderDraft['invoice'] {
	if (cpf_in_note === undefined) return {};
	const wanted = text(cpf_in_note);
	return {
		requested: wanted !== null || cpf_in_note === true,
		document: /\d/.test(wanted ?? '') ? wanted : null,
	};
}
