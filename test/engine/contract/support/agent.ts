import type { NodeRun } from '../../harness';
import { additionalDataWith, nodeOnCanvas, nodeTypes, typeNameOf, workflowOf } from '../../harness/workbench';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	deepCopy,
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeProperties,
	type INodeType,
} from 'n8n-workflow';
import type { CredentialStore } from '../../harness';

/** A tool as n8n hands it to an agent: what the model reads of it, and how it is called. */
interface Tool {
	name: string;
	description: string;
	schema: { shape: Record<string, unknown> };
	invoke(values: IDataObject): Promise<string>;
}

export interface ToolCall {
	name: string;
	description: string;
	/** Names of the values that the model is asked for. */
	asked: string[];
	/** What the model gets to read. */
	answer: string;
	error?: NonNullable<NodeRun['error']>;
}

const DESCRIPTION_CHOICE: INodeProperties = {
	displayName: 'Tool Description',
	name: 'descriptionType',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Set Automatically', value: 'auto' },
		{ name: 'Set Manually', value: 'manual' },
	],
	default: 'auto',
};

/**
 * The tool form of a node, as n8n 2.41 makes it of every `usableAsTool` node when it loads its types: the same node
 * under another name with a description for the model, no input and an output for tools. That step belongs to n8n's
 * server, which these tests do not have, so it is described here; everything behind it is n8n-core's own code.
 */
export function toolFormOf(node: INodeType): INodeType {
	const { usableAsTool: _, ...description } = deepCopy(node.description);
	const manual: INodeProperties = {
		displayName: 'Description',
		name: 'toolDescription',
		type: 'string',
		default: description.description,
		required: true,
		displayOptions: { show: { descriptionType: ['manual'] } },
	};
	const toolForm = {
		...description,
		name: `${description.name}Tool`,
		displayName: `${description.displayName} Tool`,
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
		properties: [DESCRIPTION_CHOICE, manual, ...description.properties],
	};
	return Object.create(node, { description: { value: toolForm } }) as INodeType;
}

/** Parameters of which a model fills in every value: n8n writes `$fromAI` for each, and asks for them by name. */
export interface ModelInput {
	parameters: INodeParameters;
	/** What the model gives, by the names under which it is asked. */
	values: IDataObject;
}

/** @param kept names of parameters that a person sets, such as resource and operation */
export function filledByModel(parameters: INodeParameters, kept: string[]): ModelInput {
	const values: IDataObject = {};
	const replaced = (value: unknown, path: string[]): unknown => {
		if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object')) return asked(value, path);
		if (Array.isArray(value)) return value.map((entry, index) => replaced(entry, [...path, String(index)]));
		if (typeof value !== 'object' || value === null) return asked(value, path);
		const isLocator = '__rl' in value;
		return Object.fromEntries(
			Object.entries(value).map(([name, member]) => [
				name,
				isLocator && name !== 'value' ? (member as unknown) : replaced(member, [...path, name]),
			]),
		);
	};
	const asked = (value: unknown, path: string[]): string => {
		// n8n allows 64 characters, and one field of a name
		const field = path.filter((step) => step !== 'value').at(-1) ?? '';
		const name = `${field.slice(0, 50)}_${Object.keys(values).length + 1}`;
		values[name] = value as IDataObject[string];
		const type = Array.isArray(value) ? 'json' : typeof value;
		return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`\`, '${type}') }}`;
	};
	const entries = Object.entries(parameters).map(([name, value]) => [
		name,
		kept.includes(name) ? value : replaced(value, [name]),
	]);
	return { parameters: Object.fromEntries(entries) as INodeParameters, values };
}

/** Lets an agent call the node once as its tool, through n8n-core's own wrapping. */
export async function callAsTool(
	node: INodeType,
	{ parameters, values }: ModelInput,
	credentials: CredentialStore,
): Promise<ToolCall> {
	const toolForm = toolFormOf(node);
	const tool = nodeOnCanvas(toolForm, parameters, credentials);
	const agentForm = agentThatGives(values);
	const agent: INode = { ...nodeOnCanvas(agentForm, {}, undefined), id: 'agent' };
	const connections = {
		[tool.name]: {
			[NodeConnectionTypes.AiTool]: [[{ node: agent.name, type: NodeConnectionTypes.AiTool, index: 0 }]],
		},
	};
	const types = nodeTypes({ [typeNameOf(toolForm)]: toolForm, [typeNameOf(agentForm)]: agentForm });
	const workflow = workflowOf([agent, tool], connections, types);
	const additionalData = additionalDataWith(credentials);
	additionalData.hooks = new ExecutionLifecycleHooks('trigger', 'execution-under-test', {
		id: workflow.id,
		name: 'Workflow under test',
		active: true,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes: [agent, tool],
		connections,
	});
	const run = await new WorkflowExecute(additionalData, 'trigger').run({
		workflow,
		startNode: workflow.getNode(agent.name) ?? agent,
		pinData: {},
	});
	const [item] = run.data.resultData.runData[agent.name]?.[0]?.data?.main?.[0] ?? [];
	const { error } = run.data.resultData;
	return { name: '', description: '', asked: [], answer: '', ...item?.json, ...(error ? { error } : {}) };
}

/** An agent whose model has made up its mind already. */
function agentThatGives(values: IDataObject): INodeType {
	return {
		description: {
			displayName: 'Agent',
			name: 'agent',
			group: ['transform'],
			version: 1,
			description: 'Calls its one tool once',
			defaults: { name: 'Agent' },
			inputs: [
				NodeConnectionTypes.Main,
				{ type: NodeConnectionTypes.AiTool, displayName: 'Tool', required: true },
			],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const tools = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
			const results = tools.map(async (tool) => ({
				json: {
					name: tool.name,
					description: tool.description,
					asked: Object.keys(tool.schema.shape),
					answer: await tool.invoke(values),
				},
			}));
			return [await Promise.all(results)];
		},
	};
}
