import { sumOf, type Cents } from './money';

/** The amounts of an order that must agree, in cents; null where the platform sent none. */
export interface Amounts {
	itemsPrice: Cents | null;
	otherFees: Cents | null;
	discount: Cents | null;
	orderAmount: Cents | null;
}

/** Rounding of a platform's own sums, in cents. */
const TOLERANCE = 1;

/**
 * Whether items + fees - discounts is the order's amount, and the lines add up to the items' price, each within one
 * cent and as far as the amounts are known.
 * @param lines totals of the lines
 */
export function totalsAgree(
	lines: ReadonlyArray<Cents | null>,
	{ itemsPrice, otherFees, discount, orderAmount }: Amounts,
): boolean {
	const lineSum = lines.length > 0 ? sumOf(lines) : null;
	const items = lineSum ?? itemsPrice;
	const expected = items === null ? null : items + (otherFees ?? 0) - (discount ?? 0);
	return agree(lineSum, itemsPrice) && agree(expected, orderAmount);
}

/** Two amounts are the same within one cent, or one of them is unknown. */
export function agree(one: Cents | null, other: Cents | null): boolean {
	return one === null || other === null || Math.abs(one - other) <= TOLERANCE;
}
