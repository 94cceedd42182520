import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/**
 * How long a finished login serves those who come late, in milliseconds: n8n stores a new token only after the login, and an
 * item that read the credential a moment before would log in by itself.
 */
const LATE = 2_000;

interface Login {
	answer: Promise<unknown>;
	/** Milliseconds since 1970: until then it is shared. */
	until: number;
}

const logins = new Map<string, Login>();

/**
 * Logs in once for all that ask with the same credential at about the same time: the items of n8n's HTTP Request node run
 * side by side, and each would log in otherwise. A refused login is shared by those who wait for it, and by nobody later.
 * @param credentials as they are given to the login, with the token that is to be replaced; only a hash of them is kept
 */
export async function sharedLogin<Answer>(
	credentials: ICredentialDataDecryptedObject,
	login: () => Promise<Answer>,
): Promise<Answer> {
	const now = Date.now();
	for (const [key, { until }] of logins) if (until < now) logins.delete(key);
	const key = createHash('sha256').update(JSON.stringify(credentials)).digest('hex');
	const known = logins.get(key);
	if (known) return (await known.answer) as Answer;
	const answer = login();
	const shared: Login = { answer, until: Infinity };
	logins.set(key, shared);
	const [outcome] = await Promise.allSettled([answer]);
	if (outcome.status === 'fulfilled') shared.until = Date.now() + LATE;
	else logins.delete(key);
	return await answer;
}

/** As a new n8n process: nobody has logged in. */
export function forgetLogins(): void {
	logins.clear();
}
