import { handlersFor, type Collection, type Manners, type Row } from '../../collections';
import type { ApiCall } from '../../strict-api';
import type { Reply } from '../../types';
import { asText, pageOf, rowsOnPage } from './shown';

/** A kind of thing in the store, and what its answers look like. */
export interface Resource {
	/** Tag of its operations in the document. */
	tag: string;
	/** Member that holds its number. */
	id: string;
	collection: Collection;
	/** What the store has from the start, or with `examples()`. */
	samples: readonly Row[];
	/** Member of the answer that lists it. */
	list: string;
	/** What of it works like that of every other thing. */
	does: Array<'getAll' | 'create' | 'get' | 'update' | 'delete'>;
	/** How it is shown in lists; by default every number is text. */
	listed?: (row: Row) => Row;
	detailed?: (row: Row) => Row;
	/** Whether a page comes with a total, as text or number. */
	params?: 'text' | 'number';
	where?: (row: Row, query: ApiCall['query']) => boolean;
	/** Whether something refers to it, so that it cannot be deleted. */
	isUsed?: (row: Row) => boolean;
	/** Answer to a change, where it is not the number alone. */
	updated?: (row: Row) => Row;
}

export type Handlers = Record<string, (call: ApiCall) => Reply>;

/** Rows per page where none are asked for; 20 on some pages [S], 10 on most. */
const DEFAULT_PAGE = 10;

export const failure = (status: number, message: string): Reply => ({ status, body: { message, status } });

export const notFound = (name: string): Reply => failure(404, `Not Found: ${name} does not exist`);

/** The handlers of a resource, by their operation in the document. */
export function handlersOf(resource: Resource): Handlers {
	const { collection, tag, does, where, isUsed } = resource;
	const { list, get, create, update, remove } = handlersFor(mannersOf(resource));
	const removeIt = remove(collection);
	const all: Record<Resource['does'][number], (call: ApiCall) => Reply> = {
		getAll: list(collection, { where }),
		get: get(collection),
		create: create(collection),
		update: update(collection),
		delete(call) {
			const row = collection.get(Object.values(call.params)[0] ?? '');
			return row && isUsed?.(row)
				? failure(409, `Conflict: ${collection.name} is used by orders`)
				: removeIt(call);
		},
	};
	return Object.fromEntries(does.map((operation) => [`${tag}.${operation}`, all[operation]]));
}

/** Answers of CS-Cart: the number of what was created or changed, nothing for what was deleted. */
export function mannersOf(resource: Resource): Manners {
	const { collection, detailed = (row: Row) => row } = resource;
	const numberOf = (row: Row) => ({ [resource.id]: collection.idOf(row) });
	return {
		list: (rows, { query }) => listReply(resource, rows, query),
		get: (row) => ({ status: 200, body: detailed(row) }),
		created: (row) => ({ status: 201, body: numberOf(row) }),
		updated: (row) => ({ status: 200, body: (resource.updated ?? numberOf)(row) }),
		deleted: () => ({ status: 204 }),
		missing: ({ name }) => notFound(name),
	};
}

/** One page of a resource. */
export function listReply(
	{ list, listed = asText, params }: Resource,
	rows: Row[],
	query: ApiCall['query'],
): Reply {
	const page = pageOf(query, DEFAULT_PAGE);
	const total_items = params === 'text' ? String(rows.length) : rows.length;
	return {
		status: 200,
		body: {
			[list]: rowsOnPage(rows, page).map(listed),
			...(params ? { params: { ...page, total_items } } : {}),
		},
	};
}
