import type { DigipixPlatform } from '../../sandbox/platforms/digipix';
import { openBench } from './bench';
import { onTest } from './line';
import { doNothing, errorOf, jsonOf, manualTrigger, workflow, type Json } from './support';

const bench = openBench({
	platform: 'digipix',
	title: 'Digipix',
	type: 'digipix',
	credentials: { Digipix: {}, 'Wrong Secret': { clientSecret: 'not-it' } },
	behind: [doNothing('Good')],
});
const { credential, execute, node: digipix } = bench;

const platform = () => bench.platform as DigipixPlatform;

const recipient = {
	values: {
		address: {
			values: {
				street: 'Rua das Amostras',
				number: '32',
				neighborhood: 'Jardim Exemplo',
				city: 'São Paulo',
				stateCode: 'SP',
				zipCode: '09876543',
				additionalFields: { complement: 'Apto 12' },
			},
		},
		contact: {
			values: {
				firstName: 'Ana',
				lastName: 'Amostra',
				additionalFields: { document: { values: { type: 'cpf', value: '11144477735' } } },
			},
		},
	},
};

it('orders as a quote, approves it with the chosen shipment, and reads it back, on one login', async () => {
	const created = await execute(
		digipix({
			resource: 'order',
			operation: 'create',
			recipient,
			items: '={{ [{ sku: $json.sku, quantity: $json.quantity }] }}',
			output: 'raw',
		}),
		[{ sku: 'photobook', quantity: 3 }],
	);
	expect(created.status).toBe('success');
	const [quote] = jsonOf(created, 'Good') as [
		{ id: string; shipments: Array<{ id: string; total: number }> },
	];
	expect(quote).toMatchObject({ status: 'QUOTE', subtotal: 41.4 });
	expect(bench.sandbox.requests('digipix').at(-1)?.body).toMatchObject({
		recipient: {
			address: { complement: 'Apto 12', zipCode: '09876543' },
			contact: { firstName: 'Ana', document: { type: 'cpf', value: '11144477735' } },
		},
		items: [{ sku: 'photobook', quantity: 3 }],
	});

	const cheapest = quote.shipments.find(({ total }) => total === 43.49);
	const approved = await execute(
		digipix({
			resource: 'order',
			operation: 'approveOrCancel',
			orderId: quote.id,
			status: 'approved',
			updateFields: { shipmentId: cheapest?.id ?? '' },
			output: 'raw',
		}),
	);
	expect(jsonOf(approved, 'Good')).toMatchObject([{ status: 'APPROVED', total: 43.49 }]);

	platform().advance(quote.id);
	const read = await execute(
		digipix({ resource: 'order', operation: 'get', orderId: quote.id, output: 'raw' }),
	);
	expect(jsonOf(read, 'Good')).toMatchObject([{ id: quote.id, status: 'IN_MANUFACTURING', total: 43.49 }]);
	expect(bench.sandbox.counters('digipix')).toEqual({
		'login.create': 1,
		'order.create': 1,
		'order.approveOrCancel': 1,
		'order.get': 1,
	});
});

it('approves the unified order that Get gave, by its id', async () => {
	const order = String(platform().placeOrder({ kind: 'quote' }));
	const get = digipix({ resource: 'order', operation: 'get', orderId: order });
	const confirm = digipix(
		{ resource: 'order', operation: 'confirm', orderId: '={{ $json.id }}' },
		'Digipix',
		{ name: 'Confirm' },
	);
	const chain = [manualTrigger, get, confirm];
	const { id } = await bench.engine.client.saveWorkflow(workflow('Digipix, get and confirm', chain));
	const execution = await bench.engine.client.run(id, 'Start');
	expect(execution.status).toBe('success');
	expect(jsonOf(execution, 'Digipix')).toMatchObject([
		{ source: { orderId: order, direction: 'OUTBOUND' }, status: 'DRAFT' },
	]);
	expect(jsonOf(execution, 'Confirm')).toMatchObject([
		{ orderId: order, changed: true, status: 'CONFIRMED' },
	]);
	expect(bench.sandbox.order('digipix', order).status).toBe('APPROVED');
});

it('gives the samples on a node without a credential', async () => {
	const execution = await execute(
		digipix({ resource: 'order', operation: 'getSample', sample: 'all' }, 'Digipix', { credentials: {} }),
	);
	expect(execution.status).toBe('success');
	const samples = jsonOf(execution, 'Good');
	expect(samples).toHaveLength(5);
	for (const sample of samples) expect(sample.id).toMatch(/^digipix:sample:/);
});

it('quotes the shipping of some products', async () => {
	const execution = await execute(
		digipix({
			resource: 'quote',
			operation: 'get',
			zipCode: '01311100',
			items: { values: [{ sku: { __rl: true, mode: 'id', value: 'photobook' }, quantity: 1 }] },
		}),
	);
	expect(jsonOf(execution, 'Good')).toMatchObject([
		{ zipCode: '01311100', shipments: [{ cost: 5.5 }, { cost: 15.5 }] },
	]);
});

it('explains why an order in production cannot be cancelled', async () => {
	const id = platform().placeOrder({ kind: 'delivery' });
	platform().advance(id);
	const execution = await execute(
		digipix({ resource: 'order', operation: 'approveOrCancel', orderId: String(id), status: 'canceled' }),
	);
	expect(execution.status).toBe('error');
	expect(errorOf(execution).description).toContain(
		'Digipix says: "Only orders that are not yet in production can be canceled"',
	);
});

it('explains a wrong secret, and asks only once for all items', async () => {
	const node = digipix({ resource: 'product', operation: 'getAll' }, 'Wrong Secret');
	const execution = await execute({ ...node, onError: 'continueRegularOutput' }, [{}, {}, {}]);
	expect(jsonOf(execution, 'Good')).toMatchObject(Array(3).fill({ error: 'Digipix refused the login' }));
	// n8n logs in, and once more because the login was answered with 401.
	expect(bench.sandbox.counters('digipix')).toEqual({ 'login.create': 2 });
});

it.each<[string, () => Json, string]>([
	['the right secret', () => ({}), 'Connection successful!'],
	[
		'a wrong secret',
		() => ({ clientSecret: 'not-it' }),
		onTest(
			401,
			'Digipix refused this client ID and secret. They are different for production and development: check the environment too',
		),
	],
	[
		'a wrong address',
		() => ({ baseUrl: `${bench.sandbox.url}/nothing` }),
		onTest(404, 'There is no Digipix API at this address. Check the environment or the base URL'),
	],
])('says on Test for %s what is the matter', async (_what, changes, message) => {
	const id = await bench.engine.client.saveCredential(credential('Tested', changes()));
	expect(await bench.engine.client.testCredential(id)).toMatchObject({ message });
});

it('serves the HTTP Request node for the own host', async () => {
	const execution = await execute({
		name: 'Digipix',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			url: `${bench.sandbox.url}/digipix/v1/orders/${platform().placeOrder({ kind: 'quote' })}`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'digipixApi',
		},
		credentials: { digipixApi: { id: null, name: 'Digipix' } },
	});
	expect(jsonOf(execution, 'Good')).toMatchObject([{ status: 'QUOTE' }]);
});
