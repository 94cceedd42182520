import type { Receiving } from '../../core/receive/source';

/**
 * How Pigz lets orders be received: its queue gives new and cancelled orders until their stage is set to `conhecido`
 * or `integrado` [G] [U] [S], and nothing else; the list of a period gives all orders with their status [L]. Pigz has
 * no status for a requested cancellation.
 */
export const pigzReceiving: Receiving = {
	events: ['orderCreated', 'orderCancelled', 'statusChanged', 'orderUpdated', 'orderWaiting'],
	queue: {
		operation: 'order.getQueue',
		acknowledge: {
			operation: 'order.changeStage',
			values: (id, stage) => ({ id, stage }),
			// Pigz describes both as the same event: the point of sale has received the order [S]
			choices: [
				{ name: 'Acknowledged', value: 'conhecido', description: 'Stage conhecido' },
				{ name: 'Integrated', value: 'integrado', description: 'Stage integrado' },
			],
		},
	},
	list: {
		operation: 'order.getAll',
		values: (start, end) => ({ start, end }),
		watchDays: 2,
		// Neither the time zone of the days is documented nor whether the last one is included [L]
		extraDays: 1,
	},
};
