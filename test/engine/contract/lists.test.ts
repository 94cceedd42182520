import { schemaErrors } from '../../core/order/support';
import { ordersOf } from './support/classes';
import { documentedPlatforms, type DocumentedPaging } from './support/documents';
import { Form } from './support/form';
import { expectationOf } from './support/requests';
import { workshopOf, type Arrival } from './support/workshop';

/**
 * Every list of every platform at the sizes where paging goes wrong: empty, one entry, exactly one page, and many
 * pages with a rest. Nothing is lost, nothing comes twice, and no request is sent that is not needed:
 *
 * - a whole list (style `none`) is asked for once;
 * - where the platform tells how many entries there are, ceil(wanted / page size), and one for an empty list;
 * - where it does not, a page that is not full is the last one; a full last page needs one more request, unless
 *   Limit is reached with it.
 */
const MANY = 2345;
const MANY_SECONDS = 60;
/** Of a list without pages: what a page would be elsewhere. */
const USUAL_PAGE = 100;

interface ListCase {
	entries: number;
	/** undefined: Return All. */
	limit: number | undefined;
	/** Some platforms tell the total with some answers only. */
	isTotalTold: boolean;
}

describe.each(documentedPlatforms())('$folder', (platform) => {
	const lists = platform.operations.filter(
		({ excluded, paging }) => excluded === undefined && paging !== undefined,
	);

	const open = workshopOf(platform);

	describe.each(lists)('$id', (operation) => {
		const paging = operation.paging as DocumentedPaging;
		const size = paging.style === 'none' ? USUAL_PAGE : paging.max;
		const limits = [undefined, 1, 50, size + 1];

		it.each([0, 1, size, MANY])(
			'of %d entries: all of them, 1, 50 and a page and one more',
			async (entries) => {
				const workshop = open();
				workshop.reset();
				workshop.fill(operation.id, entries);
				workshop.arrived();
				for (const limit of limits) {
					const { typed } = expectationOf(operation, { extent: 'minimal', limit });
					const form = new Form(workshop.node.description.properties, operation).fill(typed);
					form
						.set('returnAll', limit === undefined)
						.set('output', 'raw')
						.option('skipDetails', true);
					if (limit !== undefined) form.set('limit', limit);

					const run = await workshop.run(form.filled());

					const arrivals = workshop.arrived();
					expect({
						limit,
						error: run.error?.message,
						rows: run.json.length,
						different: new Set(run.json.map((row) => JSON.stringify(row))).size,
						requests: arrivals.length,
						others: arrivals.filter((arrival) => arrival.operation !== operation.id),
					}).toEqual({
						limit,
						error: undefined,
						rows: Math.min(entries, limit ?? entries),
						different: Math.min(entries, limit ?? entries),
						requests: requestsFor(paging, { entries, limit, isTotalTold: arrivals.some(tellsTotal(paging)) }),
						others: [],
					});
				}
			},
			MANY_SECONDS * 1000,
		);
	});
});

/** A platform's list leaves out what was ordered, so each order is read by itself: once. */
const ORDERS = 120;

describe.each(documentedPlatforms().filter((platform) => ordersOf(platform).details))(
	'$folder, whose list of orders lacks what was ordered',
	(platform) => {
		const { details } = ordersOf(platform);
		const lists = platform.operations.filter(
			({ excluded, paging, order, id }) =>
				excluded === undefined && paging !== undefined && order && id !== details?.operation,
		);

		const open = workshopOf(platform);

		it('has such a list', () => expect(lists.length).toBeGreaterThan(0));

		it.each(lists)(
			'$id: pages, and one request for each order',
			async (operation) => {
				const workshop = open();
				workshop.reset();
				workshop.fill(operation.id, ORDERS);
				workshop.arrived();
				const paging = operation.paging as DocumentedPaging;
				for (const limit of [undefined, 50]) {
					const wanted = limit ?? ORDERS;
					const { typed } = expectationOf(operation, { extent: 'minimal', limit });
					const form = new Form(workshop.node.description.properties, operation).fill(typed);
					form.set('returnAll', limit === undefined);
					if (limit !== undefined) form.set('limit', limit);

					const run = await workshop.run(form.filled());

					const arrivals = workshop.arrived();
					const pages = arrivals.filter((arrival) => arrival.operation === operation.id);
					const others = arrivals.filter((arrival) => arrival.operation === details?.operation);
					const isTotalTold = pages.some(tellsTotal(paging));
					expect({
						error: run.error?.message,
						orders: new Set(run.json.map(({ id }) => id)).size,
						items: run.items.length,
						pages: pages.length,
						details: others.length,
						detailsOf: new Set(others.map(({ request }) => request.path)).size,
						all: arrivals.length,
					}).toEqual({
						error: undefined,
						orders: wanted,
						items: wanted,
						pages: requestsFor(paging, { entries: ORDERS, limit, isTotalTold }),
						details: wanted,
						detailsOf: wanted,
						all: pages.length + wanted,
					});
					expect(run.json.flatMap(schemaErrors)).toEqual([]);
					expect(run.json.flatMap(({ warnings }) => warnings)).not.toContain('ITEMS_NOT_READ');
				}
			},
			MANY_SECONDS * 1000,
		);
	},
);

describe.each(documentedPlatforms().filter((platform) => ordersOf(platform).whole))(
	'$folder, whose list of orders has switches for what was ordered',
	(platform) => {
		const switches = Object.entries(ordersOf(platform).whole ?? {});
		const open = workshopOf(platform);

		it('order.getAll: every page is asked for with them, and no order by itself', async () => {
			const workshop = open();
			workshop.reset();
			workshop.fill('order.getAll', ORDERS);
			workshop.arrived();
			const operation = { resource: 'order', operation: 'getAll' };
			const form = new Form(workshop.node.description.properties, operation).set('returnAll', true);

			const run = await workshop.run(form.filled());

			const arrivals = workshop.arrived();
			expect(switches.length).toBeGreaterThan(0);
			expect(new Set(arrivals.map((arrival) => arrival.operation))).toEqual(new Set(['order.getAll']));
			for (const { request } of arrivals) {
				const query = new URLSearchParams(request.query);
				expect(switches.map(([name]) => [name, query.get(name)])).toEqual(
					switches.map(([name, value]) => [name, String(value)]),
				);
			}
			expect(new Set(run.json.map(({ id }) => id)).size).toBe(ORDERS);
			expect(run.json.filter(({ items }) => (items as unknown[]).length === 0)).toEqual([]);
			expect(run.json.flatMap(schemaErrors)).toEqual([]);
		});
	},
);

it('knows lists of every kind of paging', () => {
	const lists = documentedPlatforms().flatMap(({ operations }) => operations.filter(({ paging }) => paging));
	expect(new Set(lists.map(({ paging }) => paging?.style))).toEqual(new Set(['none', 'offset', 'page']));
});

function requestsFor(paging: DocumentedPaging, { entries, limit, isTotalTold }: ListCase): number {
	if (paging.style === 'none') return 1;
	const size = Math.min(paging.max, limit ?? paging.max);
	const wanted = Math.min(entries, limit ?? entries);
	const isLimitReached = limit !== undefined && entries >= limit;
	if (isTotalTold || isLimitReached) return Math.max(1, Math.ceil(wanted / size));
	return Math.floor(wanted / size) + 1;
}

function tellsTotal(paging: DocumentedPaging): (arrival: Arrival) => boolean {
	const steps = paging.style === 'none' || paging.total === undefined ? [] : paging.total.split('.');
	return ({ answer }) => {
		const body: unknown = JSON.parse(answer);
		const total = steps.reduce<unknown>(
			(value, step) => (value as Record<string, unknown> | null)?.[step],
			body,
		);
		return steps.length > 0 && total !== undefined && total !== null && total !== '';
	};
}
