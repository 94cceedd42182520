import type { IWebhookFunctions } from 'n8n-workflow';
import { credentialsOfCall } from '../../../core/receive/webhook/credentials';

const platform = { credential: 'padariaApi' };

/** A call to a node, and what n8n gives it for credentials. */
function callTo(nodeId: string, getCredentials: () => Promise<object>): IWebhookFunctions {
	return {
		getWorkflow: () => ({ id: 'w1' }),
		getNode: () => ({ id: nodeId, credentials: { padariaApi: { id: 'c1', name: 'Padaria' } } }),
		getCredentials,
	} as unknown as IWebhookFunctions;
}

describe('the credentials of a call', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	it('are read once for all calls of five seconds, also for those at the same time, and then anew', async () => {
		let secret = 'old';
		const read = jest.fn(async () => await Promise.resolve({ secret }));
		const call = callTo('a', read);
		expect(await Promise.all([credentialsOfCall(call, platform), credentialsOfCall(call, platform)])).toEqual(
			[{ secret: 'old' }, { secret: 'old' }],
		);
		secret = 'new';
		await jest.advanceTimersByTimeAsync(4900);
		expect(await credentialsOfCall(call, platform)).toEqual({ secret: 'old' });
		await jest.advanceTimersByTimeAsync(200);
		expect(await credentialsOfCall(call, platform)).toEqual({ secret: 'new' });
		expect(read).toHaveBeenCalledTimes(2);
	});

	it('of another node are read for it', async () => {
		expect(
			await credentialsOfCall(
				callTo('b', async () => await Promise.resolve({ of: 'b' })),
				platform,
			),
		).toEqual({
			of: 'b',
		});
		expect(
			await credentialsOfCall(
				callTo('c', async () => await Promise.resolve({ of: 'c' })),
				platform,
			),
		).toEqual({
			of: 'c',
		});
	});

	it('that could not be read are read again by the next call', async () => {
		const read = jest.fn(async () => await Promise.resolve({ secret: 'there' }));
		read.mockRejectedValueOnce(new Error('no database'));
		const call = callTo('d', read);
		await expect(credentialsOfCall(call, platform)).rejects.toThrow('no database');
		expect(await credentialsOfCall(call, platform)).toEqual({ secret: 'there' });
	});
});
