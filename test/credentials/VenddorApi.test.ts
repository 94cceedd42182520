import { CredentialStore, testCredential } from '../engine/harness';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { pathPrefixOf, VenddorApi } from '../../credentials/VenddorApi.credentials';
import { venddor } from '../../nodes/Venddor/platform';

const credential = new VenddorApi();

const typed: ICredentialDataDecryptedObject = {
	baseUrl: 'https://loja.example.com',
	pathPrefix: '/api',
	email: 'integracao@example.com',
	apiKey: 'chave de teste',
};

describe('a Venddor credential as a person creates it', () => {
	const store = new CredentialStore().add(credential, {
		baseUrl: typed.baseUrl ?? '',
		email: 'a@example.com',
		apiKey: 'x',
	});

	it('begins at /api, in the time zone of most stores, and serves no host of the HTTP Request node', () => {
		expect(store.withDefaults('venddorApi', store.stored('venddorApi'))).toMatchObject({
			pathPrefix: '/api',
			timeZone: 'America/Sao_Paulo',
			allowedHttpRequestDomains: 'domains',
			allowedDomains: '',
		});
	});

	it('hides the API key', () => {
		const secret = credential.properties.filter(({ typeOptions }) => typeOptions?.password);
		expect(secret.map(({ displayName }) => displayName)).toEqual(['API Key']);
	});
});

describe('every request', () => {
	const request: IHttpRequestOptions = { url: 'https://loja.example.com/api/orders', qs: { page: 1 } };

	it('carries e-mail and API key as Basic authentication', async () => {
		await expect(credential.authenticate(typed, request)).resolves.toEqual({
			...request,
			auth: { username: 'integracao@example.com', password: 'chave de teste' },
		});
		expect(request).not.toHaveProperty('auth');
	});

	it.each<[string, ICredentialDataDecryptedObject, RegExp]>([
		['without encryption', { baseUrl: 'http://loja.example.com' }, /no full address that starts with https/],
		['without an address', { baseUrl: '' }, /no full address/],
		['with a prefix that leads elsewhere', { pathPrefix: '/api/..' }, /cannot be used/],
		['with a time zone that does not exist', { timeZone: 'Brasilia' }, /does not exist/],
	])('is refused %s', async (_, changes, message) => {
		await expect(credential.authenticate({ ...typed, ...changes }, request)).rejects.toThrow(message);
	});
});

describe('the path prefix', () => {
	it.each([
		['/api', '/api'],
		['', '/api'],
		[' /loja/api/ ', '/loja/api'],
		['/api/v1.0', '/api/v1.0'],
	])('%j is %s', (pathPrefix, prefix) => {
		expect(pathPrefixOf({ ...typed, pathPrefix })).toBe(prefix);
	});

	it.each(['api', '//evil.example.com', '/a?b', '/a#b', '/a/../b', '/./b', 'https://evil.example.com'])(
		'%s is refused',
		(pathPrefix) => {
			expect(() => pathPrefixOf({ ...typed, pathPrefix })).toThrow(/cannot be used/);
		},
	);

	it.each([
		['/api/orders', '/api/v1.0/orders'],
		['/api/orders/{order_id}', '/api/v1.0/orders/{order_id}'],
		['/api/vendors/{company_id}/products', '/api/v1.0/vendors/{company_id}/products'],
		['/api/2.0/warehouses', '/api/2.0/warehouses'],
		['/api/v1.0/auth_tokens', '/api/v1.0/auth_tokens'],
	])('makes of %s the path %s', (path, used) => {
		expect(venddor.pathOf?.(path, { ...typed, pathPrefix: '/api/v1.0' })).toBe(used);
	});
});

describe('two credentials', () => {
	const accountOf = (changes: ICredentialDataDecryptedObject) => venddor.accountOf({ ...typed, ...changes });

	it('are one account when user and store are the same', () => {
		expect(accountOf({ baseUrl: ' https://loja.example.com/ ', apiKey: 'new' })).toBe(accountOf({}));
	});

	it('are two when the store or the user differs', () => {
		expect(accountOf({ baseUrl: 'https://outra.example.com' })).not.toBe(accountOf({}));
		expect(accountOf({ email: 'outro@example.com' })).not.toBe(accountOf({}));
	});
});

describe('the Test button', () => {
	it('tells that a web site is no Venddor, although it answers everything with success', async () => {
		const server = createServer((_, response) => {
			response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Bem-vindo</html>');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		try {
			const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
			await expect(testCredential(credential, { ...typed, baseUrl })).resolves.toEqual({
				status: 'Error',
				message: 'There is no Venddor API at this address. Check Store URL and Path Prefix',
			});
		} finally {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	});
});
