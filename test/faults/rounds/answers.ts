import { setTimeout as wait } from 'node:timers/promises';
import type { FaultKind } from '../../../sandbox/faults';
import { TRIGGERS } from '../platforms';
import { FOLDERS, type Stage } from '../stage';
import type { Round } from './round';

/** A poll asks four times before it gives up: five spoilt answers make it fail, and spoil the next one too. */
const ENOUGH_TO_FAIL = 5;

const SPOILT: Array<[name: string, kind: FaultKind]> = [
	['429 Too Many Requests', { fault: 'status', status: 429, retryAfter: 1 }],
	['500', { fault: 'status', status: 500 }],
	['503 with Retry-After', { fault: 'status', status: 503, retryAfter: 2 }],
	['answers 5 seconds late', { fault: 'slow', milliseconds: 5000 }],
	['connection cut before the answer', { fault: 'cut', when: 'before' }],
	['connection cut in the middle of the answer', { fault: 'cut', when: 'middle' }],
	['half of the JSON', { fault: 'brokenJson' }],
	['a web page with 200', { fault: 'html', status: 200 }],
	['a web page with 502', { fault: 'html', status: 502 }],
	['nothing listens', { fault: 'down' }],
];

/** Every platform answers every request wrongly for a while, some in the middle of a poll. */
export const spoiltAnswers: Round[] = SPOILT.map(([name, kind]) => ({
	name: `platform answers: ${name}`,
	kills: false,
	run: async (stage: Stage) => {
		const { settings, random } = stage;
		stage.place(Math.ceil(settings.ordersPerRound / 2));
		await wait(random.between(0, settings.pollSeconds * 1000));
		stage.onBoth((market) => {
			for (const folder of FOLDERS) market.spoil(folder, { ...kind, times: ENOUGH_TO_FAIL });
		});
		stage.place(Math.floor(settings.ordersPerRound / 2));
		await wait(settings.pollSeconds * 2000);
		stage.onBoth(({ sandbox }) => sandbox.liftFaults());
	},
}));

/** The list is given, and then the details fail: what was read of the poll must not be half remembered. */
export const failingHalfWay: Round = {
	name: 'a poll fails half-way',
	kills: false,
	run: async (stage) => {
		const { settings } = stage;
		stage.onBoth((market) => {
			for (const { folder, last } of TRIGGERS) {
				if (last.operation !== 'order.get') continue;
				market.spoil(folder, { fault: 'status', status: 500, operation: 'order.get', times: 9 });
			}
			market.spoil('pigz', { fault: 'status', status: 500, operation: 'order.changeStage', times: 9 });
		});
		stage.place(settings.ordersPerRound);
		await wait(settings.pollSeconds * 2000);
		stage.onBoth(({ sandbox }) => sandbox.liftFaults());
	},
};

/** Where there is a login: the token expires between two requests of the same poll, and right before one. */
export const expiredToken: Round = {
	name: 'token expires in the middle of a poll',
	kills: false,
	run: async (stage) => {
		const { settings } = stage;
		stage.onBoth(({ sandbox }) => {
			for (const folder of FOLDERS) {
				if (sandbox.platform(folder).loginOperation === null) continue;
				sandbox.addFault({ platform: folder, fault: 'expiredToken', times: 2 });
			}
		});
		stage.place(settings.ordersPerRound);
		await wait(settings.pollSeconds * 1000);
	},
};
