import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { selectors, type Page } from 'playwright-core';
import { openChromium } from './chromium';
import { exitWith } from './ensure-installed';
import { findChromium } from './find-chromium';
import { ensureN8nInstalled } from './n8n/install';
import { freePort } from './n8n/ports';
import { openCanvas, openForm, openNode, save, settle, signIn, WINDOW } from './pictures/editor';
import { forms } from './pictures/forms';
import { freshNodes } from './pictures/nodes';
import { templates } from './pictures/templates';
import { setStage, type Stage } from './start/stage';

/**
 * `npm run screenshots`: the pictures of docs/images, taken from a real n8n in which the demo has handled some orders;
 * `npm run screenshots -- delivery-direto`: only those of open forms, fresh nodes and templates whose names begin so, such
 * as `nodes` and `templates/03`.
 * Needs Chromium on this machine (Debian: `apt-get install chromium`), or its path in CHROMIUM_PATH.
 */

async function main(): Promise<void> {
	// before n8n is started for nothing
	findChromium();
	// n8n's own name for the attribute
	selectors.setTestIdAttribute('data-test-id');
	const userFolder = mkdtempSync(join(tmpdir(), 'pedidos-screenshots-'));
	const ports = { n8n: await freePort(), sandbox: await freePort(), smtp: await freePort() };
	const stage = await setStage({ engine: await ensureN8nInstalled(), userFolder, ports });
	const browser = await openChromium();
	const [wanted] = process.argv.slice(2);
	try {
		if (wanted === undefined) await letOrdersThrough(stage);
		for (const scheme of ['light', 'dark'] as const) {
			const context = await browser.newContext({ viewport: WINDOW, colorScheme: scheme, locale: 'en' });
			const page = await context.newPage();
			await signIn(page, stage);
			const suffix = scheme === 'light' ? '' : '-dark';
			if (wanted === undefined) await takeAll(page, stage, suffix);
			await takeNamed(page, stage, wanted ?? '', suffix);
			await context.close();
		}
	} finally {
		await browser.close();
		await stage.close();
		rmSync(userFolder, { recursive: true, force: true });
	}
}

/** The pictures whose names begin like this. */
async function takeNamed(page: Page, stage: Stage, beginning: string, suffix: string): Promise<void> {
	const wanted = <T>(all: Record<string, T>) =>
		Object.entries(all).filter(([name]) => name.startsWith(beginning));
	for (const [name, form] of wanted(forms)) {
		await openForm(page, stage, form);
		await save(page, `${name}${suffix}`);
	}
	for (const [name, form] of wanted(freshNodes)) {
		await openForm(page, stage, form);
		await save(page, `${name}${suffix}`, page.getByTestId('ndv').first());
	}
	for (const [name, template] of wanted(templates())) {
		await openCanvas(page, stage, template);
		await save(page, `${name}${suffix}`);
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

async function takeAll(page: Page, stage: Stage, suffix: string): Promise<void> {
	const { url } = stage.n8nProcess;
	const shoot = async (name: string) => await save(page, `${name}${suffix}`);

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

	await page.goto(`${stage.sandbox.url}/#pigz`);
	await settle(page);
	await shoot('console');
}

main().catch(exitWith);
