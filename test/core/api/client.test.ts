import { apiClient } from '../../../core/api/client';
import { batchRows, faultInAnswer, rowsOf, unwrap } from '../../../core/api/answer';
import { readFile } from '../../../core/api/files';
import type { Operation } from '../../../core/api/types';
import { FileReference } from '../../../core/api/wire';
import { canvas, type Canvas } from './support/canvas';
import { padaria } from './support/padaria';

const clientOf = async (answer: Canvas['answer']) => {
	const { context, requests } = canvas({ answer });
	return { client: await apiClient(context, padaria), requests };
};

describe('a platform as the triggers call it', () => {
	it('gives the answer without its envelope, or whole', async () => {
		const { client, requests } = await clientOf(() => ({ body: { data: [{ number: 1 }], paging: {} } }));
		expect(await client.call('order.getAll', { from: '2026-11-21' })).toEqual([{ number: 1 }]);
		expect(await client.callWhole('order.getAll')).toEqual({ data: [{ number: 1 }], paging: {} });
		expect(requests.map(({ qs }) => qs)).toEqual([{ from: '2026-11-21' }, undefined]);
		expect(await client.call('order.getAll')).toEqual([{ number: 1 }]);
	});

	it('knows the zone of the store and tells accounts apart', async () => {
		const stores = [{}, { user: 'ana ' }, { user: 'bia', timeZone: 'America/Manaus' }].map(
			async (credentials) => (await apiClient(canvas({ credentials }).context, padaria)).store,
		);
		const [one, same, other] = await Promise.all(stores);
		expect(one).toEqual(same);
		expect(one?.timeZone).toBe('America/Sao_Paulo');
		expect(other?.timeZone).toBe('America/Manaus');
		expect(other?.storeKey).not.toBe(one?.storeKey);
	});

	it('refuses a path value that is missing before anything is sent', async () => {
		const { client, requests } = await clientOf(() => ({}));
		await expect(client.call('order.get')).rejects.toThrow('The field "Order" is empty');
		expect(requests).toHaveLength(0);
	});
});

describe('an answer as rows', () => {
	it('is one row per entry, one for a single thing, none for nothing', () => {
		expect(rowsOf([{ a: 1 }, 'b', 3])).toEqual([{ a: 1 }, { value: 'b' }, { value: 3 }]);
		expect(rowsOf({ a: 1 })).toEqual([{ a: 1 }]);
		expect(rowsOf('ok')).toEqual([{ value: 'ok' }]);
		for (const nothing of [undefined, null, '', []]) expect(rowsOf(nothing)).toEqual([]);
	});

	it('is looked for where the document says', () => {
		expect(unwrap({ items: 'data.rows' }, { data: { rows: [1] } })).toEqual([1]);
		expect(unwrap({ items: 'data.rows' }, { data: [] })).toBeUndefined();
		expect(unwrap(undefined, { data: 1 })).toEqual({ data: 1 });
	});

	it('may be a failure for which the platform has no place for words', () => {
		const operation = padaria.api.operations['order.search'] as Operation;
		const answer = { success: { path: 'ok', oneOf: [true] } };
		const place = {
			platform: 'Padaria',
			operation: { ...operation, answer },
			address: 'api.padaria.example',
		};
		expect(faultInAnswer(place, 200, { ok: true })).toBeUndefined();
		expect(faultInAnswer(place, 200, { ok: false, error: 'não' })?.description).toBe('Padaria says: "não"');
	});

	it('tells of each row of a batch whether it was taken', () => {
		const rows = { path: 'Results', flags: ['Success'], message: 'Message' };
		const body = { Results: [{ Success: true }, { Success: 'true', Message: 'no' }, { Message: 5 }] };
		expect(batchRows(rows, body)?.map(({ refused }) => refused)).toEqual([
			undefined,
			'no',
			'no reason given',
		]);
	});
});

describe('a file', () => {
	const read = (accept: string[] | undefined, mimeType: string) => {
		const binary = { photo: { mimeType, data: 'AAEC' } };
		const { context } = canvas({ items: [{ json: {}, binary }] });
		return readFile(context, 0, new FileReference('photo', { type: 'file', accept }), 'Photo');
	};

	it('may be of any type where the platform names none, or of a family of types', async () => {
		expect((await read(undefined, 'text/plain')).bytes).toHaveLength(3);
		expect((await read(['image/*'], 'image/webp')).mediaType).toBe('image/webp');
		await expect(read(['image/*'], 'imagery/webp')).rejects.toThrow(
			'The file in "Photo" is of type imagery/webp',
		);
		await expect(read(['image/*'], '')).rejects.toThrow('is of type');
	});
});
