import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { client } from '../sandbox/helpers';
import { inChromium, PLATFORMS, useConsole } from './support';
import { changeOrder, deliveryDireto } from './workflow';

/** A kind of each platform that the customer can cancel and the staff can move on, and the staff's first move. */
const PLAIN = {
	'delivery-direto': { kind: 'Delivery', move: 'Confirmed (APPROVED)', word: 'APPROVED' },
	digipix: { kind: 'Waits for approval', move: 'Confirmed (APPROVED)', word: 'APPROVED' },
	neemo: { kind: 'Delivery', move: 'Confirmed (1)', word: '1' },
	pigz: { kind: 'Delivery', move: 'Confirmed (confirmado)', word: 'CONFIRMADO' },
	venddor: { kind: 'Shipped by a carrier', move: 'Confirmed (P)', word: 'P' },
} as const;

inChromium('the console', () => {
	const console = useConsole();

	describe.each(PLATFORMS)('of %s', (platform) => {
		const { kind, move, word } = PLAIN[platform];
		const orders = () => console.sandbox().platform(platform).orders();
		const newest = () => String(orders().at(-1)?.id);

		it('places an order of each kind and shows it with its lines and its total', async () => {
			const page = await console.open(platform);
			const { kinds } = console.sandbox().platform(platform);
			for (const { name, title } of kinds) {
				const before = orders().length;
				await page.part('kinds').getByRole('button', { name: title.en, exact: true }).click();
				await page.until(`document.querySelectorAll('.order').length > ${Math.min(before, 9)}`);
				await page.order(newest()).waitFor();
				expect(orders().at(-1)?.kind).toBe(name);
			}
			const order = orders().at(-1);
			const inside = await page.openDetails(page.order(newest()));
			expect(await inside.locator('.lines tbody tr').count()).toBe(order?.lines.length);
			const total = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'BRL' }).format(
				order?.total ?? NaN,
			);
			expect(await inside.locator('.lines tfoot td').textContent()).toBe(total);
			expect(await page.order(newest()).locator('.facts').textContent()).toContain(order?.customer);
			expect(page.errors).toEqual([]);
		});

		it('places as many orders as one wishes', async () => {
			const page = await console.open(platform);
			await page.part('count').fill('12');
			await page.button(kind).click();
			await page.shows('the latest 10 of 12');
			await page.announces('12 orders placed.');
			await page.button('Show all 12 orders').click();
			await page.until(`document.querySelectorAll('.order').length === 12`);
		});

		it('lets the customer cancel, and tells who it was', async () => {
			const page = await console.open(platform);
			await page.button(kind).click();
			const inside = await page.openDetails(page.order());
			await page
				.button('Cancel as the customer')
				.or(page.button(/^Cancel as the customer/))
				.click();
			await page.shows('Cancelled', inside.getByRole('table', { name: 'What happened' }));
			await page.shows('the customer', inside.getByRole('row', { name: 'Cancelled' }));
			await page.button(/^Cancel as the customer/).waitFor({ state: 'hidden' });
			await page.shows('The order is at its end', inside);
		});

		it('moves an order on as the staff would, and tells who it was', async () => {
			const page = await console.open(platform);
			await page.button(kind).click();
			const inside = await page.openDetails(page.order());
			await page.button(move).click();
			await page.shows(word, page.order().locator('.chip'));
			await page.shows('the store’s staff', inside.getByRole('row', { name: 'Confirmed' }));
		});

		it('shows what a workflow called about an order, and all calls', async () => {
			const page = await console.open(platform);
			await page.button(kind).click();
			const inside = await page.openDetails(page.order());
			await page.shows('No call has named this order yet', inside);
			expect((await changeOrder[platform](console.sandbox(), newest())).status).toBeLessThan(300);
			const call = inside
				.getByRole('table', { name: 'What your workflow called about it' })
				.locator('tbody tr');
			await call.waitFor();
			expect(await call.textContent()).toMatch(new RegExp(`(PUT|PATCH) .*${newest()}.*20\\d$`));
			await page.shows('your workflow, by the API', inside.getByRole('row', { name: 'Confirmed' }));
			const all = console.sandbox().requests(platform).length;
			await page.until(`document.querySelectorAll('#requests tr').length === ${all}`);
		});

		it('switches a fault on, which the next call gets, and off again', async () => {
			const page = await console.open(platform);
			await page.shows('No fault is on.');
			await page.switch('Unavailable (503)').check();
			await page.shows('1 fault is on', page.part('faults-on'));
			await page.shows('1 fault is on', page.tab(console.sandbox().platform(platform).displayName));
			expect((await client(`${console.sandbox().url}/${platform}`).get('/')).status).toBe(503);
			await page.shows('spoiled 1 call', page.part('faults'));
			await page.shows('503', page.part('requests'));
			await page.switch('Unavailable (503)').uncheck();
			await page.shows('No fault is on.');
			expect((await client(`${console.sandbox().url}/${platform}`).get('/')).status).toBe(404);
		});
	});

	it('has a sentence for every fault, and switches each on and all off', async () => {
		const page = await console.open('pigz');
		const rows = page.page.locator('#faults li');
		const count = await rows.count();
		expect(count).toBe(13);
		for (let index = 0; index < count; index++) {
			expect(await rows.nth(index).locator('.hint').textContent()).toMatch(/^[A-Z].{20,}\.$/);
			await rows.nth(index).getByRole('switch').check();
			await page.shows(index === 0 ? '1 fault is on' : `${index + 1} faults are on`, page.part('faults-on'));
		}
		expect(
			new Set(
				console
					.sandbox()
					.faults()
					.map(({ fault }) => fault),
			),
		).toEqual(new Set(['down', 'status', 'rateLimit', 'slow', 'cut', 'brokenJson', 'html', 'expiredToken']));
		await page.button('Switch all off').click();
		await page.shows('No fault is on.');
		expect(console.sandbox().faults()).toEqual([]);
	});

	it('spoils the next call only, of one operation, where one wishes', async () => {
		const page = await console.open('pigz');
		await page.part('fault-operation').selectOption('login.create');
		await page.part('fault-times').selectOption('1');
		await page.switch('Internal error (500)').check();
		await page.shows('login.create, 1 call left', page.part('faults'));
		const pigz = client(`${console.sandbox().url}/pigz`);
		expect((await pigz.get('/pooling')).status).toBe(401);
		expect((await pigz.post('/authentication')).status).toBe(500);
		await page.shows('No fault is on.');
		expect(await page.switch('Internal error (500)').isChecked()).toBe(false);
	});

	it('shows a fault that somebody else switched on, and switches it off', async () => {
		const page = await console.open('pigz');
		console.sandbox().addFault({ platform: 'pigz', fault: 'slow', milliseconds: 20 });
		const other = page.switch('Another fault, switched on through the control interface: slow');
		await other.waitFor();
		await other.click();
		await other.waitFor({ state: 'detached' });
		expect(console.sandbox().faults()).toEqual([]);
	});

	it('offers no expired token where the platform gives none out', async () => {
		const page = await console.open('venddor');
		await page.switch('Token expired').waitFor({ state: 'hidden' });
		expect(await page.button('Expire all tokens').isVisible()).toBe(false);
		await page.tab('Pigz').click();
		await page.button('Expire all tokens').click();
		await page.announces('All tokens have expired. The next call must log in again.');
	});

	it('shows the calls of webhooks and their answers, of all orders and of one', async () => {
		const answers = [500, 200];
		const catcher = createServer((_request, response) => response.writeHead(answers.pop() ?? 200).end());
		await new Promise<void>((resolve) => catcher.listen(0, '127.0.0.1', resolve));
		try {
			const { port } = catcher.address() as AddressInfo;
			const page = await console.open('delivery-direto');
			await page.shows('The platform has called nobody yet.');
			const api = await deliveryDireto(console.sandbox());
			for (const eventType of ['ORDER_PLACED', 'ORDER_STATUS_CHANGED']) {
				const webhook = { eventType, webhookUrl: `http://127.0.0.1:${port}/secret`, status: 'ACTIVE' };
				expect((await api.put('/v1/webhooks', webhook)).status).toBe(200);
			}
			await page.button('Delivery').click();
			await page.shows(/^ORDER_PLACED/, page.part('deliveries'));
			const inside = await page.openDetails(page.order());
			await page.button('Confirmed (APPROVED)').click();
			const told = inside.getByRole('table', { name: 'What the platform told a webhook about it' });
			await page.shows('500', told.getByRole('row', { name: 'ORDER_STATUS_CHANGED' }));
			await page.shows('200', told.getByRole('row', { name: 'ORDER_PLACED' }));
			await page.shows(`127.0.0.1:${port}, attempt 1`, told);
			expect(await page.page.locator('#deliveries').textContent()).not.toContain('secret');
		} finally {
			catcher.closeAllConnections();
			catcher.close();
		}
	});

	it('keeps the tab that was open, for the next visit and after a reload', async () => {
		const page = await console.open('pigz');
		await page.tab('Neemo').click();
		await page.page.waitForURL(/#neemo$/);
		await page.page.goto(`${console.sandbox().url}/`);
		await page.page.locator('#tab-neemo[aria-selected="true"]').waitFor();
		await page.shows('00aa0a0aa0b00bb0a000a00aa0a00000', page.part('login'));
	});

	it('starts over when asked to, and says so', async () => {
		const page = await console.open('pigz');
		await page.button('Delivery').click();
		await page.order().waitFor();
		await page.button('Start over').click();
		await page.shows(/^No orders yet. Next: choose one/);
		await page.announces('Orders, calls and faults are gone.');
	});

	it('clears the calls when asked to', async () => {
		const page = await console.open('pigz');
		await client(`${console.sandbox().url}/pigz`).get('/pooling');
		await page.shows('GET /pooling', page.part('requests'));
		await page.button('Clear').click();
		await page.shows(/^Nothing has called this platform yet. Next:/);
		expect(console.sandbox().requests()).toEqual([]);
	});

	it('tells whether the store is open, as a workflow changes it', async () => {
		const page = await console.open('delivery-direto');
		await page.shows('Store open');
		const api = await deliveryDireto(console.sandbox());
		await api.put('/v1/general/accept-orders', { accept_orders: false });
		await page.shows('Store closed');
	});
});

inChromium('an error of the console', () => {
	const console = useConsole();

	it('stands at the number that is wrong, and says what to do', async () => {
		const page = await console.open('pigz');
		await page.part('count').fill('501');
		await page.button('Delivery').click();
		await page.shows('Next: choose a whole number from 1 to 500.', page.part('place-problem').locator('..'));
		await page.focusIsOn('#count[aria-invalid="true"]');
		expect(console.sandbox().platform('pigz').orders()).toEqual([]);
		await page.part('count').fill('1');
		await page.button('Delivery').click();
		await page.order().waitFor();
		expect(await page.part('place-problem').textContent()).toBe('');
	});

	it('stands at the order that does not allow it, with what the sandbox said', async () => {
		const page = await console.open('pigz');
		await page.button('Delivery').click();
		await page.order().waitFor();
		// somebody was faster, and the page has not heard of it
		await page.page.route('**/_sandbox/pigz/orders/*/cancel', async (route) => {
			const order = console.sandbox().platform('pigz').orders()[0];
			if (order?.canBeCancelled) console.sandbox().platform('pigz').moveAsStaff(order.id, 'entregue');
			await route.continue();
		});
		await page.button(/^Cancel as the customer/).click();
		const problem = page.order().getByRole('alert');
		await page.shows(
			'The platform does not allow that now. Next: look at the order’s status',
			problem.locator('..'),
		);
		expect(await problem.locator('q').textContent()).toMatch(/is ENTREGUE and cannot be cancelled/);
	});

	it('says that the sandbox does not answer, where one wanted something of it', async () => {
		const page = await console.open('pigz');
		await page.page.route('**/_sandbox/pigz/orders', (route) => route.abort());
		await page.button('Delivery').click();
		await page.shows(
			'the sandbox does not answer. Next: look whether it still runs',
			page.page.locator('.place'),
		);
	});

	it('is told in the header while the sandbox is away, and ends when it is back', async () => {
		const page = await console.open('pigz');
		await console.sandbox().goOffline();
		await page.shows('Connection lost, trying again…');
		await console.sandbox().goOnline();
		await page.shows('Live');
		await page.button('Delivery').click();
		await page.order().waitFor();
	});
});
