import { members, text } from '../../core/order/read';
import type { Notifying } from '../../core/receive/notified';

/**
 * How Digipix tells about an order: it posts id and status to the address that the order was created with, and tracking
 * codes when there are some [S]. No signature is documented, so the order is read. There is no list to poll.
 */
export const digipixNotifying: Notifying = {
	events: ['orderCreated', 'orderCancelled', 'statusChanged'],
	read: { operation: 'order.get', byOrder: 'orderId' },
	orderIdOf: (notification) => text(members(notification).id),
	keeps: ['tracking_items', 'customData'],
};
