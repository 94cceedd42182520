import { setTimeout as wait } from 'node:timers/promises';
import { figuresOf, type Figures } from './count';
import { time } from './market';
import { TRIGGERS } from './platforms';
import { expiredToken, failingHalfWay, spoiltAnswers } from './rounds/answers';
import { crowdAtFirstActivation } from './rounds/crowd';
import { aimedAt, atRandom, duringStart, platformDownAtStart, whilePaging } from './rounds/kills';
import { republished, sameSecond, shiftingPages, wrongClock } from './rounds/orders';
import type { Round } from './rounds/round';
import { forgedCalls, repeatedCalls } from './rounds/webhooks';
import type { Settings } from './settings';
import { historyOf, openStage, type Stage } from './stage';

/** What came out of one n8n. */
export interface Result {
	cursors: 'off' | 'on';
	kills: number;
	seconds: number;
	figures: Figures[];
	/** Rounds as they were played, with the time. */
	played: string[];
	/** What happened to the orders that were lost or repeated, for a person who looks for the defect. */
	histories: string[];
	/** The end of n8n's log, where the run broke off. */
	broke: string | null;
}

/** Kills in the order in which they come, over and over; two of three are aimed. */
function killsOf(stage: Stage): Round[] {
	const triggers = TRIGGERS.filter((trigger) => stage.contenders.some((one) => one.trigger === trigger));
	const aimed = triggers.map((trigger) => aimedAt(trigger, 'ours'));
	const aimedAtPeer = triggers.map((trigger) => aimedAt(trigger, 'peer'));
	return [
		...aimed,
		...aimedAtPeer.slice(0, 3),
		atRandom,
		whilePaging,
		platformDownAtStart,
		duringStart,
		atRandom,
	];
}

const OTHERS: Round[] = [
	sameSecond,
	repeatedCalls,
	forgedCalls,
	failingHalfWay,
	expiredToken,
	republished,
	shiftingPages,
	wrongClock,
	...spoiltAnswers,
];

/** They are played however slow the machine is. */
const FIRST_ROUNDS = 2;

/** Seconds that a round has at most until every order has arrived; what is missing then is waited for at the end. */
const ROUND_SECONDS = { short: 12, long: 30 };
const LAST_SECONDS = { short: 30, long: 240 };
const CROWD_SECONDS = { short: 60, long: 900 };

function roundsOf(stage: Stage): Round[] {
	const { settings, random } = stage;
	const kinds = killsOf(stage);
	const start = random.between(0, kinds.length - 1);
	const kills = Array.from(
		{ length: settings.kills },
		(_, turn) => kinds[(start + turn) % kinds.length] as Round,
	);
	const others = settings.form === 'short' ? SHORT : OTHERS;
	const rounds: Round[] = [];
	const every = kills.length / Math.max(1, others.length);
	for (const [index, round] of others.entries()) {
		rounds.push(...kills.slice(Math.round(index * every), Math.round((index + 1) * every)), round);
	}
	const chosen = [...rounds, ...(others.length === 0 ? kills : [])];
	return settings.only === null
		? chosen
		: allRounds(stage).filter(({ name }) => name.includes(settings.only ?? ''));
}

const allRounds = (stage: Stage): Round[] => [...killsOf(stage), ...OTHERS];

/** For CI: what has to hold at every change. */
const SHORT: Round[] = [repeatedCalls, forgedCalls, failingHalfWay];

/** Plays all rounds on one n8n and counts. What there is so far is saved after each round. */
export async function play(
	settings: Settings,
	cursors: 'off' | 'on',
	log: (text: string) => void,
	save: (result: Result) => void,
): Promise<Result> {
	const began = Date.now();
	log(`n8n starts, durable cursors ${cursors}, seed ${settings.seed}`);
	const stage = await openStage(settings, cursors, log);
	const played: string[] = [];
	const result = (broke: string | null): Result => ({
		cursors,
		kills: stage.kills.length,
		seconds: Math.round((Date.now() - began) / 1000),
		figures: stage.contenders.map(figuresOf),
		played,
		histories: historiesOf(stage),
		broke,
	});
	let broke: string | null = null;
	try {
		await playRounds(stage, began, played, () => save(result(null)));
	} catch (error) {
		const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
		broke = `${text}\n${stage.logsOfN8n().slice(-4000)}`;
		log(`BROKE OFF: ${broke}`);
	}
	await stage.close();
	return result(broke);
}

/** Of those that were lost or came twice, of ours; the first ones of each workflow. */
function historiesOf(stage: Stage): string[] {
	return stage.contenders
		.filter(({ side }) => side === 'ours')
		.flatMap((contender) => {
			const { lost, repeatedUnmarked } = figuresOf(contender);
			const repeated = contender.placed().filter(({ id }) => repeatedUnmarked.includes(String(id)));
			return [...lost, ...repeated].slice(0, 10).map((order) => historyOf(stage, contender, order));
		});
}

async function playRounds(stage: Stage, began: number, played: string[], save: () => void): Promise<void> {
	const { settings, log } = stage;
	const crowd = async (seconds: number) => {
		if (settings.only !== null || settings.waitingOrders === 0) return;
		log('many orders wait at the first activation');
		played.push(`${time()} many orders wait at the first activation`);
		await crowdAtFirstActivation(stage, seconds);
	};
	if (settings.form === 'short') await crowd(CROWD_SECONDS.short);
	await stage.addMain();
	log(`${stage.contenders.length} workflows are published`);
	stage.place(3);
	const rounds = roundsOf(stage);
	for (const [index, round] of rounds.entries()) {
		if (index >= FIRST_ROUNDS && Date.now() - began > settings.seconds * 1000) {
			log(`time is over: ${rounds.length - index} rounds are left out`);
			break;
		}
		log(`${index + 1}/${rounds.length} ${round.name}`);
		played.push(`${time()} ${round.name}`);
		await round.run(stage);
		const arrived = await stage.settle(ROUND_SECONDS[settings.form]);
		if (!arrived) log('  not everything has arrived yet');
		if (index % 2 === 1) await stage.readAll();
		tellAtOnce(stage);
		save();
	}
	stage.onBoth(({ sandbox }) => sandbox.liftFaults());
	log('the last orders');
	stage.place(3);
	await stage.settle(LAST_SECONDS[settings.form]);
	// Two more polls, in which a repeat would come
	await wait(settings.pollSeconds * 2500);
	await stage.settle(LAST_SECONDS[settings.form]);
	await stage.retireAll();
	save();
	if (settings.form === 'long') await crowd(CROWD_SECONDS.long);
}

/** An unmarked repeat cannot go away again: it is told when it is seen. */
function tellAtOnce(stage: Stage): void {
	for (const contender of stage.contenders.filter(({ side }) => side === 'ours')) {
		const { repeatedUnmarked, name, unknown } = figuresOf(contender);
		if (repeatedUnmarked.length > 0) stage.log(`  ${name}: REPEATED UNMARKED ${repeatedUnmarked.join(', ')}`);
		if (unknown.length > 0) stage.log(`  ${name}: NOBODY PLACED ${unknown.join(', ')}`);
	}
}
