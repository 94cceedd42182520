/**
 * A process of its own: runs the nodes of one contender in the engine of the installed n8n, first a little and then in
 * earnest, and prints what the second time took as JSON. `run.ts` starts it.
 */
import '../../engine/harness/environment';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { GCProfiler } from 'node:v8';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	type IConnections,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';
import type { OrderId } from '../../../sandbox/types';
import { CredentialStore } from '../../engine/harness/credential-store';
import { additionalDataWith, nodeTypes, workflowOf } from '../../engine/harness/workbench';
import { COUNT } from './answers';
import { chainOf, typesOf, type Contender, type Wish } from './contenders';
import { partsOf } from './platforms';

/** What is to be measured. */
export interface Task {
	folder: string;
	contender: Contender;
	/** Address of the platform. */
	url: string;
	credential: Record<string, unknown>;
	/** One item for each; where there is none, one empty item. */
	ids: OrderId[];
}

export interface Measure {
	milliseconds: number;
	/** Milliseconds of a processor, of all threads. */
	processor: number;
	/** Megabytes that the process had in memory at most, all in all. */
	peak: number;
	/** The same less what it had before. */
	grown: number;
	/** Megabytes of JavaScript's own memory at most, less what it had before. */
	heap: number;
	requests: number;
	/** Items that came out. */
	items: number;
	/** How many of them say that something was changed. */
	changed: number;
}

/** As n8n 2.41 has it beside what the store knows: every node may use the credential, and there is no other login. */
class Credentials extends CredentialStore {
	isCredentialUsableByNode(): boolean {
		return true;
	}

	async runPreAuthentication(): Promise<undefined> {
		return await Promise.resolve(undefined);
	}
}

function startWith(ids: OrderId[]): INodeType {
	const items = ids.length > 0 ? ids.map((id) => ({ json: { id } })) : [{ json: {} }];
	return {
		description: {
			displayName: 'Start',
			name: 'start',
			group: ['trigger'],
			version: 1,
			description: '',
			defaults: { name: 'Start' },
			inputs: [],
			outputs: ['main'],
			properties: [],
		},
		execute: async () => await Promise.resolve([items]),
	};
}

/** Runs Start and the chain behind it; gives what the last node handed on. @throws the error that the run ended with */
async function runChain(
	chain: Wish[],
	types: Record<string, INodeType>,
	credentials: CredentialStore,
	ids: OrderId[],
): Promise<INodeExecutionData[]> {
	const start: Wish = { name: 'Start', type: 'start', typeVersion: 1, parameters: {} };
	const nodes = [start, ...chain].map((wish, column): INode => ({
		id: wish.name,
		position: [column * 200, 0],
		...(wish === start ? {} : { credentials: credentials.references() }),
		...wish,
	}));
	const connections: IConnections = {};
	for (const [column, { name }] of nodes.entries()) {
		const next = nodes[column + 1];
		if (next) connections[name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	}
	const workflow = workflowOf(nodes, connections, nodeTypes({ ...types, start: startWith(ids) }));
	const additionalData = additionalDataWith(credentials);
	const hooksOf = {
		id: workflow.id,
		name: 'Measured',
		active: true,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes,
		connections,
	};
	additionalData.hooks = new ExecutionLifecycleHooks('trigger', 'measured', hooksOf);
	const { data } = await new WorkflowExecute(additionalData, 'trigger').run({
		workflow,
		startNode: nodes[0],
	});
	if (data.resultData.error) throw data.resultData.error;
	const last = nodes.at(-1)?.name ?? '';
	return data.resultData.runData[last]?.[0]?.data?.main?.[0] ?? [];
}

const megabytes = (bytes: number) => bytes / 2 ** 20;

async function requestsAt(url: string): Promise<number> {
	const [answer] = (await once(get(url + COUNT), 'response')) as [IncomingMessage];
	return Number(await text(answer));
}

async function measure({ folder, contender, url, credential, ids }: Task): Promise<Measure> {
	const parts = partsOf(folder);
	const types = typesOf(parts, url);
	const credentials = new Credentials().add(parts.credential, credential as ICredentialDataDecryptedObject);
	const isReading = ids.length === 0;
	// The login, and what the compiler does at first
	await runChain(
		chainOf(contender, parts, url, isReading ? 1 : undefined),
		types,
		credentials,
		ids.slice(0, 10),
	);
	const requestsBefore = await requestsAt(url);
	const chain = chainOf(contender, parts, url);
	gc?.();
	const before = process.memoryUsage();
	const collections = new GCProfiler();
	collections.start();
	const processor = process.cpuUsage();
	const start = performance.now();
	const items = await runChain(chain, types, credentials, ids);
	const milliseconds = performance.now() - start;
	const { user, system } = process.cpuUsage(processor);
	const heaps = (collections.stop()?.statistics ?? []).map((one) => one.beforeGC.heapStatistics.usedHeapSize);
	const heap = Math.max(process.memoryUsage().heapUsed, ...heaps);
	const peak = megabytes(process.resourceUsage().maxRSS * 1024);
	return {
		milliseconds,
		processor: (user + system) / 1000,
		peak,
		grown: peak - megabytes(before.rss),
		heap: megabytes(heap - before.heapUsed),
		requests: (await requestsAt(url)) - requestsBefore,
		items: items.length,
		changed: items.filter(({ json }) => json.changed === true).length,
	};
}

async function main(text: string): Promise<void> {
	const measured = await measure(JSON.parse(text) as Task);
	console.log(JSON.stringify(measured));
	// Connections that are kept open
	process.exit();
}

if (require.main === module) {
	main(process.argv[2] ?? '{}').catch((error: unknown) => {
		console.error(error);
		process.exit(1);
	});
}
