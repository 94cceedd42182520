import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { PlatformNode } from '../platform';
import { batchRows, rowsOf, unwrap } from './answer';
import type { BatchRow } from './answer';
import { BadInput } from './badInput';
import type { PlatformClient } from './client';
import { faultOfRow, faultOfRows, sameFor, toNodeApiError } from './errors';
import type { ItemError } from './failedItem';
import { failedItem } from './failedItem';
import { formValue, readForm } from './form';
import { batchEntry, ENTRIES } from './request';
import type { WireValues } from './request';
import type { Operation } from './types';

/** What one item gives to a batch. */
interface Entry {
	itemIndex: number;
	entry: unknown;
	/** What is no part of the entry: only entries that agree in it can share a request. */
	shared: WireValues;
	requestPath?: string;
}

type Batch = NonNullable<Operation['batch']>;

/**
 * Runs an operation that takes many entries at once: every item gives one, and as few requests as possible are sent.
 * A refused row is the error of its item; the accepted ones go on.
 * @throws NodeApiError where the workflow stops on errors: it says which rows were taken, so that nobody sends them again
 */
export async function runBatches(
	context: IExecuteFunctions,
	platform: PlatformNode,
	client: PlatformClient,
	operation: Operation & { batch: Batch },
): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[][] = context.getInputData().map(() => []);
	const refuse = (itemIndex: number, error: ItemError) => {
		if (!context.continueOnFail()) throw error;
		results[itemIndex] = [failedItem(error, itemIndex)];
	};
	const entries: Entry[] = [];
	for (const itemIndex of results.keys()) {
		try {
			entries.push(await entryOf(context, platform, client, operation, itemIndex));
		} catch (error) {
			refuse(itemIndex, sameFor(context.getNode(), error, itemIndex));
		}
	}
	const sent: BatchRow[] = [];
	for (const chunk of chunks(entries, operation.batch.max)) {
		let rows: BatchRow[];
		try {
			rows = rowsFor(operation, chunk, await send(client, operation, chunk));
		} catch (error) {
			for (const { itemIndex } of chunk) {
				const failed = sameFor(context.getNode(), error, itemIndex);
				if (sent.length > 0 && !context.continueOnFail()) tellOfAccepted(failed, sent.length);
				refuse(itemIndex, failed);
			}
			continue;
		}
		sent.push(...rows);
		if (rows.some((row) => row.refused !== undefined) && !context.continueOnFail()) {
			throw toNodeApiError(
				context.getNode(),
				faultOfRows(platform.displayName, sent, entries.length - sent.length),
				chunk[0]?.itemIndex,
			);
		}
		for (const [index, row] of rows.entries()) {
			const itemIndex = chunk[index]?.itemIndex ?? 0;
			if (row.refused === undefined) {
				results[itemIndex] = [{ json: row.json, pairedItem: { item: itemIndex } }];
			} else {
				const fault = faultOfRow(platform.displayName, row.refused);
				refuse(itemIndex, toNodeApiError(context.getNode(), fault, itemIndex));
			}
		}
	}
	return results.flat();
}

/** A request fails after others were taken: without this a person would send all items again. */
function tellOfAccepted(error: ItemError, count: number): void {
	error.description =
		`${error.description ?? ''} ${count} rows of earlier requests were accepted: do not send them again.`.trim();
}

async function entryOf(
	context: IExecuteFunctions,
	platform: PlatformNode,
	client: PlatformClient,
	operation: Operation,
	itemIndex: number,
): Promise<Entry> {
	const values = await readForm(context, platform, operation, client.store, itemIndex);
	const own = new Set(operation.fields.filter((field) => field.entry).map((field) => `body.${field.name}`));
	return {
		itemIndex,
		entry: batchEntry(operation, values),
		shared: Object.fromEntries(Object.entries(values).filter(([name]) => !own.has(name))),
		requestPath: formValue(context, 'options.requestPath', itemIndex) as string | undefined,
	};
}

/** Entries that agree in everything but their entries, at most `max` together. */
function* chunks(entries: Entry[], max: number): Generator<Entry[]> {
	const groups = new Map<string, Entry[]>();
	for (const entry of entries) {
		const key = JSON.stringify([entry.shared, entry.requestPath]);
		const group = groups.get(key);
		if (group) group.push(entry);
		else groups.set(key, [entry]);
	}
	for (const group of groups.values()) {
		for (let start = 0; start < group.length; start += max) yield group.slice(start, start + max);
	}
}

async function send(client: PlatformClient, operation: Operation, chunk: Entry[]): Promise<unknown> {
	const [first] = chunk;
	return await client.callWhole(
		operation.id,
		{ ...first?.shared, [ENTRIES]: chunk.map(({ entry }) => entry) },
		first?.requestPath,
	);
}

/** The platform's row of each entry; where it sends no rows, its whole answer stands for each. */
function rowsFor(operation: Operation, chunk: Entry[], body: unknown): BatchRow[] {
	const { answer } = operation;
	if (!answer?.rows) {
		const whole = rowsOf(unwrap(answer, body));
		const rows = whole.length === chunk.length ? whole : chunk.map(() => whole[0] ?? { success: true });
		return rows.map((json) => ({ json }));
	}
	const rows = batchRows(answer.rows, body);
	if (rows?.length === chunk.length) return rows;
	const message = `The platform answered ${rows?.length ?? 'without'} rows to ${chunk.length} entries`;
	throw new BadInput(
		message,
		`Nobody can tell which of them it took. Look at "${operation.summary}" on the platform before you send them again.`,
	);
}
