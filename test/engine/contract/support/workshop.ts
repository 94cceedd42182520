import { CredentialStore, runNode, type NodeRun } from '../../harness';
import type { ICredentialDataDecryptedObject, INodeType } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../../../sandbox/server';
import type { PlatformRequest, SandboxPlatform } from '../../../../sandbox/types';
import { credentialType, nodeOf } from './classes';
import type { DocumentedPlatform } from './documents';
import type { FilledForm } from './form';

/** A request that arrived at the sandbox, and how it was answered. */
export interface Arrival {
	request: PlatformRequest;
	/** Id of the operation that it meant. */
	operation: string | null;
	status: number;
	/** The answer as text, for failures. */
	answer: string;
}

/** Midday of the day on which the made-up values lie, in São Paulo. */
const NOW = Date.parse('2026-11-21T12:00:00-03:00');

/** Call it once in a `describe`: opens a workshop before its tests and closes it behind them. Its clock stands still. */
export function workshopOf(documented: DocumentedPlatform): () => Workshop {
	let workshop: Workshop | undefined;
	beforeAll(async () => {
		workshop = await Workshop.open(documented);
	});
	afterAll(async () => await workshop?.close());
	beforeEach(() => {
		jest.spyOn(Date, 'now').mockReturnValue(NOW);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});
	return () => {
		if (!workshop) throw new Error(`The sandbox of ${documented.folder} did not open`);
		return workshop;
	};
}

/**
 * One platform of the sandbox with everything in it that the examples of its document name, and one n8n with a
 * credential for it. One login serves all runs.
 */
export class Workshop {
	readonly node: INodeType;

	readonly credentials: CredentialStore;

	private readonly platform: SandboxPlatform;

	private arrivals: Arrival[] = [];

	static async open(documented: DocumentedPlatform): Promise<Workshop> {
		return new Workshop(
			documented,
			await startSandbox({ port: 0, seed: 1, now: () => NOW, platforms: [documented.sandbox] }),
		);
	}

	private constructor(
		documented: DocumentedPlatform,
		private readonly sandbox: Sandbox,
	) {
		this.platform = sandbox.platform(documented.sandbox);
		this.node = nodeOf(documented);
		const { type, data } = this.platform.credential;
		this.credentials = new CredentialStore().add(
			credentialType(type),
			data(`${sandbox.url}/${documented.sandbox}`) as ICredentialDataDecryptedObject,
		);
		this.record();
	}

	async close(): Promise<void> {
		await this.sandbox.close();
	}

	/** As new, with what the examples name. */
	reset(): void {
		this.sandbox.reset();
		this.platform.examples();
		this.arrivals = [];
	}

	/** Makes the list of an operation hold that many entries. */
	fill(operation: string, count: number): void {
		this.platform.fill(operation, count);
	}

	async run({ parameters, files }: FilledForm, items = 1): Promise<NodeRun> {
		const binary = Object.keys(files).length > 0 ? { binary: files } : {};
		return await runNode({
			node: this.node,
			parameters,
			credentials: this.credentials,
			input: Array.from({ length: items }, () => ({ json: {}, ...binary })),
		});
	}

	/** The requests since the last look, logins left aside. */
	arrived(): Arrival[] {
		return this.arrivals.splice(0).filter(({ operation }) => operation !== this.platform.loginOperation);
	}

	/** The sandbox's own log masks secrets and reads bodies; here every byte counts. */
	private record(): void {
		const handle = this.platform.handle.bind(this.platform);
		this.platform.handle = async (request) => {
			const reply = await handle(request);
			this.arrivals.push({
				request,
				operation: this.platform.operationOf(request.method, request.path),
				status: reply.status,
				answer: JSON.stringify(reply.body ?? reply.html ?? null),
			});
			return reply;
		};
	}
}
