import { setTimeout as wait } from 'node:timers/promises';
import { openMarket, type Market } from '../market';
import { isWebhook, TRIGGERS } from '../platforms';
import type { Stage } from '../stage';

/**
 * Where each order takes a request of its own, so many times fewer wait: n8n makes 5 to 30 requests a second, and all
 * would take an hour.
 */
const WITH_DETAILS = { short: 5, long: 10 };

/** Gathers the orders of one platform after the other, so that the run can go on in between. */
export async function gatherCrowd(stage: Stage): Promise<Market> {
	const { settings, log } = stage;
	const market = await openMarket('crowd', settings.seed + 1, log);
	for (const { folder, last } of TRIGGERS.filter((trigger) => !isWebhook(trigger))) {
		const count = last.perOrder
			? settings.waitingOrders / WITH_DETAILS[settings.form]
			: settings.waitingOrders;
		for (let placed = 0; placed < count; placed++) market.place(folder);
	}
	return market;
}

/**
 * A workflow is published for the first time while many orders wait. n8n is killed while they come in.
 */
export async function crowdAtFirstActivation(stage: Stage, seconds: number): Promise<void> {
	const { settings, random, log } = stage;
	const market = await gatherCrowd(stage);
	try {
		await stage.addCrowd(market);
		log(
			`  ${settings.waitingOrders} orders wait on each platform that is polled, 1/${WITH_DETAILS[settings.form]} of them where details are read`,
		);
		await wait(random.between(0, settings.pollSeconds * 2000));
		await stage.kill('many waiting orders are coming in');
		await stage.start();
		const arrived = await stage.settle(seconds, settings.patience);
		log(`  ${arrived ? 'all' : 'NOT ALL'} of them arrived`);
		// Repeats come at the start; more of them would come with the next polls
		if (settings.form === 'long') await wait(settings.pollSeconds * 2000);
		await stage.retireAll();
	} finally {
		await market.close();
	}
}
