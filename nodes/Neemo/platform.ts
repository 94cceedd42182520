import type { CompiledApi } from '../../core/api/types';
import type { PlatformNode } from '../../core/platform';
import { NEEMO_ADDRESSES } from '../../credentials/NeemoApi.credentials';
import api from './Neemo.api.json';

export const neemo: PlatformNode = {
	displayName: 'Neemo',
	credential: 'neemoApi',
	api: api as unknown as CompiledApi,
	environments: NEEMO_ADDRESSES,
	// A token is for one store, and only the button's call names the store's number; never shown but as a hash
	accountOf: (credentials) => String(credentials.token ?? ''),
};
