import { dayInZone, formatInZone, instantOf, readTime } from '../../../core/order/time';

const SAO_PAULO = 'America/Sao_Paulo';
const moment = Date.UTC(2026, 10, 21, 22, 5, 12);

describe('a time that a platform sends', () => {
	it.each<[string, unknown, boolean]>([
		['Unix seconds as text', '1795298712', false],
		['Unix seconds as a number', 1795298712, false],
		['Unix seconds with decimals', '1795298712.9', false],
		['Unix seconds with more decimals than a moment has', '1795298712.987654', false],
		['ISO with as many decimals as are read', `2026-11-21T22:05:12.${'0'.repeat(19)}Z`, false],
		['ISO in UTC', '2026-11-21T22:05:12Z', false],
		['ISO in lower case', '2026-11-21t22:05:12z', false],
		['ISO with an offset', '2026-11-21T19:05:12-03:00', false],
		['ISO with an offset east of Greenwich', '2026-11-22T00:05:12+0200', false],
		['ISO with an offset of half an hour', '2026-11-22T03:35:12+05:30', false],
		['ISO with hours only as offset', '2026-11-21T19:05:12 -03', false],
		['local ISO', '2026-11-21T19:05:12', true],
		['local time as databases write it', '2026-11-21 19:05:12', true],
		['local time as people write it', '21/11/2026 19:05:12', true],
	])('may be %s', (_, sent, zoneAssumed) => {
		const read = readTime(sent, SAO_PAULO);
		expect(read?.zoneAssumed).toBe(zoneAssumed);
		expect(Math.floor((read?.instant ?? 0) / 1000) * 1000).toBe(moment);
	});

	it('counts in milliseconds from 13 digits on', () => {
		expect(instantOf('1795298712345', SAO_PAULO)).toBe(moment + 345);
		expect(instantOf(1795298712345, SAO_PAULO)).toBe(moment + 345);
	});

	it.each([
		['7 digits', '2026-11-21T22:05:12.1234567Z', 123],
		['1 digit', '2026-11-21T22:05:12.1Z', 100],
		['a comma', '2026-11-21T22:05:12,05Z', 50],
	])('may have a fraction of %s, cut to milliseconds', (_, sent, milliseconds) => {
		expect(instantOf(sent, SAO_PAULO)).toBe(moment + milliseconds);
	});

	it('may be the last second of a day', () => {
		expect(instantOf('2026-11-21T23:59:59Z', SAO_PAULO)).toBe(Date.UTC(2026, 10, 21, 23, 59, 59));
	});

	it('may leave the seconds out', () => {
		expect(instantOf('21/11/2026 19:05', SAO_PAULO)).toBe(moment - 12_000);
	});

	it('that is a day only begins at midnight of the store, not of Greenwich', () => {
		const day = readTime('2026-11-21', SAO_PAULO);
		expect(day).toEqual({ instant: Date.UTC(2026, 10, 21, 3), zoneAssumed: true });
	});

	it.each<[string, unknown]>([
		['nothing', null],
		['blank', ' '],
		['words', 'amanhã'],
		['zero', '0'],
		['a small number', 5],
		['too old to be an order', '600000000'],
		['too far ahead', '999999999999'],
		['far beyond what clocks can show', '99999999999999999999'],
		['never, as databases write it', '0000-00-00 00:00:00'],
		['a day that does not exist', '2026-02-30T10:00:00Z'],
		['an hour that does not exist', '2026-02-20T24:00:00Z'],
		['a minute that does not exist', '2026-02-20T10:60:00Z'],
		['a second that does not exist', '2026-02-20T10:00:60Z'],
		['a year too early for any order', '1899-12-31T00:00:00Z'],
		['a time with something behind it', '2026-11-21T22:05:12Z or so'],
		['a hundred thousand blanks', `2026-11-21${' '.repeat(100_000)}x`],
		['one decimal too many', `2026-11-21T22:05:12.${'0'.repeat(20)}Z`],
		['a list', ['2026-11-21']],
		['the last moment before 1990', '1989-12-31T23:59:59Z'],
		['the first moment of 9999', '9999-01-01T00:00:00Z'],
	])('is not guessed from %s', (_, sent) => {
		expect(readTime(sent, SAO_PAULO)).toBeNull();
		expect(instantOf(sent, SAO_PAULO)).toBeNull();
	});
});

describe('the years of orders', () => {
	it.each([
		['1990-01-01T00:00:00Z', Date.UTC(1990, 0, 1)],
		['9998-12-31T23:59:59Z', Date.UTC(9998, 11, 31, 23, 59, 59)],
	])('begin and end with %s', (sent, instant) => {
		expect(readTime(sent, SAO_PAULO)).toEqual({ instant, zoneAssumed: false });
	});
});

describe('local time where clocks change', () => {
	// New York: forward on 8 March 2026 at 2:00, back on 1 November 2026 at 2:00.
	it('is the first of the two moments when clocks are set back', () => {
		expect(instantOf('2026-11-01 01:30:00', 'America/New_York')).toBe(Date.UTC(2026, 10, 1, 5, 30));
	});

	it('goes on after the gap when clocks are set forward', () => {
		expect(instantOf('2026-03-08 02:30:00', 'America/New_York')).toBe(Date.UTC(2026, 2, 8, 7, 30));
	});

	it('is right on both sides of the change', () => {
		expect(instantOf('2026-03-08 01:30:00', 'America/New_York')).toBe(Date.UTC(2026, 2, 8, 6, 30));
		expect(instantOf('2026-03-08 03:30:00', 'America/New_York')).toBe(Date.UTC(2026, 2, 8, 7, 30));
		expect(instantOf('2026-11-01 03:30:00', 'America/New_York')).toBe(Date.UTC(2026, 10, 1, 8, 30));
	});
});

describe('a time in the output', () => {
	it.each([
		[SAO_PAULO, '2026-11-21T19:05:12-03:00', '2026-11-21'],
		['America/Noronha', '2026-11-21T20:05:12-02:00', '2026-11-21'],
		['America/Manaus', '2026-11-21T18:05:12-04:00', '2026-11-21'],
		['America/Rio_Branco', '2026-11-21T17:05:12-05:00', '2026-11-21'],
		['UTC', '2026-11-21T22:05:12+00:00', '2026-11-21'],
		['Asia/Kolkata', '2026-11-22T03:35:12+05:30', '2026-11-22'],
		['America/St_Johns', '2026-11-21T18:35:12-03:30', '2026-11-21'],
	])('carries the offset of %s', (zone, iso, day) => {
		expect(formatInZone(moment, zone)).toBe(iso);
		expect(dayInZone(moment, zone)).toBe(day);
	});

	it('shows milliseconds only where there are some', () => {
		expect(formatInZone(moment + 50, SAO_PAULO)).toBe('2026-11-21T19:05:12.050-03:00');
	});

	it('knows that Brazil had daylight saving time until 2019', () => {
		expect(formatInZone(Date.UTC(2018, 11, 25, 12), SAO_PAULO)).toBe('2018-12-25T10:00:00-02:00');
	});

	it('needs a zone that exists', () => {
		expect(() => formatInZone(moment, 'America/Atlantis')).toThrow(RangeError);
	});

	it('stays right over more moments than are remembered', () => {
		const start = Date.parse('2026-11-21T00:00:00Z');
		const wrong = Array.from({ length: 10_100 }, (_, minute) => start + minute * 60_000).filter(
			(instant) => Date.parse(formatInZone(instant, 'America/Sao_Paulo')) !== instant,
		);
		expect(wrong).toEqual([]);
		expect(formatInZone(start, 'America/Sao_Paulo')).toBe('2026-11-20T21:00:00-03:00');
	});
});
