import { NEEMO_TOKEN } from '../../sandbox/platforms/neemo';
import { byId, openBench } from './bench';
import {
	errorOf,
	jsonOf,
	manualTrigger,
	workflow,
	type Json,
	type Node,
	type NodeParameters,
	type NodeWish,
} from './support';

const bench = openBench({
	platform: 'neemo',
	title: 'Neemo',
	type: 'neemo',
	credentials: { Neemo: {}, 'Wrong Token': { token: 'not-it' } },
});
const { credential, execute } = bench;

const place = (kind?: string) => Number(bench.platform.placeOrder({ kind }));

const neemo = (parameters: NodeParameters, more: Partial<Node> = {}): NodeWish =>
	bench.node(parameters, 'Neemo', more);

describe('Neemo in a real n8n', () => {
	it('reads all orders, page by page, and what was ordered', async () => {
		const ids = Array.from({ length: 60 }, () => place());
		const list = {
			resource: 'order',
			operation: 'getAll',
			returnAll: true,
			output: 'raw',
			options: { skipDetails: true },
		};
		const all = await execute(neemo(list));
		expect(all.status).toBe('success');
		expect(jsonOf(all, 'Neemo').map(({ id }) => id)).toEqual(ids);
		expect(bench.sandbox.counters()).toEqual({ 'order.getAll': 2 });

		const pizza = place('pizza');
		const one = await execute(
			neemo({ resource: 'order', operation: 'get', orderId: byId('={{ $json.id }}'), output: 'raw' }),
			[{ id: pizza }],
		);
		expect(jsonOf(one, 'Neemo')).toMatchObject([{ id: pizza, PizzaOrders: [{ PizzaSabor: [{}, {}] }] }]);
	});

	it('moves orders on', async () => {
		const orders = [place('delivery'), place('pickup')];
		const execution = await execute(
			neemo({ resource: 'order', operation: 'changeStatus', orderId: byId('={{ $json.id }}'), status: 1 }),
			orders.map((id) => ({ id })),
		);
		expect(execution.status).toBe('success');
		expect(orders.map((id) => bench.sandbox.order('neemo', id).status)).toEqual(['1', '1']);
	});

	it('confirms every unified order that the list gave, by its id', async () => {
		const orders = [place('delivery'), place('pizza'), place('table')];
		const list = neemo({ resource: 'order', operation: 'getAll', filters: { status: 0 } });
		const confirm = neemo(
			{ resource: 'order', operation: 'confirm', orderId: byId('={{ $json.id }}') },
			{ name: 'Confirm' },
		);
		const chain = [manualTrigger, list, confirm];
		const { id } = await bench.engine.client.saveWorkflow(workflow('Neemo, list and confirm', chain));
		const execution = await bench.engine.client.run(id, 'Start');
		expect(execution.status).toBe('success');
		expect(jsonOf(execution, 'Neemo')).toMatchObject(
			orders.map((order) => ({
				source: { orderId: String(order) },
				status: 'CREATED',
				total: { orderAmount: bench.sandbox.order('neemo', order).total },
			})),
		);
		expect(jsonOf(execution, 'Confirm')).toMatchObject(
			orders.map((order) => ({ orderId: String(order), changed: true, status: 'CONFIRMED' })),
		);
		expect(orders.map((order) => bench.sandbox.order('neemo', order).status)).toEqual(['1', '1', '1']);
	});

	it('gives the samples on a node without a credential', async () => {
		const execution = await execute(
			neemo({ resource: 'order', operation: 'getSample', sample: 'all' }, { credentials: {} }),
		);
		expect(execution.status).toBe('success');
		const samples = jsonOf(execution, 'Neemo');
		expect(samples).toHaveLength(5);
		for (const sample of samples) expect(sample.id).toMatch(/^neemo:sample:/);
	});

	it('writes the menu in one request, and sends a refused row through the error branch', async () => {
		const execution = await execute(
			neemo(
				{
					resource: 'variation',
					operation: 'update',
					ref: '={{ $json.ref }}',
					updateFields: { price: '={{ $json.price }}' },
				},
				{ onError: 'continueErrorOutput' },
			),
			[
				{ ref: '55020', price: 13.9 },
				{ ref: '40020', price: 9.5 },
			],
		);
		expect(execution.status).toBe('success');
		expect(jsonOf(execution, 'Neemo')).toEqual([{ ref: '55020', updated: true, message: '' }]);
		expect(jsonOf(execution, 'Neemo', 1)).toMatchObject([
			{ error: 'Neemo refused this row: mais de uma variação encontrada com o mesmo ref' },
		]);
		expect(bench.sandbox.requests('neemo')).toMatchObject([
			{
				method: 'PUT',
				body: {
					Variants: [
						{ ref: '55020', price: 13.9 },
						{ ref: '40020', price: 9.5 },
					],
				},
			},
		]);
	});

	it.each<[string, Json, { status: string; message: string }]>([
		['the right token', {}, { status: 'OK', message: 'Connection successful!' }],
		['a wrong token', { token: 'not-it' }, { status: 'Error', message: 'Neemo refused this token' }],
		[
			'a wrong address',
			{ baseUrl: 'nothing' },
			{
				status: 'Error',
				message: 'There is no Neemo API at this address. Check the environment or the base URL',
			},
		],
	])('says on Test for %s what is the matter', async (_what, changes, outcome) => {
		const baseUrl = changes.baseUrl === undefined ? {} : { baseUrl: `${bench.sandbox.url}/nothing` };
		const id = await bench.engine.client.saveCredential(credential('Tested', { ...changes, ...baseUrl }));
		expect(await bench.engine.client.testCredential(id)).toEqual(outcome);
	});

	it('explains a wrong token, and shows none', async () => {
		const execution = await execute(
			neemo(
				{ resource: 'order', operation: 'getAll' },
				{ credentials: { neemoApi: { id: null, name: 'Wrong Token' } } },
			),
		);
		expect(errorOf(execution).message).toBe('Neemo refused the login');
		expect(JSON.stringify(execution)).not.toContain('not-it');
	});

	describe('with the HTTP Request node', () => {
		const request = (url: string, more: NodeParameters = {}): NodeWish => ({
			name: 'HTTP Request',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				method: 'POST',
				url,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'neemoApi',
				...more,
			},
			credentials: { neemoApi: { id: null, name: 'Neemo' } },
		});
		const fields = (...parameters: Array<{ name: string; value: string }>) => ({ parameters });

		it.each<[string, string, NodeParameters]>([
			['no body', '/v1/order', {}],
			[
				'form fields',
				'/v1/order',
				{
					sendBody: true,
					contentType: 'form-urlencoded',
					bodyParameters: fields({ name: 'limit', value: '5' }),
				},
			],
			['no body, elsewhere', '/v1/payment_methods', {}],
			[
				'JSON',
				'/v1/category',
				{
					sendBody: true,
					bodyParameters: fields({ name: 'title', value: 'Sopas' }, { name: 'out_id', value: 'SOP' }),
				},
			],
			[
				'text',
				'/v1/category',
				{
					sendBody: true,
					contentType: 'raw',
					rawContentType: 'application/json',
					body: '{"title":"Sopas","out_id":"SOP"}',
				},
			],
		])('serves %s, and no token is stored', async (_what, path, more) => {
			place();
			const execution = await execute(request(`${bench.sandbox.url}/neemo${path}`, more));
			expect(execution.status).toBe('success');
			expect([200, 201]).toContain(jsonOf(execution, 'HTTP Request')[0]?.code);
			expect(JSON.stringify(execution)).not.toContain(NEEMO_TOKEN);
		});

		it('serves no other host', async () => {
			const execution = await execute(
				request(`${bench.sandbox.url.replace('127.0.0.1', 'localhost')}/neemo/v1/order`),
			);
			expect(execution.status).toBe('error');
			expect(bench.sandbox.counters()).toEqual({});
		});
	});
});
