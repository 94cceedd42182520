import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { exitWith, SetupProblem } from '../../sandbox/ensure-installed';
import { seededRandom, type Random } from '../../sandbox/random';
import { repository } from '../../sandbox/start/settings';
import { brokenBy, figuresOf } from '../faults/count';
import { time } from '../faults/market';
import { table } from '../faults/report';
import { IMPATIENT, openQueueStage, type QueueStage } from './stage';

/** Seconds in which the orders of a round are waited for before the next one begins all the same. */
const ROUND = 45;
/** Seconds in which everything must have come in at the end. */
const LAST = 180;

const usage = `Usage: npm run test:queue -- --long [--rounds=15] [--orders=5] [--webhooks=1] [--seed=1]`;

/** What can end: it is killed as a power cut does, and started again as a supervisor does. */
const faults: Record<string, (stage: QueueStage, random: Random) => Promise<void>> = {
	'a worker killed': async ({ cluster }, random) => await killed(random.pick(cluster.workers)),
	'the main process killed': async ({ cluster }) => await killed(cluster.main),
	'a webhook process killed': async ({ cluster }, random) => await killed(random.pick(cluster.webhooks)),
	'Redis killed': async ({ cluster }) => await killed(cluster.redis),
	'Redis away for five seconds': async ({ cluster }) => {
		await cluster.redis.stop();
		await wait(5000);
		await cluster.redis.restart();
	},
};

async function killed(program: { kill(): Promise<void>; restart(): Promise<void> }): Promise<void> {
	await program.kill();
	await program.restart();
}

function settingsFrom(args: string[]): {
	rounds: number;
	orders: number;
	/** How many webhook processes; with more than one, repeated calls can come unmarked (docs/growing.md). */
	webhooks: number;
	seed: number;
} {
	const settings = { rounds: 15, orders: 5, webhooks: 1, seed: 1 };
	for (const argument of args) {
		const [, name, value] = /^--(rounds|orders|webhooks|seed)=(\d+)$/.exec(argument) ?? [];
		if (!name) throw new SetupProblem(`"${argument}" means nothing here.`, `\n${usage}`);
		settings[name as keyof typeof settings] = Number(value);
	}
	return settings;
}

async function main(): Promise<void> {
	const { rounds, orders, webhooks, seed } = settingsFrom(process.argv.slice(2));
	const log = (text: string) => console.log(`${time()} ${text}`);
	const random = seededRandom(seed);
	const began = Date.now();
	const stage = await openQueueStage({ processes: { workers: 2, webhooks }, env: IMPATIENT }, log);
	const played: string[] = [];
	try {
		const names = Object.keys(faults);
		for (let round = 0; round < rounds; round++) {
			const name = names[round % names.length] as string;
			log(`round ${round + 1} of ${rounds}: ${name}`);
			stage.place(orders);
			await wait(random.between(0, 12_000));
			await faults[name]?.(stage, random);
			stage.place(orders);
			const left = await stage.settle(ROUND).then(
				() => 'everything came in',
				(error: Error) => error.message,
			);
			log(`  ${left}`);
			played.push(`${name}: ${left}`);
		}
		await stage.settle(LAST).catch((error: Error) => log(error.message));
		const figures = stage.contenders.map(figuresOf);
		const failures = stage.contenders.flatMap(({ name, failures: said }) =>
			Object.entries(said).map(([message, count]) => `- ${name}, ${count} times: ${message}`),
		);
		const report = [
			`Seed ${seed}, ${webhooks} webhook processes, ${rounds} rounds in ${Math.round((Date.now() - began) / 60_000)} minutes.`,
			table(figures),
			'What failed executions said:',
			failures.join('\n') || 'nothing failed',
			'Rounds as they were played:',
			played.map((one) => `- ${one}`).join('\n'),
			'',
		].join('\n\n');
		const folder = join(repository, '.generated', 'queue');
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, 'long.md'), report);
		writeFileSync(join(folder, 'long.log'), stage.cluster.logs());
		console.log(`\n${report}`);
		const broken = figures.flatMap(brokenBy);
		if (broken.length === 0) return;
		console.error(`✖ ${broken.join('; ')}\n  Next: read ${folder}`);
		process.exitCode = 1;
	} finally {
		await stage.close();
	}
}

main().catch(exitWith);
