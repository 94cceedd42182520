import path from 'node:path';
import { pagesOf } from '../../core/api/compile/docs';
import { portuguese } from '../../core/api/compile/pages/language';
import { addressesOf, pageAt, repositoryFiles, root } from './pages';

const namesIn = (folder: string) =>
	[...repositoryFiles].filter((file) => file.startsWith(`${folder}/`)).map((file) => path.basename(file));

const linked = (file: string) =>
	addressesOf(pageAt(file)).map((address) => path.posix.join(path.posix.dirname(file), address));

const inPortuguese = namesIn('docs/pt-BR').map((name) => `docs/pt-BR/${name}`);

/** Parts of a page by which two languages can be compared. */
const shapeOf = (file: string) =>
	pageAt(file)
		.tokens.map(({ type, tag }) => (/^(heading|table|list_item|tr)_open$/.test(type) ? tag : ''))
		.filter(Boolean)
		.join(' ');

it('has every page of a platform in both languages', () => {
	expect(namesIn('docs/en').length).toBeGreaterThan(0);
	expect(namesIn('docs/pt-BR')).toEqual(expect.arrayContaining(namesIn('docs/en')));
});

it.each([...inPortuguese, 'README.pt-BR.md'])('%s and its English page lead to each other', (file) => {
	const english = linked(file).filter(
		(target) => repositoryFiles.has(target) && linked(target).includes(file),
	);
	expect(english.filter((target) => !target.includes('pt-BR')).length).toBeGreaterThan(0);
});

it.each([
	...namesIn('docs/en').map((name): [string, string] => [`docs/en/${name}`, `docs/pt-BR/${name}`]),
	['docs/unified-order.md', 'docs/pt-BR/pedido-unificado.md'],
	['docs/troubleshooting.md', 'docs/pt-BR/problemas.md'],
	['docs/templates.md', 'docs/pt-BR/modelos.md'],
])('%s and %s have the same parts, rows and lists', (english, translated) => {
	const [expected, found] = [shapeOf(english), shapeOf(translated)];
	// a page for developers has a part more
	expect(english.endsWith('templates.md') ? expected.startsWith(found) : found === expected).toBe(true);
});

it('translates nothing that no page says any more', () => {
	const used = new Set<string>();
	pagesOf(root, { used, missing: new Set() });
	expect([...portuguese(root).keys()].filter((text) => !used.has(text))).toEqual([]);
});
