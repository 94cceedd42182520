import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { N8nClient, type WorkflowInput } from '../../sandbox/n8n/client';
import { ensureN8nInstalled } from '../../sandbox/n8n/install';
import { startCluster, type Cluster, type ClusterOptions } from '../../sandbox/queue/cluster';
import { owner, repository } from '../../sandbox/start/settings';
import type { Contender } from '../faults/count';
import { dataOf, note } from '../faults/harvest';
import { openMarket, post, type Market, type Placed } from '../faults/market';
import { isWebhook, key, TRIGGERS, type Trigger } from '../faults/platforms';
import { DIGIPIX_SECRET, ourWorkflow } from '../faults/workflows';

/** Seconds. */
const BETWEEN_POLLS = 10;
/** Milliseconds; it takes one or two seconds. */
const PUBLISHED_WITHIN = 20_000;
/** What the store and Neemo agreed upon. */
const BUTTON_KEY = 'chave-combinada-0001';
const RECEIVE_BY_WEBHOOK = { parameter: 'receiveBy', webhook: 'webhook' };

/** The button at an order in the Neemo panel: called, but by a person. */
export const BUTTON: Trigger = {
	name: 'Neemo Button',
	folder: 'neemo',
	node: 'neemoButtonTrigger',
	second: null,
	last: { operation: 'webhook', perOrder: true },
	list: null,
	peer: { calledId: 'id' },
};

/** n8n's own second thoughts about a worker that is gone, in seconds instead of minutes. */
export const IMPATIENT = {
	QUEUE_WORKER_LOCK_DURATION: '6000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
};

/** n8n in queue mode with a workflow for each of our triggers, and the platforms that they listen to. */
export interface QueueStage {
	cluster: Cluster;
	client: N8nClient;
	market: Market;
	contenders: Contender[];
	/** Places orders on every platform. Digipix calls about them, and at Neemo the button is pressed. */
	place(count: number): void;
	/** Publishes a further workflow on another market. */
	add(trigger: Trigger, market: Market, workflow: WorkflowInput): Promise<Contender>;
	/** Reads what n8n has stored since the last time. */
	readAll(): Promise<void>;
	/** Reads until every order that was placed, and of called ones told, was received in an execution that ended well. */
	settle(seconds: number): Promise<void>;
	close(): Promise<void>;
}

const webhookIdOf = ({ name }: Trigger) => `queue-${name.toLowerCase().replace(/\W+/g, '-')}`;

/** Where the workflow of a trigger is called, below n8n's webhook address. */
export const webhookPath = (trigger: Trigger): string => {
	const id = webhookIdOf(trigger);
	if (trigger.folder === 'digipix') return `${id}/digipix/${DIGIPIX_SECRET}`;
	return trigger === BUTTON ? `${id}/neemo-button` : `${id}/delivery-direto`;
};

export async function openQueueStage(
	options: Pick<ClusterOptions, 'processes' | 'env'> = {},
	log: (text: string) => void = () => undefined,
): Promise<QueueStage> {
	const ends: Array<() => Promise<void> | void> = [];
	const close = async () => {
		for (const end of ends.reverse().splice(0)) await end();
	};
	try {
		const dir = await ensureN8nInstalled();
		const userFolder = mkdtempSync(join(tmpdir(), 'pedidos-queue-'));
		ends.push(() => rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 }));
		const market = await openMarket('queue', 1, log);
		ends.push(() => market.close());
		const cluster = await startCluster({ dir, userFolder, packageDir: repository, ...options });
		ends.push(() => cluster.stop());
		const client = await N8nClient.connect(cluster.url, owner);
		const stage = stageOf(cluster, client, market, log, close);
		for (const trigger of [...TRIGGERS, BUTTON]) await publishOurs(stage, trigger);
		return stage;
	} catch (error) {
		await close();
		throw error;
	}
}

function stageOf(
	cluster: Cluster,
	client: N8nClient,
	market: Market,
	log: (text: string) => void,
	close: () => Promise<void>,
): QueueStage {
	const contenders: Contender[] = [];
	const pressed: Placed[] = [];
	const read = new Set<number>();
	market.address.digipix = `${cluster.url}/webhook/${webhookPath(triggerNamed('Digipix, webhook'))}`;

	const press = async (order: Placed) => {
		const call = { order_id: order.id };
		const act: Placed = { ...order, notes: [] };
		pressed.push(act);
		const answer = await post(`${cluster.url}/webhook/${webhookPath(BUTTON)}`, call, {
			Authorization: BUTTON_KEY,
		});
		// A person who sees that it failed presses again, or not: only what was answered is owed
		if (answer === 200) act.toldAt = Date.now();
	};

	const stage: QueueStage = {
		cluster,
		client,
		market,
		contenders,
		close,
		place(count) {
			for (const folder of new Set(TRIGGERS.map((trigger) => trigger.folder))) {
				for (let order = 0; order < count; order++) {
					const placed = market.place(folder);
					if (folder === 'digipix') void market.call(placed, 'APPROVED');
					if (folder === 'neemo') void press(placed);
				}
			}
		},
		async add(trigger, at, workflow) {
			const { credential, displayName } = at.sandbox.platform(trigger.folder);
			await client.saveCredential({
				name: `${displayName} ${at.name}`,
				type: credential.type,
				data: {
					...credential.data(`${at.sandbox.url}/${trigger.folder}`),
					...(trigger.folder === 'neemo' ? { webhookSecret: BUTTON_KEY } : {}),
				},
			});
			const { id } = await client.saveWorkflow(workflow);
			const contender: Contender = {
				name: workflow.name,
				trigger,
				side: 'ours',
				workflowId: id,
				placed: () =>
					trigger === BUTTON
						? pressed
						: [...at.placed.values()].filter(({ folder }) => folder === trigger.folder),
				receipts: [],
				held: new Set(),
				starts: [],
				executions: {},
				failures: {},
			};
			contenders.push(contender);
			// Seen with n8n 2.41: the publication is asked for, and never begun
			await client.publish(id, PUBLISHED_WITHIN).catch(async (error: Error) => {
				log(`once more: ${error.message}`);
				await client.publish(id);
			});
			return contender;
		},
		async readAll() {
			// A test event of the editor shows an order that the workflow gets as well
			const rows = await cluster.postgres.query(
				`SELECT e.id, e."workflowId", e.status, d.data FROM execution_entity e JOIN execution_data d ON d."executionId" = e.id
				WHERE e.status IN ('success', 'error', 'crashed', 'canceled') AND e.mode <> 'manual'${read.size > 0 ? ` AND e.id NOT IN (${[...read].join()})` : ''} ORDER BY e.id`,
			);
			for (const [id, workflowId, status = '', stored = null] of rows) {
				const data = dataOf(stored);
				// n8n says that it ended well some moments before it stores with what
				if (status === 'success' && Object.keys(data?.resultData.runData ?? {}).length === 0) continue;
				read.add(Number(id));
				const contender = contenders.find((one) => one.workflowId === workflowId);
				if (contender) note(contender, { id: Number(id), workflowId: workflowId ?? '', status, data });
			}
		},
		async settle(seconds) {
			const deadline = Date.now() + seconds * 1000;
			for (;;) {
				await stage.readAll();
				const missing = contenders.flatMap(missingOf);
				if (missing.length === 0) return;
				if (Date.now() > deadline)
					throw new Error(`Not received after ${seconds} seconds: ${missing.join(', ')}`);
				await wait(500);
			}
		},
	};
	return stage;
}

async function publishOurs(stage: QueueStage, trigger: Trigger): Promise<void> {
	const { displayName, credential } = stage.market.sandbox.platform(trigger.folder);
	const named = { type: credential.type, name: `${displayName} ${stage.market.name}` };
	await stage.add(
		trigger,
		stage.market,
		ourWorkflow(trigger.name, trigger, named, BETWEEN_POLLS, webhookIdOf(trigger), RECEIVE_BY_WEBHOOK),
	);
}

export function triggerNamed(name: string): Trigger {
	const trigger = [...TRIGGERS, BUTTON].find((one) => one.name === name);
	if (!trigger) throw new Error(`There is no trigger ${name}`);
	return trigger;
}

/** Orders that came in no execution that ended well; of presses only those that were answered. */
export function missingOf({ name, trigger, placed, receipts }: Contender): string[] {
	const received = new Set(
		receipts.filter(({ status }) => status === 'success').map(({ orderId }) => orderId),
	);
	return placed()
		.filter(({ id, toldAt }) => !received.has(key(id)) && (trigger !== BUTTON || toldAt !== undefined))
		.map(({ id }) => `${name} ${id}`);
}

/** Events that came twice without a mark, as sentences. */
export function unmarkedRepeats({ name, receipts }: Contender): string[] {
	const seen = new Map<string, number>();
	return [...receipts]
		.sort((one, other) => one.executionId - other.executionId)
		.flatMap(({ eventId, orderId, redelivered, executionId }) => {
			const event = eventId ?? orderId;
			const before = seen.get(event);
			seen.set(event, executionId);
			if (before === undefined || redelivered) return [];
			return [`${name}: order ${orderId} of execution ${before} came again unmarked in ${executionId}`];
		});
}

export const isCalled = ({ trigger }: Contender): boolean => isWebhook(trigger);
