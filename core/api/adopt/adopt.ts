import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brokenOperations } from './check';
import { fieldDifferences, type FieldDifferences } from './differences';
import { match, type Pair } from './match';
import { readOfficial } from './official';
import { describeOurs, readOurs, type OurPlatform } from './ours';
import { planChanges, type Obstacle, type Plan } from './plan';
import { AdoptProblem } from './problem';
import type { Outcome } from './report';
import { rewritten } from './rewrite';
import type { Described } from './traits';
import { replaceAll } from './write';

export interface AdoptWish {
	/** Folder of the repository. */
	root: string;
	/** Name of the platform. */
	platform: string;
	/** The platform's own OpenAPI file. */
	file: string;
	/** Only tells what would be written. */
	dryRun?: boolean;
	/** Leaves the names in the braces of paths as they are. */
	keepNames?: boolean;
}

/**
 * Takes methods and paths of a platform's official OpenAPI file over into our document, where it is sure which of its
 * operations is which of ours. Either all files of the document are written or none.
 * @throws AdoptProblem for bad input, and where the document would not compile any more
 */
export function adopt({ root, platform, file, dryRun = false, keepNames = false }: AdoptWish): Outcome {
	const ours = readOurs(root, platform);
	const official = readOfficial(file);
	const described = ours.document.operations.map(describeOurs);
	const matching = match(described, official.operations);
	const code = sourcesOf(root, ours.folder);
	const mentions = (id: string) => code.platform.some(({ text }) => text.includes(`'${id}'`));
	const source = `Official OpenAPI file "${official.title}" ${official.version}`.trim();

	const awkward: Obstacle[] = [];
	for (;;) {
		const pairs = matching.sure.filter((pair) => !awkward.some((one) => one.pair === pair));
		const plan = planChanges(ours.document, ours.server, official, pairs, { keepNames, mentions });
		const texts = rewritten(ours.texts, plan.changes, source);
		const broken = brokenOperations(ours.document, texts, plan.changes);
		if (broken.length > 0) {
			const left = plan.changes.filter(({ id }) => broken.includes(id));
			// what breaks although nothing was to change there would break again for ever
			if (left.length === 0) throw unexpected(broken);
			awkward.push(...left.map(({ pair }) => obstacle(pair)));
			continue;
		}

		const changed = [...texts].filter(([name, text]) => text !== ours.texts.get(name));
		if (!dryRun) replaceAll(new Map(changed));
		return {
			platform: ours.document.title,
			official,
			ours: described,
			plan: { ...plan, obstacles: [...plan.obstacles, ...awkward] },
			matching,
			differences: differencesOf(plan, described, official.operations),
			files: changed.map(([name]) => relative(root, name)),
			lookAt: linesToLookAt(plan, ours, code),
			dryRun,
		};
	}
}

function obstacle(pair: Pair): Obstacle {
	return { pair, reason: 'its text could not be moved without touching others: move it by hand' };
}

function unexpected(broken: string[]): AdoptProblem {
	return new AdoptProblem(
		`The text of ${broken.join(', ')} would have changed without need`,
		'Nothing was written. This is a mistake of the tool: take the change over by hand.',
	);
}

function differencesOf(plan: Plan, ours: Described[], theirs: Described[]): Map<string, FieldDifferences> {
	return new Map(
		plan.changes.flatMap(({ id, pair }): Array<[string, FieldDifferences]> => {
			const [our, their] = [ours[pair.our], theirs[pair.their]];
			return our && their ? [[id, fieldDifferences(our, their)]] : [];
		}),
	);
}

interface Source {
	name: string;
	text: string;
}

interface Sources {
	platform: Source[];
	sandbox: Source[];
	credentials: Source[];
}

/** Code that knows the platform by name: its folder, its sandbox and its credential. */
function sourcesOf(root: string, folder: string): Sources {
	const sandbox = folder.replace(/(?<=[a-z\d])[A-Z]/g, '-$&').toLowerCase();
	return {
		platform: typeScriptIn(root, join('nodes', folder)),
		sandbox: typeScriptIn(root, join('sandbox/platforms', sandbox)),
		credentials: typeScriptIn(root, 'credentials').filter(({ name }) => name.includes(`${folder}Api.`)),
	};
}

function typeScriptIn(root: string, folder: string): Source[] {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder))
		.filter((name) => name.endsWith('.ts'))
		.map((name) => ({
			name: join(folder, name),
			text: readFileSync(join(root, folder, name), 'utf8'),
		}));
}

/** Lines that a change makes wrong and that the document cannot mend: the sandbox reads names, a login has an address. */
function linesToLookAt({ changes }: Plan, { document }: OurPlatform, sources: Sources): string[] {
	const names = new Set(
		changes.flatMap(({ renamed }) => [...renamed.keys()].map((name) => `params.${name}`)),
	);
	const isInternal = (id: string) =>
		document.operations.some((one) => one.id === id && one.internal !== undefined);
	const addresses = changes
		.filter(({ id, from, to }) => isInternal(id) && from.path !== to.path)
		.map(({ from }) => `'${from.path}'`);
	return [
		...linesWith(sources.sandbox, (line) => line.split(/[^\w.$]+/).some((word) => names.has(word))),
		...linesWith(sources.credentials, (line) => addresses.some((address) => line.includes(address))),
	];
}

function linesWith(sources: Source[], isMeant: (line: string) => boolean): string[] {
	return sources.flatMap(({ name, text }) =>
		text
			.split('\n')
			.flatMap((line, index) => (isMeant(line) ? [`${name}:${index + 1}: ${line.trim()}`] : [])),
	);
}
