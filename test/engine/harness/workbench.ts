import './environment';
import { Container } from '@n8n/di';
import { ExternalSecretsProxy } from 'n8n-core';
import { SSHClientsManager } from 'n8n-core/dist/execution-engine/ssh-clients-manager';
import {
	UserError,
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { CredentialStore } from './credential-store';

// Its timer would keep the test process alive for ever.
Container.set(SSHClientsManager, {} as SSHClientsManager);

/** Time zone of the workflows in the tests: not the store's, so that a mix-up shows. */
export const WORKFLOW_TIME_ZONE = 'Europe/Lisbon';

export const typeNameOf = (node: INodeType) => `n8n-nodes-pedidos.${node.description.name}`;

/** Node types by their full name, as n8n's registry of installed nodes. */
export function nodeTypes(installed: Record<string, INodeType>): INodeTypes {
	const find = (name: string) => {
		const type = installed[name];
		if (!type) throw new UserError(`Unrecognized node type: ${name}`);
		return type;
	};
	return { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
}

/** The node on the canvas. */
export function nodeOnCanvas(
	node: INodeType,
	parameters: INodeParameters,
	credentials: CredentialStore | undefined,
	settings: Partial<INode> = {},
): INode {
	const { version, defaults } = node.description;
	return {
		id: 'node-under-test',
		name: String(defaults.name ?? node.description.displayName),
		type: typeNameOf(node),
		typeVersion: Array.isArray(version) ? Math.max(...version) : version,
		position: [0, 0],
		parameters,
		credentials: credentials?.references(),
		...settings,
	};
}

export function workflowOf(
	nodes: INode[],
	connections: IConnections,
	types: INodeTypes,
	staticData?: IDataObject,
	active = true,
): Workflow {
	return new Workflow({
		id: 'workflow-under-test',
		name: 'Workflow under test',
		nodes,
		connections,
		active,
		nodeTypes: types,
		staticData,
		settings: { executionOrder: 'v1', timezone: WORKFLOW_TIME_ZONE },
	});
}

/** What n8n hands to its engine with every execution. Only the credentials do something in these tests. */
export function additionalDataWith(
	credentialsHelper = new CredentialStore(),
): IWorkflowExecuteAdditionalData {
	const address = 'http://n8n.invalid';
	const unavailable = (what: string) => () =>
		Promise.reject(new UserError(`${what} is not part of these tests`));
	return {
		credentialsHelper,
		externalSecretsProxy: new ExternalSecretsProxy(),
		executeWorkflow: unavailable('A sub-workflow'),
		startRunnerTask: unavailable('The task runner'),
		getRunExecutionData: () => Promise.resolve(undefined),
		executionId: 'execution-under-test',
		currentNodeExecutionIndex: 0,
		restApiUrl: `${address}/rest`,
		instanceBaseUrl: address,
		formWaitingBaseUrl: `${address}/form-waiting`,
		webhookBaseUrl: `${address}/webhook`,
		webhookWaitingBaseUrl: `${address}/webhook-waiting`,
		webhookTestBaseUrl: `${address}/webhook-test`,
		variables: {},
		setExecutionStatus: () => undefined,
		sendDataToUI: () => undefined,
		logAiEvent: () => undefined,
	};
}
