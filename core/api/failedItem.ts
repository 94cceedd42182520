import type { INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';

/** An error that knows its item. */
export type ItemError = NodeApiError | NodeOperationError;

/** `error` makes n8n send the item through the error branch instead of the success branch. */
export function failedItem(error: ItemError, itemIndex: number): INodeExecutionData {
	return {
		json: { error: error.message, ...(error.description ? { description: error.description } : {}) },
		error,
		pairedItem: { item: itemIndex },
	};
}
