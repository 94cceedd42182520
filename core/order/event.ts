import { hash } from 'node:crypto';
import type { EventType, OrderOption, UnifiedOrder } from './types';

/**
 * The id of an event: the same for the same event, whoever computes it and however often.
 * An order that returns to an earlier status gives that event's id again; a mere touch gives no new one. An order is
 * created once, whatever status it has by the time it is told.
 * @param repetition `orderWaiting` only: any number that tells its repetitions apart
 * @returns 16 hexadecimal digits
 */
export function eventId(order: UnifiedOrder, type: EventType, repetition = 0): string {
	const detail: Partial<Record<EventType, string>> = {
		orderUpdated: contentHash(order),
		orderWaiting: String(repetition),
	};
	const status = type === 'orderCreated' ? null : order.statusRaw;
	return shortHash([order.id, type, status, detail[type] ?? null]);
}

/**
 * A fingerprint of what a person would call the order's content: when it changes, the order was edited. Status is
 * no content. Neither are prices, totals and the store's own address, which some platforms send in one of their
 * reads only.
 * @param more whatever else counts as content where it is compared; JSON only
 * @returns 16 hexadecimal digits
 */
export function contentHash(order: UnifiedOrder, ...more: unknown[]): string {
	const { customer, delivery, indoor, timing } = order;
	return shortHash([
		order.orderType,
		[timing.orderTiming, timing.scheduledStart, timing.scheduledEnd],
		[customer.name, customer.phone ?? customer.phoneRaw, customer.email, customer.document],
		Object.values(delivery.address),
		indoor.place,
		order.observations,
		order.items.map((item) => [
			item.externalCode ?? item.id,
			item.name,
			item.variant,
			item.quantity,
			item.observations,
			item.options.map(contentOf),
		]),
		order.payments.methods.map(({ type, label }) => [type, label]),
		...more,
	]);
}

function contentOf(option: OrderOption): unknown[] {
	return [
		option.groupName,
		option.externalCode ?? option.id,
		option.name,
		option.quantity,
		option.fraction,
		option.options.map(contentOf),
	];
}

function shortHash(content: unknown[]): string {
	return hash('sha256', JSON.stringify(content), 'hex').slice(0, 16);
}
