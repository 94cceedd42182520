import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { makeOrderId } from '../order/id';
import { dayInZone } from '../order/time';
import type { OrderStatus } from '../order/types';
import { decide, ORDER_VERBS } from '../order/verbs';
import type { OrderVerb, StateRead } from '../order/verbs';
import type { OrderPlatform } from '../platform';
import { rowsOf } from './answer';
import { BadInput } from './badInput';
import type { PlatformClient } from './client';
import type { Runner } from './execute';
import { formValue, orderNumberOf } from './form';
import { toWire } from './wire';

const DAY = 24 * 60 * 60 * 1000;
const DEFAULT_LOOK_BACK_DAYS = 2;

/**
 * Runs one order verb for each item: reads the order's state, and only then changes it.
 * Already there is a success with `changed: false`; what must not be done is refused before anything is sent.
 */
export function verbRunner(
	context: IExecuteFunctions,
	platform: OrderPlatform,
	client: PlatformClient,
	verb: OrderVerb,
): Runner {
	const { calls, orderParameter, read } = platform.orders.verbs;
	const call = calls[verb];
	const states = new OrderStates(platform, client, read);
	return {
		parallel: 1,
		async run(itemIndex): Promise<INodeExecutionData[]> {
			if (!call) throw unsupported(platform, verb);
			const field = client
				.operation(call.operation)
				.fields.find((candidate) => candidate.name === orderParameter);
			const label = field?.label ?? 'Order';
			const given = orderNumberOf(
				formValue(context, field?.parameter ?? orderParameter, itemIndex),
				label,
				platform,
				client.store,
			);
			// A number in another spelling, such as 0042, would not be found among the orders
			const shape = field?.shape ?? { type: 'string' };
			const orderId = String(toWire(shape, given, label, client.store.timeZone));
			const lookBack = lookBackDays(context, itemIndex);
			const before = await states.of(orderId, lookBack);
			const decision = decide(verb, before);
			if (decision.do === 'refuse') throw refusal(platform, verb, orderId, decision.reason, lookBack);
			if (decision.do === 'send') {
				await client.call(call.operation, { [orderParameter]: orderId, ...call.values });
				states.remember(orderId, call.reaches);
			}
			const json: IDataObject = {
				id: makeOrderId({ platform: platform.orders.platform, storeKey: client.store.storeKey, orderId }),
				orderId,
				platform: platform.orders.platform,
				operation: verb,
				changed: decision.do === 'send',
				status: decision.do === 'send' ? call.reaches : before,
				previousStatus: before,
			};
			return [{ json, pairedItem: { item: itemIndex } }];
		},
	};
}

/** @throws BadInput for what is no number of days: the order would not be looked for, and be changed blindly */
function lookBackDays(context: IExecuteFunctions, itemIndex: number): number {
	const given = formValue(context, 'options.lookBackDays', itemIndex) ?? DEFAULT_LOOK_BACK_DAYS;
	const days = Number(given);
	if (Number.isInteger(days) && days >= 1) return days;
	throw new BadInput(
		'"Look Back (Days)" is not a whole number of 1 or more',
		`It is ${JSON.stringify(given)}. 2 stands for yesterday and today.`,
	);
}

/** The state of orders, read once per run where the platform lists them by day. */
class OrderStates {
	private readonly known = new Map<string, OrderStatus>();

	private daysRead = 0;

	constructor(
		private readonly platform: OrderPlatform,
		private readonly client: PlatformClient,
		private readonly read: StateRead,
	) {}

	/** Status of an order, null where it could not be found. */
	async of(orderId: string, lookBackDays: number): Promise<OrderStatus | null> {
		if ('byOrder' in this.read) {
			this.learn(await this.client.call(this.read.operation, { [this.read.byOrder]: orderId }));
		} else if (!this.known.has(orderId) && lookBackDays > this.daysRead) {
			const now = Date.now();
			const zone = this.client.store.timeZone;
			const { start, end } = this.read.byDay;
			this.learn(
				await this.client.call(this.read.operation, {
					[start]: dayInZone(now - (lookBackDays - 1) * DAY, zone),
					// platforms do not say whether the last day is included, nor in which zone: a day more does no harm
					[end]: dayInZone(now + DAY, zone),
				}),
			);
			this.daysRead = lookBackDays;
		}
		return this.known.get(orderId) ?? null;
	}

	remember(orderId: string, status: OrderStatus): void {
		this.known.set(orderId, status);
	}

	private learn(answer: unknown): void {
		for (const row of rowsOf(answer)) {
			const order = this.platform.orders.toUnified(row, this.client.store);
			this.known.set(order.source.orderId, order.status);
		}
	}
}

function unsupported(platform: OrderPlatform, verb: OrderVerb): BadInput {
	const names = ORDER_VERBS.filter((entry) => platform.orders.verbs.calls[entry.verb]).map(
		(entry) => entry.displayName,
	);
	return new BadInput(`${platform.displayName} has no "${verb}"`, `It has: ${names.join(', ')}.`);
}

function refusal(
	platform: OrderPlatform,
	verb: OrderVerb,
	orderId: string,
	reason: 'delivered' | 'cancelled' | 'stateUnknown',
	lookBackDays: number,
): BadInput {
	const name = platform.displayName;
	const wanted = ORDER_VERBS.find((entry) => entry.verb === verb)?.displayName ?? verb;
	switch (reason) {
		case 'delivered':
			return new BadInput(
				`Order ${orderId} was already delivered, so it was not cancelled`,
				`${name} does not want delivered orders to be cancelled. Nothing was sent. Settle a refund with the customer or with ${name} directly.`,
			);
		case 'cancelled':
			return new BadInput(
				`Order ${orderId} is cancelled, so "${wanted}" was not sent`,
				'A cancelled order stays cancelled. Filter cancelled orders out before this node.',
			);
		case 'stateUnknown':
			return new BadInput(
				`Order ${orderId} was not found among the ${name} orders of the last ${lookBackDays} days, so it was not cancelled`,
				`A delivered order must not be cancelled, and its state could not be read. Check the number, or raise Options > Look Back (Days).`,
			);
	}
}
