import { newestOrder } from '../../../core/receive/newest';
import { Shop, shopOrders, shopReceiving } from './shop';
import { DAY, MINUTE, NOON } from './workflow';

const show = async (shop: Shop) =>
	await newestOrder(
		{
			platform: { displayName: 'Shop', orders: shopOrders },
			receiving: shopReceiving,
			client: shop.client,
			store: { storeKey: 'loja', timeZone: 'America/Sao_Paulo' },
			warn: () => undefined,
		},
		NOON,
	);

describe('a test by hand', () => {
	it('shows the newest order of the queue and acknowledges nothing', async () => {
		const shop = new Shop();
		shop.place('7', NOON - MINUTE);
		shop.place('8', NOON);
		shop.place('6', NOON - DAY);
		expect(await show(shop)).toMatchObject({
			seen: { orderId: '8' },
			type: 'orderCreated',
			redelivered: false,
		});
		expect(shop.calls).toEqual(['queue']);
	});

	it('shows the newest order of the last seven days when the queue is empty', async () => {
		const shop = new Shop();
		shop.place('7', NOON - DAY, 'cancelled');
		shop.place('6', NOON - 2 * DAY, 'delivered');
		shop.acknowledge('7');
		shop.acknowledge('6');
		expect(await show(shop)).toMatchObject({ seen: { orderId: '7' }, type: 'orderCancelled' });
		expect(shop.calls).toEqual(['queue', 'list 2026-11-15 2026-11-22']);
	});

	it('says what to do when the store has no order yet', async () => {
		await expect(show(new Shop())).rejects.toMatchObject({
			message: 'Shop has no order of the last 7 days to show',
			description: expect.stringContaining('Place a test order'),
		});
	});
});
