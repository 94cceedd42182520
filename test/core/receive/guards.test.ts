import type { IPollFunctions, WorkflowActivateMode } from 'n8n-workflow';
import { alone, isPollAtStart, timeLeft } from '../../../core/receive/guards';

const contextOf = (parts: object) => parts as IPollFunctions;
const activatedBy = (mode: WorkflowActivateMode) => contextOf({ getActivationMode: () => mode });

describe('two polls of one node', () => {
	it('do not run at once: the second one has nothing to say', async () => {
		let finish = () => {};
		const first = alone(
			'w:n',
			async () => await new Promise<string>((resolve) => (finish = () => resolve('done'))),
		);
		const second = jest.fn(async () => await Promise.resolve('done'));
		expect(await alone('w:n', second)).toBeNull();
		expect(second).not.toHaveBeenCalled();
		finish();
		expect(await first).toBe('done');
		expect(await alone('w:n', second)).toBe('done');
	});

	it('do not hinder each other when they belong to different nodes', async () => {
		const inner = async () => await alone('w:b', async () => await Promise.resolve('b'));
		expect(await alone('w:a', inner)).toBe('b');
	});

	it('run again after one that failed', async () => {
		await expect(alone('w:n', async () => await Promise.reject(new Error('x')))).rejects.toThrow('x');
		expect(await alone('w:n', async () => await Promise.resolve('done'))).toBe('done');
	});
});

describe('the poll while n8n starts', () => {
	it.each<WorkflowActivateMode>(['init', 'leadershipChange'])(
		'is the first one of an activation by %s',
		(mode) => {
			const context = activatedBy(mode);
			expect(isPollAtStart(context)).toBe(true);
			expect(isPollAtStart(context)).toBe(false);
			expect(isPollAtStart(activatedBy(mode))).toBe(true);
		},
	);

	it.each<WorkflowActivateMode>(['activate', 'update', 'create'])(
		'is none of an activation by %s',
		(mode) => {
			expect(isPollAtStart(activatedBy(mode))).toBe(false);
		},
	);
});

describe('the time of a poll', () => {
	it.each([
		['45 seconds where n8n does not say', contextOf({}), 36_000],
		['what n8n grants', contextOf({ getPollBudgetMs: () => 20_000 }), 16_000],
		['45 seconds where n8n grants minutes', contextOf({ getPollBudgetMs: () => 300_000 }), 36_000],
		['45 seconds where n8n grants nonsense', contextOf({ getPollBudgetMs: () => 0 }), 36_000],
	])('ends at 80 percent of %s', (_, context, end) => {
		let now = 1000;
		const mayStart = timeLeft(context, () => now);
		now = 1000 + end - 1;
		expect(mayStart()).toBe(true);
		now = 1000 + end;
		expect(mayStart()).toBe(false);
	});

	it('asks n8n in its own name', () => {
		const context = contextOf({
			granted: 1000,
			getPollBudgetMs(this: { granted: number }) {
				return this.granted;
			},
		});
		let now = 0;
		const mayStart = timeLeft(context, () => now);
		now = 900;
		expect(mayStart()).toBe(false);
	});
});
