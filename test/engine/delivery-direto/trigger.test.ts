import { told, watchesByList } from '../support/list-trigger';
import { byId, clock, Store } from './store';
import { pollNode } from '../harness';
import type * as n8nWorkflow from 'n8n-workflow';
import type * as Module from '../../../nodes/DeliveryDireto/DeliveryDiretoTrigger.node';
import { DELIVERY_DIRETO_LOGIN } from '../../../sandbox/platforms/delivery-direto';

const store = new Store().open();
// its example is an order of long ago
beforeEach(() => store.platform.reset());

/** The trigger with module state of its own, as in a new process; n8n's classes stay the same for both. */
function fresh(): Module.DeliveryDiretoTrigger {
	const loaded: Module.DeliveryDiretoTrigger[] = [];
	const n8n = jest.requireMock<typeof n8nWorkflow>('n8n-workflow');
	jest.isolateModules(() => {
		jest.doMock('n8n-workflow', () => n8n);
		const module = jest.requireActual<typeof Module>(
			'../../../nodes/DeliveryDireto/DeliveryDiretoTrigger.node',
		);
		loaded.push(new module.DeliveryDiretoTrigger());
	});
	return loaded[0] as Module.DeliveryDiretoTrigger;
}

const LIST =
	'GET /v1/orders?lastModifiedStart=2026-03-09&includeCanceledOrders=true&showItems=true&showExtras=true&showMetadata=true&offset=0&limit=100';

const is = (verb: string) => async (id: number) => {
	const run = await store.run(`order.${verb}`, { id: byId(id) });
	if (run.error) throw run.error;
	store.requests();
};

watchesByList({
	bench: store,
	name: 'Delivery Direto',
	fresh,
	kind: 'delivery',
	list: [LIST],
	operations: { list: 'order.getAll' },
	steps: [
		{ verb: 'confirm', status: 'CONFIRMED', is: is('confirm') },
		{ verb: 'dispatch', status: 'IN_DELIVERY', is: is('dispatch') },
		{ verb: 'conclude', status: 'CONCLUDED', is: is('conclude') },
	],
	arrived: () => store.arrived(),
	refuse: () =>
		store.credentials.edit('deliveryDiretoApi', { password: 'wrong-password', token: '', refreshToken: '' }),
	secrets: [DELIVERY_DIRETO_LOGIN.clientSecret, DELIVERY_DIRETO_LOGIN.password, 'wrong-password'],
});

describe('an edited order', () => {
	it('is told once, and has an id of its own for every edit', async () => {
		const poller = pollNode({
			node: fresh(),
			credentials: store.credentials,
			parameters: { events: ['orderCreated', 'orderUpdated'] },
		});
		const id = store.place({ kind: 'delivery', with: { notes: null } });
		const { handle } = store.platform;
		let notes: string | null = null;
		jest.spyOn(store.platform, 'handle').mockImplementation(async (request) => {
			const reply = await handle(request);
			if (!request.path.startsWith('/v1/orders')) return reply;
			const { data, ...rest } = reply.body as { data: { orders: object[] } };
			const orders = data.orders.map((order) => ({ ...order, notes }));
			return { ...reply, body: { ...rest, data: { ...data, orders } } };
		});
		await poller.poll();
		const ids = new Set<unknown>();
		for (const words of ['Sem cebola', 'Sem cebola e sem alho']) {
			clock.pass({ minutes: 1 });
			notes = words;
			const poll = await poller.poll();
			expect(told(poll)).toEqual([`${id} orderUpdated`]);
			ids.add((poll.json[0]?.event as { id: string }).id);
			expect((await poller.poll()).items).toBeNull();
		}
		expect(ids.size).toBe(2);
	});
});

describe('an order that waits for its Pix payment', () => {
	it('is not shown by the list, so that it comes in later', async () => {
		const poller = pollNode({ node: fresh(), credentials: store.credentials });
		await poller.poll();
		store.place('pix');
		expect((await poller.poll()).items).toBeNull();
	});
});

describe('by webhook', () => {
	const webhook = { receiveBy: 'webhook' };
	const poll = (parameters: object, staticData = {}) =>
		pollNode({ node: fresh(), credentials: store.credentials, parameters: { ...parameters }, staticData });

	it('a poll asks for nothing and hands nothing over', async () => {
		store.place('delivery');
		const poller = poll(webhook);
		expect((await poller.poll()).items).toBeNull();
		expect((await poller.poll()).items).toBeNull();
		expect(store.arrived()).toEqual([]);
	});

	it('a test by hand shows the newest order', async () => {
		const id = store.place('delivery');
		const poller = pollNode({
			node: fresh(),
			credentials: store.credentials,
			parameters: webhook,
			mode: 'manual',
		});
		expect((await poller.poll()).json).toMatchObject([
			{ source: { orderId: String(id) }, event: { via: 'MANUAL' } },
		]);
	});

	it('and by polling again, what still waits comes marked: the webhook may have handed it over', async () => {
		const before = poll({});
		const early = store.place('delivery');
		expect(told(await before.poll())).toEqual([`${early} orderCreated`]);
		const called = poll(webhook, before.memory());
		await called.poll();
		const late = store.place('delivery');
		const after = poll({}, called.memory());
		const { json, logs } = await after.poll();
		expect(json.map(({ source, event }) => [source, event])).toMatchObject([
			[{ orderId: String(early) }, { redelivered: true }],
			[{ orderId: String(late) }, { redelivered: true }],
		]);
		expect(logs).toMatchObject([
			{
				message:
					'Delivery Direto: Orders came by webhook before: those that still wait may have been handed over already',
			},
		]);
		const next = store.place('delivery');
		expect(told(await after.poll())).toEqual([`${next} orderCreated`]);
	});
});
