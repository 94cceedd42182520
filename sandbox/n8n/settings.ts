import { chosenLine } from './lines';

/** Switches off everything by which n8n would call its makers' servers: nothing here needs them, and a demo must work offline. */
const silence = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_AI_ENABLED: 'false',
	N8N_PYTHON_ENABLED: 'false',
	// The catalogue of verified community nodes is fetched from n8n's makers; our own package is loaded from disk all the same.
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
};

const storage = {
	DB_TYPE: 'sqlite',
	EXECUTIONS_DATA_SAVE_ON_ERROR: 'all',
	EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
	EXECUTIONS_DATA_SAVE_MANUAL_EXECUTIONS: 'true',
	EXECUTIONS_DATA_PRUNE: 'false',
};

/** Settings of n8n that a person's own shell may hold for another n8n; ours must not inherit them. */
const settingsOfN8n =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|NODES_|CREDENTIALS_|WORKFLOWS_|EXTERNAL_|OFFLOAD_|GENERIC_TIMEZONE|WEBHOOK_URL|NODE_OPTIONS$|NODE_PATH$)/;

/** What a process of n8n does in queue mode: `main` has the editor and polls, workers execute, `webhook` is called. */
export type N8nRole = 'main' | 'worker' | 'webhook';

/** A worker listens on a port only for its health check. */
const ownPort: Record<N8nRole, (port: string) => Record<string, string>> = {
	main: (port) => ({ N8N_PORT: port }),
	webhook: (port) => ({ N8N_PORT: port }),
	worker: (port) => ({
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: port,
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	}),
};

/** Everything that n8n is told through its environment. Ports are on the loopback address only. */
export function n8nEnvironment(options: {
	role: N8nRole;
	userFolder: string;
	port: number;
	runnerPort: number;
	/** Settings that win over those here. */
	more: Record<string, string>;
}): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(([name]) => !settingsOfN8n.test(name));
	return {
		...Object.fromEntries(inherited),
		...silence,
		N8N_DISABLED_MODULES: chosenLine().needless.join(','),
		...storage,
		NODE_ENV: 'production',
		N8N_USER_FOLDER: options.userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		...ownPort[options.role](String(options.port)),
		N8N_RUNNERS_BROKER_PORT: String(options.runnerPort),
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${options.port}`,
		N8N_SECURE_COOKIE: 'false',
		GENERIC_TIMEZONE: 'America/Sao_Paulo',
		TZ: 'America/Sao_Paulo',
		...options.more,
	};
}
