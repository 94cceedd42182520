import type { IPollFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import type { Answer } from './answer';
import type { Desk, Note } from './desk';
import type { Parcel } from './gathering';
import { refuse } from './verify';

/** The answer to a call of which nothing is left to do. */
export const TAKEN: IWebhookResponseData = { webhookResponse: { received: true } };

/**
 * Ends a call that has something to hand over, together with others unless the person wants each order alone.
 * @param remember keeps what is remembered in the node's memory, which n8n saves with the execution
 */
export async function handOver<Noted extends { since: number }>(
	context: IWebhookFunctions,
	{ desk, parcel, answer }: { desk: Desk<Noted>; parcel: Parcel<Noted>; answer: Answer },
	remember: (told: ReadonlyArray<Note<Noted>>) => void,
): Promise<IWebhookResponseData> {
	desk.opened(parcel.eventId);
	const turn = isAlone(context) ? [parcel] : await desk.gathering.turn(parcel, answer);
	if (turn === 'taken') return TAKEN;
	if (turn === 'notTaken') {
		return refuse(context, { status: 503, message: 'The order could not be stored now' });
	}
	desk.note(turn, answer);
	remember(turn);
	return { ...TAKEN, workflowData: [turn.flatMap(({ items }) => items)] };
}

/** A test by hand takes no call of the published workflow, and gives it none. */
function isAlone(context: IWebhookFunctions): boolean {
	const { separateExecutions } = (context as unknown as IPollFunctions).getNodeParameter('options', {}) as {
		separateExecutions?: boolean;
	};
	return separateExecutions === true || context.getMode() === 'manual';
}
