import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import { baseUrlOf, timeZoneOf } from '../core/account';
import { BadInput } from '../core/api/badInput';
import {
	allowedDomainFields,
	baseUrlExpression,
	environmentFields,
	noConnection,
	timeZoneField,
	tokenField,
} from '../core/credential';
import { sharedLogin } from '../core/login';

/** Hosts of the reference [D] and of the issuer of its sample token [S]; which one is which system is inferred. */
export const DIGIPIX_ADDRESSES = {
	production: 'https://api.digipix.io',
	development: 'https://api.digipix.dev',
};

const DIGIPIX = { displayName: 'Digipix', environments: DIGIPIX_ADDRESSES };

/** The only path that the reference spells out [D]. */
const LOGIN_PATH = '/v1/oauth/token';

/** A token must name all that it is used for, and may name several [S]. */
const SCOPES = ['orders', 'quote', 'products'];

const NO_DIGIPIX_THERE = 'There is no Digipix API at this address. Check the environment or the base URL';

const REFUSED =
	'Digipix refused this client ID and secret. They are different for production and development: check the environment too';

/** @throws BadInput for an answer without token */
async function logIn(
	{ helpers }: IHttpRequestHelper,
	baseURL: string,
	credentials: ICredentialDataDecryptedObject,
): Promise<{ token: string }> {
	const login = helpers.httpRequest({
		method: 'POST',
		url: LOGIN_PATH,
		baseURL,
		body: {
			client_id: String(credentials.clientId).trim(),
			client_secret: String(credentials.clientSecret).trim(),
			grant_type: 'client_credentials',
			scope: SCOPES,
		},
		json: true,
		timeout: 30_000,
		sendCredentialsOnCrossOriginRedirect: false,
	});
	const answer = (await login.catch((error: unknown) => {
		throw noConnection(DIGIPIX.displayName, error) ?? error;
	})) as { access_token?: unknown } | string | null;
	// a web page, or nothing at all
	const token = typeof answer === 'object' ? answer?.access_token : undefined;
	if (typeof token !== 'string' || token === '') throw new BadInput(NO_DIGIPIX_THERE, 'No token came back.');
	return { token };
}

/**
 * A partner account of Digipix: OAuth 2.0 client credentials, but as JSON with a list of scopes [S], which n8n's own
 * OAuth2 credential cannot send. The token of one hour is kept encrypted in the credential and renewed on a 401.
 */
export class DigipixApi implements ICredentialType {
	name = 'digipixApi';

	displayName = 'Digipix API';

	icon: Icon = { light: 'file:../icons/digipix.svg', dark: 'file:../icons/digipix.dark.svg' };

	documentationUrl = 'https://api.digipix.io/docs';

	properties: INodeProperties[] = [
		tokenField,
		...environmentFields(DIGIPIX_ADDRESSES, {
			placeholder: 'e.g. http://localhost:5680/digipix',
			baseUrl: 'Add its host to Allowed Domains as well, or n8n refuses the login',
			environment: 'Each environment has its own client ID and secret',
		}),
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: 'Given by Digipix, for one environment',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		timeZoneField('Times of orders are given in this zone'),
		...allowedDomainFields(
			'api.digipix.io,api.digipix.dev',
			'Hosts that may receive the secret and the token, separated by commas',
		),
	];

	/**
	 * Obtains a token; n8n calls it when there is none yet, once after a 401, and when the Test button is pressed, where
	 * only the message of an error is shown.
	 * @throws BadInput before the secret leaves for an address that cannot be used, and for an answer without token
	 */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const baseURL = baseUrlOf(DIGIPIX, credentials);
		timeZoneOf(DIGIPIX, credentials);
		return await sharedLogin(credentials, async () => await logIn(this, baseURL, credentials));
	}

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.token}}' } },
	};

	// The login is the only call whose path is documented: any other could fail although the account is right.
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrlExpression(DIGIPIX_ADDRESSES),
			url: LOGIN_PATH,
			method: 'POST',
			body: {
				client_id: '={{ $credentials.clientId.trim() }}',
				client_secret: '={{ $credentials.clientSecret.trim() }}',
				grant_type: 'client_credentials',
				scope: SCOPES,
			},
		},
		rules: [
			...[400, 401, 403].map((value) => ({
				type: 'responseCode' as const,
				properties: { value, message: REFUSED },
			})),
			{ type: 'responseCode', properties: { value: 404, message: NO_DIGIPIX_THERE } },
		],
	};
}
