import type { IDataObject, IExecuteFunctions, INodeProperties, IPollFunctions } from 'n8n-workflow';
import type { PlatformOrders } from '../order/platform';
import { hidePersonalData, hidePersonalMembers } from '../order/privacy';
import { plain } from '../order/read';
import { ORDER_STATUSES, type OrderStatus, type UnifiedOrder } from '../order/types';
import { at } from './path';

/** The choice Output of every order read and trigger. */
export type OutputChoice = 'unified' | 'raw' | 'unifiedWithRaw';

/** The field that asks for it. */
export const outputProperty: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{ name: 'Unified Order', value: 'unified', description: 'The same fields whatever the platform' },
		{ name: 'Raw', value: 'raw', description: "The platform's own fields" },
		{
			name: 'Unified With Raw',
			value: 'unifiedWithRaw',
			description: "The same fields whatever the platform, and the platform's own under raw",
		},
	],
	default: 'unified',
	description: 'The shape in which orders are handed on',
};

export const HIDE_PERSONAL_DATA: INodeProperties = {
	displayName: 'Hide Personal Data',
	name: 'hidePersonalData',
	type: 'boolean',
	default: false,
	description:
		'Whether to mask phone, e-mail, document, street and the last names of customers, in the raw fields too',
};

export const SPLIT_ITEMS: INodeProperties = {
	displayName: 'Split Items',
	name: 'splitItems',
	type: 'boolean',
	default: false,
	displayOptions: { show: { '/output': ['unified', 'unifiedWithRaw'] } },
	description:
		'Whether to hand on one item per line of an order, for tables: each has the line under item, a lineId, and the rest of the order again',
};

export const SKIP_DETAILS: INodeProperties = {
	displayName: 'Skip Details',
	name: 'skipDetails',
	type: 'boolean',
	default: false,
	description:
		'Whether to leave out what the list of the platform does not have, such as what was ordered. It is quicker where reading it takes a request per order.',
};

export const STATUS_WORDS: INodeProperties = {
	displayName: 'Status Words',
	name: 'statusWords',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Status Word',
	default: {},
	description: 'What status words of your own mean, or words that this node reads otherwise',
	options: [
		{
			displayName: 'Word',
			name: 'words',
			values: [
				{
					displayName: 'Word',
					name: 'word',
					type: 'string',
					default: '',
					placeholder: 'e.g. X',
					description: 'The word or letter as the platform sends it, see statusRaw of an order',
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'options',
					options: ORDER_STATUSES.filter((status) => status !== 'UNKNOWN')
						.map((value) => ({ name: nameOfStatus(value), value }))
						.sort((a, b) => a.name.localeCompare(b.name)),
					default: 'CONFIRMED',
					description: 'What it means',
				},
			],
		},
	],
};

/** A status as a person reads it, such as `In Delivery`. */
export function nameOfStatus(status: OrderStatus): string {
	return status
		.toLowerCase()
		.replace(/(^|_)(\w)/g, (_, space: string, letter: string) => (space && ' ') + letter.toUpperCase())
		.replace(' In ', ' in ');
}

/** How a person wants orders. */
export interface OrderShape {
	output: OutputChoice;
	splitItems: boolean;
	hidePersonalData: boolean;
	skipDetails: boolean;
	/** Words of the person's own, see `StoreContext`. */
	statusWords: ReadonlyMap<string, OrderStatus>;
}

/** What the person chose under Output and Options. @param itemIndex absent in triggers */
export function orderShape(context: IExecuteFunctions | IPollFunctions, itemIndex?: number): OrderShape {
	const read = (name: string, fallback: unknown): unknown =>
		itemIndex === undefined
			? (context as IPollFunctions).getNodeParameter(name, fallback as object)
			: (context as IExecuteFunctions).getNodeParameter(name, itemIndex, fallback as object);
	const options = read('options', {});
	const words = at(options, 'statusWords.words');
	return {
		output: read('output', 'unified') as OutputChoice,
		splitItems: at(options, 'splitItems') === true,
		hidePersonalData: at(options, 'hidePersonalData') === true,
		skipDetails: at(options, 'skipDetails') === true,
		statusWords: new Map(
			(Array.isArray(words) ? words : [])
				.map((row: unknown): [string, OrderStatus] => [
					plain(String(at(row, 'word') ?? '')),
					at(row, 'status') as OrderStatus,
				])
				// a row left empty would give a meaning to orders without a status
				.filter(([word]) => word !== ''),
		),
	};
}

/** An order beside the row that it was made of. */
export interface MappedOrder {
	order: UnifiedOrder;
	raw: IDataObject;
}

/**
 * One order as the person wants it: one item, or one per line. An order without lines stays one item, so that it is not
 * lost.
 */
export function orderItems(
	orders: Pick<PlatformOrders, 'personal'>,
	{ order, raw }: MappedOrder,
	{
		output,
		splitItems,
		hidePersonalData: hides,
	}: Pick<OrderShape, 'output' | 'splitItems' | 'hidePersonalData'>,
): IDataObject[] {
	const shownRaw = hides && output !== 'unified' ? hidePersonalMembers(raw, orders.personal, order) : raw;
	if (output === 'raw') return [shownRaw];
	const shown = hides ? hidePersonalData(order) : order;
	const whole: IDataObject =
		output === 'unifiedWithRaw' ? { ...shown, raw: shownRaw } : (shown as unknown as IDataObject);
	return splitItems ? linesOf(whole, shown) : [whole];
}

/** `items` becomes `item`; lineId is `order id#position`, the same for ever, what a table is updated by. */
function linesOf(whole: IDataObject, { id, items }: UnifiedOrder): IDataObject[] {
	const { items: _, ...rest } = whole;
	if (items.length === 0) return [{ lineId: `${id}#0`, ...rest, item: null }];
	return items.map((item) => ({ lineId: `${id}#${item.index}`, ...rest, item: { ...item } }));
}
