import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from './alone';
import { asMarkdown, limitTable, type Bench, type Report } from './report';

const FILE = path.join('docs', 'benchmarks.md');

const OPENING = `# Benchmarks

Figures of \`npm run bench\`, each beside what people would use instead, measured in the same run. They are measured again with
\`npm run bench -- --write\`; a part of them with \`--only=reading,writing\`, which leaves the other parts of this page as they are. \`--check\` ends with 1 where a
limit is missed.
`;

/** Puts the reports onto the page; parts that were not measured now stay. Resolves to its path. */
export async function writePage(
	done: Array<{ bench: Bench; report: Report }>,
	machine: string,
	now = new Date(),
): Promise<string> {
	const file = path.join(root, FILE);
	const parts = partsOf(read(file));
	for (const { bench, report } of done)
		parts.set(bench.title, section(report, `${now.toISOString().slice(0, 10)}, ${machine}.`));
	const text = [OPENING, ...[...parts].map(([title, part]) => `## ${title}\n\n${part}`)].join('\n');
	writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
	return FILE;
}

function section({ about, tables, limits }: Report, measuredOn: string): string {
	const all = [...tables, ...(limits.length > 0 ? [limitTable(limits)] : [])];
	return [measuredOn, ...about, ...all.map(asMarkdown), ''].join('\n\n');
}

function read(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
}

/** The page by its headings. */
function partsOf(page: string): Map<string, string> {
	const [, ...parts] = page.split(/^## /m);
	return new Map(
		parts.map((part) => {
			const [title = '', ...rest] = part.split('\n');
			return [title, rest.join('\n').trim() + '\n'];
		}),
	);
}
