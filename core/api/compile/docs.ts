import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIV3_1 } from 'openapi-types';
import { parse } from 'yaml';
import { documentFiles, readDocument, toDocument } from './document';
import type { ApiDocument, ApiOperation } from './document';
import { mergeGroups } from './merge';
import { orderPage, publishedSchema, type ShownOrders } from './orderDocs';
import { ordersOf } from './orders';
import { table } from './table';
import { operationName, titleCase } from './wording';

/** The pages that are made from documents and code, by their path. */
const PAGES: Record<string, (root: string) => string> = {
	'docs/inferred-paths.md': inferredPaths,
	'docs/unified-order.md': (root) => orderPage(root, shownOrders(root)),
	'docs/unified-order.schema.json': publishedSchema,
};

const INTRODUCTION = `# Inferred paths

Some platforms publish what an operation does, but not its address. Such an address is inferred: taken from a neighbour, or
from the way its platform usually names things. In n8n these operations show a notice; if one answers that the address does not
exist, ask the platform for the right one and set it under Options > Request Path. No new release is needed.

This page is made from the API documents (\`npx gulp docs\`). The last column says what is known and where from; the letters
are explained at the head of each platform's document.
`;

/**
 * Writes every page that is made from documents and code.
 * @returns the paths written
 */
export function writeDocs(root: string): string[] {
	return Object.entries(PAGES).map(([path, page]) => {
		writeFileSync(join(root, path), page(root));
		return join(root, path);
	});
}

/** What the pages should hold, by their path. */
export function pagesOf(root: string): Record<string, string> {
	return Object.fromEntries(Object.entries(PAGES).map(([path, page]) => [path, page(root)]));
}

function shownOrders(root: string): ShownOrders[] {
	return readdirSync(join(root, 'nodes')).flatMap((platform) => {
		const folder = join(root, 'nodes', platform);
		const orders = ordersOf(folder);
		return orders ? [{ title: readDocument(documentFiles(folder)).title, orders }] : [];
	});
}

/** The page of all inferred paths as text, formatted as prettier would. */
export function inferredPaths(root: string): string {
	const sections = readdirSync(join(root, 'nodes'))
		.map((platform) => ({ platform, files: documentFiles(join(root, 'nodes', platform)) }))
		.filter(({ files }) => files.length > 0)
		.map(({ platform, files }) => sectionOf(platform, files));
	return [INTRODUCTION, ...sections].join('\n');
}

function sectionOf(platform: string, files: string[]): string {
	const raw = mergeGroups(files.map((file) => parse(readFileSync(file, 'utf8')) as OpenAPIV3_1.Document));
	const document = toDocument(raw);
	const shown = document.operations.filter(
		({ internal, deprecated }) => internal === undefined && !deprecated,
	);
	const inferred = shown.filter(({ evidence }) => evidence === 'inferred');
	const heading = `## ${document.title}\n`;
	if (inferred.length === 0) return `${heading}\nNone: every path is documented or seen in code.\n`;
	const place = files.length > 1 ? `nodes/${platform}/openapi/` : `nodes/${platform}/openapi.yaml`;
	const rows = inferred.map((operation) => [
		operation.method,
		`\`${operation.path}\``,
		nameOf(document, operation),
		sourceOf(raw, operation),
	]);
	return `${heading}
${inferred.length} of ${shown.length} operations (\`${place}\`).

${table([['Method', 'Path', 'Operation', 'Source'], ...rows])}
`;
}

/** Resource and operation as a person reads them in the node. */
function nameOf({ tags }: ApiDocument, { resource, operation, displayName }: ApiOperation): string {
	const tag = tags.find(({ name }) => name === resource);
	return `${tag?.displayName ?? titleCase(resource)}: ${displayName ?? operationName(operation)}`;
}

function sourceOf(raw: OpenAPIV3_1.Document, { path, method }: ApiOperation): string {
	const item = raw.paths?.[path] as Record<string, { 'x-source'?: string } | undefined> | undefined;
	return item?.[method.toLowerCase()]?.['x-source'] ?? '';
}
