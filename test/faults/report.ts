import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../sandbox/start/settings';
import { brokenBy, type Figures } from './count';
import type { Settings } from './settings';
import type { Result } from './story';

const FOLDER = join(repository, '.generated', 'faults');

/** Writes result.json and result.md. Resolves to their folder. */
export function write(settings: Settings, results: Result[]): string {
	mkdirSync(FOLDER, { recursive: true });
	const name = settings.form;
	writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify({ settings, results }, null, '\t')}\n`);
	writeFileSync(join(FOLDER, `${name}.md`), markdown(settings, results));
	return FOLDER;
}

/** Everything that breaks the promise, in all runs. */
export function broken(results: Result[]): string[] {
	return results.flatMap(({ cursors, figures, broke }) => [
		...(broke ? [`durable cursors ${cursors}: the run broke off`] : []),
		...figures
			.filter(({ side }) => side === 'ours')
			.flatMap(brokenBy)
			.map((text) => `durable cursors ${cursors}: ${text}`),
	]);
}

export function markdown(settings: Settings, results: Result[]): string {
	return [
		`Seed ${settings.seed}, ${settings.form} form.`,
		...results.map(({ cursors, kills, seconds, figures, played, histories, broke }) =>
			[
				`## Durable poll cursors ${cursors}: ${kills} kills in ${Math.round(seconds / 60)} minutes`,
				table(figures),
				'Rounds as they were played:',
				played.map((round) => `- ${round}`).join('\n'),
				...(histories.length > 0 ? ['```', ...histories, '```'] : []),
				...(broke ? ['```', broke, '```'] : []),
			].join('\n\n'),
		),
		'',
	].join('\n\n');
}

export function table(figures: Figures[]): string {
	const names = figures.filter(({ side }) => side === 'ours');
	const rows = names.flatMap((ours) => {
		const peer = figures.find(({ side, name }) => side === 'peer' && name === `${ours.name}, peer`);
		return [row(ours), ...(peer ? [row(peer)] : [])];
	});
	return [
		'| Workflow | Orders | Executions | Failed | Killed | Lost | Only in a killed execution | Told to a starting n8n | Repeated unmarked | Repeated marked | Cancellations missed |',
		'|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
		...rows,
	].join('\n');
}

function row(figures: Figures): string {
	const { name, placed, executions, lost, onlyInKilled, toldToStarting } = figures;
	const { repeatedUnmarked, repeatedMarked, missedCancellations } = figures;
	const cells = [
		name,
		placed,
		executions.success ?? 0,
		executions.error ?? 0,
		executions.crashed ?? 0,
		lost.length,
		onlyInKilled.length,
		toldToStarting.length,
		repeatedUnmarked.length,
		repeatedMarked,
		missedCancellations ?? '–',
	];
	return `| ${cells.join(' | ')} |`;
}
