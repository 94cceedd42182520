import { told, watchesByList } from '../support/list-trigger';
import { byNumber, Shop } from './shop';
import { pollNode } from '../harness';
import type * as n8nWorkflow from 'n8n-workflow';
import type * as Module from '../../../nodes/Venddor/VenddorTrigger.node';
import { VENDDOR_API_KEY } from '../../../sandbox/platforms/venddor';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof n8nWorkflow>('n8n-workflow'),
	sleep: async () => await Promise.resolve(),
}));

const shop = new Shop().open();

/** The trigger with module state of its own, as in a new process; n8n's classes stay the same for both. */
function fresh(): Module.VenddorTrigger {
	const loaded: Module.VenddorTrigger[] = [];
	const n8n = jest.requireMock<typeof n8nWorkflow>('n8n-workflow');
	jest.isolateModules(() => {
		jest.doMock('n8n-workflow', () => n8n);
		const module = jest.requireActual<typeof Module>('../../../nodes/Venddor/VenddorTrigger.node');
		loaded.push(new module.VenddorTrigger());
	});
	return loaded[0] as Module.VenddorTrigger;
}

const LIST = 'GET /api/orders?sort_order=desc&sort_by=date&page=1&items_per_page=100';

const is = (verb: string) => async (id: number) => {
	const run = await shop.run(`order.${verb}`, { orderId: byNumber(id) });
	if (run.error) throw run.error;
	shop.requests();
};

watchesByList({
	bench: shop,
	name: 'Venddor',
	fresh,
	kind: 'delivery',
	list: [LIST],
	detail: (id) => `GET /api/orders/${id}`,
	operations: { list: 'order.getAll', detail: 'order.get' },
	steps: [
		{ verb: 'startPreparation', status: 'PREPARING', is: is('startPreparation') },
		{ verb: 'dispatch', status: 'IN_DELIVERY', is: is('dispatch') },
		{ verb: 'conclude', status: 'CONCLUDED', is: is('conclude') },
	],
	arrived: () => shop.lines(),
	refuse: () => shop.credentials.edit('venddorApi', { apiKey: 'wrong-key' }),
	secrets: [VENDDOR_API_KEY, 'wrong-key'],
});

describe('more orders than a page holds', () => {
	it('are read as far as they can be new, and no further', async () => {
		shop.store.fill('order.getAll', 250);
		shop.clock.pass({ days: 3 });
		const id = shop.place('delivery');
		const poller = pollNode({ node: fresh(), credentials: shop.credentials });
		shop.lines();
		expect(told(await poller.poll())).toEqual([`${id} orderCreated`]);
		expect(shop.lines()).toEqual([LIST, `GET /api/orders/${id}`]);
	});

	it('are all read where all of them are new, each once, although orders come in meanwhile', async () => {
		shop.store.fill('order.getAll', 130);
		const { handle } = shop.store;
		let late: number | undefined;
		jest.spyOn(shop.store, 'handle').mockImplementation(async (request) => {
			const reply = await handle(request);
			late ??= shop.place('delivery');
			return reply;
		});
		const poller = pollNode({
			node: fresh(),
			credentials: shop.credentials,
			parameters: { options: { skipDetails: true } },
		});
		const first = told(await poller.poll());
		const second = told(await poller.poll());
		expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
		expect([...first, ...second]).toContain(`${late} orderCreated`);
	});
});
