import { readFileSync } from 'node:fs';
import path from 'node:path';
import { schemaErrors } from '../../core/order/support';
import { casesOf, type Case } from './support/cases';
import { documentedPlatforms, ROOT } from './support/documents';
import { Form } from './support/form';
import { arrivedOf, expectationOf } from './support/requests';
import { workshopOf } from './support/workshop';

/**
 * Every operation of every document, as a person would run it: the form is filled in with values that the document
 * itself names, the node runs in n8n's engine, and the request that arrives at the strict sandbox has to be the one that the
 * document describes, to the byte where bytes mean something.
 */

const platforms = documentedPlatforms();

describe.each(platforms)('$folder', (platform) => {
	const shown = platform.operations.filter(({ excluded }) => excluded === undefined);

	const open = workshopOf(platform);
	beforeEach(() => open().reset());

	it.each(shown.flatMap(casesOf))('$operation.id, $name', async ({ operation, wish, items }: Case) => {
		const workshop = open();
		const expected = expectationOf(operation, { ...wish, entries: items });
		const form = new Form(workshop.node.description.properties, operation).fill(expected.typed);
		form.clear(wish.emptied?.chosen ?? []);
		// what a list leaves out is no part of its own request: see lists.test.ts
		form.option('skipDetails', true);
		if (wish.extent === 'full') form.set('returnAll', true).set('output', 'raw');

		const run = await workshop.run(form.filled(), items);

		const arrivals = workshop.arrived();
		const [first] = arrivals;
		const answers = arrivals.map(({ status, answer }) => `${status} ${answer.slice(0, 500)}`);
		if (!first) throw new Error(`Nothing arrived: ${String(run.error?.message)}`);
		expect({
			request: await arrivedOf(operation, first.request),
			error: textOf(run.error),
			answers,
		}).toEqual({ request: expected.request, error: undefined, answers });
		expect(arrivals.map((arrival) => arrival.operation)).toEqual(arrivals.map(() => operation.id));
		if (!operation.paging) expect(arrivals).toHaveLength(1);
		expect(arrivals.filter(({ status }) => status >= 300)).toEqual([]);
		expect(run.items.length).toBeGreaterThan(0);
		expect(run.items.filter(({ json, error }) => error !== undefined || 'error' in json)).toEqual([]);
		expect(new Set(run.items.map(({ pairedItem }) => JSON.stringify(pairedItem)))).toEqual(
			new Set(Array.from({ length: items }, (_, item) => JSON.stringify({ item }))),
		);
		// nobody has to choose the unified order
		if (operation.order && wish.extent === 'minimal') expect(run.json.flatMap(schemaErrors)).toEqual([]);
	});

	for (const { id, resource, operation, excluded } of platform.operations) {
		if (excluded === undefined) continue;
		it(`leaves ${id} out: ${excluded}`, () => {
			const choose = () => new Form(open().node.description.properties, { resource, operation });
			expect(choose).toThrow(/does not offer|has no field/);
		});
	}
});

it('covers every action node of the package', () => {
	const { n8n } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[] };
	};
	const folders = new Set(n8n.nodes.map((file) => path.basename(path.dirname(file))));
	expect(platforms.map(({ folder }) => folder)).toEqual([...folders].sort());
});

function textOf(error: { message: string; description?: string | null } | undefined): string | undefined {
	return error && `${error.message}: ${error.description ?? ''}`;
}
