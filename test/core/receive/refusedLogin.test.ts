import type { INode } from 'n8n-workflow';
import { toNodeApiError } from '../../../core/api/errors';
import { sparingLogins } from '../../../core/receive/refusedLogin';

const node = {
	id: '1',
	name: 'Trigger',
	type: 't',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
} as INode;
const fault = (loginRefused: boolean) =>
	toNodeApiError(node, { message: 'No', description: '', transient: !loginRefused, loginRefused });

/** A poll that counts how often it is run. */
function polls(outcome: () => Promise<string>) {
	const counter = { runs: 0 };
	const poll = (login: string, now: number) =>
		sparingLogins(login, now, async () => {
			counter.runs++;
			return await outcome();
		});
	return { counter, poll };
}

describe('after a refused login', () => {
	it('five tries within 16 seconds cost one, and all say the same', async () => {
		const { counter, poll } = polls(() => Promise.reject(fault(true)));
		for (const second of [0, 1, 3, 7, 15]) await expect(poll('a', second * 1000)).rejects.toThrow('No');
		expect(counter.runs).toBe(1);
	});

	it('the next scheduled poll asks again', async () => {
		const { counter, poll } = polls(() => Promise.reject(fault(true)));
		await expect(poll('b', 0)).rejects.toThrow('No');
		await expect(poll('b', 60_000)).rejects.toThrow('No');
		expect(counter.runs).toBe(2);
	});

	it('another password is tried at once', async () => {
		const { poll } = polls(() => Promise.reject(fault(true)));
		await expect(poll('c', 0)).rejects.toThrow('No');
		expect(await sparingLogins('d', 1, () => Promise.resolve('orders'))).toBe('orders');
	});

	it('other faults are not held back', async () => {
		const { counter, poll } = polls(() => Promise.reject(fault(false)));
		await expect(poll('e', 0)).rejects.toThrow('No');
		await expect(poll('e', 1)).rejects.toThrow('No');
		expect(counter.runs).toBe(2);
	});
});
