import { Shop, unreachable } from './shop';
import { NOON, words, Workflow } from './workflow';

describe('n8n is killed and started again', () => {
	let shop: Shop;
	let workflow: Workflow;
	beforeEach(() => {
		shop = new Shop();
		workflow = new Workflow(shop);
	});

	it('hands an order over again, marked and with the same event id, when it was not acknowledged yet', async () => {
		shop.place('7', NOON);
		const [first] = await workflow.poll();
		workflow.restart();
		const [second] = await workflow.poll();
		expect(second).toEqual({ ...first, redelivered: true });
		expect(await workflow.poll()).toEqual([]);
		expect(shop.isQueued('7')).toBe(false);
	});

	it('hands an order over that n8n lost between saving its memory and saving the execution', async () => {
		shop.place('7', NOON);
		await workflow.pollAndLoseExecution();
		expect(words(await workflow.poll())).toEqual(['orderCreated 7 again']);
	});

	it('hands an order over unmarked when n8n had saved nothing at all', async () => {
		await workflow.poll();
		shop.place('7', NOON);
		await workflow.pollWithoutSaving();
		workflow.restart();
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
	});

	it('does not repeat an acknowledged order, although the memory of the acknowledging poll was never saved', async () => {
		shop.place('7', NOON);
		await workflow.poll();
		await workflow.poll();
		workflow.restart();
		expect(await workflow.poll()).toEqual([]);
	});

	it('repeats an order whose acknowledgment failed before the restart', async () => {
		shop.place('7', NOON);
		await workflow.poll();
		shop.faults.set('acknowledge', unreachable());
		await workflow.poll();
		workflow.restart();
		shop.faults.clear();
		expect(words(await workflow.poll())).toEqual(['orderCreated 7 again']);
	});

	it('repeats a lost cancellation as well', async () => {
		shop.place('7', NOON);
		await workflow.poll();
		await workflow.poll();
		shop.cancel('7');
		await workflow.pollAndLoseExecution();
		expect(words(await workflow.poll())).toEqual(['orderCancelled 7 again']);
		await workflow.poll();
		expect(shop.isQueued('7')).toBe(false);
	});

	it('tells only the cancellation of an order that was cancelled while n8n was down', async () => {
		shop.place('7', NOON);
		await workflow.pollAndLoseExecution();
		shop.cancel('7');
		expect(words(await workflow.poll())).toEqual(['orderCancelled 7 from CREATED']);
	});

	it('repeats a lost order before it tells what became of it', async () => {
		workflow.choices = { events: ['orderCreated', 'statusChanged'] };
		shop.place('7', NOON);
		await workflow.pollAndLoseExecution();
		shop.move('7', 'confirmed', true);
		expect(words(await workflow.poll())).toEqual(['orderCreated 7 again']);
		expect(words(await workflow.poll())).toEqual(['statusChanged 7 from CREATED']);
	});

	it('repeats an order after every restart until it is acknowledged', async () => {
		shop.place('7', NOON);
		await workflow.pollAndLoseExecution();
		await workflow.pollAndLoseExecution();
		await workflow.pollAndLoseExecution();
		expect(words(await workflow.poll())).toEqual(['orderCreated 7 again']);
		await workflow.poll();
		workflow.restart();
		expect(await workflow.poll()).toEqual([]);
	});

	it('survives a first poll that fails without forgetting what is unclear', async () => {
		shop.place('7', NOON);
		await workflow.pollAndLoseExecution();
		shop.faults.set('queue', unreachable());
		await expect(workflow.poll()).rejects.toThrow();
		shop.faults.clear();
		expect(words(await workflow.poll())).toEqual(['orderCreated 7 again']);
	});

	it('does not acknowledge what is unclear when its event is not chosen any more', async () => {
		shop.place('7', NOON);
		await workflow.pollAndLoseExecution();
		workflow.choices = { events: ['orderCancelled'] };
		expect(await workflow.poll()).toEqual([]);
		await workflow.poll();
		expect(shop.isQueued('7')).toBe(true);
	});

	describe('with No Repeats', () => {
		beforeEach(() => {
			workflow.choices = { delivery: 'noRepeats' };
		});

		it('does not hand the order over again, but acknowledges it', async () => {
			shop.place('7', NOON);
			await workflow.poll();
			workflow.restart();
			expect(await workflow.poll()).toEqual([]);
			expect(shop.isQueued('7')).toBe(false);
		});

		it('still tells its cancellation', async () => {
			shop.place('7', NOON);
			await workflow.poll();
			workflow.restart();
			shop.cancel('7');
			expect(words(await workflow.poll())).toEqual(['orderCancelled 7 from CREATED']);
		});

		it('does not acknowledge for a workflow that does it itself', async () => {
			workflow.choices = { delivery: 'noRepeats', acknowledge: 'workflow' };
			shop.place('7', NOON);
			await workflow.poll();
			workflow.restart();
			expect(await workflow.poll()).toEqual([]);
			expect(shop.isQueued('7')).toBe(true);
		});
	});
});

describe('a platform without a queue', () => {
	it('repeats after a restart only what was handed over last and is still to be confirmed', async () => {
		const shop = new Shop();
		const workflow = new Workflow(shop);
		workflow.receiving = { ...workflow.receiving, queue: undefined };
		for (const id of ['1', '2']) shop.place(id, NOON);
		expect(words(await workflow.poll())).toEqual(['orderCreated 1', 'orderCreated 2']);
		for (const id of ['3', '4']) shop.place(id, NOON);
		await workflow.pollAndLoseExecution();
		shop.move('4', 'confirmed');
		expect(words(await workflow.poll())).toEqual(['orderCreated 3 again']);
		expect(await workflow.poll()).toEqual([]);
		expect(new Set(shop.calls)).toEqual(new Set(['list 2026-11-20 2026-11-22']));
	});

	it('begins with the orders that are still to be confirmed, not with the whole list', async () => {
		const shop = new Shop();
		const workflow = new Workflow(shop);
		workflow.receiving = { ...workflow.receiving, queue: undefined };
		shop.place('1', NOON, 'delivered');
		shop.place('2', NOON);
		expect(words(await workflow.poll())).toEqual(['orderCreated 2']);
		shop.place('3', NOON, 'confirmed');
		expect(words(await workflow.poll())).toEqual(['orderCreated 3']);
	});
});
