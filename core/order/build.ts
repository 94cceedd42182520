import { parseDocument } from './document';
import { makeOrderId } from './id';
import { parseMoney, toReais, type Cents, type MoneyUnit } from './money';
import { changeDue, parsePaymentLabel, settle } from './payment';
import { parsePhone } from './phone';
import type { StoreContext } from './platform';
import { parsePostalCode } from './postalCode';
import { number, plain, text } from './read';
import { phaseOf } from './status';
import { describe } from './text';
import { formatInZone, readTime } from './time';
import { totalsAgree } from './totals';
import type {
	Address,
	Cancellation,
	Customer,
	Delivery,
	ItemKind,
	OptionRole,
	OrderDiscount,
	OrderFee,
	OrderItem,
	OrderOption,
	OrderSource,
	OrderStatus,
	OrderType,
	OrderWarning,
	PaymentType,
	Platform,
	PricingRule,
	Timing,
	UnifiedOrder,
} from './types';

/** Members as the platform sent them: unread, and absent where it has no such thing. */
type Unread<T, Without extends keyof T = never> = Partial<Record<Exclude<keyof T, Without>, unknown>>;

export type AddressDraft = Unread<Address, 'country'>;

/**
 * An order as a mapper understood it. Everything optional becomes `null`, `[]` or the neutral value where it is left
 * out. Members of type `unknown` are given as the platform sent them and read here; amounts are in cents.
 */
export interface OrderDraft {
	platform: Platform;
	store: StoreContext;
	/** The platform's order number; empty where it sent none. */
	orderId: string;
	displayId?: unknown;
	source?: Unread<OrderSource, 'platform' | 'orderId' | 'direction'> &
		Partial<Pick<OrderSource, 'direction'>>;
	status: OrderStatus;
	statusRaw: unknown;
	statusReason?: unknown;
	cancellation?: Partial<Cancellation>;
	orderType: OrderType | null;
	timing?: Unread<Timing, 'orderTiming'> & Partial<Pick<Timing, 'orderTiming'>>;
	createdAt?: unknown;
	updatedAt?: unknown;
	/** `phone` is the phone as sent, `document` may be punctuated. */
	customer?: Unread<Customer, 'phoneRaw' | 'documentType' | 'isNew'> & Partial<Pick<Customer, 'isNew'>>;
	delivery?: { driverName?: unknown; shippingMethod?: unknown; address?: AddressDraft } & Partial<
		Pick<Delivery, 'deliveredBy' | 'tracking'>
	>;
	takeout?: { pickupCode?: unknown; address?: unknown };
	indoor?: { place?: unknown };
	items: ItemDraft[];
	/** Fees of no amount, or of zero, are left out. */
	otherFees?: Array<Pick<OrderFee, 'type'> & { name?: unknown; amount: Cents | null }>;
	/** Discounts of no amount, or of zero, are left out. */
	discounts?: Array<
		Pick<OrderDiscount, 'target'> &
			Partial<Pick<OrderDiscount, 'sponsor'>> & { name?: unknown; code?: unknown; amount: Cents | null }
	>;
	total: Record<'itemsPrice' | 'otherFees' | 'discount' | 'orderAmount', Cents | null>;
	/** Some of what makes up the total was not sent, so that nobody can say whether it agrees. */
	totalIsPartial?: boolean;
	payments: PaymentDraft[];
	/** The bill the customer will hand over, by what is still to be collected. */
	changeFor?: (pending: Cents | null) => Cents | null;
	invoice?: { requested?: boolean | null; document?: unknown };
	observations?: unknown;
	/** Warnings of the mapper; those of this factory are added to it. */
	warnings: Set<OrderWarning>;
}

export interface ItemDraft {
	id?: unknown;
	externalCode?: unknown;
	kind?: ItemKind;
	name: unknown;
	variant?: unknown;
	category?: unknown;
	quantity: number | null;
	unit?: string;
	unitPrice: Cents | null;
	optionsPrice: Cents | null;
	totalPrice: Cents | null;
	pricingRule?: PricingRule | null;
	observations?: unknown;
	options?: OptionDraft[];
}

export interface OptionDraft {
	groupName?: unknown;
	role: OptionRole;
	id?: unknown;
	externalCode?: unknown;
	name: unknown;
	/** 1 where the platform sends none: a chosen option was chosen once. */
	quantity?: number | null;
	fraction?: string | null;
	unitPrice?: Cents | null;
	totalPrice?: Cents | null;
	options?: OptionDraft[];
}

export interface PaymentDraft {
	type: PaymentType | null;
	/** What a person would call the payment. */
	label: unknown;
	amount?: Cents | null;
	transactionId?: unknown;
}

/**
 * Makes the unified order of a draft: every key, normalised values, sums, Portuguese text and warnings. Pure, and
 * total for whatever the draft holds.
 */
export function buildOrder(draft: OrderDraft): UnifiedOrder {
	const { platform, store, orderId, status, warnings } = draft;
	if (orderId === '') warnings.add('ORDER_ID_MISSING');
	if (status === 'UNKNOWN') warnings.add('STATUS_UNKNOWN');
	if (draft.orderType === null) warnings.add('ORDER_TYPE_UNKNOWN');
	const time = (value: unknown) => timeOf(value, store.timeZone, warnings);
	const { customer, invoice } = customerAndInvoice(draft);
	const { requested = status === 'CANCELLATION_REQUESTED', by, reason, refunded } = draft.cancellation ?? {};
	const order: UnifiedOrder = {
		schemaVersion: '1.0',
		id: makeOrderId({ platform, storeKey: store.storeKey, orderId }),
		displayId: text(draft.displayId),
		source: {
			platform,
			storeId: text(draft.source?.storeId),
			storeName: text(draft.source?.storeName),
			orderId,
			parentOrderId: text(draft.source?.parentOrderId),
			salesChannel: text(draft.source?.salesChannel),
			direction: draft.source?.direction ?? 'INBOUND',
		},
		status,
		statusPhase: phaseOf(status),
		statusRaw: text(draft.statusRaw),
		statusReason: text(draft.statusReason),
		cancellation: {
			requested,
			by: by === undefined && status === 'CANCELLED' ? 'UNKNOWN' : (by ?? null),
			reason: reason ?? null,
			refunded: refunded ?? null,
		},
		orderType: draft.orderType,
		timing: {
			orderTiming: draft.timing?.orderTiming ?? null,
			scheduledStart: time(draft.timing?.scheduledStart),
			scheduledEnd: time(draft.timing?.scheduledEnd),
			preparationStart: time(draft.timing?.preparationStart),
			estimatedDelivery: time(draft.timing?.estimatedDelivery),
		},
		createdAt: time(draft.createdAt),
		updatedAt: time(draft.updatedAt),
		customer,
		delivery: {
			deliveredBy: draft.delivery?.deliveredBy ?? null,
			driverName: text(draft.delivery?.driverName),
			shippingMethod: text(draft.delivery?.shippingMethod),
			tracking: draft.delivery?.tracking ?? [],
			address: buildAddress(draft.delivery?.address),
		},
		takeout: { pickupCode: text(draft.takeout?.pickupCode), address: text(draft.takeout?.address) },
		indoor: { place: text(draft.indoor?.place) },
		items: draft.items.map(itemOf),
		otherFees: charged(draft.otherFees).map(({ type, name, amount }) => ({
			type,
			name: text(name),
			amount: toReais(amount),
		})),
		discounts: charged(draft.discounts).map(({ target, name, code, amount, sponsor = null }) => ({
			target,
			name: text(name),
			code: text(code),
			amount: toReais(amount),
			sponsor,
		})),
		total: {
			itemsPrice: reais(draft.total.itemsPrice),
			otherFees: reais(draft.total.otherFees),
			discount: reais(draft.total.discount),
			orderAmount: reais(draft.total.orderAmount),
		},
		currency: 'BRL',
		payments: paymentsOf(draft),
		invoice,
		observations: text(draft.observations),
		// Made of all the rest.
		text: { items: '', address: '', payment: '', order: '' },
		warnings: [],
	};
	const lines = draft.items.map((item) => item.totalPrice);
	if (!draft.totalIsPartial && !totalsAgree(lines, draft.total)) warnings.add('TOTAL_MISMATCH');
	order.text = describe(order);
	order.warnings = [...warnings].sort();
	return order;
}

/** A reader of amounts that adds `AMOUNT_UNREAD` when something came that is no amount. */
export function amountReader(
	warnings: Set<OrderWarning>,
	unit: MoneyUnit = 'reais',
	parse: typeof parseMoney = parseMoney,
): (value: unknown) => Cents | null {
	return (value) => {
		const amount = parse(value, unit);
		if (amount === null && isThere(value)) warnings.add('AMOUNT_UNREAD');
		return amount;
	};
}

/** Those of an amount that is known, and not zero. */
function charged<Part extends { amount: Cents | null }>(parts: Part[] = []): Array<Part & { amount: Cents }> {
	return parts.filter((part): part is Part & { amount: Cents } => Boolean(part.amount));
}

/** An address with every key. */
export function buildAddress(draft: AddressDraft = {}): Address {
	const state = text(draft.state)?.toUpperCase() ?? '';
	return {
		street: text(draft.street),
		number: text(draft.number),
		complement: text(draft.complement),
		reference: text(draft.reference),
		district: text(draft.district),
		city: text(draft.city),
		state: /^[A-Z]{2}$/.test(state) ? state : null,
		postalCode: parsePostalCode(draft.postalCode),
		country: 'BR',
		latitude: degrees(draft.latitude, 90),
		longitude: degrees(draft.longitude, 180),
		formatted: text(draft.formatted),
	};
}

function customerAndInvoice({
	customer = {},
	invoice = {},
	warnings,
}: OrderDraft): Pick<UnifiedOrder, 'customer' | 'invoice'> {
	const own = parseDocument(customer.document);
	const fiscal = parseDocument(invoice.document);
	if ([own, fiscal].some((document) => document && !document.valid)) warnings.add('DOCUMENT_INVALID');
	const identity = own ?? fiscal;
	const phoneRaw = text(customer.phone);
	const phone = parsePhone(phoneRaw);
	if (phoneRaw !== null && phone === null) warnings.add('PHONE_UNREAD');
	return {
		customer: {
			id: text(customer.id),
			name: text(customer.name)?.replace(/\s{2,}|[^\S ]/g, ' ') ?? null,
			companyName: text(customer.companyName),
			phone,
			phoneRaw,
			email: text(customer.email),
			document: identity?.document ?? null,
			documentType: identity?.type ?? null,
			isNew: customer.isNew ?? null,
		},
		invoice: { requested: invoice.requested ?? null, document: fiscal?.document ?? null },
	};
}

function itemOf(item: ItemDraft, position: number): OrderItem {
	const index = position + 1;
	return {
		index,
		id: text(item.id),
		externalCode: text(item.externalCode),
		kind: item.kind ?? 'ITEM',
		name: text(item.name) ?? `Item ${index}`,
		variant: text(item.variant),
		category: text(item.category),
		quantity: item.quantity,
		unit: item.unit ?? 'UN',
		unitPrice: reais(item.unitPrice),
		optionsPrice: reais(item.optionsPrice),
		totalPrice: reais(item.totalPrice),
		pricingRule: item.pricingRule ?? null,
		observations: text(item.observations),
		options: (item.options ?? []).map(optionOf),
	};
}

function optionOf(option: OptionDraft, position: number): OrderOption {
	const groupName = text(option.groupName);
	return {
		groupName,
		role: option.role,
		id: text(option.id),
		externalCode: text(option.externalCode),
		name: text(option.name) ?? groupName ?? `Opção ${position + 1}`,
		quantity: option.quantity ?? 1,
		fraction: option.fraction ?? null,
		unitPrice: reais(option.unitPrice ?? null),
		totalPrice: reais(option.totalPrice ?? null),
		options: (option.options ?? []).map(optionOf),
	};
}

function paymentsOf(draft: OrderDraft): UnifiedOrder['payments'] {
	const parts = draft.payments.map(({ type, amount = null }) => ({ type, amount }));
	const { prepaid, pending, amounts, mismatch } = settle(parts, draft.total.orderAmount);
	if (mismatch) draft.warnings.add('PAYMENT_MISMATCH');
	const changeFor = draft.changeFor?.(pending) ?? null;
	return {
		prepaid: reais(prepaid),
		pending: reais(pending),
		changeFor: reais(changeFor),
		changeDue: reais(changeDue(changeFor, pending)),
		methods: draft.payments.map(({ type, label, transactionId }, index) => {
			const { method, brand } = parsePaymentLabel(text(label));
			return {
				type,
				method,
				brand,
				label: text(label),
				amount: reais(amounts[index] ?? null),
				transactionId: text(transactionId),
			};
		}),
	};
}

function timeOf(value: unknown, timeZone: string, warnings: Set<OrderWarning>): string | null {
	if (!isThere(value)) return null;
	const moment = readTime(value, timeZone);
	if (moment?.zoneAssumed) warnings.add('TIME_ZONE_ASSUMED');
	if (moment) return formatInZone(moment.instant, timeZone);
	// Platforms write 0 and 0000-00-00 for "never".
	const never = plain(text(value) ?? '').replace(/0/g, '') === '' && typeof value !== 'object';
	if (!never) warnings.add('TIME_UNREAD');
	return null;
}

function degrees(value: unknown, most: number): number | null {
	const angle = number(value);
	return angle !== null && Math.abs(angle) <= most ? angle : null;
}

function reais(cents: Cents | null): number | null {
	if (cents === null) return null;
	const amount = toReais(cents);
	// JSON has no Infinity: a mapper that divided by almost nothing does not know the amount.
	return Number.isFinite(amount) ? amount : null;
}

function isThere(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}
