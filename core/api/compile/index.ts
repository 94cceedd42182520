import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { GET_SAMPLE } from '../sample';
import type { CompiledApi } from '../types';
import { documentFiles, readDocument } from './document';
import type { ApiDocument } from './document';
import { compileOperation, listRegistry } from './operations';
import type { CompiledOperation } from './operations';
import { compileVerbs, type OrderFurniture } from './orderExtras';
import { ordersOf } from './orders';
import { orderPreview, previewOf, triggerPreview, verbPreview } from './preview';
import { nodeProperties } from './properties';

/** What is made of a document: the node's data, and the output previews by their path below `__schema__`. */
export interface Compilation {
	api: CompiledApi;
	previews: Record<string, unknown>;
}

/** Compiles one platform's document. Operations that only code needs (`x-internal`) have no fields; deprecated ones are left out. */
export function compileApi(document: ApiDocument, orders?: OrderFurniture): Compilation {
	const { register, lists } = listRegistry();
	const isOrderList = (id: string) =>
		document.operations.some((operation) => operation.id === id && operation.answer?.order === true);
	const compiled = document.operations
		.filter((operation) => !operation.deprecated)
		.map((operation) => compileOperation(operation, register, isOrderList));
	const shown = compiled.filter(({ operation }) => !operation.internal);
	refuseDanglingNames(document, compiled, lists, orders);
	const verbs = orders ? compileVerbs(document, compiled, orders.verbs) : [];
	if (orders) acceptUnifiedIds(compiled, orders.verbs.orderParameter);
	const previews: Record<string, unknown> = orders ? { 'v1.0.0.json': triggerPreview() } : {};
	for (const { source } of shown) {
		const preview = previewOf(source);
		if (preview) previews[`v1.0.0/${source.resource}/${source.operation}.json`] = preview;
	}
	for (const { verb } of verbs) previews[`v1.0.0/order/${verb}.json`] = verbPreview();
	if (orders && orders.samples.length > 0) previews[`v1.0.0/order/${GET_SAMPLE}.json`] = orderPreview();
	return {
		api: {
			properties: nodeProperties(document, shown, orders && { ...orders, compiledVerbs: verbs }),
			operations: Object.fromEntries(compiled.map(({ operation }) => [operation.id, operation])),
			lists,
			verbs: Object.fromEntries(verbs.map(({ verb, asked }) => [verb, asked])),
		},
		previews,
	};
}

/** Where the order number of the verbs is a path of another operation, a unified order's id is accepted as well. */
function acceptUnifiedIds(compiled: CompiledOperation[], orderParameter: string): void {
	for (const { source, operation } of compiled) {
		if (source.resource !== 'order') continue;
		for (const field of operation.fields) {
			if (field.in === 'path' && field.name === orderParameter) field.reference = 'order';
		}
	}
}

/** A name that leads to no operation of the node would only be noticed by the person who clicks it. */
function refuseDanglingNames(
	document: ApiDocument,
	compiled: CompiledOperation[],
	lists: CompiledApi['lists'],
	orders: OrderFurniture | undefined,
): void {
	const known = new Set(compiled.map(({ operation }) => operation.id));
	const calls = Object.entries(orders?.verbs.calls ?? {});
	const named: Array<[string, string | undefined]> = [
		...Object.values(lists).map(({ operation }): [string, string] => ['x-list', operation]),
		...calls.flatMap(([verb, call]): Array<[string, string | undefined]> => [
			[`the order verb ${verb}`, call.alsoRead?.operation],
			[`the order verb ${verb}`, call.then?.operation],
		]),
		['the state of orders', orders?.verbs.read.operation],
		['the details of orders', orders?.details?.operation],
	];
	for (const [where, operation] of named) {
		if (operation !== undefined && !known.has(operation))
			throw new Error(`${document.title}: ${where} names ${operation}, which is no operation of the node`);
	}
	if (orders && known.has(`order.${GET_SAMPLE}`))
		throw new Error(
			`${document.title}: order.${GET_SAMPLE} is the node's own; give the operation another name`,
		);
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
	const orders = ordersOf(folder);
	const document = readDocument(files);
	const { api, previews } = compileApi(orders ? document : withoutOrders(document), orders);
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
