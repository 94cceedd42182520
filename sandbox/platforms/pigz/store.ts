import {
	Refusal,
	type HistoryEntry,
	type Move,
	type OrderWish,
	type PlatformContext,
	type SandboxLine,
	type SandboxOrder,
	type Step,
} from '../../types';
import { ORDER_KINDS, orderGenerator, type OrderKind, type PigzOrder } from './orders';

/** Days in `GET /orders` are those of the store (the sandbox's choice: the zone is not documented). */
const STORE_TIME_ZONE = 'America/Sao_Paulo';

/** Members that only the queue shows: the list page does not name them [L], the sample of the queue does [S]. */
const QUEUE_MEMBERS = ['desconto', 'subTotal', 'total', 'taxaEntrega', 'entregador', 'EnderecoRetirada'];

/** Stages of the document [S] and what they mean. Acknowledging does not change the status (inf). */
const STAGES: Record<string, { step: Step; acknowledges?: boolean }> = {
	conhecido: { step: 'acknowledged', acknowledges: true },
	integrado: { step: 'acknowledged', acknowledges: true },
	confirmado: { step: 'confirmed' },
	despachado: { step: 'dispatched' },
	prontoRetirada: { step: 'readyForPickup' },
	entregue: { step: 'delivered' },
	cancelado: { step: 'cancelled' },
};

const CANCELLED = 'CANCELADO';
const DELIVERED = 'ENTREGUE';

/** The order number in the sample of the reference page [S]. */
const EXAMPLE_ORDER = 3105;

/** The list operations and which orders each of them holds. */
const LISTS: Record<string, (record: StoredOrder) => boolean> = {
	'order.getQueue': ({ inQueue }) => inQueue,
	'order.getAll': () => true,
};

interface StoredOrder {
	kind: OrderKind;
	/** Milliseconds since 1970. */
	placedAt: number;
	raw: PigzOrder;
	inQueue: boolean;
	emissions: string[];
	acknowledgedAt: string | null;
	history: HistoryEntry[];
}

/** Why a stage was not set: the order is unknown, or may not go there. */
export class StageRefused extends Error {
	constructor(
		readonly status: 400 | 404,
		message: string,
	) {
		super(message);
	}
}

/** The orders of one store and the queue that hands them out until they are acknowledged. */
export class PigzStore {
	private readonly records = new Map<number, StoredOrder>();
	private readonly generator;
	private nextNumber: number;

	constructor(private readonly context: PlatformContext) {
		this.generator = orderGenerator(context.seed);
		this.nextNumber = context.firstNumber;
	}

	place(wish: OrderWish = {}): number {
		return this.add(this.nextNumber, wish);
	}

	/** The order that the document's examples name. */
	examples(): void {
		if (!this.records.has(EXAMPLE_ORDER)) this.add(EXAMPLE_ORDER);
	}

	/** @throws Refusal for an operation that is no list */
	fill(operation: string, count: number): void {
		const belongs = LISTS[operation];
		if (!belongs) throw new Refusal(`"${operation}" is none of ${Object.keys(LISTS).join(', ')}`);
		const listed = [...this.records.values()].filter(belongs);
		for (const { raw } of listed.slice(count)) this.records.delete(raw.codigo);
		for (let missing = count - listed.length; missing > 0; missing--) this.place();
	}

	private add(codigo: number, wish: OrderWish = {}): number {
		if (wish.kind !== undefined && !isKind(wish.kind)) {
			throw new Refusal(
				`No kind "${wish.kind}": there are ${ORDER_KINDS.map(({ name }) => name).join(', ')}`,
			);
		}
		this.nextNumber = Math.max(this.nextNumber, codigo + 1);
		const placedAt = this.context.now();
		const { kind, order } = this.generator.next(wish.kind, codigo, placedAt);
		const raw: PigzOrder = { ...order, ...wish.with, codigo };
		this.records.set(codigo, {
			kind,
			placedAt,
			raw,
			inQueue: true,
			emissions: [],
			acknowledgedAt: null,
			history: [{ step: 'placed', at: this.time(), by: 'customer' }],
		});
		this.context.emit({
			type: 'orderPlaced',
			id: codigo,
			kind,
			customer: customerOf(raw),
			total: raw.total,
		});
		return codigo;
	}

	/** Reading hands out and does not remove. */
	readQueue(): PigzOrder[] {
		const waiting = [...this.records.values()].filter((record) => record.inQueue);
		for (const record of waiting) {
			record.emissions.push(this.time());
			if (record.emissions.length === 1) {
				record.history.push({ step: 'handedOut', at: this.time(), by: 'platform' });
			}
			this.context.emit({ type: 'orderHandedOut', id: record.raw.codigo, times: record.emissions.length });
		}
		return waiting.map(({ raw }) => raw);
	}

	/** Orders of the days from `start` to `end`, both included and both optional, oldest first. */
	list(start?: string, end?: string): Array<Partial<PigzOrder>> {
		return [...this.records.values()]
			.filter(({ placedAt }) => {
				const day = storeDay(placedAt);
				return (start === undefined || day >= start) && (end === undefined || day <= end);
			})
			.map(({ raw }) =>
				Object.fromEntries(Object.entries(raw).filter(([member]) => !QUEUE_MEMBERS.includes(member))),
			);
	}

	/** @throws StageRefused */
	setStage(codigo: number, stage: string): void {
		const record = this.records.get(codigo);
		const meaning = STAGES[stage];
		if (!record || !meaning) throw new StageRefused(404, 'Order not found');
		const { raw } = record;
		if (stage === 'cancelado' && raw.status === DELIVERED) {
			throw new StageRefused(400, 'Não é possível cancelar um pedido que já foi entregue');
		}
		if (raw.status === CANCELLED && !meaning.acknowledges && stage !== 'cancelado') {
			throw new StageRefused(400, 'Não é possível alterar um pedido cancelado');
		}
		record.inQueue = false;
		record.history.push({ step: meaning.step, stage, at: this.time(), by: 'store' });
		if (meaning.acknowledges) {
			record.acknowledgedAt = this.time();
			this.context.emit({ type: 'orderAcknowledged', id: codigo, stage });
			return;
		}
		raw.status = stage.toUpperCase();
		this.context.emit({ type: 'stageChanged', id: codigo, stage, step: meaning.step });
	}

	/** Puts the order back into the queue, as a cancelled one. */
	cancelAsCustomer(codigo: number): void {
		const record = this.wanted(codigo);
		if (!canBeCancelled(record)) {
			throw new Refusal(`Order ${codigo} is ${record.raw.status} and cannot be cancelled any more`, 409);
		}
		record.raw.status = CANCELLED;
		this.putBack(record);
		record.history.push({ step: 'cancelled', at: this.time(), by: 'customer' });
		this.context.emit({ type: 'orderCancelledByCustomer', id: codigo });
	}

	/** @throws Refusal */
	moveAsStaff(codigo: number, stage: string): void {
		const record = this.wanted(codigo);
		const move = movesOf(record).find(({ to }) => to === stage);
		if (!move) throw new Refusal(`Order ${codigo} is ${record.raw.status} and cannot become ${stage}`, 409);
		record.raw.status = stage.toUpperCase();
		if (move.step === 'cancelled') this.putBack(record);
		record.history.push({ step: move.step, stage, at: this.time(), by: 'staff' });
		this.context.emit({ type: 'stageChanged', id: codigo, stage, step: move.step });
	}

	orders(): SandboxOrder[] {
		return [...this.records.values()].map((record) => ({
			platform: this.context.name,
			id: record.raw.codigo,
			kind: record.kind,
			status: record.raw.status,
			customer: customerOf(record.raw),
			type: record.raw.tipoEntrega === 'RETIRADA' ? 'pickup' : 'delivery',
			total: record.raw.total,
			placedAt: new Date(record.placedAt).toISOString(),
			history: [...record.history],
			lifeLine: lifeLineOf(record),
			inQueue: record.inQueue,
			emissions: [...record.emissions],
			acknowledgedAt: record.acknowledgedAt,
			canBeCancelled: canBeCancelled(record),
			moves: movesOf(record),
			lines: linesOf(record.raw),
			raw: structuredClone(record.raw),
		}));
	}

	clear(): void {
		this.records.clear();
	}

	private wanted(codigo: number): StoredOrder {
		const record = this.records.get(codigo);
		if (!record) throw new Refusal(`No order ${codigo}`, 404);
		return record;
	}

	private putBack(record: StoredOrder): void {
		record.inQueue = true;
		record.acknowledgedAt = null;
	}

	private time(): string {
		return new Date(this.context.now()).toISOString();
	}
}

const isKind = (kind: string): kind is OrderKind => ORDER_KINDS.some(({ name }) => name === kind);

/** `with` of a wish may have taken the customer away. */
const customerOf = ({ cliente }: Partial<PigzOrder>) => cliente?.nome ?? '';

const canBeCancelled = ({ raw }: StoredOrder) => raw.status !== CANCELLED && raw.status !== DELIVERED;

/** The stages ahead, and the cancellation. */
function movesOf({ raw }: StoredOrder): Move[] {
	if (raw.status === CANCELLED || raw.status === DELIVERED) return [];
	const onTheWay = raw.tipoEntrega === 'RETIRADA' ? 'prontoRetirada' : 'despachado';
	const way = ['confirmado', onTheWay, 'entregue'];
	const ahead = way.slice(way.findIndex((stage) => stage.toUpperCase() === raw.status) + 1);
	return [...ahead, 'cancelado'].flatMap((to) => {
		const meaning = STAGES[to];
		return meaning ? [{ to, step: meaning.step }] : [];
	});
}

/** `with` of a wish may have taken the items away. */
function linesOf({ itens }: Partial<PigzOrder>): SandboxLine[] {
	return (itens ?? []).map(({ quantidade, nome, produto, preco, opcionais }) => {
		const options = (opcionais ?? []).flatMap(({ opcao }) => opcao);
		const unit = Math.round((preco + options.reduce((sum, { price }) => sum + price, 0)) * 100);
		return {
			amount: quantidade,
			name: [nome, produto?.tamanho, ...options.map((option) => option.nome)].filter(Boolean).join(', '),
			total: (quantidade * unit) / 100,
		};
	});
}

/** `YYYY-MM-DD`, as the Swedish write their days. */
const storeDay = (milliseconds: number) =>
	new Intl.DateTimeFormat('sv-SE', { timeZone: STORE_TIME_ZONE, dateStyle: 'short' }).format(milliseconds);

function lifeLineOf({ raw, history }: StoredOrder): SandboxOrder['lifeLine'] {
	const timeOf = (step: Step) => history.find((entry) => entry.step === step)?.at ?? null;
	const onTheWay: Step = raw.tipoEntrega === 'RETIRADA' ? 'readyForPickup' : 'dispatched';
	const usual: Step[] = ['placed', 'handedOut', 'acknowledged', 'confirmed', onTheWay, 'delivered'];
	const steps = usual.map((step) => ({ step, at: timeOf(step) }));
	if (raw.status !== CANCELLED) return steps;
	return [...steps.filter(({ at }) => at !== null), { step: 'cancelled', at: timeOf('cancelled') }];
}
