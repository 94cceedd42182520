import type {
	IHookFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { pollPanel } from '../../core/receive/panel';
import { receiveProperties } from '../../core/receive/properties';
import { pollOrders } from '../../core/receive/trigger';
import { receiveCall } from '../../core/receive/webhook/receive';
import { needsNoWebhook, registerWebhook, unregisterWebhook } from '../../core/receive/webhook/register';
import { deliveryDireto } from './platform';
import { deliveryDiretoReceiving } from './receiving';

export class DeliveryDiretoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Delivery Direto Trigger',
		name: 'deliveryDiretoTrigger',
		icon: { light: 'file:../../icons/deliverydireto.svg', dark: 'file:../../icons/deliverydireto.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ").replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Starts the workflow when a Delivery Direto order comes in, is cancelled or moves on',
		defaults: { name: 'Delivery Direto Trigger' },
		polling: true,
		triggerPanel: pollPanel('Delivery Direto'),
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'deliveryDiretoApi', required: true }],
		webhooks: [
			{
				name: 'default',
				// Without a method n8n opens no address: while orders are polled, and for a test by hand
				httpMethod: '={{ $parameter["receiveBy"] === "webhook" && $workflow.active ? "POST" : "" }}',
				responseMode: 'onReceived',
				path: 'delivery-direto',
				ndvHideUrl: '={{ $parameter["receiveBy"] !== "webhook" }}',
			},
		],
		properties: receiveProperties(deliveryDiretoReceiving, deliveryDireto),
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await Promise.resolve(needsNoWebhook(this));
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await registerWebhook(this, deliveryDireto, deliveryDiretoReceiving);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unregisterWebhook(this, deliveryDireto, deliveryDiretoReceiving);
			},
		},
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOrders(this, deliveryDireto, deliveryDiretoReceiving);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveCall(this, deliveryDireto, deliveryDiretoReceiving);
	}
}
