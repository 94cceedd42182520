import { createHmac } from 'node:crypto';
import axios from 'axios';
import { Collection, type Id, type Row } from '../../collections';
import type { PlatformContext } from '../../types';
import { done, handlers, page, success } from './manners';
import type { OrderReport } from './orders';
import { stockWith, type Part } from './part';
import { STORE } from './samples';
import { storeTime } from './time';

/** An answer must come within this time [A]. */
const PATIENCE_MILLISECONDS = 10_000;
/** Seconds from one attempt to the next; then no more [A]. */
const RETRIES = [1, 2, 5, 10].map((minutes) => minutes * 60);
/** The sandbox calls nobody outside this machine. */
const REACHABLE = ['127.0.0.1', 'localhost', '[::1]'];

/** One report to one address, with all attempts. The names of its members are the sandbox's choice. */
interface Call extends Row {
	id: number;
	eventType: string;
	ordersId: number;
	url: string;
	/** SUCCESS, ERROR, or PENDING while no attempt has ended. */
	status: 'PENDING' | 'SUCCESS' | 'ERROR';
	/** HTTP status of the last attempt, null where no answer came in time. */
	httpStatus: number | null;
	attempts: number;
	created: string;
	/** The body as it was sent: every attempt sends the same bytes. */
	body: string;
}

/**
 * Addresses that are told of orders, one for each event [E], and the calls of them. Documented: the body, the signature in
 * lower-case hex over its bytes, ten seconds, the retries and the log [A] [C] [E]. That every event carries the whole order
 * is the sandbox's choice: the page says that it may.
 * @param secret the client secret, which is the key of the signatures
 */
export function createWebhooks(
	context: PlatformContext,
	secret: string,
): Part & { report(report: OrderReport): void } {
	const webhooks = new Collection({
		name: 'webhook',
		key: 'eventType',
		idOf: (number): Id => `SAMPLE_${number}`,
		sample: () => ({ webhookUrl: 'https://example.com/webhook', status: 'INACTIVE' }),
	});
	const log = new Collection({
		name: 'log',
		key: 'id',
		firstNumber: 1002,
		sample: (number) => ({ ...EXAMPLE_CALL, id: undefined, ordersId: number }),
	});
	const { paged } = handlers();

	const attempt = async (id: Id, retries: number[]): Promise<void> => {
		const call = log.get(id) as Call | undefined;
		if (!call) return;
		const attempts = call.attempts + 1;
		const httpStatus = await post(call.url, call.body, secret);
		const status = httpStatus === 200 ? 'SUCCESS' : 'ERROR';
		// Forgotten meanwhile, by a reset.
		if (!log.update(id, { attempts, httpStatus, status })) return;
		const { eventType: event, ordersId, url } = call;
		context.emit({ type: 'webhookCalled', event, id: ordersId, url, attempt: attempts, status: httpStatus });
		const [next, ...rest] = retries;
		if (status === 'ERROR' && next !== undefined) context.later(next, () => attempt(id, rest));
	};

	return {
		report({ eventType, orderStatus, ordersId, order }) {
			const webhook = webhooks.get(eventType);
			if (webhook?.status !== 'ACTIVE') return;
			const body = JSON.stringify({ eventType, orderStatus, ordersId, storesId: STORE.id, order });
			const call = log.create({
				eventType,
				ordersId,
				url: webhook.webhookUrl,
				status: 'PENDING',
				httpStatus: null,
				attempts: 0,
				created: storeTime(context.now()),
				body,
			});
			// After the answer to whoever caused it.
			context.later(0, () => attempt(log.idOf(call), RETRIES));
		},
		operations: {
			'webhook.getAll': paged.list(webhooks),
			'webhook.upsert': ({ body }) => success(webhooks.create(body as Row)),
			'webhook.delete': paged.remove(webhooks),
			'webhook.getAllLog': (call) => {
				const calls = log.list().map(({ body: _sent, ...told }) => told);
				return page('log', calls.reverse(), call);
			},
			'webhook.retryLogs': ({ body }) => {
				for (const id of (body as { ids: number[] }).ids) context.later(0, () => attempt(id, []));
				return done();
			},
			'webhook.example': () => ({ status: 200 }),
		},
		lists: {
			'webhook.getAll': (count) => webhooks.fill(count),
			'webhook.getAllLog': (count) => log.fill(count),
		},
		stock: () =>
			stockWith([
				[
					webhooks,
					{ eventType: 'ORDER_PLACED', webhookUrl: 'https://example.com/webhook', status: 'INACTIVE' },
				],
				[log, EXAMPLE_CALL],
			]),
		clear() {
			webhooks.clear();
			log.clear();
		},
	};
}

const EXAMPLE_CALL = {
	id: 1001,
	eventType: 'ORDER_PLACED',
	ordersId: 70000001,
	url: 'https://example.com/webhook',
	status: 'ERROR',
	httpStatus: null,
	attempts: 5,
	created: '2026-11-21T19:02:11-03:00',
	body: '{}',
};

/** Resolves to the HTTP status, null where no answer came in time or the address is not of this machine. */
async function post(url: string, body: string, secret: string): Promise<number | null> {
	if (!REACHABLE.includes(new URL(url).hostname)) return null;
	const signature = createHmac('sha256', secret).update(body).digest('hex');
	try {
		const { status } = await axios.post(url, Buffer.from(body), {
			headers: {
				'Content-Type': 'application/json',
				'X-DeliveryDireto-Signature': signature,
				'X-DeliveryDireto-ID': STORE.deliverydiretoId,
			},
			timeout: PATIENCE_MILLISECONDS,
			signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
			maxRedirects: 0,
			validateStatus: () => true,
			responseType: 'text',
			proxy: false,
		});
		return status;
	} catch {
		return null;
	}
}
