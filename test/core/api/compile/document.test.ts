import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenAPIV3_1 } from 'openapi-types';
import { documentFiles, readDocument, toDocument } from '../../../../core/api/compile/document';
import { mergeGroups } from '../../../../core/api/compile/merge';
import { compiled, compiledBody, documentOf, operationOf } from '../support/documents';
import { documentOfPadaria } from '../support/padaria';

const read = (paths: Record<string, unknown>, components = {}) => toDocument(documentOf(paths, components));

describe('the files of a platform', () => {
	let folder = '';
	beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'padaria-'))));
	afterEach(() => rmSync(folder, { recursive: true }));

	it('are openapi.yaml, where there is one', () => {
		writeFileSync(join(folder, 'openapi.yaml'), '');
		expect(documentFiles(folder)).toEqual([join(folder, 'openapi.yaml')]);
	});

	it('are the groups under openapi/ in alphabetical order, and nothing else of that folder', () => {
		mkdirSync(join(folder, 'openapi'));
		for (const name of ['store.yaml', 'order.yaml', 'notes.md'])
			writeFileSync(join(folder, 'openapi', name), '');
		expect(documentFiles(folder)).toEqual(
			['order.yaml', 'store.yaml'].map((name) => join(folder, 'openapi', name)),
		);
	});

	it('are none for a folder without a document', () => {
		expect(documentFiles(folder)).toEqual([]);
	});
});

describe('a document in several files', () => {
	let folder = '';
	beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'padaria-'))));
	afterEach(() => rmSync(folder, { recursive: true }));

	it('is read as one: tags once, components shared, both operations of a shared path', () => {
		const document = documentOfPadaria();
		expect(document.tags.map((tag) => tag.name).filter((name) => name === 'customer')).toHaveLength(1);
		expect(document.tags.map((tag) => tag.name)).toContain('coupon');
		const ids = document.operations.filter(({ path }) => path === '/customers').map(({ id }) => id);
		expect(ids).toEqual(['customer.getAll', 'customer.create']);
		const favorite = document.operations.find(({ id }) => id === 'customer.create')?.body?.schema.properties;
		expect(favorite?.favorite?.title).toBe('Stage');
	});

	it('may leave tags, paths and components out of one file', () => {
		const bare = { openapi: '3.1.0', info: { title: 'Padaria', version: '1' } } as OpenAPIV3_1.Document;
		const whole = documentOf({ '/a': { get: operationOf('thing.get') } }, { schemas: { A: {} } });
		for (const merged of [mergeGroups([bare, whole]), mergeGroups([whole, bare])]) {
			expect(Object.keys(merged.paths ?? {})).toEqual(['/a']);
			expect(merged.tags).toEqual([{ name: 'thing' }]);
			expect(merged.components).toEqual({ schemas: { A: {} } });
		}
		expect(toDocument(bare)).toEqual({ title: 'Padaria', tags: [], operations: [] });
	});

	it('cannot have two components of one name that differ', () => {
		const [one, same, other] = [{ A: {} }, { A: {} }, { A: { type: 'string' as const } }].map((schemas) =>
			documentOf({}, { schemas }),
		) as [OpenAPIV3_1.Document, OpenAPIV3_1.Document, OpenAPIV3_1.Document];
		expect(() => mergeGroups([one, same])).not.toThrow();
		expect(() => mergeGroups([one, other])).toThrow(
			'Two groups have different components/schemas/A: give one another name',
		);
	});

	it('tells which file is no YAML', () => {
		const file = join(folder, 'openapi.yaml');
		writeFileSync(file, 'a: [');
		expect(() => readDocument([file])).toThrow(file);
	});

	it('cannot be none', () => {
		expect(() => mergeGroups([])).toThrow('No API document was given');
	});
});

describe('what a document may leave out and say shorter', () => {
	it('takes an operation without evidence for a guess', () => {
		const [operation] = read({
			'/a': { get: operationOf('thing.get', { 'x-evidence': undefined }) },
		}).operations;
		expect(operation?.evidence).toBe('inferred');
	});

	it('lets an operation overrule a parameter of its path', () => {
		const id = (description: string) => ({ name: 'id', in: 'path', required: true, description, schema: {} });
		const [operation] = read({
			'/a/{id}': { parameters: [id('one')], get: operationOf('thing.get', { parameters: [id('other')] }) },
		}).operations;
		expect(operation?.parameters.map(({ description }) => description)).toEqual(['other']);
	});

	it('lets members beside a reference win', () => {
		const [operation] = read(
			{
				'/a': {
					get: operationOf('thing.get', {
						parameters: [
							{ name: 'a', in: 'query', schema: { $ref: '#/components/schemas/A', title: 'Mine' } },
						],
					}),
				},
			},
			{ schemas: { A: { type: 'string', title: 'Theirs' } } },
		).operations;
		expect(operation?.parameters[0]?.schema).toEqual({ type: 'string', title: 'Mine' });
	});

	it('ends a schema that contains itself as a free object', () => {
		const product = documentOfPadaria().operations.find(({ id }) => id === 'product.create');
		expect(product?.response?.properties?.parent).toEqual({ type: 'object' });
	});

	it('takes an operation without a body, answers or schemas', () => {
		const [bare, empty] = read({
			'/a': {
				get: operationOf('thing.get'),
				post: operationOf('thing.create', {
					requestBody: { content: { 'application/json': {} } },
					responses: { '204': { description: 'Done' } },
				}),
			},
		}).operations;
		expect([bare?.body, bare?.response, empty?.response]).toEqual([undefined, undefined, undefined]);
		expect(empty?.body).toEqual({ media: 'application/json', required: false, schema: {} });
	});
});

describe('a mistake in a document stops the build and says where it is', () => {
	it('an x- keyword that nobody knows', () => {
		expect(() => read({ '/a': { get: operationOf('thing.get', { 'x-displayname': 'Get' }) } })).toThrow(
			'#/paths//a/get: the keyword x-displayname is unknown. docs/api-documents.md lists the ones there are',
		);
	});

	it('but members and headers that begin with x- are the platform’s own', () => {
		const { api } = compiledBody({ 'x-ray': { type: 'string' } });
		expect(api.operations['thing.create']?.fields[0]).toMatchObject({ name: 'x-ray', label: 'X Ray' });
		const responses = { '200': { description: 'Good', headers: { 'x-total': { schema: {} } } } };
		expect(read({ '/a': { get: operationOf('thing.get', { responses }) } }).operations).toHaveLength(1);
	});

	it('a reference that leads nowhere', () => {
		const parameters = [{ $ref: '#/components/parameters/Lost' }];
		expect(() => read({ '/a': { get: operationOf('thing.get', { parameters }) } })).toThrow(
			'The reference #/components/parameters/Lost leads nowhere',
		);
	});

	it.each([
		['no operationId', { operationId: undefined }],
		['one without a point', { operationId: 'get' }],
		['one of another tag', { tags: ['other'] }],
		['no tag', { tags: undefined }],
	])('an operationId out of form: %s', (_, change) => {
		expect(() => read({ '/a': { get: { ...operationOf('thing.get'), ...change } } })).toThrow(
			/^GET \/a: operationId "[^"]*" must be <tag>\.<operation>, and its first tag the same$/,
		);
	});

	it('two operations of one id', () => {
		const get = operationOf('thing.get');
		expect(() => read({ '/a': { get }, '/b': { get } })).toThrow(
			'thing.get: two operations have this operationId',
		);
	});

	it('an operation without a summary', () => {
		expect(() => read({ '/a': { get: operationOf('thing.get', { summary: undefined }) } })).toThrow(
			'thing.get: a summary is missing; it is what the node panel lists',
		);
	});

	it('an evidence that is none: a guess must not pass for a fact', () => {
		expect(() => read({ '/a': { get: operationOf('thing.get', { 'x-evidence': 'infered' }) } })).toThrow(
			'thing.get: x-evidence "infered" is none of documented, seen-in-code, inferred',
		);
	});

	it('a switch whose description does not say what it switches', () => {
		const message = 'The description of the switch "open" must begin with "Whether"';
		expect(() => compiledBody({ open: { type: 'boolean' } })).toThrow(message);
		expect(() => compiledBody({ open: { type: 'boolean', description: 'Open or not' } })).toThrow(message);
	});

	it('paging by a parameter that the operation does not have', () => {
		const paging = { style: 'offset', in: 'query', offset: 'offset', limit: 'limt', max: 10 };
		const parameters = ['offset', 'limit'].map((name) => ({ name, in: 'query', schema: {} }));
		expect(() =>
			compiled({ '/a': { get: operationOf('thing.getAll', { 'x-paging': paging, parameters }) } }),
		).toThrow('thing.getAll: x-paging names "query.limt", which it does not have');
	});

	it('two different fields under one name, of which one value would serve both', () => {
		const parameters = [
			{ name: 'order_id', in: 'query', required: true, schema: { type: 'string' } },
			{ name: 'orderId', in: 'query', required: true, schema: { type: 'integer' } },
		];
		expect(() => compiled({ '/a': { get: operationOf('thing.get', { parameters }) } })).toThrow(
			'thing.get: two different fields are named "orderId"; give both one schema',
		);
	});

	it('a required field with a name of the node itself', () => {
		expect(() => compiledBody({ operation: { type: 'string' } }, ['operation'])).toThrow(
			'thing.create: "operation" is a name of the node itself, so no field can have it',
		);
		expect(() => compiledBody({ operation: { type: 'string' } })).not.toThrow();
	});

	it('variants that mean different things by one member', () => {
		const variant = (kind: string, type: string) => ({
			required: ['kind', 'size'],
			properties: { kind: { const: kind }, size: { type } },
		});
		const cake = {
			title: 'Cake',
			discriminator: { propertyName: 'kind' },
			oneOf: [variant('a', 'string'), variant('b', 'number')],
		};
		expect(() => compiledBody({ cake })).toThrow(
			'The member "size" differs between the variants of Cake; give it one schema',
		);
		expect(() => compiledBody({ cake: { ...cake, title: undefined } })).toThrow('variants of kind;');
	});

	it('a searchable dropdown of an operation that the node does not have', () => {
		const list = { operation: 'thing.getAll', value: 'id', label: '{id}' };
		const parameters = [{ name: 'id', in: 'query', schema: { 'x-list': list } }];
		expect(() => compiled({ '/a': { get: operationOf('thing.get', { parameters }) } })).toThrow(
			'Padaria: x-list names thing.getAll, which is no operation of the node',
		);
	});

	const verbs = {
		orderParameter: 'id',
		calls: { confirm: { operation: 'order.accept', values: {}, reaches: 'CONFIRMED' as const } },
		read: { operation: 'order.get', byOrder: 'id' },
	};

	it('an order verb whose operation the node does not have', () => {
		expect(() => compiled({ '/a': { get: operationOf('order.get') } }, {}, verbs)).toThrow(
			'Padaria: the order verb confirm names order.accept, which is no operation of the node',
		);
		expect(() => compiled({ '/a': { get: operationOf('order.accept') } }, {}, verbs)).toThrow(
			'Padaria: the state of orders names order.get, which is no operation of the node',
		);
	});

	it('an operation under the name of an order verb', () => {
		const paths = {
			'/a': {
				get: operationOf('order.get'),
				put: operationOf('order.accept'),
				post: operationOf('order.confirm'),
			},
		};
		expect(() => compiled(paths, {}, verbs)).toThrow(
			'Padaria: order.confirm is the name of an order verb; give the operation another',
		);
	});
});
