import { forgetLogins } from '../../core/login';
import { DIGIPIX_ADDRESSES, DigipixApi } from '../../credentials/DigipixApi.credentials';
import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';

const credential = new DigipixApi();

/** What a new credential holds before anybody typed into it. */
const untouched = Object.fromEntries(credential.properties.map(({ name, default: value }) => [name, value]));

const typed = {
	...untouched,
	clientId: ' partner ',
	clientSecret: ' secret\n',
} as ICredentialDataDecryptedObject;

beforeEach(forgetLogins);

const logIn = async (
	data: ICredentialDataDecryptedObject,
	answer: (request: IHttpRequestOptions) => Promise<unknown>,
) => {
	const helpers = { httpRequest: answer } as unknown as IHttpRequestHelper['helpers'];
	return await credential.preAuthentication.call({ helpers }, data);
};

describe('a Digipix credential as a person creates it', () => {
	it('may send its secrets to Digipix only', () => {
		expect(untouched).toMatchObject({
			environment: 'production',
			allowedHttpRequestDomains: 'domains',
			allowedDomains: Object.values(DIGIPIX_ADDRESSES)
				.map((address) => new URL(address).host)
				.join(','),
		});
	});

	it('hides secret and token', () => {
		const hidden = credential.properties
			.filter(({ typeOptions }) => typeOptions?.password)
			.map(({ name }) => name);
		expect(hidden).toEqual(['token', 'clientSecret']);
	});

	it.each(['production', 'development'] as const)(
		'logs in to %s at an address of its own',
		async (environment) => {
			const asked: IHttpRequestOptions[] = [];
			const token = await logIn({ ...typed, environment }, async (request) => {
				asked.push(request);
				return await Promise.resolve({ access_token: 'abc', token_type: 'Bearer', expires_in: 3600 });
			});
			expect(token).toEqual({ token: 'abc' });
			expect(asked).toEqual([
				expect.objectContaining({
					method: 'POST',
					baseURL: DIGIPIX_ADDRESSES[environment],
					url: '/v1/oauth/token',
					body: {
						client_id: 'partner',
						client_secret: 'secret',
						grant_type: 'client_credentials',
						scope: ['orders', 'quote', 'products'],
					},
				}),
			]);
		},
	);
});

describe('a login of Digipix', () => {
	it.each([[''], [null], [{}], [{ access_token: '' }], [{ access_token: 7 }], ['<html>']])(
		'is none when the answer has no token: %j',
		async (answer) => {
			await expect(logIn(typed, async () => await Promise.resolve(answer))).rejects.toThrow(
				'There is no Digipix API at this address',
			);
		},
	);

	it('puts a network fault into words and keeps its code', async () => {
		const fault = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
		await expect(logIn(typed, async () => await Promise.reject(fault))).rejects.toMatchObject({
			message: expect.stringContaining('Digipix could not be reached'),
			httpCode: 'ECONNREFUSED',
		});
	});

	it('hands an answer that is a refusal on as it is', async () => {
		const refusal = Object.assign(new Error('401'), { code: 'ERR_BAD_REQUEST', response: { status: 401 } });
		await expect(logIn(typed, async () => await Promise.reject(refusal))).rejects.toBe(refusal);
	});

	it('is not tried with a time zone that does not exist', async () => {
		const asked: unknown[] = [];
		const login = logIn({ ...typed, timeZone: 'Brasilia' }, async (request) => {
			asked.push(request);
			return await Promise.resolve({});
		});
		await expect(login).rejects.toThrow(
			'The store time zone "Brasilia" of the Digipix credential does not exist',
		);
		expect(asked).toEqual([]);
	});
});
