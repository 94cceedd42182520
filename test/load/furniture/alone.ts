import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

export const root = path.resolve(__dirname, '../../..');

const run = promisify(execFile);
const require_ = createRequire(__filename);

/** Loads a file of the built package: what ships is what is measured. @throws Error where it is not built */
export function built<T>(file: string): T {
	const whole = path.join(root, 'dist', file);
	if (!existsSync(whole)) throw new Error(`dist/${file} is not there: run npm run build first`);
	return require_(whole) as T;
}

/** Files of the nodes of this package. */
export function ourNodes(): string[] {
	const { n8n } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[] };
	};
	return n8n.nodes.map((file) => path.join(root, file));
}

/**
 * Runs a program of Node.js in a process of its own.
 * @returns what it printed last, which is JSON
 * @throws Error with what it said where it failed
 */
export async function alone<T>(args: string[], node = process.execPath, env = process.env): Promise<T> {
	const { stdout } = await run(node, args, { cwd: root, env, maxBuffer: 64 * 1024 * 1024 });
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
}
