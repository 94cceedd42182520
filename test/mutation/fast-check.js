/**
 * fast-check as `npm run mutation` uses it: the same random values in every run, fewer of them than in the tests, and no
 * search for the smallest counterexample, because nobody reads why a mutant died.
 */
const RUNS = 25;

const real = require('the-real-fast-check');

real.configureGlobal({ seed: 20261121, endOnFailure: true });

const assert = (property, options) =>
	real.assert(property, { ...options, numRuns: Math.min(RUNS, options?.numRuns ?? RUNS) });

module.exports = { ...real, assert, __esModule: true, default: { ...real.default, assert } };
