import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { SAMPLE_STORE_KEY } from '../order/id';
import type { StoreContext } from '../order/platform';
import type { OrderPlatform } from '../platform';
import { BadInput } from './badInput';
import { orderItems, orderShape } from './output';

/** The operation of the resource Order that gives made-up orders. */
export const GET_SAMPLE = 'getSample';

/** Of another store than any credential's: a verb does nothing to it. */
const STORE: StoreContext = { storeKey: SAMPLE_STORE_KEY, timeZone: 'America/Sao_Paulo' };

/**
 * The made-up orders that a person chose for one item. Nothing is asked of the platform.
 * @throws BadInput for a sample that there is not: an expression could name one
 */
export function sampleItems(
	context: IExecuteFunctions,
	{ displayName, orders }: OrderPlatform,
	itemIndex: number,
): INodeExecutionData[] {
	const choice = context.getNodeParameter('sample', itemIndex) as string;
	const chosen = orders.samples.filter(({ value }) => choice === 'all' || value === choice);
	if (chosen.length === 0) {
		throw new BadInput(
			`${displayName} has no sample "${choice}"`,
			`It has: ${[...orders.samples.map(({ value }) => value), 'all'].join(', ')}.`,
		);
	}
	const shape = orderShape(context, itemIndex);
	const store = { ...STORE, statusWords: shape.statusWords };
	return chosen.flatMap(({ raw }) =>
		orderItems(orders, { order: orders.toUnified(raw, store), raw }, shape).map((json) => ({
			json,
			pairedItem: { item: itemIndex },
		})),
	);
}
