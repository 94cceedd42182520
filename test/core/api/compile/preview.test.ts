import { compileApi } from '../../../../core/api/compile';
import type { PlatformOrders } from '../../../../core/order/platform';
import { unifiedOrderSchema } from '../../../../core/order/schema';
import { documentOfPadaria, padaria } from '../support/padaria';

const { previews } = compileApi(documentOfPadaria(), padaria.orders);

describe('the preview of an output, before the first run', () => {
	const members = (place: string) => {
		const preview = previews[`v1.0.0${place}.json`] as { version: number; properties: object };
		expect(preview.version).toBe(1);
		return Object.keys(preview.properties);
	};
	const orderMembers = Object.keys(unifiedOrderSchema.properties as object);

	it('is the unified order wherever orders are read', () => {
		for (const operation of ['getAll', 'get', 'search', 'getSample'])
			expect(members(`/order/${operation}`)).toEqual(orderMembers);
	});

	it('is the order and what happened to it, for the trigger', () => {
		expect(members('')).toEqual([...orderMembers, 'event']);
	});

	it('tells what an order verb hands on', () => {
		const text = { type: 'string' };
		expect(previews['v1.0.0/order/confirm.json']).toEqual({
			type: 'object',
			properties: {
				id: text,
				orderId: text,
				platform: text,
				operation: text,
				changed: { type: 'boolean' },
				status: text,
				previousStatus: text,
			},
			version: 1,
		});
	});

	it('is there for the verbs and samples that the platform has, and for no others', () => {
		const offered = (orders: Partial<PlatformOrders>) =>
			Object.keys(compileApi(documentOfPadaria(), { ...padaria.orders, ...orders }).previews).filter((path) =>
				/order\/(confirm|dispatch|getSample)/.test(path),
			);
		const { verbs } = padaria.orders;
		const [confirm, dispatch, sample] = ['confirm', 'dispatch', 'getSample'].map(
			(name) => `v1.0.0/order/${name}.json`,
		);
		expect(offered({})).toEqual([confirm, dispatch, sample]);
		expect(offered({ verbs: { ...verbs, calls: { confirm: verbs.calls.confirm } }, samples: [] })).toEqual([
			confirm,
		]);
	});

	it('is one row of a list, inside its envelope', () => {
		expect(previews['v1.0.0/product/getAll.json']).toEqual({
			type: 'object',
			properties: {
				sku: { type: 'string' },
				price: { type: 'number' },
				tags: { type: 'array', items: { type: 'string' } },
				note: { type: 'string' },
				maker: { type: 'object', properties: { name: { type: 'string' } } },
				parent: { type: 'object' },
			},
			version: 1,
		});
		expect(previews['v1.0.0/product/create.json']).toEqual(previews['v1.0.0/product/getAll.json']);
	});

	it('is what stands for an answer without content', () => {
		const only = (name: string) => ({
			type: 'object',
			properties: { [name]: { type: 'boolean' } },
			version: 1,
		});
		expect(previews['v1.0.0/product/remove.json']).toEqual(only('deleted'));
		expect(previews['v1.0.0/order/changeStage.json']).toEqual(only('success'));
	});

	it('looks into the only list where its name is not known', () => {
		expect(members('/menu/getAll')).toEqual(['id', 'name']);
	});

	it('is missing where the document does not say what comes back', () => {
		expect(previews['v1.0.0/banner/create.json']).toBeUndefined();
		expect(previews['v1.0.0/category/getAll.json']).toBeUndefined();
	});
});
