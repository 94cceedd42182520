import { Collection, handlersFor, type Row } from '../../sandbox/collections';
import type { ApiCall } from '../../sandbox/strict-api';

const call = (params: Record<string, string> = {}, body: unknown = {}, query = {}): ApiCall => ({
	params,
	body,
	query,
	files: {},
	headers: {},
});

let categories: Collection;
let items: Collection;
beforeEach(() => {
	categories = new Collection({ name: 'category', key: 'id', firstNumber: 101 });
	items = new Collection({
		name: 'item',
		key: 'code',
		inside: categories,
		idOf: (number) => `I${number}`,
		defaults: (number) => ({ place: number, price: 0 }),
		sample: (number) => ({ name: `Item ${number}` }),
	});
	categories.create({ name: 'Drinks' });
	categories.create({ name: 'Food' });
});

const namesIn = (parent?: number) => items.list(parent).map(({ name }) => name);

describe('a collection', () => {
	it('numbers what is created, never twice', () => {
		expect(items.create({ name: 'Juice' }, 101)).toEqual({ code: 'I1', place: 1, price: 0, name: 'Juice' });
		items.delete('I1');
		expect(items.create({ name: 'Water' }, 101)).toMatchObject({ code: 'I2' });
		items.clear();
		expect(items.create({ name: 'Tea' }, 101)).toMatchObject({ code: 'I3' });
	});

	it('takes the id that an entry brings, and numbers around it', () => {
		items.create({ code: 'I1', name: 'Juice' }, 101);
		expect(items.create({ name: 'Water' }, 101)).toMatchObject({ code: 'I2' });
	});

	it('changes an entry but for its id', () => {
		items.create({ name: 'Juice' }, 101);
		items.update('I1', { price: 5, code: 'other' });
		expect(items.get('I1')).toMatchObject({ code: 'I1', name: 'Juice', price: 5 });
		expect(items.update('I9', { price: 5 })).toBeUndefined();
	});

	it('keeps children apart, moves them, and deletes them with their parent', () => {
		items.create({ name: 'Juice' }, 101);
		items.create({ name: 'Rice' }, 102);
		expect([namesIn(), namesIn(101), namesIn(102)]).toEqual([['Juice', 'Rice'], ['Juice'], ['Rice']]);
		items.move('I1', 102);
		expect([namesIn(101), namesIn(102)]).toEqual([[], ['Juice', 'Rice']]);
		expect(categories.delete(102)).toBe(true);
		expect([namesIn(), categories.delete(102)]).toEqual([[], false]);
	});

	it('sorts as told, the rest behind', () => {
		for (const name of ['a', 'b', 'c']) items.create({ name }, 101);
		items.sort(['I3', 'I9', 'I2']);
		expect(namesIn()).toEqual(['c', 'b', 'a']);
	});

	it.each([0, 1, 3, 100])('holds exactly %i entries when it is filled so', (count) => {
		items.create({ name: 'Rice' }, 102);
		for (const name of ['a', 'b']) items.create({ name }, 101);
		items.fill(count, 101);
		expect(namesIn(101)).toHaveLength(count);
		expect(namesIn(101).slice(0, 2)).toEqual(['a', 'b'].slice(0, count));
		expect(namesIn(102)).toEqual(['Rice']);
		expect(new Set(items.list().map((row) => items.idOf(row))).size).toBe(count + 1);
	});

	it('cannot be filled in a parent that is not there', () => {
		expect(() => items.fill(3, 999)).toThrow('No category 999');
	});
});

describe('the handlers of a collection', () => {
	const { list, get, create, update, remove } = handlersFor({
		list: (rows) => ({ status: 200, body: rows.map(({ name }) => name) }),
		get: (row) => ({ status: 200, body: row.name }),
		created: (row) => ({ status: 201, body: row.name }),
		updated: (row) => ({ status: 200, body: row.name }),
		deleted: (row) => ({ status: 200, body: `no ${String(row.name)}` }),
		missing: ({ name }, id) => ({ status: 404, body: `no ${name} ${id}` }),
	});
	beforeEach(() => {
		create(items)(call({ categoryId: '101' }, { name: 'Juice' }));
		create(items)(call({ categoryId: '102' }, { name: 'Rice' }));
	});

	it('list all, those of a parent, or those that a query asks for', () => {
		const where = (row: Row, query: Record<string, string>) => row.name === query.name;
		expect(list(items)(call()).body).toEqual(['Juice', 'Rice']);
		expect(list(items)(call({ categoryId: '102' })).body).toEqual(['Rice']);
		expect(list(items, { where })(call({}, {}, { name: 'Juice' })).body).toEqual(['Juice']);
	});

	it('read, change and delete the entry that the last id names', () => {
		const keep = (body: Row, before?: Row) => ({ name: `${String(before?.name)} ${String(body.name)}` });
		expect(get(items)(call({ categoryId: '101', id: 'I1' })).body).toBe('Juice');
		expect(update(items, { keep })(call({ id: 'I1' }, { name: 'XL' })).body).toBe('Juice XL');
		expect(remove(items)(call({ id: 'I1' })).body).toBe('no Juice XL');
		expect(items.has('I1')).toBe(false);
	});

	it.each([
		['a parent that is not there', () => create(items)(call({ categoryId: '9' }, {})), 'no category 9'],
		['a list in such a parent', () => list(items)(call({ categoryId: '9' })), 'no category 9'],
		['an entry that is not there', () => update(items)(call({ id: 'I9' }, {})), 'no item I9'],
		['an entry of another parent', () => get(items)(call({ categoryId: '102', id: 'I1' })), 'no item I1'],
	])('do not know %s', (_what, attempt, body) => {
		expect(attempt()).toEqual({ status: 404, body });
	});
});
