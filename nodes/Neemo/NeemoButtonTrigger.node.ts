import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { buttonProperties, checkKey, receivePress } from '../../core/receive/button';
import { neemo } from './platform';
import { neemoButton } from './receiving';

export class NeemoButtonTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Neemo Button Trigger',
		name: 'neemoButtonTrigger',
		icon: { light: 'file:../../icons/neemo.svg', dark: 'file:../../icons/neemo.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'order button',
		description:
			'Starts the workflow when somebody of the store presses your button at an order in the Neemo panel',
		defaults: { name: 'Neemo Button Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'neemoApi', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'neemo-button' }],
		properties: [
			{
				displayName:
					'Neemo sets the button up by hand: open "Webhook URLs" above and send it the Production URL and the Webhook Key of the credential. The workflow starts only when the button is pressed; for every new order, use the Neemo Trigger.',
				name: 'buttonNotice',
				type: 'notice',
				default: '',
			},
			...buttonProperties,
		],
	};

	// Neemo registers the address by hand, so there is nothing to do but to see that there is a key
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await checkKey(this, neemo, neemoButton);
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
		return await receivePress(this, neemo, neemoButton);
	}
}
