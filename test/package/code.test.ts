import path from 'node:path';
import { Linter } from 'eslint';
import ts from 'typescript';
import { filesBelow, read } from './files';

const built = filesBelow('dist', '.js');

/** n8n resolves only its own `n8n-workflow` for a community node; crypto is part of Node. */
const allowedModules = ['n8n-workflow', 'crypto', 'node:crypto'];

/** Not to be had on n8n Cloud, or a door to the server the node runs on. */
const forbiddenNames = [
	'setTimeout',
	'setInterval',
	'setImmediate',
	'clearTimeout',
	'clearInterval',
	'clearImmediate',
	'queueMicrotask',
	'process',
	'global',
	'globalThis',
	'__dirname',
	'__filename',
	'console',
	'eval',
	'Function',
	'fetch',
	'XMLHttpRequest',
	'WebSocket',
];

const parse = (code: string) => ts.createSourceFile('built.js', code, ts.ScriptTarget.Latest, true);

function descendants(node: ts.Node): ts.Node[] {
	const found: ts.Node[] = [];
	const visit = (child: ts.Node) => {
		found.push(child);
		child.forEachChild(visit);
	};
	node.forEachChild(visit);
	return found;
}

const linter = new Linter();

/** Names that are read from outside the file; a variable or a member of the same name is no matter. */
function forbiddenGlobals(code: string): string[] {
	const messages = linter.verify(code, {
		languageOptions: { sourceType: 'commonjs' },
		linterOptions: { noInlineConfig: true },
		rules: { 'no-restricted-globals': ['error', ...forbiddenNames] },
	});
	return messages.map(({ message, line }) => `line ${line}: ${message}`);
}

/** Targets of `require` and `import()`; a computed one is given as its source text. */
function requiredModules(code: string): string[] {
	return descendants(parse(code))
		.filter(ts.isCallExpression)
		.filter(
			({ expression }) =>
				expression.kind === ts.SyntaxKind.ImportKeyword || expression.getText() === 'require',
		)
		.map(({ arguments: [target] }) =>
			target && ts.isStringLiteral(target) ? target.text : `computed: ${target?.getText() ?? ''}`,
		);
}

describe('the scan itself', () => {
	it('sees what must not be there', () => {
		const code = "x.process; (process) => process; process.env; eval(n); require('axios'); require(n)";
		expect(forbiddenGlobals(code)).toEqual([
			"line 1: Unexpected use of 'process'.",
			"line 1: Unexpected use of 'eval'.",
		]);
		expect(requiredModules(code)).toEqual(['axios', 'computed: n']);
	});

	it('has files to look at', () => {
		expect(built.length).toBeGreaterThan(0);
	});
});

describe.each(built)('%s', (file) => {
	const code = read(file);

	it('loads only n8n-workflow, crypto and files of the package', () => {
		const foreign = requiredModules(code).filter((name) => {
			if (allowedModules.includes(name)) return false;
			if (!name.startsWith('.')) return true;
			const target = path.join(path.dirname(file), name);
			return ![target, `${target}.js`, `${target}.json`, path.join(target, 'index.js')].some(isBuilt);
		});
		expect(foreign).toEqual([]);
	});

	it('reaches for no timer, process, global, console or code from text', () => {
		expect(forbiddenGlobals(code)).toEqual([]);
	});
});

const everything = new Set(filesBelow('dist', ''));
function isBuilt(file: string): boolean {
	return everything.has(file) && /\.(js|json)$/.test(file);
}
