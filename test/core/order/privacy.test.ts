import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { OrderDraft } from '../../../core/order/build';
import { hidePersonalData, hidePersonalMembers } from '../../../core/order/privacy';
import type { UnifiedOrder } from '../../../core/order/types';
import { lostInJson, order, schemaErrors } from './support';

const burger = { name: 'X-Burger', quantity: 1, unitPrice: 1000, optionsPrice: 0, totalPrice: 1000 };

const ana: Partial<OrderDraft> = {
	displayId: '57',
	customer: {
		id: 'c-81',
		name: 'Ana Maria dos Santos Exemplo',
		companyName: 'Papelaria Modelo',
		phone: '(11) 90000-0001',
		email: 'ana.exemplo@example.com',
		document: '111.444.777-35',
		isNew: true,
	},
	invoice: { requested: true, document: '11.222.333/0001-81' },
	delivery: {
		driverName: 'Beto Motoboy',
		address: {
			street: 'Rua São Modelo',
			number: '32',
			complement: 'Apto 12',
			reference: 'perto da praça',
			district: 'Jardim Exemplo',
			city: 'São Paulo',
			state: 'SP',
			postalCode: '09876543',
			latitude: -23.5,
			longitude: -46.6,
			formatted: 'Rua São Modelo, 32',
		},
	},
	items: [burger],
	total: { itemsPrice: 1000, otherFees: null, discount: null, orderAmount: 1000 },
	payments: [],
};

/** What becomes of a text in the remarks of Ana's order. */
const remarks = (observations: string, changes: Partial<OrderDraft> = {}) =>
	hidePersonalData(order({ ...ana, ...changes, observations })).observations;

const customerOf = (customer: OrderDraft['customer']) => hidePersonalData(order({ customer })).customer;

describe('an order whose personal data are hidden', () => {
	it('keeps first name, area, the ends of numbers and everything of the order', () => {
		const before = order(ana);
		expect(hidePersonalData(before)).toEqual({
			...before,
			customer: {
				id: 'c-81',
				name: 'Ana',
				companyName: '***',
				phone: '+55*******0001',
				phoneRaw: '(**) *****-0001',
				email: 'a***@example.com',
				document: '*********35',
				documentType: 'CPF',
				isNew: true,
			},
			invoice: { requested: true, document: '************81' },
			delivery: {
				...before.delivery,
				driverName: 'Beto',
				address: {
					street: '***',
					number: '***',
					complement: '***',
					reference: '***',
					district: 'Jardim Exemplo',
					city: 'São Paulo',
					state: 'SP',
					postalCode: '09876***',
					country: 'BR',
					latitude: null,
					longitude: null,
					formatted: '***',
				},
			},
			text: {
				items: '1x X-Burger',
				address: '***, ***, *** - Jardim Exemplo, São Paulo - SP, 09876-*** (***)',
				payment: 'Não informado',
				order: [
					'Pedido 57 - Entrega',
					'',
					'1x X-Burger: R$ 10,00',
					'',
					'Itens: R$ 10,00',
					'Total: R$ 10,00',
					'Pagamento: Não informado',
					'',
					'Cliente: Ana',
					'Telefone: (**) *****-0001',
					'Endereço: ***, ***, *** - Jardim Exemplo, São Paulo - SP, 09876-*** (***)',
				].join('\n'),
			},
		});
	});

	it('stays the same where nothing is known of the customer', () => {
		const before = order({ items: ana.items, observations: 'Sem cebola' });
		expect(hidePersonalData(before)).toEqual(before);
	});

	it('is a copy: the order itself is not touched', () => {
		const before = order({ ...ana, observations: 'Para Ana' });
		const json = JSON.stringify(before);
		hidePersonalData(before);
		expect(JSON.stringify(before)).toBe(json);
	});

	it("keeps what is the shop's own, whoever lives there", () => {
		const hidden = hidePersonalData(
			order({
				...ana,
				orderType: 'TAKEOUT',
				source: { storeName: 'Casa Ana Exemplo' },
				takeout: { address: 'Rua São Modelo, 32', pickupCode: '0001' },
			}),
		);
		expect(hidden.source.storeName).toBe('Casa Ana Exemplo');
		expect(hidden.takeout).toEqual({ address: 'Rua São Modelo, 32', pickupCode: '0001' });
		expect(hidden.text.address).toBe('Retirada na loja: Rua São Modelo, 32');
	});

	it("keeps the unified order's own words, even for a customer who is called like one", () => {
		const before = order({
			customer: { name: 'Rosa Pizza Delivery Cash Item' },
			items: [{ ...burger, kind: 'PIZZA', options: [{ role: 'FLAVOR', name: 'Mussarela' }] }],
			payments: [{ type: 'PREPAID', label: 'Dinheiro' }],
		});
		const hidden = hidePersonalData(before);
		expect(hidden).toEqual({ ...before, customer: { ...before.customer, name: 'Rosa' }, text: hidden.text });
		expect(schemaErrors(hidden)).toEqual([]);
	});
});

describe('a customer whose personal data are hidden', () => {
	it.each([
		['Ana Exemplo', 'Ana'],
		['Ana', 'Ana'],
		['Ana-Lúcia Exemplo', 'Ana-Lúcia'],
		["D'Ávila Exemplo", "D'Ávila"],
		['Ana.Exemplo', 'Ana'],
		['Exemplo, Ana', 'Exemplo'],
		['ana@example.com', 'ana'],
		['11 90000-0001 Ana', 'Ana'],
		['11900000001', '***'],
	])('is called by the first name: %p is %p', (name, shown) => {
		expect(customerOf({ name }).name).toBe(shown);
	});

	it.each([
		['ana@example.com', 'a***@example.com'],
		['a@example.com', 'a***@example.com'],
		['ana@exemplo@example.com', 'a***@example.com'],
		['@example.com', '***'],
		['ana.example.com', 'a***'],
		['Édson@example.com', 'É***@example.com'],
		['***@example.com', '***@example.com'],
	])('has an e-mail of the first letter and the domain: %p is %p', (email, shown) => {
		expect(customerOf({ email }).email).toBe(shown);
	});

	it("has no domain of the e-mail that is the customer's own name", () => {
		expect(customerOf({ name: 'Ana Exemplo', email: 'eu@exemplo.com.br' }).email).toBe('e***@***.com.br');
	});

	it.each([
		['(11) 90000-0001', '+55*******0001', '(**) *****-0001'],
		['11 3333-0001', '+55******0001', '** ****-0001'],
		['+351 910 000 001', null, '+*** *** **0 001'],
		['1190000 0001 falar com a Ana', '+55*******0001', '******* 0001 ***** *** * ***'],
		['ramal 12', null, '***** 12'],
		['190', null, '190'],
	])('has the last four digits of the phone: %p is %p and %p', (phone, shown, shownRaw) => {
		const customer = customerOf({ phone });
		expect([customer.phone, customer.phoneRaw]).toEqual([shown, shownRaw]);
	});

	it.each([
		['11144477735', '*********35'],
		['12ABC345000188', '************88'],
		['12', '12'],
	])('has the last two signs of the document: %p is %p', (document, shown) => {
		expect(customerOf({ document }).document).toBe(shown);
	});

	it.each([
		['c-81', 'c-81'],
		['11900000001', '***'],
		['ana@example.com', '***'],
		['11144477735', '***'],
	])('keeps the ID unless it is such a value: %p is %p', (id, shown) => {
		const given = { phone: '(11) 90000-0001', email: 'ana@example.com', document: '11144477735' };
		expect(customerOf({ id, ...given }).id).toBe(shown);
	});
});

describe('remarks in which the customer is quoted', () => {
	it.each([
		['Para Ana Exemplo, sem cebola', 'Para *** ***, sem cebola'],
		['para ANA e MARIA', 'para *** e ***'],
		['Casa dos Santos', 'Casa dos ***'],
		['Banana e Anabela, Mariana', 'Banana e Anabela, Mariana'],
		['Ana11', '***11'],
		['Ligar (11) 90000-0001', 'Ligar ***'],
		['Ligar 90000-0001 antes', 'Ligar *** antes'],
		['Ligar 0000 0001 antes', 'Ligar *** antes'],
		['Ligar +55 11 90000.0001!', 'Ligar ***!'],
		['Ligar 5511900000001', 'Ligar ***'],
		['Ligar 22 90000-0001', 'Ligar 22 ***'],
		['Ligar 21 90000-0001', 'Ligar 2***'],
		['CPF 111.444.777-35', 'CPF ***'],
		['CPF 11144477735', 'CPF ***'],
		['CNPJ 11 222 333 0001 81', 'CNPJ ***'],
		['CNPJ 11222333/0001-81', 'CNPJ ***'],
		['mandar para Ana.Exemplo@EXAMPLE.com', 'mandar para ***'],
		['fica na RUA  SAO MODELO, 32', 'fica na ***, 32'],
		['Rua São Modelos', 'Rua São Modelos'],
		['a XRua São Modelo', 'a XRua São Modelo'],
		['entregar na papelaria modelo', 'entregar na ***'],
		['Sem cebola, um dos pães sem molho', 'Sem cebola, um dos pães sem molho'],
		['90000-000 e 144.477.735', '90000-000 e 144.477.735'],
	])('%p becomes %p', (written, shown) => {
		expect(remarks(written)).toBe(shown);
	});

	it('are found whatever their accents', () => {
		const jose = { customer: { name: 'José Conceição' } };
		expect(remarks('Jose ou JOSÉ CONCEICAO, não o João', jose)).toBe('*** ou *** ***, não o João');
		expect(remarks('Jose\u0301 e joão', jose)).toBe('*** e joão');
	});

	it.each(['Rua São Modelo, 320, fundos', 'Rua São Modelo 32', 'Rua São Modelo,32'])(
		'are searched for the street alone, and for street and number in one line: %p',
		(street) => {
			const there = { delivery: { address: { street } } };
			expect(remarks('fica na rua são modelo, perto da praça', there)).toBe('fica na ***, perto da praça');
			expect(remarks(`fica na ${street}!`, there)).toBe('fica na ***!');
			expect(remarks('fica na Rua São', there)).toBe('fica na Rua São');
		},
	);

	it('are found whatever the blanks in the value', () => {
		const spaced = { customer: { companyName: 'Papelaria  Modelo' } };
		expect(remarks('entregar na Papelaria Modelo', spaced)).toBe('entregar na ***');
	});

	it('are searched for a phone of another country', () => {
		const abroad = { customer: { phone: '+351 910 000 001' } };
		expect(remarks('Ligar 351910000001 antes', abroad)).toBe('Ligar *** antes');
	});

	it('keep the small words of names', () => {
		const neves = { customer: { name: 'Ana das Neves dos Santos' } };
		expect(remarks('Neves: o doce das crianças e dos pais', neves)).toBe(
			'***: o doce das crianças e dos pais',
		);
	});

	it('stay byte for byte what they were where nobody is quoted', () => {
		expect(remarks('Sem pa\u0303o')).toBe('Sem pa\u0303o');
	});

	it('are not searched for what is too short to be told from other text', () => {
		const short = {
			customer: { name: 'Lu Sá', email: 'a@b', phone: '1234567', document: '1234567', companyName: 'Oi!' },
			delivery: { address: { street: 'R 1' } },
		};
		const written = 'Lu Sá, a@b, 1234567, Oi! R 1';
		expect(remarks(written, short)).toBe(written);
	});

	it('are searched for the shortest that can be told', () => {
		const short = {
			customer: { name: 'Léo', email: 'a@bc', phone: '12345678', document: '87654321', companyName: 'Oba!' },
			delivery: { address: { street: 'R 12' } },
		};
		expect(remarks('Léo, a@bc, 1234-5678, 8765/4321, Oba! R 12', short)).toBe('***, ***, ***, ***, *** ***');
	});

	it('are searched for signs that mean something in patterns, as they stand', () => {
		const odd = {
			customer: { name: 'Ana', companyName: 'A.B (C) [D] {E} ^F$ G+ H? |I/ \\J' },
			delivery: { address: { street: '(((( ....' } },
		};
		expect(remarks('Para A.B (C) [D] {E} ^F$ G+ H? |I/ \\J aqui', odd)).toBe('Para *** aqui');
		expect(remarks('AxB ((((', odd)).toBe('AxB ((((');
	});

	it('are not searched for values that are masked already', () => {
		const masked = {
			customer: { phone: '(**) *****-0001', email: 'a***@example.com', document: '11144477735' },
			delivery: { address: { street: 'Rua ***' } },
		};
		const written = 'a***@example.com, *****-0001, Rua ***';
		expect(remarks(written, masked)).toBe(written);
	});

	it('are not searched for values that hold nothing but accents', () => {
		const nothing = { customer: { email: '\u0301\u0301\u0301\u0301', companyName: '\u0301   \u0301' } };
		expect(remarks('Sem cebola', nothing)).toBe('Sem cebola');
	});

	it('survive a value that no person has: hundreds of digits, thousands of words', () => {
		const long = {
			customer: {
				name: 'Ana '.repeat(5000),
				phone: '1'.repeat(5000),
				document: '2'.repeat(5000),
				email: 'e'.repeat(5000),
			},
			delivery: { address: { street: 'Rua sem fim '.repeat(5000) } },
		};
		expect(remarks(`Ana mora na ${'1'.repeat(10)}`, long)).toBe(`*** mora na ${'1'.repeat(10)}`);
		expect(remarks('e'.repeat(200), long)).toBe('***');
	});
});

describe('the places of an order where a customer may be quoted', () => {
	it('are all searched', () => {
		const quote = 'de Ana (11) 90000-0001';
		const item = { ...burger, name: quote, variant: quote, category: quote, observations: quote };
		const option = { role: 'ANSWER' as const, groupName: quote, name: quote };
		const hidden = hidePersonalData(
			order({
				...ana,
				statusReason: quote,
				cancellation: { reason: quote },
				delivery: {
					shippingMethod: quote,
					driverName: 'Ana Motoboy',
					tracking: [{ code: quote, url: quote }],
				},
				indoor: { place: quote },
				items: [{ ...item, options: [{ ...option, options: [option] }] }],
				otherFees: [{ type: 'OTHER', name: quote, amount: 100 }],
				discounts: [{ target: 'CART', name: quote, code: quote, amount: 100 }],
				payments: [{ type: 'PREPAID', label: quote, transactionId: quote }],
				observations: quote,
			}),
		);
		const shown = 'de *** ***';
		const shownOption = { groupName: shown, name: shown };
		expect(hidden).toMatchObject({
			statusReason: shown,
			cancellation: { reason: shown },
			delivery: { shippingMethod: shown, driverName: '***', tracking: [{ code: shown, url: shown }] },
			indoor: { place: shown },
			items: [
				{
					...{ name: shown, variant: shown, category: shown, observations: shown },
					options: [{ ...shownOption, options: [shownOption] }],
				},
			],
			otherFees: [{ name: shown }],
			discounts: [{ name: shown, code: shown }],
			payments: { methods: [{ label: shown, transactionId: shown }] },
			observations: shown,
		});
		expect(hidden.text.items).toBe(`1x ${shown} (${shown}: ${shown} + ${shown}) - Obs.: ${shown}`);
		expect(JSON.stringify(hidden)).not.toContain('90000');
	});

	it('may be the brand of a card', () => {
		const payments = [{ type: null, label: 'Crédito Exemplo' }];
		const [method] = hidePersonalData(order({ ...ana, payments })).payments.methods;
		expect(method).toMatchObject({ method: 'CREDIT', brand: '***', label: 'Crédito ***' });
	});
});

describe('a row of a platform whose personal data are hidden', () => {
	const unified = order(ana);
	const hide = (raw: unknown, ...paths: string[]) => hidePersonalMembers(raw as IDataObject, paths, unified);

	it('has its personal members masked, however deep, and what is empty stays', () => {
		const raw = {
			cliente: { nome: 'Outra Pessoa', idade: 40, telefones: [11, ''], vip: true, apelido: null, obs: ' ' },
			total: 10,
		};
		expect(hide(raw, 'cliente')).toEqual({
			cliente: { nome: '***', idade: '***', telefones: ['***', ''], vip: true, apelido: null, obs: ' ' },
			total: 10,
		});
	});

	it('has them found by names, exactly, and by * for any name or place in a list', () => {
		const raw = {
			nome: 'a',
			Nome: 'b',
			itens: [
				{ nota: 'c', id: 'd' },
				{ nota: 'e', mais: { nota: 'f' } },
			],
			grupos: { x: { nota: 'g' }, y: { nota: 0 }, z: 'h' },
			lista: ['i', ['j', 'k']],
			vazio: {},
		};
		expect(hide(raw, 'nome', 'itens.*.nota', 'grupos.*.nota', 'lista.*.1', 'vazio.nome', 'nada')).toEqual({
			nome: '***',
			Nome: 'b',
			itens: [
				{ nota: '***', id: 'd' },
				{ nota: '***', mais: { nota: 'f' } },
			],
			grupos: { x: { nota: '***' }, y: { nota: '***' }, z: 'h' },
			lista: ['i', ['j', '***']],
			vazio: {},
		});
		expect(hide(raw, 'itens.nota')).toEqual(raw);
		expect(hide(raw, 'nome.*', 'itens.*.nota.*', 'grupos.z.*')).toEqual(raw);
	});

	it("has every other text and number searched for the customer's values", () => {
		const raw = {
			obs: 'Sou a Ana, 90000-0001',
			fone: 11900000001,
			json: '{"cpf":"111.444.777-35"}',
			links: [{ url: 'https://example.com/?mail=ana.exemplo@example.com' }],
			total: 43.49,
			criado: '2026-11-21T22:05:12Z',
			pago: false,
			nada: null,
		};
		expect(hide(raw)).toEqual({
			obs: 'Sou a ***, ***',
			fone: '***',
			json: '{"cpf":"***"}',
			links: [{ url: 'https://example.com/?mail=***' }],
			total: 43.49,
			criado: '2026-11-21T22:05:12Z',
			pago: false,
			nada: null,
		});
	});

	it('is a copy: the row itself is not touched, nor shared', () => {
		const raw = { cliente: { nome: 'Ana' }, itens: [{ id: 1 }] };
		const hidden = hide(raw, 'cliente.nome');
		expect(raw).toEqual({ cliente: { nome: 'Ana' }, itens: [{ id: 1 }] });
		expect(hidden.itens).toEqual(raw.itens);
		expect(hidden.itens).not.toBe(raw.itens);
	});

	it('may have a member called __proto__, which stays a member', () => {
		const raw = JSON.parse('{"__proto__":{"nome":"Ana"},"a":{"__proto__":"Ana"}}') as IDataObject;
		const hidden = hide(raw, '__proto__.nome');
		expect(JSON.stringify(hidden)).toBe('{"__proto__":{"nome":"***"},"a":{"__proto__":"***"}}');
		expect(Object.getPrototypeOf(hidden)).toBe(Object.prototype);
		expect(({} as { nome?: string }).nome).toBeUndefined();
	});
});

describe('whoever the customer is', () => {
	const digits = (count: number) => fc.stringMatching(new RegExp(`^[1-9]{${count}}$`));
	const word = (start: string) => fc.stringMatching(new RegExp(`^${start}[a-zçãéô]{3,8}$`));
	const person = fc.record({
		first: word('Yw'),
		last: fc.uniqueArray(word('Xq'), { minLength: 1, maxLength: 3 }),
		phone: digits(10).map((rest) => `${rest.slice(0, 2)}9${rest.slice(2)}`),
		document: digits(11),
		fiscal: digits(14),
		mailbox: word('Zk'),
		street: fc.tuple(word('Vj'), word('Wh')).map((words) => `Rua ${words.join(' ')}`),
	});
	type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;

	const emailOf = ({ mailbox }: Person) => `${mailbox}.mail@example.com`;
	/** The values as people write them. */
	const spellings = (who: Person): string[] => [
		...who.last,
		[who.first, ...who.last].join(' ').toUpperCase(),
		who.phone,
		`+55 (${who.phone.slice(0, 2)}) ${who.phone.slice(2, 7)}-${who.phone.slice(7)}`,
		who.document.replace(/^(...)(...)(...)(..)$/, '$1.$2.$3-$4'),
		who.fiscal.replace(/^(..)(...)(...)(....)(..)$/, '$1.$2.$3/$4-$5'),
		emailOf(who),
		who.street.toLowerCase(),
	];
	const filler = fc.constantFrom(
		'sem cebola',
		'ligar',
		'R$ 5,00',
		'às 19h',
		'dos',
		'',
		'(',
		') -',
		'\n',
		'"',
	);
	const situation = person.chain((who) => {
		const remark = fc
			.array(fc.tuple(filler, fc.constantFrom(...spellings(who)), filler), { maxLength: 4 })
			.map((parts) => parts.map((part) => part.join(' ')).join(' '));
		return fc.record({ who: fc.constant(who), remarks: fc.tuple(remark, remark, remark, remark, remark) });
	});
	type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

	const orderOf = ({ who, remarks: [observations, note, answer, label, reason] }: Situation): UnifiedOrder =>
		order({
			customer: {
				name: [who.first, ...who.last].join(' '),
				phone: who.phone,
				email: emailOf(who),
				document: who.document,
			},
			invoice: { document: who.fiscal },
			delivery: { address: { street: who.street, number: '7', formatted: `${who.street}, 7` } },
			statusReason: reason,
			items: [
				{
					...{ name: 'X-Burger', quantity: 1, unitPrice: 1000, optionsPrice: 0, totalPrice: 1000 },
					observations: note,
					options: [{ role: 'ANSWER', groupName: 'Nome?', name: answer }],
				},
			],
			payments: [{ type: null, label }],
			observations,
		});

	/** Neither case, accents nor punctuation hide a value from whoever looks for it. */
	const folded = (written: string) =>
		written
			.normalize('NFD')
			.toLowerCase()
			.replace(/[^a-z0-9@]/g, '');
	const expectNothingOf = (who: Person, shown: unknown) => {
		const json = folded(JSON.stringify(shown));
		for (const value of [
			...who.last,
			who.phone,
			who.phone.slice(3),
			who.document,
			who.fiscal,
			emailOf(who),
			who.street,
		]) {
			expect(json).not.toContain(folded(value));
		}
	};

	it('nothing but the first name can be found in the order', () => {
		fc.assert(
			fc.property(situation, (given) => {
				const hidden = hidePersonalData(orderOf(given));
				expectNothingOf(given.who, hidden);
				expect(hidden.customer.name).toBe(given.who.first);
				expect(schemaErrors(hidden)).toEqual([]);
			}),
			{ numRuns: 200 },
		);
	});

	it("nothing at all can be found in the platform's row", () => {
		fc.assert(
			fc.property(situation, (given) => {
				const { who, remarks: written } = given;
				const raw = {
					cliente: { nome: [who.first, ...who.last].join(' '), nascimento: '1990-01-01' },
					telefone: Number(who.phone),
					obs: written,
					mais: { deep: [{ texto: written.join('\n') }], ['__proto__']: { x: written[0] } },
				};
				const hidden = hidePersonalMembers(raw, ['cliente.*'], orderOf(given));
				expectNothingOf(who, hidden);
				expect(JSON.stringify(hidden)).not.toContain(who.first);
				expect(hidden.cliente).toEqual({ nome: '***', nascimento: '***' });
			}),
			{ numRuns: 200 },
		);
	});

	const anything = fc.oneof(
		fc.string({ unit: 'binary', maxLength: 20 }),
		fc.string({
			unit: fc.constantFrom('a', 'á', 'A', '1', ' ', '*', '@', '.', '-', '(', '\u0301', 'ß', 'İ'),
			maxLength: 20,
		}),
		fc.constantFrom('Ana Exemplo', '11 90000-0001', '111.444.777-35', 'ana@example.com', 'Rua São Modelo'),
		fc.constant(null),
	);
	const anyOrder = fc.tuple(...Array.from({ length: 12 }, () => anything)).map((texts) => {
		const [id, name, companyName, phone, email, document, street, postalCode, ...written] = texts;
		return order({
			customer: { id, name, companyName, phone, email, document },
			invoice: { document: written[0] },
			delivery: { driverName: written[1], address: { street, postalCode, complement: written[2] } },
			items: [
				{
					name: `${String(name)} ${String(phone)}`,
					quantity: 1,
					unitPrice: null,
					optionsPrice: null,
					totalPrice: null,
				},
			],
			observations: texts.join(' '),
			payments: [{ type: null, label: `${String(street)}${String(email)}` }],
			statusReason: written[3],
		});
	});

	it('hiding never fails, gives a valid order, and hiding again changes nothing', () => {
		fc.assert(
			fc.property(anyOrder, (given) => {
				const hidden = hidePersonalData(given);
				expect(schemaErrors(hidden)).toEqual([]);
				expect(lostInJson(hidden)).toEqual([]);
				expect(hidePersonalData(hidden)).toEqual(hidden);
			}),
			{ numRuns: 400 },
		);
	});

	it('hiding a row never fails, leaves it as it is, and hiding again changes nothing', () => {
		const names = fc.constantFrom('a', 'b', '*', '__proto__', '');
		const { tree } = fc.letrec((tie) => ({
			tree: fc.oneof(
				{ maxDepth: 4 },
				anything,
				fc.double(),
				fc.boolean(),
				fc.array(tie('tree'), { maxLength: 3 }),
				fc.dictionary(names, tie('tree'), { maxKeys: 4 }),
			),
		}));
		const paths = fc.array(
			fc.array(names, { maxLength: 3 }).map((path) => path.join('.')),
			{ maxLength: 3 },
		);
		fc.assert(
			fc.property(fc.dictionary(names, tree), paths, anyOrder, (row, hiddenPaths, given) => {
				const raw = row as IDataObject;
				const before = JSON.stringify(raw);
				const hidden = hidePersonalMembers(raw, hiddenPaths, given);
				expect(JSON.stringify(raw)).toBe(before);
				expect(hidePersonalMembers(hidden, hiddenPaths, given)).toEqual(hidden);
			}),
			{ numRuns: 300 },
		);
	});
});
