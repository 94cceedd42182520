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
	/** The platform's orders as unified ones; without it they are handed on as they come. */
	orders?: PlatformOrders;
	/** Base URLs by the credential's `environment`; with `custom` its `baseUrl` is taken. */
	environments: Record<string, string>;
	/** The text that tells two accounts apart: a store number where the platform has one, else the login name. */
	accountOf(credentials: ICredentialDataDecryptedObject): string;
	/** The path of an operation as this account's server has it, braces and all; absent: as the document has it. */
	pathOf?(path: string, credentials: ICredentialDataDecryptedObject): string;
}

/** A platform whose orders are known as unified ones. */
export interface OrderPlatform extends PlatformNode {
	orders: PlatformOrders;
}
