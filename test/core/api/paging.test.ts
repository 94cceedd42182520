import type { IDataObject, IHttpRequestOptions, INodeParameters } from 'n8n-workflow';
import { executeOperation } from '../../../core/api/execute';
import { listRows } from '../../../core/api/paging';
import { turns } from '../../../core/api/turns';
import type { Operation } from '../../../core/api/types';
import { canvas, type Reply } from './support/canvas';
import { padaria } from './support/padaria';

const rowsFrom = (first: number, last: number) =>
	Array.from({ length: Math.max(0, last - first) }, (_, index) => ({
		id: first + index,
		number: String(first + index),
	}));

type Values = Record<string, unknown>;

/** Platforms with this many rows, each with the page rule of its document. */
const shops: Record<string, { max: number; answer: (values: Values, rows: number) => unknown }> = {
	// offset, without a total
	'customer.getAll': {
		max: 100,
		answer: ({ skip, take }, rows) =>
			rowsFrom(Number(skip), Math.min(rows, Number(skip) + Math.min(100, Number(take)))),
	},
	// offset, the platform says how many there are
	'order.getAll': {
		max: 100,
		answer: ({ offset, limit }, rows) => ({
			data: rowsFrom(Number(offset), Math.min(rows, Number(offset) + Number(limit))),
			paging: { total: rows },
		}),
	},
	// pages counted from 0
	'product.getAll': {
		max: 100,
		answer: ({ page, size }, rows) => {
			const first = Number(page) * Number(size);
			return { data: { rows: rowsFrom(first, Math.min(rows, first + Number(size))) } };
		},
	},
	// pages counted from 1, asked for in a form
	'order.search': {
		max: 50,
		answer: ({ page, rows: size }, rows) => {
			const first = (Number(page) - 1) * Number(size);
			return { code: 200, Orders: rowsFrom(first, Math.min(rows, first + Number(size))) };
		},
	},
};

function valuesOf(request: IHttpRequestOptions): Values {
	return request.body instanceof URLSearchParams
		? Object.fromEntries(request.body)
		: ((request.qs as Values | undefined) ?? {});
}

async function list(operation: string, rows: number, set: INodeParameters) {
	const { context, requests } = canvas({
		operation,
		set: { text: 'pão', output: 'raw', options: { skipDetails: true }, ...set },
		answer: (request) => ({ body: shops[operation]?.answer(valuesOf(request), rows) }),
	});
	const [items = []] = await executeOperation(context, padaria);
	return { ids: items.map(({ json }) => json.id), requests, items };
}

const all = { returnAll: true };
const ids = (count: number) => rowsFrom(0, count).map(({ id }) => id);

describe.each(Object.entries(shops))('the list %s', (operation, { max }) => {
	const knowsTotal = operation === 'order.getAll';

	it.each([0, 1, max - 1, max, max + 1, 2345])('returns all of %i rows, each once', async (rows) => {
		const { ids: returned, requests } = await list(operation, rows, all);
		expect(returned).toEqual(ids(rows));
		// a full last page could be followed by another, unless the platform tells how many there are
		const pages = knowsTotal ? Math.max(1, Math.ceil(rows / max)) : Math.floor(rows / max) + 1;
		expect(requests).toHaveLength(pages);
	});

	it.each([
		[1, 1],
		[max, 1],
		[max + 20, 2],
	])('with the limit %i asks %i times', async (limit, calls) => {
		const { ids: returned, requests } = await list(operation, 2345, { returnAll: false, limit });
		expect(returned).toEqual(ids(limit));
		expect(requests).toHaveLength(calls);
	});

	it('asks for no more rows than are wanted', async () => {
		const { requests } = await list(operation, 2345, { returnAll: false, limit: 7 });
		expect(Object.values(valuesOf(requests[0] as IHttpRequestOptions)).map(String)).toContain('7');
	});
});

describe('a list that comes whole', () => {
	const whole = (count: number, set: INodeParameters) => {
		const { context, requests } = canvas({
			set: { menu: 'a', ...set },
			answer: () => ({ body: ids(count) }),
		});
		return executeOperation(context, padaria).then(([items = []]) => ({ items, requests }));
	};

	it('is cut here, and bare values become objects', async () => {
		const { items, requests } = await whole(120, { returnAll: false, limit: 2 });
		expect(items).toEqual([
			{ json: { value: 0 }, pairedItem: { item: 0 } },
			{ json: { value: 1 }, pairedItem: { item: 0 } },
		]);
		expect(requests).toHaveLength(1);
		expect((await whole(120, all)).items).toHaveLength(120);
		expect((await whole(120, {})).items).toHaveLength(50);
	});

	it.each([
		[0, '0'],
		[-1, '-1'],
		[1.5, '1.5'],
		['', '""'],
		['many', '"many"'],
	])('is not asked for with the limit %j, which would drop rows in silence', async (limit, quoted) => {
		const { context, requests } = canvas({ set: { menu: 'a', returnAll: false, limit } });
		await expect(executeOperation(context, padaria)).rejects.toMatchObject({
			message: '"Limit" is not a whole number of 1 or more',
			description: `It is ${quoted}. Switch Return All on to get everything.`,
		});
		expect(requests).toHaveLength(0);
	});

	it('takes a limit that an expression gives as text', async () => {
		expect((await whole(9, { returnAll: false, limit: '3' })).items).toHaveLength(3);
	});
});

describe('a platform that pages in its own way', () => {
	const orders = async (answer: (values: Values, call: number) => Reply) => {
		const { context, requests } = canvas({
			operation: 'order.getAll',
			set: { ...all, output: 'raw', options: { skipDetails: true } },
			answer: (request, call) => answer(valuesOf(request), call),
		});
		const [items = []] = await executeOperation(context, padaria);
		return { ids: items.map(({ json }) => json.id), requests };
	};

	it('may send smaller pages than asked: its total says that there is more', async () => {
		const { ids: returned, requests } = await orders(({ offset }) => ({
			body: {
				data: rowsFrom(Number(offset), Math.min(120, Number(offset) + 50)),
				paging: { total: '120' },
			},
		}));
		expect(returned).toEqual(ids(120));
		expect(requests.map((request) => request.qs?.offset)).toEqual([0, 50, 100]);
	});

	it('may stop before its own total', async () => {
		const { ids: returned, requests } = await orders((_, call) => ({
			body: { data: call === 0 ? rowsFrom(0, 100) : [], paging: { total: 300 } },
		}));
		expect([returned.length, requests.length]).toEqual([100, 2]);
	});

	it.each([null, '', 'many', undefined])(
		'may send %j as its total: pages are read to the end',
		async (total) => {
			const { ids: returned } = await orders(({ offset }) => ({
				body: { data: rowsFrom(Number(offset), Math.min(150, Number(offset) + 100)), paging: { total } },
			}));
			expect(returned).toEqual(ids(150));
		},
	);

	it('must not send the same page twice: nothing is handed on', async () => {
		await expect(
			orders(() => ({ body: { data: rowsFrom(0, 100), paging: { total: 300 } } })),
		).rejects.toMatchObject({
			message: 'The platform sent the same page twice',
			description:
				'Nothing was handed on, because orders would be missing. Narrow the filters, or tell us about it: order.getAll.',
		});
	});
});

describe('while the platform makes a page', () => {
	const operation = padaria.api.operations['customer.getAll'] as Operation;
	const pageAt = (values: Values) =>
		rowsFrom(Number(values['query.skip']), Number(values['query.skip']) + 100);

	it('what is wanted is made of the page before', async () => {
		const log: string[] = [];
		const callWhole = async (_: string, values: Values = {}) => {
			log.push(`asked from ${String(values['query.skip'])}`);
			await turns(10);
			return pageAt(values);
		};
		const made = (rows: IDataObject[]) => {
			log.push(`made from ${String(rows[0]?.id)}`);
			return rows;
		};
		const all = await listRows({ callWhole }, operation, {}, { limit: 300, made });
		expect(all.map(({ id }) => id)).toEqual(ids(300));
		expect(log).toEqual([
			'asked from 0',
			'asked from 100',
			'made from 0',
			'asked from 200',
			'made from 100',
			'made from 200',
		]);
	});

	it('a row that is no order ends the reading with its own error, whatever the platform answers next', async () => {
		const unhandled = jest.fn();
		process.on('unhandledRejection', unhandled);
		const callWhole = async (_: string, values: Values = {}) => {
			await turns(1);
			if (values['query.skip'] === 0) return pageAt(values);
			throw new Error('the platform is down');
		};
		const made = () => {
			throw new Error('no order');
		};
		await expect(listRows({ callWhole }, operation, {}, { made })).rejects.toThrow('no order');
		await turns(10);
		process.off('unhandledRejection', unhandled);
		expect(unhandled).not.toHaveBeenCalled();
	});
});

describe('turns of the event loop', () => {
	it('let what was begun go on, as many as are waited for', async () => {
		let seen = 0;
		let isOver = false;
		const count = () => {
			seen++;
			if (!isOver) setImmediate(count);
		};
		setImmediate(count);
		await turns(20);
		isOver = true;
		expect(seen).toBeGreaterThanOrEqual(19);
	});

	it('do not mix up those who wait at the same time', async () => {
		const done: string[] = [];
		const waits = (name: string, count: number) => turns(count).then(() => done.push(name));
		await Promise.all([waits('long', 30), waits('short', 2)]);
		expect(done).toEqual(['short', 'long']);
	});
});
