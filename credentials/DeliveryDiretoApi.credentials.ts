import { createHash } from 'node:crypto';
import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeProperties,
} from 'n8n-workflow';
import { baseUrlOf, timeZoneOf } from '../core/account';
import { BadInput } from '../core/api/badInput';
import { at } from '../core/api/path';
import {
	allowedDomainFields,
	baseUrlExpression,
	environmentFields,
	noConnection,
	timeZoneField,
	tokenField,
} from '../core/credential';
import { sharedLogin } from '../core/login';

/** [B] [D] [E] [F] [G] [H]. No test system is known. */
export const DELIVERY_DIRETO_ADDRESSES = { production: 'https://deliverydireto.com.br/admin-api' };

const DELIVERY_DIRETO = { displayName: 'Delivery Direto', environments: DELIVERY_DIRETO_ADDRESSES };

const NOT_THERE = 'There is no Delivery Direto API at this address. Check the environment or the base URL';
const REFUSED = 'Delivery Direto refused the login. Check client, user, password and store ID';
const DOWN = 'Delivery Direto is not working properly at the moment. Try again later';

/** Life of a token [A], for an answer that does not tell it. */
const SIX_HOURS = 21_600;
/** A token is changed for another one a little before its end, so that no call meets the end. */
const USED_PART = 0.95;

/** What a login leaves in the credential: n8n stores all of it, encrypted. */
interface Session extends IDataObject {
	token: string;
	refreshToken: string;
	/** ISO 8601: from then on the token is not sent any more. */
	validUntil: string;
	/** Whose token it is, see printOf. */
	issuedFor: string;
}

const textOf = (value: unknown) => String(value ?? '').trim();

function headersOf({ storeId, clientId }: ICredentialDataDecryptedObject): Record<string, string> {
	return { 'X-DeliveryDireto-ID': textOf(storeId), 'X-DeliveryDireto-Client-Id': textOf(clientId) };
}

/**
 * A print of a token and of all that a person typed for the login: a token of earlier values is not used with later ones.
 * As the token is part of it, it tells nobody anything about the password.
 */
function printOf(credentials: ICredentialDataDecryptedObject, token: string): string {
	const typed = ['clientId', 'clientSecret', 'username', 'password', 'storeId'].map((name) =>
		String(credentials[name] ?? ''),
	);
	const values = [token, baseUrlOf(DELIVERY_DIRETO, credentials), ...typed];
	return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}

function isOwnToken(credentials: ICredentialDataDecryptedObject): boolean {
	return credentials.issuedFor === printOf(credentials, textOf(credentials.token));
}

function hasRunOut({ validUntil }: ICredentialDataDecryptedObject): boolean {
	return !(Date.parse(textOf(validUntil)) > Date.now());
}

/** The platform's own words, in any of the shapes its errors have [A] [G] [H]. */
function sayingOf(body: unknown): string | undefined {
	const errors = at(body, 'errors');
	return [
		at(body, 'error_description'),
		at(body, 'message'),
		...(Array.isArray(errors) ? errors.map((error) => at(error, 'message')) : []),
		at(body, 'error'),
	].find((text): text is string => typeof text === 'string' && text !== '');
}

/**
 * An error that n8n's nodes and its Test button both read: `httpCode` and `response` are where its HTTP client has them.
 * A refused login is given as 403, whatever it came with: for a 401 n8n would send the same password a second time.
 */
function failedLogin(status: number, message: string, said?: string): BadInput {
	const description = said === undefined ? '' : `Delivery Direto says: "${said}"`;
	const response = { status, statusText: message, data: said === undefined ? {} : { message: said } };
	return Object.assign(new BadInput(message, description), { httpCode: String(status), response });
}

/** Asks for a token. Every answer of the platform comes back, whatever its status. */
async function askForToken(
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
	grant: IDataObject,
): Promise<IN8nHttpFullResponse> {
	const call = helpers.httpRequest({
		method: 'POST',
		url: '/token',
		baseURL: baseUrlOf(DELIVERY_DIRETO, credentials),
		headers: headersOf(credentials),
		body: {
			client_id: textOf(credentials.clientId),
			client_secret: textOf(credentials.clientSecret),
			...grant,
		},
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: 30_000,
		sendCredentialsOnCrossOriginRedirect: false,
	});
	return (await call.catch((error: unknown) => {
		throw noConnection(DELIVERY_DIRETO.displayName, error) ?? error;
	})) as IN8nHttpFullResponse;
}

/** @throws BadInput where the answer has no token, in words that tell a refusal from a platform in trouble */
function sessionOf(
	{ statusCode, body }: IN8nHttpFullResponse,
	credentials: ICredentialDataDecryptedObject,
): Session {
	const said = sayingOf(body);
	if (statusCode === 429 || statusCode >= 500) throw failedLogin(statusCode, DOWN, said);
	const token = at(body, 'access_token');
	if (statusCode < 300 && typeof token === 'string' && token !== '') {
		const life = Number(at(body, 'expires_in')) || SIX_HOURS;
		return {
			token,
			refreshToken: textOf(at(body, 'refresh_token')),
			validUntil: new Date(Date.now() + life * USED_PART * 1000).toISOString(),
			issuedFor: printOf(credentials, token),
		};
	}
	// With which status a refusal comes is not documented: words of the platform are one, a web page is none
	const isAnswer = statusCode !== 404 && (said !== undefined || [400, 401, 403, 422].includes(statusCode));
	throw isAnswer ? failedLogin(403, REFUSED, said) : failedLogin(404, NOT_THERE);
}

const whereStatus = (value: number, message: string) => ({
	type: 'responseCode' as const,
	properties: { value, message },
});

/** A refresh that was refused says nothing about the password: how long a refresh token lives is not documented. */
const isRefused = (error: unknown) => (error as { httpCode?: unknown }).httpCode === '403';

async function logIn(
	helper: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<Session> {
	const { refreshToken, username, password } = credentials;
	// A token that is refused before its end was revoked, and a person who presses Test wants the password tried
	if (textOf(refreshToken) !== '' && isOwnToken(credentials) && hasRunOut(credentials)) {
		const grant = { grant_type: 'refresh_token', refresh_token: refreshToken };
		try {
			return sessionOf(await askForToken(helper, credentials, grant), credentials);
		} catch (error) {
			if (!isRefused(error)) throw error;
		}
	}
	const grant = { grant_type: 'password', username: textOf(username), password: String(password) };
	return sessionOf(await askForToken(helper, credentials, grant), credentials);
}

/**
 * One store of Delivery Direto. Client and user are exchanged for a token of six hours ([A] [B]), which n8n keeps
 * encrypted in the credential together with the refresh token.
 */
export class DeliveryDiretoApi implements ICredentialType {
	name = 'deliveryDiretoApi';

	displayName = 'Delivery Direto API';

	icon: Icon = { light: 'file:../icons/deliverydireto.svg', dark: 'file:../icons/deliverydireto.dark.svg' };

	documentationUrl = 'https://developers.deliverydireto.com.br';

	properties: INodeProperties[] = [
		tokenField,
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'hidden',
			typeOptions: { password: true },
			default: '',
		},
		{ displayName: 'End of the Token', name: 'validUntil', type: 'hidden', default: '' },
		{
			displayName: 'Account of the Token',
			name: 'issuedFor',
			type: 'hidden',
			default: '',
		},
		...environmentFields(DELIVERY_DIRETO_ADDRESSES, {
			placeholder: 'e.g. http://localhost:5680/delivery-direto',
			baseUrl: 'The part of the address before /v1. Add its host to Allowed Domains as well',
		}),
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: 'Delivery Direto gives it to whoever registers an integration. It serves all stores',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Comes with the client ID',
		},
		{
			displayName: 'Store ID',
			name: 'storeId',
			type: 'string',
			default: '',
			required: true,
			description: 'The store tells it: the text that Delivery Direto knows the store by in its API',
		},
		{
			displayName: 'User',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			description: 'Made in the panel of the store, in the module Chaves de API. Not the login of a person',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Made together with the user',
		},
		timeZoneField('Dates and opening hours are those of this zone'),
		...allowedDomainFields(
			'deliverydireto.com.br',
			'Hosts that may receive the password and the token, separated by commas',
		),
	];

	/**
	 * Gets a token: by the refresh token where the last one has run out, else by user and password. n8n calls it when
	 * there is no token yet, once after a 401, and when the Test button is pressed, where only the message is shown.
	 * @throws BadInput before the password leaves for an address that cannot be used, and where no token came back
	 */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		timeZoneOf(DELIVERY_DIRETO, credentials);
		return await sharedLogin(credentials, async () => await logIn(this, credentials));
	}

	/**
	 * Adds the token and the two headers. A token that has run out, or that belongs to earlier values of the credential,
	 * is not sent: the error is what n8n takes for a 401, so that it gets another one first. The platform is spared a
	 * call that it counts, and an upload need not be sent twice, which n8n cannot do.
	 */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		if (!isOwnToken(credentials) || hasRunOut(credentials)) {
			const problem = new BadInput('The token of Delivery Direto has run out', 'Run the workflow again.');
			throw Object.assign(problem, { response: { status: 401 } });
		}
		const headers = {
			...requestOptions.headers,
			...headersOf(credentials),
			Authorization: `Bearer ${textOf(credentials.token)}`,
		};
		return await Promise.resolve({ ...requestOptions, headers });
	}

	// A call that public code makes [A] [I], and that does not count among the few readings of orders a minute.
	test: ICredentialTestRequest = {
		request: { baseURL: baseUrlExpression(DELIVERY_DIRETO_ADDRESSES), url: '/v1/webhooks' },
		// n8n's type allows rules of one kind only, its code takes both
		rules: [
			...[400, 401, 403].map((status) => whereStatus(status, REFUSED)),
			whereStatus(404, NOT_THERE),
			...[429, 500, 502, 503, 504].map((status) => whereStatus(status, DOWN)),
			// with which status an unusable token is told is not documented [G]
			{ type: 'responseSuccessBody', properties: { key: 'error', value: 'access_denied', message: REFUSED } },
		] as ICredentialTestRequest['rules'],
	};
}
