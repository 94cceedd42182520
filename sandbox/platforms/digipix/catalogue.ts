/**
 * What the sandbox's Digipix sells and how it ships.
 *
 * The first product and both lists of shipments are the samples of the reference [S]. The samples disagree about the price
 * of the photobook: 10.90 in the catalogue, 13.80 in orders; the sandbox keeps both, so that three of them make the 41.40 of
 * the sample order. The other products are made up.
 */
export interface Product extends Record<string, unknown> {
	id: string;
	name: string;
	internalCode: number;
	/** In reais. */
	price: number;
	/** In grams (inf). */
	weight: number;
	/** In days (inf). */
	productionTime: number;
	parts: string[];
}

export interface ShipmentOption {
	id: string;
	name: string;
	methodId: number;
	estimatedDeliveryDays: number;
	/** In reais. */
	cost: number;
}

export const PRODUCTS: readonly Product[] = [
	product('photobook', 'Photobook', 123, 10.9, 400, 5, ['core']),
	product('photobook-30x30', 'Photobook 30x30 capa dura', 124, 89.9, 1200, 7, ['cover', 'core']),
	product('calendario-mesa', 'Calendário de mesa', 210, 24.5, 250, 4, ['core']),
	product('quadro-canvas', 'Quadro em canvas', 305, 119, 1500, 6, ['front']),
	product('caneca', 'Caneca', 402, 32.9, 350, 3, ['wrap']),
];

/** Prices in orders that are not those of the catalogue, in reais. */
const ORDER_PRICES: Record<string, number> = { photobook: 13.8 };

/** What one of a product costs in an order, in cents. */
export function orderPriceOf({ id, price }: Product): number {
	return Math.round((ORDER_PRICES[id] ?? price) * 100);
}

/** A product for a long list. */
export function furtherProduct(number: number): Product {
	const code = String(number).padStart(5, '0');
	return product(`amostra-${code}`, `Produto de amostra ${code}`, 10_000 + number, 19.9, 100, 5, ['core']);
}

/** Options of an order, without their ids [S]. */
export const ORDER_SHIPMENTS: ReadonlyArray<Omit<ShipmentOption, 'id'>> = [
	{ name: 'Entrega Convencional', estimatedDeliveryDays: 7, cost: 6.13, methodId: 2 },
	{ name: 'Entrega Econômica', estimatedDeliveryDays: 15, cost: 2.09, methodId: 1 },
];

/** Options of a quote, without their ids; both have method 1 in the sample [S]. */
export const QUOTE_SHIPMENTS: ReadonlyArray<Omit<ShipmentOption, 'id'>> = [
	{ name: 'Entrega Econômica', methodId: 1, estimatedDeliveryDays: 8, cost: 5.5 },
	{ name: 'Entrega Convencional', methodId: 1, estimatedDeliveryDays: 5, cost: 15.5 },
];

/** What a partner with a contract for it chooses to fetch an order himself; name and price are made up. */
export const COLLECTION: Omit<ShipmentOption, 'id'> = {
	name: 'Coleta',
	methodId: 3,
	estimatedDeliveryDays: 1,
	cost: 0,
};

function product(
	id: string,
	name: string,
	internalCode: number,
	price: number,
	weight: number,
	productionTime: number,
	parts: string[],
): Product {
	return { id, name, internalCode, price, weight, productionTime, parts };
}
