import { readPrices } from '../../../core/order/ambiguousPrices';
import { totalsAgree, type Amounts } from '../../../core/order/totals';

describe('the totals of an order', () => {
	const agreeing: Amounts & { lines: Array<number | null> } = {
		lines: [3800, 500],
		itemsPrice: 4300,
		otherFees: 600,
		discount: 1000,
		orderAmount: 3900,
	};
	const doAgree = (change: Partial<typeof agreeing> = {}) => {
		const { lines, ...amounts } = { ...agreeing, ...change };
		return totalsAgree(lines, amounts);
	};

	it('agree: 43 + 6 - 10 = 39', () => {
		expect(doAgree()).toBe(true);
	});

	it('may be one cent off, because platforms round', () => {
		expect(doAgree({ orderAmount: 3901 })).toBe(true);
		expect(doAgree({ orderAmount: 3902 })).toBe(false);
		expect(doAgree({ orderAmount: 3898 })).toBe(false);
	});

	it('disagree where the lines are not what the items are said to cost', () => {
		expect(doAgree({ lines: [3800], orderAmount: null })).toBe(false);
	});

	it('are checked as far as they are known', () => {
		expect(doAgree({ lines: [] })).toBe(true);
		expect(doAgree({ orderAmount: null })).toBe(true);
		expect(doAgree({ itemsPrice: null })).toBe(true);
		expect(doAgree({ lines: [null, 1] })).toBe(true);
		expect(doAgree({ lines: [], itemsPrice: 4000 })).toBe(false);
		expect(doAgree({ lines: [], itemsPrice: null })).toBe(true);
		expect(doAgree({ otherFees: null, discount: null, orderAmount: 4300 })).toBe(true);
	});
});

describe('a price that does not say what it covers', () => {
	const line = { quantity: 2, price: 1000, options: 300 };

	it('is a unit without its options, if that adds up', () => {
		expect(readPrices([line], 2600)).toEqual({
			lines: [{ line, unit: 1000, options: 300, total: 2600 }],
			optionsIncluded: false,
			assumed: false,
		});
	});

	it('is a unit with its options, if that adds up', () => {
		expect(readPrices([line], 2000)).toMatchObject({
			lines: [{ unit: 1000, options: 0, total: 2000 }],
			optionsIncluded: true,
		});
	});

	it('is a whole line without its options, if that adds up', () => {
		expect(readPrices([line], 1600)).toMatchObject({
			lines: [{ unit: 500, options: 300, total: 1600 }],
			optionsIncluded: false,
		});
	});

	it('is a whole line with its options, if that adds up', () => {
		expect(readPrices([line], 1000)).toMatchObject({
			lines: [{ unit: 500, options: 0, total: 1000 }],
			optionsIncluded: true,
		});
	});

	it('stays a unit without its options, if nothing adds up', () => {
		expect(readPrices([line], 9999)).toMatchObject({
			lines: [{ unit: 1000, options: 300, total: 2600 }],
			assumed: false,
		});
	});

	it('is assumed to be a unit where nothing can prove it, and then has no total', () => {
		expect(readPrices([line], null)).toMatchObject({
			lines: [{ unit: 1000, options: 300, total: null }],
			assumed: true,
		});
	});

	it('is assumed as soon as one line can be read in several ways', () => {
		const clear = { quantity: 1, price: 1000, options: 0 };
		expect(readPrices([clear, line], null)).toEqual({
			lines: [
				{ line: clear, unit: 1000, options: 0, total: 1000 },
				{ line, unit: 1000, options: 300, total: null },
			],
			optionsIncluded: false,
			assumed: true,
		});
	});

	it('needs no proof for a single unit without priced options', () => {
		expect(readPrices([{ quantity: 1, price: 1000, options: 0 }], null)).toMatchObject({
			lines: [{ unit: 1000, options: 0, total: 1000 }],
			assumed: false,
		});
	});

	it('proves nothing as long as one line is unknown', () => {
		const unknown = { quantity: null, price: 1000, options: 0 };
		expect(readPrices([line, unknown], 5000)).toMatchObject({
			lines: [{ total: null }, { unit: 1000, total: null }],
			assumed: true,
		});
	});

	it('that did not come is no assumption', () => {
		expect(readPrices([{ quantity: 1, price: null, options: 0 }], null)).toMatchObject({
			lines: [{ unit: null, options: 0, total: null }],
			assumed: false,
		});
	});

	it('of a whole line is divided by its quantity, however small that is', () => {
		const grams = { quantity: 0.001, price: 500, options: 0 };
		expect(readPrices([grams], 500).lines).toEqual([{ line: grams, unit: 500_000, options: 0, total: 500 }]);
	});

	it('of a line of nothing has no price per unit', () => {
		const nothing = { quantity: 0, price: 500, options: 0 };
		expect(readPrices([nothing], 500).lines).toMatchObject([{ unit: 500, options: 0, total: 500 }]);
	});
});
