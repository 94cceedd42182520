import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documentFiles, readOpenApi, toDocument } from './document';
import type { ApiDocument, ApiOperation } from './document';
import { orderBlocks, publishedSchema, type ShownOrders } from './orderDocs';
import { ordersOf } from './orders';
import { pageOf } from './pages/blocks';
import { LANGUAGES, refuseMissing, translator, type Language, type Lookups } from './pages/language';
import { shownOperations, sourceOf, type ShownDocument } from './pages/operations';
import { platformBlocks } from './pages/platform';
import { table } from './table';
import { operationName, titleCase } from './wording';

/** What a page holds. */
type Page = (lookups: Lookups) => string;

/** The pages that are made from documents and code, by their path. */
function pages(root: string): Record<string, Page> {
	// read once for all pages: the longest takes its time
	const documents = new Map(platformsOf(root).map((platform) => [platform, shownDocument(root, platform)]));
	const guides = [...documents].flatMap(([platform, shown]) =>
		LANGUAGES.map((language): [string, Page] => [
			`docs/${language}/${kebab(platform)}.md`,
			(lookups) => {
				const folder = join(root, 'nodes', platform);
				const t = translator(root, language, lookups);
				return pageOf(
					join(folder, `guide.${language}.md`),
					platformBlocks(platform, folder, shown, language, t),
				);
			},
		]),
	);
	const orderPage =
		(language: Language): Page =>
		(lookups) =>
			pageOf(
				join(root, 'core/api/compile/pages', `unified-order.${language}.md`),
				orderBlocks(root, shownOrders(root, documents), translator(root, language, lookups)),
			);
	return {
		'docs/inferred-paths.md': () => inferredPaths(root, documents),
		'docs/unified-order.md': orderPage('en'),
		'docs/pt-BR/pedido-unificado.md': orderPage('pt-BR'),
		'docs/unified-order.schema.json': () => publishedSchema(),
		...Object.fromEntries(guides),
	};
}

function shownDocument(root: string, platform: string): ShownDocument {
	const raw = readOpenApi(documentFiles(join(root, 'nodes', platform)));
	return { raw, document: toDocument(raw) };
}

/** Folders of nodes/ that have a document. */
function platformsOf(root: string): string[] {
	return readdirSync(join(root, 'nodes')).filter(
		(platform) => documentFiles(join(root, 'nodes', platform)).length > 0,
	);
}

/** `DeliveryDireto` as `delivery-direto`, the name of its page. */
const kebab = (platform: string) => platform.replace(/(?<=[a-z\d])[A-Z]/g, '-$&').toLowerCase();

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
	// all of them before the first is written: a page that cannot be made leaves the others as they are
	return Object.entries(pagesOf(root)).map(([path, page]) => {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), page);
		return join(root, path);
	});
}

/**
 * What the pages should hold, by their path.
 * @param lookups is told every text that had to be translated
 * @throws Error naming all that is not translated
 */
export function pagesOf(
	root: string,
	lookups: Lookups = { used: new Set(), missing: new Set() },
): Record<string, string> {
	const made = Object.entries(pages(root)).map(([path, page]) => [path, page(lookups)]);
	refuseMissing(lookups);
	return Object.fromEntries(made) as Record<string, string>;
}

function shownOrders(root: string, documents: ReadonlyMap<string, ShownDocument>): ShownOrders[] {
	return [...documents].flatMap(([platform, { document }]) => {
		const orders = ordersOf(join(root, 'nodes', platform));
		return orders ? [{ title: document.title, orders }] : [];
	});
}

/** The page of all inferred paths as text, formatted as prettier would. */
function inferredPaths(root: string, documents: ReadonlyMap<string, ShownDocument>): string {
	const sections = [...documents].map(([platform, shown]) => sectionOf(root, platform, shown));
	return [INTRODUCTION, ...sections].join('\n');
}

function sectionOf(root: string, platform: string, { document, raw }: ShownDocument): string {
	const shown = shownOperations(document);
	const inferred = shown.filter(({ evidence }) => evidence === 'inferred');
	const heading = `## ${document.title}\n`;
	if (inferred.length === 0) return `${heading}\nNone: every path is documented or seen in code.\n`;
	const isSplit = documentFiles(join(root, 'nodes', platform)).length > 1;
	const place = isSplit ? `nodes/${platform}/openapi/` : `nodes/${platform}/openapi.yaml`;
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
