import type { CompiledApi } from '../../core/api/types';
import type { PlatformNode } from '../../core/platform';
import { DELIVERY_DIRETO_ADDRESSES } from '../../credentials/DeliveryDiretoApi.credentials';
import api from './DeliveryDireto.api.json';

export const deliveryDireto: PlatformNode = {
	displayName: 'Delivery Direto',
	credential: 'deliveryDiretoApi',
	api: api as unknown as CompiledApi,
	environments: DELIVERY_DIRETO_ADDRESSES,
	// The user belongs to one store too, but this is the store's own name [A]
	accountOf: (credentials) => String(credentials.storeId ?? '').trim(),
};
