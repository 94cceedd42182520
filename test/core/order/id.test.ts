import { accountKey, makeOrderId, parseOrderId, parseOrderReference } from '../../../core/order/id';

describe('the id of a unified order', () => {
	it('names platform, store and order', () => {
		expect(makeOrderId({ platform: 'neemo', storeKey: '4512', orderId: '987654' })).toBe('neemo:4512:987654');
	});

	it('can be taken apart again, even where an order number has a colon', () => {
		expect(parseOrderId(' venddor:12:A:7 ')).toEqual({ platform: 'venddor', storeKey: '12', orderId: 'A:7' });
	});

	it.each(['', '3105', 'ifood:1:2', 'pigz:1', 'pigz::2', 'pigz:1:', ':pigz:1:2'])('is not %p', (text) => {
		expect(parseOrderId(text)).toBeNull();
	});
});

describe('the key of an account', () => {
	it('is the beginning of its SHA-256, however it is typed', () => {
		// printf 'loja@example.com' | sha256sum
		expect(accountKey('loja@example.com')).toBe('19e12903');
		expect(accountKey('  Loja@Example.com ')).toBe('19e12903');
	});

	it('differs between accounts', () => {
		expect(accountKey('outra@example.com')).not.toBe(accountKey('loja@example.com'));
	});
});

describe('an order given by a person', () => {
	const read = (reference: string | number) => parseOrderReference(reference, 'pigz', 'loja1');

	it.each([
		['the number of the platform', '3105'],
		['a number', 3105],
		['a number with blanks around it', ' 3105 '],
		['the id of a unified order', 'pigz:loja1:3105'],
	])('may be %s', (_, reference) => {
		expect(read(reference)).toEqual({ orderId: '3105' });
	});

	it('may be blank by mistake', () => {
		expect(read('  ')).toEqual({ problem: 'empty' });
	});

	it('may belong to another platform', () => {
		expect(read('neemo:loja1:3105')).toEqual({ problem: 'otherPlatform', platform: 'neemo' });
	});

	it('may belong to another store', () => {
		expect(read('pigz:loja2:3105')).toEqual({ problem: 'otherStore', storeKey: 'loja2' });
	});
});
