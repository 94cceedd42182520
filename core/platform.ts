import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { CompiledApi } from './api/types';
import type { PlatformOrders } from './order/platform';

/** Everything core needs to know of one platform. Each `nodes/<Platform>/platform.ts` exports one. */
export interface PlatformNode {
	/** Name as a person writes it, used in errors and hints. */
	displayName: string;
	/** Name of the credential type. */
	credential: string;
	/** What the build made of the platform's OpenAPI document. */
	api: CompiledApi;
	orders: PlatformOrders;
	/** Base URLs by the credential's `environment`; with `custom` its `baseUrl` is taken. */
	environments: Record<string, string>;
	/** The text that tells two accounts apart: a store number where the platform has one, else the login name. */
	accountOf(credentials: ICredentialDataDecryptedObject): string;
}
