import type { ItemDraft, OptionDraft, OrderDraft } from '../../../core/order/build';
import { moneyText } from '../../../core/order/text';
import { order } from './support';

const noPrices = { unitPrice: null, optionsPrice: null, totalPrice: null };
const item = (changes: Partial<ItemDraft>): ItemDraft => ({
	name: 'X-Burger',
	quantity: 2,
	...noPrices,
	...changes,
});
const itemsText = (...items: Array<Partial<ItemDraft>>) => order({ items: items.map(item) }).text.items;
const option = (name: string, changes: Partial<OptionDraft> = {}): OptionDraft => ({
	role: 'COMPLEMENT',
	name,
	...changes,
});

describe('the items as text', () => {
	it('name quantity, item and options', () => {
		expect(itemsText({ options: [option('Bacon')] })).toBe('2x X-Burger (Bacon)');
	});

	it('tell a pizza in halves with everything on it', () => {
		const text = itemsText({
			name: 'Pizza Grande',
			variant: 'Grande',
			options: [
				option('Grande', { role: 'SIZE' }),
				option('Catupiry', { role: 'CRUST' }),
				option('Calabresa', { role: 'FLAVOR', fraction: '1/2' }),
				option('Portuguesa', { role: 'FLAVOR', fraction: '1/2', options: [option('Bacon')] }),
			],
		});
		expect(text).toBe('2x Pizza Grande (1/2 Calabresa, 1/2 Portuguesa + Bacon; borda Catupiry)');
	});

	it('add the variant only where the name does not have it', () => {
		expect(itemsText({ name: 'Pizza Grande', variant: 'grande' })).toBe('2x Pizza Grande');
		expect(itemsText({ name: 'Suco Manga', variant: 'M' })).toBe('2x Suco Manga M');
	});

	it('name a size that is no variant', () => {
		expect(itemsText({ options: [option('Grande', { role: 'SIZE' })] })).toBe('2x X-Burger (Grande)');
	});

	it('do not say "borda" twice', () => {
		expect(itemsText({ options: [option('Borda de Catupiry', { role: 'CRUST' })] })).toBe(
			'2x X-Burger (Borda de Catupiry)',
		);
	});

	it('put the question before the answer', () => {
		const answer = option('Sim', { role: 'ANSWER', groupName: 'Talheres?' });
		expect(itemsText({ options: [answer] })).toBe('2x X-Burger (Talheres?: Sim)');
	});

	it('count options that were chosen more than once', () => {
		expect(
			itemsText({ options: [option('Bacon', { quantity: 2 }), option('Queijo', { quantity: 0.5 })] }),
		).toBe('2x X-Burger (2x Bacon, 0,5x Queijo)');
	});

	it('weigh what is sold by weight, and leave out a quantity that is unknown', () => {
		expect(itemsText({ name: 'Picanha', quantity: 0.35, unit: 'KG' }, { quantity: null })).toBe(
			'0,35 kg Picanha\nX-Burger',
		);
	});

	it('carry the remark of the customer', () => {
		expect(itemsText({ observations: 'sem cebola' })).toBe('2x X-Burger - Obs.: sem cebola');
	});
});

describe('the address as text', () => {
	const addressOf = (changes: Partial<OrderDraft>) => order(changes).text.address;

	it('is one line', () => {
		const address = {
			street: 'Rua das Flores',
			number: 123,
			complement: 'apto 4',
			district: 'Centro',
			city: 'São Paulo',
			state: 'SP',
			postalCode: '01311100',
			reference: 'perto da praça',
			formatted: 'not used',
		};
		expect(addressOf({ delivery: { address } })).toBe(
			'Rua das Flores, 123, apto 4 - Centro, São Paulo - SP, 01311-100 (perto da praça)',
		);
	});

	it("is the platform's own text where no street is known", () => {
		expect(addressOf({ delivery: { address: { formatted: 'Rua A, 1', city: 'Lavras' } } })).toBe('Rua A, 1');
	});

	it('is made of what is known', () => {
		expect(addressOf({ delivery: { address: { district: 'Centro', city: 'Lavras' } } })).toBe(
			'Centro, Lavras',
		);
	});

	it('does not consist of a reference alone', () => {
		expect(addressOf({ delivery: { address: { reference: 'ao lado' } } })).toBe('Endereço não informado');
	});

	it('is the counter or the table, where the order is not delivered', () => {
		expect(addressOf({ orderType: 'TAKEOUT' })).toBe('Retirada na loja');
		expect(addressOf({ orderType: 'TAKEOUT', takeout: { address: 'Rua B' } })).toBe(
			'Retirada na loja: Rua B',
		);
		expect(addressOf({ orderType: 'INDOOR', indoor: { place: 'Mesa 5' } })).toBe('Consumo no local: Mesa 5');
	});
});

describe('the payment as text', () => {
	const total = { itemsPrice: null, otherFees: null, discount: null, orderAmount: 3900 };

	it('names the change', () => {
		const cash = order({ total, payments: [{ type: 'PENDING', label: 'Dinheiro' }], changeFor: () => 5000 });
		expect(cash.text.payment).toBe('Dinheiro, troco para R$ 50,00');
		expect(cash.text.order).toContain('Levar de troco: R$ 11,00');
	});

	it('names the amounts of several payments, and what is paid', () => {
		const payments = [
			{ type: 'PREPAID' as const, label: 'Pix', amount: 2000 },
			{ type: 'PENDING' as const, label: null, amount: 1900 },
		];
		expect(order({ total, payments }).text.payment).toBe('Pix R$ 20,00 (pago) + Pagamento R$ 19,00');
	});
});

describe('the receipt', () => {
	it('has fees, discounts, time wanted and remarks', () => {
		const receipt = order({
			displayId: 57,
			orderType: 'SHIPPING',
			timing: { scheduledStart: '2026-11-22T15:00:00Z' },
			createdAt: '2026-11-21T22:05:12Z',
			customer: { name: 'Ana Exemplo', phone: '1131234567' },
			otherFees: [
				{ type: 'SHIPPING', amount: 500 },
				{ type: 'OTHER', name: 'Embalagem', amount: 150 },
			],
			discounts: [{ target: 'CART', name: 'Cupom OFF', amount: 100 }],
			total: { itemsPrice: 123456, otherFees: 650, discount: 100, orderAmount: 124006 },
			observations: 'Portaria',
		}).text.order;
		expect(receipt).toBe(
			[
				'Pedido 57 - Envio',
				'21/11/2026 19:05',
				'Agendado para 22/11/2026 12:00',
				'',
				'Itens: R$ 1.234,56',
				'Frete: R$ 5,00',
				'Embalagem: R$ 1,50',
				'Cupom OFF: -R$ 1,00',
				'Total: R$ 1.240,06',
				'Pagamento: Não informado',
				'',
				'Cliente: Ana Exemplo',
				'Telefone: (11) 3123-4567',
				'Endereço: Endereço não informado',
				'Obs.: Portaria',
			].join('\n'),
		);
	});

	it('names fees and discounts that have no name', () => {
		const receipt = order({
			displayId: 57,
			otherFees: [
				{ type: 'DELIVERY_FEE', amount: 500 },
				{ type: 'SERVICE_FEE', amount: 400 },
				{ type: 'TIP', amount: 300 },
				{ type: 'SHIPPING', amount: 200 },
				{ type: 'OTHER', amount: 150 },
			],
			discounts: [{ target: 'CART', amount: 100 }],
		}).text.order;
		expect(receipt).toBe(
			[
				'Pedido 57 - Entrega',
				'',
				'Taxa de entrega: R$ 5,00',
				'Taxa de serviço: R$ 4,00',
				'Gorjeta: R$ 3,00',
				'Frete: R$ 2,00',
				'Outras taxas: R$ 1,50',
				'Desconto: -R$ 1,00',
				'Pagamento: Não informado',
				'',
				'Endereço: Endereço não informado',
			].join('\n'),
		);
	});

	it('has the items with their prices and remarks, as far as they are told', () => {
		const items = [
			item({ totalPrice: 3900, observations: 'sem cebola' }),
			item({ name: 'Suco', quantity: 1, options: [option('Gelo', { role: 'ANSWER' })] }),
		];
		expect(order({ items, orderType: null }).text.order).toBe(
			[
				'Pedido',
				'',
				'2x X-Burger: R$ 39,00',
				'  Obs.: sem cebola',
				'1x Suco (Gelo)',
				'',
				'Pagamento: Não informado',
				'',
				'Endereço não informado',
			].join('\n'),
		);
	});

	it.each<[string, Partial<OrderDraft>, string, string]>([
		[
			'is picked up',
			{ orderType: 'TAKEOUT', takeout: { address: 'Rua B' } },
			'Retirada',
			'Retirada na loja: Rua B',
		],
		['is eaten here', { orderType: 'INDOOR' }, 'Consumo no local', 'Consumo no local'],
		['was cancelled', { status: 'CANCELLED' }, 'Entrega - CANCELADO', 'Endereço: Endereço não informado'],
	])('tells that the order %s', (_, changes, title, place) => {
		expect(order({ displayId: 57, customer: { phone: 'ramal 12' }, ...changes }).text.order).toBe(
			[`Pedido 57 - ${title}`, '', 'Pagamento: Não informado', '', 'Telefone: ramal 12', place].join('\n'),
		);
	});
});

describe('money as text', () => {
	it.each([
		[0, 'R$ 0,00'],
		[50, 'R$ 50,00'],
		[0.1, 'R$ 0,10'],
		[0.05, 'R$ 0,05'],
		[999.99, 'R$ 999,99'],
		[1000, 'R$ 1.000,00'],
		[123456.5, 'R$ 123.456,50'],
		[1234567.8, 'R$ 1.234.567,80'],
		[-10, '-R$ 10,00'],
	])('%p is %s', (reais, written) => {
		expect(moneyText(reais)).toBe(written);
	});
});
