import { byId, Store } from './store';

const store = new Store().open();

const ITEM = { categoryId: byId(101), name: 'Limonada', price: 9.9 };

describe('values that come as text from other nodes', () => {
	it('are sent with the types that the platform insists on', async () => {
		const run = await store.run(
			'item.create',
			{
				categoryId: byId('={{ $json.category }}'),
				name: '={{ $json.name }}',
				price: '={{ $json.price }}',
				additionalFields: {
					viewOrder: '={{ $json.position }}',
					showAtCheckout: '={{ $json.suggest }}',
					isFractional: '={{ $json.fractional }}',
				},
			},
			[
				{
					category: '101',
					name: 'Limonada',
					price: '12,50',
					position: '3',
					suggest: 'true',
					fractional: '1',
				},
			],
		);
		expect(run.error).toBeUndefined();
		expect(store.sent()).toEqual({
			name: 'Limonada',
			price: { value: 1250, currency: 'BRL' },
			viewOrder: 3,
			showAtCheckout: true,
			isFractional: 1,
		});
	});

	it.each([
		['price', { price: '={{ "cheap" }}' }, '"Price" is not a number'],
		['position', { additionalFields: { viewOrder: '={{ "1.5" }}' } }, '"Position" is not a whole number'],
		[
			'switch',
			{ additionalFields: { showAtCheckout: '={{ "perhaps" }}' } },
			'"Suggest at Checkout" is neither true nor false',
		],
	])('are refused before anything is sent where they are none: %s', async (_, wrong, message) => {
		const run = await store.run('item.create', { ...ITEM, ...wrong });
		expect(run.error?.message).toBe(message);
		expect(store.arrived()).toEqual([]);
	});
});

describe('money', () => {
	it.each([
		[12.5, 1250],
		[0.07, 7],
		[19.99, 1999],
		[1.1, 110],
		[4.35, 435],
		[0, 0],
		[1234567.89, 123456789],
	])('typed as R$ %d arrives as %d cents', async (price, value) => {
		expect((await store.run('item.create', { ...ITEM, price })).error).toBeUndefined();
		expect(store.sent()).toMatchObject({ price: { value, currency: 'BRL' } });
	});

	it('is sent in cents inside lists as well', async () => {
		const run = await store.run('pizzaFlavor.addSizes', {
			id: byId(601),
			flavorSizes: {
				values: [{ sizeId: byId(501), price: 39.9, additionalFields: { promotionalOldPrice: 45 } }],
			},
		});
		expect(run.error).toBeUndefined();
		expect(store.sent()).toEqual({
			flavorSizes: [
				{
					sizeId: 501,
					price: { value: 3990, currency: 'BRL' },
					promotionalOldPrice: { value: 4500, currency: 'BRL' },
				},
			],
		});
	});
});

describe('hours of the week', () => {
	const hours = async (values: object[]) =>
		await store.run('item.createAvailabilities', {
			itemId: byId(201),
			itemAvailabilities: { values } as never,
		});

	it('arrive as weekday and time with the offset of the store', async () => {
		const run = await hours([
			{ weekday: 1, periodStart: '09:00', periodEnd: '14:30' },
			{ weekday: 7, periodStart: '18:00:30', periodEnd: '2:00' },
		]);
		expect(run.error).toBeUndefined();
		expect(store.sent()).toEqual({
			itemAvailabilities: [
				{ weekday: 1, periodStart: '09:00:00-03:00', periodEnd: '14:30:00-03:00' },
				{ weekday: 7, periodStart: '18:00:30-03:00', periodEnd: '02:00:00-03:00' },
			],
		});
	});

	it('follow the time zone of the credential', async () => {
		store.credentials.edit('deliveryDiretoApi', { timeZone: 'America/Manaus' });
		await hours([{ weekday: 2, periodStart: '09:00', periodEnd: '10:00' }]);
		expect(store.sent()).toEqual({
			itemAvailabilities: [{ weekday: 2, periodStart: '09:00:00-04:00', periodEnd: '10:00:00-04:00' }],
		});
	});

	it('are refused before anything is sent where they are none, and the field is named', async () => {
		const run = await hours([{ weekday: 2, periodStart: '25:00', periodEnd: '10:00' }]);
		expect(run.error?.message).toMatch(/^"Availabilities > From" is not a time of day/);
		expect(run.error?.description).toContain('25:00');
		expect(store.arrived()).toEqual([]);
	});
});

describe('the shape of a delivery area', () => {
	const fee = { name: 'Centro', price: 7, minimumWaitingMinutes: 30, maximumWaitingMinutes: 60 };
	const sentFee = { ...fee, price: { value: 700, currency: 'BRL' } };

	it('is a circle with its middle', async () => {
		const circle = { type: 'CIRCLE', center: { values: { lat: -23.55, lng: -46.63 } }, radius: 3000 };
		expect((await store.run('deliveryArea.create', { ...fee, ...circle })).error).toBeUndefined();
		expect(store.sent()).toEqual({
			type: 'CIRCLE',
			...sentFee,
			center: { lat: -23.55, lng: -46.63 },
			radius: 3000,
		});
	});

	it('is a polygon with its corners', async () => {
		const corners = [
			{ lat: -23.55, lng: -46.63 },
			{ lat: -23.55, lng: -46.62 },
			{ lat: -23.56, lng: -46.62 },
		];
		const polygon = { type: 'POLYGON', polygon: { values: corners } };
		expect((await store.run('deliveryArea.create', { ...fee, ...polygon })).error).toBeUndefined();
		expect(store.sent()).toEqual({ type: 'POLYGON', ...sentFee, polygon: corners });
	});
});

describe('the target of a banner', () => {
	const banner = { name: 'Semana da pizza', photoUrl: 'https://example.com/banner.png' };

	it.each([
		['CATEGORY', byId(101), { categoryId: 101 }],
		['ITEM', byId(201), { itemId: 201 }],
		['VOUCHER', byId(5), { voucherId: 5 }],
		['EXTERNAL_URL', 'https://example.com/pizza', { url: 'https://example.com/pizza' }],
		['REWARDS', undefined, undefined],
	])('is asked and sent by its type: %s', async (type, extraData, sent) => {
		const run = await store.run('banner.create', {
			...banner,
			type,
			...(extraData === undefined ? {} : { extraData }),
			additionalFields: {
				availabilities: { values: [{ weekday: 4, periodStart: '18:00', periodEnd: '23:30' }] },
			},
		});
		expect(run.error).toBeUndefined();
		expect(store.sent()).toEqual({
			...banner,
			type,
			...(sent === undefined ? {} : { extraData: sent }),
			availabilities: [{ weekday: 4, periodStart: '18:00:00-03:00', periodEnd: '23:30:00-03:00' }],
		});
	});
});

describe('an update', () => {
	it('sends what was set, null for what was cleared, and nothing else', async () => {
		const run = await store.run('item.update', {
			id: byId(201),
			updateFields: { name: 'Suco', clearFields: ['description', 'promotionalOldPrice'] },
		});
		expect(run.error).toBeUndefined();
		expect(store.sent()).toEqual({ name: 'Suco', description: null, promotionalOldPrice: null });
	});

	it('keeps what was not set', async () => {
		const [earlier] = (await store.run('item.getAll', { filters: { id: byId(201) } })).json;
		await store.run('item.update', { id: byId(201), updateFields: { name: 'Suco' } });
		const [later] = (await store.run('item.getAll', { filters: { id: byId(201) } })).json;
		expect(later).toEqual({ ...earlier, name: 'Suco' });
	});
});
