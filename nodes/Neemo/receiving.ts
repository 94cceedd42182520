import { text } from '../../core/order/read';
import type { Button } from '../../core/receive/button';
import type { Receiving } from '../../core/receive/source';

/**
 * How Neemo lets orders be received: its list, by the time at which they were placed [FI], shows status and amounts; what
 * was ordered is in the detail of each [S]. A list more often than every 60 seconds is not wanted [S] [PT]. Neemo has no
 * status for a requested cancellation.
 */
export const neemoReceiving: Receiving = {
	events: ['orderCreated', 'orderCancelled', 'statusChanged', 'orderUpdated', 'orderWaiting'],
	list: {
		operation: 'order.getAll',
		values: (firstDay) => ({ created_at: `${firstDay} 00:00:00` }),
		watchDays: 2,
		extraDays: 0,
		isPaged: true,
	},
};

/**
 * How Neemo calls when somebody presses the integrator's button at an order [WH]: with the key that was agreed upon in the
 * header Authorization, and with two tokens in the body, which are not used. There is no signature. It waits ten seconds
 * for an answer, and repeats calls without one [WH].
 */
export const neemoButton: Button = {
	header: 'authorization',
	keyOf: ({ webhookSecret }) => String(webhookSecret ?? '').trim(),
	orderIdOf: ({ order_id }) => text(order_id),
	read: { operation: 'order.get', byOrder: 'order_id' },
};
