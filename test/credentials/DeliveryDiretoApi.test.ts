import { CredentialStore, runNode, testCredential, type NodeRun } from '../engine/harness';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeType,
} from 'n8n-workflow';
import { DeliveryDiretoApi } from '../../credentials/DeliveryDiretoApi.credentials';

interface Arrival {
	line: string;
	headers: IncomingHttpHeaders;
	body: string;
}

interface Answer {
	status: number;
	/** An object is sent as JSON, a text as a web page. */
	body: unknown;
}

const HOUR = 60 * 60 * 1000;
const refused = (status: number): Answer => ({ status, body: { error: 'access_denied' } });
const PAGE: Answer = { status: 404, body: '<html>Loja não encontrada</html>' };

/** A little Delivery Direto: it gives out numbered tokens and takes the last one. What it answers can be changed. */
class Platform {
	readonly arrived: Arrival[] = [];

	private issued = 0;

	private server!: Server;

	/** Answers instead of a token. */
	login: ((grant: string) => Answer | undefined) | undefined;

	/** Answers instead of the thing that was asked for. */
	call: Answer | undefined;

	async open() {
		this.server = createServer((request, response) => {
			const parts: Buffer[] = [];
			request.on('data', (part: Buffer) => parts.push(part));
			request.on('end', () => {
				const { method = '', url = '', headers } = request;
				const body = Buffer.concat(parts).toString();
				this.arrived.push({ line: `${method} ${url}`, headers, body });
				const answer = url === '/admin-api/token' ? this.token(body) : this.thing(headers);
				const isText = typeof answer.body === 'string';
				response.writeHead(answer.status, { 'content-type': isText ? 'text/html' : 'application/json' });
				response.end(isText ? answer.body : JSON.stringify(answer.body));
			});
		});
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	async close() {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	get url() {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/admin-api`;
	}

	reset() {
		this.arrived.length = 0;
		this.login = undefined;
		this.call = undefined;
	}

	/** The last token given out becomes invalid. */
	revoke() {
		this.issued++;
	}

	/** What was sent to get a token, oldest first. */
	grants() {
		return this.arrived
			.filter(({ line }) => line === 'POST /admin-api/token')
			.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
	}

	calls() {
		return this.arrived.filter(({ line }) => line !== 'POST /admin-api/token');
	}

	private token(body: string): Answer {
		const { grant_type: grant } = JSON.parse(body) as { grant_type: string };
		const other = this.login?.(grant);
		if (other) return other;
		const number = ++this.issued;
		return {
			status: 200,
			body: {
				access_token: `token-${number}`,
				token_type: 'bearer',
				expires_in: 21600,
				refresh_token: `refresh-${number}`,
			},
		};
	}

	private thing(headers: IncomingHttpHeaders): Answer {
		if (this.call) return this.call;
		if (headers.authorization !== `Bearer token-${this.issued}`) return refused(401);
		return { status: 200, body: { status: 'success', data: {} } };
	}
}

/** Sends all items side by side, as n8n's HTTP Request node does. */
const caller: INodeType = {
	description: {
		displayName: 'Caller',
		name: 'caller',
		group: ['transform'],
		version: 1,
		description: 'Makes one call per item',
		defaults: { name: 'Caller' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'deliveryDiretoApi', required: true }],
		properties: [],
	},
	async execute() {
		const answers = this.getInputData().map(async ({ json }) => {
			const request = json as unknown as IHttpRequestOptions;
			return (await this.helpers.httpRequestWithAuthentication.call(this, 'deliveryDiretoApi', {
				...request,
				body: json.upload ? uploadOf(String(json.upload)) : undefined,
				json: true,
			})) as object;
		});
		return [(await Promise.all(answers)).map((json) => ({ json: { ...json } }))];
	},
};

function uploadOf(text: string): FormData {
	const form = new FormData();
	form.append('image', new Blob([text], { type: 'image/png' }), 'x.png');
	return form;
}

const platform = new Platform();
let credentials: CredentialStore;
let now: number;

const SECRETS = { clientSecret: 'secret-of-client', password: 'secret-of-store' };

const typed = (changes: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject => ({
	environment: 'custom',
	baseUrl: platform.url,
	clientId: 'client-7',
	storeId: 'store-opaque',
	username: 'api-user',
	...SECRETS,
	allowedDomains: '127.0.0.1',
	...changes,
});

beforeAll(async () => await platform.open());
afterAll(async () => await platform.close());
beforeEach(() => {
	now = Date.parse('2026-03-10T15:00:00Z');
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	platform.reset();
	credentials = new CredentialStore().add(new DeliveryDiretoApi(), typed());
});
afterEach(() => jest.restoreAllMocks());

async function run(items = 1, more: Record<string, string> = {}): Promise<NodeRun> {
	const input = Array.from({ length: items }, () => ({ url: `${platform.url}/v1/orders`, ...more }));
	return await runNode({ node: caller, credentials, input });
}

const stored = () => credentials.stored('deliveryDiretoApi');
const grantTypes = () => platform.grants().map(({ grant_type: type }) => type);

describe('the login', () => {
	it('sends client and user as JSON with both headers, and nothing else', async () => {
		expect((await run()).status).toBe('success');
		expect(platform.grants()).toEqual([
			{
				grant_type: 'password',
				client_id: 'client-7',
				client_secret: SECRETS.clientSecret,
				username: 'api-user',
				password: SECRETS.password,
			},
		]);
		const [login] = platform.arrived;
		expect(login?.headers).toMatchObject({
			'content-type': expect.stringMatching(/^application\/json/),
			'x-deliverydireto-id': 'store-opaque',
			'x-deliverydireto-client-id': 'client-7',
		});
		expect(login?.headers).not.toHaveProperty('authorization');
	});

	it('signs every call with the token and both headers', async () => {
		await run();
		expect(platform.calls().map(({ headers }) => headers)).toMatchObject([
			{
				authorization: expect.stringMatching(/^Bearer token-\d+$/),
				'x-deliverydireto-id': 'store-opaque',
				'x-deliverydireto-client-id': 'client-7',
			},
		]);
	});

	it('goes to the public address unless another one was typed', async () => {
		const asked: IHttpRequestOptions[] = [];
		const httpRequest = async (options: IHttpRequestOptions) => {
			asked.push(options);
			return await Promise.resolve({ statusCode: 200, headers: {}, body: { access_token: 't' } });
		};
		const helper = { helpers: { httpRequest } } as unknown as IHttpRequestHelper;
		const data = typed({ environment: 'production', baseUrl: '' });
		await expect(new DeliveryDiretoApi().preAuthentication.call(helper, data)).resolves.toMatchObject({
			token: 't',
		});
		expect(asked.map(({ baseURL, url }) => `${baseURL}${url}`)).toEqual([
			'https://deliverydireto.com.br/admin-api/token',
		]);
	});

	it('is made once for fifty calls side by side, and kept for later runs', async () => {
		expect((await run(50)).status).toBe('success');
		expect((await run(3)).status).toBe('success');
		expect(grantTypes()).toEqual(['password']);
		expect(platform.calls()).toHaveLength(53);
	});
});

describe('a token that has run out', () => {
	it('is renewed by the refresh token, before any call is made with it', async () => {
		await run();
		const first = stored();
		now += 6 * HOUR;
		platform.reset();
		expect((await run(10)).status).toBe('success');
		expect(platform.grants()).toEqual([
			{
				grant_type: 'refresh_token',
				client_id: 'client-7',
				client_secret: SECRETS.clientSecret,
				refresh_token: first.refreshToken,
			},
		]);
		expect(platform.calls()).toHaveLength(10);
		expect(stored().token).not.toBe(first.token);
		expect(stored().refreshToken).not.toBe(first.refreshToken);
		expect(JSON.stringify(platform.arrived)).not.toContain(SECRETS.password);
	});

	it('is used for nearly six hours', async () => {
		await run();
		now += 5.6 * HOUR;
		await run();
		expect(grantTypes()).toEqual(['password']);
	});

	it('does not spoil an upload, which n8n could not send twice', async () => {
		await run();
		now += 7 * HOUR;
		platform.reset();
		expect((await run(1, { method: 'POST', upload: 'pixels' })).status).toBe('success');
		expect(platform.calls().map(({ body }) => body.includes('pixels'))).toEqual([true]);
	});

	it.each([refused(400), refused(401), refused(403), refused(200), { status: 401, body: '' }])(
		'is replaced by a login where the refresh is refused: %j',
		async (answer) => {
			await run();
			now += 30 * HOUR;
			platform.reset();
			platform.login = (grant) => (grant === 'refresh_token' ? answer : undefined);
			expect((await run()).status).toBe('success');
			expect(grantTypes()).toEqual(['refresh_token', 'password']);
			expect(platform.calls()).toHaveLength(1);
		},
	);

	it('is replaced by a login where no refresh token was given', async () => {
		platform.login = () => ({ status: 200, body: { access_token: 'token-x', expires_in: 60 } });
		platform.call = { status: 200, body: {} };
		await run();
		now += HOUR;
		await run();
		expect(grantTypes()).toEqual(['password', 'password']);
	});

	it('is not replaced with the password while the platform is not working', async () => {
		await run();
		now += 7 * HOUR;
		platform.reset();
		platform.login = () => ({ status: 503, body: '<html>Manutenção</html>' });
		expect((await run()).error).toMatchObject({ httpCode: '503' });
		expect(grantTypes()).toEqual(['refresh_token']);
	});
});

describe('a token that the platform refuses before its end', () => {
	it('is replaced by a login with the password, and the call is made again', async () => {
		await run();
		platform.revoke();
		platform.reset();
		expect((await run()).status).toBe('success');
		expect(grantTypes()).toEqual(['password']);
		expect(platform.calls()).toHaveLength(2);
	});
});

describe('a credential that a person has changed', () => {
	it.each([
		['store ID', { storeId: 'another-store' }],
		['user', { username: 'another-user' }],
		['password', { password: 'another-password' }],
		['client secret', { clientSecret: 'another-secret' }],
	])('does not use the token of before, nor its refresh token: %s', async (_, changes) => {
		await run();
		const { token } = stored();
		platform.reset();
		credentials.edit('deliveryDiretoApi', changes);
		now += 7 * HOUR;
		expect((await run()).status).toBe('success');
		expect(grantTypes()).toEqual(['password']);
		expect(platform.calls().map(({ headers }) => headers.authorization)).not.toContain(
			`Bearer ${String(token)}`,
		);
	});
});

describe('a refused login', () => {
	const refusals: Answer[] = [
		...[200, 400, 401, 403].map(refused),
		{ status: 422, body: { status: 'error', code: 'invalid_fields', message: 'access_denied' } },
		{ status: 400, body: { status: 'fail', errors: [{ message: 'access_denied', field: 'username' }] } },
	];

	it.each(refusals)('is tried once, and told in the words of the platform: %j', async (answer) => {
		platform.login = () => answer;
		const { error } = await run();
		expect(error).toMatchObject({ httpCode: '403', description: 'access_denied' });
		expect(grantTypes()).toEqual(['password']);
		expect(platform.calls()).toEqual([]);
	});

	it('is tried once for fifty calls side by side', async () => {
		platform.login = () => refused(401);
		expect((await run(50)).status).toBe('error');
		expect(grantTypes()).toEqual(['password']);
	});

	it('shows no secret', async () => {
		platform.login = () => refused(401);
		const { stored: execution, logs } = await run();
		for (const secret of Object.values(SECRETS))
			expect(execution + JSON.stringify(logs)).not.toContain(secret);
	});
});

describe('the Test button', () => {
	const press = async (changes = {}) => await testCredential(new DeliveryDiretoApi(), typed(changes));
	const bad = (message: string) => ({ status: 'Error', message });
	const good = { status: 'OK', message: 'Connection successful!' };
	const REFUSED = 'Delivery Direto refused the login. Check client, user, password and store ID';
	const NOT_THERE = 'There is no Delivery Direto API at this address. Check the environment or the base URL';
	const DOWN = 'Delivery Direto is not working properly at the moment. Try again later';

	it('logs in and reads something that is no order', async () => {
		await expect(press()).resolves.toEqual(good);
		expect(platform.arrived.map(({ line }) => line)).toEqual([
			'POST /admin-api/token',
			'GET /admin-api/v1/webhooks',
		]);
	});

	it('tries the password, although there is a good token', async () => {
		await run();
		platform.login = (grant) => (grant === 'password' ? refused(401) : undefined);
		await expect(press(stored())).resolves.toEqual(bad(REFUSED));
	});

	it.each([200, 400, 401, 403])('tells a refused login that came with %d', async (status) => {
		platform.login = () => refused(status);
		await expect(press()).resolves.toEqual(bad(REFUSED));
		expect(platform.grants()).toHaveLength(1);
	});

	it.each([200, 400, 403])('tells a token that is refused with %d', async (status) => {
		platform.call = refused(status);
		await expect(press()).resolves.toEqual(bad(REFUSED));
	});

	it('tells a wrong address', async () => {
		await expect(press({ baseUrl: `${platform.url}/` })).resolves.toEqual(good);
		platform.login = () => PAGE;
		await expect(press()).resolves.toEqual(bad(NOT_THERE));
		platform.login = () => ({ status: 200, body: '<html>Bem-vindo</html>' });
		await expect(press()).resolves.toEqual(bad(NOT_THERE));
		platform.login = () => ({ status: 302, body: '' });
		await expect(press()).resolves.toEqual(bad(NOT_THERE));
	});

	it.each([429, 503])('tells a platform in trouble: HTTP %d', async (status) => {
		platform.login = () => ({ status, body: {} });
		await expect(press()).resolves.toEqual(bad(DOWN));
	});

	it('tells that nobody is there', async () => {
		await expect(press({ baseUrl: 'http://127.0.0.1:9' })).resolves.toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/could not be reached|ECONNREFUSED/),
		});
	});

	it.each(['http://deliverydireto.example.com', 'deliverydireto.com.br', ''])(
		'refuses the address "%s" before the password leaves',
		async (baseUrl) => {
			await expect(press({ baseUrl, allowedDomains: 'deliverydireto.example.com' })).resolves.toEqual(
				bad(
					`The base URL "${baseUrl}" of the Delivery Direto credential is no full address that starts with https://`,
				),
			);
		},
	);

	it('refuses a time zone that does not exist', async () => {
		await expect(press({ timeZone: 'Brasilia' })).resolves.toEqual(
			bad('The store time zone "Brasilia" of the Delivery Direto credential does not exist'),
		);
		expect(platform.arrived).toEqual([]);
	});

	it('sends the password to allowed hosts only', async () => {
		await expect(press({ allowedDomains: 'deliverydireto.com.br' })).resolves.toMatchObject({
			message: expect.stringContaining('Domain not allowed'),
		});
		expect(platform.arrived).toEqual([]);
	});
});

describe('a credential as a person creates it', () => {
	it('may send its secrets to Delivery Direto only', () => {
		const store = new CredentialStore().add(new DeliveryDiretoApi(), { clientId: 'c' });
		expect(store.withDefaults('deliveryDiretoApi', store.stored('deliveryDiretoApi'))).toMatchObject({
			environment: 'production',
			timeZone: 'America/Sao_Paulo',
			allowedHttpRequestDomains: 'domains',
			allowedDomains: 'deliverydireto.com.br',
			token: '',
		});
	});
});
