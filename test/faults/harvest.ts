import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { IRunExecutionData } from 'n8n-workflow';
import { engineNode } from '../../sandbox/n8n/install';
import { unflatten } from '../../sandbox/n8n/unflatten';
import type { Contender, Receipt } from './count';
import { key } from './platforms';
import { RECEIVED } from './workflows';

/** An execution as n8n's database holds it. */
interface Stored {
	id: number;
	workflowId: string;
	status: string;
	data: string | null;
}

/** The same with what it holds. */
export type Execution = Omit<Stored, 'data'> & { data: IRunExecutionData | null };

/**
 * Run by the Node.js of n8n, which knows SQLite. Asking n8n itself for a hundred executions after each kill would keep it
 * from working for minutes on a small machine.
 */
const READER = `
const { DatabaseSync } = require('node:sqlite');
const [file, known] = process.argv.slice(1);
const database = new DatabaseSync(file, { readOnly: true });
const read = new Set(JSON.parse(known));
const finished = database.prepare("SELECT id, workflowId, status FROM execution_entity WHERE status IN ('success', 'error', 'crashed', 'canceled') ORDER BY id").all();
const data = database.prepare('SELECT data FROM execution_data WHERE executionId = ?');
for (const row of finished) {
	if (!read.has(row.id)) console.log(JSON.stringify({ ...row, data: data.get(row.id)?.data ?? null }));
}`;

/**
 * Reads the executions that n8n has stored since the last time, from its database.
 * @param read numbers of the executions that were read already; it grows
 * @throws Error where the database cannot be read
 */
export async function harvest(
	n8nDir: string,
	userFolder: string,
	contenders: Contender[],
	read: Set<number>,
): Promise<void> {
	const file = join(userFolder, '.n8n', 'database.sqlite');
	const reader = spawn(engineNode(n8nDir), ['-e', READER, file, JSON.stringify([...read])], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const ended = once(reader, 'close');
	let complaint = '';
	reader.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
	for await (const line of createInterface({ input: reader.stdout })) {
		const stored = JSON.parse(line) as Stored;
		read.add(stored.id);
		const contender = contenders.find(({ workflowId }) => workflowId === stored.workflowId);
		if (contender) note(contender, { ...stored, data: dataOf(stored.data) });
	}
	const [code] = (await ended) as [number | null];
	if (code !== 0) throw new Error(`n8n's database could not be read: ${complaint}`);
}

/** What n8n keeps in its tables, as the execution that it was. */
export const dataOf = (stored: string | null) =>
	stored === null ? null : (unflatten(stored) as IRunExecutionData);

/** Counts an execution among those of its workflow. */
export function note(contender: Contender, execution: Execution): void {
	const { receipts, held, executions, failures, trigger, side } = contender;
	executions[execution.status] = (executions[execution.status] ?? 0) + 1;
	const { error } = execution.data?.resultData ?? {};
	if (error) failures[error.message] = (failures[error.message] ?? 0) + 1;
	const idMember = 'calledId' in trigger.peer ? trigger.peer.calledId : trigger.peer.id;
	const ids = side === 'ours' ? null : idMember;
	receipts.push(...receiptsOf(execution, ids));
	if (execution.status === 'crashed') for (const id of heldBy(execution, ids)) held.add(id);
}

interface Event {
	id: string;
	type: string;
	redelivered: boolean;
}

/** Orders that an execution was about to work on when n8n was killed. */
function heldBy({ data }: Execution, idMember: string | null): string[] {
	const stack = data?.executionData?.nodeExecutionStack ?? [];
	const runs = Object.values(data?.resultData?.runData ?? {}).flat();
	const items = [...stack.map((step) => step.data), ...runs.map((run) => run.data)].flatMap(
		(held) => held?.main?.[0] ?? [],
	);
	return items.map(({ json }) => orderIdOf(json, idMember));
}

type Json = Record<string, unknown>;

/** @param idMember how the platform calls the number of an order, null for orders in our shape */
function orderIdOf(json: Json, idMember: string | null): string {
	const called = json.body as Json | undefined;
	const number =
		idMember === null ? String(json.id).split(':').at(-1) : (json[idMember] ?? called?.[idMember]);
	return key(number as string);
}

/** @param idMember how the platform calls the number of an order, null for orders in our shape */
function receiptsOf(execution: Execution, idMember: string | null): Receipt[] {
	const run = execution.data?.resultData?.runData?.[RECEIVED]?.at(-1);
	const items = run?.data?.main?.[0] ?? [];
	return items.map(({ json }) => {
		const event = json.event as unknown as Event | undefined;
		return {
			orderId: orderIdOf(json, idMember),
			executionId: execution.id,
			status: execution.status,
			type: event?.type ?? 'received',
			eventId: event?.id ?? null,
			redelivered: event?.redelivered ?? false,
		};
	});
}
