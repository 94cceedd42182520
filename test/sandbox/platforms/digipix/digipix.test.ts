import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AxiosInstance } from 'axios';
import { Clock, client, closeSandboxes, openSandbox } from '../../helpers';
import {
	DIGIPIX_CLIENT_ID,
	DIGIPIX_CLIENT_SECRET,
	type DigipixPlatform,
} from '../../../../sandbox/platforms/digipix';
import type { Sandbox } from '../../../../sandbox/server';

let clock: Clock;
let sandbox: Sandbox;
let digipix: AxiosInstance;

beforeEach(async () => {
	clock = new Clock();
	sandbox = await openSandbox({ now: clock.now, platforms: ['digipix'] });
	digipix = await withScopes(['orders', 'quote', 'products']);
});
afterEach(closeSandboxes);

const platform = () => sandbox.platform('digipix') as DigipixPlatform;
const base = () => `${sandbox.url}/digipix`;

const askForToken = async (changes: object = {}) =>
	await client(base()).post('/v1/oauth/token', {
		client_id: DIGIPIX_CLIENT_ID,
		client_secret: DIGIPIX_CLIENT_SECRET,
		grant_type: 'client_credentials',
		scope: ['orders'],
		...changes,
	});

async function withScopes(scope: string[]): Promise<AxiosInstance> {
	const { data } = await askForToken({ scope });
	return client(base(), { Authorization: `Bearer ${data.access_token}` });
}

const recipient = {
	address: {
		street: 'Street Test',
		number: '32',
		complement: 'N',
		neighborhood: 'Neigh',
		city: 'Sao Paulo',
		stateCode: 'SP',
		zipCode: '09876543',
	},
	contact: {
		firstName: 'FName',
		lastName: 'LName',
		companyName: '',
		document: { type: 'cnpj', value: '12123123000199' },
		phone: { areaCode: '11', number: '987654321', type: 'cel' },
	},
};
const items = [{ sku: 'photobook', quantity: 3 }];

const create = async (more: object = {}) => await digipix.post('/v1/orders', { recipient, items, ...more });
const decide = async (id: unknown, decision: object) => await digipix.patch(`/v1/orders/${id}`, decision);
const read = async (id: unknown) => (await digipix.get(`/v1/orders/${id}`)).data;
const refusal = (status: number, message: string) => ({ status, data: { message } });

describe('a token of the sandbox partner', () => {
	it('lasts an hour', async () => {
		const { status, data } = await askForToken();
		expect({ status, data }).toEqual({
			status: 200,
			data: { access_token: expect.stringMatching(/^ey/), token_type: 'Bearer', expires_in: 3600 },
		});
		clock.pass(3599);
		expect((await create()).status).toBe(201);
		clock.pass(1);
		expect(await create()).toMatchObject(refusal(401, 'Access token missing, invalid or expired'));
	});

	it.each([{ client_id: 'somebody' }, { client_secret: 'guess' }])('is not given for %j', async (changes) => {
		expect(await askForToken(changes)).toMatchObject(refusal(401, 'Invalid client_id or client_secret'));
	});

	it.each([{ scope: 'orders quote' }, { scope: ['everything'] }, { grant_type: 'password' }])(
		'is not given for a body that is not as documented: %j',
		async (changes) => {
			expect((await askForToken(changes)).status).toBe(400);
		},
	);

	it('is not given for a form, as other OAuth servers take it', async () => {
		const form = new URLSearchParams({
			grant_type: 'client_credentials',
			client_id: 'a',
			client_secret: 'b',
		});
		expect((await client(base()).post('/v1/oauth/token', form)).status).toBeGreaterThanOrEqual(400);
	});

	it('is good for what it names, and nothing else', async () => {
		digipix = await withScopes(['quote']);
		expect(await create()).toMatchObject(refusal(403, 'The token does not have the scope orders'));
		const quote = { zipCode: '01311100', items: [{ sku: 'photobook', quantity: 1 }] };
		expect((await digipix.post('/v1/quote', quote)).status).toBe(200);
	});
});

describe('an order without a shipment', () => {
	it('is a quote with the prices of the reference', async () => {
		const { status, data } = await create();
		expect(status).toBe(201);
		expect(data).toMatchObject({
			id: expect.stringMatching(/^[A-Za-z0-9]{20}$/),
			partnerId: 'eHxI1wQ5stcOsmTG5aAr',
			status: 'QUOTE',
			items: [{ sku: 'photobook', quantity: 3, productPrice: 13.8, total: 41.4 }],
			shipments: [
				{
					name: 'Entrega Convencional',
					cost: 6.13,
					total: 47.53,
					estimatedDeliveryDays: 7,
					methodId: 2,
				},
				{ name: 'Entrega Econômica', cost: 2.09, total: 43.49, estimatedDeliveryDays: 15, methodId: 1 },
			],
			subtotal: 41.4,
			total: 41.4,
		});
		expect(data).not.toHaveProperty('shipment');
		expect(await read(data.id)).toEqual(data);
	});

	it('comes back with the document type in capitals and without an empty company', async () => {
		const { data } = await create();
		expect(data.recipient.contact).toEqual({
			firstName: 'FName',
			lastName: 'LName',
			document: { type: 'CNPJ', value: '12123123000199' },
			phone: { areaCode: '11', number: '987654321', type: 'cel' },
		});
	});

	it('has a time finer than a millisecond', async () => {
		const times = await Promise.all(Array.from({ length: 5 }, async () => (await create()).data.createdAt));
		for (const time of times) expect(time).toMatch(/^2026-03-10T15:00:00(\.\d{1,7})?Z$/);
		expect(times.some((time) => /\.\d{6,7}Z$/.test(time))).toBe(true);
	});

	it('hands back what else an item carried', async () => {
		const files = { core: 'https://example.com/livro.pdf' };
		const { data } = await create({ items: [{ ...items[0], files }] });
		expect(data.items).toMatchObject([{ sku: 'photobook', files }]);
	});

	it.each([
		[[{ sku: 'unknown', quantity: 1 }], 'There is no product "unknown"'],
		[[{ sku: 'photobook', quantity: 0 }], 'The quantity of photobook must be a whole number from 1'],
		[[{ sku: 'photobook', quantity: '1' }], 'The quantity of photobook must be a whole number from 1'],
	])('is refused for its items: %j', async (wrong, message) => {
		expect(await create({ items: wrong })).toMatchObject(refusal(400, message));
		expect(platform().orders()).toEqual([]);
	});
});

describe('approving', () => {
	it('takes the shipment that was chosen, and the total includes it', async () => {
		const { data: quote } = await create();
		const { status, data } = await decide(quote.id, {
			status: 'approved',
			shipmentId: quote.shipments[1].id,
		});
		expect(status).toBe(200);
		expect(data).toMatchObject({
			id: quote.id,
			status: 'APPROVED',
			shipment: { name: 'Entrega Econômica', estimatedDeliveryDays: 15, cost: 2.09, methodId: 1 },
			subtotal: 41.4,
			shippingCost: 2.09,
			total: 43.49,
		});
		expect(data.shipment).not.toHaveProperty('id');
		expect(data).not.toHaveProperty('shipments');
	});

	it.each([
		[1, 'Entrega Econômica'],
		[2, 'Entrega Convencional'],
	])('by rule %d takes %s', async (shipmentMethodId, name) => {
		const { data: quote } = await create();
		const { data } = await decide(quote.id, { status: 'approved', shipmentMethodId });
		expect(data.shipment.name).toBe(name);
	});

	it.each([
		[{}, 'shipmentId or shipmentMethodId is required'],
		[{ shipmentId: 'another' }, 'The order has no shipment "another"'],
		[{ shipmentMethodId: 3 }, 'Collect is only for specific contracts with Digipix'],
	])('is refused with %j', async (choice, message) => {
		const { data: quote } = await create();
		expect(await decide(quote.id, { status: 'approved', ...choice })).toMatchObject(refusal(400, message));
		expect((await read(quote.id)).status).toBe('QUOTE');
	});

	it('is refused twice', async () => {
		const { data: quote } = await create();
		const approval = { status: 'approved', shipmentMethodId: 1 };
		await decide(quote.id, approval);
		expect(await decide(quote.id, approval)).toMatchObject(
			refusal(400, 'Only a quote can be approved, the order is APPROVED'),
		);
	});

	it('happens at once with the shipment of a quote', async () => {
		const { data: quotes } = await digipix.post('/v1/quote', { zipCode: '01311100', items });
		const { data } = await create({ shipmentId: quotes[0].shipments[1].id });
		expect(data).toMatchObject({ status: 'APPROVED', shippingCost: 15.5, total: 56.9 });
	});

	it('happens at once with a status and a rule', async () => {
		const { data } = await create({ status: 'APPROVED', shipmentMethodId: 2 });
		expect(data).toMatchObject({ status: 'APPROVED', shippingCost: 6.13, total: 47.53 });
	});

	it.each([
		[{ status: 'APPROVED' }, 'shipmentId or shipmentMethodId is required'],
		[{ shipmentId: 'quote9' }, 'There is no shipment "quote9" in any quote'],
		[{ status: 'APPROVED', shipmentMethod: 'Foguete' }, 'There is no shipment method "Foguete"'],
	])('at once is refused with %j, and no order is left over', async (choice, message) => {
		expect(await create(choice)).toMatchObject(refusal(400, message));
		expect(platform().orders()).toEqual([]);
	});
});

describe('cancelling', () => {
	it.each(['quote', 'delivery'])('ends an order that is not in production: %s', async (kind) => {
		const id = platform().placeOrder({ kind });
		expect(await decide(id, { status: 'canceled' })).toMatchObject({
			status: 200,
			data: { status: 'CANCELED' },
		});
		expect(await decide(id, { status: 'canceled' })).toMatchObject(
			refusal(400, 'The order is already canceled'),
		);
	});

	it('is refused once the order is in production', async () => {
		const id = platform().placeOrder({ kind: 'delivery' });
		platform().advance(id);
		expect(await decide(id, { status: 'canceled' })).toMatchObject(
			refusal(400, 'Only orders that are not yet in production can be canceled'),
		);
		expect((await read(id)).status).toBe('IN_MANUFACTURING');
		expect(() => platform().cancelAsCustomer(id)).toThrow('cannot be cancelled any more');
	});
});

describe('the life of an order', () => {
	it('goes from its approval to the customer', async () => {
		const id = platform().placeOrder({ kind: 'company' });
		const seen = ['APPROVED'];
		for (let step = 0; step < 3; step++) {
			clock.pass(60);
			platform().advance(id);
			seen.push((await read(id)).status);
		}
		expect(seen).toEqual(['APPROVED', 'IN_MANUFACTURING', 'SHIPPED', 'DELIVERED']);
		expect(() => platform().advance(id)).toThrow('goes no further');
		expect(sandbox.order('digipix', id)).toMatchObject({
			status: 'DELIVERED',
			canBeCancelled: false,
			lifeLine: [
				{ step: 'placed', at: '2026-03-10T15:00:00.000Z' },
				{ step: 'confirmed', at: '2026-03-10T15:00:00.000Z' },
				{ step: 'dispatched', at: '2026-03-10T15:02:00.000Z' },
				{ step: 'delivered', at: '2026-03-10T15:03:00.000Z' },
			],
		});
	});

	it('does not begin before the approval', () => {
		const id = platform().placeOrder({ kind: 'quote' });
		expect(() => platform().advance(id)).toThrow('waits for its approval');
	});

	it('goes on by itself, faster where the sandbox is told so', async () => {
		const fast = await openSandbox({ platforms: ['digipix'], pace: 100_000 });
		const id = fast.platform('digipix').placeOrder({ kind: 'delivery' });
		await eventually(() => fast.order('digipix', id).status === 'SHIPPED');
	});
});

describe('status notifications', () => {
	let server: Server;
	let received: unknown[];
	beforeEach(async () => {
		received = [];
		server = createServer((request, response) => {
			let text = '';
			request.on('data', (part) => (text += part));
			request.on('end', () => {
				received.push(JSON.parse(text));
				response.end();
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	afterEach(() => server.close());

	const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;

	it('tell every change with the partner’s own data, and the tracking when it is shipped', async () => {
		const customData = { guard: 'x1' };
		const { data } = await create({ statusNotificationUrl: address(), customData });
		await decide(data.id, { status: 'approved', shipmentMethodId: 1 });
		await eventually(() => received.length === 1);
		for (const count of [2, 3]) {
			platform().advance(data.id);
			await eventually(() => received.length === count);
		}
		const told = (status: string) => ({ id: data.id, status, customData });
		expect(received).toEqual([
			told('APPROVED'),
			told('IN_MANUFACTURING'),
			{
				...told('SHIPPED'),
				tracking_items: [{ code: expect.any(String), url: expect.stringMatching(/^https:/) }],
			},
		]);
		expect(data).not.toHaveProperty('customData');
	});

	it('are not sent for orders that were created without an address, nor to another machine', async () => {
		const happened: string[] = [];
		sandbox.follow(({ type }) => happened.push(type));
		for (const more of [{}, { statusNotificationUrl: 'https://example.com/hook' }]) {
			const { data } = await create(more);
			await decide(data.id, { status: 'canceled' });
		}
		// one that is sent, so that the others would have been seen by now
		const { data } = await create({ statusNotificationUrl: address() });
		await decide(data.id, { status: 'canceled' });
		await eventually(() => happened.includes('webhookCalled'));
		expect(received).toEqual([{ id: data.id, status: 'CANCELED' }]);
		expect(happened.filter((type) => type === 'webhookCalled')).toHaveLength(1);
	});

	it('do not trouble the order when nobody answers', async () => {
		const happened: unknown[] = [];
		sandbox.follow((event) => happened.push(event));
		const { data } = await create({ statusNotificationUrl: 'http://127.0.0.1:1/hook' });
		expect((await decide(data.id, { status: 'canceled' })).status).toBe(200);
		await eventually(() => happened.some((event) => (event as { type: string }).type === 'webhookCalled'));
		expect(happened).toContainEqual(expect.objectContaining({ type: 'webhookCalled', status: null }));
	});
});

describe('quotes and products', () => {
	it('are priced for the zip code as in the reference', async () => {
		const wish = { zipCode: '01311100', items: [{ sku: 'photobook', quantity: 1 }] };
		expect((await digipix.post('/v1/quote', wish)).data).toEqual([
			{
				zipCode: '01311100',
				shipments: [
					{ id: 'quote1', name: 'Entrega Econômica', methodId: 1, estimatedDeliveryDays: 8, cost: 5.5 },
					{
						id: 'quote2',
						name: 'Entrega Convencional',
						methodId: 1,
						estimatedDeliveryDays: 5,
						cost: 15.5,
					},
				],
			},
		]);
		expect(platform().orders()).toEqual([]);
	});

	const json = { headers: { 'Content-Type': 'application/json' } };

	it('contain the product of the reference', async () => {
		const photobook = {
			id: 'photobook',
			name: 'Photobook',
			internalCode: 123,
			price: 10.9,
			weight: 400,
			productionTime: 5,
			parts: ['core'],
		};
		expect((await digipix.get('/v1/products', json)).data[0]).toEqual(photobook);
		expect((await digipix.get('/v1/products/photobook', json)).data).toEqual(photobook);
		expect(await digipix.get('/v1/products/none', json)).toMatchObject(refusal(404, 'Product not found'));
	});

	it('can be as many as a test wants', async () => {
		for (const count of [0, 1, 2345]) {
			platform().fill('product.getAll', count);
			const { data } = await digipix.get('/v1/products', json);
			expect(new Set((data as Array<{ id: string }>).map(({ id }) => id)).size).toBe(count);
		}
		expect(() => platform().fill('order.getAll', 1)).toThrow('the only list');
	});
});

describe('what Digipix does not have', () => {
	it('is a list of orders', async () => {
		expect((await digipix.get('/v1/orders')).status).toBe(405);
		expect((await digipix.get('/v1/order')).status).toBe(404);
	});

	it('is an order that nobody created', async () => {
		expect(await digipix.get('/v1/orders/tFN9mEXgro9feZ7Fjf61')).toMatchObject(
			refusal(404, 'Order not found'),
		);
		platform().examples();
		expect(await read('tFN9mEXgro9feZ7Fjf61')).toMatchObject({ status: 'QUOTE', total: 41.4 });
		expect(await read('icTwB5S3rtfEgvE41DEo')).toMatchObject({ status: 'NEW', total: 43.49 });
		expect(await read('skR3yfgC9AfpDq6ixDzt')).toMatchObject({ status: 'APPROVED', total: 43.49 });
	});

	it.each([
		['an unknown member', { note: 'x' }, '"note"'],
		['a status that is none', { status: 'QUOTE' }, 'status'],
		['a long number of the partner', { partnerOrderID: 'x'.repeat(65) }, 'partnerOrderID'],
		['no address', { recipient: { contact: recipient.contact } }, 'address'],
		[
			'a zip code with a hyphen',
			{ recipient: { ...recipient, address: { ...recipient.address, zipCode: '09876-543' } } },
			'zipCode',
		],
	])('is a way around its document: %s', async (_what, more, named) => {
		const { status, data } = await create(more);
		expect(status).toBe(400);
		expect(data.message).toContain(named);
	});
});

describe('orders that the sandbox places', () => {
	it.each([
		['quote', 'QUOTE', 'delivery'],
		['delivery', 'APPROVED', 'delivery'],
		['company', 'APPROVED', 'delivery'],
		['collect', 'APPROVED', 'pickup'],
		['cancelled', 'CANCELED', 'delivery'],
	])('of kind %s are %s', async (kind, status, type) => {
		const id = platform().placeOrder({ kind });
		const order = sandbox.order('digipix', id);
		expect(order).toMatchObject({ kind, status, type });
		expect(order.raw).toEqual(await read(id));
	});

	it('add up to the cent', () => {
		for (let count = 0; count < 100; count++) platform().placeOrder({});
		for (const { raw } of platform().orders()) {
			const {
				items: lines,
				subtotal,
				shippingCost = 0,
				total,
			} = raw as unknown as {
				items: Array<{ total: number }>;
				subtotal: number;
				shippingCost?: number;
				total: number;
			};
			const sum = lines.reduce((cents, line) => cents + Math.round(line.total * 100), 0);
			expect(Math.round(subtotal * 100)).toBe(sum);
			expect(Math.round(total * 100)).toBe(sum + Math.round(shippingCost * 100));
		}
	});

	it('are of a known kind', () => {
		expect(() => platform().placeOrder({ kind: 'pizza' })).toThrow(
			'No kind "pizza": there are quote, delivery',
		);
	});
});

async function eventually(isSo: () => boolean): Promise<void> {
	const end = Date.now() + 5000;
	while (!isSo()) {
		if (Date.now() > end) throw new Error('It did not happen within five seconds');
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}
