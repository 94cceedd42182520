import { newestOrder } from '../../../core/receive/newest';
import { ListShop, listOrders } from './list-shop';
import { refusal, unreachable } from './shop';
import { DAY, MINUTE, NOON, words, Workflow, type Choices } from './workflow';

/** A workflow that was activated a while ago. */
function watching(shop: ListShop, choices: Choices = {}): Workflow {
	const workflow = new Workflow(shop, choices);
	workflow.receiving = shop.receiving;
	workflow.orders = listOrders;
	return workflow;
}

let shop: ListShop;
beforeEach(() => {
	shop = new ListShop();
});

describe('the details of orders', () => {
	it('are read once per order that is handed over, and never again', async () => {
		const workflow = watching(shop);
		shop.place('7', NOON);
		shop.place('8', NOON + 1);
		expect(words(await workflow.poll())).toEqual(['orderCreated 7', 'orderCreated 8']);
		expect(shop.takeCalls()).toEqual(['list 1', 'get 7', 'get 8']);
		expect(await workflow.poll()).toEqual([]);
		shop.change('7', { status: 'confirmed' });
		expect(await workflow.poll()).toEqual([]);
		expect(shop.takeCalls()).toEqual(['list 1', 'list 1']);
	});

	it('are read for a change that is told, and not for one that is not', async () => {
		const workflow = watching(shop, { events: ['orderCancelled', 'statusChanged'] });
		shop.place('7', NOON);
		await workflow.poll();
		shop.change('7', { status: 'confirmed' });
		expect(words(await workflow.poll())).toEqual(['statusChanged 7 from CREATED']);
		expect(shop.takeCalls()).toEqual(['list 1', 'list 1', 'get 7']);
	});

	it('are left out where the person wants that', async () => {
		const workflow = watching(shop);
		workflow.skipDetails = true;
		shop.place('7', NOON);
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
		expect(shop.takeCalls()).toEqual(['list 1']);
	});

	it('that cannot be read now hold back that order only, which comes unmarked with the next poll', async () => {
		const workflow = watching(shop);
		for (const id of ['6', '7', '8']) shop.place(id, NOON + Number(id));
		shop.faults.set('get 7', refusal(404));
		expect(words(await workflow.poll())).toEqual(['orderCreated 6', 'orderCreated 8']);
		expect(workflow.warnings).toEqual([
			'Shop order 7 could not be read now, the next poll tries again: Shop refused (404)',
		]);
		expect(Object.keys(workflow.memoryNow().orders as object)).toEqual(['6', '8']);
		expect((workflow.memoryNow().pending as { orders: string[] }).orders).toEqual(['6', '8']);
		shop.faults.clear();
		shop.takeCalls();
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
		expect(shop.takeCalls()).toEqual(['list 1', 'get 7']);
		expect(await workflow.poll()).toEqual([]);
	});

	it('of a known order that cannot be read leave it as it was, so that its change is told later', async () => {
		const workflow = watching(shop, { events: ['orderCreated', 'statusChanged'] });
		shop.place('7', NOON);
		await workflow.poll();
		shop.place('8', NOON);
		shop.change('7', { status: 'confirmed' });
		shop.faults.set('get 7', refusal(503));
		expect(words(await workflow.poll())).toEqual(['orderCreated 8']);
		shop.faults.clear();
		expect(words(await workflow.poll())).toEqual(['statusChanged 7 from CREATED']);
	});

	it('for which no time is left come with later polls: nothing is lost, nothing comes twice', async () => {
		const workflow = watching(shop);
		await workflow.poll();
		for (let id = 1; id <= 10; id++) shop.place(String(id), NOON + id);
		let left = 0;
		workflow.mayStart = () => left-- > 0;
		const handedOver: string[] = [];
		for (let polls = 0; polls < 20; polls++) {
			left = 4;
			const told = words(await workflow.poll());
			expect(told.length).toBeLessThanOrEqual(5);
			handedOver.push(...told);
		}
		expect(handedOver).toEqual(Array.from({ length: 10 }, (_, index) => `orderCreated ${index + 1}`));
	});

	it('of orders that an ended process may have handed over are read by later polls where no time is left, new orders or not', async () => {
		const workflow = watching(shop);
		for (let id = 1; id <= 5; id++) shop.place(String(id), NOON + id);
		await workflow.pollAndLoseExecution();
		shop.place('6', NOON + 6);
		let left = 0;
		workflow.mayStart = () => left-- > 0;
		const handedOver: string[] = [];
		for (let polls = 0; polls < 8; polls++) {
			left = polls === 2 ? 0 : 2;
			handedOver.push(...words(await workflow.poll()));
		}
		expect(handedOver).toEqual([
			...['1', '2', '3', '4', '5'].map((id) => `orderCreated ${id} again`),
			'orderCreated 6',
		]);
		expect(workflow.memoryNow().pending).toBeNull();
	});

	it('are read for one order at least, however little time is left', async () => {
		const workflow = watching(shop);
		shop.place('7', NOON);
		// The list itself was read in time
		let asked = 0;
		workflow.mayStart = () => asked++ === 0;
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
	});

	it.each([
		['none of them can be read', () => shop.faults.set('get', unreachable()), 'Shop could not be reached'],
		[
			'the login is refused half-way',
			() => shop.faults.set('get 8', refusal(401, true)),
			'Shop refused (401)',
		],
	])('fail the whole poll where %s, and then nothing is remembered', async (_, happen, message) => {
		const workflow = watching(shop);
		await workflow.poll();
		const before = workflow.memoryNow();
		shop.place('7', NOON);
		shop.place('8', NOON + 1);
		happen();
		await expect(workflow.poll()).rejects.toThrow(message);
		expect(workflow.memoryNow()).toEqual(before);
		shop.faults.clear();
		expect(words(await workflow.poll())).toEqual(['orderCreated 7', 'orderCreated 8']);
	});

	it('that one of two orders lacks do not make the other one come twice after a restart', async () => {
		const workflow = watching(shop, { delivery: 'noRepeats' });
		shop.place('7', NOON);
		shop.place('8', NOON + 1);
		shop.faults.set('get 8', refusal(404));
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
		shop.faults.clear();
		workflow.restart();
		expect(words(await workflow.poll())).toEqual(['orderCreated 8']);
	});
});

describe('a list that is newest first', () => {
	beforeEach(() => {
		shop.isNewestFirst = true;
		shop.pageSize = 2;
	});

	it('is read to the page that reaches behind the period, and no further', async () => {
		const workflow = watching(shop);
		for (let days = 0; days < 6; days++) shop.place(`d${days}`, NOON - days * DAY);
		expect(words(await workflow.poll())).toEqual(['orderCreated d1', 'orderCreated d0']);
		expect(shop.takeCalls().filter((call) => call.startsWith('list'))).toEqual(['list 1', 'list 2']);
	});

	it('does not tell an old order as new that moved up because another one was deleted', async () => {
		const workflow = watching(shop);
		for (let days = 0; days < 6; days++) shop.place(`d${days}`, NOON - days * DAY, 'delivered');
		await workflow.poll();
		for (const id of ['d0', 'd1', 'd2', 'd3']) shop.remove(id);
		expect(await workflow.poll()).toEqual([]);
	});

	it('is read as far as it goes where a page is short', async () => {
		const workflow = watching(shop);
		for (const id of ['1', '2', '3']) shop.place(id, NOON + Number(id));
		expect(words(await workflow.poll())).toHaveLength(3);
		expect(shop.takeCalls().slice(0, 2)).toEqual(['list 1', 'list 2']);
	});

	it('hands each order over once although orders come in while its pages are read', async () => {
		const workflow = watching(shop);
		for (const id of ['1', '2', '3', '4']) shop.place(id, NOON + Number(id));
		shop.beforeCall = (call) => {
			if (call === 'list 2') shop.place('5', NOON + MINUTE);
		};
		const handedOver = [...words(await workflow.poll()), ...words(await workflow.poll())];
		expect(handedOver.sort()).toEqual(['1', '2', '3', '4', '5'].map((id) => `orderCreated ${id}`));
	});

	it('is shown in the order of the numbers where times are the same', async () => {
		const workflow = watching(shop);
		for (const id of ['12', '9', '10']) shop.place(id, NOON);
		expect(words(await workflow.poll())).toEqual(['orderCreated 9', 'orderCreated 10', 'orderCreated 12']);
	});
});

describe('an order that waits for its payment', () => {
	it('is not announced before it is paid, and then as new', async () => {
		const workflow = watching(shop);
		shop.place('7', NOON, 'unpaid');
		expect(await workflow.poll()).toEqual([]);
		expect(await workflow.poll()).toEqual([]);
		shop.change('7', { status: 'new' });
		expect(words(await workflow.poll())).toEqual(['orderCreated 7 from PENDING_PAYMENT']);
		expect(await workflow.poll()).toEqual([]);
		expect(shop.calls.filter((call) => call === 'get 7')).toHaveLength(1);
	});

	it('is announced although it was confirmed as soon as it was paid', async () => {
		const workflow = watching(shop);
		shop.place('7', NOON, 'unpaid');
		await workflow.poll();
		shop.change('7', { status: 'confirmed' });
		expect(words(await workflow.poll())).toEqual(['orderCreated 7 from PENDING_PAYMENT']);
	});
});

describe('an edit', () => {
	it('is seen by the amounts where the list has no more, and told once', async () => {
		const workflow = watching(shop, { events: ['orderCreated', 'orderUpdated'] });
		shop.place('7', NOON);
		await workflow.poll();
		expect(await workflow.poll()).toEqual([]);
		shop.change('7', { amount: 1500, dish: 'Moqueca' });
		expect(words(await workflow.poll())).toEqual(['orderUpdated 7']);
		expect(await workflow.poll()).toEqual([]);
	});
});

describe('a cancellation that an ended process may have handed over', () => {
	it('comes again, marked, although the order waits no longer', async () => {
		const workflow = watching(shop, { events: ['orderCreated', 'orderCancelled'] });
		await workflow.poll();
		shop.place('7', NOON, 'cancelled');
		await workflow.pollAndLoseExecution();
		expect(words(await workflow.poll())).toEqual(['orderCancelled 7 again']);
		expect(await workflow.poll()).toEqual([]);
	});

	it('takes the place of the arrival where both were lost', async () => {
		const workflow = watching(shop, { events: ['orderCreated', 'orderCancelled'] });
		await workflow.poll();
		shop.place('7', NOON);
		await workflow.pollAndLoseExecution();
		shop.change('7', { status: 'cancelled' });
		expect(words(await workflow.poll())).toEqual(['orderCancelled 7 from CREATED']);
		expect(await workflow.poll()).toEqual([]);
	});
});

describe('orders that were left alone', () => {
	it('do not come in when Order Created is chosen later, unless they still wait', async () => {
		const workflow = watching(shop, { events: ['statusChanged'] });
		await workflow.poll();
		shop.place('7', NOON, 'confirmed');
		shop.place('8', NOON);
		expect(await workflow.poll()).toEqual([]);
		workflow.choices = { events: ['orderCreated', 'statusChanged'] };
		expect(words(await workflow.poll())).toEqual(['orderCreated 8']);
	});
});

describe('a test by hand', () => {
	it('shows the newest order of a list', async () => {
		shop.place('7', NOON - DAY);
		shop.place('8', NOON, 'cancelled');
		const source = {
			platform: { displayName: 'Shop', orders: listOrders },
			receiving: shop.receiving,
			client: shop.client,
			store: { storeKey: 'loja', timeZone: 'America/Sao_Paulo' },
			warn: () => undefined,
		};
		expect(await newestOrder(source, NOON)).toMatchObject({ seen: { orderId: '8' }, type: 'orderCancelled' });
		expect(shop.calls).toEqual(['list 1']);
	});
});

describe('a filter by type', () => {
	const takeoutOnly = { filter: { statuses: new Set<never>(), types: new Set(['TAKEOUT' as const]) } };

	it('is asked before the details where the list tells the type, which spares the request', async () => {
		const workflow = watching(shop, takeoutOnly);
		shop.place('7', NOON, 'new', { type: 'DELIVERY' });
		shop.place('8', NOON, 'new', { type: 'TAKEOUT' });
		expect(words(await workflow.poll())).toEqual(['orderCreated 8']);
		expect(shop.takeCalls()).toEqual(['list 1', 'get 8']);
		expect(await workflow.poll()).toEqual([]);
	});

	it('is asked after them where only they tell it, once per order', async () => {
		const workflow = watching(shop, takeoutOnly);
		const { call } = shop.client;
		shop.client.call = async (operation, values) => {
			const answer = await call(operation, values);
			return operation === 'get' ? { ...(answer as object), type: 'DELIVERY' } : answer;
		};
		shop.place('7', NOON, 'confirmed');
		await workflow.poll();
		shop.place('8', NOON, 'confirmed');
		expect(await workflow.poll()).toEqual([]);
		expect(await workflow.poll()).toEqual([]);
		expect(shop.takeCalls().filter((made) => made.startsWith('get'))).toEqual(['get 8']);
		expect(workflow.memoryNow().pending).toBeNull();
	});

	it('lets an order through whose type nobody tells', async () => {
		const workflow = watching(shop, takeoutOnly);
		shop.place('7', NOON);
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
	});
});
