import type { ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';
import type { OrderPlatform } from '../../platform';

/** Milliseconds: how late a changed credential is noticed. */
const LASTING = 5000;

interface Reading {
	credentials: Promise<ICredentialDataDecryptedObject>;
	/** Milliseconds since 1970. */
	until: number;
}

const lately = new Map<string, Reading>();

/**
 * The node's credentials, read once for all calls of five seconds: n8n builds an isolate for its expressions with each
 * reading, which takes longer than everything else that is done for a call, and orders come in bursts. What is older
 * goes with the next call.
 * @throws what n8n throws where they cannot be read; the next call tries again
 */
export async function credentialsOfCall(
	context: IWebhookFunctions,
	{ credential }: Pick<OrderPlatform, 'credential'>,
): Promise<ICredentialDataDecryptedObject> {
	const now = Date.now();
	for (const [old, { until }] of lately) if (until <= now) lately.delete(old);
	const { id, credentials } = context.getNode();
	const of = JSON.stringify([context.getWorkflow().id, id, credential, credentials?.[credential]]);
	const known = lately.get(of);
	if (known) return await known.credentials;
	const reading = context.getCredentials<ICredentialDataDecryptedObject>(credential);
	lately.set(of, { credentials: reading, until: now + LASTING });
	reading.catch(() => lately.delete(of));
	return await reading;
}
