import { seededRandom, type Random } from '../../random';
import {
	Refusal,
	type Actor,
	type HistoryEntry,
	type Move,
	type OrderId,
	type OrderWish,
	type PlatformContext,
	type SandboxLine,
	type SandboxOrder,
	type Step,
} from '../../types';
import {
	COLLECTION,
	furtherProduct,
	orderPriceOf,
	PRODUCTS,
	QUOTE_SHIPMENTS,
	type Product,
	type ShipmentOption,
} from './catalogue';
import { isNear, notify } from './notify';
import {
	asAnswered,
	cents,
	madeUpRecipient,
	newId,
	PARTNER,
	reais,
	sampleOrders,
	shipmentsFor,
	timeOf,
	withShipment,
	type DigipixOrder,
	type OrderItem,
	type Recipient,
} from './orders';

/** What Digipix does not do, with its status and a text. */
export class Refused extends Error {
	constructor(
		readonly status: 400 | 404,
		message: string,
	) {
		super(message);
	}
}

/** The body of a new order that the document has let through. */
export interface NewOrder {
	recipient: Recipient;
	items: Array<Record<string, unknown>>;
	status?: string;
	shipmentId?: string;
	shipmentMethodId?: number;
	shipmentMethod?: string;
	partnerOrderID?: string;
	statusNotificationUrl?: string;
	customData?: Record<string, unknown>;
}

export interface Decision {
	status: 'approved' | 'canceled';
	shipmentId?: string;
	shipmentMethodId?: number;
}

export interface QuoteWish {
	zipCode: string;
	items: Array<{ sku: string; quantity: number }>;
}

export const ORDER_KINDS = [
	{ name: 'quote', title: { en: 'Waits for approval', pt: 'Aguarda aprovação' } },
	{ name: 'delivery', title: { en: 'Delivery', pt: 'Entrega' } },
	{ name: 'company', title: { en: 'To a company', pt: 'Para empresa' } },
	{ name: 'collect', title: { en: 'Collected by the partner', pt: 'Coleta' } },
	{ name: 'cancelled', title: { en: 'Cancelled', pt: 'Cancelado' } },
] as const;

type OrderKind = (typeof ORDER_KINDS)[number]['name'];

/** Those with which somebody still has something to do. */
const WAITING_KINDS = ORDER_KINDS.filter(({ name }) => name !== 'cancelled');

const QUOTE = 'QUOTE';
const APPROVED = 'APPROVED';
const CANCELED = 'CANCELED';
const SHIPPED = 'SHIPPED';

/** What follows on a status, and after how many seconds it does so by itself. */
const NEXT: Record<string, { status: string; seconds: number }> = {
	NEW: { status: APPROVED, seconds: 60 },
	[APPROVED]: { status: 'IN_MANUFACTURING', seconds: 10 * 60 },
	IN_MANUFACTURING: { status: SHIPPED, seconds: 60 * 60 },
	[SHIPPED]: { status: 'DELIVERED', seconds: 24 * 60 * 60 },
};

const STEPS: Record<string, Step> = {
	[APPROVED]: 'confirmed',
	IN_MANUFACTURING: 'confirmed',
	[SHIPPED]: 'dispatched',
	DELIVERED: 'delivered',
	[CANCELED]: 'cancelled',
};

const CANCELLABLE = [QUOTE, 'NEW', APPROVED];

interface StoredOrder {
	kind: OrderKind;
	/** Milliseconds since 1970. */
	placedAt: number;
	raw: DigipixOrder;
	statusNotificationUrl?: string;
	customData?: Record<string, unknown>;
	history: HistoryEntry[];
}

/** Orders, quotes and products of one partner. */
export class DigipixStore {
	private readonly records = new Map<string, StoredOrder>();

	/** Shipments that quotes have offered, by their id. */
	private readonly quoted = new Map<string, ShipmentOption>();

	private products: Product[] = [...PRODUCTS];

	private readonly random: Random;

	constructor(private readonly context: PlatformContext) {
		this.random = seededRandom(context.seed);
	}

	listProducts(): Product[] {
		return this.products;
	}

	/** @throws Refused */
	product(id: string): Product {
		const product = this.products.find((candidate) => candidate.id === id);
		if (!product) throw new Refused(404, 'Product not found');
		return product;
	}

	/** Nothing is stored but the ids of the shipments, which a new order may name. @throws Refused */
	quote({ zipCode, items }: QuoteWish): unknown {
		for (const item of items) this.priced(item);
		const first = this.quoted.size + 1;
		const shipments = QUOTE_SHIPMENTS.map((option, index) => ({ id: `quote${first + index}`, ...option }));
		for (const option of shipments) this.quoted.set(option.id, option);
		return [{ zipCode, shipments }];
	}

	/** @throws Refused */
	create(wish: NewOrder): DigipixOrder {
		const quoted = wish.shipmentId === undefined ? undefined : this.quotedShipment(wish.shipmentId);
		const raw = this.asQuote(wish);
		const isApproved = quoted !== undefined || wish.status !== undefined;
		const chosen = quoted ?? (isApproved ? shipmentByRule(raw, wish) : undefined);
		const record = this.store('quote', raw, wish, 'store');
		if (!chosen) return raw;
		record.kind = 'delivery';
		record.raw = { ...withShipment(raw, chosen), status: APPROVED };
		this.note(record, 'store');
		return record.raw;
	}

	/** @throws Refused */
	read(id: string): DigipixOrder {
		return this.record(id).raw;
	}

	/** @throws Refused */
	decide(id: string, decision: Decision): DigipixOrder {
		const record = this.record(id);
		if (decision.status === 'canceled') {
			if (!canBeCancelled(record)) {
				throw new Refused(
					400,
					record.raw.status === CANCELED
						? 'The order is already canceled'
						: 'Only orders that are not yet in production can be canceled',
				);
			}
			return this.change(record, CANCELED, 'store');
		}
		if (record.raw.status !== QUOTE)
			throw new Refused(400, `Only a quote can be approved, the order is ${record.raw.status}`);
		record.raw = withShipment(record.raw, shipmentOf(record.raw, decision));
		return this.change(record, APPROVED, 'store');
	}

	/** The next status of an order's life, as Digipix sets it. @throws Refusal where it has none */
	advance(id: OrderId): void {
		const record = this.wanted(id);
		const next = NEXT[record.raw.status];
		if (!next) {
			const why = record.raw.status === QUOTE ? 'is a quote, and waits for its approval' : 'goes no further';
			throw new Refusal(`Order ${id} (${record.raw.status}) ${why}`, 409);
		}
		this.change(record, next.status, 'platform');
	}

	/** In the dashboard and the production of Digipix, without the API. @throws Refusal */
	moveAsStaff(id: OrderId, to: string): void {
		const record = this.wanted(id);
		const { raw } = record;
		if (!movesOf(record).some((move) => move.to === to)) {
			throw new Refusal(`Order ${id} is ${raw.status} and cannot become ${to}`, 409);
		}
		if (raw.status === QUOTE && to === APPROVED) record.raw = withShipment(raw, cheapestShipment(raw));
		this.change(record, to, 'staff');
	}

	/** In the dashboard of Digipix, without the API. */
	cancel(id: OrderId): void {
		const record = this.wanted(id);
		if (!canBeCancelled(record)) {
			throw new Refusal(`Order ${id} is ${record.raw.status} and cannot be cancelled any more`, 409);
		}
		this.change(record, CANCELED, 'customer');
	}

	place(wish: OrderWish): string {
		const kind = wish.kind ?? this.random.pick(WAITING_KINDS).name;
		if (!isKind(kind)) {
			const known = ORDER_KINDS.map(({ name }) => name).join(', ');
			throw new Refusal(`No kind "${kind}": there are ${known}`);
		}
		const items = [
			{ sku: this.random.pick(PRODUCTS).id, quantity: this.random.between(1, 4) },
			...(this.random.chance(30) ? [{ sku: 'photobook', quantity: 1 }] : []),
		];
		const recipient = madeUpRecipient(kind === 'company', this.random);
		const record = this.store(kind, { ...this.asQuote({ recipient, items }), ...wish.with }, {}, 'customer');
		if (kind === 'delivery' || kind === 'company' || kind === 'collect') {
			const chosen = kind === 'collect' ? COLLECTION : cheapestShipment(record.raw);
			record.raw = withShipment(record.raw, chosen);
			this.change(record, APPROVED, 'staff');
		}
		if (kind === 'cancelled') this.change(record, CANCELED, 'staff');
		return record.raw.id;
	}

	/** The orders and the quote of the reference. */
	examples(): void {
		for (const raw of sampleOrders()) {
			if (this.records.has(raw.id)) continue;
			this.store(raw.status === QUOTE ? 'quote' : 'delivery', raw, {}, 'customer');
		}
		if (!this.quoted.has('quote1')) {
			this.quote({ zipCode: '01311100', items: [{ sku: 'photobook', quantity: 1 }] });
		}
	}

	/** @throws Refusal for an operation that is no list */
	fill(operation: string, count: number): void {
		if (operation !== 'product.getAll')
			throw new Refusal(`"${operation}" is not product.getAll, the only list`);
		const further = Array.from({ length: Math.max(0, count - PRODUCTS.length) }, (_, index) =>
			furtherProduct(index + 1),
		);
		this.products = [...PRODUCTS, ...further].slice(0, count);
	}

	orders(): SandboxOrder[] {
		return [...this.records.values()].map((record) => ({
			platform: this.context.name,
			id: record.raw.id,
			kind: record.kind,
			status: record.raw.status,
			customer: customerOf(record.raw),
			type: record.kind === 'collect' ? 'pickup' : 'delivery',
			total: record.raw.total,
			placedAt: new Date(record.placedAt).toISOString(),
			history: [...record.history],
			lifeLine: lifeLineOf(record),
			inQueue: false,
			emissions: [],
			acknowledgedAt: null,
			canBeCancelled: canBeCancelled(record),
			moves: movesOf(record),
			lines: linesOf(record.raw),
			raw: structuredClone(record.raw),
		}));
	}

	clear(): void {
		this.records.clear();
		this.quoted.clear();
		this.products = [...PRODUCTS];
	}

	private asQuote({ recipient, items }: Pick<NewOrder, 'recipient' | 'items'>): DigipixOrder {
		const lines = items.map((item) => this.priced(item));
		const subtotal = reais(lines.reduce((sum, line) => sum + cents(line.total), 0));
		return {
			id: newId(this.random),
			...PARTNER,
			status: QUOTE,
			createdAt: timeOf(this.context.now(), this.random),
			recipient: asAnswered(recipient),
			items: lines,
			shipments: shipmentsFor(subtotal, [newId(this.random), newId(this.random)]),
			subtotal,
			total: subtotal,
		};
	}

	/** The document leaves the items open, because the members for the files are not known; these two are. */
	private priced(item: Record<string, unknown>): OrderItem {
		const { sku, quantity } = item;
		const product = this.products.find(({ id }) => id === sku);
		if (typeof sku !== 'string' || !product)
			throw new Refused(400, `There is no product ${JSON.stringify(sku)}`);
		if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1)
			throw new Refused(400, `The quantity of ${sku} must be a whole number from 1`);
		const price = orderPriceOf(product);
		return { ...item, sku, quantity, productPrice: reais(price), total: reais(price * quantity) };
	}

	private quotedShipment(id: string): ShipmentOption {
		const quoted = this.quoted.get(id);
		if (!quoted) throw new Refused(400, `There is no shipment "${id}" in any quote`);
		return quoted;
	}

	private store(
		kind: OrderKind,
		raw: DigipixOrder,
		{ statusNotificationUrl, customData }: Pick<NewOrder, 'statusNotificationUrl' | 'customData'>,
		by: Actor,
	): StoredOrder {
		const record: StoredOrder = {
			kind,
			placedAt: this.context.now(),
			raw,
			statusNotificationUrl,
			customData,
			history: [{ step: 'placed', stage: raw.status, at: this.time(), by }],
		};
		this.records.set(raw.id, record);
		const customer = customerOf(raw);
		this.context.emit({ type: 'orderPlaced', id: raw.id, kind, customer, total: raw.total });
		return record;
	}

	private change(record: StoredOrder, status: string, by: Actor): DigipixOrder {
		record.raw = { ...record.raw, status };
		this.note(record, by);
		this.notify(record);
		return record.raw;
	}

	/** Writes the present status down, and lets the next one come in its time. */
	private note(record: StoredOrder, by: Actor): void {
		const { id, status } = record.raw;
		const step = STEPS[status] ?? 'placed';
		record.history.push({ step, stage: status, at: this.time(), by });
		this.context.emit(
			by === 'customer'
				? { type: 'orderCancelledByCustomer', id }
				: { type: 'stageChanged', id, stage: status, step },
		);
		const next = NEXT[status];
		if (!next) return;
		this.context.later(next.seconds, () => {
			if (this.records.get(id) === record && record.raw.status === status) this.advance(id);
		});
	}

	private notify({ raw, statusNotificationUrl, customData }: StoredOrder): void {
		if (statusNotificationUrl === undefined || !isNear(statusNotificationUrl)) return;
		const { id, status } = raw;
		const code = `BR${id.slice(0, 9).toUpperCase()}`;
		const tracking = { tracking_items: [{ code, url: `https://example.com/rastreio/${code}` }] };
		const notification = {
			id,
			status,
			...(customData ? { customData } : {}),
			...(status === SHIPPED ? tracking : {}),
		};
		this.context.later(0, async () => {
			const answered = await notify(statusNotificationUrl, notification);
			const url = statusNotificationUrl;
			this.context.emit({ type: 'webhookCalled', event: status, id, url, attempt: 1, status: answered });
		});
	}

	private record(id: string): StoredOrder {
		const record = this.records.get(id);
		if (!record) throw new Refused(404, 'Order not found');
		return record;
	}

	private wanted(id: OrderId): StoredOrder {
		const record = this.records.get(String(id));
		if (!record) throw new Refusal(`No order ${id}`, 404);
		return record;
	}

	private time(): string {
		return new Date(this.context.now()).toISOString();
	}
}

const isKind = (kind: string): kind is OrderKind => ORDER_KINDS.some(({ name }) => name === kind);

/** `with` of a wish may have taken the recipient away. */
function customerOf({ recipient }: Partial<DigipixOrder>): string {
	const { firstName = '', lastName = '' } = recipient?.contact ?? {};
	return `${firstName} ${lastName}`.trim();
}

const canBeCancelled = ({ raw }: StoredOrder) => CANCELLABLE.includes(raw.status);

const cheapestShipment = (raw: DigipixOrder) => shipmentByRule(raw, { shipmentMethodId: 1 });

function movesOf(record: StoredOrder): Move[] {
	const { status } = record.raw;
	const next = status === QUOTE ? APPROVED : NEXT[status]?.status;
	return [next, ...(canBeCancelled(record) ? [CANCELED] : [])].flatMap((to) => {
		const step = to === undefined ? undefined : STEPS[to];
		return to !== undefined && step !== undefined ? [{ to, step }] : [];
	});
}

/** `with` of a wish may have taken the items away. */
const linesOf = ({ items }: Partial<DigipixOrder>): SandboxLine[] =>
	(items ?? []).map(({ quantity, sku, total }) => ({ amount: quantity, name: sku, total }));

/** One of the order's own options, by its id or by a rule. @throws Refused */
function shipmentOf(raw: DigipixOrder, { shipmentId, shipmentMethodId }: Decision): ShipmentOption {
	if (shipmentId === undefined) return shipmentByRule(raw, { shipmentMethodId });
	const chosen = raw.shipments?.find(({ id }) => id === shipmentId);
	if (!chosen) throw new Refused(400, `The order has no shipment "${shipmentId}"`);
	return chosen;
}

/** @throws Refused */
function shipmentByRule(
	{ shipments = [] }: DigipixOrder,
	{ shipmentMethodId, shipmentMethod }: Pick<NewOrder, 'shipmentMethodId' | 'shipmentMethod'>,
): ShipmentOption {
	const least = (measure: 'cost' | 'estimatedDeliveryDays') =>
		[...shipments].sort((a, b) => a[measure] - b[measure])[0];
	const byLabel = () => shipments.find(({ name }) => name === shipmentMethod);
	const chosen =
		shipmentMethodId === 1
			? least('cost')
			: shipmentMethodId === 2
				? least('estimatedDeliveryDays')
				: shipmentMethodId === undefined
					? byLabel()
					: undefined;
	if (chosen) return chosen;
	if (shipmentMethodId === 3) throw new Refused(400, 'Collect is only for specific contracts with Digipix');
	throw new Refused(
		400,
		shipmentMethod === undefined
			? 'shipmentId or shipmentMethodId is required'
			: `There is no shipment method "${shipmentMethod}"`,
	);
}

function lifeLineOf({ raw, history }: StoredOrder): SandboxOrder['lifeLine'] {
	const timeOf = (step: Step) => history.find((entry) => entry.step === step)?.at ?? null;
	const usual: Step[] = ['placed', 'confirmed', 'dispatched', 'delivered'];
	const steps = usual.map((step) => ({ step, at: timeOf(step) }));
	if (raw.status !== CANCELED) return steps;
	return [...steps.filter(({ at }) => at !== null), { step: 'cancelled', at: timeOf('cancelled') }];
}
