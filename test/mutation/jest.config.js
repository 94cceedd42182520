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
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/nodes/visible-fields/'],
	moduleNameMapper: {
		'^fast-check$': '<rootDir>/test/mutation/fast-check.js',
		'^the-real-fast-check$': require.resolve('fast-check'),
	},
};
