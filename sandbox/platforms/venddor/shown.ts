import type { Row } from '../../collections';

/** Members that are money, which the platform writes with two decimals. */
const MONEY = new Set(['price', 'list_price', 'total', 'subtotal', 'shipping_cost', 'cost_price']);

/** A row as most lists show it: every number is text. */
export function asText(row: Row): Row {
	return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, textOf(name, value)]));
}

/** The same for some members only. */
export function withText(row: Row, names: string[]): Row {
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => [name, names.includes(name) ? textOf(name, value) : value]),
	);
}

function textOf(name: string, value: unknown): unknown {
	if (Array.isArray(value)) return value.map((entry) => textOf(name, entry));
	if (typeof value !== 'number') return value;
	return MONEY.has(name) ? value.toFixed(2) : String(value);
}

/** PHP writes a map without entries as a list (inf). */
export function phpMap<T>(entries: Record<string, T>): Record<string, T> | never[] {
	return Object.keys(entries).length === 0 ? [] : entries;
}

export interface Page {
	page: number;
	items_per_page: number;
}

/** [orders-html] */
const LARGEST_PAGE = 100;

/** @param size the size of a page where none is asked for; more than the largest is cut (the sandbox's choice) */
export function pageOf(query: Record<string, string>, size: number): Page {
	const asked = Number(query.items_per_page ?? size);
	return { page: Number(query.page ?? 1), items_per_page: Math.min(asked, LARGEST_PAGE) };
}

export function rowsOnPage<T>(rows: T[], { page, items_per_page: size }: Page): T[] {
	return rows.slice((page - 1) * size, page * size);
}
