import type { ApiDocument, ApiOperation, ApiSchema } from '../compile/document';
import { camelCase } from '../compile/wording';
import { pathBelow, renamedNames, shapeOf, withNames } from './address';
import type { Pair } from './match';
import type { OfficialApi } from './official';
import { pathParametersOf } from './traits';

/** What becomes of one of our operations. */
export interface Change {
	id: string;
	from: { method: string; path: string };
	to: { method: string; path: string };
	/** New names in the path by the old ones. */
	renamed: Map<string, string>;
	/** Evidence before. */
	evidence: string;
	pair: Pair;
}

/** A match that cannot be applied, and why. */
export interface Obstacle {
	pair: Pair;
	reason: string;
}

export interface Plan {
	changes: Change[];
	obstacles: Obstacle[];
	/** Names in paths that stay ours, with the reason, by operation. */
	kept: Array<{ id: string; names: string[]; reason: string }>;
}

/** What decides about the names in paths. */
export interface NameRules {
	/** Ours stay in any case. */
	keepNames: boolean;
	/** Whether code of the platform calls an operation by its id, and so by our names. */
	mentions(id: string): boolean;
}

interface Wish {
	pair: Pair;
	operation: ApiOperation;
	method: string;
	/** With official names. */
	path: string;
}

/**
 * Where our operations go: to the official methods and paths. The names in the path become the official ones, unless
 * something of ours depends on a name.
 */
export function planChanges(
	document: ApiDocument,
	ourServer: string,
	official: OfficialApi,
	pairs: Pair[],
	rules: NameRules,
): Plan {
	const obstacles: Obstacle[] = [];
	let wishes: Wish[] = [];
	for (const pair of pairs) {
		const operation = document.operations[pair.our];
		const their = official.operations[pair.their];
		if (!operation || !their) continue;
		const path = pathBelow({ server: official.server, path: their.path }, ourServer);
		if (path === undefined) {
			const reason = `its address ${official.server}${their.path} is not below ours, ${ourServer}`;
			obstacles.push({ pair, reason });
			continue;
		}
		wishes.push({ pair, operation, method: their.method, path });
	}

	// An address that is free today may be taken tomorrow: again until nothing is in the way
	for (let before = -1; before !== wishes.length;) {
		before = wishes.length;
		wishes = wishes.filter((wish) => {
			const inTheWay = document.operations.find(
				(other) =>
					addressOf(other) === `${wish.method} ${shapeOf(wish.path)}` &&
					!wishes.some(({ operation }) => operation.id === other.id),
			);
			if (!inTheWay) return true;
			obstacles.push({
				pair: wish.pair,
				reason: `our ${inTheWay.id} stands at that address, and no official operation was found for it`,
			});
			return false;
		});
	}

	const kept: Plan['kept'] = [];
	const names = namesByShape(document, wishes, rules, kept, obstacles);
	const changes = wishes
		.filter(({ pair }) => !obstacles.some((obstacle) => obstacle.pair === pair))
		.map(({ pair, operation, method, path }): Change => {
			const { id, evidence } = operation;
			const to = withNames(path, names.get(shapeOf(path)) ?? pathParametersOf(path));
			return {
				id,
				from: { method: operation.method, path: operation.path },
				to: { method, path: to },
				renamed: renamedNames(operation.path, to),
				evidence,
				pair,
			};
		});
	return { changes, obstacles, kept };
}

const addressOf = ({ method, path }: ApiOperation) => `${method} ${shapeOf(path)}`;

/** All operations of one address share its names: ours where one of them depends on them, else the official ones. */
function namesByShape(
	document: ApiDocument,
	wishes: Wish[],
	rules: NameRules,
	kept: Plan['kept'],
	obstacles: Obstacle[],
): Map<string, string[]> {
	const names = new Map<string, string[]>();
	for (const operation of document.operations) {
		if (wishes.some((wish) => wish.operation.id === operation.id)) continue;
		// who stays where he is keeps his names
		names.set(shapeOf(operation.path), pathParametersOf(operation.path));
	}
	const lists = listNames(document);
	for (const wish of wishes) {
		const { operation, path, pair } = wish;
		const shape = shapeOf(path);
		const own = pathParametersOf(operation.path);
		const reason = reasonToKeep(wish, lists, rules);
		const known = names.get(shape);
		if (reason === undefined) continue;
		if (known && known.join() !== own.join()) {
			obstacles.push({ pair, reason: `${reason}, but its new address has the names ${known.join(', ')}` });
			continue;
		}
		names.set(shape, own);
		if (own.join() !== pathParametersOf(path).join()) kept.push({ id: operation.id, names: own, reason });
	}
	return names;
}

function reasonToKeep(
	{ operation, path }: Wish,
	lists: ListNames,
	{ keepNames, mentions }: NameRules,
): string | undefined {
	const renamed = renamedNames(operation.path, path);
	if (renamed.size === 0) return undefined;
	if (keepNames) return 'unless --official-names is given';
	const old = [...renamed.keys()];
	if (mentions(operation.id)) return 'code of the platform calls it by these names';
	if (old.some((name) => lists.asked.get(operation.id)?.has(name)))
		return 'a list of the node is asked for by these names';
	if (old.some((name) => lists.givenIn(operation).has(camelCase(name))))
		return 'a list of the node depends on these fields';
	const others = [
		...operation.parameters.filter((one) => one.in !== 'path').map(({ name }) => name),
		...Object.keys(operation.body?.schema.properties ?? {}),
	].map(camelCase);
	if ([...renamed.values()].some((name) => others.includes(camelCase(name))))
		return 'another field of it has the official name';
	return undefined;
}

interface ListNames {
	/** Names by which a list operation is asked, by its id. */
	asked: Map<string, Set<string>>;
	/** Names of fields that the lists within an operation depend on. */
	givenIn(operation: ApiOperation): Set<string>;
}

function listNames(document: ApiDocument): ListNames {
	const asked = new Map<string, Set<string>>();
	const givenIn = (operation: ApiOperation) => {
		const fields = new Set<string>();
		const schemas = [...operation.parameters.map(({ schema }) => schema), operation.body?.schema ?? {}];
		for (const list of schemas.flatMap(listsIn)) {
			for (const [name, field] of Object.entries(list.given ?? {})) {
				asked.set(list.operation, (asked.get(list.operation) ?? new Set()).add(name));
				fields.add(field);
			}
		}
		return fields;
	};
	document.operations.forEach(givenIn);
	return { asked, givenIn };
}

function listsIn(schema: unknown): Array<NonNullable<ApiSchema['x-list']>> {
	if (Array.isArray(schema)) return schema.flatMap(listsIn);
	if (typeof schema !== 'object' || schema === null) return [];
	const { 'x-list': own } = schema as ApiSchema;
	return [...(own ? [own] : []), ...Object.values(schema).flatMap(listsIn)];
}
