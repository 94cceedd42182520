import type { Execution, N8nClient } from '../../sandbox/n8n/client';
import type { Contender, Receipt } from './count';
import { key } from './platforms';
import { RECEIVED } from './workflows';

const FINISHED = ['success', 'error', 'crashed', 'canceled'];
/** n8n lists no more at a time. */
const MOST = 100;

/**
 * Reads the executions that n8n has stored since the last time, from n8n's own interface.
 * @throws Error where there were too many to be sure that none was overlooked
 */
export async function harvest(client: N8nClient, contender: Contender): Promise<void> {
	const { workflowId, read, receipts, executions, failures, trigger, side } = contender;
	const summaries = await client.executions({ workflowId, status: FINISHED }, MOST);
	const fresh = summaries.filter(({ id }) => !read.has(Number(id)));
	if (fresh.length === MOST && read.size > 0) {
		throw new Error(`${contender.name}: more than ${MOST} executions since they were read last`);
	}
	for (const { id } of fresh.reverse()) {
		const execution = await client.execution(id);
		read.add(Number(id));
		executions[execution.status] = (executions[execution.status] ?? 0) + 1;
		const { error } = execution.data?.resultData ?? {};
		if (error) failures[error.message] = (failures[error.message] ?? 0) + 1;
		const idMember = 'calledId' in trigger.peer ? trigger.peer.calledId : trigger.peer.id;
		receipts.push(...receiptsOf(execution, side === 'ours' ? null : idMember));
	}
}

interface Event {
	id: string;
	type: string;
	redelivered: boolean;
}

/** @param idMember how the platform calls the number of an order, null for orders in our shape */
function receiptsOf(execution: Execution, idMember: string | null): Receipt[] {
	const run = execution.data?.resultData?.runData?.[RECEIVED]?.at(-1);
	const items = run?.data?.main?.[0] ?? [];
	return items.map(({ json }) => {
		const event = json.event as unknown as Event | undefined;
		const called = json.body as Record<string, unknown> | undefined;
		const number =
			idMember === null ? String(json.id).split(':').at(-1) : (json[idMember] ?? called?.[idMember]);
		return {
			orderId: key(number as string),
			executionId: Number(execution.id),
			status: execution.status,
			type: event?.type ?? 'received',
			eventId: event?.id ?? null,
			redelivered: event?.redelivered ?? false,
		};
	});
}
