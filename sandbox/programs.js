/**
 * Looks for programs that npm does not install. Plain JavaScript without dependencies, so that test/run.js can ask before
 * anything is installed.
 */
const { accessSync, constants, statSync } = require('node:fs');
const { delimiter } = require('node:path');

/** Folders in which the system looks for programs, in its order. */
const foldersOnPath = () => (process.env.PATH ?? '').split(delimiter).filter(Boolean);

function isProgram(path) {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}

module.exports = { foldersOnPath, isProgram };
