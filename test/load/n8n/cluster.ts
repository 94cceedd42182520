import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { N8nClient } from '../../../sandbox/n8n/client';
import { ensureN8nInstalled } from '../../../sandbox/n8n/install';
import { startCluster } from '../../../sandbox/queue/cluster';
import { startSandbox } from '../../../sandbox/server';
import { owner, repository } from '../../../sandbox/start/settings';
import type { Site } from './site';

/**
 * Starts n8n in queue mode, with one webhook process and so many workers, beside an empty sandbox, and ends all of it
 * when the work is done.
 * @param env settings of n8n
 * @throws SetupProblem where Redis or PostgreSQL is missing
 */
export async function withCluster<T>(
	workers: number,
	work: (site: Site) => Promise<T>,
	env: Record<string, string> = {},
): Promise<T> {
	const dir = await ensureN8nInstalled();
	const userFolder = mkdtempSync(path.join(tmpdir(), 'pedidos-load-'));
	const sandbox = await startSandbox({});
	try {
		const cluster = await startCluster({
			dir,
			userFolder,
			packageDir: repository,
			processes: { workers },
			env,
		});
		try {
			const client = await N8nClient.connect(cluster.url, owner);
			return await work({ client, url: cluster.url, sandbox });
		} finally {
			await cluster.stop();
		}
	} finally {
		await sandbox.close();
		rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 });
	}
}
