import type { ApiCall } from './strict-api';
import { Refusal, type Reply } from './types';

export type Id = string | number;
export type Row = Record<string, unknown>;

export interface CollectionOptions {
	/** How an entry is called in texts, such as `category`. */
	name: string;
	/** Member of an entry that holds its id. */
	key: string;
	/** What its entries lie in, such as the categories of items: an entry goes when the one around it goes. */
	inside?: Collection;
	/** Number of the first entry that gets one; the next ones count on. Default 1. */
	firstNumber?: number;
	/** The id of an entry by its number; default the number itself. */
	idOf?: (number: number) => Id;
	/** Members that an entry has when its creator did not send them. */
	defaults?: (number: number) => Row;
	/** What somebody could have sent to create an entry, for `fill`. */
	sample?: (number: number) => Row;
}

interface Entry {
	row: Row;
	parent: Id | undefined;
}

/** A list with a memory: what is created can be listed, read, changed and deleted. Ids are compared as text. */
export class Collection {
	private entries = new Map<string, Entry>();
	private readonly children: Collection[] = [];
	private nextNumber: number;

	constructor(private readonly options: CollectionOptions) {
		this.nextNumber = options.firstNumber ?? 1;
		options.inside?.children.push(this);
	}

	get name(): string {
		return this.options.name;
	}

	get inside(): Collection | undefined {
		return this.options.inside;
	}

	idOf(row: Row): Id {
		return row[this.options.key] as Id;
	}

	/** All entries, or those in one parent, in their order. */
	list(parent?: Id): Row[] {
		return [...this.entries.values()]
			.filter((entry) => parent === undefined || String(entry.parent) === String(parent))
			.map(({ row }) => row);
	}

	has(id: Id): boolean {
		return this.entries.has(String(id));
	}

	get(id: Id): Row | undefined {
		return this.entries.get(String(id))?.row;
	}

	parentOf(id: Id): Id | undefined {
		return this.entries.get(String(id))?.parent;
	}

	/** Gives an entry the next free id, or the one that it brings, and keeps it. */
	create(members: Row, parent?: Id): Row {
		const { key, idOf = (number: number): Id => number, defaults } = this.options;
		const brought = members[key] as Id | null | undefined;
		while (this.has(idOf(this.nextNumber))) this.nextNumber++;
		const number = this.nextNumber;
		const id = brought ?? idOf(number);
		if (brought === undefined || brought === null) this.nextNumber++;
		const row = { ...defaults?.(number), ...members, [key]: id };
		this.entries.set(String(id), { row, parent });
		return row;
	}

	/** Lays members over an entry; its id stays. */
	update(id: Id, members: Row): Row | undefined {
		const entry = this.entries.get(String(id));
		if (!entry) return undefined;
		entry.row = { ...entry.row, ...members, [this.options.key]: this.idOf(entry.row) };
		return entry.row;
	}

	/** Puts an entry into another parent. */
	move(id: Id, parent: Id): void {
		const entry = this.entries.get(String(id));
		if (entry) entry.parent = parent;
	}

	/** Deletes an entry and what lies in it. */
	delete(id: Id): boolean {
		for (const child of this.children) {
			for (const row of child.list(id)) child.delete(child.idOf(row));
		}
		return this.entries.delete(String(id));
	}

	/** Puts the named entries first, in this order. */
	sort(ids: Id[]): void {
		const first = ids.flatMap((id) => {
			const entry = this.entries.get(String(id));
			return entry ? [[String(id), entry] as const] : [];
		});
		this.entries = new Map([...first, ...this.entries]);
	}

	/** Creates an entry as somebody could have sent it. */
	createSample(parent?: Id): Row {
		return this.create(this.options.sample?.(this.nextNumber) ?? {}, parent);
	}

	/**
	 * Makes it hold exactly `count` entries, in one parent where it has parents; the oldest ones stay.
	 * @throws Refusal where that parent is not there
	 */
	fill(count: number, parent?: Id): void {
		const { inside } = this.options;
		if (parent !== undefined && inside && !inside.has(parent)) {
			throw new Refusal(`No ${inside.name} ${parent}: ask for the examples first`, 409);
		}
		const present = this.list(parent);
		for (const row of present.slice(count)) this.delete(this.idOf(row));
		for (let missing = count - present.length; missing > 0; missing--) this.createSample(parent);
	}

	/** Numbers go on counting, as those of a real platform would. */
	clear(): void {
		this.entries.clear();
	}
}

/** How a platform wraps what its lists answer. */
export interface Manners {
	/** One page of these rows, as the query asks for it. */
	list(rows: Row[], call: ApiCall, collection: Collection): Reply;
	get(row: Row, collection: Collection): Reply;
	created(row: Row, collection: Collection): Reply;
	updated(row: Row, collection: Collection): Reply;
	deleted(row: Row, collection: Collection): Reply;
	missing(collection: Collection, id: Id): Reply;
}

export interface ListChoices {
	/** Whether the query asks for this row. */
	where?: (row: Row, query: ApiCall['query']) => boolean;
}

export interface WriteChoices {
	/** What of a body is kept, and how; default all of it as it came. `before` is the entry to change. */
	keep?: (body: Row, before: Row | undefined, call: ApiCall) => Row;
}

type Handler = (call: ApiCall) => Reply;

/**
 * Makes the handlers of operations on collections:
 *
 *     const { list, create, update, remove } = handlersFor(manners);
 *     const operations = { 'category.getAll': list(categories), 'category.create': create(categories) };
 *
 * The last id in the path is that of the entry, and the one before it that of its parent; for list and create the last
 * one is the parent's. A list without an id in its path is that of all entries.
 */
export function handlersFor(manners: Manners) {
	/** Finds the entry that a path names, in the parent that it names. */
	const inPath = (collection: Collection, { params }: ApiCall, use: (row: Row, id: Id) => Reply): Reply => {
		const [id = '', parent] = Object.values(params).reverse();
		const row = collection.get(id);
		const elsewhere = collection.inside && parent !== undefined && String(collection.parentOf(id)) !== parent;
		return row && !elsewhere ? use(row, id) : manners.missing(collection, id);
	};

	/** Finds the parent that the path of a list names, where it names one. */
	const inParent = (
		{ inside }: Collection,
		{ params }: ApiCall,
		use: (parent: Id | undefined) => Reply,
	): Reply => {
		const named = Object.values(params).at(-1);
		if (!inside || named === undefined) return use(undefined);
		const parent = inside.get(named);
		return parent ? use(inside.idOf(parent)) : manners.missing(inside, named);
	};

	return {
		list:
			(collection: Collection, { where = () => true }: ListChoices = {}): Handler =>
			(call) =>
				inParent(collection, call, (parent) => {
					const rows = collection.list(parent).filter((row) => where(row, call.query));
					return manners.list(rows, call, collection);
				}),
		get:
			(collection: Collection): Handler =>
			(call) =>
				inPath(collection, call, (row) => manners.get(row, collection)),
		create:
			(collection: Collection, { keep = (body) => body }: WriteChoices = {}): Handler =>
			(call) =>
				inParent(collection, call, (parent) => {
					const row = collection.create(keep({ ...(call.body as Row) }, undefined, call), parent);
					return manners.created(row, collection);
				}),
		update:
			(collection: Collection, { keep = (body) => body }: WriteChoices = {}): Handler =>
			(call) =>
				inPath(collection, call, (before, id) => {
					const row = collection.update(id, keep({ ...(call.body as Row) }, before, call)) ?? before;
					return manners.updated(row, collection);
				}),
		remove:
			(collection: Collection): Handler =>
			(call) =>
				inPath(collection, call, (row, id) => {
					collection.delete(id);
					return manners.deleted(row, collection);
				}),
	};
}
