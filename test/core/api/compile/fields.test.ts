import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import type { ApiSchema } from '../../../../core/api/compile/document';
import { compiled, compiledBody, operationOf } from '../support/documents';
import { padaria } from '../support/padaria';

const { operations, properties, lists } = padaria.api;

/** The only optional field of an operation with this schema. */
function fieldFor(schema: ApiSchema, name = 'field'): INodeProperties {
	const collection = compiledBody({ [name]: schema }).api.properties.find(
		(property) => property.name === 'additionalFields',
	);
	return (collection?.options as INodeProperties[])[0] as INodeProperties;
}

function collectionOf(resource: string, name: string): INodeProperties[] {
	const found = properties.find(
		(property) => property.name === name && property.displayOptions?.show?.resource?.includes(resource),
	);
	return found?.options as INodeProperties[];
}

const inCreate = (name: string) =>
	collectionOf('product', 'additionalFields').find((property) => property.name === name);
const fieldOf = (operation: string, name: string) =>
	operations[operation]?.fields.find((field) => field.name === name);

describe('a field looks like what it asks for', () => {
	it('a text, with an example as placeholder; a long one has several lines', () => {
		expect(fieldFor({ type: 'string', default: 'a', examples: ['Rua Um'], maxLength: 249 })).toEqual({
			displayName: 'Field',
			name: 'field',
			type: 'string',
			default: 'a',
			placeholder: 'e.g. Rua Um',
		});
		expect(fieldFor({ maxLength: 250, examples: [''] })).toEqual({
			displayName: 'Field',
			name: 'field',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
		});
	});

	it('a number, with its limits', () => {
		expect(fieldFor({ type: 'number', minimum: 0, maximum: 5, default: 3, examples: [4] })).toMatchObject({
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 5 },
			default: 3,
			placeholder: 'e.g. 4',
		});
		expect(fieldFor({ type: ['null', 'integer'] })).toEqual({
			displayName: 'Field',
			name: 'field',
			type: 'number',
			default: 0,
		});
	});

	it('money in reais, also where the platform counts, limits and pre-sets cents', () => {
		expect(properties.find((property) => property.name === 'price')).toMatchObject({
			default: 5.5,
			typeOptions: { minValue: 0.01, numberPrecision: 2 },
			placeholder: 'e.g. 12.9',
		});
		expect(fieldOf('product.create', 'price')?.shape).toEqual({ type: 'number', unit: 'cents' });
		expect(fieldFor({ type: 'integer', 'x-unit': 'cents', maximum: 99900 })).toMatchObject({
			typeOptions: { maxValue: 999 },
		});
	});

	it('a number that the platform wants as text, with its point or comma', () => {
		expect(inCreate('weight')).toMatchObject({ type: 'number', default: 1.5, placeholder: 'e.g. 0.75' });
		expect(fieldOf('product.create', 'weight')?.shape).toEqual({ type: 'number', asText: 'comma' });
		expect(inCreate('rating')).toMatchObject({ type: 'number', default: 0, typeOptions: { maxValue: 5 } });
		expect(fieldOf('product.create', 'rating')?.shape).toEqual({ type: 'number', asText: 'point' });
	});

	it('a switch', () => {
		const description = 'Whether to return only products on sale';
		expect(collectionOf('product', 'filters')[0]).toEqual({
			displayName: 'Active',
			name: 'active',
			type: 'boolean',
			default: true,
			description,
		});
		expect(fieldFor({ type: 'boolean', description })).toMatchObject({ default: false });
	});

	it.each([
		['availableFrom', { dateOnly: true }, { type: 'date' }],
		['bestBefore', undefined, { type: 'dateTime' }],
		['bakedAt', undefined, { type: 'dateTime', format: 'local' }],
		['created', undefined, { type: 'dateTime', format: 'seconds' }],
		['seen', undefined, { type: 'dateTime', format: 'milliseconds' }],
	])('%s: a date picker, whatever the platform takes', (name, typeOptions, shape) => {
		expect(inCreate(name)).toMatchObject({ type: 'dateTime', default: '' });
		expect(inCreate(name)?.typeOptions).toEqual(typeOptions);
		const field = operations['product.create']?.fields.find(
			({ parameter }) => parameter === `additionalFields.${name}`,
		);
		expect(field?.shape).toEqual(shape);
	});

	it('labelled choices, by label and with what the document says about them', () => {
		const stage = properties.find((property) => property.name === 'stage');
		expect(stage).toMatchObject({
			type: 'options',
			options: [
				{ name: 'Cancelled', value: 'cancelled' },
				{ name: 'Confirmed', value: 'confirmed', description: 'The store accepted it' },
				{ name: 'Delivered', value: 'delivered' },
				{ name: 'Ready', value: 'ready' },
				{ name: 'Refused', value: 'refused' },
				{ name: 'Sent', value: 'sent' },
			],
			default: 'cancelled',
		});
		expect(inCreate('oven')).toMatchObject({
			options: [
				{ name: 'Electric Oven', value: 2 },
				{ name: 'Stone Oven', value: 1 },
			],
			default: 2,
		});
		expect(fieldOf('product.create', 'oven')?.shape).toEqual({ type: 'number' });
	});

	it('unlabelled choices under their own words, without null', () => {
		expect(inCreate('unit')?.options).toEqual([
			{ name: 'Kg', value: 'kg' },
			{ name: 'Piece', value: 'piece' },
		]);
		expect(inCreate('vegan')?.options).toEqual([
			{ name: 'No', value: false },
			{ name: 'Yes', value: true },
		]);
		expect(fieldOf('product.create', 'vegan')?.shape).toEqual({ type: 'boolean' });
		expect(fieldFor({ oneOf: [{ const: 'in_oven' }] }).options).toEqual([
			{ name: 'In Oven', value: 'in_oven' },
		]);
		expect(fieldFor({ enum: [null] })).toMatchObject({ options: [], default: '' });
	});

	it('a list of texts, of choices, and of things without known members', () => {
		expect(inCreate('tags')).toMatchObject({
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Value' },
			default: [],
		});
		expect(inCreate('weekdays')).toMatchObject({ type: 'multiOptions', default: [] });
		expect(inCreate('rows')).toMatchObject({ displayName: 'Rows', type: 'json', default: '[]' });
		expect(inCreate('metadata')).toMatchObject({ type: 'json', default: '{}' });
		expect(fieldFor({ type: 'array' })).toMatchObject({
			type: 'string',
			typeOptions: { multipleValues: true },
		});
	});

	it('nested members as fields: a collection, or a group where some are required', () => {
		expect(inCreate('nutrition')).toMatchObject({
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
		});
		expect(inCreate('supplier')).toMatchObject({
			type: 'fixedCollection',
			placeholder: 'Add Supplier',
			default: {},
		});
		expect(inCreate('supplier')?.typeOptions).toBeUndefined();
		expect(inCreate('ingredients')).toMatchObject({
			type: 'fixedCollection',
			placeholder: 'Add Ingredient',
			typeOptions: { multipleValues: true },
			options: [{ displayName: 'Ingredient', name: 'values' }],
		});
	});

	it('a file, by the name of the field that holds it, with the types and size that the platform takes', () => {
		expect(properties.find((property) => property.name === 'file')).toMatchObject({
			displayName: 'File Input Data Field Name',
			type: 'string',
			default: 'data',
			description: 'Name of the input field that holds the file',
		});
		expect(fieldOf('product.setPhoto', 'file')?.shape).toEqual({
			type: 'file',
			maxBytes: 1_000_000,
			accept: ['image/png', 'image/jpeg'],
		});
		const content = {
			'multipart/form-data': { schema: { properties: { a: { format: 'binary', description: 'A scan' } } } },
		};
		const { api } = compiled({ '/a': { post: operationOf('thing.create', { requestBody: { content } }) } });
		expect(api.operations['thing.create']?.fields[0]?.shape).toEqual({ type: 'file' });
		expect(JSON.stringify(api.properties)).toContain('"description":"A scan"');
	});

	it('a searchable dropdown wherever a list operation knows the id, or the id typed by hand', () => {
		expect(properties.find((property) => property.name === 'orderId')).toMatchObject({
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			modes: [
				{ name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchOrder', searchable: true } },
				{ name: 'id', type: 'string', placeholder: 'e.g. 3105' },
			],
		});
		expect(fieldOf('order.get', 'orderId')).toMatchObject({
			shape: { type: 'integer' },
			reference: 'order',
			required: true,
		});
		expect(fieldOf('product.update', 'productId')).toMatchObject({
			shape: { type: 'string' },
			reference: 'entry',
		});
	});

	it('two different lists of one resource under names of their own', () => {
		const list = (label: string) => ({ operation: 'thing.getAll', value: 'id', label });
		const parameter = (name: string, label: string) => ({
			name,
			in: 'query',
			schema: { type: 'number', 'x-list': list(label) },
		});
		const parameters = [parameter('a', '{a}'), parameter('b', '{b}'), parameter('c', '{a}')];
		const { api } = compiled({
			'/a': { get: operationOf('thing.getAll') },
			'/b': { get: operationOf('thing.get', { parameters }) },
		});
		expect(api.lists).toEqual({ searchThing: list('{a}'), searchThing2: list('{b}') });
		expect(Object.keys(lists).sort()).toEqual([
			'searchCustomer',
			'searchMenu',
			'searchMenu2',
			'searchOrder',
			'searchProduct',
		]);
		expect(api.operations['thing.get']?.fields[0]?.shape).toEqual({ type: 'number' });
	});

	it('one choice of what to empty, instead of a switch per member', () => {
		expect(
			collectionOf('product', 'updateFields').find((property) => property.name === 'clearFields'),
		).toMatchObject({
			type: 'multiOptions',
			options: [
				{ name: 'Description', value: 'description' },
				{ name: 'Price', value: 'price' },
			],
		});
		expect(operations['product.update']?.clear).toBe('updateFields.clearFields');
		expect(operations['product.create']?.clear).toBeUndefined();
	});

	it('a variant without title or kind still has a name', () => {
		const kind = properties.find((property) => property.displayName === 'Kind');
		expect(kind?.options).toEqual([
			{ name: 'Picture', value: 'photo', description: 'A picture that leads to a page' },
			{ name: 'Plain Text', value: 'plain_text' },
			{ name: 'Product', value: 'product' },
		]);
		const nameless = { discriminator: { propertyName: 'kind' }, oneOf: [{ properties: {} }] };
		expect(fieldFor(nameless)).toMatchObject({ type: 'fixedCollection' });
	});

	it('a group in the order of the document, a large one in alphabetical order', () => {
		const groupOf = (names: string[]) => {
			const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
			const field = fieldFor({ type: 'object', required: names, properties });
			return (field.options as INodePropertyCollection[])[0]?.values.map(({ name }) => name);
		};
		expect(groupOf(['d', 'c', 'b', 'a'])).toEqual(['d', 'c', 'b', 'a']);
		expect(groupOf(['e', 'd', 'c', 'b', 'a'])).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	it('an address from the street to the postal code, however long', () => {
		const names = ['street', 'number', 'district', 'city', 'zip'];
		const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
		const field = fieldFor({ type: 'object', title: 'Billing Address', required: names, properties });
		const [group] = field.options as INodePropertyCollection[];
		expect(group?.values.map(({ name }) => name)).toEqual(names);
	});

	it('several numbers as lines of text, which are sent as numbers', () => {
		const field = { type: 'array', items: { type: 'integer', minimum: 1 } };
		expect(fieldFor(field)).toMatchObject({
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Value' },
			default: [],
		});
		const shape = compiledBody({ ids: field }).api.operations['thing.create']?.fields[0]?.shape;
		expect(shape).toEqual({ type: 'array', items: { type: 'integer' } });
	});

	it('a password in dots', () => {
		expect(fieldFor({ type: 'string', format: 'password' }).typeOptions).toEqual({ password: true });
	});

	it('several things from a list as a multiple choice that is loaded', () => {
		const menus = collectionOf('menu', 'updateFields').find(({ name }) => name === 'menus');
		expect(menus).toMatchObject({
			displayName: 'Menu Names or IDs',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'searchMenu' },
			description:
				'Menus that belong to it. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		});
	});

	it('a list inside another thing, loaded again when that changes', () => {
		expect(properties.find(({ name }) => name === 'pageId')?.typeOptions).toEqual({
			loadOptionsDependsOn: ['menuId'],
		});
	});

	it('a map whose key is also a member cannot be told apart', () => {
		const lines = {
			propertyNames: { title: 'Amount' },
			additionalProperties: { properties: { amount: { type: 'integer' } }, required: ['amount'] },
		};
		expect(() => fieldFor({ type: 'object', ...lines }, 'lines')).toThrow(
			'lines: the key and a member of its entries are both "amount"',
		);
	});

	it('alternatives that no member tells apart as JSON', () => {
		expect(fieldFor({ oneOf: [{ type: 'object' }, { type: 'string' }] })).toMatchObject({ type: 'json' });
		expect(fieldFor({ type: ['null'] })).toMatchObject({ type: 'string' });
	});
});

describe('what the document decides, nobody is asked', () => {
	it('a required constant is always sent, an optional one never', () => {
		expect(fieldOf('product.create', 'source')).toMatchObject({ parameter: '', fixed: 'n8n' });
		expect(fieldOf('product.create', 'revision')).toBeUndefined();
		expect(fieldOf('product.create', 'supplier')?.shape.members?.country).toMatchObject({ fixed: 'BR' });
	});

	it('what only the platform sets and what is old are not there at all', () => {
		expect(fieldOf('product.create', 'internal_code')).toBeUndefined();
		expect(fieldOf('product.create', 'old_code')).toBeUndefined();
		expect(fieldOf('product.create', 'supplier')?.shape.members?.number).toBeUndefined();
	});

	it('optional members of a group have their place behind Additional Fields, so that only set ones are sent', () => {
		const members = fieldOf('product.create', 'ingredients')?.shape.items?.members;
		expect(Object.fromEntries(Object.entries(members ?? {}).map(([name, { from }]) => [name, from]))).toEqual(
			{
				name: 'name',
				grams: 'additionalFields.grams',
				best: 'additionalFields.best',
			},
		);
		const sizes = fieldOf('product.create', 'sizes')?.shape.items?.members;
		expect(sizes?.grams?.from).toBe('additionalFields.grams');
	});
});

describe('collections of one resource', () => {
	const body = (id: string, field: ApiSchema, more: Record<string, ApiSchema> = {}) =>
		operationOf(id, {
			requestBody: { content: { 'application/json': { schema: { properties: { field, ...more } } } } },
		});

	it('are one, with an option shown for its own operations only', () => {
		const { api } = compiled({
			'/a': { post: body('thing.create', { type: 'string' }, { other: { type: 'string' } }) },
			'/b': { post: body('thing.copy', { type: 'string' }) },
		});
		const collections = api.properties.filter((property) => property.name === 'additionalFields');
		expect(collections).toHaveLength(1);
		expect((collections[0]?.options as INodeProperties[]).map((option) => option.displayOptions)).toEqual([
			undefined,
			{ show: { '/operation': ['create'] } },
		]);
	});

	it('are several where one name means two things', () => {
		const { api } = compiled({
			'/a': { post: body('thing.create', { type: 'string' }) },
			'/b': { post: body('thing.copy', { type: 'number' }) },
		});
		const collections = api.properties.filter((property) => property.name === 'additionalFields');
		expect(collections.map((property) => property.displayOptions?.show?.operation)).toEqual([
			['create'],
			['copy'],
		]);
	});
});

describe('a document without orders', () => {
	it('opens with the first resource and its first operation', () => {
		const { api } = compiled({
			'/b': { get: operationOf('shop.open') },
			'/a': { get: operationOf('bakery.bake', { description: 'Bakes.  Then rests.' }) },
		});
		expect(api.properties.map((property) => property.default)).toEqual(['bakery', 'open', 'bake']);
		expect(api.properties[2]?.options?.[0]).toMatchObject({ description: 'Bakes. Then rests.' });
	});

	it('may even be empty', () => {
		expect(compiled({}).api.properties).toMatchObject([{ name: 'resource', options: [], default: '' }]);
	});
});
