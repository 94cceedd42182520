import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import type { EventType } from '../../order/types';

/** What a call tells: a new order, an order whose content changed, or one that moved on. */
export type News = 'placed' | 'edited' | 'moved';

/** How a platform calls an address that was registered with it, and signs each call. */
export interface WebhookSource {
	/** Header with the HMAC-SHA256 of the body's bytes in lower-case hex, and the key that it was made with. */
	signature: { header: string; keyOf(credentials: ICredentialDataDecryptedObject): string };
	/** Header that names the store, where it is sent, and what it has to be. */
	store: { header: string; nameOf(credentials: ICredentialDataDecryptedObject): string };
	/** What a call tells; null where it is no report of an order. */
	newsOf(body: IDataObject): News | null;
	/** The order in a call; null where only its number or status came. */
	orderIn(body: IDataObject): IDataObject | null;
	/** False for an order without what was ordered: it is read then. */
	isWhole(order: IDataObject): boolean;
	/** The list that shows one order, with everything. */
	read: { operation: string; values(orderId: string): Record<string, unknown> };
	registration: Registration;
	missed: MissedCalls;
}

/** Where the platform keeps the addresses that it calls: one for each of its events. */
export interface Registration {
	list: string;
	/** One row of the list; null for a row that cannot be read. */
	entryOf(row: IDataObject): Registered | null;
	upsert: { operation: string; values(event: string, url: string): Record<string, unknown> };
	delete: { operation: string; values(event: string): Record<string, unknown> };
	/** The platform's events that tell each of ours; none: a webhook cannot tell it. */
	eventsFor: Partial<Record<EventType, readonly string[]>>;
}

export interface Registered {
	event: string;
	url: string;
	isActive: boolean;
}

/** The platform's log of calls, by which calls that failed can be asked for once more. */
export interface MissedCalls {
	list: string;
	/**
	 * Number of a call that went to this address, or to one that the log does not tell, and that failed; else null.
	 * @param since milliseconds since 1970: from then on calls that were answered well count too; Infinity for none
	 */
	missedIn(row: IDataObject, url: string, since: number): number | null;
	retry: { operation: string; values(calls: number[]): Record<string, unknown> };
}
