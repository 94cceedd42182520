import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The languages of the pages that are made: English, and Portuguese by what stands in pt-BR.yaml beside this file. */
export const LANGUAGES = ['en', 'pt-BR'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What an English text of nodes and documents is called in the language of a page. */
export type Translate = (english: string) => string;

const FILE = 'core/api/compile/pages/pt-BR.yaml';

/**
 * @param isUsed is told every text that was looked up
 * @throws Error, when it is used, for a text that nobody has translated
 */
export function translator(
	root: string,
	language: Language,
	isUsed: (english: string) => void = () => undefined,
): Translate {
	if (language === 'en') return (english) => english;
	const words = portuguese(root);
	return (english) => {
		isUsed(english);
		const found = words.get(english);
		if (found === undefined) throw new Error(`${FILE}: nobody has translated "${english}"`);
		return found;
	};
}

/** Every text that has a translation, with it. */
export function portuguese(root: string): ReadonlyMap<string, string> {
	const sections = parse(readFileSync(join(root, FILE), 'utf8')) as Record<string, Record<string, string>>;
	return new Map(Object.values(sections).flatMap((section) => Object.entries(section)));
}

/** Puts values in the braces of a translated sentence. */
export function filled(sentence: string, values: Record<string, string | number>): string {
	return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
