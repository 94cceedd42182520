import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { HIDE_PERSONAL_DATA, outputProperty, SKIP_DETAILS, SPLIT_ITEMS, STATUS_WORDS } from '../api/output';
import type { PlatformOrders } from '../order/platform';
import type { EventType } from '../order/types';
import type { OrderPlatform } from '../platform';
import { ONLY_ORDER_TYPE, ONLY_STATUS } from './filter';
import { CHANGES } from './period';
import type { Receiving } from './source';
import {
	ASK_FOR_MISSED,
	receiveByFields,
	REPLACE_REGISTRATION,
	SEPARATE_EXECUTIONS,
	shownBy,
} from './webhook/properties';

export const DEFAULT_WAITING_MINUTES = 10;

const EVENTS: Record<EventType, { name: string; description: string }> = {
	cancellationRequested: {
		name: 'Cancellation Requested',
		description: 'Somebody asked to cancel an order',
	},
	orderCancelled: { name: 'Order Cancelled', description: 'An order was cancelled' },
	orderCreated: { name: 'Order Created', description: 'A new order came in' },
	orderUpdated: {
		name: 'Order Updated',
		description: 'Items, address or payment of an order were changed',
	},
	orderWaiting: {
		name: 'Order Waiting',
		description:
			'An order is still not confirmed some minutes after it came in, and again every so many minutes',
	},
	statusChanged: {
		name: 'Status Changed',
		description: 'An order moved on, for example to Confirmed or Delivered',
	},
};

/** Said where a queue spares the list, of events that need it all the same. */
const READS_LIST = '. Reads the list of recent orders as well: one more request per poll.';

const DEFAULT_EVENTS: readonly EventType[] = ['orderCreated', 'orderCancelled'];

/**
 * The fields of a trigger that polls or is called, made from what the platform can do.
 * @param displayName the platform as a person writes it
 */
export function receiveProperties(
	receiving: Receiving,
	{ displayName, orders }: Pick<OrderPlatform, 'displayName' | 'orders'>,
): INodeProperties[] {
	return [
		...(receiving.webhook ? receiveByFields(displayName) : []),
		eventsField(receiving),
		...waitingField(receiving),
		outputProperty,
		optionsField(receiving, orders),
	];
}

/** The choice of events, of those that a platform can tell. */
export function eventsField({ events, queue }: Pick<Receiving, 'events' | 'queue'>): INodeProperties {
	const options = events.map((value) => {
		const { name, description } = EVENTS[value];
		return { value, name, description: description + (queue && CHANGES.includes(value) ? READS_LIST : '') };
	});
	return {
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: options
			.sort((a, b) => a.name.localeCompare(b.name))
			.map(({ name, value, description }) => ({ name, value, description })),
		default: DEFAULT_EVENTS.filter((event) => events.includes(event)),
	};
}

function waitingField({ events }: Receiving): INodeProperties[] {
	if (!events.includes('orderWaiting')) return [];
	return [
		{
			displayName: 'Minutes to Wait',
			name: 'waitingMinutes',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: DEFAULT_WAITING_MINUTES,
			description:
				'After how many minutes without confirmation an order is reported as waiting, and how often again',
			displayOptions: { show: { events: ['orderWaiting'] } },
		},
	];
}

function optionsField(receiving: Receiving, orders: PlatformOrders): INodeProperties {
	const whilePolling = receiving.webhook ? shownBy('polling') : {};
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			...acknowledgeOptions(receiving),
			...(receiving.webhook ? [ASK_FOR_MISSED] : []),
			{ ...deliveryOption, ...whilePolling },
			HIDE_PERSONAL_DATA,
			ONLY_ORDER_TYPE,
			ONLY_STATUS,
			...(receiving.webhook ? [REPLACE_REGISTRATION, { ...SEPARATE_EXECUTIONS, ...shownBy('webhook') }] : []),
			...(orders.details || orders.whole ? [SKIP_DETAILS] : []),
			SPLIT_ITEMS,
			{ ...startWithOption, ...whilePolling },
			STATUS_WORDS,
		],
	};
}

function acknowledgeOptions({ queue }: Receiving): INodeProperties[] {
	if (!queue) return [];
	const choices: INodePropertyOptions[] = queue.acknowledge.choices.map((choice) => ({ ...choice }));
	return [
		{
			displayName: 'Acknowledge',
			name: 'acknowledge',
			type: 'options',
			options: [
				{
					name: 'When the Order Is Stored',
					value: 'automatic',
					description:
						'When n8n has stored the order, the next poll takes it out of the queue of the platform',
				},
				{
					name: 'By the Workflow',
					value: 'workflow',
					description:
						'The workflow does it with an action node. Until then the order comes again, marked, after each restart of n8n.',
				},
			],
			default: 'automatic',
			description: 'Who tells the platform that an order was received',
		},
		{
			displayName: 'Acknowledge As',
			name: 'acknowledgeAs',
			type: 'options',
			options: choices,
			default: choices[0]?.value ?? '',
			description: 'The stage that is set when n8n has stored the order',
		},
	];
}

const deliveryOption: INodeProperties = {
	displayName: 'Delivery',
	name: 'delivery',
	type: 'options',
	options: [
		{
			name: 'Never Miss',
			value: 'neverMiss',
			description:
				'Orders of which a restart left unclear whether the workflow ran come again, marked by event.redelivered',
		},
		{
			name: 'No Repeats',
			value: 'noRepeats',
			description:
				'Such orders do not come again, at the risk that one is lost when n8n is killed in the wrong moment',
		},
	],
	default: 'neverMiss',
	description: 'What happens to orders that were handed over shortly before n8n was restarted',
};

const startWithOption: INodeProperties = {
	displayName: 'Start With',
	name: 'startWith',
	type: 'options',
	options: [
		{
			name: 'Orders Waiting Now',
			value: 'waitingOrders',
			description: 'Orders that wait already are handed over too',
		},
		{
			name: 'Only New Orders',
			value: 'newOnly',
			description: 'Orders that wait already are left alone until their status changes',
		},
	],
	default: 'waitingOrders',
	description: 'What happens to orders that wait already when the workflow is activated for the first time',
};
