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

/** [S] [MD]; that .com.br is production and .dev the test system is inferred from the domains. */
export const PIGZ_ADDRESSES = {
	production: 'https://integrador.pigz.com.br',
	test: 'https://integrador.pigz.dev',
};

const PIGZ = { displayName: 'Pigz', environments: PIGZ_ADDRESSES };

const NO_PIGZ_THERE = 'There is no Pigz API at this address. Check the environment or the base URL';

/** @throws BadInput for an answer without token */
async function logIn(
	{ helpers }: IHttpRequestHelper,
	baseURL: string,
	credentials: ICredentialDataDecryptedObject,
): Promise<{ token: string }> {
	const login = helpers.httpRequest({
		method: 'POST',
		url: '/authentication',
		baseURL,
		auth: { username: String(credentials.email), password: String(credentials.password) },
		json: true,
		timeout: 30_000,
		sendCredentialsOnCrossOriginRedirect: false,
	});
	const answer = (await login.catch((error: unknown) => {
		throw noConnection(PIGZ.displayName, error) ?? error;
	})) as { token?: unknown } | string | null;
	// a web page, or nothing at all
	const token = typeof answer === 'object' ? answer?.token : undefined;
	if (typeof token !== 'string' || token === '') throw new BadInput(NO_PIGZ_THERE, 'No token came back.');
	return { token };
}

/**
 * A Pigz store account. Pigz has no API key: e-mail and password are exchanged for a token of 12 hours
 * ([A] docs.pigz.dev/openapi/auth/authenticate), which n8n keeps encrypted in the credential and renews on a 401.
 */
export class PigzApi implements ICredentialType {
	name = 'pigzApi';

	displayName = 'Pigz API';

	icon: Icon = { light: 'file:../icons/pigz.svg', dark: 'file:../icons/pigz.dark.svg' };

	documentationUrl = 'https://docs.pigz.dev';

	properties: INodeProperties[] = [
		tokenField,
		...environmentFields(PIGZ_ADDRESSES, {
			placeholder: 'e.g. http://localhost:5680/pigz',
			baseUrl: 'Add its host to Allowed Domains as well, or n8n refuses the login',
		}),
		{
			displayName: 'E-Mail',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. loja@example.com',
			default: '',
			required: true,
			description: 'E-mail of the store account at Pigz. A new account needs no other preparation',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		timeZoneField('Times of orders are given in this zone, and days of a period are days of this zone'),
		...allowedDomainFields(
			'integrador.pigz.com.br,integrador.pigz.dev',
			'Hosts that may receive the password and the token, separated by commas',
		),
	];

	/**
	 * Logs in; n8n calls it when there is no token yet, once after a 401, and when the Test button is pressed, where
	 * only the message of an error is shown.
	 * @throws BadInput before the password leaves for an address that cannot be used, and for an answer without token
	 */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const baseURL = baseUrlOf(PIGZ, credentials);
		timeZoneOf(PIGZ, credentials);
		return await sharedLogin(credentials, async () => await logIn(this, baseURL, credentials));
	}

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.token}}' } },
	};

	// A period in the future: it proves the login and carries no order.
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrlExpression(PIGZ_ADDRESSES),
			url: '/orders',
			qs: { start: '2099-01-01', end: '2099-01-01' },
		},
		rules: [
			{
				type: 'responseCode',
				properties: { value: 401, message: 'Pigz refused this e-mail and password' },
			},
			{
				type: 'responseCode',
				properties: { value: 404, message: NO_PIGZ_THERE },
			},
		],
	};
}
