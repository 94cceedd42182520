import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pageAt, pageFrom, root, rowsBelow, type Page } from './pages';

/** The code that reaches a person's n8n: what is for developers only has other errors. */
const sources = ['core', 'nodes', 'credentials'].flatMap((folder) =>
	readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts') && !/api[\\/](compile|adopt)/.test(file))
		.map((file) => readFileSync(path.join(root, folder, file), 'utf8')),
);

const HEADS = ['What you see', 'O que aparece'];

const quoted = (page: Page) => rowsBelow(page, HEADS).flatMap(([first]) => first?.code ?? []);

/** Whether one file of the source has all fixed parts of a text, which `…` holds apart, in this order and in one line. */
function isInSource(text: string): boolean {
	const parts = text.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	const pattern = new RegExp(parts.join('.*'));
	return sources.some((source) => source.split('\n').some((line) => pattern.test(line)));
}

const english = pageAt('docs/troubleshooting.md');
const portuguese = pageAt('docs/pt-BR/problemas.md');

it('finds quoted texts, and sees one that is nowhere', () => {
	const page = pageFrom(
		'docs/made-up.md',
		'| What you see | Why |\n| --- | --- |\n| `… fell asleep`, `… refused the login` | x |',
	);
	expect(quoted(page)).toEqual(['… fell asleep', '… refused the login']);
	expect(quoted(page).map(isInSource)).toEqual([false, true]);
});

it.each(quoted(english))('the message "%s" is one of this package', (text) => {
	expect(isInSource(text)).toBe(true);
});

it('explains the same messages in both languages', () => {
	expect(quoted(english).length).toBeGreaterThan(40);
	expect(quoted(portuguese)).toEqual(quoted(english));
});

it('says of each message why it comes and what to do', () => {
	for (const page of [english, portuguese]) {
		for (const row of rowsBelow(page, HEADS)) {
			expect(row.map(({ content }) => content)).toEqual(Array(3).fill(expect.stringMatching(/\S/)));
		}
	}
});
