import { randomUUID } from 'node:crypto';
import type { WorkflowInput } from '../../sandbox/n8n/client';
import { isWebhook, type PollingPeer, type Trigger, type WebhookPeer } from './platforms';

type Node = WorkflowInput['nodes'][number];
type Wish = Pick<Node, 'name' | 'type'> & Partial<Node>;
type Parameters = Node['parameters'];

/** The node whose stored output is what a workflow has received. */
export const RECEIVED = 'Orders';
/** End of the address of our Digipix trigger. */
export const DIGIPIX_SECRET = '3f9a1c2b7d04e856';

export interface Credential {
	type: string;
	name: string;
}

/** How this build of the Delivery Direto node chooses between polling and webhook; null while it has no choice. */
export interface ReceiveBy {
	parameter: string;
	webhook: string;
}

/** Our trigger, and one node behind it. */
export function ourWorkflow(
	name: string,
	trigger: Trigger,
	credential: Credential,
	pollSeconds: number,
	webhookId: string,
	receiveBy: ReceiveBy | null,
): WorkflowInput {
	const parameters: Parameters = isWebhook(trigger)
		? {
				events: ['orderCreated', 'orderCancelled', 'statusChanged'],
				...(trigger.folder === 'digipix' ? { secret: DIGIPIX_SECRET } : {}),
				...(trigger.folder !== 'digipix' && receiveBy ? { [receiveBy.parameter]: receiveBy.webhook } : {}),
			}
		: {
				pollTimes: {
					item: ticks(trigger.second ?? 0, pollSeconds).map((second) => ({
						mode: 'custom',
						cronExpression: `${second} * * * * *`,
					})),
				},
				events: ['orderCreated', 'orderCancelled'],
			};
	return chain(name, [
		{
			name: 'Trigger',
			type: `n8n-nodes-pedidos.${trigger.node}`,
			parameters,
			credentials: { [credential.type]: { id: null, name: credential.name } },
			webhookId,
		},
		{ name: RECEIVED, type: 'n8n-nodes-base.noOp' },
	]);
}

/** The same as it is built today, with nodes of n8n alone. It begins at the same second as ours. */
export function peerWorkflow(
	name: string,
	trigger: Trigger,
	credential: Credential,
	baseUrl: string,
	pollSeconds: number,
	webhookId: string,
): WorkflowInput {
	const { peer } = trigger;
	return 'calledId' in peer
		? chain(name, webhookNodes(peer, credential, baseUrl, webhookId))
		: chain(name, pollingNodes(peer, credential, baseUrl, ticks(trigger.second ?? 0, pollSeconds)));
}

function webhookNodes(peer: WebhookPeer, credential: Credential, baseUrl: string, path: string): Wish[] {
	return [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
			webhookId: path,
		},
		...(peer.read ? [request('Read', 'GET', `=${baseUrl}${peer.read}`, credential)] : []),
		removeDuplicates(peer.read ? peer.calledId : `body.${peer.calledId}`),
		{ name: RECEIVED, type: 'n8n-nodes-base.noOp' },
	];
}

function pollingNodes(peer: PollingPeer, credential: Credential, baseUrl: string, seconds: number[]): Wish[] {
	const { acknowledge } = peer;
	return [
		{
			name: 'Schedule',
			type: 'n8n-nodes-base.scheduleTrigger',
			typeVersion: 1.2,
			parameters: {
				rule: {
					interval: [{ field: 'cronExpression', expression: `${seconds.join(',')} * * * * *` }],
				},
			},
		},
		request('List', peer.method, `${baseUrl}${peer.path}`, credential, peer),
		...(peer.rows
			? [
					{
						name: 'Split',
						type: 'n8n-nodes-base.splitOut',
						parameters: { fieldToSplitOut: peer.rows, options: {} },
					},
				]
			: []),
		removeDuplicates(peer.id),
		{ name: RECEIVED, type: 'n8n-nodes-base.noOp' },
		...(acknowledge
			? [request('Acknowledge', acknowledge.method, `=${baseUrl}${acknowledge.path}`, credential)]
			: []),
	];
}

function request(
	name: string,
	method: string,
	url: string,
	credential: Credential,
	{ query, form }: Pick<PollingPeer, 'query' | 'form'> = {},
): Wish {
	const list = (values: Record<string, string>) => ({
		parameters: Object.entries(values).map(([parameter, value]) => ({ name: parameter, value })),
	});
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method,
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: credential.type,
			...(query ? { sendQuery: true, queryParameters: list(query) } : {}),
			...(form ? { sendBody: true, contentType: 'form-urlencoded', bodyParameters: list(form) } : {}),
			options: {},
		},
		credentials: { [credential.type]: { id: null, name: credential.name } },
	};
}

function removeDuplicates(id: string): Wish {
	return {
		name: 'Remove Duplicates',
		type: 'n8n-nodes-base.removeDuplicates',
		typeVersion: 2,
		parameters: {
			operation: 'removeItemsSeenInPreviousExecutions',
			logic: 'removeItemsWithAlreadySeenKeyValues',
			dedupeValue: `={{ $json.${id} }}`,
			options: {},
		},
	};
}

/** Nodes that follow each other. */
export function chain(name: string, wishes: Wish[]): WorkflowInput {
	const nodes = wishes.map((wish, column) => ({
		// No longer than a UUID, or n8n's durable scheduler refuses it
		id: randomUUID(),
		typeVersion: 1,
		position: [column * 220, 0] as [number, number],
		parameters: {},
		...wish,
	}));
	const connections: WorkflowInput['connections'] = {};
	for (const [column, { name: from }] of nodes.entries()) {
		const next = nodes[column + 1];
		if (next) connections[from] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	}
	return { name, nodes, connections, settings: { executionOrder: 'v1', timezone: 'America/Sao_Paulo' } };
}

const ticks = (first: number, pollSeconds: number) =>
	Array.from({ length: Math.floor(60 / pollSeconds) }, (_, tick) => tick * pollSeconds + first);
