import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { baseUrlOf, timeZoneOf } from '../core/account';
import { BadInput } from '../core/api/badInput';
import { isRecord } from '../core/api/path';
import { allowedDomainFields, baseUrlExpression, environmentFields, timeZoneField } from '../core/credential';

/** As public clients call it [FI] [MP] [IN]. The host of the test system is sent by e-mail and not public. */
export const NEEMO_ADDRESSES = { production: 'https://deliveryapp.neemo.com.br/api/integration' };

const NEEMO = { displayName: 'Neemo', environments: NEEMO_ADDRESSES };

const NO_NEEMO_THERE = 'There is no Neemo API at this address. Check the environment or the base URL';

const TOKEN_MEMBER = 'token_account';

const FORM = 'application/x-www-form-urlencoded';

/** A request as n8n's helpers take it; the older helper, which the HTTP Request node uses, has `uri`, `form` and `formData`. */
type OutgoingRequest = IHttpRequestOptions & { uri?: string; form?: unknown; formData?: unknown };

/** The same request with the token in its body, whatever its kind. Nothing that was given is changed. */
function withToken(request: OutgoingRequest, token: string): OutgoingRequest {
	if (request.form !== undefined) return { ...request, form: bodyWithToken(request.form, token, true) };
	if (request.formData !== undefined)
		return { ...request, formData: bodyWithToken(request.formData, token, true) };
	if (isEmpty(request.body)) return withTokenOnly(request, token);
	const body = bodyWithToken(request.body, token, contentTypeOf(request).startsWith(FORM));
	return { ...request, body: body as IHttpRequestOptions['body'] };
}

/** A call without values. Orders are read with form fields by every public client, the rest is documented as JSON [S]. */
function withTokenOnly(request: OutgoingRequest, token: string): OutgoingRequest {
	const isOrder = /\/v1\/order(\/|$)/.test(addressOf(request)?.pathname ?? '');
	const headers = isOrder && contentTypeOf(request) === '' ? { 'Content-Type': FORM } : {};
	return { ...request, headers: { ...request.headers, ...headers }, body: { [TOKEN_MEMBER]: token } };
}

/** @throws BadInput for a body that has no members, such as a list or a file */
function bodyWithToken(body: unknown, token: string, isForm: boolean): unknown {
	if (typeof body === 'string') {
		return isForm
			? String(bodyWithToken(new URLSearchParams(body), token, true))
			: JSON.stringify(bodyWithToken(parsed(body), token, false));
	}
	if (body instanceof URLSearchParams || body instanceof FormData) {
		const copy = body instanceof FormData ? new FormData() : new URLSearchParams();
		body.forEach((value: unknown, name: string) => copy.append(name, value as string));
		copy.set(TOKEN_MEMBER, token);
		return copy;
	}
	if (isPlain(body)) return { ...body, [TOKEN_MEMBER]: token };
	throw new BadInput(
		'The token of Neemo cannot be added to this body',
		'Neemo takes a JSON object, or form fields.',
	);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Members and nothing else: no list, file, stream or form. */
function isPlain(body: unknown): body is Record<string, unknown> {
	return isRecord(body) && Object.prototype.toString.call(body) === '[object Object]' && !('pipe' in body);
}

function isEmpty(body: unknown): boolean {
	if (body === undefined || body === null || body === '') return true;
	return isPlain(body) && Object.keys(body).length === 0;
}

function contentTypeOf({ headers = {} }: OutgoingRequest): string {
	const name = Object.keys(headers).find((header) => header.toLowerCase() === 'content-type');
	return name === undefined ? '' : String(headers[name]).trim().toLowerCase();
}

function addressOf({ uri, url, baseURL }: OutgoingRequest): URL | undefined {
	const path = uri ?? url ?? '';
	return URL.canParse(path, baseURL) ? new URL(path, baseURL) : undefined;
}

/** @throws BadInput for any host but that of the credential: the token is good for the whole store */
function refuseForeignHost(request: OutgoingRequest, credentials: ICredentialDataDecryptedObject): void {
	const own = new URL(baseUrlOf(NEEMO, credentials)).origin;
	const address = addressOf(request);
	if (address?.origin === own) return;
	throw new BadInput(
		`The token of Neemo is sent to ${own} only, not to ${address?.origin ?? 'this address'}`,
		'Check environment and base URL of the Neemo credential.',
	);
}

/** Codes in the body of an answer [FI], by which the Test button tells what is wrong; 404 is an empty list of orders. */
const REFUSALS: Record<number, string> = {
	400: 'Neemo refused the call',
	401: 'Neemo refused this token',
	403: 'Neemo does not allow this token to read orders',
	429: 'Neemo asks to slow down. Try again in a minute',
	500: 'Neemo is not working properly at the moment',
	503: 'Neemo is not working properly at the moment',
};

/** One store of the Neemo Delivery App: its token, issued by Neemo, is a member of every body [S]. */
export class NeemoApi implements ICredentialType {
	name = 'neemoApi';

	displayName = 'Neemo API';

	icon: Icon = { light: 'file:../icons/neemo.svg', dark: 'file:../icons/neemo.dark.svg' };

	documentationUrl = 'https://share.linx.com.br/display/NEEMOPUB';

	properties: INodeProperties[] = [
		...environmentFields(NEEMO_ADDRESSES, {
			placeholder: 'e.g. http://localhost:5680/neemo',
			baseUrl: 'The part of the address before /v1. Add its host to Allowed Domains as well',
			custom: 'Another address, such as the one for tests that Neemo sends by e-mail',
		}),
		{
			displayName: 'Store Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The store gets it from Neemo. Each store has its own',
		},
		{
			displayName: 'Webhook Key',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for an order button in the panel of Neemo: the key that was given to Neemo when the button was set up',
		},
		timeZoneField('Times of orders are given in this zone, and filters are times of this zone'),
		...allowedDomainFields(
			'deliveryapp.neemo.com.br',
			'Hosts that may receive the token, separated by commas',
		),
	];

	/**
	 * Adds the token to the body. n8n may call it twice for one request, after a 401.
	 * @throws BadInput before the token leaves for an address that cannot be used, or for a body that cannot carry it
	 */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		timeZoneOf(NEEMO, credentials);
		refuseForeignHost(requestOptions, credentials);
		return await Promise.resolve(withToken(requestOptions, String(credentials.token).trim()));
	}

	// One order at most, and it is shown to nobody [FB]. The status says little, so the code in the body is judged.
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrlExpression(NEEMO_ADDRESSES),
			url: '/v1/order',
			method: 'POST',
			headers: { 'Content-Type': FORM },
			body: { limit: 1, page: 1 },
			ignoreHttpStatusErrors: true,
		},
		rules: [
			...Object.entries(REFUSALS).map(([code, message]) => ({
				type: 'responseSuccessBody' as const,
				properties: { key: 'code', value: Number(code), message },
			})),
			// a web page, or an answer of something else
			{
				type: 'responseSuccessBody',
				properties: { key: 'code', value: undefined, message: NO_NEEMO_THERE },
			},
		],
	};
}
