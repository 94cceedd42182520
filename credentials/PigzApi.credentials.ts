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

/** [S] [MD]; that .com.br is production and .dev the test system is inferred from the domains. */
export const PIGZ_ADDRESSES = {
	production: 'https://integrador.pigz.com.br',
	test: 'https://integrador.pigz.dev',
};

const PIGZ = { displayName: 'Pigz', environments: PIGZ_ADDRESSES };

const NO_PIGZ_THERE = 'There is no Pigz API at this address. Check the environment or the base URL';

/** Addresses by environment, as an n8n expression can read them: the credential's test request has no code of ours. */
const BASE_URL_EXPRESSION = `={{ (${JSON.stringify(PIGZ_ADDRESSES)})[$credentials.environment] ?? $credentials.baseUrl.trim().replace(/\\/+$/, "") }}`;

/**
 * The Test button shows a network fault as its bare code, such as `ECONNREFUSED`, unless it is put into words. The code
 * travels on as `httpCode`, where n8n's own errors keep it: the nodes read it, and n8n has words of its own for some.
 */
function noConnection(error: unknown): BadInput | undefined {
	const { code, response } = error as { code?: unknown; response?: unknown };
	if (response !== undefined || typeof code !== 'string' || !/^E(?!RR_)/.test(code)) return undefined;
	const problem = new BadInput(
		'Pigz could not be reached. Check the internet connection of this n8n and the address',
		`The connection failed with ${code}.`,
	);
	return Object.assign(problem, { httpCode: code });
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
		{
			displayName: 'Token',
			name: 'token',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Production', value: 'production', description: PIGZ_ADDRESSES.production },
				{ name: 'Test', value: 'test', description: PIGZ_ADDRESSES.test },
				{
					name: 'Custom Address',
					value: 'custom',
					description: 'Another address, such as the local sandbox',
				},
			],
			default: 'production',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. http://localhost:5680/pigz',
			description: 'Add its host to Allowed Domains as well, or n8n refuses the login',
			displayOptions: { show: { environment: ['custom'] } },
		},
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
		{
			displayName: 'Store Time Zone',
			name: 'timeZone',
			type: 'string',
			default: 'America/Sao_Paulo',
			placeholder: 'e.g. America/Manaus',
			description: 'Times of orders are given in this zone, and days of a period are days of this zone',
		},
		{
			displayName: 'Allowed HTTP Request Domains',
			name: 'allowedHttpRequestDomains',
			type: 'options',
			options: [
				{ name: 'All', value: 'all' },
				{ name: 'Specific Domains', value: 'domains' },
				{ name: 'None', value: 'none' },
			],
			default: 'domains',
			description: 'Which hosts the HTTP Request node may call with this credential',
		},
		{
			displayName: 'Allowed Domains',
			name: 'allowedDomains',
			type: 'string',
			default: 'integrador.pigz.com.br,integrador.pigz.dev',
			placeholder: 'e.g. integrador.pigz.com.br',
			description: 'Hosts that may receive the password and the token, separated by commas',
			displayOptions: { show: { allowedHttpRequestDomains: ['domains'] } },
		},
	];

	/**
	 * Logs in; n8n calls it when there is no token yet, once after a 401, and when the Test button is pressed, where
	 * only the message of an error is shown.
	 * @throws BadInput before the password leaves for an address that cannot be used, and for an answer without token
	 */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const baseURL = baseUrlOf(PIGZ, credentials);
		timeZoneOf(PIGZ, credentials);
		const login = this.helpers.httpRequest({
			method: 'POST',
			url: '/authentication',
			baseURL,
			auth: { username: String(credentials.email), password: String(credentials.password) },
			json: true,
			timeout: 30_000,
			sendCredentialsOnCrossOriginRedirect: false,
		});
		const answer = (await login.catch((error: unknown) => {
			throw noConnection(error) ?? error;
		})) as { token?: unknown } | string | null;
		// a web page, or nothing at all
		const token = typeof answer === 'object' ? answer?.token : undefined;
		if (typeof token !== 'string' || token === '') throw new BadInput(NO_PIGZ_THERE, 'No token came back.');
		return { token };
	}

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.token}}' } },
	};

	// A period in the future: it proves the login and carries no order.
	test: ICredentialTestRequest = {
		request: {
			baseURL: BASE_URL_EXPRESSION,
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
