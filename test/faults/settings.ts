import { SetupProblem } from '../../sandbox/ensure-installed';

/** What one run of the harness does. */
export interface Settings {
	/** The short form is meant for CI: it keeps to a time, and says by its exit code whether the promise was kept. */
	form: 'short' | 'long';
	/** Same seed, same orders and the same row of faults. When exactly n8n does what cannot be seeded. */
	seed: number;
	/** Rounds that kill n8n, without and with durable cursors. */
	kills: Record<'off' | 'on', number>;
	/** Orders that every round places on each platform. */
	ordersPerRound: number;
	/** Orders that wait already when a workflow is published for the first time. */
	waitingOrders: number;
	/** n8n with its durable poll cursors, without them, or one after the other. */
	cursors: Array<'off' | 'on'>;
	/** After so many seconds no further round begins, without and with durable cursors. */
	seconds: Record<'off' | 'on', number>;
	/** Beside each workflow of ours one as people build it today. */
	peer: boolean;
	/** Seconds between two polls of ours. */
	pollSeconds: number;
	/** Seconds between two polls of the peer; its work for each order that it has seen before is not for nothing. */
	peerPollSeconds: number;
	/** Seconds without any order coming in after which those that are missing are taken for lost. */
	patience: number;
	/** Only rounds whose name fits this pattern. */
	only: string | null;
	/** Only triggers whose name holds this text. */
	triggers: string | null;
	/** Folder of another built package, such as an older release; null for this repository. */
	package: string | null;
}

const FORMS: Record<Settings['form'], Omit<Settings, 'seed' | 'only' | 'triggers' | 'package'>> = {
	short: {
		form: 'short',
		kills: { off: 3, on: 3 },
		ordersPerRound: 8,
		waitingOrders: 300,
		cursors: ['off'],
		peer: false,
		seconds: { off: 120, on: 120 },
		pollSeconds: 6,
		peerPollSeconds: 6,
		patience: 90,
	},
	long: {
		form: 'long',
		kills: { off: 32, on: 32 },
		ordersPerRound: 22,
		waitingOrders: 10_000,
		cursors: ['on', 'off'],
		peer: true,
		seconds: { off: 1500, on: 1300 },
		pollSeconds: 10,
		peerPollSeconds: 30,
		patience: 120,
	},
};

const usage = `Usage: npm run test:faults -- [--short] [--seed=7] [--kills=32] [--orders=22] [--waiting=10000]
                                  [--cursors=off|on|both] [--seconds=1500] [--poll=6] [--only=pattern] [--triggers=text] [--package=folder]`;

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
		'--kills': (value) => (settings.kills = { off: value, on: value }),
		'--orders': (value) => (settings.ordersPerRound = value),
		'--waiting': (value) => (settings.waitingOrders = value),
		'--seconds': (value) => (settings.seconds = { off: value, on: value }),
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
