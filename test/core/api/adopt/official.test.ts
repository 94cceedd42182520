import { readOfficial } from '../../../../core/api/adopt/official';
import { Workplace } from './support/workplace';

const workplace = new Workplace().open();

const SMALL = `
openapi: 3.1.0
info: { title: Small, version: '1' }
servers: [{ url: /v1 }]
paths:
  /things/{id}:
    parameters: [{ $ref: '#/components/parameters/Id' }]
    get:
      summary: Get a thing
      parameters: [{ name: Authorization, in: header, schema: { type: string } }]
      responses:
        '404': { description: Nothing }
        '200': { description: A thing, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
components:
  parameters:
    Id: { name: id, in: path, required: true, schema: { type: string } }
  schemas:
    Thing:
      type: object
      properties:
        name: { type: string }
        parts: { type: array, items: { $ref: '#/components/schemas/Thing' } }
`;

describe('an official file', () => {
	it.each(['official.yaml', 'official.json'])('is read: %s', (name) => {
		const text = name.endsWith('json')
			? '{"openapi":"3.0.0","info":{"title":"Small","version":"1"},"paths":{"/a":{"get":{}}}}'
			: SMALL;
		const { title, operations } = readOfficial(workplace.write(name, text));
		expect(title).toBe('Small');
		expect(operations).toHaveLength(1);
	});

	it('is read with its references resolved, even a thing that contains itself', () => {
		const { operations, server } = readOfficial(workplace.write('official.yaml', SMALL));
		expect(server).toBe('/v1');
		expect(operations).toEqual([
			expect.objectContaining({
				key: 'GET /things/{id}',
				parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
				answer: {
					type: 'object',
					properties: { name: { type: 'string' }, parts: { type: 'array', items: {} } },
				},
			}),
		]);
	});

	const wrong: Array<[string, string, string, string]> = [
		['Swagger 2', '{"swagger":"2.0"}', 'is Swagger 2.0, an older form than OpenAPI 3', 'Convert it first'],
		['another version', 'openapi: 4.0.0', 'is OpenAPI 4.0.0; 3.0 and 3.1 can be read', 'It must begin'],
		['something else', '{"name":"a package"}', 'is no OpenAPI file', 'It must begin'],
		['a web page', '<!doctype html><title>Login</title>', 'is no OpenAPI file', 'It must begin'],
		['a list', '[1]', 'is no OpenAPI file', 'It must begin'],
		['nothing', '', 'is no OpenAPI file', 'It must begin'],
		['broken text', '{"openapi":', 'is neither JSON nor YAML', 'Download it again'],
		['no operations', 'openapi: 3.0.0\npaths: {}', 'has no operations', 'whole file'],
		[
			'a part in another file',
			`openapi: 3.0.0\npaths: { /a: { $ref: 'a.yaml' } }`,
			'The file refers to another one: a.yaml',
			'Make one file of them first',
		],
		[
			'a reference to nothing',
			`openapi: 3.0.0\npaths: { /a: { $ref: '#/components/a' } }`,
			'The reference #/components/a in the file leads nowhere',
			'Download the file again',
		],
	];

	it.each(wrong)('is refused in words: %s', (_, text, message, advice) => {
		const file = workplace.write('official', text);
		expect(() => readOfficial(file)).toThrow(
			expect.objectContaining({
				message: expect.stringContaining(message) as string,
				advice: expect.stringContaining(advice) as string,
			}),
		);
	});

	it('is refused in words when it is not there', () => {
		expect(() => readOfficial('nowhere.yaml')).toThrow('There is no file nowhere.yaml');
		expect(() => readOfficial(workplace.root)).toThrow('cannot be read');
	});
});
