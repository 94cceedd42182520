import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiDocument, ApiOperation } from '../document';
import { table } from '../table';
import { byName, operationName, titleCase } from '../wording';
import { filled, type Language, type Translate } from './language';

/** An API document, and the same as it stands in its files. */
export interface ShownDocument {
	document: ApiDocument;
	raw: OpenAPIV3_1.Document;
}

/** The operations that a person finds in the node, but for the verbs and the samples, which every platform has alike. */
export function shownOperations({ operations }: ApiDocument): ApiOperation[] {
	return operations.filter(({ internal, deprecated }) => internal === undefined && !deprecated);
}

/** A table per resource, named and ordered as the node lists them. */
export function operationsBlock({ document, raw }: ShownDocument, language: Language, t: Translate): string {
	const shown = shownOperations(document);
	const resources = byName(
		[...new Set(shown.map(({ resource }) => resource))].map((resource) => ({
			resource,
			name: document.tags.find(({ name }) => name === resource)?.displayName ?? titleCase(resource),
		})),
	);
	const sections = resources.map(({ resource, name }) => {
		const rows = byName(
			shown
				.filter((operation) => operation.resource === resource)
				.map((operation) => ({
					operation,
					name: operation.displayName ?? operationName(operation.operation),
				})),
		).map((entry) => [
			`_${entry.name}_`,
			// n8n's own words say little, and the sentence is there in English only
			language === 'en' ? entry.operation.summary : t(entry.name),
			`\`${entry.operation.method} ${entry.operation.path}\``,
			evidenceOf(entry.operation, raw, t),
		]);
		const heading = language === 'en' ? `### ${name}` : `### ${name}: ${t(name)}`;
		return `${heading}\n\n${table([[t('Operation'), t('What it does'), t('Request'), t('Address')], ...rows])}`;
	});
	const words = t(
		'_Documented_ stands on the pages of the platform, _seen in code_ in public programs that call it. A _guess_ is marked in the node and can be corrected there under **Options > Request Path** ([all guesses](../inferred-paths.md)).',
	);
	return [`${counted(shown, t)} ${words}`, ...sections].join('\n\n');
}

function counted(shown: ApiOperation[], t: Translate): string {
	const all = shown.length;
	const guesses = shown.filter(({ evidence }) => evidence === 'inferred').length;
	const served = 'The sandbox serves every one of them, and refuses what the document does not allow.';
	return `${filled(t(countOf(all, guesses)), { all, guesses })} ${t(served)}`;
}

function countOf(all: number, guesses: number): string {
	if (guesses === 0) return '{all} operations; the address of none is a guess.';
	if (guesses === all) return '{all} operations; the addresses of all are guesses.';
	if (guesses === 1) return '{all} operations; the address of one is a guess.';
	return '{all} operations; the addresses of {guesses} are guesses.';
}

/** How an address is known; of a guess also how sure it is, where its source says so. */
function evidenceOf(operation: ApiOperation, raw: ShownDocument['raw'], t: Translate): string {
	const { evidence } = operation;
	if (evidence !== 'inferred') return t(evidence === 'documented' ? 'documented' : 'seen in code');
	const [, sure] = /guessed \((high|medium|low)\)/.exec(sourceOf(raw, operation)) ?? [];
	return sure ? t(`guess (${sure})`) : t('guess');
}

/** What is known of an operation, and where from. */
export function sourceOf(raw: ShownDocument['raw'], { path, method }: ApiOperation): string {
	const item = raw.paths?.[path] as Record<string, { 'x-source'?: string } | undefined> | undefined;
	return item?.[method.toLowerCase()]?.['x-source'] ?? '';
}
