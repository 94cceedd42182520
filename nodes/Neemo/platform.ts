import type { CompiledApi } from '../../core/api/types';
import type { OrderPlatform } from '../../core/platform';
import { NEEMO_ADDRESSES } from '../../credentials/NeemoApi.credentials';
import api from './Neemo.api.json';
import { neemoOrders } from './order';

export const neemo: OrderPlatform = {
	displayName: 'Neemo',
	credential: 'neemoApi',
	api: api as unknown as CompiledApi,
	orders: neemoOrders,
	environments: NEEMO_ADDRESSES,
	// A token is for one store, and only the button's call names the store's number; never shown but as a hash
	accountOf: (credentials) => String(credentials.token ?? ''),
};
