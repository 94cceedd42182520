import { text } from './read';
import { remember } from './remember';

/** A moment that a platform named. */
export interface Moment {
	/** Milliseconds since 1970. */
	instant: number;
	/** No zone came with it: it was read as the store's local time. */
	zoneAssumed: boolean;
}

// An order outside these years is a misread number, not an order.
const FIRST = Date.UTC(1990, 0, 1);
const LAST = Date.UTC(9999, 0, 1);

/** Characters of the longest time that is one: nothing is searched in longer text. */
const LONGEST = 40;

/**
 * Reads a time in any spelling that platforms use: Unix seconds or, from 13 digits on, milliseconds, as number or
 * text; ISO 8601 with `Z` or an offset and any number of decimals (cut to milliseconds); local time without a zone,
 * year first or as 21/11/2026 19:05. A day alone is its first moment in the store's zone, never midnight UTC.
 * @param timeZone IANA zone of the store, in which zone-less times are meant
 * @returns null for what is none of these, or no time of an order
 */
export function readTime(value: unknown, timeZone: string): Moment | null {
	const written = text(value) ?? '';
	if (written.length > LONGEST) return null;
	const moment = fromEpoch(written) ?? fromCalendar(written, timeZone);
	return moment !== null && moment.instant >= FIRST && moment.instant < LAST ? moment : null;
}

/** Like `readTime`, where it does not matter whether the zone was assumed: milliseconds since 1970 or null. */
export function instantOf(value: unknown, timeZone: string): number | null {
	return readTime(value, timeZone)?.instant ?? null;
}

/**
 * A moment as ISO 8601 with the zone's own offset at that moment, such as `2026-11-21T19:05:12-03:00`. Milliseconds
 * are written only where there are some.
 * @param instant milliseconds since 1970
 * @throws RangeError for a zone that does not exist
 */
export function formatInZone(instant: number, timeZone: string): string {
	const offset = offsetAt(instant, timeZone);
	const shown = instant + offset;
	const day = Math.floor(shown / DAY);
	return `${dayText(day)}T${clockText(shown - day * DAY)}${offsetText(offset)}`;
}

/** A day, counted since 1970, as YYYY-MM-DD. */
const dayText = remember(2_000, (day: number) => new Date(day * DAY).toISOString().slice(0, 10));

/** Milliseconds since midnight as HH:MM:SS, with three decimals where there are some. */
function clockText(milliseconds: number): string {
	const seconds = Math.floor(milliseconds / 1000);
	const minutes = Math.floor(seconds / 60);
	const clock = `${hoursText(minutes)}:${two(seconds % 60)}`;
	const decimals = milliseconds % 1000;
	return decimals === 0 ? clock : `${clock}.${String(decimals).padStart(3, '0')}`;
}

const offsetText = remember(
	100,
	(offset: number) => `${offset < 0 ? '-' : '+'}${hoursText(Math.abs(offset) / 60_000)}`,
);

/** Minutes as HH:MM. */
function hoursText(minutes: number): string {
	return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The calendar day of a moment in a zone, as YYYY-MM-DD. */
export function dayInZone(instant: number, timeZone: string): string {
	return formatInZone(instant, timeZone).slice(0, 10);
}

function fromEpoch(written: string): Moment | null {
	if (!/^\d{9,}(\.\d+)?$/.test(written)) return null;
	const seconds = Number(written);
	return { instant: Math.floor(seconds * (seconds >= 1e12 ? 1 : 1000)), zoneAssumed: false };
}

const DAY_FIRST = /^(\d{2})\/(\d{2})\/(\d{4})/;
// Day, hour, minute, second, fraction; then Z, or sign, hours and minutes of the offset.
const TIME =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?\s*(?:(Z)|([+-])(\d{2}):?(\d{2})?)?$/i;

function fromCalendar(written: string, timeZone: string): Moment | null {
	const parts = TIME.exec(written.charAt(2) === '/' ? written.replace(DAY_FIRST, '$3-$2-$1') : written);
	if (!parts) return null;
	const [, day, hour = '0', minute = '0', second = '0', fraction, utc, sign, hours = '0', minutes = '0'] =
		parts;
	const start = startOfDay(day as string);
	if (start === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
	const milliseconds = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
	const shown = start + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + milliseconds;
	if (!utc && !sign) return { instant: fromLocal(shown, timeZone), zoneAssumed: true };
	const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
	return { instant: sign === '-' ? shown + offset : shown - offset, zoneAssumed: false };
}

/** The first moment of a day of UTC; null for a day that no calendar has. Most orders are of a few days. */
const startOfDay = remember(2_000, (day: string) => {
	const start = Date.parse(`${day}T00:00Z`);
	// 30 February would become a day of March.
	return new Date(start).getUTCDate() === Number(day.slice(8)) ? start : null;
});

/**
 * The moment at which clocks of the zone show a local time. Where clocks were set back and show it twice, the first;
 * where they were set forward and never show it, the moment after the gap by as much as the time lies in it.
 */
function fromLocal(local: number, timeZone: string): number {
	const before = local - offsetAt(local - DAY, timeZone);
	if (before + offsetAt(before, timeZone) === local) return before;
	const after = local - offsetAt(local + DAY, timeZone);
	return after + offsetAt(after, timeZone) === local ? after : before;
}

const DAY = 86_400_000;

/**
 * How far the zone's clocks are ahead of UTC at a moment, in milliseconds. Asking `Intl` costs as much as a third of an
 * order, and clocks are never changed twice within a day: one that begins and ends alike needs no asking.
 * @throws RangeError for a zone that does not exist
 */
function offsetAt(instant: number, timeZone: string): number {
	const { clock, startOf } = zoneOf(timeZone);
	const day = Math.floor(instant / DAY);
	const offset = startOf(day);
	return offset === startOf(day + 1) ? offset : readOffset(instant, clock);
}

/** A zone's clock, and its offset at the start of a day of UTC, counted since 1970. */
const zoneOf = remember(100, (timeZone: string) => {
	const clock = new Intl.DateTimeFormat('en-US', {
		timeZone,
		calendar: 'gregory',
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	return { clock, startOf: remember(2_000, (day: number) => readOffset(day * DAY, clock)) };
});

function readOffset(instant: number, clock: Intl.DateTimeFormat): number {
	const parts = clock.formatToParts(instant);
	const shown = new Map(parts.map(({ type, value }) => [type, Number(value)]));
	const at = (part: Intl.DateTimeFormatPartTypes) => shown.get(part) as number;
	const local = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
	return local - Math.floor(instant / 1000) * 1000;
}

function two(value: number): string {
	return value < 10 ? `0${value}` : String(value);
}
