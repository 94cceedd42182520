import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { N8nClient, type WorkflowInput } from '../../../sandbox/n8n/client';
import { ensureN8nInstalled } from '../../../sandbox/n8n/install';
import { startN8n } from '../../../sandbox/n8n/process';
import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { sandboxCredentials } from '../../../sandbox/start/demo';
import { owner, repository } from '../../../sandbox/start/settings';
import { registrations } from '../../faults/stage';
import { chain } from '../../faults/workflows';

/** The platform that calls. */
export const FOLDER = 'delivery-direto';
const WEBHOOK_ID = '2f6b1f0e-54d5-4c55-8f61-0d7a3c1e9b44';

type Wish = Parameters<typeof chain>[1][number];

/** A started n8n, whatever it consists of, and the platforms beside it. */
export interface Site {
	client: N8nClient;
	/** Address at which n8n takes calls: of the webhook process where there is one. */
	url: string;
	sandbox: Sandbox;
}

/** An n8n of one process. */
export interface SingleSite extends Site {
	n8nDir: string;
	userFolder: string;
}

/** A workflow that starts when the platform calls. */
export interface Called {
	id: string;
	/** Where the platform calls. */
	address: string;
}

/**
 * Starts n8n as one process with an empty sandbox, and ends both when the work is done.
 * @param env settings of n8n
 */
export async function withSite<T>(
	work: (site: SingleSite) => Promise<T>,
	env: Record<string, string> = {},
): Promise<T> {
	const n8nDir = await ensureN8nInstalled();
	const userFolder = mkdtempSync(path.join(tmpdir(), 'pedidos-load-'));
	const sandbox = await startSandbox({});
	const n8n = await startN8n({ dir: n8nDir, userFolder, packageDir: repository, env });
	try {
		const client = await N8nClient.connect(n8n.url, owner);
		return await work({ client, url: n8n.url, sandbox, n8nDir, userFolder });
	} finally {
		await n8n.stop();
		await sandbox.close();
		rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 });
	}
}

/** Publishes our Delivery Direto Trigger, called, and these nodes behind it. */
export async function publishOurs({ client, sandbox }: Site, behind: Wish[]): Promise<Called> {
	for (const credential of sandboxCredentials(sandbox)) await client.saveCredential(credential);
	const { type } = sandbox.platform(FOLDER).credential;
	const { id } = await client.saveWorkflow(
		chain('ours', [
			{
				name: 'Trigger',
				type: 'n8n-nodes-pedidos.deliveryDiretoTrigger',
				parameters: { receiveBy: 'webhook', events: ['orderCreated'] },
				credentials: { [type]: { id: null, name: 'Delivery Direto' } },
				webhookId: WEBHOOK_ID,
			},
			...behind,
		]),
	);
	await client.publish(id);
	return { id, address: await registeredAddress(sandbox) };
}

/** Publishes n8n's own Webhook node and these nodes behind it. */
export async function publishPlain({ client, url }: Site, behind: Wish[]): Promise<Called> {
	const parameters: WorkflowInput['nodes'][number]['parameters'] = {
		httpMethod: 'POST',
		path: 'plain',
		responseMode: 'onReceived',
		options: {},
	};
	const { id } = await client.saveWorkflow(
		chain('plain', [
			{
				name: 'Trigger',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				parameters,
				webhookId: 'plain',
			},
			...behind,
		]),
	);
	await client.publish(id);
	return { id, address: `${url}/webhook/plain` };
}

/** Where our trigger asked Delivery Direto to call. */
async function registeredAddress(sandbox: Sandbox): Promise<string> {
	for (let attempt = 0; attempt < 100; attempt++) {
		const webhooks = await registrations({ sandbox });
		const placed = webhooks.find(({ eventType }) => eventType === 'ORDER_PLACED');
		if (placed) return placed.webhookUrl;
		await wait(200);
	}
	throw new Error('the trigger has registered no address');
}

/** Bodies as Delivery Direto sends them, each about an order of its own. */
export function callsOf(sandbox: Sandbox, count: number, first: number): string[] {
	const id = sandbox.platform(FOLDER).placeOrder({ kind: 'delivery' });
	const { raw } = sandbox.order(FOLDER, id);
	return Array.from({ length: count }, (_, index) => {
		const own = first + index;
		const order = { ...raw, id: own, orderNumber: own };
		return JSON.stringify({
			eventType: 'ORDER_PLACED',
			orderStatus: null,
			ordersId: own,
			storesId: 1,
			order,
		});
	});
}
