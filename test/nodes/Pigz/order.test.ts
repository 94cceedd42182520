import { join } from 'node:path';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { UnifiedOrder } from '../../../core/order/types';
import { pigzOrders } from '../../../nodes/Pigz/order';
import { lostInJson, schemaErrors } from '../../core/order/support';
import { checkFixtures, fixturesIn, store } from '../support/fixtures';

const toUnified = (raw: unknown) => pigzOrders.toUnified(raw as IDataObject, store);
const folder = join(__dirname, 'orders');
const fixtures = fixturesIn(folder);

describe('an order of Pigz', () => {
	checkFixtures(pigzOrders, folder);
});

describe('the status of a Pigz order', () => {
	it.each([
		['PENDENTE', 'CREATED'],
		['conhecido', 'CREATED'],
		['Integrado', 'CREATED'],
		['known', 'CREATED'],
		['CONFIRMADO', 'CONFIRMED'],
		['confirmado', 'CONFIRMED'],
		['confirmed', 'CONFIRMED'],
		['prontoRetirada', 'READY'],
		['PRONTO_RETIRADA', 'READY'],
		['despachado', 'IN_DELIVERY'],
		['ENTREGUE', 'DELIVERED'],
		['cancelado', 'CANCELLED'],
		['canceled', 'CANCELLED'],
		['EM_PREPARO', 'UNKNOWN'],
		[undefined, 'UNKNOWN'],
	])('%p is %s', (status, unified) => {
		expect(toUnified({ codigo: 1, status }).status).toBe(unified);
	});
});

describe('the type of a Pigz order', () => {
	it.each([
		['DELIVERY', 'DELIVERY'],
		['delivery', 'DELIVERY'],
		['Entrega', 'DELIVERY'],
		['RETIRADA', 'TAKEOUT'],
		['retirada', 'TAKEOUT'],
		['takeout', 'TAKEOUT'],
		['MESA', null],
		[null, null],
	])('%p is %p', (tipoEntrega, orderType) => {
		expect(toUnified({ codigo: 1, tipoEntrega }).orderType).toBe(orderType);
	});
});

describe('odd shapes that Pigz might send', () => {
	it('are read where they are clear: pagamentos as an object, itens as an object, telefone as a list', () => {
		const unified = toUnified({
			codigo: 1,
			cliente: { nome: 'Ana Exemplo', telefone: ['11912345678', '1131234567'] },
			itens: { nome: 'Pão', quantidade: '2', preco: '1,50' },
			subTotal: 3,
			pagamentos: { nome: 'Pix', status: 'PAID' },
		});
		expect(unified.customer.phone).toBe('+5511912345678');
		expect(unified.items).toMatchObject([{ name: 'Pão', quantity: 2, unitPrice: 1.5, totalPrice: 3 }]);
		expect(unified.payments.methods).toMatchObject([{ label: 'Pix', type: 'PREPAID', method: 'PIX' }]);
	});

	it('are read where pagamento and an empty pagamentos come together', () => {
		const unified = toUnified({ codigo: 1, pagamentos: [], pagamento: { codigo: 4, status: 'PAID' } });
		expect(unified.payments.methods).toMatchObject([{ label: 'Código 4', type: 'PREPAID' }]);
	});

	it('show a payment of which nothing is told', () => {
		const unified = toUnified({ codigo: 1, pagamentos: [{ troco: 20 }] });
		expect(unified.payments).toMatchObject({ changeFor: 20, changeDue: null });
		expect(unified.payments.methods).toMatchObject([{ label: null, type: null, method: 'OTHER' }]);
		expect(unified.warnings).toContain('CHANGE_ASSUMED');
	});

	it('have several options of which one is nameless: the prose names it', () => {
		const [item] = toUnified({
			codigo: 1,
			itens: [
				{
					nome: 'X-Burger',
					quantidade: 1,
					preco: 10,
					descricao: 'Cheddar',
					opcionais: [{ campo: 'Extras', opcao: [{ nome: 'Bacon', price: 0 }, { price: 0 }] }],
				},
			],
		}).items;
		expect(item?.options.map(({ name }) => name)).toEqual(['Bacon', 'Cheddar']);
	});

	it('have options without a name, a group or prose', () => {
		const [item] = toUnified({
			codigo: 1,
			itens: [{ quantidade: 1, preco: 10, opcionais: [{ opcao: [{ price: 1, quantidade: 2 }, 'Bacon'] }] }],
		}).items;
		expect(item).toMatchObject({
			name: 'Item 1',
			optionsPrice: 2,
			options: [
				{ name: 'Opção 1', quantity: 2, unitPrice: 1, totalPrice: 2, role: 'COMPLEMENT' },
				{ name: 'Bacon', unitPrice: null, totalPrice: 0 },
			],
		});
	});

	it('have a description that only repeats the name', () => {
		const [item] = toUnified({ codigo: 1, itens: [{ nome: 'Pão', descricao: 'Pão' }] }).items;
		expect(item?.options).toEqual([]);
	});

	it('have a price of an option that cannot be read: then the price of the line is unknown', () => {
		const unified = toUnified({
			codigo: 1,
			subTotal: 10,
			itens: [
				{ nome: 'Pão', quantidade: 1, preco: 10, opcionais: [{ opcao: [{ nome: 'Sal', price: 'x' }] }] },
			],
		});
		expect(unified.items).toMatchObject([{ unitPrice: 10, optionsPrice: null, totalPrice: null }]);
		expect(unified.warnings).toEqual(expect.arrayContaining(['AMOUNT_UNREAD', 'ITEM_PRICE_ASSUMED']));
	});
});

describe('the names that an unpublished member of Pigz may have', () => {
	const inAddress = (member: object) =>
		toUnified({ codigo: 1, cliente: { endereco: member } }).delivery.address;

	it.each([
		['logradouro', 'street'],
		['rua', 'street'],
		['endereco', 'street'],
		['street', 'street'],
		['numero', 'number'],
		['num', 'number'],
		['number', 'number'],
		['complemento', 'complement'],
		['complement', 'complement'],
		['referencia', 'reference'],
		['pontoReferencia', 'reference'],
		['pontoDeReferencia', 'reference'],
		['reference', 'reference'],
		['bairro', 'district'],
		['district', 'district'],
		['cidade', 'city'],
		['municipio', 'city'],
		['city', 'city'],
		['formatado', 'formatted'],
		['enderecoFormatado', 'formatted'],
		['enderecoCompleto', 'formatted'],
		['formatted', 'formatted'],
	] as const)('%s of an address is its %s', (name, member) => {
		expect(inAddress({ [name]: 'Algum texto' })).toEqual({ ...inAddress({}), [member]: 'Algum texto' });
	});

	it.each([
		['uf', 'state', 'SP', 'SP'],
		['estado', 'state', 'SP', 'SP'],
		['state', 'state', 'SP', 'SP'],
		['cep', 'postalCode', '01311-100', '01311100'],
		['codigoPostal', 'postalCode', '01311-100', '01311100'],
		['postalCode', 'postalCode', '01311-100', '01311100'],
		['latitude', 'latitude', '-23.5', -23.5],
		['lat', 'latitude', '-23.5', -23.5],
		['longitude', 'longitude', '-46.6', -46.6],
		['lng', 'longitude', '-46.6', -46.6],
		['lon', 'longitude', '-46.6', -46.6],
	] as const)('%s of an address is its %s', (name, member, sent, read) => {
		expect(inAddress({ [name]: sent })).toEqual({ ...inAddress({}), [member]: read });
	});

	it.each([
		['codigo', 'id', '77', '77'],
		['id', 'id', '77', '77'],
		['telefone', 'phone', '11912345678', '+5511912345678'],
		['celular', 'phone', '11912345678', '+5511912345678'],
		['nome', 'name', 'Ana Exemplo', 'Ana Exemplo'],
		['name', 'name', 'Ana Exemplo', 'Ana Exemplo'],
		['titulo', 'name', 'Ana Exemplo', 'Ana Exemplo'],
		['descricao', 'name', 'Ana Exemplo', 'Ana Exemplo'],
		['cpf', 'document', '529.982.247-25', '52998224725'],
		['cnpj', 'document', '529.982.247-25', '52998224725'],
		['cpfCnpj', 'document', '529.982.247-25', '52998224725'],
		['documento', 'document', '529.982.247-25', '52998224725'],
	] as const)('%s of a customer is the %s', (name, member, sent, read) => {
		expect(toUnified({ codigo: 1, cliente: { [name]: sent } }).customer[member]).toBe(read);
	});

	it.each(['enderecoEntrega', 'endereco'])('%s is where it goes, in the customer or in the order', (name) => {
		const address = { rua: 'Rua das Amostras' };
		for (const raw of [{ cliente: { [name]: address } }, { [name]: address }]) {
			expect(toUnified({ codigo: 1, ...raw }).delivery.address.street).toBe('Rua das Amostras');
		}
	});

	it.each(['observacao', 'observacoes'])('%s is the remark on the order', (name) => {
		expect(toUnified({ codigo: 1, [name]: 'Sem cebola' }).observations).toBe('Sem cebola');
	});

	it.each(['opcao', 'opcoes'])('%s are the options of a group', (name) => {
		const group = { campo: 'Extras', [name]: [{ nome: 'Bacon', price: 2 }] };
		const [item] = toUnified({
			codigo: 1,
			itens: [{ nome: 'Pão', quantidade: 1, opcionais: [group] }],
		}).items;
		expect(item?.options).toMatchObject([{ name: 'Bacon', unitPrice: 2 }]);
	});

	it.each(['price', 'preco', 'valor'])('%s is the price of an option', (name) => {
		const group = { opcao: [{ nome: 'Bacon', [name]: '2,50' }] };
		const [item] = toUnified({
			codigo: 1,
			itens: [{ nome: 'Pão', quantidade: 1, opcionais: [group] }],
		}).items;
		expect(item?.options).toMatchObject([{ name: 'Bacon', unitPrice: 2.5 }]);
	});
});

describe('a payment of a Pigz order', () => {
	it.each([
		['PAID', 'PREPAID'],
		['Pago', 'PREPAID'],
		['NO_PAID', 'PENDING'],
		['not paid', 'PENDING'],
		['UNPAID', 'PENDING'],
		['Não pago', 'PENDING'],
		['ESTORNADO', null],
		[undefined, null],
	])('of the status %p is %p', (status, type) => {
		const { methods } = toUnified({ codigo: 1, total: 39, pagamentos: [{ nome: 'Pix', status }] }).payments;
		expect(methods).toEqual([
			{ type, method: 'PIX', brand: null, label: 'Pix', amount: 39, transactionId: null },
		]);
	});
});

describe('the change of a Pigz order', () => {
	it('is none where the bill is the very amount, and nothing is assumed then', () => {
		const unified = toUnified({ codigo: 1, total: 39, pagamentos: [{ status: 'NO_PAID', troco: 39 }] });
		expect(unified.payments).toMatchObject({ pending: 39, changeFor: 39, changeDue: null });
		expect(unified.warnings).not.toContain('CHANGE_ASSUMED');
	});

	it('is read as the change wanted where the bill would be too small', () => {
		const unified = toUnified({ codigo: 1, total: 39, pagamentos: [{ status: 'NO_PAID', troco: 11 }] });
		expect(unified.payments).toMatchObject({ pending: 39, changeFor: 50, changeDue: 11 });
		expect(unified.warnings).toContain('CHANGE_ASSUMED');
	});
});

it('leaves out what is no line and no payment', () => {
	const unified = toUnified({ codigo: 1, itens: ['Pão', null, { nome: 'Café' }], pagamentos: ['Pix', null] });
	expect(unified.items.map(({ name }) => name)).toEqual(['Café']);
	expect(unified.payments.methods).toEqual([]);
});

describe('the number of a Pigz order', () => {
	it.each<[unknown, string]>([
		[3105, '3105'],
		['3105', '3105'],
		[' A-7 ', 'A-7'],
	])('%p is %p', (codigo, orderId) => {
		expect(pigzOrders.orderIdOf({ codigo } as IDataObject)).toBe(orderId);
		expect(toUnified({ codigo }).source.orderId).toBe(orderId);
	});

	it.each<[unknown]>([[undefined], [null], [''], [1.5], [1e300], [{}], [[1]], [true]])(
		'is missing where Pigz sends %p',
		(codigo) => {
			expect(() => pigzOrders.orderIdOf({ codigo } as IDataObject)).toThrow(
				'Pigz sent an order without a number ("codigo")',
			);
			const unified = toUnified({ codigo });
			expect(unified.source.orderId).toBe('');
			expect(unified.displayId).toBeNull();
			expect(unified.warnings).toContain('ORDER_ID_MISSING');
		},
	);
});

describe('the personal data of a Pigz order', () => {
	it('are all that tells who the customer is, where, and what was written by hand', () => {
		expect(pigzOrders.personal).toEqual([
			'cliente',
			'enderecoEntrega',
			'endereco',
			'observacao',
			'observacoes',
			'entregador',
			'itens.*.observacao',
		]);
	});
});

describe('the verbs of Pigz', () => {
	it('set the stages of its page, and there is none for the preparation', () => {
		const { calls, orderParameter, read } = pigzOrders.verbs;
		const stage = (name: string, reaches: string) => ({
			operation: 'order.changeStage',
			values: { stage: name },
			reaches,
		});
		expect(calls).toEqual({
			confirm: stage('confirmado', 'CONFIRMED'),
			readyForPickup: stage('prontoRetirada', 'READY'),
			dispatch: stage('despachado', 'IN_DELIVERY'),
			conclude: stage('entregue', 'DELIVERED'),
			cancel: stage('cancelado', 'CANCELLED'),
		});
		expect(orderParameter).toBe('id');
		expect(read).toEqual({ operation: 'order.getAll', byDay: { start: 'start', end: 'end' } });
	});

	it('lead to statuses that its orders are read with', () => {
		for (const call of Object.values(pigzOrders.verbs.calls)) {
			expect(
				toUnified({ codigo: 1, ...call.values, status: (call.values as { stage: string }).stage }).status,
			).toBe(call.reaches);
		}
	});
});

describe('whatever Pigz sends', () => {
	const names = [
		...[
			'codigo',
			'dataHora',
			'cliente',
			'itens',
			'pagamentos',
			'pagamento',
			'status',
			'desconto',
			'subTotal',
		],
		...[
			'total',
			'taxaEntrega',
			'tipoEntrega',
			'entregador',
			'EnderecoRetirada',
			'endereco',
			'nome',
			'telefone',
		],
		...[
			'quantidade',
			'preco',
			'descricao',
			'produto',
			'tamanho',
			'opcionais',
			'campo',
			'opcao',
			'price',
			'troco',
		],
		...[
			'rua',
			'numero',
			'cidade',
			'estado',
			'cep',
			'latitude',
			'codigoPdv',
			'observacao',
			'cpf',
			'__proto__',
		],
	];
	const leaf = fc.oneof(
		fc.constant(null),
		fc.boolean(),
		fc.integer(),
		fc.double(),
		fc.string(),
		fc.constantFrom(
			'NaN',
			'39,90',
			'1.234,56',
			'1795298712',
			'2026-11-21',
			'PAID',
			'NO_PAID',
			'DELIVERY',
			'Pix',
			'-0',
			'1e999',
		),
	);
	const { tree } = fc.letrec((tie) => ({
		tree: fc.oneof(
			{ maxDepth: 6, withCrossShrink: true },
			leaf,
			fc.array(tie('tree'), { maxLength: 4 }),
			fc.dictionary(fc.constantFrom(...names), tie('tree'), { maxKeys: 12 }),
		),
	}));

	const isSound = (raw: unknown) => {
		const unified: UnifiedOrder = toUnified(raw);
		expect(schemaErrors(unified)).toEqual([]);
		expect(lostInJson(unified)).toEqual([]);
	};

	it('becomes an order with every key and no NaN, if it is any JSON', () => {
		fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), isSound), { numRuns: 300 });
	});

	it("becomes an order with every key and no NaN, if Pigz's members hold the wrong things", () => {
		fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), tree, { maxKeys: 20 }), isSound), {
			numRuns: 800,
		});
	});

	it('becomes an order if a fixture has one member replaced by anything', () => {
		const paths = fc.tuple(
			fc.constantFrom(...fixtures.map(([, { raw }]) => raw)),
			fc.constantFrom(...names),
			tree,
		);
		fc.assert(
			fc.property(paths, ([raw, name, value]) => {
				const spoilt = JSON.parse(JSON.stringify(raw), (key, member: unknown) =>
					key === name ? value : member,
				) as unknown;
				isSound(spoilt);
			}),
			{ numRuns: 800 },
		);
	});
});
