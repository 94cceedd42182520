import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Replaces the content of all these files, or of none: everything is written beside them first.
 * @param texts new content by path
 */
export function replaceAll(texts: Map<string, string>): void {
	const before = new Map([...texts.keys()].map((file) => [file, readFileSync(file, 'utf8')]));
	const replaced: string[] = [];
	try {
		for (const [file, text] of texts) writeFileSync(besides(file), text);
		for (const file of texts.keys()) {
			renameSync(besides(file), file);
			replaced.push(file);
		}
	} catch (error) {
		for (const file of replaced) writeFileSync(file, before.get(file) ?? '');
		throw error;
	} finally {
		for (const file of texts.keys()) rmSync(besides(file), { force: true });
	}
}

const besides = (file: string) => `${file}.adopting`;
