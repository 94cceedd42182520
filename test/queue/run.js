/**
 * `npm run test:queue`: the tests of queue mode alone. `-- --long` plays more orders and more kills instead, and counts
 * what is lost or repeated.
 */
const { spawn } = require('node:child_process');
const path = require('node:path');
const { exitWith } = require('../../sandbox/ensure-installed');
const { findServers } = require('../../sandbox/queue/find-servers');

const root = path.resolve(__dirname, '../..');
const short = ['jest/bin/jest.js', '--selectProjects', 'queue', '--runInBand'];
const long = ['tsx/dist/cli.mjs', 'test/queue/long.ts'];

function main(args) {
	findServers();
	const isLong = args.includes('--long');
	const [tool, ...options] = isLong ? long : short;
	const rest = args.filter((argument) => argument !== '--long');
	const script = path.join(root, 'node_modules', tool);
	const child = spawn(process.execPath, [script, ...options, ...rest], { cwd: root, stdio: 'inherit' });
	child.once('error', exitWith);
	child.once('exit', (code) => process.exit(code ?? 1));
}

try {
	main(process.argv.slice(2));
} catch (error) {
	exitWith(error);
}
