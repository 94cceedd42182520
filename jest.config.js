/** Unit tests mirror core/ and nodes/; `engine` runs the nodes in n8n-core; `e2e` drives a real n8n, one file at a time. */
const common = {
	testEnvironment: 'node',
	transform: {
		'^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2021', parser: { syntax: 'typescript', decorators: true } } }],
		// openapi-backend brings an ES module that Node 20's require cannot load
		'node_modules/@apidevtools/.+\\.js$': '@swc/jest',
	},
	transformIgnorePatterns: ['/node_modules/(?!@apidevtools/)'],
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/sandbox/n8n/node_modules', '<rootDir>/.n8n'],
};

module.exports = {
	projects: [
		{ ...common, displayName: 'unit', testMatch: ['<rootDir>/test/{core,nodes,credentials,sandbox,package}/**/*.test.ts'] },
		{ ...common, displayName: 'engine', testMatch: ['<rootDir>/test/engine/**/*.test.ts'] },
		{ ...common, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.test.ts'] },
	],
};
