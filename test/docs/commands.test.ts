import { readFileSync } from 'node:fs';
import path from 'node:path';
import { codeOf, fencedLines, pageAt, pageFiles, pageFrom, repositoryFiles, root, type Page } from './pages';

const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
	scripts: Record<string, string>;
};
const tasks = [...readFileSync(path.join(root, 'gulpfile.js'), 'utf8').matchAll(/^exports\.(\w+) =/gm)].map(
	([, name]) => name,
);

/** Commands of other programs that pages name for good reason. */
const OTHERS = new Set(['npx @redocly/cli bundle']);

const commandsOf = (page: Page) =>
	[...codeOf(page), ...['sh', ''].flatMap((language) => fencedLines(page, language))].filter((text) =>
		/^([A-Z_]+=\S+ )*np[mx] /.test(text),
	);

/** Commands that nobody could run here. */
function unknownCommands(page: Page): string[] {
	return commandsOf(page).filter(
		(text) => !OTHERS.has(text) && !isKnown(text.replace(/^([A-Z_]+=\S+ )+/, '')),
	);
}

function isKnown(command: string): boolean {
	const [program, verb = '', name = ''] = command.split(/\s+/);
	if (program === 'npm') return verb === 'run' ? name in scripts : verb in scripts;
	if (verb === 'gulp') return tasks.includes(name);
	return verb === 'jest' && isThere(name);
}

/** A file, a folder, or a pattern such as `test/e2e/*.test.ts` that fits a file. */
function isThere(place: string): boolean {
	const literal = place.replace(/\/$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const pattern = new RegExp(`^${literal.replaceAll('\\*', '[^/]*')}(/|$)`);
	return [...repositoryFiles].some((file) => pattern.test(file));
}

const folders = new Set(
	[...repositoryFiles].filter((file) => file.includes('/')).map((file) => file.split('/')[0]),
);

/** Paths in code that begin with a folder of the repository and lead nowhere in it. */
function deadPaths(page: Page): string[] {
	return codeOf(page).filter((text) => {
		const isPath = /^[\w.-]+\/[\w./*-]*$/.test(text) && folders.has(text.split('/')[0] ?? '');
		return isPath && !isThere(text);
	});
}

describe('the search for commands and paths', () => {
	const page = pageFrom(
		'docs/made-up.md',
		[
			'`npm start`, `npm run docs`, `npx gulp docs`, `npm run nonsense -- now`, `npx gulp nonsense`, `npm publish`',
			'```sh\nnpm test -- unit\nUPDATE=1 npx jest test/nowhere\n```',
			'`docs/growing.md`, `docs/none.md`, `core/api/`, `nodes/Pigz`, `nodes/Nobody`, `a/b`, `nodes/<Platform>`',
		].join('\n\n'),
	);

	it('finds commands that are not there', () => {
		expect(unknownCommands(page)).toEqual([
			'npm run nonsense -- now',
			'npx gulp nonsense',
			'npm publish',
			'UPDATE=1 npx jest test/nowhere',
		]);
	});

	it('finds paths that are not there', () => {
		expect(deadPaths(page)).toEqual(['docs/none.md', 'nodes/Nobody']);
	});
});

describe.each(pageFiles)('%s', (file) => {
	it('names commands that there are', () => {
		expect(unknownCommands(pageAt(file))).toEqual([]);
	});

	it('names files and folders that there are', () => {
		expect(deadPaths(pageAt(file))).toEqual([]);
	});
});
