import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SetupProblem } from '../ensure-installed';
import { repository } from './settings';

const run = promisify(execFile);

/** What the build reads. */
const sources = [
	'core',
	'credentials',
	'icons',
	'nodes',
	'gulpfile.js',
	'package.json',
	'tsconfig.build.json',
];

/** Written by every build. */
const built = join(repository, 'dist');

/** Builds the package where a source is newer than the last build. */
export async function ensureBuilt(): Promise<void> {
	if (existsSync(built) && newest([built]) >= newest(sources.map((source) => join(repository, source))))
		return;
	console.log('Building the nodes.');
	const gulp = join(repository, 'node_modules', 'gulp', 'bin', 'gulp.js');
	await run(process.execPath, [gulp, 'build'], { cwd: repository }).catch(
		(error: Error & { stdout?: string; stderr?: string }) => {
			throw new SetupProblem(
				`The build failed:\n${error.stdout ?? ''}${error.stderr ?? error.message}`,
				'mend what it names; "npm run build" shows it again.',
			);
		},
	);
}

/** Time of the newest file below some paths, in milliseconds since 1970; what the build itself writes does not count. */
function newest(paths: string[]): number {
	return Math.max(0, ...paths.map(newestBelow));
}

function newestBelow(path: string): number {
	if (!existsSync(path)) return 0;
	const stats = statSync(path);
	if (!stats.isDirectory()) return path.endsWith('.api.json') ? 0 : stats.mtimeMs;
	return newest(
		readdirSync(path)
			.filter((name) => name !== '__schema__')
			.map((name) => join(path, name)),
	);
}
