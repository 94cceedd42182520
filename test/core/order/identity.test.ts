import { parseDocument } from '../../../core/order/document';
import { parsePhone } from '../../../core/order/phone';
import { parsePostalCode } from '../../../core/order/postalCode';

describe('a phone number', () => {
	it.each<[string, unknown, string]>([
		['a mobile number', '11987654321', '+5511987654321'],
		['a number as a number', 11987654321, '+5511987654321'],
		['a landline', '1131234567', '+551131234567'],
		['an old mobile number without the ninth digit, which is not added', '1187654321', '+551187654321'],
		['punctuation', '(11) 98765-4321', '+5511987654321'],
		['the country code', '+55 11 98765-4321', '+5511987654321'],
		['the country code of a landline', '551131234567', '+551131234567'],
		['zeros of its own behind the country code', '+55 11 90000-0001', '+5511900000001'],
		['a leading zero', '011 98765-4321', '+5511987654321'],
		['a carrier code', '0 15 11 98765-4321', '+5511987654321'],
		['an international prefix', '00 55 11 98765-4321', '+5511987654321'],
		['a zero behind the country code', '+55 (011) 98765-4321', '+5511987654321'],
		['area code 55, which is not the country', '55 99123-4567', '+5555991234567'],
	])('may have %s', (_, sent, e164) => {
		expect(parsePhone(sent)).toBe(e164);
	});

	it.each<[string, unknown]>([
		['nothing', null],
		['blank', ''],
		['no area code', '98765-4321'],
		['an area code with a 0', '10987654321'],
		['eleven digits that are no mobile number', '11287654321'],
		['another country', '+1 415 555 2671'],
		['another country with as many digits', '+5491112345678'],
		['another country whose digits would be a mobile number here', '+1 491 555 2671'],
		['an extension', '11 3123-4567 ramal 12'],
		['twelve digits of nobody', '991131234567'],
		['words', 'não tem'],
	])('is null with %s', (_, sent) => {
		expect(parsePhone(sent)).toBeNull();
	});
});

describe('a CPF or CNPJ', () => {
	it.each<[string, unknown, string, 'CPF' | 'CNPJ']>([
		['a CPF', '529.982.247-25', '52998224725', 'CPF'],
		['a CPF with a leading zero', '012.345.678-90', '01234567890', 'CPF'],
		['a CPF whose check digits are 0', '123.456.713-00', '12345671300', 'CPF'],
		['a CPF whose check digits are 9', '123.456.736-99', '12345673699', 'CPF'],
		['a CNPJ', '11.222.333/0001-81', '11222333000181', 'CNPJ'],
		['a CNPJ with a leading zero', '00.000.000/0001-91', '00000000000191', 'CNPJ'],
		['a CNPJ with letters', '12.abc.345/01de-35', '12ABC34501DE35', 'CNPJ'],
	])('is valid: %s', (_, sent, document, type) => {
		expect(parseDocument(sent)).toEqual({ document, type, valid: true });
	});

	it.each<[string, unknown, string, 'CPF' | 'CNPJ' | null]>([
		['the last check digit is wrong', '529.982.247-26', '52998224726', 'CPF'],
		['the first check digit is wrong', '529.982.247-35', '52998224735', 'CPF'],
		['all digits are the same', '111.111.111-11', '11111111111', 'CPF'],
		['a CNPJ has wrong check digits', '11.222.333/0001-80', '11222333000180', 'CNPJ'],
		['a CNPJ of letters has wrong check digits', '12ABC34501DE36', '12ABC34501DE36', 'CNPJ'],
		['it is too short', '1234', '1234', null],
		['it is too long for a CNPJ', '11.222.333/0001-811', '112223330001811', null],
		['its check digits are letters', '12ABC34501DEAB', '12ABC34501DEAB', null],
	])('is kept and marked where %s', (_, sent, document, type) => {
		expect(parseDocument(sent)).toEqual({ document, type, valid: false });
	});

	it.each<[string, unknown]>([
		['nothing', undefined],
		['punctuation', '---'],
	])('is null where only %s came', (_, sent) => {
		expect(parseDocument(sent)).toBeNull();
	});
});

describe('a CEP', () => {
	it.each<[unknown, string]>([
		['01311-100', '01311100'],
		['01.311-100', '01311100'],
		['37200000', '37200000'],
		[1311100, '01311100'],
	])('%p is %p', (sent, postalCode) => {
		expect(parsePostalCode(sent)).toBe(postalCode);
	});

	it.each<[unknown]>([['123456'], ['013111000'], ['0131110A'], [null], [{}]])('%p is none', (sent) => {
		expect(parsePostalCode(sent)).toBeNull();
	});
});
