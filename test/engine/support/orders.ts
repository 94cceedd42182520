import type { NodeRun } from '../harness';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { UnifiedOrder } from '../../../core/order/types';
import type { RequestEntry } from '../../../sandbox/requests';
import type { SandboxPlatform } from '../../../sandbox/types';
import { lostInJson, schemaErrors } from '../../core/order/support';

/** A request in short, such as `PUT /v1/order/7 {"status":"1"}`; secrets are left out. */
export function shortly({ method, path, query, body }: RequestEntry): string {
	const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
	const sent = Object.entries((body ?? {}) as IDataObject).filter(([, value]) => value !== '***');
	return [
		`${method} ${path}${search.length > 0 ? `?${search.join('&')}` : ''}`,
		...(sent.length > 0 ? [JSON.stringify(Object.fromEntries(sent))] : []),
	].join(' ');
}

export interface VerbBench {
	/** As messages call it, and as unified ids begin. */
	platform: { name: string; prefix: string };
	/** Operations of the node, with what else they need. */
	verbs: Record<string, INodeParameters>;
	/** What the field of the order is called. */
	label: string;
	run: (verb: string, order: unknown) => Promise<NodeRun>;
	arrived: () => unknown[];
}

/** Tests that hold for the verbs of every platform: what is no order of this store is refused before anything is sent. */
export function refusesWhatIsNoOrderOfTheStore({ platform, verbs, label, run, arrived }: VerbBench): void {
	const { name, prefix } = platform;

	describe.each(Object.keys(verbs))('%s, for what is no order of this store', (verb) => {
		it.each([
			[
				'an order of another platform',
				'pigz:fc368612:3105',
				'"pigz:fc368612:3105" is not an order of %s',
				'Use the node of the platform that the order came from.',
			],
			[
				'an order of another store',
				`${prefix}:0a1b2c3d:3105`,
				`"${prefix}:0a1b2c3d:3105" belongs to another store than the selected credential`,
				'Select the %s credential with which the order was received.',
			],
			[
				'a sample',
				`${prefix}:sample:3105`,
				`"${prefix}:sample:3105" is a made-up order of Get Sample, so nothing can be done to it`,
				'Give an order of your store, from a trigger or from Get Many.',
			],
			[
				'an expression that gives nothing',
				undefined,
				`The field "${label}" is empty`,
				`Fill in "${label}", or check the expression that should give it.`,
			],
		])('refuses %s', async (_, order, message, description) => {
			const { status, error } = await run(verb, order);
			expect([status, error?.message, error?.description]).toEqual([
				'error',
				message.replace('%s', name),
				description.replace('%s', name),
			]);
			expect(arrived()).toEqual([]);
		});
	});
}

/** The orders of a run, each held to the published schema. */
export function ordersOf(run: NodeRun): UnifiedOrder[] {
	expect(run.error).toBeUndefined();
	return run.json.map((json) => {
		expect(schemaErrors(json)).toEqual([]);
		expect(lostInJson(json)).toEqual([]);
		return json as unknown as UnifiedOrder;
	});
}

const cents = (amount: number | null | undefined) => Math.round((amount ?? NaN) * 100);

/** The only order of a run. */
export function orderOf(run: NodeRun): UnifiedOrder {
	const orders = ordersOf(run);
	expect(orders).toHaveLength(1);
	return orders[0] as UnifiedOrder;
}

/** What the lines of Split Items add up to, in reais. */
function sumOfLines(run: NodeRun): number {
	return (
		run.json.reduce((sum, { item }) => sum + cents((item as { totalPrice: number }).totalPrice), 0) / 100
	);
}

/** Checks the items of Split Items against the order that they were made of. */
export function expectLinesOf(order: UnifiedOrder, run: NodeRun): void {
	const { items, ...rest } = order;
	expect(run.json).toEqual(
		items.map((item) => ({ lineId: `${order.id}#${item.index}`, ...rest, item: { ...item } })),
	);
	expect(sumOfLines(run)).toBe(order.total.itemsPrice);
}

/** A person whose values stand nowhere else in the sandbox, and what of them nobody may see. */
export const PERSON = {
	firstName: 'Ana',
	lastName: 'Quirino',
	phone: { area: '11', number: '987650001' },
	email: 'ana.quirino@example.com',
	street: 'Rua Xistosa',
	houseNumber: '47110',
	remark: 'Falar com Ana Quirino na Rua Xistosa, (11) 98765-0001',
};

const SECRETS = ['Quirino', 'quirino@', '98765', 'Xistosa', '47110'];

const found = ({ json }: NodeRun) => SECRETS.filter((secret) => JSON.stringify(json).includes(secret));

/** @param shown the same orders as `hidden`, but with everything in them */
export function expectPersonHidden({ shown, hidden }: { shown: NodeRun; hidden: NodeRun }): void {
	expect(found(shown)).toEqual(SECRETS);
	expect(hidden.error).toBeUndefined();
	expect(hidden.json).toHaveLength(shown.json.length);
	expect(found(hidden)).toEqual([]);
}

/** How many requests of an operation are under way at once while `work` runs, at most. */
export async function mostAtOnce(
	platform: SandboxPlatform,
	operation: string,
	work: () => Promise<unknown>,
): Promise<number> {
	let underWay = 0;
	let most = 0;
	const handle = platform.handle.bind(platform);
	platform.handle = async (request) => {
		if (platform.operationOf(request.method, request.path) !== operation) return await handle(request);
		most = Math.max(most, ++underWay);
		await new Promise((resolve) => setTimeout(resolve, 100));
		try {
			return await handle(request);
		} finally {
			underWay--;
		}
	};
	try {
		await work();
	} finally {
		platform.handle = handle;
	}
	return most;
}
