import { amountReader, buildAddress } from '../../../core/order/build';
import type { OrderWarning } from '../../../core/order/types';
import { order, schemaErrors } from './support';

describe('an order of which almost nothing is known', () => {
	it('has every key all the same', () => {
		expect(order()).toEqual({
			schemaVersion: '1.0',
			id: 'neemo:4512:987654',
			displayId: null,
			source: {
				platform: 'neemo',
				storeId: null,
				storeName: null,
				orderId: '987654',
				parentOrderId: null,
				salesChannel: null,
				direction: 'INBOUND',
			},
			status: 'CREATED',
			statusPhase: 'ACTION_NEEDED',
			statusRaw: '0',
			statusReason: null,
			cancellation: { requested: false, by: null, reason: null, refunded: null },
			orderType: 'DELIVERY',
			timing: {
				orderTiming: null,
				scheduledStart: null,
				scheduledEnd: null,
				preparationStart: null,
				estimatedDelivery: null,
			},
			createdAt: null,
			updatedAt: null,
			customer: {
				id: null,
				name: null,
				companyName: null,
				phone: null,
				phoneRaw: null,
				email: null,
				document: null,
				documentType: null,
				isNew: null,
			},
			delivery: {
				deliveredBy: null,
				driverName: null,
				shippingMethod: null,
				tracking: [],
				address: {
					street: null,
					number: null,
					complement: null,
					reference: null,
					district: null,
					city: null,
					state: null,
					postalCode: null,
					country: 'BR',
					latitude: null,
					longitude: null,
					formatted: null,
				},
			},
			takeout: { pickupCode: null, address: null },
			indoor: { place: null },
			items: [],
			otherFees: [],
			discounts: [],
			total: { itemsPrice: null, otherFees: null, discount: null, orderAmount: null },
			currency: 'BRL',
			payments: { prepaid: null, pending: null, changeFor: null, changeDue: null, methods: [] },
			invoice: { requested: null, document: null },
			observations: null,
			text: {
				items: '',
				address: 'Endereço não informado',
				payment: 'Não informado',
				order: 'Pedido - Entrega\n\nPagamento: Não informado\n\nEndereço: Endereço não informado',
			},
			warnings: [],
		});
		expect(schemaErrors(order())).toEqual([]);
	});
});

describe('an order of which everything is known', () => {
	const full = () =>
		order({
			platform: 'digipix',
			displayId: 57,
			source: {
				storeId: 8,
				storeName: 'Loja Modelo',
				parentOrderId: '1',
				salesChannel: 'app',
				direction: 'OUTBOUND',
			},
			status: 'CANCELLED',
			statusReason: 'sem estoque',
			cancellation: { by: 'MERCHANT', reason: 'sem estoque', refunded: true },
			orderType: 'SHIPPING',
			timing: {
				orderTiming: 'SCHEDULED',
				scheduledStart: '2026-11-22T15:00:00Z',
				scheduledEnd: '2026-11-22T16:00:00Z',
				preparationStart: '2026-11-22T14:00:00Z',
				estimatedDelivery: '2026-11-22T17:00:00Z',
			},
			createdAt: '2026-11-21T22:05:12.1234567Z',
			updatedAt: 1795298712,
			customer: {
				id: 12,
				name: ' Ana  Exemplo',
				companyName: 'Exemplo Ltda',
				phone: '(11) 98765-4321',
				email: 'ana@example.com',
				document: '52998224725',
				isNew: false,
			},
			delivery: {
				deliveredBy: 'CARRIER',
				driverName: 'Bia Condutora',
				shippingMethod: 'Expressa',
				tracking: [{ code: 'BR1', url: null }],
				address: { street: 'Rua A', latitude: -91, longitude: '181', state: 'São Paulo' },
			},
			takeout: { pickupCode: 77, address: 'Rua B' },
			indoor: { place: 'Mesa 1' },
			items: [
				{
					id: 1,
					externalCode: 'SKU1',
					kind: 'COMBO',
					name: 'Combo',
					variant: 'Duplo',
					category: 'Combos',
					quantity: 2,
					unit: 'KG',
					unitPrice: 2590.75,
					optionsPrice: 400,
					totalPrice: 5982,
					pricingRule: 'FIXED',
					observations: 'bem passado',
					options: [
						{
							groupName: 'Bebida',
							role: 'COMPONENT',
							id: 3,
							externalCode: 'B3',
							name: 'Suco',
							quantity: 2,
							fraction: '1/2',
							unitPrice: 400,
							totalPrice: 400,
							options: [{ role: 'ANSWER', name: null }],
						},
					],
				},
			],
			otherFees: [
				{ type: 'SHIPPING', name: 'Sedex', amount: 209 },
				{ type: 'TIP', amount: 0 },
				{ type: 'OTHER', amount: null },
			],
			discounts: [
				{ target: 'ITEM', name: 'Cupom', code: 'OFF', amount: 191, sponsor: 'PLATFORM' },
				{ target: 'CART', amount: 0 },
			],
			total: { itemsPrice: 5982, otherFees: 209, discount: 191, orderAmount: 6000 },
			payments: [
				{ type: 'PREPAID', label: 'Pix', amount: 1000, transactionId: 99 },
				{ type: 'PENDING', label: 'Dinheiro', amount: 5000 },
			],
			changeFor: (pending) => (pending ?? 0) + 5000,
			invoice: { requested: true, document: '11.222.333/0001-81' },
			observations: 'Portaria',
		});

	it('keeps all of it', () => {
		expect(schemaErrors(full())).toEqual([]);
		const { items, text, ...rest } = full();
		expect(rest).toEqual({
			schemaVersion: '1.0',
			id: 'digipix:4512:987654',
			displayId: '57',
			source: {
				platform: 'digipix',
				storeId: '8',
				storeName: 'Loja Modelo',
				orderId: '987654',
				parentOrderId: '1',
				salesChannel: 'app',
				direction: 'OUTBOUND',
			},
			status: 'CANCELLED',
			statusPhase: 'CANCELLED',
			statusRaw: '0',
			statusReason: 'sem estoque',
			cancellation: { requested: false, by: 'MERCHANT', reason: 'sem estoque', refunded: true },
			orderType: 'SHIPPING',
			timing: {
				orderTiming: 'SCHEDULED',
				scheduledStart: '2026-11-22T12:00:00-03:00',
				scheduledEnd: '2026-11-22T13:00:00-03:00',
				preparationStart: '2026-11-22T11:00:00-03:00',
				estimatedDelivery: '2026-11-22T14:00:00-03:00',
			},
			createdAt: '2026-11-21T19:05:12.123-03:00',
			updatedAt: '2026-11-21T19:05:12-03:00',
			customer: {
				id: '12',
				name: 'Ana Exemplo',
				companyName: 'Exemplo Ltda',
				phone: '+5511987654321',
				phoneRaw: '(11) 98765-4321',
				email: 'ana@example.com',
				document: '52998224725',
				documentType: 'CPF',
				isNew: false,
			},
			delivery: {
				deliveredBy: 'CARRIER',
				driverName: 'Bia Condutora',
				shippingMethod: 'Expressa',
				tracking: [{ code: 'BR1', url: null }],
				address: { ...buildAddress(), street: 'Rua A' },
			},
			takeout: { pickupCode: '77', address: 'Rua B' },
			indoor: { place: 'Mesa 1' },
			otherFees: [{ type: 'SHIPPING', name: 'Sedex', amount: 2.09 }],
			discounts: [{ target: 'ITEM', name: 'Cupom', code: 'OFF', amount: 1.91, sponsor: 'PLATFORM' }],
			total: { itemsPrice: 59.82, otherFees: 2.09, discount: 1.91, orderAmount: 60 },
			currency: 'BRL',
			payments: {
				prepaid: 10,
				pending: 50,
				changeFor: 100,
				changeDue: 50,
				methods: [
					{
						type: 'PREPAID',
						method: 'PIX',
						brand: null,
						label: 'Pix',
						amount: 10,
						transactionId: '99',
					},
					{
						type: 'PENDING',
						method: 'CASH',
						brand: null,
						label: 'Dinheiro',
						amount: 50,
						transactionId: null,
					},
				],
			},
			invoice: { requested: true, document: '11222333000181' },
			observations: 'Portaria',
			warnings: [],
		});
		expect(text.order).toBe(
			[
				'Pedido 57 - Envio - CANCELADO',
				'21/11/2026 19:05',
				'Agendado para 22/11/2026 12:00',
				'',
				'2 kg Combo Duplo (2x 1/2 Suco + Opção 1): R$ 59,82',
				'  Obs.: bem passado',
				'',
				'Itens: R$ 59,82',
				'Sedex: R$ 2,09',
				'Cupom: -R$ 1,91',
				'Total: R$ 60,00',
				'Pagamento: Pix R$ 10,00 (pago) + Dinheiro R$ 50,00, troco para R$ 100,00',
				'Levar de troco: R$ 50,00',
				'',
				'Cliente: Ana Exemplo',
				'Telefone: (11) 98765-4321',
				'Endereço: Rua A',
				'Obs.: Portaria',
			].join('\n'),
		);
		expect(items).toEqual([
			{
				index: 1,
				id: '1',
				externalCode: 'SKU1',
				kind: 'COMBO',
				name: 'Combo',
				variant: 'Duplo',
				category: 'Combos',
				quantity: 2,
				unit: 'KG',
				unitPrice: 25.9075,
				optionsPrice: 4,
				totalPrice: 59.82,
				pricingRule: 'FIXED',
				observations: 'bem passado',
				options: [
					{
						groupName: 'Bebida',
						role: 'COMPONENT',
						id: '3',
						externalCode: 'B3',
						name: 'Suco',
						quantity: 2,
						fraction: '1/2',
						unitPrice: 4,
						totalPrice: 4,
						options: [
							{
								groupName: null,
								role: 'ANSWER',
								id: null,
								externalCode: null,
								name: 'Opção 1',
								quantity: 1,
								fraction: null,
								unitPrice: null,
								totalPrice: null,
								options: [],
							},
						],
					},
				],
			},
		]);
	});

	it('has no coordinates off the globe, and no state that is not two letters', () => {
		expect(full().delivery.address).toMatchObject({ latitude: null, longitude: null, state: null });
	});
});

describe('what cannot be read', () => {
	it.each<[string, Parameters<typeof order>[0], OrderWarning]>([
		['an order without a number', { orderId: '' }, 'ORDER_ID_MISSING'],
		['a status of its own', { status: 'UNKNOWN' }, 'STATUS_UNKNOWN'],
		['neither delivery nor pick-up', { orderType: null }, 'ORDER_TYPE_UNKNOWN'],
		['an unreadable phone', { customer: { phone: '123' } }, 'PHONE_UNREAD'],
		['a wrong CPF', { customer: { document: '52998224726' } }, 'DOCUMENT_INVALID'],
		['a wrong CPF for the invoice', { invoice: { document: '52998224726' } }, 'DOCUMENT_INVALID'],
		['an unreadable time', { createdAt: 'ontem' }, 'TIME_UNREAD'],
		['a time that is an object', { createdAt: { date: 1 } }, 'TIME_UNREAD'],
		['a local time', { timing: { scheduledStart: '2026-11-22 12:00' } }, 'TIME_ZONE_ASSUMED'],
		[
			'a sum that is none',
			{ total: { itemsPrice: 100, otherFees: 0, discount: 0, orderAmount: 200 } },
			'TOTAL_MISMATCH',
		],
		[
			'lines that are not what the items cost',
			{
				items: [{ name: 'Pão', quantity: 1, unitPrice: 100, optionsPrice: 0, totalPrice: 100 }],
				total: { itemsPrice: 200, otherFees: null, discount: null, orderAmount: null },
			},
			'TOTAL_MISMATCH',
		],
		[
			'payments that are not the amount',
			{
				total: { itemsPrice: null, otherFees: null, discount: null, orderAmount: 200 },
				payments: [{ type: 'PENDING', label: 'Pix', amount: 100 }],
			},
			'PAYMENT_MISMATCH',
		],
	])('is told: %s', (_, changes, warning) => {
		expect(order(changes).warnings).toEqual([warning]);
	});

	it('is told in the order of the alphabet, each thing once', () => {
		const unreadable = { status: 'UNKNOWN', orderType: null, createdAt: 'ontem', updatedAt: 'hoje' } as const;
		expect(order(unreadable).warnings).toEqual(['ORDER_TYPE_UNKNOWN', 'STATUS_UNKNOWN', 'TIME_UNREAD']);
	});

	it('is not told of times that mean never', () => {
		expect(order({ createdAt: '0000-00-00 00:00:00', updatedAt: 0 }).warnings).toEqual([]);
	});
});

describe('small rules', () => {
	it('tell a requested cancellation from a cancelled order', () => {
		const requested = order({ status: 'CANCELLATION_REQUESTED' });
		expect(requested.cancellation).toEqual({ requested: true, by: null, reason: null, refunded: null });
		const cancelled = order({ status: 'CANCELLED' });
		expect(cancelled.cancellation).toEqual({ requested: false, by: 'UNKNOWN', reason: null, refunded: null });
	});

	it('give the customer the document of the invoice, if there is no other', () => {
		expect(order({ invoice: { document: '529.982.247-25' } }).customer).toMatchObject({
			document: '52998224725',
			documentType: 'CPF',
		});
	});

	it('name what has no name', () => {
		const nameless = { name: ' ', quantity: 1, unitPrice: null, optionsPrice: null, totalPrice: null };
		const { items } = order({
			items: [{ ...nameless, options: [{ role: 'COMPLEMENT', name: null, groupName: 'Molho' }] }],
		});
		expect(items[0]).toMatchObject({ name: 'Item 1', options: [{ name: 'Molho' }] });
	});

	it('warn of an amount that came and is none, not of one that did not come', () => {
		const warnings = new Set<OrderWarning>();
		const money = amountReader(warnings);
		expect([undefined, null, '', 5].map(money)).toEqual([null, null, null, 500]);
		expect(warnings.size).toBe(0);
		expect(money('abc')).toBeNull();
		expect([...warnings]).toEqual(['AMOUNT_UNREAD']);
	});

	it('read amounts in the unit of the platform', () => {
		expect(amountReader(new Set(), 'cents')(3990)).toBe(3990);
	});

	it('give no amount that a mapper could not compute', () => {
		const line = { name: 'Pão', quantity: 1, unitPrice: 1 / 0, optionsPrice: -1 / 0, totalPrice: 0 / 0 };
		const { items } = order({ items: [line] });
		expect(items).toMatchObject([{ unitPrice: null, optionsPrice: null, totalPrice: null }]);
	});

	it('give an address every key', () => {
		expect(Object.keys(buildAddress())).toHaveLength(12);
	});

	it('read every member of an address', () => {
		const sent = {
			street: ' Rua A ',
			number: 12,
			complement: 'Apto 4',
			reference: 'perto da praça',
			district: 'Centro',
			city: 'São Paulo',
			state: 'sp',
			postalCode: '01311-100',
			latitude: '-23,5',
			longitude: -46.6,
			formatted: 'Rua A, 12',
		};
		expect(buildAddress(sent)).toEqual({
			street: 'Rua A',
			number: '12',
			complement: 'Apto 4',
			reference: 'perto da praça',
			district: 'Centro',
			city: 'São Paulo',
			state: 'SP',
			postalCode: '01311100',
			country: 'BR',
			latitude: -23.5,
			longitude: -46.6,
			formatted: 'Rua A, 12',
		});
	});

	it.each([
		['RJ', 'RJ'],
		['SPO', null],
		['S', null],
		['1SP', null],
	])('take two letters for a state: %p is %p', (state, read) => {
		expect(buildAddress({ state }).state).toBe(read);
	});

	it('take coordinates up to the poles and the date line', () => {
		const at = (latitude: unknown, longitude: unknown) => {
			const address = buildAddress({ latitude, longitude });
			return [address.latitude, address.longitude];
		};
		expect(at(90, 180)).toEqual([90, 180]);
		expect(at(-90, -180)).toEqual([-90, -180]);
		expect(at(90.1, 180.1)).toEqual([null, null]);
		expect(at(-90.1, -180.1)).toEqual([null, null]);
	});
});
