import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** A resource and operation for which a field is shown. */
export interface Place {
	resource: string;
	operation: string;
}

/**
 * A property shown at these places. n8n's `displayOptions` is a cross product of its lists, so places that form none
 * get a declaration per product: a field must never leak into another operation.
 */
export function shownAt(
	property: INodeProperties,
	places: Place[],
	also: NonNullable<IDisplayOptions['show']> = {},
): INodeProperties[] {
	return products(places).map(({ resources, operations }) => {
		const { displayName, name, type, displayOptions, ...rest } = property;
		const conditions = { ...displayOptions?.show, ...also };
		return { displayName, name, type, displayOptions: display(resources, operations, conditions), ...rest };
	});
}

function display(
	resources: string[],
	operations: string[],
	also: NonNullable<IDisplayOptions['show']> = {},
): IDisplayOptions {
	return { show: { resource: resources, operation: operations, ...also } };
}

/** Splits places into few (resources x operations) products that cover each place once, and no other. */
export function products(places: Place[]): Array<{ resources: string[]; operations: string[] }> {
	const left = new Map<string, Set<string>>();
	for (const { resource, operation } of places)
		left.set(resource, (left.get(resource) ?? new Set()).add(operation));
	const result: Array<{ resources: string[]; operations: string[] }> = [];
	while (left.size > 0) {
		const best = largestProduct(left);
		result.push(best);
		for (const resource of best.resources) {
			const rest = left.get(resource) ?? new Set();
			for (const operation of best.operations) rest.delete(operation);
			if (rest.size === 0) left.delete(resource);
		}
	}
	return result;
}

/** The largest of the products that two resources have in common, or that one has alone. */
function largestProduct(left: Map<string, Set<string>>): { resources: string[]; operations: string[] } {
	const sets = [...left.values()];
	let best: { resources: string[]; operations: string[] } = { resources: [], operations: [] };
	for (const [index, one] of sets.entries()) {
		for (const other of sets.slice(index)) {
			const operations = [...one].filter((operation) => other.has(operation));
			const resources = [...left.keys()].filter((resource) =>
				operations.every((operation) => left.get(resource)?.has(operation)),
			);
			if (operations.length * resources.length > best.operations.length * best.resources.length)
				best = { resources, operations };
		}
	}
	return best;
}

/**
 * One order that keeps each of the given ones as far as they agree: a field that operations share stands where each of
 * them has it, behind the thing that is changed.
 */
export function commonOrder(orders: string[][]): string[] {
	const waiting = new Map<string, Set<string>>();
	for (const order of orders) {
		for (const [index, key] of order.entries()) {
			const before = waiting.get(key) ?? new Set();
			for (const earlier of order.slice(0, index)) before.add(earlier);
			waiting.set(key, before);
		}
	}
	const result: string[] = [];
	while (waiting.size > 0) {
		const isFree = ([, before]: [string, Set<string>]) => [...before].every((key) => !waiting.has(key));
		// where two operations contradict each other, the first one wins
		const [next] = [...waiting].find(isFree) ?? [...waiting][0] ?? [];
		if (next === undefined) break;
		result.push(next);
		waiting.delete(next);
	}
	return result;
}
