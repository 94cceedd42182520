import type { CompiledApi } from '../../core/api/types';
import type { OrderPlatform } from '../../core/platform';
import { DIGIPIX_ADDRESSES } from '../../credentials/DigipixApi.credentials';
import api from './Digipix.api.json';
import { digipixOrders } from './order';

export const digipix: OrderPlatform = {
	displayName: 'Digipix',
	credential: 'digipixApi',
	api: api as unknown as CompiledApi,
	orders: digipixOrders,
	environments: DIGIPIX_ADDRESSES,
	// A client ID stands for one partner: orders carry its partnerId [S]
	accountOf: (credentials) => String(credentials.clientId ?? ''),
};
