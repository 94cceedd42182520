import type { Row } from '../../collections';
import { seededRandom, type Random } from '../../random';
import {
	Refusal,
	type HistoryEntry,
	type Move,
	type OrderWish,
	type PlatformContext,
	type SandboxOrder,
	type Step,
} from '../../types';
import {
	contents,
	detailed,
	ORDER_KINDS,
	totalOf,
	unitPrice,
	type KeptOrder,
	type OrderKind,
} from './orders';
import { ORDERS, PICKUP_SHIPPING } from './samples';
import type { Shop } from './shop';

/** What the letters of [S] mean for the life of an order; the others are no step of it. */
const STEPS: Record<string, Step> = {
	P: 'confirmed',
	H: 'dispatched',
	C: 'delivered',
	G: 'cancellationRequested',
	I: 'cancelled',
};

/** The store decides about a cancellation once it has begun to work on the order (inf). */
const BEGUN = ['P', 'B', 'H'];
const REQUESTED = 'G';
const OVER = ['C', 'I', REQUESTED, 'J', 'F'];

/** Days of filters are those of the store (the sandbox's choice: the zone is not documented). */
const STORE_TIME_ZONE = 'America/Sao_Paulo';

/** Why an order was not placed or changed. */
export class OrderRefused extends Error {
	constructor(
		readonly status: 400 | 405,
		message: string,
	) {
		super(message);
	}
}

interface StoredOrder {
	order: KeptOrder;
	history: HistoryEntry[];
}

export type Filter = Record<string, string | undefined>;

/** The orders of one store. */
export class VenddorOrders {
	private readonly records = new Map<number, StoredOrder>();
	private readonly random: Random;
	private nextNumber: number;
	private nextLine = 2001;

	constructor(
		private readonly context: PlatformContext,
		private readonly shop: Shop,
	) {
		this.random = seededRandom(context.seed);
		this.nextNumber = context.firstNumber;
	}

	/**
	 * A customer orders in the store: the order has been sent to the vendor (E), unless its kind says otherwise.
	 * @returns its number; of a split order that of the first vendor's part
	 */
	place(wish: OrderWish = {}): number {
		if (wish.kind !== undefined && !isKind(wish.kind)) {
			throw new Refusal(
				`No kind "${wish.kind}": there are ${ORDER_KINDS.map(({ name }) => name).join(', ')}`,
			);
		}
		const kind = wish.kind ?? this.random.pick(WAITING_KINDS).name;
		if (kind !== 'split') return this.placeOne(kind, wish.with);
		const parent = this.placeOne(kind, { is_parent_order: 'Y' });
		const parts = this.shop.vendors
			.list()
			.slice(0, 2)
			.map((vendor) => this.placeOne(kind, { ...wish.with, parent_order_id: String(parent) }, vendor));
		const whole = this.get(parent);
		if (whole) whole.lines = parts.flatMap((part) => this.get(part)?.lines ?? []);
		return parts[0] ?? parent;
	}

	private placeOne(kind: OrderKind, extra: Row = {}, vendor = this.shop.vendors.list()[0]): number {
		const people = this.shop.customers.list();
		const buyers = people.filter(({ user_type }) => user_type === 'C');
		const shippings = this.shop.shippings.list();
		const isPickup = kind === 'pickup' || (kind !== 'delivery' && this.random.chance(30));
		const shipping = shippings.find(({ shipping_id }) => (shipping_id === PICKUP_SHIPPING) === isPickup);
		const { status, is_parent_order, parent_order_id, ...rest } = extra;
		const { lines, ...content } = contents(kind, isPickup, this.random, {
			products: this.needed(this.shop.products.list(), 'products'),
			payments: this.needed(this.shop.payments.list(), 'payment methods'),
		});
		return this.keep({
			...content,
			number: this.nextNumber,
			kind,
			placedAt: this.context.now(),
			updatedAt: this.context.now(),
			status: String(status ?? STARTS[kind] ?? 'E'),
			companyId: is_parent_order === 'Y' ? 0 : Number(vendor?.company_id ?? 0),
			company: '',
			isParent: is_parent_order === 'Y',
			parent: Number(parent_order_id ?? 0),
			issuer: people.find(({ user_type }) => user_type === 'A'),
			customer: this.random.pick(this.needed(buyers, 'customers')),
			lines: lines.map((line) => ({ ...line, item_id: this.nextLine++ })),
			shipping: shipping ?? this.needed(shippings, 'shipping methods')[0] ?? {},
			extra: rest,
		});
	}

	private needed(rows: Row[], what: string): Row[] {
		if (rows.length === 0) throw new Refusal(`Nobody can order: the store has no ${what}`, 409);
		return rows;
	}

	/** An order through the API: always open (O), with the prices of the catalogue. @throws OrderRefused */
	create(body: Row): number {
		const guest = body.user_data as Row | undefined;
		const isGuest = body.user_id === 0;
		const known = this.shop.customers.get(Number(body.user_id));
		if (isGuest && !guest) throw new OrderRefused(400, 'Bad Request: user_data is required for a guest');
		if (!isGuest && !known)
			throw new OrderRefused(400, `Bad Request: unknown user_id ${String(body.user_id)}`);
		const address = guest
			? { ...guest, firstname: guest.b_firstname, lastname: guest.b_lastname, phone: guest.b_phone }
			: {};
		const payment = this.shop.payments.get(Number(body.payment_id));
		const shipping = this.shop.shippings.get(Number(body.shipping_id));
		if (!payment) throw new OrderRefused(400, `Bad Request: unknown payment_id ${String(body.payment_id)}`);
		if (!shipping)
			throw new OrderRefused(400, `Bad Request: unknown shipping_id ${String(body.shipping_id)}`);
		const lines = this.linesOf(body.products as Record<string, Row>, []);
		return this.keep({
			number: this.nextNumber,
			kind: 'created',
			placedAt: this.context.now(),
			updatedAt: this.context.now(),
			status: 'O',
			companyId: Number(lines[0]?.product.company_id ?? 0),
			company: '',
			isParent: false,
			parent: 0,
			issuer: undefined,
			customer: { ...(known ?? { user_id: 0 }), ...address },
			lines,
			payment,
			shipping,
			shippingCost: 0,
			surcharge: Math.round(Number(payment.surcharge ?? 0) * 100),
			discount: 0,
			notes: '',
			extra: {},
		});
	}

	/** The orders of the samples that are not there. */
	examples(): void {
		for (const sample of ORDERS) {
			if (this.records.has(sample.order_id)) continue;
			const { order_id, timestamp, issuer_id, lines, payment_surcharge, ...extra } = sample;
			this.keep({
				number: order_id,
				kind: 'sample',
				placedAt: timestamp * 1000,
				updatedAt: timestamp * 1000,
				status: 'I',
				companyId: 32,
				company: '',
				isParent: false,
				parent: 0,
				issuer: this.shop.customers.get(issuer_id),
				customer: this.shop.customers.get(4031) ?? {},
				lines: Object.entries(lines).map(([item_id, { product, amount }]) => ({
					item_id: Number(item_id),
					product: this.shop.products.get(product) ?? {},
					amount,
					discount: 0,
				})),
				payment: this.shop.payments.get(6) ?? {},
				shipping: this.shop.shippings.get(3) ?? {},
				shippingCost: 500,
				surcharge: payment_surcharge * 100,
				discount: 0,
				notes: '',
				extra,
			});
		}
	}

	private keep(order: KeptOrder): number {
		const { number } = order;
		this.nextNumber = Math.max(this.nextNumber, number + 1);
		this.records.set(number, {
			order,
			history: [{ step: 'placed', at: iso(order.placedAt), by: 'customer' }],
		});
		const { customer } = order;
		this.context.emit({
			type: 'orderPlaced',
			id: number,
			kind: order.kind,
			customer: String(customer.firstname ?? ''),
			total: totalOf(order) / 100,
		});
		return number;
	}

	get(number: unknown): KeptOrder | undefined {
		return this.records.get(Number(number))?.order;
	}

	/** Newest first, unless the filter says otherwise; two of the same second by their number. */
	list(filter: Filter): KeptOrder[] {
		const key = sorter(filter.sort_by);
		const direction = filter.sort_order === 'asc' ? 1 : -1;
		return [...this.records.values()]
			.map(({ order }) => order)
			.filter((order) => matches(order, filter))
			.sort((a, b) => direction * (key(a) - key(b) || a.number - b.number));
	}

	/**
	 * Changes status or products. Any letter may follow any other: transitions are not restricted in the pages.
	 * @throws OrderRefused
	 */
	change(order: KeptOrder, body: Row): void {
		const { status, products } = body;
		if (status === undefined && products === undefined) {
			throw new OrderRefused(405, 'Method Not Allowed: status or products is required');
		}
		if (status !== undefined && !this.shop.statuses.list().some((known) => known.status === status)) {
			throw new OrderRefused(400, `Bad Request: unknown status ${String(status)}`);
		}
		if (products !== undefined) order.lines = this.linesOf(products as Record<string, Row>, order.lines);
		order.updatedAt = this.context.now();
		if (status !== undefined && status !== order.status) this.setStatus(order, String(status), 'store');
	}

	/** The new lines by product code or id; a product that stays keeps its line. Amount 0 takes it away. */
	private linesOf(products: Record<string, Row>, lines: KeptOrder['lines']): KeptOrder['lines'] {
		return Object.entries(products).flatMap(([key, { amount, product_id, discount }]) => {
			const product = this.shop.products
				.list()
				.find((row) => row.product_code === key || String(row.product_id) === String(product_id ?? key));
			if (!product) throw new OrderRefused(400, `Bad Request: unknown product ${key}`);
			const known = lines.find((line) => line.product.product_id === product.product_id);
			if (Number(amount) === 0) return [];
			const cents = discount === undefined ? (known?.discount ?? 0) : Math.round(Number(discount) * 100);
			return [
				{ item_id: known?.item_id ?? this.nextLine++, product, amount: Number(amount), discount: cents },
			];
		});
	}

	private setStatus(order: KeptOrder, status: string, by: HistoryEntry['by']): void {
		order.status = status;
		const step = STEPS[status];
		if (step === undefined) return;
		this.records.get(order.number)?.history.push({ step, stage: status, at: iso(this.context.now()), by });
		if (by !== 'customer') this.context.emit({ type: 'stageChanged', id: order.number, stage: status, step });
	}

	remove(order: KeptOrder): void {
		this.records.delete(order.number);
	}

	/** Cancelled (I) before the store has begun, a request to cancel (G) afterwards. */
	cancelAsCustomer(number: number): void {
		const order = this.wanted(number);
		if (!canBeCancelled(order)) {
			throw new Refusal(`Order ${number} is ${order.status} and cannot be cancelled any more`, 409);
		}
		order.updatedAt = this.context.now();
		this.setStatus(order, BEGUN.includes(order.status) ? REQUESTED : 'I', 'customer');
		this.context.emit({ type: 'orderCancelledByCustomer', id: number });
	}

	/** @throws Refusal */
	moveAsStaff(number: number, to: string): void {
		const order = this.wanted(number);
		if (!movesOf(order).some((move) => move.to === to)) {
			throw new Refusal(`Order ${number} is ${order.status} and cannot become ${to}`, 409);
		}
		order.updatedAt = this.context.now();
		this.setStatus(order, to, 'staff');
	}

	private wanted(number: number): KeptOrder {
		const order = this.get(number);
		if (!order) throw new Refusal(`No order ${number}`, 404);
		return order;
	}

	orders(): SandboxOrder[] {
		return [...this.records.values()].map(({ order, history }) => ({
			platform: this.context.name,
			id: order.number,
			kind: order.kind,
			status: order.status,
			customer: String(order.customer.firstname ?? ''),
			type: order.shipping.shipping_id === PICKUP_SHIPPING ? 'pickup' : 'delivery',
			total: totalOf(order) / 100,
			placedAt: iso(order.placedAt),
			history: [...history],
			lifeLine: lifeLineOf(order, history),
			// Venddor has no queue
			inQueue: false,
			emissions: [],
			acknowledgedAt: null,
			canBeCancelled: canBeCancelled(order),
			moves: movesOf(order),
			lines: order.lines.map((line) => ({
				amount: line.amount,
				name: String(line.product.product),
				total: (unitPrice(line) * line.amount) / 100,
			})),
			raw: detailed(order),
		}));
	}

	fill(count: number): void {
		const known = [...this.records.keys()];
		for (const number of known.slice(count)) this.records.delete(number);
		for (let missing = count - known.length; missing > 0; missing--) this.place();
	}

	clear(): void {
		this.records.clear();
	}
}

/** Those that are one order and wait for the store as soon as they are placed. */
const WAITING_KINDS = ORDER_KINDS.filter(({ name }) => !['cancelled', 'split'].includes(name));

const STARTS: Partial<Record<OrderKind, string>> = { awaitingStock: 'B', cancelled: 'I' };

const isKind = (kind: string): kind is OrderKind => ORDER_KINDS.some(({ name }) => name === kind);

const canBeCancelled = ({ status }: KeptOrder) => !OVER.includes(status);

/** The usual way of an order; one whose customer asks to cancel it waits for a yes or a no. */
function movesOf({ status, shipping }: KeptOrder): Move[] {
	if (OVER.includes(status) && status !== REQUESTED) return [];
	const isPickup = shipping.shipping_id === PICKUP_SHIPPING;
	const way = isPickup ? ['P', 'C'] : ['P', 'H', 'C'];
	return [...way.slice(way.indexOf(status) + 1), 'I'].flatMap((to) => {
		const step = STEPS[to];
		return step ? [{ to, step }] : [];
	});
}

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

function sorter(by = 'date'): (order: KeptOrder) => number {
	if (by === 'total') return totalOf;
	return by === 'order_id' ? ({ number }) => number : ({ placedAt }) => Math.floor(placedAt / 1000);
}

function matches(order: KeptOrder, filter: Filter): boolean {
	const { customer, extra } = order;
	const known: Row = {
		status: order.status,
		user_id: customer.user_id,
		company_id: order.companyId,
		email: customer.email,
		invoice_id: extra.invoice_id,
		credit_memo_id: extra.credit_memo_id,
	};
	const isEqual = Object.entries(known).every(
		([name, value]) => filter[name] === undefined || String(value) === filter[name],
	);
	return (
		isEqual &&
		isBetween(order.placedAt, filter.date_from, filter.date_to) &&
		isBetween(order.updatedAt, filter.updated_at_from, filter.updated_at_to)
	);
}

/** As the Swedish write their days: `YYYY-MM-DD`. */
const storeDays = new Intl.DateTimeFormat('sv-SE', { timeZone: STORE_TIME_ZONE, dateStyle: 'short' });

/** Both days are included, and both may be left out. */
function isBetween(milliseconds: number, from?: string, to?: string): boolean {
	if (from === undefined && to === undefined) return true;
	const day = storeDays.format(milliseconds);
	return day >= (from ?? '') && day <= (to ?? '9999');
}

function lifeLineOf({ status, shipping }: KeptOrder, history: HistoryEntry[]): SandboxOrder['lifeLine'] {
	const timeOf = (step: Step) => history.find((entry) => entry.step === step)?.at ?? null;
	const isPickup = shipping.shipping_id === PICKUP_SHIPPING;
	const usual: Step[] = ['placed', 'confirmed', ...(isPickup ? [] : (['dispatched'] as const)), 'delivered'];
	const steps = usual.map((step) => ({ step, at: timeOf(step) }));
	const end = status === 'I' || status === REQUESTED ? STEPS[status] : undefined;
	if (!end) return steps;
	return [...steps.filter(({ at }) => at !== null), { step: end, at: timeOf(end) }];
}
