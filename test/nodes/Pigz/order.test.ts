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
