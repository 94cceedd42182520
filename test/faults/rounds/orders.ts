import { setTimeout as wait } from 'node:timers/promises';
import { TRIGGERS } from '../platforms';
import { FOLDERS } from '../stage';
import type { Round } from './round';

/** Minutes by which the clock of a platform may be wrong, seen in the field. */
const CLOCKS = [-7, 4];

/** Orders carry the platform's own time: nothing may hang on its agreeing with ours. */
export const wrongClock: Round = {
	name: "the platform's clock is wrong by minutes",
	kills: false,
	run: async (stage) => {
		const { settings } = stage;
		for (const minutes of [...CLOCKS, 0]) {
			stage.onBoth((market) => market.setClock(minutes));
			stage.place(Math.ceil(settings.ordersPerRound / 3));
			await wait(settings.pollSeconds * 1300);
		}
	},
};

/** New orders come in while the pages are read, and push the others to the next page. */
export const shiftingPages: Round = {
	name: 'orders shift between pages while they are read',
	kills: false,
	run: async (stage) => {
		const { settings } = stage;
		stage.onBoth((market) => {
			for (const { folder, list } of TRIGGERS) {
				if (list !== null) market.spoil(folder, { fault: 'slow', milliseconds: 500, operation: list });
			}
		});
		for (let placed = 0; placed < settings.ordersPerRound; placed++) {
			stage.place(1);
			await wait((settings.pollSeconds * 1500) / settings.ordersPerRound);
		}
		stage.onBoth(({ sandbox }) => sandbox.liftFaults());
	},
};

export const sameSecond: Round = {
	name: 'many orders in the same second',
	kills: false,
	run: async (stage) => {
		const { settings } = stage;
		stage.place(settings.ordersPerRound);
		await wait(settings.pollSeconds * 1000);
	},
};

/** Published again in a new version, with orders before, between and after. */
export const republished: Round = {
	name: 'workflows published again',
	kills: false,
	run: async (stage) => {
		const { settings } = stage;
		const share = Math.ceil(settings.ordersPerRound / 3);
		stage.place(share);
		const publishing = stage.republish();
		stage.place(share, FOLDERS);
		await publishing;
		stage.place(share);
	},
};
