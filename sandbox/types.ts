/** Words that the sandbox, its platforms, the control API and the console share. Times are ISO 8601 in UTC. */

export type OrderId = number | string;

/** A text in the two languages of the console. */
export interface Text {
	en: string;
	pt: string;
}

/** What can happen to an order, whatever the platform calls it. */
export type Step =
	| 'placed'
	| 'handedOut'
	| 'acknowledged'
	| 'confirmed'
	| 'dispatched'
	| 'readyForPickup'
	| 'delivered'
	| 'cancellationRequested'
	| 'cancelled';

export interface HistoryEntry {
	step: Step;
	/** The platform's own word for it, such as the stage `conhecido`; absent where it has none. */
	stage?: string;
	at: string;
	by: Actor;
}

/** Who changed an order: `store` by a call of the API, as n8n does, `staff` in the platform's own panel. */
export type Actor = 'customer' | 'store' | 'staff' | 'platform';

/** A change that the staff can make to an order in the platform's own panel. */
export interface Move {
	/** The status that it gets, in the platform's own word. */
	to: string;
	step: Step;
}

/** One line of what was ordered. */
export interface SandboxLine {
	amount: number;
	name: string;
	/** In reais, for the whole line; `null` where the order does not tell. */
	total: number | null;
}

/** An order as the sandbox sees it: more than any platform tells. */
export interface SandboxOrder {
	platform: string;
	id: OrderId;
	kind: string;
	/** Status in the platform's own words. */
	status: string;
	customer: string;
	type: 'delivery' | 'pickup' | 'table';
	/** Amount to pay, in reais. */
	total: number;
	placedAt: string;
	/** Everything that happened to the order, first things first; of the hand-outs only the first. */
	history: HistoryEntry[];
	/** The way such an order usually goes, each step with its time once it happened. */
	lifeLine: Array<{ step: Step; at: string | null }>;
	/** Whether the next reading of the queue contains it. */
	inQueue: boolean;
	/** When the queue handed it out, every time. */
	emissions: string[];
	/** When it was last acknowledged; `null` while it waits to be. */
	acknowledgedAt: string | null;
	/** Whether the customer still can. */
	canBeCancelled: boolean;
	/** What the staff can do with it now, in the usual order. */
	moves: Move[];
	lines: SandboxLine[];
	/** The order as the platform sends it from its queue. */
	raw: Record<string, unknown>;
}

export interface OrderWish {
	/** One of the platform's kinds; absent: the generator chooses one that waits for the store as soon as it is placed. */
	kind?: string;
	/** Members to set on the generated order as they are, such as `{ dataHora: '1633185348' }`. */
	with?: Record<string, unknown>;
}

/** A request for a platform, before anything looked at it. */
export interface PlatformRequest {
	method: string;
	/** Path below the platform's base URL. */
	path: string;
	/** Query string without the question mark. */
	query: string;
	headers: Record<string, string | string[] | undefined>;
	body: Buffer;
}

/** An answer of a platform, before a fault may spoil it. */
export interface Reply {
	status: number;
	/** Sent as JSON; `undefined` sends no body at all. */
	body?: unknown;
	/** A web page, sent instead of the body. */
	html?: string;
	headers?: Record<string, string>;
}

/** What happened, as an entry of the event stream without its time and platform. */
export type Happening =
	| { type: 'orderPlaced'; id: OrderId; kind: string; customer: string; total: number }
	/** `times` counts the hand-outs of this order: 1 is the first. */
	| { type: 'orderHandedOut'; id: OrderId; times: number }
	| { type: 'orderAcknowledged'; id: OrderId; stage: string }
	| { type: 'stageChanged'; id: OrderId; stage: string; step: Step }
	| { type: 'orderCancelledByCustomer'; id: OrderId }
	| { type: 'storeOpenChanged'; open: boolean }
	/** A platform called an address that was registered with it; `status` is `null` where no answer came in time. */
	| { type: 'webhookCalled'; event: string; id: OrderId; url: string; attempt: number; status: number | null }
	| { type: 'faultUsed'; fault: string; operation: string | null }
	| { type: 'faultsChanged' }
	| { type: 'requestAnswered'; operation: string | null; method: string; path: string; status: number | null }
	| { type: 'requestsCleared' }
	| { type: 'reset' };

export type SandboxEvent = Happening & { number: number; at: string; platform: string | null };

/** Tools that the sandbox hands to a platform. */
export interface PlatformContext {
	/** Folder name of the platform, its part of the address. */
	name: string;
	/** Milliseconds since 1970. */
	now(): number;
	/** Same seed, same orders. */
	seed: number;
	/** Number of the first order. */
	firstNumber: number;
	emit(happening: Happening): void;
	/**
	 * Does something later, such as a second call of a webhook. Whether this sandbox's time runs faster is its owner's
	 * choice (`pace`); reset and the end of the sandbox drop what has not happened yet.
	 * @param seconds on the platform's clock
	 */
	later(seconds: number, task: () => void | Promise<void>): void;
}

/** A credential of n8n, such as `pigzApi`, that fits the store of a sandbox. */
export interface PlatformCredential {
	type: string;
	/** @param baseUrl address of the platform in the sandbox, such as http://127.0.0.1:5680/pigz */
	data(baseUrl: string): Record<string, unknown>;
}

/** One platform of the sandbox. `platforms/<name>/index.ts` exports a `createPlatform` that makes it. */
export interface SandboxPlatform {
	displayName: string;
	/** What a person types into the credential in n8n, by the label of the field. */
	login: Record<string, string>;
	/** The same as n8n keeps it, with the address of this sandbox. */
	credential: PlatformCredential;
	kinds: Array<{ name: string; title: Text }>;
	/** Operations by which a fault can be narrowed, as in the platform's document. */
	operations: string[];
	/** The operation that gives out tokens: a fault `expiredToken` does not concern it. */
	loginOperation: string | null;
	/** Whether it calls addresses that were registered with it. */
	callsWebhooks: boolean;
	/** Id of the operation that a request means, `null` for none. */
	operationOf(method: string, path: string): string | null;
	handle(request: PlatformRequest): Promise<Reply>;
	/** How this platform wraps an error text, for answers made by faults. */
	errorBody(message: string): unknown;
	/** @throws Refusal for an unknown kind */
	placeOrder(wish?: OrderWish): OrderId;
	/** The customer cancels. @throws Refusal when there is no such order, or it cannot be cancelled any more */
	cancelAsCustomer(id: OrderId): void;
	/**
	 * The staff changes an order in the platform's own panel, without the API.
	 * @param to one of the order's moves
	 * @throws Refusal when there is no such order, or it cannot go there
	 */
	moveAsStaff(id: OrderId, to: string): void;
	/** Every order, oldest first. */
	orders(): SandboxOrder[];
	/** Whether the store takes orders; `null` where the platform does not know the question. */
	storeOpen(): boolean | null;
	/** Puts in everything that the examples of the document name and that is not there. */
	examples(): void;
	/**
	 * Makes the list of an operation hold exactly `count` entries; a list inside another thing is that of the one which
	 * the document's examples name.
	 * @throws Refusal for an operation that is no list
	 */
	fill(operation: string, count: number): void;
	/** From now on no token that was given out is valid. */
	expireTokens(): void;
	/** Forgets orders and state; numbers go on counting, as those of a real platform would. */
	reset(): void;
}

export interface PlatformModule {
	createPlatform(context: PlatformContext): Promise<SandboxPlatform>;
}

/** A wish that the sandbox cannot fulfil; the text is for a person, `status` for the control API. */
export class Refusal extends Error {
	constructor(
		message: string,
		readonly status: 400 | 404 | 409 = 400,
	) {
		super(message);
		this.name = 'Refusal';
	}
}
