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
	client: Pick<ApiClient, 'call' | 'list'>;
	store: StoreContext;
	/** What the platform's list leaves out is not asked for. */
	skipDetails?: boolean;
	/** Nobody asks for edits: contents are not compared, which is most of the work of a poll. */
	skipContent?: boolean;
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
	const whole = source.skipDetails ? {} : source.platform.orders.whole;
	const values = { ...whole, ...list.values(firstDay, lastDay) };
	const rows = list.isPaged
		? readRows(source, await source.client.list(list.operation, values, beginsBefore(source, firstDay)))
		: await fetchRows(source, list.operation, values);
	const wanted = list.isNewestFirst ? rows.filter(({ order }) => !isBefore(order, firstDay)) : rows;
	return wanted.map(({ orderId, order, raw }) => ({
		orderId,
		order,
		raw,
		queued: false,
		// one that waits for its payment is no order for the store yet: it comes in when it is paid
		announced: !queue && order.statusPhase !== 'WAITING',
		waiting: !queue && order.statusPhase === 'ACTION_NEEDED',
		content: source.skipContent ? '' : fingerprint(source, order),
	}));
}

/** True for a page, newest orders first, that reaches back behind a day. */
function beginsBefore(
	{ platform: { orders }, receiving: { list }, store }: Source,
	firstDay: string,
): ((rows: IDataObject[]) => boolean) | undefined {
	if (!list.isNewestFirst) return undefined;
	return (rows) => {
		const oldest = rows.at(-1);
		return oldest !== undefined && isBefore(orders.toUnified(oldest, store), firstDay);
	};
}

/** A page that is read because it begins in the period may end long before it; those orders were not asked for. */
function isBefore({ createdAt }: UnifiedOrder, firstDay: string): boolean {
	return createdAt !== null && createdAt.slice(0, 10) < firstDay;
}

/** A row without what was ordered still shows by its amounts that this was changed. */
function fingerprint({ platform: { orders } }: Source, order: UnifiedOrder): string {
	const content = orders.details ? contentHash(order, order.total) : contentHash(order);
	return content.slice(0, 8);
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
	return readRows(source, answer);
}

/** @throws BadInput where not one of the rows is an order */
function readRows(source: Source, answer: unknown[]): Row[] {
	const { displayName } = source.platform;
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
