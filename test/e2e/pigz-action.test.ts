import { startSandbox, type Sandbox } from '../../sandbox/server';
import type { Execution } from '../../sandbox/n8n/client';
import { itSinceN8n2, onTest, REFUSED_BEFORE_LOGIN } from './line';
import {
	doNothing,
	errorOf,
	itemsFrom,
	itemsOf,
	jsonOf,
	manualTrigger,
	pigz,
	pigzCredential,
	startEngine,
	workflow,
	type Engine,
	type Json,
	type Node,
	type NodeParameters,
	type NodeWish,
} from './support';

let engine: Engine;
let sandbox: Sandbox;
/** A port on which nothing listens. */
let deadUrl: string;

beforeAll(async () => {
	const dead = await startSandbox();
	deadUrl = dead.url;
	await dead.close();
	sandbox = await startSandbox();
	engine = await startEngine();
	await engine.client.saveCredential(pigzCredential('Pigz', sandbox.url));
	await engine.client.saveCredential(pigzCredential('Wrong Password', sandbox.url, { password: 'not-it' }));
	await engine.client.saveCredential(pigzCredential('Unreachable', deadUrl));
});

afterAll(async () => {
	await engine?.close();
	await sandbox?.close();
});

beforeEach(() => {
	sandbox.reset();
});

const place = (count: number, kind?: string) =>
	Array.from({ length: count }, () => Number(sandbox.platform('pigz').placeOrder({ kind })));

const stateOf = (order: number) => sandbox.order('pigz', order).status;

const byId = (value: number | string) => ({ __rl: true, mode: 'id', value });

interface Wish {
	credential?: string;
	/** Items for the node; one without members when absent. */
	items?: Json[];
	node?: Partial<Node>;
}

let workflows = 0;

/** Presses Execute Workflow on: Start, perhaps some items, Pigz, and a node at each of its outputs. */
async function execute(parameters: NodeParameters, wish: Wish = {}): Promise<Execution> {
	const { credential = 'Pigz', items, node } = wish;
	const { id } = await engine.client.saveWorkflow(
		workflow(
			`Action ${++workflows}`,
			[
				manualTrigger,
				...(items ? [itemsFrom('Items', items)] : []),
				pigz(credential, parameters, node),
				doNothing('Good'),
			],
			node?.onError === 'continueErrorOutput' ? { Pigz: [doNothing('Failed')] } : {},
		),
	);
	return await engine.client.run(id, 'Start');
}

const ofOrder = (operation: string, more: NodeParameters = {}): NodeParameters => ({
	resource: 'order',
	operation,
	...more,
});

describe('reading orders', () => {
	it('gets all orders of a period in the unified shape', async () => {
		const orders = place(3, 'delivery');
		const execution = await execute(ofOrder('getAll', { returnAll: true }));
		expect(execution.status).toBe('success');
		const items = jsonOf(execution, 'Good');
		expect(items.map(({ displayId }) => Number(displayId))).toEqual(orders);
		for (const item of items) {
			expect(item).toMatchObject({
				schemaVersion: '1.0',
				id: expect.stringMatching(/^pigz:[0-9a-f]{8}:\d+$/),
				source: { platform: 'pigz' },
				status: 'CREATED',
				orderType: 'DELIVERY',
				createdAt: expect.stringMatching(/-03:00$/),
			});
		}
		expect(itemsOf(execution, 'Pigz').map(({ pairedItem }) => pairedItem)).toEqual(
			orders.map(() => ({ item: 0 })),
		);
	});

	it('gets as many as the limit allows, and none of another day', async () => {
		const orders = place(3);
		const two = await execute(ofOrder('getAll', { limit: 2, output: 'raw' }));
		expect(jsonOf(two, 'Good').map(({ codigo }) => codigo)).toEqual(orders.slice(0, 2));
		const filters = { start: '2020-01-01T00:00:00', end: '2020-01-02T00:00:00' };
		const none = await execute(ofOrder('getAll', { returnAll: true, filters }));
		expect(jsonOf(none, 'Pigz')).toEqual([]);
		expect(sandbox.requests('pigz').at(-1)?.query).toEqual({ start: '2020-01-01', end: '2020-01-02' });
	});

	it('gets the waiting orders from the queue and leaves them there', async () => {
		const orders = place(2);
		const execution = await execute(ofOrder('getQueue', { returnAll: true, output: 'unifiedWithRaw' }));
		expect(jsonOf(execution, 'Good')).toMatchObject(
			orders.map((order) => ({ displayId: String(order), raw: sandbox.order('pigz', order).raw })),
		);
		expect(orders.every((order) => sandbox.order('pigz', order).inQueue)).toBe(true);
	});
});

describe('changing orders and the store', () => {
	it('acknowledges an order with Change Stage', async () => {
		const [order = 0] = place(1);
		const execution = await execute(ofOrder('changeStage', { id: byId(order), stage: 'integrado' }));
		expect(jsonOf(execution, 'Good')).toEqual([{ message: 'Altered Stage', time: expect.any(Number) }]);
		expect(sandbox.order('pigz', order)).toMatchObject({
			inQueue: false,
			acknowledgedAt: expect.any(String),
		});
	});

	it('closes and opens the store', async () => {
		for (const [openOrClose, isOpen] of [
			['close', false],
			['open', true],
		] as const) {
			const execution = await execute({ resource: 'store', operation: 'setOpen', openOrClose });
			expect(jsonOf(execution, 'Good')).toEqual([{ Message: `Opening state changed to ${openOrClose}` }]);
			expect(sandbox.platform('pigz').storeOpen()).toBe(isOpen);
		}
	});

	it.each([
		['delivery', ['confirm', 'dispatch', 'conclude'], ['CONFIRMADO', 'DESPACHADO', 'ENTREGUE']],
		['pickup', ['confirm', 'readyForPickup', 'conclude'], ['CONFIRMADO', 'PRONTORETIRADA', 'ENTREGUE']],
		['delivery', ['confirm', 'cancel'], ['CONFIRMADO', 'CANCELADO']],
	])('takes a %s order through %j, by the id of the unified order', async (kind, verbs, states) => {
		const [order = 0] = place(1, kind);
		const [unified] = jsonOf(await execute(ofOrder('getAll', { returnAll: true })), 'Good');
		for (const [step, verb] of verbs.entries()) {
			const outcome = { orderId: String(order), operation: verb };
			const first = await execute(ofOrder(verb, { id: byId(String(unified?.id)) }));
			expect(jsonOf(first, 'Good')).toMatchObject([{ ...outcome, id: unified?.id, changed: true }]);
			expect(stateOf(order)).toBe(states[step]);
			const again = await execute(ofOrder(verb, { id: byId(order) }));
			expect(jsonOf(again, 'Good')).toMatchObject([{ ...outcome, changed: false }]);
		}
	});
});

describe('when something is wrong', () => {
	it('sends an unknown order through the error branch, while the good ones go on', async () => {
		const [first = 0, last = 0] = place(2);
		const items = [{ id: first }, { id: 99 }, { id: last }];
		const execution = await execute(
			ofOrder('changeStage', { id: byId('={{ $json.id }}'), stage: 'confirmado' }),
			{
				items,
				node: { onError: 'continueErrorOutput' },
			},
		);
		expect(execution.status).toBe('success');
		expect(jsonOf(execution, 'Good')).toHaveLength(2);
		expect([stateOf(first), stateOf(last)]).toEqual(['CONFIRMADO', 'CONFIRMADO']);
		const failed = itemsOf(execution, 'Failed');
		expect(failed.map(({ json }) => json)).toMatchObject([{ error: 'Pigz does not know order 99' }]);
		expect(itemsOf(execution, 'Pigz', 1).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	});

	it.each<[string, (order: number) => NodeParameters, { message: string; description: string }]>([
		[
			'an unknown order',
			() => ofOrder('changeStage', { id: byId(99), stage: 'confirmado' }),
			{
				message: 'Pigz does not know order 99',
				description:
					'Check the number, and that it belongs to the store of this credential. Pigz says: "Order not found"',
			},
		],
		[
			'an unknown order that shall be cancelled',
			() => ofOrder('cancel', { id: byId(99) }),
			{
				message: 'Order 99 was not found among the Pigz orders of the last 2 days, so it was not cancelled',
				description:
					'A delivered order must not be cancelled, and its state could not be read. Check the number, or raise Options > Look Back (Days).',
			},
		],
		[
			'cancelling after delivery',
			(order) => ofOrder('cancel', { id: byId(order) }),
			{
				message: 'Order <order> was already delivered, so it was not cancelled',
				description:
					'Pigz does not want delivered orders to be cancelled. Nothing was sent. Settle a refund with the customer or with Pigz directly.',
			},
		],
		[
			'cancelling after delivery with Change Stage',
			(order) => ofOrder('changeStage', { id: byId(order), stage: 'cancelado' }),
			{
				message: 'Pigz refused to change the stage of an order (order <order>)',
				description:
					'Check the values that were sent (HTTP 400). Pigz says: "Não é possível cancelar um pedido que já foi entregue"',
			},
		],
	])('explains %s', async (_what, parametersFor, text) => {
		const [order = 0] = place(1);
		await execute(ofOrder('changeStage', { id: byId(order), stage: 'entregue' }));
		const execution = await execute(parametersFor(order));
		expect(execution.status).toBe('error');
		const { message, description } = text;
		expect(errorOf(execution)).toEqual({ message: message.replace('<order>', String(order)), description });
		expect(stateOf(order)).toBe('ENTREGUE');
	});

	it('explains a wrong password, and asks only once for all items', async () => {
		const execution = await execute(ofOrder('confirm', { id: byId('={{ $json.id }}') }), {
			credential: 'Wrong Password',
			items: [{ id: 1 }, { id: 2 }, { id: 3 }],
			node: { onError: 'continueRegularOutput' },
		});
		const refused = { error: 'Pigz refused the login' };
		expect(jsonOf(execution, 'Good')).toMatchObject([refused, refused, refused]);
		// n8n logs in, and once more because the login was answered with 401.
		expect(sandbox.counters()).toEqual({ 'login.create': 2 });
		const stopped = await execute(ofOrder('getAll', { returnAll: true }), { credential: 'Wrong Password' });
		expect(errorOf(stopped)).toEqual({
			message: 'Pigz refused the login',
			description:
				'Open the Pigz credential, check what it logs in with, and press its Test button. ' +
				'Pigz says: "Invalid e-mail or password"',
		});
	});

	it('explains a host that cannot be reached', async () => {
		const execution = await execute(ofOrder('getAll', { returnAll: true }), { credential: 'Unreachable' });
		expect(errorOf(execution)).toEqual({
			message: 'Pigz could not be reached',
			description:
				`No connection to ${new URL(deadUrl).host} (connection refused). ` +
				'Check the internet connection of this n8n and the address in the credential.',
		});
	});
});

describe('the credential', () => {
	it.each<[string, () => Json, { status: string; message: string }]>([
		['the right password', () => ({}), { status: 'OK', message: 'Connection successful!' }],
		[
			'a wrong password',
			() => ({ password: 'not-it' }),
			{ status: 'Error', message: onTest(401, 'Pigz refused this e-mail and password') },
		],
		[
			'a host that cannot be reached',
			() => ({ baseUrl: `${deadUrl}/pigz` }),
			{ status: 'Error', message: 'The service refused the connection - perhaps it is offline' },
		],
		[
			'a wrong address',
			() => ({ baseUrl: `${sandbox.url}/nothing` }),
			{
				status: 'Error',
				message: onTest(404, 'There is no Pigz API at this address. Check the environment or the base URL'),
			},
		],
	])('says on Test for %s what is the matter', async (_what, dataFor, outcome) => {
		const credential = pigzCredential('Tested', sandbox.url, dataFor());
		const id = await engine.client.saveCredential(credential);
		expect(await engine.client.testCredential(id)).toEqual(outcome);
	});

	it('logs in once for many items, and by itself once more when the token has expired', async () => {
		await engine.client.saveCredential(pigzCredential('Tokens', sandbox.url));
		const orders = place(12);
		const items = orders.map((id) => ({ id }));
		const stage = (name: string) => ofOrder('changeStage', { id: byId('={{ $json.id }}'), stage: name });
		const run = async (name: string) => await execute(stage(name), { credential: 'Tokens', items });

		expect((await run('conhecido')).status).toBe('success');
		expect(sandbox.counters()).toEqual({ 'login.create': 1, 'order.changeStage': 12 });

		sandbox.clearRequests();
		sandbox.platform('pigz').expireTokens();
		expect((await run('confirmado')).status).toBe('success');
		expect(orders.map(stateOf)).toEqual(orders.map(() => 'CONFIRMADO'));
		// the refused calls, one login, and the refused call once more
		expect(sandbox.counters()).toEqual({
			'login.create': 1,
			'order.changeStage': 12 + REFUSED_BEFORE_LOGIN,
		});
	});

	const request = (url: string): NodeWish => ({
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: { url, authentication: 'predefinedCredentialType', nodeCredentialType: 'pigzApi' },
		credentials: { pigzApi: { id: null, name: 'Pigz' } },
	});
	const run = async (url: string) => {
		const { id } = await engine.client.saveWorkflow(workflow('HTTP', [manualTrigger, request(url)]));
		return await engine.client.run(id, 'Start');
	};

	it('serves the HTTP Request node for the own host', async () => {
		place(2);
		const own = await run(`${sandbox.url}/pigz/orders`);
		expect(own.status).toBe('success');
		expect(jsonOf(own, 'HTTP Request')).toHaveLength(2);
	});

	itSinceN8n2('serves the HTTP Request node for no other host', async () => {
		sandbox.clearRequests();
		const foreign = await run(`${sandbox.url.replace('127.0.0.1', 'localhost')}/pigz/orders`);
		expect(foreign.status).toBe('error');
		const host = `localhost:${sandbox.port}`;
		expect(errorOf(foreign).message).toContain(
			`Domain not allowed: This credential is restricted from accessing ${host}. ` +
				'Only the following domains are allowed: 127.0.0.1',
		);
		expect(sandbox.counters()).not.toHaveProperty(['order.getAll']);
	});
});
