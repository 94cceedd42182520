import type { IDataObject } from 'n8n-workflow';
import type { Fault, FaultPlace } from './errors';
import { faultInside } from './errors';
import { at, isRecord } from './path';
import type { Answer } from './types';

/** The failure that a 2xx answer hides in its content, if any. */
export function faultInAnswer(place: FaultPlace, status: number, body: unknown): Fault | undefined {
	const success = place.operation.answer?.success;
	if (!success || success.oneOf.includes(at(body, success.path) as string)) return undefined;
	return faultInside(
		place,
		status,
		body,
		success.message === undefined ? undefined : at(body, success.message),
	);
}

/** The part of an answer that is handed on. */
export function unwrap(answer: Answer | undefined, body: unknown): unknown {
	if (answer?.empty === 'deleted') return { deleted: true };
	if (answer?.empty === 'success') return { success: true };
	return answer?.items === undefined ? body : at(body, answer.items);
}

/** An unwrapped answer as n8n rows: lists become one row each, a missing list none, bare values an object. */
export function rowsOf(value: unknown): IDataObject[] {
	if (value === undefined || value === null || value === '') return [];
	if (!Array.isArray(value)) return [isRecord(value) ? (value as IDataObject) : { value: value as string }];
	return value.map((row) => (isRecord(row) ? (row as IDataObject) : { value: row as string }));
}

/** A batch answer's row: its content, and the platform's reason when it was refused. */
export interface BatchRow {
	json: IDataObject;
	refused?: string;
}

/** Splits a batch answer into rows, each with its own success. */
export function batchRows(rows: NonNullable<Answer['rows']>, body: unknown): BatchRow[] {
	return rowsOf(at(body, rows.path)).map((json) => {
		if (rows.flags.some((flag) => json[flag] === true)) return { json };
		const reason = at(json, rows.message);
		return { json, refused: typeof reason === 'string' && reason !== '' ? reason : 'no reason given' };
	});
}
