import type Ajv from 'ajv';
import addFormats from 'ajv-formats';

/** 2026-11-21 22:05:12, a moment that the calendar knows. */
function isSpacedDateTime(text: string): boolean {
	const [day = '', time = '', ...rest] = text.split(' ');
	if (rest.length > 0 || !/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}:\d{2}$/.test(time)) return false;
	const moment = new Date(`${day}T${time}Z`);
	// 31 February is moved into March, and 25 o'clock is no date at all.
	return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(`${day}T${time}`);
}

/** From 1973 to 5138 in seconds; the same moments in milliseconds lie above it. */
const SECONDS = { from: 1e8, below: 1e11 };
const isBetween = (from: number, below: number) => (value: number) =>
	Number.isInteger(value) && value >= from && value < below;

/** Formats of docs/api-documents.md as they are sent. `time`, `date` and `date-time` are those of JSON Schema. */
const OURS = {
	'date-time-local': isSpacedDateTime,
	'date-time-utc': isSpacedDateTime,
	decimal: /^-?\d+(\.\d+)?$/,
	'decimal-comma': /^-?\d+(,\d+)?$/,
	'unix-seconds': { type: 'number', validate: isBetween(SECONDS.from, SECONDS.below) },
	'unix-milliseconds': { type: 'number', validate: isBetween(SECONDS.from * 1000, SECONDS.below * 1000) },
} as const;

/** Teaches a validator every format that a document may name. */
export function addKnownFormats(ajv: Ajv): void {
	addFormats(ajv);
	for (const [name, format] of Object.entries(OURS)) ajv.addFormat(name, format);
}
