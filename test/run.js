/**
 * `npm test`: from a fresh clone to one line that says how many checks passed. Plain JavaScript, because TypeScript
 * needs what the first step installs. `npm test -- unit` runs that part only.
 */
const { spawn } = require('node:child_process');
const { mkdirSync, readFileSync, rmSync } = require('node:fs');
const path = require('node:path');
const { ensureInstalled } = require('../sandbox/ensure-installed');
const { whyNoQueueMode } = require('../sandbox/queue/find-servers');

const root = path.resolve(__dirname, '..');
const parts = ['unit', 'engine', 'e2e', 'faults', 'queue'];

/**
 * Steps in order. `needs`: steps without which this one means nothing; `parts`: it also belongs to these parts when
 * they run alone. A jest step counts its tests, every other step counts as one check.
 */
const steps = [
	{ name: 'Install', run: install, parts },
	{ name: 'API documents', run: node('gulp/bin/gulp.js', '-L', 'compile'), needs: ['Install'] },
	{ name: 'Lint', run: node('eslint/bin/eslint.js', '--max-warnings', '0', '.'), needs: ['Install'] },
	{
		name: 'Formatting',
		run: node('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
		needs: ['Install'],
	},
	{
		name: 'Types',
		run: node('typescript/bin/tsc', '--noEmit', '--project', 'tsconfig.json'),
		needs: ['API documents'],
	},
	{ name: 'Build', run: node('gulp/bin/gulp.js', '-L', 'build'), needs: ['Install'], parts },
	{
		name: 'Lint of generated descriptions',
		run: node('tsx/dist/cli.mjs', 'test/lint/generated-descriptions.ts'),
		needs: ['Build'],
	},
	{
		name: "n8n's scan of the package",
		run: node('tsx/dist/cli.mjs', 'test/lint/shipped-package.ts'),
		needs: ['Build'],
	},
	{ name: 'Unit tests', run: jest('unit', '--coverage'), needs: ['Install'], parts: ['unit'] },
	{ name: 'Nodes in the engine of n8n', run: jest('engine'), needs: ['Install'], parts: ['engine'] },
	{
		name: 'Install of n8n',
		run: node('tsx/dist/cli.mjs', 'sandbox/n8n/install.ts'),
		needs: ['Install'],
		parts: ['e2e', 'faults', 'queue'],
	},
	{ name: 'End to end', run: jest('e2e', '--runInBand'), needs: ['Build', 'Install of n8n'], parts: ['e2e'] },
	{
		name: 'Orders while n8n is killed',
		run: node('tsx/dist/cli.mjs', 'test/faults/run.ts', '--short'),
		needs: ['Build', 'Install of n8n'],
		parts: ['faults'],
	},
	{ name: 'Queue mode', run: queueMode, needs: ['Build', 'Install of n8n'], parts: ['queue'] },
];

const succeeded = ({ passed, failed }) => passed > 0 && failed === 0;
const oneCheck = (passed) => ({ passed: Number(passed), failed: Number(!passed), skipped: 0 });

async function install() {
	await ensureInstalled();
	return oneCheck(true);
}

/** Runs a tool of node_modules, or rather its script: npx would start a shell and npm first. */
function node(tool, ...args) {
	return async () => oneCheck((await exitCodeOf([path.join('node_modules', tool), ...args])) === 0);
}

function jest(project, ...options) {
	return async () => {
		const report = path.join('.generated', `jest-${project}.json`);
		rmSync(path.join(root, report), { force: true });
		const script = path.join('node_modules', 'jest', 'bin', 'jest.js');
		const code = await exitCodeOf([
			script,
			...['--selectProjects', project],
			...['--json', '--outputFile', report],
			...options,
		]);
		return countOf(path.join(root, report), code);
	};
}

/** n8n's queue mode needs servers that npm cannot install: without them a person's tests go on, and say what is missing. */
async function queueMode() {
	const reason = whyNoQueueMode();
	if (!reason) return await jest('queue', '--runInBand')();
	console.log(`Skipped: ${reason}`);
	return { passed: 0, failed: 0, skipped: 1 };
}

/** jest also ends with an error when no test was found, and a file that does not load has no tests to count. */
function countOf(report, code) {
	let result;
	try {
		result = JSON.parse(readFileSync(report, 'utf8'));
	} catch {
		console.error('jest left no report');
		return { passed: 0, failed: 1, skipped: 0 };
	}
	const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
	return {
		passed: result.numPassedTests,
		failed: failed === 0 && (code !== 0 || result.numPassedTests === 0) ? 1 : failed,
		skipped: result.numPendingTests + result.numTodoTests,
	};
}

function exitCodeOf(args) {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
		child.on('error', reject);
		child.on('close', resolve);
	});
}

async function outcomeOf(step, outcomes) {
	const missing = (step.needs ?? []).find((name) => outcomes.has(name) && !succeeded(outcomes.get(name)));
	if (missing) {
		console.log(`Skipped: it needs "${missing}".`);
		return { passed: 0, failed: 0, skipped: 1 };
	}
	try {
		return await step.run();
	} catch (error) {
		console.error(error.next ? `${error.message}\n  Next: ${error.next}` : error);
		return oneCheck(false);
	}
}

/**
 * The part that was asked for, and the line of n8n, such as `e2e --n8n=1` for the line before the newest; whatever else was
 * typed is a mistake.
 */
function readArguments(words) {
	const isLine = (word) => /^--n8n=\d+$/.test(word);
	const line = words.find(isLine)?.split('=')[1];
	const [wanted, ...others] = words.filter((word) => !isLine(word));
	return { wanted, line, others };
}

async function main(words) {
	const { wanted, line, others } = readArguments(words);
	if (others.length > 0) {
		console.error(`Too many words: ${others.join(' ')}. Like this: npm test -- e2e --n8n=1`);
		return 1;
	}
	// sandbox/n8n/lines.ts reads it, in this process's children
	if (line) process.env.PEDIDOS_N8N_LINE = line;
	if (wanted !== undefined && !parts.includes(wanted)) {
		console.error(`There is no part "${wanted}". Parts: ${parts.join(', ')}.`);
		return 1;
	}
	mkdirSync(path.join(root, '.generated'), { recursive: true });
	const outcomes = new Map();
	const table = [];
	for (const step of steps.filter((step) => !wanted || step.parts?.includes(wanted))) {
		console.log(`\n── ${step.name} ${'─'.repeat(Math.max(0, 60 - step.name.length))}`);
		const started = Date.now();
		const outcome = await outcomeOf(step, outcomes);
		outcomes.set(step.name, outcome);
		const { passed, failed, skipped } = outcome;
		const mark = failed > 0 ? '✖' : passed > 0 ? '✔' : '–';
		const seconds = ((Date.now() - started) / 1000).toFixed(1);
		const line = `${mark} ${step.name}: ${describe(passed, failed, skipped)} (${seconds} s)`;
		console.log(line);
		table.push(line);
	}

	const sum = (key) => [...outcomes.values()].reduce((total, outcome) => total + outcome[key], 0);
	const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(sum);
	console.log(`\n${table.join('\n')}\n`);
	console.log(describe(passed, failed, skipped));
	return failed > 0 || passed === 0 ? 1 : 0;
}

const describe = (passed, failed, skipped) =>
	`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

main(process.argv.slice(2)).then(
	(code) => (process.exitCode = code),
	(error) => {
		console.error(error);
		process.exitCode = 1;
	},
);
