import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHookFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { BadInput } from '../../api/badInput';
import { clientOf, type PlatformClient } from '../../api/client';
import { isTransientFault, withItem } from '../../api/errors';
import { isRecord } from '../../api/path';
import { baseUrlOf } from '../../account';
import type { EventType } from '../../order/types';
import type { OrderPlatform } from '../../platform';
import { watchedKey } from '../account';
import { chosenEvents } from '../parameters';
import type { Receiving } from '../source';
import { readMemory, writeMemory } from '../state';
import { isByWebhook } from './properties';
import { kept } from './keep';
import { CALLS } from './receive';
import type { Registered, WebhookSource } from './source';

/** Member of the node's static data: the address that was registered last, which n8n may have changed since. */
const ADDRESS = 'registeredAddress';

/** Calls that are asked for again at most. */
const MOST_MISSED = 300;

/**
 * Milliseconds before n8n's start whose calls are asked for again even if they were answered well. Until its database is
 * ready n8n 2.41 answers every call with 200 and "n8n is starting up", and no node sees it. What was taken starts nothing
 * when it comes again.
 */
const ANSWERED_WHILE_STARTING = 10 * 60_000;

interface Post {
	context: IHookFunctions;
	platform: OrderPlatform;
	receiving: Receiving;
	webhook: WebhookSource;
	credentials: ICredentialDataDecryptedObject;
	client: PlatformClient;
	/** The address of this trigger. */
	url: string;
	/** Addresses that are ours: this one, and the one of before n8n moved. */
	own: ReadonlySet<string>;
}

/**
 * What n8n's `create` does when the workflow is published or n8n starts: registers the address for the platform's events
 * that the chosen ones need, and gives back those that are not needed any more. Registering again what is registered
 * costs one request. While n8n starts, a platform that is down is no failure: what was registered before still is.
 * @throws NodeOperationError where somebody else's address is registered, and where calls could never arrive
 */
export async function registerWebhook(
	context: IHookFunctions,
	platform: OrderPlatform,
	receiving: Receiving,
): Promise<boolean> {
	return await withPost(context, platform, receiving, async (post) => {
		const { webhook, client, url, own } = post;
		const needed = neededEvents(post);
		refuseHiddenAddress(post);
		const registered = await registrations(post);
		refuseForeign(post, registered, needed);
		const { upsert } = webhook.registration;
		for (const event of needed) {
			const isThere = registered.some((row) => row.event === event && row.url === url && row.isActive);
			if (!isThere) await client.call(upsert.operation, upsert.values(event, url));
		}
		for (const { event } of registered.filter((row) => own.has(row.url) && !needed.includes(row.event))) {
			await remove(post, event);
		}
		beginMemory(post);
		if (optionsOf(context).askForMissed === true) await askForMissed(post);
		return true;
	});
}

/** What n8n's `delete` does: removes what is registered with our address, and nothing else. */
export async function unregisterWebhook(
	context: IHookFunctions,
	platform: OrderPlatform,
	receiving: Receiving,
): Promise<boolean> {
	return await withPost(context, platform, receiving, async (post) => {
		for (const { event, url } of await registrations(post)) {
			if (post.own.has(url)) await remove(post, event);
		}
		context.getWorkflowStaticData('node')[ADDRESS] = null;
		return true;
	});
}

/** Whether there is nothing to do: a test by hand registers nothing, so that the published workflow keeps its calls. */
export function needsNoWebhook(context: IHookFunctions): boolean {
	return context.getMode() === 'manual' || !isByWebhook(context);
}

async function withPost(
	context: IHookFunctions,
	platform: OrderPlatform,
	receiving: Receiving,
	work: (post: Post) => Promise<boolean>,
): Promise<boolean> {
	const { webhook } = receiving;
	const url = context.getNodeWebhookUrl('default');
	if (needsNoWebhook(context) || !webhook || url === undefined) return true;
	try {
		const credentials = await context.getCredentials<ICredentialDataDecryptedObject>(platform.credential);
		const client = clientOf(context as unknown as IPollFunctions, platform, credentials);
		const before = context.getWorkflowStaticData('node')[ADDRESS];
		const own = new Set([url, ...(typeof before === 'string' ? [before] : [])]);
		return await work({ context, platform, receiving, webhook, credentials, client, url, own });
	} catch (error) {
		if (isByItself(context) && isTransientFault(error)) {
			context.logger.warn(
				`${(error as Error).message}. n8n is just starting: the registration of before is relied on`,
			);
			return true;
		}
		throw withItem(context.getNode(), error);
	}
}

/** n8n does it while it starts, not a person. */
function isByItself(context: IHookFunctions): boolean {
	return ['init', 'leadershipChange'].includes(context.getActivationMode());
}

/** The platform's events, each once. @throws BadInput where a chosen event is none that calls can tell */
function neededEvents({ context, platform, receiving, webhook }: Post): string[] {
	const { eventsFor } = webhook.registration;
	const chosen = [...chosenEvents(context as unknown as IPollFunctions, receiving.events)];
	const untold = chosen.find((type) => !eventsFor[type]);
	if (untold) {
		throw new BadInput(
			`"${titleOf(untold)}" cannot be told by webhook`,
			`${platform.displayName} makes no call for it. Set "Receive By" to Polling, or take it out of "Trigger On".`,
		);
	}
	return [...new Set(chosen.flatMap((type) => eventsFor[type] ?? []))];
}

function titleOf(type: EventType): string {
	return type
		.replace(/^./, (letter) => letter.toUpperCase())
		.replace(/[A-Z]/g, (letter) => ` ${letter}`)
		.trim();
}

/** @throws BadInput for an address that the platform on the internet cannot call, or only without encryption */
function refuseHiddenAddress({ platform, credentials, url }: Post): void {
	if (url.startsWith('https:') || !baseUrlOf(platform, credentials).startsWith('https:')) return;
	throw new BadInput(
		`${platform.displayName} cannot call ${new URL(url).origin}`,
		'n8n needs a public address that starts with https://, set as WEBHOOK_URL. Without one, set "Receive By" to Polling.',
	);
}

async function registrations({ client, webhook: { registration } }: Post): Promise<Registered[]> {
	const rows = await client.list(registration.list, {});
	return rows.map((row) => registration.entryOf(row)).filter((row) => row !== null);
}

/** @throws BadInput where an address that is not ours is registered for an event that is needed */
function refuseForeign(
	{ context, platform, own }: Post,
	registered: readonly Registered[],
	needed: readonly string[],
): void {
	if (optionsOf(context).replaceRegistration === true) return;
	const foreign = registered.filter((row) => needed.includes(row.event) && !own.has(row.url));
	if (foreign.length === 0) return;
	// The host only: the rest of an address can be a secret
	const held = foreign.map(({ event, url, isActive }) => {
		const host = URL.canParse(url) ? new URL(url).host : 'another address';
		return `${event} by ${host}${isActive ? '' : ' (switched off)'}`;
	});
	throw new BadInput(
		`${platform.displayName} calls another address already`,
		`It has one address for each event, and registered are: ${held.join(', ')}. If that is no longer needed, turn on "Replace Other Registration" under Options; else set "Receive By" to Polling.`,
	);
}

/** A registration that is gone already is what was wanted. */
async function remove({ client, webhook: { registration } }: Post, event: string): Promise<void> {
	const { operation, values } = registration.delete;
	const [done] = await Promise.allSettled([client.call(operation, values(event))]);
	const problem: unknown = done.status === 'rejected' ? done.reason : undefined;
	const isGone = problem instanceof NodeApiError && problem.httpCode === '404';
	if (problem !== undefined && !isGone) await Promise.reject(problem);
}

/**
 * Begins to watch, or goes on where n8n was only started anew: what was placed while somebody else listened, or a poll
 * ran, is not taken for new.
 */
function beginMemory({ context, platform, credentials, url }: Post): void {
	const key = watchedKey(platform, credentials);
	const staticData = context.getWorkflowStaticData('node');
	const memory = readMemory(kept(context, CALLS), key);
	const goesOn = isByItself(context) && memory.emittedAt > 0;
	if (!goesOn) staticData[CALLS] = JSON.stringify(writeMemory(memory.ledger, null, key, Date.now()));
	staticData[ADDRESS] = url;
}

/** Never fails: the workflow is more important than what it may have missed. */
async function askForMissed({ context, platform, webhook: { missed }, client, url }: Post): Promise<void> {
	const { displayName } = platform;
	try {
		let read = 0;
		const rows = await client.list(missed.list, {}, (page) => (read += page.length) >= MOST_MISSED);
		const since = isByItself(context) ? Date.now() - ANSWERED_WHILE_STARTING : Infinity;
		const calls = rows.map((row) => missed.missedIn(row, url, since)).filter((call) => call !== null);
		if (calls.length === 0) return;
		// the oldest first, as they happened
		await client.call(missed.retry.operation, missed.retry.values(calls.sort((a, b) => a - b)));
		context.logger.info(
			`${displayName} was asked to make ${calls.length} calls again that may not have arrived`,
		);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.warn(
			`${displayName} could not be asked for calls that had failed while n8n was away: ${reason}`,
		);
	}
}

function optionsOf(context: IHookFunctions): IDataObject {
	const options = context.getNodeParameter('options', {});
	return isRecord(options) ? (options as IDataObject) : {};
}
