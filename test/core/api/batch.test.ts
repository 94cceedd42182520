import type { INodeParameters, NodeApiError } from 'n8n-workflow';
import { executeOperation } from '../../../core/api/execute';
import { canvas, type Canvas } from './support/canvas';
import { padaria } from './support/padaria';

const itemsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ json: { index } }));

const accepted = (id: number) => ({ id, Accepted: true });
const rejected = (id: number, text?: unknown) => ({ id, Accepted: false, Error: { Text: text } });

async function run(given: Canvas) {
	const { context, requests } = canvas(given);
	const [items = []] = await executeOperation(context, padaria);
	return { items, bodies: requests.map(({ body }) => body) };
}

async function refused(given: Canvas) {
	const { context, requests } = canvas(given);
	const error = await executeOperation(context, padaria).then(
		() => undefined,
		(problem: NodeApiError) => problem,
	);
	return { words: [error?.message, error?.description], requests };
}

/** Imports one order per item; the platform takes three at a time and answers these rows. */
const importing = (count: number, answers: unknown[], continueOnFail = false): Canvas => ({
	operation: 'order.import',
	items: itemsOf(count),
	set: (index) => ({ number: String(index + 1), amount: 10 }),
	continueOnFail,
	answer: (_, call) => ({ body: { Results: answers[call] } }),
});

describe('an operation that takes many at once', () => {
	it('sends as many items in one request as the platform takes, and every row goes on with its item', async () => {
		const { items, bodies } = await run(
			importing(4, [[accepted(1), { id: 2, Updated: true }, accepted(3)], [accepted(4)]]),
		);
		expect(bodies).toEqual([
			[
				{ number: '1', amount: 10 },
				{ number: '2', amount: 10 },
				{ number: '3', amount: 10 },
			],
			[{ number: '4', amount: 10 }],
		]);
		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[1, { item: 0 }],
			[2, { item: 1 }],
			[3, { item: 2 }],
			[4, { item: 3 }],
		]);
	});

	it('with Continue On Fail a refused row is the error of its item, the others go on', async () => {
		const { items } = await run(importing(3, [[accepted(1), rejected(2, ''), accepted(3)]], true));
		expect(items.map(({ error }) => error !== undefined)).toEqual([false, true, false]);
		expect(items[1]).toMatchObject({
			json: {
				error: 'Padaria refused this row: no reason given',
				description:
					'The other rows of the same call were judged on their own. Correct this one and send only it.',
			},
			pairedItem: { item: 1 },
		});
	});

	it('says which rows were refused and how many were not, so that nobody sends those again', async () => {
		const { words, requests } = await refused(
			importing(5, [[accepted(1), rejected(2, 'Valor inválido'), rejected(3)]]),
		);
		expect(words).toEqual([
			'Padaria refused 2 of 3 rows',
			'Refused: row 2: Valor inválido; row 3: no reason given. The other 1 were accepted: do not send them again. Set On Error to Continue to get each row by itself. 2 more were not sent.',
		]);
		expect(requests).toHaveLength(1);
	});

	it('says when no row was accepted, and lists no more rows than one reads', async () => {
		const rows = (from: number) => [0, 1, 2].map((index) => rejected(from + index, 'não'));
		const { words } = await refused(importing(3, [rows(1)]));
		expect(words[0]).toBe('Padaria refused 3 of 3 rows');
		expect(words[1]).toMatch(/row 3: não\. No row was accepted\.$/);
	});

	it('tells of a platform that answers another number of rows: nobody knows which ones it took', async () => {
		const { words } = await refused(importing(2, [[accepted(1)]]));
		expect(words[0]).toBe('The platform answered 1 rows to 2 entries');
		expect((await refused(importing(2, [undefined]))).words[0]).toBe(
			'The platform answered without rows to 2 entries',
		);
	});

	it('that fails as a whole is the error of every item in it, and of no other', async () => {
		const { items } = await run({
			...importing(4, [[accepted(1)], [accepted(4)]], true),
			answer: (_, call) => (call === 0 ? { status: 500 } : { body: { Results: [accepted(4)] } }),
		});
		expect(items.map(({ error, json }) => (error ? json.error : json.id))).toEqual([
			...[1, 2, 3].map(() => 'Padaria is not working properly at the moment (HTTP 500)'),
			4,
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		expect((items[2]?.error as NodeApiError).context.itemIndex).toBe(2);
	});

	it('that fails after others were taken tells that those must not be sent again', async () => {
		const { words } = await refused({
			...importing(5, []),
			answer: (_, call) =>
				call === 0 ? { body: { Results: [accepted(1), accepted(2), accepted(3)] } } : { status: 500 },
		});
		expect(words[0]).toBe('Padaria is not working properly at the moment (HTTP 500)');
		expect(words[1]).toMatch(/3 rows of earlier requests were accepted: do not send them again\.$/);
	});

	it('is not sent at all while one item is not filled in, unless errors may continue', async () => {
		const set = (index: number): INodeParameters => ({ number: index === 1 ? '' : 'A', amount: 1 });
		const { words, requests } = await refused({ ...importing(2, [[accepted(1)]]), set });
		expect(words[0]).toBe('The field "Number" is empty');
		expect(requests).toHaveLength(0);
		const { items, bodies } = await run({ ...importing(3, [[accepted(1), accepted(3)]], true), set });
		expect(bodies).toHaveLength(1);
		expect(items.map(({ json }) => json.error ?? json.id)).toEqual([1, 'The field "Number" is empty', 3]);
	});
});

describe('a batch with members beside its rows', () => {
	const stock = (count: number, set: Canvas['set']): Canvas => ({
		operation: 'menu.setStock',
		items: itemsOf(count),
		set,
		answer: ({ body }) => ({
			body: { lines: (body as unknown as { lines: object[] }).lines.map((line) => ({ ...line, ok: true })) },
		}),
	});

	it('shares a request among items that agree in them, whatever their order', async () => {
		const { items, bodies } = await run(
			stock(4, (index) => ({ store: index === 1 ? 'B' : 'A', sku: `S${index}` })),
		);
		expect(bodies).toEqual([
			{
				store: 'A',
				lines: [
					{ sku: 'S0', unit: 'piece' },
					{ sku: 'S2', unit: 'piece' },
				],
			},
			{ store: 'A', lines: [{ sku: 'S3', unit: 'piece' }] },
			{ store: 'B', lines: [{ sku: 'S1', unit: 'piece' }] },
		]);
		expect(items.map(({ json }) => json.sku)).toEqual(['S0', 'S1', 'S2', 'S3']);
	});

	it('can empty a member of a row', async () => {
		const { bodies } = await run(
			stock(1, { store: 'A', sku: 'S', additionalFields: { clearFields: ['amount'] } }),
		);
		expect(bodies[0]).toEqual({ store: 'A', lines: [{ sku: 'S', unit: 'piece', amount: null }] });
	});

	it('sends values that are no objects, and hands the one answer on for each item', async () => {
		const { items, bodies } = await run({
			operation: 'menu.setSoldOut',
			items: itemsOf(2),
			set: (index) => ({ body: `C${index}` }),
			answer: () => ({ body: '' }),
		});
		expect(bodies).toEqual([['C0', 'C1']]);
		expect(items.map(({ json }) => json)).toEqual([{ success: true }, { success: true }]);
	});
});
