import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ORDER_VERBS, type OrderVerb } from '../order/verbs';
import type { OrderPlatform, PlatformNode } from '../platform';
import { isEmpty, rowsOf, unwrap } from './answer';
import { BadInput } from './badInput';
import { runBatches } from './batch';
import { apiClient } from './client';
import type { PlatformClient } from './client';
import { lowerFirst, withItem } from './errors';
import { failedItem } from './failedItem';
import { formValue, readForm } from './form';
import { inTurn } from './inTurn';
import { AS_SENT, orderReading } from './orders';
import { orderShape } from './output';
import { listRows } from './paging';
import type { WireValues } from './request';
import { GET_SAMPLE, sampleItems } from './sample';
import type { Operation } from './types';
import { verbRunner } from './verbRunner';

const READS_AT_A_TIME = 4;

/** Runs the chosen operation of a platform for every item. The one executor of all action nodes. */
export async function executeOperation(
	context: IExecuteFunctions,
	platform: PlatformNode,
): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const name = context.getNodeParameter('operation', 0);
	if (platform.orders && resource === 'order' && name === GET_SAMPLE) {
		const { orders } = platform;
		return await forEachItem(
			context,
			1,
			async (index) => await Promise.resolve(sampleItems(context, { ...platform, orders }, index)),
		);
	}
	const client = await apiClient(context, platform);
	const verb = resource === 'order' ? verbNamed(platform, name) : undefined;
	const operation = verb ? undefined : operationOf(context, client, `${resource}.${name}`);
	if (operation?.batch) {
		return [await runBatches(context, platform, client, { ...operation, batch: operation.batch })];
	}
	const work = operation
		? operationRunner(context, platform, client, operation)
		: verbRunner(context, platform as OrderPlatform, client, verb as OrderVerb);
	return await forEachItem(context, work.parallel, async (index) => await work.run(index));
}

/** One failed item does not stop the others where the person wants to continue. */
async function forEachItem(
	context: IExecuteFunctions,
	parallel: number,
	run: (itemIndex: number) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[][]> {
	const results = await inTurn(context.getInputData().length, parallel, async (index) => {
		try {
			return await run(index);
		} catch (error) {
			const failed = withItem(context.getNode(), error, index);
			if (context.continueOnFail()) return [failedItem(failed, index)];
			throw failed;
		}
	});
	return [results.flat()];
}

/** Also one that the platform lacks, which an expression may name: the answer then says which ones there are. */
function verbNamed({ orders, api }: PlatformNode, name: string): OrderVerb | undefined {
	const isOperation = `order.${name}` in api.operations;
	return orders && !isOperation ? ORDER_VERBS.find(({ verb }) => verb === name)?.verb : undefined;
}

/** @throws NodeOperationError for an operation that is for code only: an expression could name one */
function operationOf(context: IExecuteFunctions, client: PlatformClient, id: string): Operation {
	const operation = client.operation(id);
	if (!operation.internal) return operation;
	throw withItem(
		context.getNode(),
		new BadInput(`"${operation.summary}" is done by the node itself`, 'Choose an operation from the list.'),
	);
}

/** How one operation is run for one item, and how many items at a time. */
export interface Runner {
	parallel: number;
	run(itemIndex: number): Promise<INodeExecutionData[]>;
}

function operationRunner(
	context: IExecuteFunctions,
	platform: PlatformNode,
	client: PlatformClient,
	operation: Operation,
): Runner {
	const { id } = operation;
	const { orders } = platform;
	const hasOrders = orders !== undefined && operation.answer?.order === true;
	return {
		// orders whose details are read keep several requests under way by themselves
		parallel: operation.read && !(hasOrders && orders.details) ? READS_AT_A_TIME : 1,
		async run(itemIndex) {
			const { values, made, completed } = hasOrders
				? orderReading({ ...platform, orders }, client, operation, orderShape(context, itemIndex))
				: AS_SENT;
			const form = await readForm(context, platform, operation, client.store, itemIndex);
			if (operation.needsMember) refuseNothing(operation, form);
			const requestPath = formValue(context, 'options.requestPath', itemIndex) as string | undefined;
			const limit = operation.paging ? limitOf(context, itemIndex) : undefined;
			const rows = operation.paging
				? await listRows(client, operation, { ...values, ...form }, { limit, requestPath, made })
				: made(answerRows(operation, await client.callWhole(id, form, requestPath)));
			const items = await completed(rows);
			return items.map((json) => ({ json, pairedItem: { item: itemIndex } }));
		},
	};
}

/** @throws BadInput where the platform takes no body without members, and nothing was filled in */
function refuseNothing(operation: Operation, values: WireValues): void {
	if (operation.fields.some(({ in: place, name }) => place === 'body' && `body.${name}` in values)) return;
	throw new BadInput(
		`There is nothing to send to ${lowerFirst(operation.summary)}`,
		'Add at least one field, and give it a value.',
	);
}

/** A change that the platform answers without content still ends in an item, so that the workflow goes on. */
function answerRows(operation: Operation, body: unknown): IDataObject[] {
	if (operation.read || !isEmpty(body)) return rowsOf(unwrap(operation.answer, body));
	return [operation.method === 'DELETE' ? { deleted: true } : { success: true }];
}

/** @throws BadInput for what is no number of rows: a wrong limit would drop rows in silence */
function limitOf(context: IExecuteFunctions, itemIndex: number): number | undefined {
	if (context.getNodeParameter('returnAll', itemIndex, false)) return undefined;
	const given: unknown = context.getNodeParameter('limit', itemIndex, 50);
	const limit = typeof given === 'string' ? Number(given.trim() || NaN) : given;
	if (typeof limit === 'number' && Number.isInteger(limit) && limit > 0) return limit;
	throw new BadInput(
		'"Limit" is not a whole number of 1 or more',
		`It is ${JSON.stringify(given)}. Switch Return All on to get everything.`,
	);
}
