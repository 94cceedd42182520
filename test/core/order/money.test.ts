import { parseMoney, parseUnitPrice, sumOf, times, toReais } from '../../../core/order/money';

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
