import type { IDataObject } from 'n8n-workflow';
import type { PlatformOrders } from '../../../core/order/platform';
import type { Receiving } from '../../../core/receive/source';
import { shopOrders, shopReceiving } from './shop';

/** A made-up platform without a queue: its list comes in pages, and tells only with a second request what was ordered. */
export class ListShop {
	/** Every call, such as `list 1` for the first page, or `get 7`. */
	readonly calls: string[] = [];
	/** Calls that fail now: `list`, `get` or `get 7`. */
	readonly faults = new Map<string, Error>();
	/** Called before each call, for instance to place an order meanwhile. */
	beforeCall: (call: string) => void = () => undefined;
	isNewestFirst = false;
	pageSize = 100;
	private readonly orders = new Map<string, IDataObject>();

	place(id: string, at: number, status = 'new', more: IDataObject = {}): void {
		this.orders.set(id, { id, at, status, amount: 1000, dish: 'Feijoada', ...more });
	}

	change(id: string, changes: IDataObject): void {
		this.orders.set(id, { ...this.orders.get(id), ...changes });
	}

	remove(id: string): void {
		this.orders.delete(id);
	}

	takeCalls(): string[] {
		return this.calls.splice(0);
	}

	get receiving(): Receiving {
		const { events } = shopReceiving;
		const { isNewestFirst } = this;
		const list = { operation: 'list', values: () => ({}), watchDays: 2, extraDays: 0, isPaged: true };
		return { events, list: { ...list, isNewestFirst } };
	}

	readonly client = {
		call: async (operation: string, values: Record<string, unknown> = {}): Promise<unknown> => {
			const call = [operation, ...Object.values(values)].join(' ');
			this.beforeCall(call);
			this.calls.push(call);
			await Promise.resolve();
			const fault = this.faults.get(call) ?? this.faults.get(operation);
			if (fault) throw fault;
			return this.orders.get(String(values.id));
		},
		list: async (
			operation: string,
			_: Record<string, unknown>,
			isEnough?: (rows: IDataObject[]) => boolean,
		): Promise<IDataObject[]> => {
			const rows: IDataObject[] = [];
			for (let page = 1; ; page++) {
				await this.client.call(operation, { page });
				const fresh = this.sorted().slice((page - 1) * this.pageSize, page * this.pageSize);
				rows.push(...fresh.map(({ dish: _dish, ...row }) => row));
				if (fresh.length < this.pageSize || isEnough?.(fresh)) return rows;
			}
		},
	};

	private sorted(): IDataObject[] {
		const rows = [...this.orders.values()];
		return this.isNewestFirst ? rows.sort((a, b) => Number(b.at) - Number(a.at)) : rows;
	}
}

/** Orders of such a shop: rows without a dish are to be completed. */
export const listOrders: PlatformOrders = {
	...shopOrders,
	toUnified(raw, store) {
		const order = shopOrders.toUnified(raw, store);
		const { status, statusPhase } = raw.status === 'unpaid' ? UNPAID : order;
		const orderType = (raw.type as typeof order.orderType | undefined) ?? null;
		const total = { ...order.total, orderAmount: Number(raw.amount) / 100 };
		return { ...order, status, statusPhase, orderType, items: raw.dish ? order.items : [], total };
	},
	details: { operation: 'get', byOrder: 'id', areMissing: (row) => !('dish' in row) },
};

const UNPAID = { status: 'PENDING_PAYMENT', statusPhase: 'WAITING' } as const;
