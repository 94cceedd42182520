/** Random choices that repeat: the same seed gives the same row. Not for secrets. */
export interface Random {
	/** A whole number from `from` to `to`, both included. */
	between(from: number, to: number): number;
	/** One of the entries, which must not be none. */
	pick<T>(entries: readonly T[]): T;
	/** True `percent` times in a hundred. */
	chance(percent: number): boolean;
}

/** mulberry32: small, well spread over 32 bits, and plenty for sample orders. */
export function seededRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
	return {
		between,
		pick<T>(entries: readonly T[]) {
			if (entries.length === 0) throw new Error('Nothing to pick from');
			return entries[between(0, entries.length - 1)] as T;
		},
		chance: (percent) => between(1, 100) <= percent,
	};
}
