import type { ICredentialDataDecryptedObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { clientOf } from '../api/client';
import { isTransientFault, withItem } from '../api/errors';
import { orderShape } from '../api/output';
import { isRecord } from '../api/path';
import { formatInZone } from '../order/time';
import type { OrderPlatform } from '../platform';
import { complete } from './details';
import type { Source } from './fetch';
import { watchedKey } from './account';
import { alone, isPollAtStart, timeLeft } from './guards';
import { toItems } from './items';
import { newestOrder } from './newest';
import { receiveOptions } from './parameters';
import { PROCESS_TAG } from './process';
import { receive } from './receive';
import { sparingLogins } from './refusedLogin';
import type { Receiving } from './source';
import { asUnclear, LEFT_TO_WEBHOOK, memoryKey, type StoredMemory } from './state';
import { isByWebhook } from './webhook/properties';

/** Milliseconds that one request may go on being tried: the next poll comes in a minute, and n8n drops a poll after 45 s. */
const PATIENCE = 10_000;

/** Member of the node's static data under which everything is remembered. */
const MEMORY = 'received';

/**
 * First memories of this process, by node and what it watches. n8n does not save static data after a poll without
 * orders, so without this "Only New Orders" could begin anew, and skip orders, at every poll.
 */
const firstMemories = new Map<string, StoredMemory>();

interface LastEmission {
	memory: StoredMemory;
	/** Milliseconds since 1970. */
	at: number;
}

/**
 * The last emission of this process, by node and what it watches, until a poll is given its memory. With durable
 * cursors n8n stores an emission while the next poll may have begun already, with the memory from before: without this
 * the same orders would come a second time, and unmarked.
 */
const lastEmissions = new Map<string, LastEmission>();

/**
 * Milliseconds for which n8n is taken to be still storing an emission. A busy n8n that had just started was seen to take
 * 1.4 seconds; after these it may have failed, and the orders come again.
 */
const STORING = 10_000;

/**
 * The whole `poll()` of a polling trigger. All events of one poll are one emission, oldest order first.
 * @returns null where nothing happened, where another poll of this node still runs, where n8n is still storing what the
 * last one handed over, or where the platform cannot be reached while n8n starts
 * @throws NodeApiError and NodeOperationError with a text for the person; nothing is remembered then
 */
export async function pollOrders(
	context: IPollFunctions,
	platform: OrderPlatform,
	receiving: Receiving,
): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await pollByHand(context, platform, receiving);
	if (receiving.webhook && isByWebhook(context)) return leaveToWebhook(context);
	const isAtStart = isPollAtStart(context);
	const node = `${context.getWorkflow().id}:${context.getNode().id}`;
	return await alone(node, async () => {
		try {
			const credentials = await credentialsOf(context, platform);
			return await sparingLogins(loginOf(credentials), Date.now(), () =>
				pollByItself(context, platform, receiving, { node, credentials }),
			);
		} catch (error) {
			if (!isAtStart || !isTransientFault(error)) throw withItem(context.getNode(), error);
			const reason = error instanceof Error ? error.message : String(error);
			context.logger.warn(`${reason}. n8n is just starting: polling goes on at the next scheduled time`);
			return null;
		}
	});
}

/**
 * The person chose to be called: nothing is asked for. That others receive the orders now is noted, so that a later choice
 * of polling does not hand them over a second time as if they were new.
 */
function leaveToWebhook(context: IPollFunctions): null {
	const staticData = context.getWorkflowStaticData('node');
	const saved = staticData[MEMORY];
	if (!isRecord(saved) || saved.leftTo !== LEFT_TO_WEBHOOK.leftTo)
		staticData[MEMORY] = { ...LEFT_TO_WEBHOOK };
	return null;
}

async function pollByItself(
	context: IPollFunctions,
	platform: OrderPlatform,
	receiving: Receiving,
	{ node, credentials }: { node: string; credentials: ICredentialDataDecryptedObject },
): Promise<INodeExecutionData[][] | null> {
	const mayStart = timeLeft(context, Date.now);
	const options = receiveOptions(context, receiving);
	const shape = orderShape(context);
	const source = sourceOf(context, platform, receiving, credentials);
	const key = watchedKey(platform, credentials);
	const staticData = context.getWorkflowStaticData('node');
	const watched = `${node}:${key}`;
	const saved = staticData[MEMORY];
	const isOfThis = isRecord(saved) && saved.key === key;
	const lastEmission = lastEmissions.get(watched);
	const now = Date.now();
	const isStale = lastEmission && !(isOfThis && saved.emittedAt === lastEmission.memory.emittedAt);
	// A clock that was set back must not hold back orders until it has caught up
	if (isStale && Math.abs(now - lastEmission.at) < STORING) return null;
	const known = isOfThis ? saved : (firstMemories.get(watched) ?? saved);
	const stored = isStale ? asUnclear(lastEmission.memory) : known;
	const { emissions, memory, firstActivation } = await receive({
		...source,
		options,
		process: PROCESS_TAG,
		key,
		stored,
		now,
		mayStart,
	});
	const items = toItems(emissions, platform.orders, shape, 'POLL', formatInZone(now, source.store.timeZone));
	if (firstActivation && items.length === 0) firstMemories.set(watched, memory);
	if (items.length > 0) lastEmissions.set(watched, { memory, at: Date.now() });
	else lastEmissions.delete(watched);
	// Last of all and in one step: a poll that failed must leave what was remembered untouched
	if (JSON.stringify(saved) !== JSON.stringify(memory)) staticData[MEMORY] = memory;
	return items.length > 0 ? [items] : null;
}

async function pollByHand(
	context: IPollFunctions,
	platform: OrderPlatform,
	receiving: Receiving,
): Promise<INodeExecutionData[][]> {
	try {
		const source = sourceOf(context, platform, receiving, await credentialsOf(context, platform));
		const now = Date.now();
		const emission = await newestOrder(source, now);
		const [whole] = (await complete(source, [emission], () => true)).emissions;
		const receivedAt = formatInZone(now, source.store.timeZone);
		return [toItems(whole ? [whole] : [], platform.orders, orderShape(context), 'MANUAL', receivedAt)];
	} catch (error) {
		throw withItem(context.getNode(), error);
	}
}

async function credentialsOf(
	context: IPollFunctions,
	{ credential }: OrderPlatform,
): Promise<ICredentialDataDecryptedObject> {
	return await context.getCredentials(credential);
}

function sourceOf(
	context: IPollFunctions,
	platform: OrderPlatform,
	receiving: Receiving,
	credentials: ICredentialDataDecryptedObject,
): Source {
	const client = clientOf(context, platform, credentials, PATIENCE);
	const { skipDetails, statusWords } = orderShape(context);
	return {
		platform,
		receiving,
		client,
		store: { ...client.store, statusWords },
		skipDetails,
		warn: (message) => context.logger.warn(message),
	};
}

/** What the login is made with, as a hash: another password is another login. */
function loginOf(credentials: ICredentialDataDecryptedObject): string {
	return memoryKey([JSON.stringify(credentials)]);
}
