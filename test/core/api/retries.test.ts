import { sleep } from 'n8n-workflow';
import { executeOperation } from '../../../core/api/execute';
import { isTransientFault } from '../../../core/api/errors';
import { canvas, type Reply } from './support/canvas';
import { padaria } from './support/padaria';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	// waiting costs no time here, but the clock goes on
	sleep: jest.fn((milliseconds: number) => {
		jest.setSystemTime(Date.now() + milliseconds);
		return Promise.resolve();
	}),
}));

const NOW = Date.parse('2026-11-21T22:05:00Z');
const waits = () => jest.mocked(sleep).mock.calls.map(([milliseconds]) => milliseconds);

beforeEach(() => {
	jest.useFakeTimers({ now: NOW });
	jest.mocked(sleep).mockClear();
});
afterEach(() => jest.useRealTimers());

const GOOD: Reply = { body: [{ id: 1 }] };
const cut: Reply = { code: 'ECONNRESET' };

/** Runs an operation on a platform that answers like this in turn, the last answer for ever. */
async function run(kind: 'read' | 'write', ...replies: Reply[]) {
	const { context, requests } = canvas({
		...(kind === 'read'
			? { operation: 'category.getAll', set: { menu: 'a' } }
			: { operation: 'customer.create', set: { name: 'Ana' } }),
		answer: (_, call) => replies[Math.min(call, replies.length - 1)] as Reply,
	});
	const [items, error] = await executeOperation(context, padaria).then(
		([found]) => [found, undefined] as const,
		(problem: unknown) => [undefined, problem] as const,
	);
	return { items, error, calls: requests.length, waits: waits() };
}

const limited = (retryAfter?: string, status = 429): Reply => ({
	status,
	headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
});

describe('a read', () => {
	it.each<[string, Reply]>([
		['an internal error', { status: 500 }],
		['an overload', { status: 503 }],
		['a cut connection', cut],
		['an answer that never came', { code: 'ECONNABORTED' }],
		['a page instead of data', { body: '<html>busy</html>' }],
	])('is sent again after %s', async (_, fault) => {
		const { items, calls, waits: paused } = await run('read', fault, fault, GOOD);
		expect([items?.length, calls, paused]).toEqual([1, 3, [500, 1000]]);
	});

	it('waits as long as the platform asks, in seconds or until a date, but never longer than 20 s', async () => {
		expect((await run('read', limited('7'), GOOD)).waits).toEqual([7000]);
		jest.mocked(sleep).mockClear();
		jest.setSystemTime(NOW);
		expect((await run('read', limited('Sat, 21 Nov 2026 22:05:09 GMT'), GOOD)).waits).toEqual([9000]);
		jest.mocked(sleep).mockClear();
		expect((await run('read', limited('3600'), GOOD)).waits).toEqual([20_000]);
	});

	it.each([
		['0', 0],
		['Sat, 21 Nov 2026 22:00:00 GMT', 0],
		['soon', 500],
		['', 500],
	] as const)('takes Retry-After "%s" for a wait of %i ms', async (header, wait) => {
		expect((await run('read', limited(header), GOOD)).waits).toEqual([wait]);
	});

	it('gives up after four tries, and the error says that waiting may help', async () => {
		const { error, calls } = await run('read', cut);
		expect(calls).toBe(4);
		expect(error).toMatchObject({
			message: 'Padaria could not be reached',
			description:
				'No connection to api.padaria.example (connection cut). Check the internet connection of this n8n and the address in the credential.',
		});
		expect(isTransientFault(error)).toBe(true);
	});

	it('gives up after a minute, even if tries are left', async () => {
		const { context, requests } = canvas({
			set: { menu: 'a' },
			answer: () => {
				jest.setSystemTime(Date.now() + 30_000);
				return { code: 'ECONNABORTED' };
			},
		});
		await expect(executeOperation(context, padaria)).rejects.toThrow('Padaria did not answer in time');
		expect(requests).toHaveLength(2);
	});

	it('that was asked to slow down tells n8n for how long', async () => {
		const { error, waits: paused } = await run('read', limited('3600'));
		expect(paused).toEqual([20_000, 20_000, 20_000]);
		expect(error).toMatchObject({ failure: { cause: 'rate-limited', retryAfterMs: 3_600_000 } });
	});

	it.each([400, 403, 404, 422])('is not sent again after a plain no (%i)', async (status) => {
		const { error, calls } = await run('read', { status }, GOOD);
		expect(calls).toBe(1);
		expect(isTransientFault(error)).toBe(false);
	});

	it('is not sent again when a person stopped the execution', async () => {
		const { error, calls } = await run('read', { code: 'ERR_CANCELED' });
		expect(calls).toBe(1);
		expect(error).toMatchObject({
			message: 'The call to Padaria was stopped',
			description: 'The execution was cancelled.',
		});
	});
});

describe('a write', () => {
	it.each<[string, Reply]>([
		['a cut connection', cut],
		['an answer that never came', { code: 'ETIMEDOUT' }],
		['an internal error', { status: 500 }],
		['an overload that does not say when to come back', { status: 503 }],
		['an answer that is no JSON', { body: 'OK!' }],
	])('is never sent again after %s, and the error says that nobody knows', async (_, fault) => {
		const { error, calls } = await run('write', fault, GOOD);
		expect(calls).toBe(1);
		expect((error as { description: string }).description).toContain(
			'It is not known whether the change was made',
		);
	});

	it.each<[string, Reply, number]>([
		['could not even be logged in to', { login: 503 }, 500],
		['asks to slow down', limited(), 500],
		['asks to slow down for a while', limited('3'), 3000],
		['did not take it for now', limited('2', 503), 2000],
	])('is sent again where the platform %s', async (_, fault, wait) => {
		const { items, calls, waits: paused } = await run('write', fault, GOOD);
		expect([items?.length, calls, paused]).toEqual([1, 2, [wait]]);
	});

	it('that was stopped by a person may have been carried out', async () => {
		const { error } = await run('write', { code: 'ERR_CANCELED' });
		expect((error as { description: string }).description).toBe(
			'The execution was cancelled. It is not known whether the change was made: the call was not sent again.',
		);
	});
});
