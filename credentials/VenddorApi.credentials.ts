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
import { allowedDomainFields, baseUrlExpression, timeZoneField } from '../core/credential';

/** Every store has a host of its own [index-html], so there are no addresses to choose from. */
const VENDDOR = { displayName: 'Venddor', environments: {} };

const DEFAULT_PREFIX = '/api';

const NO_VENDDOR_THERE = 'There is no Venddor API at this address. Check Store URL and Path Prefix';

/**
 * Where the API of a store begins, such as `/api` or `/api/v1.0`; without a slash at its end.
 * @throws BadInput for a prefix that would lead elsewhere
 */
export function pathPrefixOf(credentials: ICredentialDataDecryptedObject): string {
	const prefix = String(credentials.pathPrefix ?? '')
		.trim()
		.replace(/\/+$/, '');
	if (prefix === '') return DEFAULT_PREFIX;
	if (!/^(\/[\w~-][\w.~-]*)+$/.test(prefix)) {
		throw new BadInput(
			`The path prefix "${prefix}" of the Venddor credential cannot be used`,
			'It starts with a slash, such as /api or /api/v1.0.',
		);
	}
	return prefix;
}

/** The path of orders as an n8n expression: a test request has no code of ours. */
const ORDERS_EXPRESSION = `={{ ($credentials.pathPrefix.trim().replace(/\\/+$/, "") || "${DEFAULT_PREFIX}") + "/orders" }}`;

/**
 * A user of a Venddor store. Access is granted per user in the Seller Center; the API key stands in for the password
 * ([S] and apidoc.venddor.com.br: authentication-html, activate-api-access).
 */
export class VenddorApi implements ICredentialType {
	name = 'venddorApi';

	displayName = 'Venddor API';

	icon: Icon = { light: 'file:../icons/venddor.svg', dark: 'file:../icons/venddor.dark.svg' };

	documentationUrl = 'https://apidoc.venddor.com.br';

	properties: INodeProperties[] = [
		{
			displayName: 'Store URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://loja.example.com',
			description: 'Address of the store without /api. It changes when a new store goes live',
		},
		{
			displayName: 'Path Prefix',
			name: 'pathPrefix',
			type: 'string',
			default: DEFAULT_PREFIX,
			placeholder: 'e.g. /api',
			description: 'Where the API begins below the Store URL. Newer stores may have /api/v1.0',
		},
		{
			displayName: 'E-Mail',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. integracao@example.com',
			default: '',
			required: true,
			description: 'E-mail of the user whose access to the API was activated',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'In the Seller Center under Users > Supplier Administrators > API Access',
		},
		timeZoneField('Times of orders are given in this zone, and days of a period are days of this zone'),
		...allowedDomainFields(
			'',
			'Hosts that may receive the API key from the HTTP Request node, separated by commas. The Venddor nodes need none',
			'loja.example.com',
		),
	];

	/** @throws BadInput before the API key leaves for an address that cannot be used */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		baseUrlOf(VENDDOR, credentials);
		pathPrefixOf(credentials);
		timeZoneOf(VENDDOR, credentials);
		const auth = { username: String(credentials.email), password: String(credentials.apiKey) };
		return await Promise.resolve({ ...requestOptions, auth });
	}

	// The smallest read there is; what comes back is shown to nobody.
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrlExpression(VENDDOR.environments),
			url: ORDERS_EXPRESSION,
			qs: { page: 1, items_per_page: 1 },
		},
		// n8n reads both kinds of rules side by side; its type knows lists of one kind only
		rules: [
			{
				type: 'responseCode',
				properties: { value: 401, message: 'Venddor refused this e-mail and API key' },
			},
			{
				type: 'responseCode',
				properties: { value: 403, message: 'Venddor does not allow this user to read orders' },
			},
			{ type: 'responseCode', properties: { value: 404, message: NO_VENDDOR_THERE } },
			// a web page, or an answer of something else
			{
				type: 'responseSuccessBody',
				properties: { key: 'orders', value: undefined, message: NO_VENDDOR_THERE },
			},
		] as ICredentialTestRequest['rules'],
	};
}
