import { closeSandboxes } from '../../helpers';
import { brl, Store } from './store';

let store: Store;
beforeAll(async () => {
	store = await Store.open();
});
beforeEach(() => store.platform.reset());
afterAll(closeSandboxes);

const listOf = async (url: string, params: Record<string, unknown> = {}) => {
	const { data } = await store.api.get(url, { params });
	const { pagination: _pages, ...lists } = data.data as Record<string, unknown>;
	return Object.values(lists)[0] as Array<Record<string, unknown>>;
};
const names = async (url: string, params?: Record<string, unknown>) =>
	(await listOf(url, params)).map(({ name }) => name);
const form = (name: string, type: string, bytes = 4) => {
	const body = new FormData();
	body.set('file', new Blob(['x'.repeat(bytes)], { type }), name);
	return body;
};

describe('the menu', () => {
	it('shows a new price of an item when it is read again', async () => {
		await store.api.put('/v1/catalog/items/201', { price: brl(1050), description: null });
		expect(await listOf('/v1/catalog/items', { id: 201 })).toEqual([
			expect.objectContaining({ id: 201, name: 'Lemonade', price: brl(1050), description: null }),
		]);
	});

	it('creates items in a category, moves them, and loses them with it', async () => {
		const { data } = await store.api.post('/v1/catalog/categories', {
			name: 'Sobremesas',
			description: null,
			viewOrder: 3,
		});
		const { id } = data.data;
		const made = await store.api.post(`/v1/catalog/categories/${id}/items`, {
			name: 'Pudim',
			price: brl(1200),
		});
		expect(made.data.data).toMatchObject({ name: 'Pudim', status: 'ACTIVE', customCode: null });
		expect(await names(`/v1/catalog/categories/${id}/items`)).toEqual(['Pudim']);
		await store.api.put(`/v1/catalog/items/${made.data.data.id}`, { categoryId: 101 });
		expect(await names(`/v1/catalog/categories/${id}/items`)).toEqual([]);
		expect(await names('/v1/catalog/categories/101/items')).toEqual(['Lemonade', 'Pudim']);
		await store.api.delete('/v1/catalog/categories/101');
		expect(await names('/v1/catalog/items')).toEqual(['Filé com arroz']);
		expect((await store.api.put('/v1/catalog/items/202', { categoryId: 999 })).status).toBe(404);
	});

	it('finds by a part of the name, whatever its case and accents', async () => {
		expect(await names('/v1/catalog/items', { name: 'FILE' })).toEqual(['Filé com arroz']);
		expect(await names('/v1/catalog/items', { name: 'sushi' })).toEqual([]);
	});

	it('puts the items of a category out of sale, and sorts them', async () => {
		for (const [name, viewOrder] of [
			['Suco', 2],
			['Água', 1],
		]) {
			await store.api.post('/v1/catalog/categories/101/items', { name, price: brl(500), viewOrder });
		}
		await store.api.put('/v1/catalog/categories/101/items/status', { status: 'SHORT_SUPPLY' });
		expect((await store.api.put('/v1/catalog/categories/101/items/sort')).status).toBe(204);
		const rows = await listOf('/v1/catalog/categories/101/items');
		expect(rows.map(({ name, status }) => [name, status])).toEqual([
			['Água', 'SHORT_SUPPLY'],
			['Lemonade', 'SHORT_SUPPLY'],
			['Suco', 'SHORT_SUPPLY'],
		]);
		expect(await listOf('/v1/catalog/items', { id: 202 })).toEqual([
			expect.objectContaining({ status: 'ACTIVE' }),
		]);
	});

	it('keeps the stock of an item until it is no longer counted', async () => {
		expect((await store.api.put('/v1/catalog/items/202/stock', { amount: 3 })).status).toBe(404);
		await store.api.post('/v1/catalog/items/202/stock', { amount: 3 });
		await store.api.put('/v1/catalog/items/202/stock', { amount: 2 });
		expect((await store.api.get('/v1/catalog/items/202/stock')).data.data).toMatchObject({ amount: 2 });
		await store.api.delete('/v1/catalog/items/202/stock');
		expect((await store.api.get('/v1/catalog/items/202/stock')).status).toBe(404);
	});

	it('takes pictures, and refuses what is none or too large', async () => {
		const uploaded = await store.api.post('/v1/catalog/items/201/image', form('suco.png', 'image/png'));
		expect(uploaded.data.data.photoUrl).toContain('suco.png');
		expect(await listOf('/v1/catalog/items', { id: 201 })).toEqual([
			expect.objectContaining({ photoUrl: uploaded.data.data.photoUrl }),
		]);
		await store.api.delete('/v1/catalog/items/201/image');
		expect(await listOf('/v1/catalog/items', { id: 201 })).toEqual([
			expect.objectContaining({ photoUrl: null }),
		]);
		for (const wrong of [form('a.gif', 'image/gif'), form('a.png', 'image/png', 10_000_001)]) {
			expect(await store.api.post('/v1/catalog/items/201/image', wrong)).toMatchObject({
				status: 400,
				data: { status: 'fail', errors: [{ field: 'file' }] },
			});
		}
	});

	it('shows properties and options of an item with showDetails, priced for it', async () => {
		const optionsOf = async () => {
			const [item] = await listOf('/v1/catalog/items', { id: 201, showDetails: true });
			const [property] = item?.properties as Array<{ options: Array<Record<string, unknown>> }>;
			return property?.options.map(({ name, price }) => [name, price]);
		};
		expect(await listOf('/v1/catalog/items', { id: 201 })).toEqual([
			expect.not.objectContaining({ properties: expect.anything() }),
		]);
		const option = '/v1/catalog/items/201/properties/301/options/402';
		await store.api.put(option, { price: brl(275) });
		expect(await optionsOf()).toEqual([
			['Feijão', brl(275)],
			['Rice', undefined],
		]);
		expect((await store.api.delete(option)).status).toBe(204);
		expect(await optionsOf()).toEqual([['Rice', undefined]]);
		expect((await store.api.put(option, { price: brl(1) })).status).toBe(404);
		expect(await names('/v1/catalog/properties/301/options')).toEqual(['Rice', 'Feijão']);
	});

	it('binds properties to items and options to properties, and unbinds them', async () => {
		const { data } = await store.api.post('/v1/catalog/properties', { name: 'Molho' });
		const { id } = data.data;
		await store.api.post(`/v1/catalog/items/201/properties/${id}`, { viewOrder: 2 });
		await store.api.post(`/v1/catalog/properties/${id}/options/401`, { basePrice: brl(50) });
		expect(await names('/v1/catalog/items/201/properties')).toEqual(['Side dish', 'Molho']);
		expect(await names(`/v1/catalog/properties/${id}/items`)).toEqual(['Lemonade']);
		expect(await listOf(`/v1/catalog/properties/${id}/options`)).toEqual([
			expect.objectContaining({ name: 'Rice', basePrice: brl(50) }),
		]);
		expect(await names('/v1/catalog/options/401/properties')).toEqual(['Side dish', 'Molho']);
		await store.api.delete(`/v1/catalog/items/201/properties/${id}`);
		expect(await names('/v1/catalog/items/201/properties')).toEqual(['Side dish']);
		expect((await store.api.delete(`/v1/catalog/items/201/properties/${id}`)).status).toBe(404);
	});

	it('adds hours of sale one by one or several at once, and deletes them', async () => {
		const url = '/v1/catalog/categories/101/availabilities';
		const period = { weekday: 7, periodStart: '20:00:00-03:00', periodEnd: '02:00:00-03:00' };
		await store.api.post(url, period);
		await store.api.post(`${url}/batch`, { categoryAvailabilities: [period, { ...period, weekday: 1 }] });
		const hours = await listOf(url);
		expect(hours.map(({ weekday }) => weekday)).toEqual([2, 7, 7, 1]);
		await store.api.delete(`${url}/${String(hours[1]?.id)}`);
		expect(await listOf(url)).toHaveLength(3);
		expect((await store.api.delete(`/v1/catalog/categories/102/availabilities/801`)).status).toBe(404);
	});

	it('sells a pizza flavor in sizes, until its price is taken away', async () => {
		const url = '/v1/catalog/pizza/flavors/602/sizes';
		await store.api.post(url, { flavorSizes: [{ sizeId: 502, price: brl(5900) }] });
		expect(await names(url)).toEqual(['Medium', 'Grande']);
		await store.api.put(url, { flavorSizes: [{ sizeId: 501, price: null }] });
		expect(await listOf(url)).toEqual([expect.objectContaining({ id: 502, price: brl(5900) })]);
		expect((await store.api.put(url, { flavorSizes: [{ sizeId: 501, price: brl(1) }] })).status).toBe(404);
		expect(await names('/v1/catalog/pizza/sizes/502/flavors')).toEqual(['Calabresa', 'Brigadeiro']);
	});

	it('prices the options of a pizza extra by size', async () => {
		await store.api.put('/v1/catalog/pizza/extras/701/options/711/sizes', {
			sizeOptions: [{ sizesId: 502, price: brl(950) }],
		});
		const prices = async (size: number) =>
			(await listOf(`/v1/catalog/pizza/sizes/${size}/extras/701/options`)).map(({ price }) => price);
		expect([await prices(501), await prices(502)]).toEqual([
			[brl(800), brl(0)],
			[brl(950), brl(0)],
		]);
	});
});

describe('promotions', () => {
	it('tells vouchers that are active and not over', async () => {
		const codes = async (params: object) => (await listOf('/v1/vouchers', { ...params })).map(({ id }) => id);
		expect(await codes({ active: true, expired: false })).toEqual([5]);
		expect(await codes({ expired: true })).toEqual([6]);
		await store.api.put('/v1/vouchers/5', { active: false });
		expect(await codes({ active: false })).toEqual([5]);
	});

	it('binds categories to a voucher, and removes them with a DELETE that has a body', async () => {
		const url = '/v1/vouchers/5/categories';
		expect((await store.api.post(url, { categoryIds: [101, 102] })).status).toBe(204);
		expect(await names(url)).toEqual(['Drinks', 'Pratos']);
		expect((await store.api.delete(url, { data: { categoryIds: [101] } })).status).toBe(204);
		expect(await names(url)).toEqual(['Pratos']);
	});

	it('keeps the steps of a loyalty program', async () => {
		const steps = [{ step: 2, benefitType: 'shipping', benefitValue: '0' }];
		await store.api.post('/v1/loyalty-programs/61/steps', { steps });
		const rows = await listOf('/v1/loyalty-programs/61/steps');
		expect(rows.map(({ step }) => step)).toEqual([1, 2]);
		await store.api.delete('/v1/loyalty-programs/61/steps/62');
		expect(await listOf('/v1/loyalty-programs/61/steps')).toEqual([expect.objectContaining(steps[0])]);
	});

	it('sorts banners as told', async () => {
		await store.api.put('/v1/banners/order', [22, 21]);
		expect((await listOf('/v1/banners')).map(({ id, viewOrder }) => [id, viewOrder])).toEqual([
			[22, 1],
			[21, 2],
		]);
	});

	it('takes of a banner what its kind has, and nothing else', async () => {
		const banner = { name: 'Site', photoUrl: null, type: 'EXTERNAL_URL' };
		const page = { ...banner, extraData: { url: 'https://example.com' } };
		const category = { ...banner, extraData: { categoryId: 101 } };
		expect((await store.api.post('/v1/banners', page)).status).toBe(200);
		expect((await store.api.post('/v1/banners', category)).status).toBe(400);
		expect((await listOf('/v1/banners')).at(-1)).toMatchObject(page);
	});
});

describe('the store', () => {
	it('nests the fee of a delivery area when it is read', async () => {
		const circle = { type: 'CIRCLE', name: 'Zona 2', center: { lat: -23.5, lng: -46.6 }, radius: 500 };
		const fee = { price: brl(990), minimumWaitingMinutes: 20, maximumWaitingMinutes: 40 };
		await store.api.post('/v1/delivery-areas', { ...circle, ...fee });
		expect(await listOf('/v1/delivery-areas', { name: 'zona 2' })).toEqual([
			expect.objectContaining({
				...circle,
				minimumWaitingMinutes: 20,
				deliveryFeePricingRule: expect.objectContaining({ type: 'FIXED', fixedPrice: brl(990) }),
			}),
		]);
		const [area] = await listOf('/v1/delivery-areas', { name: 'zona 2' });
		expect(area).not.toHaveProperty('price');
	});

	it('changes the fee of all areas and places at once', async () => {
		await store.api.put('/v1/delivery-areas/bulk', { price: brl(100) });
		expect(await listOf('/v1/delivery-areas')).toEqual([
			expect.objectContaining({ deliveryFeePricingRule: expect.objectContaining({ fixedPrice: brl(100) }) }),
		]);
		expect(await listOf('/v1/specific-locations')).toEqual([expect.objectContaining({ price: brl(100) })]);
	});

	it('stops and starts taking orders', async () => {
		expect(store.platform.storeOpen()).toBe(true);
		await store.api.put('/v1/general/accept-orders', { accept_orders: false });
		expect(store.platform.storeOpen()).toBe(false);
		expect((await store.api.get('/v1/general')).data.data.accept_orders).toBe(false);
	});

	it('keeps its settings', async () => {
		for (const [url, settings] of [
			['/v1/business-hours/settings', { maxDaysToSchedule: 3 }],
			['/v1/delivery-areas/settings', { takeoutTime: 45 }],
		] as const) {
			await store.api.put(url, settings);
			expect((await store.api.get(url)).data.data).toMatchObject(settings);
		}
	});

	it('deletes operators, but no administrator', async () => {
		expect((await store.api.delete('/v1/administrators/11')).status).toBe(204);
		expect(await store.api.delete('/v1/administrators/10')).toMatchObject({
			status: 422,
			data: { status: 'error', message: 'Administradores não podem ser excluídos' },
		});
	});

	it('takes a password and never shows it', async () => {
		const { data } = await store.api.put('/v1/administrators/11', { password: 'nova-senha' });
		const shown = [data, await listOf('/v1/administrators')];
		expect(JSON.stringify(shown)).not.toContain('nova-senha');
	});

	it('confirms an authenticator app with the right code only', async () => {
		const confirm = async (confirmationTotpCode: string) =>
			await store.api.post('/v1/administrators/me/authentication-factors/totp/confirm', {
				confirmationTotpCode,
			});
		expect((await confirm('000000')).status).toBe(422);
		expect(await confirm('123456')).toMatchObject({ status: 200, data: { status: 'success' } });
		const { data } = await store.api.get('/v1/administrators/me/authentication-factors');
		expect(data.data.authenticationFactors).toEqual(['TOTP']);
	});

	it('knows customers with their addresses and what they ordered', async () => {
		const made = await store.api.post('/v1/customers', { firstName: 'Ana', telephone: '11900000001' });
		const { id } = made.data.data;
		const address = {
			street: 'Rua A',
			number: '1',
			zipcode: '01000-000',
			neighborhood: 'Centro',
			city: 'São Paulo',
			state: 'SP',
			complement: '',
		};
		await store.api.post(`/v1/customers/${id}/addresses`, address);
		expect(await listOf(`/v1/customers/${id}/addresses`)).toEqual([expect.objectContaining(address)]);
		const order = store.place('delivery', { customer: made.data.data });
		const [placed] = await store.orders({ ordersId: order });
		const { total } = placed?.total as { total: unknown };
		expect((await store.api.get(`/v1/customers/${id}/statistics`)).data.data).toMatchObject({
			totalOrders: 1,
			totalSpent: total,
		});
	});

	it('is as in the beginning after a reset, and has all examples when asked', async () => {
		await store.api.delete('/v1/catalog/categories/101');
		await store.api.put('/v1/catalog/items/202', { name: 'Outro' });
		store.platform.reset();
		expect(await names('/v1/catalog/items')).toEqual(['Lemonade', 'Filé com arroz']);
		await store.api.put('/v1/catalog/items/202', { name: 'Outro' });
		await store.api.delete('/v1/catalog/items/201');
		store.platform.examples();
		expect((await names('/v1/catalog/items')).sort()).toEqual(['Lemonade', 'Outro']);
		expect(await store.ids()).toEqual([70000001]);
	});
});
