/**
 * Finds Chromium, which npm does not install. Plain JavaScript without dependencies, so that test/run.js can ask before
 * anything is installed.
 */
const { join } = require('node:path');
const { SetupProblem } = require('./ensure-installed');
const { foldersOnPath, isProgram } = require('./programs');

/** Names of Debian, of other distributions, and of Google's own package. */
const names = ['chromium', 'chromium-browser', 'google-chrome'];

function browserPath() {
	if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
	return names.flatMap((name) => foldersOnPath().map((folder) => join(folder, name))).find(isProgram);
}

/** Why no page can be tried in Chromium on this machine, in one sentence; null where it can. */
function whyNoChromium() {
	const path = browserPath();
	if (path === undefined) return 'The console is tried in Chromium, which this machine does not have.';
	return isProgram(path) ? null : `CHROMIUM_PATH names ${path}, which is no program.`;
}

/**
 * Path of the program.
 * @throws SetupProblem that says what to install
 */
function findChromium() {
	const reason = whyNoChromium();
	if (reason) {
		throw new SetupProblem(
			reason,
			'install it (Debian: sudo apt-get install chromium), or set CHROMIUM_PATH to the program, then run the command again.',
		);
	}
	return browserPath();
}

module.exports = { findChromium, whyNoChromium };
