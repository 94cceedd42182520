import { isObject, list, members, number, pick, pickFirst, plain, text } from '../../../core/order/read';

describe('reading what a platform sends', () => {
	it('takes text, trimmed, and numbers as text', () => {
		expect([' a ', 7, '  ', NaN, true, null, {}].map(text)).toEqual(['a', '7', null, null, null, null, null]);
	});

	it('takes numbers in either notation', () => {
		const sent = [2, '2', '0.350', '0,35', '+1', '-23.5', -1.5];
		expect(sent.map(number)).toEqual([2, 2, 0.35, 0.35, 1, -23.5, -1.5]);
	});

	it('takes nothing else for a number', () => {
		const sent = [
			'',
			'dois',
			'1.234,5',
			'1e3',
			'.5',
			'5.',
			NaN,
			Infinity,
			1e9,
			true,
			null,
			[2],
			'9'.repeat(400),
		];
		expect(sent.map(number)).toEqual(sent.map(() => null));
	});

	it('takes a single value for a list of one', () => {
		expect([[1, 2], 'a', null, undefined].map(list)).toEqual([[1, 2], ['a'], [], []]);
	});

	it('knows objects from lists and null', () => {
		expect([{}, [], null, 'a'].map(isObject)).toEqual([true, false, false, false]);
		const sent = { nome: 'Ana Exemplo' };
		expect([sent, [1], null, undefined, 'nome'].map(members)).toEqual([sent, {}, {}, {}, {}]);
	});

	it('compares words without case, accents and punctuation', () => {
		expect(plain('Não_Pago')).toBe('naopago');
	});

	it('finds a member under any of its names, in the order of the names', () => {
		const sent = { rua: 'B', Logradouro: 'A', NÚMERO: 0, Endereco_Retirada: 'C' };
		expect(pickFirst(sent, 'logradouro', 'rua')).toBe('A');
		expect(pick(sent, 'numero')).toBe(0);
		expect(pick(sent, 'EnderecoRetirada')).toBe('C');
		expect(pick(sent, 'cep')).toBeUndefined();
	});

	it('passes over members that are empty', () => {
		const sent = { a: null, b: ' ', c: {}, d: [], e: undefined, f: 'x' };
		expect(pickFirst(sent, 'a', 'b', 'c', 'd', 'e', 'f')).toBe('x');
		expect(pick('text', 'length')).toBeUndefined();
	});

	it('takes the first of two spellings of one name, and never an empty one', () => {
		expect(pick({ cep: '1', CEP: '2' }, 'cep')).toBe('1');
		expect(pick({ Cep: '1', CEP: '2' }, 'cep')).toBe('1');
		expect(pick({ CEP: ' ', cep: '1' }, 'cep')).toBe('1');
		expect(pickFirst({ rua: 'a', CEP: '2', cep: '1' }, 'endereco', 'cep', 'rua')).toBe('2');
	});

	it('takes the very name before another spelling of it', () => {
		expect(pick({ CEP: '2', cep: '1' }, 'cep')).toBe('1');
		expect(pick({ CEP: '2', cep: null }, 'cep')).toBeUndefined();
		expect(pickFirst({ CEP: '2', cep: null, zip: '3' }, 'cep', 'zip')).toBe('3');
		expect(pickFirst({ ZIP: '2', cep: '3' }, 'zip', 'cep')).toBe('2');
		expect(pickFirst({ cep: '1' })).toBeUndefined();
		expect(pickFirst({ Área: 'x', Entrega: 'y', _id: 7 }, 'area', 'id')).toBe('x');
		expect(pick({ Entrega: 'y', _id: 7 }, 'id')).toBe(7);
		expect(pick({ Entrega: 'y', Id: 7 }, '_id')).toBe(7);
		expect(pick({ '': 'y', idade: 3 }, 'id')).toBeUndefined();
	});

	it('takes members for what they are, whatever their names', () => {
		const hostile = JSON.parse('{ "__proto__": "a", "constructor": { "b": 1 } }') as unknown;
		expect(pick(hostile, 'proto')).toBe('a');
		expect(pick(hostile, 'constructor')).toEqual({ b: 1 });
		expect(pickFirst({}, 'constructor', 'toString')).toBeUndefined();
	});
});
