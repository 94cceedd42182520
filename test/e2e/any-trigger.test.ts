import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import type { Row } from '../../sandbox/n8n/client';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { ordersTable, readWorkflow, sandboxCredentials } from '../../sandbox/start/demo';
import { itSinceN8n2 } from './line';
import { eventually, everySeconds, jsonOf, startEngine, workflow, type Engine, type Json } from './support';

const SECRET = '3f9a1c2b7d04e856';
const WEBHOOK_ID = '5b0f3a52-7a5e-4d0e-9a36-0c7d0b6c2f11';

let engine: Engine;
let sandbox: Sandbox;
let table: string;

beforeAll(async () => {
	sandbox = await startSandbox({});
	engine = await startEngine();
	for (const credential of sandboxCredentials(sandbox)) await engine.client.saveCredential(credential);
	table = await engine.client.ensureTable(ordersTable.name, ordersTable.columns);
});
afterAll(async () => {
	await engine?.close();
	await sandbox?.close();
});

/** Publishes the workflow of the file with nothing changed but its trigger. */
async function publishWith(node: string, credential: { type: string; name: string }, more = {}) {
	const file = readWorkflow('new-order-to-table.json');
	const nodes = file.nodes.map((one) =>
		one.name === 'New order'
			? {
					...one,
					type: `n8n-nodes-pedidos.${node}`,
					credentials: { [credential.type]: { id: null, name: credential.name } },
					parameters: { ...one.parameters, ...more },
					webhookId: WEBHOOK_ID,
				}
			: one,
	);
	const name = `${file.name}: ${node}`;
	const { id } = await engine.client.saveWorkflow({ ...file, id: undefined, name, nodes });
	await engine.client.publish(id);
	return id;
}

const rowOf = async (platform: string) =>
	await eventually(
		`an order of ${platform} stands in the table`,
		async () => (await engine.client.rows(table)).find((row) => row.platform === platform),
		90_000,
	);

/** Columns whose values differ from order to order. */
const shared = ({ id: _, createdAt: __, updatedAt: ___, ...row }: Row) => Object.keys(row).sort();

const COLUMNS = ordersTable.columns.map(({ name }) => name).sort();

itSinceN8n2.each([
	['pigz', 'pigzTrigger', 'Pigz', 'pigz', 'delivery'],
	['neemo', 'neemoTrigger', 'Neemo', 'neemo', 'pizza'],
	['venddor', 'venddorTrigger', 'Venddor', 'venddor', 'delivery'],
	['delivery-direto', 'deliveryDiretoTrigger', 'Delivery Direto', 'deliverydireto', 'delivery'],
])(
	'fills the same columns of the table from %s',
	async (folder, node, name, platform, kind) => {
		const place = () => sandbox.platform(folder).placeOrder({ kind });
		const order = place();
		const { type } = sandbox.platform(folder).credential;
		const id = await publishWith(node, { type, name });
		const row = await rowOf(platform);
		await engine.client.unpublish(id);
		expect(shared(row)).toEqual(COLUMNS);
		expect(row).toMatchObject({
			orderId: expect.stringMatching(new RegExp(`^${platform}:[0-9a-f]{8}:${order}$`)),
			displayId: expect.stringMatching(/^\d+$/),
			status: 'CREATED',
			placedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			customerName: expect.stringMatching(/\S/),
			customerPhone: expect.stringMatching(/^\+55\d{10,11}$/),
			orderType: expect.stringMatching(/^(DELIVERY|TAKEOUT|INDOOR|SHIPPING)$/),
			items: expect.stringMatching(/^\d+x .+/),
			total: sandbox.order(folder, order).total,
			payment: expect.stringMatching(/\S/),
			eventType: 'orderCreated',
			redelivered: false,
		});
	},
	180_000,
);

itSinceN8n2(
	'fills the same columns of the table from Digipix, which calls when an order of ours moves on',
	async () => {
		const id = await publishWith(
			'digipixTrigger',
			{ type: 'digipixApi', name: 'Digipix' },
			{ secret: SECRET, events: ['orderCreated', 'statusChanged'] },
		);
		const address = `${engine.process.url}/webhook/${WEBHOOK_ID}/digipix/${SECRET}`;
		const order = sandbox
			.platform('digipix')
			.placeOrder({ kind: 'delivery', with: { statusNotificationUrl: address } });
		const called = await axios.post(address, { id: order, status: 'APPROVED' });
		expect(called.status).toBe(200);
		const row = await rowOf('digipix');
		expect(shared(row)).toEqual(COLUMNS);
		expect(row).toMatchObject({
			orderId: expect.stringMatching(new RegExp(`^digipix:[0-9a-f]{8}:${order}$`)),
			placedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			customerName: expect.stringMatching(/\S/),
			customerPhone: expect.stringMatching(/^\+55\d{10,11}$/),
			orderType: expect.stringMatching(/^(SHIPPING|TAKEOUT)$/),
			items: expect.stringMatching(/^\d+x .+/),
			total: sandbox.order('digipix', order).total,
			eventType: 'orderCreated',
			redelivered: false,
		});

		const guessed = await axios.post(
			`${engine.process.url}/webhook/${WEBHOOK_ID}/digipix/0000000000000000`,
			{ id: order },
			{ validateStatus: () => true },
		);
		expect(guessed.status).toBe(404);
		const nameless = await axios.post(address, { status: 'APPROVED' }, { validateStatus: () => true });
		expect(nameless.status).toBe(400);
		const executions = await engine.client.executions({ workflowId: id });
		expect(executions).toHaveLength(1);
		await engine.client.unpublish(id);
	},
);

it('hands an order of Venddor over again, marked as waiting, when the destination was down the first time', async () => {
	const arrived: Json[] = [];
	let isDown = true;
	const destination = createServer((request, response) => {
		let body = '';
		request.on('data', (part: Buffer) => (body += part.toString()));
		request.on('end', () => {
			if (!isDown) arrived.push(JSON.parse(body) as Json);
			response.writeHead(isDown ? 503 : 200).end();
		});
	});
	await once(destination.listen(0, '127.0.0.1'), 'listening');
	const { type } = sandbox.platform('venddor').credential;
	const { id } = await engine.client.saveWorkflow(
		workflow('Destination is down', [
			{
				name: 'New order',
				type: 'n8n-nodes-pedidos.venddorTrigger',
				parameters: {
					pollTimes: everySeconds(10),
					events: ['orderCreated', 'orderWaiting'],
					waitingMinutes: 1,
					options: { startWith: 'newOnly' },
				},
				credentials: { [type]: { id: null, name: 'Venddor' } },
			},
			{
				name: 'Destination',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: {
					method: 'POST',
					url: `http://127.0.0.1:${(destination.address() as AddressInfo).port}/`,
					sendBody: true,
					specifyBody: 'json',
					jsonBody: '={{ JSON.stringify($json) }}',
					options: {},
				},
			},
		]),
	);
	await engine.client.publish(id);
	const order = sandbox.platform('venddor').placeOrder({ kind: 'delivery' });
	const failed = await eventually(
		'the workflow fails',
		async () => (await engine.client.executions({ workflowId: id, status: ['error'] })).at(-1),
		60_000,
	);
	const [first] = jsonOf(await engine.client.execution(failed.id), 'New order');
	isDown = false;
	const again = await eventually('the order arrives', () => arrived[0], 120_000);
	await engine.client.unpublish(id);
	destination.close().closeAllConnections();
	expect(again).toEqual({
		...first,
		event: expect.objectContaining({ type: 'orderWaiting', waitingMinutes: 1 }) as object,
	});
	expect(again).toMatchObject({ source: { orderId: String(order) }, status: 'CREATED' });
	expect((again.event as Json).id).not.toBe((first?.event as Json).id);
	expect(arrived).toHaveLength(1);
}, 240_000);
