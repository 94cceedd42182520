import { inspect } from 'node:util';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { executeOperation } from '../../../core/api/execute';
import { isLoginRefused, isTransientFault, withItem } from '../../../core/api/errors';
import { canvas, node, PASSWORD, type Reply } from './support/canvas';
import { padaria } from './support/padaria';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: () => Promise.resolve(),
}));

async function failure(
	operation: string,
	set: INodeParameters,
	reply: Reply | Error,
	credentials: IDataObject = {},
): Promise<NodeApiError> {
	const { context } = canvas({
		operation,
		set,
		credentials,
		answer: () => {
			if (reply instanceof Error) throw reply;
			return reply;
		},
	});
	const error: unknown = await executeOperation(context, padaria).then(
		() => undefined,
		(problem: unknown) => problem,
	);
	expect(error).toBeInstanceOf(Error);
	// causes and hidden members included: n8n stores errors with the execution
	expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(
		new RegExp(`secret-token|Bearer|${PASSWORD}`),
	);
	return error as NodeApiError;
}

const words = ({ message, description }: { message: string; description?: string | null }) => [
	message,
	description,
];
const getOrder = (reply: Reply) => failure('order.get', { orderId: '3105' }, reply).then(words);
const createCustomer = (reply: Reply | Error) =>
	failure('customer.create', { name: 'Ana' }, reply).then(words);

describe('what a person reads when the platform says no', () => {
	it('a refused login', async () => {
		const error = await failure(
			'order.get',
			{ orderId: '1' },
			{ status: 401, body: { error: 'Senha errada' } },
		);
		expect(words(error)).toEqual([
			'Padaria refused the login',
			'Open the Padaria credential, check what it logs in with, and press its Test button. Padaria says: "Senha errada"',
		]);
		expect(error).toMatchObject({ httpCode: '401', failure: { cause: 'credential-invalid' } });
		expect([isLoginRefused(error), isTransientFault(error)]).toEqual([true, false]);
	});

	it('a login without the right to do this', async () => {
		expect(await getOrder({ status: 403 })).toEqual([
			'Padaria does not allow this account to get an order (order 3105)',
			'Ask Padaria to allow it for this account.',
		]);
	});

	it('an order that it does not know', async () => {
		expect(await getOrder({ status: 404, body: { message: 'Pedido não encontrado' } })).toEqual([
			'Padaria does not know order 3105',
			'Check the number, and that it belongs to the store of this credential. Padaria says: "Pedido não encontrado"',
		]);
	});

	it('an address that does not exist', async () => {
		expect(await getOrder({ status: 404, body: '<html>Not Found</html>' })).toEqual([
			'Padaria has no address api.padaria.example/orders/3105',
			'Check environment and base URL of the credential.',
		]);
	});

	it('a guessed address that does not exist: it is named, and how to correct it', async () => {
		const error = await failure(
			'product.remove',
			{ productId: 'a1' },
			{ status: 404, body: '<html>Not Found</html>' },
		);
		expect(words(error)).toEqual([
			'Padaria has no address api.padaria.example/products/a1',
			'The path of "Delete a product" is a guess, because Padaria does not publish it. Ask Padaria for the right path and type it under Options > Request Path.',
		]);
	});

	it('a thing that is not there, or a guessed address: both are said', async () => {
		const error = await failure(
			'product.remove',
			{ productId: 'a1' },
			{ status: 404, body: { error: 'no' } },
		);
		expect(words(error)).toEqual([
			'Padaria does not know product a1',
			'Check the number, and that it belongs to the store of this credential. If it does: The path of "Delete a product" is a guess, because Padaria does not publish it. It asked api.padaria.example/products/a1; another path can be set under Options > Request Path. Padaria says: "no"',
		]);
	});

	it('too many calls', async () => {
		expect(await createCustomer({ status: 429 })).toEqual([
			'Padaria asks to slow down',
			'Too many calls in a short time. Try again in a minute, or run the workflow less often.',
		]);
	});

	it('a redirect, which could carry the login to another host', async () => {
		expect(await createCustomer({ status: 302, headers: { location: 'https://evil.example' } })).toEqual([
			'Padaria answered with a redirect, which is not followed',
			'Check the base URL of the credential: api.padaria.example/customers is not the final address.',
		]);
	});

	it('a fault of the platform itself', async () => {
		expect(await getOrder({ status: 502 })).toEqual([
			'Padaria is not working properly at the moment (HTTP 502)',
			'Try again later.',
		]);
		expect(await createCustomer({ status: 501 })).toEqual([
			'Padaria is not working properly at the moment (HTTP 501)',
			'Try again later. It is not known whether the change was made: the call was not sent again.',
		]);
		expect((await createCustomer({ status: 408 }))[0]).toBe(
			'Padaria is not working properly at the moment (HTTP 408)',
		);
	});

	it('values that it does not take', async () => {
		expect(await createCustomer({ status: 422, body: { errors: [{ detail: 'Nome curto' }] } })).toEqual([
			'Padaria refused to create a customer',
			'Check the values that were sent (HTTP 422). Padaria says: "Nome curto"',
		]);
		const change = await failure(
			'order.changeStage',
			{ orderId: '3105', stage: 'confirmed' },
			{ status: 409 },
		);
		expect(change.message).toBe('Padaria refused to change the stage of an order (order 3105)');
	});
});

describe('what a person reads when no answer came', () => {
	it.each([
		['ECONNREFUSED', 'connection refused'],
		['ENOTFOUND', 'host name not found'],
		['EAI_AGAIN', 'host name not found'],
		['EPIPE', 'connection cut'],
		['ERR_BAD_RESPONSE', 'connection cut'],
		['CERT_HAS_EXPIRED', 'cert_has_expired'],
	])('%s is a %s', async (code, reason) => {
		expect(await getOrder({ code })).toEqual([
			'Padaria could not be reached',
			`No connection to api.padaria.example (${reason}). Check the internet connection of this n8n and the address in the credential.`,
		]);
	});

	it('a platform that is too slow', async () => {
		const [message, description] = await createCustomer({ code: 'ECONNABORTED' });
		expect(message).toBe('Padaria did not answer in time');
		expect(description).toBe(
			'No answer from api.padaria.example. Check the internet connection of this n8n and the address in the credential. It is not known whether the change was made: the call was not sent again.',
		);
	});

	it('a change of an order that may or may not have happened', async () => {
		const error = await failure(
			'order.changeStage',
			{ orderId: '3105', stage: 'confirmed' },
			{ code: 'EPIPE' },
		);
		expect(words(error)[1]).toMatch(
			/It is not known whether order 3105 was changed: the call was not sent again\.$/,
		);
	});

	it('a fault that has no name: n8n’s own words', async () => {
		expect(await createCustomer(new Error('No credentials'))).toEqual([
			'The call to Padaria at api.padaria.example did not succeed',
			'n8n says: "No credentials" Check the credential and the connection of this n8n. It is not known whether the change was made: the call was not sent again.',
		]);
	});
});

describe('a login that fails before the call', () => {
	const login = (status: number, body: unknown = {}) =>
		failure('customer.create', { name: 'Ana' }, { login: status, body });

	it('is a refused login, whatever number the platform gives its no', async () => {
		for (const status of [400, 403, 422]) {
			const error = await login(status, { message: 'Senha errada' });
			expect(words(error)[0]).toBe('Padaria refused the login');
			expect(words(error)[1]).toContain('Padaria says: "Senha errada"');
			expect(isLoginRefused(error)).toBe(true);
		}
	});

	it('at a wrong address says so', async () => {
		const error = await login(404);
		expect(words(error)).toEqual([
			'There is no login of Padaria at api.padaria.example',
			'Check environment and base URL of the credential.',
		]);
		expect(isLoginRefused(error)).toBe(false);
	});

	it('of a platform that is down can be tried again later, and changed nothing', async () => {
		const error = await login(503);
		expect(words(error)).toEqual([
			'Padaria is not working properly at the moment (HTTP 503)',
			'Try again later.',
		]);
		expect(isTransientFault(error)).toBe(true);
	});

	it('because n8n may not call that host says where to allow it', async () => {
		expect(await createCustomer(new Error('Domain not allowed'))).toEqual([
			'The call to Padaria at api.padaria.example did not succeed',
			'n8n says: "Domain not allowed" Add the host to Allowed Domains of the credential, or correct its address.',
		]);
	});
});

describe('a good status with a bad answer', () => {
	it('content that is no JSON', async () => {
		expect(await getOrder({ body: '<html>login</html>' })).toEqual([
			'Padaria answered with something that is not JSON',
			'A page or broken text came from api.padaria.example/orders/3105. Often a proxy or a wrong base URL is the reason.',
		]);
		expect((await getOrder({ body: '{"data": [' }))[0]).toBe(
			'Padaria answered with something that is not JSON',
		);
	});

	const search = (body: unknown) =>
		failure('order.search', { text: 'pão' }, { status: 201, body }).then(words);

	it('a failure inside, in the platform’s own words', async () => {
		expect(await search({ code: 403, name: 'Token inválido' })).toEqual([
			'Padaria refused to search orders',
			'Padaria says: "Token inválido"',
		]);
		expect((await search({ code: 403, description: 'Sem acesso' }))[1]).toBe('Padaria says: "Sem acesso"');
		expect((await search({}))[1]).toBe('The answer says that it failed, without a reason.');
	});
});

describe('the words of the platform in an error', () => {
	const said = async (body: unknown) => (await createCustomer({ status: 400, body }))[1];
	const plain = 'Check the values that were sent (HTTP 400).';

	it('are found wherever it puts them, and cut to what one reads', async () => {
		expect(await said({ data: { errors: [{}, 'CPF inválido'] } })).toBe(
			`${plain} Padaria says: "CPF inválido"`,
		);
		expect(await said(['Nome vazio'])).toBe(`${plain} Padaria says: "Nome vazio"`);
		const errors = [
			{ message: 'Valor inválido', field: 'name' },
			{ message: 'Valor muito longo', field: '' },
		];
		expect(await said({ errors })).toBe(`${plain} Padaria says: "name: Valor inválido; Valor muito longo"`);
		expect(await said({ message: 'x'.repeat(400) })).toBe(`${plain} Padaria says: "${'x'.repeat(300)}…"`);
	});

	it('are left out where there are none', async () => {
		for (const body of [
			null,
			7,
			'text of a proxy',
			{},
			[],
			{ message: '  ' },
			{ data: { data: { data: { data: { data: 'deep' } } } } },
		])
			expect(await said(body)).toBe(plain);
	});
});

describe('the credential', () => {
	const custom = (baseUrl: unknown) =>
		failure('order.get', { orderId: '1' }, { body: {} }, { environment: 'custom', baseUrl } as IDataObject);

	it.each(['http://padaria.example', 'ftp://padaria.example', 'padaria.example', '', undefined])(
		'with the address %j is refused, and nothing is sent',
		async (baseUrl) => {
			const [message, description] = words(await custom(baseUrl));
			expect(message).toContain(`The base URL "${String(baseUrl ?? '')}" of the Padaria credential`);
			expect(description).toContain('http:// is accepted for this machine and private networks only.');
		},
	);

	it.each([
		'https://padaria.example/v1/',
		'http://localhost:5680/padaria',
		'http://127.0.0.1:1',
		'http://[::1]:1',
		'http://10.0.0.5',
		'http://172.16.0.5',
		'http://192.168.0.5',
		'http://sandbox:5680',
		'http://box.local',
		'http://box.internal',
	])('may name %s', async (baseUrl) => {
		const { context, requests } = canvas({
			operation: 'order.get',
			set: { orderId: '1', output: 'raw' },
			credentials: { environment: 'custom', baseUrl },
			answer: () => ({ body: { data: { number: 1 } } }),
		});
		await executeOperation(context, padaria);
		expect(requests[0]?.url).toBe(`${baseUrl.replace(/\/$/, '')}/orders/1`);
	});

	it('with a time zone that does not exist is refused', async () => {
		expect(
			words(await failure('order.get', { orderId: '1' }, { body: {} }, { timeZone: 'Brazil/Recife' })),
		).toEqual([
			'The store time zone "Brazil/Recife" of the Padaria credential does not exist',
			expect.stringContaining('America/Sao_Paulo'),
		]);
	});
});

describe('an operation that does not exist (any more)', () => {
	it('is named', async () => {
		expect(words(await failure('order.getLegacy', {}, { body: {} }))).toEqual([
			'Padaria has no operation "order.getLegacy"',
			'Choose an operation from the list.',
		]);
	});
});

describe('any other fault', () => {
	it('becomes an error of n8n with the item that it belongs to', () => {
		for (const thrown of [new Error('odd'), 'odd']) {
			const error = withItem(node, thrown, 2);
			expect(error).toBeInstanceOf(NodeOperationError);
			expect(error).toMatchObject({ message: 'odd', context: { itemIndex: 2 } });
		}
	});
});

describe('a platform that tells the status in the body of a good answer', () => {
	const search = (reply: Reply) => failure('order.search', { text: 'pão' }, reply);

	it('refuses a login as if by the status', async () => {
		const error = await search({ body: { code: 401, name: 'Unauthorized' } });
		expect(error.message).toBe('Padaria refused the login');
		expect(isLoginRefused(error)).toBe(true);
	});

	it('fails for a while as if by the status', async () => {
		expect(isTransientFault(await search({ body: { code: 503 } }))).toBe(true);
		expect(isTransientFault(await search({ body: { code: 429 } }))).toBe(true);
	});

	it('refuses a call in words of its own for any other code', async () => {
		expect(
			words(await search({ body: { code: 400, causes: [{ message: 'Status inválido' }], name: '' } })),
		).toEqual(['Padaria refused to search orders', 'Padaria says: "Status inválido"']);
	});

	it('finds nothing only by its own words: a page of somebody else is a wrong address', async () => {
		expect((await search({ status: 404, body: '<html>Not Found</html>' })).message).toBe(
			'Padaria has no address api.padaria.example/orders/search',
		);
	});
});
