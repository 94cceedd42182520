import { sumOf, times, type Cents } from './money';
import { agree } from './totals';

/** A line for which the platform sends one price and does not say what it covers. */
export interface AmbiguousLine {
	quantity: number | null;
	price: Cents | null;
	/** List price of the options of one unit; null where one of them is unknown. */
	options: Cents | null;
}

/** Prices of a line, in cents. quantity x (unit + options) = total, where all are known. */
export interface LinePrices<Line> {
	line: Line;
	unit: Cents | null;
	/** What the options add to one unit: 0 where the price had them in. */
	options: Cents | null;
	total: Cents | null;
}

export interface PriceReading<Line> {
	lines: Array<LinePrices<Line>>;
	/** The price already has the options in it. */
	optionsIncluded: boolean;
	/** Nothing proves the reading, and another one would give other prices. */
	assumed: boolean;
}

interface Reading {
	per: 'unit' | 'line';
	optionsIncluded: boolean;
}

/** In the order in which they are believed. */
const READINGS: readonly [Reading, ...Reading[]] = [
	{ per: 'unit', optionsIncluded: false },
	{ per: 'unit', optionsIncluded: true },
	{ per: 'line', optionsIncluded: false },
	{ per: 'line', optionsIncluded: true },
];

/**
 * Finds out what the prices of an order's lines cover: one unit or the whole line, without or with the options. The
 * first reading whose lines add up to the items' price is taken; if none does, the first of all, whose totals then
 * disagree visibly. Where no items' price came, the price is taken for a unit's, and totals are given only for the
 * lines that every reading values alike.
 * @param itemsPrice sum of all lines as the platform states it, in cents
 */
export function readPrices<Line extends AmbiguousLine>(
	lines: readonly Line[],
	itemsPrice: Cents | null,
): PriceReading<Line> {
	const [first] = READINGS;
	if (itemsPrice !== null && lines.every((line) => totalOf(line, first) !== null)) {
		const fits = (reading: Reading) => agree(sumOf(lines.map((line) => totalOf(line, reading))), itemsPrice);
		const reading = READINGS.find(fits) ?? first;
		const { optionsIncluded } = reading;
		return { lines: lines.map((line) => pricesOf(line, reading)), optionsIncluded, assumed: false };
	}
	return {
		lines: lines.map((line) => {
			const prices = pricesOf(line, first);
			return isClear(line) ? prices : { ...prices, total: null };
		}),
		optionsIncluded: false,
		assumed: lines.some((line) => line.price !== null && !isClear(line)),
	};
}

/** Every reading gives the line the same total. */
function isClear(line: AmbiguousLine): boolean {
	return new Set(READINGS.map((reading) => totalOf(line, reading))).size === 1;
}

function totalOf(line: AmbiguousLine, { per, optionsIncluded }: Reading): Cents | null {
	const price = per === 'unit' ? times(line.quantity, line.price) : line.price;
	return sumOf([price, optionsIncluded ? 0 : times(line.quantity, line.options)]);
}

function pricesOf<Line extends AmbiguousLine>(line: Line, reading: Reading): LinePrices<Line> {
	const { price, options } = line;
	const quantity = line.quantity ?? 0;
	// A line of (almost) nothing has no price per unit.
	const divided = reading.per === 'line' && price !== null && Math.abs(quantity) >= 0.001;
	return {
		line,
		unit: divided ? price / quantity : price,
		options: reading.optionsIncluded ? 0 : options,
		total: totalOf(line, reading),
	};
}
