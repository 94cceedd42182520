import { documentFiles, readDocument } from '../../../../core/api/compile/document';
import { closeSandboxes } from '../../helpers';
import { brl, Store } from './store';

let store: Store;
beforeAll(async () => {
	store = await Store.open();
});
beforeEach(() => store.platform.reset());
afterAll(closeSandboxes);

describe('the manners of Delivery Direto', () => {
	it('has every operation of the document', () => {
		const { operations } = readDocument(documentFiles('nodes/DeliveryDireto'));
		expect(operations).toHaveLength(179);
		expect([...store.platform.operations].sort()).toEqual(operations.map(({ id }) => id).sort());
	});

	it('answers in an envelope, with a page of thirty unless asked otherwise', async () => {
		store.platform.fill('category.getAll', 45);
		const { status, data } = await store.api.get('/v1/catalog/categories');
		expect(status).toBe(200);
		expect(data.status).toBe('success');
		expect(data.data.categories).toHaveLength(30);
		expect(data.data.pagination).toEqual({ currentOffset: 0, limit: 30, totalItems: 45 });

		const rest = await store.api.get('/v1/catalog/categories', { params: { offset: 40, limit: 10 } });
		expect(rest.data.data.categories).toHaveLength(5);
		expect(rest.data.data.pagination).toEqual({ currentOffset: 40, limit: 10, totalItems: 45 });
	});

	it('sends lists without paging whole', async () => {
		store.platform.fill('banner.getAll', 250);
		const { data } = await store.api.get('/v1/banners');
		expect(data.data.banners).toHaveLength(250);
		expect(data.data.pagination).toBeUndefined();
		expect((await store.api.get('/v1/banners', { params: { limit: 10 } })).status).toBe(400);
	});

	it.each([
		['a value outside the enum', { status: 'READY' }, 'status', 'Value must be present in the enum'],
		['a number as text', { price: { ...brl(1), value: '1' } }, 'price.value', 'Value has the wrong type'],
		['a switch as number', { showAtCheckout: 1 }, 'showAtCheckout', 'Value has the wrong type'],
		['a member that nobody knows', { colour: 'red' }, null, 'Property is not allowed'],
	])('fails with 400 for %s', async (_what, body, field, words) => {
		const { status, data } = await store.api.put('/v1/catalog/items/201', body);
		expect(status).toBe(400);
		expect(data).toMatchObject({
			status: 'fail',
			errors: expect.arrayContaining([
				expect.objectContaining({ message: `Keyword validation failed: ${words}`, field }),
			]),
		});
	});

	it.each([
		['GET', '/v1/orders/70000001'],
		['PUT', '/v1/orders/70000001'],
		['GET', '/v2/orders'],
	])('answers %s %s with a web page, as for every route that it does not know', async (method, url) => {
		const { status, headers, data } = await store.api.request({ method, url });
		expect(status).toBe(404);
		expect(headers['content-type']).toContain('text/html');
		expect(data).toContain('Loja não encontrada');
	});

	it.each([
		['PUT', '/v1/catalog/items/999', { name: 'x' }],
		['DELETE', '/v1/vouchers/999', undefined],
		['PUT', '/v1/orders/999/status', { status: 'APPROVED' }],
		['GET', '/v1/catalog/categories/999/items', undefined],
		['DELETE', '/v1/webhooks/ORDER_EDITED', undefined],
	])('answers %s %s with 404 and an error, for an id that it does not know', async (method, url, data) => {
		const answer = await store.api.request({ method, url, data });
		expect(answer).toMatchObject({ status: 404, data: { status: 'error', code: 'not_found' } });
		expect(answer.headers['content-type']).toContain('application/json');
	});

	it('says nothing at all where there is nothing to tell', async () => {
		const { status, data, headers } = await store.api.delete('/v1/catalog/items/202');
		expect({ status, data, type: headers['content-type'] }).toEqual({
			status: 204,
			data: '',
			type: undefined,
		});
	});

	it('does not know a list that is none', () => {
		expect(() => store.platform.fill('item.update', 3)).toThrow('"item.update" is none of');
	});

	it('answers 429 to more than three order reads in 65 seconds, when it is told to', async () => {
		store.sandbox.addFault({
			platform: 'delivery-direto',
			fault: 'rateLimit',
			calls: 3,
			seconds: 65,
			operation: 'order.getAll',
		});
		const read = async () => (await store.api.get('/v1/orders')).status;
		expect([await read(), await read(), await read(), await read()]).toEqual([200, 200, 200, 429]);
		expect((await store.api.get('/v1/general')).status).toBe(200);
		store.clock.pass(66);
		expect(await read()).toBe(200);
		store.sandbox.liftFaults();
	});
});
