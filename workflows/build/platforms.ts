import type { INodeParameters } from 'n8n-workflow';
import type { OrderVerb } from '../../core/order/verbs';
import type { Step } from './types';

/** One platform as the templates use it. Only Pigz is switched on in a file: a person switches on what the shop sells on. */
export interface PlatformNodes {
	/** `source.platform` of its orders. */
	platform: string;
	name: string;
	node: string;
	trigger: string;
	credential: string;
	/** Events that only some platforms have. */
	moreEvents: string[];
	/** Parameter of the action node that takes an order. */
	orderParameter: string;
	/** A plain text field instead of a list to choose from. */
	orderIsText?: boolean;
	/** Filters of Get Many that leave out what is older than `since`; none where the platform has no list. */
	since?: (since: string) => INodeParameters;
	/** What a verb asks for beside the order. */
	asked?: Partial<Record<OrderVerb, INodeParameters>>;
	/** Verbs with which the kitchen moves an order on. */
	moves: OrderVerb[];
	isOn?: boolean;
}

export const platforms: PlatformNodes[] = [
	{
		platform: 'pigz',
		moves: ['readyForPickup', 'dispatch', 'conclude'],
		name: 'Pigz',
		node: 'pigz',
		trigger: 'pigzTrigger',
		credential: 'pigzApi',
		moreEvents: ['statusChanged', 'orderUpdated', 'orderWaiting'],
		orderParameter: 'id',
		since: (since) => ({ start: since }),
		isOn: true,
	},
	{
		platform: 'neemo',
		moves: ['readyForPickup', 'dispatch', 'conclude'],
		name: 'Neemo',
		node: 'neemo',
		trigger: 'neemoTrigger',
		credential: 'neemoApi',
		moreEvents: ['statusChanged', 'orderUpdated', 'orderWaiting'],
		orderParameter: 'orderId',
		since: (since) => ({ createdAt: since }),
	},
	{
		platform: 'venddor',
		moves: ['startPreparation', 'dispatch', 'conclude'],
		name: 'Venddor',
		node: 'venddor',
		trigger: 'venddorTrigger',
		credential: 'venddorApi',
		moreEvents: ['statusChanged', 'orderWaiting', 'cancellationRequested'],
		orderParameter: 'orderId',
		since: (since) => ({ dateFrom: since }),
	},
	{
		platform: 'deliverydireto',
		moves: ['startPreparation', 'readyForPickup', 'dispatch', 'conclude'],
		name: 'Delivery Direto',
		node: 'deliveryDireto',
		trigger: 'deliveryDiretoTrigger',
		credential: 'deliveryDiretoApi',
		moreEvents: ['statusChanged', 'orderUpdated', 'orderWaiting'],
		orderParameter: 'id',
		since: (since) => ({ dateStart: since, includeCanceledOrders: true }),
		asked: { cancel: { statusReason: 'A loja não pôde aceitar o pedido' } },
	},
	{
		platform: 'digipix',
		moves: [],
		name: 'Digipix',
		node: 'digipix',
		trigger: 'digipixTrigger',
		credential: 'digipixApi',
		moreEvents: ['statusChanged'],
		orderParameter: 'orderId',
		orderIsText: true,
		asked: { confirm: { shipmentMethodId: 2, additionalFields: {} } },
	},
];

const OUR_NODES = 'n8n-nodes-pedidos';
const eventsOfAll = ['orderCreated', 'orderCancelled'];

/** Digipix tells its address to nobody else, so the word is the shop's own. */
export const DIGIPIX_SECRET = 'ESCOLHA-UMA-SENHA-LONGA';

/** @throws Error for a platform that there is none of */
export function platformNamed(name: string): PlatformNodes {
	const found = platforms.find(({ platform }) => platform === name);
	if (!found) throw new Error(`No platform "${name}"`);
	return found;
}

/** A trigger of each platform for those of the events that it has, one below the other. */
export function triggers(events: string[], more: INodeParameters = {}): Step[] {
	return platforms.map(({ name, trigger, credential, moreEvents, isOn }, row) => {
		const known = events.filter((event) => [...eventsOfAll, ...moreEvents].includes(event));
		const isCalled = trigger === 'digipixTrigger';
		return {
			name: triggerName(name),
			type: `${OUR_NODES}.${trigger}`,
			typeVersion: 1,
			at: [0, row],
			parameters: {
				...(isCalled ? { secret: DIGIPIX_SECRET } : { pollTimes: { item: [{ mode: 'everyMinute' }] } }),
				...(trigger === 'deliveryDiretoTrigger' ? { receiveBy: 'polling' } : {}),
				events: known,
				...(known.includes('orderWaiting') ? more : {}),
				output: 'unified',
				options: {},
			},
			credentials: { [credential]: name },
			...(isCalled ? { hasAddress: true } : {}),
			...(isOn ? {} : { disabled: true }),
		};
	});
}

export const triggerNames = platforms.map(({ name }) => triggerName(name));

function triggerName(platform: string): string {
	return `An order from ${platform}`;
}

/** Links from every trigger to the node behind them. */
export function fromTriggers(to: string): Record<string, string[]> {
	return Object.fromEntries(triggerNames.map((name) => [name, [to]]));
}

/**
 * The same verb on each platform, one node below the other. A refused order leaves through the second output.
 * @param order expression of the order's id
 */
export function verbs(
	verb: OrderVerb,
	order: string,
	wording: (platform: string) => string,
	at: [number, number],
): Step[] {
	return platforms.map((platform, row) =>
		verbOn(platform, verb, order, wording(platform.name), [at[0], at[1] + row]),
	);
}

/** A verb on one platform. */
export function verbOn(
	platform: PlatformNodes,
	verb: OrderVerb,
	order: string,
	name: string,
	at: [number, number],
): Step {
	const { node, credential, orderParameter, orderIsText, asked, isOn } = platform;
	return {
		name,
		type: `${OUR_NODES}.${node}`,
		typeVersion: 1,
		at,
		parameters: {
			resource: 'order',
			operation: verb,
			[orderParameter]: orderIsText ? order : { __rl: true, mode: 'id', value: order },
			...asked?.[verb],
			options: {},
		},
		credentials: { [credential]: platform.name },
		onError: 'continueErrorOutput',
		...(isOn ? {} : { disabled: true }),
	};
}

/** The orders of every platform that has a list. What fails leaves through the second output. */
export function lists(since: string, at: [number, number]): Step[] {
	return listed.map(({ name, node, credential, since: filters, isOn }, row) => ({
		name: listName(name),
		type: `${OUR_NODES}.${node}`,
		typeVersion: 1,
		at: [at[0], at[1] + row],
		parameters: {
			resource: 'order',
			operation: 'getAll',
			returnAll: true,
			output: 'unified',
			filters: filters?.(since) ?? {},
			options: {},
		},
		credentials: { [credential]: name },
		onError: 'continueErrorOutput',
		// A platform without orders must not hold the others back
		alwaysOutputData: true,
		...(isOn ? {} : { disabled: true }),
	}));
}

const listed = platforms.filter(({ since }) => since);

const listName = (platform: string) => `Ask ${platform} for its orders`;

export const listNames = listed.map(({ name }) => listName(name));
