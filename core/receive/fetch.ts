import type { IDataObject } from 'n8n-workflow';
import { BadInput } from '../api/badInput';
import { isRecord } from '../api/path';
import type { ApiClient } from '../api/types';
import { contentHash } from '../order/event';
import type { StoreContext } from '../order/platform';
import type { UnifiedOrder } from '../order/types';
import type { OrderPlatform } from '../platform';
import type { Seen } from './seen';
import type { Receiving } from './source';

/** The platform as the receiving code sees it. */
export interface Source {
	platform: Pick<OrderPlatform, 'displayName' | 'orders'>;
	receiving: Receiving;
	client: Pick<ApiClient, 'call'>;
	store: StoreContext;
	/** Tells the person who reads n8n's log; never with personal data. */
	warn(message: string): void;
}

/** The orders of the platform's queue; none where it has no queue. */
export async function fetchQueue(source: Source): Promise<Seen[]> {
	const { queue } = source.receiving;
	if (!queue) return [];
	const rows = await fetchRows(source, queue.operation, {});
	return rows.map((row) => ({ ...row, queued: true, announced: true, waiting: true, content: '' }));
}

/**
 * The orders of a period of days. Beside a queue they only tell how known orders go on; where there is no queue they
 * are how new orders arrive. Contents are compared among lists only: a queue may send more members than a list.
 */
export async function fetchList(source: Source, firstDay: string, lastDay: string): Promise<Seen[]> {
	const { list, queue } = source.receiving;
	const rows = await fetchRows(source, list.operation, list.values(firstDay, lastDay));
	return rows.map((row) => ({
		...row,
		queued: false,
		announced: !queue,
		waiting: !queue && row.order.statusPhase === 'ACTION_NEEDED',
		content: contentHash(row.order).slice(0, 8),
	}));
}

interface Row {
	orderId: string;
	order: UnifiedOrder;
	raw: IDataObject;
}

async function fetchRows(source: Source, operation: string, values: Record<string, unknown>): Promise<Row[]> {
	const { displayName } = source.platform;
	const answer = (await source.client.call(operation, values)) ?? [];
	if (answer === '') return [];
	if (!Array.isArray(answer)) {
		throw new BadInput(
			`${displayName} answered with something that is not a list of orders`,
			`The answer is ${isRecord(answer) ? `an object with ${membersOf(answer)}` : `a ${typeof answer}`}. Check the base URL of the credential.`,
		);
	}
	const rows = answer.map((row: unknown) => readRow(source, row));
	const read = rows.filter((row) => row !== null);
	if (rows.length > 0 && read.length === 0) {
		throw new BadInput(
			`None of the ${rows.length} orders that ${displayName} sent has an order number`,
			`They hold ${membersOf(answer[0])}. ${displayName} may have changed its answers: please report it.`,
		);
	}
	return read;
}

/** One unreadable row must not hide the others: it is told in the log and left where it is, in the platform. */
function readRow({ platform, store, warn }: Source, row: unknown): Row | null {
	const raw = row as IDataObject;
	try {
		return { orderId: platform.orders.orderIdOf(raw), order: platform.orders.toUnified(raw, store), raw };
	} catch {
		warn(
			`${platform.displayName} sent something without an order number, which is left out: ${membersOf(row)}`,
		);
		return null;
	}
}

/** Names of members only: their values may be personal. */
function membersOf(value: unknown): string {
	return isRecord(value)
		? `the members ${Object.keys(value).slice(0, 20).join(', ') || '(none)'}`
		: `no members (${typeof value})`;
}
