import { join } from 'node:path';
import { strictApi, type ApiCall, type StrictApi } from '../../sandbox/strict-api';
import type { Reply } from '../../sandbox/types';

const DOCUMENT = join(__dirname, 'fixtures/shop');

let calls: ApiCall[];
let api: StrictApi;

const options = () => {
	const take = (call: ApiCall): Reply => {
		calls.push(call);
		return { status: 200, body: {} };
	};
	return {
		document: DOCUMENT,
		operations: { 'thing.getAll': take, 'thing.create': take, 'form.send': take, 'image.upload': take },
		security: { key: (headers: Record<string, unknown>) => headers['x-key'] === 'right' },
		unauthorized: () => ({ status: 401, body: { error: 'stranger' } }),
		errorBody: (error: string) => ({ error }),
	};
};

beforeAll(async () => {
	api = await strictApi(options());
});
beforeEach(() => {
	calls = [];
});

const send = async (
	method: string,
	path: string,
	sent: { type?: string; body?: string | Buffer; query?: string; key?: string } = {},
) => {
	const { type, body = '', query = '', key = 'right' } = sent;
	const { status, body: answer } = await api.handle({
		method,
		path,
		query,
		headers: { 'x-key': key, ...(type ? { 'content-type': type } : {}) },
		body: Buffer.from(body),
	});
	return { status, error: (answer as { error?: string }).error };
};
const json = (value: unknown) =>
	send('POST', '/things', { type: 'application/json', body: JSON.stringify(value) });
const form = (body: string) => send('POST', '/forms', { type: 'application/x-www-form-urlencoded', body });

interface Part {
	name: string;
	filename?: string;
	type?: string;
	content: string;
}
const multipart = (...parts: Part[]) => {
	const lines = parts.flatMap(({ name, filename, type, content }) => [
		'--edge',
		`Content-Disposition: form-data; name="${name}"${filename ? `; filename="${filename}"` : ''}`,
		...(type ? [`Content-Type: ${type}`] : []),
		'',
		content,
	]);
	const body = [...lines, '--edge--', ''].join('\r\n');
	return send('POST', '/images', { type: 'multipart/form-data; boundary=edge', body });
};
const picture = { name: 'file', filename: 'ação.png', type: 'image/png', content: 'pixels' };

describe('a document of several files', () => {
	it('is served as one', () => {
		expect(api.operations).toEqual(['thing.getAll', 'thing.create', 'form.send', 'image.upload']);
	});

	it('must have a handler for every operation, and no others', async () => {
		const { 'form.send': _left, ...operations } = options().operations;
		await expect(strictApi({ ...options(), operations })).rejects.toThrow('no handler for form.send');
		const more = { ...options().operations, 'form.read': () => ({ status: 200 }) };
		await expect(strictApi({ ...options(), operations: more })).rejects.toThrow('no operation form.read');
	});
});

describe('a query', () => {
	it('takes what the document names, paging included', async () => {
		const query = 'active=true&since=2026-11-21&offset=0&limit=5';
		expect((await send('GET', '/things', { query })).status).toBe(200);
		expect(calls[0]?.query).toEqual({ active: 'true', since: '2026-11-21', offset: '0', limit: '5' });
	});

	it.each([
		['an unknown parameter', 'colour=red', 'query has an unknown member "colour"'],
		['a text for a switch', 'active=maybe', 'query.active must be boolean, not "maybe"'],
		['a text for a number', 'limit=many', 'query.limit must be integer, not "many"'],
		['a day in other words', 'since=21/11/2026', 'query.since must match format "date", not "21/11/2026"'],
	])('is refused with %s', async (_what, query, error) => {
		expect(await send('GET', '/things', { query })).toEqual({ status: 400, error });
	});
});

describe('a JSON body', () => {
	it('takes what the document names, also what the node keeps to itself', async () => {
		const body = {
			name: 'Chair',
			token: 'x',
			price: { value: 1000, currency: 'BRL' },
			size: 'S',
			stock: { '12': { amount: 3 } },
			times: { opens: '09:00:00-03:00' },
		};
		expect((await json(body)).status).toBe(200);
		expect(calls[0]?.body).toEqual(body);
		expect((await json({ name: 'Chair', price: null })).status).toBe(200);
	});

	it.each([
		['an unknown member', { name: 'a', colour: 'red' }, 'has an unknown member "colour"'],
		['an unknown member deep inside', { name: 'a', times: { noon: 12 } }, 'requestBody.times has an unknown'],
		['a missing member', {}, "requestBody must have required property 'name'"],
		[
			'a number as a text',
			{ name: 'a', price: { value: '10', currency: 'BRL' } },
			'must be integer, not "10"',
		],
		['a text as a number', { name: 5 }, 'requestBody.name must be string, not 5'],
		['another constant', { name: 'a', price: { value: 1, currency: 'USD' } }, 'must be "BRL", not "USD"'],
		['a choice that is none', { name: 'a', size: 'M' }, 'requestBody.size must be one of S, L, not "M"'],
		['a map with a wrong key', { name: 'a', stock: { x: { amount: 1 } } }, 'property name must be valid'],
		['a map with a wrong value', { name: 'a', stock: { '1': { amount: 'x' } } }, 'amount must be integer'],
		['a map whose value has an unknown member', { name: 'a', stock: { '1': { price: 1 } } }, '"price"'],
		['null for nothing', null, 'must be object'],
	])('is refused with %s', async (_what, body, error) => {
		expect(await json(body)).toEqual({ status: 400, error: expect.stringContaining(error) });
		expect(calls).toEqual([]);
	});

	it('is refused as broken JSON, as another media type, and when it is missing', async () => {
		const broken = await send('POST', '/things', { type: 'application/json', body: '{"name":' });
		expect(broken).toEqual({ status: 400, error: expect.stringContaining('The body is not valid JSON') });
		expect(await send('POST', '/things', { type: 'text/plain', body: '{"name":"a"}' })).toEqual({
			status: 400,
			error: 'The body must be application/json, not text/plain',
		});
		expect(await send('POST', '/things', { body: '{"name":"a"}' })).toMatchObject({
			error: 'The body must be application/json, not without a Content-Type',
		});
		expect(await send('POST', '/things')).toMatchObject({ status: 400 });
	});

	it('is refused where none belongs', async () => {
		const answer = await send('GET', '/things', { type: 'application/json', body: '{}' });
		expect(answer).toEqual({ status: 400, error: 'thing.getAll takes no body, but one was sent' });
	});

	it('does not come back in the error, where it may hold secrets', async () => {
		const answers = [await json({ token: 5 }), await json({ token: 'secret-5' })];
		expect(answers.map(({ status }) => status)).toEqual([400, 400]);
		expect(JSON.stringify(answers)).not.toMatch(/secret-5|not 5|right/);
	});
});

describe('a format of ours', () => {
	it.each([
		['opens', '09:00:00-03:00', '09:00'],
		['local', '2026-11-21 19:05:12', '2026-11-21T19:05:12'],
		['local', '2026-02-28 23:59:59', '2026-02-31 10:00:00'],
		['utc', '2026-11-21 22:05:12', '2026-11-21 25:05:12'],
		['zoned', '2026-11-21T19:05:12-03:00', '2026-11-21T19:05:12'],
		['seconds', 1_795_298_712, 1_795_298_712_000],
		['milliseconds', 1_795_298_712_000, 1_795_298_712],
		['point', '1.5', '1,5'],
		['comma', '1,5', '1.5'],
	])('%s takes %j and refuses %j', async (member, right, wrong) => {
		expect((await json({ name: 'a', times: { [member]: right } })).status).toBe(200);
		expect(await json({ name: 'a', times: { [member]: wrong } })).toMatchObject({
			status: 400,
			error: expect.stringContaining(`requestBody.times.${member} must match format`),
		});
	});

	it('that nobody knows stops the start', async () => {
		const document = join(__dirname, 'fixtures/unknown-format.yaml');
		const operations = { 'thing.getAll': () => ({ status: 200 }) };
		await expect(strictApi({ ...options(), document, operations })).rejects.toThrow(
			'nobody knows the format tiem',
		);
	});
});

describe('a form', () => {
	it('is read into the types of the document', async () => {
		expect((await form('page=2&exact=true&ids=1&ids=2')).status).toBe(200);
		expect(calls[0]?.body).toEqual({ page: 2, exact: true, ids: [1, 2] });
	});

	it.each([
		['a missing field', 'exact=true', "must have required property 'page'"],
		['a text for a number', 'page=two', 'requestBody.page must be integer, not "two"'],
		['a number out of bounds', 'page=0', 'requestBody.page must be >= 1, not 0'],
		['a field given twice', 'page=1&page=2', 'requestBody.page must be integer'],
		['an unknown field', 'page=1&colour=red', 'has an unknown member "colour"'],
	])('is refused with %s', async (_what, body, error) => {
		expect(await form(body)).toEqual({ status: 400, error: expect.stringContaining(error) });
	});

	it('is refused as JSON', async () => {
		const answer = await send('POST', '/forms', { type: 'application/json', body: '{"page":1}' });
		expect(answer.error).toBe('The body must be application/x-www-form-urlencoded, not application/json');
	});
});

describe('a multipart body', () => {
	it('hands on its fields and files', async () => {
		expect((await multipart(picture, { name: 'place', content: '3' })).status).toBe(200);
		expect(calls[0]).toMatchObject({
			body: { file: 'ação.png', place: 3 },
			files: { file: { name: 'ação.png', type: 'image/png', bytes: Buffer.from('pixels') } },
		});
	});

	it.each<[string, Part[], string]>([
		['without its file', [{ name: 'place', content: '3' }], 'requestBody must have the file "file"'],
		['with a text for the file', [{ name: 'file', content: 'pixels' }], 'file must be a file with a name'],
		['with a file for a text', [picture, { ...picture, name: 'place' }], 'place must not be a file'],
		['with another media type', [{ ...picture, type: 'text/html' }], 'must be image/png or image/jpeg'],
		['with too large a file', [{ ...picture, content: 'eleven byte' }], 'has 11 bytes, more than 10'],
		['with an empty file', [{ ...picture, content: '' }], 'is an empty file'],
		['with an unknown file', [picture, { ...picture, name: 'other' }], 'has an unknown member "other"'],
		['with a wrong field', [picture, { name: 'place', content: 'x' }], 'requestBody.place must be integer'],
	])('is refused %s', async (_what, parts, error) => {
		expect(await multipart(...parts)).toEqual({ status: 400, error: expect.stringContaining(error) });
		expect(calls).toEqual([]);
	});

	it('is refused when it is cut off', async () => {
		const body = '--edge\r\nContent-Disposition: form-data; name="file"';
		const answer = await send('POST', '/images', { type: 'multipart/form-data; boundary=edge', body });
		expect(answer).toEqual({ status: 400, error: expect.stringContaining('not a valid multipart form') });
	});
});

it('tells strangers nothing but that they are strangers', async () => {
	const sent = { key: 'wrong', type: 'application/json', body: '{' };
	expect(await send('POST', '/things', sent)).toEqual({ status: 401, error: 'stranger' });
});
