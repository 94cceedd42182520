import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { receiveProperties } from '../../core/receive/properties';
import { pollOrders } from '../../core/receive/trigger';
import { deliveryDireto } from './platform';
import { deliveryDiretoReceiving } from './receiving';

export class DeliveryDiretoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Delivery Direto Trigger',
		name: 'deliveryDiretoTrigger',
		icon: { light: 'file:../../icons/deliverydireto.svg', dark: 'file:../../icons/deliverydireto.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a Delivery Direto order comes in, is cancelled or moves on',
		defaults: { name: 'Delivery Direto Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'deliveryDiretoApi', required: true }],
		properties: receiveProperties(deliveryDiretoReceiving, deliveryDireto.orders),
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOrders(this, deliveryDireto, deliveryDiretoReceiving);
	}
}
