import axios from 'axios';
import { describeWithTables } from '../line';
import { eventually, everySeconds } from '../support';
import { HEADER_KEY, openShop, type Shop } from './shop';

const FOLDERS = ['pigz', 'neemo', 'venddor', 'delivery-direto'] as const;
const OTHER_TRIGGERS = ['Neemo', 'Venddor', 'Delivery Direto'].map((name) => `An order from ${name}`);

/** n8n takes no answer from what looks like a program that only previews links. */
const BROWSER =
	'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

let shop: Shop;
beforeAll(async () => (shop = await openShop()));
afterAll(async () => await shop?.close());
afterEach(async () => await shop.mend());

describeWithTables('All channels in one table', () => {
	const file = '01-all-channels-in-one-table';
	let id: string;

	beforeAll(() => shop.sandbox.reset());
	afterAll(async () => await shop.engine.client.unpublish(id));

	it('writes a row and an e-mail for an order of each platform', async () => {
		const placed = FOLDERS.map((folder) => ({
			folder,
			order: shop.sandbox.platform(folder).placeOrder({ kind: 'delivery' }),
		}));
		id = await shop.use(file, { on: OTHER_TRIGGERS, settings: { email: 'loja@example.com' } });
		for (const { folder, order } of placed) {
			const platform = folder.replace('-', '');
			const row = await shop.row(
				'Orders',
				(one) => one.platform === platform && String(one.orderId).endsWith(`:${order}`),
			);
			expect(row).toMatchObject({
				status: 'CREATED',
				total: shop.sandbox.order(folder, order).total,
				items: expect.stringMatching(/^\d+x .+/),
				eventType: 'orderCreated',
			});
			const mail = await shop.mail(({ subject }) => subject.startsWith(`Pedido ${row.displayId} · `));
			expect(mail.to).toEqual(['loja@example.com']);
			expect(mail.text).toContain(`Pedido ${row.displayId}`);
		}
	});

	it('changes the row, and adds none, when the customer cancels', async () => {
		const order = shop.sandbox.platform('pigz').placeOrder({ kind: 'delivery' });
		// Another platform may have the same number
		const isIt = ({ platform, displayId }: { platform?: unknown; displayId?: unknown }) =>
			platform === 'pigz' && displayId === String(order);
		await shop.pollNow(id);
		await shop.row('Orders', isIt);
		shop.sandbox.platform('pigz').cancelAsCustomer(order);
		await shop.pollNow(id);
		await shop.row('Orders', (row) => isIt(row) && row.status === 'CANCELLED');
		expect((await shop.rows('Orders')).filter(isIt)).toHaveLength(1);
	});

	it('notes the problem in a table when no e-mail leaves the house', async () => {
		await shop.breakMail();
		shop.sandbox.platform('pigz').placeOrder({ kind: 'delivery' });
		await shop.pollNow(id);
		const row = await shop.row('Problems', ({ workflow }) => workflow === 'All channels in one table');
		expect(row).toMatchObject({
			step: 'Tell the shop by e-mail',
			message: 'The service refused the connection - perhaps it is offline',
			link: expect.stringContaining('/executions/'),
		});
	});
});

describeWithTables('Customer updates on WhatsApp', () => {
	const file = '02-customer-updates-on-whatsapp';
	let id: string;

	beforeAll(async () => {
		shop.sandbox.reset();
		id = await shop.use(file, {
			on: ['An order from Neemo'],
			off: ['An order from Pigz'],
			parameters: { 'An order from Neemo': { pollTimes: everySeconds(5) } },
			settings: { email: 'loja@example.com', evolutionUrl: shop.server.url, evolutionInstance: 'loja' },
		});
	});
	afterAll(async () => await shop.engine.client.unpublish(id));

	/** A change is noticed by a poll after the one that saw the order before it. */
	const polled = async () => {
		const polls = () => shop.sandbox.counters('neemo')['order.getAll'] ?? 0;
		const before = polls();
		await eventually('Neemo was polled', () => polls() >= before + 2, 60_000);
	};

	const told = () => shop.server.caught.map(({ body }) => String(body.text));

	it('tells the customer that the order is confirmed, on the way, and nothing twice', async () => {
		const order = shop.sandbox.platform('neemo').placeOrder({ kind: 'delivery' });
		await polled();
		await shop.act('neemo', order, 'confirm');
		await polled();
		await eventually(
			'a message says confirmed',
			() => told().some((text) => text.includes('foi confirmado')),
			60_000,
		);
		await shop.act('neemo', order, 'dispatch');
		await polled();
		await eventually(
			'a message says on the way',
			() => told().some((text) => text.includes('saiu para entrega')),
			60_000,
		);
		const [first] = shop.server.caught;
		expect(first).toMatchObject({
			path: '/message/sendText/loja',
			headers: { apikey: HEADER_KEY },
			body: {
				number: expect.stringMatching(/^55\d{10,11}$/),
				text: expect.stringMatching(/^Olá, .+! Seu pedido \d+ foi confirmado\. Total: R\$ \d+,\d\d\.$/),
			},
		});
		expect(told()).toHaveLength(2);
		expect((await shop.rows('Messages')).map(({ message }) => message).sort()).toEqual(told().sort());
	});

	it('says when an order can be picked up', async () => {
		const order = shop.sandbox.platform('neemo').placeOrder({ kind: 'pickup' });
		await polled();
		await shop.act('neemo', order, 'readyForPickup');
		await polled();
		await eventually(
			'a message says ready',
			() => told().some((text) => text.includes('está pronto para retirada')),
			60_000,
		);
	});

	it('gives the shop the text to send by hand when WhatsApp is down', async () => {
		shop.server.setDown(true);
		const order = shop.sandbox.platform('neemo').placeOrder({ kind: 'delivery' });
		await polled();
		await shop.act('neemo', order, 'confirm');
		await polled();
		const mail = await shop.mail(({ subject }) => /^A mensagem do pedido \d+ não foi enviada$/.test(subject));
		expect(mail.text).toMatch(/Envie à mão para \+55\d+:\n\nOlá, .+ foi confirmado/);
		expect(mail.text).toContain('Motivo: ');
	});
});

describeWithTables('Approve orders by e-mail', () => {
	const file = '03-approve-orders-by-e-mail';
	const settings = { email: 'loja@example.com' };
	let id: string;

	beforeAll(() => shop.sandbox.reset());
	afterAll(async () => await shop.engine.client.unpublish(id));

	/** Presses a button of the e-mail about an order, in the browser of a person. */
	const press = async (order: string | number, label: 'Aceitar' | 'Recusar') => {
		const mail = await shop.mail(({ subject }) => subject.startsWith(`Aceitar o pedido ${order}?`));
		const link = new RegExp(`href="([^"]+)"[^>]*>\\s*${label}`).exec(mail.html)?.[1];
		expect(link).toBeDefined();
		const address = String(link).replaceAll('&amp;', '&');
		// n8n sends the e-mail a moment before the execution waits for the answer, and answers 409 until then
		await eventually('n8n takes the answer', async () => {
			const headers = { 'user-agent': BROWSER };
			const { status } = await axios.get(address, { headers, validateStatus: () => true });
			return status === 200;
		});
	};

	it('confirms the order that was accepted and cancels the one that was refused, asked at the same time', async () => {
		const pigz = shop.sandbox.platform('pigz');
		const accepted = pigz.placeOrder({ kind: 'delivery' });
		const refused = pigz.placeOrder({ kind: 'delivery' });
		id = await shop.use(file, { settings });
		await press(accepted, 'Aceitar');
		await press(refused, 'Recusar');
		const status = (order: string | number) => shop.sandbox.order('pigz', order).status;
		await eventually(
			'both are decided',
			() => status(accepted) === 'CONFIRMADO' && status(refused) === 'CANCELADO',
			60_000,
		);
	});

	it('reminds the shop, and decides nothing, when nobody answers', async () => {
		await shop.engine.client.unpublish(id);
		id = await shop.use(file, { settings: { ...settings, minutesToAnswer: 0.05 } });
		const order = shop.sandbox.platform('pigz').placeOrder({ kind: 'delivery' });
		await shop.pollNow(id);
		await shop.mail(({ subject }) => subject === `Ninguém respondeu: pedido ${order}`);
		expect(shop.sandbox.order('pigz', order).status).toBe('PENDENTE');
	});

	it('tells the shop when the platform refuses what was decided', async () => {
		await shop.engine.client.unpublish(id);
		id = await shop.use(file, { settings });
		shop.sandbox.addFault({
			platform: 'pigz',
			operation: 'order.changeStage',
			fault: 'status',
			status: 400,
			message: 'Pedido bloqueado',
		});
		const order = shop.sandbox.platform('pigz').placeOrder({ kind: 'delivery' });
		await shop.pollNow(id);
		await press(order, 'Aceitar');
		const mail = await shop.mail(({ subject }) => subject === `Pedido ${order} não foi confirmado`);
		expect(mail.text).toContain('Pigz refused to');
	});

	it('tells the shop when the node of the platform is switched off', async () => {
		await shop.engine.client.unpublish(id);
		id = await shop.use(file, { settings, off: ['Confirm it on Pigz'] });
		const order = shop.sandbox.platform('pigz').placeOrder({ kind: 'delivery' });
		await shop.pollNow(id);
		await press(order, 'Aceitar');
		const mail = await shop.mail(({ subject }) => subject === `Pedido ${order} não foi confirmado`);
		expect(mail.text).toContain('está desligado');
	});
});
