import { setTimeout as wait } from 'node:timers/promises';
import { post, signatureOf, type Placed } from '../market';
import { TRIGGERS } from '../platforms';
import type { Stage } from '../stage';
import type { Round } from './round';

/** A call of Delivery Direto about an order, as the platform would make it. */
function callAbout({ id }: Placed, eventType: string, orderStatus: string | null, order: unknown): string {
	return JSON.stringify({ eventType, orderStatus, ordersId: id, storesId: 1, order });
}

/** Latest orders about which is called again. */
const AGAIN = 3;

const rawOf = (stage: Stage, { folder, id }: Placed) => stage.ours.sandbox.order(folder, id).raw;

const hasDirect = (stage: Stage) =>
	stage.contenders.some(
		({ trigger }) => trigger === TRIGGERS.find(({ name }) => name.endsWith('Direto, webhook')),
	);

/** The same call several times and at once, the calls of one order in the wrong order, and calls about old orders. */
export const repeatedCalls: Round = {
	name: 'webhook calls twice, late and out of order',
	kills: false,
	run: async (stage) => {
		const { settings, ours, peer } = stage;
		stage.place(settings.ordersPerRound, ['digipix', 'delivery-direto']);
		await wait(1500);
		// Nobody listens to the peer's platforms where there is no peer, and a call is repeated until somebody does
		for (const market of [ours, peer].filter(({ address }) => address.digipix)) {
			const digipix = [...market.placed.values()].filter(({ folder }) => folder === 'digipix');
			const again = [...digipix.slice(0, 3), ...digipix.slice(-AGAIN)];
			await Promise.all(
				again.flatMap((order) => [market.call(order, 'APPROVED'), market.call(order, 'NEW')]),
			);
		}
		const address = hasDirect(stage) ? await stage.registeredAddress() : undefined;
		if (!address) return;
		const direct = [...ours.placed.values()].filter(({ folder }) => folder === 'delivery-direto');
		for (const order of [...direct.slice(0, 3), ...direct.slice(-AGAIN)]) {
			const raw = rawOf(stage, order);
			const placed = callAbout(order, 'ORDER_PLACED', null, raw);
			const changed = callAbout(order, 'ORDER_STATUS_CHANGED', String(raw.status), raw);
			for (const body of [changed, placed, placed]) await post(address, body, signatureOf(body));
		}
	},
};

/** Nothing of this may start a workflow: the orders are nobody's, so that their numbers would show up. */
export const forgedCalls: Round = {
	name: 'forged calls',
	kills: false,
	run: async (stage) => {
		const { ours, log } = stage;
		const refused: Array<[what: string, status: number | null]> = [];
		const { digipix } = ours.address;
		if (digipix) {
			const guessed = digipix.replace(/[^/]+$/, '0000000000000000');
			refused.push(['guessed address', await post(guessed, { id: 'FORGED1', status: 'APPROVED' })]);
			refused.push(['no order', await post(digipix, { status: 'APPROVED' })]);
		}
		const address = hasDirect(stage) ? await stage.registeredAddress() : undefined;
		if (address) {
			const forged = callAbout({ id: 99_999_999 } as Placed, 'ORDER_PLACED', null, null);
			const other = `${forged} `;
			refused.push(['no signature', await post(address, forged)]);
			refused.push(['other key', await post(address, forged, signatureOf(forged, 'guessed'))]);
			refused.push(['signature of another body', await post(address, other, signatureOf(forged))]);
		}
		for (const [what, status] of refused) {
			if (status !== null && status < 400) log(`  NOT REFUSED: ${what} was answered ${status}`);
		}
	},
};
