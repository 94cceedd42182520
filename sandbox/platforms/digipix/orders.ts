import type { Random } from '../../random';
import { ORDER_SHIPMENTS, type ShipmentOption } from './catalogue';

/** An order as Digipix sends it. Amounts are in reais. */
export interface DigipixOrder extends Record<string, unknown> {
	/** 20 letters and digits. */
	id: string;
	partnerId: string;
	partnerName: string;
	status: string;
	/** ISO 8601 in UTC with up to seven fractional digits. */
	createdAt: string;
	recipient: Recipient;
	items: OrderItem[];
	/** While it is a quote. */
	shipments?: Array<ShipmentOption & { total: number }>;
	/** Once one is chosen. */
	shipment?: Omit<ShipmentOption, 'id'>;
	subtotal: number;
	shippingCost?: number;
	total: number;
}

export interface Recipient {
	address: Record<string, string>;
	contact: {
		firstName: string;
		lastName: string;
		companyName?: string;
		document?: { type: string; value: string };
		phone?: { areaCode: string; number: string; type?: string };
	};
}

export interface OrderItem extends Record<string, unknown> {
	sku: string;
	quantity: number;
	productPrice: number;
	total: number;
}

export const PARTNER = { partnerId: 'eHxI1wQ5stcOsmTG5aAr', partnerName: 'Partner Name' };

export const reais = (cents: number) => cents / 100;
export const cents = (amount: number) => Math.round(amount * 100);

/** The order with this shipment chosen: approved, or whatever else is said by `status`. */
export function withShipment(order: DigipixOrder, chosen: Omit<ShipmentOption, 'id'>): DigipixOrder {
	const { shipments: _, ...rest } = order;
	const { name, estimatedDeliveryDays, cost, methodId } = chosen;
	return {
		...rest,
		shipment: { name, estimatedDeliveryDays, cost, methodId },
		shippingCost: cost,
		total: reais(cents(order.subtotal) + cents(cost)),
	};
}

/** The options with what the order would cost with each. */
export function shipmentsFor(subtotal: number, ids: string[]): Array<ShipmentOption & { total: number }> {
	return ORDER_SHIPMENTS.map((option, index) => ({
		id: ids[index] ?? '',
		...option,
		total: reais(cents(subtotal) + cents(option.cost)),
	}));
}

/** As answers have it: a document type in capitals, and no member that was left empty [S]. */
export function asAnswered({ address, contact }: Recipient): Recipient {
	const { companyName, document, ...others } = contact;
	return {
		address,
		contact: {
			...others,
			...(companyName ? { companyName } : {}),
			...(document ? { document: { ...document, type: document.type.toUpperCase() } } : {}),
		},
	};
}

/** A moment in milliseconds since 1970 as Digipix writes it: finer than a millisecond, zeros at the end left out. */
export function timeOf(milliseconds: number, random: Random): string {
	const finer = String(random.between(0, 9999)).padStart(4, '0');
	return `${new Date(milliseconds).toISOString().slice(0, -1)}${finer}`.replace(/\.?0+$/, '') + 'Z';
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'.split('');

export function newId(random: Random): string {
	return Array.from({ length: 20 }, () => random.pick(ALPHABET)).join('');
}

const SAMPLE_RECIPIENT: Recipient = {
	address: {
		street: 'Street Test',
		number: '32',
		complement: 'N',
		neighborhood: 'Neigh',
		city: 'Sao Paulo',
		stateCode: 'SP',
		zipCode: '09876543',
	},
	contact: {
		firstName: 'FName',
		lastName: 'LName',
		document: { type: 'CNPJ', value: '12123123000199' },
		phone: { areaCode: '11', number: '987654321', type: 'cel' },
	},
};

const sample = (id: string, status: string, createdAt: string): DigipixOrder => ({
	id,
	...PARTNER,
	status,
	createdAt,
	recipient: structuredClone(SAMPLE_RECIPIENT),
	items: [{ sku: 'photobook', quantity: 3, productPrice: 13.8, total: 41.4 }],
	shipments: shipmentsFor(41.4, ['2DkfEcSoSs0wsOC5rueD', 'a1wGlNHXXno0iM0ipucb']),
	subtotal: 41.4,
	total: 41.4,
});

/** The three orders of the reference, to the letter [S]. */
export function sampleOrders(): DigipixOrder[] {
	const economic = { name: 'Entrega Econômica', estimatedDeliveryDays: 15, cost: 2.09, methodId: 1 };
	return [
		sample('tFN9mEXgro9feZ7Fjf61', 'QUOTE', '2020-08-26T21:31:10.7582058Z'),
		withShipment(sample('icTwB5S3rtfEgvE41DEo', 'NEW', '2020-08-26T22:00:24.6153558Z'), economic),
		withShipment(sample('skR3yfgC9AfpDq6ixDzt', 'APPROVED', '2020-08-26T22:02:32.970683Z'), economic),
	];
}

const FIRST_NAMES = ['Ana', 'Bruno', 'Célia', 'Davi', 'Elisa', 'Fábio', 'Gisele', 'Heitor'];
const LAST_NAMES = ['Amostra', 'Exemplo', 'Ficção', 'Modelo', 'Protótipo', 'Teste'];
const STREETS = ['Rua das Amostras', 'Avenida do Exemplo', 'Travessa da Ficção'];
const DISTRICTS = ['Jardim Exemplo', 'Vila Modelo', 'Centro Fictício'];

/** A person, or a company, who does not exist. */
export function madeUpRecipient(isCompany: boolean, random: Random): Recipient {
	return {
		address: {
			street: random.pick(STREETS),
			number: String(random.between(1, 1999)),
			...(random.chance(50) ? { complement: `Apto ${random.between(1, 240)}` } : {}),
			neighborhood: random.pick(DISTRICTS),
			city: 'São Paulo',
			stateCode: 'SP',
			zipCode: `0${random.between(1_000_000, 5_999_999)}`,
		},
		contact: {
			firstName: random.pick(FIRST_NAMES),
			lastName: random.pick(LAST_NAMES),
			...(isCompany ? { companyName: 'Papelaria Modelo Ltda' } : {}),
			document: isCompany ? { type: 'cnpj', value: '12123123000199' } : { type: 'cpf', value: '11144477735' },
			phone: {
				areaCode: '11',
				number: `90000${String(random.between(0, 9999)).padStart(4, '0')}`,
				type: 'cel',
			},
		},
	};
}
