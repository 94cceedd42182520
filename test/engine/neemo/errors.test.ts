import { byNumber, pauses, Shop } from './shop';
import { NEEMO_TOKEN } from '../../../sandbox/platforms/neemo';

const shop = new Shop().open();

const GET_MANY = { resource: 'order', operation: 'getAll' };
const CHANGE_STATUS = {
	resource: 'order',
	operation: 'changeStatus',
	orderId: byNumber('={{ $json.order }}'),
	status: 1,
};
const CREATE_CATEGORY = { resource: 'category', operation: 'create', title: 'Novo', outId: 'NEW' };

const textOf = ({ error }: Awaited<ReturnType<typeof shop.run>>) => [error?.message, error?.description];

describe('a wrong token', () => {
	beforeEach(() => shop.credentials.edit('neemoApi', { token: 'ffffffffffffffffffffffffffffffff' }));

	const refused = 'Neemo refused the login';

	it('says so, although Neemo answers HTTP 200', async () => {
		const [message, description] = textOf(await shop.run(GET_MANY));
		expect(message).toBe(refused);
		expect(description).toContain('Open the Neemo credential');
		expect(description).toContain('token_account inválido');
		expect(shop.arrived()).toHaveLength(1);
		expect(pauses).toEqual([]);
	});

	it('is not tried again for the other items of a run', async () => {
		const run = await shop.run(
			CHANGE_STATUS,
			Array.from({ length: 10 }, () => ({ order: 1 })),
			{ onError: 'continueErrorOutput' },
		);
		expect(run.errorItems.map(({ json }) => json.error)).toEqual(Array(10).fill(refused));
		expect(shop.arrived()).toHaveLength(1);
	});

	it('says so when Neemo answers HTTP 401', async () => {
		shop.spoil({ fault: 'status', status: 401, message: 'Unauthorized' });
		expect(textOf(await shop.run(GET_MANY))[0]).toBe(refused);
	});
});

describe('a failure of Neemo', () => {
	it('is one inside HTTP 200 too: a list is not empty then', async () => {
		shop.spoil({ fault: 'status', status: 200, message: 'Loja em manutenção' });
		const run = await shop.run(GET_MANY);
		expect(textOf(run)).toEqual([
			'Neemo refused to get many orders',
			expect.stringContaining('Loja em manutenção'),
		]);
		expect(run.json).toEqual([]);
	});

	it.each([
		['a page', { fault: 'html' as const, status: 200 as const }],
		['half an answer', { fault: 'brokenJson' as const }],
	])('is one when %s comes instead of an answer', async (_what, fault) => {
		shop.place();
		shop.spoil(fault);
		expect(textOf(await shop.run(GET_MANY))[0]).toBe('Neemo answered with something that is not JSON');
	});

	it('is waited out by a read', async () => {
		shop.place();
		shop.spoil({ fault: 'status', status: 500 }, 2);
		expect((await shop.run(GET_MANY)).json).toHaveLength(1);
		expect(pauses).toEqual([500, 1000]);
	});

	it('is not repeated by a write', async () => {
		const order = shop.place();
		shop.spoil({ fault: 'status', status: 500 }, 1);
		const run = await shop.run(CHANGE_STATUS, [{ order }]);
		expect(textOf(run)[0]).toBe('Neemo is not working properly at the moment (HTTP 500)');
		expect(shop.arrived()).toHaveLength(1);
	});
});

describe('a wrong address', () => {
	it('is told, and not taken for a store without orders', async () => {
		shop.credentials.edit('neemoApi', { baseUrl: `${shop.sandbox.url}/elsewhere` });
		const [message, description] = textOf(await shop.run(GET_MANY));
		expect(message).toBe(`Neemo has no address ${new URL(shop.sandbox.url).host}/elsewhere/v1/order`);
		expect(description).toContain('Check environment and base URL of the credential');
	});
});

describe('a path that was guessed', () => {
	it('is named when there is no such address, with the way to correct it', async () => {
		shop.spoil({ fault: 'status', status: 404, message: 'Ação desconhecida' });
		const [message, description] = textOf(await shop.run(CREATE_CATEGORY));
		expect(message).toBe(`Neemo has no address ${new URL(shop.sandbox.url).host}/neemo/v1/category`);
		expect(description).toContain('The path of "Create a category" is a guess');
		expect(description).toContain('Options > Request Path');
		expect(description).toContain('Ação desconhecida');
	});

	it('can be corrected under Options > Request Path', async () => {
		await shop.run({ ...CREATE_CATEGORY, options: { requestPath: '/v1/menu/category' } });
		expect(shop.arrived()).toMatchObject([{ method: 'POST', path: '/v1/menu/category' }]);
	});

	it('can be corrected for a batch', async () => {
		await shop.run({
			resource: 'item',
			operation: 'update',
			ref: '1',
			updateFields: { title: 'x' },
			options: { requestPath: '/v1/menu/item' },
		});
		expect(shop.arrived()).toMatchObject([{ method: 'PUT', path: '/v1/menu/item' }]);
	});
});

describe('the token', () => {
	it('is in no output, no error and no log, whatever happens', async () => {
		const order = shop.place();
		const runs = [
			await shop.run(GET_MANY),
			await shop.run({ ...CHANGE_STATUS, status: 2 }, [{ order }]),
			await shop.run({ ...CHANGE_STATUS, status: 1 }, [{ order }]),
			await shop.run(CHANGE_STATUS, [{ order: 7 }], { continueOnFail: true }),
			await shop.run({ resource: 'item', operation: 'update', ref: 'lost', updateFields: { title: 'x' } }),
		];
		for (const fault of [
			{ fault: 'status' as const, status: 401 },
			{ fault: 'status' as const, status: 500 },
			{ fault: 'cut' as const },
			{ fault: 'html' as const },
		]) {
			shop.spoil(fault);
			runs.push(
				await shop.run(CREATE_CATEGORY),
				await shop.run(CREATE_CATEGORY, [{}], { continueOnFail: true }),
			);
			shop.sandbox.liftFaults();
		}
		shop.credentials.edit('neemoApi', { baseUrl: `${shop.sandbox.url}/elsewhere` });
		runs.push(await shop.run(GET_MANY), await shop.run(CREATE_CATEGORY));
		expect(shop.raw.some(({ body }) => String(body).includes(NEEMO_TOKEN))).toBe(true);
		for (const { stored, logs } of runs) expect(stored + JSON.stringify(logs)).not.toContain(NEEMO_TOKEN);
	});
});
