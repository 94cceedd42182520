import './environment';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	NodeConnectionTypes,
	NodeHelpers,
	replaceCircularReferences,
	UserError,
	type ExecutionError,
	type IBinaryKeyData,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IRun,
	type NodeExecutionHint,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { CredentialStore } from './credential-store';
import { recordingLogs, type LogEntry } from './logs';
import { additionalDataWith, nodeOnCanvas, nodeTypes, typeNameOf, workflowOf } from './workbench';

export interface RunNodeOptions {
	node: INodeType;
	parameters?: INodeParameters;
	credentials?: CredentialStore;
	/** Data that reaches the node; default: one empty item. */
	input?: Array<IDataObject | INodeExecutionData>;
	/** Setting "On Error" of the node; default `stopWorkflow`. */
	onError?: INode['onError'];
	/** The older setting of the same meaning as `continueRegularOutput`. */
	continueOnFail?: boolean;
	/** Default `trigger`: as in a published workflow. */
	mode?: WorkflowExecuteMode;
}

export interface NodeRun {
	status: IRun['status'];
	/** Items of the first output. */
	items: INodeExecutionData[];
	/** `json` of the items of the first output. */
	json: IDataObject[];
	/** Items of the error branch, which exists with `onError: 'continueErrorOutput'`. */
	errorItems: INodeExecutionData[];
	/** The error that ended the run. n8n keeps a copy of its members, so it is no instance of a class any more. */
	error?: ExecutionError;
	hints: NodeExecutionHint[];
	logs: LogEntry[];
	/** All n8n would store of this execution, as text: search it for what must not be there. */
	stored: string;
	run: IRun;
}

const START = 'Start';
const START_TYPE = 'test.start';

const startType: INodeType = {
	description: {
		displayName: START,
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: 'Hands the input of the test on',
		defaults: { name: START },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	execute: () => Promise.reject(new UserError('The start node is pinned')),
};

/**
 * Runs one node in n8n's own engine, behind a pinned start node, as in a published workflow.
 * @throws UserError when n8n would refuse to start, such as for a required field that is empty
 */
export async function runNode({
	node,
	parameters = {},
	credentials,
	input = [{}],
	onError,
	continueOnFail,
	mode = 'trigger',
}: RunNodeOptions): Promise<NodeRun> {
	const start: INode = {
		id: 'start',
		name: START,
		type: START_TYPE,
		typeVersion: 1,
		position: [-200, 0],
		parameters: {},
	};
	const tested = nodeOnCanvas(node, parameters, credentials, { onError, continueOnFail });
	const workflow = workflowOf(
		[start, tested],
		{ [START]: { main: [[{ node: tested.name, type: NodeConnectionTypes.Main, index: 0 }]] } },
		nodeTypes({ [START_TYPE]: startType, [typeNameOf(node)]: node }),
	);
	refuseWhatN8nRefuses(node, workflow.getNode(tested.name) ?? tested);

	const additionalData = additionalDataWith(credentials);
	additionalData.hooks = new ExecutionLifecycleHooks(mode, 'execution-under-test', {
		id: workflow.id,
		name: 'Workflow under test',
		active: true,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes: [start, tested],
		connections: workflow.connectionsBySourceNode,
	});
	const { result: run, logs } = await recordingLogs(
		async () =>
			await new WorkflowExecute(additionalData, mode).run({
				workflow,
				startNode: start,
				pinData: { [START]: input.map(asItem) },
			}),
	);

	const task = run.data.resultData.runData[tested.name]?.[0];
	const outputs = task?.data?.main ?? [];
	const items = outputs[0] ?? [];
	return {
		status: run.status,
		items,
		json: items.map((item) => item.json),
		errorItems: outputs[1] ?? [],
		error: run.data.resultData.error,
		hints: task?.hints ?? [],
		logs,
		stored: JSON.stringify(replaceCircularReferences(run.data)),
		run,
	};
}

function asItem(entry: IDataObject | INodeExecutionData): INodeExecutionData {
	const isItem = 'json' in entry && Object.keys(entry).every((key) => ['json', 'binary'].includes(key));
	if (!isItem) return { json: entry as IDataObject };
	return { json: entry.json as IDataObject, binary: entry.binary as IBinaryKeyData | undefined };
}

/** The engine only says that a workflow has issues; a test wants to know which. */
function refuseWhatN8nRefuses(type: INodeType, node: INode): void {
	const issues = NodeHelpers.getNodeParametersIssues(type.description.properties, node, type.description);
	if (issues) throw new UserError(`n8n would not run this node: ${JSON.stringify(issues)}`);
}
