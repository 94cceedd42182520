import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IPollFunctions,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { clientOf, type PlatformClient } from '../../api/client';
import { withItem } from '../../api/errors';
import { mapped } from '../../api/orders';
import { orderShape, type OrderShape } from '../../api/output';
import { contentHash, eventId } from '../../order/event';
import { dayInZone, formatInZone } from '../../order/time';
import type { UnifiedOrder } from '../../order/types';
import type { OrderPlatform } from '../../platform';
import { watchedKey } from '../account';
import { isWanted } from '../filter';
import { toItems } from '../items';
import type { Emission, Verdict } from '../judge';
import { LARGEST_LEDGER_OF_CALLS, LOOK_BACK_DAYS, prune, type Entry, type Ledger } from '../ledger';
import { receiveOptions } from '../parameters';
import { PROCESS_STARTED, PROCESS_TAG } from '../process';
import type { Receiving } from '../source';
import { readMemory, writeMemory } from '../state';
import { credentialsOfCall } from './credentials';
import type { Answer } from './answer';
import { deskOf, type Desk, type Note } from './desk';
import { handOver, TAKEN } from './handOver';
import { judgeCall } from './judge';
import { keep, kept } from './keep';
import { isByWebhook } from './properties';
import type { News, WebhookSource } from './source';
import {
	bodyOf,
	callOf,
	isSameSecret,
	isSigned,
	refusalOfForm,
	refuse,
	type Call,
	type Refusal,
} from './verify';

/** Member of the node's static data for what calls told. A poll never sees it: n8n gives polls another copy. */
export const CALLS = 'called';

/** Milliseconds that a read may go on being tried: the platform waits for the answer ten seconds at most. */
const PATIENCE = 5000;

/** Milliseconds after which a call is certainly no first one any more. */
const FRESH = 3_600_000;

/**
 * The whole `webhook()` of a trigger that can be called: verifies the call, reads the order where the call does not hold
 * it, and hands over the event that follows from what was remembered. n8n answers when it has stored the execution, so
 * whatever goes wrong before that makes the platform call again.
 * @throws NodeApiError where the order cannot be read: n8n answers 500
 */
export async function receiveCall(
	context: IWebhookFunctions,
	platform: OrderPlatform,
	receiving: Receiving,
): Promise<IWebhookResponseData> {
	const { webhook } = receiving;
	if (!webhook || !isByWebhook(context))
		return refuse(context, { status: 404, message: 'Nobody listens here' });
	const call = callOf(context);
	const credentials = await credentialsOfCall(context, platform);
	const refusal = refusalOfForm(call) ?? refusalOfSender(call, webhook, credentials);
	if (refusal) return refuse(context, refusal);
	const report = reportIn(bodyOf(call), platform, webhook);
	if (!report) return refuse(context, { status: 400, message: 'This is no report of an order' });
	const key = watchedKey(platform, credentials);
	const desk: Desk = deskOf(`${context.getWorkflow().id}:${context.getNode().id}:${key}`);
	const answer = context.getResponseObject() as Answer;
	return await desk.inTurn(report.orderId, answer, async () => {
		try {
			return await takeReport({
				context,
				platform,
				receiving,
				webhook,
				credentials,
				key,
				desk,
				answer,
				...report,
			});
		} catch (error) {
			throw withItem(context.getNode(), error);
		}
	});
}

/** A call that was not made by the platform, or not for this store. */
function refusalOfSender(
	call: Call,
	{ signature, store }: WebhookSource,
	credentials: ICredentialDataDecryptedObject,
): Refusal | null {
	const named = call.headers[store.header];
	const isSent = isSigned(call, signature.header, signature.keyOf(credentials));
	const isOurs = named === undefined || isSameSecret(named, store.nameOf(credentials));
	return isSent && isOurs ? null : { status: 401, message: 'The signature is missing or wrong' };
}

interface Reported {
	body: IDataObject;
	orderId: string;
	news: News;
}

function reportIn(
	body: IDataObject | null,
	{ orders }: OrderPlatform,
	webhook: WebhookSource,
): Reported | null {
	const news = body && webhook.newsOf(body);
	if (!body || !news) return null;
	try {
		return { body, orderId: orders.orderIdOf(body), news };
	} catch {
		return null;
	}
}

interface Taken extends Reported {
	context: IWebhookFunctions;
	platform: OrderPlatform;
	receiving: Receiving;
	webhook: WebhookSource;
	credentials: ICredentialDataDecryptedObject;
	key: string;
	desk: Desk;
	answer: Answer;
}

async function takeReport(taken: Taken): Promise<IWebhookResponseData> {
	const { context, platform, receiving, credentials, key, desk, answer, orderId, news } = taken;
	// a webhook has all that a poll needs
	const polling = context as unknown as IPollFunctions;
	const options = receiveOptions(polling, receiving);
	const shape = orderShape(polling);
	const client = clientOf(polling, platform, credentials, PATIENCE);
	const raw = await orderOf(taken, client, shape);
	if (!raw) {
		context.logger.warn(
			`${platform.displayName} reported order ${orderId}, but does not show it yet: its next call is waited for`,
		);
		return refuse(context, { status: 503, message: 'The order cannot be read yet' });
	}
	const order = mapped(platform.orders, raw, { ...client.store, statusWords: shape.statusWords });
	const now = Date.now();
	const changed = Date.parse(order.updatedAt ?? '') || now;
	if (changed < now - LOOK_BACK_DAYS * 24 * FRESH) {
		context.logger.warn(
			`${platform.displayName} reported order ${orderId} as it was more than ${LOOK_BACK_DAYS} days ago: left out`,
		);
		return TAKEN;
	}
	const memory = readMemory(kept(context, CALLS), key);
	if (memory.problem) context.logger.warn(`${platform.displayName}: ${memory.problem}`);
	const ledger = desk.over(memory.ledger);
	const since = memory.emittedAt || now;
	const situation = {
		options,
		process: PROCESS_TAG,
		now: Math.floor(now / 1000),
		today: dayInZone(now, client.store.timeZone),
		listed: false,
	};
	const seen = {
		orderId,
		order,
		raw,
		queued: false,
		announced: false,
		waiting: false,
		content: printOf(order),
	};
	const verdict = judgeCall({ ...memory, firstActivation: false }, situation, ledger.get(orderId), seen, {
		news,
		changedAt: Math.floor(changed / 1000),
		isOurs: Date.parse(order.createdAt ?? '') >= since,
	});
	const isWell = isWanted(order, options.filter);
	const isOld = changed < Math.max(PROCESS_STARTED, now - FRESH) || mayBeForgotten(ledger, order, orderId);
	const emission = isWell && verdict.emission && marked(verdict.emission, isOld, desk);
	const entry = isWell ? verdict.entry : unannounced(verdict);
	const remember = (told: ReadonlyArray<Note<Entry>>) => {
		// Others may have been stored since
		const all = desk.over(memory.ledger);
		for (const { orderId: id, entry: last } of told) all.set(id, last);
		const remembered = prune(all, new Set(), situation.now, LARGEST_LEDGER_OF_CALLS);
		keep(context, CALLS, writeMemory(remembered, null, key, since));
	};
	if (!emission) {
		const told = [{ orderId, entry, eventId: null }];
		desk.note(told, answer);
		remember(told);
		return TAKEN;
	}
	const receivedAt = formatInZone(now, client.store.timeZone);
	const items = toItems([emission], platform.orders, shape, 'WEBHOOK', receivedAt);
	const parcel = { orderId, entry, eventId: eventId(order, emission.type), items };
	return await handOver(context, { desk, parcel, answer }, remember);
}

/** The order as it was sent, or where that is not all of it, as the platform shows it now; null where it does not. */
async function orderOf(
	{ body, orderId, webhook, platform: { orders } }: Taken,
	client: PlatformClient,
	{ skipDetails }: OrderShape,
): Promise<IDataObject | null> {
	const sent = webhook.orderIn(body);
	if (sent && (skipDetails || webhook.isWhole(sent))) return sent;
	const whole = skipDetails ? {} : orders.whole;
	const { operation, values } = webhook.read;
	const rows = await client.list(operation, { ...whole, ...values(orderId) }, () => true);
	return rows.find((row) => orders.orderIdOf(row) === orderId) ?? sent;
}

/**
 * Marks what may have been handed over before: an event that n8n may or may not have stored, and an old one: of the time
 * before this process, whose last moments nobody remembers, older than any repetition of the platform, or forgotten.
 */
function marked(emission: Emission, isOld: boolean, desk: Desk): Emission {
	const isOpen = desk.isOpen(eventId(emission.seen.order, emission.type));
	return { ...emission, redelivered: emission.redelivered || isOld || isOpen };
}

/** Seconds by which calls about orders that were placed one after the other may overtake each other. */
const OVERTAKING = 60;

/** An unknown order that was placed before others that are remembered, when the memory is full. */
function mayBeForgotten(ledger: Ledger, { createdAt }: UnifiedOrder, orderId: string): boolean {
	if (ledger.size < LARGEST_LEDGER_OF_CALLS || ledger.has(orderId)) return false;
	let newest = 0;
	for (const { since } of ledger.values()) newest = Math.max(newest, since);
	return Date.parse(createdAt ?? '') / 1000 < newest - OVERTAKING;
}

/** What is remembered of an order that the person does not want: it comes in when it fits. */
function unannounced({ entry, announced }: Verdict): Verdict['entry'] {
	return announced ? { ...entry, standing: 'passed', process: '' } : entry;
}

/** Shows whether content or amounts were changed. Only calls are compared with each other. */
function printOf(order: UnifiedOrder): string {
	return contentHash(order, order.total).slice(0, 8);
}
