import unevaluatedProperties from 'ajv/dist/vocabularies/unevaluated/unevaluatedProperties';
import Ajv, { type ErrorObject } from 'ajv';
import OpenAPIBackend, { type Context, type Document, type Handler } from 'openapi-backend';
import { readBody, requiredFiles, type Problem, type SentFile } from './bodies';
import { readDefinition } from './documents';
import { addKnownFormats } from './formats';
import type { PlatformRequest, Reply } from './types';

/** A request that the document allows. */
export interface ApiCall {
	params: Record<string, string>;
	query: Record<string, string>;
	body: unknown;
	/** Files of a multipart body by their names; `body` has the names that they came with. */
	files: Record<string, SentFile>;
	headers: PlatformRequest['headers'];
}

export interface StrictApiOptions {
	/** Path of the OpenAPI document in YAML, or of a folder of nodes/ that has one in one file or several. */
	document: string;
	/** A handler for every operation of the document, by its id. */
	operations: Record<string, (call: ApiCall) => Reply | Promise<Reply>>;
	/** By the name of the security scheme: whether these headers satisfy it. */
	security: Record<string, (headers: PlatformRequest['headers']) => boolean>;
	/** Operations of the document that this server shall not know. */
	leaveOut?: string[];
	/** Answer to a request that fails the security of its operation. */
	unauthorized(operation: string): Reply;
	errorBody(message: string): unknown;
	/** Answer to what the document does not allow; default 400 with the sentences of all problems. */
	refuse?(problems: Problem[]): Reply;
	/** Answer where there is no such route, or not with this method; default 404 or 405 with a sentence. */
	unknownRoute?(status: 404 | 405, message: string): Reply;
}

export interface StrictApi {
	operations: string[];
	operationOf(method: string, path: string): string | null;
	handle(request: PlatformRequest): Promise<Reply>;
}

/**
 * Serves what an OpenAPI document describes, and nothing else: unknown routes are 404, a wrong method 405, and
 * whatever the document does not allow (a parameter, a value, a member of a body, its media type, a file) is 400 with a
 * text that names it. Values of a body must have the very type of the schema; those of path, query and forms, which are
 * texts on their way, must be spellings of it.
 * @throws when an operation of the document has no handler, a handler no operation, or nobody knows a format
 */
export async function strictApi(options: StrictApiOptions): Promise<StrictApi> {
	const definition = withoutOperations(readDefinition(options.document), options.leaveOut ?? []);
	checkFormats(definition, options.document);
	const failure = (status: number, message: string): Reply => ({
		status,
		body: options.errorBody(message),
	});
	const refuse =
		options.refuse ?? ((problems) => failure(400, problems.map(({ message }) => message).join('; ')));
	const unknownRoute = options.unknownRoute ?? failure;

	/** For all operations alike: to register them one by one takes the library long where there are many. */
	const operate: Handler = ({ operation, request }, files: ApiCall['files']) =>
		options.operations[String(operation.operationId)]?.({
			params: request.params,
			query: request.query,
			body: request.requestBody,
			files,
			headers: request.headers,
		});

	const backend = new OpenAPIBackend({
		definition,
		strict: true,
		// The library checks documents against OpenAPI 3.0 only; ours are 3.1. `quick` skips that check, no other.
		quick: true,
		ignoreTrailingSlashes: false,
		// `verbose` puts the schema and the value into each error, for a text that names them.
		ajvOpts: { allErrors: true, verbose: true, unevaluated: true },
		customizeAjv: (ajv) => {
			addKnownFormats(ajv);
			return ajv.addKeyword(unevaluatedProperties);
		},
		securityHandlers: Object.fromEntries(
			Object.entries(options.security).map(([scheme, isSatisfied]) => [
				scheme,
				({ request }: Context) => isSatisfied(request.headers),
			]),
		),
		handlers: {
			notImplemented: operate,
			notFound: ({ request }) =>
				unknownRoute(404, `No route ${request.method.toUpperCase()} ${request.path}`),
			methodNotAllowed: ({ request }) =>
				unknownRoute(405, `${request.path} does not take ${request.method.toUpperCase()}`),
			unauthorizedHandler: ({ operation }) => options.unauthorized(String(operation.operationId)),
			// What is wrong with a body is found before the library looks at it, but tells nothing to strangers.
			postSecurityHandler: ({ security }, _files, problems: Problem[]) => {
				if (problems.length > 0 && security?.authorized !== false) throw new Refused(problems);
			},
			validationFail: ({ validation }) => refuse(problemsOf(validation.errors ?? [])),
		},
	});
	await backend.init();

	const all = backend.getOperations();
	const known = all.map(({ operationId }) => String(operationId));
	const served = Object.keys(options.operations);
	const unserved = known.filter((id) => !served.includes(id));
	if (unserved.length > 0) throw new Error(`${options.document}: no handler for ${unserved.join(', ')}`);
	const unknown = served.filter((id) => !known.includes(id));
	if (unknown.length > 0) throw new Error(`${options.document}: no operation ${unknown.join(', ')}`);
	// Noted now: the library takes files out of what its schemas require.
	const files = new Map(all.map((operation) => [String(operation.operationId), requiredFiles(operation)]));

	const match = (method: string, path: string) => backend.matchOperation({ method, path, headers: {} });

	return {
		operations: known,
		operationOf: (method, path) => match(method, path)?.operationId ?? null,
		async handle(request) {
			const operation = match(request.method, request.path);
			const sent = operation ? await readBody(request, operation) : undefined;
			const missing = (files.get(String(operation?.operationId)) ?? [])
				.filter((name) => sent?.problems.length === 0 && sent.value !== undefined && !sent.files[name])
				.map((name) => ({
					place: 'requestBody',
					keyword: 'required',
					message: `requestBody must have the file "${name}"`,
				}));
			try {
				return (await backend.handleRequest(
					{
						method: request.method,
						path: request.path,
						query: request.query,
						headers: request.headers as Record<string, string | string[]>,
						body: sent?.value,
					},
					sent?.files ?? {},
					[...(sent?.problems ?? []), ...missing],
				)) as Reply;
			} catch (error) {
				if (error instanceof Refused) return refuse(error.problems);
				throw error;
			}
		},
	};
}

class Refused extends Error {
	constructor(readonly problems: Problem[]) {
		super('The document does not allow this');
	}
}

function withoutOperations(definition: Document, ids: string[]): Document {
	for (const item of Object.values(definition.paths ?? {})) {
		for (const method of ['get', 'put', 'post', 'patch', 'delete'] as const) {
			if (ids.includes(item?.[method]?.operationId ?? '')) delete item?.[method];
		}
	}
	return definition;
}

/** The validator lets a format pass that it does not know: a spelling mistake in a document would check nothing. */
function checkFormats(definition: Document, name: string): void {
	const ajv = new Ajv({ strict: false });
	addKnownFormats(ajv);
	const unknown = [...formatsIn(definition)].filter((format) => !(format in ajv.formats));
	if (unknown.length > 0) throw new Error(`${name}: nobody knows the format ${unknown.join(', ')}`);
}

const VALUES = ['default', 'examples', 'example', 'const', 'enum'];

function formatsIn(value: unknown): Set<string> {
	if (typeof value !== 'object' || value === null) return new Set();
	return new Set(
		Object.entries(value).flatMap(([key, entry]) => {
			if (VALUES.includes(key)) return [];
			return key === 'format' && typeof entry === 'string' ? [entry] : [...formatsIn(entry)];
		}),
	);
}

/** Errors of a choice (`oneOf` of constants) come one by one and once together: only the last says something. */
function problemsOf(errors: ErrorObject[]): Problem[] {
	const choices = errors.filter(isChoice).map(({ instancePath }) => instancePath);
	return errors
		.filter(({ keyword, instancePath }) => keyword !== 'const' || !choices.includes(instancePath))
		.map((error) => {
			const place = error.instancePath.slice(1).replaceAll('/', '.') || 'request';
			return { place, keyword: error.keyword, message: `${place} ${complaintOf(error)}` };
		});
}

const constantsOf = ({ schema }: ErrorObject) =>
	(Array.isArray(schema) ? schema : []).flatMap((choice: unknown) =>
		typeof choice === 'object' && choice !== null && 'const' in choice ? [String(choice.const)] : [],
	);

const isChoice = (error: ErrorObject) => error.keyword === 'oneOf' && constantsOf(error).length > 0;

function complaintOf(error: ErrorObject): string {
	const { additionalProperty, unevaluatedProperty } = error.params as Record<string, unknown>;
	const unknown = additionalProperty ?? unevaluatedProperty;
	if (unknown !== undefined) return `has an unknown member "${String(unknown)}"`;
	const not = valueOf(error);
	if (isChoice(error)) return `must be one of ${constantsOf(error).join(', ')}${not}`;
	if (error.keyword === 'const') return `must be ${JSON.stringify(error.schema)}${not}`;
	return `${error.message ?? 'is not valid'}${not}`;
}

const SECRET = /token|secret|passw|authorization/i;

/** The value that was refused; whole objects would say too much, and secrets are nobody's business. */
function valueOf({ data, instancePath }: ErrorObject): string {
	const isSecret = SECRET.test(instancePath) || instancePath.startsWith('/header');
	return isSecret || (typeof data === 'object' && data !== null) ? '' : `, not ${JSON.stringify(data)}`;
}
