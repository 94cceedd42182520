import axios from 'axios';
import { describeWithTables } from '../line';
import { eventually } from '../support';
import { HEADER_KEY, openShop, readTemplate, type Shop } from './shop';

const email = 'loja@example.com';

let shop: Shop;
let id: string;
beforeAll(async () => (shop = await openShop()));
afterAll(async () => await shop?.close());
afterEach(async () => {
	await shop.mend();
	await shop.engine.client.unpublish(id);
	shop.sandbox.reset();
	shop.server.caught.length = 0;
});

const SECRET = '3f9a1c2b7d04e856';

/** What a Venddor order says, as if two photobooks had been ordered. */
function photobookOf(order: string | number): Record<string, unknown> {
	const { order_id: _, ...raw } = shop.sandbox.order('venddor', order).raw;
	const [line, product] = Object.entries(raw.products as Record<string, object>)[0] ?? [];
	return { ...raw, products: { [String(line)]: { ...product, product_code: 'photobook', amount: 2 } } };
}

const place = (platform: string, more: Record<string, unknown> = {}, kind = 'delivery') =>
	shop.sandbox.platform(platform).placeOrder({ kind, with: more });

describeWithTables('Confirm orders by rules', () => {
	const file = '04-confirm-by-rules';
	const always = { email, openFrom: '00:00', openUntil: '24:00', maxAmount: 10_000 };
	const districtsOf = (order: string | number) => {
		const { cliente } = shop.sandbox.order('pigz', order).raw as {
			cliente: { endereco: { bairro: string } };
		};
		return cliente.endereco.bairro;
	};

	it('confirms an order that fulfils the rules, whatever the platform', async () => {
		const pigz = place('pigz');
		const neemo = place('neemo', {}, 'pickup');
		id = await shop.use(file, {
			on: ['An order from Neemo', 'Confirm it on Neemo'],
			settings: { ...always, districts: `Centro, ${districtsOf(pigz).toUpperCase()}` },
		});
		await eventually(
			'both are confirmed',
			() =>
				shop.sandbox.order('pigz', pigz).status === 'CONFIRMADO' &&
				shop.sandbox.order('neemo', neemo).status === '1',
			60_000,
		);
	});

	it('asks the shop, and says why, when the district is not served', async () => {
		const order = place('pigz');
		id = await shop.use(file, { settings: { ...always, districts: 'Lugar Nenhum' } });
		const mail = await shop.mail(({ subject }) => subject === `Decida: pedido ${order}`);
		expect(mail.text).toContain('Valor dentro do limite: sim\nBairro atendido: NÃO');
		expect(shop.sandbox.order('pigz', order).status).toBe('PENDENTE');
	});

	it('tells the shop when the platform refuses the confirmation', async () => {
		const order = place('pigz');
		shop.sandbox.addFault({
			platform: 'pigz',
			operation: 'order.changeStage',
			fault: 'status',
			status: 400,
			message: 'Pedido bloqueado',
		});
		id = await shop.use(file, { settings: { ...always, districts: districtsOf(order) } });
		const mail = await shop.mail(({ subject }) => subject === `Pedido ${order} não foi confirmado`);
		expect(mail.text).toContain('Pigz refused to');
	});
});

describeWithTables('Cancellations and refunds', () => {
	const file = '05-cancellations-and-refunds';
	const settings = { email, financeEmail: 'financeiro@example.com' };

	/** Paid online, and cancelled by the customer. */
	const cancelledOrder = () => {
		const order = place('pigz', {}, 'online');
		shop.sandbox.platform('pigz').cancelAsCustomer(order);
		return order;
	};

	it('stops the kitchen and asks finance to give back what was paid', async () => {
		const order = cancelledOrder();
		id = await shop.use(file, { settings });
		const row = await shop.row('Cancellations', ({ displayId }) => displayId === String(order));
		expect(row).toMatchObject({
			platform: 'pigz',
			status: 'CANCELLED',
			total: shop.sandbox.order('pigz', order).total,
		});
		const mail = await shop.mail(({ subject }) => subject === `PARE: pedido ${order} cancelado`);
		expect(mail.to).toEqual([email]);
		expect(Number(row.toRefund)).toBeGreaterThan(0);
		const amount = Number(row.toRefund).toFixed(2).replace('.', ',');
		const refund = await shop.mail(({ subject }) => subject === `Devolver R$ ${amount}: pedido ${order}`);
		expect(refund.to).toEqual(['financeiro@example.com']);
	});

	it('keeps the row, and notes the problem, when no e-mail leaves the house', async () => {
		await shop.breakMail();
		const order = cancelledOrder();
		id = await shop.use(file, { settings });
		await shop.row('Cancellations', ({ displayId }) => displayId === String(order));
		await shop.row('Problems', ({ step }) => step === 'Tell the kitchen to stop');
	});
});

describeWithTables('Orders into the ERP', () => {
	const file = '07-orders-into-the-erp';
	const use = async () => await shop.use(file, { settings: { email, erpUrl: shop.server.url } });

	it('creates the customer and the sale once, and keeps the number of the ERP', async () => {
		shop.server.answerWith(({ path }) => ({ id: path === '/customers' ? 77 : 4200 }));
		const order = place('pigz');
		id = await use();
		const row = await shop.row('ERP numbers', ({ displayId }) => displayId === String(order));
		expect(row).toMatchObject({ customerErpId: '77', erpId: '4200' });
		expect(shop.server.caught).toMatchObject([
			{
				path: '/customers',
				headers: { apikey: HEADER_KEY },
				body: { phone: expect.stringMatching(/^\+55/) },
			},
			{
				path: '/sales',
				headers: { 'idempotency-key': row.orderId },
				body: {
					customerId: 77,
					number: String(order),
					channel: 'pigz',
					total: shop.sandbox.order('pigz', order).total,
					items: expect.arrayContaining([
						expect.objectContaining({ name: expect.stringMatching(/\S/), quantity: expect.any(Number) }),
					]),
				},
			},
		]);
		const again = await shop.engine.client.run(id, 'An order from Pigz');
		expect(again.status).toBe('success');
		expect(shop.server.caught).toHaveLength(2);
	});

	it('tells the shop when the ERP is down', async () => {
		shop.server.setDown(true);
		const order = place('pigz');
		id = await use();
		const mail = await shop.mail(({ subject }) => subject === `Pedido ${order} não entrou no ERP`);
		expect(mail.text).toContain(`Pedido ${order}`);
		expect(await shop.rows('ERP numbers')).not.toContainEqual(
			expect.objectContaining({ displayId: String(order) }),
		);
	});
});

describeWithTables('Relay orders to another system', () => {
	const file = '08-relay-to-another-system';
	const settings = () => ({ email, systemUrl: `${shop.server.url}/pedidos` });

	it('sends the whole order, once', async () => {
		const order = place('pigz');
		id = await shop.use(file, { settings: settings() });
		const row = await shop.row('Relayed', ({ displayId }) => displayId === String(order));
		expect(shop.server.caught).toMatchObject([
			{
				path: '/pedidos',
				headers: { apikey: HEADER_KEY, 'idempotency-key': row.orderId },
				body: {
					schemaVersion: '1.0',
					id: row.orderId,
					displayId: String(order),
					event: { type: 'orderCreated' },
				},
			},
		]);
		expect(shop.server.caught[0]?.body).not.toHaveProperty('settings');
	});

	it('tells the shop when the system is down', async () => {
		shop.server.setDown(true);
		const order = place('pigz');
		id = await shop.use(file, { settings: settings() });
		await shop.mail(({ subject }) => subject === `Pedido ${order} não foi repassado`);
	});

	it('asks Digipix for a quote, approves nothing, and tells the shop that Digipix has no such product', async () => {
		const order = place('pigz');
		id = await shop.use(file, {
			settings: settings(),
			on: ['Only orders with products to print (off)', 'Order the production at Digipix (off)'],
		});
		await shop.row('Relayed', ({ displayId }) => displayId === String(order));
		const [quote] = await eventually(
			'Digipix was asked',
			() => {
				const made = shop.sandbox.requests('digipix').filter(({ operation }) => operation === 'order.create');
				return made.length > 0 && made;
			},
			60_000,
		);
		expect(quote?.body).toMatchObject({
			items: expect.arrayContaining([{ sku: expect.stringMatching(/^\d+$/), quantity: expect.any(Number) }]),
		});
		expect(quote?.body).not.toHaveProperty('status');
		// The sandbox sells photo products, and refuses the codes of a snack bar
		const mail = await shop.mail(({ subject }) => subject === `Pedido ${order} não foi repassado`);
		expect(mail.text).toContain('Digipix');
	});

	it('has an order of Venddor produced at Digipix, and passes the tracking on when Digipix ships', async () => {
		const template = readTemplate(file);
		const { webhookId } = template.nodes.find(({ name }) => name === 'Digipix made progress (off)') ?? {};
		const digipixAddress = `${shop.engine.process.url}/webhook/${webhookId}/digipix/${SECRET}`;
		const order = place('venddor', photobookOf(place('venddor')));
		id = await shop.use(file, {
			settings: { ...settings(), digipixAddress },
			parameters: { 'Digipix made progress (off)': { secret: SECRET } },
			on: [
				'An order from Venddor',
				...['Only orders with products to print (off)', 'Order the production at Digipix (off)'],
				...['Digipix made progress (off)', 'Only what was shipped for Venddor (off)'],
				'Pass the tracking on to Venddor (off)',
			],
			off: ['An order from Pigz'],
		});
		const digipix = shop.sandbox.platform('digipix');
		const quote = await eventually('Digipix has a quote', () => digipix.orders()[0], 60_000);
		expect(quote.raw).toMatchObject({ status: 'QUOTE', items: [{ sku: 'photobook', quantity: 2 }] });
		for (const step of ['APPROVED', 'IN_MANUFACTURING', 'SHIPPED']) digipix.moveAsStaff(quote.id, step);
		const { body } = await eventually(
			'Venddor has the shipment',
			() => shop.sandbox.requests('venddor').find(({ operation }) => operation === 'shipment.create'),
			60_000,
		);
		expect(body).toMatchObject({ order_id: order, tracking_number: expect.stringMatching(/\S/) });
		expect(shop.sandbox.order('venddor', order).status).toBe('H');
	});
});

describeWithTables('Kitchen board', () => {
	const file = '12-kitchen-board';
	const kitchen = { user: 'cozinha', password: 'so-para-o-teste' };
	const board = () => `${shop.engine.process.url}/webhook/cozinha-quadro`;

	/** Orders stand in the table by the first template. */
	const known = async (platform: string) => {
		const order = place(platform);
		const first = await shop.use('01-all-channels-in-one-table', {
			settings: { email },
			on: ['An order from Neemo'],
		});
		const row = await shop.row('Orders', ({ orderId }) => String(orderId).endsWith(`:${order}`));
		await shop.engine.client.unpublish(first);
		return { order, row };
	};

	const open = async () => {
		await shop.engine.client.saveCredential({ name: 'Kitchen', type: 'httpBasicAuth', data: kitchen });
		return await shop.use(file, {
			on: ['A board or courier calls (off)', 'On the way on Neemo'],
			settings: { email },
		});
	};

	const call = async (body: object) => await axios.post(board(), body, { headers: { apikey: HEADER_KEY } });

	it('tells the platform of the order, and notes it in the table, when a board calls', async () => {
		const { order, row } = await known('pigz');
		id = await open();
		await call({ order: row.displayId, verb: 'dispatch' });
		await shop.row('Orders', ({ orderId, status }) => orderId === row.orderId && status === 'IN_DELIVERY');
		expect(shop.sandbox.order('pigz', order).status).toBe('DESPACHADO');
	});

	it('takes the same from the form of the kitchen, and from nobody without its password', async () => {
		const { order, row } = await known('pigz');
		id = await open();
		const address = `${shop.engine.process.url}/form/cozinha`;
		const form = new FormData();
		form.append('field-0', String(row.displayId));
		form.append('field-1', 'Pronto para retirada');
		const stranger = await axios.post(address, form, { validateStatus: () => true });
		expect(stranger.status).toBe(401);
		await axios.post(address, form, { auth: { username: kitchen.user, password: kitchen.password } });
		await shop.row('Orders', ({ orderId, status }) => orderId === row.orderId && status === 'READY');
		expect(shop.sandbox.order('pigz', order).status).toBe('PRONTORETIRADA');
	});

	it('tells the shop when there is no such order, and when the platform refuses', async () => {
		const { row } = await known('neemo');
		id = await open();
		await call({ order: '999', verb: 'dispatch' });
		await shop.mail(({ subject }) => subject === 'Não há pedido 999');
		await call({ order: row.displayId, verb: 'startPreparation' });
		const mail = await shop.mail(({ subject }) => subject === `Pedido ${row.displayId} não andou`);
		expect(mail.text).toContain('não tem este passo');
	});
});
