import { clock, pauses, Store } from './store';

const store = new Store().open();

const items = (count: number) => Array.from({ length: count }, () => ({}));

/** What public code keeps to; the platform itself publishes no limit. */
const LIMIT = { fault: 'rateLimit' as const, calls: 3, seconds: 65 };

describe('reading orders, of which the platform allows about three a minute', () => {
	it('waits until it may ask again, and every item gets its orders', async () => {
		store.spoil(LIMIT, 'order.getAll');
		const start = clock.now();
		const run = await store.run('order.getAll', { limit: 1 }, items(5));
		expect(run.error).toBeUndefined();
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
		const refused = store.requests().filter(({ status }) => status === 429);
		expect(refused.length).toBeGreaterThan(0);
		expect(pauses).toHaveLength(refused.length);
		expect(clock.now() - start).toBeGreaterThanOrEqual(60_000);
	});

	it('does not wait for less', async () => {
		store.spoil(LIMIT, 'order.getAll');
		expect((await store.run('order.getAll', { limit: 1 }, items(3))).error).toBeUndefined();
		expect(pauses).toEqual([]);
	});

	it('outwaits the window of 65 seconds, where the platform does not say how long to wait', async () => {
		store.spoil({ fault: 'status', status: 429 }, 'order.getAll', 3);
		expect((await store.run('order.getAll', { limit: 1 })).error).toBeUndefined();
		expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThanOrEqual(65_000);
	});

	it('waits as long as the platform says, where it does', async () => {
		store.spoil({ fault: 'status', status: 429, retryAfter: 7 }, 'order.getAll', 1);
		expect((await store.run('order.getAll', { limit: 1 })).error).toBeUndefined();
		expect(pauses).toEqual([7000]);
	});

	it('says what to do, where waiting does not help', async () => {
		store.spoil({ fault: 'status', status: 429 }, 'order.getAll');
		const run = await store.run('order.getAll', { limit: 1 });
		expect(run.error?.message).toBe('Delivery Direto asks to slow down');
		expect(run.error?.description).toMatch(/^Too many calls in a short time\./);
	});
});
