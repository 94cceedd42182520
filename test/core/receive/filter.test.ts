import type { OrderStatus } from '../../../core/order/types';
import { ONLY_ORDER_TYPE, ONLY_STATUS } from '../../../core/receive/filter';
import { Shop } from './shop';
import { MINUTE, NOON, words, Workflow } from './workflow';

const only = (...statuses: OrderStatus[]) => ({
	filter: { statuses: new Set(statuses), types: new Set<never>() },
});

let shop: Shop;
beforeEach(() => {
	shop = new Shop();
	shop.place('7', NOON);
});

describe('an order that the filter leaves out', () => {
	it('is neither handed over nor acknowledged: it stays in the queue for others', async () => {
		const workflow = new Workflow(shop, only('CONFIRMED'));
		expect(await workflow.poll()).toEqual([]);
		expect(await workflow.poll()).toEqual([]);
		workflow.restart();
		expect(await workflow.poll()).toEqual([]);
		expect(shop.isQueued('7')).toBe(true);
		expect(workflow.memoryNow().pending).toBeNull();
	});

	it('comes in when it fits, as new, and is acknowledged then', async () => {
		const workflow = new Workflow(shop, only('CONFIRMED'));
		await workflow.poll();
		shop.move('7', 'confirmed', true);
		expect(words(await workflow.poll())).toEqual(['orderCreated 7 from CREATED']);
		expect(await workflow.poll()).toEqual([]);
		expect(shop.isQueued('7')).toBe(false);
	});

	it('comes in when the filter is taken away, once', async () => {
		const workflow = new Workflow(shop, only('CONFIRMED'));
		await workflow.poll();
		workflow.choices = {};
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
		expect(await workflow.poll()).toEqual([]);
	});

	it('is not reported as waiting either, and not all at once later', async () => {
		const workflow = new Workflow(shop, { ...only('CONFIRMED'), events: ['orderWaiting'] });
		await workflow.poll();
		workflow.now += 30 * MINUTE;
		expect(await workflow.poll()).toEqual([]);
		workflow.choices = { events: ['orderWaiting'] };
		expect(await workflow.poll()).toEqual([]);
		workflow.now += 10 * MINUTE;
		expect(words(await workflow.poll())).toEqual(['orderWaiting 7 after 40 min']);
	});

	it('and that is cancelled comes as cancelled where cancelled ones are wanted', async () => {
		const workflow = new Workflow(shop, only('CANCELLED'));
		await workflow.poll();
		shop.cancel('7');
		expect(words(await workflow.poll())).toEqual(['orderCancelled 7 from CREATED']);
		await workflow.poll();
		expect(shop.isQueued('7')).toBe(false);
	});
});

describe('an order that was handed over', () => {
	it('does not come again because the filter was changed', async () => {
		const workflow = new Workflow(shop, only('CREATED'));
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
		for (const choices of [only('CONFIRMED'), {}, only('CREATED')]) {
			workflow.choices = choices;
			expect(await workflow.poll()).toEqual([]);
		}
	});

	it('and cancelled is left in the queue where cancelled ones are not wanted', async () => {
		const workflow = new Workflow(shop, only('CREATED'));
		await workflow.poll();
		await workflow.poll();
		shop.cancel('7');
		expect(await workflow.poll()).toEqual([]);
		expect(await workflow.poll()).toEqual([]);
		expect(shop.isQueued('7')).toBe(true);
		workflow.choices = {};
		expect(words(await workflow.poll())).toEqual(['orderCancelled 7']);
	});

	it('is told by its steps only where they fit', async () => {
		const workflow = new Workflow(shop, {
			...only('CREATED', 'DELIVERED'),
			events: ['orderCreated', 'statusChanged'],
		});
		await workflow.poll();
		await workflow.poll();
		shop.move('7', 'confirmed');
		expect(await workflow.poll()).toEqual([]);
		shop.move('7', 'delivered');
		expect(words(await workflow.poll())).toEqual(['statusChanged 7 from CONFIRMED']);
	});

	it('comes again after a restart when the filter lets it, marked, and not unmarked although it was left out between', async () => {
		const workflow = new Workflow(shop);
		await workflow.poll();
		workflow.restart();
		workflow.choices = only('CONFIRMED');
		expect(await workflow.poll()).toEqual([]);
		expect(shop.isQueued('7')).toBe(true);
		workflow.choices = {};
		expect(words(await workflow.poll())).toEqual(['orderCreated 7 again']);
		expect(await workflow.poll()).toEqual([]);
		expect(shop.isQueued('7')).toBe(false);
	});
});

it('offers statuses and types by their names', () => {
	const names = ({ options }: typeof ONLY_STATUS) => options?.map(({ name }) => name);
	expect(names(ONLY_ORDER_TYPE)).toEqual(['Delivery', 'Indoor', 'Shipping', 'Takeout']);
	expect(names(ONLY_STATUS)).toEqual([
		'Cancellation Requested',
		'Cancelled',
		'Concluded',
		'Confirmed',
		'Created',
		'Delivered',
		'Draft',
		'In Delivery',
		'Payment Failed',
		'Pending Payment',
		'Preparing',
		'Ready',
		'Unknown',
	]);
});
