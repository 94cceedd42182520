import type { Row } from '../../collections';
import { seededRandom, type Random } from '../../random';
import { MARIA, MARIAS_ADDRESS } from './customers';
import { brl } from './part';
import { storeTime } from './time';

/**
 * Sample orders in the shape of [D]. Persons and streets are made up; amounts are in cents. The sandbox's choice, since
 * unpublished: type TABLE for an order at a table, and that a line's total is amount x (price + propertiesPrice).
 */

export const ORDER_KINDS = [
	{ name: 'delivery', title: { en: 'Delivery', pt: 'Entrega' } },
	{ name: 'pickup', title: { en: 'Pick-up', pt: 'Retirada' } },
	{ name: 'scheduled', title: { en: 'Scheduled', pt: 'Agendado' } },
	{ name: 'table', title: { en: 'At a table', pt: 'Na mesa' } },
	{ name: 'pizza', title: { en: 'Half-and-half pizza', pt: 'Pizza meio a meio' } },
	{ name: 'voucher', title: { en: 'Voucher', pt: 'Cupom' } },
	{ name: 'change', title: { en: 'Cash with change', pt: 'Dinheiro com troco' } },
	{ name: 'online', title: { en: 'Paid online', pt: 'Pago online' } },
	{ name: 'pix', title: { en: 'Waiting for Pix', pt: 'Aguardando Pix' } },
	{ name: 'cancelled', title: { en: 'Cancelled by the customer', pt: 'Cancelado pelo cliente' } },
] as const;

export type OrderKind = (typeof ORDER_KINDS)[number]['name'];

/** Those that wait for the store as soon as they are placed. */
const WAITING_KINDS = ORDER_KINDS.filter(({ name }) => !['scheduled', 'pix', 'cancelled'].includes(name));

export interface Money {
	value: number;
	currency: string;
}

export interface DirectOrder extends Row {
	id: number;
	status: string;
	statusReason: string | null;
	type: string;
	created: string;
	modified: string;
	isCanceled: boolean;
	total: Record<'subtotal' | 'deliveryFee' | 'discount' | 'serviceFee' | 'total', Money> & {
		requiredChange: Money | null;
	};
	customer: Row | null;
	scheduledOrder: { appearDate: string; scheduledDate: string } | null;
	operationTime: Row;
	items: Row[];
	compositeItems: Row[];
}

/** The store as orders name it. */
export const STORE = { id: 1234, deliverydiretoId: 'sandbox-store', name: 'Loja Sandbox' };

/** A scheduled order shows itself an hour before it is due, and is due three hours after it was placed. */
const APPEARS_AFTER = 2 * 60 * 60 * 1000;
const DUE_AFTER = 3 * 60 * 60 * 1000;

const PERSONS = [
	['Ana', 'Amostra'],
	['Bruno', 'Exemplo'],
	['Célia', 'Ficção'],
	['Davi', 'Modelo'],
	['Elisa', 'Protótipo'],
	['Fábio', 'Teste'],
	['Gisele', "D'Ensaio"],
	['Heitor', 'Simulação'],
] as const;
const STREETS = ['Rua das Amostras', 'Avenida do Exemplo', 'Travessa da Ficção', 'Rua Doutor Modelo'];
const REMARKS = [null, null, 'Tocar a campainha', 'Sem cebola, por favor'];

const DISHES = [
	{ id: 201, name: 'Lemonade', description: 'Fresh, 300 ml', customCode: 'COD123', cents: 900 },
	{ id: 202, name: 'Filé com arroz', description: null, customCode: 'FILE', cents: 3290 },
] as const;
const SIDES = [
	{ id: 401, name: 'Rice', customCode: 'COD123', cents: 0 },
	{ id: 402, name: 'Feijão', customCode: 'FEIJ', cents: 350 },
] as const;
const HALVES = [
	{ id: 601, name: 'Calabresa', customCode: 'CAL', cents: 4500 },
	{ id: 602, name: 'Brigadeiro', customCode: 'BRI', cents: 4890 },
] as const;
const CRUST = { id: 711, name: 'Cheese crust', customCode: 'COD123', cents: 800 };

const PAYMENTS = {
	cash: { paymentsId: 1, name: 'Dinheiro', cardBrand: null },
	credit: { paymentsId: 2, name: 'Cartão de crédito', cardBrand: 'Visa' },
	ticket: { paymentsId: 3, name: 'Vale-refeição', cardBrand: null },
	pix: { paymentsId: 4, name: 'Pix', cardBrand: null },
} as const;

const AREA = {
	id: 8,
	name: 'Zona 1',
	type: 'CIRCLE',
	center: { lat: -23.55, lng: -46.63 },
	radius: 3000,
	minimumWaitingMinutes: 30,
	maximumWaitingMinutes: 60,
	isActive: true,
	inactivationPeriod: null,
	deliveryFeePricingRule: { type: 'FIXED', fixedPrice: brl(700) },
};

const METADATA = {
	source: 'web',
	utmSource: null,
	utmMedium: null,
	utmCampaign: null,
	utmTerm: null,
	utmContent: null,
	store: STORE,
};

const NOTHING_DONE = {
	approvedBy: null,
	approvedTime: null,
	inTransitBy: null,
	inTransitTime: null,
	doneBy: null,
	doneTime: null,
	cancelledBy: null,
	cancelledTime: null,
	editedBy: null,
	editedTime: null,
};

interface Line {
	row: Row;
	cents: number;
}

/** Ids of the lines of an order, which no other order has. */
const lineNumber = (order: number, line: number) => (order % 1_000_000) * 100 + line;

function property(
	id: number,
	order: number,
	line: number,
	name: string,
	chosen: typeof SIDES | [typeof CRUST],
) {
	return {
		id,
		orderPropertiesId: lineNumber(order, 30 + line),
		name,
		description: null,
		isFractional: false,
		priceCalculationType: 'SUM',
		sequence: 1,
		options: chosen.map((option, index) => ({
			id: option.id,
			ordersOptionsId: lineNumber(order, 60 + line + index),
			name: option.name,
			description: null,
			customCode: option.customCode,
			amount: 1,
			price: brl(option.cents),
			sequence: index + 1,
		})),
	};
}

function dishLine(order: number, line: number, random: Random): Line {
	const { cents, ...dish } = random.pick(DISHES);
	const withSides = dish.id === 202;
	const sides = withSides ? SIDES.reduce((sum, side) => sum + side.cents, 0) : 0;
	const amount = random.between(1, 3);
	const total = amount * (cents + sides);
	return {
		cents: total,
		row: {
			...dish,
			ordersItemsId: lineNumber(order, line),
			amount,
			price: brl(cents),
			propertiesPrice: brl(sides),
			total: brl(total),
			comments: null,
			sequence: line,
			properties: withSides ? [property(301, order, line, 'Side dish', SIDES)] : [],
		},
	};
}

/** Two flavors on one pizza, of which the dearer makes the price (HIGHER). */
function pizzaLine(order: number, line: number): Line {
	const dearest = Math.max(...HALVES.map(({ cents }) => cents));
	const total = dearest + CRUST.cents;
	return {
		cents: total,
		row: {
			id: 501,
			ordersItemsId: lineNumber(order, line),
			name: 'Medium',
			customCode: 'PZM',
			amount: 1,
			priceCalculationType: 'HIGHER',
			propertiesPrice: brl(CRUST.cents),
			total: brl(total),
			comments: 'Meio a meio',
			sequence: line,
			items: HALVES.map(({ cents, ...half }, index) => ({
				...half,
				amount: 0.5,
				price: brl(cents),
				comments: null,
				sequence: index + 1,
			})),
			properties: [property(701, order, line, 'Crust', [CRUST])],
		},
	};
}

const KIND_PAYMENTS: Partial<Record<OrderKind, keyof typeof PAYMENTS>> = {
	change: 'cash',
	online: 'credit',
	pix: 'pix',
};

/** The banknotes that a customer would lay on the table, in cents: the next 50 or 100 reais. */
const banknotesFor = (cents: number) => (Math.floor(cents / 5000) + 1) * 5000;

export interface OrderGenerator {
	/** An order of this kind, or of any, placed at a moment (milliseconds since 1970). */
	next(
		kind: OrderKind | undefined,
		id: number,
		placedAt: number,
		customerOf: (person: Row) => Row,
	): { kind: OrderKind; order: DirectOrder };
}

/** Same seed, same row of orders. */
export function orderGenerator(seed: number): OrderGenerator {
	const random = seededRandom(seed);
	return {
		next(wish, id, placedAt, customerOf) {
			const kind = wish ?? random.pick(WAITING_KINDS).name;
			const type = kind === 'table' ? 'TABLE' : kind === 'pickup' ? 'TAKEOUT' : 'DELIVERY';
			const dishes = Array.from({ length: random.between(1, 3) }, (_, index) =>
				dishLine(id, index + 1, random),
			);
			const pizzas = kind === 'pizza' ? [pizzaLine(id, dishes.length + 1)] : [];

			const subtotal = [...dishes, ...pizzas].reduce((sum, { cents }) => sum + cents, 0);
			const deliveryFee = type === 'DELIVERY' ? 700 : 0;
			const serviceFee = type === 'TABLE' ? Math.round(subtotal / 10) : 0;
			const discount = kind === 'voucher' ? Math.min(1000, subtotal) : 0;
			const total = subtotal + deliveryFee + serviceFee - discount;

			const person = random.between(0, PERSONS.length - 1);
			const [firstName, lastName] = PERSONS[person] ?? PERSONS[0];
			const customer = customerOf({
				firstName,
				lastName,
				email: `cliente${person}@example.com`,
				telephone: `1190000${String(1000 + person)}`,
				document: null,
				birthDate: null,
			});
			const payment = PAYMENTS[KIND_PAYMENTS[kind] ?? random.pick(['cash', 'credit', 'ticket'] as const)];
			const order: DirectOrder = {
				id,
				orderNumber: id,
				customerOrderNumber: random.between(1, 20),
				status: 'WAITING',
				statusReason: null,
				type,
				created: storeTime(placedAt),
				modified: storeTime(placedAt),
				notes: random.pick(REMARKS),
				source: random.pick(['WEB', 'IOS', 'ANDROID']),
				isNewCustomer: random.chance(30),
				isCanceled: false,
				isOnlinePayment: kind === 'online' || kind === 'pix',
				isRegisteredInvoice: false,
				registeredDocument: null,
				total: {
					subtotal: brl(subtotal),
					deliveryFee: brl(deliveryFee),
					discount: brl(discount),
					serviceFee: brl(serviceFee),
					total: brl(total),
					requiredChange: kind === 'change' ? brl(banknotesFor(total)) : null,
				},
				customer,
				address:
					type === 'DELIVERY'
						? {
								...MARIAS_ADDRESS,
								id: 600 + person,
								street: random.pick(STREETS),
								number: String(random.between(1, 1999)),
							}
						: null,
				paymentMethod: payment,
				scheduledOrder:
					kind === 'scheduled'
						? {
								appearDate: storeTime(placedAt + APPEARS_AFTER),
								scheduledDate: storeTime(placedAt + DUE_AFTER),
							}
						: null,
				operationTime: { ...NOTHING_DONE },
				items: dishes.map(({ row }) => row),
				compositeItems: pizzas.map(({ row }) => row),
				voucher:
					kind === 'voucher'
						? {
								id: 5,
								type: 'FIXED',
								code: 'BEMVINDO10',
								description: 'Dez reais de desconto',
								customCode: null,
							}
						: null,
				loyaltyprogram: null,
				loyaltyprogramReward: null,
				memberGetMember: null,
				deliveryArea: type === 'DELIVERY' ? AREA : null,
				table:
					type === 'TABLE'
						? {
								idempotencyKey: `mesa-${random.between(1, 10)}`,
								name: 'Mesa',
								number: String(random.between(1, 10)),
								tablesectionsIdempotencyKey: 'a-uuid',
							}
						: null,
				metadata: METADATA,
			};
			return { kind, order };
		},
	};
}

/** The order that the document's examples name: the sample of the fact sheet, placed on the day of the examples. */
export const EXAMPLE_ORDER: DirectOrder = {
	id: 70000001,
	orderNumber: 70000001,
	customerOrderNumber: 3,
	status: 'APPROVED',
	statusReason: null,
	type: 'DELIVERY',
	created: '2026-11-21T19:02:11-03:00',
	modified: '2026-11-21T19:05:12-03:00',
	notes: 'Tocar a campainha',
	source: 'WEB',
	isNewCustomer: false,
	isCanceled: false,
	isOnlinePayment: false,
	isRegisteredInvoice: false,
	registeredDocument: null,
	total: {
		subtotal: brl(5500),
		deliveryFee: brl(700),
		discount: brl(500),
		serviceFee: brl(0),
		total: brl(5700),
		requiredChange: brl(10000),
	},
	customer: MARIA,
	address: MARIAS_ADDRESS,
	paymentMethod: PAYMENTS.cash,
	scheduledOrder: null,
	operationTime: { ...NOTHING_DONE, approvedBy: 11, approvedTime: '2026-11-21T19:05:12-03:00' },
	items: [
		{
			id: 201,
			ordersItemsId: 880001,
			name: 'Suco',
			description: '300 ml',
			customCode: 'SUC300',
			amount: 1,
			price: brl(900),
			propertiesPrice: brl(100),
			total: brl(1000),
			comments: null,
			sequence: 1,
			properties: [
				{
					id: 301,
					orderPropertiesId: 990001,
					name: 'Sabor',
					description: null,
					isFractional: false,
					priceCalculationType: 'SUM',
					sequence: 1,
					options: [
						{
							id: 401,
							ordersOptionsId: 991001,
							name: 'Laranja',
							description: null,
							customCode: 'LAR',
							amount: 1,
							price: brl(100),
							sequence: 1,
						},
					],
				},
			],
		},
	],
	compositeItems: [
		{
			id: 501,
			ordersItemsId: 880002,
			name: 'Pizza grande',
			customCode: 'PZG',
			amount: 1,
			priceCalculationType: 'HIGHER',
			propertiesPrice: brl(0),
			total: brl(4500),
			comments: null,
			sequence: 2,
			items: [
				{
					id: 601,
					name: 'Calabresa',
					customCode: 'CAL',
					amount: 1,
					price: brl(4500),
					comments: null,
					sequence: 1,
				},
			],
			properties: null,
		},
	],
	voucher: {
		id: 5,
		type: 'FIXED',
		code: 'BEMVINDO10',
		description: 'Dez reais de desconto',
		customCode: null,
	},
	loyaltyprogram: null,
	loyaltyprogramReward: null,
	memberGetMember: null,
	deliveryArea: AREA,
	table: null,
	metadata: METADATA,
};
