import { Shop } from './shop';
import { Pigz } from '../../../nodes/Pigz/Pigz.node';
import { visibleFields } from '../../core/api/support/visibleFields';

/**
 * What is particular to Pigz. That every operation arrives as documented is proved in test/engine/contract, and what a
 * person sees for each stands in test/nodes/visible-fields/pigz.txt.
 */
const shop = new Shop().open();

it('logs in as documented: by Basic authentication, without a body', async () => {
	await shop.run({ resource: 'order', operation: 'getQueue' });
	const [login, queue] = shop.log();
	expect(login).toMatchObject({
		method: 'POST',
		path: '/authentication',
		query: {},
		body: null,
		authorization: 'Basic ***',
		status: 200,
	});
	expect(queue).toMatchObject({ operation: 'order.getQueue', authorization: 'Bearer ***' });
});

describe('what a person sees in the Pigz node', () => {
	const { properties } = new Pigz().description;

	it('is no limit when everything is returned', () => {
		expect(visibleFields(properties, 'order', 'getQueue', { returnAll: true })).toEqual([
			'Return All',
			'Output',
			'Options',
			'Options > Hide Personal Data',
			'Options > Split Items',
			'Options > Status Words',
			'Options > Status Words > Word',
			'Options > Status Words > Status',
		]);
	});

	it('is, before a stage is chosen, the one that takes an order from the queue', () => {
		expect(properties.find(({ name }) => name === 'stage')?.default).toBe('conhecido');
	});
});
