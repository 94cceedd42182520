import type { IDataObject } from 'n8n-workflow';
import { isObject, list, members, number, pickFirst, text } from '../../core/order/read';
import type { Receiving } from '../../core/receive/source';
import type { News, WebhookSource } from '../../core/receive/webhook/source';

/** The events of [A], and what each of them tells. */
const NEWS = new Map<string, News>([
	['ORDER_PLACED', 'placed'],
	['ORDER_EDITED', 'edited'],
	['ORDER_STATUS_CHANGED', 'moved'],
]);

/**
 * How Delivery Direto calls: sources as in openapi/webhook.yaml. The key of the signature is the client secret [C] [E] [H],
 * which serves all stores of an integration, so that the header which names the store is compared as well, where it comes
 * [E]. A call brings the changed status or the whole order [A]. That there is one address for each event is inferred from
 * the PUT without a number [E] (inf). Paths and members of the log of calls are guesses (inf): what is not understood in it
 * is not asked for.
 */
const webhook: WebhookSource = {
	signature: {
		header: 'x-deliverydireto-signature',
		keyOf: ({ clientSecret }) => String(clientSecret ?? ''),
	},
	store: { header: 'x-deliverydireto-id', nameOf: ({ storeId }) => String(storeId ?? '').trim() },
	newsOf: ({ eventType }) => NEWS.get(String(eventType)) ?? null,
	orderIn({ order }) {
		return isObject(order) && text(order.id) !== null ? (order as IDataObject) : null;
	},
	isWhole: ({ items, compositeItems }) => list(items).length + list(compositeItems).length > 0,
	read: {
		operation: 'order.getAll',
		values: (orderId) => ({ ordersId: orderId, includeCanceledOrders: true }),
	},
	registration: {
		list: 'webhook.getAll',
		entryOf({ eventType, webhookUrl, status }) {
			const event = text(eventType);
			const url = text(webhookUrl);
			return event === null || url === null ? null : { event, url, isActive: status === 'ACTIVE' };
		},
		upsert: {
			operation: 'webhook.upsert',
			values: (eventType, webhookUrl) => ({ eventType, webhookUrl, status: 'ACTIVE' }),
		},
		delete: { operation: 'webhook.delete', values: (eventType) => ({ eventType }) },
		eventsFor: {
			// one that waits for its payment, or for its hour, comes in by a change of its status (inf)
			orderCreated: ['ORDER_PLACED', 'ORDER_STATUS_CHANGED'],
			orderCancelled: ['ORDER_STATUS_CHANGED'],
			statusChanged: ['ORDER_STATUS_CHANGED'],
			orderUpdated: ['ORDER_EDITED'],
		},
	},
	missed: {
		list: 'webhook.getAllLog',
		missedIn(row, url, since) {
			const address = text(pickFirst(row, 'url', 'webhookUrl'));
			const isOurs = address === null || address === url;
			const madeAt = Date.parse(text(pickFirst(row, 'created', 'createdAt')) ?? '');
			const isMissed = members(row).status === 'ERROR' || madeAt >= since;
			return isOurs && isMissed ? number(row.id) : null;
		},
		retry: { operation: 'webhook.retryLogs', values: (ids) => ({ ids }) },
	},
};

/**
 * How Delivery Direto lets orders be received. By polling: the list of those changed since a day [A], cancelled ones
 * included, which it hides otherwise [A]. Orders that wait for a Pix payment come once they are paid. The page speaks of
 * days only, so today and yesterday are read each time. There is no status for a requested cancellation.
 */
export const deliveryDiretoReceiving: Receiving = {
	events: ['orderCreated', 'orderCancelled', 'statusChanged', 'orderUpdated', 'orderWaiting'],
	list: {
		operation: 'order.getAll',
		values: (firstDay) => ({ lastModifiedStart: firstDay, includeCanceledOrders: true }),
		watchDays: 2,
		extraDays: 0,
		isPaged: true,
	},
	webhook,
};
