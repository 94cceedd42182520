import { accountKey } from '../../../core/order/id';
import { VENDDOR_EMAIL } from '../../../sandbox/platforms/venddor';
import { refusesWhatIsNoOrderOfTheStore, shortly } from '../support/orders';
import { byNumber, Shop } from './shop';
import type { INodeParameters } from 'n8n-workflow';
import type { RunNodeOptions } from '../harness';

const shop = new Shop().open();

/** Of the e-mail and the host, whose port differs from run to run. */
const storeKey = () => accountKey(`${VENDDOR_EMAIL} ${new URL(shop.baseUrl).host}`);

const arrived = () => shop.requests().map(shortly);

const read = (order: number) => `GET /api/orders/${order}`;
const write = (order: number, status: string) => `PUT /api/orders/${order} {"status":"${status}"}`;

const run = async (
	verb: string,
	orders: unknown[],
	parameters: INodeParameters = {},
	options: Partial<RunNodeOptions> = {},
) =>
	await shop.run(
		`order.${verb}`,
		{ orderId: byNumber('={{ $json.order }}'), ...parameters },
		orders.map((order) => ({ order }) as never),
		options,
	);

const placed = (status?: string, more: Record<string, unknown> = {}) =>
	shop.place({ kind: 'delivery', with: { ...more, ...(status === undefined ? {} : { status }) } });

const VERBS = [
	{ verb: 'confirm', letter: 'P', status: 'PREPARING' },
	{ verb: 'startPreparation', letter: 'P', status: 'PREPARING' },
	{ verb: 'dispatch', letter: 'H', status: 'IN_DELIVERY' },
	{ verb: 'conclude', letter: 'C', status: 'CONCLUDED' },
	{ verb: 'cancel', letter: 'I', status: 'CANCELLED' },
];

describe.each(VERBS)('$verb', ({ verb, letter, status }) => {
	it.each(['E', 'O', 'B'])('moves a new order with the letter %s, after one look at it', async (from) => {
		const order = placed(from);
		const { error, items } = await run(verb, [order]);
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					id: `venddor:${storeKey()}:${order}`,
					orderId: String(order),
					platform: 'venddor',
					operation: verb,
					changed: true,
					status,
					previousStatus: 'CREATED',
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(arrived()).toEqual([read(order), write(order, letter)]);
		expect(shop.statusOf(order)).toBe(letter);
	});

	it('is a success without a change, and without a write, when the order is there already', async () => {
		const order = placed(letter);
		const { error, json } = await run(verb, [order]);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ changed: false, status, previousStatus: status }]);
		expect(arrived()).toEqual([read(order)]);
	});

	it('accepts the id of the unified order', async () => {
		const order = placed();
		const { json } = await run(verb, [`venddor:${storeKey()}:${order}`]);
		expect(json).toMatchObject([{ orderId: String(order), changed: true }]);
		expect(arrived()).toEqual([read(order), write(order, letter)]);
	});

	it('of an order that Venddor does not know is refused before anything is changed', async () => {
		const { error } = await run(verb, [7]);
		expect(error?.message).toBe('Venddor does not know order 7');
		expect(error?.description).toContain('Pedido não encontrado');
		expect(arrived()).toEqual([read(7)]);
	});

	it('understands a letter of the store by Status Words', async () => {
		const order = placed('X');
		const options = { statusWords: { words: [{ word: 'x', status }] } };
		const { json } = await run(verb, [order], { options });
		expect(json).toMatchObject([{ changed: false, status, previousStatus: status }]);
		expect(arrived()).toEqual([read(order)]);
		expect(shop.statusOf(order)).toBe('X');
	});

	it('is left to Venddor for a letter that nobody knows', async () => {
		const order = placed('X');
		const { json } = await run(verb, [order]);
		expect(json).toMatchObject([{ changed: true, status, previousStatus: 'UNKNOWN' }]);
		expect(arrived()).toEqual([read(order), write(order, letter)]);
	});
});

refusesWhatIsNoOrderOfTheStore({
	platform: { name: 'Venddor', prefix: 'venddor' },
	verbs: { confirm: {}, startPreparation: {}, dispatch: {}, conclude: {}, cancel: {} },
	label: 'Order',
	run: async (verb, order) => await run(verb, [order]),
	arrived,
});

describe('an order that is further along', () => {
	it.each(['confirm', 'startPreparation'])('is not set back by %s', async (verb) => {
		const order = placed('H');
		const { json } = await run(verb, [order]);
		expect(json).toMatchObject([{ changed: false, status: 'IN_DELIVERY' }]);
		expect(arrived()).toEqual([read(order)]);
		expect(shop.statusOf(order)).toBe('H');
	});

	it('is not cancelled once it is completed', async () => {
		const order = placed('C');
		const { error } = await run('cancel', [order]);
		expect([error?.message, error?.description]).toEqual([
			`Order ${order} was already delivered, so it was not cancelled`,
			'Venddor does not want delivered orders to be cancelled. Nothing was sent. Settle a refund with the customer or with Venddor directly.',
		]);
		expect(arrived()).toEqual([read(order)]);
		expect(shop.statusOf(order)).toBe('C');
	});

	it.each([
		['confirm', 'Confirm'],
		['startPreparation', 'Start Preparation'],
		['dispatch', 'Dispatch'],
		['conclude', 'Conclude'],
	])('is not moved by %s once it is cancelled', async (verb, name) => {
		const order = placed('I');
		const { error } = await run(verb, [order]);
		expect(error?.message).toBe(`Order ${order} is cancelled, so "${name}" was not sent`);
		expect(arrived()).toEqual([read(order)]);
	});
});

describe('a cancellation that the buyer asked for', () => {
	it('is granted by Cancel', async () => {
		const order = placed('P');
		shop.store.cancelAsCustomer(order);
		const { json } = await run('cancel', [order]);
		expect(json).toMatchObject([
			{ changed: true, status: 'CANCELLED', previousStatus: 'CANCELLATION_REQUESTED' },
		]);
		expect(shop.statusOf(order)).toBe('I');
	});
});

describe('Dispatch with a carrier or a tracking number', () => {
	const both = { additionalFields: { carrier: 'Transportadora Modelo', trackingNumber: 'TM123' } };
	const onlyNumber = { additionalFields: { trackingNumber: 'TM123' } };

	const shipmentsOf = async (order: number) =>
		(await shop.run('shipment.getAll', { returnAll: true })).json.filter(
			({ order_id }) => order_id === order,
		);

	/** What a shipment of the whole order says, as Venddor wants it. */
	function shipment(order: number, more: Record<string, string>) {
		const { user_id, products, shipping } = shop.order(order) as {
			user_id: string;
			products: Record<string, { amount: string }>;
			shipping: [{ shipping_id: string; shipping: string }];
		};
		const [{ shipping_id, shipping: method }] = shipping;
		return {
			order_id: order,
			user_id: Number(user_id),
			products: Object.fromEntries(
				Object.entries(products).map(([line, { amount }]) => [line, Number(amount)]),
			),
			carrier: method,
			shipping_id: Number(shipping_id),
			shipping: method,
			...more,
		};
	}

	it('sets the letter, and then records a shipment of all products', async () => {
		const order = placed();
		const expected = shipment(order, { carrier: 'Transportadora Modelo', tracking_number: 'TM123' });
		const { error, json } = await run('dispatch', [order], both);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ changed: true, status: 'IN_DELIVERY', previousStatus: 'CREATED' }]);
		const requests = shop.requests();
		expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			read(order),
			`PUT /api/orders/${order}`,
			'POST /api/shipments',
		]);
		expect(requests[1]?.body).toEqual({ status: 'H' });
		expect(requests[2]?.body).toEqual(expected);
		expect(await shipmentsOf(order)).toMatchObject([
			{ tracking_number: 'TM123', carrier: 'Transportadora Modelo', products: expected.products },
		]);
	});

	it('takes the shipping method for the carrier where only the number is given', async () => {
		const order = placed();
		const expected = shipment(order, { tracking_number: 'TM123' });
		await run('dispatch', [order], onlyNumber);
		expect(shop.requests()[2]?.body).toEqual(expected);
	});

	it('records no shipment where expressions give neither', async () => {
		const order = placed();
		await run('dispatch', [order], {
			additionalFields: { carrier: '={{ $json.nothing }}', trackingNumber: '={{ "" }}' },
		});
		expect(arrived()).toEqual([read(order), write(order, 'H')]);
		expect(await shipmentsOf(order)).toEqual([]);
	});

	it('does nothing at all on a second run', async () => {
		const order = placed();
		await run('dispatch', [order], both);
		shop.sandbox.clearRequests();
		const { error, json } = await run('dispatch', [order], both);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ changed: false, status: 'IN_DELIVERY' }]);
		expect(arrived()).toEqual([read(order)]);
		expect(await shipmentsOf(order)).toHaveLength(1);
	});

	it('records the shipment once of an order that comes twice', async () => {
		const order = placed();
		const { error, json } = await run('dispatch', [order, order], both);
		expect(error).toBeUndefined();
		expect(json.map(({ changed }) => changed)).toEqual([true, false]);
		expect(await shipmentsOf(order)).toHaveLength(1);
	});

	it('records the shipment of an order that has its letter already', async () => {
		const order = placed('H');
		const { json } = await run('dispatch', [order], both);
		expect(json).toMatchObject([{ changed: true, status: 'IN_DELIVERY', previousStatus: 'IN_DELIVERY' }]);
		expect(shop.requests().map(({ method, path }) => `${method} ${path}`)).toEqual([
			read(order),
			'POST /api/shipments',
		]);
		expect(await shipmentsOf(order)).toHaveLength(1);
	});

	it('records none of an order that is completed', async () => {
		const order = placed('C');
		const { json } = await run('dispatch', [order], both);
		expect(json).toMatchObject([{ changed: false, status: 'CONCLUDED' }]);
		expect(arrived()).toEqual([read(order)]);
		expect(await shipmentsOf(order)).toEqual([]);
	});

	it('says what was done where the letter was set and the shipment refused, and the next run makes up for it', async () => {
		const order = placed();
		shop.spoil({ fault: 'status', status: 400 }, 1, 'shipment.create');
		const { status, error } = await run('dispatch', [order], both);
		expect(status).toBe('error');
		expect(error?.message).toMatch(
			new RegExp(`^"Dispatch" was done for order ${order}, but what belongs to it was not: Venddor refused`),
		);
		expect(shop.statusOf(order)).toBe('H');
		expect(await shipmentsOf(order)).toEqual([]);

		const again = await run('dispatch', [order], both);
		expect(again.json).toMatchObject([{ changed: true, status: 'IN_DELIVERY' }]);
		expect(await shipmentsOf(order)).toHaveLength(1);
	});

	it.each([
		[
			{ shipping: [], shipping_ids: '' },
			'Venddor does not tell the shipping method of order %s, which a shipment needs. Leave Carrier and Tracking Number empty to dispatch the order without a shipment',
		],
		[
			{ products: { 1: { item_id: '1', product_id: '214', amount: '1.5', price: '8.99' } } },
			'Venddor does not tell the lines with whole quantities of order %s, which a shipment needs. Leave Carrier and Tracking Number empty to dispatch the order without a shipment',
		],
	])('sets no letter where the order lacks what a shipment needs', async (more, message) => {
		const order = placed(undefined, more);
		const { error } = await run('dispatch', [order], both);
		expect(error?.message).toBe(message.replace('%s', String(order)));
		expect(arrived()).toEqual([read(order)]);
		expect(shop.statusOf(order)).toBe('E');
	});
});

describe('several orders', () => {
	it('go on with Continue On Fail, and those that failed leave through the error branch', async () => {
		const [first, done, cancelled, last] = [placed(), placed('C'), placed('I'), placed('P')];
		const { status, items, errorItems } = await run(
			'cancel',
			[first, done, 7, cancelled, last],
			{},
			{ onError: 'continueErrorOutput' },
		);
		expect(status).toBe('success');
		expect(items.map(({ json, pairedItem }) => [json.orderId, json.changed, pairedItem])).toEqual([
			[String(first), true, { item: 0 }],
			[String(cancelled), false, { item: 3 }],
			[String(last), true, { item: 4 }],
		]);
		expect(errorItems.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			[`Order ${done} was already delivered, so it was not cancelled`, { item: 1 }],
			['Venddor does not know order 7', { item: 2 }],
		]);
		expect([first, done, cancelled, last].map((order) => shop.statusOf(order))).toEqual(['I', 'C', 'I', 'I']);
	});
});

describe('a write whose answer is lost', () => {
	it('is not repeated, and the next run makes it only if it was not made', async () => {
		const order = placed();
		shop.spoil({ fault: 'cut', when: 'middle' }, 1, 'order.update');
		const lost = await run('confirm', [order]);
		expect(lost.error?.description).toContain(
			`It is not known whether order ${order} was changed: the call was not sent again.`,
		);
		expect(arrived()).toEqual([read(order), write(order, 'P')]);
		const again = await run('confirm', [order]);
		expect(again.json).toMatchObject([{ changed: false, status: 'PREPARING' }]);
		expect(arrived()).toEqual([read(order)]);
	});
});
