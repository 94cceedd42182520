import { runNode } from '../harness';
import path from 'node:path';
import { compileApi } from '../../../core/api/compile';
import { readDocument } from '../../../core/api/compile/document';
import type { PlatformNode } from '../../../core/platform';
import { casesOf, type Case } from './support/cases';
import { operationsOf } from './support/documents';
import { Echo, nodeFor } from './support/echo';
import { Form } from './support/form';
import { arrivedOf, expectationOf } from './support/requests';

/**
 * The contract of every operation (operations.test.ts) for the made-up document that carries everything a document may
 * contain: what no platform uses yet, the contract test has to be able to fill in and to check as well.
 */
const fixtures = path.join(__dirname, '../../core/api/fixtures');
const files = ['everything.yaml', 'loyalty.yaml'].map((file) => path.join(fixtures, file));
const padaria: PlatformNode = {
	displayName: 'Padaria',
	credential: 'padariaApi',
	api: compileApi(readDocument(files)).api,
	environments: {},
	accountOf: () => 'padaria',
};
const node = nodeFor(padaria);
const echo = new Echo();

beforeAll(async () => await echo.open());
afterAll(async () => await echo.close());

const shown = operationsOf(files).filter(({ excluded }) => excluded === undefined);

it.each(shown.flatMap(casesOf))('$operation.id, $name', async ({ operation, wish, items }: Case) => {
	const expected = expectationOf(operation, { ...wish, entries: items });
	const form = new Form(node.description.properties, operation).fill(expected.typed);
	form.clear(wish.emptied?.chosen ?? []);
	if (wish.extent === 'full') form.set('returnAll', true);
	const { parameters, files: binary } = form.filled();
	const credentials = echo.credentials(padaria.credential);
	const input = Array.from({ length: items }, () => ({ json: {}, binary }));

	const run = await runNode({ node, parameters, credentials, input });

	const [first] = echo.requests();
	if (!first) throw new Error(`Nothing arrived: ${String(run.error?.message)}`);
	expect(await arrivedOf(operation, first)).toEqual(expected.request);
});
