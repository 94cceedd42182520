import { mkdirSync } from 'node:fs';
import { createConnection } from 'node:net';
import { freePort } from '../n8n/ports';
import { startProgram, type ProgramHandle } from '../program';
import { findServers } from './find-servers';
import { spawnServer } from './keep';

export interface Redis extends ProgramHandle {
	readonly port: number;
}

/**
 * Starts Redis on a free port of the loopback address; it keeps the port across restarts. It writes what it holds to its
 * folder at every change: jobs that wait in it must outlive it.
 * @throws SetupProblem where it is not installed, or does not start
 */
export async function startRedis(folder: string): Promise<Redis> {
	const command = findServers()['redis-server'];
	const port = await freePort();
	mkdirSync(folder, { recursive: true });
	const settings = {
		bind: '127.0.0.1',
		port: String(port),
		dir: folder,
		save: '',
		appendonly: 'yes',
		appendfsync: 'always',
	};
	const program = await startProgram({
		name: 'Redis',
		spawn: () =>
			spawnServer({
				command,
				args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
				cwd: folder,
				stopSignal: 'SIGTERM',
			}),
		isReady: async () => (await ask(port)).startsWith('+PONG'),
		readyWithinMs: 60_000,
		next: `read the lines above; if its data are damaged, delete ${folder} and run the command again.`,
	});
	return { ...program, port };
}

/** Resolves to Redis's answer to PING. */
async function ask(port: number): Promise<string> {
	return await new Promise((resolve, reject) => {
		const socket = createConnection({ host: '127.0.0.1', port, timeout: 2000 });
		socket.setEncoding('utf8');
		socket.once('connect', () => socket.write('PING\r\n'));
		socket.once('data', (answer: string) => {
			socket.destroy();
			resolve(answer);
		});
		socket.once('timeout', () => socket.destroy(new Error('no answer')));
		socket.once('error', reject);
		socket.once('close', () => reject(new Error('no answer')));
	});
}
