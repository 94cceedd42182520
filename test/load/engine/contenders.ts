import { createRequire } from 'node:module';
import {
	NodeHelpers,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INode,
	type INodeType,
	type IVersionedNodeType,
} from 'n8n-workflow';
import { at } from '../../../core/api/path';
import { confirmOf, listOf, type Parts } from './platforms';

/** A node of the measured chain, as it stands on the canvas. */
export type Wish = Pick<INode, 'name' | 'type' | 'typeVersion' | 'parameters'>;

/** Everything that reads all orders of a platform, or confirms the orders that come in. */
export type Contender = 'raw' | 'unified' | 'httpRequest' | 'splitOut' | 'loop' | 'confirm' | 'write';

const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';
const HTTP_REQUEST_VERSION = 4.2;
const require_ = createRequire(__filename);

/** n8n's own node of a class name such as `SplitOut`, at a version. */
function n8nNode(folder: string, name: string, version?: number): INodeType {
	const exported = require_(`n8n-nodes-base/dist/nodes/${folder}/${name}.node.js`) as Record<
		string,
		new () => INodeType | IVersionedNodeType
	>;
	const Class = exported[name];
	if (!Class) throw new Error(`n8n has no node ${name}`);
	return NodeHelpers.getVersionedNodeType(new Class(), version);
}

/** The node types of all contenders, by their full names. */
export function typesOf(parts: Parts, url: string): Record<string, INodeType> {
	return {
		ours: parts.node,
		bare: bareLoop(parts, url),
		[HTTP_REQUEST]: n8nNode('HttpRequest', 'HttpRequest', HTTP_REQUEST_VERSION),
		splitOut: n8nNode('Transform/SplitOut', 'SplitOut'),
	};
}

/**
 * The nodes of a contender, the measured ones only.
 * @param pages at most so many pages; absent: all
 */
export function chainOf(contender: Contender, parts: Parts, url: string, pages?: number): Wish[] {
	const ours = (parameters: INode['parameters']): Wish[] => [
		{ name: 'Measured', type: 'ours', typeVersion: 1, parameters: { resource: 'order', ...parameters } },
	];
	const getMany = (output: string) =>
		ours({
			operation: 'getAll',
			returnAll: pages === undefined,
			limit: (pages ?? 1) * listOf(parts).paging.max,
			output,
			// What the pages hold is compared, not a request for each order
			options: { skipDetails: parts.platform.orders.details !== undefined },
		});
	switch (contender) {
		case 'raw':
		case 'unified':
			return getMany(contender);
		case 'httpRequest':
			return [pagedRequest(parts, url, pages)];
		case 'splitOut': {
			const parameters = { fieldToSplitOut: listOf(parts).rows, options: {} };
			return [
				pagedRequest(parts, url, pages),
				{ name: 'Split', type: 'splitOut', typeVersion: 1, parameters },
			];
		}
		case 'loop':
			return [{ name: 'Loop', type: 'bare', typeVersion: 1, parameters: { pages: pages ?? 0 } }];
		case 'confirm': {
			const { operation, orderParameter } = confirmOf(parts);
			const field = operation.fields.find(({ name }) => name === orderParameter);
			const order = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
			return ours({ operation: 'confirm', [field?.parameter ?? orderParameter]: order });
		}
		case 'write':
			return [writingRequest(parts, url)];
	}
}

function request(parts: Parts, parameters: INode['parameters']): Wish {
	return {
		name: 'HTTP Request',
		type: HTTP_REQUEST,
		typeVersion: HTTP_REQUEST_VERSION,
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: parts.platform.credential,
			...parameters,
		},
	};
}

const pairs = (values: Record<string, unknown>) => ({
	parameters: Object.entries(values).map(([name, value]) => ({ name, value: String(value) })),
});

/** n8n's HTTP Request node as a person sets it to read all pages of the list. */
function pagedRequest(parts: Parts, url: string, pages?: number): Wish {
	const { operation, paging, rows, query } = listOf(parts);
	const [name, size, next] =
		paging.style === 'offset'
			? [paging.offset, paging.limit, `$pageCount * ${paging.max}`]
			: [paging.page, paging.size, `$pageCount + ${paging.first}`];
	const isLast =
		paging.total === undefined
			? `$response.body.${rows}.length < ${paging.max}`
			: `$pageCount * ${paging.max} >= $response.body.${paging.total}`;
	return request(parts, {
		method: operation.method,
		url: url + operation.path,
		sendQuery: true,
		queryParameters: pairs({ ...query, [size]: paging.max }),
		options: {
			pagination: {
				pagination: {
					paginationMode: 'updateAParameterInEachRequest',
					parameters: { parameters: [{ type: 'qs', name, value: `={{ ${next} }}` }] },
					paginationCompleteWhen: 'other',
					completeExpression: `={{ ${isLast} }}`,
					...(pages === undefined ? {} : { limitPagesFetched: true, maxRequests: pages }),
				},
			},
		},
	});
}

/** n8n's HTTP Request node with the change alone: it does not look what state the order is in. */
function writingRequest(parts: Parts, url: string): Wish {
	const { operation, values, orderParameter } = confirmOf(parts);
	const all: Record<string, unknown> = { ...values, [orderParameter]: '={{ $json.id }}' };
	const inPath = (name: string) => operation.path.includes(`{${name}}`);
	const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) =>
		name === orderParameter ? '{{ $json.id }}' : String(all[name]),
	);
	const body = Object.fromEntries(Object.entries(all).filter(([name]) => !inPath(name)));
	const type = operation.body === 'form' ? 'form-urlencoded' : 'json';
	return request(parts, {
		method: operation.method,
		url: `=${url}${path}`,
		...(Object.keys(body).length > 0
			? { sendBody: true, contentType: type, bodyParameters: pairs(body) }
			: {}),
		options: {},
	});
}

/** The same requests by the same client of n8n in a loop, and nothing else: less is not to be had. */
function bareLoop(parts: Parts, url: string): INodeType {
	const { credential, platform } = parts;
	return {
		description: {
			displayName: 'Loop',
			name: 'bare',
			group: ['input'],
			version: 1,
			description: '',
			defaults: { name: 'Loop' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: platform.credential, required: true }],
			properties: [{ displayName: 'Pages', name: 'pages', type: 'number', default: 0 }],
		},
		async execute(this: IExecuteFunctions) {
			const { operation, paging, rows, query } = listOf(parts);
			const pages = Number(this.getNodeParameter('pages', 0));
			const items: Array<{ json: IDataObject }> = [];
			for (let page = 0; ; page++) {
				const place =
					paging.style === 'offset'
						? { [paging.offset]: page * paging.max, [paging.limit]: paging.max }
						: { [paging.page]: page + paging.first, [paging.size]: paging.max };
				const options: IHttpRequestOptions = {
					method: 'GET',
					url: url + operation.path,
					qs: { ...query, ...place },
					json: true,
				};
				const body: unknown = await this.helpers.httpRequestWithAuthentication.call(
					this,
					credential.name,
					options,
				);
				const fresh = at(body, rows) as IDataObject[];
				for (const json of fresh) items.push({ json });
				const total = paging.total === undefined ? undefined : Number(at(body, paging.total));
				const isLast = total === undefined ? fresh.length < paging.max : items.length >= total;
				if (isLast || page + 1 === pages) return [items];
			}
		},
	};
}
