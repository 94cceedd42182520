import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import type { FaultKind } from '../../sandbox/faults';
import { DELIVERY_DIRETO_LOGIN } from '../../sandbox/platforms/delivery-direto';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import type { OrderId } from '../../sandbox/types';
import { key } from './platforms';

/** One order that a customer placed, and what the platform did about it. */
export interface Placed {
	folder: string;
	id: OrderId;
	placedAt: number;
	/** The customer changed his mind at this time. */
	cancelledAt?: number;
	/** A webhook call about it was answered with 2xx for the first time at this time. */
	toldAt?: number;
	/** Everything else worth reading when it was lost. */
	notes: string[];
}

/** The five platforms as one of the two sides sees them: each side has its own, so that none takes the other's orders. */
export interface Market {
	name: string;
	sandbox: Sandbox;
	/** Every order that was placed here, by platform folder and id. */
	placed: Map<string, Placed>;
	place(folder: string): Placed;
	cancel(order: Placed): void;
	/** Tells the address of the store's webhook what Digipix tells: until it answers with 2xx. */
	call(order: Placed, status: string): Promise<void>;
	/** Where Digipix calls; there is no call before it is set. */
	address: { digipix?: string };
	spoil(folder: string, kind: FaultKind & { times?: number; operation?: string }): void;
	/** Minutes by which the platform's clock is wrong. */
	setClock(minutes: number): void;
	close(): Promise<void>;
}

/** An order that all platforms show to the store at once. */
const KIND = 'delivery';
/** The sandbox's pace: Delivery Direto repeats after 1, 2, 5 and 10 minutes, here after 5, 10, 25 and 50 seconds. */
const PACE = 12;
const CALLS_AT_MOST = 20;
const SECONDS_BETWEEN_CALLS = 8;

export const orderKey = (folder: string, id: OrderId): string => `${folder} ${key(id)}`;

export async function openMarket(name: string, seed: number, log: (text: string) => void): Promise<Market> {
	let minutesOff = 0;
	const sandbox = await startSandbox({ seed, pace: PACE, now: () => Date.now() + minutesOff * 60_000 });
	const placed = new Map<string, Placed>();
	let isOpen = true;

	const told = (order: Placed | undefined, what: string, status: number | null) => {
		if (!order) return;
		order.notes.push(`${time()} ${what} answered ${status ?? 'nothing'}`);
		if (status !== null && status >= 200 && status < 300) order.toldAt ??= Date.now();
	};
	sandbox.follow((event) => {
		if (event.type !== 'webhookCalled' || event.platform === null) return;
		told(
			placed.get(orderKey(event.platform, event.id)),
			`call ${event.event} ${event.attempt}`,
			event.status,
		);
	});

	// One after the other, also those that are made again: a hundred at once would keep n8n from starting
	let queue = Promise.resolve();
	const callOnce = async (order: Placed, status: string, attempt: number): Promise<boolean> => {
		const { digipix } = market.address;
		const answered = digipix ? await post(digipix, { id: order.id, status }) : null;
		told(order, `call ${status} ${attempt}`, answered);
		return answered !== null && answered >= 200 && answered < 300;
	};

	const market: Market = {
		name,
		sandbox,
		placed,
		address: {},
		place(folder) {
			const id = sandbox.platform(folder).placeOrder({ kind: KIND });
			const order: Placed = { folder, id, placedAt: Date.now(), notes: [] };
			placed.set(orderKey(folder, id), order);
			return order;
		},
		cancel(order) {
			try {
				sandbox.platform(order.folder).cancelAsCustomer(order.id);
				order.cancelledAt = Date.now();
			} catch (error) {
				log(`${name}: ${order.folder} ${order.id} could not be cancelled: ${(error as Error).message}`);
			}
		},
		async call(order, status) {
			for (let attempt = 1; attempt <= CALLS_AT_MOST && isOpen; attempt++) {
				const turn = queue.then(async () => await callOnce(order, status, attempt));
				queue = turn.then(() => undefined);
				if (await turn) return;
				await wait(SECONDS_BETWEEN_CALLS * 1000);
			}
		},
		spoil: (folder, kind) => void sandbox.addFault({ ...kind, platform: folder }),
		setClock: (minutes) => (minutesOff = minutes),
		async close() {
			isOpen = false;
			await sandbox.close();
		},
	};
	return market;
}

/** Resolves to the status, null where nobody answered within so many milliseconds. */
export async function post(
	url: string,
	body: object | string,
	headers: Record<string, string> = {},
	timeout = 10_000,
): Promise<number | null> {
	return await axios
		.post(url, typeof body === 'string' ? Buffer.from(body) : body, {
			timeout,
			proxy: false,
			headers: { 'Content-Type': 'application/json', ...headers },
			validateStatus: () => true,
		})
		.then(
			({ status }) => status,
			() => null,
		);
}

/** The header by which Delivery Direto signs a call. */
export function signatureOf(
	body: string,
	secret = DELIVERY_DIRETO_LOGIN.clientSecret,
): Record<string, string> {
	return {
		'X-DeliveryDireto-Signature': createHmac('sha256', secret).update(body).digest('hex'),
		'X-DeliveryDireto-ID': DELIVERY_DIRETO_LOGIN.storeId,
	};
}

export const time = (moment = Date.now()): string => new Date(moment).toISOString().slice(11, 23);
