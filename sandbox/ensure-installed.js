/**
 * Makes a fresh clone ready for TypeScript: checks Node.js and installs the packages of the repository.
 * Plain JavaScript without dependencies, because nothing else is there yet when it runs.
 */
const { spawn } = require('node:child_process');
const { existsSync, readFileSync, statfsSync } = require('node:fs');
const { join, resolve } = require('node:path');

const repository = resolve(__dirname, '..');
const oldestNode = [20, 15, 0];
const secondsBetweenLines = 5;

/** A failure that a person can mend: what happened, and what to do next. */
class SetupProblem extends Error {
	constructor(message, next) {
		super(message);
		this.name = 'SetupProblem';
		this.next = next;
	}
}

/** Ends the program with a `SetupProblem` written for a person, or with anything else as it is. */
function exitWith(error) {
	if (error instanceof SetupProblem) console.error(`\n✖ ${error.message}\n  Next: ${error.next}\n`);
	else console.error(error);
	process.exit(1);
}

function checkNodeVersion(version = process.versions.node) {
	const parts = version.split('.').map(Number);
	for (const [position, wanted] of oldestNode.entries()) {
		const found = parts[position] ?? 0;
		if (found > wanted) return;
		if (found < wanted) {
			throw new SetupProblem(
				`Node.js ${version} is too old: ${oldestNode.join('.')} or newer is needed.`,
				'install the current LTS from https://nodejs.org, then run the command again.',
			);
		}
	}
}

/** The parts of npm's settings that belong to the project from which npm was started, not to the folder it is sent to. */
const settingsOfTheCaller = [
	'ignore_scripts',
	'omit_lockfile_registry_resolved',
	'legacy_peer_deps',
	'local_prefix',
	'prefix',
	'fund',
	'audit',
];

function npmEnvironment() {
	const foreign = new Set(settingsOfTheCaller.map((name) => `npm_config_${name}`));
	const kept = Object.entries(process.env).filter(([name]) => !foreign.has(name.toLowerCase()));
	return { ...Object.fromEntries(kept), NODE_ENV: '', npm_config_update_notifier: 'false' };
}

/** The npm that started this program, so that both agree; else the one on the PATH. */
function npmCommand(args) {
	const script = process.env.npm_execpath;
	if (script && /npm-cli\.[cm]?js$/.test(script))
		return { command: process.execPath, args: [script, ...args], shell: false };
	return { command: 'npm', args, shell: process.platform === 'win32' };
}

/**
 * Runs npm in a folder and prints a line every few seconds.
 * @param {{ cwd: string, args: string[], step: string, progress?: () => string }} run `step` starts each line
 * @returns {Promise<void>} rejects with a SetupProblem that quotes the end of npm's output
 */
async function runNpm({ cwd, args, step, progress }) {
	const started = Date.now();
	const { command, args: allArgs, shell } = npmCommand(args);
	const child = spawn(command, allArgs, {
		cwd,
		env: npmEnvironment(),
		stdio: ['ignore', 'pipe', 'pipe'],
		shell,
	});
	const stopChild = () => child.kill('SIGTERM');
	process.once('exit', stopChild);
	let output = '';
	const keep = (chunk) => (output = (output + chunk).slice(-40_000));
	child.stdout.on('data', keep);
	child.stderr.on('data', keep);
	const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`;
	const line = () => console.log(`  ${step}: ${[elapsed(), progress?.()].filter(Boolean).join(', ')}`);
	line();
	const ticker = setInterval(line, secondsBetweenLines * 1000);
	try {
		const code = await new Promise((done, failed) => {
			child.once('error', failed);
			child.once('close', done);
		}).catch((error) => {
			throw new SetupProblem(
				`npm could not be started: ${error.message}.`,
				'check that "npm --version" works, then run again.',
			);
		});
		if (code !== 0) throw npmProblem(step, output, cwd);
		console.log(`  ${step}: done after ${elapsed()}`);
	} finally {
		clearInterval(ticker);
		process.off('exit', stopChild);
	}
}

const knownFailures = [
	{
		sign: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network (request|timeout)/i,
		message: 'npm could not reach its package registry.',
		next: 'check the internet connection (behind a proxy: npm config set proxy …), then run the command again.',
	},
	{
		sign: /ENOSPC|no space left/i,
		message: 'The disk is full.',
		next: 'free some space, then run the command again.',
	},
	{
		sign: /EACCES|EPERM/,
		message: 'npm may not write here.',
		next: 'check who owns the folder, then run the command again as that user.',
	},
];

function npmProblem(step, output, cwd) {
	const known = knownFailures.find(({ sign }) => sign.test(output));
	const lines = output.trim().split('\n');
	// npm's reason comes first and its help text after it.
	const reason = lines.filter((text) => /^npm (error|ERR!) /.test(text)).slice(0, 8);
	const tail = (reason.length > 0 ? reason : lines.slice(-12)).join('\n    ');
	return new SetupProblem(
		`${step} failed in ${cwd}. ${known?.message ?? 'Its output:'}\n    ${tail}`,
		known?.next ?? 'read the lines above, mend their cause and run the command again.',
	);
}

/**
 * How far `npm ci` has come: packages unpacked, out of those in the lock file, and megabytes taken from the disk.
 * @param {string} folder with package-lock.json
 */
function installProgress(folder) {
	const wanted = packagesOf(join(folder, 'package-lock.json'));
	const freeAtStart = freeMegabytes(folder);
	return () => {
		const unpacked = wanted.filter(([path]) => existsSync(join(folder, path, 'package.json'))).length;
		const taken = Math.max(0, freeAtStart - freeMegabytes(folder));
		return `${unpacked} of ${wanted.length} packages, ${taken} MB`;
	};
}

/** Free space for this user on the disk of `folder`, in megabytes. */
function freeMegabytes(folder) {
	const { bavail, bsize } = statfsSync(folder);
	return Math.round((bavail * bsize) / 1e6);
}

/** Packages of a lock file by their path, without those for other systems, which are listed but never installed. */
function packagesOf(lockFile) {
	const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'));
	return Object.entries(packages).filter(
		([path, entry]) => path !== '' && !entry.os && !entry.cpu && !entry.libc,
	);
}

function repositoryIsInstalled() {
	// npm writes this file at the very end of an installation.
	const installedLock = join(repository, 'node_modules', '.package-lock.json');
	if (!existsSync(installedLock)) return false;
	const installed = new Map(packagesOf(installedLock));
	const wanted = packagesOf(join(repository, 'package-lock.json'));
	return wanted.every(([path, entry]) => entry.optional || installed.get(path)?.version === entry.version);
}

/**
 * Checks Node.js and installs the repository's packages when they are missing or not those of package-lock.json.
 * @returns {Promise<void>} rejects with a SetupProblem
 */
async function ensureInstalled() {
	checkNodeVersion();
	if (repositoryIsInstalled()) return;
	console.log('Installing the packages of this repository (about a minute).');
	await runNpm({
		cwd: repository,
		args: ['ci', '--prefer-offline'],
		step: 'npm ci',
		progress: installProgress(repository),
	});
}

module.exports = {
	SetupProblem,
	checkNodeVersion,
	ensureInstalled,
	exitWith,
	freeMegabytes,
	installProgress,
	runNpm,
};
