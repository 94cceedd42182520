import type { OrderStatus } from './types';

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
	/** Values that make the operation this verb, by their names on the wire. The order number is not among them. */
	values: Record<string, string | number>;
	/** Status of an order once the platform has accepted the call. */
	reaches: OrderStatus;
}

/** How to learn an order's state before it is changed. */
export type StateRead =
	/** The platform lists orders by day only: wire names of the first and last day. The order is found by its number. */
	| { operation: string; byDay: { start: string; end: string } }
	/** The platform reads one order: wire name of the order number. */
	| { operation: string; byOrder: string };

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
 * - `refuse`, because the order is delivered (`delivered`) or cancelled (`cancelled`), or because a cancellation must
 *   not be sent blindly (`stateUnknown`)
 */
export type VerbDecision =
	| { do: 'send' }
	| { do: 'alreadyThere' }
	| { do: 'refuse'; reason: 'delivered' | 'cancelled' | 'stateUnknown' };

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

/**
 * Decides what a verb does to an order, before anything is sent. Pure.
 * @param current the order's status, `UNKNOWN` where the platform's word is not in the table, null where it could
 * not be read at all
 */
export function decide(verb: OrderVerb, current: OrderStatus | null): VerbDecision {
	if (verb === 'cancel') return decideCancel(current);
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
