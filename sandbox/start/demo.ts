import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Column, CredentialInput, N8nClient, WorkflowInput } from '../n8n/client';
import { PIGZ_CREDENTIAL } from '../platforms/pigz';
import type { Sandbox } from '../server';
import { repository } from './settings';

/** The Data Table of the demo workflows. n8n adds `id`, `createdAt` and `updatedAt` itself, hence `orderId` and `placedAt`. */
export const ordersTable: { name: string; columns: Column[] } = {
	name: 'Orders',
	columns: [
		{ name: 'orderId', type: 'string' },
		{ name: 'displayId', type: 'string' },
		{ name: 'platform', type: 'string' },
		{ name: 'status', type: 'string' },
		{ name: 'placedAt', type: 'date' },
		{ name: 'customerName', type: 'string' },
		{ name: 'customerPhone', type: 'string' },
		{ name: 'orderType', type: 'string' },
		{ name: 'items', type: 'string' },
		{ name: 'total', type: 'number' },
		{ name: 'payment', type: 'string' },
		{ name: 'eventType', type: 'string' },
		{ name: 'redelivered', type: 'boolean' },
		{ name: 'confirmedAt', type: 'date' },
	],
};

/** The demo workflows, each after those that it calls; the last one has the trigger. */
const workflowFiles = ['pigz-confirm-order.json', 'pigz-new-order.json'];

/** Reads a workflow of workflows/ as it is in the file. */
export function readWorkflow(file: string): WorkflowInput {
	return JSON.parse(readFileSync(join(repository, 'workflows', file), 'utf8')) as WorkflowInput;
}

/** The credential "Pigz" for the store of a sandbox, running or not. */
export function sandboxCredential(sandboxUrl: string): CredentialInput {
	const { type, data } = PIGZ_CREDENTIAL;
	return { name: 'Pigz', type, data: data(`${sandboxUrl}/pigz`) };
}

/** A credential for every platform of a sandbox, each called like its platform. */
export function sandboxCredentials(sandbox: Sandbox): CredentialInput[] {
	return sandbox.platforms().map((name) => {
		const { displayName, credential } = sandbox.platform(name);
		return { name: displayName, type: credential.type, data: credential.data(`${sandbox.url}/${name}`) };
	});
}

/** The credential "SMTP" for an inbox on this machine. */
export function inboxCredential(port: number): CredentialInput {
	return {
		name: 'SMTP',
		type: 'smtp',
		data: {
			host: '127.0.0.1',
			port,
			secure: false,
			disableStartTls: true,
			user: '',
			password: '',
			hostName: '',
		},
	};
}

export interface Demo {
	/** Id of the Data Table. */
	tableId: string;
	/** Id of the workflow that the trigger starts. */
	newOrderId: string;
}

/**
 * Brings an n8n into the state of the demo: a credential for each platform and one for e-mail, the Data Table "Orders" and two published workflows. What
 * a person has changed in a workflow since the last start stays; only the credentials follow the current ports.
 */
export async function setUpDemo(n8n: N8nClient, sandbox: Sandbox, smtpPort: number): Promise<Demo> {
	for (const credential of sandboxCredentials(sandbox)) {
		const test = await n8n.testCredential(await n8n.saveCredential(credential));
		if (test.status !== 'OK')
			throw new Error(`The credential "${credential.name}" does not work: ${test.message}`);
	}
	await n8n.saveCredential(inboxCredential(smtpPort));
	const tableId = await n8n.ensureTable(ordersTable.name, ordersTable.columns);
	const ids = new Map<string, string>();
	for (const file of workflowFiles) {
		const workflow = readWorkflow(file);
		const id = (await n8n.findWorkflow(workflow)) ?? (await publishNew(n8n, calling(workflow, ids)));
		ids.set(workflow.id ?? file, id);
	}
	return { tableId, newOrderId: [...ids.values()].at(-1) ?? '' };
}

async function publishNew(n8n: N8nClient, workflow: WorkflowInput): Promise<string> {
	const { id } = await n8n.saveWorkflow(workflow);
	await n8n.publish(id);
	return id;
}

/** A workflow that calls others by the ids that n8n gave them: n8n 1.123 gives others than the files have. */
function calling(workflow: WorkflowInput, ids: Map<string, string>): WorkflowInput {
	const known = (_: string, value: unknown) =>
		typeof value === 'string' ? (ids.get(value) ?? value) : value;
	return { ...workflow, nodes: JSON.parse(JSON.stringify(workflow.nodes), known) as WorkflowInput['nodes'] };
}
