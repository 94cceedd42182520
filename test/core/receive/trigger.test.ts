import type { IDataObject, IPollFunctions, WorkflowActivateMode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Operation } from '../../../core/api/types';
import type { OrderPlatform } from '../../../core/platform';
import { pollOrders } from '../../../core/receive/trigger';
import { Shop, shopOrders, shopReceiving } from './shop';

const operation = (id: string, method: 'GET' | 'PUT', path: string, fields: string[] = []) => ({
	id,
	method,
	path,
	summary: id,
	evidence: 'documented',
	read: method === 'GET',
	fields: fields.map((name) => ({
		parameter: name,
		label: name,
		in: path.includes(`{${name}}`) ? 'path' : 'query',
		name,
		shape: { type: 'string' },
	})),
	answer: { order: true },
});

const platform: OrderPlatform = {
	displayName: 'Shop',
	credential: 'shopApi',
	api: {
		properties: [],
		lists: {},
		verbs: {},
		operations: {
			queue: operation('queue', 'GET', '/queue'),
			list: operation('list', 'GET', '/list', ['from', 'to']),
			acknowledge: operation('acknowledge', 'PUT', '/order/{id}/{as}', ['id', 'as']),
		} as unknown as Record<string, Operation>,
	},
	orders: shopOrders,
	environments: { production: 'https://shop.example.com' },
	accountOf: ({ email }) => String(email),
};

interface Setting {
	activation?: WorkflowActivateMode;
	mode?: 'trigger' | 'manual';
	node?: string;
	email?: string;
	parameters?: IDataObject;
	staticData?: IDataObject;
}

let nodes = 0;

/** n8n as far as a trigger sees it; the answers come from the shop. */
function n8n(shop: Shop, setting: Setting = {}) {
	const { activation = 'activate', mode = 'trigger', email = 'loja@example.com', parameters = {} } = setting;
	const staticData = setting.staticData ?? {};
	const warnings: string[] = [];
	let isReachable = true;
	const node = {
		id: setting.node ?? `n${++nodes}`,
		name: 'Shop Trigger',
		type: 'shopTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const context = {
		getMode: () => mode,
		getActivationMode: () => activation,
		getWorkflow: () => ({ id: 'w' }),
		getNode: () => node,
		getCredentials: async () => await Promise.resolve({ environment: 'production', email }),
		getNodeParameter: (name: string, fallback: unknown) =>
			parameters[name] ?? (name === 'events' ? ['orderCreated', 'orderCancelled'] : fallback),
		getWorkflowStaticData: () => staticData,
		logger: { warn: (message: string) => warnings.push(message) },
		helpers: {
			async httpRequestWithAuthentication(_: string, request: { url: string; method: string }) {
				if (!isReachable) throw new NodeApiError(node as never, { code: 'ECONNREFUSED', message: 'x' });
				const [, first = '', id, as] = new URL(request.url).pathname.split('/');
				const call =
					first === 'order' ? shop.client.call('acknowledge', { as, id }) : shop.client.call(first);
				return { statusCode: 200, headers: {}, body: await call };
			},
		},
	} as unknown as IPollFunctions;
	return {
		context,
		warnings,
		staticData,
		setReachable: (value: boolean) => (isReachable = value),
		poll: async () =>
			(await pollOrders(context, platform, shopReceiving))?.[0]?.map(({ json }) => json) ?? null,
	};
}

const HOUR_AGO = Date.now() - 3_600_000;

// The client waits between its tries
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => await Promise.resolve(),
}));

describe('a published trigger', () => {
	let shop: Shop;
	beforeEach(() => {
		shop = new Shop();
	});

	it('starts the workflow with unified orders and their event, once', async () => {
		shop.place('7', HOUR_AGO);
		const server = n8n(shop);
		expect(await server.poll()).toMatchObject([
			{
				id: expect.stringMatching(/^pigz:[0-9a-f]{8}:7$/),
				status: 'CREATED',
				event: {
					id: expect.stringMatching(/^[0-9a-f]{16}$/),
					type: 'orderCreated',
					previousStatus: null,
					receivedAt: expect.stringMatching(/-03:00$/),
					via: 'POLL',
					redelivered: false,
					waitingMinutes: null,
				},
			},
		]);
		expect(await server.poll()).toBeNull();
		expect(shop.isQueued('7')).toBe(false);
	});

	it.each([
		['raw', ['id', 'at', 'status', 'dish', 'event']],
		['unifiedWithRaw', expect.arrayContaining(['schemaVersion', 'source', 'raw', 'event'])],
	])('hands over what the person chose as output: %s', async (output, members) => {
		shop.place('7', HOUR_AGO);
		const [item] = (await n8n(shop, { parameters: { output } }).poll()) ?? [];
		expect(Object.keys(item ?? {})).toEqual(members);
	});

	it('goes on after a restart with what n8n has saved', async () => {
		shop.place('7', HOUR_AGO);
		const before = n8n(shop);
		await before.poll();
		const saved = JSON.parse(JSON.stringify(before.staticData)) as IDataObject;
		shop.cancel('7');
		expect(await n8n(shop, { staticData: saved, activation: 'init' }).poll()).toMatchObject([
			{ event: { type: 'orderCancelled', previousStatus: 'CREATED' } },
		]);
	});

	it('does not touch what is saved when a poll fails', async () => {
		shop.place('7', HOUR_AGO);
		const server = n8n(shop);
		await server.poll();
		const saved = JSON.stringify(server.staticData);
		shop.place('8', HOUR_AGO);
		server.setReachable(false);
		await expect(server.poll()).rejects.toThrow('Shop could not be reached');
		expect(JSON.stringify(server.staticData)).toBe(saved);
	});

	it('saves nothing anew when nothing has happened', async () => {
		const server = n8n(shop);
		await server.poll();
		Object.freeze(server.staticData);
		await expect(server.poll()).resolves.toBeNull();
	});

	it('does not skip orders at every poll when n8n saves nothing until one comes', async () => {
		const parameters = { options: { startWith: 'newOnly' } };
		const poll = async () => await n8n(shop, { node: 'fresh', parameters, activation: 'update' }).poll();
		shop.place('7', HOUR_AGO);
		expect(await poll()).toBeNull();
		shop.place('8', HOUR_AGO);
		expect(await poll()).toMatchObject([{ source: { orderId: '8' } }]);
	});

	describe('when n8n gives a poll the memory from before the last emission', () => {
		let clock: jest.SpyInstance<number>;
		let now: number;
		beforeEach(() => {
			now = Date.now();
			clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
		});
		afterEach(() => clock.mockRestore());

		/** One poll that hands over an order, and the n8n that has not stored this. */
		const handOver = async (node: string, options: IDataObject = {}) => {
			shop.place('7', HOUR_AGO);
			const parameters = { options };
			const before = n8n(shop, { node, parameters });
			const [first] = (await before.poll()) ?? [];
			return { first, before, late: n8n(shop, { node, parameters }) };
		};

		it.each(['neverMiss', 'noRepeats'])(
			'hands over nothing while n8n may still be storing it, and goes on from it then: %s',
			async (delivery) => {
				const { before, late } = await handOver(`storing ${delivery}`, { delivery });
				now += 1400;
				expect(await late.poll()).toBeNull();
				expect(late.staticData).toEqual({});
				expect(shop.isQueued('7')).toBe(true);
				now += 4600;
				expect(await before.poll()).toBeNull();
				expect(shop.isQueued('7')).toBe(false);
			},
		);

		it.each([
			['ten seconds later', 10_000],
			['when the clock was set back by an hour', -3_600_000],
		])('hands the orders over again %s, but marked and with the same event id', async (_, milliseconds) => {
			const { first, late } = await handOver(`slow ${milliseconds}`);
			expect(first).toMatchObject({ event: { redelivered: false } });
			const { id } = first?.event as IDataObject;
			now += milliseconds;
			expect(await late.poll()).toMatchObject([
				{ source: { orderId: '7' }, event: { id, redelivered: true } },
			]);
			expect(await late.poll()).toBeNull();
			expect(shop.isQueued('7')).toBe(false);
		});

		it('repeats nothing with No Repeats', async () => {
			const { first, late } = await handOver('slow without repeats', { delivery: 'noRepeats' });
			expect(first).toMatchObject({ source: { orderId: '7' } });
			now += 10_000;
			expect(await late.poll()).toBeNull();
			expect(shop.isQueued('7')).toBe(false);
		});
	});

	it('treats another account as a new one', async () => {
		shop.place('7', HOUR_AGO);
		const first = n8n(shop, { parameters: { options: { acknowledge: 'workflow' } } });
		await first.poll();
		const second = n8n(shop, { staticData: first.staticData, email: 'outra@example.com' });
		expect(await second.poll()).toHaveLength(1);
		expect(second.warnings).toHaveLength(1);
	});

	describe('while the platform is down', () => {
		it.each<WorkflowActivateMode>(['init', 'leadershipChange'])(
			'starts all the same when n8n itself starts (%s)',
			async (activation) => {
				const server = n8n(shop, { activation });
				server.setReachable(false);
				expect(await server.poll()).toBeNull();
				expect(server.warnings).toEqual([expect.stringContaining('Shop could not be reached')]);
				await expect(server.poll()).rejects.toThrow('Shop could not be reached');
				server.setReachable(true);
				shop.place('7', HOUR_AGO);
				expect(await server.poll()).toHaveLength(1);
			},
		);

		it.each<WorkflowActivateMode>(['activate', 'update'])(
			'tells a person who activates it (%s)',
			async (activation) => {
				const server = n8n(shop, { activation });
				server.setReachable(false);
				await expect(server.poll()).rejects.toBeInstanceOf(NodeApiError);
			},
		);

		it('tells of a fault that time does not heal even when n8n starts', async () => {
			shop.strangeRows = [{ nome: 'Bruno Lima' }];
			await expect(n8n(shop, { activation: 'init' }).poll()).rejects.toBeInstanceOf(NodeOperationError);
		});
	});

	it.each([
		['no event', { events: [] }, 'No event is chosen in "Trigger On"'],
		[
			'no minutes',
			{ events: ['orderWaiting'], waitingMinutes: 0 },
			'"Minutes to Wait" is no number of minutes',
		],
		[
			'minutes in words',
			{ events: ['orderWaiting'], waitingMinutes: 'ten' },
			'"Minutes to Wait" is no number of minutes',
		],
	])('says which field to correct: %s', async (_, parameters, message) => {
		await expect(n8n(shop, { parameters }).poll()).rejects.toThrow(message);
	});
});

describe('Fetch Test Event', () => {
	it('shows the newest order as MANUAL and neither reads nor writes what is remembered', async () => {
		const shop = new Shop();
		shop.place('7', HOUR_AGO);
		const server = n8n(shop, {
			mode: 'manual',
			activation: 'manual',
			staticData: Object.freeze({ received: 'untouched' }),
		});
		for (let times = 0; times < 2; times++) {
			expect(await server.poll()).toMatchObject([
				{ source: { orderId: '7' }, event: { via: 'MANUAL', redelivered: false } },
			]);
		}
		expect(shop.isQueued('7')).toBe(true);
		expect(shop.calls).toEqual(['queue', 'queue']);
	});

	it('says what to do when there is no order', async () => {
		const poll = n8n(new Shop(), { mode: 'manual', activation: 'manual' }).poll();
		await expect(poll).rejects.toBeInstanceOf(NodeOperationError);
		await expect(poll).rejects.toMatchObject({ description: expect.stringContaining('Place a test order') });
	});
});
