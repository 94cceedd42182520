import type { INodeProperties } from 'n8n-workflow';

// The fields that every platform's node has, whatever its document says.

export const NOTICE: INodeProperties = {
	displayName:
		'The address of this operation is a guess: the platform does not publish it. If it answers that the address does not exist, ask the platform for the right one and set it under Options > Request Path.',
	name: 'guessedPathNotice',
	type: 'notice',
	default: '',
};

/** What a person should know before an operation runs, such as who is told of it. */
export const warningNotice = (text: string): INodeProperties => ({
	displayName: text,
	name: 'warningNotice',
	type: 'notice',
	default: '',
});

export const RETURN_ALL: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const LIMIT: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
};

export const REQUEST_PATH: INodeProperties = {
	displayName: 'Request Path',
	name: 'requestPath',
	type: 'string',
	default: '',
	placeholder: 'e.g. /v1/orders/{orderId}',
	description:
		'The right path for this operation, where the guessed one does not exist. Names in braces are filled from the fields.',
};

export const LOOK_BACK: INodeProperties = {
	displayName: 'Look Back (Days)',
	name: 'lookBackDays',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 90 },
	default: 2,
	description:
		'How many days to search for the order to learn its state before it is changed, today included',
};
