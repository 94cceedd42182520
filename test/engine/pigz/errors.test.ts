import { byNumber, intercept, pauses, Shop } from './shop';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { PIGZ_PASSWORD } from '../../../sandbox/platforms/pigz';
import type { FaultKind } from '../../../sandbox/faults';
import type { NodeRun } from '../harness';

const shop = new Shop().open();

const GET_MANY = { resource: 'order', operation: 'getAll' };
const CHANGE_STAGE = {
	resource: 'order',
	operation: 'changeStage',
	id: byNumber('={{ $json.order }}'),
	stage: 'confirmado',
};

const textOf = ({ status, error }: NodeRun) => ({
	status,
	message: error?.message,
	description: error?.description,
});
const failed = (message: string, description: string) => ({ status: 'error', message, description });

/** Host and port of the sandbox, as they stand in messages. */
const host = () => new URL(shop.sandbox.url).host;

describe('a wrong password', () => {
	beforeEach(() => shop.credentials.edit('pigzApi', { password: 'wrong-secret' }));

	it('says so, and what to do', async () => {
		expect(textOf(await shop.run(GET_MANY))).toEqual(
			failed(
				'Pigz refused the login',
				'Open the Pigz credential, check what it logs in with, and press its Test button. Pigz says: "Invalid e-mail or password"',
			),
		);
	});

	it('is tried twice by n8n itself, and nothing else is sent', async () => {
		await shop.run(GET_MANY);
		expect(shop.logins()).toBe(2);
		expect(shop.arrived()).toEqual([]);
		expect(pauses).toEqual([]);
	});

	it.each([
		['reads', GET_MANY],
		['writes', CHANGE_STAGE],
		['verbs', { ...CHANGE_STAGE, operation: 'confirm' }],
	])('is not tried again for the other items of a run: %s', async (_, parameters) => {
		const run = await shop.run(
			parameters,
			Array.from({ length: 10 }, () => ({ order: 1 })),
			{ onError: 'continueErrorOutput' },
		);
		expect(shop.logins()).toBe(2);
		expect(shop.arrived()).toEqual([]);
		expect(run.errorItems.map(({ json }) => json.error)).toEqual(Array(10).fill('Pigz refused the login'));
	});
});

describe('a login that fails in another way', () => {
	it.each([400, 403, 422])(
		'counts as refused, and is not tried again for other items: HTTP %d',
		async (status) => {
			shop.spoil({ fault: 'status', status, message: 'Conta bloqueada' }, undefined, 'login.create');
			const run = await shop.run(GET_MANY, [{}, {}, {}], { continueOnFail: true });
			expect(run.items.map(({ error }) => [error?.message, error?.description])).toEqual(
				Array(3).fill([
					'Pigz refused the login',
					'Open the Pigz credential, check what it logs in with, and press its Test button. Pigz says: "Conta bloqueada"',
				]),
			);
			expect(shop.logins()).toBe(1);
		},
	);

	it('does not blame the order when there is no Pigz at the address', async () => {
		shop.credentials.edit('pigzApi', { baseUrl: `${shop.sandbox.url}/elsewhere` });
		expect(textOf(await shop.run(CHANGE_STAGE, [{ order: 3105 }]))).toEqual(
			failed(
				`There is no login of Pigz at ${host()}`,
				'Check environment and base URL of the credential. Pigz says: "Nothing at /elsewhere/authentication"',
			),
		);
	});

	it.each([{ fault: 'html' as const, status: 200 as const }, { fault: 'brokenJson' as const }])(
		'says that no token came back: %j',
		async (fault) => {
			shop.spoil(fault, undefined, 'login.create');
			expect(textOf(await shop.run(GET_MANY))).toEqual(
				failed(
					`The call to Pigz at ${host()} did not succeed`,
					'n8n says: "There is no Pigz API at this address. Check the environment or the base URL" Check the credential and the connection of this n8n.',
				),
			);
			expect(shop.arrived()).toEqual([]);
		},
	);

	it('is tried again, for a write too, when Pigz is not working properly', async () => {
		shop.spoil({ fault: 'status', status: 500 }, undefined, 'login.create');
		expect(textOf(await shop.run(CHANGE_STAGE, [{ order: 3105 }]))).toEqual(
			failed(
				'Pigz is not working properly at the moment (HTTP 500)',
				'Try again later. Pigz says: "The sandbox was told to answer 500"',
			),
		);
		expect(shop.logins()).toBe(4);
		expect(shop.arrived()).toEqual([]);
	});

	it('says what to do when n8n does not let the password go to that host', async () => {
		shop.credentials.edit('pigzApi', { allowedDomains: 'integrador.pigz.com.br' });
		expect(textOf(await shop.run(CHANGE_STAGE, [{ order: 3105 }]))).toEqual(
			failed(
				`The call to Pigz at ${host()} did not succeed`,
				`n8n says: "Domain not allowed: This credential is restricted from accessing ${host()}. Only the following domains are allowed: integrador.pigz.com.br" Add the host to Allowed Domains of the credential, or correct its address.`,
			),
		);
		expect(shop.log()).toEqual([]);
		expect(pauses).toEqual([]);
	});
});

describe('a credential that cannot be used', () => {
	it.each(['', 'integrador.pigz.com.br', 'http://pigz.example.com', 'ftp://pigz.example.com', 'https://'])(
		'is refused for its address "%s" before anything is sent',
		async (baseUrl) => {
			shop.credentials.edit('pigzApi', { baseUrl, allowedDomains: 'pigz.example.com' });
			expect(textOf(await shop.run(GET_MANY))).toEqual(
				failed(
					`The base URL "${baseUrl.replace(/\/+$/, '')}" of the Pigz credential is no full address that starts with https://`,
					'Plain http:// is accepted for this machine and private networks only.',
				),
			);
			expect(shop.credentials.logins('pigzApi')).toBe(0);
		},
	);

	it('is refused for its time zone', async () => {
		shop.credentials.edit('pigzApi', { timeZone: 'Brasilia' });
		expect(textOf(await shop.run(GET_MANY))).toEqual(
			failed(
				'The store time zone "Brasilia" of the Pigz credential does not exist',
				'Use a name such as America/Sao_Paulo, America/Manaus or America/Noronha.',
			),
		);
		expect(shop.credentials.logins('pigzApi')).toBe(0);
	});
});

describe('a platform that cannot be reached', () => {
	const advice = 'Check the internet connection of this n8n and the address in the credential.';

	it('is told, with the reason', async () => {
		await shop.sandbox.goOffline();
		expect(textOf(await shop.run(GET_MANY))).toEqual(
			failed('Pigz could not be reached', `No connection to ${host()} (connection refused). ${advice}`),
		);
		expect(pauses).toEqual([500, 1000, 2000]);
	});

	it('is told when the name of the host is wrong', async () => {
		const baseUrl = 'https://pigz.invalid';
		shop.credentials.edit('pigzApi', { baseUrl, allowedDomains: 'pigz.invalid' });
		expect(textOf(await shop.run(GET_MANY))).toEqual(
			failed('Pigz could not be reached', `No connection to pigz.invalid (host name not found). ${advice}`),
		);
	});

	it.each([{ fault: 'cut' as const }, { fault: 'cut' as const, when: 'middle' as const }])(
		'is told when it cuts the connection, with the order of a write: %j',
		async (fault) => {
			const order = shop.place();
			shop.spoil(fault, undefined, 'order.changeStage');
			expect(textOf(await shop.run(CHANGE_STAGE, [{ order }]))).toEqual(
				failed(
					'Pigz could not be reached',
					`No connection to ${host()} (connection cut). ${advice} It is not known whether order ${order} was changed: the call was not sent again.`,
				),
			);
		},
	);
});

describe('a platform that does not answer', () => {
	/** What the node asked n8n to wait for an answer, in milliseconds; here it is cut short. */
	const asked: unknown[] = [];

	beforeEach(() => {
		asked.length = 0;
		intercept((request) => {
			asked.push(request.timeout);
			return { ...request, timeout: 100 };
		});
	});

	it('is given 30 seconds, and asked again to read', async () => {
		shop.spoil({ fault: 'slow', milliseconds: 2000 }, undefined, 'order.getAll');
		expect(textOf(await shop.run(GET_MANY))).toEqual(
			failed(
				'Pigz did not answer in time',
				`No answer from ${host()}. Check the internet connection of this n8n and the address in the credential.`,
			),
		);
		expect(asked).toEqual(Array(5).fill(30_000));
		expect(shop.arrived()).toEqual(Array(4).fill('GET /orders'));
	});

	it('is not asked again to write', async () => {
		const order = shop.place();
		shop.spoil({ fault: 'slow', milliseconds: 2000 }, undefined, 'order.changeStage');
		expect(textOf(await shop.run(CHANGE_STAGE, [{ order }]))).toEqual(
			failed(
				'Pigz did not answer in time',
				`No answer from ${host()}. Check the internet connection of this n8n and the address in the credential. It is not known whether order ${order} was changed: the call was not sent again.`,
			),
		);
		expect(shop.arrived()).toEqual([`PUT /order/${order}/confirmado`]);
		expect(shop.statusOf(order)).toBe('CONFIRMADO');
	});
});

describe('an answer that is no success', () => {
	const reading: Array<[string, FaultKind, string, string]> = [
		[
			'a web page',
			{ fault: 'html', status: 200 },
			'Pigz answered with something that is not JSON',
			'A page or broken text came from HOST/pigz/orders. Often a proxy or a wrong base URL is the reason.',
		],
		[
			'broken JSON',
			{ fault: 'brokenJson' },
			'Pigz answered with something that is not JSON',
			'A page or broken text came from HOST/pigz/orders. Often a proxy or a wrong base URL is the reason.',
		],
		[
			'a web page of a proxy',
			{ fault: 'html' },
			'Pigz is not working properly at the moment (HTTP 502)',
			'Try again later.',
		],
		[
			'maintenance',
			{ fault: 'status', status: 503, message: 'Em manutenção' },
			'Pigz is not working properly at the moment (HTTP 503)',
			'Try again later. Pigz says: "Em manutenção"',
		],
		[
			'too many calls',
			{ fault: 'status', status: 429, message: 'Muitas requisições' },
			'Pigz asks to slow down',
			'Too many calls in a short time. Try again in a minute, or run the workflow less often. Pigz says: "Muitas requisições"',
		],
		[
			'no permission',
			{ fault: 'status', status: 403, message: 'Sem permissão' },
			'Pigz does not allow this account to get many orders',
			'Ask Pigz to allow it for this account. Pigz says: "Sem permissão"',
		],
		[
			'a refusal',
			{ fault: 'status', status: 400, message: 'Período inválido' },
			'Pigz refused to get many orders',
			'Check the values that were sent (HTTP 400). Pigz says: "Período inválido"',
		],
		[
			'no such address',
			{ fault: 'status', status: 404, message: 'Rota inexistente' },
			'Pigz has no address HOST/pigz/orders',
			'Check environment and base URL of the credential. Pigz says: "Rota inexistente"',
		],
		[
			'a redirect',
			{ fault: 'status', status: 302, message: 'Mudamos' },
			'Pigz answered with a redirect, which is not followed',
			'Check the base URL of the credential: HOST/pigz/orders is not the final address. Pigz says: "Mudamos"',
		],
	];

	it.each(reading)('is told for a read: %s', async (_, fault, message, description) => {
		shop.place();
		shop.spoil(fault, undefined, 'order.getAll');
		const text = textOf(await shop.run(GET_MANY));
		expect(text).toEqual(failed(message.replace('HOST', host()), description.replace('HOST', host())));
	});

	const writing: Array<[string, FaultKind, string, string]> = [
		[
			'a web page',
			{ fault: 'html', status: 200 },
			'Pigz answered with something that is not JSON',
			'A page or broken text came from HOST/pigz/order/ORDER/confirmado. Often a proxy or a wrong base URL is the reason. It is not known whether order ORDER was changed: the call was not sent again.',
		],
		[
			'maintenance',
			{ fault: 'status', status: 503, message: 'Em manutenção' },
			'Pigz is not working properly at the moment (HTTP 503)',
			'Try again later. It is not known whether order ORDER was changed: the call was not sent again. Pigz says: "Em manutenção"',
		],
		[
			'no permission',
			{ fault: 'status', status: 403, message: 'Sem permissão' },
			'Pigz does not allow this account to change the stage of an order (order ORDER)',
			'Ask Pigz to allow it for this account. Pigz says: "Sem permissão"',
		],
		[
			'a refusal',
			{ fault: 'status', status: 400, message: 'Estágio inválido' },
			'Pigz refused to change the stage of an order (order ORDER)',
			'Check the values that were sent (HTTP 400). Pigz says: "Estágio inválido"',
		],
		[
			'an unknown order',
			{ fault: 'status', status: 404, message: 'Pedido não encontrado' },
			'Pigz does not know order ORDER',
			'Check the number, and that it belongs to the store of this credential. Pigz says: "Pedido não encontrado"',
		],
	];

	it.each(writing)('is told for a write, with its order: %s', async (_, fault, message, description) => {
		const order = shop.place();
		shop.spoil(fault, undefined, 'order.changeStage');
		const text = textOf(await shop.run(CHANGE_STAGE, [{ order }]));
		const filled = (words: string) => words.replace('HOST', host()).replaceAll('ORDER', String(order));
		expect(text).toEqual(failed(filled(message), filled(description)));
	});

	it.each(['getAll', 'getQueue'])(
		'is told when it is an object where orders should be: %s',
		async (operation) => {
			const { handle } = shop.store;
			jest
				.spyOn(shop.store, 'handle')
				.mockImplementation(async (request) =>
					request.method === 'GET'
						? { status: 200, body: { error: 'Loja suspensa', code: 7 } }
						: await handle(request),
				);
			const run = await shop.run({ resource: 'order', operation });
			expect(run.items).toEqual([]);
			expect(run.error?.message).toMatch(
				/^The answer to "Get (many orders|waiting orders from the queue)" is not a list$/,
			);
			expect(run.error?.description).toBe(
				'It is an object with error, code. Check the base URL of the credential.',
			);
			await expect(shop.watch().poll()).rejects.toMatchObject({
				message: 'Pigz answered with something that is not a list of orders',
				description:
					'The answer is an object with the members error, code. Check the base URL of the credential.',
			});
		},
	);

	it('is told in the words of Pigz when Change Stage cancels a delivered order', async () => {
		const order = shop.place();
		await shop.setStage(order, 'entregue');
		expect(textOf(await shop.run({ ...CHANGE_STAGE, stage: 'cancelado' }, [{ order }]))).toEqual(
			failed(
				`Pigz refused to change the stage of an order (order ${order})`,
				'Check the values that were sent (HTTP 400). Pigz says: "Não é possível cancelar um pedido que já foi entregue"',
			),
		);
		expect(shop.statusOf(order)).toBe('ENTREGUE');
	});

	it('is told when the store itself is meant', async () => {
		shop.spoil({ fault: 'status', status: 500, message: 'Falhou' }, undefined, 'store.setOpen');
		expect(textOf(await shop.run({ resource: 'store', operation: 'setOpen' }))).toEqual(
			failed(
				'Pigz is not working properly at the moment (HTTP 500)',
				'Try again later. It is not known whether the change was made: the call was not sent again. Pigz says: "Falhou"',
			),
		);
	});
});

describe('going on after an error', () => {
	const run = async (options: Parameters<Shop['run']>[2]) => {
		const order = shop.place();
		return {
			order,
			result: await shop.run(
				CHANGE_STAGE,
				[
					{ order, customer: 'Ana' },
					{ order: 99, customer: 'Bia' },
					{ order: '', customer: 'Caio' },
					{ order, customer: 'Davi' },
				],
				options,
			),
		};
	};
	const failures = [
		[
			{ item: 1 },
			// n8n makes this json itself of an item that has an error
			{ error: 'Pigz does not know order 99' },
			'Pigz does not know order 99',
			'Check the number, and that it belongs to the store of this credential. Pigz says: "Order not found"',
		],
		[
			{ item: 2 },
			{ error: 'The field "Order" is empty' },
			'The field "Order" is empty',
			'Fill in "Order", or check the expression that should give it.',
		],
	];
	const partsOf = ({ pairedItem, json, error }: INodeExecutionData) => [
		pairedItem,
		json,
		error?.message,
		error?.description,
	];

	it('sends each failed item through the error branch, the others through the success branch', async () => {
		const { result } = await run({ onError: 'continueErrorOutput' });
		expect(result.status).toBe('success');
		expect(result.json.map(({ message }) => message)).toEqual(['Altered Stage', 'Altered Stage']);
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 3 }]);
		expect(result.errorItems.map(partsOf)).toEqual(failures);
	});

	it.each([{ continueOnFail: true }, { onError: 'continueRegularOutput' as const }])(
		'keeps all items in their order in the only branch: %j',
		async (options) => {
			const { result } = await run(options);
			const done = { message: 'Altered Stage', time: 1773154800 };
			expect(result.items.map(partsOf)).toEqual([
				[{ item: 0 }, done, undefined, undefined],
				...failures,
				[{ item: 3 }, done, undefined, undefined],
			]);
		},
	);

	it('does not happen unless the person chose it: the run ends at the first failed item and names it', async () => {
		const { order, result } = await run({});
		expect(result.status).toBe('error');
		expect(result.error?.message).toBe('Pigz does not know order 99');
		expect(result.error?.context).toMatchObject({ itemIndex: 1 });
		expect(shop.arrived()).toEqual([`PUT /order/${order}/confirmado`, 'PUT /order/99/confirmado']);
	});

	it('gives each item of a verb its own error', async () => {
		const [delivered = 0, fresh = 0] = shop.placeMany(2);
		await shop.run({ ...CHANGE_STAGE, stage: 'entregue' }, [{ order: delivered }]);
		const result = await shop.run(
			{ ...CHANGE_STAGE, operation: 'cancel' },
			[{ order: delivered }, { order: fresh }],
			{ onError: 'continueErrorOutput' },
		);
		expect(result.errorItems.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			[`Order ${delivered} was already delivered, so it was not cancelled`, { item: 0 }],
		]);
		expect(result.json).toMatchObject([{ orderId: String(fresh), changed: true }]);
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	});
});

describe('secrets', () => {
	const wrong = 'wrong-secret';
	const cases: Array<[string, IDataObject, FaultKind | undefined, INodeParameters]> = [
		['a success', {}, undefined, GET_MANY],
		['raw output', {}, undefined, { ...GET_MANY, output: 'unifiedWithRaw' }],
		['a wrong password', { password: wrong }, undefined, GET_MANY],
		['a cut connection', {}, { fault: 'cut' }, GET_MANY],
		['a refused write', {}, { fault: 'status', status: 400 }, CHANGE_STAGE],
		['a failed write', {}, { fault: 'status', status: 500 }, CHANGE_STAGE],
		['a web page', {}, { fault: 'html', status: 200 }, CHANGE_STAGE],
		['an expired token that a login does not cure', {}, { fault: 'expiredToken' }, GET_MANY],
		['a wrong address', { baseUrl: 'http://127.0.0.1:9/pigz' }, undefined, GET_MANY],
		['a host that is not allowed', { allowedDomains: 'example.com' }, undefined, GET_MANY],
	];

	it.each(cases)('are in no item, error, log or stored run: %s', async (_, changes, fault, parameters) => {
		const order = shop.place();
		// A token of an earlier run, so that there is one to leak
		await shop.run(GET_MANY);
		const tokens = [String(shop.credentials.stored('pigzApi').token)];
		expect(tokens[0]).not.toBe('');
		shop.credentials.edit('pigzApi', changes as { password: string });
		if (changes.password) shop.store.expireTokens();
		if (fault) shop.spoil(fault);

		for (const options of [{}, { onError: 'continueErrorOutput' as const }, { continueOnFail: true }]) {
			const run = await shop.run(parameters, [{ order }], options);
			tokens.push(String(shop.credentials.stored('pigzApi').token));
			const everything = JSON.stringify([run.stored, run.items, run.errorItems, run.error, run.logs]);
			const basic = (password: string) => Buffer.from(`loja@pigz.test:${password}`).toString('base64');
			const secrets = [PIGZ_PASSWORD, wrong, basic(PIGZ_PASSWORD), basic(wrong), ...tokens];
			for (const secret of secrets) expect(everything).not.toContain(secret);
			expect(everything).not.toMatch(/Bearer ey|Basic [A-Za-z0-9]/);
		}
	});
});
