import type { IDataObject, INodeProperties } from 'n8n-workflow';

/** How far an operation's path is proved. Only `inferred` ones are guesses, and are shown as such. */
export type Evidence = 'documented' | 'seen-in-code' | 'inferred';

/** What the build makes of one platform's OpenAPI document (`<Platform>.api.json`): plain data, no functions. */
export interface CompiledApi {
	/** `resource`, `operation` and every field below them, ready for a node's description. */
	properties: INodeProperties[];
	/** Every operation that the node or its code can call, by its id in the document, such as `order.getAll`. */
	operations: Record<string, Operation>;
	/** What fills searchable dropdowns and multiple choices, by the name of their method. */
	lists: Record<string, ListSource>;
	/** What each order verb asks beside the order, with its place in the form. */
	verbs: Record<string, Field[]>;
}

export interface Operation {
	/** `resource.operation`, as in the document. */
	id: string;
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Path below the base URL with `{name}` placeholders. */
	path: string;
	evidence: Evidence;
	/** Only code calls it: a person has no use for it. */
	internal?: boolean;
	/** Safe to send again after a network fault and to run side by side. Not the same as GET: some platforms read by POST. */
	read: boolean;
	fields: Field[];
	/** How the body is written, when the operation has one. */
	body?: 'json' | 'form' | 'multipart';
	/** A body is sent even where nothing was set. */
	bodyRequired?: boolean;
	/** A body without any member is refused before it is sent. */
	needsMember?: boolean;
	/** Node parameter that lists body members to send as null, such as `updateFields.clearFields`. */
	clear?: string;
	/** The action as a sentence, such as `Change the stage of an order`. */
	summary: string;
	paging?: Paging;
	answer?: Answer;
	/** Many items of the workflow go in one request: the body member that lists them ('' for the body itself). */
	batch?: { path: string; max: number };
	/** After a 429 without Retry-After the platform is asked again when this window has passed. */
	rateLimit?: { calls: number; seconds: number };
}

/** Where one value of the node's form goes in the request. */
export interface Field {
	/** Path of the node parameter, such as `stage` or `filters.start`; empty for what no person is asked. */
	parameter: string;
	in: 'path' | 'query' | 'header' | 'body';
	/** Name on the wire; in a body, the path of the member, such as `customer.address`. */
	name: string;
	/** Name of the field as a person sees it. */
	label: string;
	shape: Shape;
	required?: boolean;
	/** What is sent for a required field that was left empty, where the document allows an empty value. */
	emptyAs?: null | '';
	/** Always sent like this: the document leaves no choice. */
	fixed?: string | number | boolean;
	/** Belongs to the entry that an item gives to a batch. */
	entry?: boolean;
	/** Asked and sent only while another field has one of these values. */
	when?: { parameter: string; oneOf: string[] };
	/** The value names one existing thing; for an `order` a unified order's id is accepted as well. */
	reference?: 'order' | 'entry';
}

/** How a value of the form is turned into what the platform takes. */
export interface Shape {
	type:
		| 'string'
		| 'number'
		| 'integer'
		| 'boolean'
		| 'date'
		| 'dateTime'
		| 'time'
		| 'json'
		| 'file'
		| 'object'
		| 'array'
		| 'map';
	nullable?: boolean;
	/**
	 * `dateTime` only: `iso` (default), `seconds`, `milliseconds` since 1970, or `YYYY-MM-DD HH:mm:ss` of the store
	 * (`local`) or in UTC (`utc`).
	 */
	format?: 'iso' | 'seconds' | 'milliseconds' | 'local' | 'utc';
	/** Money is typed in reais; `cents` is sent as whole cents. */
	unit?: 'reais' | 'cents';
	/** Numbers the platform wants as text, with this decimal sign. */
	asText?: 'point' | 'comma';
	/** Objects in a fixed collection: the name of the group that n8n puts around the members. */
	group?: string;
	/** Files: largest size in bytes, and the media types the platform takes. */
	maxBytes?: number;
	accept?: string[];
	/** The value is sent as this member of an object whose other members are fixed, such as the currency of money. */
	inside?: { member: string; fixed: Record<string, string | number | boolean> };
	/** Elements of an array, or the groups of a map. */
	items?: Shape;
	/** Maps: the member of a group that becomes its key, and the one that is the entry where that is no object. */
	key?: Member;
	entry?: Member;
	/** Members of an object, by their name on the wire. */
	members?: Record<string, Member>;
}

export interface Member extends Shape {
	/** Path of the form value inside the group, such as `name` or `additionalFields.name`. */
	from: string;
	/** Name of the field as a person sees it. */
	label: string;
	/** Sent like this whenever the group is sent: the document leaves no choice. */
	fixed?: string | number | boolean;
	/** Sent only while another member of the group has one of these values. */
	when?: { from: string; oneOf: string[] };
}

export type Paging =
	/** The answer is whole: Return All and Limit cut it here. */
	| { style: 'none' }
	/** `offset` counts rows from 0, `limit` is the page size. */
	| { style: 'offset'; offset: string; limit: string; max: number; in: 'query' | 'body'; total?: string }
	/** `page` counts pages from `first`, `size` is the page size. */
	| {
			style: 'page';
			page: string;
			size: string;
			max: number;
			first: number;
			in: 'query' | 'body';
			total?: string;
	  };

export interface Answer {
	/**
	 * Dotted path of the part that is handed on, such as `data` or `Orders`; absent: the whole answer. A last step `*`
	 * is the only list there, whatever its name.
	 */
	items?: string;
	/** The rows are orders: they can be mapped to the unified order. */
	order?: boolean;
	/** The rows stand in an object, each under its key. */
	keyed?: boolean;
	/** A member that the answer has when the thing was found: some platforms answer 200 for a missing one. */
	found?: string;
	/** A 2xx answer whose `path` is none of `oneOf` is a failure; `message` says where its text stands. */
	success?: { path: string; oneOf: Array<string | number | boolean>; message?: string };
	/** Rows of a batch that tell their own success: `flag` names the members of which one must be true. */
	rows?: { path: string; flags: string[]; message: string };
	/** Dotted paths of members of each row that are not handed on: they hold secrets. */
	without?: string[];
	/** The answer has no body worth handing on: `{ deleted: true }` or `{ success: true }` stands for it. */
	empty?: 'deleted' | 'success';
	/** An answer 404 means: nothing found, an empty list. */
	notFoundIsEmpty?: boolean;
}

export interface ListSource {
	/** Operation that lists the entries. */
	operation: string;
	/** Member that becomes the value. */
	value: string;
	/** Text of an entry with `{path}` placeholders. */
	label: string;
	/** The list is asked for the last days only: wire names of the first and last day, and how many. */
	period?: { from: string; to?: string; days: number };
	/** The list is one inside another thing: wire names of its parameters, and the node parameters that hold them. */
	given?: Record<string, string>;
	/** Wire name of the parameter by which the platform itself searches, and what it needs beside it. */
	search?: string;
	with?: Record<string, string>;
}

/** Calls operations of one platform's document. Made by `apiClient` (core/api/client.ts). */
export interface ApiClient {
	/**
	 * Sends one operation and resolves to its unwrapped answer.
	 * @param operation id in the document, such as `order.changeStage`
	 * @param values values by their name on the wire: path, query, header and body members alike
	 * @throws NodeApiError with a message for the user; `isTransientFault` tells whether waiting may help
	 */
	call(operation: string, values?: Record<string, unknown>): Promise<unknown>;
	/**
	 * Reads a list page by page.
	 * @param isEnough given each page's rows: true ends the reading
	 * @returns all rows read; throws like `call`, and then no row is handed on
	 */
	list(
		operation: string,
		values: Record<string, unknown>,
		isEnough?: (rows: IDataObject[]) => boolean,
	): Promise<IDataObject[]>;
}
