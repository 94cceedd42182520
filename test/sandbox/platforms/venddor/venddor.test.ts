import type { AxiosInstance } from 'axios';
import { client, closeSandboxes, openSandbox } from '../../helpers';
import { VENDDOR_API_KEY, VENDDOR_EMAIL } from '../../../../sandbox/platforms/venddor';
import type { Sandbox } from '../../../../sandbox/server';

let sandbox: Sandbox;
let venddor: AxiosInstance;

const basic = (email: string, key: string) => ({
	Authorization: `Basic ${Buffer.from(`${email}:${key}`).toString('base64')}`,
});

beforeEach(async () => {
	sandbox = await openSandbox({ platforms: ['venddor'] });
	venddor = client(`${sandbox.url}/venddor`, basic(VENDDOR_EMAIL, VENDDOR_API_KEY));
});
afterEach(closeSandboxes);

const store = () => sandbox.platform('venddor');
const place = (kind?: string) => Number(store().placeOrder({ kind }));

describe('the login of the sandbox store', () => {
	it.each([
		['a wrong key', () => basic(VENDDOR_EMAIL, 'wrong')],
		['another user', () => basic('outro@venddor.test', VENDDOR_API_KEY)],
		['nothing', () => ({})],
	])('refuses %s, and says so in its own form', async (_, headers) => {
		const stranger = client(`${sandbox.url}/venddor`, headers());
		expect(await stranger.get('/api/orders')).toMatchObject({
			status: 401,
			data: { message: expect.stringContaining('Unauthorized'), status: 401 },
		});
	});

	it('answers for the routes of the document only', async () => {
		expect(await venddor.get('/api/invoices')).toMatchObject({ status: 404, data: { status: 404 } });
		expect(await venddor.post('/api/auth', { email: 'a@example.com', password: 'x' })).toMatchObject({
			status: 404,
		});
	});
});

describe('the list of orders', () => {
	it('has the three orders of the seed, and no params beside them', async () => {
		store().examples();
		const { data } = await venddor.get('/api/orders?status=I&page=1&items_per_page=3');
		expect(Object.keys(data)).toEqual(['orders']);
		expect(data.orders[0]).toEqual({
			order_id: '5138',
			issuer_id: '78',
			user_id: '4031',
			is_parent_order: 'N',
			parent_order_id: '0',
			company_id: '32',
			company: '',
			timestamp: '1660336595',
			firstname: 'Próximo Supermercado',
			lastname: '',
			email: 'encarregado@proximosupermercado.com.br',
			phone: '(11)98888-7654',
			status: 'I',
			total: '9790.00',
			issuer_name: 'João da Silva ',
			invoice_id: null,
			credit_memo_id: null,
			cp_em_ip: '2db423c5',
			pos_order_id: null,
		});
		expect(
			data.orders.map(({ order_id, total, cp_em_ip, issuer_name }: Record<string, string>) => [
				order_id,
				total,
				cp_em_ip,
				issuer_name,
			]),
		).toEqual([
			['5138', '9790.00', '2db423c5', 'João da Silva '],
			['5136', '1353.50', '2db423c5', 'João da Silva '],
			['5131', '8147.67', 'bb3c5eaa', 'Hélder Ltda '],
		]);
	});

	it('has the params of the seed when nothing matches', async () => {
		expect((await venddor.get('/api/orders?status=X')).data).toEqual({
			orders: [],
			params: {
				page: 1,
				items_per_page: 20,
				extra: ['issuers', 'invoice_docs', 'memo_docs'],
				status: 'X',
				include_incompleted: false,
				sort_order: 'desc',
				sort_by: 'date',
				sort_order_rev: 'asc',
				total_items: '0',
			},
		});
	});

	it('has twenty to a page unless it is told otherwise, and never more than a hundred', async () => {
		store().fill('order.getAll', 120);
		const rowsOf = async (query: string) => (await venddor.get(`/api/orders${query}`)).data.orders?.length;
		expect(await rowsOf('')).toBe(20);
		expect(await rowsOf('?items_per_page=100&page=2')).toBe(20);
		expect(await rowsOf('?items_per_page=101')).toBe(100);
	});

	it('is newest first, or oldest first when asked', async () => {
		store().examples();
		const numbers = async (query = '') =>
			(await venddor.get(`/api/orders${query}`)).data.orders.map(
				({ order_id }: { order_id: string }) => order_id,
			);
		const newest = await numbers();
		expect(newest).toEqual(['5138', '5136', '5131', '5120']);
		expect(await numbers('?sort_order=asc')).toEqual([...newest].reverse());
	});
});

describe('an order', () => {
	it('agrees with itself to the cent', async () => {
		for (const { name } of store().kinds) place(name);
		store().examples();
		for (const { id } of store().orders()) {
			const { data } = await venddor.get(`/api/orders/${id}`);
			const cents = (value: unknown) => Math.round(Number(value) * 100);
			const lines = Object.values(data.products as Record<string, Record<string, string>>);
			const items = lines.reduce((sum, { price, amount }) => sum + cents(price) * Number(amount), 0);
			expect(cents(data.subtotal)).toBe(items);
			expect(cents(data.total)).toBe(
				items - cents(data.discount) + cents(data.payment_surcharge) + cents(data.shipping_cost),
			);
		}
	});

	it('is new for the vendor when a customer places it, and open when it comes through the API', async () => {
		expect((await venddor.get(`/api/orders/${place('delivery')}`)).data.status).toBe('E');
		const body = { user_id: 4031, payment_id: 6, shipping_id: 3, products: { 214: { amount: '5' } } };
		const created = await venddor.post('/api/orders', body);
		expect(created).toMatchObject({ status: 201, data: { order_id: expect.stringMatching(/^\d+$/) } });
		expect((await venddor.get(`/api/orders/${created.data.order_id}`)).data.status).toBe('O');
	});

	it('has a parent when it is split between vendors', async () => {
		const part = await venddor.get(`/api/orders/${place('split')}`);
		const parent = await venddor.get(`/api/orders/${part.data.parent_order_id}`);
		expect([part.data.is_parent_order, parent.data.is_parent_order]).toEqual(['N', 'Y']);
		const { data } = await venddor.get('/api/orders');
		expect(data.orders).toHaveLength(3);
	});

	it('that is not there answers 200 to a reader, 404 to a writer', async () => {
		expect(await venddor.get('/api/orders/1')).toMatchObject({
			status: 200,
			data: { message: 'Pedido não encontrado' },
		});
		expect(await venddor.put('/api/orders/1', { status: 'P' })).toMatchObject({ status: 404 });
		expect(await venddor.delete('/api/orders/1')).toMatchObject({ status: 404 });
	});

	it.each([
		['nothing', {}, 405],
		['another member than status or products', { notify_user: true }, 405],
		['a letter that the store does not have', { status: 'Z' }, 400],
		['a product that the store does not have', { products: { 1: { amount: '1' } } }, 400],
	])('is not changed by %s', async (_, body, status) => {
		const order = place('delivery');
		const before = sandbox.order('venddor', order).raw;
		expect(await venddor.put(`/api/orders/${order}`, body)).toMatchObject({ status, data: { status } });
		expect(sandbox.order('venddor', order).raw).toEqual(before);
	});

	it('goes its way to the end, and tells it', async () => {
		const order = place('delivery');
		for (const status of ['P', 'H', 'C']) await venddor.put(`/api/orders/${order}`, { status });
		const { history, lifeLine, canBeCancelled } = sandbox.order('venddor', order);
		expect(history.map(({ step }) => step)).toEqual(['placed', 'confirmed', 'dispatched', 'delivered']);
		expect(lifeLine.every(({ at }) => at !== null)).toBe(true);
		expect(canBeCancelled).toBe(false);
		expect(() => store().cancelAsCustomer(order)).toThrow(/cannot be cancelled/);
	});

	it('is cancelled by its customer before work began, and asked to be afterwards', async () => {
		const [early, late] = [place('delivery'), place('delivery')];
		await venddor.put(`/api/orders/${late}`, { status: 'P' });
		store().cancelAsCustomer(early);
		store().cancelAsCustomer(late);
		expect([early, late].map((order) => sandbox.order('venddor', order).status)).toEqual(['I', 'G']);
	});
});

describe('batches', () => {
	const products = (count: number, more = {}) =>
		Array.from({ length: count }, (_, index) => ({
			product_code: `9${index}`,
			product: `Produto ${index}`,
			price: '8,99',
			amount: '5',
			status: 'A',
			...more,
		}));
	const prices = [{ lower_limit: '1', usergroup_id: '0', price: '8,99' }];

	it.each([
		[60, {}, 201],
		[61, {}, 413],
		[50, { prices }, 201],
		[51, { prices }, 413],
	])('of %d products with %j answer %d', async (count, more, status) => {
		expect(await venddor.post('/api/products', products(count, more))).toMatchObject({ status });
		const { data } = await venddor.get('/api/products?items_per_page=1');
		expect(data.params.total_items).toBe(3 + (status === 201 ? count : 0));
	});

	it('of more than fifty customers are too large', async () => {
		const customers = Array.from({ length: 51 }, () => ({ CNPJ: '11222333000181' }));
		expect(await venddor.post('/api/customer', customers)).toMatchObject({ status: 413 });
		expect(await venddor.post('/api/customer', customers.slice(1))).toMatchObject({ status: 200 });
	});

	it('take prices with a decimal comma as text, and nothing else', async () => {
		for (const price of ['8.99', 8.99]) {
			const answer = await venddor.post('/api/products', products(1, { price }));
			expect(answer).toMatchObject({ status: 400 });
		}
	});
});

describe('everything else', () => {
	it('can be listed, read, changed and deleted after it was created', async () => {
		const created = await venddor.post('/api/categories', { category: 'Chás', parent_id: 160 });
		expect(created).toMatchObject({ status: 201, data: { category_id: expect.any(Number) } });
		const path = `/api/categories/${created.data.category_id}`;
		const changed = await venddor.put(path, { status: 'H' });
		expect(changed.data).toMatchObject({ category_id: String(created.data.category_id), status: 'success' });
		expect((await venddor.get(path)).data).toMatchObject({ category: 'Chás', parent_id: 160, status: 'H' });
		const { data } = await venddor.get('/api/categories');
		expect(data).toMatchObject({ params: { page: 1, items_per_page: 10, total_items: '4' } });
		expect(await venddor.delete(path)).toMatchObject({ status: 204, data: '' });
		expect(await venddor.get(path)).toMatchObject({ status: 404, data: { status: 404 } });
	});

	it('wants JSON', async () => {
		const headers = { 'Content-Type': 'text/plain' };
		const answer = await venddor.post('/api/categories', '{"category":"Chás"}', { headers });
		expect(answer).toMatchObject({ status: 415, data: { status: 415 } });
	});

	it('has user groups by their id, and a list where there are none', async () => {
		const { data } = await venddor.get('/api/usergroups');
		expect(Object.keys(data.usergroups)).toEqual(['5', '7', '8']);
		expect((await venddor.get('/api/usergroups?type=A&status=H')).data).toEqual({ usergroups: [] });
	});

	it('gives a new status the next free letter', async () => {
		const { data } = await venddor.post('/api/statuses', { description: 'Em separação' });
		expect((await venddor.get(`/api/statuses/${data.status_id}`)).data).toMatchObject({
			status: 'L',
			description: 'Em separação',
			is_default: 'N',
		});
	});

	it('ships no more of a line than was ordered', async () => {
		store().examples();
		const shipment = (amount: number) => ({
			order_id: 5136,
			user_id: 4031,
			products: { 1003: amount },
			carrier: 'Transportadora Modelo',
			shipping_id: 3,
			shipping: 'Transportadora',
		});
		expect(await venddor.post('/api/shipments', shipment(51))).toMatchObject({
			status: 400,
			data: { message: 'Bad Request: line 1003 has only 50 left to ship' },
		});
		expect(await venddor.post('/api/shipments', shipment(50))).toMatchObject({ status: 201 });
	});

	it('finds products by text only where it was told to look', async () => {
		const found = async (query: string) =>
			(await venddor.get(`/api/products?${query}`)).data.products.map(
				({ product_id }: { product_id: string }) => product_id,
			);
		expect(await found('q=caf%C3%A9&pname=Y')).toEqual(['214']);
		expect(await found('q=caf%C3%A9')).toEqual([]);
		expect(await found('cid=160')).toEqual([]);
		expect(await found('cid=160&subcats=Y')).toEqual(['214', '215', '216']);
	});

	it('is as it was in the beginning after a reset', async () => {
		await venddor.delete('/api/products/214');
		store().examples();
		sandbox.reset();
		expect((await venddor.get('/api/products/214')).status).toBe(200);
		expect((await venddor.get('/api/orders')).data.orders).toEqual([]);
		expect((await venddor.get('/api/shipments')).data.shipments).toEqual([]);
	});
});
