import { join, resolve } from 'node:path';
import { SetupProblem } from '../ensure-installed';

/** A line of n8n that the nodes are tested in, and what it takes to install it. */
export interface Line {
	/** The first number of its version. */
	major: number;
	/** Folder with the package.json that pins it, and with its lock file. */
	pinned: string;
	/** The setting that names another folder to install it in. */
	folderSetting: string;
	/** The oldest Node.js that it accepts: `engines` of its package.json. */
	oldestNode: number;
	/** Free space that its packages and npm's cache need, as measured. */
	megabytes: number;
	/** Parts of it that nothing here needs; n8n does not start with the name of one that it does not know. */
	needless: string[];
}

/** By the first number of n8n's version. */
const lines: Record<string, Line> = {
	1: {
		major: 1,
		pinned: resolve(__dirname, '..', 'n8n-1'),
		folderSetting: 'PEDIDOS_N8N_1_DIR',
		oldestNode: 20,
		megabytes: 3500,
		needless: ['mcp', 'chat-hub'],
	},
	2: {
		major: 2,
		pinned: __dirname,
		folderSetting: 'PEDIDOS_N8N_DIR',
		oldestNode: 24,
		megabytes: 4500,
		needless: [
			'mcp-registry',
			'mcp',
			'instance-ai',
			'agents',
			'chat-hub',
			'workflow-builder',
			'quick-connect',
		],
	},
};

/** The setting that chooses a line; `npm test -- e2e --n8n=1` sets it. */
const LINE_SETTING = 'PEDIDOS_N8N_LINE';

/**
 * The line that this run is about: the newest unless PEDIDOS_N8N_LINE says otherwise.
 * @throws SetupProblem where there is no such line
 */
export function chosenLine(): Line {
	const wanted = process.env[LINE_SETTING] || '2';
	const line = lines[wanted];
	if (line) return line;
	throw new SetupProblem(
		`${LINE_SETTING} is "${wanted}", and there is no such line of n8n here.`,
		`set it to one of ${Object.keys(lines).join(', ')}, or leave it out.`,
	);
}

/** The folder in which the chosen line is installed: its own, or the one that its setting names. */
export function engineFolder(): string {
	const { pinned, folderSetting } = chosenLine();
	return resolve(process.env[folderSetting] || pinned);
}

/** The file of the chosen line with this name. */
export function pinnedFile(name: string): string {
	return join(chosenLine().pinned, name);
}
