import { callAsTool, filledByModel } from './support/agent';
import { documentedPlatforms, type DocumentedOperation } from './support/documents';
import { Form } from './support/form';
import { arrivedOf, expectationOf } from './support/requests';
import { workshopOf } from './support/workshop';

/**
 * An AI agent uses a node as its tool: it reads what the tool does and which values it wants, gives them, and gets the
 * rows as text. One read and one write per platform, with all fields filled in by the model.
 */
describe.each(documentedPlatforms())('an agent with $folder as its tool', (platform) => {
	const candidates = platform.operations.filter(
		({ excluded, body }) => excluded === undefined && !body?.media.startsWith('multipart/'),
	);
	const cases = [
		{ what: 'reads', operation: richest(candidates.filter(isRead)) },
		{ what: 'writes', operation: richest(candidates.filter((operation) => !isRead(operation))) },
	];

	const open = workshopOf(platform);
	beforeEach(() => open().reset());

	it('may have it: the node says so', () => {
		expect(open().node.description.usableAsTool).toBe(true);
	});

	it.each(cases)('$what: $operation.id', async ({ operation }) => {
		const workshop = open();
		const limit = operation.paging ? 7 : undefined;
		const expected = expectationOf(operation, { extent: 'full', limit });
		const form = new Form(workshop.node.description.properties, operation).fill(expected.typed);
		if (limit !== undefined) form.set('returnAll', false).set('limit', limit);
		form.set('output', 'raw').option('skipDetails', true);
		const input = filledByModel(form.filled().parameters, ['resource', 'operation']);

		const call = await callAsTool(workshop.node, input, workshop.credentials);

		expect(call.error).toBeUndefined();
		expect(call.name).toBe(workshop.node.description.displayName.replace(/ /g, '_'));
		expect(call.description).toContain(operation.summary);
		expect(call.asked.sort()).toEqual(Object.keys(input.values).sort());
		const [arrival, ...others] = workshop.arrived();
		if (!arrival) throw new Error(`Nothing arrived: ${call.answer}`);
		expect(await arrivedOf(operation, arrival.request)).toEqual(expected.request);
		expect([arrival.status < 300, others]).toEqual([true, []]);
		const rows = JSON.parse(call.answer) as unknown[];
		expect(rows.length).toBeGreaterThan(0);
	});
});

/** A read is a list here, or gets one thing. */
function isRead({ method, paging, operation }: DocumentedOperation): boolean {
	return method === 'GET' || paging !== undefined || operation.startsWith('get');
}

/** The operation with the most values to give, the first of these. */
function richest(operations: DocumentedOperation[]): DocumentedOperation {
	const [most] = operations
		.map((operation) => ({ operation, values: expectationOf(operation, { extent: 'full' }).typed.length }))
		.sort((a, b) => b.values - a.values);
	if (!most) throw new Error('There is no such operation');
	return most.operation;
}
