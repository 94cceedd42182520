import type { IDataObject } from 'n8n-workflow';
import { dayInZone } from '../order/time';
import type { OrderStatus, UnifiedOrder } from '../order/types';
import type { StateRead } from '../order/verbs';
import type { OrderPlatform } from '../platform';
import { rowsOf } from './answer';
import type { PlatformClient } from './client';

const DAY = 24 * 60 * 60 * 1000;

/** From this many items on, the days of a list are read once instead of an order per item. */
const MANY = 4;

/** An order as it was read before a verb. */
export interface KnownOrder {
	order: UnifiedOrder;
	raw: IDataObject;
}

/** The orders of one run of a verb as they were read, one by one or by day, as the platform has it. */
export class OrderStates {
	private readonly known = new Map<string, KnownOrder>();

	private daysRead = 0;

	/** @param items how many items the run has */
	constructor(
		private readonly platform: OrderPlatform,
		private readonly client: PlatformClient,
		private readonly read: StateRead,
		private readonly items: number,
	) {}

	/** An order as the platform shows it, null where it could not be found. */
	async of(
		orderId: string,
		lookBackDays: number,
		statusWords: ReadonlyMap<string, OrderStatus>,
	): Promise<KnownOrder | null> {
		const { byOrder, byDay } = this.read;
		const isByDay = byOrder === undefined || (byDay !== undefined && this.items >= MANY);
		if (isByDay) await this.readDays(orderId, lookBackDays, statusWords);
		if (byOrder !== undefined && !(isByDay && this.known.has(orderId))) {
			this.learn(await this.rows({ [byOrder]: orderId }), statusWords);
		}
		return this.known.get(orderId) ?? null;
	}

	/** After a verb: the platform need not be asked again. */
	remember(orderId: string, status: OrderStatus): void {
		const known = this.known.get(orderId);
		if (known) this.known.set(orderId, { ...known, order: { ...known.order, status } });
	}

	private async readDays(
		orderId: string,
		lookBackDays: number,
		statusWords: ReadonlyMap<string, OrderStatus>,
	): Promise<void> {
		const { byDay } = this.read;
		if (!byDay || this.known.has(orderId) || lookBackDays <= this.daysRead) return;
		const now = Date.now();
		const zone = this.client.store.timeZone;
		const rows = await this.rows({
			[byDay.start]: dayInZone(now - (lookBackDays - 1) * DAY, zone),
			// platforms do not say whether the last day is included, nor in which zone: a day more does no harm
			[byDay.end]: dayInZone(now + DAY, zone),
		});
		this.learn(rows, statusWords);
		this.daysRead = lookBackDays;
	}

	private async rows(values: Record<string, unknown>): Promise<IDataObject[]> {
		const { id, paging } = this.client.operation(this.read.operation);
		const asked = { ...this.read.with, ...values };
		return paging ? await this.client.list(id, asked) : rowsOf(await this.client.call(id, asked));
	}

	private learn(rows: IDataObject[], statusWords: ReadonlyMap<string, OrderStatus>): void {
		for (const raw of rows) {
			const order = this.platform.orders.toUnified(raw, { ...this.client.store, statusWords });
			this.known.set(order.source.orderId, { order, raw });
		}
	}
}
