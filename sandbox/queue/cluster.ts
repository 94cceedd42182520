import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startN8n, type N8nHandle, type N8nOptions } from '../n8n/process';
import type { N8nRole } from '../n8n/settings';
import { startGateway } from './gateway';
import { startPostgres, type Postgres } from './postgres';
import { startRedis, type Redis } from './redis';
import { queueEnvironment, secretsOf } from './settings';

export interface ClusterOptions extends Omit<N8nOptions, 'role'> {
	/** How many processes of a kind; two workers and one webhook process unless said otherwise. */
	processes?: { workers?: number; webhooks?: number };
}

/** n8n in queue mode: a main process, workers and webhook processes on one Redis and one PostgreSQL. */
export interface Cluster {
	/** The one address of editor and webhooks. */
	readonly url: string;
	readonly main: N8nHandle;
	readonly workers: N8nHandle[];
	readonly webhooks: N8nHandle[];
	readonly redis: Redis;
	readonly postgres: Postgres;
	/** Ends all of it, in the order in which nothing misses another part. */
	stop(): Promise<void>;
	/** What all processes of n8n have written so far, one after the other. */
	logs(): string;
	/** Called when one of them ends without having been told to. */
	onUnexpectedEnd(listener: (code: number | null) => void): void;
}

/**
 * Starts n8n in queue mode on this machine alone. What was started is ended again when a later part fails.
 * @param options `port` is that of the one address; each process has a folder of its own below `userFolder`
 * @throws SetupProblem where Redis or PostgreSQL is missing, or a part does not start
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
	const { userFolder, processes = {}, env = {} } = options;
	const ends: Array<() => Promise<void>> = [];
	const stop = async () => {
		for (const end of ends.reverse().splice(0)) await end();
	};
	const begun = async <T>(starting: Promise<T>, end: (started: T) => Promise<void>): Promise<T> => {
		const started = await starting;
		ends.push(() => end(started));
		return started;
	};
	mkdirSync(userFolder, { recursive: true });
	// PostgreSQL may be run by another user, who must get to its folder
	chmodSync(userFolder, 0o711);
	const secrets = secretsOf(userFolder);
	try {
		const redis = await begun(startRedis(join(userFolder, 'redis')), (one) => one.stop());
		const postgres = await begun(
			startPostgres(join(userFolder, 'postgres'), secrets.databasePassword),
			(one) => one.stop(),
		);
		const started: { main?: N8nHandle; webhooks: N8nHandle[] } = { webhooks: [] };
		const gateway = await begun(
			startGateway(options.port ?? 0, {
				main: () => started.main?.url ?? '',
				webhooks: () => started.webhooks.map(({ url }) => url),
			}),
			(one) => one.close(),
		);
		const shared = queueEnvironment({ url: gateway.url, redisPort: redis.port, database: postgres, secrets });
		const start = async (role: N8nRole, name: string) =>
			await begun(
				startN8n({
					...options,
					role,
					port: 0,
					userFolder: join(userFolder, name),
					env: { ...shared, ...env },
				}),
				(one) => one.stop(),
			);
		const several = async (role: N8nRole, count: number) =>
			await allOf(Array.from({ length: count }, (_, position) => start(role, `${role}-${position + 1}`)));

		// First and alone: it brings the tables of the database up to date
		const main = await start('main', 'main');
		started.main = main;
		const [workers, webhooks] = await allOf([
			several('worker', processes.workers ?? 2),
			several('webhook', processes.webhooks ?? 1),
		] as const);
		started.webhooks = webhooks;
		const ofN8n = [main, ...workers, ...webhooks];
		return {
			url: gateway.url,
			main,
			workers,
			webhooks,
			redis,
			postgres,
			stop,
			logs: () => ofN8n.map((one) => one.logs()).join('\n'),
			onUnexpectedEnd: (listener) => {
				for (const one of [...ofN8n, redis, postgres]) one.onUnexpectedEnd(listener);
			},
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Like `Promise.all`, but waits for all of them also when one fails: what has started can then be ended. */
async function allOf<T extends readonly unknown[]>(tasks: {
	[position in keyof T]: Promise<T[position]>;
}): Promise<T> {
	await Promise.allSettled(tasks);
	return (await Promise.all(tasks)) as unknown as T;
}
