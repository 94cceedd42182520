import { createHmac } from 'node:crypto';
import type { AxiosInstance } from 'axios';
import { Clock, client, closeSandboxes, logIn, openSandbox, pigzClient } from '../../helpers';
import type { Sandbox } from '../../../../sandbox/server';

let clock: Clock;
let sandbox: Sandbox;
let pigz: AxiosInstance;

beforeEach(async () => {
	clock = new Clock();
	sandbox = await openSandbox({ now: clock.now });
	pigz = await pigzClient(sandbox);
});
afterEach(closeSandboxes);

const place = (kind?: string) => sandbox.platform('pigz').placeOrder({ kind });
const queue = async () =>
	((await pigz.get('/pooling')).data as Array<{ codigo: number }>).map((order) => order.codigo);
const setStage = (id: unknown, stage: string) => pigz.put(`/order/${id}/${stage}`);

describe('logging in to the sandbox store', () => {
	it('gives a signed token that says when it expires, twelve hours later', async () => {
		const { status, data } = await logIn(sandbox);
		expect(status).toBe(200);
		expect(data.expire).toBe(clock.now() / 1000 + 12 * 3600);
		const [header, payload] = (data.token as string)
			.split('.')
			.slice(0, 2)
			.map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
		expect(header).toEqual({ alg: 'HS256', typ: 'JWT' });
		expect(payload).toMatchObject({ sub: 'loja@pigz.test', exp: data.expire });
	});

	it.each([
		['a wrong password', () => logIn(sandbox, 'wrong')],
		['no credentials', () => client(`${sandbox.url}/pigz`).post('/authentication')],
		['a token instead of credentials', () => pigz.post('/authentication')],
	])('refuses %s', async (_what, attempt) => {
		expect(await attempt()).toMatchObject({ status: 401, data: { error: 'Invalid e-mail or password' } });
	});

	const refusal = { status: 401, data: { error: 'Bearer Token invalid or expired' } };

	it('is needed for every other call', async () => {
		const stranger = client(`${sandbox.url}/pigz`);
		expect(await stranger.get('/pooling')).toMatchObject(refusal);
		expect(await stranger.get('/orders')).toMatchObject(refusal);
		expect(await stranger.put('/order/1/conhecido')).toMatchObject(refusal);
		expect(await stranger.post('/merchant/close')).toMatchObject(refusal);
	});

	it('lasts until the token expires', async () => {
		clock.pass(12 * 3600 - 1);
		expect((await pigz.get('/pooling')).status).toBe(200);
		clock.pass(1);
		expect(await pigz.get('/pooling')).toMatchObject(refusal);
	});

	it('ends at once when all tokens are expired, and can be repeated', async () => {
		sandbox.platform('pigz').expireTokens();
		expect(await pigz.get('/pooling')).toMatchObject(refusal);
		expect((await (await pigzClient(sandbox)).get('/pooling')).status).toBe(200);
	});

	it('cannot be forged', async () => {
		const { data } = await logIn(sandbox);
		const [header, payload] = (data.token as string).split('.') as [string, string];
		const forged = createHmac('sha256', 'guess').update(`${header}.${payload}`).digest('base64url');
		for (const token of [`${header}.${payload}.${forged}`, `${header}.${payload}.`, 'nonsense']) {
			const forger = client(`${sandbox.url}/pigz`, { Authorization: `Bearer ${token}` });
			expect(await forger.get('/pooling')).toMatchObject(refusal);
		}
	});
});

describe('the queue', () => {
	it('is empty before anybody orders', async () => {
		expect(await queue()).toEqual([]);
	});

	it('hands the same order out again and again, oldest first, until it is acknowledged', async () => {
		const first = place();
		const second = place();
		expect(await queue()).toEqual([first, second]);
		expect(await queue()).toEqual([first, second]);
		await setStage(first, 'conhecido');
		expect(await queue()).toEqual([second]);
		await setStage(second, 'integrado');
		expect(await queue()).toEqual([]);
	});

	it.each(['confirmado', 'despachado', 'prontoRetirada', 'entregue', 'cancelado'])(
		'drops an order that is set to %s without being acknowledged',
		async (stage) => {
			await setStage(place(), stage);
			expect(await queue()).toEqual([]);
		},
	);

	it('gets an order back that the customer cancels after it was acknowledged', async () => {
		const id = place();
		await setStage(id, 'conhecido');
		sandbox.platform('pigz').cancelAsCustomer(id);
		const { data } = await pigz.get('/pooling');
		expect(data).toEqual([expect.objectContaining({ codigo: id, status: 'CANCELADO' })]);
		expect(await queue()).toEqual([id]);
		await setStage(id, 'conhecido');
		expect(await queue()).toEqual([]);
	});

	it('shows the totals', async () => {
		place('delivery');
		const [order] = (await pigz.get('/pooling')).data;
		expect(order).toEqual(
			expect.objectContaining({
				subTotal: expect.any(Number),
				desconto: 0,
				taxaEntrega: expect.any(Number),
				total: expect.any(Number),
				status: 'PENDENTE',
			}),
		);
	});

	it('is told in the history of the order', async () => {
		const id = place('delivery');
		await queue();
		clock.pass(60);
		await queue();
		await setStage(id, 'conhecido');
		await setStage(id, 'confirmado');
		expect(sandbox.order('pigz', id)).toMatchObject({
			status: 'CONFIRMADO',
			inQueue: false,
			emissions: ['2026-03-10T15:00:00.000Z', '2026-03-10T15:01:00.000Z'],
			acknowledgedAt: '2026-03-10T15:01:00.000Z',
			history: [
				{ step: 'placed', by: 'customer' },
				{ step: 'handedOut', by: 'platform' },
				{ step: 'acknowledged', stage: 'conhecido', by: 'store' },
				{ step: 'confirmed', stage: 'confirmado', by: 'store' },
			],
			lifeLine: [
				{ step: 'placed', at: '2026-03-10T15:00:00.000Z' },
				{ step: 'handedOut', at: '2026-03-10T15:00:00.000Z' },
				{ step: 'acknowledged', at: '2026-03-10T15:01:00.000Z' },
				{ step: 'confirmed', at: '2026-03-10T15:01:00.000Z' },
				{ step: 'dispatched', at: null },
				{ step: 'delivered', at: null },
			],
		});
	});
});

describe('the orders of a period', () => {
	/** In the store's zone the first two belong to 9 March, though the second is on the 10th in UTC. */
	const placeOnThreeDays = () => {
		clock.set('2026-03-09T12:00:00-03:00');
		const noon = place();
		clock.set('2026-03-09T23:59:59-03:00');
		const late = place();
		clock.set('2026-03-10T00:00:00-03:00');
		const next = place();
		return { noon, late, next };
	};
	const list = async (params: object) =>
		((await pigz.get('/orders', { params })).data as Array<{ codigo: number }>).map((order) => order.codigo);

	it('are those of the days in the store, first and last day included, newest last', async () => {
		const { noon, late, next } = placeOnThreeDays();
		pigz = await pigzClient(sandbox);
		expect(await list({ start: '2026-03-09', end: '2026-03-09' })).toEqual([noon, late]);
		expect(await list({ start: '2026-03-10', end: '2026-03-10' })).toEqual([next]);
		expect(await list({ start: '2026-03-10' })).toEqual([next]);
		expect(await list({ end: '2026-03-09' })).toEqual([noon, late]);
		expect(await list({})).toEqual([noon, late, next]);
		expect(await list({ start: '2026-03-11' })).toEqual([]);
	});

	it('contain acknowledged ones and do not touch the queue', async () => {
		const acknowledged = place();
		const waiting = place();
		await setStage(acknowledged, 'conhecido');
		expect(await list({})).toEqual([acknowledged, waiting]);
		expect(await queue()).toEqual([waiting]);
		expect(sandbox.order('pigz', waiting).emissions).toHaveLength(1);
	});

	it('come without the totals, as the page of this call documents them', async () => {
		place('pickup');
		const [order] = (await pigz.get('/orders')).data;
		expect(Object.keys(order).sort()).toEqual([
			'cliente',
			'codigo',
			'dataHora',
			'itens',
			'pagamentos',
			'status',
			'tipoEntrega',
		]);
	});
});

describe('changing the stage of an order', () => {
	it('answers with a message and the time in Unix seconds', async () => {
		expect(await setStage(place(), 'conhecido')).toMatchObject({
			status: 200,
			data: { message: 'Altered Stage', time: clock.now() / 1000 },
		});
	});

	it('leaves the status alone when the order is only acknowledged', async () => {
		const id = place();
		await setStage(id, 'conhecido');
		expect(sandbox.order('pigz', id).status).toBe('PENDENTE');
		await setStage(id, 'confirmado');
		await setStage(id, 'integrado');
		expect(sandbox.order('pigz', id).status).toBe('CONFIRMADO');
	});

	it('may skip stages and go back', async () => {
		const id = place();
		expect((await setStage(id, 'entregue')).status).toBe(200);
		expect((await setStage(id, 'confirmado')).status).toBe(200);
	});

	it('says when there is no such order', async () => {
		expect(await setStage(1, 'conhecido')).toMatchObject({ status: 404, data: { error: 'Order not found' } });
	});

	it('refuses to cancel what was delivered', async () => {
		const id = place();
		await setStage(id, 'entregue');
		expect(await setStage(id, 'cancelado')).toMatchObject({
			status: 400,
			data: { error: 'Não é possível cancelar um pedido que já foi entregue' },
		});
		expect(sandbox.order('pigz', id).status).toBe('ENTREGUE');
	});

	it('refuses to go on with what was cancelled', async () => {
		const id = place();
		sandbox.platform('pigz').cancelAsCustomer(id);
		expect(await setStage(id, 'confirmado')).toMatchObject({
			status: 400,
			data: { error: 'Não é possível alterar um pedido cancelado' },
		});
		expect(await queue()).toEqual([id]);
	});
});

describe('a customer who cancels', () => {
	it('is too late after the delivery, and cannot cancel twice', async () => {
		const delivered = place();
		await setStage(delivered, 'entregue');
		expect(() => sandbox.platform('pigz').cancelAsCustomer(delivered)).toThrow(
			'cannot be cancelled any more',
		);
		const cancelled = place();
		sandbox.platform('pigz').cancelAsCustomer(cancelled);
		expect(() => sandbox.platform('pigz').cancelAsCustomer(cancelled)).toThrow(
			'cannot be cancelled any more',
		);
		expect(() => sandbox.platform('pigz').cancelAsCustomer(1)).toThrow('No order 1');
	});
});

describe('opening and closing the store', () => {
	it('answers the new state with a capital M and remembers it', async () => {
		expect((await pigz.post('/merchant/close')).data).toEqual({ Message: 'Opening state changed to close' });
		expect(sandbox.platform('pigz').storeOpen()).toBe(false);
		expect((await pigz.post('/merchant/open')).data).toEqual({ Message: 'Opening state changed to open' });
		expect(sandbox.platform('pigz').storeOpen()).toBe(true);
	});
});

describe('what the Pigz document does not allow', () => {
	it.each([
		['an unknown query parameter', 'get', '/pooling?page=2', '"page"'],
		['a day that does not exist', 'get', '/orders?start=2026-02-30', 'query.start'],
		['a day with a time', 'get', '/orders?end=2026-02-03T00:00:00Z', 'query.end'],
		['a day given twice', 'get', '/orders?start=2026-02-03&start=2026-02-04', 'query.start'],
		['a number that is none', 'put', '/order/abc/conhecido', 'path.id'],
		['an unknown stage', 'put', '/order/1/known', 'path.stage must be one of conhecido, cancelado'],
		['a stage in capitals', 'put', '/order/1/CONHECIDO', 'not "CONHECIDO"'],
		[
			'an unknown state of the store',
			'post',
			'/merchant/shut',
			'path.openOrClose must be one of open, close',
		],
	])('is refused by name: %s', async (_what, method, url, named) => {
		const { status, data } = await pigz.request({ method, url });
		expect(status).toBe(400);
		expect(data.error).toContain(named);
	});

	it('is refused: a body where none belongs', async () => {
		const id = place();
		const { status, data } = await pigz.put(`/order/${id}/conhecido`, { reason: 'none' });
		expect(status).toBe(400);
		expect(data.error).toBe('order.changeStage takes no body, but one was sent');
		expect(await queue()).toEqual([id]);
	});

	it.each([
		['get', '/menu', 404],
		['get', '/pooling/', 404],
		['put', '/order/1', 404],
		['delete', '/pooling', 405],
	])('is no route: %s %s', async (method, url, status) => {
		expect((await pigz.request({ method, url })).status).toBe(status);
	});

	it('includes the address of older pages', async () => {
		const id = place();
		expect((await pigz.put(`/pedido/${id}/conhecido`)).status).toBe(404);
		expect(await queue()).toEqual([id]);
	});
});
