/** The middle one; NaN where there is none. */
export function median(figures: number[]): number {
	const sorted = [...figures].sort((one, other) => one - other);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle] ?? NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** A member of several results, in the middle of them. */
export function medianOf<T>(results: T[], member: (result: T) => number): number {
	return median(results.map(member));
}

/** A figure beside its peer's. */
export const ratio = (figure: number, peer: number): string => `x ${(figure / peer).toFixed(2)}`;

/**
 * How a figure grows with size: its part per order at the largest size against that at the smallest one that is compared.
 * 1 is in a straight line, and below 1 is less than that.
 */
export function growth(figures: Array<{ size: number; figure: number }>): number {
	const [first, last] = [figures[0], figures.at(-1)];
	if (!first || !last) return NaN;
	return last.figure / last.size / (first.figure / first.size);
}

/** Contenders in an order that is turned round every time, so that none always comes after the same other one. */
export function alternating<T>(contenders: readonly T[], round: number): T[] {
	return round % 2 === 0 ? [...contenders] : [...contenders].reverse();
}
