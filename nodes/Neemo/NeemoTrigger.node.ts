import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { pollPanel } from '../../core/receive/panel';
import { receiveProperties } from '../../core/receive/properties';
import { pollOrders } from '../../core/receive/trigger';
import { neemo } from './platform';
import { neemoReceiving } from './receiving';

export class NeemoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Neemo Trigger',
		name: 'neemoTrigger',
		icon: { light: 'file:../../icons/neemo.svg', dark: 'file:../../icons/neemo.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ").replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description:
			'Starts the workflow when an order of the Neemo Delivery App comes in, is cancelled or moves on',
		defaults: { name: 'Neemo Trigger' },
		polling: true,
		triggerPanel: pollPanel('Neemo'),
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'neemoApi', required: true }],
		properties: receiveProperties(neemoReceiving, neemo),
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOrders(this, neemo, neemoReceiving);
	}
}
