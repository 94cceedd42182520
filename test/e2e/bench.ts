import type { CredentialInput, Execution } from '../../sandbox/n8n/client';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import type { SandboxPlatform } from '../../sandbox/types';
import {
	itemsFrom,
	manualTrigger,
	ofItsOwn,
	startEngine,
	workflow,
	type Engine,
	type Json,
	type Node,
	type NodeParameters,
	type NodeWish,
} from './support';

export interface BenchOptions {
	/** Its folder in the sandbox. */
	platform: string;
	/** What the node is called on the canvas. */
	title: string;
	/** Name of the node type without its package; its credential is called the same with `Api` behind. */
	type: string;
	/** Credentials saved at the start, by their name, with what differs from the right one. */
	credentials?: Record<string, Json>;
	/** Nodes behind the one that is executed. */
	behind?: NodeWish[];
}

/** A real n8n, and a sandbox with one platform. */
export interface Bench {
	readonly engine: Engine;
	readonly sandbox: Sandbox;
	/** The platform itself, behind the counter. */
	readonly platform: SandboxPlatform;
	/** A credential for the sandbox, with other values where a test wants them. */
	readonly credential: (name: string, changes?: Json) => CredentialInput;
	/** @param credential its name; default as the node */
	readonly node: (parameters: NodeParameters, credential?: string, more?: Partial<Node>) => NodeWish;
	/** Presses Execute Workflow on: Start, perhaps some items, this node, and those behind it. */
	readonly execute: (node: NodeWish, items?: Json[]) => Promise<Execution>;
}

/** Starts both for the tests of a file, and empties the sandbox before each. Call it once at the top of the file. */
export function openBench({ platform, title, type, credentials = {}, behind = [] }: BenchOptions): Bench {
	let engine: Engine;
	let sandbox: Sandbox;
	let workflows = 0;

	const bench: Bench = {
		get engine() {
			return engine;
		},
		get sandbox() {
			return sandbox;
		},
		get platform() {
			return sandbox.platform(platform);
		},
		credential: (name, changes = {}) => {
			const { type: credentialType, data } = bench.platform.credential;
			const demo = data(`${sandbox.url}/${platform}`) as Json;
			return { name, type: credentialType, data: { ...ofItsOwn(demo), ...changes } };
		},
		node: (parameters, credential = title, more = {}) => ({
			name: title,
			type: `n8n-nodes-pedidos.${type}`,
			parameters,
			credentials: { [`${type}Api`]: { id: null, name: credential } },
			...more,
		}),
		execute: async (node, items) => {
			const chain = [manualTrigger, ...(items ? [itemsFrom('Items', items)] : []), node, ...behind];
			const { id } = await engine.client.saveWorkflow(workflow(`${title} ${++workflows}`, chain));
			return await engine.client.run(id, 'Start');
		},
	};

	beforeAll(async () => {
		sandbox = await startSandbox({ platforms: [platform] });
		engine = await startEngine();
		for (const [name, changes] of Object.entries(credentials)) {
			await engine.client.saveCredential(bench.credential(name, changes));
		}
	});

	afterAll(async () => {
		await engine?.close();
		await sandbox?.close();
	});

	beforeEach(() => sandbox.reset());

	return bench;
}

/** A thing given by its id, or by an expression for it. */
export const byId = (value: number | string) => ({ __rl: true, mode: 'id', value: String(value) });
