import { byNumber, Shop } from './shop';

const shop = new Shop().open();

const nameOf = (order: number) => {
	const { customer, status } = shop.sandbox.order('pigz', order);
	return `${order} · ${customer} · ${status}`;
};

describe('the dropdown of orders', () => {
	it('shows number, customer and status, the newest first, and gives the number', async () => {
		const orders = shop.placeMany(3);
		const { results, paginationToken } = await shop.searchOrders();
		expect(results).toEqual(
			[...orders].reverse().map((order) => ({ name: nameOf(order), value: String(order) })),
		);
		expect(paginationToken).toBeUndefined();
	});

	it('reads today and the seven days before, as the store counts them', async () => {
		await shop.searchOrders();
		expect(shop.arrived()).toEqual(['GET /orders?start=2026-03-03&end=2026-03-11']);
	});

	it('is empty where there are no orders', async () => {
		await expect(shop.searchOrders()).resolves.toEqual({ results: [] });
	});

	it('is filtered by number, by name and by status, whatever the case', async () => {
		const ana = shop.place({ with: { cliente: { nome: 'Ana Exemplo' } } });
		const bruno = shop.place({ with: { cliente: { nome: 'Bruno Modelo' }, status: 'CONFIRMADO' } });
		const found = async (filter: string) =>
			(await shop.searchOrders(filter)).results.map(({ value }) => Number(value));
		await expect(found(String(bruno))).resolves.toEqual([bruno]);
		await expect(found('ANA ex')).resolves.toEqual([ana]);
		await expect(found('confirm')).resolves.toEqual([bruno]);
		await expect(found('o')).resolves.toEqual([bruno, ana]);
		await expect(found('nobody')).resolves.toEqual([]);
	});

	it('leaves no gap where the name of the customer is missing', async () => {
		const order = shop.place({ with: { cliente: {} } });
		const { results } = await shop.searchOrders();
		expect(results).toEqual([{ name: `${order} · PENDENTE`, value: String(order) }]);
	});

	it('gives what the operations take', async () => {
		const order = shop.place();
		const [entry] = (await shop.searchOrders()).results;
		const run = await shop.run({
			resource: 'order',
			operation: 'confirm',
			id: { ...byNumber(String(entry?.value)), mode: 'list' },
		});
		expect(run.json).toMatchObject([{ orderId: String(order), changed: true }]);
	});

	it('says what is wrong when it cannot be filled', async () => {
		shop.credentials.edit('pigzApi', { password: 'wrong' });
		await expect(shop.searchOrders()).rejects.toMatchObject({
			message: 'Pigz refused the login',
			description:
				'Open the Pigz credential, check what it logs in with, and press its Test button. Pigz says: "Invalid e-mail or password"',
		});
	});
});
