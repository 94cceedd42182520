import { listMethods } from '../../../core/api/lists';
import type { PlatformNode } from '../../../core/platform';
import { canvas, type Canvas } from './support/canvas';
import { padaria } from './support/padaria';

beforeEach(() => jest.useFakeTimers({ now: Date.parse('2026-11-21T01:00:00Z') }));
afterEach(() => jest.useRealTimers());

async function search(method: string, answer: Canvas['answer'], filter?: string) {
	const { context, requests } = canvas({ answer });
	const found = await listMethods(padaria).listSearch[method]?.call(context, filter);
	return { results: found?.results, requests };
}

/** Everything a dropdown gets, with what else the person has filled in. */
async function listed(
	method: string,
	answer: Canvas['answer'],
	filter?: string,
	token?: string,
	form: Record<string, unknown> = {},
) {
	const { context, requests } = canvas({ answer });
	context.getCurrentNodeParameter = ((name: string) => form[name]) as typeof context.getCurrentNodeParameter;
	return { found: await listMethods(padaria).listSearch[method]?.call(context, filter, token), requests };
}

const orders = [
	{ number: 1, status: 'new', customer: { name: 'Ana' } },
	{ number: 2, status: 'delivered' },
	{ status: 'without a number' },
	{ number: 3, status: 'NEW', customer: { name: 'Bia' } },
];

describe('a searchable dropdown', () => {
	it('lists what there is, newest first, without gaps where a row lacks something', async () => {
		const { results } = await search('searchOrder', () => ({ body: { data: orders } }));
		expect(results).toEqual([
			{ name: '3 · Bia · NEW', value: '3' },
			{ name: '2 · delivered', value: '2' },
			{ name: '1 · Ana · new', value: '1' },
		]);
	});

	it('asks for the last days only, in the days of the store', async () => {
		const { requests } = await search('searchOrder', () => ({ body: { data: [] } }));
		expect(requests[0]?.qs).toMatchObject({ from: '2026-11-13', to: '2026-11-21' });
	});

	it('asks without a period where the list has none', async () => {
		const { requests, results } = await search('searchCustomer', () => ({ body: [{ id: 5, name: 'Ana' }] }));
		expect(requests[0]).toMatchObject({ url: 'https://api.padaria.example/customers' });
		expect(requests[0]?.qs).toEqual({ skip: 0, take: 100 });
		expect(results).toEqual([{ name: 'Ana', value: '5' }]);
	});

	it('searches in what the person reads, whatever the case', async () => {
		const found = async (filter: string) =>
			(await search('searchOrder', () => ({ body: { data: orders } }), filter)).results?.map(
				({ value }) => value,
			);
		expect(await found(' new ')).toEqual(['3', '1']);
		expect(await found('bia')).toEqual(['3']);
		expect(await found('nobody')).toEqual([]);
	});

	it('reads the pages of a long list one after the other', async () => {
		const names = ['Almoço', 'Jantar', 'Lanche', 'Café', 'Ceia'];
		const menus = names.map((name, index) => ({ id: index + 1, name }));
		const page = (request: { qs?: { offset?: number } }) => {
			const from = request.qs?.offset ?? 0;
			return { body: { data: menus.slice(from, from + 2), page: { total: menus.length } } };
		};
		const first = await listed('searchMenu', page);
		expect(first.found).toEqual({
			results: [
				{ name: 'Almoço', value: '1' },
				{ name: 'Jantar', value: '2' },
			],
			paginationToken: '1',
		});
		const last = await listed('searchMenu', page, undefined, '2');
		expect(last.found).toEqual({ results: [{ name: 'Ceia', value: '5' }] });
	});

	it('lets the platform search where it can', async () => {
		const { found, requests } = await listed('searchMenu', () => ({ body: { data: [] } }), ' ceia ');
		expect(requests[0]?.qs).toEqual({ offset: 0, limit: 2, name: 'ceia', in: 'menus' });
		expect(found).toEqual({ results: [] });
	});

	it('of things inside another asks for those of the chosen one', async () => {
		const pages = () => ({ body: [{ id: 9, title: 'Bebidas' }] });
		const { found, requests } = await listed('searchMenu2', pages, undefined, undefined, { menuId: 7 });
		expect(requests[0]?.url).toBe('https://api.padaria.example/menus/7/pages');
		expect(found).toEqual({ results: [{ name: 'Bebidas', value: '9' }] });
		await expect(listed('searchMenu2', pages)).rejects.toMatchObject({
			message: 'Choose "Menu" first',
			description: 'This list depends on it. Fill it in above, or type the ID here.',
		});
	});

	it('turns pages until it finds something, but not for ever', async () => {
		const endless = (request: { qs?: { skip?: number } }) => ({
			body: Array.from({ length: 100 }, (_, index) => ({
				id: (request.qs?.skip ?? 0) + index,
				name: `Cliente ${(request.qs?.skip ?? 0) + index}`,
			})),
		});
		const { found } = await listed('searchCustomer', endless, 'cliente 250');
		expect(found).toEqual({ results: [{ name: 'Cliente 250', value: '250' }], paginationToken: '3' });
		const nothing = await listed('searchCustomer', endless, 'fornecedor');
		expect(nothing.requests).toHaveLength(20);
		expect(nothing.found).toEqual({ results: [], paginationToken: '20' });
	});

	it('there is one for every list of the document', () => {
		expect(Object.keys(listMethods(padaria).listSearch).sort()).toEqual(
			Object.keys(padaria.api.lists).sort(),
		);
		const none: PlatformNode = { ...padaria, api: { ...padaria.api, lists: {} } };
		expect(listMethods(none)).toEqual({ listSearch: {}, loadOptions: {} });
	});
});

describe('a multiple choice from a list', () => {
	it('shows every entry of all pages, with its own value', async () => {
		const { context } = canvas({
			answer: ({ qs }) => ({
				body: {
					data:
						Number(qs?.offset) === 0
							? [
									{ id: 1, name: 'Almoço' },
									{ id: 2, name: 'Jantar' },
								]
							: [{ id: 3, name: 'Ceia' }],
				},
			}),
		});
		expect(await listMethods(padaria).loadOptions.searchMenu?.call(context)).toEqual([
			{ name: 'Almoço', value: 1 },
			{ name: 'Jantar', value: 2 },
			{ name: 'Ceia', value: 3 },
		]);
	});
});
