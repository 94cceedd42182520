import { readFileSync } from 'node:fs';

/** What stands where a page has `<!-- name -->` alone on a line. */
export type Blocks = Record<string, () => string>;

/**
 * A page written by hand, with what is made from code and documents put where its comments ask for it.
 * @throws Error naming a block that there is not, or one that the page leaves out
 */
export function pageOf(file: string, blocks: Blocks): string {
	const page = readFileSync(file, 'utf8');
	const asked = [...page.matchAll(/^<!-- (\w+) -->$/gm)].map(([, name = '']) => name);
	const unknown = asked.filter((name) => !(name in blocks));
	if (unknown.length > 0) throw new Error(`${file}: there is no block ${unknown.join(', ')}`);
	const missing = Object.keys(blocks).filter((name) => !asked.includes(name));
	if (missing.length > 0) throw new Error(`${file}: the block ${missing.join(', ')} is missing`);
	return page.replace(/^<!-- (\w+) -->$/gm, (_, name: string) => blocks[name]?.() ?? '');
}
