import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt();

/** As markdown-it gives it. */
export type Token = ReturnType<typeof markdown.parse>[number];

export const root = path.resolve(__dirname, '../..');

/** Every tracked or new file of the repository, with slashes. */
export const repositoryFiles: ReadonlySet<string> = new Set(
	execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
		cwd: root,
		encoding: 'utf8',
	})
		.trim()
		.split('\n'),
);

/** What people read. The guides of platforms and the parts of made pages are read where they end up, in docs/. */
export const pageFiles = [...repositoryFiles]
	.filter((file) => file.endsWith('.md') && !/^(core|nodes)\//.test(file))
	.sort();

/** A page as it is parsed, once. */
export interface Page {
	file: string;
	tokens: Token[];
}

const known = new Map<string, Page>();

export function pageAt(file: string): Page {
	const page = known.get(file) ?? pageFrom(file, readFileSync(path.join(root, file), 'utf8'));
	known.set(file, page);
	return page;
}

export function pageFrom(file: string, text: string): Page {
	return { file, tokens: markdown.parse(text, {}) };
}

/** Tokens of running text, those inside tables and lists among them. */
export function inlineOf({ tokens }: Page): Token[] {
	return tokens.flatMap(({ children }) => children ?? []);
}

/** Addresses of links and images. */
export function addressesOf(page: Page): string[] {
	return inlineOf(page).flatMap((token) => {
		const address = token.attrGet('href') ?? token.attrGet('src');
		return address === null ? [] : [String(address)];
	});
}

/** What a link can name behind `#`, as GitHub makes it of headings. */
export function anchorsOf({ tokens }: Page): string[] {
	const seen = new Map<string, number>();
	return tokens.flatMap((token, index) => {
		if (token.type !== 'heading_open') return [];
		const text = (tokens[index + 1]?.children ?? []).map(({ content }) => content).join('');
		const anchor = text
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replace(/\s/g, '-');
		const count = seen.get(anchor) ?? 0;
		seen.set(anchor, count + 1);
		return [count === 0 ? anchor : `${anchor}-${count}`];
	});
}

/** `code` within sentences and tables. */
export function codeOf(page: Page): string[] {
	return codeIn(inlineOf(page));
}

function codeIn(tokens: Token[]): string[] {
	return tokens.filter(({ type }) => type === 'code_inline').map(({ content }) => content);
}

/** Lines of fenced blocks of a language, such as `sh`. */
export function fencedLines({ tokens }: Page, language: string): string[] {
	return tokens
		.filter(({ type, info }) => type === 'fence' && info.trim() === language)
		.flatMap(({ content }) => content.split('\n'))
		.map((line) => line.trim())
		.filter(Boolean);
}

/** Texts that are emphasised: `em` is _italic_, `strong` is **bold**. */
export function emphasisOf(page: Page, kind: 'em' | 'strong'): string[] {
	const tokens = inlineOf(page);
	return tokens.flatMap((token, index) => {
		if (token.type !== `${kind}_open`) return [];
		const end = tokens.findIndex((other, at) => at > index && other.type === `${kind}_close`);
		return [
			tokens
				.slice(index + 1, end)
				.map(({ type, content }) => (type === 'softbreak' ? ' ' : content))
				.join(''),
		];
	});
}

/** One cell of a table: as it is written, and the `code` in it. */
export interface Cell {
	content: string;
	code: string[];
}

/** Rows of every table whose head begins with one of these words. */
export function rowsBelow({ tokens }: Page, heads: readonly string[]): Cell[][] {
	const rows: Cell[][] = [];
	let row: Cell[] | null = null;
	let isHead = true;
	let isWanted = false;
	for (const { type, children, content } of tokens) {
		if (type === 'thead_open' || type === 'tbody_open') isHead = type === 'thead_open';
		if (type === 'tr_open') row = [];
		if (type === 'inline') row?.push({ content, code: codeIn(children ?? []) });
		if (type !== 'tr_close' || row === null) continue;
		if (isHead) isWanted = heads.includes(row[0]?.content ?? '');
		else if (isWanted) rows.push(row);
		row = null;
	}
	return rows;
}
