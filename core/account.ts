import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { BadInput } from './api/badInput';
import { accountKey } from './order/id';
import type { StoreContext } from './order/platform';
import { remember } from './order/remember';
import type { PlatformNode } from './platform';

const DEFAULT_TIME_ZONE = 'America/Sao_Paulo';

/**
 * The address that every request of this credential goes to, without a slash at its end.
 * @throws BadInput for an address that is none, or that would carry the password unencrypted over the internet
 */
export function baseUrlOf(
	platform: Pick<PlatformNode, 'displayName' | 'environments'>,
	credentials: ICredentialDataDecryptedObject,
): string {
	const named = platform.environments[String(credentials.environment)];
	const text = (named ?? String(credentials.baseUrl ?? '')).trim().replace(/\/+$/, '');
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && isNear(url.hostname))) {
		throw new BadInput(
			`The base URL "${text}" of the ${platform.displayName} credential is no full address that starts with https://`,
			'Plain http:// is accepted for this machine and private networks only.',
		);
	}
	return text;
}

/** Time zone and key of the store behind a credential. */
export function storeOf(platform: PlatformNode, credentials: ICredentialDataDecryptedObject): StoreContext {
	return {
		storeKey: accountKey(platform.accountOf(credentials)),
		timeZone: timeZoneOf(platform, credentials),
	};
}

/**
 * The store's time zone, Brazil's most used one where none is given.
 * @throws BadInput for a name that is none: it is told, not replaced in silence
 */
export function timeZoneOf(
	platform: Pick<PlatformNode, 'displayName'>,
	credentials: ICredentialDataDecryptedObject,
): string {
	const timeZone = String(credentials.timeZone ?? '').trim() || DEFAULT_TIME_ZONE;
	if (!isTimeZone(timeZone)) {
		throw new BadInput(
			`The store time zone "${timeZone}" of the ${platform.displayName} credential does not exist`,
			'Use a name such as America/Sao_Paulo, America/Manaus or America/Noronha.',
		);
	}
	return timeZone;
}

/** Looking a name up takes a millisecond, and every call and poll asks for the same one. */
const isTimeZone = remember(100, (name: string) => {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
});

/** This machine, a private network, or a bare name as container networks use them. */
function isNear(host: string): boolean {
	return (
		/^(localhost|127(\.\d+){3}|\[::1\]|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2})$/.test(
			host,
		) ||
		/^[a-z0-9-]+$/i.test(host) ||
		host.endsWith('.local') ||
		host.endsWith('.internal')
	);
}
