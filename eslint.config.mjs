import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import {
	communityPlugins,
	communityRules,
	credentialRules,
	nodeRules,
	nodesBasePlugins,
	packageRules,
} from './test/lint/n8n-rules.mjs';

/** What reaches a user's server. `core/api/compile` and `core/api/adopt` run on a developer’s machine only and are not in the package. */
const shipped = ['nodes/**/*.ts', 'credentials/**/*.ts', 'core/**/*.ts'];
const buildTimeOnly = ['core/api/compile/**', 'core/api/adopt/**'];

export default tseslint.config(
	{
		ignores: [
			'**/node_modules/**',
			'dist/**',
			'coverage/**',
			'.generated/**',
			'.n8n/**',
			'**/__schema__/**',
			'**/*.api.json',
		],
	},
	{
		// A disabled finding would come back in n8n's verification, which does not look at inline comments.
		linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
	},

	{
		files: ['**/*.{ts,js,mjs}'],
		extends: [js.configs.recommended, tseslint.configs.strict],
		rules: {
			eqeqeq: 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
			],
		},
	},
	{
		files: ['**/*.ts'],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			// A promise nobody waits for is an order nobody hears of.
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
		},
	},
	{
		// Plain scripts of Node; the compiler checks names in TypeScript.
		files: ['**/*.{js,mjs}'],
		rules: { 'no-undef': 'off', '@typescript-eslint/no-require-imports': 'off' },
	},

	{
		files: shipped,
		ignores: buildTimeOnly,
		plugins: { ...communityPlugins, ...nodesBasePlugins },
		rules: { ...communityRules, 'no-console': 'error' },
	},
	{ files: ['credentials/**/*.ts'], rules: credentialRules },
	{ files: ['nodes/**/*.ts'], rules: nodeRules },
	{
		files: ['package.json'],
		plugins: { ...communityPlugins, ...nodesBasePlugins },
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		rules: packageRules,
	},

	prettier,
);
