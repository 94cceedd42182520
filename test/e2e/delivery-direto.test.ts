import type { PlatformRequest } from '../../sandbox/types';
import { byId, openBench } from './bench';
import { onTest, REFUSED_BEFORE_LOGIN } from './line';
import {
	doNothing,
	errorOf,
	jsonOf,
	manualTrigger,
	workflow,
	type Json,
	type NodeParameters,
	type NodeWish,
} from './support';

const PLATFORM = 'delivery-direto';

const bench = openBench({
	platform: PLATFORM,
	title: 'Delivery Direto',
	type: 'deliveryDireto',
	behind: [doNothing('Good')],
});
const { credential, execute } = bench;

let stores = 0;

/** A credential that nobody has used yet. */
beforeEach(async () => {
	bench.platform.examples();
	await bench.engine.client.saveCredential(credential(`Store ${++stores}`));
});

const deliveryDireto = (id: string, parameters: NodeParameters = {}, name = `Store ${stores}`): NodeWish => {
	const [resource, operation] = id.split('.');
	return bench.node({ resource, operation, ...parameters }, name);
};

it('writes items of the menu from rows of text and reads them back, on one login', async () => {
	const created = await execute(
		deliveryDireto('item.create', {
			categoryId: byId(101),
			name: '={{ $json.name }}',
			price: '={{ $json.price }}',
			additionalFields: { viewOrder: '={{ $json.position }}' },
		}),
		[
			{ name: 'Limonada', price: '9,90', position: '1' },
			{ name: 'Suco de uva', price: '12.5', position: '2' },
		],
	);
	expect(created.status).toBe('success');
	expect(jsonOf(created, 'Good')).toMatchObject([{ name: 'Limonada' }, { name: 'Suco de uva' }]);

	const read = await execute(
		deliveryDireto('item.getAllInCategory', { categoryId: byId(101), returnAll: true }),
	);
	expect(jsonOf(read, 'Good')).toEqual(
		expect.arrayContaining([
			expect.objectContaining({
				name: 'Limonada',
				price: { value: 990, currency: 'BRL' },
				viewOrder: 1,
			}),
			expect.objectContaining({
				name: 'Suco de uva',
				price: { value: 1250, currency: 'BRL' },
				viewOrder: 2,
			}),
		]),
	);
	expect(bench.sandbox.counters(PLATFORM)).toEqual({
		'login.create': 1,
		'item.create': 2,
		'item.getAllInCategory': 1,
	});
});

it('accepts an order, which the platform answers with nothing', async () => {
	const order = bench.sandbox.platform(PLATFORM).placeOrder({ kind: 'delivery' });
	const execution = await execute(
		deliveryDireto('order.updateStatus', { id: byId(order), status: 'APPROVED' }),
	);
	expect(jsonOf(execution, 'Good')).toEqual([{ success: true }]);
	expect(bench.sandbox.order(PLATFORM, order).status).toBe('APPROVED');
});

it('accepts every unified order that the list gave, by its id', async () => {
	const orders = [1, 2].map(() => bench.platform.placeOrder({ kind: 'delivery' }));
	const list = deliveryDireto('order.getAll', { filters: { status: 'WAITING' } });
	const confirm = {
		...deliveryDireto('order.confirm', { id: byId('={{ $json.id }}') }),
		name: 'Confirm',
	};
	const chain = [manualTrigger, list, confirm];
	const { id } = await bench.engine.client.saveWorkflow(workflow('List and confirm', chain));
	const execution = await bench.engine.client.run(id, 'Start');
	expect(execution.status).toBe('success');
	const newestFirst = [...orders].reverse();
	expect(jsonOf(execution, 'Delivery Direto')).toMatchObject(
		newestFirst.map((order) => ({
			source: { orderId: String(order) },
			status: 'CREATED',
			total: { orderAmount: bench.sandbox.order(PLATFORM, order).total },
		})),
	);
	expect(jsonOf(execution, 'Confirm')).toMatchObject(
		newestFirst.map((order) => ({ orderId: String(order), changed: true, status: 'CONFIRMED' })),
	);
	expect(orders.map((order) => bench.sandbox.order(PLATFORM, order).status)).toEqual([
		'APPROVED',
		'APPROVED',
	]);
});

it('gives the samples on a node without a credential', async () => {
	const execution = await execute({
		...deliveryDireto('order.getSample', { sample: 'all' }),
		credentials: {},
	});
	expect(execution.status).toBe('success');
	const samples = jsonOf(execution, 'Good');
	expect(samples).toHaveLength(5);
	for (const sample of samples) expect(sample.id).toMatch(/^deliverydireto:sample:/);
});

it('logs in again by itself when the platform has revoked the token', async () => {
	const rename = deliveryDireto('item.update', { id: byId(201), updateFields: { name: 'Suco' } });
	await execute(rename);
	bench.sandbox.platform(PLATFORM).expireTokens();
	bench.sandbox.clearRequests();
	expect((await execute(rename)).status).toBe('success');
	// the refused calls, one login, and the refused call once more
	expect(bench.sandbox.counters(PLATFORM)).toEqual({
		'login.create': 1,
		'item.update': 1 + REFUSED_BEFORE_LOGIN,
	});
});

it('explains a refusal with the field and the words of the platform', async () => {
	const execution = await execute(
		deliveryDireto('order.updateStatus', { id: byId(70000001), status: '={{ "LOST" }}' }),
	);
	expect(errorOf(execution).message).toMatch(/^Delivery Direto refused to change the status of an order/);
	expect(errorOf(execution).description).toContain('Delivery Direto says: "');
});

it('explains a wrong password, and sends it once for all items', async () => {
	await bench.engine.client.saveCredential(credential('Wrong Password', { password: 'not-it' }));
	const node = deliveryDireto('category.getAll', {}, 'Wrong Password');
	const execution = await execute({ ...node, onError: 'continueRegularOutput' }, [{}, {}, {}]);
	expect(jsonOf(execution, 'Good')).toMatchObject(
		Array(3).fill({ error: 'Delivery Direto refused the login' }),
	);
	expect(bench.sandbox.counters(PLATFORM)).toEqual({ 'login.create': 1 });
});

it.each<[string, () => Json, string]>([
	['what is right', () => ({}), 'Connection successful!'],
	[
		'a wrong password',
		() => ({ password: 'not-it' }),
		onTest(403, 'Delivery Direto refused the login. Check client, user, password and store ID'),
	],
	[
		'a wrong address',
		() => ({ baseUrl: `${bench.sandbox.url}/nothing` }),
		onTest(404, 'There is no Delivery Direto API at this address. Check the environment or the base URL'),
	],
	[
		'an address where nobody is',
		() => ({ baseUrl: 'http://127.0.0.1:9' }),
		// in n8n's own words
		'The service refused the connection - perhaps it is offline',
	],
])('says on Test for %s what is the matter', async (_what, changes, message) => {
	const id = await bench.engine.client.saveCredential(credential('Tested', changes()));
	expect(await bench.engine.client.testCredential(id)).toMatchObject({ message });
});

it('says on Test that the platform is in trouble', async () => {
	bench.sandbox.addFault({ platform: PLATFORM, fault: 'status', status: 503 });
	const id = await bench.engine.client.saveCredential(credential('Tested'));
	expect(await bench.engine.client.testCredential(id)).toMatchObject({
		status: 'Error',
		message: onTest(503, 'Delivery Direto is not working properly at the moment. Try again later'),
	});
});

it('uploads an image', async () => {
	const pixels = Buffer.from('89504e470d0a1a0a', 'hex');
	const photo = { data: pixels.toString('base64'), mimeType: 'image/png', fileName: 'limonada.png' };
	const { id } = await bench.engine.client.saveWorkflow(
		workflow('Upload', [
			manualTrigger,
			{
				name: 'Photo',
				type: 'n8n-nodes-base.code',
				typeVersion: 2,
				parameters: { jsCode: `return [{ json: {}, binary: { photo: ${JSON.stringify(photo)} } }];` },
			},
			deliveryDireto('item.uploadImage', { id: byId(201), file: 'photo' }),
			doNothing('Good'),
		]),
	);
	const seen: PlatformRequest[] = [];
	const platform = bench.sandbox.platform(PLATFORM);
	const handle = platform.handle.bind(platform);
	jest.spyOn(platform, 'handle').mockImplementation(async (request) => {
		seen.push(request);
		return await handle(request);
	});
	expect((await bench.engine.client.run(id, 'Start')).status).toBe('success');
	jest.restoreAllMocks();
	const upload = seen.find(({ path }) => path.endsWith('/image'));
	expect(upload?.body.includes(pixels)).toBe(true);
	expect(upload?.body.toString('latin1')).toContain('filename="limonada.png"');
});

it('serves the HTTP Request node, without a login for each of its items', async () => {
	const execution = await execute(
		{
			name: 'Delivery Direto',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				url: `${bench.sandbox.url}/${PLATFORM}/v1/catalog/categories`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'deliveryDiretoApi',
			},
			credentials: { deliveryDiretoApi: { id: null, name: `Store ${stores}` } },
		},
		Array.from({ length: 5 }, () => ({})),
	);
	expect(jsonOf(execution, 'Good')).toMatchObject(Array(5).fill({ status: 'success' }));
	const { 'login.create': logins, ...calls } = bench.sandbox.counters(PLATFORM);
	expect(calls).toEqual({ 'category.getAll': 5 });
	expect(logins).toBe(1);
});
