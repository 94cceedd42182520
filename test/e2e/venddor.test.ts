import type { Execution } from '../../sandbox/n8n/client';
import { byId, openBench } from './bench';
import { itSinceN8n2, onTest } from './line';
import {
	doNothing,
	errorOf,
	itemsOf,
	jsonOf,
	manualTrigger,
	workflow,
	type Json,
	type NodeParameters,
	type NodeWish,
} from './support';

const bench = openBench({
	platform: 'venddor',
	title: 'Venddor',
	type: 'venddor',
	credentials: { Venddor: {}, 'Wrong Key': { apiKey: 'not-it' } },
	behind: [doNothing('Good')],
});
const { credential } = bench;

const store = () => bench.platform;

async function execute(
	parameters: NodeParameters,
	{ name, items }: { name?: string; items?: Json[] } = {},
): Promise<Execution> {
	return await bench.execute(bench.node(parameters, name), items);
}

describe('the Venddor node in a real n8n', () => {
	it('reads the orders that wait for the vendor', async () => {
		store().examples();
		const order = store().placeOrder({ kind: 'delivery' });
		const execution = await execute({
			resource: 'order',
			operation: 'getAll',
			returnAll: true,
			filters: { status: byId('E') },
			output: 'raw',
			options: { skipDetails: true },
		});
		expect(execution.status).toBe('success');
		expect(jsonOf(execution, 'Good')).toMatchObject([{ order_id: String(order), status: 'E' }]);
		expect(bench.sandbox.counters()).toEqual({ 'order.getAll': 1 });
	});

	it('changes the status of an order', async () => {
		const order = Number(store().placeOrder({ kind: 'delivery' }));
		const execution = await execute({
			resource: 'order',
			operation: 'update',
			orderId: byId(order),
			updateFields: { status: byId('P') },
		});
		expect(jsonOf(execution, 'Good')).toEqual([{ order_id: String(order) }]);
		expect(bench.sandbox.order('venddor', order).status).toBe('P');
	});

	it('starts the preparation of every unified order that the list gave, by its id', async () => {
		const orders = [store().placeOrder({ kind: 'delivery' }), store().placeOrder({ kind: 'discount' })];
		const list = bench.node({
			resource: 'order',
			operation: 'getAll',
			filters: { status: byId('E'), sortOrder: 'asc', sortBy: 'order_id' },
		});
		const start = bench.node(
			{ resource: 'order', operation: 'startPreparation', orderId: byId('={{ $json.id }}') },
			'Venddor',
			{ name: 'Start Preparation' },
		);
		const chain = [manualTrigger, list, start];
		const { id } = await bench.engine.client.saveWorkflow(workflow('Venddor, list and start', chain));
		const execution = await bench.engine.client.run(id, 'Start');
		expect(execution.status).toBe('success');
		expect(jsonOf(execution, 'Venddor')).toMatchObject(
			orders.map((order) => ({
				source: { orderId: String(order) },
				status: 'CREATED',
				total: { orderAmount: bench.sandbox.order('venddor', order).total },
			})),
		);
		expect(jsonOf(execution, 'Start Preparation')).toMatchObject(
			orders.map((order) => ({ orderId: String(order), changed: true, status: 'PREPARING' })),
		);
		expect(orders.map((order) => bench.sandbox.order('venddor', order).status)).toEqual(['P', 'P']);
	});

	it('gives the samples on a node without a credential', async () => {
		const execution = await bench.execute(
			bench.node({ resource: 'order', operation: 'getSample', sample: 'all' }, 'Venddor', {
				credentials: {},
			}),
		);
		expect(execution.status).toBe('success');
		const samples = jsonOf(execution, 'Good');
		expect(samples).toHaveLength(5);
		for (const sample of samples) expect(sample.id).toMatch(/^venddor:sample:/);
	});

	it('creates an order from a list of products', async () => {
		const execution = await execute({
			resource: 'order',
			operation: 'create',
			userId: byId(4031),
			paymentId: byId(6),
			shippingId: byId(3),
			products: { values: [{ product: byId(214), amount: 5 }] },
		});
		expect(execution.status).toBe('success');
		const [created] = jsonOf(execution, 'Good');
		expect(bench.sandbox.order('venddor', Number(created?.order_id))).toMatchObject({
			status: 'O',
			total: 44.95,
		});
	});

	it('sends the products of many items in one request', async () => {
		const items = ['9001', '9002', '9003'].map((code) => ({ code }));
		const execution = await execute(
			{
				resource: 'product',
				operation: 'upsert',
				productCode: '={{ $json.code }}',
				product: 'Produto de teste',
				price: 8.99,
				amount: 12,
				status: 'A',
			},
			{ items },
		);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Venddor').map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_, item) => ({ item })),
		);
		expect(bench.sandbox.requests('venddor').map(({ body }) => body)).toEqual([
			items.map(({ code }) => ({
				product_code: code,
				product: 'Produto de teste',
				price: '8,99',
				amount: '12',
				status: 'A',
			})),
		]);
	});

	it('explains an order that is not there, and a wrong API key', async () => {
		const read = { resource: 'order', operation: 'get', orderId: byId(7) };
		expect(errorOf(await execute(read)).message).toBe('Venddor does not know order 7');
		expect(errorOf(await execute(read, { name: 'Wrong Key' }))).toMatchObject({
			message: 'Venddor refused the login',
			description: expect.stringContaining('press its Test button'),
		});
	});
});

describe('the Venddor credential in a real n8n', () => {
	it.each<[string, Json, { status: string; message: string }]>([
		['the right key', {}, { status: 'OK', message: 'Connection successful!' }],
		['no allowed domains', { allowedDomains: '' }, { status: 'OK', message: 'Connection successful!' }],
		[
			'a wrong key',
			{ apiKey: 'not-it' },
			{ status: 'Error', message: onTest(401, 'Venddor refused this e-mail and API key') },
		],
		[
			'a wrong prefix',
			{ pathPrefix: '/shop' },
			{
				status: 'Error',
				message: onTest(404, 'There is no Venddor API at this address. Check Store URL and Path Prefix'),
			},
		],
	])('says on Test for %s what is the matter', async (_, changes, outcome) => {
		const id = await bench.engine.client.saveCredential(credential('Tested', changes));
		expect(await bench.engine.client.testCredential(id)).toEqual(outcome);
	});

	const run = async (url: string) => {
		const request: NodeWish = {
			name: 'HTTP Request',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: { url, authentication: 'predefinedCredentialType', nodeCredentialType: 'venddorApi' },
			credentials: { venddorApi: { id: null, name: 'Venddor' } },
		};
		const { id } = await bench.engine.client.saveWorkflow(workflow('HTTP', [manualTrigger, request]));
		return await bench.engine.client.run(id, 'Start');
	};

	it('serves the HTTP Request node for the own host', async () => {
		store().examples();
		const own = await run(`${bench.sandbox.url}/venddor/api/orders/5138`);
		expect(jsonOf(own, 'HTTP Request')).toMatchObject([{ order_id: '5138', total: '9790.00' }]);
	});

	itSinceN8n2('serves the HTTP Request node for no other host', async () => {
		const foreign = await run(
			`${bench.sandbox.url.replace('127.0.0.1', 'localhost')}/venddor/api/orders/5138`,
		);
		expect(errorOf(foreign).message).toContain('Domain not allowed');
	});
});
