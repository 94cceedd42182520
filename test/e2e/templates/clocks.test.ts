import type { Execution } from '../../../sandbox/n8n/client';
import { describeWithTables } from '../line';
import { eventually, jsonOf } from '../support';
import { openShop, type Shop } from './shop';

const email = 'loja@example.com';

let shop: Shop;
let id: string;
beforeAll(async () => (shop = await openShop()));
afterAll(async () => await shop?.close());
afterEach(async () => {
	await shop.mend();
	await shop.engine.client.unpublish(id);
	shop.sandbox.reset();
});

/** What the clock of a published workflow does, without waiting for it. */
const ring = async (clock: string): Promise<Execution> => {
	const execution = await shop.engine.client.run(id, clock);
	if (execution.data.resultData.error)
		throw new Error(`"${clock}": ${execution.data.resultData.error.message}`);
	return execution;
};

/** Today in the shop. */
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Sao_Paulo' });

describeWithTables('Daily closing', () => {
	const file = '06-daily-closing';
	const clock = 'Every morning at six';
	const day = '={{ $now.toFormat("yyyy-MM-dd") }}';

	/** The list of Pigz holds no amounts: the first template notes them when an order comes. */
	const fillOrders = async (orders: Array<string | number>) => {
		const first = await shop.use('01-all-channels-in-one-table', { settings: { email } });
		for (const order of orders) await shop.row('Orders', ({ displayId }) => displayId === String(order));
		return first;
	};

	it('adds up the orders of all platforms to the cent, and sends the report', async () => {
		const placed = [
			...['delivery', 'pickup', 'online'].map((kind) => ({ platform: 'pigz', kind })),
			...['delivery', 'pizza'].map((kind) => ({ platform: 'neemo', kind })),
		].map(({ platform, kind }) => ({
			platform,
			kind,
			order: shop.sandbox.platform(platform).placeOrder({ kind }),
		}));
		const cancelled = placed.find(({ kind }) => kind === 'online');
		const atPigz = placed.filter(({ platform }) => platform === 'pigz').map(({ order }) => order);
		await shop.engine.client.unpublish(await fillOrders(atPigz));
		shop.sandbox.platform('pigz').cancelAsCustomer(cancelled?.order ?? '');
		id = await shop.use(file, { settings: { email, day }, on: ['Ask Neemo for its orders'] });
		await ring(clock);
		const sold = placed.filter(({ kind }) => kind !== 'online');
		const cents = sold.map(({ platform, order }) =>
			Math.round(shop.sandbox.order(platform, order).total * 100),
		);
		const revenue = cents.reduce((sum, one) => sum + one, 0) / 100;
		const row = await shop.row('Daily closings', () => true);
		expect(row).toMatchObject({
			day: today.format(new Date()),
			orders: 4,
			cancelled: 1,
			revenue,
			averageTicket: Math.round((revenue / 4) * 100) / 100,
			byPlatform: expect.stringMatching(/^neemo: 2 \(R\$ \d+,\d\d\)\npigz: 2 \(R\$ \d+,\d\d\)$/),
		});
		const mail = await shop.mail(({ subject }) => subject === `Fechamento de ${row.day}`);
		expect(mail.text).toContain(`Vendas: R$ ${revenue.toFixed(2).replace('.', ',')}`);

		await ring(clock);
		expect(await shop.rows('Daily closings')).toHaveLength(1);
	});

	it('reports what the others sold, and says who is missing, when a platform does not answer', async () => {
		shop.sandbox.platform('pigz').placeOrder({ kind: 'delivery' });
		shop.sandbox.addFault({ platform: 'neemo', operation: 'order.getAll', fault: 'status', status: 500 });
		id = await shop.use(file, { settings: { email, day }, on: ['Ask Neemo for its orders'] });
		await ring(clock);
		const mail = await shop.mail(({ subject }) => subject === 'Uma plataforma não respondeu');
		expect(mail.text).toContain('Neemo');
		// Nobody noted the amount of this order, and it is not taken for 0
		await shop.row('Daily closings', ({ orders, withoutAmount }) => orders === 1 && withoutAmount === 1);
		const report = await shop.mail(({ text }) => text.includes('1 pedido(s) sem valor conhecido'));
		expect(report.text).toContain('Pedidos: 1');
	});
});

describeWithTables('Stuck orders', () => {
	const file = '09-stuck-orders';
	const clock = 'Every five minutes';

	it('rings once for an order that nobody confirmed, and not for one that was just placed', async () => {
		const ago = new Date(Date.now() - 20 * 60_000).toISOString().replace(/\.\d+Z/, 'Z');
		const old = shop.sandbox.platform('pigz').placeOrder({ kind: 'delivery', with: { dataHora: ago } });
		const fresh = shop.sandbox.platform('pigz').placeOrder({ kind: 'delivery' });
		id = await shop.use(file, { settings: { email } });
		await ring(clock);
		const isTold = (order: string | number) => (message: { subject: string }) =>
			message.subject === `Pedido ${order} parado: ninguém confirmou`;
		await shop.mail(isTold(old));
		await shop.row('Alarms', ({ displayId }) => displayId === String(old));
		await ring(clock);
		expect(shop.inbox.messages.filter(isTold(old))).toHaveLength(1);
		expect(shop.inbox.messages.filter(isTold(fresh))).toHaveLength(0);
	});

	it('says which platform did not answer', async () => {
		shop.sandbox.addFault({ platform: 'pigz', operation: 'order.getAll', fault: 'status', status: 500 });
		id = await shop.use(file, { settings: { email } });
		const before = shop.inbox.messages.length;
		await ring(clock);
		const mails = shop.inbox.messages.slice(before);
		expect(mails.map(({ subject }) => subject)).toEqual(['Uma plataforma não respondeu']);
		expect(mails[0]?.text).toContain('Pigz');
	});
});

describeWithTables('Silence alarm', () => {
	const file = '10-silence-alarm';
	const clock = 'Every fifteen minutes';
	const open = { email, openFrom: '00:00', openUntil: '24:00' };
	const alarms = () =>
		shop.inbox.messages.filter(({ subject }) => subject === 'Nenhum pedido está chegando').length;

	it('tells it once when no order came, and keeps quiet outside of opening hours', async () => {
		id = await shop.use(file, { settings: { ...open, openUntil: '00:00', minutesOfSilence: -1 } });
		await ring(clock);
		expect(alarms()).toBe(0);
		await shop.engine.client.unpublish(id);

		id = await shop.use(file, { settings: { ...open, minutesOfSilence: -1 } });
		await ring(clock);
		expect(alarms()).toBe(1);
		await ring(clock);
		expect(alarms()).toBe(1);
	});

	it('keeps quiet when an order has just come in', async () => {
		shop.sandbox.platform('pigz').placeOrder({ kind: 'delivery' });
		const first = await shop.use('01-all-channels-in-one-table', { settings: { email } });
		await shop.row('Orders', () => true);
		await shop.engine.client.unpublish(first);
		id = await shop.use(file, { settings: { ...open, minutesOfSilence: 60 } });
		const before = alarms();
		const execution = await ring(clock);
		expect(jsonOf(execution, 'Is it too quiet for opening hours?', 1)).toHaveLength(1);
		expect(alarms()).toBe(before);
	});

	it('tells the failure of another workflow that chose it as its error workflow', async () => {
		id = await shop.use(file, { settings: open });
		shop.sandbox.platform('pigz').placeOrder({ kind: 'delivery' });
		const other = await shop.use('01-all-channels-in-one-table', {
			settings: { email },
			parameters: {
				'Save the order in Orders': { dataTableId: { __rl: true, mode: 'name', value: 'No such table' } },
			},
			errorWorkflow: id,
		});
		const mail = await shop.mail(
			({ subject }) => subject === 'Problema no fluxo "All channels in one table"',
		);
		expect(mail.text).toContain('No such table');
		await shop.engine.client.unpublish(other);
	});
});

describeWithTables('Sold out everywhere', () => {
	const file = '11-sold-out-everywhere';
	const clock = 'Every five minutes';
	const product = { product: 'X-Burger', soldOut: true, neemoRef: '8804505', deliveryDiretoId: '' };
	const updates = () => shop.sandbox.requests('neemo').filter(({ operation }) => operation === 'item.update');

	it('takes a product off sale at Neemo once, and puts it back in the morning', async () => {
		id = await shop.use(file, { settings: { email } });
		await shop.addRow('Menu', product);
		await ring(clock);
		await shop.row('Menu', ({ neemoShows }) => neemoShows === 'sold out');
		expect(updates()).toMatchObject([{ body: { Items: [{ ref: '8804505', enable: false }] } }]);
		await ring(clock);
		expect(updates()).toHaveLength(1);

		await ring('Every morning at five');
		await ring(clock);
		await shop.row('Menu', ({ neemoShows, soldOut }) => neemoShows === 'on sale' && soldOut === false);
		expect(updates().at(-1)?.body).toMatchObject({ Items: [{ ref: '8804505', enable: true }] });
	});

	it('does the same at Delivery Direto', async () => {
		shop.sandbox.platform('delivery-direto').examples();
		id = await shop.use(file, { settings: { email } });
		await shop.addRow('Menu', { ...product, product: 'Suco', neemoRef: '', deliveryDiretoId: '1' });
		await ring(clock);
		const asked = await eventually('Delivery Direto was told', () => {
			const found = shop.sandbox
				.requests('delivery-direto')
				.find(({ operation }) => operation === 'item.update');
			return found;
		});
		expect(JSON.stringify(asked.body)).toContain('SHORT_SUPPLY');
	});

	it('tells the shop when the platform does not take it, and tries again', async () => {
		id = await shop.use(file, { settings: { email } });
		shop.sandbox.addFault({ platform: 'neemo', operation: 'item.update', fault: 'status', status: 500 });
		await shop.addRow('Menu', { ...product, product: 'Guaraná', neemoRef: '23009' });
		await ring(clock);
		await shop.mail(({ subject }) => subject === 'Guaraná: Neemo não mudou');
		shop.sandbox.liftFaults();
		await ring(clock);
		await shop.row('Menu', (row) => row.product === 'Guaraná' && row.neemoShows === 'sold out');
	});
});
