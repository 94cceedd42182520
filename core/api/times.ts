import { dayInZone, formatInZone, instantOf } from '../order/time';
import { BadInput } from './badInput';
import { isRecord } from './path';
import { quoted } from './quoted';
import type { Shape } from './types';

/** A day as YYYY-MM-DD: a picked day stays that day, a moment becomes the store's day of it. */
export function dayOf(value: unknown, label: string, timeZone: string): string {
	const picked = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/.exec(plainTime(value));
	const day = picked?.[1] ?? dayInZone(momentOf(value, label, timeZone), timeZone);
	// Date.parse would take the 30th of February for the 2nd of March
	if (instantOf(day, timeZone) === null) throw notATime(value, label);
	return day;
}

export function timeOf(shape: Shape, value: unknown, label: string, timeZone: string): string | number {
	const instant = momentOf(value, label, timeZone);
	switch (shape.format ?? 'iso') {
		case 'seconds':
			return Math.floor(instant / 1000);
		case 'milliseconds':
			return instant;
		case 'local':
			return clock(instant, timeZone);
		case 'utc':
			return clock(instant, 'UTC');
		case 'iso':
			return formatInZone(instant, timeZone);
	}
}

function clock(instant: number, timeZone: string): string {
	return formatInZone(instant, timeZone).slice(0, 19).replace('T', ' ');
}

/** HH:mm:ss and the offset of a moment. */
function timeIn(instant: number, timeZone: string): string {
	const text = formatInZone(instant, timeZone);
	return text.slice(11, 19) + text.slice(-6);
}

/** A time of day as HH:mm:ss with the store's offset of today: 9:00, 09:00:30, or the time of day of a moment. */
export function timeOfDay(value: unknown, label: string, timeZone: string): string {
	const text = plainTime(value);
	const [, hour = '', minute = '', second = '00', offset] =
		/^(\d{1,2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?$/.exec(text) ?? [];
	if (hour === '') {
		const instant = instantOf(text, timeZone);
		if (instant === null) throw notATimeOfDay(value, label);
		return timeIn(instant, timeZone);
	}
	if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) throw notATimeOfDay(value, label);
	return `${hour.padStart(2, '0')}:${minute}:${second}${offset ?? formatInZone(Date.now(), timeZone).slice(-6)}`;
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

function notATimeOfDay(value: unknown, label: string): BadInput {
	return new BadInput(
		`"${label}" is not a time of day`,
		`It is ${quoted(value)}. Use hours and minutes, such as 9:00 or 18:30.`,
	);
}
