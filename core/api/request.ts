import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { BadInput } from './badInput';
import { isRecord } from './path';
import type { Field, Operation } from './types';

/** Values of one call by wire name; `in.name` (such as `body.id`) where two places share a name. */
export type WireValues = Record<string, unknown>;

/** 30 s: n8n's own default of 300 s would block a poll for five minutes on a hanging platform. */
const TIMEOUT_MILLISECONDS = 30_000;

/**
 * The request of one operation, without credentials.
 * @param baseUrl address of the credential, without a slash at its end
 * @param path the operation's own, or the one that a person typed to correct a guess
 * @throws BadInput for a missing or unusable path value, and for a path that leaves the platform's host
 */
export function buildRequest(
	operation: Operation,
	values: WireValues,
	baseUrl: string,
	path: string,
): IHttpRequestOptions {
	const url = baseUrl + pathFrom(path, operation, values);
	const request: IHttpRequestOptions = {
		method: operation.method,
		url,
		json: true,
		timeout: TIMEOUT_MILLISECONDS,
		arrayFormat: 'repeat',
		returnFullResponse: true,
		// n8n renews the token on a thrown 401; every other status is read here, with its headers
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
	};
	const qs = membersOf(operation, values, 'query');
	if (Object.keys(qs).length > 0) request.qs = qs;
	const headers = membersOf(operation, values, 'header');
	if (Object.keys(headers).length > 0) request.headers = headers;
	const body = bodyOf(operation, values);
	if (body !== undefined) request.body = body;
	if (operation.body === 'json' && operation.bodyRequired && isEmptyObject(body)) sendEmptyObject(request);
	return request;
}

/** n8n's helper drops an object without members, but sends text. */
function sendEmptyObject(request: IHttpRequestOptions): void {
	request.body = '{}';
	request.headers = { ...request.headers, 'Content-Type': 'application/json' };
}

function isEmptyObject(body: unknown): boolean {
	return isRecord(body) && Object.keys(body).length === 0;
}

function pathFrom(template: string, operation: Operation, values: WireValues): string {
	if (!template.startsWith('/') || template.startsWith('//') || /[?#\\]|\.\./.test(template)) {
		throw new BadInput(
			`The request path "${template}" cannot be used`,
			'It starts with one slash, stays on the host of the credential and has no query, such as /v1/orders/{orderId}.',
		);
	}
	return template.replace(/\{([^}]+)\}/g, (_, name: string) => {
		const field = operation.fields.find((candidate) => candidate.in === 'path' && candidate.name === name);
		return pathSegment(field && valueOf(field, values), field?.label ?? name);
	});
}

/** One encoded segment; what would change the path's meaning is refused. */
function pathSegment(value: unknown, label: string): string {
	const text = value === undefined || value === null ? '' : String(value).trim();
	if (text === '' || text === '.' || text === '..') {
		throw new BadInput(
			`The field "${label}" is empty`,
			`Fill in "${label}", or check the expression that should give it.`,
		);
	}
	return encodeURIComponent(text);
}

function valueOf(field: Field, values: WireValues): unknown {
	if (field.fixed !== undefined) return field.fixed;
	const own = values[`${field.in}.${field.name}`];
	// null is a value: it empties a member
	return own === undefined ? values[field.name] : own;
}

function membersOf(operation: Operation, values: WireValues, place: Field['in']): IDataObject {
	const members: IDataObject = {};
	for (const field of operation.fields) {
		if (field.in !== place) continue;
		const value = valueOf(field, values);
		if (value !== undefined) members[field.name] = value as IDataObject[string];
	}
	return members;
}

function bodyOf(operation: Operation, values: WireValues): IHttpRequestOptions['body'] {
	if (operation.body === undefined) return undefined;
	if (operation.batch) return batchBody(operation.batch.path, operation, values);
	const whole = operation.fields.find((field) => field.in === 'body' && field.name === '');
	if (whole) return valueOf(whole, values) as IHttpRequestOptions['body'];
	const members = membersOf(operation, values, 'body');
	switch (operation.body) {
		case 'json':
			return members;
		case 'form':
			return new URLSearchParams(
				parts(members).map(([name, value]): [string, string] => [name, formText(value)]),
			);
		case 'multipart':
			return multipart(members);
	}
}

/** Key of the entries of a batch among the values of a call. */
export const ENTRIES = 'batch.entries';

/** One entry of a batch, from the values of one item. */
export function batchEntry(operation: Operation, values: WireValues): unknown {
	const fields = operation.fields.filter((field) => field.entry);
	const whole = fields.find((field) => field.name === '');
	return whole ? valueOf(whole, values) : membersOf({ ...operation, fields }, values, 'body');
}

function batchBody(path: string, operation: Operation, values: WireValues): IHttpRequestOptions['body'] {
	const entries = values[ENTRIES] as IDataObject[];
	if (path === '') return entries;
	const fields = operation.fields.filter((field) => !field.entry);
	return { ...membersOf({ ...operation, fields }, values, 'body'), [path]: entries };
}

/** What `readFiles` (core/api/files.ts) makes of a file field. */
export interface UploadedFile {
	bytes: Uint8Array;
	fileName: string;
	mediaType: string;
}

function multipart(members: IDataObject): FormData {
	const form = new FormData();
	for (const [name, value] of parts(members)) {
		const file = value as unknown as UploadedFile;
		if (file?.bytes instanceof Uint8Array) {
			form.append(name, new Blob([file.bytes], { type: file.mediaType }), file.fileName);
		} else {
			form.append(name, formText(value));
		}
	}
	return form;
}

/** A list is written as one part per entry, as OpenAPI has it. */
function parts(members: IDataObject): Array<[string, unknown]> {
	return Object.entries(members).flatMap(([name, value]) =>
		Array.isArray(value) ? value.map((entry): [string, unknown] => [name, entry]) : [[name, value]],
	);
}

function formText(value: unknown): string {
	if (value === null) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
