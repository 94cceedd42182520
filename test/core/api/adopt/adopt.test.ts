import { parse } from 'yaml';
import { adopt } from '../../../../core/api/adopt/adopt';
import { readDocument } from '../../../../core/api/compile/document';
import { BAKERY, bakeryAt, changedLines, Workplace } from './support/workplace';

const workplace = new Workplace().open();

const DOCUMENT = 'nodes/Bakery/openapi.yaml';
const SOURCE = `x-source: 'Official OpenAPI file "Bakery API" 2.7'`;

/** Adopts an official file with these addresses and gives what became of the document. */
function adopted(
	addresses: Record<string, string>,
	{
		document = BAKERY,
		more = {},
		...wish
	}: { document?: string; more?: object; keepNames?: boolean; dryRun?: boolean } = {},
) {
	const file = workplace.write(DOCUMENT, document);
	const given = workplace.write('official.json', bakeryAt(addresses, more as Record<string, unknown>));
	const outcome = adopt({ root: workplace.root, platform: 'bakery', file: given, ...wish });
	const after = workplace.read(DOCUMENT);
	const addressesAfter = Object.fromEntries(
		readDocument([file]).operations.map(({ id, method, path }) => [id, `${method} ${path}`]),
	);
	return { outcome, after, lines: changedLines(document, after), addresses: addressesAfter };
}

describe('an operation that is found in the official file', () => {
	it('gets its method, path and evidence, and nothing else of the text is touched', () => {
		const { lines } = adopted({ 'order.getAll': 'POST /v3/sales' });
		expect(lines).toEqual([
			'-  /orders:',
			'-    get:',
			'+  /v3/sales:',
			'+    post:',
			'-      x-evidence: inferred',
			`-      x-source: 'answer [S]; path (inf)' # to be asked`,
			'+      x-evidence: documented',
			`+      ${SOURCE} # to be asked`,
			'+',
			'+  /orders:',
		]);
	});

	it('gets evidence and source where it had none', () => {
		const { lines } = adopted({ 'order.create': 'POST /orders' });
		expect(lines).toEqual(['+      x-evidence: documented', `+      ${SOURCE}`]);
	});

	it('gets a source in the place of one in several lines', () => {
		const { lines } = adopted({
			'order.get': 'GET /orders/{orderId}',
			'order.changeIcing': 'PUT /orders/{orderId}',
		});
		expect(lines).toEqual([
			'-      x-evidence: inferred',
			'-      x-source: >-',
			'-        answer [S];',
			'-        path (inf)',
			'+      x-evidence: documented',
			`+      ${SOURCE}`,
			'-      x-evidence: inferred',
			'+      x-evidence: documented',
			`+      ${SOURCE}`,
		]);
	});

	it('is left alone where it is documented at that address already', () => {
		const { outcome, lines } = adopted({ 'loaf.get': 'GET /loaves/{loafId}' });
		expect(lines).toEqual([]);
		expect(outcome.files).toEqual([]);
	});

	it('can be written in one line', () => {
		const { lines } = adopted({ 'loaf.unslice': 'DELETE /bread/{loafId}/cuts' });
		const [before = '', after = ''] = lines;
		expect(lines).toHaveLength(2);
		expect(before).toMatch(/^- {2}\/loaves\/\{loafId\}\/slices: \{ delete:/);
		expect(after).toMatch(/^\+ {2}\/bread\/\{loafId\}\/cuts: \{ delete:/);
		expect(after).toContain(
			`summary: Remove all slices of a loaf, x-evidence: documented, ${SOURCE}, parameters:`,
		);
	});
});

describe('operations under one path', () => {
	it('stay together under its new key', () => {
		const { lines, addresses } = adopted({
			'order.getAll': 'GET /v3/sales',
			'order.create': 'POST /v3/sales',
		});
		expect(addresses).toMatchObject({ 'order.getAll': 'GET /v3/sales', 'order.create': 'POST /v3/sales' });
		expect(lines).toEqual([
			'-  /orders:',
			'+  /v3/sales:',
			'-      x-evidence: inferred',
			`-      x-source: 'answer [S]; path (inf)' # to be asked`,
			'+      x-evidence: documented',
			`+      ${SOURCE} # to be asked`,
			'+      x-evidence: documented',
			`+      ${SOURCE}`,
		]);
	});

	it('part where the official file has them apart, with what they share', () => {
		const { addresses, after } = adopted({
			'order.get': 'GET /sales/{orderId}',
			'order.changeIcing': 'PATCH /icings/{orderId}',
		});
		expect(addresses).toMatchObject({
			'order.get': 'GET /sales/{orderId}',
			'order.changeIcing': 'PATCH /icings/{orderId}',
		});
		const { paths } = parse(after) as { paths: Record<string, { parameters?: unknown }> };
		const shared = [{ $ref: '#/components/parameters/OrderId' }];
		expect(paths['/sales/{orderId}']?.parameters).toEqual(shared);
		expect(paths['/icings/{orderId}']?.parameters).toEqual(shared);
		expect(after).toContain('    patch: # replaces it\n');
		expect(Object.keys(paths)).toEqual([
			'/orders',
			'/sales/{orderId}',
			'/icings/{orderId}',
			'/loaves/{loafId}',
			'/loaves/{loafId}/slices',
		]);
	});

	it('come together where the official file has them so', () => {
		const { addresses, after } = adopted({
			'order.getAll': 'GET /orders',
			'order.create': 'POST /orders',
			'order.changeIcing': 'PUT /loaves/{loafId}',
			'loaf.get': 'GET /loaves/{loafId}',
		});
		expect(addresses).toMatchObject({
			'order.get': 'GET /orders/{orderId}',
			'order.changeIcing': 'PUT /loaves/{loafId}',
			'loaf.get': 'GET /loaves/{loafId}',
		});
		const { paths } = parse(after) as { paths: Record<string, Record<string, { parameters?: unknown }>> };
		expect(paths['/loaves/{loafId}']?.put?.parameters).toEqual([
			{ $ref: '#/components/parameters/OrderId', name: 'loafId' },
		]);
	});

	it('can change places, paths as well as methods', () => {
		const { addresses, after } = adopted({
			'loaf.get': 'GET /loaves/{loafId}/slices',
			'loaf.unslice': 'DELETE /loaves/{loafId}',
			'order.getAll': 'POST /orders',
			'order.create': 'PUT /orders',
		});
		expect(addresses).toMatchObject({
			'loaf.get': 'GET /loaves/{loafId}/slices',
			'loaf.unslice': 'DELETE /loaves/{loafId}',
			'order.getAll': 'POST /orders',
			'order.create': 'PUT /orders',
		});
		expect(changedLines(BAKERY, after)).toEqual(
			expect.arrayContaining(['-    get:', '+    post:', '-    post:', '+    put:']),
		);
	});

	it('keep every comment', () => {
		const { after } = adopted({
			'order.getAll': 'GET /a',
			'order.create': 'POST /b',
			'order.get': 'GET /c/{orderId}',
			'order.changeIcing': 'PUT /d/{orderId}',
			'loaf.get': 'GET /e/{loafId}',
		});
		const comments = (text: string) => text.match(/#[^/\n']*$/gm)?.sort();
		expect(comments(after)).toEqual(comments(BAKERY));
	});
});

describe('names in a path', () => {
	it('become the official ones: in a shared parameter once for all', () => {
		const { addresses, lines } = adopted({
			'order.get': 'GET /orders/{number}',
			'order.changeIcing': 'PUT /orders/{number}',
		});
		expect(addresses['order.get']).toBe('GET /orders/{number}');
		expect(lines.filter((line) => line.includes('name:'))).toEqual([
			'-    OrderId: { name: orderId, in: path, required: true, schema: { title: Order, type: integer, examples: [5] } }',
			'+    OrderId: { name: number, in: path, required: true, schema: { title: Order, type: integer, examples: [5] } }',
		]);
	});

	it('become the official ones beside a reference that others use as well', () => {
		const { lines } = adopted({ 'order.changeIcing': 'PUT /icings/{number}' });
		expect(lines).toContain("+    parameters: [{ $ref: '#/components/parameters/OrderId', name: number }]");
		expect(lines.join()).not.toContain('OrderId: { name: number');
	});

	it('become the official ones in a list, with title and comment kept', () => {
		const { lines } = adopted({ 'loaf.get': 'GET /bread/{breadId}' });
		expect(lines).toEqual([
			'-  /loaves/{loafId}:',
			'+  /bread/{breadId}:',
			`-      x-source: '[S]'`,
			`+      ${SOURCE}`,
			'-        - name: loafId # as on the page',
			'+        - name: breadId # as on the page',
		]);
	});

	const KEPT = { 'order.get': 'GET /sales/{number}', 'order.changeIcing': 'PUT /sales/{number}' };

	it('stay ours where they are asked to', () => {
		const { addresses } = adopted(KEPT, { keepNames: true });
		expect(addresses['order.get']).toBe('GET /sales/{orderId}');
	});

	it('stay ours where code of the platform calls the operation by them', () => {
		workplace.write('nodes/Bakery/order.ts', "client.call('order.get', { orderId });");
		const { addresses, outcome } = adopted(KEPT);
		expect(addresses).toMatchObject({
			'order.get': 'GET /sales/{orderId}',
			'order.changeIcing': 'PUT /sales/{orderId}',
		});
		expect(outcome.plan.kept).toEqual([
			{ id: 'order.get', names: ['orderId'], reason: 'code of the platform calls it by these names' },
		]);
	});

	it('stay ours where a list of the node is asked for by them', () => {
		const document = BAKERY.replace(
			'icing: { type: string, examples: [lemon] }',
			"icing: { type: string, x-list: { operation: order.get, value: id, label: '{id}', given: { orderId: orderId } } }",
		);
		const { addresses } = adopted(KEPT, { document });
		expect(addresses['order.get']).toBe('GET /sales/{orderId}');
	});

	it('stay ours where the official name is that of another field', () => {
		const { addresses } = adopted({ 'loaf.get': 'GET /bread/{crumbs}' });
		expect(addresses['loaf.get']).toBe('GET /bread/{loafId}');
	});

	it('follow an operation that stays at the same address', () => {
		const { addresses } = adopted({ 'order.changeIcing': 'PATCH /orders/{number}' });
		expect(addresses).toMatchObject({
			'order.get': 'GET /orders/{orderId}',
			'order.changeIcing': 'PATCH /orders/{orderId}',
		});
	});

	it('are shown with the code that reads them', () => {
		workplace.write(
			'sandbox/platforms/bakery/index.ts',
			'one\nread(params.loafId)\nread(params.loafIdentity)\n',
		);
		const { outcome } = adopted({ 'loaf.get': 'GET /bread/{breadId}' });
		expect(outcome.lookAt).toEqual(['sandbox/platforms/bakery/index.ts:2: read(params.loafId)']);
	});
});

describe('an official path', () => {
	const addressWith = (more: object, path = '/v3/sales') =>
		adopted({ 'order.getAll': `GET ${path}` }, { more }).addresses['order.getAll'];

	it.each([
		['the address of our server', { servers: [{ url: 'https://bakery.example.com/api' }] }, 'GET /v3/sales'],
		['one below it', { servers: [{ url: 'https://bakery.example.com/api/v9/' }] }, 'GET /v9/v3/sales'],
		['no address', {}, 'GET /v3/sales'],
		['a host alone', { servers: [{ url: 'https://bakery.example.com' }] }, 'GET /v3/sales'],
		[
			'one with variables',
			{ servers: [{ url: 'https://{shop}.example.com/{base}', variables: { base: { default: 'api' } } }] },
			'GET /v3/sales',
		],
	])('is taken below %s', (_, more, expected) => {
		expect(addressWith(more)).toBe(expected);
	});

	it('is shortened by the path of our server', () => {
		expect(addressWith({}, '/api/v3/sales')).toBe('GET /v3/sales');
	});

	it('that is not below our server changes nothing, and is told', () => {
		const { addresses, outcome } = adopted(
			{ 'order.getAll': 'GET /v3/sales' },
			{ more: { servers: [{ url: 'https://bakery.example.com/public' }] } },
		);
		expect(addresses['order.getAll']).toBe('GET /orders');
		expect(outcome.plan.obstacles.map(({ reason }) => reason)).toEqual([
			'its address https://bakery.example.com/public/v3/sales is not below ours, https://bakery.example.com/api',
		]);
	});

	it('that one of our other operations has changes nothing, and is told', () => {
		const { addresses, outcome } = adopted({ 'loaf.get': 'GET /orders/{orderId}' });
		expect(addresses['loaf.get']).toBe('GET /loaves/{loafId}');
		expect(outcome.plan.obstacles.map(({ reason }) => reason)).toEqual([
			'our order.get stands at that address, and no official operation was found for it',
		]);
	});
});

describe('a dry run', () => {
	it('tells the same and writes nothing', () => {
		const { outcome, lines } = adopted({ 'order.getAll': 'GET /v3/sales' }, { dryRun: true });
		expect(lines).toEqual([]);
		expect(outcome.plan.changes.map(({ id, to }) => [id, to.path])).toEqual([['order.getAll', '/v3/sales']]);
		expect(outcome.files).toEqual([DOCUMENT]);
	});
});
