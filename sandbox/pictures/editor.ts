import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import type { WorkflowInput } from '../n8n/client';
import { owner, repository } from '../start/settings';
import type { Stage } from '../start/stage';
import type { Form } from './forms';

const images = join(repository, 'docs', 'images');

/** What a person sees of the editor at once. */
export const WINDOW = { width: 1440, height: 900 };

/** Windows that n8n opens by itself and that would stand in the picture. */
const distractions = ['Got it', 'Skip', 'Close', 'Dismiss'];

export async function signIn(page: Page, stage: Stage): Promise<void> {
	const answer = await page.request.post(`${stage.n8nProcess.url}/rest/login`, {
		data: { emailOrLdapLoginId: owner.email, password: owner.password },
	});
	if (!answer.ok()) throw new Error(`n8n refused the login of the demo: HTTP ${answer.status()}`);
}

/** How much of the form is scrolled out of sight, for the browser to tell. */
const HIDDEN_HEIGHT =
	'Math.max(...[...document.querySelectorAll(\'[data-test-id="ndv"] *\')].map((part) => part.scrollHeight - part.clientHeight))';

/** Opens the form of a node with all its fields, on a page as high as they need. */
export async function openForm(page: Page, stage: Stage, form: Form): Promise<void> {
	await openCanvas(page, stage, workflowOf(form));
	await openNode(page, form.nodeName);
	const hidden = await page.evaluate<number>(HIDDEN_HEIGHT);
	await page.setViewportSize({ ...WINDOW, height: WINDOW.height + hidden });
	// away from the fields: n8n shows buttons at the one under the mouse
	await page.mouse.move(5, 5);
	await settle(page);
}

/** Saves a workflow and shows it whole. */
export async function openCanvas(page: Page, stage: Stage, workflow: WorkflowInput): Promise<void> {
	const { id } = await stage.n8n.saveWorkflow(await withKnownCredentials(stage, workflow));
	await page.setViewportSize(WINDOW);
	await page.goto(`${stage.n8nProcess.url}/workflow/${id}`);
	await page.getByTestId('canvas-node').first().waitFor();
	await settle(page);
}

/** A person's n8n lacks the accounts of most of what a template can do; so does the demo's. */
async function withKnownCredentials(stage: Stage, workflow: WorkflowInput): Promise<WorkflowInput> {
	const known = await stage.n8n.credentials();
	const nodes = workflow.nodes.map((node) => {
		const wanted = Object.entries(node.credentials ?? {});
		const isKnown = wanted.every(([type, { name }]) =>
			known.some((one) => one.type === type && one.name === name),
		);
		return isKnown ? node : { ...node, credentials: undefined };
	});
	return { ...workflow, nodes };
}

/** A workflow of the node of the form, behind a start where it is none itself, with the demo's credential for its platform. */
function workflowOf({
	nodeType,
	nodeName,
	credential,
	credentialName,
	isTrigger = false,
	parameters,
}: Form): WorkflowInput {
	const start = 'When clicking ‘Execute workflow’';
	const node = {
		id: 'node',
		name: nodeName,
		type: `n8n-nodes-pedidos.${nodeType}`,
		typeVersion: 1,
		position: [220, 0] as [number, number],
		parameters,
		credentials: { [credential]: { id: null, name: credentialName } },
	};
	if (isTrigger) return { name: nodeName, nodes: [{ ...node, webhookId: WEBHOOK_ID }], connections: {} };
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
			node,
		],
		connections: { [start]: { main: [[{ node: nodeName, type: 'main', index: 0 }]] } },
	};
}

/** A part of the address of a trigger that is called; n8n makes one up when a person adds the node. */
const WEBHOOK_ID = '5b0f3a52-7a5e-4d0e-9a36-0c7d0b6c2f11';

/** @param part what shall be in the picture; the whole window by default */
export async function save(page: Page, picture: string, part: Page | Locator = page): Promise<void> {
	const path = join(images, `${picture}.png`);
	mkdirSync(dirname(path), { recursive: true });
	await part.screenshot({ path });
	console.log(`  ${picture}.png`);
}

export async function openNode(page: Page, name: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
	await page.getByTestId('ndv').first().waitFor();
	await settle(page);
}

/** Lets animations end, and closes what n8n opens by itself. */
export async function settle(page: Page): Promise<void> {
	await wait(1500);
	for (const name of distractions) {
		const button = page.getByRole('button', { name, exact: true });
		if (await button.isVisible().catch(() => false)) await button.click().catch(() => undefined);
	}
	// an empty place of the canvas: a click there closes n8n's checklist
	if (await page.getByText('Production Checklist').isVisible()) await page.mouse.click(900, 760);
	await wait(500);
}
