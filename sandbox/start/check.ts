import { setTimeout as wait } from 'node:timers/promises';
import { SetupProblem } from '../ensure-installed';
import type { Stage } from './stage';
import { followJourneys, journeyLine, missingStep, type Journey } from './journeys';

/** The trigger asks every minute; the rest is a matter of seconds. */
const millisecondsForAnOrder = 120_000;

/** What to look at when a step did not happen. */
const where = {
	placed: 'The sandbox did not take the order: look at sandbox/platforms/pigz.',
	'handed to n8n':
		'The trigger did not ask for the order: look at nodes/Pigz/PigzTrigger.node.ts and core/receive.',
	'row written': 'The Data Table has no row: look at the execution below, or at the node "Save in Orders".',
	'e-mail': 'No e-mail came: look at the execution below, or at the node "Send e-mail".',
	confirmed: 'The order was not confirmed on Pigz: look at the workflow "Pigz: confirm an order".',
} as const;

/**
 * Places one order and waits until it was confirmed on the sandbox.
 * @throws SetupProblem that names the first step that did not happen
 */
export async function checkOneOrder(stage: Stage): Promise<void> {
	const journeys = followJourneys(stage);
	try {
		journeys.onStep((_journey, step) => console.log(`  ✓ ${step}`));
		console.log('Placing an order; the workflow asks for new orders every minute.');
		const id = String(stage.sandbox.platform('pigz').placeOrder());
		const deadline = Date.now() + millisecondsForAnOrder;
		let journey: Journey | undefined;
		do {
			await wait(200);
			journey = journeys.all().find((candidate) => candidate.id === id);
			if (journey && !missingStep(journey)) {
				await proveRow(stage, id);
				console.log(journeyLine(journey));
				return;
			}
		} while (Date.now() < deadline);
		const missing = journey ? (missingStep(journey) ?? 'confirmed') : 'placed';
		throw new SetupProblem(
			`The order did not get to "${missing}" within ${millisecondsForAnOrder / 1000} seconds. ${await whatHappened(stage)}`,
			where[missing],
		);
	} finally {
		journeys.stop();
	}
}

/** The last thing that the workflows do is to note the confirmation in the row. */
async function proveRow(stage: Stage, id: string): Promise<void> {
	const deadline = Date.now() + 10_000;
	let found: unknown;
	while (Date.now() < deadline) {
		const rows = (await stage.n8n.rows(stage.demo.tableId)).filter(({ displayId }) => displayId === id);
		const [row] = rows;
		if (rows.length === 1 && row?.status === 'CONFIRMED' && row.confirmedAt) return;
		found = rows;
		await wait(200);
	}
	throw new SetupProblem(
		`The Data Table should have one confirmed row of order ${id}, but has ${JSON.stringify(found)}. ${await whatHappened(stage)}`,
		'look at the node "Note it in Orders" of the workflow "Pigz: confirm an order".',
	);
}

/** What n8n did and wrote, in sentences: the latest execution with its error, and the e-mails. */
async function whatHappened(stage: Stage): Promise<string> {
	const [latest] = await stage.n8n.executions();
	if (!latest) return 'n8n has not run any workflow.';
	const { data } = await stage.n8n.execution(latest.id);
	const { error, lastNodeExecuted } = data.resultData;
	const reason = error ? `: ${error.message}` : '';
	const mails = stage.inbox.messages.map(
		({ subject, text }) => `"${subject}" (… ${text.split('\n').at(-1)})`,
	);
	return (
		`The latest execution ended with "${latest.status}" at the node "${lastNodeExecuted}"${reason}. ` +
		`E-mails: ${mails.join(', ') || 'none'}.`
	);
}
