import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

/**
 * Writes into the static data of a node that is called, in a way that n8n saves. n8n 2.41 saves them once it has stored
 * the execution, if they were changed. But before it stores the execution it wraps the same data once more, and forgets
 * that they were: only calls that start no execution, and the very first one, would be remembered. So they are written
 * again when n8n has gone on.
 * @param value JSON only. It becomes one text: n8n would wrap each order of an object anew with every call
 */
export function keep(context: IHookFunctions | IWebhookFunctions, name: string, value: object): void {
	const staticData = context.getWorkflowStaticData('node');
	const text = JSON.stringify(value);
	const write = () => {
		staticData[name] = text;
	};
	write();
	void sleep(0).then(write);
}

/** What `keep` wrote; where that is no such text, whatever is there, for the caller to judge. */
export function kept(context: IHookFunctions | IWebhookFunctions, name: string): unknown {
	const stored = context.getWorkflowStaticData('node')[name];
	try {
		return typeof stored === 'string' ? JSON.parse(stored) : stored;
	} catch {
		return stored;
	}
}
