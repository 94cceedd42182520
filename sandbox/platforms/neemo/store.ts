import {
	Refusal,
	type HistoryEntry,
	type Move,
	type OrderWish,
	type PlatformContext,
	type SandboxOrder,
	type Step,
} from '../../types';
import { linesOf } from './lines';
import {
	filterTime,
	ORDER_KINDS,
	orderGenerator,
	rowOf,
	STATUS,
	storeTime,
	WAY,
	type NeemoOrder,
	type OrderKind,
} from './orders';

/** The order that the document's examples name. */
export const EXAMPLE_ORDER = 900001;

/** How long an online payment takes (the sandbox's choice). */
const PAYMENT_SECONDS = 120;

/** Where an order may go from here, by the store (inf): steps may be skipped, none is gone back. */
const NEXT: Record<number, number[]> = {
	[STATUS.new]: [1, 2, 3, 4, 6],
	[STATUS.confirmed]: [2, 3, 4, 6],
	[STATUS.sent]: [2, 3, 6],
};

const CANCELLED = new Set<number>([3, 5, 6, 7]);
const FINAL = new Set<number>([...CANCELLED, STATUS.delivered, STATUS.paymentRefused]);

/** What a list is asked for; times in the platform's own spelling. */
export interface Filter {
	status?: number;
	created_at?: string;
	modified?: string;
	sort?: string;
	limit?: number;
	page?: number;
}

/** Orders on a page where nobody says how many: the default is not published. */
const PAGE_SIZE = 20;

interface StoredOrder {
	kind: OrderKind;
	/** Milliseconds since 1970. */
	placedAt: number;
	updatedAt: number;
	raw: NeemoOrder;
	history: HistoryEntry[];
}

/** Why Neemo did not do what was asked, with its code. */
export class NeemoRefusal extends Error {
	constructor(
		readonly code: 400 | 404,
		message: string,
	) {
		super(message);
	}
}

/** The orders of one store. Every entry of the store in an order's history is one e-mail and push message [S] 1.1.4. */
export class NeemoStore {
	private readonly records = new Map<number, StoredOrder>();
	private readonly generator;
	private nextId: number;
	private placed = 0;

	constructor(private readonly context: PlatformContext) {
		this.generator = orderGenerator(context.seed);
		this.nextId = context.firstNumber;
	}

	place(wish: OrderWish = {}): number {
		return this.add(this.nextId++, wish);
	}

	examples(): void {
		if (!this.records.has(EXAMPLE_ORDER)) this.add(EXAMPLE_ORDER, { kind: 'delivery' });
	}

	fill(count: number): void {
		this.records.clear();
		for (let missing = count; missing > 0; missing--) this.place();
	}

	/**
	 * One page of orders, and how many there are in all.
	 * @throws NeemoRefusal for a sort order that cannot be read
	 */
	list(filter: Filter): { rows: Array<Record<string, unknown>>; total: number; limit: number } {
		const { status, limit = PAGE_SIZE, page = 1 } = filter;
		const since = (text?: string) => (text === undefined ? -Infinity : filterTime(text));
		const [createdFrom, changedFrom] = [since(filter.created_at), since(filter.modified)];
		const matching = [...this.records.values()].filter(
			(record) =>
				(status === undefined || record.raw.status === status) &&
				record.placedAt >= createdFrom &&
				record.updatedAt >= changedFrom,
		);
		const sorted = inOrder(
			matching.map(({ raw }) => raw),
			filter.sort,
		);
		const start = (page - 1) * limit;
		return { rows: sorted.slice(start, start + limit).map(rowOf), total: sorted.length, limit };
	}

	/** @throws NeemoRefusal */
	detail(id: number): NeemoOrder {
		return this.known(id).raw;
	}

	/**
	 * The store sets a status; the same one again only tells the customer once more.
	 * @throws NeemoRefusal
	 */
	setStatus(id: number, status: number): NeemoOrder {
		const record = this.known(id);
		const { raw } = record;
		const allowed = status === raw.status || (NEXT[raw.status] ?? []).includes(status);
		const refundsNothing = status === STATUS.cancelledByRestaurantRefunded && !raw.payment_online;
		if (!allowed || refundsNothing) {
			const reason = refundsNothing
				? 'o pedido não foi pago online'
				: `o pedido está no status ${raw.status}`;
			throw new NeemoRefusal(400, `Não é possível alterar para o status ${status}: ${reason}`);
		}
		const step = stepOf(raw, status);
		this.move(record, status, { step, by: 'store' });
		this.context.emit({ type: 'stageChanged', id, stage: String(status), step });
		return raw;
	}

	/** @throws Refusal */
	moveAsStaff(id: number, to: string): void {
		const record = this.wanted(id);
		const move = movesOf(record).find((candidate) => candidate.to === to);
		if (!move) {
			throw new Refusal(`Order ${id} has the status ${record.raw.status} and cannot get ${to}`, 409);
		}
		this.move(record, Number(to), { step: move.step, by: 'staff' });
		this.context.emit({ type: 'stageChanged', id, stage: to, step: move.step });
	}

	/** Ends in a cancellation by the system: the API knows no other for customers. */
	cancelAsCustomer(id: number): void {
		const record = this.wanted(id);
		if (!canBeCancelled(record)) {
			throw new Refusal(
				`Order ${id} has the status ${record.raw.status} and cannot be cancelled any more`,
				409,
			);
		}
		const status = record.raw.payment_online ? STATUS.cancelledBySystemRefunded : STATUS.cancelledBySystem;
		this.move(record, status, { step: 'cancelled', by: 'customer' });
		this.context.emit({ type: 'orderCancelledByCustomer', id });
	}

	orders(): SandboxOrder[] {
		return [...this.records.values()].map((record) => ({
			platform: this.context.name,
			id: record.raw.id,
			kind: record.kind,
			status: String(record.raw.status),
			customer: record.raw.name ?? '',
			type: TYPES[record.raw.forma_entrega] ?? 'delivery',
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
	}

	private add(id: number, wish: OrderWish): number {
		if (wish.kind !== undefined && !isKind(wish.kind)) {
			throw new Refusal(
				`No kind "${wish.kind}": there are ${ORDER_KINDS.map(({ name }) => name).join(', ')}`,
			);
		}
		const placedAt = this.context.now();
		const { kind, order } = this.generator.next(wish.kind, id, ++this.placed, placedAt);
		const raw: NeemoOrder = { ...order, ...wish.with, id };
		const record: StoredOrder = { kind, placedAt, updatedAt: placedAt, raw, history: [] };
		this.records.set(id, record);
		record.history.push({ step: 'placed', stage: String(raw.status), at: this.time(), by: 'customer' });
		if (CANCELLED.has(raw.status)) this.move(record, raw.status, { step: 'cancelled', by: 'platform' });
		if (raw.status === STATUS.awaitingPayment)
			this.context.later(PAYMENT_SECONDS, () => this.receivePayment(record));
		this.context.emit({ type: 'orderPlaced', id, kind, customer: raw.name, total: raw.total });
		return id;
	}

	private receivePayment(record: StoredOrder): void {
		if (record.raw.status !== STATUS.awaitingPayment) return;
		record.raw.payment_online = true;
		this.move(record, STATUS.new, { step: 'placed', by: 'platform' });
		this.context.emit({ type: 'stageChanged', id: record.raw.id, stage: '0', step: 'placed' });
	}

	private move(record: StoredOrder, status: number, what: Pick<HistoryEntry, 'step' | 'by'>): void {
		record.raw.status = status;
		record.updatedAt = this.context.now();
		record.raw.updated_at = storeTime(record.updatedAt);
		record.history.push({ ...what, stage: String(status), at: this.time() });
	}

	private known(id: number): StoredOrder {
		const record = this.records.get(id);
		if (!record) throw new NeemoRefusal(404, 'Pedido não encontrado');
		return record;
	}

	private wanted(id: number): StoredOrder {
		const record = this.records.get(id);
		if (!record) throw new Refusal(`No order ${id}`, 404);
		return record;
	}

	private time(): string {
		return new Date(this.context.now()).toISOString();
	}
}

const TYPES: Record<number, SandboxOrder['type']> = {
	[WAY.delivery]: 'delivery',
	[WAY.pickup]: 'pickup',
	[WAY.table]: 'table',
};

const isKind = (kind: string): kind is OrderKind => ORDER_KINDS.some(({ name }) => name === kind);

const canBeCancelled = ({ raw }: StoredOrder) => !FINAL.has(raw.status);

/** The statuses ahead, and the cancellation that fits the payment. */
function movesOf({ raw }: StoredOrder): Move[] {
	const cancelled = raw.payment_online ? STATUS.cancelledByRestaurantRefunded : STATUS.cancelledByRestaurant;
	const way = [STATUS.confirmed, STATUS.sent, STATUS.delivered, cancelled];
	return way
		.filter((status) => NEXT[raw.status]?.includes(status))
		.map((status) => ({ to: String(status), step: stepOf(raw, status) }));
}

function stepOf(order: NeemoOrder, status: number): Step {
	if (status === STATUS.sent) return order.forma_entrega === WAY.delivery ? 'dispatched' : 'readyForPickup';
	if (CANCELLED.has(status)) return 'cancelled';
	return status === STATUS.delivered ? 'delivered' : 'confirmed';
}

/** `sort` is a member and a direction [FI]; without it the oldest order comes first (the sandbox's choice). */
function inOrder(orders: NeemoOrder[], sort = 'id asc'): NeemoOrder[] {
	const [, member = '', direction] = /^(id|date|updated_at|status|total) (asc|desc)$/.exec(sort) ?? [];
	if (direction === undefined) throw new NeemoRefusal(400, `sort inválido: ${sort}`);
	const sign = direction === 'asc' ? 1 : -1;
	return orders.sort((one, other) => {
		const [a, b] = [one[member], other[member]] as [number | string, number | string];
		return a === b ? one.id - other.id : a < b ? -sign : sign;
	});
}

function lifeLineOf({ raw, history }: StoredOrder): SandboxOrder['lifeLine'] {
	const timeAt = (step: Step) => history.find((entry) => entry.step === step)?.at ?? null;
	const usual: Step[] = ['placed', 'confirmed', stepOf(raw, STATUS.sent), 'delivered'];
	const steps = usual.map((step) => ({ step, at: timeAt(step) }));
	if (!CANCELLED.has(raw.status)) return steps;
	return [...steps.filter(({ at }) => at !== null), { step: 'cancelled', at: timeAt('cancelled') }];
}
