import { startSandbox, type Sandbox } from '../../sandbox/server';
import type { Execution } from '../../sandbox/n8n/client';
import type { DigipixPlatform } from '../../sandbox/platforms/digipix';
import {
	doNothing,
	errorOf,
	itemsFrom,
	jsonOf,
	manualTrigger,
	startEngine,
	workflow,
	type Engine,
	type Json,
	type NodeParameters,
	type NodeWish,
} from './support';

let engine: Engine;
let sandbox: Sandbox;

const platform = () => sandbox.platform('digipix') as DigipixPlatform;

const credential = (name: string, changes: Json = {}) => {
	const { type, data } = platform().credential;
	return { name, type, data: { ...(data(`${sandbox.url}/digipix`) as Json), ...changes } };
};

beforeAll(async () => {
	sandbox = await startSandbox({ platforms: ['digipix'] });
	engine = await startEngine();
	await engine.client.saveCredential(credential('Digipix'));
	await engine.client.saveCredential(credential('Wrong Secret', { clientSecret: 'not-it' }));
});

afterAll(async () => {
	await engine?.close();
	await sandbox?.close();
});

beforeEach(() => sandbox.reset());

const digipix = (parameters: NodeParameters, name = 'Digipix'): NodeWish => ({
	name: 'Digipix',
	type: 'n8n-nodes-pedidos.digipix',
	parameters,
	credentials: { digipixApi: { id: null, name } },
});

let workflows = 0;

/** Presses Execute Workflow on: Start, perhaps some items, Digipix, and a node behind it. */
async function execute(node: NodeWish, items?: Json[]): Promise<Execution> {
	const { id } = await engine.client.saveWorkflow(
		workflow(`Digipix ${++workflows}`, [
			manualTrigger,
			...(items ? [itemsFrom('Items', items)] : []),
			node,
			doNothing('Good'),
		]),
	);
	return await engine.client.run(id, 'Start');
}

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
	expect(sandbox.requests('digipix').at(-1)?.body).toMatchObject({
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
	expect(sandbox.counters('digipix')).toEqual({
		'login.create': 1,
		'order.create': 1,
		'order.approveOrCancel': 1,
		'order.get': 1,
	});
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
	expect(sandbox.counters('digipix')).toEqual({ 'login.create': 2 });
});

it.each<[string, () => Json, string]>([
	['the right secret', () => ({}), 'Connection successful!'],
	[
		'a wrong secret',
		() => ({ clientSecret: 'not-it' }),
		'Digipix refused this client ID and secret. They are different for production and development: check the environment too',
	],
	[
		'a wrong address',
		() => ({ baseUrl: `${sandbox.url}/nothing` }),
		'There is no Digipix API at this address. Check the environment or the base URL',
	],
])('says on Test for %s what is the matter', async (_what, changes, message) => {
	const id = await engine.client.saveCredential(credential('Tested', changes()));
	expect(await engine.client.testCredential(id)).toMatchObject({ message });
});

it('serves the HTTP Request node for the own host', async () => {
	const execution = await execute({
		name: 'Digipix',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			url: `${sandbox.url}/digipix/v1/orders/${platform().placeOrder({ kind: 'quote' })}`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'digipixApi',
		},
		credentials: { digipixApi: { id: null, name: 'Digipix' } },
	});
	expect(jsonOf(execution, 'Good')).toMatchObject([{ status: 'QUOTE' }]);
});
