import { setTimeout as wait } from 'node:timers/promises';
import { figuresOf, type Figures } from './count';
import { time } from './market';
import { TRIGGERS } from './platforms';
import { expiredToken, failingHalfWay, spoiltAnswers } from './rounds/answers';
import { crowdAtFirstActivation } from './rounds/crowd';
import { AIMED, aimedAt, atRandom, duringStart, platformDownAtStart, whilePaging } from './rounds/kills';
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

/** What goes wrong with answers has nothing to do with cursors: half of it goes with each. */
const [firstHalf, secondHalf] = [0, 1].map((half) => spoiltAnswers.filter((_, index) => index % 2 === half));

const OTHERS: Record<'off' | 'on', Round[]> = {
	off: [
		sameSecond,
		repeatedCalls,
		forgedCalls,
		failingHalfWay,
		expiredToken,
		republished,
		shiftingPages,
		wrongClock,
		...(firstHalf ?? []),
	],
	on: [repeatedCalls, republished, ...(secondHalf ?? [])],
};

/** They are played however slow the machine is. */
const FIRST_ROUNDS = 3;

/** Seconds that a round has at most until every order has arrived; what is missing then is waited for at the end. */
const ROUND_SECONDS = { short: 12, long: 6 };
const LAST_SECONDS = { short: 60, long: 60 };
const CROWD_SECONDS = { short: 90, long: 150 };

function roundsOf(stage: Stage, cursors: 'off' | 'on'): Round[] {
	const { settings, random } = stage;
	const all = killsOf(stage);
	// Few kills are best spent where n8n is weakest
	const aimed = settings.form === 'short' ? all.filter(({ name }) => name.startsWith(AIMED)) : all;
	const kinds = settings.peer ? aimed : aimed.filter(({ name }) => !name.endsWith(', peer'));
	const start = random.between(0, kinds.length - 1);
	const kills = Array.from(
		{ length: settings.kills[cursors] },
		(_, turn) => kinds[(start + turn) % kinds.length] as Round,
	);
	const others = settings.form === 'short' ? SHORT : OTHERS[cursors];
	const rounds: Round[] = [];
	const every = kills.length / Math.max(1, others.length);
	for (const [index, round] of others.entries()) {
		rounds.push(...kills.slice(Math.round(index * every), Math.round((index + 1) * every)), round);
	}
	const chosen = [...rounds, ...(others.length === 0 ? kills : [])];
	return settings.only === null
		? chosen
		: allRounds(stage).filter(({ name }) => new RegExp(settings.only ?? '').test(name));
}

const allRounds = (stage: Stage): Round[] => [...killsOf(stage), ...OTHERS.off, ...OTHERS.on];

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
		await playRounds(stage, cursors, began, played, () => save(result(null)));
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
			const { lost, onlyInKilled, toldToStarting, repeatedUnmarked } = figuresOf(contender);
			const repeated = contender.placed().filter(({ id }) => repeatedUnmarked.includes(String(id)));
			return [...lost, ...onlyInKilled, ...toldToStarting, ...repeated]
				.slice(0, 10)
				.map((order) => historyOf(stage, contender, order));
		});
}

async function playRounds(
	stage: Stage,
	cursors: 'off' | 'on',
	began: number,
	played: string[],
	save: () => void,
): Promise<void> {
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
	// With durable cursors n8n does not poll before the first tick, and what was cancelled before the first poll is old news
	await wait(settings.pollSeconds * 1500);
	stage.place(3);
	const rounds = roundsOf(stage, cursors);
	for (const [index, round] of rounds.entries()) {
		if (index >= FIRST_ROUNDS && Date.now() - began > settings.seconds[cursors] * 1000) {
			log(`time is over: ${rounds.length - index} rounds are left out`);
			break;
		}
		log(`${index + 1}/${rounds.length} ${round.name}`);
		played.push(`${time()} ${round.name}`);
		await round.run(stage).catch(async (error: Error) => await goOn(stage, played, error));
		const arrived = await stage.settle(ROUND_SECONDS[settings.form]);
		if (!arrived) log('  not everything has arrived yet');
		await stage.readAll();
		tellAtOnce(stage);
		save();
	}
	stage.onBoth(({ sandbox }) => sandbox.liftFaults());
	log('the last orders');
	stage.place(3);
	await stage.settle(LAST_SECONDS[settings.form], settings.patience);
	// Two more polls, in which a repeat would come
	await wait(settings.pollSeconds * 2500);
	await stage.settle(LAST_SECONDS[settings.form], settings.patience);
	await stage.retireAll();
	save();
	if (settings.form === 'long' && cursors === 'off') await crowd(CROWD_SECONDS.long);
}

/** One round that did not work out must not cost the others. */
async function goOn(stage: Stage, played: string[], error: Error): Promise<void> {
	const text = `the round broke off: ${error.stack ?? error.message}`;
	stage.log(`  ${text}`);
	played.push(text);
	stage.onBoth(({ sandbox }) => sandbox.liftFaults());
	for (const { sandbox } of [stage.ours, stage.peer]) await sandbox.goOnline();
	await stage.start();
}

/** An unmarked repeat cannot go away again: it is told when it is seen. */
function tellAtOnce(stage: Stage): void {
	for (const contender of stage.contenders.filter(({ side }) => side === 'ours')) {
		const { repeatedUnmarked, name, unknown } = figuresOf(contender);
		if (repeatedUnmarked.length > 0) stage.log(`  ${name}: REPEATED UNMARKED ${repeatedUnmarked.join(', ')}`);
		if (unknown.length > 0) stage.log(`  ${name}: NOBODY PLACED ${unknown.join(', ')}`);
	}
}
