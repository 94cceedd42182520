/** A Markdown table with columns of even width, as prettier writes it; the first row is its head. */
export function table(rows: string[][]): string {
	const cells = rows.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ').replaceAll('|', '\\|')));
	const [head = []] = cells;
	const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
	const line = (row: string[]) =>
		`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
	const rule = line(widths.map((width) => '-'.repeat(width)));
	const [first = '', ...rest] = cells.map(line);
	return [first, rule, ...rest].join('\n');
}
