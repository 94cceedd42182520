/**
 * Runs a server that knows nothing of us in our process group: it ends when we do, and on SIGTERM it is asked to end in its
 * own way.
 * Arguments: a JSON of { command, args, stopSignal, uid, gid }.
 */
const { spawn } = require('node:child_process');

const { command, args, stopSignal, uid, gid } = JSON.parse(process.argv[2]);
const server = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], uid, gid });
process.on('SIGTERM', () => server.kill(stopSignal));
server.once('error', (error) => {
	console.error(error.message);
	process.exit(1);
});
server.once('exit', (code) => process.exit(code ?? 1));
