import type { AxiosInstance } from 'axios';
import { Clock, closeSandboxes, openSandbox, pigzClient } from './helpers';
import type { FaultWish } from '../../sandbox/faults';
import type { Sandbox } from '../../sandbox/server';

let sandbox: Sandbox;
let pigz: AxiosInstance;

beforeAll(async () => {
	sandbox = await openSandbox();
	pigz = await pigzClient(sandbox);
});
afterAll(closeSandboxes);
afterEach(() => {
	sandbox.reset();
});

type KindOfWish = FaultWish extends infer Wish
	? Wish extends FaultWish
		? Omit<Wish, 'platform'>
		: never
	: never;
const spoil = (wish: KindOfWish) => sandbox.addFault({ platform: 'pigz', ...wish } as FaultWish);
const place = () => sandbox.platform('pigz').placeOrder();
const works = async () => expect((await pigz.get('/pooling')).status).toBe(200);

describe('a platform that misbehaves', () => {
	it('asks to wait, in the header that says so', async () => {
		spoil({ fault: 'status', status: 429, retryAfter: 7, times: 1 });
		const { status, headers, data } = await pigz.get('/pooling');
		expect({ status, wait: headers['retry-after'] }).toEqual({ status: 429, wait: '7' });
		expect(data).toEqual({ error: 'The sandbox was told to answer 429' });
		await works();
	});

	it('answers 429 to too many calls in a time, and takes more after it', async () => {
		const clock = new Clock();
		const timed = await openSandbox({ now: clock.now });
		const client = await pigzClient(timed);
		timed.addFault({
			platform: 'pigz',
			fault: 'rateLimit',
			calls: 2,
			seconds: 60,
			operation: 'order.getQueue',
		});
		const read = async () => (await client.get('/pooling')).status;
		expect([await read(), await read()]).toEqual([200, 200]);
		clock.pass(30);
		expect([await read(), (await client.get('/orders')).status]).toEqual([429, 200]);
		clock.pass(31);
		expect([await read(), await read(), await read()]).toEqual([200, 200, 429]);
		expect(timed.faults()).toMatchObject([{ fault: 'rateLimit', used: 2 }]);
	});

	it.each([403, 500, 503])('answers %i and does nothing', async (status) => {
		const id = place();
		spoil({ fault: 'status', status, message: 'Estamos em manutenção', times: 1 });
		const answer = await pigz.put(`/order/${id}/conhecido`);
		expect(answer).toMatchObject({ status, data: { error: 'Estamos em manutenção' } });
		expect(answer.headers).not.toHaveProperty('retry-after');
		expect(sandbox.order('pigz', id).inQueue).toBe(true);
	});

	it('answers late, though the work was done at once', async () => {
		const id = place();
		spoil({ fault: 'slow', milliseconds: 200 });
		await expect(pigz.put(`/order/${id}/conhecido`, undefined, { timeout: 50 })).rejects.toThrow('timeout');
		expect(sandbox.order('pigz', id).inQueue).toBe(false);
		const start = performance.now();
		expect((await pigz.get('/pooling')).status).toBe(200);
		expect(performance.now() - start).toBeGreaterThanOrEqual(190);
	});

	it('combines: late, and then unavailable', async () => {
		spoil({ fault: 'slow', milliseconds: 100 });
		spoil({ fault: 'status', status: 503 });
		const start = performance.now();
		expect((await pigz.get('/pooling')).status).toBe(503);
		expect(performance.now() - start).toBeGreaterThanOrEqual(90);
	});

	it('cuts the connection before it did anything', async () => {
		const id = place();
		spoil({ fault: 'cut', times: 1 });
		await expect(pigz.put(`/order/${id}/conhecido`)).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(sandbox.order('pigz', id).inQueue).toBe(true);
		await works();
	});

	it('cuts the connection in the middle of the answer to work it has done', async () => {
		const id = place();
		spoil({ fault: 'cut', when: 'middle', times: 1 });
		await expect(pigz.put(`/order/${id}/conhecido`)).rejects.toThrow('aborted');
		expect(sandbox.order('pigz', id).inQueue).toBe(false);
		await works();
	});

	it('answers half of the JSON', async () => {
		place();
		spoil({ fault: 'brokenJson', times: 1 });
		const { status, data, headers } = await pigz.get('/pooling', { responseType: 'text' });
		expect(status).toBe(200);
		expect(headers['content-type']).toContain('application/json');
		expect(data).toMatch(/^\[\{"codigo":/);
		expect(() => JSON.parse(data) as unknown).toThrow();
		await works();
	});

	it.each([200, 502] as const)('answers a web page with status %i', async (status) => {
		spoil({ fault: 'html', status, times: 1 });
		const answer = await pigz.get('/pooling');
		expect(answer.status).toBe(status);
		expect(answer.headers['content-type']).toContain('text/html');
		expect(answer.data).toMatch(/^<!doctype html>/);
		await works();
	});

	it('finds the token expired, and the next login helps', async () => {
		spoil({ fault: 'expiredToken', times: 1 });
		pigz = await pigzClient(sandbox);
		expect(await pigz.get('/pooling')).toMatchObject({
			status: 401,
			data: { error: 'Bearer Token invalid or expired' },
		});
		pigz = await pigzClient(sandbox);
		await works();
	});

	it('is down for every call until that is lifted', async () => {
		const { id } = spoil({ fault: 'down' });
		await expect(pigz.get('/pooling')).rejects.toMatchObject({ code: 'ECONNRESET' });
		await expect(pigzClient(sandbox)).rejects.toMatchObject({ code: 'ECONNRESET' });
		sandbox.liftFaults(id);
		await works();
	});

	it('misbehaves for one operation only, as often as told', async () => {
		spoil({ fault: 'status', status: 503, operation: 'order.getAll', times: 2 });
		await works();
		expect((await pigz.get('/orders')).status).toBe(503);
		expect(sandbox.faults()).toEqual([expect.objectContaining({ used: 1, times: 2 })]);
		expect((await pigz.get('/orders')).status).toBe(503);
		expect((await pigz.get('/orders')).status).toBe(200);
		expect(sandbox.faults()).toEqual([]);
	});

	it.each([
		[{ platform: 'pigz', fault: 'tired' }, 'Not a fault'],
		[{ platform: 'pigz', fault: 'status' }, "required property 'status'"],
		[{ platform: 'pigz', fault: 'slow', milliseconds: 1, seconds: 1 }, 'additional properties'],
		[{ platform: 'pigz', fault: 'down', times: 0 }, '/times'],
		[{ platform: 'nowhere', fault: 'down' }, 'No platform "nowhere"'],
		[{ platform: 'pigz', fault: 'down', operation: 'order.eat' }, '"order.eat" is none of login.create'],
	])('cannot misbehave in a way nobody described: %j', (wish, message) => {
		expect(() => sandbox.addFault(wish as FaultWish)).toThrow(message);
		expect(sandbox.faults()).toEqual([]);
	});
});
