import { dayInZone, formatInZone, instantOf } from '../order/time';
import { BadInput } from './badInput';
import { at, isRecord } from './path';
import type { Shape } from './types';

/** A file field's value on its way to a multipart body: the name of the binary property that holds it. */
export class FileReference {
	constructor(
		readonly property: string,
		readonly shape: Shape,
	) {}
}

/**
 * Turns what a person set in the form into what the platform takes.
 * @param shape what the document says about the value
 * @param label name of the field as the person sees it, for messages
 * @param timeZone zone of the store, in which days and zone-less times are meant
 * @returns the value to send, or undefined for "not set", which is not sent
 * @throws BadInput naming the field
 */
export function toWire(shape: Shape, value: unknown, label: string, timeZone: string): unknown {
	if (value === undefined) return undefined;
	if (value === null) return shape.nullable ? null : undefined;
	// a searchable dropdown inside a group keeps n8n's wrapping
	if (isRecord(value) && value.__rl === true) return toWire(shape, value.value, label, timeZone);
	switch (shape.type) {
		case 'boolean':
			return asBoolean(value, label);
		case 'integer':
		case 'number':
			return asNumber(shape, value, label);
		case 'date':
			return value === '' ? undefined : dayOf(value, label, timeZone);
		case 'dateTime':
			return value === '' ? undefined : timeOf(shape, value, label, timeZone);
		case 'json':
			return asJson(value, label);
		case 'file':
			return value === '' ? undefined : new FileReference(String(value), shape);
		case 'array':
			return asArray(shape, value, label, timeZone);
		case 'object':
			return asObject(shape, value, label, timeZone);
		case 'string':
			return isRecord(value) ? JSON.stringify(value) : String(value);
	}
}

function asBoolean(value: unknown, label: string): boolean {
	if (typeof value === 'boolean') return value;
	if (value === 'true' || value === 'false') return value === 'true';
	throw new BadInput(
		`"${label}" is neither true nor false`,
		`It is ${quoted(value)}. Use the switch, or an expression that gives true or false.`,
	);
}

function asNumber(shape: Shape, value: unknown, label: string): number | string | undefined {
	// Number() would make a nought of blanks, an empty list and false
	const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : 'no number';
	if (text === '') return undefined;
	const number = Number(text.replace(/^(-?\d+),(\d+)$/, '$1.$2'));
	if (!Number.isFinite(number)) {
		throw new BadInput(
			`"${label}" is not a number`,
			`It is ${quoted(value)}. Use digits, with a point for decimals.`,
		);
	}
	const sent = shape.unit === 'cents' ? Math.round(number * 100) : number;
	if (shape.type === 'integer' && !Number.isInteger(sent)) {
		throw new BadInput(`"${label}" is not a whole number`, `It is ${quoted(value)}. Leave the decimals out.`);
	}
	if (shape.asText === undefined) return sent;
	return shape.asText === 'comma' ? String(sent).replace('.', ',') : String(sent);
}

/** A day as YYYY-MM-DD: a picked day stays that day, a moment becomes the store's day of it. */
function dayOf(value: unknown, label: string, timeZone: string): string {
	const picked = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/.exec(plainTime(value));
	const day = picked?.[1] ?? dayInZone(momentOf(value, label, timeZone), timeZone);
	// Date.parse would take the 30th of February for the 2nd of March
	if (instantOf(day, timeZone) === null) throw notATime(value, label);
	return day;
}

function timeOf(shape: Shape, value: unknown, label: string, timeZone: string): string | number {
	const instant = momentOf(value, label, timeZone);
	switch (shape.format ?? 'iso') {
		case 'seconds':
			return Math.floor(instant / 1000);
		case 'milliseconds':
			return instant;
		case 'local':
			return formatInZone(instant, timeZone).slice(0, 19).replace('T', ' ');
		case 'iso':
			return formatInZone(instant, timeZone);
	}
}

/** Milliseconds since 1970 of a picked time, an ISO text or a Luxon object as n8n's expressions give them. */
function momentOf(value: unknown, label: string, timeZone: string): number {
	const instant = instantOf(plainTime(value), timeZone);
	if (instant === null) throw notATime(value, label);
	return instant;
}

function plainTime(value: unknown): string {
	if (isRecord(value) && typeof value.toISO === 'function') return String((value.toISO as () => string)());
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	return String(value).trim();
}

function notATime(value: unknown, label: string): BadInput {
	return new BadInput(
		`"${label}" is not a date`,
		`It is ${quoted(value)}. Use the picker, or text such as 2026-11-21.`,
	);
}

function asJson(value: unknown, label: string): unknown {
	if (typeof value !== 'string') return value;
	if (value.trim() === '') return undefined;
	const parsed = tryParse(value);
	if (parsed === undefined) {
		throw new BadInput(
			`"${label}" is not valid JSON`,
			'Check quotes, commas and brackets, or build the value with an expression.',
		);
	}
	return parsed;
}

function tryParse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function asArray(shape: Shape, value: unknown, label: string, timeZone: string): unknown[] {
	const items = shape.items ?? { type: 'string' };
	const rows = isRecord(value) && items.type === 'object' ? Object.values(value).flat() : value;
	const list = Array.isArray(rows) ? rows : [rows];
	return list
		.map((row) => toWire(items, row, label, timeZone))
		.filter((row) => row !== undefined && row !== '');
}

/** Only members that the person set are in the result; none set gives undefined. */
function asObject(
	shape: Shape,
	value: unknown,
	label: string,
	timeZone: string,
): Record<string, unknown> | undefined {
	if (!isRecord(value)) {
		throw new BadInput(
			`"${label}" is not a group of fields`,
			`It is ${quoted(value)}. Use the fields of the node, or an expression that gives an object.`,
		);
	}
	const form = at(value, shape.group ?? '');
	const result: Record<string, unknown> = {};
	let isSet = false;
	for (const [name, member] of Object.entries(shape.members ?? {})) {
		if (member.when && !member.when.oneOf.includes(at(form, member.when.from) as string)) continue;
		const wire =
			member.fixed ?? toWire(member, at(form, member.from), `${label} > ${member.label}`, timeZone);
		if (wire === undefined) continue;
		result[name] = wire;
		isSet ||= member.fixed === undefined;
	}
	return isSet ? result : undefined;
}

function quoted(value: unknown): string {
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}
