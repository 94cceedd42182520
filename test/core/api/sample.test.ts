import type { INodeParameters, NodeOperationError } from 'n8n-workflow';
import { executeOperation } from '../../../core/api/execute';
import { schemaErrors } from '../order/support';
import { canvas, type Canvas } from './support/canvas';
import { padaria } from './support/padaria';

async function sample(set: INodeParameters, given: Partial<Canvas> = {}) {
	const { context, requests } = canvas({ operation: 'order.getSample', set, ...given });
	const getCredentials = jest.fn(() => Promise.reject(new Error('There is no credential')));
	context.getCredentials = getCredentials as typeof context.getCredentials;
	const [items = []] = await executeOperation(context, padaria);
	expect([getCredentials.mock.calls, requests]).toEqual([[], []]);
	return { items, json: items.map(({ json }) => json) };
}

/** Nothing is asked of the platform, and no credential of n8n: `sample` checks that every time. */
describe('a sample order', () => {
	it('is the first one where nothing was chosen', async () => {
		const { items } = await sample({});
		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			['pigz:sample:31', { item: 0 }],
		]);
	});

	it.each([
		['bike', ['pigz:sample:31']],
		['counter', ['pigz:sample:32']],
		['all', ['pigz:sample:31', 'pigz:sample:32']],
	])('is given by its name: %s', async (name, ids) => {
		const { json } = await sample({ sample: name });
		expect(json.map(({ id }) => id)).toEqual(ids);
		expect(json.flatMap(schemaErrors)).toEqual([]);
	});

	it('comes in the shape that was chosen', async () => {
		const [{ raw } = { raw: {} }] = padaria.orders.samples;
		expect((await sample({ output: 'raw' })).json).toEqual([raw]);
		expect((await sample({ output: 'unifiedWithRaw' })).json).toMatchObject([{ id: 'pigz:sample:31', raw }]);
	});

	it('can be split in lines', async () => {
		const { items } = await sample({ sample: 'all', options: { splitItems: true } });
		expect(items.map(({ json, pairedItem }) => [json.lineId, pairedItem])).toEqual([
			['pigz:sample:31#1', { item: 0 }],
			['pigz:sample:31#2', { item: 0 }],
			['pigz:sample:32#1', { item: 0 }],
		]);
	});

	it('can be without personal data', async () => {
		const { json } = await sample({ options: { hidePersonalData: true }, output: 'unifiedWithRaw' });
		expect(json).toMatchObject([
			{
				customer: { name: 'Ana', phone: '+55*******5678' },
				raw: { customer: { name: '***', phone: '***' } },
			},
		]);
	});

	it('takes the status words of the person', async () => {
		const statusOf = async (options: INodeParameters) =>
			(await sample({ sample: 'counter', options })).json[0]?.status;
		expect(await statusOf({})).toBe('UNKNOWN');
		const words = [{ word: 'Oven', status: 'PREPARING' }];
		expect(await statusOf({ statusWords: { words } })).toBe('PREPARING');
	});

	it('is given to every item, each with its own choice', async () => {
		const { items } = await sample({} as INodeParameters, {
			items: [{ json: {} }, { json: {} }],
			set: (index) => ({ sample: index === 0 ? 'counter' : 'bike' }),
		});
		expect(items.map(({ json, pairedItem }) => [json.displayId, pairedItem])).toEqual([
			['32', { item: 0 }],
			['31', { item: 1 }],
		]);
	});

	it('that there is not is refused with the names of those there are', async () => {
		const refused = sample({ sample: '={{ pizza }}' });
		await expect(refused).rejects.toMatchObject({
			message: 'Padaria has no sample "={{ pizza }}"',
			description: 'It has: bike, counter, all.',
			context: { itemIndex: 0 },
		});
	});

	it('that there is not does not stop the others with Continue On Fail', async () => {
		const { items } = await sample({} as INodeParameters, {
			items: [{ json: {} }, { json: {} }],
			set: (index) => ({ sample: index === 0 ? 'pizza' : 'bike' }),
			continueOnFail: true,
		});
		expect(items[0]?.json).toEqual({
			error: 'Padaria has no sample "pizza"',
			description: 'It has: bike, counter, all.',
		});
		expect((items[0]?.error as NodeOperationError).context.itemIndex).toBe(0);
		expect(items[1]?.json.id).toBe('pigz:sample:31');
	});

	it('is not there on a platform whose orders are unknown', async () => {
		const { orders: _, ...without } = padaria;
		const { context } = canvas({ operation: 'order.getSample' });
		await expect(executeOperation(context, without)).rejects.toMatchObject({
			message: 'Padaria has no operation "order.getSample"',
		});
	});

	it('is no order of the store: a verb does not take its id', async () => {
		const [{ id } = { id: '' }] = (await sample({})).json;
		const { context, requests } = canvas({
			operation: 'order.confirm',
			set: { orderId: String(id) },
		});
		await expect(executeOperation(context, padaria)).rejects.toMatchObject({
			message: '"pigz:sample:31" is a made-up order of Get Sample, so nothing can be done to it',
		});
		expect(requests).toEqual([]);
	});
});
