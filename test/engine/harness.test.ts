import { CredentialStore, pollNode, runListSearch, runNode, testCredential } from './harness';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	NodeConnectionTypes,
	NodeOperationError,
	type IAuthenticateGeneric,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestHelper,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

/** A service that gives tokens by Basic auth, and answers with the token it saw. */
class TokenService {
	private server: Server | undefined;
	validToken = '';
	issued = 0;
	requests: string[] = [];

	async start() {
		const server = createServer((request, response) => this.answer(request, response));
		this.server = server;
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	}

	async stop() {
		await new Promise((resolve) => this.server?.close(resolve));
	}

	get url() {
		return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
	}

	private answer({ url = '', headers }: IncomingMessage, response: ServerResponse) {
		this.requests.push(url);
		const send = (status: number, body: IDataObject) => {
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body));
		};
		if (url === '/login') {
			const [, basic = ''] = (headers.authorization ?? '').split(' ');
			if (Buffer.from(basic, 'base64').toString() !== 'maria:right')
				return send(401, { message: 'Senha inválida' });
			this.validToken = `token-${++this.issued}`;
			return send(200, { token: this.validToken });
		}
		if (headers.authorization !== `Bearer ${this.validToken}`)
			return send(401, { message: 'Token inválido' });
		if (url === '/missing') return send(404, { message: 'Pedido inexistente' });
		if (url === '/closed') return send(200, { state: { name: 'closed' } });
		return send(200, { url, names: ['Ana', 'Bia'] });
	}
}

class TokenApi implements ICredentialType {
	name = 'tokenApi';
	displayName = 'Token API';
	properties: ICredentialType['properties'] = [
		{ displayName: 'Token', name: 'token', type: 'hidden', typeOptions: { expirable: true }, default: '' },
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		{ displayName: 'User', name: 'user', type: 'string', default: 'maria' },
		{ displayName: 'Password', name: 'password', type: 'string', default: '' },
		{ displayName: 'Allowed', name: 'allowedHttpRequestDomains', type: 'string', default: 'domains' },
		{ displayName: 'Domains', name: 'allowedDomains', type: 'string', default: '127.0.0.1' },
	];
	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.token}}' } },
	};
	test: ICredentialTestRequest;

	constructor(path = '/') {
		this.test = {
			request: { baseURL: '={{$credentials.baseUrl}}', url: path },
			rules: [
				{ type: 'responseCode', properties: { value: 401, message: 'The service refused this password' } },
			],
		};
	}

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const answer = (await this.helpers.httpRequest({
			method: 'POST',
			url: '/login',
			baseURL: String(credentials.baseUrl),
			auth: { username: String(credentials.user), password: String(credentials.password) },
			json: true,
		})) as { token: string };
		return { token: answer.token };
	}
}

const describing = (name: string, changes: Partial<INodeTypeDescription> = {}): INodeTypeDescription => ({
	displayName: name,
	name,
	group: ['transform'],
	version: 1,
	description: name,
	defaults: { name },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	credentials: [{ name: 'tokenApi', required: false }],
	properties: [
		{ displayName: 'Path', name: 'path', type: 'string', default: '/' },
		{ displayName: 'Note', name: 'note', type: 'string', default: '' },
	],
	...changes,
});

/** Fetches a path per item; failures leave through the error branch. */
class Fetcher implements INodeType {
	description = describing('fetcher');

	methods = {
		listSearch: {
			async people(this: ILoadOptionsFunctions, filter?: string) {
				const { baseUrl } = await this.getCredentials<{ baseUrl: string }>('tokenApi');
				const { names } = (await this.helpers.httpRequestWithAuthentication.call(this, 'tokenApi', {
					url: `${baseUrl}${String(this.getCurrentNodeParameter('path'))}`,
					json: true,
				})) as { names: string[] };
				const found = names.filter((name) => name.startsWith(filter ?? ''));
				return { results: found.map((name) => ({ name, value: name })) };
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const done: INodeExecutionData[] = [];
		for (const item of this.getInputData().keys()) {
			try {
				const { baseUrl } = await this.getCredentials<{ baseUrl: string }>('tokenApi');
				const answer = (await this.helpers.httpRequestWithAuthentication.call(this, 'tokenApi', {
					url: `${baseUrl}${String(this.getNodeParameter('path', item))}`,
					json: true,
				})) as IDataObject;
				const note = this.getNodeParameter('note', item);
				done.push({ json: { ...answer, note }, pairedItem: { item } });
			} catch (error) {
				if (!this.continueOnFail()) throw error;
				const failure = new NodeOperationError(this.getNode(), error as Error, { itemIndex: item });
				done.push({ json: { error: failure.message }, pairedItem: { item } });
			}
		}
		this.addExecutionHints({ message: `${done.length} fetched`, location: 'outputPane' });
		this.logger.info('Fetched');
		return [done];
	}
}

/** Reads the file of each item and hands on a new one. */
class Copier implements INodeType {
	description = describing('copier');

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const text = (await this.helpers.getBinaryDataBuffer(0, 'data')).toString();
		const copy = await this.helpers.prepareBinaryData(Buffer.from(`copy of ${text}`), 'b.txt', 'text/plain');
		return [[{ json: { text }, binary: { data: copy }, pairedItem: { item: 0 } }]];
	}
}

/** Counts its polls in static data; emits on every second one, throws when told to. */
class Counter implements INodeType {
	description = describing('counter', { polling: true, inputs: [], group: ['trigger'] });

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const state = this.getWorkflowStaticData('node');
		state.polls = Number(state.polls ?? 0) + 1;
		if (this.getNodeParameter('note') === 'throw') throw new NodeOperationError(this.getNode(), 'Broken');
		if (Number(state.polls) % 2 === 1) return null;
		const budget = (this as unknown as { getPollBudgetMs?: () => number }).getPollBudgetMs;
		return await Promise.resolve([
			[
				{
					json: {
						polls: state.polls,
						mode: this.getMode(),
						activation: this.getActivationMode(),
						budget: budget?.() ?? 'absent',
					},
				},
			],
		]);
	}
}

const service = new TokenService();
beforeAll(async () => await service.start());
afterAll(async () => await service.stop());
beforeEach(() => Object.assign(service, { validToken: '', issued: 0, requests: [] }));

const account = (changes: ICredentialDataDecryptedObject = {}) =>
	new CredentialStore().add(new TokenApi(), { baseUrl: service.url, password: 'right', ...changes });

describe('running a node', () => {
	it('hands each input item to the node, with expressions resolved per item and items linked', async () => {
		const run = await runNode({
			node: new Fetcher(),
			parameters: { path: '={{ $json.path }}', note: 'same for all' },
			credentials: account(),
			input: [{ path: '/a' }, { path: '/b' }],
		});
		expect(run.status).toBe('success');
		expect(run.json).toEqual([
			{ url: '/a', names: ['Ana', 'Bia'], note: 'same for all' },
			{ url: '/b', names: ['Ana', 'Bia'], note: 'same for all' },
		]);
		expect(run.items.map((item) => item.pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(run.hints).toEqual([{ message: '2 fetched', location: 'outputPane' }]);
		expect(run.logs).toContainEqual({ level: 'info', message: 'Fetched', metadata: undefined });
	});

	it('ends the run with the error of the node', async () => {
		const run = await runNode({
			node: new Fetcher(),
			parameters: { path: '/missing' },
			credentials: account(),
		});
		expect(run.status).toBe('error');
		expect(run.error).toMatchObject({ httpCode: '404' });
		expect(run.items).toEqual([]);
		expect(run.stored).toContain('Pedido inexistente');
	});

	it('sends a failed item through the error branch, joined with its input', async () => {
		const run = await runNode({
			node: new Fetcher(),
			parameters: { path: '={{ $json.path }}' },
			credentials: account(),
			input: [{ path: '/a' }, { path: '/missing', customer: 'Ana' }],
			onError: 'continueErrorOutput',
		});
		expect(run.status).toBe('success');
		expect(run.json.map(({ url }) => url)).toEqual(['/a']);
		expect(run.errorItems.map((item) => item.json)).toEqual([
			{ path: '/missing', customer: 'Ana', error: expect.any(String) as string },
		]);
	});

	it('keeps a failed item in the only branch with Continue On Fail', async () => {
		const run = await runNode({
			node: new Fetcher(),
			parameters: { path: '/missing' },
			credentials: account(),
			continueOnFail: true,
		});
		expect(run.json).toEqual([{ error: expect.any(String) as string }]);
		expect(run.errorItems).toEqual([]);
	});

	it('carries files in and out', async () => {
		const file = { mimeType: 'text/plain', fileName: 'a.txt', data: Buffer.from('menu').toString('base64') };
		const run = await runNode({ node: new Copier(), input: [{ json: {}, binary: { data: file } }] });
		expect(run.json).toEqual([{ text: 'menu' }]);
		const { data = '', fileName } = run.items[0]?.binary?.data ?? {};
		expect({ fileName, text: Buffer.from(data, 'base64').toString() }).toEqual({
			fileName: 'b.txt',
			text: 'copy of menu',
		});
	});

	it('refuses to start when a required field is empty, and names it', async () => {
		const node = new Fetcher();
		node.description.properties = [
			{ displayName: 'Order', name: 'order', type: 'string', default: '', required: true },
		];
		await expect(runNode({ node })).rejects.toThrow('Parameter \\"Order\\" is required.');
	});
});

describe('logging in', () => {
	it('happens once for all requests and all runs while the token is good', async () => {
		const credentials = account();
		await runNode({ node: new Fetcher(), credentials, input: [{}, {}] });
		await runNode({ node: new Fetcher(), credentials });
		expect(credentials.logins('tokenApi')).toBe(1);
		expect(credentials.stored('tokenApi')).toMatchObject({ token: 'token-1', password: 'right' });
		expect(service.requests).toEqual(['/login', '/', '/', '/']);
	});

	it('happens again after a 401, and the request is repeated once', async () => {
		const credentials = account({ token: 'of yesterday' });
		const run = await runNode({ node: new Fetcher(), credentials });
		expect(run.status).toBe('success');
		expect(service.requests).toEqual(['/', '/login', '/']);
		expect(credentials.stored('tokenApi')).toMatchObject({ token: 'token-1' });
	});

	it('is tried twice with a wrong password, as n8n does, and ends in the error', async () => {
		const credentials = account({ password: 'wrong' });
		const run = await runNode({ node: new Fetcher(), credentials });
		expect(run.status).toBe('error');
		expect(run.error).toMatchObject({ httpCode: '401' });
		expect(credentials.logins('tokenApi')).toBe(2);
	});

	it('is refused for a host that the credential does not allow', async () => {
		const credentials = account({ allowedDomains: 'example.com' });
		const run = await runNode({ node: new Fetcher(), credentials });
		expect(run.error?.message).toContain('Domain not allowed');
		expect(service.requests).toEqual([]);
	});
});

describe('polling', () => {
	it('keeps its state from poll to poll, and emits what the node returns', async () => {
		const poller = pollNode({ node: new Counter() });
		expect((await poller.poll()).items).toBeNull();
		expect((await poller.poll()).json).toEqual([
			{ polls: 2, mode: 'trigger', activation: 'activate', budget: 'absent' },
		]);
		expect(poller.memory()).toEqual({ polls: 2 });
	});

	it('stores the state after the first poll and with every emission only', async () => {
		const poller = pollNode({ node: new Counter() });
		await poller.poll();
		expect(poller.disk()).toEqual({ polls: 1 });
		await poller.poll();
		await poller.poll();
		expect(poller.memory()).toEqual({ polls: 3 });
		expect(poller.disk()).toEqual({ polls: 2 });
	});

	it('goes on from the disk after a restart, as n8n start', async () => {
		const poller = pollNode({ node: new Counter(), staticData: { polls: 7 } });
		await poller.poll();
		await poller.poll();
		const restarted = poller.restart();
		await restarted.poll();
		expect((await restarted.poll()).json).toEqual([
			{ polls: 10, mode: 'trigger', activation: 'init', budget: 'absent' },
		]);
	});

	it('leaves what a failed poll changed in memory, unless cursors are durable', async () => {
		const parameters = { note: 'throw' };
		const classic = pollNode({ node: new Counter(), parameters });
		await expect(classic.poll()).rejects.toThrow('Broken');
		expect(classic.memory()).toEqual({ polls: 1 });
		expect(classic.disk()).toEqual({});

		const durable = pollNode({ node: new Counter(), parameters, cursors: 'durable' });
		await expect(durable.poll()).rejects.toThrow('Broken');
		expect(durable.memory()).toEqual({});
	});

	it('stores every poll when cursors are durable', async () => {
		const poller = pollNode({ node: new Counter(), cursors: 'durable', pollBudget: 36_000 });
		await poller.poll();
		expect((await poller.poll()).json).toMatchObject([{ polls: 2, budget: 36_000 }]);
		await poller.poll();
		expect(poller.disk()).toEqual({ polls: 3 });
	});

	it('stores nothing in a manual test', async () => {
		const poller = pollNode({ node: new Counter(), mode: 'manual', staticData: { polls: 1 } });
		expect((await poller.poll()).json).toMatchObject([{ mode: 'manual', activation: 'manual' }]);
		expect(poller.disk()).toEqual({ polls: 1 });
	});
});

describe('filling a dropdown', () => {
	it('calls the method with the search text, the parameters and a login', async () => {
		const credentials = account();
		await expect(
			runListSearch(new Fetcher(), 'people', { credentials, parameters: { path: '/p' }, filter: 'B' }),
		).resolves.toEqual({ results: [{ name: 'Bia', value: 'Bia' }] });
		expect(service.requests).toEqual(['/login', '/p']);
	});
});

describe('testing a credential', () => {
	const data = () => ({ baseUrl: service.url, password: 'right' });

	it('logs in even when a token is stored', async () => {
		await expect(testCredential(new TokenApi(), { ...data(), token: 'old' })).resolves.toEqual({
			status: 'OK',
			message: 'Connection successful!',
		});
		expect(service.requests).toEqual(['/login', '/']);
	});

	it('says what the rule for the answer says', async () => {
		await expect(testCredential(new TokenApi(), { ...data(), password: 'wrong' })).resolves.toEqual({
			status: 'Error',
			message: 'The service refused this password',
		});
	});

	it('says the status of an answer without a rule', async () => {
		await expect(testCredential(new TokenApi('/missing'), data())).resolves.toEqual({
			status: 'Error',
			message: 'Not Found',
		});
	});

	it('finds a failure inside a good answer', async () => {
		const type = new TokenApi('/closed');
		type.test.rules = [
			{
				type: 'responseSuccessBody',
				properties: { key: 'state.name', value: 'closed', message: 'The shop is closed' },
			},
		];
		await expect(testCredential(type, data())).resolves.toEqual({
			status: 'Error',
			message: 'The shop is closed',
		});
	});

	it('says that nobody listens at the address', async () => {
		await expect(
			testCredential(new TokenApi(), { ...data(), baseUrl: 'http://127.0.0.1:1' }),
		).resolves.toEqual({ status: 'Error', message: 'ECONNREFUSED' });
	});
});
