import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { pollPanel } from '../../core/receive/panel';
import { receiveProperties } from '../../core/receive/properties';
import { pollOrders } from '../../core/receive/trigger';
import { pigz } from './platform';
import { pigzReceiving } from './queue';

export class PigzTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Pigz Trigger',
		name: 'pigzTrigger',
		icon: { light: 'file:../../icons/pigz.svg', dark: 'file:../../icons/pigz.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ").replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Starts the workflow when a Pigz order comes in, is cancelled or moves on',
		defaults: { name: 'Pigz Trigger' },
		polling: true,
		triggerPanel: pollPanel('Pigz', true),
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pigzApi', required: true }],
		properties: receiveProperties(pigzReceiving, pigz),
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOrders(this, pigz, pigzReceiving);
	}
}
