import type { Receiving } from '../../core/receive/source';

/**
 * How Venddor lets orders be received: its list, newest first [S], shows letter and amount; what was ordered is in the
 * detail of each. It is read as far back as it is watched: that its filters by day are known everywhere is not sure
 * ([orders-html] alone has them), and one that is understood otherwise would hide orders. The list does not tell when an
 * order was changed, so nothing but a change of the letter is noticed.
 */
export const venddorReceiving: Receiving = {
	events: ['orderCreated', 'orderCancelled', 'cancellationRequested', 'statusChanged', 'orderWaiting'],
	list: {
		operation: 'order.getAll',
		values: () => ({ sort_by: 'date', sort_order: 'desc' }),
		watchDays: 2,
		extraDays: 0,
		isPaged: true,
		isNewestFirst: true,
	},
};
