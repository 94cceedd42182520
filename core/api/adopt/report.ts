import type { FieldDifferences } from './differences';
import type { Described } from './traits';
import type { OfficialApi } from './official';
import type { Change, Obstacle, Plan } from './plan';
import { isConfirmed } from './rewrite';
import type { Matching } from './match';

/** All that a person has to know about an adoption. */
export interface Outcome {
	platform: string;
	official: OfficialApi;
	ours: Described[];
	plan: Plan;
	matching: Matching;
	differences: Map<string, FieldDifferences>;
	/** Files that were rewritten, or would be. */
	files: string[];
	/** Lines of code that use an old name or address, as `file:line: text`. */
	lookAt: string[];
	dryRun: boolean;
}

/** The outcome as text for a terminal. */
export function reportOf(outcome: Outcome): string {
	const { official, plan, matching } = outcome;
	const changed = plan.changes.filter((change) => !isConfirmed(change));
	const confirmed = plan.changes.filter(isConfirmed);
	return [
		`${outcome.platform}: ${outcome.ours.length} operations of ours, ${official.operations.length} of "${official.title}" ${official.version}`,
		section('Adopted', changed.flatMap(changeLines)),
		section(
			'Already as in the official file',
			confirmed.map(({ id, to }) => `${id}: ${to.method} ${to.path}`),
		),
		section('Uncertain: nothing was changed, please compare', [
			...plan.obstacles.map((one) => obstacleLine(one, outcome)),
			...unsureLines(matching, outcome),
		]),
		section(
			'Names in paths that stay ours',
			plan.kept.map(({ id, names, reason }) => `${id}: ${names.join(', ')} (${reason})`),
		),
		section(
			'Fields that differ',
			[...outcome.differences].flatMap(([id, one]) => differenceLines(id, one)),
		),
		section('Code to look at, as it uses old names or addresses', outcome.lookAt),
		section('Ours that nothing official was found for', unmatchedOurs(outcome)),
		section('Official operations that we do not have', unmatchedTheirs(outcome)),
		closing(outcome, changed.length),
	]
		.filter((part) => part !== '')
		.join('\n\n');
}

function section(title: string, lines: string[]): string {
	return lines.length === 0 ? '' : [`${title}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

function changeLines({ id, from, to, renamed, evidence, pair }: Change): string[] {
	const moved =
		from.method === to.method && from.path === to.path ? 'same address' : `${to.method} ${to.path}`;
	const names = [...renamed].map(([old, other]) => `${old} is now ${other}`);
	return [
		`${id}: ${from.method} ${from.path} (${evidence}) -> ${moved}, likeness ${pair.score.toFixed(2)}`,
		...(names.length > 0
			? [`  field: ${names.join(', ')}; a value typed into a saved workflow has to be typed again`]
			: []),
	];
}

function obstacleLine({ pair, reason }: Obstacle, outcome: Outcome): string {
	return `${keyOfOurs(outcome, pair.our)} = ${keyOfTheirs(outcome, pair.their)}: ${reason}`;
}

function unsureLines({ unsure }: Matching, outcome: Outcome): string[] {
	return unsure.flatMap(({ our, outOfPlace, candidates }) => [
		`${keyOfOurs(outcome, our)}${outOfPlace ? ', although the rest of its group went elsewhere' : ''}:`,
		...candidates.map(({ their, score }) => {
			const { summary = '' } = outcome.official.operations[their] ?? {};
			return `  ${score.toFixed(2)} ${keyOfTheirs(outcome, their)} ${summary}`.trimEnd();
		}),
	]);
}

function differenceLines(id: string, { theirs, ours, required }: FieldDifferences): string[] {
	const line = (what: string, fields: string[]) =>
		fields.length > 0 ? [`  ${what}: ${fields.join(', ')}`] : [];
	const lines = [
		...line('only official (* required)', theirs),
		...line('only ours', ours),
		...line('official requires', required),
	];
	return lines.length === 0 ? [] : [`${id}:`, ...lines];
}

function unmatchedOurs({ ours, plan, matching }: Outcome): string[] {
	const met = new Set(
		[...plan.changes, ...plan.obstacles, ...matching.unsure.map((pair) => ({ pair }))].map(
			({ pair }) => pair.our,
		),
	);
	return ours.filter((_, our) => !met.has(our)).map(({ key, method, path }) => `${key}: ${method} ${path}`);
}

function unmatchedTheirs({ official, plan, matching }: Outcome): string[] {
	const met = new Set([
		...[...plan.changes, ...plan.obstacles].map(({ pair }) => pair.their),
		...matching.unsure.flatMap(({ candidates }) => candidates.map(({ their }) => their)),
	]);
	return official.operations
		.filter((_, their) => !met.has(their))
		.map(({ key, summary }) => `${key} ${summary}`.trimEnd());
}

function closing({ dryRun, files, official }: Outcome, changed: number): string {
	if (changed === 0) return 'Nothing to write.';
	const source = official.server === '' ? '' : ` Its server is ${official.server}.`;
	if (dryRun)
		return `Nothing was written (--dry-run). ${changed} operations would change in: ${files.join(', ')}.${source}`;
	return `${changed} operations changed in: ${files.join(', ')}.${source} Review with git diff, then run npm run build and npm test.`;
}

const keyOfOurs = ({ ours }: Outcome, our: number) => ours[our]?.key ?? '';
const keyOfTheirs = ({ official }: Outcome, their: number) => official.operations[their]?.key ?? '';
