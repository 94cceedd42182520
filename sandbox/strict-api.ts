import { readFileSync } from 'node:fs';
import type { ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import OpenAPIBackend, { type Context, type Document, type Handler } from 'openapi-backend';
import { parse } from 'yaml';
import type { PlatformRequest, Reply } from './types';

/** A request that the document allows. */
export interface ApiCall {
	params: Record<string, string>;
	query: Record<string, string>;
	body: unknown;
	headers: PlatformRequest['headers'];
}

export interface StrictApiOptions {
	/** Path of the OpenAPI document in YAML. */
	document: string;
	/** A handler for every operation of the document, by its id. */
	operations: Record<string, (call: ApiCall) => Reply>;
	/** By the name of the security scheme: whether these headers satisfy it. */
	security: Record<string, (headers: PlatformRequest['headers']) => boolean>;
	/** Operations of the document that this server shall not know. */
	leaveOut?: string[];
	/** Answer to a request that fails the security of its operation. */
	unauthorized(operation: string): Reply;
	errorBody(message: string): unknown;
}

export interface StrictApi {
	operations: string[];
	operationOf(method: string, path: string): string | null;
	handle(request: PlatformRequest): Promise<Reply>;
}

/**
 * Serves what an OpenAPI document describes, and nothing else: unknown routes are 404, a wrong method 405, and
 * whatever the document does not allow (a parameter, a value, a body) is 400 with a text that names it.
 * @throws when an operation of the document has no handler, or a handler no operation
 */
export async function strictApi(options: StrictApiOptions): Promise<StrictApi> {
	const definition = withoutOperations(
		parse(readFileSync(options.document, 'utf8')) as Document,
		options.leaveOut ?? [],
	);
	const failure = (status: number, message: string): Reply => ({
		status,
		body: options.errorBody(message),
	});
	const refuseRoute = ({ request }: Context): Reply =>
		failure(404, `No route ${request.method.toUpperCase()} ${request.path}`);

	const operations: Record<string, Handler> = {};
	for (const [id, operation] of Object.entries(options.operations)) {
		operations[id] = ({ request }) =>
			operation({
				params: request.params,
				query: request.query,
				body: request.requestBody,
				headers: request.headers,
			});
	}

	const backend = new OpenAPIBackend({
		definition,
		strict: true,
		// The library checks documents against OpenAPI 3.0 only; ours are 3.1. `quick` skips that check, no other.
		quick: true,
		ignoreTrailingSlashes: false,
		// `verbose` puts the schema and the value into each error, for a text that names them.
		ajvOpts: { allErrors: true, verbose: true },
		customizeAjv: (ajv) => addFormats(ajv),
		securityHandlers: Object.fromEntries(
			Object.entries(options.security).map(([scheme, isSatisfied]) => [
				scheme,
				({ request }: Context) => isSatisfied(request.headers),
			]),
		),
		handlers: {
			...operations,
			notFound: refuseRoute,
			methodNotAllowed: ({ request }) =>
				failure(405, `${request.path} does not take ${request.method.toUpperCase()}`),
			unauthorizedHandler: ({ operation }) => options.unauthorized(String(operation.operationId)),
			validationFail: ({ validation }) => failure(400, (validation.errors ?? []).flatMap(textOf).join('; ')),
		},
	});
	await backend.init();

	const known = backend.getOperations().map(({ operationId }) => String(operationId));
	const unserved = known.filter((id) => !operations[id]);
	if (unserved.length > 0) throw new Error(`${options.document}: no handler for ${unserved.join(', ')}`);

	const operationOf = (method: string, path: string) =>
		backend.matchOperation({ method, path, headers: {} })?.operationId ?? null;

	return {
		operations: known,
		operationOf,
		async handle(request) {
			const operation = backend.matchOperation({ method: request.method, path: request.path, headers: {} });
			if (operation && !operation.requestBody && request.body.length > 0) {
				return failure(400, `${operation.operationId} takes no body, but one was sent`);
			}
			return (await backend.handleRequest({
				method: request.method,
				path: request.path,
				query: request.query,
				headers: request.headers as Record<string, string | string[]>,
				body: bodyOf(request),
			})) as Reply;
		},
	};
}

function bodyOf(request: PlatformRequest): unknown {
	if (request.body.length === 0) return undefined;
	const text = request.body.toString('utf8');
	const form = String(request.headers['content-type']).startsWith('application/x-www-form-urlencoded');
	return form ? Object.fromEntries(new URLSearchParams(text)) : text;
}

function withoutOperations(definition: Document, ids: string[]): Document {
	for (const item of Object.values(definition.paths ?? {})) {
		for (const method of ['get', 'put', 'post', 'patch', 'delete'] as const) {
			if (ids.includes(item?.[method]?.operationId ?? '')) delete item?.[method];
		}
	}
	return definition;
}

/** Errors of a choice (`oneOf` of constants) come one by one and once together: only the last says something. */
function textOf(error: ErrorObject): string[] {
	const place = error.instancePath.slice(1).replaceAll('/', '.') || 'request';
	if (error.keyword === 'const') return [];
	if (error.keyword === 'additionalProperties') {
		return [`${place} has an unknown member "${String(error.params.additionalProperty)}"`];
	}
	if (error.keyword === 'oneOf') {
		const choices = (error.schema as Array<{ const?: unknown }>).map((choice) => String(choice.const));
		return [`${place} must be one of ${choices.join(', ')}, not ${JSON.stringify(error.data)}`];
	}
	return [`${place} ${error.message ?? 'is not valid'}, not ${JSON.stringify(error.data)}`];
}
