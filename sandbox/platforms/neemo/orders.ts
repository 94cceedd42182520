import { seededRandom, type Random } from '../../random';
import { comboLine, itemLine, pizzaLine, promotionLine, reais, REMARKS, type Line } from './lines';

/**
 * Sample orders of the sandbox's Neemo store. Persons, streets and the store are made up.
 *
 * Documented or seen in code: the members named in nodes/Neemo/openapi.yaml. The sandbox's own choice:
 * - `date`, `updated_at` and `scheduled_at` are ISO 8601 with the store's offset (inf);
 * - `total` = sub_total + tax + taxa_extra - total_discount, `sub_total` the sum of all lines;
 * - `FidelityProgram` and `Payment` are single objects, as public clients read them [MP] [FB].
 */
export interface NeemoOrder extends Record<string, unknown> {
	id: number;
	order_number: number;
	status: number;
	date: string;
	updated_at: string;
	name: string;
	forma_entrega: number;
	payment_online: boolean;
	total: number;
}

export const STATUS = {
	new: 0,
	confirmed: 1,
	delivered: 2,
	cancelledByRestaurant: 3,
	sent: 4,
	cancelledBySystem: 5,
	cancelledByRestaurantRefunded: 6,
	cancelledBySystemRefunded: 7,
	awaitingPayment: 8,
	paymentRefused: 9,
} as const;

export const WAY = { delivery: 1, pickup: 2, table: 3 } as const;

export const ORDER_KINDS = [
	{ name: 'delivery', title: { en: 'Delivery', pt: 'Entrega' } },
	{ name: 'pickup', title: { en: 'Pick-up', pt: 'Retirada' } },
	{ name: 'table', title: { en: 'At the table', pt: 'Na mesa' } },
	{ name: 'scheduled', title: { en: 'Scheduled', pt: 'Agendado' } },
	{ name: 'pizza', title: { en: 'Half-and-half pizza', pt: 'Pizza meio a meio' } },
	{ name: 'combo', title: { en: 'Combo and promotion', pt: 'Combo e promoção' } },
	{ name: 'discount', title: { en: 'Coupon and loyalty', pt: 'Cupom e fidelidade' } },
	{ name: 'change', title: { en: 'Cash with change', pt: 'Dinheiro com troco' } },
	{ name: 'online', title: { en: 'Paid online', pt: 'Pago online' } },
	{ name: 'awaitingPayment', title: { en: 'Waiting for online payment', pt: 'Aguardando pagamento online' } },
	{ name: 'cancelledBySystem', title: { en: 'Cancelled by the system', pt: 'Cancelado pelo sistema' } },
] as const;

export type OrderKind = (typeof ORDER_KINDS)[number]['name'];

/** Members that only the detail has [S] 1.1.2. */
const DETAIL_MEMBERS = new Set([
	'fidelity_program_discount',
	'FidelityProgram',
	'Payment',
	'Vouchers',
	'ItemOrder',
	'PizzaOrders',
	'ComboOrders',
	'OrderAdditionals',
	'PromotionGroupOrders',
]);

/** The order as the list shows it. */
export function rowOf(order: NeemoOrder): Record<string, unknown> {
	return Object.fromEntries(Object.entries(order).filter(([member]) => !DETAIL_MEMBERS.has(member)));
}

/** Brazil has had no summer time since 2019. */
const OFFSET = '-03:00';
const OFFSET_MILLISECONDS = 3 * 60 * 60 * 1000;

/** @param moment milliseconds since 1970 */
export function storeTime(moment: number): string {
	return new Date(moment - OFFSET_MILLISECONDS).toISOString().replace('Z', OFFSET);
}

/** The moment of a filter, `YYYY-MM-DD HH:MM:SS` [FI] by the clock of the store (inf), in milliseconds since 1970. */
export function filterTime(text: string): number {
	return Date.parse(`${text.replace(' ', 'T')}${OFFSET}`);
}

const FIRST_NAMES = ['Ana', 'Bruno', 'Célia', 'Davi', 'Elisa', 'Fábio', 'Gisele', 'Heitor', 'Íris', 'João'];
const LAST_NAMES = ['Amostra', 'Exemplo', 'Ficção', 'Modelo', 'Protótipo', 'Teste', "D'Ensaio", 'Simulação'];
const STREETS = ['Rua das Amostras', 'Avenida do Exemplo', 'Travessa da Ficção', 'Rua Doutor Modelo'];
const DISTRICTS = ['Jardim Exemplo', 'Vila Modelo', 'Centro Fictício'];
const LANDMARKS = ['Ao lado da padaria', 'Portão azul', 'Em frente à praça'];
const AT_THE_DOOR = ['Dinheiro', 'Débito Mastercard', 'Débito Visa', 'Elo'];

function linesFor(kind: OrderKind, random: Random): Line[] {
	const items = Array.from({ length: random.between(1, 3) }, () => itemLine(random));
	if (kind === 'pizza') return [pizzaLine(random), ...items];
	return kind === 'combo' ? [comboLine(), promotionLine(), ...items] : items;
}

function wayFor(kind: OrderKind, random: Random): number {
	if (kind === 'pickup') return WAY.pickup;
	if (kind === 'table') return WAY.table;
	return kind === 'delivery' || random.chance(70) ? WAY.delivery : WAY.pickup;
}

const NO_ADDRESS = {
	street: null,
	number: null,
	complement: null,
	neighborhood: null,
	city: null,
	uf: null,
	cep: null,
	reference_point: null,
	latitude: null,
	longitude: null,
};

function address(random: Random) {
	return {
		street: random.pick(STREETS),
		number: String(random.between(1, 1999)),
		complement: random.chance(50) ? 'Apto 12' : null,
		neighborhood: random.pick(DISTRICTS),
		city: 'São Paulo',
		uf: 'SP',
		cep: `0${random.between(1_000_000, 5_999_999)}`,
		reference_point: random.chance(40) ? random.pick(LANDMARKS) : null,
		latitude: -23.5 - random.between(0, 999) / 10_000,
		longitude: -46.6 - random.between(0, 999) / 10_000,
	};
}

const ONLINE = new Set<OrderKind>(['online', 'awaitingPayment']);

/** The banknote that a customer would lay on the counter: the next 50 or 100 reais, never the exact sum. */
const banknoteFor = (cents: number) => (Math.floor(cents / 5000) + 1) * 5000;

function payment(kind: OrderKind, cents: number, random: Random) {
	if (ONLINE.has(kind)) {
		return {
			payment_method: 'Cartão de crédito online',
			payment_online: kind === 'online',
			troco: null,
			Payment: { method: 'credit_card', method_name: 'Cartão de crédito' },
		};
	}
	const isCash = kind === 'change';
	return {
		payment_method: isCash ? 'Dinheiro' : random.pick(AT_THE_DOOR),
		payment_online: false,
		troco: isCash ? reais(banknoteFor(cents)) : null,
		Payment: null,
	};
}

function discounts(kind: OrderKind, subTotal: number) {
	if (kind !== 'discount') {
		return {
			cents: 0,
			members: {
				voucher_code: null,
				voucher_discount: null,
				Vouchers: [],
				fidelity_program_discount: null,
				FidelityProgram: null,
			},
		};
	}
	// A tenth, cut to the cent: gives the odd amounts that rounding errors like.
	const voucher = Math.max(1, Math.floor(subTotal / 10));
	const loyalty = 150;
	return {
		cents: voucher + loyalty,
		members: {
			voucher_code: 'AMOSTRA10',
			voucher_discount: reais(voucher),
			Vouchers: [
				{
					voucher_code: 'AMOSTRA10',
					voucher_discount: reais(voucher),
					voucher_brinde: null,
					voucher_brinde_ref: null,
				},
			],
			fidelity_program_discount: reais(loyalty),
			FidelityProgram: { award: 'R$ 1,50', award_item: null, ref: null },
		},
	};
}

function firstStatus(kind: OrderKind): number {
	if (kind === 'awaitingPayment') return STATUS.awaitingPayment;
	return kind === 'cancelledBySystem' ? STATUS.cancelledBySystem : STATUS.new;
}

const HOUR = 60 * 60 * 1000;

export interface OrderGenerator {
	/** An order of this kind, or of a common one, placed at a moment (milliseconds since 1970). */
	next(
		kind: OrderKind | undefined,
		id: number,
		orderNumber: number,
		placedAt: number,
	): { kind: OrderKind; order: NeemoOrder };
}

/** What a generator chooses from by itself: orders that a store has to deal with now. */
const COMMON_KINDS = ORDER_KINDS.map(({ name }) => name).filter((name) => firstStatus(name) === STATUS.new);

/** Same seed, same row of orders. */
export function orderGenerator(seed: number): OrderGenerator {
	const random = seededRandom(seed);
	return {
		next(wish, id, orderNumber, placedAt) {
			const kind = wish ?? random.pick(COMMON_KINDS);
			const lines = linesFor(kind, random);
			const entriesOf = (list: Line['list']) =>
				lines.filter((line) => line.list === list).map((line) => line.entry);
			const way = wayFor(kind, random);
			const subTotal = lines.reduce((sum, line) => sum + line.cents, 0);
			const tax = way === WAY.delivery ? random.pick([500, 600, 790, 1250]) : 0;
			const extra = way === WAY.table ? Math.floor(subTotal / 10) : 0;
			const discount = discounts(kind, subTotal);
			const total = subTotal + tax + extra - discount.cents;
			const name = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
			const order: NeemoOrder = {
				id,
				order_number: orderNumber,
				status: firstStatus(kind),
				date: storeTime(placedAt),
				updated_at: storeTime(placedAt),
				is_scheduled: kind === 'scheduled',
				scheduled_at: kind === 'scheduled' ? storeTime(placedAt + 3 * HOUR) : null,
				client_id: random.between(1000, 9999),
				name,
				email: `cliente${orderNumber}@example.com`,
				// São Paulo's area code and a row of numbers that is not given out.
				phone: `1190000${String(random.between(0, 9999)).padStart(4, '0')}`,
				cpf_in_note: null,
				forma_entrega: way,
				table_name: way === WAY.table ? `Mesa ${random.between(1, 20)}` : null,
				...(way === WAY.delivery ? address(random) : NO_ADDRESS),
				...payment(kind, total, random),
				notes: random.pick(REMARKS),
				printed: false,
				...discount.members,
				tax: reais(tax),
				taxa_extra: extra > 0 ? reais(extra) : null,
				taxa_extra_title: extra > 0 ? 'Serviço' : null,
				sub_total: reais(subTotal),
				total_discount: reais(discount.cents),
				total: reais(total),
				ItemOrder: entriesOf('ItemOrder'),
				PizzaOrders: entriesOf('PizzaOrders'),
				ComboOrders: entriesOf('ComboOrders'),
				PromotionGroupOrders: entriesOf('PromotionGroupOrders'),
				OrderAdditionals:
					way === WAY.delivery
						? [
								{
									title: 'Talheres?',
									text_input: false,
									Additionals: [
										{ ref: 'ref900', title: 'Talheres', quantity: 2, price_un: 0, text_input: null },
									],
								},
							]
						: [],
			};
			return { kind, order };
		},
	};
}
