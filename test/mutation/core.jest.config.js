/**
 * Jest for the mutants of core/order: its own tests alone. The platforms' tests would kill some more, but all of them run
 * over nearly every line of core/order, so that each mutant would take as long as all tests.
 */
const platforms = require('./jest.config');

module.exports = { ...platforms, testMatch: ['<rootDir>/test/core/order/**/*.test.ts'] };
