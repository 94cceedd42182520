import type {
	IDataObject,
	IHookFunctions,
	INodeProperties,
	IPollFunctions,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { BadInput } from '../api/badInput';
import { clientOf } from '../api/client';
import { withItem } from '../api/errors';
import { mapped } from '../api/orders';
import { HIDE_PERSONAL_DATA, orderShape, outputProperty, SPLIT_ITEMS, STATUS_WORDS } from '../api/output';
import { isRecord } from '../api/path';
import { eventId } from '../order/event';
import type { EventType, OrderStatus, UnifiedOrder } from '../order/types';
import { formatInZone } from '../order/time';
import type { OrderPlatform } from '../platform';
import { isWanted, ONLY_ORDER_TYPE, ONLY_STATUS } from './filter';
import { toItems } from './items';
import { chosenEvents, orderFilter } from './parameters';
import { eventsField } from './properties';
import { PROCESS_STARTED } from './process';
import { credentialsOfCall } from './webhook/credentials';
import type { Answer } from './webhook/answer';
import { deskOf, type Desk, type Note } from './webhook/desk';
import { handOver, TAKEN } from './webhook/handOver';
import { keep, kept } from './webhook/keep';
import { SEPARATE_EXECUTIONS } from './webhook/properties';
import { callOf, refusalOfForm, refuse } from './webhook/verify';

/** How a platform tells about one order at an address that it was given, without a signature. */
export interface Notifying {
	events: readonly EventType[];
	/** Operation that reads the order, and wire name of its number: a notification is not believed, the order is read. */
	read: { operation: string; byOrder: string };
	/** The order's number in a notification; null where there is none. */
	orderIdOf(notification: IDataObject): string | null;
	/** Members that only a notification has, such as tracking codes: they are kept beside the order. */
	keeps: readonly string[];
}

/** Orders that are remembered at most; the oldest are forgotten. */
const REMEMBERED = 1000;
const MEMORY = 'notified';

/** The fields of such a trigger. */
export function notifiedProperties({ events }: Pick<Notifying, 'events'>): INodeProperties[] {
	return [
		secretField,
		eventsField({ events }),
		outputProperty,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				HIDE_PERSONAL_DATA,
				ONLY_ORDER_TYPE,
				ONLY_STATUS,
				SEPARATE_EXECUTIONS,
				SPLIT_ITEMS,
				STATUS_WORDS,
			],
		},
	];
}

const secretField: INodeProperties = {
	displayName: 'Secret in the Address',
	name: 'secret',
	type: 'string',
	typeOptions: { password: true },
	required: true,
	default: '',
	placeholder: 'e.g. 3f9a1c2b7d04e856',
	hint: 'At least 16 letters and digits at random',
	description:
		'Letters and digits that nobody can guess, at least 16: they become the end of the address, and whoever knows the address can start this workflow',
};

/**
 * When the workflow is published: an address that can be guessed lets anybody start it.
 * @throws NodeOperationError for a secret that is too short or that an address cannot hold
 */
export function checkSecret(context: IHookFunctions): boolean {
	if (/^[A-Za-z0-9_-]{16,}$/.test(String(context.getNodeParameter('secret', '')))) return true;
	throw withItem(
		context.getNode(),
		new BadInput(
			'"Secret in the Address" is too short, or holds more than letters, digits, - and _',
			'Type at least 16 of them at random, such as 3f9a1c2b7d04e856, and give the platform the new address.',
		),
	);
}

/** One order as a node remembers it. */
interface Told {
	/** As it was told last. */
	status: string;
	/** Milliseconds since 1970. */
	since: number;
}

/**
 * The whole `webhook()` of such a trigger: reads the order that the notification names and hands it over with the event
 * that follows from what was told before. A repeated notification comes again, marked.
 * @throws NodeApiError where the order cannot be read now: the sender gets a 500 and may try again
 */
export async function receiveNotification(
	context: IWebhookFunctions,
	platform: OrderPlatform,
	notifying: Notifying,
): Promise<IWebhookResponseData> {
	const refusal = refusalOfForm(callOf(context));
	if (refusal) return refuse(context, refusal);
	const body: unknown = context.getBodyData();
	const orderId = isRecord(body) ? notifying.orderIdOf(body as IDataObject) : null;
	if (orderId === null)
		return refuse(context, { status: 400, message: 'This is no status notification: it names no order' });
	const answer = context.getResponseObject() as Answer;
	const desk = deskOf<Told>(`${context.getWorkflow().id}:${context.getNode().id}:${MEMORY}`);
	return await desk.inTurn(orderId, answer, async () => {
		try {
			return await takeNotification(context, platform, notifying, { orderId, desk, answer });
		} catch (error) {
			throw withItem(context.getNode(), error);
		}
	});
}

interface Notified {
	orderId: string;
	desk: Desk<Told>;
	answer: Answer;
}

async function takeNotification(
	context: IWebhookFunctions,
	platform: OrderPlatform,
	notifying: Notifying,
	{ orderId, desk, answer }: Notified,
): Promise<IWebhookResponseData> {
	// a webhook has all that a poll needs
	const polling = context as unknown as IPollFunctions;
	const shape = orderShape(polling);
	const client = clientOf(polling, platform, await credentialsOfCall(context, platform));
	const { read, keeps } = notifying;
	const body = context.getBodyData();
	const shown = await client.call(read.operation, { [read.byOrder]: orderId });
	if (!isRecord(shown)) return refuse(context, { status: 404, message: 'There is no such order' });
	const kept = Object.fromEntries(
		keeps.flatMap((name): Array<[string, unknown]> => (name in body ? [[name, body[name]]] : [])),
	);
	const raw = { ...kept, ...shown } as IDataObject;
	const order = mapped(platform.orders, raw, { ...client.store, statusWords: shape.statusWords });
	const now = Date.now();
	const saved = readMemory(context);
	const told = desk.over(saved).get(order.id);
	const previous = (told?.status ?? null) as OrderStatus | null;
	const type = typeOf(order.status, previous);
	const isWell = isWanted(order, orderFilter(polling));
	const isHandedOver = isWell && chosenEvents(polling, notifying.events).has(type);
	const event = eventId(order, type);
	const isOpen = desk.isOpen(event);
	const entry = { status: order.status, since: now };
	const remember = (notes: ReadonlyArray<Note<Told>>) =>
		// Others may have been stored since
		keepTold(context, desk.over(saved), notes);
	if (!isHandedOver) {
		// One that never fitted so far comes in when it does
		if (isWell || told) {
			const notes = [{ orderId: order.id, entry, eventId: null }];
			desk.note(notes, answer);
			remember(notes);
		}
		return TAKEN;
	}
	const emission = {
		seen: { orderId, order, raw, queued: false, announced: false, waiting: false, content: '' },
		type,
		previousStatus: previous === order.status ? null : previous,
		redelivered: previous === order.status || isOpen || (!told && isOlderThanProcess(order)),
		waitingMinutes: null,
	};
	const receivedAt = formatInZone(now, client.store.timeZone);
	const items = toItems([emission], platform.orders, shape, 'WEBHOOK', receivedAt);
	const parcel = { orderId: order.id, entry, eventId: event, items };
	return await handOver(context, { desk, parcel, answer }, remember);
}

/** An order of the time before this process, whose last moments nobody remembers: it may have been handed over then. */
function isOlderThanProcess({ createdAt }: UnifiedOrder): boolean {
	return Date.parse(createdAt ?? '') < PROCESS_STARTED;
}

function typeOf(status: OrderStatus, previous: OrderStatus | null): EventType {
	if (status === 'CANCELLED') return 'orderCancelled';
	return previous === null ? 'orderCreated' : 'statusChanged';
}

function readMemory(context: IWebhookFunctions): Map<string, Told> {
	const stored = kept(context, MEMORY);
	const rows = isRecord(stored) ? Object.entries(stored) : [];
	return new Map(
		rows.flatMap(([id, told]): Array<[string, Told]> => {
			const [status, since] = Array.isArray(told) ? (told as unknown[]) : [];
			return typeof status === 'string' && typeof since === 'number' ? [[id, { status, since }]] : [];
		}),
	);
}

function keepTold(
	context: IWebhookFunctions,
	memory: Map<string, Told>,
	notes: ReadonlyArray<Note<Told>>,
): void {
	for (const { orderId, entry } of notes) {
		memory.delete(orderId);
		memory.set(orderId, entry);
	}
	const last = [...memory].slice(-REMEMBERED);
	keep(context, MEMORY, Object.fromEntries(last.map(([key, { status, since }]) => [key, [status, since]])));
}
