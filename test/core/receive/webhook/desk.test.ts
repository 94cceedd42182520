import { EventEmitter } from 'node:events';
import { LARGEST_LEDGER_OF_CALLS, type Entry } from '../../../../core/receive/ledger';
import { Desk, deskOf } from '../../../../core/receive/webhook/desk';

let isPatient = true;
jest.mock('n8n-workflow', () => ({
	sleep: async () => {
		if (isPatient) await new Promise(() => undefined);
	},
}));
beforeEach(() => (isPatient = true));

class Answer extends EventEmitter {
	statusCode = 200;
	destroyed = false;

	finish(statusCode: number): void {
		this.statusCode = statusCode;
		this.emit('finish');
	}
}

const entry = (since: number, changes: Partial<Entry> = {}): Entry => ({
	status: 'CREATED',
	standing: 'handedOver',
	since,
	process: 'p',
	day: '2026-11-21',
	content: '0a1b2c3d',
	waited: 0,
	refused: false,
	...changes,
});

describe('what was stored', () => {
	it('is known as soon as the call was answered well, and open before that', () => {
		const desk = new Desk();
		const answer = new Answer();
		desk.note([{ orderId: '7', entry: entry(1), eventId: 'e7' }], answer);
		expect(desk.over(new Map())).toEqual(new Map());
		expect(desk.isOpen('e7')).toBe(true);
		answer.finish(200);
		expect(desk.over(new Map())).toEqual(new Map([['7', entry(1)]]));
		expect(desk.isOpen('e7')).toBe(false);
	});

	it.each([300, 500])('is not known, and stays open, after the answer %d', (status) => {
		const desk = new Desk();
		const answer = new Answer();
		desk.note([{ orderId: '7', entry: entry(1), eventId: 'e7' }], answer);
		answer.finish(status);
		expect(desk.over(new Map())).toEqual(new Map());
		expect(desk.isOpen('e7')).toBe(true);
	});

	it('stays open where the sender hung up', () => {
		const desk = new Desk();
		const answer = new Answer();
		desk.note([{ orderId: '7', entry: entry(1), eventId: 'e7' }], answer);
		answer.emit('close');
		expect(desk.isOpen('e7')).toBe(true);
	});

	it('is known without an event too', () => {
		const desk = new Desk();
		const answer = new Answer();
		desk.note([{ orderId: '7', entry: entry(1), eventId: null }], answer);
		answer.finish(200);
		expect(desk.over(new Map())).toEqual(new Map([['7', entry(1)]]));
	});

	it('completes the saved memory, whose newer entries go before', () => {
		const desk = new Desk();
		for (const id of ['older', 'same', 'newer', 'missing']) {
			const answer = new Answer();
			desk.note([{ orderId: id, entry: entry(5, { process: 'here' }), eventId: null }], answer);
			answer.finish(200);
		}
		const saved = new Map([
			['older', entry(4)],
			['same', entry(5)],
			['newer', entry(6)],
			['other', entry(1)],
		]);
		expect(desk.over(saved)).toEqual(
			new Map([
				['older', entry(5, { process: 'here' })],
				['same', entry(5, { process: 'here' })],
				['newer', entry(6)],
				['other', entry(1)],
				['missing', entry(5, { process: 'here' })],
			]),
		);
		expect(saved.size).toBe(4);
	});

	it('is bounded: the last ones are kept', () => {
		const desk = new Desk();
		for (let order = 0; order < LARGEST_LEDGER_OF_CALLS + 10; order++) {
			const answer = new Answer();
			desk.note([{ orderId: String(order), entry: entry(order), eventId: `e${order}` }], answer);
			if (order % 2 === 0) answer.finish(200);
		}
		for (let order = 0; order < LARGEST_LEDGER_OF_CALLS + 10; order++) {
			const answer = new Answer();
			desk.note([{ orderId: String(order), entry: entry(order), eventId: null }], answer);
			answer.finish(200);
		}
		const kept = [...desk.over(new Map()).keys()];
		expect(kept).toHaveLength(LARGEST_LEDGER_OF_CALLS);
		expect(kept.at(0)).toBe('10');
		expect(desk.isOpen(`e${LARGEST_LEDGER_OF_CALLS + 9}`)).toBe(true);
	});
});

describe('calls of one order', () => {
	const told: string[] = [];
	beforeEach(() => (told.length = 0));
	const say = (word: string) => async () => await Promise.resolve(told.push(word));
	const settle = async () => await new Promise((resolve) => setImmediate(resolve));

	it.each(['finish', 'close'])(
		'wait for each other until the earlier one was answered (%s)',
		async (event) => {
			const desk = new Desk();
			const [first, second, third] = [new Answer(), new Answer(), new Answer()];
			const all = [
				desk.inTurn('7', first, say('first')),
				desk.inTurn('7', second, say('second')),
				desk.inTurn('7', third, say('third')),
			];
			await settle();
			expect(told).toEqual(['first']);
			first.emit(event);
			await settle();
			expect(told).toEqual(['first', 'second']);
			second.emit(event);
			await Promise.all(all);
			expect(told).toEqual(['first', 'second', 'third']);
		},
	);

	it('do not wait for those of another order, nor for those that were answered', async () => {
		const desk = new Desk();
		const [first, second, third] = [new Answer(), new Answer(), new Answer()];
		await desk.inTurn('7', first, say('7'));
		await desk.inTurn('8', second, say('8'));
		first.finish(200);
		await settle();
		await desk.inTurn('7', third, say('7 again'));
		expect(told).toEqual(['7', '8', '7 again']);
	});

	it('do not wait for ever', async () => {
		isPatient = false;
		const desk = new Desk();
		await desk.inTurn('7', new Answer(), say('first'));
		await desk.inTurn('7', new Answer(), say('second'));
		expect(told).toEqual(['first', 'second']);
	});

	it('go on after one that failed', async () => {
		const desk = new Desk();
		const answer = new Answer();
		const failing = desk.inTurn('7', answer, async () => await Promise.reject(new Error('x')));
		await expect(failing).rejects.toThrow('x');
		answer.finish(500);
		await desk.inTurn('7', new Answer(), say('next'));
		expect(told).toEqual(['next']);
	});
});

it('is one desk for one node and account', () => {
	expect(deskOf('w:n:a')).toBe(deskOf('w:n:a'));
	expect(deskOf('w:n:a')).not.toBe(deskOf('w:n:b'));
});
