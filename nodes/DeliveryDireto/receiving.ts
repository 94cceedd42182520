import type { Receiving } from '../../core/receive/source';

/**
 * How Delivery Direto lets orders be received by polling: the list of those changed since a day [A], cancelled ones
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
};
