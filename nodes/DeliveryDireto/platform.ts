import type { CompiledApi } from '../../core/api/types';
import type { OrderPlatform } from '../../core/platform';
import { DELIVERY_DIRETO_ADDRESSES } from '../../credentials/DeliveryDiretoApi.credentials';
import api from './DeliveryDireto.api.json';
import { deliveryDiretoOrders } from './order';

export const deliveryDireto: OrderPlatform = {
	displayName: 'Delivery Direto',
	credential: 'deliveryDiretoApi',
	api: api as unknown as CompiledApi,
	orders: deliveryDiretoOrders,
	environments: DELIVERY_DIRETO_ADDRESSES,
	// The user belongs to one store too, but this is the store's own name [A]
	accountOf: (credentials) => String(credentials.storeId ?? '').trim(),
};
