import { refusesWhatIsNoOrderOfTheStore, shortly } from '../support/orders';
import { Partner, pauses } from './partner';
import type { INodeParameters } from 'n8n-workflow';
import type { RunNodeOptions } from '../harness';

const partner = new Partner().open();

/** First 8 hexadecimal digits of the SHA-256 of the sandbox's client ID. */
const STORE_KEY = 'a8f61c27';

const arrived = () => partner.requests().map(shortly);

const read = (order: string) => `GET /v1/orders/${order}`;
const write = (order: string, body: object) => `PATCH /v1/orders/${order} ${JSON.stringify(body)}`;

const CHEAPEST = { status: 'approved', shipmentMethodId: 1 };

const run = async (
	verb: string,
	orders: unknown[],
	parameters: INodeParameters = {},
	options: Partial<RunNodeOptions> = {},
) =>
	await partner.run(
		`order.${verb}`,
		{ orderId: '={{ $json.order }}', ...parameters },
		orders.map((order) => ({ order }) as never),
		options,
	);

const statusOf = (order: string) => partner.statusOf(order);

/** An order so many steps behind its approval: in production, shipped, delivered. */
function placedAndAdvanced(steps: number): string {
	const order = partner.place('delivery');
	for (let step = 0; step < steps; step++) partner.platform.advance(order);
	return order;
}

describe('confirm', () => {
	it('approves a quote with the cheapest shipment, after one look at it', async () => {
		const order = partner.place('quote');
		const { error, items } = await run('confirm', [order]);
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					id: `digipix:${STORE_KEY}:${order}`,
					orderId: order,
					platform: 'digipix',
					operation: 'confirm',
					changed: true,
					status: 'CONFIRMED',
					previousStatus: 'DRAFT',
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(arrived()).toEqual([read(order), write(order, CHEAPEST)]);
		expect(partner.sandbox.order('digipix', order)).toMatchObject({
			status: 'APPROVED',
			raw: { shipment: { name: 'Entrega Econômica' } },
		});
	});

	it('approves it with the rule that the person chose', async () => {
		const order = partner.place('quote');
		await run('confirm', [order], { shipmentMethodId: 2 });
		expect(arrived()).toEqual([read(order), write(order, { status: 'approved', shipmentMethodId: 2 })]);
		expect(partner.sandbox.order('digipix', order).raw).toMatchObject({
			shipment: { name: 'Entrega Convencional' },
		});
	});

	it('approves it with one shipment of its own, and then sends no rule', async () => {
		const order = partner.place('quote');
		const { shipments } = partner.sandbox.order('digipix', order).raw as {
			shipments: [{ id: string; name: string }];
		};
		const [{ id: shipmentId, name }] = shipments;
		await run('confirm', [order], { shipmentMethodId: 1, additionalFields: { shipmentId } });
		expect(arrived()).toEqual([read(order), write(order, { status: 'approved', shipmentId })]);
		expect(partner.sandbox.order('digipix', order).raw).toMatchObject({ shipment: { name } });
	});

	it('goes by the rule where an expression gives no shipment', async () => {
		const order = partner.place('quote');
		await run('confirm', [order], { additionalFields: { shipmentId: '={{ $json.nothing }}' } });
		expect(arrived()).toEqual([read(order), write(order, CHEAPEST)]);
	});

	it('says what is missing where an expression gives neither', async () => {
		const order = partner.place('quote');
		const { error } = await run('confirm', [order], { shipmentMethodId: '={{ $json.nothing }}' });
		expect([error?.message, error?.description]).toEqual([
			'The field "Shipment Rule" is empty',
			'Fill in "Shipment Rule", or check the expression that should give it.',
		]);
		expect(arrived()).toEqual([]);
	});

	it.each([
		{ steps: 0, status: 'CONFIRMED', word: 'APPROVED' },
		{ steps: 1, status: 'PREPARING', word: 'IN_MANUFACTURING' },
	])('leaves an order that is $word as it is', async ({ steps, status, word }) => {
		const order = placedAndAdvanced(steps);
		const { json } = await run('confirm', [order]);
		expect(json).toMatchObject([{ changed: false, status, previousStatus: status }]);
		expect(arrived()).toEqual([read(order)]);
		expect(statusOf(order)).toBe(word);
	});

	it('is refused for a cancelled order', async () => {
		const order = partner.place('cancelled');
		const { error } = await run('confirm', [order]);
		expect([error?.message, error?.description]).toEqual([
			`Order ${order} is cancelled, so "Confirm" was not sent`,
			'A cancelled order stays cancelled. Filter cancelled orders out before this node.',
		]);
		expect(arrived()).toEqual([read(order)]);
	});

	it('tells in the words of Digipix that there is no such contract', async () => {
		const order = partner.place('quote');
		const { error } = await run('confirm', [order], { shipmentMethodId: 3 });
		expect(error?.description).toContain(
			'Digipix says: "Collect is only for specific contracts with Digipix"',
		);
		expect(statusOf(order)).toBe('QUOTE');
	});
});

describe('cancel', () => {
	it.each([
		{ kind: 'quote', previousStatus: 'DRAFT' },
		{ kind: 'delivery', previousStatus: 'CONFIRMED' },
	])('cancels what is not in production yet: $kind', async ({ kind, previousStatus }) => {
		const order = partner.place(kind);
		const { json } = await run('cancel', [order]);
		expect(json).toMatchObject([{ changed: true, status: 'CANCELLED', previousStatus }]);
		expect(arrived()).toEqual([read(order), write(order, { status: 'canceled' })]);
		expect(statusOf(order)).toBe('CANCELED');
	});

	it('is a success without a change for a cancelled order', async () => {
		const order = partner.place('cancelled');
		const { json } = await run('cancel', [order]);
		expect(json).toMatchObject([{ changed: false, status: 'CANCELLED', previousStatus: 'CANCELLED' }]);
		expect(arrived()).toEqual([read(order)]);
	});

	it('is refused for an order in production before anything is sent', async () => {
		const order = placedAndAdvanced(1);
		const { error } = await run('cancel', [order]);
		expect([error?.message, error?.description]).toEqual([
			`"Cancel" was not sent, because order ${order} is in status PREPARING`,
			'Digipix cancels an order only before its production has begun. Nothing was sent.',
		]);
		expect(arrived()).toEqual([read(order)]);
		expect(statusOf(order)).toBe('IN_MANUFACTURING');
	});

	it('is left to Digipix where the word of the status is in no table', async () => {
		const order = placedAndAdvanced(2);
		const { error } = await run('cancel', [order]);
		expect(error?.description).toContain(
			'Digipix says: "Only orders that are not yet in production can be canceled"',
		);
		expect(arrived()).toEqual([read(order), write(order, { status: 'canceled' })]);
		expect(statusOf(order)).toBe('SHIPPED');
	});

	it.each([
		{
			steps: 2,
			words: [{ word: 'shipped', status: 'IN_DELIVERY' }],
			message: '"Cancel" was not sent, because order %s is in status IN_DELIVERY',
		},
		{
			steps: 3,
			words: [{ word: 'Delivered', status: 'DELIVERED' }],
			message: 'Order %s was already delivered, so it was not cancelled',
		},
	])('is refused after the end where the person says what a word means: $words.0.word', async (example) => {
		const { steps, words, message } = example;
		const order = placedAndAdvanced(steps);
		const { error } = await run('cancel', [order], { options: { statusWords: { words } } });
		expect(error?.message).toBe(message.replace('%s', order));
		expect(arrived()).toEqual([read(order)]);
	});
});

describe.each(['confirm', 'cancel'])('%s', (verb) => {
	it('accepts the id of the unified order', async () => {
		const order = partner.place('quote');
		const { json } = await run(verb, [`digipix:${STORE_KEY}:${order}`]);
		expect(json).toMatchObject([{ orderId: order, changed: true }]);
		expect(arrived()[0]).toBe(read(order));
	});

	it('of an order that Digipix does not know is refused before anything is changed', async () => {
		const { error } = await run(verb, ['tFN9mEXgro9feZ7Fjf61']);
		expect(error?.message).toBe('Digipix does not know order id tFN9mEXgro9feZ7Fjf61');
		expect(arrived()).toEqual([read('tFN9mEXgro9feZ7Fjf61')]);
	});
});

refusesWhatIsNoOrderOfTheStore({
	platform: { name: 'Digipix', prefix: 'digipix' },
	verbs: { confirm: {}, cancel: {} },
	label: 'Order ID',
	run: async (verb, order) => await run(verb, [order]),
	arrived,
});

describe('several orders', () => {
	it('go on with Continue On Fail, and those that failed leave through the error branch', async () => {
		const orders = [
			partner.place('quote'),
			placedAndAdvanced(1),
			partner.place('cancelled'),
			partner.place('delivery'),
		];
		const [quote, produced, cancelled, approved] = orders;
		const { status, items, errorItems } = await run('cancel', orders, {}, { onError: 'continueErrorOutput' });
		expect(status).toBe('success');
		expect(items.map(({ json, pairedItem }) => [json.orderId, json.changed, pairedItem])).toEqual([
			[quote, true, { item: 0 }],
			[cancelled, false, { item: 2 }],
			[approved, true, { item: 3 }],
		]);
		expect(errorItems.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			[`"Cancel" was not sent, because order ${produced} is in status PREPARING`, { item: 1 }],
		]);
		expect(orders.map(statusOf)).toEqual(['CANCELED', 'IN_MANUFACTURING', 'CANCELED', 'CANCELED']);
	});

	it('are approved one at a time, each with the shipment of its own item', async () => {
		const [first, second] = [partner.place('quote'), partner.place('quote')];
		await run('confirm', [first, second], { shipmentMethodId: '={{ $itemIndex + 1 }}' });
		expect(arrived()).toEqual([
			read(first),
			write(first, CHEAPEST),
			read(second),
			write(second, { status: 'approved', shipmentMethodId: 2 }),
		]);
	});
});

describe('a write whose answer is lost', () => {
	it('is not repeated, and the next run makes it only if it was not made', async () => {
		const order = partner.place('quote');
		partner.spoil({ fault: 'cut', when: 'middle' }, 1, 'order.approveOrCancel');
		const lost = await run('confirm', [order]);
		expect(lost.error?.description).toContain(
			`It is not known whether order id ${order} was changed: the call was not sent again.`,
		);
		expect(arrived()).toEqual([read(order), write(order, CHEAPEST)]);
		expect(pauses).toEqual([]);
		const again = await run('confirm', [order]);
		expect(again.json).toMatchObject([{ changed: false, status: 'CONFIRMED' }]);
		expect(arrived()).toEqual([read(order)]);
	});
});

describe('the path of the verbs, which is a guess', () => {
	it('is told as one where Digipix does not have it, with the place to correct it', async () => {
		const order = partner.place('quote');
		const options = { requestPath: '/v2/orders/{orderId}' };
		const { error } = await run('confirm', [order], { options });
		expect(error?.message).toBe(`Digipix does not know order id ${order}`);
		expect(error?.description).toContain(
			`It asked ${partner.host}/digipix/v2/orders/${order}; another path can be set under Options > Request Path.`,
		);
		expect(arrived()).toEqual([`GET /v2/orders/${order}`]);
		expect(statusOf(order)).toBe('QUOTE');
	});

	it('is corrected for the look at the order as well: it is the same path', async () => {
		const order = partner.place('quote');
		const { handle } = partner.platform;
		jest.spyOn(partner.platform, 'handle').mockImplementation(async (request) => {
			const { path } = request;
			const moved = path.startsWith('/v2/') ? path.replace('/v2/', '/v1/') : path.replace('/v1/', '/gone/');
			return await handle({ ...request, path: path.startsWith('/v1/oauth') ? path : moved });
		});
		const options = { requestPath: '/v2/orders/{orderId}' };
		const { error, json } = await run('confirm', [order], { options });
		expect(error?.message).toBeUndefined();
		expect(json).toMatchObject([{ changed: true, status: 'CONFIRMED' }]);
		expect(statusOf(order)).toBe('APPROVED');
	});
});
