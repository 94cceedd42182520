/**
 * The unified order 1.0: one shape for every platform. The same keys are always there; what is unknown is `null`,
 * what is empty is `[]`. Names are Open Delivery's where it has one. Money is a number in reais, times are
 * ISO 8601 with the offset of the store's zone, ids are text.
 */
export interface UnifiedOrder {
	schemaVersion: '1.0';
	/** `platform:storeKey:orderId`, the same for ever: what to search, join and de-duplicate by. */
	id: string;
	/** The number that people call out. */
	displayId: string | null;
	source: OrderSource;
	status: OrderStatus;
	/** A coarser `status`, enough for most workflows. */
	statusPhase: StatusPhase;
	/** The platform's own word, as it came. */
	statusRaw: string | null;
	statusReason: string | null;
	cancellation: Cancellation;
	orderType: OrderType | null;
	timing: Timing;
	createdAt: string | null;
	updatedAt: string | null;
	customer: Customer;
	delivery: Delivery;
	takeout: { pickupCode: string | null; address: string | null };
	indoor: { place: string | null };
	items: OrderItem[];
	otherFees: OrderFee[];
	discounts: OrderDiscount[];
	total: OrderTotal;
	currency: 'BRL';
	payments: Payments;
	invoice: { requested: boolean | null; document: string | null };
	observations: string | null;
	text: OrderText;
	/** What a person should know before trusting the order blindly. */
	warnings: OrderWarning[];
}

export const PLATFORMS = ['pigz', 'neemo', 'digipix', 'venddor', 'deliverydireto'] as const;
export type Platform = (typeof PLATFORMS)[number];

export interface OrderSource {
	platform: Platform;
	storeId: string | null;
	storeName: string | null;
	/** The platform's own order number. Empty only where the platform sent none. */
	orderId: string;
	parentOrderId: string | null;
	salesChannel: string | null;
	/** `OUTBOUND`: we placed the order at the platform. */
	direction: 'INBOUND' | 'OUTBOUND';
}

export const ORDER_STATUSES = [
	'DRAFT',
	'PENDING_PAYMENT',
	'PAYMENT_FAILED',
	'CREATED',
	'CONFIRMED',
	'PREPARING',
	'READY',
	'IN_DELIVERY',
	'DELIVERED',
	'CONCLUDED',
	'CANCELLATION_REQUESTED',
	'CANCELLED',
	'UNKNOWN',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const STATUS_PHASES = [
	'WAITING',
	'ACTION_NEEDED',
	'IN_PROGRESS',
	'DONE',
	'CANCELLED',
	'UNKNOWN',
] as const;
export type StatusPhase = (typeof STATUS_PHASES)[number];

export interface Cancellation {
	/** Somebody asked for it; `status` tells whether it was decided. */
	requested: boolean;
	by: 'MERCHANT' | 'CUSTOMER' | 'PLATFORM' | 'UNKNOWN' | null;
	reason: string | null;
	refunded: boolean | null;
}

export const ORDER_TYPES = ['DELIVERY', 'TAKEOUT', 'INDOOR', 'SHIPPING'] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

export interface Timing {
	orderTiming: 'INSTANT' | 'SCHEDULED' | null;
	scheduledStart: string | null;
	scheduledEnd: string | null;
	preparationStart: string | null;
	estimatedDelivery: string | null;
}

export interface Customer {
	id: string | null;
	name: string | null;
	companyName: string | null;
	/** E.164, such as `+5511987654321`. */
	phone: string | null;
	/** The phone as the platform sent it. */
	phoneRaw: string | null;
	email: string | null;
	/** CPF or CNPJ without punctuation. */
	document: string | null;
	documentType: 'CPF' | 'CNPJ' | null;
	/** First order at this store. */
	isNew: boolean | null;
}

export interface Delivery {
	deliveredBy: 'MERCHANT' | 'PLATFORM' | 'CARRIER' | null;
	driverName: string | null;
	shippingMethod: string | null;
	tracking: Array<{ code: string | null; url: string | null }>;
	address: Address;
}

export interface Address {
	street: string | null;
	number: string | null;
	complement: string | null;
	reference: string | null;
	district: string | null;
	city: string | null;
	/** Two letters, such as `SP`. */
	state: string | null;
	/** Eight digits. */
	postalCode: string | null;
	country: 'BR';
	latitude: number | null;
	longitude: number | null;
	/** The whole address as the platform wrote it, where it sends one. */
	formatted: string | null;
}

export const ITEM_KINDS = ['ITEM', 'PIZZA', 'COMBO', 'PROMOTION', 'EXTRA', 'GIFT'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];
export const PRICING_RULES = ['HIGHEST', 'AVERAGE', 'SUM', 'FIXED'] as const;
export type PricingRule = (typeof PRICING_RULES)[number];

export interface OrderItem {
	/** Position in the order, from 1. */
	index: number;
	id: string | null;
	/** Code in the store's own point of sale. */
	externalCode: string | null;
	kind: ItemKind;
	name: string;
	/** Size or variation. */
	variant: string | null;
	category: string | null;
	quantity: number | null;
	/** `UN`, `KG`, `L`. */
	unit: string;
	/** Where both are known, quantity x (unitPrice + optionsPrice) = totalPrice, whatever the kind. */
	unitPrice: number | null;
	/** What the options add to one unit. */
	optionsPrice: number | null;
	totalPrice: number | null;
	pricingRule: PricingRule | null;
	observations: string | null;
	options: OrderOption[];
}

export const OPTION_ROLES = [
	'SIZE',
	'CRUST',
	'FLAVOR',
	'COMPONENT',
	'COMPLEMENT',
	'VARIATION',
	'ANSWER',
] as const;
export type OptionRole = (typeof OPTION_ROLES)[number];

export interface OrderOption {
	groupName: string | null;
	role: OptionRole;
	id: string | null;
	externalCode: string | null;
	name: string;
	quantity: number;
	/** `1/2` of a pizza. */
	fraction: string | null;
	/** List price of one. */
	unitPrice: number | null;
	/** What the option adds to one unit of its item: 0 where the item's price has it in already. */
	totalPrice: number | null;
	options: OrderOption[];
}

export const FEE_TYPES = ['DELIVERY_FEE', 'SERVICE_FEE', 'TIP', 'SHIPPING', 'OTHER'] as const;

export interface OrderFee {
	type: (typeof FEE_TYPES)[number];
	name: string | null;
	amount: number;
}

export interface OrderDiscount {
	target: 'CART' | 'DELIVERY_FEE' | 'ITEM';
	name: string | null;
	code: string | null;
	amount: number;
	sponsor: 'MERCHANT' | 'PLATFORM' | null;
}

/** orderAmount = itemsPrice + otherFees - discount. */
export interface OrderTotal {
	itemsPrice: number | null;
	otherFees: number | null;
	discount: number | null;
	orderAmount: number | null;
}

export interface Payments {
	/** Paid online already. */
	prepaid: number | null;
	/** Still to be collected. */
	pending: number | null;
	/** The bill that the customer will hand over. */
	changeFor: number | null;
	/** The change to bring along. */
	changeDue: number | null;
	methods: OrderPayment[];
}

export const PAYMENT_METHODS = [
	'CREDIT',
	'DEBIT',
	'CREDIT_DEBIT',
	'MEAL_VOUCHER',
	'FOOD_VOUCHER',
	'DIGITAL_WALLET',
	'PIX',
	'CASH',
	'COUPON',
	'REDEEM',
	'OTHER',
] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
export type PaymentType = 'PREPAID' | 'PENDING';

export interface OrderPayment {
	type: PaymentType | null;
	/** For grouping only; `label` is what the platform says. */
	method: PaymentMethod;
	brand: string | null;
	label: string | null;
	amount: number | null;
	transactionId: string | null;
}

/** Ready-made Portuguese text for messages and print-outs. */
export interface OrderText {
	/** One line per item. */
	items: string;
	address: string;
	payment: string;
	/** A receipt of several lines. */
	order: string;
}

/**
 * Warning codes, each for something a person may have to check:
 * - `ADDRESS_UNREAD` an address came whose members could not be understood
 * - `AMOUNT_UNREAD` an amount of money came that is no number
 * - `CHANGE_ASSUMED` the platform's change field was understood as best as the amounts allow
 * - `DISCOUNT_MISMATCH` the discounts add up to more than the order's whole discount
 * - `DOCUMENT_INVALID` a CPF or CNPJ has wrong check digits
 * - `ITEMS_NOT_READ` the order comes from a list that leaves out what was ordered, and its details were not read
 * - `ITEM_PRICE_ASSUMED` an item price could be per unit or per line, with or without options
 * - `ORDER_ID_MISSING` the platform sent no order number
 * - `ORDER_TYPE_UNKNOWN` neither delivery nor pick-up nor anything known
 * - `PAYMENT_MISMATCH` paid plus to be paid is not the order's amount
 * - `PHONE_UNREAD` the phone is not a Brazilian number, see `phoneRaw`
 * - `SHIPPING_NOT_CHOSEN` the order is a quote: shipping is not chosen, so it is not in the total
 * - `SPLIT_ORDER` the order was split between vendors, whose orders come too: do not add both up
 * - `STATUS_UNKNOWN` the platform sent a status that is not in the table
 * - `TIME_UNREAD` a time came that could not be read
 * - `TIME_ZONE_ASSUMED` a time came without a zone and was read as the store's local time
 * - `TOTAL_MISMATCH` items plus fees minus discounts is not the order's amount
 */
export const ORDER_WARNINGS = [
	'ADDRESS_UNREAD',
	'AMOUNT_UNREAD',
	'CHANGE_ASSUMED',
	'DISCOUNT_MISMATCH',
	'DOCUMENT_INVALID',
	'ITEMS_NOT_READ',
	'ITEM_PRICE_ASSUMED',
	'ORDER_ID_MISSING',
	'ORDER_TYPE_UNKNOWN',
	'PAYMENT_MISMATCH',
	'PHONE_UNREAD',
	'SHIPPING_NOT_CHOSEN',
	'SPLIT_ORDER',
	'STATUS_UNKNOWN',
	'TIME_UNREAD',
	'TIME_ZONE_ASSUMED',
	'TOTAL_MISMATCH',
] as const;
export type OrderWarning = (typeof ORDER_WARNINGS)[number];

export const EVENT_TYPES = [
	'orderCreated',
	'statusChanged',
	'orderUpdated',
	'orderCancelled',
	'cancellationRequested',
	'orderWaiting',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Why a trigger handed an order over: the `event` of its output. */
export interface OrderEvent {
	/** The same for the same event, however often it is handed over: what Remove Duplicates compares. */
	id: string;
	type: EventType;
	/** Unified status before this event, null for a new order. */
	previousStatus: OrderStatus | null;
	/** When the trigger saw it, ISO 8601 with the store's offset. */
	receivedAt: string;
	via: 'WEBHOOK' | 'POLL' | 'MANUAL';
	/** Handed over before, perhaps: an earlier n8n process saw it and could not tell whether the workflow ran. */
	redelivered: boolean;
	/** `orderWaiting` only: how long the order has been waiting for its confirmation. */
	waitingMinutes: number | null;
}
