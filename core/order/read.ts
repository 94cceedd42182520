import { remember } from './remember';

/** Readers for what platforms send. None of them throws; what is not what it should be is `null` or empty. */

export type Loose = Record<string, unknown>;

/** The value if it is an object with members, else an empty object: its members can be asked for safely. */
export function members(value: unknown): Loose {
	return isObject(value) ? value : {};
}

export function isObject(value: unknown): value is Loose {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The elements of an array; a single value counts as an array of one, nothing as an empty one. */
export function list(value: unknown): unknown[] {
	if (value === null || value === undefined) return [];
	return Array.isArray(value) ? value : [value];
}

/** Trimmed text; numbers become text; blank text, and anything else, is null. */
export function text(value: unknown): string | null {
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
	if (typeof value !== 'string') return null;
	const trimmed = value.trim();
	return trimmed === '' ? null : trimmed;
}

/**
 * A quantity or coordinate: a JSON number, `0.350`, `0,35`. A single point or comma is a decimal sign. Null for
 * anything else, and from a billion on.
 */
export function number(value: unknown): number | null {
	const read = typeof value === 'number' ? value : parseNumber(text(value)?.replace(',', '.') ?? '');
	return Math.abs(read) < 1e9 ? read : null;
}

function parseNumber(written: string): number {
	return /^[+-]?\d+(\.\d+)?$/.test(written) ? Number(written) : NaN;
}

/** Lower-case letters and digits only, without accents: what two spellings of a word have in common. */
export const plain = remember(2_000, (word: string) =>
	word
		.normalize('NFD')
		.toLowerCase()
		.replace(/[^a-z0-9]/g, ''),
);

/**
 * The first member that is there under one of several names. Case, accents and underscores do not matter, so that
 * `EnderecoRetirada`, `enderecoRetirada` and `endereço_retirada` are one name; of two spellings the first name's own
 * goes before the one that comes first, and decides also where it is empty. Members that are null, blank or empty count as
 * absent.
 */
export function pick(value: unknown, ...names: string[]): unknown {
	if (!isObject(value)) return undefined;
	// As a rule the members bear the very names, absent ones too, and no other has to be looked at.
	const [first] = names;
	if (first !== undefined && !isAbsent(value[first])) return value[first];
	let mayBeSpelledOtherwise = false;
	for (const name of names) {
		if (!Object.hasOwn(value, name)) mayBeSpelledOtherwise = true;
		else if (!mayBeSpelledOtherwise && !isAbsent(value[name])) return value[name];
	}
	if (!mayBeSpelledOtherwise) return undefined;
	const wanted = names.map(plain);
	let rank = wanted.length;
	let found: unknown;
	for (const name of Object.keys(value)) {
		const place = wanted.indexOf(plain(name));
		if (place < 0 || place >= rank || isAbsent(value[name])) continue;
		rank = place;
		found = value[name];
		if (rank === 0) break;
	}
	return found;
}

function isAbsent(value: unknown): boolean {
	if (typeof value === 'string') return value.trim() === '';
	// What all objects inherit is no member that came.
	if (typeof value !== 'object') return value === undefined || typeof value === 'function';
	if (value === null) return true;
	// Quicker than to list all members only to count them.
	for (const _ in value) return false;
	return true;
}
