import { AxiosError, AxiosHeaders } from 'axios';
import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	INode,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { NodeApiError, NodeHelpers } from 'n8n-workflow';
import { at } from '../../../../core/api/path';
import type { PlatformNode } from '../../../../core/platform';
import { padaria } from './padaria';

/** What the platform answers, or the code of a network fault, or what it answers to the login before the call. */
export type Reply =
	| { status?: number; body?: unknown; headers?: Record<string, string> }
	| { code: string }
	| { login: number; body?: unknown };

export interface Canvas {
	platform?: PlatformNode;
	/** `resource.operation` and what the person set, for every item alike or by item. */
	operation?: string;
	set?: INodeParameters | ((itemIndex: number) => INodeParameters);
	items?: INodeExecutionData[];
	credentials?: IDataObject;
	continueOnFail?: boolean;
	/** As n8n 1.123, whose helper throws for every bad status or for none. */
	isN8n1?: boolean;
	answer?: (request: IHttpRequestOptions, call: number) => Reply | Promise<Reply>;
}

export const PASSWORD = 'pao-quente-42';
const TOKEN = 'Bearer secret-token';

export const node: INode = {
	id: '1',
	name: 'Padaria',
	type: 'padaria',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** A node on a canvas, as far as core/api can see n8n: its parameters, its items, its login and the wire. */
export function canvas({
	platform = padaria,
	operation = 'category.getAll',
	set = {},
	items = [{ json: {} }],
	credentials = {},
	continueOnFail = false,
	isN8n1 = false,
	answer = () => ({ body: {} }),
}: Canvas) {
	const requests: IHttpRequestOptions[] = [];
	const [resource = '', name = ''] = operation.split('.');
	/** n8n fills in the defaults of what is shown, and keeps nothing else. */
	const parametersOf = (itemIndex: number): INodeParameters => {
		const own = typeof set === 'function' ? set(itemIndex) : set;
		const given = { resource, operation: name, ...own };
		const properties = platform.api.properties;
		return NodeHelpers.getNodeParameters(properties, given, true, false, node, null) ?? given;
	};
	const context = {
		getNode: () => node,
		getInputData: () => items,
		continueOnFail: () => continueOnFail,
		getCredentials: () =>
			Promise.resolve({ environment: 'production', user: 'ana', password: PASSWORD, ...credentials }),
		getNodeParameter: (path: string, itemIndex: number, fallback?: unknown) => {
			const found = at(parametersOf(itemIndex), path);
			const value = found === undefined ? fallback : found;
			// as n8n does, also where the fallback is undefined
			if (value === undefined) throw new Error(`Could not get parameter "${path}"`);
			return value;
		},
		helpers: {
			httpRequestWithAuthentication: async (_: string, request: IHttpRequestOptions) => {
				requests.push(request);
				return await carried(request, await answer(request, requests.length - 1), isN8n1);
			},
			assertBinaryData: (itemIndex: number, property: string) => items[itemIndex]?.binary?.[property],
			getBinaryDataBuffer: (itemIndex: number, property: string) =>
				Promise.resolve(Buffer.from(items[itemIndex]?.binary?.[property]?.data ?? '', 'base64')),
		},
	};
	// a double of the members that core/api uses; the whole of n8n runs in test/engine
	return { context: context as unknown as IExecuteFunctions & ILoadOptionsFunctions, requests };
}

/** n8n's helper answers with the whole response, and throws for a 401 and for network faults. */
async function carried(
	request: IHttpRequestOptions,
	reply: Reply,
	isN8n1: boolean,
): Promise<IN8nHttpFullResponse> {
	const config = { headers: new AxiosHeaders({ Authorization: TOKEN }), url: request.url };
	if ('code' in reply) throw apiErrorOf(new AxiosError(`network ${reply.code}`, reply.code, config));
	const refuse = (status: number, data: unknown) => {
		const response = { status, data, headers: {}, statusText: '', config };
		const message = `Request failed with status code ${status}`;
		return apiErrorOf(new AxiosError(message, 'ERR_BAD_REQUEST', config, {}, response));
	};
	if ('login' in reply) throw refuse(reply.login, reply.body);
	const { status = 200, body = '', headers = {} } = reply;
	const throws = isN8n1 ? !request.ignoreHttpStatusErrors && status >= 300 : status === 401;
	if (throws) throw refuse(status, body);
	return { statusCode: status, body: body as IDataObject, headers };
}

const apiErrorOf = (error: AxiosError) => new NodeApiError(node, error as never);
