import { BadInput } from './badInput';
import { at, isRecord } from './path';
import { dayOf, timeOf, timeOfDay } from './times';
import type { Shape } from './types';
import { quoted } from './quoted';

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
	if (shape.inside) {
		const { inside, ...own } = shape;
		const wire = toWire(own, value, label, timeZone);
		return wire === undefined ? undefined : { [inside.member]: wire, ...inside.fixed };
	}
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
		case 'time':
			return value === '' ? undefined : timeOfDay(value, label, timeZone);
		case 'json':
			return asJson(value, label);
		case 'file':
			return value === '' ? undefined : new FileReference(String(value), shape);
		case 'array':
			return asArray(shape, value, label, timeZone);
		case 'object':
			return asObject(shape, value, label, timeZone);
		case 'map':
			return asMap(shape, value, label, timeZone);
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

/** Groups under their keys. @throws BadInput for a group without a key, and for one key in two groups */
function asMap(shape: Shape, value: unknown, label: string, timeZone: string): unknown {
	const rows = isRecord(value) ? Object.values(value).flat() : [value].flat();
	const result: Record<string, unknown> = {};
	for (const row of rows) {
		const key = shape.key && toWire(shape.key, at(row, shape.key.from), shape.key.label, timeZone);
		if (key === undefined || key === '') {
			throw new BadInput(
				`"${label} > ${shape.key?.label ?? 'Key'}" is empty`,
				'Fill it in, or check the expression that should give it.',
			);
		}
		if (String(key) in result) {
			throw new BadInput(
				`"${label}" has ${String(key)} twice`,
				'Put everything that belongs to it into one entry.',
			);
		}
		result[String(key)] = shape.entry
			? toWire(shape.entry, at(row, shape.entry.from), `${label} > ${shape.entry.label}`, timeZone)
			: (toWire(shape.items ?? { type: 'json' }, row, label, timeZone) ?? {});
	}
	return rows.length === 0 ? undefined : result;
}
