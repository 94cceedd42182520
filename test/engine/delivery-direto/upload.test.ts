import { byId, clock, HOUR, Store } from './store';
import type { INodeExecutionData } from 'n8n-workflow';

const store = new Store().open();

const PIXELS = Buffer.from('89504e470d0a1a0a', 'hex');
const MEGABYTE = 1_000_000;

const picture = (bytes: Buffer, mimeType = 'image/png', fileName = 'limonada.png'): INodeExecutionData => ({
	json: {},
	binary: { data: { data: bytes.toString('base64'), mimeType, fileName } },
});

const upload = async (item: INodeExecutionData, parameters = {}) =>
	await store.run('item.uploadImage', { id: byId(201), ...parameters }, [item]);

describe('an image', () => {
	it('arrives as the file that it is', async () => {
		const seen = store.watch();
		const run = await upload(picture(PIXELS));
		expect(run.error).toBeUndefined();
		const request = seen.find(({ path }) => path === '/v1/catalog/items/201/image');
		expect(request?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
		const text = request?.body.toString('latin1') ?? '';
		expect(text).toContain('name="file"; filename="limonada.png"');
		expect(text).toContain('Content-Type: image/png');
		expect(text).toContain(PIXELS.toString('latin1'));
	});

	it('arrives after the token has run out, too', async () => {
		await store.run('category.getAll');
		clock.pass(6 * HOUR);
		store.sandbox.clearRequests();
		expect((await upload(picture(PIXELS))).error).toBeUndefined();
		expect(store.arrived()).toEqual(['POST /v1/catalog/items/201/image']);
	});

	it('is taken from the field that the person named', async () => {
		const photo = { data: PIXELS.toString('base64'), mimeType: 'image/jpeg', fileName: 'x.jpg' };
		const run = await upload({ json: {}, binary: { photo } }, { file: 'photo' });
		expect(run.error).toBeUndefined();
	});
});

describe('a file that the platform would not take', () => {
	it('is refused for its type, before it is sent', async () => {
		const run = await upload(picture(PIXELS, 'application/pdf', 'menu.pdf'));
		expect(run.error?.message).toMatch(/^The file in "Image.*" is of type application\/pdf$/);
		expect(run.error?.description).toBe('Accepted types: image/jpeg, image/png.');
		expect(store.arrived()).toEqual([]);
	});

	it('is refused for its size, before it is sent', async () => {
		const run = await upload(picture(Buffer.alloc(10.5 * MEGABYTE)));
		expect(run.error?.message).toMatch(/^The file in "Image.*" is too large$/);
		expect(run.error?.description).toBe('It has 10.5 MB, the platform takes 10.0 MB at most.');
		expect(store.arrived()).toEqual([]);
	});

	it('is told where it is missing', async () => {
		const run = await upload({ json: {} });
		expect(run.status).toBe('error');
		expect(`${run.error?.message} ${run.error?.description}`).toMatch(/data/);
		expect(store.arrived()).toEqual([]);
	});
});
