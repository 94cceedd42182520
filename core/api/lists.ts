import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { dayInZone } from '../order/time';
import type { PlatformNode } from '../platform';
import { rowsOf } from './answer';
import { apiClient } from './client';
import type { PlatformClient } from './client';
import { at } from './path';
import type { WireValues } from './request';
import type { ListSource } from './types';

const DAY = 24 * 60 * 60 * 1000;

type ListSearch = (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;

/** The listSearch methods behind the node's searchable dropdowns, one per list of the document. */
export function listSearches(platform: PlatformNode): Record<string, ListSearch> {
	return Object.fromEntries(
		Object.entries(platform.api.lists).map(([name, source]) => [
			name,
			async function (this: ILoadOptionsFunctions, filter?: string) {
				const client = await apiClient(this, platform);
				const rows = rowsOf(await client.call(source.operation, periodOf(source, client)));
				return { results: matching(rows.map((row) => entryOf(source, row)).reverse(), filter) };
			},
		]),
	);
}

function periodOf(source: ListSource, client: PlatformClient): WireValues {
	if (!source.period) return {};
	const { from, to, days } = source.period;
	const now = Date.now();
	return {
		[from]: dayInZone(now - days * DAY, client.store.timeZone),
		// a day more, as whether the last one is included is often not documented
		[to]: dayInZone(now + DAY, client.store.timeZone),
	};
}

/** `{path}` places of the label are filled from the row; what the row lacks leaves no gap. */
function entryOf(source: ListSource, row: IDataObject): { name: string; value: string } {
	const parts = source.label
		.split(' · ')
		.map((part) => part.replace(/\{([^}]+)\}/g, (_, path: string) => String(at(row, path) ?? '')));
	return {
		name: parts.filter((part) => part.trim() !== '').join(' · '),
		value: String(at(row, source.value) ?? ''),
	};
}

function matching<T extends { name: string; value: string }>(entries: T[], filter = ''): T[] {
	const wanted = filter.trim().toLowerCase();
	return entries.filter((entry) => entry.value !== '' && entry.name.toLowerCase().includes(wanted));
}
