import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { executeOperation } from '../../core/api/execute';
import { listMethods } from '../../core/api/lists';
import { pigz } from './platform';

export class Pigz implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Pigz',
		name: 'pigz',
		icon: { light: 'file:../../icons/pigz.svg', dark: 'file:../../icons/pigz.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"].replace(/^getAll$/, "getMany") + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Read Pigz orders and move them through their stages',
		defaults: { name: 'Pigz' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// a made-up order needs no account
		credentials: [
			{ name: 'pigzApi', required: true, displayOptions: { hide: { operation: ['getSample'] } } },
		],
		properties: pigz.api.properties,
	};

	methods = listMethods(pigz);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation(this, pigz);
	}
}
