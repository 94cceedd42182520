/**
 * How quickly our Delivery Direto trigger answers webhook calls, and whether it loses any: 50 calls a second for a minute, each
 * about another order, against the real n8n. Run it after the build, `npx tsx test/load/webhooks.ts`. Beside it, in the
 * same run and in the same n8n, n8n's own Webhook node answers the same calls: what both cost is n8n storing an
 * execution, and the difference is ours. With `--check` it fails where ours is over its limits.
 *
 * Calls are made by the clock and never wait for each other, so that a slow answer does not spare the next ones. An
 * answer's time is counted from the moment at which the call was due. What was taken is read from n8n's database once
 * it is still.
 *
 * `--seconds=60`, `--rate=50` and `--orders=0` (how many orders are remembered before it begins) change the measure.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { N8nClient } from '../../sandbox/n8n/client';
import { engineNode, ensureN8nInstalled } from '../../sandbox/n8n/install';
import { startN8n } from '../../sandbox/n8n/process';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { sandboxCredentials } from '../../sandbox/start/demo';
import { owner, repository } from '../../sandbox/start/settings';
import { post, signatureOf } from '../faults/market';
import { registrations } from '../faults/stage';
import { chain } from '../faults/workflows';

/** Milliseconds in which 99 of 100 calls must be answered. */
const MOST_MILLISECONDS = 200;
const FOLDER = 'delivery-direto';
const WEBHOOK_ID = '2f6b1f0e-54d5-4c55-8f61-0d7a3c1e9b44';

interface Figures {
	name: string;
	calls: number;
	/** Calls that were not answered with 2xx. */
	refused: number;
	/** Calls whose execution n8n has not stored. */
	lost: number;
	/** Milliseconds from the moment at which a call was due to its answer: half, 99 of 100 and all of the calls. */
	median: number;
	most99: number;
	most: number;
}

const argument = (name: string, standard: number) => {
	const given = process.argv.find((text) => text.startsWith(`--${name}=`));
	return given === undefined ? standard : Number(given.split('=')[1]);
};

/** A trigger, and one node behind it. */
const workflowOf = (name: string, trigger: Omit<Parameters<typeof chain>[1][number], 'name'>) =>
	chain(name, [
		{ name: 'Trigger', ...trigger },
		{ name: 'End', type: 'n8n-nodes-base.noOp' },
	]);

/** Bodies as Delivery Direto sends them, each about an order of its own. */
function callsOf(sandbox: Sandbox, count: number, first: number): string[] {
	const id = sandbox.platform(FOLDER).placeOrder({ kind: 'delivery' });
	const { raw } = sandbox.order(FOLDER, id);
	return Array.from({ length: count }, (_, index) => {
		const own = first + index;
		const order = { ...raw, id: own, orderNumber: own };
		return JSON.stringify({
			eventType: 'ORDER_PLACED',
			orderStatus: null,
			ordersId: own,
			storesId: 1,
			order,
		});
	});
}

/** Makes the calls by the clock; milliseconds of each, null where it was refused or not answered. */
async function callByTheClock(url: string, bodies: string[], rate: number): Promise<Array<number | null>> {
	const start = performance.now();
	return await Promise.all(
		bodies.map(async (body, index) => {
			const due = start + (index * 1000) / rate;
			await wait(Math.max(0, due - performance.now()));
			const status = await post(url, body, signatureOf(body));
			const isTaken = status !== null && status < 300;
			return isTaken ? performance.now() - due : null;
		}),
	);
}

/** Executions of a workflow that n8n has stored with success. */
function storedOf(n8nDir: string, userFolder: string, workflowId: string): number {
	const reader = `const { DatabaseSync } = require('node:sqlite');
const database = new DatabaseSync(process.argv[1], { readOnly: true });
const row = database.prepare("SELECT count(*) AS count FROM execution_entity WHERE workflowId = ? AND status = 'success'").get(process.argv[2]);
console.log(row.count);`;
	const file = path.join(userFolder, '.n8n', 'database.sqlite');
	return Number(
		execFileSync(engineNode(n8nDir), ['-e', reader, file, workflowId], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	);
}

/** Waits until no more executions come in; gives their number. */
async function settled(count: () => number, expected: number): Promise<number> {
	let last = count();
	for (let still = 0; still < 10 && last < expected; still++) {
		await wait(3000);
		const next = count();
		if (next > last) still = 0;
		last = next;
	}
	return last;
}

function figuresOf(name: string, answered: Array<number | null>, stored: number): Figures {
	const times = answered.filter((time) => time !== null).sort((one, other) => one - other);
	const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
	return {
		name,
		calls: answered.length,
		refused: answered.length - times.length,
		lost: times.length - Math.min(stored, times.length),
		median: at(0.5),
		most99: at(0.99),
		most: at(1),
	};
}

function print(rows: Figures[]): void {
	const write = (cells: Array<string | number>) =>
		console.log(cells.map((cell, index) => String(cell).padStart(index ? 12 : 28)).join(''));
	write(['answering', 'calls', 'refused', 'lost', 'median ms', '99 % ms', 'longest ms']);
	for (const { name, calls, refused, lost, median, most99, most } of rows) {
		write([name, calls, refused, lost, median.toFixed(0), most99.toFixed(0), most.toFixed(0)]);
	}
}

async function main(): Promise<void> {
	const seconds = argument('seconds', 60);
	const rate = argument('rate', 50);
	const dir = await ensureN8nInstalled();
	const userFolder = mkdtempSync(path.join(tmpdir(), 'pedidos-load-'));
	const sandbox = await startSandbox({});
	const n8n = await startN8n({ dir, userFolder, packageDir: repository });
	try {
		const client = await N8nClient.connect(n8n.url, owner);
		for (const credential of sandboxCredentials(sandbox)) await client.saveCredential(credential);
		const { type } = sandbox.platform(FOLDER).credential;
		const ours = await client.saveWorkflow(
			workflowOf('ours', {
				type: 'n8n-nodes-pedidos.deliveryDiretoTrigger',
				parameters: { receiveBy: 'webhook', events: ['orderCreated'] },
				credentials: { [type]: { id: null, name: 'Delivery Direto' } },
				webhookId: WEBHOOK_ID,
			}),
		);
		const plain = await client.saveWorkflow(
			workflowOf('plain', {
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				parameters: { httpMethod: 'POST', path: 'plain', responseMode: 'onReceived', options: {} },
				webhookId: 'plain',
			}),
		);
		for (const { id } of [ours, plain]) await client.publish(id);
		const address = await registeredAddress(sandbox);
		const rows: Figures[] = [];
		const measure = async (name: string, url: string, workflowId: string, first: number) => {
			const count = () => storedOf(dir, userFolder, workflowId);
			// n8n's first executions load what the later ones find loaded
			await callByTheClock(url, callsOf(sandbox, 20, first - 20), 10);
			await settled(count, 20);
			const before = count();
			const answered = await callByTheClock(url, callsOf(sandbox, seconds * rate, first), rate);
			const taken = answered.filter((time) => time !== null).length;
			const stored = await settled(() => count() - before, taken);
			rows.push(figuresOf(name, answered, stored));
		};
		await measure("n8n's Webhook", `${n8n.url}/webhook/plain`, plain.id, 50_000_000);
		await measure('Delivery Direto Trigger', address, ours.id, 60_000_000);
		const remembered = argument('orders', 0);
		if (remembered > 0) {
			await callByTheClock(address, callsOf(sandbox, remembered, 70_000_000), rate);
			await wait(10_000);
			await measure(`the same, ${remembered} before`, address, ours.id, 80_000_000);
		}
		print(rows);
		if (process.argv.includes('--check')) check(rows.slice(1));
	} finally {
		await n8n.stop();
		await sandbox.close();
		rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 });
	}
}

/** Where our trigger asked Delivery Direto to call. */
async function registeredAddress(sandbox: Sandbox): Promise<string> {
	for (let attempt = 0; attempt < 100; attempt++) {
		const webhooks = await registrations({ sandbox });
		const placed = webhooks.find(({ eventType }) => eventType === 'ORDER_PLACED');
		if (placed) return placed.webhookUrl;
		await wait(200);
	}
	throw new Error('the trigger has registered no address');
}

function check(rows: Figures[]): void {
	for (const { name, refused, lost, most99 } of rows) {
		if (refused + lost > 0) console.error(`${name}: ${refused} calls refused, ${lost} lost`);
		if (most99 > MOST_MILLISECONDS)
			console.error(`${name}: one call in a hundred took more than ${MOST_MILLISECONDS} ms`);
		if (refused + lost > 0 || most99 > MOST_MILLISECONDS) process.exitCode = 1;
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
