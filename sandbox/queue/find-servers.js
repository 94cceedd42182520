/**
 * Finds the servers that queue mode needs. Plain JavaScript without dependencies, because test/run.js asks it before
 * anything is installed.
 */
const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const { SetupProblem } = require('../ensure-installed');
const { foldersOnPath, isProgram } = require('../programs');

/** Debian keeps PostgreSQL's programs out of the PATH, in a folder for each version. */
const versionsOfPostgres = '/usr/lib/postgresql';

/** Every program that is started, by the package of Debian that brings it. */
const programs = {
	'redis-server': ['redis-server'],
	postgresql: ['postgres', 'initdb', 'pg_isready', 'psql'],
};

const folders = () => {
	const versions = existsSync(versionsOfPostgres) ? readdirSync(versionsOfPostgres) : [];
	const newestFirst = versions.sort((one, other) => Number(other) - Number(one));
	return [...foldersOnPath(), ...newestFirst.map((version) => join(versionsOfPostgres, version, 'bin'))];
};

/** The first folder that has all of the programs, so that those of two versions are never mixed. */
const folderOf = (names) => folders().find((folder) => names.every((name) => isProgram(join(folder, name))));

/** Why queue mode cannot be tried on this machine, in one sentence; null where it can. */
function whyNoQueueMode() {
	const missing = Object.entries(programs).filter(([, names]) => !folderOf(names));
	if (missing.length === 0) return null;
	return `Queue mode needs ${missing.map(([, [server]]) => server).join(' and ')}, which this machine does not have.`;
}

/**
 * Paths of the programs by their names.
 * @throws SetupProblem that says what to install
 */
function findServers() {
	const reason = whyNoQueueMode();
	if (reason) {
		throw new SetupProblem(
			reason,
			'install them (Debian, Ubuntu: sudo apt-get install redis-server postgresql; macOS: brew install redis postgresql), then run the command again. Their own services need not run.',
		);
	}
	const paths = Object.values(programs).flatMap((names) =>
		names.map((name) => [name, join(folderOf(names), name)]),
	);
	return Object.fromEntries(paths);
}

module.exports = { findServers, whyNoQueueMode };
