import type { IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

/**
 * Writes into the static data of a node that is called, in a way that n8n saves. n8n 2.41 saves them once it has stored
 * the execution, if they were changed. But before it stores the execution it wraps the same data once more, and forgets
 * that they were: only calls that start no execution, and the very first one, would be remembered. So they are written
 * again when n8n has gone on.
 * @param value JSON only
 */
export function keep(context: IWebhookFunctions, name: string, value: object): void {
	const staticData = context.getWorkflowStaticData('node');
	const write = () => {
		staticData[name] = { ...value };
	};
	write();
	void sleep(0).then(write);
}
