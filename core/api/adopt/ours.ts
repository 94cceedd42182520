import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { compileApi } from '../compile';
import {
	documentFiles,
	readDocument,
	readOpenApi,
	type ApiDocument,
	type ApiOperation,
} from '../compile/document';
import { OWN_HEADERS, serverOf } from './official';
import { AdoptProblem } from './problem';
import type { AnySchema, Described } from './traits';

/** One platform's document as it stands in the repository. */
export interface OurPlatform {
	/** Folder below nodes/, such as `DeliveryDireto`. */
	folder: string;
	/** Text by the path of its file. */
	texts: Map<string, string>;
	document: ApiDocument;
	/** Address of the first server. */
	server: string;
}

/**
 * @param name the platform's folder or name, however it is spelled: `delivery-direto`, `Delivery Direto`
 * @throws AdoptProblem for one that has no document, or one that does not compile
 */
export function readOurs(root: string, name: string): OurPlatform {
	const folders = readdirSync(join(root, 'nodes')).filter(
		(folder) => documentFiles(join(root, 'nodes', folder)).length > 0,
	);
	const folder = folders.find((one) => plain(one) === plain(name));
	if (folder === undefined) {
		throw new AdoptProblem(`There is no platform "${name}"`, `Use one of: ${folders.join(', ')}.`);
	}
	const files = documentFiles(join(root, 'nodes', folder));
	const texts = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
	try {
		const document = readDocument(files);
		compileApi(document);
		return { folder, texts, document, server: serverOf(readOpenApi(files)) };
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new AdoptProblem(`Our own document in nodes/${folder} has a mistake: ${reason}`, 'Mend it first.');
	}
}

/**
 * The document that these texts are, read as the build reads files.
 * @throws Error of the YAML parser or of the document's own rules
 */
export function documentOf(texts: Map<string, string>): ApiDocument {
	const folder = mkdtempSync(join(tmpdir(), 'adopt-'));
	try {
		return readDocument(
			[...texts].map(([name, text]) => {
				const file = join(folder, basename(name));
				writeFileSync(file, text);
				return file;
			}),
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const plain = (name: string) =>
	basename(name)
		.replace(/[^a-z\d]/gi, '')
		.toLowerCase();

/** One of our operations in the form in which it is compared. */
export function describeOurs(operation: ApiOperation): Described {
	const { id, method, path, summary, description = '', resource, body, response } = operation;
	return {
		key: id,
		method,
		path,
		summary,
		description,
		tags: [resource],
		parameters: operation.parameters
			.filter((one) => !(one.in === 'header' && OWN_HEADERS.has(one.name.toLowerCase())))
			.map(({ name, in: place, required, schema }) => ({
				name,
				in: place,
				required: required === true,
				schema: schema as AnySchema,
			})),
		body: body && { media: body.media, schema: body.schema as AnySchema },
		answer: response as AnySchema | undefined,
	};
}
