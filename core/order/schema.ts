import {
	EVENT_TYPES,
	FEE_TYPES,
	ITEM_KINDS,
	OPTION_ROLES,
	ORDER_STATUSES,
	ORDER_TYPES,
	ORDER_WARNINGS,
	PAYMENT_METHODS,
	PLATFORMS,
	PRICING_RULES,
	STATUS_PHASES,
} from './types';

/** As much of JSON Schema (draft 7) as the order needs. */
export interface JsonSchema {
	type: string | string[];
	enum?: ReadonlyArray<string | null>;
	properties?: Record<string, JsonSchema>;
	required?: string[];
	additionalProperties?: boolean;
	items?: JsonSchema;
}

const text: JsonSchema = { type: 'string' };
const maybeText: JsonSchema = { type: ['string', 'null'] };
const amount: JsonSchema = { type: 'number' };
const maybeAmount: JsonSchema = { type: ['number', 'null'] };
const flag: JsonSchema = { type: 'boolean' };
const maybeFlag: JsonSchema = { type: ['boolean', 'null'] };
const word = (...words: readonly string[]): JsonSchema => ({ type: 'string', enum: words });
const maybeWord = (...words: readonly string[]): JsonSchema => ({
	type: ['string', 'null'],
	enum: [...words, null],
});
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

/** Every member is required: nothing is ever left out of a unified order. */
const record = (properties: Record<string, JsonSchema>): JsonSchema => ({
	type: 'object',
	properties,
	required: Object.keys(properties),
	additionalProperties: false,
});

/** Options nest as deep as they must; the schema names their members two levels down, without references. */
const option = (levels: number): JsonSchema =>
	levels === 0
		? { type: 'object' }
		: record({
				groupName: maybeText,
				role: word(...OPTION_ROLES),
				id: maybeText,
				externalCode: maybeText,
				name: text,
				quantity: amount,
				fraction: maybeText,
				unitPrice: maybeAmount,
				totalPrice: maybeAmount,
				options: listOf(option(levels - 1)),
			});

/** JSON Schema (draft 7) of `UnifiedOrder`. */
export const unifiedOrderSchema = record({
	schemaVersion: word('1.0'),
	id: text,
	displayId: maybeText,
	source: record({
		platform: word(...PLATFORMS),
		storeId: maybeText,
		storeName: maybeText,
		orderId: text,
		parentOrderId: maybeText,
		salesChannel: maybeText,
		direction: word('INBOUND', 'OUTBOUND'),
	}),
	status: word(...ORDER_STATUSES),
	statusPhase: word(...STATUS_PHASES),
	statusRaw: maybeText,
	statusReason: maybeText,
	cancellation: record({
		requested: flag,
		by: maybeWord('MERCHANT', 'CUSTOMER', 'PLATFORM', 'UNKNOWN'),
		reason: maybeText,
		refunded: maybeFlag,
	}),
	orderType: maybeWord(...ORDER_TYPES),
	timing: record({
		orderTiming: maybeWord('INSTANT', 'SCHEDULED'),
		scheduledStart: maybeText,
		scheduledEnd: maybeText,
		preparationStart: maybeText,
		estimatedDelivery: maybeText,
	}),
	createdAt: maybeText,
	updatedAt: maybeText,
	customer: record({
		id: maybeText,
		name: maybeText,
		companyName: maybeText,
		phone: maybeText,
		phoneRaw: maybeText,
		email: maybeText,
		document: maybeText,
		documentType: maybeWord('CPF', 'CNPJ'),
		isNew: maybeFlag,
	}),
	delivery: record({
		deliveredBy: maybeWord('MERCHANT', 'PLATFORM', 'CARRIER'),
		driverName: maybeText,
		shippingMethod: maybeText,
		tracking: listOf(record({ code: maybeText, url: maybeText })),
		address: record({
			street: maybeText,
			number: maybeText,
			complement: maybeText,
			reference: maybeText,
			district: maybeText,
			city: maybeText,
			state: maybeText,
			postalCode: maybeText,
			country: word('BR'),
			latitude: maybeAmount,
			longitude: maybeAmount,
			formatted: maybeText,
		}),
	}),
	takeout: record({ pickupCode: maybeText, address: maybeText }),
	indoor: record({ place: maybeText }),
	items: listOf(
		record({
			index: amount,
			id: maybeText,
			externalCode: maybeText,
			kind: word(...ITEM_KINDS),
			name: text,
			variant: maybeText,
			category: maybeText,
			quantity: maybeAmount,
			unit: text,
			unitPrice: maybeAmount,
			optionsPrice: maybeAmount,
			totalPrice: maybeAmount,
			pricingRule: maybeWord(...PRICING_RULES),
			observations: maybeText,
			options: listOf(option(2)),
		}),
	),
	otherFees: listOf(record({ type: word(...FEE_TYPES), name: maybeText, amount })),
	discounts: listOf(
		record({
			target: word('CART', 'DELIVERY_FEE', 'ITEM'),
			name: maybeText,
			code: maybeText,
			amount,
			sponsor: maybeWord('MERCHANT', 'PLATFORM'),
		}),
	),
	total: record({
		itemsPrice: maybeAmount,
		otherFees: maybeAmount,
		discount: maybeAmount,
		orderAmount: maybeAmount,
	}),
	currency: word('BRL'),
	payments: record({
		prepaid: maybeAmount,
		pending: maybeAmount,
		changeFor: maybeAmount,
		changeDue: maybeAmount,
		methods: listOf(
			record({
				type: maybeWord('PREPAID', 'PENDING'),
				method: word(...PAYMENT_METHODS),
				brand: maybeText,
				label: maybeText,
				amount: maybeAmount,
				transactionId: maybeText,
			}),
		),
	}),
	invoice: record({ requested: maybeFlag, document: maybeText }),
	observations: maybeText,
	text: record({ items: text, address: text, payment: text, order: text }),
	warnings: listOf(word(...ORDER_WARNINGS)),
});

/** JSON Schema (draft 7) of `OrderEvent`, the `event` of a trigger's output. */
export const orderEventSchema = record({
	id: text,
	type: word(...EVENT_TYPES),
	previousStatus: maybeWord(...ORDER_STATUSES),
	receivedAt: text,
	via: word('WEBHOOK', 'POLL', 'MANUAL'),
	redelivered: flag,
	waitingMinutes: maybeAmount,
});
