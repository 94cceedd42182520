import { BadInput } from '../../../core/api/badInput';
import { buildRequest } from '../../../core/api/request';
import type { WireValues } from '../../../core/api/request';
import type { Operation } from '../../../core/api/types';
import { padaria } from './support/padaria';

const BASE = 'https://api.padaria.example/v1';
const build = (id: string, values: WireValues = {}, requestPath?: string) => {
	const operation = padaria.api.operations[id] as Operation;
	return buildRequest(operation, values, BASE, requestPath ?? operation.path);
};
const refusal = (run: () => unknown): string[] => {
	try {
		run();
	} catch (error) {
		if (error instanceof BadInput) return [error.message, error.description];
	}
	return [];
};

describe('the address of a request', () => {
	it('stays below the base URL of the credential', () => {
		expect(build('order.get', { orderId: 3105 })).toMatchObject({
			method: 'GET',
			url: `${BASE}/orders/3105`,
		});
	});

	it.each([
		['a/b', 'a%2Fb'],
		['../admin', '..%2Fadmin'],
		['a?b=c#d', 'a%3Fb%3Dc%23d'],
		['Pão doce', 'P%C3%A3o%20doce'],
		[' x ', 'x'],
	])('an id such as %j is one segment of it', (sku, segment) => {
		expect(build('product.update', { 'path.productId': sku }).url).toBe(`${BASE}/products/${segment}`);
	});

	it.each(['', '  ', '.', '..', null, undefined])('an id such as %j is refused', (sku) => {
		expect(refusal(() => build('product.update', { productId: sku }))).toEqual([
			'The field "Product" is empty',
			'Fill in "Product", or check the expression that should give it.',
		]);
	});

	it('can be corrected where it was guessed', () => {
		expect(build('product.remove', { productId: 'a 1' }, '/v2/item/{productId}').url).toBe(
			`${BASE}/v2/item/a%201`,
		);
		expect(refusal(() => build('product.remove', { productId: 'a1' }, '/v2/{shop}'))[0]).toBe(
			'The field "shop" is empty',
		);
	});

	it.each([
		'//evil.example/orders',
		'https://evil.example/orders',
		'orders',
		'/orders?all=1',
		'/orders#top',
		'/orders/../../admin',
		'/\\evil.example',
	])('the request path %s is refused: it would leave the platform', (path) => {
		expect(refusal(() => build('product.remove', { productId: 'a1' }, path))).toEqual([
			`The request path "${path}" cannot be used`,
			'It starts with one slash, stays on the host of the credential and has no query, such as /v1/orders/{orderId}.',
		]);
	});
});

describe('the content of a request', () => {
	it('holds nothing that was not set', () => {
		const request = build('order.getAll');
		expect([request.qs, request.headers, request.body]).toEqual([undefined, undefined, undefined]);
		expect(build('product.update', { productId: 'a1', price: undefined }).body).toEqual({});
	});

	it('puts every value in its place', () => {
		expect(
			build('order.getAll', { 'X-Store-Unit': 'centro', from: '2026-11-21', status: ['confirmed'] }),
		).toMatchObject({
			headers: { 'X-Store-Unit': 'centro' },
			qs: { from: '2026-11-21', status: ['confirmed'] },
			arrayFormat: 'repeat',
		});
	});

	it('is JSON, with null for what shall be emptied and the constants of the document', () => {
		expect(build('product.update', { productId: 'a1', 'body.price': null, name: 'Pão' }).body).toEqual({
			name: 'Pão',
			price: null,
		});
		expect(build('product.create', { name: 'Pão', price: 100, source: 'me' }).body).toEqual({
			name: 'Pão',
			price: 100,
			source: 'n8n',
		});
	});

	it('is the list itself where the body is a list', () => {
		expect(build('menu.sort', { 'body.': [3, 1] }).body).toEqual([3, 1]);
	});

	it('is a form, a list as repeated members', () => {
		const { body } = build('order.search', {
			text: 'pão & café',
			tags: ['a', 'b'],
			near: { city: 'Recife' },
			page: 1,
		});
		expect(body).toBeInstanceOf(URLSearchParams);
		expect(String(body)).toBe(
			'text=p%C3%A3o+%26+caf%C3%A9&page=1&tags=a&tags=b&near=%7B%22city%22%3A%22Recife%22%7D',
		);
		expect(String(build('order.search', { text: null }).body)).toBe('text=');
	});

	it('is multipart where it carries a file', async () => {
		const file = { bytes: new Uint8Array([1, 2, 3]), fileName: 'pao.png', mediaType: 'image/png' };
		const { body } = build('product.setPhoto', { productId: 'a1', file, caption: 'Pão', tags: ['a', 'b'] });
		const form = body as unknown as FormData;
		expect(form).toBeInstanceOf(FormData);
		expect([form.get('caption'), form.getAll('tags')]).toEqual(['Pão', ['a', 'b']]);
		const sent = form.get('file') as File;
		expect([sent.name, sent.type, (await sent.arrayBuffer()).byteLength]).toEqual([
			'pao.png',
			'image/png',
			3,
		]);
	});
});

describe('every request', () => {
	it('has a time limit, follows no redirect and lets only a 401 throw', () => {
		expect(build('category.getAll', { menu: 'a' })).toMatchObject({
			timeout: 30_000,
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
			ignoreHttpStatusErrors: { ignore: true, except: [401] },
			returnFullResponse: true,
			json: true,
		});
	});
});
