import { traitsOf, type Described, type Traits } from './traits';

/** How alike two operations are, and why: each part from 0 to 1 with its weight. */
export interface Likeness {
	/** 0 nothing in common, 1 the same in everything that both tell. */
	score: number;
	/** Nothing rare stands in the body or query of both: only words and methods speak for the pair. */
	thin: boolean;
}

interface Part {
	likeness: number;
	weight: number;
}

/** Weights of what is compared. Members of the body tell most; words are often reworded or in another language. */
const WEIGHTS = {
	method: 2,
	media: 0.5,
	pathNames: 0.5,
	query: 2.5,
	body: 5,
	answer: 2.5,
	summary: 2,
	words: 1.5,
};

/** So much must body and query of both have in common, where 1 is a member that no third operation has. */
const TELLING = 0.5;

/** Both sides have nothing here: that tells a little, less than having the same. */
const BOTH_EMPTY = 0.25;

/** The same path words: welcome, but our paths may be guesses. */
const PATH_BONUS = 0.1;

type SetName = 'pathNames' | 'query' | 'body' | 'answer' | 'summary' | 'words' | 'pathWords';

/** Compares operations of two documents. What many operations have (an id, an envelope) counts little, what few have much. */
export function comparer(ours: Described[], theirs: Described[]): (our: number, their: number) => Likeness {
	const ourTraits = ours.map(traitsOf);
	const theirTraits = theirs.map(traitsOf);
	const rarity = rarities([...ourTraits, ...theirTraits]);
	const rarest = Math.log(1 + (ours.length + theirs.length) / 2);

	return (our, their) => {
		const [a, b] = [ourTraits[our], theirTraits[their]];
		if (!a || !b || a.pathParameters.length !== b.pathParameters.length) return { score: 0, thin: true };
		const parts: Record<string, Part> = {
			method: { likeness: methodLikeness(a.method, b.method), weight: WEIGHTS.method },
			media: { likeness: a.media === b.media ? 1 : 0, weight: WEIGHTS.media },
		};
		for (const name of ['pathNames', 'query', 'body', 'summary', 'words'] as const) {
			parts[name] = compareSets(name, a, b);
		}
		// many references leave the answers out
		if (a.answer.size > 0 && b.answer.size > 0) parts.answer = compareSets('answer', a, b);
		const entries = Object.values(parts);
		const whole = entries.reduce((sum, { weight }) => sum + weight, 0);
		const alike = entries.reduce((sum, { likeness, weight }) => sum + likeness * weight, 0);
		const bonus = PATH_BONUS * overlap(a.pathWords, b.pathWords, rarity.pathWords);
		const shared = common(a.body, b.body, rarity.body) + common(a.query, b.query, rarity.query);
		return { score: alike / whole + bonus, thin: shared < TELLING * rarest };
	};

	function compareSets(name: Exclude<SetName, 'pathWords'>, a: Traits, b: Traits): Part {
		const weight = WEIGHTS[name];
		if (a[name].size === 0 && b[name].size === 0) return { likeness: 1, weight: weight * BOTH_EMPTY };
		return { likeness: overlap(a[name], b[name], rarity[name]), weight };
	}
}

function methodLikeness(a: string, b: string): number {
	if (a === b) return 1;
	const changes = ['PUT', 'PATCH', 'POST'];
	return changes.includes(a) && changes.includes(b) ? 0.4 : 0;
}

/** Share of what both have in what either has, each thing by its rarity. */
function overlap(a: Set<string>, b: Set<string>, rarity: (thing: string) => number): number {
	const both = common(a, b, rarity);
	const sum = (things: Set<string>) => common(things, things, rarity);
	const either = sum(a) + sum(b) - both;
	return either === 0 ? 0 : both / either;
}

function common(a: Set<string>, b: Set<string>, rarity: (thing: string) => number): number {
	let sum = 0;
	for (const thing of a) if (b.has(thing)) sum += rarity(thing);
	return sum;
}

function rarities(all: Traits[]): Record<SetName, (thing: string) => number> {
	const of = (name: SetName) => {
		const counts = new Map<string, number>();
		for (const traits of all)
			for (const thing of traits[name]) counts.set(thing, (counts.get(thing) ?? 0) + 1);
		return (thing: string) => Math.log(1 + all.length / (counts.get(thing) ?? 1));
	};
	return {
		pathNames: of('pathNames'),
		query: of('query'),
		body: of('body'),
		answer: of('answer'),
		summary: of('summary'),
		words: of('words'),
		pathWords: of('pathWords'),
	};
}
