import path from 'node:path';
import { addressesOf, anchorsOf, pageAt, pageFiles, pageFrom, repositoryFiles, type Page } from './pages';

const isFolder = (target: string) => [...repositoryFiles].some((file) => file.startsWith(`${target}/`));

/** What is wrong with the links and images of a page. */
function deadLinks(page: Page): string[] {
	return addressesOf(page).filter((address) => !leadsSomewhere(page, address));
}

function leadsSomewhere(page: Page, address: string): boolean {
	// nobody is called from a test: the form is all that can be seen
	if (/^[a-z]+:/.test(address)) {
		return URL.canParse(address) && /^(https:|mailto:)/.test(address) && !/[\s<>]/.test(address);
	}
	const [target = '', anchor] = decodeURIComponent(address).split('#');
	const file = target === '' ? page.file : path.posix.join(path.posix.dirname(page.file), target);
	const isThere = file === page.file || repositoryFiles.has(file) || isFolder(file.replace(/\/$/, ''));
	if (!isThere) return false;
	if (anchor === undefined) return true;
	return file.endsWith('.md') && anchorsOf(file === page.file ? page : pageAt(file)).includes(anchor);
}

describe('the search for dead links', () => {
	const found = (text: string) => deadLinks(pageFrom('docs/made-up.md', text));

	it('finds files, anchors and images that are not there', () => {
		const text = [
			'[a](nowhere.md) [b](../README.md#no-such-part) [c](#neither) ![d](images/none.png)',
			'[e](../docs) [f](unified-order.md#fields) [g](#here-it-is) [h](../README.md)',
			'# Here it is',
		].join('\n\n');
		expect(found(text)).toEqual(['nowhere.md', '../README.md#no-such-part', '#neither', 'images/none.png']);
	});

	it('finds addresses of the internet that are none', () => {
		expect(found('[a](http://example.com) [b](https://example.com/x) [c](ftp://example.com)')).toEqual([
			'http://example.com',
			'ftp://example.com',
		]);
	});
});

it('looks at the pages of the repository', () => {
	expect(pageFiles).toEqual(
		expect.arrayContaining([
			'CHANGELOG.md',
			'README.md',
			'README.pt-BR.md',
			'SECURITY.md',
			'docs/en/pigz.md',
			'docs/pt-BR/pigz.md',
		]),
	);
});

it.each(pageFiles)('%s has no dead link', (file) => {
	expect(deadLinks(pageAt(file))).toEqual([]);
});

it('leads a reader from the READMEs to every page', () => {
	const reached = new Set<string>();
	const follow = (file: string) => {
		if (reached.has(file)) return;
		reached.add(file);
		for (const address of addressesOf(pageAt(file))) {
			const target = path.posix.join(path.posix.dirname(file), address.split('#')[0] ?? '');
			if (pageFiles.includes(target)) follow(target);
		}
	};
	follow('README.md');
	expect(pageFiles.filter((file) => !reached.has(file))).toEqual([]);
});
