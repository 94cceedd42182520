import type { CompiledApi } from '../../core/api/types';
import type { OrderPlatform } from '../../core/platform';
import { PIGZ_ADDRESSES } from '../../credentials/PigzApi.credentials';
import { pigzOrders } from './order';
import api from './Pigz.api.json';

export const pigz: OrderPlatform = {
	displayName: 'Pigz',
	credential: 'pigzApi',
	api: api as unknown as CompiledApi,
	orders: pigzOrders,
	environments: PIGZ_ADDRESSES,
	// One store per account: no path or body carries a store number (inf)
	accountOf: (credentials) => String(credentials.email ?? ''),
};
