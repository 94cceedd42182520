import type { CompiledApi } from '../../core/api/types';
import type { PlatformNode } from '../../core/platform';
import { DIGIPIX_ADDRESSES } from '../../credentials/DigipixApi.credentials';
import api from './Digipix.api.json';

export const digipix: PlatformNode = {
	displayName: 'Digipix',
	credential: 'digipixApi',
	api: api as unknown as CompiledApi,
	environments: DIGIPIX_ADDRESSES,
	// A client ID stands for one partner: orders carry its partnerId [S]
	accountOf: (credentials) => String(credentials.clientId ?? ''),
};
