import type { INodeProperties } from 'n8n-workflow';
import { compileApi } from '../../../../core/api/compile';
import { toDocument, type ApiSchema } from '../../../../core/api/compile/document';
import type { OrderFurniture } from '../../../../core/api/compile/orderExtras';
import { sampleOperation } from '../../../../core/api/compile/orderExtras';
import type { OrderVerb, OrderVerbs, StateRead, VerbCall } from '../../../../core/order/verbs';
import { documentOf, operationOf } from '../support/documents';

const ID = { name: 'id', in: 'path', required: true, schema: { title: 'Order', type: 'string' } };

const bodyOf = (properties: Record<string, ApiSchema>, required: string[] = []) => ({
	requestBody: { content: { 'application/json': { schema: { type: 'object', required, properties } } } },
});

const paths = {
	'/orders/{id}': {
		parameters: [ID],
		get: operationOf('order.get'),
		put: operationOf('order.change', {
			'x-evidence': 'inferred',
			...bodyOf(
				{
					status: { type: 'string' },
					reason: { type: 'string', description: 'Why it was changed' },
					note: { type: ['string', 'null'], default: '' },
					code: { type: 'string', const: 'n8n' },
				},
				['status', 'note', 'code'],
			),
		}),
	},
	'/parcels': { post: operationOf('parcel.create', bodyOf({ carrier: { type: 'string' } }, ['carrier'])) },
};

const changing = (call: Partial<VerbCall> = {}): VerbCall => ({
	operation: 'order.change',
	values: { status: 'x' },
	reaches: 'CANCELLED',
	...call,
});

const verbsOf = (calls: OrderVerbs['calls']): OrderVerbs => ({
	orderParameter: 'id',
	calls,
	read: { operation: 'order.get', byOrder: 'id' },
});

function compile(
	call: Partial<VerbCall>,
	{
		verb = 'cancel',
		more = {},
		orders = {},
	}: {
		verb?: OrderVerb;
		more?: Record<string, unknown>;
		orders?: Partial<OrderFurniture>;
	} = {},
) {
	const verbs = verbsOf({ [verb]: changing(call) });
	return compileApi(toDocument(documentOf({ ...paths, ...more })), { verbs, samples: [], ...orders }).api;
}

/** What a verb shows, fields of collections behind the collection's name. */
function fieldsOf(properties: INodeProperties[], operation: string) {
	const isHere = ({ displayOptions, name }: INodeProperties) =>
		name !== 'operation' && (displayOptions?.show?.operation as string[] | undefined)?.includes(operation);
	return properties.filter(isHere);
}

describe('what an order verb asks', () => {
	it('is the order alone, if nothing else', () => {
		const { properties, verbs } = compile({});
		expect(verbs).toEqual({ cancel: [] });
		expect(fieldsOf(properties, 'cancel').map(({ name }) => name)).toEqual([
			'guessedPathNotice',
			'id',
			'options',
		]);
	});

	it('is a needed field at top level, whatever it is for the operation', () => {
		const { properties, verbs } = compile({ asks: [{ name: 'reason', required: true }] });
		expect(verbs.cancel).toEqual([
			{
				parameter: 'reason',
				in: 'body',
				name: 'reason',
				label: 'Reason',
				shape: { type: 'string' },
				required: true,
			},
		]);
		const reason = fieldsOf(properties, 'cancel').find(({ name }) => name === 'reason');
		expect(reason).toMatchObject({ required: true, description: 'Why it was changed' });
	});

	it('is another field among the Additional Fields, needed for its operation or not', () => {
		const { properties, verbs } = compile({
			asks: [{ name: 'note' }, { name: 'carrier', of: 'parcel.create' }],
		});
		// not sent as empty text, and not refused: the verb can do without
		expect(verbs.cancel).toEqual([
			{
				parameter: 'additionalFields.note',
				in: 'body',
				name: 'note',
				label: 'Note',
				shape: { type: 'string', nullable: true },
			},
			{
				parameter: 'additionalFields.carrier',
				in: 'body',
				name: 'carrier',
				label: 'Carrier',
				shape: { type: 'string' },
			},
		]);
		const collection = fieldsOf(properties, 'cancel').find(({ name }) => name === 'additionalFields');
		const members = collection?.options as INodeProperties[];
		expect(members.map(({ displayName, required }) => [displayName, required])).toEqual([
			['Carrier', undefined],
			['Note', undefined],
		]);
	});

	it('is a field without a star at top level, where another one will do', () => {
		const { properties, verbs } = compile({
			asks: [{ name: 'reason', required: true, unless: 'note' }, { name: 'note' }],
		});
		expect(verbs.cancel?.[0]).toEqual({
			parameter: 'reason',
			in: 'body',
			name: 'reason',
			label: 'Reason',
			shape: { type: 'string' },
		});
		const reason = fieldsOf(properties, 'cancel').find(({ name }) => name === 'reason');
		expect(reason).toBeDefined();
		expect(reason).not.toHaveProperty('required');
	});

	it('brings its own field of the name into the list of verbs, in the order in which every node lists them', () => {
		const verbs = verbsOf({ cancel: changing(), confirm: changing({ reaches: 'CONFIRMED' }) });
		const { api } = compileApi(toDocument(documentOf(paths)), { verbs, samples: [] });
		expect(Object.keys(api.verbs)).toEqual(['confirm', 'cancel']);
	});
});

describe('the options of an order verb', () => {
	const optionsOf = (operation: string, read: Partial<StateRead> = {}) => {
		const verbs = verbsOf({ cancel: changing({ operation }) });
		const more = { '/send/{id}': { parameters: [ID], post: operationOf('order.send') } };
		const orders = { verbs: { ...verbs, read: { ...verbs.read, ...read } } };
		const { properties } = compile({}, { more, orders });
		const options = fieldsOf(properties, 'cancel').find(({ name }) => name === 'options');
		return (options?.options as INodeProperties[]).map(({ displayName }) => displayName);
	};

	it('are the words of the store; where its operation’s path is a guess, the right one as well', () => {
		expect(optionsOf('order.send')).toEqual(['Status Words']);
		expect(optionsOf('order.change')).toEqual(['Request Path', 'Status Words']);
	});

	it('are how far back to look where orders are listed by day, even if one can be read alone', () => {
		const byDay = { start: 'from', end: 'to' };
		expect(optionsOf('order.change', { byDay })).toEqual([
			'Look Back (Days)',
			'Request Path',
			'Status Words',
		]);
	});
});

describe('the compiler refuses for the orders of a platform', () => {
	it.each<[string, Partial<VerbCall>, string]>([
		[
			'a verb that asks for a field which its operation does not have',
			{ asks: [{ name: 'colour' }] },
			'order.change: an order verb asks for "colour", which nobody is asked for here',
		],
		[
			'a verb that asks for what is always sent alike',
			{ asks: [{ name: 'code' }] },
			'order.change: an order verb asks for "code", which nobody is asked for here',
		],
		[
			'a verb that asks for a field of an operation which there is not',
			{ asks: [{ name: 'carrier', of: 'parcel.send' }] },
			'Padaria: the order verb cancel names parcel.send, which is no operation of the node',
		],
		[
			'a verb whose operation does not take the order number',
			{ operation: 'parcel.create' },
			'parcel.create: an order verb asks for "id", which nobody is asked for here',
		],
		[
			'a verb whose second place is read by an operation which there is not',
			{ alsoRead: { operation: 'kitchen.get', byOrder: 'id', statusOf: () => null } },
			'Padaria: the order verb cancel names kitchen.get, which is no operation of the node',
		],
		[
			'a verb that is followed by an operation which there is not',
			{ then: { operation: 'parcel.send', values: () => null } },
			'Padaria: the order verb cancel names parcel.send, which is no operation of the node',
		],
	])('%s', (_, call, message) => {
		expect(() => compile(call)).toThrow(message);
	});

	it('details that are read by an operation which there is not', () => {
		const details = { operation: 'order.getDetails', byOrder: 'id', areMissing: () => true };
		expect(() => compile({}, { orders: { details } })).toThrow(
			'Padaria: the details of orders names order.getDetails, which is no operation of the node',
		);
		expect(() => compile({}, { orders: { details: { ...details, operation: 'order.get' } } })).not.toThrow();
	});

	it('an operation under the name of the samples', () => {
		const more = { '/sample': { get: operationOf('order.getSample') } };
		expect(() => compile({}, { more })).toThrow(
			"Padaria: order.getSample is the node's own; give the operation another name",
		);
		// of another resource, or of a platform whose orders are not known, it is nobody's business
		const other = { '/sample': { get: operationOf('parcel.getSample') } };
		expect(() => compile({}, { more: other })).not.toThrow();
		expect(() => compileApi(toDocument(documentOf({ ...paths, ...more })))).not.toThrow();
	});
});

describe('the id of a unified order', () => {
	it('is accepted wherever an operation of orders has the order number in its path, and nowhere else', () => {
		const more = {
			'/orders/{id}/notes': {
				parameters: [ID],
				get: operationOf('order.getNotes', {
					parameters: [{ name: 'page', in: 'query', schema: { type: 'string' } }],
				}),
			},
			'/found': {
				get: operationOf('order.find', {
					parameters: [{ name: 'id', in: 'query', schema: { type: 'string' } }],
				}),
			},
			'/parcels/{id}': { parameters: [ID], get: operationOf('parcel.get') },
		};
		const { operations } = compile({}, { more });
		const accepting = Object.values(operations).flatMap(({ id, fields }) =>
			fields
				.filter(({ reference }) => reference === 'order')
				.map((field) => `${id} ${field.in}.${field.name}`),
		);
		expect(accepting).toEqual(['order.get path.id', 'order.change path.id', 'order.getNotes path.id']);
	});

	it('is not accepted where the orders of a platform are not known as unified ones', () => {
		const { api } = compileApi(toDocument(documentOf(paths)));
		expect(
			Object.values(api.operations).flatMap(({ fields }) => fields.map(({ reference }) => reference)),
		).toEqual(expect.not.arrayContaining(['order']));
		expect(api.verbs).toEqual({});
	});
});

describe('the operation Get Sample', () => {
	it('is not offered by a platform that has no samples', () => {
		const { properties } = compile({});
		expect(fieldsOf(properties, 'getSample')).toEqual([]);
	});

	it('says that it needs no account', () => {
		expect(sampleOperation([]).option).toEqual({
			name: 'Get Sample',
			value: 'getSample',
			action: 'Get a sample order',
			description: 'Get a made-up order to build and test a workflow with. It needs no account.',
		});
	});

	it('begins with the first of them, or with all', () => {
		const one = { value: 'pickup', name: 'Pick-Up', description: 'To be picked up', raw: {} };
		expect(sampleOperation([one, { ...one, value: 'other' }]).field.default).toBe('pickup');
		expect(sampleOperation([]).field.default).toBe('all');
	});
});
