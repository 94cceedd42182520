import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
	N8nClient,
	type CredentialInput,
	type Execution,
	type WorkflowInput,
} from '../../sandbox/n8n/client';
import { ensureN8nInstalled } from '../../sandbox/n8n/install';
import { startN8n, type N8nHandle } from '../../sandbox/n8n/process';
import { sandboxCredential } from '../../sandbox/start/demo';
import { owner, repository } from '../../sandbox/start/settings';
import { withData } from './line';

// The types as sandbox/n8n/client.ts sees them: with n8n installed beside it, they are those of that n8n.
export type Node = WorkflowInput['nodes'][number];
export type NodeParameters = Node['parameters'];
type RunData = Execution['data']['resultData']['runData'];
export type Item = NonNullable<NonNullable<RunData[string][number]['data']>[string][number]>[number];
export type Json = Item['json'];

/** n8n takes 10 to 30 seconds to start, and asks a platform once a minute at most. */
jest.setTimeout(180_000);

/** A real n8n with the built package, on a user folder of its own. */
export interface Engine {
	process: N8nHandle;
	client: N8nClient;
	/** Ends n8n and deletes its user folder. */
	close(): Promise<void>;
}

/**
 * @param env settings of n8n that win over those of the sandbox
 * @param prepare puts something into the user folder instead of the built package, before n8n starts
 */
export async function startEngine(
	options: { env?: Record<string, string>; prepare?: (userFolder: string) => Promise<void> } = {},
): Promise<Engine> {
	const dir = await ensureN8nInstalled();
	const userFolder = mkdtempSync(join(tmpdir(), 'pedidos-e2e-'));
	const remove = () => rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 });
	try {
		await options.prepare?.(userFolder);
		const process = await startN8n({
			dir,
			userFolder,
			env: options.env,
			...(options.prepare ? {} : { packageDir: repository }),
		});
		const close = async () => {
			await process.stop();
			remove();
		};
		try {
			return { process, client: await N8nClient.connect(process.url, owner), close };
		} catch (error) {
			await close();
			throw error;
		}
	} catch (error) {
		remove();
		throw error;
	}
}

let saved = 0;

/** The data of a credential that shares no login with another one of a moment ago, which the same data would do. */
export function ofItsOwn(data: Json): Json {
	return { ...data, allowedDomains: `${String(data.allowedDomains)},${++saved}.example.com` };
}

/** A Pigz credential for the store at `url` (host and port), with other values where a test wants them. */
export function pigzCredential(name: string, url: string, data: Json = {}): CredentialInput {
	const standard = sandboxCredential(url);
	return { ...standard, name, data: { ...ofItsOwn(standard.data as Json), ...data } };
}

/** n8n refuses one schedule of less than a minute, but takes several that each tick once a minute. */
export function everySeconds(seconds: number): NodeParameters {
	const ticks = Array.from({ length: Math.floor(60 / seconds) }, (_, tick) => tick * seconds);
	return { item: ticks.map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` })) };
}

export const onceAMinute: NodeParameters = { item: [{ mode: 'everyMinute' }] };

export type NodeWish = Pick<Node, 'name' | 'type'> & Partial<Node>;

function node(wish: NodeWish, column: number): Node {
	return { id: wish.name, typeVersion: 1, position: [column * 220, 0], parameters: {}, ...wish };
}

export function pigzTrigger(credential: string, parameters: NodeParameters): NodeWish {
	return {
		name: 'Pigz Trigger',
		type: 'n8n-nodes-pedidos.pigzTrigger',
		parameters: { pollTimes: onceAMinute, events: ['orderCreated', 'orderCancelled'], ...parameters },
		credentials: { pigzApi: { id: null, name: credential } },
	};
}

/** The action node, named `Pigz`. */
export function pigz(credential: string, parameters: NodeParameters, more: Partial<Node> = {}): NodeWish {
	return {
		name: 'Pigz',
		type: 'n8n-nodes-pedidos.pigz',
		parameters,
		credentials: { pigzApi: { id: null, name: credential } },
		...more,
	};
}

export const manualTrigger: NodeWish = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

/** A Code node that gives one item per element. */
export function itemsFrom(name: string, items: Json[]): NodeWish {
	const jsCode = `return ${JSON.stringify(items.map((json) => ({ json })))};`;
	return { name, type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode } };
}

export function doNothing(name: string): NodeWish {
	return { name, type: 'n8n-nodes-base.noOp' };
}

/** A workflow whose nodes follow each other; `branches` are nodes at further outputs of a node, by its name. */
export function workflow(
	name: string,
	chain: NodeWish[],
	branches: Record<string, NodeWish[]> = {},
): WorkflowInput {
	const others = Object.values(branches).flat();
	const nodes = [...chain, ...others].map(node);
	const connections: WorkflowInput['connections'] = {};
	for (const [position, { name: from }] of chain.entries()) {
		const next = chain[position + 1];
		const targets = [...(next ? [next] : []), ...(branches[from] ?? [])];
		if (targets.length === 0) continue;
		connections[from] = { main: targets.map((target) => [{ node: target.name, type: 'main', index: 0 }]) };
	}
	return { name, nodes, connections, settings: { executionOrder: 'v1', timezone: 'America/Sao_Paulo' } };
}

/** What left an output of a node in its last run; nothing where it did not run. */
export function itemsOf(execution: Execution, nodeName: string, output = 0): Item[] {
	const runs = execution.data.resultData.runData[nodeName] ?? [];
	return runs.at(-1)?.data?.main?.[output] ?? [];
}

export function jsonOf(execution: Execution, nodeName: string, output = 0): Json[] {
	return itemsOf(execution, nodeName, output).map(({ json }) => json);
}

/** What a person reads in the editor when an execution has failed. */
export function errorOf(execution: Execution): { message: string; description: string | null | undefined } {
	const { error } = execution.data.resultData;
	if (!error)
		throw new Error(`Execution ${execution.id} ended with ${execution.status} and without an error`);
	return { message: error.message, description: (error as { description?: string | null }).description };
}

/** n8n lists no more at a time. */
const MOST_EXECUTIONS = 100;

/** Everything that a trigger handed over in all executions of a workflow so far, oldest first. */
export async function handedOver(
	client: N8nClient,
	workflowId: string,
	status: string[] = ['success'],
): Promise<Json[]> {
	const summaries = await client.executions({ workflowId, status }, MOST_EXECUTIONS);
	if (summaries.length === MOST_EXECUTIONS)
		throw new Error('There may be older executions, which are not seen');
	const executions = await Promise.all(
		summaries.reverse().map(async ({ id }) => await withData(client.execution(id))),
	);
	return executions.flatMap((execution) => (execution ? jsonOf(execution, 'Pigz Trigger') : []));
}

/**
 * Asks again and again until there is an answer.
 * @throws Error that says what did not happen in time
 */
export async function eventually<T>(
	what: string,
	look: () => T | undefined | false | Promise<T | undefined | false>,
	withinMs = 30_000,
): Promise<T> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const found = await look();
		if (found !== undefined && found !== false) return found;
		if (Date.now() > deadline) throw new Error(`Not after ${withinMs / 1000} seconds: ${what}`);
		await wait(200);
	}
}
