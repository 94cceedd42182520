import type { IDataObject } from 'n8n-workflow';
import type { OrderStatus, OrderType, UnifiedOrder } from './types';

/** What a person can do to an order, on every platform under the same name. */
export type OrderVerb =
	'confirm' | 'startPreparation' | 'readyForPickup' | 'dispatch' | 'conclude' | 'cancel';

/** The verbs in the order in which every node lists them, worded as n8n words operations. */
export const ORDER_VERBS: ReadonlyArray<{
	verb: OrderVerb;
	displayName: string;
	action: string;
	description: string;
}> = [
	{
		verb: 'confirm',
		displayName: 'Confirm',
		action: 'Confirm an order',
		description: 'Accept an order. One that is confirmed already, or further along, is left as it is.',
	},
	{
		verb: 'startPreparation',
		displayName: 'Start Preparation',
		action: 'Start the preparation of an order',
		description: 'Tell that an order is being prepared. One that is further along is left as it is.',
	},
	{
		verb: 'readyForPickup',
		displayName: 'Ready for Pickup',
		action: 'Mark an order as ready for pickup',
		description: 'Tell that an order can be picked up. One that is further along is left as it is.',
	},
	{
		verb: 'dispatch',
		displayName: 'Dispatch',
		action: 'Dispatch an order',
		description: 'Tell that an order left for delivery. One that is delivered already is left as it is.',
	},
	{
		verb: 'conclude',
		displayName: 'Conclude',
		action: 'Conclude an order',
		description:
			"Tell that an order is in the customer's hands. One that is concluded already is left as it is.",
	},
	{
		verb: 'cancel',
		displayName: 'Cancel',
		action: 'Cancel an order',
		description:
			'Cancel an order. A delivered one is refused, one that is cancelled already is left as it is.',
	},
];

/** How one platform carries out a verb. */
export interface VerbCall {
	/** Operation of the platform's API document, such as `order.changeStage`. */
	operation: string;
	/**
	 * Values that make the operation this verb, by their names on the wire; they may depend on the order's status, which is
	 * null where it could not be read. The order number is not among them.
	 */
	values: VerbValues | ((current: OrderStatus | null) => VerbValues);
	/** Status of an order once the platform has accepted the call. */
	reaches: OrderStatus;
	/** The verb means something for orders of these types only; `instead` is the verb for the others. */
	only?: { types: readonly OrderType[]; instead: OrderVerb };
	/** Statuses in which the platform does not take the verb, and why: a sentence. */
	refusedIn?: { statuses: readonly OrderStatus[]; why: string };
	/** What a person is asked for beside the order. */
	asks?: readonly VerbAsk[];
	/** A second place where the platform keeps how far an order is, such as a kitchen display. */
	alsoRead?: { operation: string; byOrder: string; statusOf(answer: unknown): OrderStatus | null };
	/** A call that belongs to the verb and follows it, such as the record of a parcel. */
	then?: VerbSequel;
	/** What else happens at the platform, as a sentence for the description of the verb. */
	note?: string;
}

export type VerbValues = Readonly<Record<string, string | number>>;

/** A field of an operation that a verb shows as well. */
export interface VerbAsk {
	/** Name on the wire. */
	name: string;
	/** Operation that has the field; absent: that of the verb. */
	of?: string;
	/** Shown at top level, and needed; else it is one of the Additional Fields. */
	required?: boolean;
	/** Neither needed nor sent when this other asked field was filled in. */
	unless?: string;
}

export interface VerbSequel {
	operation: string;
	/**
	 * Wire values of the call, from the order as it was read and what the person was asked, by wire name.
	 * @returns null where there is nothing to do, for example because it was done before
	 * @throws Error with a text for the person where something is missing; the verb is not begun then
	 */
	values(
		order: UnifiedOrder,
		raw: IDataObject,
		asked: Readonly<Record<string, unknown>>,
	): Record<string, unknown> | null;
}

/** How to learn an order's state before it is changed. */
export interface StateRead {
	operation: string;
	/** The platform lists orders by day: wire names of the first and last day. The order is found by its number. */
	byDay?: { start: string; end: string };
	/** The platform reads one order: wire name of the order number. Where both are known, several items share the days. */
	byOrder?: string;
	/** Values that every read is given, such as a switch that includes cancelled orders. */
	with?: Readonly<Record<string, string | number | boolean>>;
	/** Values of a second read by number, where the platform's list hides some orders from the first. */
	orElse?: Readonly<Record<string, string | number | boolean>>;
}

/** The verbs that a platform has, and what it takes to use them. */
export interface OrderVerbs {
	calls: Partial<Record<OrderVerb, VerbCall>>;
	/** Wire name of the order number in every call. */
	orderParameter: string;
	read: StateRead;
}

/**
 * What to do about a verb:
 * - `send` it to the platform
 * - `alreadyThere`: nothing to do, a success with `changed: false`
 * - `refuse`, because the order is delivered (`delivered`) or cancelled (`cancelled`), because a cancellation must not be
 *   sent blindly (`stateUnknown`), because the platform has no such order (`notFound`), or because of what the platform
 *   says of the verb (`otherType`, `refusedIn`)
 */
export type VerbDecision =
	| { do: 'send' }
	| { do: 'alreadyThere' }
	| { do: 'refuse'; reason: 'delivered' | 'cancelled' | 'stateUnknown' | 'notFound' }
	| { do: 'refuse'; reason: 'otherType'; orderType: OrderType; instead: OrderVerb }
	| { do: 'refuse'; reason: 'refusedIn'; why: string };

const send: VerbDecision = { do: 'send' };
const alreadyThere: VerbDecision = { do: 'alreadyThere' };

/** How far along an order is. What is not listed (payment pending, unknown) says nothing about progress. */
const progress: Partial<Record<OrderStatus, number>> = {
	CREATED: 0,
	CONFIRMED: 1,
	PREPARING: 2,
	READY: 3,
	IN_DELIVERY: 4,
	DELIVERED: 5,
	CONCLUDED: 5,
};

const goal: Record<Exclude<OrderVerb, 'cancel'>, number> = {
	confirm: 1,
	startPreparation: 2,
	readyForPickup: 3,
	dispatch: 4,
	conclude: 5,
};

/** The status of the two that is further along; the first one where that cannot be told. */
export function furthest(one: OrderStatus | null, other: OrderStatus | null): OrderStatus | null {
	if (one === null || other === null) return one ?? other;
	const [first, second] = [progress[one], progress[other]];
	return first !== undefined && second !== undefined && second > first ? other : one;
}

/**
 * Decides what a verb does to an order, before anything is sent. Pure.
 * @param current the order's status, `UNKNOWN` where the platform's word is not in the table, null where it
 * could not be found
 * @param orderType null where it is not known: then the platform decides
 * @param isReadAlone the platform reads single orders: one that it does not find does not exist
 */
export function decide(
	verb: OrderVerb,
	current: OrderStatus | null,
	orderType: OrderType | null = null,
	{ only, refusedIn }: Pick<VerbCall, 'only' | 'refusedIn'> = {},
	isReadAlone = false,
): VerbDecision {
	if (current === null && isReadAlone) return { do: 'refuse', reason: 'notFound' };
	const general = verb === 'cancel' ? decideCancel(current) : decideProgress(verb, current);
	if (general.do !== 'send') return general;
	if (only && orderType !== null && !only.types.includes(orderType)) {
		return { do: 'refuse', reason: 'otherType', orderType, instead: only.instead };
	}
	if (refusedIn && current !== null && refusedIn.statuses.includes(current)) {
		return { do: 'refuse', reason: 'refusedIn', why: refusedIn.why };
	}
	return send;
}

function decideProgress(verb: Exclude<OrderVerb, 'cancel'>, current: OrderStatus | null): VerbDecision {
	if (current === 'CANCELLED') return { do: 'refuse', reason: 'cancelled' };
	const reached = current === null ? undefined : progress[current];
	return reached !== undefined && reached >= goal[verb] ? alreadyThere : send;
}

/** Platforms warn against cancelling what was delivered, so a state that could not be read is no permission. */
function decideCancel(current: OrderStatus | null): VerbDecision {
	if (current === null) return { do: 'refuse', reason: 'stateUnknown' };
	if (current === 'CANCELLED') return alreadyThere;
	if (current === 'DELIVERED' || current === 'CONCLUDED') return { do: 'refuse', reason: 'delivered' };
	return send;
}
