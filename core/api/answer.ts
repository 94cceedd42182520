import type { IDataObject } from 'n8n-workflow';
import type { Fault, FaultPlace } from './errors';
import { faultInside, faultOfMissing } from './errors';
import { at, isRecord } from './path';
import type { Answer } from './types';

/** The failure that a 2xx answer hides in its content, if any. */
export function faultInAnswer(place: FaultPlace, status: number, body: unknown): Fault | undefined {
	const { success, found } = place.operation.answer ?? {};
	// a success without content, such as 204, has nothing to look into
	if (isEmpty(body)) return undefined;
	if (success && !success.oneOf.includes(at(body, success.path) as string)) {
		return faultInside(
			place,
			status,
			body,
			success.message === undefined ? undefined : at(body, success.message),
		);
	}
	return found === undefined || at(body, found) !== undefined ? undefined : faultOfMissing(place, body);
}

export function isEmpty(body: unknown): boolean {
	return body === undefined || body === null || (typeof body === 'string' && body.trim() === '');
}

/** The part of an answer that is handed on, without what must stay here. */
export function unwrap(answer: Answer | undefined, body: unknown): unknown {
	if (answer?.empty === 'deleted') return { deleted: true };
	if (answer?.empty === 'success') return { success: true };
	const value = partOf(answer, body);
	const rows = answer?.keyed && isRecord(value) ? Object.values(value) : value;
	return withoutMembers(rows, answer?.without);
}

function partOf(answer: Answer | undefined, body: unknown): unknown {
	if (answer?.items === undefined) return body;
	if (!/(^|\.)\*$/.test(answer.items)) return at(body, answer.items);
	return onlyList(at(body, answer.items.replace(/\.?\*$/, '')));
}

/** The one list in an object of which the document does not know the name; anything else is handed on as it is. */
function onlyList(value: unknown): unknown {
	const lists = isRecord(value) ? Object.values(value).filter(Array.isArray) : [];
	return lists.length === 1 ? lists[0] : value;
}

/** An unwrapped answer as n8n rows: lists become one row each, a missing list none, bare values an object. */
export function rowsOf(value: unknown): IDataObject[] {
	if (value === undefined || value === null || value === '') return [];
	if (!Array.isArray(value)) return [isRecord(value) ? (value as IDataObject) : { value: value as string }];
	return value.map((row) => (isRecord(row) ? (row as IDataObject) : { value: row as string }));
}

/** A value without the members at these paths, in each row where it is a list; what was given is left as it is. */
function withoutMembers(value: unknown, paths: string[] = []): unknown {
	if (paths.length === 0) return value;
	if (Array.isArray(value)) return value.map((row) => withoutMembers(row, paths));
	return paths.reduce((kept, path) => withoutMember(kept, path.split('.')), value);
}

function withoutMember(value: unknown, [name = '', ...inner]: string[]): unknown {
	if (!isRecord(value) || !(name in value)) return value;
	const { [name]: member, ...rest } = value;
	return inner.length === 0 ? rest : { ...value, [name]: withoutMember(member, inner) };
}

/** A batch answer's row: its content, and the platform's reason when it was refused. */
export interface BatchRow {
	json: IDataObject;
	refused?: string;
}

/** Splits a batch answer into rows, each with its own success; undefined where it has no rows. */
export function batchRows(rows: NonNullable<Answer['rows']>, body: unknown): BatchRow[] | undefined {
	const list = at(body, rows.path);
	if (!Array.isArray(list)) return undefined;
	return rowsOf(list).map((json) => {
		if (rows.flags.some((flag) => json[flag] === true)) return { json };
		const reason = at(json, rows.message);
		return { json, refused: typeof reason === 'string' && reason !== '' ? reason : 'no reason given' };
	});
}
