import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { executeOperation } from '../../core/api/execute';
import { listMethods } from '../../core/api/lists';
import { venddor } from './platform';

export class Venddor implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Venddor',
		name: 'venddor',
		icon: { light: 'file:../../icons/venddor.svg', dark: 'file:../../icons/venddor.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"].replace(/^getAll$/, "getMany") + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Read and change orders, products, stock and customers of a Venddor store',
		defaults: { name: 'Venddor' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// a made-up order needs no account
		credentials: [
			{ name: 'venddorApi', required: true, displayOptions: { hide: { operation: ['getSample'] } } },
		],
		properties: venddor.api.properties,
	};

	methods = listMethods(venddor);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation(this, venddor);
	}
}
