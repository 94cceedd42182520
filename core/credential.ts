import type { INodeProperties } from 'n8n-workflow';
import { BadInput } from './api/badInput';

/**
 * The base URL by environment as an n8n expression, for a credential's test request, which has no code of ours.
 * Without environments it is the typed address.
 */
export function baseUrlExpression(environments: Record<string, string>): string {
	return `={{ (${JSON.stringify(environments)})[$credentials.environment] ?? $credentials.baseUrl.trim().replace(/\\/+$/, "") }}`;
}

/**
 * The Test button shows a network fault as its bare code, such as `ECONNREFUSED`, unless it is put into words. The code
 * travels on as `httpCode`, where n8n's own errors keep it: the nodes read it, and n8n has words of its own for some.
 * @returns undefined for an error that came with an answer
 */
export function noConnection(platform: string, error: unknown): BadInput | undefined {
	const { code, response } = error as { code?: unknown; response?: unknown };
	if (response !== undefined || typeof code !== 'string' || !/^E(?!RR_)/.test(code)) return undefined;
	const problem = new BadInput(
		`${platform} could not be reached. Check the internet connection of this n8n and the address`,
		`The connection failed with ${code}.`,
	);
	return Object.assign(problem, { httpCode: code });
}

/** Where n8n keeps a token that it obtains by itself. */
export const tokenField: INodeProperties = {
	displayName: 'Token',
	name: 'token',
	type: 'hidden',
	typeOptions: { expirable: true, password: true },
	default: '',
};

interface EnvironmentWords {
	/** An example of a custom address. */
	placeholder: string;
	/** What a person has to know of the base URL. */
	baseUrl: string;
	/** What a custom address may be. */
	custom?: string;
	/** What differs between the environments. */
	environment?: string;
}

/**
 * The choice of the environment, and the base URL for a custom one.
 * @param addresses by environment, the usual one first
 */
export const environmentFields = (
	addresses: Record<string, string>,
	{
		placeholder,
		baseUrl,
		custom = 'Another address, such as the local sandbox',
		environment,
	}: EnvironmentWords,
): INodeProperties[] => [
	{
		displayName: 'Environment',
		name: 'environment',
		type: 'options',
		options: [
			...Object.entries(addresses).map(([value, description]) => ({
				name: value.charAt(0).toUpperCase() + value.slice(1),
				value,
				description,
			})),
			{ name: 'Custom Address', value: 'custom', description: custom },
		],
		default: Object.keys(addresses)[0] ?? 'custom',
		...(environment ? { description: environment } : {}),
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		placeholder,
		description: baseUrl,
		displayOptions: { show: { environment: ['custom'] } },
	},
];

/** The field for the store's time zone. @param description what is given in this zone */
export const timeZoneField = (description: string): INodeProperties => ({
	displayName: 'Store Time Zone',
	name: 'timeZone',
	type: 'string',
	default: 'America/Sao_Paulo',
	placeholder: 'e.g. America/Manaus',
	description,
});

/**
 * n8n's two fields that say which hosts the HTTP Request node may call with a credential, set to the platform's own.
 * @param hosts separated by commas
 * @param description what these hosts may receive
 * @param placeholder an example, where it is not the first of the hosts
 */
export const allowedDomainFields = (
	hosts: string,
	description: string,
	placeholder = hosts.split(',')[0],
): INodeProperties[] => [
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
		default: hosts,
		placeholder: `e.g. ${placeholder}`,
		description,
		displayOptions: { show: { allowedHttpRequestDomains: ['domains'] } },
	},
];
