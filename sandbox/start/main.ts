import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitWith, SetupProblem } from '../ensure-installed';
import { ensureN8nInstalled } from '../n8n/install';
import { findServers } from '../queue/find-servers';
import { ensureBuilt } from './build';
import { checkOneOrder } from './check';
import { followJourneys, journeyLine, missingStep } from './journeys';
import { checkPorts, owner, pigzLogin, readSettings, type Settings } from './settings';
import { setStage, type Stage } from './stage';

/** An order that has not arrived after this many milliseconds is reported once. */
const overdueAfter = 150_000;

/**
 * What `npm start` does once the repository's packages are there. Resolves when everything is running, or with
 * `--check` when the order has arrived.
 * @throws SetupProblem for everything that a person can mend
 */
export async function start(args: string[]): Promise<void> {
	const began = Date.now();
	const settings = readSettings(args, process.env);
	const ending = endOnSignals();
	if (settings.queue) findServers();
	await checkPorts(settings.ports);
	const engine = await ensureN8nInstalled();
	await ensureBuilt();
	if (settings.check) await check(engine, settings, ending, began);
	else await stay(engine, settings, ending);
}

async function check(engine: string, settings: Settings, ending: Ending, began: number): Promise<void> {
	const userFolder = mkdtempSync(join(tmpdir(), 'pedidos-check-'));
	ending.afterwards(async () => rmSync(userFolder, { recursive: true, force: true }));
	try {
		console.log('Starting the sandbox, the e-mail inbox and n8n.');
		const stage = await setStage({ ...settings, engine, userFolder });
		ending.afterwards(() => stage.close());
		await checkOneOrder(stage);
	} finally {
		await ending.run();
	}
	console.log(`\n✔ Everything works (${Math.round((Date.now() - began) / 1000)} s). Next: npm start`);
	process.exit(0);
}

async function stay(engine: string, settings: Settings, ending: Ending): Promise<void> {
	console.log('Starting the sandbox, the e-mail inbox and n8n.');
	const stage = await setStage({ ...settings, engine });
	ending.afterwards(() => stage.close());
	stage.n8nProcess.onUnexpectedEnd((code) => {
		void ending
			.run()
			.then(() =>
				exitWith(
					new SetupProblem(
						`n8n ended by itself (code ${code}). The end of its log:\n${stage.n8nProcess.logs().slice(-2000)}`,
						'start it again with npm start.',
					),
				),
			);
	});
	console.log(welcome(stage, settings));
	tellJourneys(stage);
}

function welcome({ sandbox, inbox, n8nProcess, demo }: Stage, { userFolder }: Settings): string {
	return `
n8n's editor     ${n8nProcess.url}/workflow/${demo.newOrderId}
  log in with    ${owner.email}  /  ${owner.password}
Sandbox console  ${sandbox.url}/#pigz   (place an order here)
  store account  ${pigzLogin.email}  /  ${pigzLogin.password}
E-mail inbox     SMTP on 127.0.0.1:${inbox.port}

n8n asks for new orders every minute. Its data are kept in ${userFolder}; delete that folder to begin anew.
Press Ctrl-C to end everything.
`;
}

/** A line when an order is placed, and one when it has arrived, or when it is overdue. */
function tellJourneys(stage: Stage): void {
	const time = () => new Date().toLocaleTimeString('pt-BR');
	const journeys = followJourneys(stage);
	journeys.onStep((journey, step) => {
		if (step === 'placed') {
			console.log(`${time()}  ${journeyLine(journey)}`);
			setTimeout(() => {
				const missing = missingStep(journey);
				if (!missing) return;
				console.log(
					`${time()}  ${journeyLine(journey)}, and no "${missing}" yet. Next: look at ${new URL('home/executions', stage.n8nProcess.url).href}`,
				);
			}, overdueAfter).unref();
		} else if (!missingStep(journey)) {
			console.log(`${time()}  ${journeyLine(journey)}`);
		}
	});
}

interface Ending {
	/** Something to do when the program ends; the last thing said is done first. */
	afterwards(task: () => Promise<void>): void;
	run(): Promise<void>;
}

/** Ends what was started on Ctrl-C, on a request to end, and on an error that nobody caught. */
function endOnSignals(): Ending {
	const tasks: Array<() => Promise<void>> = [];
	let running: Promise<void> | undefined;
	const run = async () => {
		running ??= (async () => {
			for (const task of tasks.reverse()) await task();
		})();
		await running;
	};
	const end = (code: number) => void run().finally(() => process.exit(code));
	process.once('SIGINT', () => {
		console.log('\nEnding n8n, the inbox and the sandbox.');
		end(130);
		// A second Ctrl-C does not wait.
		process.once('SIGINT', () => process.exit(130));
	});
	process.once('SIGTERM', () => end(143));
	process.once('SIGHUP', () => end(129));
	for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
		process.on(event, (error: unknown) => {
			void run().finally(() => exitWith(error));
		});
	}
	return { afterwards: (task) => void tasks.push(task), run };
}
