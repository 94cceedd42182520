import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { toNodeApiError } from '../../../core/api/errors';
import { buildOrder } from '../../../core/order/build';
import type { PlatformOrders } from '../../../core/order/platform';
import type { OrderStatus } from '../../../core/order/types';
import type { Receiving } from '../../../core/receive/source';

/** A made-up platform with a queue: enough of one to test receiving without n8n and without any real platform. */
export class Shop {
	/** Every call, such as `queue`, `list 2026-11-20 2026-11-22` or `known 7`. */
	readonly calls: string[] = [];
	/** Operations that fail now, by the first word of the call. */
	readonly faults = new Map<string, Error>();
	/** Rows that the queue and the list answer besides the orders. */
	strangeRows: unknown[] = [];
	/** Called before each call, for instance to let time pass. */
	beforeCall: (call: string) => void = () => undefined;
	private readonly orders = new Map<string, ShopOrder>();

	place(id: string, at: number, status = 'new'): void {
		this.orders.set(id, { id, at, status, isQueued: true, dish: 'Feijoada' });
	}

	/** A cancelled order comes back into the queue, whether it was acknowledged or not. */
	cancel(id: string): void {
		Object.assign(this.order(id), { status: 'cancelled', isQueued: true });
	}

	/** The store works on the order at the platform itself. By default that takes it out of the queue. */
	move(id: string, status: string, isQueued = false): void {
		Object.assign(this.order(id), { status, isQueued });
	}

	edit(id: string, dish: string): void {
		this.order(id).dish = dish;
	}

	/** Whether the queue shows the order. */
	isQueued(id: string): boolean {
		return this.order(id).isQueued;
	}

	statusOf(id: string): string {
		return this.order(id).status;
	}

	ids(): string[] {
		return [...this.orders.keys()];
	}

	/** Takes an order out of the queue, as another program of the store may do. */
	acknowledge(id: string): void {
		this.order(id).isQueued = false;
	}

	/** The calls since the last time, then forgets them. */
	takeCalls(): string[] {
		return this.calls.splice(0);
	}

	// eslint-style async on purpose: the receiving code only knows a client that answers later
	readonly client = {
		call: async (operation: string, values: Record<string, unknown> = {}): Promise<unknown> => {
			const call = [operation, ...Object.values(values)].join(' ');
			this.beforeCall(call);
			this.calls.push(call);
			const fault = this.faults.get(call) ?? this.faults.get(operation);
			if (fault) throw fault;
			if (operation === 'list') return this.rows(() => true);
			if (operation === 'queue') return this.rows(({ isQueued }) => isQueued);
			this.acknowledge(String(values.id));
			return { done: true };
		},
		list: async (operation: string, values: Record<string, unknown>): Promise<IDataObject[]> =>
			(await this.client.call(operation, values)) as IDataObject[],
	};

	private rows(isWanted: (order: ShopOrder) => boolean): unknown[] {
		const rows = [...this.orders.values()]
			.filter(isWanted)
			.map(({ id, at, status, dish }) => ({ id, at, status, dish }));
		return [...this.strangeRows, ...rows];
	}

	private order(id: string): ShopOrder {
		const order = this.orders.get(id);
		if (!order) throw new Error(`the shop has no order ${id}`);
		return order;
	}
}

interface ShopOrder {
	id: string;
	/** Milliseconds. */
	at: number;
	status: string;
	isQueued: boolean;
	dish: string;
}

export const shopReceiving: Receiving & { queue: NonNullable<Receiving['queue']> } = {
	events: ['orderCreated', 'orderCancelled', 'statusChanged', 'orderUpdated', 'orderWaiting'],
	queue: {
		operation: 'queue',
		acknowledge: {
			operation: 'acknowledge',
			values: (id, as) => ({ as, id }),
			choices: [
				{ name: 'Known', value: 'known', description: 'Known' },
				{ name: 'Integrated', value: 'integrated', description: 'Integrated' },
			],
		},
	},
	list: { operation: 'list', values: (from, to) => ({ from, to }), watchDays: 2, extraDays: 1 },
};

const STATUSES: Record<string, OrderStatus> = {
	new: 'CREATED',
	confirmed: 'CONFIRMED',
	delivered: 'DELIVERED',
	cancelled: 'CANCELLED',
};

export const shopOrders: PlatformOrders = {
	platform: 'pigz',
	orderIdOf(raw) {
		if (typeof raw.id !== 'string') throw new Error('no order number');
		return raw.id;
	},
	toUnified: (raw, store) =>
		buildOrder({
			platform: 'pigz',
			store,
			orderId: String(raw.id),
			status: STATUSES[String(raw.status)] ?? 'UNKNOWN',
			statusRaw: raw.status,
			orderType: 'DELIVERY',
			createdAt: raw.at,
			customer: { name: 'Ana Souza', phone: '11912345678' },
			items: [{ name: raw.dish, quantity: 1, unitPrice: null, optionsPrice: null, totalPrice: null }],
			total: { itemsPrice: null, otherFees: null, discount: null, orderAmount: null },
			payments: [],
			warnings: new Set(),
		}),
	// Receiving writes nothing but acknowledgments
	verbs: {} as PlatformOrders['verbs'],
	personal: [],
	samples: [],
};

const NODE = {
	id: 'n',
	name: 'Shop Trigger',
	type: 'shopTrigger',
	typeVersion: 1,
	position: [0, 0] as [number, number],
	parameters: {},
};

export function unreachable(): NodeApiError {
	return toNodeApiError(NODE, {
		message: 'Shop could not be reached',
		description: 'No connection.',
		transient: true,
	});
}

export function refusal(status: number, loginRefused = false): NodeApiError {
	return toNodeApiError(NODE, {
		message: `Shop refused (${status})`,
		description: 'Check the values.',
		status,
		transient: status === 429 || status >= 500,
		loginRefused,
	});
}

export function rowWithoutNumber(): IDataObject {
	return { nome: 'Bruno Lima', telefone: '11987654321' };
}
