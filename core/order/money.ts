import { text } from './read';

/** Money inside core: cents. Whole cents everywhere except unit prices, which may have two more decimals. */
export type Cents = number;

/** What one unit of a platform's number is worth. */
export type MoneyUnit = 'reais' | 'cents';

/** No order is worth a billion; far beyond it the cents would no longer be exact. */
const TOO_MUCH: Cents = 1e11;

/**
 * Reads an amount of money.
 * @param value a number, or text such as `9790.00`, `39,90`, `1.234,56`, `R$ 5,00`
 * @param unit what the platform counts in; with `cents` only whole numbers are accepted
 * @returns whole cents, half a cent rounded away from zero; null for anything that is not clearly an amount, such as
 * `1.234`, which is a thousand to some and a little more than one to others
 */
export function parseMoney(value: unknown, unit: MoneyUnit = 'reais'): Cents | null {
	const amount = parseAmount(value, unit);
	return amount === null ? null : round(amount);
}

/** Like `parseMoney`, but keeps four decimals of a real, as prices per kilogram have them. */
export function parseUnitPrice(value: unknown, unit: MoneyUnit = 'reais'): Cents | null {
	const amount = parseAmount(value, unit);
	return amount === null ? null : round(amount * 100) / 100;
}

/** Cents to reais, with two decimals; four for what had more. */
export function toReais(cents: Cents): number {
	return round(cents * 100) / 1e4;
}

/** Sum in cents; null as soon as one amount is unknown. */
export function sumOf(amounts: ReadonlyArray<Cents | null>): Cents | null {
	const sum = amounts.reduce((all, amount) => (all === null || amount === null ? null : all + amount), 0);
	return sum === null ? null : round(sum);
}

/** What a quantity costs at a unit price, in whole cents; null where either is unknown. */
export function times(quantity: number | null, unitPrice: Cents | null): Cents | null {
	return quantity === null || unitPrice === null ? null : round(quantity * unitPrice);
}

/** The nearest whole number, halves away from zero; binary noise such as 100.49999999999999 counts as 100.5. */
function round(value: number): number {
	const nearest = Math.round(value);
	// Almost every amount is whole but for the noise, and needs no decimals written out.
	if (Math.abs(value - nearest) < 0.00004) return nearest + 0;
	const cleaned = Number(value.toFixed(4));
	return Math.sign(cleaned) * Math.round(Math.abs(cleaned)) + 0;
}

/** Cents, not yet rounded. */
function parseAmount(value: unknown, unit: MoneyUnit): number | null {
	const amount = typeof value === 'number' ? value : parseText(value);
	if (amount === null || (unit === 'cents' && !Number.isInteger(amount))) return null;
	const cents = unit === 'cents' ? amount : amount * 100;
	return Math.abs(cents) < TOO_MUCH ? cents : null;
}

/** 39, 39.9, 9790.00 */
const PLAIN = /^\d+(\.\d{1,2})?$/;

/** A point is the decimal sign. */
const DECIMAL = [
	/^[+-]?\d+$/, // 39
	/^[+-]?\d+\.(\d{1,2}|\d{4,})$/, // 39.9, 9790.00, 25.9075
	/^[+-]?0\.\d+$/, // 0.125
	/^[+-]?\d{1,3}(,\d{3})+\.\d+$/, // 1,234.56
	/^[+-]?\d{1,3}(,\d{3}){2,}$/, // 1,234,567
];

/** A comma is. */
const BRAZILIAN = [
	/^[+-]?\d+,\d+$/, // 39,90
	/^[+-]?\d{1,3}(\.\d{3})+,\d+$/, // 1.234,56
	/^[+-]?\d{1,3}(\.\d{3}){2,}$/, // 1.234.567
];

function parseText(value: unknown): number | null {
	const sent = text(value);
	if (sent === null) return null;
	// Almost every amount that comes as text is written like this, and needs no further look
	if (PLAIN.test(sent)) return Number(sent);
	const written = sent.replace(/R\$|\s/gi, '');
	if (DECIMAL.some((form) => form.test(written))) return Number(written.replace(/,/g, ''));
	if (BRAZILIAN.some((form) => form.test(written))) {
		return Number(written.replace(/\./g, '').replace(',', '.'));
	}
	return null;
}
