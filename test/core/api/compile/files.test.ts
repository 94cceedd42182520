import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileAll } from '../../../../core/api/compile';

const fixtures = join(__dirname, '..', 'fixtures');

describe('the build', () => {
	let root = '';
	const at = (...path: string[]) => join(root, 'nodes', ...path);
	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), 'padaria-'));
		mkdirSync(at('Padaria', 'openapi'), { recursive: true });
		for (const name of ['everything.yaml', 'loyalty.yaml'])
			cpSync(join(fixtures, name), at('Padaria', 'openapi', name));
		writeFileSync(
			at('Padaria', 'order.ts'),
			`exports.text = 'no verbs'; exports.nothing = undefined;
			exports.orders = { verbs: {
				orderParameter: 'orderId',
				calls: { confirm: { operation: 'order.changeStage', values: {}, reaches: 'CONFIRMED' } },
				read: { operation: 'order.get', byOrder: 'orderId' },
			}, samples: [] };`,
		);
		mkdirSync(at('Notes'));
	});
	afterEach(() => rmSync(root, { recursive: true }));

	it('writes the node’s data and the previews beside the node, and says what it wrote', () => {
		const written = compileAll(root);
		expect(written).toContain(at('Padaria', 'Padaria.api.json'));
		expect(written).toContain(at('Padaria', '__schema__', 'v1.0.0', 'order', 'confirm.json'));
		const api = JSON.parse(readFileSync(at('Padaria', 'Padaria.api.json'), 'utf8')) as {
			operations: Record<string, unknown>;
		};
		expect(Object.keys(api.operations)).toContain('coupon.create');
	});

	it('removes previews of operations that are gone', () => {
		mkdirSync(at('Padaria', '__schema__'));
		writeFileSync(at('Padaria', '__schema__', 'old.json'), '{}');
		compileAll(root);
		expect(() => readFileSync(at('Padaria', '__schema__', 'old.json'))).toThrow('ENOENT');
	});
});
