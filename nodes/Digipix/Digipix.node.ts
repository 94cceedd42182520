import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { executeOperation } from '../../core/api/execute';
import { listMethods } from '../../core/api/lists';
import { digipix } from './platform';

export class Digipix implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Digipix',
		name: 'digipix',
		icon: { light: 'file:../../icons/digipix.svg', dark: 'file:../../icons/digipix.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"].replace(/^getAll$/, "getMany") + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Quote, create and approve orders of photo products at Digipix',
		defaults: { name: 'Digipix' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// a made-up order needs no account
		credentials: [
			{ name: 'digipixApi', required: true, displayOptions: { hide: { operation: ['getSample'] } } },
		],
		properties: digipix.api.properties,
	};

	methods = listMethods(digipix);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation(this, digipix);
	}
}
