import { SetupProblem } from '../../sandbox/ensure-installed';

/** What one run of the harness does. */
export interface Settings {
	/** The short form is for CI: it keeps to a time, and says by its exit code whether the promise was kept. */
	form: 'short' | 'long';
	/** Same seed, same orders and the same row of faults. When exactly n8n does what cannot be seeded. */
	seed: number;
	/** Rounds that kill n8n. */
	kills: number;
	/** Orders that every round places on each platform. */
	ordersPerRound: number;
	/** Orders that wait already when a workflow is published for the first time. */
	waitingOrders: number;
	/** n8n with its durable poll cursors, without them, or one after the other. */
	cursors: Array<'off' | 'on'>;
	/** After so many seconds no further round begins. */
	seconds: number;
	/** Seconds between two polls. */
	pollSeconds: number;
	/** Seconds without any order coming in after which those that are missing are taken for lost. */
	patience: number;
	/** Only rounds whose name holds this text. */
	only: string | null;
	/** Only triggers whose name holds this text. */
	triggers: string | null;
	/** Folder of another built package, such as an older release; null for this repository. */
	package: string | null;
}

const FORMS: Record<Settings['form'], Omit<Settings, 'seed' | 'only' | 'triggers' | 'package'>> = {
	short: {
		form: 'short',
		kills: 3,
		ordersPerRound: 8,
		waitingOrders: 300,
		cursors: ['off'],
		seconds: 140,
		pollSeconds: 6,
		patience: 45,
	},
	long: {
		form: 'long',
		kills: 36,
		ordersPerRound: 18,
		waitingOrders: 10_000,
		cursors: ['off', 'on'],
		seconds: 3000,
		pollSeconds: 10,
		patience: 120,
	},
};

const usage = `Usage: npm run test:faults -- [--short] [--seed=7] [--kills=36] [--orders=18] [--waiting=10000]
                                  [--cursors=off|on|both] [--seconds=3000] [--poll=6] [--only=text] [--triggers=text] [--package=folder]`;

/** @throws SetupProblem for an argument that means nothing */
export function readSettings(args: string[]): Settings {
	const given = new Map(
		args.map((argument): [string, string] => {
			const [name = '', value = ''] = argument.split('=', 2);
			return [name, value];
		}),
	);
	const settings: Settings = {
		...FORMS[given.has('--short') ? 'short' : 'long'],
		seed: Date.now() % 1_000_000,
		only: given.get('--only') ?? null,
		triggers: given.get('--triggers') ?? null,
		package: given.get('--package') ?? null,
	};
	const numbers: Record<string, (value: number) => void> = {
		'--seed': (value) => (settings.seed = value),
		'--kills': (value) => (settings.kills = value),
		'--orders': (value) => (settings.ordersPerRound = value),
		'--waiting': (value) => (settings.waitingOrders = value),
		'--seconds': (value) => (settings.seconds = value),
		'--poll': (value) => (settings.pollSeconds = value),
	};
	for (const [name, value] of given) {
		if (['--short', '--only', '--triggers', '--package'].includes(name)) continue;
		if (name === '--cursors' && ['off', 'on', 'both'].includes(value)) {
			settings.cursors = value === 'both' ? ['off', 'on'] : [value as 'off' | 'on'];
			continue;
		}
		const set = numbers[name];
		if (!set || !/^\d+$/.test(value)) {
			throw new SetupProblem(`"${name}${value && `=${value}`}" means nothing here.`, `\n${usage}`);
		}
		set(Number(value));
	}
	return settings;
}
