import type { IDataObject } from 'n8n-workflow';
import { rowsOf, unwrap } from './answer';
import { BadInput } from './badInput';
import type { PlatformClient } from './client';
import { at, isRecord } from './path';
import type { WireValues } from './request';
import { turns } from './turns';
import type { Operation, Paging } from './types';

type Paged = Exclude<Paging, { style: 'none' }>;

/** Turns of the event loop until n8n's client has connected and sent a request. */
const UNTIL_SENT = 4;

export interface ListOptions {
	/** Absent for all. */
	limit?: number;
	/** Corrects a guessed path. */
	requestPath?: string;
	/** Given each page's rows: true ends the reading. */
	isEnough?: (rows: IDataObject[]) => boolean;
	/**
	 * What to hand on instead of the rows. It is made of each page as it comes, so that a long list is never in memory
	 * twice, as it was sent and as it is wanted.
	 */
	made?: (rows: IDataObject[]) => IDataObject[];
}

/**
 * All rows of a list, or the first `limit` of them, with as few requests as the platform's pages allow. While the
 * platform makes a page, what is wanted is made of the page before.
 * @throws BadInput where the answer is no list, and where the platform sends the same page twice: going on would repeat
 * or drop rows in silence
 */
export async function listRows(
	client: Pick<PlatformClient, 'callWhole'>,
	operation: Operation,
	values: WireValues,
	{ limit, requestPath, isEnough, made = (rows) => rows }: ListOptions = {},
): Promise<IDataObject[]> {
	const paging = operation.paging ?? { style: 'none' };
	if (paging.style === 'none') {
		const body = await client.callWhole(operation.id, values, requestPath);
		return made(listed(operation, body).slice(0, limit));
	}
	const sizeAt = (offset: number) => {
		// page numbers only count alike while every page has the same size
		const wanted = limit === undefined || paging.style === 'page' ? limit : limit - offset;
		return Math.min(paging.max, wanted ?? paging.max);
	};
	const ask = async (page: number, offset: number) => {
		const place = pageValues(paging, page, offset, sizeAt(offset));
		return await client.callWhole(operation.id, { ...values, ...place }, requestPath);
	};
	const all: IDataObject[] = [];
	let count = 0;
	let previous: IDataObject[] = [];
	let asked = ask(0, 0);
	for (let page = 1; ; page++) {
		const body = await asked;
		const fresh = listed(operation, body);
		if (isSamePage(previous, fresh)) {
			throw new BadInput(
				'The platform sent the same page twice',
				`Nothing was handed on, because orders would be missing. Narrow the filters, or tell us about it: ${operation.id}.`,
			);
		}
		previous = fresh;
		const offset = count;
		count += fresh.length;
		const wanted = limit === undefined ? fresh : fresh.slice(0, limit - offset);
		const isDone =
			count >= (limit ?? Infinity) ||
			isEnough?.(fresh) === true ||
			isLast(paging, body, fresh.length, count, sizeAt(offset));
		if (!isDone) {
			asked = ask(page, count);
			// Where a row turns out to be no order, nobody waits for the next page any more
			asked.catch(() => undefined);
			await turns(UNTIL_SENT);
		}
		all.push(...made(wanted));
		if (isDone) return all;
	}
}

/**
 * Whether no page follows. A short page is the last one, unless the platform says that there are more: then its pages
 * are smaller than asked.
 */
function isLast(paging: Paged, body: unknown, came: number, count: number, size: number): boolean {
	const total = totalOf(paging, body);
	return came === 0 || (total === undefined ? came < size : count >= total);
}

/** Row by row, as the first one tells two pages apart in all but the rarest case: pages are large. */
function isSamePage(previous: IDataObject[], fresh: IDataObject[]): boolean {
	return (
		fresh.length > 0 &&
		fresh.length === previous.length &&
		fresh.every((row, index) => JSON.stringify(row) === JSON.stringify(previous[index]))
	);
}

/** An object where a list should be is a refusal in disguise, and would become a row of its own: an empty order. */
export function listed(operation: Operation, body: unknown): IDataObject[] {
	const value = unwrap(operation.answer, body);
	if (isRecord(value)) {
		throw new BadInput(
			`The answer to "${operation.summary}" is not a list`,
			`It is an object with ${Object.keys(value).slice(0, 20).join(', ') || 'nothing in it'}. Check the base URL of the credential.`,
		);
	}
	return rowsOf(value);
}

/** The wire values that ask for one page. */
export function pageValues(paging: Paged, page: number, offset: number, size: number): WireValues {
	return paging.style === 'offset'
		? { [`${paging.in}.${paging.offset}`]: offset, [`${paging.in}.${paging.limit}`]: size }
		: { [`${paging.in}.${paging.page}`]: paging.first + page, [`${paging.in}.${paging.size}`]: size };
}

/** How many rows there are in all, where the platform tells. */
export function totalOf(paging: Paged, body: unknown): number | undefined {
	const total = paging.total === undefined ? undefined : at(body, paging.total);
	const count =
		typeof total === 'number' || (typeof total === 'string' && total !== '') ? Number(total) : NaN;
	return Number.isFinite(count) ? count : undefined;
}
