import { remember } from '../../../core/order/remember';

/** A function that tells how often it was really asked. */
function counted(most: number) {
	const asked: Array<string | number> = [];
	const upper = remember(most, (key: string | number) => {
		asked.push(key);
		return `${key}!`;
	});
	return { upper, asked };
}

describe('what is remembered', () => {
	it('is made once for the same word or number', () => {
		const { upper, asked } = counted(10);
		expect(['nome', 'nome', 7, 7, '7', 'nome'].map((key) => upper(key))).toEqual([
			...['nome!', 'nome!', '7!', '7!', '7!', 'nome!'],
		]);
		expect(asked).toEqual(['nome', 7, '7']);
	});

	it('is never more than so many, whatever comes: then it begins anew', () => {
		const { upper, asked } = counted(2);
		for (const key of ['a', 'b', 'a', 'c', 'c', 'a', 'b']) expect(upper(key)).toBe(`${key}!`);
		// c made room for itself: a was asked for again, and so was b.
		expect(asked).toEqual(['a', 'b', 'c', 'a', 'b']);
	});

	it('is no long text, and a long text drives nothing out', () => {
		const { upper, asked } = counted(1);
		const [longest, tooLong] = ['x'.repeat(60), 'x'.repeat(61)];
		for (const key of [longest, tooLong, tooLong, longest]) upper(key);
		expect(asked).toEqual([longest, tooLong, tooLong]);
	});

	it.each(['__proto__', 'constructor', 'toString', ''])('is safe for the name %p', (name) => {
		const { upper, asked } = counted(10);
		expect([upper(name), upper(name)]).toEqual([`${name}!`, `${name}!`]);
		expect(asked).toEqual([name]);
	});
});
