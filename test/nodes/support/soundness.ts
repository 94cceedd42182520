import type { OrderStatus, OrderWarning, StatusPhase, UnifiedOrder } from '../../../core/order/types';
import { lostInJson, schemaErrors } from '../../core/order/support';

/** The phases of the specification. */
const PHASES: Record<StatusPhase, OrderStatus[]> = {
	WAITING: ['DRAFT', 'PENDING_PAYMENT', 'PAYMENT_FAILED'],
	ACTION_NEEDED: ['CREATED', 'CANCELLATION_REQUESTED'],
	IN_PROGRESS: ['CONFIRMED', 'PREPARING', 'READY', 'IN_DELIVERY'],
	DONE: ['DELIVERED', 'CONCLUDED'],
	CANCELLED: ['CANCELLED'],
	UNKNOWN: ['UNKNOWN'],
};

/** Whatever else is wrong with a price, one of these says that a person has to look. */
const PRICE_WARNINGS: OrderWarning[] = ['TOTAL_MISMATCH', 'ITEM_PRICE_ASSUMED', 'AMOUNT_UNREAD'];

/** What is wrong with a unified order that a person could see without the platform's payload; empty for a sound one. */
export function faultsOf(order: UnifiedOrder): string[] {
	const warned = (...codes: OrderWarning[]) => codes.some((code) => order.warnings.includes(code));
	const { total, payments, source } = order;
	const faults = [...schemaErrors(order), ...lostInJson(order)];
	const check = (sound: boolean, fault: string) => void (sound || faults.push(fault));

	// An order without lines may be the row of a list, which leaves out amounts as well.
	check(
		totalsAgree(order) || warned('TOTAL_MISMATCH') || order.items.length === 0,
		'the totals disagree, and no warning says so',
	);
	for (const { index, quantity, unitPrice, optionsPrice, totalPrice } of order.items) {
		if (quantity === null || unitPrice === null || optionsPrice === null || totalPrice === null) continue;
		// Prices of a unit are shown with four decimals, so each may be off by half of the fifth.
		const rounding = 0.01 + Math.abs(quantity) * 0.0001;
		const agrees = near(quantity * (unitPrice + optionsPrice), totalPrice, rounding);
		check(
			agrees || warned(...PRICE_WARNINGS),
			`line ${index} is not its units' price, and no warning says so`,
		);
	}
	const settled = payments.prepaid !== null && payments.pending !== null && total.orderAmount !== null;
	check(
		!settled ||
			near(Number(payments.prepaid) + Number(payments.pending), Number(total.orderAmount)) ||
			warned('PAYMENT_MISMATCH'),
		'paid and to be paid are not the amount, and no warning says so',
	);
	for (const [name, amount] of amountsOf(order))
		check(amount === null || Number(amount.toFixed(2)) === amount, `${name} has more than two decimals`);
	check(PHASES[order.statusPhase].includes(order.status), `${order.status} is not ${order.statusPhase}`);
	check(
		(order.status === 'UNKNOWN') === warned('STATUS_UNKNOWN'),
		'an unknown status is a warning, a known one is none',
	);
	check((source.orderId === '') === warned('ORDER_ID_MISSING'), 'a missing number is a warning');
	check(
		order.items.every(({ index }, position) => index === position + 1),
		'lines are counted from 1',
	);
	const { warnings } = order;
	check(
		JSON.stringify(warnings) === JSON.stringify([...new Set(warnings)].sort()),
		'warnings are sorted, each comes once',
	);
	return faults;
}

/** Lines (or where one is unknown, the items' price) + fees - discount is the amount, as far as they are known. */
function totalsAgree({ items, total }: UnifiedOrder): boolean {
	const prices = items.map(({ totalPrice }) => totalPrice);
	const lines = prices.length > 0 && !prices.includes(null) ? prices.reduce<number>(plus, 0) : null;
	const sum = lines ?? total.itemsPrice;
	const expected = sum === null ? null : sum + (total.otherFees ?? 0) - (total.discount ?? 0);
	return near(expected, total.orderAmount) && near(lines, total.itemsPrice);
}

const plus = (sum: number, price: number | null) => sum + (price ?? 0);

/** The same within a cent (and what a number of that size can tell), or one of them is unknown. */
function near(one: number | null, other: number | null, rounding = 0.01): boolean {
	if (one === null || other === null) return true;
	return Math.abs(one - other) <= rounding + 1e-9 * (1 + Math.abs(one) + Math.abs(other));
}

function amountsOf({
	items,
	otherFees,
	discounts,
	total,
	payments,
}: UnifiedOrder): Array<[string, number | null]> {
	const { methods, ...sums } = payments;
	return [
		...items.map(({ index, totalPrice }): [string, number | null] => [`total of line ${index}`, totalPrice]),
		...[...otherFees, ...discounts, ...methods].map(({ amount }): [string, number | null] => [
			'a part',
			amount,
		]),
		...Object.entries(total),
		...Object.entries(sums),
	];
}
