import { isLoginRefused } from '../api/errors';

/** When a login may be tried again, in milliseconds since 1970, and with what it was refused. */
const refused = new Map<string, { until: number; error: unknown }>();

/**
 * n8n tries a failed activation five times within 16 seconds, with two logins each: enough to lock an account whose
 * password was mistyped. The next scheduled poll asks again.
 */
const PAUSE = 50_000;

/**
 * Runs a poll unless the same login was refused just now.
 * @param login hash of the credential
 * @param now milliseconds since 1970
 * @throws what the poll throws; within the pause after a refused login its error again, without a request
 */
export async function sparingLogins<T>(login: string, now: number, poll: () => Promise<T>): Promise<T> {
	const known = refused.get(login);
	if (known && now < known.until) throw known.error;
	refused.delete(login);
	const outcome = poll();
	outcome.catch((error: unknown) => {
		if (isLoginRefused(error)) refused.set(login, { until: now + PAUSE, error });
	});
	return await outcome;
}
