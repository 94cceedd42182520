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
	if (isMark(value.charCodeAt(0)) && isMark(value.charCodeAt(value.length - 1))) return value;
	const trimmed = value.trim();
	return trimmed === '' ? null : trimmed;
}

/** Whether a character is a visible one of ASCII, which saves trimming all but a few texts. */
function isMark(code: number): boolean {
	return code > 32 && code < 127;
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
 * A member. Case, accents and underscores do not matter, so that `EnderecoRetirada`, `enderecoRetirada` and
 * `endereço_retirada` are one name; of two spellings the name's own decides, also where it is empty, else the one that
 * comes first. Members that are null, blank or empty count as absent.
 */
export function pick(value: unknown, name: string): unknown {
	if (!isObject(value)) return undefined;
	// As a rule the member bears the very name, an absent one too, and no other has to be looked at.
	const member = value[name];
	if (!isAbsent(member)) return member;
	return Object.hasOwn(value, name) ? undefined : spelledOtherwise(value, name);
}

/** The first member that is there under one of several names, each spelled as in `pick`. */
export function pickFirst(value: unknown, ...names: string[]): unknown {
	if (!isObject(value)) return undefined;
	for (const name of names) {
		if (!isAbsent(value[name])) return value[name];
		if (!Object.hasOwn(value, name)) return firstSpelledOtherwise(value, names);
	}
	return undefined;
}

function firstSpelledOtherwise(value: Loose, names: readonly string[]): unknown {
	for (const name of names) {
		const member = spelledOtherwise(value, name);
		if (member !== undefined) return member;
	}
	return undefined;
}

/** Every order has members that did not come: what cannot be meant is passed over without making anything of it. */
function spelledOtherwise(value: Loose, name: string): unknown {
	for (const spelling in value) {
		const isMeant = mayBeginAlike(spelling, name) && plain(spelling) === plain(name);
		if (isMeant && !isAbsent(value[spelling])) return value[spelling];
	}
	return undefined;
}

/** Letters without accents tell at once; of anything else nothing is said. */
function mayBeginAlike(one: string, other: string): boolean {
	const first = one.charCodeAt(0) | SMALL;
	const second = other.charCodeAt(0) | SMALL;
	return first === second || !isLetter(first) || !isLetter(second);
}

/** What tells a small letter from a large one in ASCII. */
const SMALL = 32;

function isLetter(code: number): boolean {
	return code >= 97 && code <= 122;
}

function isAbsent(value: unknown): boolean {
	if (typeof value === 'string') return !isMark(value.charCodeAt(0)) && value.trim() === '';
	// What all objects inherit is no member that came.
	if (typeof value !== 'object') return value === undefined || typeof value === 'function';
	if (value === null) return true;
	if (Array.isArray(value)) return value.length === 0;
	// Quicker than to list all members only to count them.
	for (const _ in value) return false;
	return true;
}
