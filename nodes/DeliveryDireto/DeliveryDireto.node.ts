import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { executeOperation } from '../../core/api/execute';
import { listMethods } from '../../core/api/lists';
import { deliveryDireto } from './platform';

export class DeliveryDireto implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Delivery Direto',
		name: 'deliveryDireto',
		icon: { light: 'file:../../icons/deliverydireto.svg', dark: 'file:../../icons/deliverydireto.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"].replace(/^getAll$/, "getMany") + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Manage menu, orders, customers, delivery areas and promotions of a Delivery Direto store',
		defaults: { name: 'Delivery Direto' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// a made-up order needs no account
		credentials: [
			{ name: 'deliveryDiretoApi', required: true, displayOptions: { hide: { operation: ['getSample'] } } },
		],
		properties: deliveryDireto.api.properties,
	};

	methods = listMethods(deliveryDireto);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation(this, deliveryDireto);
	}
}
