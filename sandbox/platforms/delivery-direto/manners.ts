import { handlersFor, type Collection, type Row } from '../../collections';
import type { Problem } from '../../bodies';
import type { ApiCall } from '../../strict-api';
import type { Reply } from '../../types';

/**
 * How Delivery Direto wraps answers [A]. Not documented, so the sandbox's choice: 200 with the entry for what was created
 * or updated, and the names of the lists other than orders, categories and items. 204 without a body for everything that
 * has nothing to tell is seen for two operations [D] [E].
 */

const DEFAULT_LIMIT = 30;

/** Names of the lists in `data`, by what their entries are called. [D] [E] [F] know orders, categories and items. */
const LIST_NAMES: Record<string, string> = {
	category: 'categories',
	property: 'properties',
	businessHour: 'businessHours',
	availability: 'availabilities',
	customerAddress: 'addresses',
	memberGetMember: 'memberGetMembers',
};
const listNameOf = (name: string) => LIST_NAMES[name] ?? `${name}s`;

export const success = (data: unknown): Reply => ({ status: 200, body: { status: 'success', data } });

/** Done, and nothing to tell. */
export const done = (): Reply => ({ status: 204 });

/** The text is for a person, in Portuguese [A]. */
export const refused = (status: number, code: string, message: string): Reply => ({
	status,
	body: { status: 'error', code, message },
});

export const notFound = () => refused(404, 'not_found', 'Registro não encontrado');

/** A page of a list that has offset and limit [A]. */
export function page(name: string, rows: unknown[], { query }: ApiCall): Reply {
	const currentOffset = Number(query.offset ?? 0);
	const limit = Number(query.limit ?? DEFAULT_LIMIT);
	return success({
		[listNameOf(name)]: rows.slice(currentOffset, currentOffset + limit),
		pagination: { currentOffset, limit, totalItems: rows.length },
	});
}

/** A list that always comes whole. */
export const whole = (name: string, rows: unknown[]): Reply => success({ [listNameOf(name)]: rows });

/** How a part shows an entry; `call` is there for lists, whose query may say how much of it. */
export type Show = (row: Row, collection: Collection, call?: ApiCall) => Row;

/** Handlers for the collections whose lists come in pages, and for those that come whole. */
export function handlers(show: Show = (row) => row) {
	const one = (row: Row, collection: Collection) => success(show(row, collection));
	const manners = { get: one, created: one, updated: one, deleted: done, missing: notFound };
	const shown = (rows: Row[], call: ApiCall, collection: Collection) =>
		rows.map((row) => show(row, collection, call));
	return {
		paged: handlersFor({
			...manners,
			list: (rows, call, collection) => page(collection.name, shown(rows, call, collection), call),
		}),
		whole: handlersFor({
			...manners,
			list: (rows, call, collection) => whole(collection.name, shown(rows, call, collection)),
		}),
	};
}

/** A handler for a path whose ids must all be known, each in its collection. */
export const knowing =
	(known: Record<string, Collection>, handle: (call: ApiCall) => Reply) =>
	(call: ApiCall): Reply =>
		Object.entries(known).every(([parameter, collection]) => collection.has(call.params[parameter] ?? ''))
			? handle(call)
			: notFound();

/** In the words of the PHP library that checks requests for them, as quoted in [H]; all but the enum's are inferred. */
const WORDS: Record<string, string> = {
	enum: 'Value must be present in the enum',
	oneOf: 'Value must be present in the enum',
	const: 'Value must be present in the enum',
	required: 'Required property is missing',
	additionalProperties: 'Property is not allowed',
	unevaluatedProperties: 'Property is not allowed',
	type: 'Value has the wrong type',
};

/** What does not fit the document: 400 with one entry for each problem [A] [H]. */
export function failed(problems: Problem[]): Reply {
	const errors = problems.map(({ place, keyword, message }) => {
		const [, ...field] = place.split('.');
		const words = WORDS[keyword];
		return {
			message: words ? `Keyword validation failed: ${words}` : message,
			field: field.join('.') || null,
			// Theirs ends above; this one helps whoever uses the sandbox.
			sandbox: message,
		};
	});
	return { status: 400, body: { status: 'fail', errors } };
}

/** An unknown route answers a page of the storefront [H]. */
export const storefront = (): Reply => ({
	status: 404,
	html: `<!doctype html>
<html lang="pt-BR"><head><title>Loja não encontrada</title></head>
<body><h1>Loja não encontrada</h1><p>sandbox</p></body></html>
`,
});

/** Lower case, without accents: how people search. */
export const folded = (text: unknown) =>
	String(text ?? '')
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.toLowerCase();

/** Whether a row has what a filter asks for: `parts` are searched in, all others must be equal. */
export const matches =
	(filters: Record<string, string>, parts: string[] = ['name']) =>
	(row: Row, query: ApiCall['query']): boolean =>
		Object.entries(filters).every(([parameter, member]) => {
			const wanted = query[parameter];
			if (wanted === undefined) return true;
			const value = row[member];
			return parts.includes(parameter)
				? folded(value).includes(folded(wanted))
				: String(value ?? '') === wanted;
		});
