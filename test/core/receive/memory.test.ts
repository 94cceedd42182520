import { LARGEST_LEDGER, prune, type Entry } from '../../../core/receive/ledger';
import { memoryKey, readMemory, writeMemory } from '../../../core/receive/state';
import { Shop } from './shop';
import { DAY, MINUTE, NOON, words, Workflow } from './workflow';

const entry = (changes: Partial<Entry> = {}): Entry => ({
	status: 'CREATED',
	standing: 'handedOver',
	since: NOON / 1000,
	process: '1f2e3d4c',
	day: '2026-11-21',
	content: '0a1b2c3d',
	waited: 0,
	refused: false,
	...changes,
});

describe('what the trigger remembers', () => {
	it('reads back what it wrote', () => {
		const ledger = new Map([
			['7', entry()],
			[
				'__proto__',
				entry({ status: 'CANCELLED', standing: 'passed', waited: 30, refused: true, content: '' }),
			],
		]);
		const pending = { process: 'a', orders: ['7'] };
		const stored: unknown = JSON.parse(JSON.stringify(writeMemory(ledger, pending, 'key', 5)));
		const memory = readMemory(stored, 'key');
		expect(memory).toEqual({
			ledger,
			pending,
			emittedAt: 5,
			firstActivation: false,
			historyLost: false,
			problem: null,
		});
	});

	it('takes at most 120 kB for 1,000 orders', () => {
		const ids = Array.from({ length: 1000 }, (_, index) => String(10_000_000 + index));
		const longest = entry({ status: 'CANCELLATION_REQUESTED', waited: 1440 });
		const stored = writeMemory(
			new Map(ids.map((id) => [id, longest])),
			{ process: 'a', orders: [] },
			memoryKey([]),
			1_795_000_000_000,
		);
		const bytes = Buffer.byteLength(JSON.stringify(stored));
		expect(bytes).toBeLessThanOrEqual(120_000);
	});

	it('holds neither names nor phones', async () => {
		const shop = new Shop();
		shop.place('7', NOON);
		const workflow = new Workflow(shop, { events: ['orderCreated', 'orderUpdated'] });
		await workflow.poll();
		expect(workflow.disk).not.toMatch(/Ana|Souza|912345678|Feijoada|loja@/);
	});

	it('never changes what was stored, only what is to be stored next', async () => {
		const shop = new Shop();
		shop.place('7', NOON);
		const workflow = new Workflow(shop);
		await workflow.poll();
		const stored = deepFreeze(workflow.memoryNow());
		workflow.setMemory(stored);
		shop.cancel('7');
		await expect(workflow.poll()).resolves.toHaveLength(1);
	});

	it('tells accounts apart by a hash that gives nothing away', () => {
		expect(memoryKey(['pigz', 'a'])).not.toBe(memoryKey(['pigz', 'b']));
		expect(memoryKey(['ab', 'c'])).not.toBe(memoryKey(['a', 'bc']));
		expect(memoryKey(['loja@example.com'])).toMatch(/^[0-9a-f]{16}$/);
	});

	it.each([
		['a text', 'x'],
		['a list', []],
		['an empty object', {}],
		['another version', { version: 2, key: 'k', pending: null, orders: {} }],
		['orders that are none', { version: 1, key: 'k', pending: null, orders: 'x' }],
	])('is repaired with a warning when it is %s: waiting orders come again, marked', async (_, stored) => {
		const shop = new Shop();
		shop.place('7', NOON);
		const workflow = new Workflow(shop, { startWith: 'newOnly', delivery: 'noRepeats' });
		workflow.setMemory(stored);
		expect(words(await workflow.poll())).toEqual(['orderCreated 7 again']);
		expect(workflow.warnings).toEqual(['Shop: The list of orders handed over so far could not be read']);
		shop.place('8', NOON);
		expect(words(await workflow.poll())).toEqual(['orderCreated 8']);
	});

	it.each([
		['nothing', null],
		['too short', ['CREATED']],
		['an unknown status', ['NEW', 'handedOver', 1, 'a', 'b', 'c', 0, 0]],
		['an unknown standing', ['CREATED', 'gone', 1, 'a', 'b', 'c', 0, 0]],
		['a time that is none', ['CREATED', 'handedOver', 'soon', 'a', 'b', 'c', 0, 0]],
		['a text that is none', ['CREATED', 'handedOver', 1, 'a', 'b', null, 0, 0]],
	])('loses only the order whose row is damaged: %s', async (_, row) => {
		const shop = new Shop();
		for (const id of ['7', '8']) shop.place(id, NOON);
		const workflow = new Workflow(shop, { acknowledge: 'workflow' });
		await workflow.poll();
		const memory = workflow.memoryNow();
		workflow.setMemory({ ...memory, orders: { ...(memory.orders as object), 8: row } });
		expect(words(await workflow.poll())).toEqual(['orderCreated 8 again']);
		expect(workflow.warnings).toEqual(['Shop: 1 of the orders handed over so far could not be read']);
	});

	it.each([['x'], [{}], [{ process: 1, orders: [] }], [{ process: 'a', orders: 'b' }]])(
		'does without a damaged pending batch: %j',
		(pending) => {
			const stored = { ...writeMemory(new Map([['7', entry()]]), null, 'key', 0), pending };
			expect(readMemory(stored, 'key')).toMatchObject({ pending: null, historyLost: false });
		},
	);
});

describe('what the trigger forgets', () => {
	const now = NOON / 1000;
	const daysAgo = (days: number) => now - (days * DAY) / 1000;

	it('forgets orders of more than seven days', () => {
		const ledger = new Map([
			['old', entry({ since: daysAgo(8) })],
			['young', entry({ since: daysAgo(6) })],
		]);
		expect([...prune(ledger, new Set(), now).keys()]).toEqual(['young']);
	});

	it('keeps old orders that the platform still shows', () => {
		expect(prune(new Map([['old', entry({ since: daysAgo(30) })]]), new Set(['old']), now).size).toBe(1);
	});

	it('forgets finished orders first when there are too many, then the oldest', () => {
		const ledger = new Map<string, Entry>();
		for (let index = 0; index < LARGEST_LEDGER; index++)
			ledger.set(`open${index}`, entry({ since: daysAgo(1) + index }));
		ledger.set('done', entry({ status: 'DELIVERED' }));
		ledger.set('cancelled', entry({ status: 'CANCELLED' }));
		ledger.set('oldest', entry({ since: daysAgo(2) }));
		const left = prune(ledger, new Set(), now);
		expect(left.size).toBe(LARGEST_LEDGER);
		expect(['done', 'cancelled', 'oldest'].filter((id) => left.has(id))).toEqual([]);
	});

	it('keeps more than the largest number rather than an order that still waits', () => {
		const ids = Array.from({ length: LARGEST_LEDGER + 10 }, (_, index) => String(index));
		const ledger = new Map(ids.map((id) => [id, entry()]));
		expect(prune(ledger, new Set(ids), now).size).toBe(ids.length);
	});

	it('does not take an order for new that has been waiting in the queue for weeks', async () => {
		const shop = new Shop();
		shop.place('7', NOON);
		const workflow = new Workflow(shop, { acknowledge: 'workflow' });
		await workflow.poll();
		for (const days of [5, 10, 15, 20]) {
			workflow.now = NOON + days * DAY + MINUTE;
			expect(await workflow.poll()).toEqual([]);
		}
	});
});

function deepFreeze<T>(value: T): T {
	if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
	return value;
}
