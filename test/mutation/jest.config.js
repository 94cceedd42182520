/**
 * Jest for `npm run mutation`: the unit tests that a mutant of the mappers can break. They need no compiled API
 * documents, and their random payloads are the same in every run, so that a mutant's fate is too.
 */
const { projects } = require('../../jest.config');

const { globalSetup: _, ...unit } = projects[0];

module.exports = {
	...unit,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/core/order/**/*.test.ts', '<rootDir>/test/nodes/{*,*/*}.test.ts'],
	// payloads.test.ts reads all documents anew for each mutant, which takes longer than all others together
	testPathIgnorePatterns: [
		'/node_modules/',
		'<rootDir>/test/nodes/visible-fields/',
		'<rootDir>/test/nodes/payloads.test.ts',
	],
	moduleNameMapper: {
		'^fast-check$': '<rootDir>/test/mutation/fast-check.js',
		'^the-real-fast-check$': require.resolve('fast-check'),
	},
};
