import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { executeOperation } from '../../core/api/execute';
import { listMethods } from '../../core/api/lists';
import { neemo } from './platform';

export class Neemo implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Neemo',
		name: 'neemo',
		icon: { light: 'file:../../icons/neemo.svg', dark: 'file:../../icons/neemo.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"].replace(/^getAll$/, "getMany") + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Read and move orders of the Neemo Delivery App, and write its menu',
		defaults: { name: 'Neemo' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// a made-up order needs no account
		credentials: [
			{ name: 'neemoApi', required: true, displayOptions: { hide: { operation: ['getSample'] } } },
		],
		properties: neemo.api.properties,
	};

	methods = listMethods(neemo);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation(this, neemo);
	}
}
