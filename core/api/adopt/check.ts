import { compileApi } from '../compile';
import type { ApiDocument, ApiOperation } from '../compile/document';
import { shapeOf } from './address';
import { documentOf } from './ours';
import type { Change } from './plan';
import { AdoptProblem } from './problem';

/**
 * Ids of the operations that are not, in the new texts, what they were with their change and nothing else.
 * @throws AdoptProblem where the texts are no documents any more, or do not compile
 */
export function brokenOperations(
	before: ApiDocument,
	texts: Map<string, string>,
	changes: Change[],
): string[] {
	const after = readBack(texts);
	const byId = new Map(changes.map((change) => [change.id, change]));
	const taken = new Map<string, string>();
	const broken = new Set<string>();
	for (const operation of before.operations) {
		const found = after.operations.find(({ id }) => id === operation.id);
		const expected = changed(operation, byId.get(operation.id));
		if (!found || comparable(found) !== comparable(expected)) broken.add(operation.id);
		const address = `${expected.method} ${shapeOf(expected.path)}`;
		const other = taken.get(address);
		if (other !== undefined) broken.add(byId.has(operation.id) ? operation.id : other);
		taken.set(address, operation.id);
	}
	return [...broken];
}

function readBack(texts: Map<string, string>): ApiDocument {
	try {
		const after = documentOf(texts);
		compileApi(after);
		return after;
	} catch (error) {
		throw new AdoptProblem(
			`With the changes our document would not compile: ${error instanceof Error ? error.message : String(error)}`,
			'Nothing was written. Move the operation that the text names by hand, and run this again.',
		);
	}
}

function changed(operation: ApiOperation, change: Change | undefined): ApiOperation {
	if (!change) return operation;
	return {
		...operation,
		...change.to,
		evidence: 'documented',
		parameters: operation.parameters.map((one) =>
			one.in === 'path' ? { ...one, name: change.renamed.get(one.name) ?? one.name } : one,
		),
	};
}

/** As text, members and parameters in an order of their own: where a parameter stands means nothing. */
function comparable(operation: ApiOperation): string {
	const parameters = [...operation.parameters].sort((a, b) =>
		`${a.in} ${a.name}` < `${b.in} ${b.name}` ? -1 : 1,
	);
	return JSON.stringify(inOrder({ ...operation, parameters }));
}

function inOrder(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(inOrder);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, entry]) => entry !== undefined)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, entry]) => [key, inOrder(entry)]),
	);
}
