/**
 * Runs the checks of `npx @n8n/scan-community-package`, as far as they need no registry: the sources that n8n takes
 * from the repository, and the files that are in the package, inline comments ignored. Run it after the build:
 * `npx tsx test/lint/shipped-package.ts`. Ends with 1 when a rule is broken.
 */
import path from 'node:path';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';

const root = path.resolve(__dirname, '../..');

async function main(): Promise<number> {
	const rules = await import('./n8n-rules.mjs');
	const eslint = new ESLint({
		cwd: root,
		overrideConfigFile: true,
		allowInlineConfig: false,
		ignore: false,
		overrideConfig: [
			{ plugins: { ...rules.communityPlugins, ...rules.nodesBasePlugins } },
			{ rules: { ...rules.communityRules, 'no-console': 'error' } },
			{ files: ['package.json'], rules: rules.packageRules },
			{ files: ['**/credentials/**/*.ts'], rules: rules.credentialRules },
			{ files: ['**/nodes/**/*.ts'], rules: rules.nodeRules },
			{ files: ['**/*.{ts,json}'], languageOptions: { parser: tseslint.parser as Linter.Parser } },
		],
	});
	const patterns = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}', 'dist/**/*.js'];
	const results = await eslint.lintFiles(patterns);
	const inPackage = results.filter(({ filePath }) => path.relative(root, filePath).startsWith('dist'));
	const findings = results.reduce((sum, { errorCount, warningCount }) => sum + errorCount + warningCount, 0);
	console.log(await (await eslint.loadFormatter('stylish')).format(results));
	console.log(`${results.length} files, ${inPackage.length} of them built; ${findings} findings`);
	return findings === 0 && inPackage.length > 0 ? 0 : 1;
}

main().then(
	(code) => (process.exitCode = code),
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
