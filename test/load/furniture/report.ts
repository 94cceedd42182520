/** One bench of `npm run bench`. */
export interface Bench {
	/** As after `--only=`. */
	name: string;
	title: string;
	measure(options: Options): Promise<Report>;
}

/** What a person may change about a run. */
export interface Options {
	/** How often everything is measured; figures are medians. Absent: as the bench likes it. */
	rounds?: number;
	/** Only sizes up to this many orders. */
	most: number;
	/** Tells what goes on: a bench takes minutes. */
	log(text: string): void;
}

export interface Report {
	/** What was measured and how, a paragraph each. */
	about: string[];
	tables: Table[];
	limits: Limit[];
}

export interface Table {
	title: string;
	/** The first column is text, the others are figures. */
	head: string[];
	rows: string[][];
}

/** A figure that `--check` looks at. */
export interface Limit {
	what: string;
	figure: number;
	atMost?: number;
	atLeast?: number;
}

export function isMissed({ figure, atMost = Infinity, atLeast = -Infinity }: Limit): boolean {
	// not a number is missed too
	return !(figure <= atMost && figure >= atLeast);
}

export const figureOf = ({ figure }: Limit): string => figure.toFixed(2);

export function boundOf({ atMost, atLeast }: Limit): string {
	return atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
}

/** The limits of a report as a table of their own. */
export function limitTable(limits: Limit[]): Table {
	return {
		title: 'Limits',
		head: ['figure', 'measured', 'limit', 'kept'],
		rows: limits.map((limit) => [
			limit.what,
			figureOf(limit),
			boundOf(limit),
			isMissed(limit) ? 'MISSED' : 'yes',
		]),
	};
}

/** For a terminal. */
export function asText({ title, head, rows }: Table): string {
	const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => widthOf(row, column))));
	const lines = [head, ...rows].map((row) =>
		row
			.map((cell, column) =>
				column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
			)
			.join('  '),
	);
	return [title, ...lines].join('\n');
}

/** For a page. */
export function asMarkdown({ title, head, rows }: Table): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
	return [`### ${title}`, '', line(head), line(rule), ...rows.map(line)].join('\n');
}

const widthOf = (row: string[], column: number) => row[column]?.length ?? 0;
