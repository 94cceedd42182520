import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startInbox, type Inbox, type InboxMessage } from '../../../sandbox/inbox';
import type { Row, WorkflowInput } from '../../../sandbox/n8n/client';
import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { inboxCredential, sandboxCredentials } from '../../../sandbox/start/demo';
import { repository } from '../../../sandbox/start/settings';
import {
	eventually,
	itemsFrom,
	manualTrigger,
	startEngine,
	workflow,
	type Engine,
	type Json,
	type Node,
	type NodeParameters,
} from '../support';
import { startCatcher, type Catcher } from './catcher';

/** What a shop owner does to an imported template before publishing it. */
export interface Changes {
	/** Fields of the node "Your settings". */
	settings?: Json;
	/** Names of nodes to switch on and off. */
	on?: string[];
	off?: string[];
	/** Parameters to set, by the name of the node. */
	parameters?: Record<string, NodeParameters>;
	/** Id of the workflow that shall hear of failures. */
	errorWorkflow?: string;
}

/** A shop with all five platforms, an n8n, an inbox, and a server for everything that it calls. */
export interface Shop {
	engine: Engine;
	sandbox: Sandbox;
	inbox: Inbox;
	server: Catcher;
	/** Imports a template as a person does, presses its button for the tables, and publishes it. Resolves to its id. */
	use(file: string, changes?: Changes): Promise<string>;
	/** Lets the triggers of a published workflow ask now: n8n asks once a minute, and when a workflow is published. */
	pollNow(id: string): Promise<void>;
	/** Does something to an order at its platform, as the staff does there. */
	act(platform: keyof typeof NODES, order: string | number, operation: string): Promise<void>;
	rows(table: string): Promise<Row[]>;
	addRow(table: string, row: Row): Promise<void>;
	/** The row for which the table is asked until it is there. */
	row(table: string, accepts: (row: Row) => boolean): Promise<Row>;
	mail(accepts: (message: InboxMessage) => boolean): Promise<InboxMessage>;
	/** From now on no e-mail leaves. */
	breakMail(): Promise<void>;
	/** Everything works again. */
	mend(): Promise<void>;
	close(): Promise<void>;
}

/** Type of the action node, its credential and its parameter for an order, by the platform's folder in the sandbox. */
const NODES = {
	pigz: { type: 'pigz', credential: 'pigzApi', name: 'Pigz', parameter: 'id' },
	neemo: { type: 'neemo', credential: 'neemoApi', name: 'Neemo', parameter: 'orderId' },
	venddor: { type: 'venddor', credential: 'venddorApi', name: 'Venddor', parameter: 'orderId' },
	'delivery-direto': {
		type: 'deliveryDireto',
		credential: 'deliveryDiretoApi',
		name: 'Delivery Direto',
		parameter: 'id',
	},
};

/** Outside accounts that a template names and that no test reaches: their nodes stay switched off. */
const ACCOUNTS = [
	{ type: 'slackApi', name: 'Slack', data: { accessToken: 'xoxb-not-real' } },
	{ type: 'googleSheetsOAuth2Api', name: 'Google Sheets', data: { clientId: 'x', clientSecret: 'x' } },
	{ type: 'whatsAppApi', name: 'WhatsApp', data: { accessToken: 'not-real', businessAccountId: '1' } },
];

export const HEADER_KEY = 'key-of-the-shops-own-server';

/** The port "discard": no program takes e-mails there. */
const NOBODY_LISTENS = 9;

const BUTTON = 'Press once to make the tables';

export async function openShop(): Promise<Shop> {
	const sandbox = await startSandbox({});
	const inbox = await startInbox({ port: 0 });
	const server = await startCatcher();
	const engine = await startEngine();
	const { client } = engine;
	for (const credential of sandboxCredentials(sandbox)) await client.saveCredential(credential);
	await client.saveCredential(inboxCredential(inbox.port));
	for (const account of ACCOUNTS) await client.saveCredential(account);

	const shop: Shop = {
		engine,
		sandbox,
		inbox,
		server,
		async use(file, changes = {}) {
			const template = changed(readTemplate(file), changes);
			for (const name of headerCredentials(template)) {
				await client.saveCredential({
					name,
					type: 'httpHeaderAuth',
					data: { name: 'apikey', value: HEADER_KEY, allowedHttpRequestDomains: 'all' },
				});
			}
			const { id } = await client.saveWorkflow(template);
			const made = await client.run(id, BUTTON);
			if (made.data.resultData.error)
				throw new Error(`"${BUTTON}" of ${file}: ${made.data.resultData.error.message}`);
			await client.publish(id);
			return id;
		},
		async pollNow(id) {
			await client.unpublish(id);
			await client.publish(id);
		},
		async act(platform, order, operation) {
			const { type, credential, name, parameter } = NODES[platform];
			const { id } = await client.saveWorkflow(
				workflow(`Staff: ${operation} ${order} on ${name}`, [
					manualTrigger,
					itemsFrom('Order', [{ order: String(order) }]),
					{
						name,
						type: `n8n-nodes-pedidos.${type}`,
						parameters: {
							resource: 'order',
							operation,
							[parameter]: { __rl: true, mode: 'id', value: '={{ $json.order }}' },
						},
						credentials: { [credential]: { id: null, name } },
					},
				]),
			);
			const execution = await client.run(id, 'Start');
			expect(execution.status).toBe('success');
		},
		async rows(table) {
			const id = await client.tableId(table);
			return id ? await client.rows(id) : [];
		},
		async addRow(table, row) {
			const id = await client.tableId(table);
			if (!id) throw new Error(`There is no table "${table}"`);
			await client.addRow(id, row);
		},
		row: async (table, accepts) =>
			await eventually(`a row in ${table}`, async () => (await shop.rows(table)).find(accepts), 60_000),
		mail: async (accepts) => await inbox.waitFor(accepts, 60_000),
		breakMail: async () => void (await client.saveCredential(inboxCredential(NOBODY_LISTENS))),
		async mend() {
			server.setDown(false);
			sandbox.liftFaults();
			await client.saveCredential(inboxCredential(inbox.port));
		},
		async close() {
			await engine.close();
			server.close();
			await inbox.close();
			await sandbox.close();
		},
	};
	return shop;
}

/** A template as it is in its file. */
export function readTemplate(file: string): WorkflowInput {
	const path = join(repository, 'workflows', 'templates', `${file}.json`);
	const { name, nodes, connections, settings } = JSON.parse(readFileSync(path, 'utf8')) as WorkflowInput;
	return { name, nodes, connections, settings };
}

function changed(template: WorkflowInput, changes: Changes): WorkflowInput {
	const { settings = {}, on = [], off = [], parameters = {} } = changes;
	const names = template.nodes.map(({ name }) => name);
	for (const name of [...on, ...off, ...Object.keys(parameters)])
		if (!names.includes(name)) throw new Error(`"${template.name}" has no node "${name}"`);
	const nodes = template.nodes.map((node): Node => {
		const next: Node = { ...node, parameters: { ...node.parameters, ...parameters[node.name] } };
		if (on.includes(node.name)) next.disabled = false;
		if (off.includes(node.name)) next.disabled = true;
		if (node.name === 'Your settings') next.parameters = filledIn(next.parameters, settings);
		return next;
	});
	const { errorWorkflow } = changes;
	return {
		...template,
		nodes,
		settings: { ...template.settings, ...(errorWorkflow ? { errorWorkflow } : {}) },
	};
}

function filledIn(parameters: NodeParameters, settings: Json): NodeParameters {
	const { assignments } = parameters.assignments as { assignments: Array<{ name: string; value: unknown }> };
	for (const key of Object.keys(settings))
		if (!assignments.some(({ name }) => name === `settings.${key}`))
			throw new Error(`There is no setting "${key}"`);
	const filled = assignments.map((one) => {
		const key = one.name.replace('settings.', '');
		return key in settings ? { ...one, value: settings[key] } : one;
	});
	return { ...parameters, assignments: { assignments: filled } } as NodeParameters;
}

function headerCredentials({ nodes }: WorkflowInput): string[] {
	const names = nodes.map(({ credentials }) => credentials?.httpHeaderAuth?.name);
	return [...new Set(names.filter((name) => name !== undefined))];
}
