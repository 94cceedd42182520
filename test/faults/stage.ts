import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { INodeTypeDescription, INodePropertyOptions } from 'n8n-workflow';
import { N8nClient } from '../../sandbox/n8n/client';
import { ensureN8nInstalled } from '../../sandbox/n8n/install';
import { startN8n, type N8nHandle } from '../../sandbox/n8n/process';
import { DELIVERY_DIRETO_LOGIN } from '../../sandbox/platforms/delivery-direto';
import { seededRandom, type Random } from '../../sandbox/random';
import { owner, repository } from '../../sandbox/start/settings';
import type { Contender } from './count';
import { harvest } from './harvest';
import { openMarket, time, type Market, type Placed } from './market';
import { isWebhook, key, TRIGGERS, type Side, type Trigger } from './platforms';
import type { Settings } from './settings';
import { DIGIPIX_SECRET, ourWorkflow, peerWorkflow, type Credential, type ReceiveBy } from './workflows';

/** n8n stores a trigger's memory together with its executions while these are on (n8n 2.36 and later). */
const DURABLE_CURSORS = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};

/**
 * Not n8n's defaults, so that more kills fit into an hour: expressions without an isolate of their own for each execution, and
 * what n8n was publishing when it was killed is taken up again after 70 seconds, not after 120.
 */
const QUICK = { N8N_EXPRESSION_ENGINE: 'legacy', N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '70' };

/** Milliseconds; the poll of an activation may have ten thousand orders to hand over. */
const PUBLISHED_WITHIN = { main: 60_000, crowd: 120_000 };

/**
 * Milliseconds: n8n holds a workflow for two minutes that it was publishing when it was killed, and looks every 15 seconds
 * (N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS, _POLL_INTERVAL_MS).
 */
const PUBLISHED_AFTER_KILL = 180_000;

/** Milliseconds: n8n takes some tenths of a second for a call, and no shop has ten orders in the same one. */
const BETWEEN_CALLS = 350;

/** Milliseconds: n8n answers 503 while it is so busy that it takes its own database for dead. */
const BUSY = 60_000;

/** A share of the customers changes his mind. */
const CANCELLING_PERCENT = 6;

/** One n8n with a workflow of ours and a peer's for each trigger, and two sets of platforms that behave alike. */
export interface Stage {
	settings: Settings;
	random: Random;
	client: N8nClient;
	ours: Market;
	peer: Market;
	contenders: Contender[];
	/** Times of the kills, for the history of an order. */
	kills: Array<{ at: number; why: string }>;
	log(text: string): void;
	/**
	 * Places orders on both sides, on the platforms of the triggers or of the given folders: all at once, but of platforms
	 * that call a webhook one after the other. Gives those of ours that are placed already.
	 */
	place(count: number, folders?: string[]): Placed[];
	onBoth(work: (market: Market) => void): void;
	/** Puts n8n to death at once, as a power cut does. */
	kill(why: string): Promise<void>;
	/**
	 * Waits until n8n has published every workflow of ours. It does so anew at each start; what it was publishing when it
	 * was killed it takes up again after two minutes.
	 */
	untilPublished(): Promise<void>;
	/** Starts n8n after a kill, as a supervisor does. */
	start(): Promise<void>;
	/** Saves every workflow as a new version and publishes it. */
	republish(): Promise<void>;
	/** Ours of the workflow of a trigger. */
	contender(trigger: Trigger, side: Side): Contender;
	/** Address of our webhook for Delivery Direto as the platform knows it. */
	registeredAddress(): Promise<string | undefined>;
	/** Publishes a workflow of ours and of the peer for each trigger. */
	addMain(): Promise<void>;
	/** Further triggers of ours on a market of its own, on which orders wait already. Only polling ones. */
	addCrowd(market: Market): Promise<void>;
	/** Reads what n8n has stored since the last time. */
	readAll(): Promise<void>;
	/** Tells what n8n says of the triggers. */
	tellStates(): Promise<void>;
	/** The same, and takes the workflows out of service. */
	retireAll(): Promise<void>;
	/**
	 * Reads the stored executions until ours have everything, or the seconds are over and for `patience` seconds no order
	 * has come in and n8n has published all workflows; three minutes later at the latest.
	 */
	settle(seconds: number, patience?: number): Promise<boolean>;
	logsOfN8n(): string;
	close(): Promise<void>;
}

export const FOLDERS = [...new Set(TRIGGERS.map(({ folder }) => folder))];

export async function openStage(
	settings: Settings,
	cursors: 'off' | 'on',
	log: (text: string) => void,
): Promise<Stage> {
	const userFolder = mkdtempSync(join(tmpdir(), 'pedidos-faults-'));
	const packageDir = keptPackage(settings.package ?? repository);
	const receiveBy = await receiveByOf(packageDir);
	if (!receiveBy) log('this build has no Delivery Direto webhook: left out');
	const triggers = TRIGGERS.filter(
		(trigger) =>
			(receiveBy || trigger.folder !== 'delivery-direto' || !isWebhook(trigger)) &&
			trigger.name.includes(settings.triggers ?? ''),
	);
	const folders = [...new Set(triggers.map(({ folder }) => folder))];

	const random = seededRandom(settings.seed);
	const ours = await openMarket('ours', settings.seed, log);
	const peer = await openMarket('peer', settings.seed, log);
	const markets = [ours, peer];
	const dir = await ensureN8nInstalled();
	const n8n: N8nHandle = await startN8n({
		dir,
		userFolder,
		packageDir,
		readyWithinMs: 240_000,
		env: { ...QUICK, ...(cursors === 'on' ? DURABLE_CURSORS : {}) },
	});
	const client = await N8nClient.connect(n8n.url, owner);
	const contenders: Contender[] = [];
	const kills: Stage['kills'] = [];
	const starts: Array<{ from: number; to: number }> = [];

	const publish = async (id: string, within = PUBLISHED_WITHIN.main) => {
		await client.publish(id, within).catch(async (error: Error) => {
			// Seen once with n8n 2.41: the publication is asked for, and never begun
			log(`  once more: ${error.message}`);
			await client.publish(id, within);
		});
	};
	const add = async (market: Market, trigger: Trigger, side: Side, suffix = '') => {
		const name = `${trigger.name}${suffix}${side === 'peer' ? ', peer' : ''}`;
		const credential = await saveCredential(client, market, trigger.folder);
		const webhookId = `faults-${side}-${trigger.folder}`;
		const baseUrl = `${market.sandbox.url}/${trigger.folder}`;
		const { id } = await client.saveWorkflow(
			side === 'ours'
				? ourWorkflow(name, trigger, credential, settings.pollSeconds, webhookId, receiveBy)
				: peerWorkflow(name, trigger, credential, baseUrl, settings.peerPollSeconds, webhookId),
		);
		contenders.push({
			name,
			trigger,
			side,
			workflowId: id,
			placed: () => [...market.placed.values()].filter(({ folder }) => folder === trigger.folder),
			receipts: [],
			held: new Set(),
			starts,
			executions: {},
			failures: {},
		});
		await publish(id, suffix ? PUBLISHED_WITHIN.crowd : PUBLISHED_WITHIN.main);
		if (trigger.folder === 'digipix')
			market.address.digipix = `${n8n.url}/webhook/${webhookId}${side === 'ours' ? `/digipix/${DIGIPIX_SECRET}` : ''}`;
		if (side === 'peer' && isWebhook(trigger) && trigger.folder === 'delivery-direto')
			await registerDirectly(market, `${n8n.url}/webhook/${webhookId}`);
	};
	const placeOne = (folder: string): Placed => {
		const [order] = markets.map((market) => market.place(folder));
		const both = markets.map((market) => [market, lastOf(market, folder)] as const);
		if (folder === 'digipix') {
			for (const [market, placed] of both) void market.call(placed, 'APPROVED');
		} else if (random.chance(CANCELLING_PERCENT)) {
			const cancel = () => both.forEach(([market, placed]) => market.cancel(placed));
			setTimeout(cancel, random.between(0, 12_000)).unref();
		}
		return order as Placed;
	};
	const place: Stage['place'] = (count, wanted = folders) =>
		wanted
			.filter((folder) => folders.includes(folder))
			.flatMap((folder) => {
				const calls = triggers.some((trigger) => trigger.folder === folder && isWebhook(trigger));
				const atOnce = calls ? Math.min(count, 1) : count;
				for (let later = atOnce; later < count; later++)
					setTimeout(() => placeOne(folder), later * BETWEEN_CALLS).unref();
				return Array.from({ length: atOnce }, () => placeOne(folder));
			});

	const executionsRead = new Set<number>();
	const readAll = async () =>
		await patiently(async () => await harvest(dir, userFolder, contenders, executionsRead));
	const retired = new Set<Contender>();
	const missingOf = (contender: Contender) => {
		const received = new Set(
			contender.receipts.filter(({ status }) => status === 'success').map(({ orderId }) => orderId),
		);
		return contender
			.placed()
			.filter(({ id, toldAt }) => !received.has(key(id)) && (!isWebhook(contender.trigger) || !toldAt))
			.length;
	};

	const living = () => contenders.filter((one) => one.side === 'ours' && !retired.has(one));
	const isPublishing = async () => {
		const states = await Promise.all(
			living().map(
				async ({ workflowId }) => await patiently(async () => await client.publicationStatus(workflowId)),
			),
		);
		return states.some(({ status }) => status === 'in_progress');
	};

	const stage: Stage = {
		settings,
		random,
		client,
		ours,
		peer,
		contenders,
		kills,
		log,
		place,
		onBoth: (change) => markets.forEach(change),
		async kill(why) {
			kills.push({ at: Date.now(), why });
			await n8n.kill();
		},
		async untilPublished() {
			const deadline = Date.now() + PUBLISHED_AFTER_KILL;
			// n8n answers before it begins to publish
			await wait(2000);
			while ((await isPublishing()) && Date.now() < deadline) await wait(500);
		},
		async start() {
			const start = { from: Date.now(), to: Number.POSITIVE_INFINITY };
			starts.push(start);
			await startAfterKill(n8n);
			start.to = Date.now();
		},
		async republish() {
			for (const { workflowId } of contenders.filter((one) => !retired.has(one))) {
				const workflow = await client.workflow(workflowId);
				await client.saveWorkflow({
					...workflow,
					nodes: workflow.nodes.map((node) => ({
						...node,
						position: [node.position[0], node.position[1] + 16],
					})),
				});
				await publish(workflowId);
			}
		},
		contender: (trigger, side) => {
			const found = contenders.find((one) => one.trigger === trigger && one.side === side);
			if (!found) throw new Error(`No workflow of ${trigger.name}`);
			return found;
		},
		registeredAddress: async () =>
			(await registrations(ours)).find(({ eventType }) => eventType === 'ORDER_PLACED')?.webhookUrl,
		async addMain() {
			await Promise.all(
				triggers.flatMap((trigger) => [
					add(ours, trigger, 'ours'),
					...(settings.peer ? [add(peer, trigger, 'peer')] : []),
				]),
			);
			const rank = ({ trigger }: Contender) => TRIGGERS.indexOf(trigger);
			contenders.sort((one, other) => rank(one) - rank(other));
		},
		async addCrowd(market) {
			const polling = triggers.filter((trigger) => !isWebhook(trigger));
			await Promise.all(polling.map((trigger) => add(market, trigger, 'ours', ', many waiting')));
		},
		readAll,
		async tellStates() {
			for (const contender of contenders.filter((one) => !retired.has(one))) {
				const { status, triggers: told } = await client.publicationStatus(contender.workflowId);
				const reasons = told.map(({ status: state, errorMessage }) => `${state} ${errorMessage ?? ''}`);
				log(`  ${contender.name}: ${status}; ${reasons.join('; ')}`);
			}
		},
		async retireAll() {
			await readAll();
			for (const contender of contenders) {
				if (!retired.has(contender))
					await patiently(async () => await client.unpublish(contender.workflowId));
				retired.add(contender);
			}
		},
		async settle(seconds, patience = 0) {
			let deadline = Date.now() + seconds * 1000;
			const latest = deadline + PUBLISHED_AFTER_KILL;
			let most = 0;
			for (;;) {
				const mine = living();
				await readAll();
				const missing = mine.reduce((sum, contender) => sum + missingOf(contender), 0);
				if (missing === 0) return true;
				const arrived = mine.reduce((sum, { receipts }) => sum + receipts.length, 0);
				if (arrived > most || (patience > 0 && (await isPublishing())))
					deadline = Math.max(deadline, Date.now() + patience * 1000);
				most = arrived;
				if (Date.now() > Math.min(deadline, latest)) return false;
				await wait(3000);
			}
		},
		logsOfN8n: () => n8n.logs(),
		async close() {
			await n8n.stop();
			for (const market of markets) await market.close();
			for (const folder of [userFolder, packageDir])
				rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
		},
	};
	return stage;
}

/** n8n was only too busy to answer. @throws what it says at last */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
	const deadline = Date.now() + BUSY;
	for (;;) {
		try {
			return await ask();
		} catch (error) {
			if (Date.now() > deadline) throw error;
			await wait(2000);
		}
	}
}

function lastOf(market: Market, folder: string): Placed {
	const order = [...market.placed.values()].filter((one) => one.folder === folder).at(-1);
	if (!order) throw new Error(`Nothing was placed on ${folder}`);
	return order;
}

/**
 * After a crash n8n waits ten seconds so that it does not crash in a row, for which there is no need here. n8n 2.41 can
 * end once more while it tidies up: its insights read the start time of an execution that was killed before it had one.
 */
async function startAfterKill(n8n: N8nHandle): Promise<void> {
	const start = async () => {
		rmSync(join(n8n.userFolder, '.n8n', 'crash.journal'), { force: true });
		await n8n.restart();
	};
	await start().catch(async (error: Error) => {
		if (!error.message.includes("reading 'getTime'")) throw error;
		await start();
	});
}

async function saveCredential(client: N8nClient, market: Market, folder: string): Promise<Credential> {
	const { displayName, credential } = market.sandbox.platform(folder);
	const name = `${displayName} ${market.name}`;
	const data = credential.data(`${market.sandbox.url}/${folder}`);
	await client.saveCredential({ name, type: credential.type, data });
	return { name, type: credential.type };
}

/**
 * n8n takes the package anew at every start: a build in between must not change it. Inside the repository for its
 * node_modules.
 * @throws Error for a build that is not whole
 */
function keptPackage(from: string): string {
	const { n8n } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const parent = join(repository, '.generated', 'faults');
	mkdirSync(parent, { recursive: true });
	const folder = mkdtempSync(join(parent, 'package-'));
	for (const part of ['package.json', 'dist'])
		cpSync(join(from, part), join(folder, part), { recursive: true });
	const missing = [...n8n.nodes, ...n8n.credentials].filter((file) => !existsSync(join(folder, file)));
	if (missing.length > 0) throw new Error(`The package is not built: ${missing.join(', ')} missing`);
	return folder;
}

/** Whether this build of the node has the choice, and how it is called. */
async function receiveByOf(packageDir: string): Promise<ReceiveBy | null> {
	const file = join(packageDir, 'dist/nodes/DeliveryDireto/DeliveryDiretoTrigger.node.js');
	const { DeliveryDiretoTrigger } = (await import(file)) as {
		DeliveryDiretoTrigger: new () => { description: INodeTypeDescription };
	};
	const { properties } = new DeliveryDiretoTrigger().description;
	for (const { name, displayName, options } of properties) {
		if (!/receive/i.test(displayName)) continue;
		const webhook = (options as INodePropertyOptions[] | undefined)?.find(({ value }) => value === 'webhook');
		if (webhook) return { parameter: name, webhook: String(webhook.value) };
	}
	return null;
}

async function directly(
	market: Pick<Market, 'sandbox'>,
	method: string,
	path: string,
	body?: object,
): Promise<unknown> {
	const platform = market.sandbox.platform('delivery-direto');
	const { clientId, clientSecret, storeId, username, password } = DELIVERY_DIRETO_LOGIN;
	const ask = async (verb: string, at: string, headers: Record<string, string>, content?: object) =>
		await platform.handle({
			method: verb,
			path: at,
			query: '',
			headers: {
				'content-type': 'application/json',
				'x-deliverydireto-id': storeId,
				'x-deliverydireto-client-id': clientId,
				...headers,
			},
			body: Buffer.from(content ? JSON.stringify(content) : ''),
		});
	const login = await ask(
		'POST',
		'/token',
		{},
		{
			grant_type: 'password',
			client_id: clientId,
			client_secret: clientSecret,
			username,
			password,
		},
	);
	const { access_token: token } = login.body as { access_token: string };
	const answer = await ask(method, path, { authorization: `Bearer ${token}` }, body);
	if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
	return answer.body;
}

async function registerDirectly(market: Market, webhookUrl: string): Promise<void> {
	for (const eventType of ['ORDER_PLACED', 'ORDER_STATUS_CHANGED'])
		await directly(market, 'PUT', '/v1/webhooks', { eventType, webhookUrl, status: 'ACTIVE' });
}

/** The addresses that Delivery Direto calls. */
export async function registrations(
	market: Pick<Market, 'sandbox'>,
): Promise<Array<{ eventType: string; webhookUrl: string }>> {
	const body = (await directly(market, 'GET', '/v1/webhooks')) as {
		data: { webhooks: Array<{ eventType: string; webhookUrl: string }> };
	};
	return body.data.webhooks;
}

/** The history of an order, for a person who looks for the defect. */
export function historyOf(stage: Stage, contender: Contender, order: Placed): string {
	const platform = [...[stage.ours, stage.peer]]
		.flatMap(({ sandbox }) => sandbox.platform(order.folder).orders())
		.find(({ id }) => key(id) === key(order.id));
	const lines = [
		...stage.kills.map(({ at, why }) => `${time(at)} kill: ${why}`),
		`${time(order.placedAt)} placed`,
		...(order.cancelledAt ? [`${time(order.cancelledAt)} cancelled by the customer`] : []),
		...(order.toldAt ? [`${time(order.toldAt)} told, and answered with 2xx`] : []),
		...order.notes,
		...(platform?.emissions.slice(0, 5) ?? []).map((at) => `${at.slice(11, 23)} handed out by the platform`),
		...(platform?.acknowledgedAt ? [`${platform.acknowledgedAt.slice(11, 23)} acknowledged`] : []),
	].sort();
	const around = lines.filter((line) => !line.includes('kill: ') || isNear(line, order));
	const receipts = contender.receipts
		.filter(({ orderId }) => orderId === key(order.id))
		.map(
			({ executionId, status, type, redelivered }) =>
				`execution ${executionId} ${status}: ${type}${redelivered ? ', redelivered' : ''}`,
		);
	return [`${contender.name}, order ${order.id}:`, ...around, ...receipts].join('\n    ');
}

/** Kills from a minute before it was placed to two minutes after. */
function isNear(line: string, { placedAt }: Placed): boolean {
	const day = new Date(placedAt).toISOString().slice(0, 10);
	const at = Date.parse(`${day}T${line.slice(0, 12)}Z`);
	return at > placedAt - 60_000 && at < placedAt + 120_000;
}
