/**
 * Drives a real n8n and the five platforms of the sandbox through everything that goes wrong, and counts which orders
 * were lost or came twice: with our triggers, and with the workflow that people build today.
 *
 * npm run test:faults -- --short    some minutes; ends with 1 where the promise was broken
 * npm run test:faults               about an hour; figures for docs/delivery-promise.md
 *
 * Results are in .generated/faults/<form>.json and .md.
 */
import { exitWith } from '../../sandbox/ensure-installed';
import { time } from './market';
import { broken, table, write } from './report';
import { readSettings } from './settings';
import { play, type Result } from './story';

async function main(): Promise<void> {
	const settings = readSettings(process.argv.slice(2));
	const began = Date.now();
	const log = (text: string) => console.log(`${time()} +${Math.round((Date.now() - began) / 1000)}s ${text}`);
	const results: Result[] = [];
	for (const cursors of settings.cursors) {
		results.push(await play(settings, cursors, log, (soFar) => write(settings, [...results, soFar])));
		write(settings, results);
	}
	for (const { cursors, kills, figures, histories } of results) {
		console.log(`\nDurable poll cursors ${cursors}, ${kills} kills\n\n${table(figures)}\n`);
		for (const history of histories) console.log(history);
	}
	const problems = broken(results);
	console.log(
		problems.length > 0 ? `\nBROKEN (seed ${settings.seed}):\n${problems.join('\n')}` : '\nNothing lost.',
	);
	if (problems.length > 0) process.exitCode = 1;
}

main().catch(exitWith);
