import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { OrderVerb } from '../order/verbs';
import type { PlatformNode } from '../platform';
import { batchRows, rowsOf, unwrap } from './answer';
import { BadInput } from './badInput';
import { apiClient } from './client';
import type { PlatformClient } from './client';
import { faultOfRows, toNodeApiError, withItem } from './errors';
import { formValue, readForm } from './form';
import { inTurn } from './inTurn';
import { orderOutput } from './output';
import type { OutputChoice } from './output';
import { listRows } from './paging';
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
	const client = await apiClient(context, platform);
	const verb = resource === 'order' && name in platform.orders.verbs.calls ? (name as OrderVerb) : undefined;
	const work = verb
		? verbRunner(context, platform, client, verb)
		: operationRunner(context, platform, client, `${resource}.${name}`);
	const results = await inTurn(context.getInputData().length, work.parallel, async (index) => {
		try {
			return await work.run(index);
		} catch (error) {
			const failed = withItem(context.getNode(), error, index);
			if (context.continueOnFail()) return [failedItem(failed, index)];
			throw failed;
		}
	});
	return [results.flat()];
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
	id: string,
): Runner {
	const operation = client.operation(id);
	return {
		parallel: operation.read ? READS_AT_A_TIME : 1,
		async run(itemIndex) {
			const values = await readForm(context, platform, operation, client.store, itemIndex);
			const requestPath = formValue(context, 'options.requestPath', itemIndex) as string | undefined;
			if (operation.answer?.rows) {
				return batchItems(context, platform, operation, await client.callWhole(id, values, requestPath), itemIndex);
			}
			const rows = operation.paging
				? await listRows(client, operation, values, limitOf(context, itemIndex), requestPath)
				: rowsOf(unwrap(operation.answer, await client.callWhole(id, values, requestPath)));
			return rows.map((row) => ({
				json: shaped(context, platform, client, operation, row, itemIndex),
				pairedItem: { item: itemIndex },
			}));
		},
	};
}

function shaped(
	context: IExecuteFunctions,
	platform: PlatformNode,
	client: PlatformClient,
	operation: Operation,
	row: IDataObject,
	itemIndex: number,
): IDataObject {
	if (!operation.answer?.order) return row;
	const choice = context.getNodeParameter('output', itemIndex, 'unified') as OutputChoice;
	return orderOutput(platform.orders, row, client.store, choice);
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

/**
 * Accepted rows go on; a refused row becomes that row's error.
 * @throws NodeApiError where the workflow stops on errors: it says which rows were taken, so that nobody sends them again
 */
function batchItems(
	context: IExecuteFunctions,
	platform: PlatformNode,
	operation: Operation,
	body: unknown,
	itemIndex: number,
): INodeExecutionData[] {
	const answered = operation.answer?.rows;
	const rows = answered ? batchRows(answered, body) : [];
	if (rows.some((row) => row.refused !== undefined) && !context.continueOnFail()) {
		throw toNodeApiError(context.getNode(), faultOfRows(platform.displayName, rows), itemIndex);
	}
	return rows.map((row) => {
		if (row.refused === undefined) return { json: row.json, pairedItem: { item: itemIndex } };
		const error = toNodeApiError(
			context.getNode(),
			{
				message: `${platform.displayName} refused this row: ${row.refused}`,
				description: 'The other rows of the same call were judged on their own. Correct this one and send only it.',
				transient: false,
			},
			itemIndex,
		);
		return { json: { ...row.json, error: error.message }, error, pairedItem: { item: itemIndex } };
	});
}

/** `error` makes n8n send the item through the error branch instead of the success branch. */
function failedItem(error: ReturnType<typeof withItem>, itemIndex: number): INodeExecutionData {
	return {
		json: { error: error.message, ...(error.description ? { description: error.description } : {}) },
		error,
		pairedItem: { item: itemIndex },
	};
}
