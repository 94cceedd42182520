/**
 * The benches, each figure beside its peer's. After the build:
 *
 * npm run bench                              all of them, tables in the terminal
 * npm run bench -- --only=reading,writing    some of them
 * npm run bench -- --check                   ends with 1 where a limit is missed
 * npm run bench -- --write                   keeps the tables in docs/benchmarks.md
 * npm run bench -- --rounds=9 --most=1000    more rounds, or only sizes up to 1,000 orders
 */
import { exitWith } from '../../sandbox/ensure-installed';
import { readArguments } from './furniture/arguments';
import { machine } from './furniture/machine';
import { writePage } from './furniture/page';
import { asText, isMissed, limitTable, type Bench, type Report } from './furniture/report';
import { loading } from './loading';
import { mapping } from './mapping';
import { reading } from './reading';
import { receiving } from './receiving';
import { throughput } from './throughput';
import { webhooks } from './webhooks';
import { writing } from './writing';

const BENCHES: Bench[] = [reading, writing, loading, receiving, mapping, webhooks, throughput];

function print({ about, tables, limits }: Report): void {
	for (const paragraph of about) console.log(`\n${paragraph}`);
	for (const table of [...tables, ...(limits.length > 0 ? [limitTable(limits)] : [])])
		console.log(`\n${asText(table)}`);
}

async function main(): Promise<void> {
	const { names, check, write, ...options } = readArguments(
		process.argv.slice(2),
		BENCHES.map(({ name }) => name),
	);
	console.log(machine());
	const done: Array<{ bench: Bench; report: Report }> = [];
	for (const bench of BENCHES.filter(({ name }) => names.includes(name))) {
		console.log(`\n# ${bench.title}`);
		const report = await bench.measure({ ...options, log: (text) => console.log(`  ${text}`) });
		done.push({ bench, report });
		print(report);
	}
	if (write) console.log(`\nWritten to ${await writePage(done, machine())}`);
	const missed = done.flatMap(({ report }) => report.limits).filter(isMissed);
	for (const { what } of missed) console.error(`MISSED: ${what}`);
	if (check && missed.length > 0) process.exitCode = 1;
}

main().catch(exitWith);
