import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { dayInZone } from '../order/time';
import type { PlatformNode } from '../platform';
import { BadInput } from './badInput';
import { apiClient } from './client';
import type { PlatformClient } from './client';
import { withItem } from './errors';
import { listed, pageValues, totalOf } from './paging';
import { at } from './path';
import type { WireValues } from './request';
import type { ListSource } from './types';

const DAY = 24 * 60 * 60 * 1000;

/** Pages that one look into a list reads at most: who has more types a part of the name, or the ID. */
const PAGES_AT_ONCE = 20;

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;
type LoadOptions = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

/** The methods behind a node's searchable dropdowns and multiple choices, one of each per list of the document. */
export function listMethods(platform: PlatformNode): {
	listSearch: Record<string, ListSearch>;
	loadOptions: Record<string, LoadOptions>;
} {
	const sources = Object.entries(platform.api.lists);
	return {
		listSearch: Object.fromEntries(
			sources.map(([name, source]) => [
				name,
				async function (this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) {
					return await search(this, platform, source, filter ?? '', Number(paginationToken ?? 0));
				},
			]),
		),
		loadOptions: Object.fromEntries(
			sources.map(([name, source]) => [
				name,
				async function (this: ILoadOptionsFunctions) {
					return await everyEntry(this, platform, source);
				},
			]),
		),
	};
}

async function search(
	context: ILoadOptionsFunctions,
	platform: PlatformNode,
	source: ListSource,
	filter: string,
	firstPage: number,
): Promise<INodeListSearchResult> {
	const reader = await listReader(context, platform, source, filter.trim());
	for (let page = firstPage; ; page++) {
		const { entries, isLast } = await reader(page);
		// the platform's own search is trusted: it may look into more than the name
		const found = source.search === undefined ? entries.filter(isNamed(filter)) : entries;
		const results = found.map(({ name, value }) => ({ name, value: String(value) }));
		if (isLast) return { results };
		if (results.length > 0 || page - firstPage + 1 === PAGES_AT_ONCE) {
			return { results, paginationToken: String(page + 1) };
		}
	}
}

async function everyEntry(
	context: ILoadOptionsFunctions,
	platform: PlatformNode,
	source: ListSource,
): Promise<INodePropertyOptions[]> {
	const reader = await listReader(context, platform, source, '');
	const all: INodePropertyOptions[] = [];
	for (let page = 0; page < PAGES_AT_ONCE; page++) {
		const { entries, isLast } = await reader(page);
		all.push(...entries);
		if (isLast) break;
	}
	return all;
}

interface Page {
	entries: INodePropertyOptions[];
	isLast: boolean;
}

/** Reads one page of a list after the other. */
async function listReader(
	context: ILoadOptionsFunctions,
	platform: PlatformNode,
	source: ListSource,
	filter: string,
): Promise<(page: number) => Promise<Page>> {
	const client = await apiClient(context, platform);
	const { paging = { style: 'none' as const }, ...operation } = client.operation(source.operation);
	const values = {
		...periodOf(source, client),
		...givenValues(context, platform, source),
		...(source.search !== undefined && filter !== '' ? { ...source.with, [source.search]: filter } : {}),
	};
	return async (page) => {
		const asked = paging.style === 'none' ? {} : pageValues(paging, page, page * paging.max, paging.max);
		const body = await client.callWhole(operation.id, { ...values, ...asked });
		const rows = listed(operation, body);
		const entries = rows.map((row) => entryOf(source, row)).filter(({ value }) => value !== '');
		// orders of some days come oldest first, and the newest is what a person looks for
		if (source.period) entries.reverse();
		if (paging.style === 'none') return { entries, isLast: true };
		const total = totalOf(paging, body);
		const seen = page * paging.max + rows.length;
		return {
			entries,
			isLast: rows.length === 0 || (total === undefined ? rows.length < paging.max : seen >= total),
		};
	};
}

function periodOf(source: ListSource, client: PlatformClient): WireValues {
	if (!source.period) return {};
	const { from, to, days } = source.period;
	const now = Date.now();
	return {
		[from]: dayInZone(now - days * DAY, client.store.timeZone),
		// a day more, as whether the last one is included is often not documented
		...(to === undefined ? {} : { [to]: dayInZone(now + DAY, client.store.timeZone) }),
	};
}

/** What the form says about the thing that the list is inside of. */
function givenValues(context: ILoadOptionsFunctions, platform: PlatformNode, source: ListSource): WireValues {
	return Object.fromEntries(
		Object.entries(source.given ?? {}).map(([wireName, parameter]) => {
			const value = context.getCurrentNodeParameter(parameter, { extractValue: true });
			if (value === undefined || value === null || value === '')
				throw notChosen(context, platform, parameter);
			return [wireName, value];
		}),
	);
}

function notChosen(context: ILoadOptionsFunctions, platform: PlatformNode, parameter: string): Error {
	const field = platform.api.properties.find(({ name }) => name === parameter);
	const problem = new BadInput(
		`Choose "${field?.displayName ?? parameter}" first`,
		'This list depends on it. Fill it in above, or type the ID here.',
	);
	return withItem(context.getNode(), problem);
}

/** `{path}` places of the label are filled from the row; what the row lacks leaves no gap. */
function entryOf(source: ListSource, row: IDataObject): INodePropertyOptions {
	const parts = source.label
		.split(' · ')
		.map((part) => part.replace(/\{([^}]+)\}/g, (_, path: string) => String(at(row, path) ?? '')));
	return {
		name: parts.filter((part) => part.trim() !== '').join(' · '),
		value: (at(row, source.value) ?? '') as string | number,
	};
}

function isNamed(filter: string): (entry: INodePropertyOptions) => boolean {
	const wanted = filter.trim().toLowerCase();
	return ({ name }) => name.toLowerCase().includes(wanted);
}
