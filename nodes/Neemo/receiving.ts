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
