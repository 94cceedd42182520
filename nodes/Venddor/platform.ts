import type { CompiledApi } from '../../core/api/types';
import type { OrderPlatform } from '../../core/platform';
import { pathPrefixOf } from '../../credentials/VenddorApi.credentials';
import api from './Venddor.api.json';
import { venddorOrders } from './order';

export const venddor: OrderPlatform = {
	displayName: 'Venddor',
	credential: 'venddorApi',
	api: api as unknown as CompiledApi,
	orders: venddorOrders,
	// Every store has a host of its own [index-html]
	environments: {},
	// Order numbers are those of a store, and one e-mail can belong to several stores (inf)
	accountOf: ({ baseUrl, email }) => `${String(email ?? '')} ${hostOf(String(baseUrl ?? '').trim())}`,
	// Some pages fix the version in the path; the prefix stands for the plain one only
	pathOf: (path, credentials) => path.replace(/^\/api(?!\/(2\.0|v\d[\d.]*)\/)/, pathPrefixOf(credentials)),
};

function hostOf(address: string): string {
	return URL.canParse(address) ? new URL(address).host : address;
}
