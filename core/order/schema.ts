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
	description?: string;
	enum?: ReadonlyArray<string | null>;
	properties?: Record<string, JsonSchema>;
	required?: string[];
	additionalProperties?: boolean;
	items?: JsonSchema;
}

type Described = (description?: string) => JsonSchema;

const told = (schema: JsonSchema, description?: string): JsonSchema =>
	description === undefined ? schema : { ...schema, description };

const text: Described = (description) => told({ type: 'string' }, description);
const maybeText: Described = (description) => told({ type: ['string', 'null'] }, description);
const amount: Described = (description) => told({ type: 'number' }, description);
const maybeAmount: Described = (description) => told({ type: ['number', 'null'] }, description);
const flag: Described = (description) => told({ type: 'boolean' }, description);
const maybeFlag: Described = (description) => told({ type: ['boolean', 'null'] }, description);
const word = (words: readonly string[], description?: string): JsonSchema =>
	told({ type: 'string', enum: words }, description);
const maybeWord = (words: readonly string[], description?: string): JsonSchema =>
	told({ type: ['string', 'null'], enum: [...words, null] }, description);
const listOf = (items: JsonSchema, description?: string): JsonSchema =>
	told({ type: 'array', items }, description);

/** Every member is required: nothing is ever left out of a unified order. */
const record = (properties: Record<string, JsonSchema>, description?: string): JsonSchema =>
	told(
		{ type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
		description,
	);

/** Options nest as deep as they must; the schema names their members two levels down, without references. */
const option = (levels: number): JsonSchema =>
	levels === 0
		? { type: 'object' }
		: record({
				groupName: maybeText('Title of the group it was chosen from'),
				role: word(OPTION_ROLES, 'What it is of its item'),
				id: maybeText("The platform's number of it"),
				externalCode: maybeText("Code in the store's own system"),
				name: text('Name'),
				quantity: amount('How many of it in one unit of the item'),
				fraction: maybeText('Part of a pizza, such as 1/2'),
				unitPrice: maybeAmount('List price of one, in reais'),
				totalPrice: maybeAmount(
					'What it adds to one unit of the item, in reais: 0 where the price of the item has it in',
				),
				options: listOf(option(levels - 1), 'Options of the option, such as an extra on one half'),
			});

const address = record(
	{
		street: maybeText('Street; with the number in it where the platform sends one line'),
		number: maybeText('House number'),
		complement: maybeText('Flat, block'),
		reference: maybeText('Landmark'),
		district: maybeText('Bairro'),
		city: maybeText('City'),
		state: maybeText('Two letters, such as SP'),
		postalCode: maybeText('CEP, eight digits'),
		country: word(['BR'], 'Always BR'),
		latitude: maybeAmount('Degrees'),
		longitude: maybeAmount('Degrees'),
		formatted: maybeText('The whole address as the platform wrote it, where it sends one'),
	},
	'Where it goes; all null where it goes nowhere',
);

const item = record({
	index: amount('Position in the order, from 1'),
	id: maybeText("The platform's number of the product"),
	externalCode: maybeText("Code in the store's own system"),
	kind: word(ITEM_KINDS, 'What kind of line it is'),
	name: text('Name'),
	variant: maybeText('Size or variation'),
	category: maybeText('Category of the menu'),
	quantity: maybeAmount('Quantity; a fraction where it is weighed'),
	unit: text('UN, KG or L'),
	unitPrice: maybeAmount(
		'Price of one without options, in reais; of pizzas, combos and promotions what is charged for one',
	),
	optionsPrice: maybeAmount('What the options add to one, in reais'),
	totalPrice: maybeAmount('quantity x (unitPrice + optionsPrice), in reais'),
	pricingRule: maybeWord(PRICING_RULES, 'How the parts of a pizza or promotion make its price'),
	observations: maybeText('Remark of the customer on this line'),
	options: listOf(option(2), 'What was chosen: sizes, crusts, flavors, extras'),
});

/** JSON Schema (draft 7) of `UnifiedOrder`. */
export const unifiedOrderSchema = record({
	schemaVersion: word(['1.0'], 'Version of this shape; members are only added within 1.x'),
	id: text('platform:store:order, the same for ever: search, join and de-duplicate by it'),
	displayId: maybeText('The number that people call out'),
	source: record(
		{
			platform: word(PLATFORMS, 'The platform'),
			storeId: maybeText("The platform's number of the store"),
			storeName: maybeText('Name of the store'),
			orderId: text("The platform's own order number"),
			parentOrderId: maybeText('The order that this one is a part of'),
			salesChannel: maybeText('Where the customer ordered, such as WEB'),
			direction: word(['INBOUND', 'OUTBOUND'], 'OUTBOUND: an order that we placed at the platform'),
		},
		'Where the order comes from',
	),
	status: word(ORDER_STATUSES, 'Status, the same words whatever the platform'),
	statusPhase: word(STATUS_PHASES, 'A coarser status, enough for most workflows'),
	statusRaw: maybeText("The platform's own word, as it came"),
	statusReason: maybeText('Why it has this status'),
	cancellation: record(
		{
			requested: flag('Somebody asked to cancel it; status tells whether it was decided'),
			by: maybeWord(['MERCHANT', 'CUSTOMER', 'PLATFORM', 'UNKNOWN'], 'Who cancelled it'),
			reason: maybeText('Why it was cancelled'),
			refunded: maybeFlag('Whether the money went back'),
		},
		'What is known of a cancellation',
	),
	orderType: maybeWord(ORDER_TYPES, 'To be delivered, picked up, eaten here, or shipped as a parcel'),
	timing: record(
		{
			orderTiming: maybeWord(['INSTANT', 'SCHEDULED'], 'For now, or for a time to come'),
			scheduledStart: maybeText('When it is wanted, ISO 8601'),
			scheduledEnd: maybeText('End of the time in which it is wanted, ISO 8601'),
			preparationStart: maybeText('When to begin with it, ISO 8601'),
			estimatedDelivery: maybeText('When it will be there, ISO 8601'),
		},
		'For when it is',
	),
	createdAt: maybeText("When it was placed, ISO 8601 with the store's offset"),
	updatedAt: maybeText("When it was last changed, ISO 8601 with the store's offset"),
	customer: record(
		{
			id: maybeText("The platform's number of the customer"),
			name: maybeText('Name of the person'),
			companyName: maybeText('Name of the company'),
			phone: maybeText(
				'Phone ready for WhatsApp, such as +5511987654321; null where it is no Brazilian number',
			),
			phoneRaw: maybeText('The phone as the platform sent it'),
			email: maybeText('E-mail'),
			document: maybeText('CPF or CNPJ without punctuation'),
			documentType: maybeWord(['CPF', 'CNPJ'], 'Which of the two'),
			isNew: maybeFlag('First order at this store'),
		},
		'Who ordered',
	),
	delivery: record(
		{
			deliveredBy: maybeWord(['MERCHANT', 'PLATFORM', 'CARRIER'], 'Who brings it'),
			driverName: maybeText('Name of the courier'),
			shippingMethod: maybeText('Name of the way it is shipped'),
			tracking: listOf(
				record({ code: maybeText('Tracking code'), url: maybeText('Where to follow it') }),
				'Parcels',
			),
			address,
		},
		'How it gets there',
	),
	takeout: record(
		{
			pickupCode: maybeText('Code that the customer shows'),
			address: maybeText('Where it is picked up, in one line'),
		},
		'For orders that are picked up',
	),
	indoor: record({ place: maybeText('Table') }, 'For orders at the table'),
	items: listOf(item, 'What was ordered, one entry per line'),
	otherFees: listOf(
		record({
			type: word(FEE_TYPES, 'What the fee is for'),
			name: maybeText('What the platform calls it'),
			amount: amount('In reais'),
		}),
		'Fees on top of the items',
	),
	discounts: listOf(
		record({
			target: word(['CART', 'DELIVERY_FEE', 'ITEM'], 'What is cheaper by it'),
			name: maybeText('What the platform calls it'),
			code: maybeText('Code of the coupon'),
			amount: amount('In reais, positive'),
			sponsor: maybeWord(['MERCHANT', 'PLATFORM'], 'Who pays for it'),
		}),
		'What was taken off',
	),
	total: record(
		{
			itemsPrice: maybeAmount('Sum of the items, in reais'),
			otherFees: maybeAmount('Sum of the fees, in reais'),
			discount: maybeAmount('Sum of the discounts, in reais'),
			orderAmount: maybeAmount('itemsPrice + otherFees - discount: what the order costs, in reais'),
		},
		'The amounts',
	),
	currency: word(['BRL'], 'Always BRL'),
	payments: record(
		{
			prepaid: maybeAmount('Paid online already, in reais'),
			pending: maybeAmount('Still to be collected, in reais'),
			changeFor: maybeAmount('The bill that the customer will hand over, in reais'),
			changeDue: maybeAmount('The change to bring along, in reais'),
			methods: listOf(
				record({
					type: maybeWord(['PREPAID', 'PENDING'], 'Paid, or to be collected'),
					method: word(PAYMENT_METHODS, 'For grouping; label is what the platform says'),
					brand: maybeText('Brand of the card or voucher'),
					label: maybeText('What the platform calls it'),
					amount: maybeAmount('In reais'),
					transactionId: maybeText('Number of the payment'),
				}),
				'How it is paid',
			),
		},
		'Payment',
	),
	invoice: record(
		{
			requested: maybeFlag('The customer wants a document on the receipt'),
			document: maybeText('CPF or CNPJ for the receipt'),
		},
		'For the receipt',
	),
	observations: maybeText('Remark of the customer on the order'),
	text: record(
		{
			items: text('One line per item'),
			address: text('Where it goes, in one line'),
			payment: text('How it is paid, with the change'),
			order: text('The whole order as a message of several lines'),
		},
		'Ready-made Portuguese text for messages and print-outs',
	),
	warnings: listOf(word(ORDER_WARNINGS), 'What a person should know before trusting the order blindly'),
});

/** JSON Schema (draft 7) of `OrderEvent`, the `event` of a trigger's output. */
export const orderEventSchema = record({
	id: text('The same for the same event, however often it is handed over: what Remove Duplicates compares'),
	type: word(EVENT_TYPES, 'What happened'),
	previousStatus: maybeWord(ORDER_STATUSES, 'Status before'),
	receivedAt: text("When the trigger saw it, ISO 8601 with the store's offset"),
	via: word(['WEBHOOK', 'POLL', 'MANUAL'], 'How it came'),
	redelivered: flag('You may have had this event before'),
	waitingMinutes: maybeAmount('Order Waiting only: how long it has been waiting'),
});
