import { listSearches } from '../../../core/api/lists';
import type { PlatformNode } from '../../../core/platform';
import { canvas, type Canvas } from './support/canvas';
import { padaria } from './support/padaria';

beforeEach(() => jest.useFakeTimers({ now: Date.parse('2026-11-21T01:00:00Z') }));
afterEach(() => jest.useRealTimers());

async function search(method: string, answer: Canvas['answer'], filter?: string) {
	const { context, requests } = canvas({ answer });
	const found = await listSearches(padaria)[method]?.call(context, filter);
	return { results: found?.results, requests };
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
		expect(requests[0]?.qs).toEqual({ from: '2026-11-13', to: '2026-11-21' });
	});

	it('asks without a period where the list has none', async () => {
		const { requests, results } = await search('searchCustomer', () => ({ body: [{ id: 5, name: 'Ana' }] }));
		expect(requests[0]).toMatchObject({ url: 'https://api.padaria.example/customers' });
		expect(requests[0]?.qs).toBeUndefined();
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

	it('there is one for every list of the document', () => {
		expect(Object.keys(listSearches(padaria)).sort()).toEqual(Object.keys(padaria.api.lists).sort());
		const none: PlatformNode = { ...padaria, api: { ...padaria.api, lists: {} } };
		expect(listSearches(none)).toEqual({});
	});
});
