import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SetupProblem } from './ensure-installed';

export interface ProgramOptions {
	/** What messages call it, such as `n8n`. */
	name: string;
	/** Starts it anew; a promise of it where something must be made ready first. */
	spawn(): ChildProcess | Promise<ChildProcess>;
	/** Whether it does what it is there for; a rejection means no. */
	isReady(): Promise<boolean>;
	/** How long to wait until it is, in milliseconds. */
	readyWithinMs: number;
	/** What a person can do when it does not start. */
	next: string;
}

/** A running server program. It dies with the program that started it, however that ends. */
export interface ProgramHandle {
	/** Asks it to end and waits; after 20 seconds it is killed. */
	stop(): Promise<void>;
	/** Ends it at once with SIGKILL, as a power cut does. */
	kill(): Promise<void>;
	/** Starts it again, stopping it first where it still runs. */
	restart(): Promise<void>;
	/** What it has written so far, over all its starts. */
	logs(): string;
	/** Called when it ends without having been told to. */
	onUnexpectedEnd(listener: (code: number | null) => void): void;
}

const millisecondsToEnd = 20_000;

/**
 * Starts a server program and resolves when it is ready.
 * @throws SetupProblem with the end of its log when it ends, or is not ready in time
 */
export async function startProgram(options: ProgramOptions): Promise<ProgramHandle> {
	const listeners: Array<(code: number | null) => void> = [];
	let log = '';
	let child: ChildProcess | undefined;

	const start = async () => {
		const started = await options.spawn();
		for (const stream of [started.stdout, started.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => (log += text));
		}
		child = started;
		started.once('exit', (code) => {
			if (child !== started) return;
			child = undefined;
			for (const listener of listeners) listener(code);
		});
		try {
			await untilReady(options, started);
		} catch (error) {
			child = undefined;
			await endGroup(started, 'SIGKILL');
			const cause = error instanceof Error ? error.message : String(error);
			throw new SetupProblem(
				`${options.name} did not start: ${cause}. The end of its log:\n${tail(log)}`,
				options.next,
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

/**
 * Starts a script of Node.js in a process group of its own, which ends with us. Its output is to be read.
 * @param node path of the Node.js that runs it
 */
export function spawnGroup(
	node: string,
	args: string[],
	options: { cwd: string; env: NodeJS.ProcessEnv },
): ChildProcess {
	const child = spawn(node, ['--require', join(__dirname, 'die-with-parent.js'), ...args], {
		...options,
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		// Its own process group: Ctrl-C reaches only us, and one signal reaches it with what it has started.
		detached: process.platform !== 'win32',
	});
	const killWithUs = () => signalGroup(child, 'SIGKILL');
	process.once('exit', killWithUs);
	child.once('exit', () => process.off('exit', killWithUs));
	return child;
}

async function untilReady({ isReady, readyWithinMs }: ProgramOptions, child: ChildProcess): Promise<void> {
	let failure: string | undefined;
	child.once('error', (error) => (failure = error.message));
	child.once('exit', (code, signal) => (failure = `it ended with ${signal ?? `code ${code}`}`));
	const deadline = Date.now() + readyWithinMs;
	while (Date.now() < deadline) {
		if (failure) throw new Error(failure);
		if (await isReady().catch(() => false)) return;
		await wait(250);
	}
	throw new Error(`it was not ready after ${readyWithinMs / 1000} seconds`);
}

async function endGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
	if (child.exitCode === null && child.signalCode === null) {
		const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
		if (signal === 'SIGTERM') {
			// It stops what it has started itself; only what is left after that is killed.
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

function tail(log: string): string {
	return log
		.trim()
		.split('\n')
		.slice(-25)
		.map((line) => `    ${line}`)
		.join('\n');
}
