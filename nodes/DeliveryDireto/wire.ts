import { amountReader } from '../../core/order/build';
import { parseMoney, type Cents } from '../../core/order/money';
import { isObject, list, number, pick, plain, text, type Loose } from '../../core/order/read';
import type { OrderWarning } from '../../core/order/types';

/* How Delivery Direto writes amounts, yes and no, and rows. Sources as in openapi/_shared.yaml. */

/** Reads an amount that Delivery Direto sent; what is not clearly one is null. */
export type ReadMoney = (sent: unknown) => Cents | null;

/** A reader of amounts that adds `AMOUNT_UNREAD` to the warnings where something came that is not clearly an amount. */
export function moneyReader(warnings: Set<OrderWarning>): ReadMoney {
	return amountReader(warnings, 'cents', parseAmount);
}

/**
 * `{"value": 1000, "currency": "BRL"}` is R$ 10,00: [E] [F] and [H] divide or multiply by 100. Of an amount in any
 * other shape the unit is not known, so it is not read: neither a bare number, unless it is 0, nor text with decimals,
 * nor another currency.
 */
function parseAmount(sent: unknown): Cents | null {
	if (sent === 0) return 0;
	const value = pick(sent, 'value');
	const currency = plain(text(pick(sent, 'currency') ?? 'BRL') ?? '');
	const isWhole = typeof value === 'number' ? Number.isInteger(value) : /^-?\d+$/.test(text(value) ?? '');
	return isWhole && currency === 'brl' ? parseMoney(value, 'cents') : null;
}

const flags = new Map<string, boolean>([
	['true', true],
	['1', true],
	['false', false],
	['0', false],
]);

/** Yes or no: booleans in orders [D], 0 and 1 where Delivery Direto is written to [A]. Null for anything else. */
export function flag(sent: unknown): boolean | null {
	return flags.get(typeof sent === 'boolean' ? String(sent) : plain(text(sent) ?? '')) ?? null;
}

/** The rows of a list, each as an object. A bare text is the name of what it stands for. */
export function rowsOf(sent: unknown): Loose[] {
	const rows = list(sent);
	if (rows.every(isObject)) return rows;
	return rows.map((row) => (text(row) === null ? row : { name: row })).filter(isObject);
}

/** The rows of a list in the order that `sequence` gives them; those without one come last, as they came. */
export function inSequence(rows: Loose[]): Loose[] {
	// They come sorted as a rule
	if (rows.every((row, index) => index === 0 || placeOf(row) >= placeOf(rows[index - 1] as Loose)))
		return rows;
	return [...rows].sort((one, other) => placeOf(one) - placeOf(other));
}

function placeOf(row: Loose): number {
	return number(pick(row, 'sequence')) ?? Number.MAX_SAFE_INTEGER;
}

/** What is there of several texts; null where nothing is. */
export function joined(parts: unknown[], separator: string): string | null {
	let all: string | null = null;
	for (const part of parts) {
		const written = text(part);
		if (written !== null) all = all === null ? written : all + separator + written;
	}
	return all;
}
