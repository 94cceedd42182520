/**
 * Runs one piece of work per item and keeps the order of the results.
 * The first item goes alone, so that one login serves all; then up to `parallel` at a time.
 */
export async function inTurn<T>(
	count: number,
	parallel: number,
	work: (index: number) => Promise<T>,
): Promise<T[]> {
	const results: T[] = [];
	if (count === 0) return results;
	results[0] = await work(0);
	let next = 1;
	const lane = async () => {
		while (next < count) {
			const index = next++;
			let done = false;
			try {
				results[index] = await work(index);
				done = true;
			} finally {
				// after a failure nothing more is started: nobody would hear of it
				if (!done) next = count;
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(parallel, count - 1) }, lane));
	return results;
}
