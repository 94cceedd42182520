import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What all processes must share, and what must not change as long as the data live. */
export interface Secrets {
	encryptionKey: string;
	databasePassword: string;
}

/** Reads the secrets of a folder, or makes them at its first start. */
export function secretsOf(userFolder: string): Secrets {
	const file = join(userFolder, 'secrets.json');
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
	const secret = () => randomBytes(24).toString('base64url');
	const secrets: Secrets = { encryptionKey: secret(), databasePassword: secret() };
	writeFileSync(file, `${JSON.stringify(secrets, null, '\t')}\n`, { mode: 0o600 });
	return secrets;
}

/** The settings of queue mode, the same for every process. */
export function queueEnvironment(shared: {
	/** Address at which people and platforms find n8n. */
	url: string;
	redisPort: number;
	database: { port: number; user: string; database: string };
	secrets: Secrets;
}): Record<string, string> {
	const { url, redisPort, database, secrets } = shared;
	return {
		EXECUTIONS_MODE: 'queue',
		N8N_ENCRYPTION_KEY: secrets.encryptionKey,
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		// n8n gives up, and ends itself, when Redis was away for longer
		QUEUE_BULL_REDIS_TIMEOUT_THRESHOLD: '60000',
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(database.port),
		DB_POSTGRESDB_USER: database.user,
		DB_POSTGRESDB_PASSWORD: secrets.databasePassword,
		DB_POSTGRESDB_DATABASE: database.database,
		// Every process must find a file that another one has kept
		N8N_DEFAULT_BINARY_DATA_MODE: 'database',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		// Calls belong to the webhook processes
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		WEBHOOK_URL: url,
		N8N_EDITOR_BASE_URL: url,
		N8N_PROXY_HOPS: '1',
	};
}
