/**
 * The one-to-one assignment of rows to columns with the highest sum of scores (Hungarian method with potentials, O(n³)).
 * @param scores a row per entry of one side, a column per entry of the other; need not be square
 * @returns for every row its column, or -1 where there are more rows than columns
 */
export function bestAssignment(scores: number[][]): number[] {
	const rows = scores.length;
	const columns = scores[0]?.length ?? 0;
	const size = Math.max(rows, columns);
	const cost = (row: number, column: number) => -(scores[row]?.[column] ?? 0);

	// 1-based as in the textbook: row 0 and column 0 are the start of a search
	const rowPotential = new Float64Array(size + 1);
	const columnPotential = new Float64Array(size + 1);
	const rowOf = new Int32Array(size + 1);
	const before = new Int32Array(size + 1);
	for (let row = 1; row <= size; row++) {
		const slack = new Float64Array(size + 1).fill(Infinity);
		const seen = new Uint8Array(size + 1);
		let column = 0;
		rowOf[0] = row;
		do {
			seen[column] = 1;
			const current = at(rowOf, column);
			let step = Infinity;
			let next = 0;
			for (let candidate = 1; candidate <= size; candidate++) {
				if (seen[candidate]) continue;
				const reduced =
					cost(current - 1, candidate - 1) - at(rowPotential, current) - at(columnPotential, candidate);
				if (reduced < at(slack, candidate)) {
					slack[candidate] = reduced;
					before[candidate] = column;
				}
				if (at(slack, candidate) < step) {
					step = at(slack, candidate);
					next = candidate;
				}
			}
			for (let candidate = 0; candidate <= size; candidate++) {
				if (seen[candidate]) {
					rowPotential[at(rowOf, candidate)] = at(rowPotential, at(rowOf, candidate)) + step;
					columnPotential[candidate] = at(columnPotential, candidate) - step;
				} else {
					slack[candidate] = at(slack, candidate) - step;
				}
			}
			column = next;
		} while (rowOf[column] !== 0);
		while (column !== 0) {
			const previous = at(before, column);
			rowOf[column] = at(rowOf, previous);
			column = previous;
		}
	}
	const assigned = Array.from({ length: rows }, () => -1);
	for (let column = 1; column <= columns; column++) {
		const row = at(rowOf, column) - 1;
		if (row >= 0 && row < rows) assigned[row] = column - 1;
	}
	return assigned;
}

/** Typed arrays are always filled; the compiler does not know it. */
function at(numbers: ArrayLike<number>, index: number): number {
	return numbers[index] ?? 0;
}
