import path from 'node:path';
import { match } from '../../../../core/api/adopt/match';
import { officialApi } from '../../../../core/api/adopt/official';
import { describeOurs } from '../../../../core/api/adopt/ours';
import { documentFiles, readDocument } from '../../../../core/api/compile/document';
import { foreignCopy } from './support/foreignCopy';

/**
 * Our own documents, disguised: other order, ids, tags, paths, path names and words, schemas inlined, operations and
 * members lost and added. What is applied must be right, without exception; the rest is left to a person.
 */

const filesOf = (folder: string) => documentFiles(path.join(__dirname, '../../../../nodes', folder));

const SEEDS = [1, 2, 3, 4, 5];

/** Platform, where the foreign operations come from, and the share of matches that are sure, at least. */
const cases: Array<[string, string, number]> = [
	['Pigz', 'Digipix', 0.75],
	['Digipix', 'Pigz', 0.9],
	['Neemo', 'Pigz', 0.85],
	['Venddor', 'Neemo', 0.95],
	['DeliveryDireto', 'Venddor', 0.85],
];

interface Rate {
	of: number;
	right: number;
	wrong: string[];
}

function rateOf(
	folder: string,
	stranger: string,
	disguise: (operation: Disguised) => void = () => undefined,
): Rate {
	const ours = readDocument(filesOf(folder)).operations.map(describeOurs);
	const rate: Rate = { of: 0, right: 0, wrong: [] };
	for (const seed of SEEDS) {
		const { document, truth } = foreignCopy(filesOf(folder), filesOf(stranger), seed);
		const paths = document.paths as Record<string, Record<string, Disguised>>;
		Object.values(paths)
			.flatMap((item) => Object.values(item))
			.forEach(disguise);
		const theirs = officialApi(document, 'official.json').operations;
		rate.of += truth.size;
		for (const pair of match(ours, theirs).sure) {
			const [our = '', their = ''] = [ours[pair.our]?.key, theirs[pair.their]?.key];
			if (truth.get(their) === our) rate.right++;
			else rate.wrong.push(`${our} = ${truth.get(their) ?? `foreign ${their}`} (seed ${seed})`);
		}
	}
	return rate;
}

interface Disguised {
	summary?: string;
	tags?: string[];
	description?: string;
	responses?: unknown;
}

describe('an official file that looks quite different', () => {
	it.each(cases)('is matched without a mistake: %s', (folder, stranger, least) => {
		const { of, right, wrong } = rateOf(folder, stranger);
		expect(wrong).toEqual([]);
		expect(right / of).toBeGreaterThanOrEqual(least);
	});

	it.each(cases)('is matched without a mistake when it describes no answers: %s', (folder, stranger) => {
		const { right, wrong } = rateOf(folder, stranger, (operation) => {
			operation.responses = { '200': { description: 'OK' } };
		});
		expect(wrong).toEqual([]);
		expect(right).toBeGreaterThan(0);
	});

	it.each(cases)('is matched without a mistake when it has no tags: %s', (folder, stranger) => {
		const { right, wrong } = rateOf(folder, stranger, (operation) => delete operation.tags);
		expect(wrong).toEqual([]);
		expect(right).toBeGreaterThan(0);
	});
});

describe('an official file that is our own document', () => {
	it.each(cases)('is matched whole: %s', (folder) => {
		const ours = readDocument(filesOf(folder)).operations.map(describeOurs);
		const { sure, unsure } = match(ours, ours);
		expect(sure.filter(({ our, their }) => our !== their)).toEqual([]);
		// twins that differ in their words alone may stay uncertain, but are not mixed up
		expect(unsure.filter(({ our, their }) => our !== their)).toEqual([]);
		expect(sure.length / ours.length).toBeGreaterThan(0.6);
	});
});

describe('an official file of another platform', () => {
	it.each([
		['Pigz', 'DeliveryDireto'],
		['Digipix', 'Venddor'],
		['Neemo', 'DeliveryDireto'],
	])('is not taken for that of %s: %s', (folder, other) => {
		const ours = readDocument(filesOf(folder)).operations.map(describeOurs);
		const theirs = readDocument(filesOf(other)).operations.map(describeOurs);
		expect(match(ours, theirs).sure.map(({ our, their }) => [ours[our]?.key, theirs[their]?.key])).toEqual(
			[],
		);
	});
});
