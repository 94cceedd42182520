import type { Id, Row } from '../../collections';
import type { ApiCall } from '../../strict-api';
import {
	Refusal,
	type Actor,
	type HistoryEntry,
	type Move,
	type OrderWish,
	type PlatformContext,
	type SandboxLine,
	type SandboxOrder,
	type Step,
} from '../../types';
import type { CustomerFigures } from './customers';
import { done, folded, notFound, page, refused, success } from './manners';
import type { Part } from './part';
import {
	EXAMPLE_ORDER,
	ORDER_KINDS,
	orderGenerator,
	type DirectOrder,
	type Money,
	type OrderKind,
} from './samples';
import { storeTime } from './time';

/** How far along its way an order is; the rest are ends from which nothing leads back. */
const WAY = ['WAITING', 'APPROVED', 'IN_TRANSIT', 'DONE'];
const CANCELLED = ['REJECTED', 'HIDDEN'];

/** What setting a status means, and the member of `operationTime` that notes it. */
const MEANINGS: Record<string, { step?: Step; noted?: string }> = {
	APPROVED: { step: 'confirmed', noted: 'approved' },
	IN_TRANSIT: { step: 'dispatched', noted: 'inTransit' },
	DONE: { step: 'delivered', noted: 'done' },
	REJECTED: { step: 'cancelled', noted: 'cancelled' },
	HIDDEN: { step: 'cancelled', noted: 'cancelled' },
};

/** Who does what comes through the API. */
const ADMINISTRATOR = 10;
const NUMBERS_START_AT = 70_000_000;

interface StoredOrder {
	kind: OrderKind;
	/** Milliseconds since 1970. */
	placedAt: number;
	raw: DirectOrder;
	/** Waits for a Pix payment that has not come. */
	waitsForPix: boolean;
	/** Where the kitchen is with it; null until it is approved. */
	kitchen: 'APPROVED' | 'IN_PRODUCTION' | 'DONE' | null;
	emissions: string[];
	history: HistoryEntry[];
}

/** What a webhook reports. */
export interface OrderReport {
	eventType: 'ORDER_PLACED' | 'ORDER_EDITED' | 'ORDER_STATUS_CHANGED';
	orderStatus: string | null;
	ordersId: number;
	order: DirectOrder | null;
}

export interface OrderTools {
	/** The customer with this telephone, made where there is none. */
	customerOf(person: Row): Row;
	report(report: OrderReport): void;
}

/**
 * The orders of a store. Documented or seen: the list with its filters [A], that it hides cancelled orders, those that
 * wait for Pix and scheduled ones that are not yet due unless asked for [A], the statuses [A] [D], 404 and 422 of a
 * change [E], and the reports [A] [E].
 *
 * The sandbox's choice: the newest order comes first; an order goes forward on its way only, steps may be skipped, and
 * the status that it has already can be set again; a WARNING leads back to APPROVED; a scheduled order is reported when
 * it is placed as HIDDEN, and as WAITING when it appears; the members of a kitchen order.
 */
export class DirectOrders {
	private readonly records = new Map<number, StoredOrder>();
	private readonly generator;
	private nextNumber: number;

	constructor(
		private readonly context: PlatformContext,
		private readonly tools: OrderTools,
	) {
		this.generator = orderGenerator(context.seed);
		this.nextNumber = NUMBERS_START_AT + context.firstNumber;
	}

	/** @throws Refusal for an unknown kind */
	place(wish: OrderWish = {}): number {
		const id = this.add(wish);
		const record = this.records.get(id);
		if (!record) return id;
		const { kind, raw } = record;
		const hidden = !this.isDue(record);
		this.context.emit({ type: 'orderPlaced', id, kind, customer: nameOf(raw), total: reaisOf(raw) });
		this.tell('ORDER_PLACED', raw, hidden ? 'HIDDEN' : null);
		if (raw.scheduledOrder && hidden) {
			const seconds = (Date.parse(raw.scheduledOrder.appearDate) - this.context.now()) / 1000;
			this.context.later(seconds, () => this.tell('ORDER_STATUS_CHANGED', raw, raw.status));
		}
		if (kind === 'cancelled') this.cancelAsCustomer(id);
		return id;
	}

	/** @throws Refusal when there is no such order, or it is at its end */
	cancelAsCustomer(id: number): void {
		const record = this.wanted(id);
		if (!canBeCancelled(record)) {
			throw new Refusal(`Order ${id} is ${record.raw.status} and cannot be cancelled any more`, 409);
		}
		this.set(record, 'REJECTED', 'Cancelado pelo cliente', 'customer');
		this.context.emit({ type: 'orderCancelledByCustomer', id });
	}

	/** @throws Refusal */
	moveAsStaff(id: number, to: string): void {
		const record = this.wanted(id);
		if (!movesOf(record).some((move) => move.to === to)) {
			throw new Refusal(`Order ${id} is ${record.raw.status} and cannot become ${to}`, 409);
		}
		this.set(record, to, null, 'staff');
	}

	/** Answers of the operations of orders and of the kitchen display. */
	operations(): Part['operations'] {
		return {
			'order.getAll': (call) => {
				const rows = this.visible(call.query);
				const answer = page(
					'order',
					rows.map(({ raw }) => shown(raw, call.query)),
					call,
				);
				const { offset = '0', limit = '30' } = call.query;
				for (const record of rows.slice(Number(offset), Number(offset) + Number(limit))) this.handOut(record);
				return answer;
			},
			'order.updateStatus': ({ params, body }) => {
				const record = this.records.get(Number(params.id));
				if (!record) return notFound();
				const { status, statusReason } = body as { status: string; statusReason?: string };
				if (!mayBecome(record.raw.status, status)) {
					return refused(
						422,
						'invalid_status',
						`Não é possível alterar o status do pedido de ${record.raw.status} para ${status}`,
					);
				}
				if (status !== record.raw.status) this.set(record, status, statusReason ?? null, 'store');
				return done();
			},
			'kitchenOrder.getAll': (call) => {
				const { dateStart } = call.query;
				const since = dateStart === undefined ? 0 : Date.parse(`${dateStart.replace(' ', 'T')}Z`);
				const rows = this.newestFirst().filter(({ kitchen, raw }) => {
					const approved = Date.parse(String(raw.operationTime.approvedTime));
					return kitchen !== null && approved >= since;
				});
				return page('order', rows.map(kitchenOrder), call);
			},
			'kitchenOrder.get': ({ query }) => {
				const record = this.records.get(Number(query.orderId));
				return record?.kitchen ? success(kitchenOrder(record)) : notFound();
			},
			'kitchenOrder.updateStatus': ({ params, body }) => {
				const record = this.records.get(Number(params.id));
				if (!record?.kitchen) return notFound();
				record.kitchen = (body as { status: 'IN_PRODUCTION' | 'DONE' }).status;
				return done();
			},
		};
	}

	lists(): Part['lists'] {
		return {
			'order.getAll': (count) => this.fill(count, () => this.visible({}), 'WAITING'),
			'kitchenOrder.getAll': (count) =>
				this.fill(count, () => this.newestFirst().filter(({ kitchen }) => kitchen !== null), 'APPROVED'),
		};
	}

	/** The order that the document's examples name. */
	examples(): void {
		if (this.records.has(EXAMPLE_ORDER.id)) return;
		const raw = structuredClone(EXAMPLE_ORDER);
		const at = new Date(raw.created).toISOString();
		this.records.set(raw.id, {
			kind: 'voucher',
			placedAt: Date.parse(raw.created),
			raw,
			waitsForPix: false,
			kitchen: 'APPROVED',
			emissions: [],
			history: [
				{ step: 'placed', at, by: 'customer' },
				{ step: 'confirmed', stage: raw.status, at: new Date(raw.modified).toISOString(), by: 'store' },
			],
		});
	}

	figuresOf(customer: Id): CustomerFigures {
		const own = [...this.records.values()].filter(({ raw }) => String(raw.customer?.id) === String(customer));
		return {
			orders: own.length,
			spent: own.reduce((sum, { raw }) => sum + raw.total.total.value, 0),
			lastOrder: own.at(-1)?.raw.created ?? null,
		};
	}

	all(): SandboxOrder[] {
		return [...this.records.values()].map((record) => {
			const { raw, kind, placedAt, emissions, history } = record;
			return {
				platform: this.context.name,
				id: raw.id,
				kind,
				status: raw.status,
				customer: nameOf(raw),
				type: raw.type === 'TABLE' ? 'table' : raw.type === 'TAKEOUT' ? 'pickup' : 'delivery',
				total: reaisOf(raw),
				placedAt: new Date(placedAt).toISOString(),
				history: [...history],
				lifeLine: lifeLineOf(record),
				inQueue: raw.status === 'WAITING' && this.isDue(record) && !record.waitsForPix,
				emissions: [...emissions],
				// Nobody acknowledges an order here: its status tells that the store has it.
				acknowledgedAt: null,
				canBeCancelled: canBeCancelled(record),
				moves: movesOf(record),
				lines: linesOf(raw),
				raw: structuredClone(raw),
			};
		});
	}

	clear(): void {
		this.records.clear();
	}

	private add(wish: OrderWish): number {
		const { kind: wanted } = wish;
		if (wanted !== undefined && !isKind(wanted)) {
			throw new Refusal(`No kind "${wanted}": there are ${ORDER_KINDS.map(({ name }) => name).join(', ')}`);
		}
		while (this.records.has(this.nextNumber)) this.nextNumber++;
		const id = this.nextNumber++;
		const placedAt = this.context.now();
		const made = this.generator.next(wanted, id, placedAt, (person) => this.tools.customerOf(person));
		this.records.set(id, {
			kind: made.kind,
			placedAt,
			raw: { ...made.order, ...wish.with, id },
			waitsForPix: made.kind === 'pix',
			kitchen: null,
			emissions: [],
			history: [{ step: 'placed', at: this.time(), by: 'customer' }],
		});
		return id;
	}

	/** Many orders at once, of which nobody is told. */
	private fill(count: number, list: () => StoredOrder[], status: 'WAITING' | 'APPROVED'): void {
		const present = list();
		for (const { raw } of present.slice(count)) this.records.delete(raw.id);
		for (let missing = count - present.length; missing > 0; missing--) {
			const record = this.records.get(this.add({ kind: 'delivery' }));
			if (record && status === 'APPROVED') this.note(record, status, null, 'store');
		}
	}

	private set(record: StoredOrder, status: string, reason: string | null, by: Actor): void {
		this.note(record, status, reason, by);
		const step = stepOf(status, record.raw);
		if (step && by !== 'customer') {
			this.context.emit({ type: 'stageChanged', id: record.raw.id, stage: status, step });
		}
		this.tell('ORDER_STATUS_CHANGED', record.raw, status);
	}

	private note(record: StoredOrder, status: string, reason: string | null, by: Actor): void {
		const { raw } = record;
		const now = storeTime(this.context.now());
		const { noted } = MEANINGS[status] ?? {};
		raw.status = status;
		raw.statusReason = reason;
		raw.modified = now;
		raw.isCanceled = CANCELLED.includes(status);
		if (noted) {
			raw.operationTime = {
				...raw.operationTime,
				[`${noted}By`]: by === 'customer' ? null : ADMINISTRATOR,
				[`${noted}Time`]: now,
			};
		}
		if (status === 'APPROVED') record.kitchen ??= 'APPROVED';
		const step = stepOf(status, raw);
		if (step) record.history.push({ step, stage: status, at: this.time(), by });
	}

	private tell(eventType: OrderReport['eventType'], raw: DirectOrder, orderStatus: string | null): void {
		this.tools.report({ eventType, orderStatus, ordersId: raw.id, order: structuredClone(raw) });
	}

	private handOut(record: StoredOrder): void {
		record.emissions.push(this.time());
		if (record.emissions.length === 1) {
			record.history.push({ step: 'handedOut', at: this.time(), by: 'platform' });
		}
		this.context.emit({ type: 'orderHandedOut', id: record.raw.id, times: record.emissions.length });
	}

	private wanted(id: number): StoredOrder {
		const record = this.records.get(id);
		if (!record) throw new Refusal(`No order ${id}`, 404);
		return record;
	}

	private newestFirst(): StoredOrder[] {
		return [...this.records.values()].sort((one, other) => other.raw.id - one.raw.id);
	}

	private isDue({ raw }: StoredOrder): boolean {
		return !raw.scheduledOrder || Date.parse(raw.scheduledOrder.appearDate) <= this.context.now();
	}

	/** Orders that a query asks for, newest first. */
	private visible(query: ApiCall['query']): StoredOrder[] {
		const is = (name: string) => query[name] === 'true';
		return this.newestFirst().filter((record) => {
			const { raw, waitsForPix } = record;
			if (is('isOnlyCanceledOrders') && !raw.isCanceled) return false;
			const wantsCancelled = is('isOnlyCanceledOrders') || is('includeCanceledOrders');
			if (raw.isCanceled && !wantsCancelled) return false;
			if (waitsForPix && !raw.isCanceled && !is('includeWaitingPixPayment')) return false;
			if (is('isOnlyScheduled') ? !raw.scheduledOrder : !this.isDue(record)) return false;
			return Object.entries(FILTERS).every(([name, fits]) => {
				const wanted = query[name];
				return wanted === undefined || fits(raw, wanted);
			});
		});
	}

	private time(): string {
		return new Date(this.context.now()).toISOString();
	}
}

/** Members of a query that narrow the list of orders; days are the store's, both included. */
const FILTERS: Record<string, (raw: DirectOrder, wanted: string) => boolean> = {
	ordersId: ({ id }, wanted) => String(id) === wanted,
	status: ({ status }, wanted) => status === wanted,
	dateStart: ({ created }, wanted) => created.slice(0, 10) >= wanted,
	dateEnd: ({ created }, wanted) => created.slice(0, 10) <= wanted,
	lastModifiedStart: ({ modified }, wanted) => modified.slice(0, 10) >= wanted,
	lastModifiedEnd: ({ modified }, wanted) => modified.slice(0, 10) <= wanted,
	customerId: ({ customer }, wanted) => String(customer?.id) === wanted,
	customerName: (raw, wanted) => folded(nameOf(raw)).includes(folded(wanted)),
	customerEmail: ({ customer }, wanted) => customer?.email === wanted,
	customerPhone: ({ customer }, wanted) => customer?.telephone === wanted,
};

/** Without showItems items and compositeItems are empty [H]; that the rest is null then is the sandbox's choice. */
function shown(raw: DirectOrder, query: ApiCall['query']): Row {
	const extras = { voucher: null, loyaltyprogram: null, loyaltyprogramReward: null, memberGetMember: null };
	return {
		...raw,
		...(query.showItems === 'true' ? {} : { items: [], compositeItems: [] }),
		...(query.showExtras === 'true' ? {} : extras),
		...(query.showMetadata === 'true' ? {} : { metadata: null }),
	};
}

const isKind = (kind: string): kind is OrderKind => ORDER_KINDS.some(({ name }) => name === kind);

const nameOf = ({ customer }: DirectOrder) =>
	[customer?.firstName, customer?.lastName].filter((name) => typeof name === 'string').join(' ');

/** `with` of a wish may have taken the total away. */
const reaisOf = ({ total }: Partial<DirectOrder>) => (total?.total.value ?? 0) / 100;

const canBeCancelled = ({ raw }: StoredOrder) => !raw.isCanceled && raw.status !== 'DONE';

/** The statuses ahead, and the refusal. */
const movesOf = ({ raw }: StoredOrder): Move[] =>
	['APPROVED', 'IN_TRANSIT', 'DONE', 'REJECTED'].flatMap((to) => {
		const step = stepOf(to, raw);
		return step && to !== raw.status && mayBecome(raw.status, to) ? [{ to, step }] : [];
	});

const rowsOf = (value: unknown) => (Array.isArray(value) ? (value as Row[]) : []);

/** `with` of a wish may have taken the lines away. */
function linesOf({ items, compositeItems }: Partial<DirectOrder>): SandboxLine[] {
	return [...rowsOf(items), ...rowsOf(compositeItems)].map((line) => {
		const parts = rowsOf(line.items).map(({ name }) => name);
		const options = rowsOf(line.properties).flatMap(({ options }) => rowsOf(options).map(({ name }) => name));
		const cents = (line.total as Partial<Money> | undefined)?.value;
		return {
			amount: Number(line.amount),
			name: [line.name, parts.join(' / '), ...options].filter(Boolean).join(', '),
			total: cents === undefined ? null : cents / 100,
		};
	});
}

/** IN_TRANSIT of an order that is picked up means that it is ready [D]. */
const stepOf = (status: string, { type }: DirectOrder): Step | undefined =>
	status === 'IN_TRANSIT' && type !== 'DELIVERY' ? 'readyForPickup' : MEANINGS[status]?.step;

function mayBecome(from: string, to: string): boolean {
	if (from === to) return true;
	if (CANCELLED.includes(from) || from === 'DONE') return false;
	if (CANCELLED.includes(to) || to === 'WARNING') return true;
	return from === 'WARNING' || WAY.indexOf(to) > WAY.indexOf(from);
}

function kitchenOrder({ raw, kitchen }: StoredOrder): Row {
	const { id, orderNumber, type, notes, customer, items, compositeItems, operationTime } = raw;
	return {
		id,
		orderNumber,
		status: kitchen,
		type,
		notes,
		approvedTime: operationTime.approvedTime,
		customerName: customer ? nameOf(raw) : null,
		items,
		compositeItems,
	};
}

function lifeLineOf({ raw, history }: StoredOrder): SandboxOrder['lifeLine'] {
	const timeOf = (step: Step) => history.find((entry) => entry.step === step)?.at ?? null;
	const onTheWay: Step = raw.type === 'DELIVERY' ? 'dispatched' : 'readyForPickup';
	const usual: Step[] = ['placed', 'handedOut', 'confirmed', onTheWay, 'delivered'];
	const steps = usual.map((step) => ({ step, at: timeOf(step) }));
	if (!raw.isCanceled) return steps;
	return [...steps.filter(({ at }) => at !== null), { step: 'cancelled', at: timeOf('cancelled') }];
}
