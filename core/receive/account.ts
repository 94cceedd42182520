import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { baseUrlOf } from '../account';
import type { OrderPlatform } from '../platform';
import { memoryKey } from './state';

/**
 * The name of what a trigger watches. Account and address tell two stores apart: the same e-mail can exist on the test
 * system. Filters are no part of it: with another filter the orders stay those that were handed over already.
 */
export function watchedKey(platform: OrderPlatform, credentials: ICredentialDataDecryptedObject): string {
	return memoryKey([
		platform.orders.platform,
		baseUrlOf(platform, credentials),
		platform.accountOf(credentials),
	]);
}
