import type { IDataObject, INodeParameters, NodeApiError } from 'n8n-workflow';
import { executeOperation } from '../../../core/api/execute';
import { verbRunner } from '../../../core/api/verbRunner';
import { apiClient } from '../../../core/api/client';
import { accountKey } from '../../../core/order/id';
import type { OrderVerb } from '../../../core/order/verbs';
import type { OrderPlatform } from '../../../core/platform';
import { canvas, type Canvas, type Reply } from './support/canvas';
import { padaria, padariaBothWays, padariaByDay } from './support/padaria';

beforeEach(() =>
	jest.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z'), doNotFake: ['setImmediate'] }),
);
afterEach(() => jest.useRealTimers());

/** An order of the platform: its status alone, or more of it. */
type Kept = string | IDataObject;

interface Given extends Partial<Canvas> {
	platform?: OrderPlatform;
	/** What the kitchen says about every order. */
	kitchen?: unknown;
	/** What the platform answers to the parcel. */
	parcel?: Reply;
}

const itemsOf = (count: number) => Array.from({ length: count }, () => ({ json: {} }));

/** A platform that keeps these orders, and refuses nothing. */
async function run(
	verb: OrderVerb,
	orders: Record<string, Kept>,
	{ kitchen = {}, parcel = { status: 201, body: {} }, set = { orderId: '7' }, ...given }: Given = {},
) {
	const platform = given.platform ?? padaria;
	const rowOf = (number: string, kept: Kept) =>
		typeof kept === 'string' ? { number, status: kept } : { number, ...kept };
	const { context, requests } = canvas({
		operation: `order.${verb}`,
		// n8n keeps what the verb shows
		set: (index) => ({
			reason: 'Falta queijo',
			receiver: 'Ana',
			...(typeof set === 'function' ? set(index) : set),
		}),
		answer: ({ url, method, qs }) => {
			const number = /(?:orders|kitchen)\/(\w+)/.exec(url)?.[1] ?? '';
			if (method === 'PUT') return { status: 204 };
			if (method === 'POST') return parcel;
			if (url.includes('/kitchen/')) return { body: kitchen };
			if (/orders$/.test(url)) {
				const wanted = Object.entries(orders).filter(
					([id]) => qs?.number === undefined || String(qs.number) === id,
				);
				return { body: { data: wanted.map(([id, kept]) => rowOf(id, kept)) } };
			}
			return orders[number] ? { body: { data: rowOf(number, orders[number]) } } : { status: 404, body: {} };
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
		bodies: requests.map(({ body }) => body).filter((body) => body !== undefined),
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

	it('finds an order whose number was written in another way', async () => {
		const { json, sent } = await run('confirm', { 7: 'new' }, { set: { orderId: ' 007 ' } });
		expect(sent).toEqual(['GET /orders/7', 'PUT /orders/7/stage']);
		expect(json).toMatchObject([{ orderId: '7', previousStatus: 'CREATED' }]);
	});

	it('is not sent for an order of which the platform answers nothing', async () => {
		const answer = () => ({ body: { data: [] } });
		const { words, sent } = await run('confirm', {}, { answer });
		expect(sent).toEqual(['GET /orders/7']);
		expect(words).toEqual([
			'Padaria has no order 7, so "Confirm" was not sent',
			'Check the number, and that the credential is the one of its store.',
		]);
	});

	it('reads an order anew for each item that names it', async () => {
		const { json, sent } = await run('confirm', { 7: 'new' }, { items: itemsOf(4) });
		expect(sent.slice(0, 4)).toEqual([
			'GET /orders/7',
			'PUT /orders/7/stage',
			'GET /orders/7',
			'PUT /orders/7/stage',
		]);
		expect(json).toHaveLength(4);
	});

	it('that the platform lacks says which ones there are', async () => {
		const { confirm, conclude, cancel } = padaria.orders.verbs.calls;
		const calls = { cancel, conclude, confirm };
		const few = { ...padaria, orders: { ...padaria.orders, verbs: { ...padaria.orders.verbs, calls } } };
		const { context } = canvas({ operation: 'order.dispatch' });
		const client = await apiClient(context, few);
		await expect(verbRunner(context, few, client, 'dispatch').run(0)).rejects.toMatchObject({
			message: 'Padaria has no "Dispatch"',
			description: 'It has: Confirm, Conclude, Cancel.',
		});
		await expect(executeOperation(context, few)).rejects.toMatchObject({
			message: 'Padaria has no "Dispatch"',
		});
	});

	it('understands the status words of the store', async () => {
		const words = [{ word: 'No Forno', status: 'PREPARING' }];
		const set = { orderId: '7', options: { statusWords: { words } } };
		const { json, sent } = await run('confirm', { 7: 'no forno' }, { set });
		expect(sent).toEqual(['GET /orders/7']);
		expect(json).toMatchObject([{ changed: false, status: 'PREPARING', previousStatus: 'PREPARING' }]);
		expect((await run('confirm', { 7: 'no forno' })).json).toMatchObject([
			{ changed: true, status: 'CONFIRMED', previousStatus: 'UNKNOWN' },
		]);
	});

	it('sends what the status of the order calls for', async () => {
		const stageOf = async (status: string) => (await run('cancel', { 7: status })).bodies;
		expect(await stageOf('new')).toEqual([{ stage: 'refused', reason: 'Falta queijo' }]);
		expect(await stageOf('confirmed')).toEqual([{ stage: 'cancelled', reason: 'Falta queijo' }]);
	});
});

describe('what an order verb asks', () => {
	const asked = (verb: OrderVerb, set: INodeParameters) =>
		run(verb, { 7: 'confirmed' }, { set: { orderId: '7', receiver: '', reason: '', ...set } });
	const empty = (label: string) => [
		`The field "${label}" is empty`,
		`Fill in "${label}", or check the expression that should give it.`,
	];

	it('is sent with it', async () => {
		const { bodies } = await asked('cancel', { reason: 'Fechamos' });
		expect(bodies).toEqual([{ stage: 'cancelled', reason: 'Fechamos' }]);
	});

	it('is needed: without it the order is not even read', async () => {
		const { words, sent } = await asked('cancel', {});
		expect([words, sent]).toEqual([empty('Reason'), []]);
	});

	it('is needed for each item', async () => {
		const { json } = await run(
			'cancel',
			{ 1: 'new', 2: 'new' },
			{
				items: itemsOf(2),
				set: (index) => ({ orderId: String(index + 1), reason: ['', 'Fechamos'][index] ?? '' }),
				continueOnFail: true,
			},
		);
		expect(json).toMatchObject([{ error: 'The field "Reason" is empty' }, { status: 'CANCELLED' }]);
	});

	it.each<[string, INodeParameters, object]>([
		['the one', { receiver: 'Ana' }, { receiver: 'Ana' }],
		['the other', { additionalFields: { leftAt: 'door' } }, { left_at: 'door' }],
		[
			'the other rather than both',
			{ receiver: 'Ana', additionalFields: { leftAt: 'door' } },
			{ left_at: 'door' },
		],
	])('may be one of two things: %s is sent', async (_, set, sent) => {
		const { bodies } = await asked('conclude', set);
		expect(bodies).toEqual([{ stage: 'delivered', ...sent }]);
	});

	it('may be one of two things, of which one is needed', async () => {
		const { words, sent } = await asked('conclude', {});
		expect([words, sent]).toEqual([empty('Receiver'), []]);
	});

	it('stays here as long as it is optional and empty', async () => {
		const { bodies } = await asked('dispatch', { additionalFields: { carrier: '' } });
		expect(bodies).toEqual([{ stage: 'sent' }]);
	});
});

describe('an order verb for some orders only', () => {
	it.each([
		['readyForPickup', 'bike', 'Ready for Pickup', 'for delivery', 'Dispatch'],
		['dispatch', 'counter', 'Dispatch', 'for pick-up', 'Ready for Pickup'],
		['dispatch', 'table', 'Dispatch', 'for a table', 'Ready for Pickup'],
		['dispatch', 'post', 'Dispatch', 'to be shipped', 'Ready for Pickup'],
	] as const)('%s is not for type %s, and says what is', async (verb, type, name, kind, other) => {
		const { words, sent } = await run(verb, { 7: { status: 'confirmed', type } });
		expect(sent).toEqual(['GET /orders/7']);
		expect(words).toEqual([
			`"${name}" is not for this kind of order: order 7 is ${kind}`,
			`Use "${other}" for it, for example behind an If node on orderType. Nothing was sent.`,
		]);
	});

	it.each(['counter', 'table', 'zeppelin'])(
		'is sent for type %s: theirs, or not known here',
		async (type) => {
			const { json } = await run('readyForPickup', { 7: { status: 'confirmed', type } });
			expect(json).toMatchObject([{ changed: true, status: 'READY' }]);
		},
	);

	it('is a success for any that are further along', async () => {
		const { json } = await run('readyForPickup', { 7: { status: 'delivered', type: 'bike' } });
		expect(json).toMatchObject([{ changed: false, status: 'DELIVERED' }]);
	});

	it('is not sent in a status in which the platform does not take it, and says why', async () => {
		const { words, sent } = await run('startPreparation', { 7: 'new' });
		expect(sent).toEqual(['GET /orders/7']);
		expect(words).toEqual([
			'"Start Preparation" was not sent, because order 7 is in status CREATED',
			'The kitchen has confirmed orders only. Nothing was sent.',
		]);
	});
});

describe('an order verb whose status stands in a second place', () => {
	it('reads it there as well', async () => {
		const { json, sent, bodies } = await run(
			'startPreparation',
			{ 7: 'confirmed' },
			{ kitchen: { step: 'queue' } },
		);
		expect(sent).toEqual(['GET /orders/7', 'GET /kitchen/7', 'PUT /kitchen/7']);
		expect(bodies).toEqual([{ step: 'oven' }]);
		expect(json).toMatchObject([{ changed: true, status: 'PREPARING', previousStatus: 'CONFIRMED' }]);
	});

	it('changes nothing where it is there already', async () => {
		const { json, sent } = await run('startPreparation', { 7: 'confirmed' }, { kitchen: { step: 'oven' } });
		expect(sent).toEqual(['GET /orders/7', 'GET /kitchen/7']);
		expect(json).toMatchObject([{ changed: false, status: 'PREPARING', previousStatus: 'PREPARING' }]);
	});

	it.each(['ready', 'delivered', 'cancelled', 'new'])(
		'does not read it where it makes no difference: for an order that is %s',
		async (status) => {
			expect((await run('startPreparation', { 7: status })).sent).toEqual(['GET /orders/7']);
		},
	);

	it('does not read it for an order that was not found', async () => {
		const { sent, json } = await run('startPreparation', {}, { platform: padariaByDay });
		expect(sent).toEqual(['GET /orders', 'PUT /kitchen/7']);
		expect(json).toMatchObject([{ changed: true, status: 'PREPARING', previousStatus: null }]);
	});
});

describe('an order verb whose path is a guess', () => {
	it('can be corrected, without a change to what is read', async () => {
		const set = { orderId: '7', options: { requestPath: '/v2/oven/{orderId}' } };
		const { sent } = await run('startPreparation', { 7: 'confirmed' }, { set });
		expect(sent).toEqual(['GET /orders/7', 'GET /kitchen/7', 'PUT /v2/oven/7']);
	});

	it('says so where the platform does not know it', async () => {
		const answer: Canvas['answer'] = ({ method, url }) => {
			if (method === 'PUT') return { status: 404, body: 'Not Found' };
			return url.includes('kitchen') ? { body: {} } : { body: { data: { number: 7, status: 'confirmed' } } };
		};
		const { words } = await run('startPreparation', {}, { answer });
		expect(words).toEqual([
			'Padaria has no address api.padaria.example/kitchen/7',
			expect.stringContaining('type it under Options > Request Path') as string,
		]);
	});
});

describe('a call that belongs to an order verb', () => {
	const LINES = [{ name: 'Bolo', amount: 1, price: 20 }];
	const dispatch = (order: IDataObject, given: Given = {}, more: INodeParameters = {}) =>
		run(
			'dispatch',
			{ 7: { type: 'bike', lines: LINES, ...order } },
			{ set: { orderId: '7', additionalFields: { carrier: 'Correios', ...more } }, ...given },
		);

	it('follows it', async () => {
		const { json, sent, bodies } = await dispatch({ status: 'ready' }, {}, { tracking: 'AA1' });
		expect(sent).toEqual(['GET /orders/7', 'PUT /orders/7/stage', 'POST /parcels']);
		expect(bodies).toEqual([{ stage: 'sent' }, { order: '7', carrier: 'Correios', tracking: 'AA1' }]);
		expect(json).toMatchObject([{ changed: true, status: 'IN_DELIVERY', previousStatus: 'READY' }]);
	});

	it('has its fields for itself, whatever their names', async () => {
		const { bodies } = await dispatch({ status: 'ready' }, {}, { receiver: 'Ana' });
		expect(bodies).toEqual([{ stage: 'sent' }, { order: '7', carrier: 'Correios', receiver: 'Ana' }]);
	});

	it('is left out where nothing was asked for', async () => {
		const { sent, json } = await dispatch({ status: 'ready' }, { set: { orderId: '7' } });
		expect(sent).toEqual(['GET /orders/7', 'PUT /orders/7/stage']);
		expect(json).toMatchObject([{ changed: true }]);
	});

	it('is made up for where the order is there already without it', async () => {
		const { json, sent } = await dispatch({ status: 'sent' });
		expect(sent).toEqual(['GET /orders/7', 'POST /parcels']);
		expect(json).toMatchObject([{ changed: true, status: 'IN_DELIVERY', previousStatus: 'IN_DELIVERY' }]);
	});

	it('is not repeated where it was made before', async () => {
		const { json, sent } = await dispatch({ status: 'sent', parcel: 'AA1' });
		expect(sent).toEqual(['GET /orders/7']);
		expect(json).toMatchObject([{ changed: false, status: 'IN_DELIVERY' }]);
	});

	it('is not made up for where the order is further along', async () => {
		const { json, sent } = await dispatch({ status: 'delivered' });
		expect(sent).toEqual(['GET /orders/7']);
		expect(json).toMatchObject([{ changed: false, status: 'DELIVERED' }]);
	});

	it('that cannot be made stops the verb before anything is sent', async () => {
		const { words, sent } = await dispatch({ status: 'ready', lines: undefined });
		expect([words?.[0], sent]).toEqual(['A parcel needs lines', ['GET /orders/7']]);
	});

	it('that fails says that the order was changed before', async () => {
		const parcel = { status: 400, body: { message: 'sem contrato' } };
		const { words, sent } = await dispatch({ status: 'ready' }, { parcel });
		expect(sent).toHaveLength(3);
		expect(words).toEqual([
			'"Dispatch" was done for order 7, but what belongs to it was not: Padaria refused to create a parcel',
			'Check the values that were sent (HTTP 400). Padaria says: "sem contrato"',
		]);
	});

	it('that fails alone does not say that something was done', async () => {
		const { words } = await dispatch({ status: 'sent' }, { parcel: { status: 400 } });
		expect(words?.[0]).toBe('Padaria refused to create a parcel');
	});

	it('is made once for an order that several items name, such as its lines', async () => {
		const order: IDataObject = { number: 7, status: 'ready', type: 'bike', lines: LINES };
		const answer: Canvas['answer'] = ({ method }) => {
			if (method === 'PUT') order.status = 'sent';
			if (method === 'POST') order.parcel = 'AA1';
			return method === 'GET' ? { body: { data: { ...order } } } : { body: {} };
		};
		const { sent, json } = await dispatch({}, { items: itemsOf(5), answer });
		expect(sent.filter((call) => call === 'POST /parcels')).toHaveLength(1);
		expect(json.map(({ changed }) => changed)).toEqual([true, false, false, false, false]);
	});
});

describe('on a platform that lists orders by day and reads one as well, an order verb', () => {
	const platform = padariaBothWays;
	const four = { '1': 'new', '2': 'confirmed', '3': 'new', '4': 'new' };
	const numbers =
		(...given: string[]) =>
		(index: number): INodeParameters => ({ orderId: given[index] ?? '' });

	it('reads each order by itself for a few items', async () => {
		const set = numbers('1', '2', '3');
		const { requests, json } = await run('confirm', four, { platform, items: itemsOf(3), set });
		const reads = requests.filter(({ method }) => method === 'GET');
		expect(reads.map(({ qs }) => qs)).toEqual(
			['1', '2', '3'].map((number) => ({ offset: 0, limit: 100, number, with_cancelled: true })),
		);
		expect(json.map(({ changed }) => changed)).toEqual([true, false, true]);
	});

	it('reads the days once for four or more', async () => {
		const set = numbers('1', '2', '3', '4');
		const { requests, sent, json } = await run('confirm', four, { platform, items: itemsOf(4), set });
		expect(sent).toEqual([
			'GET /orders',
			'PUT /orders/1/stage',
			'PUT /orders/3/stage',
			'PUT /orders/4/stage',
		]);
		expect(requests[0]?.qs).toEqual({
			offset: 0,
			limit: 100,
			from: '2026-11-20',
			to: '2026-11-22',
			with_cancelled: true,
		});
		expect(json.map(({ changed }) => changed)).toEqual([true, false, true, true]);
	});

	it('looks for an older order by its number', async () => {
		let lists = 0;
		const { requests, json } = await run(
			'cancel',
			{},
			{
				platform,
				items: itemsOf(4),
				set: numbers('1', '1', '9', '1'),
				answer: ({ method, qs }) => {
					if (method !== 'GET') return { status: 204 };
					lists++;
					return { body: { data: [{ number: qs?.number ?? '1', status: 'new' }] } };
				},
			},
		);
		expect(lists).toBe(2);
		expect(requests.filter(({ qs }) => qs?.number === '9')).toHaveLength(1);
		expect(json.map(({ orderId, changed }) => [orderId, changed])).toEqual([
			['1', true],
			['1', false],
			['9', true],
			['1', false],
		]);
	});

	it('is not sent for an order that is found in neither way', async () => {
		const { words, sent } = await run('conclude', four, {
			platform,
			items: itemsOf(4),
			set: numbers('9', '9', '9', '9'),
		});
		expect(sent).toEqual(['GET /orders', 'GET /orders']);
		expect(words?.[0]).toBe('Padaria has no order 9, so "Conclude" was not sent');
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
