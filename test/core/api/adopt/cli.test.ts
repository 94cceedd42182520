import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { main } from '../../../../core/api/adopt/cli';
import { BAKERY, bakeryAt, official, Workplace } from './support/workplace';

const workplace = new Workplace().open();

const DOCUMENT = 'nodes/Bakery/openapi.yaml';

/** What a person types, what it prints, and how it ends. */
function run(...args: string[]): { code: number; text: string } {
	const told: string[] = [];
	const code = main(args, workplace.root, (text) => told.push(text));
	return { code, text: told.join('\n') };
}

describe('npm run adopt', () => {
	it('tells what changed and what a person has to look at', () => {
		workplace.write(DOCUMENT, BAKERY);
		const file = workplace.write(
			'official.json',
			official({
				'POST /v3/sales': { summary: 'Place', tags: ['Sales'], body: ['loaves', 'glaze', 'ribbon'] },
				'GET /v3/sales/{number}': { summary: 'Read an order', tags: ['Sales'] },
				'PUT /v3/sales/{number}': { summary: 'Update the icing', tags: ['Sales'], body: ['icing', 'shine'] },
				'GET /loaves/{loafId}': { summary: 'Show one loaf', tags: ['Bread'], query: ['crumbs'] },
				'DELETE /v3/ovens/{oven}/{tray}': { summary: 'Cool a tray down', tags: ['Heat'] },
			}),
		);
		const { code, text } = run('Bakery', file, '--official-names');
		expect(code).toBe(0);
		const withoutNumbers = text.replace(/, likeness \d\.\d\d$/gm, '').replace(/^(\s+)\d\.\d\d /gm, '$1');
		expect(withoutNumbers.split('\n')).toEqual([
			'Bakery: 6 operations of ours, 5 of "Bakery API" 2.7',
			'',
			'Adopted:',
			'  order.get: GET /orders/{orderId} (inferred) -> GET /v3/sales/{number}',
			'    field: orderId is now number; a value typed into a saved workflow has to be typed again',
			'  order.changeIcing: PUT /orders/{orderId} (inferred) -> PUT /v3/sales/{number}',
			'    field: orderId is now number; a value typed into a saved workflow has to be typed again',
			'',
			'Already as in the official file:',
			'  loaf.get: GET /loaves/{loafId}',
			'',
			'Uncertain: nothing was changed, please compare:',
			'  order.create:',
			'    POST /v3/sales Place',
			'',
			'Fields that differ:',
			'  order.changeIcing:',
			'    only official (* required): body shine',
			'',
			'Ours that nothing official was found for:',
			'  order.getAll: GET /orders',
			'  loaf.unslice: DELETE /loaves/{loafId}/slices',
			'',
			'Official operations that we do not have:',
			'  DELETE /v3/ovens/{oven}/{tray} Cool a tray down',
			'',
			'2 operations changed in: nodes/Bakery/openapi.yaml. Review with git diff, then run npm run build and npm test.',
		]);
	});

	it('leaves the names of fields, so that saved workflows go on', () => {
		workplace.write(DOCUMENT, BAKERY);
		const sales = { summary: 'Read an order', tags: ['Sales'] };
		const icing = { summary: 'Update the icing', tags: ['Sales'], body: ['icing', 'shine'] };
		const file = workplace.write(
			'official.json',
			official({ 'GET /v3/sales/{number}': sales, 'PUT /v3/sales/{number}': icing }),
		);
		expect(run('Bakery', file).text).toContain('-> PUT /v3/sales/{orderId}');
		expect(workplace.read(DOCUMENT)).toContain('  /v3/sales/{orderId}:\n');
	});

	it.each(['bakery', 'Bakery', 'nodes/Bakery', 'BAKERY'])('knows the platform as %s', (name) => {
		workplace.write(DOCUMENT, BAKERY);
		const file = workplace.write('official.json', bakeryAt({ 'order.getAll': 'GET /v3/sales' }));
		expect(run(name, file).code).toBe(0);
		expect(workplace.read(DOCUMENT)).toContain('  /v3/sales:\n');
	});

	it('leaves everything as it is in a dry run', () => {
		workplace.write(DOCUMENT, BAKERY);
		const file = workplace.write('official.json', bakeryAt({ 'order.getAll': 'GET /v3/sales' }));
		const { code, text } = run('bakery', file, '--dry-run');
		expect(code).toBe(0);
		expect(text).toContain(
			'Nothing was written (--dry-run). 1 operations would change in: nodes/Bakery/openapi.yaml.',
		);
		expect(workplace.read(DOCUMENT)).toBe(BAKERY);
	});

	it('says when there is nothing to do', () => {
		workplace.write(DOCUMENT, BAKERY);
		const file = workplace.write('official.json', bakeryAt({ 'loaf.get': 'GET /loaves/{loafId}' }));
		expect(run('bakery', file)).toEqual({
			code: 0,
			text: expect.stringContaining('Nothing to write.') as string,
		});
	});
});

describe('what cannot be adopted', () => {
	const wrong: Array<[string, string[], string]> = [
		[
			'nothing typed',
			[],
			'A platform and a file are needed\nUsage: npm run adopt -- <platform> <official OpenAPI file>',
		],
		['no file', ['bakery'], 'A platform and a file are needed'],
		['too much', ['bakery', 'a', 'b'], 'A platform and a file are needed'],
		['an unknown option', ['bakery', 'a', '--force'], 'There is no option --force\nUsage:'],
		['an unknown platform', ['butcher', 'a'], 'There is no platform "butcher"\nUse one of: Bakery.'],
		['a missing file', ['bakery', 'nowhere.yaml'], 'There is no file nowhere.yaml\nGive the path'],
	];

	it.each(wrong)('ends with 1 and the way out: %s', (_, args, text) => {
		workplace.write(DOCUMENT, BAKERY);
		expect(run(...args)).toEqual({ code: 1, text: expect.stringContaining(text) as string });
		expect(workplace.read(DOCUMENT)).toBe(BAKERY);
	});

	it('is a file for a document of ours that has a mistake', () => {
		workplace.write(DOCUMENT, BAKERY.replace('x-answer:', 'x-anwser:'));
		const { code, text } = run('bakery', 'official.json');
		expect(code).toBe(1);
		expect(text).toContain('Our own document in nodes/Bakery has a mistake: ');
		expect(text).toContain('x-anwser');
	});

	it('ends the process with 1', () => {
		const cli = path.join(__dirname, '../../../../core/api/adopt/cli.ts');
		const { status, stdout } = spawnSync(
			process.execPath,
			[require.resolve('tsx/cli'), cli, 'butcher', 'a'],
			{
				encoding: 'utf8',
			},
		);
		expect(stdout).toContain('There is no platform "butcher"');
		expect(status).toBe(1);
	});
});
