import type { IHookFunctions, INodeProperties, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

const NAME = 'receiveBy';

/** Whether the person chose to be called. */
export function isByWebhook(context: IPollFunctions | IHookFunctions | IWebhookFunctions): boolean {
	return (context as IPollFunctions).getNodeParameter(NAME, 'polling') === 'webhook';
}

/** Shows a field or option with one of the two choices only. */
export const shownBy = (choice: 'polling' | 'webhook', place: '' | '/' = '/') => ({
	displayOptions: { show: { [`${place}${NAME}`]: [choice] } },
});

/** The choice itself, and what a person should know of the second one. */
export function receiveByFields(platform: string): INodeProperties[] {
	return [
		{
			displayName: 'Receive By',
			name: NAME,
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Polling',
					value: 'polling',
					description: `Asks ${platform} for new orders at the times above. Works everywhere.`,
				},
				{
					name: 'Webhook',
					value: 'webhook',
					description: `${platform} calls this n8n at once. Needs a public address that starts with https.`,
				},
			],
			default: 'polling',
			description: 'How orders arrive',
		},
		{
			displayName: `When the workflow is published, n8n registers its address with ${platform} by itself. The times above are not used then. It has one address for each event: if another system is registered there, publishing stops and says which. A test by hand shows the newest order and registers nothing.`,
			name: 'webhookNotice',
			type: 'notice',
			default: '',
			...shownBy('webhook', ''),
		},
	];
}

export const ASK_FOR_MISSED: INodeProperties = {
	displayName: 'Ask for Missed Calls',
	name: 'askForMissed',
	type: 'boolean',
	default: false,
	description:
		'Whether to have calls made again that failed while n8n was away, each time the workflow is published or n8n starts, and at a start those of the last ten minutes too: a starting n8n answers calls that it does not take. The addresses of this are not published, so it may do nothing.',
	...shownBy('webhook'),
};

export const REPLACE_REGISTRATION: INodeProperties = {
	displayName: 'Replace Other Registration',
	name: 'replaceRegistration',
	type: 'boolean',
	default: false,
	description:
		'Whether to take an event over that is registered with another address. Whoever listens there gets no more calls of it.',
	...shownBy('webhook'),
};

export const SEPARATE_EXECUTIONS: INodeProperties = {
	displayName: 'Separate Executions',
	name: 'separateExecutions',
	type: 'boolean',
	default: false,
	description:
		'Whether each order starts the workflow on its own. Otherwise calls that come while n8n stores an execution start the next one together, which makes many calls at once much quicker.',
};
