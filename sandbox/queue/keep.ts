import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { spawnGroup } from '../program';

/** A person of this machine by the numbers that the system knows. */
export interface SystemUser {
	uid: number;
	gid: number;
}

/**
 * Starts a server that is no Node.js program so that it ends with us.
 * @param server `stopSignal` is the one on which it ends in good order
 */
export function spawnServer(server: {
	command: string;
	args: string[];
	/** Its working folder. */
	cwd: string;
	stopSignal: NodeJS.Signals;
	/** Who runs it, where that is not who runs us. */
	user?: SystemUser | undefined;
}): ChildProcess {
	const { command, args, cwd, stopSignal, user } = server;
	const task = JSON.stringify({ command, args, stopSignal, ...user });
	return spawnGroup(process.execPath, [join(__dirname, 'keeper.js'), task], { cwd, env: process.env });
}
