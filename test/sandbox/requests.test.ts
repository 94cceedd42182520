import axios from 'axios';
import { closeSandboxes, controlClient, logIn, openSandbox, pigzClient } from './helpers';
import { PIGZ_PASSWORD } from '../../sandbox/platforms/pigz';

afterEach(closeSandboxes);

describe('the log of requests that arrived', () => {
	it('tells method, path, query, body, status and operation', async () => {
		const sandbox = await openSandbox();
		const pigz = await pigzClient(sandbox);
		await pigz.get('/orders', { params: { start: '2026-03-01' } });
		await pigz.put('/order/1/conhecido', { why: 'test' });
		await pigz.get('/menu');
		expect(sandbox.requests('pigz')).toMatchObject([
			{ method: 'POST', path: '/authentication', status: 200, operation: 'login.create', body: null },
			{
				method: 'GET',
				path: '/orders',
				query: { start: '2026-03-01' },
				status: 200,
				operation: 'order.getAll',
			},
			{ method: 'PUT', path: '/order/1/conhecido', body: { why: 'test' }, status: 400 },
			{ method: 'GET', path: '/menu', status: 404, operation: null },
		]);
	});

	it('counts the calls of each operation', async () => {
		const sandbox = await openSandbox();
		const pigz = await pigzClient(sandbox);
		await pigz.get('/pooling');
		await pigz.get('/pooling');
		await pigz.get('/menu');
		expect(sandbox.counters('pigz')).toEqual({ 'login.create': 1, 'order.getQueue': 2, unknown: 1 });
		expect(sandbox.counters()).toEqual(sandbox.counters('pigz'));
		sandbox.clearRequests();
		expect(sandbox.counters()).toEqual({});
		expect(sandbox.requests()).toEqual([]);
	});

	it('holds no password and no token', async () => {
		const sandbox = await openSandbox();
		const { data } = await logIn(sandbox);
		const headers = { Authorization: `Bearer ${data.token}` };
		await axios.get(`${sandbox.url}/pigz/pooling`, { headers });
		const body = { password: 'hidden-1', deep: [{ access_token: 'hidden-2' }] };
		const options = { headers, params: { apiKey: 'hidden-3' }, validateStatus: () => true };
		await axios.put(`${sandbox.url}/pigz/order/1/conhecido`, body, options);
		const form = new URLSearchParams({ senha: 'hidden-4' });
		await axios.put(`${sandbox.url}/pigz/order/1/conhecido`, form, options);

		const log = JSON.stringify((await controlClient(sandbox).get('/requests')).data);
		for (const secret of [data.token, PIGZ_PASSWORD, btoa(`loja@pigz.test:${PIGZ_PASSWORD}`), 'hidden']) {
			expect(log).not.toContain(secret);
		}
		expect(log).toContain('"authorization":"Basic ***"');
		expect(log).toContain('"authorization":"Bearer ***"');
	});

	it('names the faults that were used, and no status for a destroyed connection', async () => {
		const sandbox = await openSandbox();
		const pigz = await pigzClient(sandbox);
		sandbox.addFault({ platform: 'pigz', fault: 'down' });
		await expect(pigz.get('/pooling')).rejects.toThrow();
		expect(sandbox.requests().at(-1)).toMatchObject({ path: '/pooling', status: null, faults: ['down'] });
	});
});
