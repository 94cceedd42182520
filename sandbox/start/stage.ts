import { SetupProblem } from '../ensure-installed';
import { startInbox, type Inbox } from '../inbox';
import { N8nClient } from '../n8n/client';
import { startN8n, type N8nHandle } from '../n8n/process';
import { N8nCallError } from '../n8n/rest';
import { startCluster } from '../queue/cluster';
import { startSandbox, type Sandbox } from '../server';
import { setUpDemo, type Demo } from './demo';
import { owner, repository, type Ports } from './settings';

/** What the demo needs of n8n, whether that is one process or several. */
type RunningN8n = Pick<N8nHandle, 'url' | 'stop' | 'logs' | 'onUnexpectedEnd'>;

/** Everything that plays in the demo, running. */
export interface Stage {
	sandbox: Sandbox;
	inbox: Inbox;
	n8nProcess: RunningN8n;
	n8n: N8nClient;
	demo: Demo;
	/** Ends all of it. */
	close(): Promise<void>;
}

/**
 * Starts sandbox, inbox and n8n, and brings n8n into the state of the demo. What was started is ended again when a
 * later part fails.
 * @param options `engine` is the folder in which n8n is installed; `queue` means n8n's queue mode
 */
export async function setStage(options: {
	engine: string;
	userFolder: string;
	queue?: boolean;
	ports: Ports;
}): Promise<Stage> {
	const started: Array<() => Promise<void>> = [];
	const close = async () => {
		for (const end of started.reverse().splice(0)) await end();
	};
	try {
		const sandbox = await startSandbox({ port: options.ports.sandbox });
		started.push(() => sandbox.close());
		const inbox = await startInbox({ port: options.ports.smtp });
		started.push(() => inbox.close());
		const n8nProcess = await (options.queue ? startCluster : startN8n)({
			dir: options.engine,
			userFolder: options.userFolder,
			port: options.ports.n8n,
			packageDir: repository,
		});
		started.push(() => n8nProcess.stop());
		const n8n = await N8nClient.connect(n8nProcess.url, owner);
		const demo = await setUpDemo(n8n, sandbox, inbox.port);
		return { sandbox, inbox, n8nProcess, n8n, demo, close };
	} catch (error) {
		await close();
		if (!(error instanceof N8nCallError)) throw error;
		throw new SetupProblem(
			`n8n runs, but could not be set up. ${error.message}.`,
			`if its data were changed by hand (the password of ${owner.email}, for example), delete ${options.userFolder} and run the command again.`,
		);
	}
}
