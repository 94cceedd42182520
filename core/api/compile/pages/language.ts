import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The languages of the pages that are made: English, and Portuguese by what stands in pt-BR.yaml beside this file. */
export const LANGUAGES = ['en', 'pt-BR'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What an English text of nodes and documents is called in the language of a page. */
export type Translate = (english: string) => string;

const FILE = 'core/api/compile/pages/pt-BR.yaml';

/** What was looked up while pages were made. */
export interface Lookups {
	used: Set<string>;
	/** Texts that nobody has translated: all of them are told at once, as a new platform brings many. */
	missing: Set<string>;
}

export function translator(root: string, language: Language, { used, missing }: Lookups): Translate {
	if (language === 'en') return (english) => english;
	const words = portuguese(root);
	return (english) => {
		const found = words.get(english);
		(found === undefined ? missing : used).add(english);
		return found ?? english;
	};
}

/** @throws Error with every text that has no translation */
export function refuseMissing({ missing }: Lookups): void {
	if (missing.size === 0) return;
	const texts = [...missing].map((english) => `\n- ${english}`).join('');
	throw new Error(`${FILE}: nobody has translated${texts}`);
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
