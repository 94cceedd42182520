import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { NeemoApi } from '../../credentials/NeemoApi.credentials';

const TOKEN = '00aa0a0aa0b00bb0a000a00aa0a00000';
const HOST = 'https://deliveryapp.neemo.com.br';
const BASE = `${HOST}/api/integration`;

const store = (changes: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject => ({
	environment: 'production',
	token: TOKEN,
	...changes,
});

/** What n8n's older request helper takes beside the newer options. */
type Request = Partial<IHttpRequestOptions> & { uri?: string; form?: unknown; formData?: unknown };

const sign = async (request: Request, credentials = store()): Promise<Request> =>
	await new NeemoApi().authenticate(credentials, request as IHttpRequestOptions);

const call = (body?: unknown, more: Request = {}): Request => ({
	method: 'POST',
	url: `${BASE}/v1/category`,
	...(body === undefined ? {} : { body: body as IHttpRequestOptions['body'] }),
	...more,
});

const fieldsOf = (form: unknown) => Object.fromEntries(form as Iterable<[string, string]>);

describe('the token of Neemo', () => {
	it('is added to a JSON object', async () => {
		expect(await sign(call({ title: 'Bebidas' }))).toEqual(call({ title: 'Bebidas', token_account: TOKEN }));
	});

	it('is added to form fields', async () => {
		const { body } = await sign(call(new URLSearchParams({ status: '1' })));
		expect(body).toBeInstanceOf(URLSearchParams);
		expect(fieldsOf(body)).toEqual({ status: '1', token_account: TOKEN });
	});

	it('is added to form fields that repeat, without losing one', async () => {
		const { body } = await sign(call(new URLSearchParams('a=1&a=2')));
		expect(String(body)).toBe(`a=1&a=2&token_account=${TOKEN}`);
	});

	it('is added to a multipart form, whose file stays', async () => {
		const form = new FormData();
		form.append('photo', new Blob(['x']), 'x.png');
		const { body } = await sign(call(form));
		expect((body as FormData).get('token_account')).toBe(TOKEN);
		expect((body as FormData).get('photo')).toMatchObject({ name: 'x.png', size: 1 });
	});

	it('is added to JSON text', async () => {
		const { body } = await sign(call('{"title":"Bebidas"}'));
		expect(JSON.parse(String(body))).toEqual({ title: 'Bebidas', token_account: TOKEN });
	});

	it('is added to form text', async () => {
		const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
		const { body } = await sign(call('status=1', { headers }));
		expect(body).toBe(`status=1&token_account=${TOKEN}`);
	});

	it.each(['form', 'formData'] as const)('is added to %s of the HTTP Request node', async (kind) => {
		const request: Request = { method: 'POST', uri: `${BASE}/v1/order`, [kind]: { status: '1' } };
		expect(await sign(request)).toEqual({ ...request, [kind]: { status: '1', token_account: TOKEN } });
	});

	it.each([undefined, null, '', {}])('is the body where there is none: %j', async (body) => {
		expect((await sign({ method: 'POST', url: `${BASE}/v1/payment_methods`, body } as Request)).body).toEqual(
			{
				token_account: TOKEN,
			},
		);
	});

	it.each(['/v1/order', '/v1/order/7'])(
		'is a form field where a call of orders has no body: %s',
		async (path) => {
			const { headers, body } = await sign({ method: 'POST', uri: BASE + path });
			expect(headers).toEqual({ 'Content-Type': 'application/x-www-form-urlencoded' });
			expect(body).toEqual({ token_account: TOKEN });
		},
	);

	it('is the only one, and a request can be signed twice, as n8n does after a refused login', async () => {
		const once = await sign(call({ title: 'x', token_account: 'typed by hand' }));
		expect(once.body).toEqual({ title: 'x', token_account: TOKEN });
		expect(await sign(once)).toEqual(once);
		const form = await sign(call(new URLSearchParams({ token_account: 'typed by hand' })));
		expect(String((await sign(form)).body)).toBe(`token_account=${TOKEN}`);
	});

	it('leaves the body that was given as it was: it may be sent again', async () => {
		const body = { title: 'x' };
		const form = new URLSearchParams({ a: '1' });
		const request = call(body);
		await sign(request);
		await sign(call(form));
		expect([request, body, String(form)]).toEqual([call({ title: 'x' }), { title: 'x' }, 'a=1']);
	});

	it('is sent without blanks around it', async () => {
		const { body } = await sign(call({}), store({ token: ` ${TOKEN}\n` }));
		expect(body).toEqual({ token_account: TOKEN });
	});

	it.each([
		['a list', [{ title: 'x' }]],
		['a file', Buffer.from('x')],
		['text that is neither', 'hello'],
		['a list as text', '[1]'],
	])('is refused a body that cannot carry it: %s', async (_what, body) => {
		await expect(sign(call(body))).rejects.toThrow('The token of Neemo cannot be added to this body');
	});
});

describe('the token of Neemo stays', () => {
	it.each([
		['another host', 'https://neemo.example.com/api/integration/v1/order'],
		['a host that only begins alike', `${HOST}.example.com/v1/order`],
		['another port', `${HOST}:8443/v1/order`],
		['no encryption', 'http://deliveryapp.neemo.com.br/api/integration/v1/order'],
		['no address', '/v1/order'],
	])('with Neemo, and does not go to %s', async (_what, url) => {
		const refused = sign(call({}, { url }));
		await expect(refused).rejects.toThrow(`The token of Neemo is sent to ${HOST} only`);
		await expect(refused).rejects.not.toThrow(TOKEN);
	});

	it('with the custom address, where one is set', async () => {
		const custom = store({ environment: 'custom', baseUrl: 'http://localhost:5700/neemo/' });
		const request = { url: '/v1/order', baseURL: 'http://localhost:5700/neemo' };
		await expect(sign(call({}, request), custom)).resolves.toMatchObject(request);
		await expect(sign(call({}), custom)).rejects.toThrow(
			'The token of Neemo is sent to http://localhost:5700 only, not to https://deliveryapp.neemo.com.br',
		);
	});

	it.each(['', 'deliveryapp.neemo.com.br', 'http://neemo.example.com'])(
		'where it is when the base URL "%s" cannot be used',
		async (baseUrl) => {
			const url = `${baseUrl}/v1/order`;
			await expect(sign(call({}, { url }), store({ environment: 'custom', baseUrl }))).rejects.toThrow(
				`The base URL "${baseUrl}" of the Neemo credential is no full address that starts with https://`,
			);
		},
	);

	it('where it is when the time zone does not exist', async () => {
		await expect(sign(call({}), store({ timeZone: 'Brasilia' }))).rejects.toThrow(
			'The store time zone "Brasilia" of the Neemo credential does not exist',
		);
	});
});

describe('a Neemo credential as a person creates it', () => {
	const { properties } = new NeemoApi();
	const field = (name: string) => properties.find((property) => property.name === name);

	it('asks for the token, and hides it and the key of the button', () => {
		expect(properties.filter(({ required }) => required).map(({ name }) => name)).toEqual(['token']);
		expect(field('token')?.typeOptions).toEqual({ password: true });
		expect(field('webhookSecret')?.typeOptions).toEqual({ password: true });
	});

	it('is for production, for Neemo alone and for a store in Brasilia time', () => {
		const defaults = ['environment', 'allowedHttpRequestDomains', 'allowedDomains', 'timeZone'].map(
			(name) => field(name)?.default,
		);
		expect(defaults).toEqual(['production', 'domains', 'deliveryapp.neemo.com.br', 'America/Sao_Paulo']);
	});
});
