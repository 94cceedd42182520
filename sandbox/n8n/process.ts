import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axios from 'axios';
import { SetupProblem } from '../ensure-installed';
import { spawnGroup, startProgram, type ProgramHandle } from '../program';
import { engineNode } from './install';
import { freePort } from './ports';
import { n8nEnvironment, type N8nRole } from './settings';

export interface N8nOptions {
	/** Folder in which n8n is installed, as `ensureN8nInstalled` resolves to it. */
	dir: string;
	/** Folder that keeps n8n's database, settings and community nodes; made where it is missing. */
	userFolder: string;
	/** Port on 127.0.0.1, of a main process that of the editor; 0 takes a free one and keeps it across restarts. */
	port?: number;
	/** What it is in queue mode; n8n as most people run it is `main` alone. */
	role?: N8nRole;
	/** Further settings of n8n, which win over ours. */
	env?: Record<string, string>;
	/** Repository whose built package n8n shall load. */
	packageDir?: string;
	/** How long to wait until n8n answers, in milliseconds. */
	readyWithinMs?: number;
}

/** A running process of n8n. */
export interface N8nHandle extends ProgramHandle {
	/** Address without a slash at the end: of the editor and the REST interface, of the webhooks, or of a worker's health check. */
	readonly url: string;
	readonly userFolder: string;
}

const packageName = 'n8n-nodes-pedidos';

/** How n8n calls its roles on the command line. */
const commands: Record<N8nRole, string> = { main: 'start', worker: 'worker', webhook: 'webhook' };

/** What answers once it is ready. n8n 1.123 calls itself ready when its database is, some time before it serves the editor. */
const signsOfLife: Record<N8nRole, string[]> = {
	main: ['/healthz/readiness', '/rest/settings'],
	worker: ['/healthz/readiness'],
	webhook: ['/healthz/readiness'],
};

/**
 * Starts a process of n8n, on SQLite unless its settings say otherwise, and resolves when it answers. Nothing of it is
 * reachable from other machines.
 * @throws SetupProblem with the end of n8n's log when it ends, or is not ready in time
 */
export async function startN8n(options: N8nOptions): Promise<N8nHandle> {
	const { dir, userFolder, packageDir, role = 'main', env = {} } = options;
	const port = options.port || (await freePort());
	const url = `http://127.0.0.1:${port}`;
	const program = await startProgram({
		name: role === 'main' ? 'n8n' : `n8n's ${role} process`,
		spawn: async () => {
			mkdirSync(userFolder, { recursive: true });
			if (packageDir) installPackage(packageDir, userFolder);
			const runnerPort = await freePort();
			return spawnGroup(engineNode(dir), [join(dir, 'node_modules', 'n8n', 'bin', 'n8n'), commands[role]], {
				// Not the repository: n8n would read a person's .env file there.
				cwd: userFolder,
				env: n8nEnvironment({ role, userFolder, port, runnerPort, more: env }),
			});
		},
		isReady: async () => {
			const pages = await Promise.all(
				signsOfLife[role].map(async (path) => await axios.get(url + path, { timeout: 2000, proxy: false })),
			);
			return pages.every(({ status }) => status === 200);
		},
		readyWithinMs: options.readyWithinMs ?? 120_000,
		next: `read the lines above; if its data are damaged, delete ${userFolder} and run the command again.`,
	});
	return { ...program, url, userFolder };
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
