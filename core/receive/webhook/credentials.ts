import type { ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { OrderPlatform } from '../../platform';

/** Milliseconds: how late a changed credential is noticed, and how long its secrets stay in memory after a call. */
const LASTING = 5000;

const lately = new Map<string, Promise<ICredentialDataDecryptedObject>>();

/**
 * The node's credentials, read once for all calls of five seconds: n8n builds an isolate for its expressions with each
 * reading, which takes longer than everything else that is done for a call, and orders come in bursts.
 * @throws what n8n throws where they cannot be read; the next call tries again
 */
export async function credentialsOfCall(
	context: IWebhookFunctions,
	{ credential }: Pick<OrderPlatform, 'credential'>,
): Promise<ICredentialDataDecryptedObject> {
	const { id, credentials } = context.getNode();
	const of = JSON.stringify([context.getWorkflow().id, id, credential, credentials?.[credential]]);
	const known = lately.get(of);
	if (known) return await known;
	const reading = context.getCredentials<ICredentialDataDecryptedObject>(credential);
	lately.set(of, reading);
	void sleep(LASTING).then(() => lately.delete(of));
	reading.catch(() => lately.delete(of));
	return await reading;
}
