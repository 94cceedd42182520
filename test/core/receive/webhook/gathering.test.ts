import { EventEmitter } from 'node:events';
import { Gathering, type Turn } from '../../../../core/receive/webhook/gathering';

let impatient: Array<() => void> = [];
jest.mock('n8n-workflow', () => ({
	sleep: async () => await new Promise<void>((resolve) => impatient.push(resolve)),
}));
beforeEach(() => (impatient = []));

class Answer extends EventEmitter {
	statusCode = 200;
	destroyed = false;

	finish(statusCode = 200): void {
		this.statusCode = statusCode;
		this.emit('finish');
		this.hangUp();
	}

	hangUp(): void {
		this.destroyed = true;
		this.emit('close');
	}
}

const settle = async () => await new Promise((resolve) => setImmediate(resolve));

/** Calls `a`, `b` and so on of one node, and the turns that they had so far. */
function callsOf(names: string) {
	const gathering = new Gathering<string>();
	const turns: Record<string, Turn<string>> = {};
	const answers: Record<string, Answer> = {};
	const call = (name: string) => {
		const answer = (answers[name] ??= new Answer());
		void gathering.turn(name, answer).then((turn) => (turns[name] = turn));
		return answer;
	};
	for (const name of names) call(name);
	const answerOf = (name: string) => answers[name] ?? new Answer();
	return { turns, answerOf, call };
}

it('a single call hands over at once', async () => {
	const { turns } = callsOf('a');
	await settle();
	expect(turns).toEqual({ a: ['a'] });
});

it('calls that come while an execution is stored go together, and are answered when theirs is stored', async () => {
	const { turns, answerOf } = callsOf('abc');
	await settle();
	expect(turns).toEqual({ a: ['a'] });
	answerOf('a').finish();
	await settle();
	expect(turns).toEqual({ a: ['a'], b: ['b', 'c'] });
	answerOf('b').finish();
	await settle();
	expect(turns).toEqual({ a: ['a'], b: ['b', 'c'], c: 'taken' });
});

it('a call after all were answered goes at once again', async () => {
	const { turns, answerOf, call } = callsOf('a');
	answerOf('a').finish();
	call('b');
	await settle();
	expect(turns).toEqual({ a: ['a'], b: ['b'] });
});

it.each([
	['was answered 500', (answer: Answer) => answer.finish(500)],
	['lost its caller', (answer: Answer) => answer.hangUp()],
])('the others are not taken when the one that handed over %s, and the next ones go', async (_, end) => {
	const { turns, answerOf, call } = callsOf('abc');
	answerOf('a').finish();
	await settle();
	call('d');
	end(answerOf('b'));
	await settle();
	expect(turns).toEqual({ a: ['a'], b: ['b', 'c'], c: 'notTaken', d: ['d'] });
});

it('is handed over by a call that can still be answered, and takes those of lost callers along', async () => {
	const { turns, answerOf } = callsOf('abc');
	answerOf('b').hangUp();
	answerOf('a').finish();
	await settle();
	answerOf('c').finish();
	await settle();
	expect(turns).toEqual({ a: ['a'], c: ['b', 'c'], b: 'taken' });
});

it('goes on where every caller is lost, and hands their orders over all the same', async () => {
	const { turns, answerOf, call } = callsOf('abc');
	answerOf('b').hangUp();
	answerOf('c').hangUp();
	answerOf('a').finish();
	await settle();
	expect(turns).toEqual({ a: ['a'], b: ['b', 'c'], c: 'notTaken' });
	call('d');
	await settle();
	expect(turns.d).toEqual(['d']);
});

it('does not wait for ever for an answer that does not come', async () => {
	const { turns, answerOf, call } = callsOf('abc');
	await settle();
	for (const resolve of impatient) resolve();
	await settle();
	expect(turns).toEqual({ a: ['a'], b: ['b', 'c'] });
	call('d');
	// The first one is answered after all: those behind it still wait for the second
	answerOf('a').finish();
	await settle();
	expect(turns.d).toBeUndefined();
	answerOf('b').finish();
	await settle();
	expect(turns).toEqual({ a: ['a'], b: ['b', 'c'], c: 'taken', d: ['d'] });
});
