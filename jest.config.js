/**
 * Unit tests mirror core/ and nodes/, and try the console in Chromium where that is installed; `engine` runs the nodes in n8n-core; `e2e` drives a real n8n, one file at a time;
 * `queue` drives one in queue mode, where Redis and PostgreSQL are installed.
 */
const common = {
	testEnvironment: 'node',
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2021', parser: { syntax: 'typescript', decorators: true } } },
		],
		// openapi-backend brings an ES module that Node 20's require cannot load
		'node_modules/@apidevtools/.+\\.js$': '@swc/jest',
	},
	transformIgnorePatterns: ['/node_modules/(?!@apidevtools/)'],
	modulePathIgnorePatterns: [
		'<rootDir>/.generated/stryker',
		'<rootDir>/dist',
		'<rootDir>/sandbox/n8n/node_modules',
		'<rootDir>/sandbox/n8n-1/node_modules',
		'<rootDir>/.n8n',
	],
};

const compiled = { ...common, globalSetup: '<rootDir>/test/compile-documents.ts' };

module.exports = {
	projects: [
		{
			...compiled,
			displayName: 'unit',
			testMatch: [
				'<rootDir>/test/{core,nodes,credentials,sandbox,console,package,workflows,docs}/**/*.test.ts',
			],
		},
		{ ...compiled, displayName: 'engine', testMatch: ['<rootDir>/test/engine/**/*.test.ts'] },
		{ ...common, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.test.ts'] },
		{ ...common, displayName: 'queue', testMatch: ['<rootDir>/test/queue/**/*.test.ts'] },
	],
	// a busy machine must not make a test fail
	testTimeout: 30_000,
	collectCoverageFrom: ['{core,nodes,credentials}/**/*.ts', '!core/api/{compile,adopt}/**'],
	coverageDirectory: '.generated/coverage',
	coverageReporters: ['text-summary', 'lcov'],
	// A wrong price is the worst bug we can ship.
	coverageThreshold: {
		'./core/order/': { branches: 100, functions: 100, lines: 100, statements: 100 },
		'./nodes/*/order.ts': { branches: 100, functions: 100, lines: 100, statements: 100 },
	},
};
