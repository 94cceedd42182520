import { bestAssignment } from './assignment';
import { comparer } from './score';
import type { Described } from './traits';

/** One of our operations and the official one that is most likely the same. Indexes into what was given. */
export interface Pair {
	our: number;
	their: number;
	/** 0 to 1, and up to a tenth more each for the same path and for the same group. */
	score: number;
	/** How much better it is than the next best pair of either of the two. */
	margin: number;
	/** Only words and methods speak for it, no member of a body or query. */
	thin: boolean;
	/** The others of its group went to another group: so one of them is probably another thing of the same name. */
	outOfPlace: boolean;
}

export interface Matching {
	/** To be applied. */
	sure: Pair[];
	/** For a person to look at, each with the best candidates. */
	unsure: Array<Pair & { candidates: Array<{ their: number; score: number }> }>;
}

/** A pair is applied from this score on, and this far from the next best. */
const SURE_SCORE = 0.65;
const SURE_MARGIN = 0.08;
/** The same where there is little to go by. */
const SURE_MARGIN_OF_THIN = 0.12;
/** Below this score a pair is not even shown. */
const WORTH_SHOWING = 0.35;

/** What it is worth that the other operations of the group are matched with the same group. */
const GROUP_BONUS = 0.1;
/** A group of fewer matched operations tells nothing. */
const GROUP_SIZE = 2;
const ROUNDS = 3;
const CANDIDATES = 3;

/**
 * Matches our operations with the official ones, each with one at most, so that the sum of all scores is highest. First
 * by themselves; then again with what the first matches tell about groups (tags and first words of the paths).
 */
export function match(ours: Described[], theirs: Described[]): Matching {
	const compare = comparer(ours, theirs);
	const likeness = ours.map((_, our) => theirs.map((__, their) => compare(our, their)));
	const alone = likeness.map((row) => row.map(({ score }) => score));
	let scores = alone;
	const pairUp = (isOutOfPlace: (our: number, their: number) => boolean) =>
		assigned(scores).map((pair) => ({
			...pair,
			thin: likeness[pair.our]?.[pair.their]?.thin ?? true,
			outOfPlace: isOutOfPlace(pair.our, pair.their),
		}));
	let pairs = pairUp(() => false);
	for (let round = 0; round < ROUNDS; round++) {
		const company = companyOf(pairs.filter(isSure), ours, theirs);
		scores = alone.map((row, our) =>
			row.map((score, their) => (score === 0 ? 0 : score + GROUP_BONUS * company(our, their).share)),
		);
		pairs = pairUp((our, their) => company(our, their).isElsewhere);
	}
	pairs = withoutStrays(pairs, ours, theirs);
	// words alone do not tell that the file is of this platform at all
	const isTrusted = pairs.some((pair) => isSure(pair) && !pair.thin);
	const isApplied = (pair: Pair) => isTrusted && isSure(pair);
	return {
		sure: pairs.filter(isApplied),
		unsure: pairs
			.filter((pair) => !isApplied(pair) && pair.score >= WORTH_SHOWING)
			.map((pair) => ({ ...pair, candidates: candidatesFor(scores[pair.our] ?? []) })),
	};
}

/** Pairs that only others held in their place, which are not sure themselves any more, lose it too. */
function withoutStrays(pairs: Pair[], ours: Described[], theirs: Described[]): Pair[] {
	const company = companyOf(pairs.filter(isSure), ours, theirs);
	const checked = pairs.map((pair) => ({
		...pair,
		outOfPlace: pair.outOfPlace || company(pair.our, pair.their).isElsewhere,
	}));
	const isSettled = checked.every((pair, index) => pair.outOfPlace === pairs[index]?.outOfPlace);
	return isSettled ? pairs : withoutStrays(checked, ours, theirs);
}

function isSure({ score, margin, thin, outOfPlace }: Pair): boolean {
	return score >= SURE_SCORE && margin >= (thin ? SURE_MARGIN_OF_THIN : SURE_MARGIN) && !outOfPlace;
}

function assigned(scores: number[][]): Array<Pick<Pair, 'our' | 'their' | 'score' | 'margin'>> {
	return bestAssignment(scores).flatMap((their, our) => {
		const score = scores[our]?.[their];
		if (score === undefined || score === 0) return [];
		const inRow = (scores[our] ?? []).filter((_, other) => other !== their);
		const inColumn = scores.filter((_, other) => other !== our).map((row) => row[their] ?? 0);
		return [{ our, their, score, margin: score - Math.max(0, ...inRow, ...inColumn) }];
	});
}

/**
 * How the relatives of two operations are matched: `share` of them with relatives of the other; `isElsewhere` when none
 * is, although some are matched.
 */
function companyOf(sure: Pair[], ours: Described[], theirs: Described[]) {
	const ourGroups = ours.map(groupsOf);
	const theirGroups = theirs.map(groupsOf);
	const related = (groups: Array<Set<string>>, a: number, b: number) =>
		a !== b && [...(groups[a] ?? [])].some((group) => groups[b]?.has(group));
	const near = (groups: Array<Set<string>>, side: 'our' | 'their') =>
		groups.map((_, index) => new Set(sure.filter((pair) => related(groups, index, pair[side]))));
	const nearOurs = near(ourGroups, 'our');
	const nearTheirs = near(theirGroups, 'their');
	return (our: number, their: number) => {
		const mine = nearOurs[our] ?? new Set();
		const others = nearTheirs[their] ?? new Set();
		const both = [...mine].filter((pair) => others.has(pair)).length;
		return {
			share: both / Math.max(1, Math.min(mine.size, others.size)),
			isElsewhere: both === 0 && Math.max(mine.size, others.size) >= GROUP_SIZE,
		};
	};
}

/** The tags, and the path up to its first name in braces. */
function groupsOf({ tags, path }: Described): Set<string> {
	const [start = ''] = path.split('/{');
	return new Set([...tags.map((tag) => `tag ${tag}`), `path ${start}`]);
}

function candidatesFor(row: number[]): Array<{ their: number; score: number }> {
	return row
		.map((score, their) => ({ their, score }))
		.filter(({ score }) => score >= WORTH_SHOWING)
		.sort((a, b) => b.score - a.score)
		.slice(0, CANDIDATES);
}
