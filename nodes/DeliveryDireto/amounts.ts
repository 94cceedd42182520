import type { OrderDraft, PaymentDraft } from '../../core/order/build';
import { sumOf, type Cents } from '../../core/order/money';
import { pick, pickFirst, plain, text, type Loose } from '../../core/order/read';
import type { OrderStatus, OrderWarning } from '../../core/order/types';
import { flag, joined, moneyReader } from './wire';

/* What an order costs and how it is paid. Sources as in openapi/_shared.yaml. */

const fees = [
	['DELIVERY_FEE', 'deliveryFee'],
	['SERVICE_FEE', 'serviceFee'],
] as const;

type Amounts = Pick<OrderDraft, 'otherFees' | 'discounts' | 'total'> & { change: Cents | null };

/** The amounts of `total`, in cents [D]. A `total` without an amount of the whole order is a warning. */
export function readTotal(order: Loose, warnings: Set<OrderWarning>): Amounts {
	const money = moneyReader(warnings);
	const total = pick(order, 'total');
	const charged: NonNullable<OrderDraft['otherFees']> = [];
	for (const [type, name] of fees) {
		const sent = pick(total, name);
		if (sent !== undefined) charged.push({ type, amount: money(sent) });
	}
	const discount = money(pick(total, 'discount'));
	const orderAmount = money(pick(total, 'total'));
	if (total !== undefined && orderAmount === null) warnings.add('AMOUNT_UNREAD');
	return {
		otherFees: charged,
		discounts: [discountOf(order, discount)],
		total: {
			itemsPrice: money(pick(total, 'subtotal')),
			otherFees: charged.length === 0 ? null : sumOf(charged.map(({ amount }) => amount)),
			discount,
			orderAmount,
		},
		change: money(pick(total, 'requiredChange')),
	};
}

/**
 * Delivery Direto sends one amount, whatever it is for: it is named by all that the order has had [D], with showExtras.
 * Free delivery is a prize of vouchers [A].
 */
function discountOf(order: Loose, amount: Cents | null): NonNullable<OrderDraft['discounts']>[number] {
	const voucher = pick(order, 'voucher');
	const program = pick(order, 'loyaltyprogram');
	const reward = pick(order, 'loyaltyprogramReward');
	const referral = pick(order, 'memberGetMember');
	const isFreeDelivery = plain(text(pick(voucher, 'type')) ?? '') === 'shipping';
	const hasOthers = [program, reward, referral].some((cause) => cause !== undefined);
	return {
		target: isFreeDelivery && !hasOthers ? 'DELIVERY_FEE' : 'CART',
		name: joined(
			[voucher, program, referral].map((cause) => pick(cause, 'description')),
			' + ',
		),
		code: joined(
			[
				pickFirst(voucher, 'code', 'customCode'),
				pick(reward, 'customCode') ?? pick(program, 'customCode'),
				pickFirst(referral, 'code', 'customCode'),
			],
			' + ',
		),
		amount,
	};
}

/**
 * The one payment of an order. A card's brand is told apart from its kind [D]. An online payment that went wrong is
 * neither paid nor to be collected at the door.
 */
export function readPayment(order: Loose, status: OrderStatus): PaymentDraft[] {
	const method = pick(order, 'paymentMethod');
	const isOnline = flag(pick(order, 'isOnlinePayment'));
	if (method === undefined && isOnline === null) return [];
	const name = text(method) ?? text(pick(method, 'name'));
	const brand = text(pick(method, 'cardBrand'));
	const isInName = brand !== null && plain(name ?? '').includes(plain(brand));
	const hasFailed = isOnline === true && status === 'PAYMENT_FAILED';
	const paid = isOnline === true ? 'PREPAID' : 'PENDING';
	return [
		{
			type: isOnline === null || hasFailed ? null : paid,
			label: isInName ? name : joined([name, brand], ' '),
		},
	];
}

/**
 * The bill the customer hands over. Whether `requiredChange` is that bill or the change wanted is not documented: it is
 * taken for the bill (inf), unless it is too small to pay with; then it can only be the change.
 */
export function readChange(
	[payment]: readonly PaymentDraft[],
	change: Cents | null,
	pending: Cents | null,
	warnings: Set<OrderWarning>,
): Cents | null {
	if (change === null || change <= 0 || payment?.type === 'PREPAID') return null;
	if (pending !== null && change >= pending) return change;
	warnings.add('CHANGE_ASSUMED');
	return change + (pending ?? 0);
}
