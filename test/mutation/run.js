/**
 * `npm run mutation`: mutation testing of what maps orders, one group after the other. A group is core/order or a platform's
 * mapper, and each has to reach the threshold of stryker.config.json. `npm run mutation -- Pigz core` runs these only.
 */
const { readdirSync } = require('node:fs');
const path = require('node:path');

const platforms = readdirSync(path.join(__dirname, '../../nodes'));
const groups = ['core', ...platforms];

/** Mutants of what is done once, at the start, need all tests: too long for core, whose schema the test of docs/ compares anyway. */
const core = {
	mutate: ['core/order/*.ts'],
	ignoreStatic: true,
	jest: { configFile: 'test/mutation/core.jest.config.js' },
};

const optionsOf = (group) => ({
	...(group === 'core'
		? core
		: { mutate: [`nodes/${group}/*.ts`, '!nodes/*/*.node.ts', '!nodes/*/{platform,queue,receiving}.ts'] }),
	htmlReporter: { fileName: `.generated/mutation/${group}.html` },
});

async function main(wanted) {
	const unknown = wanted.filter((group) => !groups.includes(group));
	if (unknown.length > 0) throw new Error(`No group is called ${unknown}. Groups: ${groups.join(', ')}.`);
	const { Stryker } = await import('@stryker-mutator/core');
	for (const group of wanted.length > 0 ? wanted : groups) {
		console.log(`\n── ${group}`);
		await new Stryker(optionsOf(group)).runMutationTest();
	}
}

main(process.argv.slice(2)).catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
