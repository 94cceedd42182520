import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { pollPanel } from '../../core/receive/panel';
import { receiveProperties } from '../../core/receive/properties';
import { pollOrders } from '../../core/receive/trigger';
import { venddor } from './platform';
import { venddorReceiving } from './receiving';

export class VenddorTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Venddor Trigger',
		name: 'venddorTrigger',
		icon: { light: 'file:../../icons/venddor.svg', dark: 'file:../../icons/venddor.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ").replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Starts the workflow when a Venddor order comes in, is cancelled or moves on',
		defaults: { name: 'Venddor Trigger' },
		polling: true,
		triggerPanel: pollPanel('Venddor'),
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'venddorApi', required: true }],
		properties: receiveProperties(venddorReceiving, venddor),
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOrders(this, venddor, venddorReceiving);
	}
}
