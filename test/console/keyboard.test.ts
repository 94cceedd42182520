import { client } from '../sandbox/helpers';
import { inChromium, useConsole, type ConsolePage } from './support';

/** Presses Tab until an element has the focus. */
async function tabTo(page: ConsolePage, selector: string) {
	const there = `document.activeElement?.matches(${JSON.stringify(selector)})`;
	for (let presses = 0; presses < 120; presses++) {
		await page.page.keyboard.press('Tab');
		if (await page.page.evaluate<boolean>(there)) return;
	}
	throw new Error(`Tab does not reach ${selector}`);
}

inChromium('the console by keyboard alone', () => {
	const console = useConsole();
	const press = async (page: ConsolePage, key: string) => await page.page.keyboard.press(key);

	it('chooses a platform by arrow keys, Home and End, with one stop for all tabs', async () => {
		const page = await console.open('pigz');
		await tabTo(page, '[role="tab"]');
		await page.focusIsOn('#tab-pigz');
		await press(page, 'ArrowRight');
		await page.focusIsOn('#tab-venddor[aria-selected="true"]');
		await press(page, 'ArrowRight');
		await page.focusIsOn('#tab-delivery-direto[aria-selected="true"]');
		await press(page, 'ArrowLeft');
		await page.focusIsOn('#tab-venddor');
		await press(page, 'Home');
		await page.focusIsOn('#tab-delivery-direto');
		await press(page, 'End');
		await page.focusIsOn('#tab-venddor');
		await page.shows('integracao@venddor.test', page.part('login'));
		await press(page, 'Tab');
		await page.focusIsOn('#count');
		expect(await page.page.locator('[role="tab"][tabindex="0"]').count()).toBe(1);
	});

	it('places an order, looks into it, moves it on and cancels it', async () => {
		const page = await console.open('pigz');
		const orders = () => console.sandbox().platform('pigz').orders();
		await tabTo(page, '[data-kind="delivery"]');
		await press(page, 'Enter');
		await page.order().waitFor();
		await page.focusIsOn('[data-kind="delivery"]');

		await tabTo(page, '.order summary');
		await press(page, 'Enter');
		await tabTo(page, '[data-key="confirmado"]');
		await press(page, 'Enter');
		await page.shows('CONFIRMADO', page.order().locator('.chip'));
		// the button is gone, and the order it belonged to has the focus
		await page.focusIsOn('.order h3');

		await tabTo(page, '.order-end > button');
		await press(page, 'Space');
		await page.shows('CANCELADO', page.order().locator('.chip'));
		await page.focusIsOn('.order h3');
		expect(orders()[0]?.history.map(({ by }) => by)).toEqual(['customer', 'staff', 'customer']);
	});

	it('switches a fault by the space bar, and stays on the switch', async () => {
		const page = await console.open('pigz');
		await tabTo(page, '#faults input');
		await press(page, 'Space');
		await page.announces('On: Not reachable at all');
		await page.focusIsOn('#faults input:checked');
		await client(`${console.sandbox().url}/pigz`)
			.get('/pooling')
			.catch(() => undefined);
		await page.shows('spoiled 1 call', page.part('faults'));
		await press(page, 'Space');
		await page.announces('Off: Not reachable at all');
		await page.focusIsOn('#faults input:not(:checked)');
	});

	it('jumps over the kinds to the orders, and to the faults', async () => {
		const page = await console.open('pigz');
		await press(page, 'Tab');
		await press(page, 'Enter');
		await page.focusIsOn('#orders-title');
		await tabTo(page, '.languages button');
		await press(page, 'Shift+Tab');
		await press(page, 'Enter');
		await page.focusIsOn('#faults-title');
	});

	it('keeps the focus, and what is open, when the list changes', async () => {
		const page = await console.open('pigz');
		const pigz = console.sandbox().platform('pigz');
		const first = pigz.placeOrder({ kind: 'delivery' });
		await page.order(first).waitFor();
		await tabTo(page, '.order summary');
		await press(page, 'Enter');
		await tabTo(page, '[data-key="despachado"]');
		const second = pigz.placeOrder({ kind: 'pickup' });
		await page.order(second).waitFor();
		await page.focusIsOn('[data-key="despachado"]');
		pigz.moveAsStaff(first, 'confirmado');
		await page.shows('CONFIRMADO', page.order(first).locator('.chip'));
		await page.focusIsOn('[data-key="despachado"]');
		expect(await page.order(first).locator('.inside').isVisible()).toBe(true);
	});

	it('shows where the focus is, everywhere', async () => {
		const page = await console.open('pigz');
		await page.button('Delivery').click();
		await page.openDetails(page.order());
		await page.page.evaluate('document.querySelector(".skip").focus()');
		const seen = new Set<string>();
		for (let presses = 0; presses < 60; presses++) {
			await press(page, 'Tab');
			const [what, outline] = await page.page.evaluate<[string, string]>(
				'[document.activeElement.outerHTML.slice(0, 200), getComputedStyle(document.activeElement).outlineStyle]',
			);
			if (what.startsWith('<body')) break;
			seen.add(what);
			expect([what, outline]).toEqual([what, 'solid']);
		}
		expect(seen.size).toBeGreaterThan(30);
	});
});

/** Visible ones, with their levels. */
const HEADINGS = `[...document.querySelectorAll('h1, h2, h3, h4')]
	.filter((heading) => heading.offsetParent)
	.map(({ tagName, textContent }) => tagName + ' ' + textContent)`;

inChromium('a screen reader', () => {
	const console = useConsole();

	it('is told of new orders and of what happens to them', async () => {
		const page = await console.open('pigz');
		const pigz = console.sandbox().platform('pigz');
		const id = pigz.placeOrder({ kind: 'delivery' });
		await page.announces(`Order ${id} placed.`);
		pigz.moveAsStaff(id, 'confirmado');
		await page.announces(`Order ${id}: Confirmed`);
		pigz.cancelAsCustomer(id);
		await page.announces(`Order ${id}: the customer cancels.`);
	});

	it('is told of many new orders in one sentence', async () => {
		const page = await console.open('pigz');
		const pigz = console.sandbox().platform('pigz');
		for (let orders = 0; orders < 40; orders++) pigz.placeOrder();
		await page.announces('40 orders placed.');
		expect(await page.part('announcer').locator('p').count()).toBe(1);
	});

	it('finds landmarks, a heading for every part, and names for everything', async () => {
		const page = await console.open('delivery-direto');
		await page.button('Delivery').click();
		await page.openDetails(page.order());
		const { page: shown } = page;
		expect(await shown.getByRole('banner').count()).toBe(1);
		expect(await shown.getByRole('main').count()).toBe(1);
		await shown.getByRole('tablist', { name: 'Platforms' }).waitFor();
		await shown.getByRole('tabpanel', { name: 'Delivery Direto' }).waitFor();
		const headings = await shown.evaluate<string[]>(HEADINGS);
		expect(headings).toEqual([
			'H1 Sandbox',
			'H2 Place an order',
			'H2 Orders',
			expect.stringMatching(/^H3 Order \d+$/),
			'H4 Move it on, as the store’s staff in the platform',
			'H4 What was ordered',
			'H4 What happened',
			'H4 What your workflow called about it',
			'H4 What the platform told a webhook about it',
			'H2 Calls that arrived',
			'H2 Webhooks that the platform called',
			'H2 Make the platform misbehave',
			'H2 Credential in n8n',
		]);
	});
});
