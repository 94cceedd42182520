import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { checkSecret, notifiedProperties, receiveNotification } from '../../core/receive/notified';
import { digipix } from './platform';
import { digipixNotifying } from './receiving';

export class DigipixTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Digipix Trigger',
		name: 'digipixTrigger',
		icon: { light: 'file:../../icons/digipix.svg', dark: 'file:../../icons/digipix.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ").replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Starts the workflow when Digipix tells that the status of an order has changed',
		defaults: { name: 'Digipix Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'digipixApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: '={{ "digipix/" + $parameter["secret"] }}',
			},
		],
		properties: [
			{
				displayName:
					'Digipix tells about an order at one address only, which is given when the order is created: type a secret, open "Webhook URLs" above and copy the Production URL into "Status Notification URL" of the Digipix node that creates your orders. Orders that were created without it are not told.',
				name: 'addressNotice',
				type: 'notice',
				default: '',
			},
			...notifiedProperties(digipixNotifying),
		],
	};

	// the address goes with each order, so there is nothing to register
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await Promise.resolve(checkSecret(this));
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await Promise.resolve(true);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await Promise.resolve(true);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveNotification(this, digipix, digipixNotifying);
	}
}
