import fc from 'fast-check';
import { parseMoney, parseUnitPrice, sumOf, times, toReais } from '../../../core/order/money';
import { moneyText } from '../../../core/order/text';

describe('an amount of money', () => {
	it.each([
		[39, 3900],
		[25.9, 2590],
		[0, 0],
		[-5.5, -550],
		['39', 3900],
		['9790.00', 979000],
		['39.9', 3990],
		['0.125', 13],
		['39,90', 3990],
		['39,9', 3990],
		['1.234,56', 123456],
		['1,234.56', 123456],
		['1.234.567', 123456700],
		['1,234,567', 123456700],
		['12,345,678.9', 1234567890],
		['123.456.789,05', 12345678905],
		['+39', 3900],
		['+39.90', 3990],
		['-0.125', -13],
		['+1,234.56', 123456],
		['-1,234,567', -123456700],
		['+39,90', 3990],
		['-1.234,56', -123456],
		['+1.234.567', 123456700],
		['25.9075', 2591],
		['R$ 5,00', 500],
		['r$\u00a05,00', 500],
		['-R$ 10,00', -1000],
		[' 12.50 ', 1250],
	])('%p is %p cents', (sent, cents) => {
		expect(parseMoney(sent)).toBe(cents);
	});

	it.each([
		['1.005 as binary noise', 1.005, 101],
		['half a cent up', 0.125, 13],
		['half a cent down below zero', -0.125, -13],
		['a hair under half a cent', 0.1249, 12],
		['minus nothing', -0.001, 0],
	])('is rounded to the cent: %s', (_, sent, cents) => {
		expect(parseMoney(sent)).toBe(cents);
	});

	it.each([
		['a thousand to some, a little more than one to others', '1.234'],
		['words', 'abc'],
		['nothing', ''],
		['null', null],
		['undefined', undefined],
		['a list', [39]],
		['an object', { value: 39 }],
		['true', true],
		['not a number', NaN],
		['the text NaN', 'NaN'],
		['infinity', Infinity],
		['a billion', 1e9],
		['minus a billion', -1e9],
		['an exponent', '1e3'],
		['misplaced thousands', '12.34,5.6'],
		['thousands of four digits', '1234,567,890'],
		['thousands of four digits as in Brazil', '1234.567.890'],
		['one thousand with a comma, and no cents', '1,234,'],
		['something before it', 'total 39'],
		['something behind it', '39,90 reais'],
		['something before the thousands', 'x1.234,56'],
		['something behind the thousands', '1.234,56x'],
		['something around a small amount', 'x0.125x'],
		['something around thousands with a point', 'x1,234.56'],
		['letters behind thousands with a point', '1,234.56x'],
		['letters around whole thousands', 'x1,234,567'],
		['letters behind whole thousands', '1,234,567x'],
		['letters before whole thousands as in Brazil', 'x1.234.567'],
		['letters behind whole thousands as in Brazil', '1.234.567x'],
		['a letter behind a decimal', '39.9x'],
		['a letter before a decimal', 'x39.9'],
		['a letter before a comma', 'x39,90'],
	])('is not guessed from %s', (_, sent) => {
		expect(parseMoney(sent)).toBeNull();
	});

	it('counts in cents where the platform does', () => {
		expect(parseMoney(3990, 'cents')).toBe(3990);
		expect(parseMoney('3990', 'cents')).toBe(3990);
	});

	it('is no whole number of cents, so the unit must be wrong', () => {
		expect(parseMoney(39.9, 'cents')).toBeNull();
		expect(parseMoney('39,90', 'cents')).toBeNull();
	});

	it('may be just under a billion reais, whatever the platform counts in', () => {
		expect(parseMoney(999_999_999.99)).toBe(99_999_999_999);
		expect(parseMoney(99_999_999_999, 'cents')).toBe(99_999_999_999);
		expect(parseMoney(100_000_000_000, 'cents')).toBeNull();
		expect(parseMoney(-100_000_000_000, 'cents')).toBeNull();
	});
});

describe('every amount below a billion', () => {
	const cents = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 });
	const readingOf = (write: (amount: number) => unknown) =>
		fc.property(cents, (amount) => expect(parseMoney(write(amount))).toBe(amount));

	it('is the same cents again after it was a number in reais', () => {
		fc.assert(readingOf(toReais), { numRuns: 2_000 });
		fc.assert(
			fc.property(cents, (amount) => expect(toReais(amount)).toBe(Number((amount / 100).toFixed(2)))),
		);
	});

	it('is the same cents again after it was written with a point, or as in Brazil', () => {
		fc.assert(readingOf((amount) => (amount / 100).toFixed(2)));
		fc.assert(readingOf((amount) => moneyText(toReais(amount))));
	});

	it('is the same cents where the platform counts in cents', () => {
		fc.assert(fc.property(cents, (amount) => expect(parseMoney(amount, 'cents')).toBe(amount)));
	});

	it('adds up like whole numbers, in any order', () => {
		fc.assert(
			fc.property(fc.array(cents, { maxLength: 30 }), (amounts) => {
				const exact = Number(amounts.reduce((sum, amount) => sum + BigInt(amount), 0n));
				expect(sumOf(amounts)).toBe(exact);
				expect(sumOf([...amounts].reverse())).toBe(exact);
			}),
		);
	});

	it('has as many decimals as a price per unit may have, and keeps them', () => {
		const tenThousandths = fc.integer({ min: -9_999_999_999, max: 9_999_999_999 });
		fc.assert(
			fc.property(tenThousandths, (price) =>
				expect(toReais(parseUnitPrice(price / 1e4) ?? NaN)).toBe(price / 1e4),
			),
			{ numRuns: 2_000 },
		);
	});
});

describe('a price per kilogram', () => {
	it('keeps four decimals of a real', () => {
		expect(parseUnitPrice('25,9075')).toBe(2590.75);
		expect(parseUnitPrice(25.90756)).toBe(2590.76);
		expect(toReais(2590.75)).toBe(25.9075);
	});

	it('is null where it cannot be read', () => {
		expect(parseUnitPrice('a lot')).toBeNull();
	});
});

describe('sums', () => {
	it('are exact, unlike 0.1 + 0.2', () => {
		expect(sumOf([10, 20])).toBe(30);
		expect(toReais(30)).toBe(0.3);
	});

	it('are unknown as soon as one part is', () => {
		expect(sumOf([10, null])).toBeNull();
	});

	it('of nothing are nothing', () => {
		expect(sumOf([])).toBe(0);
	});
});

describe('a quantity times a price', () => {
	it('is rounded to the cent: 0.35 x 59.90 = 20.965', () => {
		expect(times(0.35, 5990)).toBe(2097);
	});

	it('is unknown where one of them is', () => {
		expect(times(null, 100)).toBeNull();
		expect(times(2, null)).toBeNull();
	});
});
