import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '../..');

export interface Manifest {
	name: string;
	dependencies?: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

export const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;

/** Paths below a folder of the repository, relative to the repository, sorted. */
export function filesBelow(folder: string, extension: string): string[] {
	const absolute = path.join(root, folder);
	if (!existsSync(absolute)) throw new Error(`${folder} is not there: run "npm run build" first`);
	return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith(extension))
		.map((name) => path.join(folder, name))
		.sort();
}

export const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** What `npm publish` would put into the package. */
export function packedFiles(): string[] {
	const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
		shell: process.platform === 'win32',
	});
	const [report] = JSON.parse(output) as Array<{ files: Array<{ path: string }> }>;
	return (report?.files ?? []).map((file) => file.path).sort();
}
