import { Shop, refusal, rowWithoutNumber, unreachable } from './shop';
import { MINUTE, NOON, words, Workflow } from './workflow';

describe('new and cancelled orders of the queue', () => {
	let shop: Shop;
	let workflow: Workflow;
	beforeEach(() => {
		shop = new Shop();
		workflow = new Workflow(shop);
	});

	it('hands a new order over once and acknowledges it at the next poll', async () => {
		shop.place('7', NOON);
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
		expect(shop.takeCalls()).toEqual(['queue']);
		expect(await workflow.poll()).toEqual([]);
		expect(shop.takeCalls()).toEqual(['queue', 'acknowledge known 7']);
		expect(await workflow.poll()).toEqual([]);
		expect(shop.takeCalls()).toEqual(['queue']);
	});

	it('hands the orders of one poll over together, oldest first', async () => {
		shop.place('9', NOON - 1 * MINUTE);
		shop.place('8', NOON - 3 * MINUTE);
		shop.place('7', NOON - 2 * MINUTE);
		expect(words(await workflow.poll())).toEqual(['orderCreated 8', 'orderCreated 7', 'orderCreated 9']);
	});

	it('tells a cancellation with the status before, and acknowledges it as well', async () => {
		shop.place('7', NOON);
		await workflow.poll();
		await workflow.poll();
		shop.cancel('7');
		shop.takeCalls();
		expect(words(await workflow.poll())).toEqual(['orderCancelled 7 from CREATED']);
		expect(shop.takeCalls()).toEqual(['queue']);
		await workflow.poll();
		expect(shop.takeCalls()).toEqual(['queue', 'acknowledge known 7']);
	});

	it('tells a cancellation that comes before the acknowledgment, and acknowledges once for both', async () => {
		shop.place('7', NOON);
		await workflow.poll();
		shop.cancel('7');
		expect(words(await workflow.poll())).toEqual(['orderCancelled 7 from CREATED']);
		await workflow.poll();
		expect(shop.calls.filter((call) => call.startsWith('acknowledge'))).toHaveLength(1);
	});

	it('tells an order that arrives cancelled as cancelled, never as new', async () => {
		shop.place('7', NOON, 'cancelled');
		expect(words(await workflow.poll())).toEqual(['orderCancelled 7']);
	});

	it('never brings a cancelled order back', async () => {
		shop.place('7', NOON, 'cancelled');
		await workflow.poll();
		shop.move('7', 'new', true);
		expect(await workflow.poll()).toEqual([]);
		shop.move('7', 'confirmed', true);
		expect(await workflow.poll()).toEqual([]);
	});

	it('does not acknowledge an order that the workflow has moved on already: its stage would be set back', async () => {
		shop.place('7', NOON);
		await workflow.poll();
		shop.move('7', 'confirmed');
		shop.takeCalls();
		await workflow.poll();
		expect(shop.takeCalls()).toEqual(['queue']);
	});

	it('hands an order over once when the answer holds it twice, and lets the last row count', async () => {
		shop.place('7', NOON, 'confirmed');
		shop.strangeRows = [{ id: '7', at: NOON, status: 'new', dish: 'Feijoada' }];
		const told = await workflow.poll();
		expect(told).toHaveLength(1);
		expect(told[0]).toMatchObject({ order: '7', status: 'CONFIRMED' });
	});

	it('does not take an older row for the last word on a cancelled order', async () => {
		shop.strangeRows = [{ id: '7', at: NOON, status: 'cancelled', dish: 'Feijoada' }];
		shop.place('7', NOON, 'new');
		expect(words(await workflow.poll())).toEqual(['orderCancelled 7']);
	});

	it('remembers nothing of a poll that failed', async () => {
		shop.place('7', NOON);
		shop.faults.set('queue', unreachable());
		await expect(workflow.poll()).rejects.toThrow('Shop could not be reached');
		shop.faults.clear();
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
	});

	it('leaves out a row without order number, says so without personal data, and hands over the others', async () => {
		shop.place('7', NOON);
		shop.strangeRows = [rowWithoutNumber(), null, 'x'];
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
		expect(workflow.warnings).toHaveLength(3);
		expect(workflow.warnings[0]).toContain('nome, telefone');
		expect(workflow.warnings.join()).not.toMatch(/Bruno|11987654321/);
	});

	it('fails when no row of an answer has an order number', async () => {
		shop.strangeRows = [rowWithoutNumber(), rowWithoutNumber()];
		await expect(workflow.poll()).rejects.toThrow('None of the 2 orders that Shop sent has an order number');
	});

	it.each([[{ error: 'x' }], ['<html></html>'], [42]])(
		'fails when the answer is no list: %j',
		async (answer) => {
			shop.client.call = async () => await Promise.resolve(answer);
			await expect(workflow.poll()).rejects.toThrow(
				'Shop answered with something that is not a list of orders',
			);
		},
	);

	it.each([[undefined], [null], ['']])('takes an empty answer for an empty queue: %j', async (answer) => {
		shop.client.call = async () => await Promise.resolve(answer);
		expect(await workflow.poll()).toEqual([]);
	});
});

describe('events that nobody chose', () => {
	it('leaves a new order in the queue when only cancellations are chosen', async () => {
		const shop = new Shop();
		const workflow = new Workflow(shop, { events: ['orderCancelled'] });
		shop.place('7', NOON);
		expect(await workflow.poll()).toEqual([]);
		expect(await workflow.poll()).toEqual([]);
		expect(shop.isQueued('7')).toBe(true);
		shop.cancel('7');
		expect(words(await workflow.poll())).toEqual(['orderCancelled 7 from CREATED']);
		await workflow.poll();
		expect(shop.isQueued('7')).toBe(false);
	});

	it('leaves a cancellation in the queue when only new orders are chosen', async () => {
		const shop = new Shop();
		const workflow = new Workflow(shop, { events: ['orderCreated'] });
		shop.place('7', NOON);
		await workflow.poll();
		shop.cancel('7');
		expect(await workflow.poll()).toEqual([]);
		expect(await workflow.poll()).toEqual([]);
		expect(shop.isQueued('7')).toBe(true);
		workflow.restart();
		expect(await workflow.poll()).toEqual([]);
		expect(shop.isQueued('7')).toBe(true);
	});

	it('does not tell an order that arrives cancelled when only new orders are chosen', async () => {
		const shop = new Shop();
		const workflow = new Workflow(shop, { events: ['orderCreated'] });
		shop.place('7', NOON, 'cancelled');
		expect(await workflow.poll()).toEqual([]);
		await workflow.poll();
		expect(shop.isQueued('7')).toBe(true);
	});

	it('hands over waiting orders when their event is chosen later', async () => {
		const shop = new Shop();
		const workflow = new Workflow(shop, { events: ['orderCancelled'] });
		shop.place('7', NOON);
		await workflow.poll();
		workflow.choices = { events: ['orderCreated'] };
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
	});
});

describe('acknowledging', () => {
	let shop: Shop;
	let workflow: Workflow;
	beforeEach(() => {
		shop = new Shop();
		workflow = new Workflow(shop);
	});

	it('uses the stage that the person chose', async () => {
		workflow.choices = { acknowledgeAs: 'integrated' };
		shop.place('7', NOON);
		await workflow.poll();
		await workflow.poll();
		expect(shop.calls).toContain('acknowledge integrated 7');
	});

	it('never acknowledges when the workflow does it itself', async () => {
		workflow.choices = { acknowledge: 'workflow' };
		shop.place('7', NOON);
		await workflow.poll();
		expect(await workflow.poll()).toEqual([]);
		expect(await workflow.poll()).toEqual([]);
		expect(shop.calls.every((call) => call === 'queue')).toBe(true);
		workflow.restart();
		expect(words(await workflow.poll())).toEqual(['orderCreated 7 again']);
		shop.acknowledge('7');
		workflow.restart();
		expect(await workflow.poll()).toEqual([]);
	});

	it('hands new orders over although an acknowledgment fails, and tries it again later', async () => {
		shop.place('7', NOON);
		await workflow.poll();
		shop.place('8', NOON);
		shop.faults.set('acknowledge', unreachable());
		expect(words(await workflow.poll())).toEqual(['orderCreated 8']);
		expect(workflow.warnings.join()).toContain('order 7 could not be acknowledged now');
		shop.faults.clear();
		await workflow.poll();
		expect(shop.isQueued('7')).toBe(false);
		expect(shop.isQueued('8')).toBe(false);
	});

	it('stops at the first acknowledgment that fails for now', async () => {
		for (const id of ['1', '2', '3']) shop.place(id, NOON);
		await workflow.poll();
		shop.takeCalls();
		shop.faults.set('acknowledge', refusal(503));
		await workflow.poll();
		expect(shop.takeCalls()).toEqual(['queue', 'acknowledge known 1']);
	});

	it.each([400, 404, 409, 422])(
		'does not repeat an acknowledgment refused with %d, not even after a restart',
		async (status) => {
			shop.place('7', NOON);
			shop.place('8', NOON);
			await workflow.poll();
			shop.faults.set('acknowledge known 7', refusal(status));
			await workflow.poll();
			expect(workflow.warnings.join()).toContain('does not let order 7 be acknowledged');
			expect(shop.isQueued('8')).toBe(false);
			shop.place('9', NOON);
			shop.takeCalls();
			await workflow.poll();
			expect(shop.takeCalls()).toEqual(['queue']);
			workflow.restart();
			expect(words(await workflow.poll())).toEqual(['orderCreated 9 again']);
		},
	);

	it('acknowledges the cancellation of an order whose first acknowledgment was refused', async () => {
		shop.place('7', NOON);
		await workflow.poll();
		shop.faults.set('acknowledge', refusal(409));
		await workflow.poll();
		shop.faults.clear();
		shop.cancel('7');
		await workflow.poll();
		await workflow.poll();
		expect(shop.isQueued('7')).toBe(false);
	});

	it.each([
		['a refused login', refusal(401, true)],
		['too many calls', refusal(429)],
		['something unforeseen', new Error('socket hang up')],
	])('tries again after %s', async (_, fault) => {
		shop.place('7', NOON);
		await workflow.poll();
		shop.faults.set('acknowledge', fault);
		await workflow.poll();
		shop.faults.clear();
		await workflow.poll();
		expect(shop.isQueued('7')).toBe(false);
	});

	it('stops when the time of the poll is nearly over and goes on at the next one', async () => {
		for (const id of ['1', '2', '3']) shop.place(id, NOON);
		await workflow.poll();
		shop.place('4', NOON);
		let left = 2;
		workflow.mayStart = () => left-- > 0;
		expect(words(await workflow.poll())).toEqual(['orderCreated 4']);
		expect(shop.ids().filter((id) => shop.isQueued(id))).toEqual(['3', '4']);
		workflow.mayStart = () => true;
		await workflow.poll();
		expect(shop.ids().filter((id) => shop.isQueued(id))).toEqual([]);
	});
});

describe('the first activation', () => {
	it('hands over the orders that wait already', async () => {
		const shop = new Shop();
		shop.place('7', NOON);
		expect(words(await new Workflow(shop).poll())).toEqual(['orderCreated 7']);
	});

	it('leaves them alone when only new orders are wanted, until their status changes', async () => {
		const shop = new Shop();
		const workflow = new Workflow(shop, { startWith: 'newOnly' });
		shop.place('7', NOON);
		expect(await workflow.poll()).toEqual([]);
		shop.place('8', NOON);
		expect(words(await workflow.poll())).toEqual(['orderCreated 8']);
		await workflow.poll();
		expect(shop.isQueued('7')).toBe(true);
		expect(shop.isQueued('8')).toBe(false);
		workflow.restart();
		expect(await workflow.poll()).toEqual([]);
		shop.cancel('7');
		expect(words(await workflow.poll())).toEqual(['orderCancelled 7 from CREATED']);
		await workflow.poll();
		expect(shop.isQueued('7')).toBe(false);
	});

	it('begins afresh for another account, and says so', async () => {
		const shop = new Shop();
		const workflow = new Workflow(shop);
		shop.place('7', NOON);
		await workflow.poll();
		workflow.key = 'another';
		expect(words(await workflow.poll())).toEqual(['orderCreated 7']);
		expect(workflow.warnings).toEqual([
			'Shop: Another account or filter was watched before: starting afresh',
		]);
	});
});
