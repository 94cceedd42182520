import type { IDataObject } from 'n8n-workflow';
import { dayInZone } from '../order/time';
import type { OrderStatus, UnifiedOrder } from '../order/types';
import type { StateRead } from '../order/verbs';
import type { OrderPlatform } from '../platform';
import { rowsOf, unwrap } from './answer';
import type { PlatformClient } from './client';
import { listRows } from './paging';

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
	private readonly rows = new Map<string, IDataObject>();

	/** Where a verb of this run has brought an order since it was read. */
	private readonly moved = new Map<string, OrderStatus>();

	private daysRead = 0;

	/** @param items how many items the run has */
	constructor(
		private readonly platform: OrderPlatform,
		private readonly client: PlatformClient,
		private readonly read: StateRead,
		private readonly items: number,
	) {}

	/**
	 * An order as the platform shows it, read with the person's own status words; null where it could not be found.
	 * @param requestPath corrects the guessed path of the reading
	 */
	async of(
		orderId: string,
		lookBackDays: number,
		statusWords: ReadonlyMap<string, OrderStatus>,
		requestPath?: string,
	): Promise<KnownOrder | null> {
		const { byOrder, byDay, orElse } = this.read;
		const isByDay = byOrder === undefined || (byDay !== undefined && this.items >= MANY);
		if (isByDay) await this.readDays(orderId, lookBackDays);
		if (byOrder !== undefined && !(isByDay && this.rows.has(orderId))) {
			this.rows.delete(orderId);
			this.learn(await this.ask({ [byOrder]: orderId }, requestPath));
			const isHidden = orElse !== undefined && !this.rows.has(orderId);
			if (isHidden) this.learn(await this.ask({ ...orElse, [byOrder]: orderId }, requestPath));
		}
		const raw = this.rows.get(orderId);
		if (!raw) return null;
		const order = this.platform.orders.toUnified(raw, { ...this.client.store, statusWords });
		return { order: { ...order, status: this.moved.get(orderId) ?? order.status }, raw };
	}

	/** After a verb: the platform need not be asked again. */
	remember(orderId: string, status: OrderStatus): void {
		this.moved.set(orderId, status);
	}

	private async readDays(orderId: string, lookBackDays: number): Promise<void> {
		const { byDay } = this.read;
		if (!byDay || this.rows.has(orderId) || lookBackDays <= this.daysRead) return;
		const now = Date.now();
		const zone = this.client.store.timeZone;
		this.learn(
			await this.ask({
				[byDay.start]: dayInZone(now - (lookBackDays - 1) * DAY, zone),
				// platforms do not say whether the last day is included, nor in which zone: a day more does no harm
				[byDay.end]: dayInZone(now + DAY, zone),
			}),
		);
		this.daysRead = lookBackDays;
	}

	private async ask(values: Record<string, unknown>, requestPath?: string): Promise<IDataObject[]> {
		const operation = this.client.operation(this.read.operation);
		const asked = { ...this.read.with, ...values };
		if (operation.paging) return await listRows(this.client, operation, asked, { requestPath });
		return rowsOf(unwrap(operation.answer, await this.client.callWhole(operation.id, asked, requestPath)));
	}

	private learn(rows: IDataObject[]): void {
		for (const raw of rows) {
			const { source } = this.platform.orders.toUnified(raw, this.client.store);
			this.rows.set(source.orderId, raw);
			this.moved.delete(source.orderId);
		}
	}
}
