import type { ItemDraft } from '../../core/order/build';
import { times, type Cents } from '../../core/order/money';
import { agree } from '../../core/order/totals';
import type { OrderWarning } from '../../core/order/types';

/* What the lines of a Neemo order cost, in cents. Sources as in openapi.yaml. */

/** What a complement costs, in cents; null where it cannot be told. */
export interface Cost {
	/** Price of one times how many. */
	listed: Cents | null;
	/** The complement's own `total`. */
	stated: Cents | null;
}

export interface Line {
	quantity: number | null;
	/** Price of one, without complements [S]. */
	price: Cents | null;
	/** Price of the line, with complements and quantity [S]. */
	total: Cents | null;
	costs: Cost[];
}

/** Prices of a line, and what each of its complements adds to one unit. */
export interface LinePrices {
	quantity: number | null;
	unitPrice: Cents | null;
	optionsPrice: Cents | null;
	totalPrice: Cents | null;
	added: Array<Cents | null>;
}

/**
 * What a complement may add to one unit, in the order in which it is believed: whether its amounts are for one unit or
 * for the whole line is not documented, nor whether some are free. Nothing is added where the price has it in already.
 */
const READINGS: ReadonlyArray<(cost: Cost, quantity: number) => Cents | null> = [
	({ listed }) => listed,
	({ stated }) => stated,
	({ stated }, quantity) => (stated === null ? null : stated / quantity),
	() => 0,
];

/**
 * Prices a line by its total, which is what is charged: by the first reading of its complements that leads there. Where
 * none does, what is left over the item's price is the complements', and where nothing can be, the item's price is the
 * total's share: both are assumed.
 */
export function priceLine({ quantity, price, total, costs }: Line, warnings: Set<OrderWarning>): LinePrices {
	if (!isShareable(quantity) || price === null || total === null) {
		return priceWithoutProof({ quantity, price, total, costs }, warnings);
	}
	for (const reading of READINGS) {
		const added = costs.map((cost) => reading(cost, quantity));
		const optionsPrice = addUp(added);
		if (optionsPrice !== null && agree(times(quantity, price + optionsPrice), total)) {
			return { quantity, unitPrice: price, optionsPrice, totalPrice: total, added };
		}
	}
	warnings.add('ITEM_PRICE_ASSUMED');
	const rest = total / quantity - price;
	const priced = costs.some(({ listed }) => listed !== 0);
	if (priced && rest > 0) {
		const added = costs.map(({ listed }) => (listed === 0 ? 0 : null));
		return { quantity, unitPrice: price, optionsPrice: rest, totalPrice: total, added };
	}
	const added = costs.map(() => 0);
	return { quantity, unitPrice: total / quantity, optionsPrice: 0, totalPrice: total, added };
}

/** A line of which an amount is missing: its total is given only where every reading gives the same. */
function priceWithoutProof({ quantity, price, total, costs }: Line, warnings: Set<OrderWarning>): LinePrices {
	const added = costs.map(({ listed }) => listed);
	const optionsPrice = addUp(added);
	const line = { quantity, unitPrice: price, optionsPrice, added };
	if (price === null || optionsPrice === null) return { ...line, totalPrice: total };
	if (total !== null) {
		if (!agree(times(quantity, price + optionsPrice), total)) warnings.add('ITEM_PRICE_ASSUMED');
		return { ...line, totalPrice: total };
	}
	if (optionsPrice === 0 || quantity === 1) {
		return { ...line, totalPrice: times(quantity, price + optionsPrice) };
	}
	warnings.add('ITEM_PRICE_ASSUMED');
	return { ...line, totalPrice: null };
}

/** Cents, not rounded: shares of a line may be fractions. */
function addUp(amounts: ReadonlyArray<Cents | null>): Cents | null {
	return amounts.reduce((sum, amount) => (sum === null || amount === null ? null : sum + amount), 0);
}

/** Prices of a line that has one price for everything in it. */
export function wholePrice(
	quantity: number | null,
	unitPrice: Cents | null,
): Pick<ItemDraft, 'quantity' | 'unitPrice' | 'optionsPrice' | 'totalPrice'> {
	return { quantity, unitPrice, optionsPrice: 0, totalPrice: times(quantity, unitPrice) };
}

/** One unit's share of an amount; null where there is nothing to share. */
export function share(total: Cents | null, quantity: number | null): Cents | null {
	return total !== null && isShareable(quantity) ? total / quantity : null;
}

/** A line of (almost) nothing has no price per unit. */
function isShareable(quantity: number | null): quantity is number {
	return quantity !== null && quantity >= 0.001;
}
