import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { N8nClient } from '../../sandbox/n8n/client';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import type { SandboxPlatform } from '../../sandbox/types';
import {
	doNothing,
	errorOf,
	eventually,
	everySeconds,
	handedOver,
	jsonOf,
	onceAMinute,
	pigzCredential,
	pigzTrigger,
	startEngine,
	workflow,
	type Engine,
	type Json,
	type NodeParameters,
} from './support';

/** n8n keeps a trigger's memory apart from its executions, unless these are on (n8n 2.36 and later). */
const durableCursors = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};

const engines = [
	['as n8n comes', {}],
	['with durable poll cursors', durableCursors],
] as const;

interface HandedOver {
	id: string;
	number: number;
	eventId: string;
	redelivered: boolean;
}

function asHandedOver(items: Json[]): HandedOver[] {
	return items.map((item) => {
		const event = item.event as Json;
		return {
			id: String(item.id),
			number: Number(item.displayId),
			eventId: String(event.id),
			redelivered: Boolean(event.redelivered),
		};
	});
}

/** One store with its own queue, and one workflow on it. */
interface Shop {
	sandbox: Sandbox;
	pigz: SandboxPlatform;
	workflowId: string;
	place(count: number): number[];
	/** Resolves as soon as the queue has given out an order for the first time. */
	handedOut(order: number): Promise<void>;
	/** What came out of the trigger so far, in executions that ended well or in all. */
	received(status?: string[]): Promise<HandedOver[]>;
	queue(): number[];
}

const opened: Sandbox[] = [];
const started: Engine[] = [];

async function openShop(client: N8nClient, name: string, parameters: NodeParameters): Promise<Shop> {
	const sandbox = await startSandbox();
	opened.push(sandbox);
	const platform = sandbox.platform('pigz');
	await client.saveCredential(pigzCredential(name, sandbox.url));
	const { id } = await client.saveWorkflow(
		workflow(name, [pigzTrigger(name, parameters), doNothing('Orders')]),
	);
	return {
		sandbox,
		pigz: platform,
		workflowId: id,
		place: (count) => Array.from({ length: count }, () => Number(platform.placeOrder())),
		handedOut: async (order) =>
			await new Promise((resolve) => {
				const stop = sandbox.follow((event) => {
					if (event.type !== 'orderHandedOut' || event.id !== order) return;
					stop();
					resolve();
				});
			}),
		received: async (status) => asHandedOver(await handedOver(client, id, status)),
		queue: () =>
			platform
				.orders()
				.filter(({ inQueue }) => inQueue)
				.map(({ id: order }) => Number(order)),
	};
}

/** What happened to one n8n. */
interface Story {
	engine: Engine;
	neverMiss: Shop;
	noRepeats: Shop;
	placed: number[];
	/** Orders whose execution had ended well when n8n was killed, before any poll could acknowledge them. */
	surelyStored: number[];
	/** How often n8n had to be started after the last kill: each may hand those orders over once more. */
	starts: number;
	/** Orders for the workflow without repeats, handed over before the first kill. */
	beforeTheKills: number[];
	/** Orders that were placed while the platform was down, n8n's start in that time, and its being up again. */
	waiting: number[];
	startedAt: number;
}

/** Seconds between polls: long enough that a poll, its execution and a kill fit in between. */
const pollTimes = everySeconds(6);

/**
 * Milliseconds between the platform's answer and the kill. The short ones fall into the moments in which n8n has the
 * orders in memory only, has saved the trigger's memory but no execution, or has begun the execution.
 */
const kills = [0, 15, 25, 45, 'once it is stored'] as const;

async function live(env: Record<string, string>): Promise<Story> {
	const engine = await startEngine({ env });
	started.push(engine);
	const neverMiss = await openShop(engine.client, 'Never Miss', { pollTimes });
	const noRepeats = await openShop(engine.client, 'No Repeats', {
		pollTimes,
		options: { delivery: 'noRepeats' },
	});
	const story: Story = {
		engine,
		neverMiss,
		noRepeats,
		placed: [],
		surelyStored: [],
		starts: 0,
		beforeTheKills: noRepeats.place(10),
		waiting: [],
		startedAt: 0,
	};
	await engine.client.publish(neverMiss.workflowId);
	await engine.client.publish(noRepeats.workflowId);
	await eventually('the first orders are stored', async () => (await noRepeats.received()).length === 10);

	for (const moment of kills) {
		// On a busy machine the next poll would come before this test has read that the orders are stored
		if (moment === 'once it is stored') {
			neverMiss.sandbox.addFault({
				platform: 'pigz',
				operation: 'order.changeStage',
				fault: 'status',
				status: 503,
			});
		}
		const orders = neverMiss.place(7);
		noRepeats.place(1);
		await neverMiss.handedOut(orders[0] as number);
		if (moment === 'once it is stored') {
			await eventually('the last orders are stored', async () => {
				const numbers = (await neverMiss.received()).map(({ number }) => number);
				return orders.every((order) => numbers.includes(order));
			});
			story.surelyStored.push(...orders.filter((order) => neverMiss.queue().includes(order)));
		} else {
			await wait(moment);
		}
		await engine.process.kill();
		neverMiss.sandbox.liftFaults();
		const duringTheOutage = neverMiss.place(3);
		story.placed.push(...orders, ...duringTheOutage);
		story.starts = await startAfterKill(engine);
		// An acknowledgment comes with the second poll, which n8n makes only when it has started the workflow completely.
		await eventually(
			'every order is acknowledged',
			() => neverMiss.queue().length === 0 && noRepeats.queue().length === 0,
			60_000,
		);
	}

	await engine.process.stop();
	await neverMiss.sandbox.goOffline();
	story.waiting.push(...neverMiss.place(5));
	story.startedAt = Date.now();
	await engine.process.restart();
	return story;
}

/**
 * Starts n8n again as a supervisor such as Docker does. After a crash n8n waits ten seconds so that it does not crash in a
 * row, for which there is no need here. n8n 2.41 can end once more while it tidies up: its insights read the start time
 * of an execution that was killed before it had one.
 * @returns how often it was started
 */
async function startAfterKill({ process }: Engine): Promise<number> {
	const start = async () => {
		rmSync(join(process.userFolder, '.n8n', 'crash.journal'), { force: true });
		await process.restart();
	};
	try {
		await start();
		return 1;
	} catch (error) {
		if (!(error as Error).message.includes("reading 'getTime'")) throw error;
		await start();
		return 2;
	}
}

const stories = new Map<string, Story>();

beforeAll(async () => {
	const lives = engines.map(async ([name, env]) => stories.set(name, await live(env)));
	await Promise.all(lives);
}, 400_000);

afterAll(async () => {
	for (const engine of started) await engine.close();
	for (const sandbox of opened) await sandbox.close();
}, 60_000);

describe.each(engines)('the delivery promise, %s', (name) => {
	const story = () => {
		const found = stories.get(name);
		if (!found) throw new Error(`n8n ${name} did not start`);
		return found;
	};
	const everything = ['success', 'error', 'crashed', 'canceled'];

	it('misses none of 50 orders placed around five kills', async () => {
		const { neverMiss, placed } = story();
		expect(placed).toHaveLength(50);
		const numbers = new Set((await neverMiss.received()).map(({ number }) => number));
		expect(placed.filter((order) => !numbers.has(order))).toEqual([]);
	});

	it('hands an order over again, marked and with the same event id, when n8n was killed before acknowledging it', async () => {
		const { neverMiss, surelyStored, starts } = story();
		expect(surelyStored).toHaveLength(7);
		const received = await neverMiss.received();
		for (const order of surelyStored) {
			const [first, ...again] = received.filter(({ number }) => number === order);
			expect(first?.redelivered).toBe(false);
			expect(again.length).toBeGreaterThan(0);
			expect(again.length).toBeLessThanOrEqual(starts);
			expect(again).toEqual(again.map(() => ({ ...first, redelivered: true })));
		}
	});

	it('hands no order over twice without a mark, and every order under one event id of its own', async () => {
		const received = await story().neverMiss.received(everything);
		const unmarked = received.filter(({ redelivered }) => !redelivered).map(({ number }) => number);
		expect(unmarked).toHaveLength(new Set(unmarked).size);
		const eventIds = new Map(received.map(({ number, eventId }) => [number, eventId]));
		for (const { number, eventId } of received) expect(eventId).toBe(eventIds.get(number));
		expect(new Set(eventIds.values()).size).toBe(eventIds.size);
	});

	it('repeats nothing at all where the person wants no repeats', async () => {
		const { noRepeats, beforeTheKills } = story();
		const received = await noRepeats.received(everything);
		const numbers = received.map(({ number }) => number);
		expect(numbers).toHaveLength(new Set(numbers).size);
		expect(numbers).toEqual(expect.arrayContaining(beforeTheKills));
		expect(received.filter(({ redelivered }) => redelivered)).toEqual([]);
	});

	it('stays active through an expired token and a failing poll, and then hands the order over', async () => {
		const { client } = story().engine;
		const shop = await openShop(client, 'Hiccups', { pollTimes });
		await client.publish(shop.workflowId);
		shop.pigz.expireTokens();
		// A poll asks four times before it gives up.
		shop.sandbox.addFault({
			platform: 'pigz',
			operation: 'order.getQueue',
			fault: 'status',
			status: 500,
			times: 4,
		});
		const [order] = shop.place(1);
		const failed = await eventually('the poll fails', async () => {
			const [execution] = await client.executions({ workflowId: shop.workflowId, status: ['error'] });
			return execution;
		});
		expect(errorOf(await client.execution(failed.id))).toEqual({
			message: 'Pigz is not working properly at the moment (HTTP 500)',
			description: 'Try again later. Pigz says: "The sandbox was told to answer 500"',
		});
		await eventually('the order arrives', async () =>
			(await shop.received()).some(({ number, redelivered }) => number === order && !redelivered),
		);
		expect((await client.publicationStatus(shop.workflowId)).status).toBe('published');
		expect(shop.sandbox.counters()['login.create']).toBe(2);
		await client.unpublish(shop.workflowId);
	});

	it('says at once that the password is wrong when a person publishes the workflow', async () => {
		const { client } = story().engine;
		const shop = await openShop(client, 'Wrong Password', { pollTimes });
		await client.saveCredential(pigzCredential('Wrong Password', shop.sandbox.url, { password: 'not-it' }));
		await expect(client.publish(shop.workflowId)).rejects.toThrow('Pigz refused the login');
	});

	it('shows the newest order as a test event and acknowledges nothing', async () => {
		const { client } = story().engine;
		const shop = await openShop(client, 'Test Event', { pollTimes: onceAMinute });
		const orders = shop.place(3);
		const execution = await client.run(shop.workflowId, 'Pigz Trigger');
		expect(execution.status).toBe('success');
		const items = jsonOf(execution, 'Pigz Trigger');
		expect(asHandedOver(items)).toMatchObject([{ number: orders[2], redelivered: false }]);
		expect(shop.queue()).toEqual(orders);
		expect(shop.sandbox.counters()).toEqual({ 'login.create': 1, 'order.getQueue': 1 });
	});

	it('polls again by itself and hands over every waiting order when n8n starts while Pigz is down for a minute', async () => {
		const { neverMiss, waiting, startedAt } = story();
		const arrived = async () => (await neverMiss.received()).filter(({ number }) => waiting.includes(number));
		await wait(Math.max(0, startedAt + 60_000 - Date.now()));
		expect(await arrived()).toEqual([]);
		await neverMiss.sandbox.goOnline();
		await eventually(
			'the waiting orders arrive',
			async () => (await arrived()).length >= waiting.length,
			150_000,
		);
		expect((await arrived()).map(({ number, redelivered }) => [number, redelivered])).toEqual(
			waiting.map((order) => [order, false]),
		);
	});
});
