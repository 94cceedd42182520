import { emphasisOf, pageAt, pageFiles, pageFrom, type Page } from './pages';
import { screenNames } from './screenNames';

const names = screenNames();

const SMALL = /^(a|an|and|as|at|by|for|from|in|into|of|on|or|the|to|with)$/;

/** Whether every word but the small ones begins with a capital, as names on n8n's screens do. */
const isTitle = (text: string) =>
	text.split(/\s+/).every((word) => /^[\p{Lu}(>⋯]/u.test(word) || SMALL.test(word));

/**
 * What a page says stands on a screen: everything in _italics_ that begins with a capital and is no sentence, and
 * everything in **bold** that leads from one thing to the next (`Options > Delivery`) or is written as n8n writes names.
 */
function namedOn(page: Page): string[] {
	const italics = emphasisOf(page, 'em').filter((text) => /^\p{Lu}/u.test(text) && !text.endsWith('.'));
	const bold = emphasisOf(page, 'strong').filter((text) => text.includes(' > ') || isTitle(text));
	return [...italics, ...bold].filter((text) => !/[.:!?]$/.test(text)).flatMap((text) => text.split(' > '));
}

const unknownNames = (page: Page) => [...new Set(namedOn(page))].filter((name) => !names.has(name));

it('finds names that are on no screen', () => {
	const text =
		'_Get Many_, _Get Nothing_, **Options > Request Path**, **Options > Wishes**, **Fetch Test Event**, **Only Wishes**, _never_, **This is a sentence.**, _So is this._';
	expect(unknownNames(pageFrom('docs/made-up.md', text))).toEqual(['Get Nothing', 'Wishes', 'Only Wishes']);
});

it.each(pageFiles)('%s names fields, operations and choices as they stand on the screen', (file) => {
	expect(unknownNames(pageAt(file))).toEqual([]);
});
