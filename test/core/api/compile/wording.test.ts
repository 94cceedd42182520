import { byName, camelCase, operationName, sentence, titleCase } from '../../../../core/api/compile/wording';

describe('the words of a document become the words of n8n', () => {
	it.each([
		['orderId', 'Order ID'],
		['photo_url', 'Photo URL'],
		['time-of-delivery', 'Time of Delivery'],
		['best.before', 'Best Before'],
		['copied_from_store', 'Copied From Store'],
		['of', 'Of'],
		['paidBy', 'Paid By'],
		['CPF', 'CPF'],
	])('the label of %s is %s', (name, label) => {
		expect(titleCase(name)).toBe(label);
	});

	it.each([
		['order_id', 'orderId'],
		['X-Store-Unit', 'xStoreUnit'],
		['EnderecoRetirada', 'enderecoRetirada'],
		['ID', 'id'],
		['', ''],
	])('the parameter of %s is %s', (name, parameter) => {
		expect(camelCase(name)).toBe(parameter);
	});

	it('calls a list operation Get Many', () => {
		expect(operationName('getAll')).toBe('Get Many');
		expect(operationName('setOpen')).toBe('Set Open');
	});

	it('writes one sentence without a full stop, several with', () => {
		expect(sentence(' The order\n number. ')).toBe('The order number');
		expect(sentence('One. Two.')).toBe('One. Two.');
		expect(sentence('  ')).toBeUndefined();
		expect(sentence(undefined)).toBeUndefined();
	});

	it('sorts by what a person reads, not by capitals', () => {
		const entries = [{ name: 'b' }, { displayName: 'C' }, { name: 'A' }, { name: 'a' }, {}];
		expect(byName(entries)).toEqual([{}, { name: 'A' }, { name: 'a' }, { name: 'b' }, { displayName: 'C' }]);
	});
});
