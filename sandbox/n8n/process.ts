import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import { SetupProblem } from '../ensure-installed';
import { engineNode } from './install';
import { freePort } from './ports';
import { n8nEnvironment } from './settings';

export interface N8nOptions {
	/** Folder in which n8n is installed, as `ensureN8nInstalled` resolves to it. */
	dir: string;
	/** Folder that keeps n8n's database, settings and community nodes; made where it is missing. */
	userFolder: string;
	/** Port of the editor on 127.0.0.1; 0 takes a free one and keeps it across restarts. */
	port?: number;
	/** Further settings of n8n, which win over ours. */
	env?: Record<string, string>;
	/** Repository whose built package n8n shall load. */
	packageDir?: string;
	/** How long to wait until n8n answers, in milliseconds. */
	readyWithinMs?: number;
}

/** A running n8n. It dies with the program that started it, however that ends. */
export interface N8nHandle {
	/** Address of the editor and of the REST interface, without a slash at the end. */
	readonly url: string;
	readonly userFolder: string;
	/** Asks n8n to end and waits; after 20 seconds it is killed. */
	stop(): Promise<void>;
	/** Ends n8n at once with SIGKILL, as a power cut does. */
	kill(): Promise<void>;
	/** Starts n8n again on the same port and user folder, stopping it first where it still runs. */
	restart(): Promise<void>;
	/** What n8n has written so far, over all its starts. */
	logs(): string;
	/** Called when n8n ends without having been told to. */
	onUnexpectedEnd(listener: (code: number | null) => void): void;
}

const packageName = 'n8n-nodes-pedidos';
const millisecondsToEnd = 20_000;

/**
 * Starts n8n on SQLite and resolves when it answers. Nothing of it is reachable from other machines.
 * @throws SetupProblem with the end of n8n's log when it ends, or is not ready in time
 */
export async function startN8n(options: N8nOptions): Promise<N8nHandle> {
	const port = options.port || (await freePort());
	const url = `http://127.0.0.1:${port}`;
	const readyWithinMs = options.readyWithinMs ?? 120_000;
	const listeners: Array<(code: number | null) => void> = [];
	let log = '';
	let child: ChildProcess | undefined;

	const start = async () => {
		if (options.packageDir) installPackage(options.packageDir, options.userFolder);
		const started = await spawnN8n(options, port, (text) => (log += text));
		child = started;
		started.once('exit', (code) => {
			if (child !== started) return;
			child = undefined;
			for (const listener of listeners) listener(code);
		});
		try {
			await untilReady(url, started, readyWithinMs);
		} catch (error) {
			child = undefined;
			await endGroup(started, 'SIGKILL');
			const cause = error instanceof Error ? error.message : String(error);
			throw new SetupProblem(
				`n8n did not start: ${cause}. The end of its log:\n${tail(log)}`,
				`read the lines above; if its data are damaged, delete ${options.userFolder} and run the command again.`,
			);
		}
	};
	const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
		const ending = child;
		child = undefined;
		if (ending) await endGroup(ending, signal);
	};

	await start();
	return {
		url,
		userFolder: options.userFolder,
		stop: async () => await end('SIGTERM'),
		kill: async () => await end('SIGKILL'),
		restart: async () => {
			await end('SIGTERM');
			await start();
		},
		logs: () => log,
		onUnexpectedEnd: (listener) => void listeners.push(listener),
	};
}

async function spawnN8n(
	options: N8nOptions,
	port: number,
	keepLog: (text: string) => void,
): Promise<ChildProcess> {
	const { dir, userFolder } = options;
	mkdirSync(userFolder, { recursive: true });
	const child = spawn(
		engineNode(dir),
		[
			'--require',
			join(__dirname, 'die-with-parent.js'),
			join(dir, 'node_modules', 'n8n', 'bin', 'n8n'),
			'start',
		],
		{
			// Not the repository: n8n would read a person's .env file there.
			cwd: userFolder,
			env: n8nEnvironment({ userFolder, port, runnerPort: await freePort(), more: options.env ?? {} }),
			stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
			// Its own process group: Ctrl-C reaches only us, and one signal reaches n8n with its task runner.
			detached: process.platform !== 'win32',
		},
	);
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', keepLog);
	}
	const killWithUs = () => signalGroup(child, 'SIGKILL');
	process.once('exit', killWithUs);
	child.once('exit', () => process.off('exit', killWithUs));
	return child;
}

async function untilReady(url: string, child: ChildProcess, withinMs: number): Promise<void> {
	let failure: string | undefined;
	child.once('error', (error) => (failure = error.message));
	child.once('exit', (code, signal) => (failure = `it ended with ${signal ?? `code ${code}`}`));
	const deadline = Date.now() + withinMs;
	while (Date.now() < deadline) {
		if (failure) throw new Error(failure);
		const answer = await axios
			.get(`${url}/healthz/readiness`, { timeout: 2000, proxy: false, validateStatus: () => true })
			.catch(() => undefined);
		if (answer?.status === 200) return;
		await wait(250);
	}
	throw new Error(`it was not ready after ${withinMs / 1000} seconds`);
}

async function endGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
	if (child.exitCode === null && child.signalCode === null) {
		const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
		if (signal === 'SIGTERM') {
			// n8n stops its task runner itself; only what is left after that is killed.
			child.kill('SIGTERM');
			const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), millisecondsToEnd);
			await ended;
			clearTimeout(timer);
		} else {
			signalGroup(child, 'SIGKILL');
			await ended;
		}
	}
	signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: 'SIGKILL'): void {
	if (child.pid === undefined) return;
	try {
		if (process.platform === 'win32') child.kill(signal);
		else process.kill(-child.pid, signal);
	} catch {
		// The group is gone already.
	}
}

/**
 * Puts the built package where n8n's own installer puts it: the files that `npm pack` would take, without dependencies.
 * A link to the repository would not do: its node_modules hold another n8n-workflow, and nodes would run with that one.
 */
function installPackage(packageDir: string, userFolder: string): void {
	const description = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as {
		version: string;
		files: string[];
	};
	const missing = description.files.find((file) => !existsSync(join(packageDir, file)));
	if (missing) {
		throw new SetupProblem(
			`The package is not built: ${join(packageDir, missing)} is missing.`,
			'run "npm run build".',
		);
	}
	const nodes = join(userFolder, '.n8n', 'nodes');
	const target = join(nodes, 'node_modules', packageName);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	for (const file of ['package.json', ...description.files]) {
		cpSync(join(packageDir, file), join(target, file), { recursive: true });
	}
	const installed = {
		name: 'installed-nodes',
		private: true,
		dependencies: { [packageName]: description.version },
	};
	writeFileSync(join(nodes, 'package.json'), `${JSON.stringify(installed, null, '\t')}\n`);
}

function tail(log: string): string {
	return log
		.trim()
		.split('\n')
		.slice(-25)
		.map((line) => `    ${line}`)
		.join('\n');
}
