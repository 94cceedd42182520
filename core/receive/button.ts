import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHookFunctions,
	INodeProperties,
	IPollFunctions,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { BadInput } from '../api/badInput';
import { clientOf } from '../api/client';
import { withItem } from '../api/errors';
import { mapped } from '../api/orders';
import { HIDE_PERSONAL_DATA, orderShape, outputProperty, SPLIT_ITEMS, STATUS_WORDS } from '../api/output';
import { isRecord } from '../api/path';
import { eventId } from '../order/event';
import { formatInZone } from '../order/time';
import type { OrderPlatform } from '../platform';
import { isWanted, ONLY_ORDER_TYPE, ONLY_STATUS } from './filter';
import { toItems } from './items';
import { orderFilter } from './parameters';
import { credentialsOfCall } from './webhook/credentials';
import { keep, kept } from './webhook/keep';
import { bodyOf, callOf, isSameSecret, refusalOfForm, refuse } from './webhook/verify';

/** How a platform calls when somebody of the store presses a button at an order: no event of the order, an act of a person. */
export interface Button {
	/** Header that carries the key agreed upon, as it is. */
	header: string;
	keyOf(credentials: ICredentialDataDecryptedObject): string;
	/** The order's number in a call; null where there is none. */
	orderIdOf(body: IDataObject): string | null;
	/** Operation that reads the order, and wire name of its number. */
	read: { operation: string; byOrder: string };
}

/** Milliseconds: the platform gives up a little later, and calls again. */
const LONGEST = 8000;
/** Milliseconds that the read may go on being tried. */
const PATIENCE = 5000;
/** Milliseconds in which a second call for an order may be the platform's repetition of the first. */
const REPETITION = 10 * 60_000;
const REMEMBERED = 200;
const MEMORY = 'pressed';

/** The fields of such a trigger. */
export const buttonProperties: INodeProperties[] = [
	outputProperty,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [HIDE_PERSONAL_DATA, ONLY_ORDER_TYPE, ONLY_STATUS, SPLIT_ITEMS, STATUS_WORDS],
	},
];

/**
 * When the workflow is published: without a key anybody who knows the address could start it.
 * @throws NodeOperationError where the credential has no key
 */
export async function checkKey(
	context: IHookFunctions,
	platform: OrderPlatform,
	{ keyOf }: Button,
): Promise<boolean> {
	const credentials = await context.getCredentials<ICredentialDataDecryptedObject>(platform.credential);
	if (keyOf(credentials) !== '') return true;
	throw withItem(
		context.getNode(),
		new BadInput(
			`The ${platform.displayName} credential has no webhook key`,
			`Think up a long key, type it into the credential, and give it to ${platform.displayName} together with the Production URL of this node.`,
		),
	);
}

/**
 * The whole `webhook()` of such a trigger. Of the call nothing is used but the order's number, and nothing of it is kept:
 * it carries tokens of the store. A person pressed a button, so a second press starts the workflow again, marked, because
 * it may be the platform that called twice.
 * @throws NodeApiError where the order cannot be read in time: the platform gets a 500
 */
export async function receivePress(
	context: IWebhookFunctions,
	platform: OrderPlatform,
	button: Button,
): Promise<IWebhookResponseData> {
	const call = callOf(context);
	const credentials = await credentialsOfCall(context, platform);
	const refusal = refusalOfForm(call);
	if (refusal) return refuse(context, refusal);
	if (!isSameSecret(call.headers[button.header], button.keyOf(credentials))) {
		return refuse(context, { status: 401, message: 'The key is missing or wrong' });
	}
	const body = bodyOf(call);
	forget(context);
	const orderId = body && button.orderIdOf(body);
	if (!orderId) return refuse(context, { status: 400, message: 'The call names no order' });
	try {
		return await handOver(context, platform, button, { orderId, credentials });
	} catch (error) {
		throw withItem(context.getNode(), error);
	}
}

/** Takes the call out of n8n's hands too, tokens and all: whatever n8n does with a request later, they are gone. */
function forget(context: IWebhookFunctions): void {
	const request = context.getRequestObject();
	request.body = {};
	request.rawBody = Buffer.alloc(0);
}

async function handOver(
	context: IWebhookFunctions,
	platform: OrderPlatform,
	{ read }: Button,
	{ orderId, credentials }: { orderId: string; credentials: ICredentialDataDecryptedObject },
): Promise<IWebhookResponseData> {
	// a webhook has all that a poll needs
	const polling = context as unknown as IPollFunctions;
	const { displayName, orders } = platform;
	const shape = orderShape(polling);
	const client = clientOf(polling, platform, credentials, PATIENCE);
	const raw = await Promise.race([
		client.call(read.operation, { [read.byOrder]: orderId }),
		sleep(LONGEST).then(() => {
			throw new BadInput(
				`${displayName} did not show order ${orderId} within ${LONGEST / 1000} seconds`,
				'Press the button again.',
			);
		}),
	]);
	if (!isRecord(raw)) return refuse(context, { status: 404, message: 'There is no such order' });
	const order = mapped(orders, raw as IDataObject, { ...client.store, statusWords: shape.statusWords });
	const taken: IWebhookResponseData = { webhookResponse: { received: true } };
	if (!isWanted(order, orderFilter(polling))) return taken;
	const now = Date.now();
	const emission = {
		seen: {
			orderId,
			order,
			raw: raw as IDataObject,
			queued: false,
			announced: false,
			waiting: false,
			content: '',
		},
		type: 'orderUpdated',
		previousStatus: null,
		redelivered: wasPressed(context, eventId(order, 'orderUpdated'), now),
		waitingMinutes: null,
	} as const;
	const receivedAt = formatInZone(now, client.store.timeZone);
	return { ...taken, workflowData: [toItems([emission], orders, shape, 'WEBHOOK', receivedAt)] };
}

/** Whether the same was handed over in the last minutes; from now on it was. */
function wasPressed(context: IWebhookFunctions, id: string, now: number): boolean {
	const stored = kept(context, MEMORY);
	const recent = Object.entries(isRecord(stored) ? stored : {}).filter(
		([, at]) => typeof at === 'number' && now - at < REPETITION,
	);
	const others = recent.filter(([known]) => known !== id).slice(1 - REMEMBERED);
	keep(context, MEMORY, Object.fromEntries([...others, [id, now]]));
	return others.length < recent.length;
}
