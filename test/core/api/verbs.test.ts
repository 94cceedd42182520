import type { IDataObject, INodeParameters, NodeApiError } from 'n8n-workflow';
import { executeOperation } from '../../../core/api/execute';
import { verbRunner } from '../../../core/api/verbRunner';
import { apiClient } from '../../../core/api/client';
import { accountKey } from '../../../core/order/id';
import type { OrderVerb } from '../../../core/order/verbs';
import type { OrderPlatform } from '../../../core/platform';
import { canvas, type Canvas } from './support/canvas';
import { padaria, padariaByDay } from './support/padaria';

beforeEach(() =>
	jest.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z'), doNotFake: ['setImmediate'] }),
);
afterEach(() => jest.useRealTimers());

/** A platform that keeps these orders, and refuses nothing. */
async function run(
	verb: OrderVerb,
	orders: Record<string, string>,
	given: Partial<Canvas> & { platform?: OrderPlatform } = {},
) {
	const platform = given.platform ?? padaria;
	const { context, requests } = canvas({
		operation: `order.${verb}`,
		set: { orderId: '7' },
		answer: ({ url, method }) => {
			const number = /orders\/(\w+)/.exec(url)?.[1] ?? '';
			if (method === 'PUT') return { status: 204 };
			if (/orders$/.test(url))
				return { body: { data: Object.entries(orders).map(([id, status]) => ({ number: id, status })) } };
			return orders[number]
				? { body: { data: { number, status: orders[number] } } }
				: { status: 404, body: {} };
		},
		...given,
	});
	const outcome = await executeOperation(context, platform).then(
		([items = []]) => ({ items, json: items.map(({ json }) => json), words: undefined }),
		(error: NodeApiError) => ({
			items: [],
			json: [] as IDataObject[],
			words: [error.message, error.description],
		}),
	);
	return {
		...outcome,
		requests,
		sent: requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`),
	};
}

describe('an order verb', () => {
	it('reads the order, changes it, and says what became of it', async () => {
		const { items, sent, requests } = await run('confirm', { 7: 'new' });
		expect(sent).toEqual(['GET /orders/7', 'PUT /orders/7/stage']);
		expect(requests[1]?.body).toEqual({ stage: 'confirmed' });
		expect(items).toEqual([
			{
				json: {
					id: `pigz:${accountKey('ana')}:7`,
					orderId: '7',
					platform: 'pigz',
					operation: 'confirm',
					changed: true,
					status: 'CONFIRMED',
					previousStatus: 'CREATED',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('changes nothing where the order is there already, or further', async () => {
		const { json, sent } = await run('confirm', { 7: 'delivered' });
		expect(sent).toEqual(['GET /orders/7']);
		expect(json).toMatchObject([{ changed: false, status: 'DELIVERED', previousStatus: 'DELIVERED' }]);
	});

	it('takes the id of a unified order', async () => {
		const orderId = `pigz:${accountKey('ana')}:7`;
		expect((await run('confirm', { 7: 'new' }, { set: { orderId } })).sent[1]).toBe('PUT /orders/7/stage');
		const set = { orderId: { __rl: true, mode: 'list', value: '' } };
		expect((await run('confirm', {}, { set })).words).toEqual([
			'The field "Order" is empty',
			'Fill in "Order", or check the expression that should give it.',
		]);
	});

	it('does not touch a cancelled order', async () => {
		const { words, sent } = await run('conclude', { 7: 'cancelled' });
		expect(sent).toEqual(['GET /orders/7']);
		expect(words).toEqual([
			'Order 7 is cancelled, so "Conclude" was not sent',
			'A cancelled order stays cancelled. Filter cancelled orders out before this node.',
		]);
	});

	it('cancels no order that was delivered', async () => {
		const { words, sent } = await run('cancel', { 7: 'delivered' });
		expect(sent).toEqual(['GET /orders/7']);
		expect(words).toEqual([
			'Order 7 was already delivered, so it was not cancelled',
			'Padaria does not want delivered orders to be cancelled. Nothing was sent. Settle a refund with the customer or with Padaria directly.',
		]);
	});

	it('says that the platform does not know the order', async () => {
		expect((await run('cancel', {})).words?.[0]).toBe('Padaria does not know order 7');
	});

	it('runs one order after the other, and a refused one leaves by itself with Continue On Fail', async () => {
		const { json, sent } = await run(
			'cancel',
			{ 1: 'new', 2: 'delivered', 3: 'new' },
			{
				items: [{ json: {} }, { json: {} }, { json: {} }],
				set: (index) => ({ orderId: String(index + 1) }),
				continueOnFail: true,
			},
		);
		expect(json.map((row) => row.error ?? row.status)).toEqual([
			'CANCELLED',
			'Order 2 was already delivered, so it was not cancelled',
			'CANCELLED',
		]);
		expect(sent).toHaveLength(5);
	});

	it('that the platform lacks says which ones there are', async () => {
		const { context } = canvas({ operation: 'order.dispatch' });
		const client = await apiClient(context, padaria);
		await expect(verbRunner(context, padaria, client, 'dispatch').run(0)).rejects.toMatchObject({
			message: 'Padaria has no "dispatch"',
			description: 'It has: Confirm, Conclude, Cancel.',
		});
	});
});

describe('on a platform that lists orders by day only, an order verb', () => {
	const platform = padariaByDay;
	const lookBack = (days?: number): INodeParameters => ({
		orderId: '7',
		...(days === undefined ? {} : { options: { lookBackDays: days } }),
	});

	it.each([
		[undefined, '2026-11-20'],
		[1, '2026-11-21'],
		[30, '2026-10-23'],
	])('looks back %p days, today included, and one day beyond', async (days, from) => {
		const { requests, json } = await run('confirm', { 7: 'new' }, { platform, set: lookBack(days) });
		expect(requests[0]?.qs).toMatchObject({ from, to: '2026-11-22' });
		expect(json).toMatchObject([{ changed: true }]);
	});

	it.each([0, -1, 1.5, 'many'])('does not look back %j days, which would find no order', async (days) => {
		const set = { orderId: '7', options: { lookBackDays: days } };
		const { words, sent } = await run('confirm', { 7: 'new' }, { platform, set });
		expect(words?.[0]).toBe('"Look Back (Days)" is not a whole number of 1 or more');
		expect(sent).toEqual([]);
	});

	it('reads them once for all items, again only to look back further', async () => {
		const { sent, json } = await run(
			'confirm',
			{ 1: 'new', 2: 'confirmed' },
			{
				platform,
				items: [{ json: {} }, { json: {} }, { json: {} }, { json: {} }],
				set: (index) => ({
					orderId: ['1', '1', '9', '2'][index] ?? '',
					options: { lookBackDays: index === 2 ? 5 : 2 },
				}),
			},
		);
		expect(sent).toEqual(['GET /orders', 'PUT /orders/1/stage', 'GET /orders', 'PUT /orders/9/stage']);
		expect(json.map(({ changed, previousStatus }) => [changed, previousStatus])).toEqual([
			[true, 'CREATED'],
			[false, 'CONFIRMED'],
			[true, null],
			[false, 'CONFIRMED'],
		]);
	});

	it('does not cancel an order whose state it could not read', async () => {
		const { words, sent } = await run('cancel', {}, { platform, set: lookBack(3) });
		expect(sent).toEqual(['GET /orders']);
		expect(words).toEqual([
			'Order 7 was not found among the Padaria orders of the last 3 days, so it was not cancelled',
			'A delivered order must not be cancelled, and its state could not be read. Check the number, or raise Options > Look Back (Days).',
		]);
	});
});
