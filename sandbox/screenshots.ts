import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, selectors, type Page } from 'playwright-core';
import { ensureN8nInstalled } from './n8n/install';
import { freePort } from './n8n/ports';
import { owner, repository } from './start/settings';
import { setStage, type Stage } from './start/stage';

/**
 * `npm run screenshots`: the pictures of docs/images, taken from a real n8n in which the demo has handled some orders.
 * Needs Chromium on this machine (Debian: `apt-get install chromium`), or its path in CHROMIUM_PATH.
 */

const images = join(repository, 'docs', 'images');
const browserPath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
	(path) => path !== undefined && existsSync(path),
);

/** Windows that n8n opens by itself and that would stand in the picture. */
const distractions = ['Got it', 'Skip', 'Close', 'Dismiss'];

async function main(): Promise<void> {
	if (!browserPath) {
		throw new Error('No Chromium found. Next: install it, or set CHROMIUM_PATH to the program.');
	}
	mkdirSync(images, { recursive: true });
	// n8n's own name for the attribute
	selectors.setTestIdAttribute('data-test-id');
	const userFolder = mkdtempSync(join(tmpdir(), 'pedidos-screenshots-'));
	const ports = { n8n: await freePort(), sandbox: await freePort(), smtp: await freePort() };
	const stage = await setStage({ engine: await ensureN8nInstalled(), userFolder, ports });
	const browser = await chromium.launch({
		executablePath: browserPath,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
	try {
		await letOrdersThrough(stage);
		for (const scheme of ['light', 'dark'] as const) {
			const context = await browser.newContext({
				viewport: { width: 1440, height: 900 },
				colorScheme: scheme,
				locale: 'en',
			});
			const page = await context.newPage();
			await signIn(page, stage);
			await takeAll(page, stage, scheme === 'light' ? '' : '-dark');
			await context.close();
		}
	} finally {
		await browser.close();
		await stage.close();
		rmSync(userFolder, { recursive: true, force: true });
	}
}

/** Orders of every kind, handled by the workflows: all of them end as confirmed rows. */
async function letOrdersThrough(stage: Stage): Promise<void> {
	const pigz = stage.sandbox.platform('pigz');
	const kinds = ['pickup', 'delivery', 'options', 'discount', 'change', 'online'];
	for (const kind of kinds) pigz.placeOrder({ kind });
	for (let tries = 0; tries < 150; tries++) {
		const rows = await stage.n8n.rows(stage.demo.tableId);
		if (rows.length === kinds.length && rows.every((row) => row.confirmedAt)) return;
		await wait(1000);
	}
	throw new Error('The orders did not come through within 150 seconds. Next: run `npm start -- --check`.');
}

async function signIn(page: Page, stage: Stage): Promise<void> {
	const answer = await page.request.post(`${stage.n8nProcess.url}/rest/login`, {
		data: { emailOrLdapLoginId: owner.email, password: owner.password },
	});
	if (!answer.ok()) throw new Error(`n8n refused the login of the demo: HTTP ${answer.status()}`);
}

async function takeAll(page: Page, stage: Stage, suffix: string): Promise<void> {
	const { url } = stage.n8nProcess;
	const shoot = async (name: string) => {
		await page.screenshot({ path: join(images, `${name}${suffix}.png`) });
		console.log(`  ${name}${suffix}.png`);
	};

	await page.goto(`${url}/workflow/${stage.demo.newOrderId}`);
	await page.getByTestId('canvas-node').first().waitFor();
	await settle(page);
	await shoot('workflow');

	await openNode(page, 'New order');
	await shoot('trigger');
	await page.keyboard.press('Escape');

	await page.goto(`${url}/workflow/pigzConfirmOrder`);
	await page.getByTestId('canvas-node').first().waitFor();
	await settle(page);
	await openNode(page, 'Confirm');
	await page.getByTestId('parameter-input-operation').getByRole('combobox').first().click();
	await settle(page);
	await shoot('order-operations');
	await page.keyboard.press('Escape');

	await page.goto(new URL('home/datatables', url).href);
	await page.getByText('Orders').first().click();
	await settle(page);
	await shoot('data-table');

	await page.goto(stage.sandbox.url);
	await settle(page);
	await shoot('console');
}

async function openNode(page: Page, name: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
	await page.getByTestId('ndv').first().waitFor();
	await settle(page);
}

/** Lets animations end, and closes what n8n opens by itself. */
async function settle(page: Page): Promise<void> {
	await wait(1500);
	for (const name of distractions) {
		const button = page.getByRole('button', { name, exact: true });
		if (await button.isVisible().catch(() => false)) await button.click().catch(() => undefined);
	}
	// an empty place of the canvas: a click there closes n8n's checklist
	if (await page.getByText('Production Checklist').isVisible()) await page.mouse.click(900, 760);
	await wait(500);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
