import { setTimeout as wait } from 'node:timers/promises';
import type { Market, Placed } from '../market';
import { isWebhook, key, TRIGGERS, type Trigger } from '../platforms';
import type { Stage } from '../stage';
import type { Round } from './round';

export const AIMED = 'kill after an emission';

/** Milliseconds behind the last answer of a poll in which n8n stores memory and execution, one after the other. */
const LATEST_SHOT = 50;
/** A poll is due within some seconds; where none comes, n8n is killed all the same. */
const PATIENCE_SECONDS = 20;

/** Orders are placed before the kill, and some while nothing runs. */
async function around(
	stage: Stage,
	why: string,
	untilShot: (orders: Placed[]) => Promise<void>,
): Promise<void> {
	const { settings, random } = stage;
	const during = Math.max(1, Math.floor(settings.ordersPerRound / 4));
	const orders = stage.place(settings.ordersPerRound - during);
	await untilShot(orders);
	await stage.kill(why);
	stage.place(during);
	await wait(random.between(0, 1000));
	await stage.start();
}

/** In the moment after a platform's last answer to a poll with news: the orders are in n8n's hands, nothing is stored yet. */
export function aimedAt(trigger: Trigger, side: 'ours' | 'peer'): Round {
	return {
		name: `${AIMED}: ${trigger.name}${side === 'peer' ? ', peer' : ''}`,
		kills: true,
		run: async (stage) => {
			const milliseconds = stage.random.between(0, LATEST_SHOT);
			await stage.untilPublished();
			await around(stage, `${milliseconds} ms after ${trigger.name} (${side})`, async (orders) => {
				const market = side === 'ours' ? stage.ours : stage.peer;
				await Promise.race([
					lastAnswer(
						market,
						trigger,
						orders.filter(({ folder }) => folder === trigger.folder),
					),
					wait(PATIENCE_SECONDS * 1000, undefined, { ref: false }),
				]);
				await wait(milliseconds);
			});
		},
	};
}

export const atRandom: Round = {
	name: 'kill at a random moment',
	kills: true,
	run: async (stage) => {
		const milliseconds = stage.random.between(0, stage.settings.pollSeconds * 1000);
		await around(stage, 'random moment', async () => await wait(milliseconds));
	},
};

/** Once more while n8n is still busy with its start. */
export const duringStart: Round = {
	name: 'kill again during the start',
	kills: true,
	run: async (stage) => {
		await around(stage, 'before the start', async () => await wait(stage.random.between(0, 5000)));
		await wait(stage.random.between(0, 3000));
		await stage.kill('during the start');
		await stage.start();
	},
};

export const whilePaging: Round = {
	name: 'kill while a poll reads slow pages',
	kills: true,
	run: async (stage) => {
		stage.onBoth((market) => {
			for (const { folder, list, last } of TRIGGERS) {
				if (list === null) continue;
				market.spoil(folder, { fault: 'slow', milliseconds: 400, operation: list, times: 12 });
				if (last.perOrder)
					market.spoil(folder, { fault: 'slow', milliseconds: 250, operation: last.operation, times: 12 });
			}
		});
		const { random, settings } = stage;
		await around(
			stage,
			'slow pages',
			async () => await wait(random.between(500, settings.pollSeconds * 1000)),
		);
		stage.onBoth(({ sandbox }) => sandbox.liftFaults());
	},
};

/** The shop's computer is on before its internet: n8n starts, and reaches nobody. */
export const platformDownAtStart: Round = {
	name: 'n8n started while the platforms are down',
	kills: true,
	run: async (stage) => {
		const { settings, random } = stage;
		stage.place(settings.ordersPerRound);
		await wait(random.between(0, 4000));
		await stage.kill('platforms down');
		for (const { sandbox } of [stage.ours, stage.peer]) await sandbox.goOffline();
		stage.place(2);
		await stage.start();
		await wait(18_000);
		for (const { sandbox } of [stage.ours, stage.peer]) await sandbox.goOnline();
	},
};

/** Resolves when the platform has answered the last request of the poll that takes these orders. */
async function lastAnswer(market: Market, trigger: Trigger, orders: Placed[]): Promise<void> {
	// The peer's orders have the same place in the row as ours
	const wanted = market.name === 'ours' ? orders : lastPlaced(market, trigger, orders.length);
	const { operation, perOrder } = trigger.last;
	if (isWebhook(trigger)) {
		while (!wanted.some(({ toldAt }) => toldAt)) await wait(1);
		return;
	}
	const missing = new Set(wanted.map(({ id }) => key(id)));
	// The peer reads nothing but the list
	const isPerOrder = perOrder && market.name === 'ours';
	const awaited = isPerOrder ? operation : (trigger.list ?? operation);
	const since = Date.now();
	await new Promise<void>((resolve) => {
		const stop = market.sandbox.follow((event) => {
			if (event.platform !== trigger.folder || event.type !== 'requestAnswered') return;
			if (event.operation !== awaited || event.status === null || event.status >= 400) return;
			if (isPerOrder) missing.delete(event.path.split('/').at(-1) ?? '');
			else if (Date.now() > since) missing.clear();
			if (missing.size > 0) return;
			stop();
			resolve();
		});
		setTimeout(stop, PATIENCE_SECONDS * 1000).unref();
	});
}

function lastPlaced(market: Market, trigger: Trigger, count: number): Placed[] {
	return [...market.placed.values()].filter(({ folder }) => folder === trigger.folder).slice(-count);
}
