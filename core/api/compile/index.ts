import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { ORDER_VERBS } from '../../order/verbs';
import type { OrderVerbs } from '../../order/verbs';
import type { CompiledApi } from '../types';
import { documentFiles, readDocument } from './document';
import type { ApiDocument } from './document';
import { compileOperation, listRegistry } from './operations';
import type { CompiledOperation } from './operations';
import { previewOf, triggerPreview, verbPreview } from './preview';
import { nodeProperties } from './properties';

/** What is made of a document: the node's data, and the output previews by their path below `__schema__`. */
export interface Compilation {
	api: CompiledApi;
	previews: Record<string, unknown>;
}

/** Compiles one platform's document. Operations that only code needs (`x-internal`) have no fields; deprecated ones are left out. */
export function compileApi(document: ApiDocument, verbs?: OrderVerbs): Compilation {
	const { register, lists } = listRegistry();
	const isOrderList = (id: string) =>
		document.operations.some((operation) => operation.id === id && operation.answer?.order === true);
	const compiled = document.operations
		.filter((operation) => !operation.deprecated)
		.map((operation) => compileOperation(operation, register, isOrderList));
	const shown = compiled.filter(({ operation }) => !operation.internal);
	refuseDanglingNames(document, compiled, lists, verbs);
	const previews: Record<string, unknown> = verbs ? { 'v1.0.0.json': triggerPreview() } : {};
	for (const { source } of shown) {
		const preview = previewOf(source);
		if (preview) previews[`v1.0.0/${source.resource}/${source.operation}.json`] = preview;
	}
	for (const { verb } of ORDER_VERBS) {
		if (verbs?.calls[verb]) previews[`v1.0.0/order/${verb}.json`] = verbPreview();
	}
	return {
		api: {
			properties: nodeProperties(document, shown, verbs),
			operations: Object.fromEntries(compiled.map(({ operation }) => [operation.id, operation])),
			lists,
		},
		previews,
	};
}

/** A name that leads to no operation of the node would only be noticed by the person who clicks it. */
function refuseDanglingNames(
	document: ApiDocument,
	compiled: CompiledOperation[],
	lists: CompiledApi['lists'],
	verbs: OrderVerbs | undefined,
): void {
	const known = new Set(compiled.map(({ operation }) => operation.id));
	const calls = Object.entries(verbs?.calls ?? {});
	const named: Array<[string, string]> = [
		...Object.values(lists).map(({ operation }): [string, string] => ['x-list', operation]),
		...calls.map(([verb, call]): [string, string] => [`the order verb ${verb}`, call.operation]),
		...(verbs ? [['the state of orders', verbs.read.operation] as [string, string]] : []),
	];
	for (const [where, operation] of named) {
		if (!known.has(operation))
			throw new Error(`${document.title}: ${where} names ${operation}, which is no operation of the node`);
	}
	for (const [verb] of calls) {
		if (known.has(`order.${verb}`))
			throw new Error(
				`${document.title}: order.${verb} is the name of an order verb; give the operation another`,
			);
	}
}

/**
 * Compiles every platform under nodes/ and writes `<Platform>.api.json` and `__schema__` beside its node.
 * @returns the paths written
 */
export function compileAll(root: string): string[] {
	return readdirSync(join(root, 'nodes')).flatMap((platform) =>
		compilePlatform(join(root, 'nodes', platform)),
	);
}

/**
 * Compiles the platform of one folder; a folder without a document is left alone.
 * @returns the paths written
 */
export function compilePlatform(folder: string): string[] {
	const files = documentFiles(folder);
	if (files.length === 0) return [];
	const written: string[] = [];
	const write = (path: string, content: unknown) => {
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, `${JSON.stringify(content)}\n`);
		written.push(path);
	};
	const verbs = verbsOf(folder);
	const document = readDocument(files);
	const { api, previews } = compileApi(verbs ? document : withoutOrders(document), verbs);
	write(join(folder, `${basename(folder)}.api.json`), api);
	rmSync(join(folder, '__schema__'), { recursive: true, force: true });
	for (const [path, preview] of Object.entries(previews)) write(join(folder, '__schema__', path), preview);
	return written;
}

/** Rows of a platform whose orders cannot be made unified ones are handed on as they come. */
function withoutOrders(document: ApiDocument): ApiDocument {
	const operations = document.operations.map((operation) => ({
		...operation,
		answer: operation.answer && { ...operation.answer, order: false },
	}));
	return { ...document, operations };
}

/** The verbs of a platform, from the one export of its `order.ts`; undefined where it has none yet. */
function verbsOf(folder: string): OrderVerbs | undefined {
	if (!existsSync(join(folder, 'order.ts'))) return undefined;
	const module = createRequire(__filename)(join(folder, 'order')) as Record<
		string,
		{ verbs?: OrderVerbs } | undefined
	>;
	return Object.values(module).find((entry) => entry?.verbs)?.verbs;
}
