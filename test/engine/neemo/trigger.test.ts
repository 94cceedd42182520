import { told, watchesByList } from '../support/list-trigger';
import { shortly } from '../support/orders';
import { byNumber, Shop } from './shop';
import { pollNode } from '../harness';
import type * as n8nWorkflow from 'n8n-workflow';
import type * as Module from '../../../nodes/Neemo/NeemoTrigger.node';
import type { Reply } from '../../../sandbox/types';
import { NEEMO_TOKEN } from '../../../sandbox/platforms/neemo';

const shop = new Shop().open();

/** The trigger with module state of its own, as in a new process; n8n's classes stay the same for both. */
function fresh(): Module.NeemoTrigger {
	const loaded: Module.NeemoTrigger[] = [];
	const n8n = jest.requireMock<typeof n8nWorkflow>('n8n-workflow');
	jest.isolateModules(() => {
		jest.doMock('n8n-workflow', () => n8n);
		const module = jest.requireActual<typeof Module>('../../../nodes/Neemo/NeemoTrigger.node');
		loaded.push(new module.NeemoTrigger());
	});
	return loaded[0] as Module.NeemoTrigger;
}

const LIST = 'POST /v1/order {"created_at":"2026-03-09 00:00:00","limit":"50","page":"1"}';
const arrived = () => shop.requests().map(shortly);

const is = (operation: string) => async (id: number) => {
	const run = await shop.run({ resource: 'order', operation, orderId: byNumber(id) });
	if (run.error) throw run.error;
	shop.requests();
};

watchesByList({
	bench: shop,
	name: 'Neemo',
	fresh,
	kind: 'delivery',
	list: [LIST],
	detail: (id) => `POST /v1/order/${id}`,
	operations: { list: 'order.getAll', detail: 'order.get' },
	steps: [
		{ verb: 'confirm', status: 'CONFIRMED', is: is('confirm') },
		{ verb: 'dispatch', status: 'IN_DELIVERY', is: is('dispatch') },
		{ verb: 'conclude', status: 'DELIVERED', is: is('conclude') },
	],
	arrived,
	refuse: () => shop.store.expireTokens(),
	secrets: [NEEMO_TOKEN],
});

describe('an order that waits for its payment', () => {
	it('comes in as new when it is paid', async () => {
		const poller = pollNode({ node: fresh(), credentials: shop.credentials });
		await poller.poll();
		const id = shop.place('awaitingPayment');
		expect((await poller.poll()).items).toBeNull();
		const record = shop.store.orders().find((order) => order.id === id);
		expect(record?.status).toBe('8');
		paid(id);
		expect(told(await poller.poll())).toEqual([`${id} orderCreated`]);
		expect((await poller.poll()).items).toBeNull();
	});
});

describe('an edited order', () => {
	it('is noticed by its amounts, told once, and read once more', async () => {
		const poller = pollNode({
			node: fresh(),
			credentials: shop.credentials,
			parameters: { events: ['orderCreated', 'orderUpdated'] },
		});
		const id = shop.place('delivery');
		await poller.poll();
		expect((await poller.poll()).items).toBeNull();
		change(id, (order) => ({
			...order,
			total: Number(order.total) + 5,
			sub_total: Number(order.sub_total) + 5,
		}));
		shop.requests();
		expect(told(await poller.poll())).toEqual([`${id} orderUpdated`]);
		expect(arrived()).toEqual([LIST, `POST /v1/order/${id}`]);
		expect((await poller.poll()).items).toBeNull();
	});
});

describe('more orders than a page holds', () => {
	it('are all handed over, each once, although orders come in while the pages are read', async () => {
		const ids = shop.placeMany(60);
		let late: number | undefined;
		onAnswer((reply) => {
			late ??= shop.place('delivery');
			return reply;
		});
		const poller = pollNode({ node: fresh(), credentials: shop.credentials });
		const handedOver = [...told(await poller.poll()), ...told(await poller.poll())];
		expect(handedOver.sort()).toEqual([...ids, late].map((id) => `${id} orderCreated`).sort());
	});
});

type Row = Record<string, unknown>;

/** From now on every answer of Neemo is altered. */
function onAnswer(alter: (reply: Reply) => Reply): void {
	const spied = jest.mocked(shop.store.handle);
	const handle = spied.getMockImplementation();
	spied.mockImplementation(async (request) => alter((await handle?.(request)) as Reply));
}

/** From now on Neemo shows an order changed, in the list and in its detail. */
function change(id: number, how: (order: Row) => Row): void {
	onAnswer((reply) => {
		const { Orders, Order, ...rest } = reply.body as { Orders?: Row[]; Order?: Row };
		const changed = (order: Row) => (order.id === id ? how(order) : order);
		const body = {
			...rest,
			...(Orders && { Orders: Orders.map(changed) }),
			...(Order && { Order: changed(Order) }),
		};
		return { ...reply, body };
	});
}

function paid(id: number): void {
	change(id, (order) => ({ ...order, status: 0, payment_online: true }));
}
