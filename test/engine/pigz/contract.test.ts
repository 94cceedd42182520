import { byNumber, Shop } from './shop';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { parse } from 'yaml';
import { Pigz } from '../../../nodes/Pigz/Pigz.node';
import { visibleFields } from '../../core/api/support/visibleFields';

interface DocumentedOperation {
	operationId: string;
	deprecated?: boolean;
	'x-internal'?: string;
}

const { paths } = parse(readFileSync(path.join(__dirname, '../../../nodes/Pigz/openapi.yaml'), 'utf8')) as {
	paths: Record<string, Record<string, DocumentedOperation>>;
};

const documented = Object.values(paths).flatMap((methods) => Object.values(methods));

/** The order that reaches the node as `codigo`. */
const theOrder = byNumber('={{ $json.codigo }}');

/** What a person fills in, and the request that Pigz must get; `{id}` stands for the number of the order. */
const calls: Array<{
	operationId: string;
	case: string;
	parameters: INodeParameters;
	request: { method: string; path: string; query: Record<string, string>; body: unknown };
	output: IDataObject[];
}> = [
	{
		operationId: 'order.getQueue',
		case: 'minimal',
		parameters: { resource: 'order', operation: 'getQueue' },
		request: { method: 'GET', path: '/pooling', query: {}, body: null },
		output: [{ schemaVersion: '1.0', statusRaw: 'PENDENTE' }],
	},
	{
		operationId: 'order.getQueue',
		case: 'full',
		parameters: { resource: 'order', operation: 'getQueue', returnAll: true, output: 'raw' },
		request: { method: 'GET', path: '/pooling', query: {}, body: null },
		output: [{ status: 'PENDENTE' }],
	},
	{
		operationId: 'order.getAll',
		case: 'minimal',
		parameters: { resource: 'order', operation: 'getAll' },
		request: { method: 'GET', path: '/orders', query: {}, body: null },
		output: [{ schemaVersion: '1.0', statusRaw: 'PENDENTE' }],
	},
	{
		operationId: 'order.getAll',
		case: 'full',
		parameters: {
			resource: 'order',
			operation: 'getAll',
			returnAll: false,
			limit: 1,
			output: 'raw',
			filters: { start: '2026-03-09T00:00:00', end: '2026-03-10T00:00:00' },
		},
		request: {
			method: 'GET',
			path: '/orders',
			query: { start: '2026-03-09', end: '2026-03-10' },
			body: null,
		},
		output: [{ status: 'PENDENTE' }],
	},
	{
		operationId: 'order.changeStage',
		case: 'minimal',
		parameters: { resource: 'order', operation: 'changeStage', id: theOrder },
		request: { method: 'PUT', path: '/order/{id}/conhecido', query: {}, body: null },
		output: [{ message: 'Altered Stage', time: 1773154800 }],
	},
	...['conhecido', 'integrado', 'confirmado', 'despachado', 'prontoRetirada', 'entregue', 'cancelado'].map(
		(stage) => ({
			operationId: 'order.changeStage',
			case: `full, stage ${stage}`,
			parameters: { resource: 'order', operation: 'changeStage', id: theOrder, stage },
			request: { method: 'PUT', path: `/order/{id}/${stage}`, query: {}, body: null },
			output: [{ message: 'Altered Stage', time: 1773154800 }],
		}),
	),
	{
		operationId: 'store.setOpen',
		case: 'minimal',
		parameters: { resource: 'store', operation: 'setOpen' },
		request: { method: 'POST', path: '/merchant/open', query: {}, body: null },
		output: [{ Message: 'Opening state changed to open' }],
	},
	{
		operationId: 'store.setOpen',
		case: 'full',
		parameters: { resource: 'store', operation: 'setOpen', openOrClose: 'close' },
		request: { method: 'POST', path: '/merchant/close', query: {}, body: null },
		output: [{ Message: 'Opening state changed to close' }],
	},
];

const shop = new Shop().open();

describe('the Pigz node and the document of Pigz', () => {
	it('has every documented operation that is for a person, and no other', () => {
		const forPeople = documented.filter((operation) => operation['x-internal'] === undefined);
		expect([...new Set(calls.map(({ operationId }) => operationId))].sort()).toEqual(
			forPeople.map(({ operationId }) => operationId).sort(),
		);
	});

	it('leaves out what is not for a person, for a reason', () => {
		const left = documented.filter((operation) => operation['x-internal'] !== undefined);
		expect(left.map((operation) => [operation.operationId, operation['x-internal']])).toEqual([
			['login.create', 'The credential does this by itself'],
			['order.changeStageLegacy', 'Replaced by /order/{id}/{stage}'],
		]);
	});

	it.each(calls)('$operationId, $case, arrives as documented', async (call) => {
		const codigo = shop.place();
		const run = await shop.run(call.parameters, [{ codigo }]);

		expect(run.error).toBeUndefined();
		const requests = shop.log().filter(({ operation }) => operation !== 'login.create');
		expect(
			requests.map(({ operation, status, method, path, query, body, authorization }) => ({
				operation,
				status,
				authorization,
				request: { method, path, query, body },
			})),
		).toEqual([
			{
				operation: call.operationId,
				status: 200,
				authorization: 'Bearer ***',
				request: { ...call.request, path: call.request.path.replace('{id}', String(codigo)) },
			},
		]);
		expect(run.json).toHaveLength(call.output.length);
		expect(run.json).toMatchObject(call.output);
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
	});

	it('logs in as documented: by Basic authentication, without a body', async () => {
		await shop.run({ resource: 'order', operation: 'getQueue' });
		const [login] = shop.log();
		expect(login).toMatchObject({
			method: 'POST',
			path: '/authentication',
			query: {},
			body: null,
			authorization: 'Basic ***',
			status: 200,
		});
	});
});

describe('what a person sees in the Pigz node', () => {
	const { properties } = new Pigz().description;
	const choicesOf = (name: string, resource: string) =>
		properties
			.filter((property) => property.name === name)
			.filter(({ displayOptions }) => displayOptions?.show?.resource?.includes(resource) ?? true)
			.flatMap(({ options = [] }) => options.map(({ name: label }) => label));

	it('are two resources with their operations in alphabetical order', () => {
		expect(choicesOf('resource', '')).toEqual(['Order', 'Store']);
		expect(choicesOf('operation', 'order')).toEqual([
			'Cancel',
			'Change Stage',
			'Conclude',
			'Confirm',
			'Dispatch',
			'Get Many',
			'Get Queue',
			'Ready for Pickup',
		]);
		expect(choicesOf('operation', 'store')).toEqual(['Open or Close']);
	});

	it.each([
		[
			'order',
			'getAll',
			['Return All', 'Limit', 'Output', 'Filters', 'Filters > From Day', 'Filters > To Day'],
		],
		['order', 'getQueue', ['Return All', 'Limit', 'Output']],
		['order', 'changeStage', ['Order*', 'Stage*']],
		['order', 'confirm', ['Order*', 'Options', 'Options > Look Back (Days)']],
		['order', 'readyForPickup', ['Order*', 'Options', 'Options > Look Back (Days)']],
		['order', 'dispatch', ['Order*', 'Options', 'Options > Look Back (Days)']],
		['order', 'conclude', ['Order*', 'Options', 'Options > Look Back (Days)']],
		['order', 'cancel', ['Order*', 'Options', 'Options > Look Back (Days)']],
		['store', 'setOpen', ['State*']],
	])('are for %s, %s exactly these fields', (resource, operation, fields) => {
		expect(visibleFields(properties, resource, operation)).toEqual(fields);
	});

	it('is no limit when everything is returned', () => {
		expect(visibleFields(properties, 'order', 'getQueue', { returnAll: true })).toEqual([
			'Return All',
			'Output',
		]);
	});

	it('are the stages of Pigz by their meaning, beginning with the one that takes an order from the queue', () => {
		const stage = properties.find(({ name }) => name === 'stage');
		expect(stage?.options?.map((option) => [option.name, 'value' in option && option.value])).toEqual([
			['Acknowledged', 'conhecido'],
			['Cancelled', 'cancelado'],
			['Confirmed', 'confirmado'],
			['Delivered', 'entregue'],
			['Dispatched', 'despachado'],
			['Integrated', 'integrado'],
			['Ready for Pickup', 'prontoRetirada'],
		]);
		expect(stage?.default).toBe('conhecido');
	});
});
