import { byId, CredentialStore, runNode } from './harness';
import { expectLinesOf, orderOf, ordersOf } from './support/orders';
import {
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';
import type { PlatformOrders } from '../../core/order/platform';
import { DeliveryDiretoApi } from '../../credentials/DeliveryDiretoApi.credentials';
import { DigipixApi } from '../../credentials/DigipixApi.credentials';
import { NeemoApi } from '../../credentials/NeemoApi.credentials';
import { PigzApi } from '../../credentials/PigzApi.credentials';
import { VenddorApi } from '../../credentials/VenddorApi.credentials';
import { DeliveryDireto } from '../../nodes/DeliveryDireto/DeliveryDireto.node';
import { deliveryDiretoOrders } from '../../nodes/DeliveryDireto/order';
import { Digipix } from '../../nodes/Digipix/Digipix.node';
import { digipixOrders } from '../../nodes/Digipix/order';
import { Neemo } from '../../nodes/Neemo/Neemo.node';
import { neemoOrders } from '../../nodes/Neemo/order';
import { Pigz } from '../../nodes/Pigz/Pigz.node';
import { pigzOrders } from '../../nodes/Pigz/order';
import { Venddor } from '../../nodes/Venddor/Venddor.node';
import { venddorOrders } from '../../nodes/Venddor/order';

interface Example {
	name: string;
	node: INodeType;
	orders: PlatformOrders;
	/** Which field takes the order, given an id. */
	orderField: (id: string) => INodeParameters;
	credential: ICredentialType;
	/** What it logs in with: nobody is there. */
	login: ICredentialDataDecryptedObject;
}

const user = { email: 'loja@example.com', password: 'sandbox' };
const client = { clientId: 'sandbox', clientSecret: 'sandbox' };

const EXAMPLES: Example[] = [
	{
		name: 'Pigz',
		node: new Pigz(),
		orders: pigzOrders,
		orderField: (id) => ({ id: byId(id) }),
		credential: new PigzApi(),
		login: user,
	},
	{
		name: 'Neemo',
		node: new Neemo(),
		orders: neemoOrders,
		orderField: (id) => ({ orderId: byId(id) }),
		credential: new NeemoApi(),
		login: { token: 'sandbox' },
	},
	{
		name: 'Digipix',
		node: new Digipix(),
		orders: digipixOrders,
		orderField: (id) => ({ orderId: id }),
		credential: new DigipixApi(),
		login: client,
	},
	{
		name: 'Venddor',
		node: new Venddor(),
		orders: venddorOrders,
		orderField: (id) => ({ orderId: byId(id) }),
		credential: new VenddorApi(),
		login: { email: user.email, apiKey: 'sandbox' },
	},
	{
		name: 'Delivery Direto',
		node: new DeliveryDireto(),
		orders: deliveryDiretoOrders,
		orderField: (id) => ({ id: byId(id), statusReason: 'Teste' }),
		credential: new DeliveryDiretoApi(),
		login: { ...client, storeId: 'sandbox', username: user.email, password: user.password },
	},
];

/** What is there to warn of, and meant. */
const WARNINGS: Record<string, string[]> = {
	'digipix scheduled': ['SHIPPING_NOT_CHOSEN'],
	'digipix hardest': ['STATUS_UNKNOWN'],
};

const SAMPLES = ['delivery', 'pickup', 'scheduled', 'cancelled', 'hardest'];

describe.each(EXAMPLES)('Get Sample of $name', ({ name, node, orders, orderField, credential, login }) => {
	/** On a node without any credential. */
	const getSample = async (sample: string, more: INodeParameters = {}) =>
		await runNode({ node, parameters: { resource: 'order', operation: 'getSample', sample, ...more } });

	const verbs = Object.keys(orders.verbs.calls);

	it('is not asked for a credential by n8n, as every other operation is', () => {
		const [description] = node.description.credentials ?? [];
		const asksFor = (operation: string) =>
			description &&
			NodeHelpers.displayParameter({ resource: 'order', operation }, description, null, node.description);
		expect(asksFor('getSample')).toBe(false);
		expect(verbs.map(asksFor)).toEqual(verbs.map(() => true));
	});

	it.each(SAMPLES)(
		'gives %s as one whole order, with no warning but those that are meant',
		async (sample) => {
			const run = await getSample(sample);
			const order = orderOf(run);
			expect(order.id).toBe(`${orders.platform}:sample:${order.source.orderId}`);
			expect(order.warnings).toEqual(WARNINGS[`${orders.platform} ${sample}`] ?? []);
			expect(order.items.length).toBeGreaterThan(0);
			expect(order.total.orderAmount).toBeGreaterThan(0);
			expect(order.customer.name).toMatch(/\S/);
			expect(order.status).not.toBe('UNKNOWN');
			expect(order.status === 'CANCELLED').toBe(sample === 'cancelled');
			expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
			expectLinesOf(order, await getSample(sample, { options: { splitItems: true } }));
		},
	);

	it('gives all five, each of its own number, for every item that asks', async () => {
		const all = ordersOf(await getSample('all'));
		expect(all).toHaveLength(5);
		expect(new Set(all.map(({ id }) => id)).size).toBe(5);
		for (const [position, sample] of SAMPLES.entries()) {
			expect(orderOf(await getSample(sample))).toEqual(all[position]);
		}
		const twice = await runNode({
			node,
			parameters: { resource: 'order', operation: 'getSample', sample: '={{ $json.sample }}' },
			input: [{ sample: 'all' }, { sample: 'pickup' }],
		});
		expect(twice.items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 0, 0, 0, 1].map((item) => ({ item })),
		);
	});

	it('gives them as the platform would, and with both', async () => {
		const raws = orders.samples.map(({ raw }) => raw);
		expect((await getSample('all', { output: 'raw' })).json).toEqual(raws);
		const unified = ordersOf(await getSample('all'));
		expect((await getSample('all', { output: 'unifiedWithRaw' })).json).toEqual(
			unified.map((order, position) => ({ ...order, raw: raws[position] })),
		);
	});

	it('hides even the persons who were made up', async () => {
		const shown = ordersOf(await getSample('all'));
		const hidden = await getSample('all', { output: 'unifiedWithRaw', options: { hidePersonalData: true } });
		expect(hidden.json).toHaveLength(5);
		for (const [position, { customer }] of shown.entries()) {
			const text = JSON.stringify(hidden.json[position]);
			const { name, email, phoneRaw } = customer;
			expect([name, email, phoneRaw].filter((value) => value && text.includes(value))).toEqual(
				// a name of one word is a first name
				[name].filter((value) => value && !value.includes(' ')),
			);
		}
	});

	it('says which samples there are where an expression names none of them', async () => {
		const { error } = await getSample('={{ "dinner" }}');
		expect([error?.message, error?.description]).toEqual([
			`${name} has no sample "dinner"`,
			'It has: delivery, pickup, scheduled, cancelled, hardest, all.',
		]);
	});

	it.each(verbs)('gives orders whose ids %s refuses before anything is sent', async (operation) => {
		const address = 'http://127.0.0.1:9';
		const credentials = new CredentialStore().add(credential, {
			environment: 'custom',
			baseUrl: address,
			timeZone: 'America/Sao_Paulo',
			allowedHttpRequestDomains: 'domains',
			allowedDomains: '127.0.0.1',
			...login,
		});
		for (const { id } of ordersOf(await getSample('all'))) {
			const parameters = { resource: 'order', operation, ...orderField(id) };
			const { status, error } = await runNode({ node, parameters, credentials });
			expect([status, error?.message, error?.description]).toEqual([
				'error',
				`"${id}" is a made-up order of Get Sample, so nothing can be done to it`,
				'Give an order of your store, from a trigger or from Get Many.',
			]);
		}
	});
});
