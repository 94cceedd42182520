import { isMap, parseDocument, type Node, type YAMLMap } from 'yaml';
import { METHODS } from '../compile/merge';
import type { Change } from './plan';
import { rearranged } from './rearrange';
import { referencesOf, type References } from './references';
import { addedPair, pairOf, quoted, renamedParameters, replacedValue, spliced, type Splice } from './splice';

/**
 * The texts of a platform's document with the changes in them, and everything else as it was: comments, order, style.
 * @param source what `x-source` shall say
 */
export function rewritten(
	texts: Map<string, string>,
	changes: Change[],
	source: string,
): Map<string, string> {
	const byId = new Map(changes.map((change) => [change.id, change]));
	const references = referencesOf(texts, byId);
	return new Map(
		[...texts].map(([file, text]) => {
			const inPlace = spliced(text, splicesIn(text, byId, references, source));
			return [file, rearranged(inPlace, byId, references)];
		}),
	);
}

/** Evidence, source and own parameters of each operation, and the names of components. */
function splicesIn(
	text: string,
	changes: Map<string, Change>,
	references: References,
	source: string,
): Splice[] {
	const root = parseDocument(text).contents;
	if (!isMap(root)) return [];
	const splices: Splice[] = [];
	for (const map of operationMaps(root)) {
		const id = pairOf(map, 'operationId')?.value;
		const change = changes.get(String(id?.toJSON()));
		if (!change) continue;
		splices.push(
			...renamedParameters(text, pairOf(map, 'parameters')?.value, change.renamed, references.nameToOverride),
		);
		if (!isConfirmed(change)) splices.push(...proved(text, map, source));
	}
	for (const [reference, name] of references.renamed) {
		const [, , , component = ''] = reference.split('/');
		const node = root.getIn(['components', 'parameters', component, 'name'], true);
		if (node) splices.push(replacedValue(text, node as Node, name));
	}
	return splices;
}

/** It was documented already, and stays where it is: nothing to write. */
export function isConfirmed({ from, to, evidence }: Change): boolean {
	return evidence === 'documented' && from.method === to.method && from.path === to.path;
}

function proved(text: string, map: YAMLMap, source: string): Splice[] {
	const evidence = pairOf(map, 'x-evidence')?.value;
	const known = pairOf(map, 'x-source')?.value;
	if (evidence && known)
		return [replacedValue(text, evidence, 'documented'), replacedValue(text, known, quoted(source))];
	if (evidence)
		return [
			replacedValue(text, evidence, 'documented'),
			addedPair(text, map, 'x-evidence', 'x-source', quoted(source)),
		];
	if (known)
		return [
			replacedValue(text, known, quoted(source)),
			addedPair(text, map, 'summary', 'x-evidence', 'documented'),
		];
	const both = addedPair(text, map, 'summary', 'x-evidence', 'documented');
	const second = addedPair(text, map, 'summary', 'x-source', quoted(source));
	return [{ ...both, text: both.text + second.text.replace(/^\n/, '') }];
}

function operationMaps(root: YAMLMap): YAMLMap[] {
	const paths = pairOf(root, 'paths')?.value;
	if (!isMap(paths)) return [];
	return paths.items.flatMap(({ value: item }) => {
		if (!isMap(item)) return [];
		return METHODS.map((method) => pairOf(item, method)?.value).filter(isMap);
	}) as YAMLMap[];
}
