import './environment';
import { PollContext } from 'n8n-core';
import {
	deepCopy,
	UserError,
	type IDataObject,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type Workflow,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { CredentialStore } from './credential-store';
import { recordingLogs, type LogEntry } from './logs';
import { additionalDataWith, nodeOnCanvas, nodeTypes, typeNameOf, workflowOf } from './workbench';

export interface PollNodeOptions {
	node: INodeType;
	parameters?: INodeParameters;
	credentials?: CredentialStore;
	/** The node's static data as an earlier process left it. */
	staticData?: IDataObject;
	/** `trigger` (default): published workflow; `manual`: "Fetch Test Event". */
	mode?: Extract<WorkflowExecuteMode, 'trigger' | 'manual'>;
	/** Why n8n activated the workflow; default `activate`, in manual mode `manual`. */
	activation?: WorkflowActivateMode;
	/**
	 * `classic` (n8n's default): one context lives as long as the workflow is active, and static data reaches the disk
	 * only when something is emitted, and after the first poll. `durable` (N8N_POLLER_DURABLE_CURSORS_ENABLED): a new
	 * context per poll; its changes are kept when poll() returns, and dropped when it throws.
	 */
	cursors?: 'classic' | 'durable';
	/** Milliseconds a poll may take. n8n-core has this helper from 2.38 on; without it the context lacks the function. */
	pollBudget?: number;
}

export interface Poll {
	/** `null`: the node had nothing to emit, and n8n starts no execution. */
	items: INodeExecutionData[] | null;
	/** `json` of the emitted items; empty when there are none. */
	json: IDataObject[];
	logs: LogEntry[];
}

export interface Poller {
	/** One tick. Rejects with what the node throws; static data then is as n8n leaves it. */
	poll(): Promise<Poll>;
	/** The node's static data as it stands in n8n's memory. */
	memory(): IDataObject;
	/** The node's static data as n8n has stored it: what a new process finds. */
	disk(): IDataObject;
	/** A new n8n process: static data comes from the disk; other options may be changed. */
	restart(changes?: Partial<PollNodeOptions>): Poller;
}

/** Activates a polling node through n8n's own PollContext. Nothing ticks by itself: call `poll()`. */
export function pollNode(options: PollNodeOptions): Poller {
	const { node, mode = 'trigger', cursors = 'classic' } = options;
	let stored = JSON.stringify(options.staticData ?? {});
	let session: Session | undefined;
	let polls = 0;

	const disk = () => JSON.parse(stored) as IDataObject;
	const open = () => (session ??= openSession({ ...options, staticData: disk() }));

	return {
		async poll() {
			if (!node.poll) throw new UserError(`${node.description.displayName} has no poll()`);
			const { context, staticData } = open();
			const { poll } = node;
			const isFirst = polls++ === 0;
			try {
				const { result, logs } = await recordingLogs(async () => await poll.call(context));
				const isKept = cursors === 'durable' || isFirst || result !== null;
				if (mode !== 'manual' && isKept) stored = JSON.stringify(staticData());
				const items = result?.[0] ?? null;
				// As an execution stores them: no undefined, no Date, no class.
				return { items, json: deepCopy((items ?? []).map((item) => item.json)), logs };
			} finally {
				if (cursors === 'durable') session = undefined;
			}
		},
		memory: () => open().staticData(),
		disk,
		restart: (changes = {}) => pollNode({ ...options, activation: 'init', ...changes, staticData: disk() }),
	};
}

interface Session {
	context: PollContext;
	staticData(): IDataObject;
}

function openSession({
	node,
	parameters = {},
	credentials,
	staticData,
	mode = 'trigger',
	activation = mode === 'manual' ? 'manual' : 'activate',
	pollBudget,
}: PollNodeOptions): Session {
	const onCanvas = nodeOnCanvas(node, parameters, credentials);
	const workflow: Workflow = workflowOf(
		[onCanvas],
		{},
		nodeTypes({ [typeNameOf(node)]: node }),
		{ [`node:${onCanvas.name}`]: staticData ?? {} },
		mode !== 'manual',
	);
	// The workflow fills in the defaults of parameters that the test leaves out.
	const complete = workflow.getNode(onCanvas.name) ?? onCanvas;
	const context = new PollContext(workflow, complete, additionalDataWith(credentials), mode, activation);
	if (pollBudget !== undefined) Object.assign(context, { getPollBudgetMs: () => pollBudget });
	return {
		context,
		staticData: () => JSON.parse(JSON.stringify(workflow.getStaticData('node', complete))) as IDataObject,
	};
}
