import { Shop, refusal, unreachable } from './shop';
import { DAY, MINUTE, NOON, words, Workflow } from './workflow';

describe('what happens to an order after it came in', () => {
	let shop: Shop;
	let workflow: Workflow;
	beforeEach(() => {
		shop = new Shop();
		workflow = new Workflow(shop, { events: ['orderCreated', 'orderCancelled', 'statusChanged'] });
	});

	it('tells each change of status once, also of acknowledged orders', async () => {
		shop.place('7', NOON);
		await workflow.poll();
		await workflow.poll();
		shop.move('7', 'confirmed');
		expect(words(await workflow.poll())).toEqual(['statusChanged 7 from CREATED']);
		expect(await workflow.poll()).toEqual([]);
		shop.move('7', 'delivered');
		expect(words(await workflow.poll())).toEqual(['statusChanged 7 from CONFIRMED']);
		shop.move('7', 'confirmed');
		expect(await workflow.poll()).toEqual([]);
	});

	it('reads yesterday and today of the store for that, once per poll', async () => {
		await workflow.poll();
		expect(shop.calls).toEqual(['queue', 'list 2026-11-20 2026-11-22']);
	});

	it('takes the day of the store, not of UTC', async () => {
		workflow.now = Date.UTC(2026, 10, 22, 1);
		await workflow.poll();
		expect(shop.calls).toContain('list 2026-11-20 2026-11-22');
	});

	it('reads no list when only new and cancelled orders are chosen', async () => {
		workflow.choices = {};
		shop.place('7', NOON);
		await workflow.poll();
		await workflow.poll();
		expect(shop.calls.filter((call) => call.startsWith('list'))).toEqual([]);
	});

	it('tells a status that the platform calls by an unknown word', async () => {
		shop.place('7', NOON);
		await workflow.poll();
		shop.move('7', 'flying');
		expect(await workflow.poll()).toMatchObject([{ type: 'statusChanged', status: 'UNKNOWN' }]);
	});

	it('tells a cancellation as a change of status when cancellations are not chosen', async () => {
		workflow.choices = { events: ['statusChanged'] };
		shop.place('7', NOON);
		await workflow.poll();
		shop.cancel('7');
		expect(words(await workflow.poll())).toEqual(['statusChanged 7 from CREATED']);
	});

	it('tells the changes of orders that somebody else took out of the queue', async () => {
		shop.place('7', NOON);
		shop.acknowledge('7');
		expect(await workflow.poll()).toEqual([]);
		shop.move('7', 'confirmed');
		expect(words(await workflow.poll())).toEqual(['statusChanged 7 from CREATED']);
	});

	it('tells an order as new although the list showed it before the queue did', async () => {
		shop.place('7', NOON);
		shop.acknowledge('7');
		await workflow.poll();
		shop.move('7', 'new', true);
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
	});

	it('tells an edited order, and tells it once', async () => {
		workflow.choices = { events: ['orderCreated', 'orderUpdated'] };
		shop.place('7', NOON);
		await workflow.poll();
		expect(await workflow.poll()).toEqual([]);
		shop.edit('7', 'Moqueca');
		expect(words(await workflow.poll())).toEqual(['orderUpdated 7']);
		expect(await workflow.poll()).toEqual([]);
	});

	it('does not take the first look at an order for an edit', async () => {
		shop.place('7', NOON);
		workflow.choices = { events: ['orderCreated'] };
		await workflow.poll();
		workflow.choices = { events: ['orderCreated', 'orderUpdated'] };
		expect(await workflow.poll()).toEqual([]);
	});

	it('gives every edit its own event id', async () => {
		workflow.choices = { events: ['orderUpdated'] };
		shop.place('7', NOON);
		await workflow.poll();
		shop.edit('7', 'Moqueca');
		const [first] = await workflow.poll();
		shop.edit('7', 'Vatapá');
		const [second] = await workflow.poll();
		expect(first?.id).not.toBe(second?.id);
	});

	it('hands new orders over although the list cannot be read, and says so', async () => {
		shop.place('7', NOON);
		shop.faults.set('list', unreachable());
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
		expect(workflow.warnings.join()).toContain('could not be read this time');
	});

	it('fails when there is nothing else to hand over, after acknowledging what was taken over', async () => {
		shop.place('7', NOON);
		await workflow.poll();
		shop.faults.set('list', refusal(500));
		await expect(workflow.poll()).rejects.toThrow('Shop refused (500)');
		expect(shop.isQueued('7')).toBe(false);
		shop.move('7', 'confirmed');
		shop.faults.clear();
		expect(words(await workflow.poll())).toEqual(['statusChanged 7 from CREATED']);
	});

	it('leaves the list for the next poll when the queue took all the time', async () => {
		shop.place('7', NOON);
		workflow.mayStart = () => false;
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
		expect(shop.calls).toEqual(['queue']);
	});
});

describe('an order that nobody confirms', () => {
	let shop: Shop;
	let workflow: Workflow;
	beforeEach(() => {
		shop = new Shop();
		workflow = new Workflow(shop, { events: ['orderCreated', 'orderCancelled', 'orderWaiting'] });
		shop.place('7', NOON);
	});

	const pollAfter = async (minutes: number) => {
		workflow.now = NOON + minutes * MINUTE;
		return words(await workflow.poll());
	};

	it('is told after ten minutes and every ten minutes again, although it was acknowledged', async () => {
		await pollAfter(0);
		expect(await pollAfter(1)).toEqual([]);
		expect(await pollAfter(9)).toEqual([]);
		expect(await pollAfter(10)).toEqual(['orderWaiting 7 after 10 min']);
		expect(await pollAfter(11)).toEqual([]);
		expect(await pollAfter(21)).toEqual(['orderWaiting 7 after 20 min']);
	});

	it('is told once for the time that n8n was off', async () => {
		await pollAfter(0);
		await pollAfter(1);
		workflow.restart();
		expect(await pollAfter(47)).toEqual(['orderWaiting 7 after 40 min']);
		expect(await pollAfter(49)).toEqual([]);
		expect(await pollAfter(50)).toEqual(['orderWaiting 7 after 50 min']);
	});

	it('has an event id of its own for every time', async () => {
		const ids = [];
		for (const minutes of [0, 10, 20, 30]) {
			workflow.now = NOON + minutes * MINUTE;
			ids.push(...(await workflow.poll()).map(({ id }) => id));
		}
		expect(new Set(ids).size).toBe(4);
	});

	it('is forgotten as soon as it is confirmed or cancelled', async () => {
		shop.place('8', NOON);
		await pollAfter(0);
		shop.move('7', 'confirmed');
		shop.cancel('8');
		expect(await pollAfter(10)).toEqual(['orderCancelled 8 from CREATED']);
		expect(await pollAfter(20)).toEqual([]);
		expect(shop.calls.filter((call) => call.startsWith('list'))).toHaveLength(1);
	});

	it('costs a further request only when it is due and the queue does not show it', async () => {
		await pollAfter(0);
		await pollAfter(5);
		shop.takeCalls();
		await pollAfter(10);
		await pollAfter(11);
		expect(shop.takeCalls()).toEqual(['queue', 'list 2026-11-21 2026-11-22', 'queue']);
	});

	it('costs no further request while the queue itself shows it', async () => {
		workflow.choices = { ...workflow.choices, acknowledge: 'workflow' };
		await pollAfter(0);
		expect(await pollAfter(10)).toEqual(['orderWaiting 7 after 10 min']);
		expect(shop.calls).toEqual(['queue', 'queue']);
	});

	it('is asked for no further back than seven days, whatever date the platform gives it', async () => {
		shop.place('8', Date.UTC(2005, 0, 1));
		await pollAfter(0);
		await pollAfter(1);
		shop.takeCalls();
		await pollAfter(10);
		expect(shop.takeCalls()).toEqual(['queue', 'list 2026-11-15 2026-11-22']);
	});

	it('waits since its first hand-over, also when a restart made it come again', async () => {
		await pollAfter(0);
		workflow.restart();
		expect(await pollAfter(6)).toEqual(['orderCreated 7 again']);
		expect(await pollAfter(10)).toEqual(['orderWaiting 7 after 10 min']);
	});

	it('is told by a workflow that first saw it in the list, between two reads of the queue', async () => {
		workflow.choices = { events: ['statusChanged', 'orderWaiting'] };
		shop.acknowledge('7');
		await pollAfter(0);
		shop.move('7', 'new', true);
		await pollAfter(1);
		shop.acknowledge('7');
		expect(await pollAfter(10)).toEqual(['orderWaiting 7 after 10 min']);
	});

	it('is asked for from the day of its creation on', async () => {
		await pollAfter(0);
		await pollAfter(1);
		workflow.now = NOON + 2 * DAY;
		shop.takeCalls();
		await workflow.poll();
		expect(shop.takeCalls()).toEqual(['queue', 'list 2026-11-21 2026-11-24']);
	});

	it('is not asked for at every poll when the list does not show it', async () => {
		await pollAfter(0);
		await pollAfter(1);
		const { client } = shop;
		const call = client.call;
		client.call = async (operation, values) => {
			const answer = await call(operation, values);
			return operation === 'list' ? [] : answer;
		};
		for (const minutes of [10, 11, 12, 13]) expect(await pollAfter(minutes)).toEqual([]);
		expect(shop.calls.filter((made) => made.startsWith('list'))).toHaveLength(1);
		client.call = call;
		expect(await pollAfter(20)).toEqual(['orderWaiting 7 after 20 min']);
	});

	it('is told in new steps when the person changes the minutes', async () => {
		await pollAfter(0);
		await pollAfter(60);
		workflow.choices = { ...workflow.choices, waitingMinutes: 30 };
		expect(await pollAfter(75)).toEqual([]);
		expect(await pollAfter(90)).toEqual(['orderWaiting 7 after 90 min']);
	});

	it('is told by a workflow that watches for nothing else, counted from the order itself', async () => {
		workflow.choices = { events: ['orderWaiting'] };
		await pollAfter(2);
		expect(await pollAfter(9)).toEqual([]);
		expect(await pollAfter(10)).toEqual(['orderWaiting 7 after 10 min']);
		expect(shop.isQueued('7')).toBe(true);
	});

	it('is left alone when it waited before the trigger was activated and only new orders are wanted', async () => {
		workflow.choices = { ...workflow.choices, startWith: 'newOnly' };
		await pollAfter(0);
		expect(await pollAfter(30)).toEqual([]);
	});
});
