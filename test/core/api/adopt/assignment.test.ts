import fc from 'fast-check';
import { bestAssignment } from '../../../../core/api/adopt/assignment';

/** The highest sum there is, by trying everything. */
function highestSum(scores: number[][], taken: number[] = []): number {
	const [row, ...others] = scores;
	if (!row) return 0;
	const chosen = row.map((score, column) =>
		taken.includes(column) ? -Infinity : score + highestSum(others, [...taken, column]),
	);
	return Math.max(
		...chosen,
		row.length <= taken.length + others.length ? highestSum(others, taken) : -Infinity,
	);
}

const matrix = fc
	.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
	.chain(([rows, columns]) =>
		fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: columns, maxLength: columns }), {
			minLength: rows,
			maxLength: rows,
		}),
	);

describe('the best assignment', () => {
	it('has the highest sum there is, with no column used twice', () => {
		fc.assert(
			fc.property(matrix, (scores) => {
				const assigned = bestAssignment(scores);
				const used = assigned.filter((column) => column >= 0);
				expect(assigned).toHaveLength(scores.length);
				expect(new Set(used).size).toBe(used.length);
				const sum = assigned.reduce((total, column, row) => total + (scores[row]?.[column] ?? 0), 0);
				expect(sum).toBe(highestSum(scores));
			}),
		);
	});

	it('is better than taking the best first', () => {
		expect(
			bestAssignment([
				[10, 9],
				[9, 1],
			]),
		).toEqual([1, 0]);
	});

	it('leaves out what there is no partner for', () => {
		expect(bestAssignment([[1], [3], [2]])).toEqual([-1, 0, -1]);
		expect(bestAssignment([])).toEqual([]);
		expect(bestAssignment([[], []])).toEqual([-1, -1]);
	});
});
