import type { EventType } from '../../../core/order/types';
import type { ReceiveOptions } from '../../../core/receive/options';
import { toItems } from '../../../core/receive/items';
import { receive } from '../../../core/receive/receive';
import type { Receiving } from '../../../core/receive/source';
import { memoryKey } from '../../../core/receive/state';
import type { PlatformOrders } from '../../../core/order/platform';
import type { ListShop } from './list-shop';
import { shopOrders, shopReceiving, type Shop } from './shop';

const SHAPE = {
	output: 'unified',
	splitItems: false,
	hidePersonalData: false,
	skipDetails: false,
	statusWords: new Map(),
} as const;

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
/** 2026-11-21 12:00 in São Paulo. */
export const NOON = Date.UTC(2026, 10, 21, 15);

/** What one event says, short enough for a test to read. */
export interface Told {
	type: EventType;
	order: string;
	status: string;
	id: string;
	redelivered: boolean;
	previousStatus: string | null;
	waitingMinutes: number | null;
}

export type Choices = Partial<Omit<ReceiveOptions, 'events'>> & { events?: EventType[] };

/**
 * A published workflow with the trigger in it, on a made-up n8n: memory lives as long as the process and reaches the
 * disk with an emission and after the activation only, as in n8n's default mode.
 */
export class Workflow {
	readonly warnings: string[] = [];
	disk: string | undefined;
	now = NOON;
	receiving: Receiving = shopReceiving;
	orders: PlatformOrders = shopOrders;
	skipDetails = false;
	key = memoryKey(['shop', 'loja@example.com']);
	/** Answers before every further request of a poll. */
	mayStart: () => boolean = () => true;
	private memory: unknown;
	private processes = 1;
	private isActivation = true;

	constructor(
		readonly shop: Shop | ListShop,
		public choices: Choices = {},
	) {}

	/** One poll that goes well: what the workflow was started with. */
	async poll(): Promise<Told[]> {
		const { told, memory } = await this.pollWithoutSaving();
		this.memory = memory;
		if (told.length > 0 || this.isActivation) this.save();
		this.isActivation = false;
		return told;
	}

	/** A poll after which n8n has saved nothing yet: neither memory nor execution. */
	async pollWithoutSaving(): Promise<{ told: Told[]; memory: unknown }> {
		const { emissions, memory } = await receive({
			platform: { displayName: 'Shop', orders: this.orders },
			skipDetails: this.skipDetails,
			receiving: this.receiving,
			client: this.shop.client,
			store: { storeKey: 'loja', timeZone: 'America/Sao_Paulo' },
			options: {
				waitingMinutes: 10,
				acknowledge: 'automatic',
				acknowledgeAs: 'known',
				delivery: 'neverMiss',
				startWith: 'waitingOrders',
				filter: { statuses: new Set(), types: new Set() },
				...this.choices,
				events: new Set(this.choices.events ?? ['orderCreated', 'orderCancelled']),
			},
			process: `process${this.processes}`,
			key: this.key,
			stored: this.memory,
			now: this.now,
			mayStart: () => this.mayStart(),
			warn: (message) => this.warnings.push(message),
		});
		const told = toItems(emissions, this.orders, SHAPE, 'POLL', new Date(this.now).toISOString()).map(
			({ json }) => json,
		);
		return { told: told.map(shorten), memory };
	}

	/** n8n loses its execution but has saved the memory: the gap of some milliseconds in n8n's default mode. */
	async pollAndLoseExecution(): Promise<void> {
		const { memory } = await this.pollWithoutSaving();
		this.disk = JSON.stringify(memory);
		this.restart();
	}

	/** A new n8n process: it knows what is on the disk, no more. */
	restart(): void {
		this.processes++;
		this.memory = this.disk === undefined ? undefined : JSON.parse(this.disk);
		this.isActivation = true;
	}

	/** What the trigger finds as its memory at the next poll. */
	setMemory(memory: unknown): void {
		this.memory = memory;
	}

	memoryNow(): Record<string, unknown> {
		return JSON.parse(JSON.stringify(this.memory)) as Record<string, unknown>;
	}

	private save(): void {
		this.disk = JSON.stringify(this.memory);
	}
}

/** `orderCreated 7`, and what is special about it. */
export function words(told: Told[]): string[] {
	return told.map(({ type, order, redelivered, waitingMinutes, previousStatus }) =>
		[
			type,
			order,
			previousStatus && `from ${previousStatus}`,
			waitingMinutes && `after ${waitingMinutes} min`,
			redelivered && 'again',
		]
			.filter(Boolean)
			.join(' '),
	);
}

function shorten(json: Record<string, unknown>): Told {
	const { event, source, status } = json as {
		event: Omit<Told, 'order' | 'status'>;
		source: { orderId: string };
		status: string;
	};
	const { type, id, redelivered, previousStatus, waitingMinutes } = event;
	return { type, order: source.orderId, status, id, redelivered, previousStatus, waitingMinutes };
}
