import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { selectors, type Page } from 'playwright-core';
import { openChromium } from './chromium';
import { exitWith } from './ensure-installed';
import { findChromium } from './find-chromium';
import type { WorkflowInput } from './n8n/client';
import { ensureN8nInstalled } from './n8n/install';
import { freePort } from './n8n/ports';
import { owner, repository } from './start/settings';
import { setStage, type Stage } from './start/stage';

/**
 * `npm run screenshots`: the pictures of docs/images, taken from a real n8n in which the demo has handled some orders;
 * `npm run screenshots -- delivery-direto`: only those of open forms whose names begin so.
 * Needs Chromium on this machine (Debian: `apt-get install chromium`), or its path in CHROMIUM_PATH.
 */

const images = join(repository, 'docs', 'images');

// as n8n beside the sandbox has it
type NodeParameters = WorkflowInput['nodes'][number]['parameters'];

/** What a picture of an open form needs. */
interface Form {
	/** Without `n8n-nodes-pedidos.` */
	nodeType: string;
	nodeName: string;
	credential: string;
	parameters: NodeParameters;
}

/** Something that was picked from a list. */
const picked = (value: number, name: string) => ({ __rl: true, mode: 'list', value, cachedResultName: name });

const deliveryDireto = (parameters: NodeParameters): Form => ({
	nodeType: 'deliveryDireto',
	nodeName: 'Delivery Direto',
	credential: 'deliveryDiretoApi',
	parameters,
});

const neemo = (parameters: NodeParameters): Form => ({
	nodeType: 'neemo',
	nodeName: 'Neemo',
	credential: 'neemoApi',
	parameters,
});

/** Forms by the name of their picture: those of orders, and those with fields inside fields. */
const forms: Record<string, Form> = {
	'order-get-many': neemo({
		resource: 'order',
		operation: 'getAll',
		filters: { status: 0 },
		options: {
			hidePersonalData: true,
			splitItems: true,
			statusWords: { words: [{ word: '9', status: 'CANCELLED' }] },
		},
	}),
	'order-sample': neemo({ resource: 'order', operation: 'getSample', sample: 'hardest' }),
	'order-cancel': deliveryDireto({
		resource: 'order',
		operation: 'cancel',
		id: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
		statusReason: 'Produto em falta',
	}),
	'delivery-direto-delivery-area': deliveryDireto({
		resource: 'deliveryArea',
		operation: 'create',
		type: 'POLYGON',
		name: 'Centro',
		price: 7.5,
		minimumWaitingMinutes: 30,
		maximumWaitingMinutes: 60,
		polygon: {
			values: [
				{ lat: -23.54, lng: -46.64 },
				{ lat: -23.54, lng: -46.62 },
				{ lat: -23.56, lng: -46.63 },
			],
		},
		additionalFields: { dynamicPrice: 3, dynamicPriceStart: '18:00', dynamicPriceEnd: '21:00' },
	}),
	'delivery-direto-voucher': deliveryDireto({
		resource: 'voucher',
		operation: 'createAvailabilities',
		id: picked(5, 'BEMVINDO10 · Dez reais de desconto'),
		voucherAvailabilities: {
			values: [
				{ weekday: 2, shiftStart: '11:30', shiftEnd: '14:30' },
				{ weekday: 6, shiftStart: '18:00', shiftEnd: '02:00' },
			],
		},
	}),
	'delivery-direto-banner': deliveryDireto({
		resource: 'banner',
		operation: 'create',
		type: 'ITEM',
		name: 'Semana da pizza',
		photoUrl: 'https://example.com/semana-da-pizza.png',
		extraData: picked(201, 'Lemonade · COD123'),
		additionalFields: {
			availabilities: { values: [{ weekday: 4, periodStart: '18:00', periodEnd: '23:30' }] },
			platforms: ['ANDROID', 'IOS', 'WEB'],
			status: 'ACTIVE',
		},
	}),
};

/** Windows that n8n opens by itself and that would stand in the picture. */
const distractions = ['Got it', 'Skip', 'Close', 'Dismiss'];

async function main(): Promise<void> {
	// before n8n is started for nothing
	findChromium();
	mkdirSync(images, { recursive: true });
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
			const context = await browser.newContext({
				viewport: { width: 1440, height: 900 },
				colorScheme: scheme,
				locale: 'en',
			});
			const page = await context.newPage();
			await signIn(page, stage);
			const suffix = scheme === 'light' ? '' : '-dark';
			if (wanted === undefined) await takeAll(page, stage, suffix);
			for (const [name, form] of Object.entries(forms)) {
				if (name.startsWith(wanted ?? '')) await takeForm(page, stage, form, `${name}${suffix}`);
			}
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

/** How much of the page is scrolled out of sight, for the browser to tell. */
const HIDDEN_HEIGHT =
	'Math.max(...[...document.querySelectorAll("*")].map((part) => part.scrollHeight - part.clientHeight))';

/** The form of a node with all its fields, on a page as high as they need. */
async function takeForm(page: Page, stage: Stage, form: Form, picture: string): Promise<void> {
	const { id } = await stage.n8n.saveWorkflow(workflowOf(form));
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.goto(`${stage.n8nProcess.url}/workflow/${id}`);
	await page.getByTestId('canvas-node').first().waitFor();
	await settle(page);
	await openNode(page, form.nodeName);
	const hidden = await page.evaluate<number>(HIDDEN_HEIGHT);
	await page.setViewportSize({ width: 1440, height: 900 + hidden });
	// away from the fields: n8n shows buttons at the one under the mouse
	await page.mouse.move(5, 5);
	await settle(page);
	await save(page, picture);
}

/** A workflow of a start and the node of the form, with the demo's credential for its platform. */
function workflowOf({ nodeType, nodeName, credential, parameters }: Form): WorkflowInput {
	const start = 'When clicking ‘Execute workflow’';
	return {
		name: nodeName,
		nodes: [
			{
				id: 'start',
				name: start,
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'node',
				name: nodeName,
				type: `n8n-nodes-pedidos.${nodeType}`,
				typeVersion: 1,
				position: [220, 0],
				parameters,
				credentials: { [credential]: { id: null, name: nodeName } },
			},
		],
		connections: { [start]: { main: [[{ node: nodeName, type: 'main', index: 0 }]] } },
	};
}

async function save(page: Page, picture: string): Promise<void> {
	await page.screenshot({ path: join(images, `${picture}.png`) });
	console.log(`  ${picture}.png`);
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

main().catch(exitWith);
