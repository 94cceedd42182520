import { apiClient } from '../../../core/api/client';
import { canvas, type Reply } from './support/canvas';
import { padaria } from './support/padaria';

/** A call in n8n 1.123, whose helper hands a 401 back instead of renewing the token, with these replies one after the other. */
async function callIn1123(replies: Reply[], credentials = { token: 'of-yesterday' }) {
	const answer = (_: unknown, call: number): Reply => replies[call] ?? { code: 'UNEXPECTED' };
	const { context, requests } = canvas({ isN8n1: true, credentials, answer });
	const client = await apiClient(context, padaria);
	const outcome = await client
		.call('customer.create', { name: 'Ana' })
		.catch((error: Error) => error.message);
	return { outcome, lenient: requests.map(({ ignoreHttpStatusErrors }) => ignoreHttpStatusErrors !== false) };
}

describe('a token that the platform does not take any more, in n8n 1.123', () => {
	it('is renewed by asking once more in the way in which n8n notices', async () => {
		const { outcome, lenient } = await callIn1123([{ status: 401 }, { status: 201, body: { id: 7 } }]);
		expect(outcome).toEqual({ id: 7 });
		expect(lenient).toEqual([true, false]);
	});

	it('is a refused login where the new one does not help', async () => {
		const { outcome, lenient } = await callIn1123([{ status: 401 }, { status: 401 }]);
		expect(outcome).toBe('Padaria refused the login');
		expect(lenient).toEqual([true, false]);
	});

	it('does not hide what the platform says to the call after the renewal, and no write is repeated', async () => {
		const { outcome, lenient } = await callIn1123([{ status: 401 }, { status: 500 }]);
		expect(outcome).not.toContain('login');
		expect(lenient).toEqual([true, false]);
	});

	it('is not asked for by a credential that has none', async () => {
		const { outcome, lenient } = await callIn1123([{ status: 401 }], { token: '' });
		expect(outcome).toBe('Padaria refused the login');
		expect(lenient).toEqual([true]);
	});
});
