import type { IDataObject, INodeType, ICredentialType } from 'n8n-workflow';
import type { OrderPlatform } from '../../../core/platform';
import { built } from '../furniture/alone';

/** A platform as the engine benches need it: its folder in the sandbox, and what its files are called. */
export interface Measured {
	folder: string;
	name: string;
	title: string;
}

export const PLATFORMS: Record<string, Measured> = {
	'delivery-direto': { folder: 'delivery-direto', name: 'DeliveryDireto', title: 'Delivery Direto' },
	venddor: { folder: 'venddor', name: 'Venddor', title: 'Venddor' },
	pigz: { folder: 'pigz', name: 'Pigz', title: 'Pigz' },
	neemo: { folder: 'neemo', name: 'Neemo', title: 'Neemo' },
};

/** The parts of the built package that make a platform. */
export interface Parts {
	node: INodeType;
	credential: ICredentialType;
	platform: OrderPlatform;
}

export function partsOf(folder: string): Parts {
	const measured = PLATFORMS[folder];
	if (!measured) throw new Error(`"${folder}" is none of ${Object.keys(PLATFORMS).join(', ')}`);
	const { name } = measured;
	const nodes = built<Record<string, new () => INodeType>>(`nodes/${name}/${name}.node.js`);
	const credentials = built<Record<string, new () => ICredentialType>>(
		`credentials/${name}Api.credentials.js`,
	);
	const platforms = built<Record<string, OrderPlatform>>(`nodes/${name}/platform.js`);
	const Node = nodes[name];
	const Credential = credentials[`${name}Api`];
	const platform = Object.values(platforms).find((value) => 'api' in value);
	if (!Node || !Credential || !platform) throw new Error(`dist/nodes/${name} is not furnished as expected`);
	return { node: new Node(), credential: new Credential(), platform };
}

/** The list of orders in the words of its document, and what makes it hold whole orders. */
export function listOf({ platform }: Parts) {
	const operation = platform.api.operations['order.getAll'];
	const { paging } = operation ?? {};
	if (!operation || !paging || paging.style === 'none' || paging.in !== 'query' || operation.method !== 'GET')
		throw new Error(`${platform.displayName} lists its orders in no pages that these benches know`);
	const rows = operation.answer?.items ?? '';
	const { whole = {} } = platform.orders;
	const query: IDataObject = { ...whole };
	return { operation, paging, rows, query };
}

/** The call behind Confirm in the words of the document. */
export function confirmOf({ platform }: Parts) {
	const { calls, orderParameter } = platform.orders.verbs;
	const operation = platform.api.operations[calls.confirm?.operation ?? ''];
	const values = calls.confirm?.values;
	if (!operation || typeof values === 'function')
		throw new Error(`Confirm of ${platform.displayName} is no plain call`);
	return { operation, values: values ?? {}, orderParameter };
}
