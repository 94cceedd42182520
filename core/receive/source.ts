import type { EventType } from '../order/types';
import type { WebhookSource } from './webhook/source';

/** How one platform lets orders be received: plain data and value mappings, written once in its folder. */
export interface Receiving {
	/** The events that this platform can tell. */
	events: readonly EventType[];
	/** Where the platform keeps a queue of orders that nobody has acknowledged. Without one, the list is the source. */
	queue?: QueueSource;
	list: ListSource;
	/** The platform can also call an address, for those who have a public one. */
	webhook?: WebhookSource;
}

export interface QueueSource {
	/** Operation whose answer is the queue; reading must not remove anything from it. */
	operation: string;
	acknowledge: Acknowledgment;
}

/** The call that takes one order out of the queue. Making it twice must be harmless. */
export interface Acknowledgment {
	operation: string;
	/** What the call is given; `as` is the value of one of the choices. */
	values(orderId: string, as: string): Record<string, unknown>;
	/** What an order can be acknowledged as; the first is the default. */
	choices: ReadonlyArray<{ name: string; value: string; description: string }>;
}

export interface ListSource {
	/** Operation that answers the orders of a period, whatever their status. */
	operation: string;
	/** What the call is given for a period of days (YYYY-MM-DD in the store's zone), both included. */
	values(firstDay: string, lastDay: string): Record<string, unknown>;
	/** How many days, today included, are looked through for changes of known orders. */
	watchDays: number;
	/** Days asked for beyond today, where the platform does not say whether the last day is included. */
	extraDays: number;
	/** The list comes in pages. */
	isPaged?: boolean;
	/** The newest orders come first, so that pages need be read only as far as the period goes. */
	isNewestFirst?: boolean;
}
