import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { openChromium } from '../../sandbox/chromium';
import { findChromium, whyNoChromium } from '../../sandbox/find-chromium';
import { startSandbox, type Sandbox } from '../../sandbox/server';

const reason = whyNoChromium();
// a person's tests go on without Chromium, and say what is missing; CI must not
if (reason && process.env.CI) findChromium();
if (reason) process.stderr.write(`Skipped: ${reason}\n`);

/** `describe`, where Chromium is installed. */
export const inChromium = reason ? describe.skip : describe;

export const PLATFORMS = ['delivery-direto', 'digipix', 'neemo', 'pigz', 'venddor'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

type Look = Pick<BrowserContextOptions, 'locale' | 'colorScheme' | 'viewport' | 'reducedMotion'>;

/** The page of the console, by what a person sees or hears of it. */
export class ConsolePage {
	constructor(
		readonly page: Page,
		readonly errors: string[],
	) {}

	/** An element by its id. */
	readonly part = (id: string): Locator => this.page.locator(`#${id}`);

	readonly button = (name: string | RegExp): Locator =>
		this.page.getByRole('button', { name, exact: typeof name === 'string' });

	readonly tab = (name: string): Locator => this.page.getByRole('tab', { name });

	readonly switch = (name: string): Locator => this.page.getByRole('switch', { name, exact: true });

	/** The card of an order; without one the newest. */
	order(id?: string | number): Locator {
		const cards = this.page.locator('.order');
		return id === undefined
			? cards.first()
			: cards.filter({ has: this.page.getByRole('heading', { name: `${id}` }) });
	}

	async openDetails(card: Locator): Promise<Locator> {
		await card.locator('summary').first().click();
		const inside = card.locator('.inside');
		await inside.waitFor();
		return inside;
	}

	/** Waits until this text is there, as the page follows what happens. */
	async shows(text: string | RegExp, where: Locator = this.page.locator('body')): Promise<void> {
		await where.getByText(text).first().waitFor();
	}

	async gone(text: string | RegExp, where: Locator): Promise<void> {
		await where.getByText(text).first().waitFor({ state: 'hidden' });
	}

	/** Waits for what screen readers are told. */
	async announces(text: string): Promise<void> {
		await this.part('announcer').getByText(text, { exact: true }).first().waitFor({ state: 'attached' });
	}

	/** Waits until an expression of the page is true. */
	async until(expression: string): Promise<void> {
		await this.page.waitForFunction(expression);
	}

	async focusIsOn(selector: string): Promise<void> {
		await this.until(`document.activeElement?.matches(${JSON.stringify(selector)})`);
	}
}

/** One sandbox and one Chromium for the tests of a file; each test has a page of its own and an empty sandbox. */
export function useConsole() {
	let browser: Browser;
	let sandbox: Sandbox;

	beforeAll(async () => {
		[sandbox, browser] = await Promise.all([startSandbox({ seed: 1 }), openChromium()]);
	}, 60_000);
	afterEach(async () => {
		await Promise.all(browser.contexts().map((context) => context.close()));
		sandbox.reset();
	});
	afterAll(async () => {
		await browser?.close();
		await sandbox?.close();
	});

	return {
		sandbox: () => sandbox,
		async open(platform: PlatformName = 'pigz', look: Look = {}): Promise<ConsolePage> {
			const context = await browser.newContext({ locale: 'en-GB', ...look });
			const page = await context.newPage();
			page.setDefaultTimeout(20_000);
			const errors: string[] = [];
			page.on('pageerror', ({ message }) => errors.push(message));
			await page.goto(`${sandbox.url}/#${platform}`);
			const made = new ConsolePage(page, errors);
			await made.page.locator(`#tab-${platform}[aria-selected="true"]`).waitFor();
			await made.page.locator('#connection.live').waitFor();
			return made;
		},
	};
}
