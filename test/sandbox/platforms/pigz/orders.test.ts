import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ORDER_KINDS, orderGenerator, type PigzOrder } from '../../../../sandbox/platforms/pigz/orders';

const MOMENT = Date.parse('2026-03-10T15:00:00Z');
const document = parse(readFileSync(join(__dirname, '../../../../nodes/Pigz/openapi.yaml'), 'utf8'));
const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
const isOrder = ajv.compile({ ...document, $ref: '#/components/schemas/Order' });

const cents = (reais: number) => Math.round(reais * 100);

/** 50 orders of every kind. */
const manyOrders = () => {
	const generator = orderGenerator(42);
	return ORDER_KINDS.flatMap(({ name }) =>
		Array.from({ length: 50 }, (_, index) => ({
			kind: name,
			order: generator.next(name, index + 1, MOMENT).order,
		})),
	);
};
const ordersOf = (kind: string) => manyOrders().filter((entry) => entry.kind === kind);
const lineCents = (item: PigzOrder['itens'][number]) =>
	item.quantidade *
	(cents(item.preco) +
		item.opcionais.flatMap(({ opcao }) => opcao).reduce((sum, { price }) => sum + cents(price), 0));

describe('sample orders of the sandbox', () => {
	it('are what the Pigz document calls an order', () => {
		for (const { order } of manyOrders()) {
			isOrder(order);
			expect(isOrder.errors).toBeNull();
		}
	});

	it('would be noticed if they were not', () => {
		const order = orderGenerator(1).next('options', 1, MOMENT).order;
		expect(isOrder({ ...order, codigo: '3105' })).toBe(false);
		expect(isOrder({ ...order, pagamentos: [{ status: 'MAYBE' }] })).toBe(false);
	});

	it('agree with themselves to the cent', () => {
		for (const { order } of manyOrders()) {
			const items = order.itens.reduce((sum, item) => sum + lineCents(item), 0);
			expect(cents(order.subTotal)).toBe(items);
			expect(cents(order.total)).toBe(items - cents(order.desconto) + cents(order.taxaEntrega));
			for (const amount of [order.subTotal, order.desconto, order.taxaEntrega, order.total]) {
				expect(amount).toBe(cents(amount) / 100);
			}
		}
	});

	it('repeat with the same seed and differ with another', () => {
		const rowOf = (seed: number) => {
			const generator = orderGenerator(seed);
			return Array.from({ length: 10 }, (_, index) => generator.next(undefined, index, MOMENT));
		};
		expect(rowOf(7)).toEqual(rowOf(7));
		expect(rowOf(7)).not.toEqual(rowOf(8));
	});

	it('have no address to go to when the customer picks them up', () => {
		for (const { order } of ordersOf('pickup')) {
			expect(order).toMatchObject({ tipoEntrega: 'RETIRADA', taxaEntrega: 0 });
			expect(order.cliente.endereco).toBeUndefined();
			expect(order.EnderecoRetirada).toBeDefined();
		}
	});

	it('have an address and a fee when they are delivered', () => {
		for (const { order } of ordersOf('delivery')) {
			expect(order.tipoEntrega).toBe('DELIVERY');
			expect(order.taxaEntrega).toBeGreaterThan(0);
			expect(order.cliente.endereco).toMatchObject({ uf: 'SP', cep: expect.stringMatching(/^\d{8}$/) });
		}
	});

	it('name size, options and remark of a configurable product', () => {
		for (const { order } of ordersOf('options')) {
			const pizza = order.itens[0];
			expect(pizza).toMatchObject({ tipo: 'VARIAVEL', produto: { tamanho: expect.any(String) } });
			expect(pizza?.observacao).not.toBe('');
			expect(pizza?.opcionais.map(({ campo }) => campo)).toEqual(['Borda', 'Adicionais']);
		}
	});

	it('give a discount below the price of the items', () => {
		for (const { order } of ordersOf('discount')) {
			expect(order.desconto).toBeGreaterThan(0);
			expect(order.desconto).toBeLessThan(order.subTotal);
		}
	});

	it('are paid with more cash than they cost when change is wanted', () => {
		for (const { order } of ordersOf('change')) {
			expect(order.pagamentos).toHaveLength(1);
			expect(order.pagamentos[0]?.status).toBe('NO_PAID');
			expect(order.pagamentos[0]?.troco).toBeGreaterThan(order.total);
		}
	});

	it('carry a transaction when they were paid online', () => {
		for (const { order } of ordersOf('online')) {
			expect(order.pagamentos).toEqual([
				expect.objectContaining({ status: 'PAID', transactionId: expect.stringMatching(/^\d{8}$/) }),
			]);
		}
	});

	it('spell the moment in both documented ways', () => {
		const spellings = new Set(manyOrders().map(({ order }) => order.dataHora));
		expect(spellings).toEqual(new Set(['2026-03-10T15:00:00Z', String(MOMENT / 1000)]));
	});
});
