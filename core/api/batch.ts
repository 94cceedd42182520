import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { PlatformNode } from '../platform';
import { batchRows } from './answer';
import { faultOfRows, toNodeApiError } from './errors';
import type { Answer } from './types';

/**
 * Accepted rows go on; a refused row becomes that row's error.
 * @throws NodeApiError where the workflow stops on errors: it says which rows were taken, so that nobody sends them again
 */
export function batchItems(
	context: IExecuteFunctions,
	platform: PlatformNode,
	answered: NonNullable<Answer['rows']>,
	body: unknown,
	itemIndex: number,
): INodeExecutionData[] {
	const rows = batchRows(answered, body);
	if (rows.some((row) => row.refused !== undefined) && !context.continueOnFail()) {
		throw toNodeApiError(context.getNode(), faultOfRows(platform.displayName, rows), itemIndex);
	}
	return rows.map((row) => {
		if (row.refused === undefined) return { json: row.json, pairedItem: { item: itemIndex } };
		const error = toNodeApiError(
			context.getNode(),
			{
				message: `${platform.displayName} refused this row: ${row.refused}`,
				description:
					'The other rows of the same call were judged on their own. Correct this one and send only it.',
				transient: false,
			},
			itemIndex,
		);
		return { json: { ...row.json, error: error.message }, error, pairedItem: { item: itemIndex } };
	});
}
