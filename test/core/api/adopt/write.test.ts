import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceAll } from '../../../../core/api/adopt/write';
import { Workplace } from './support/workplace';

const workplace = new Workplace().open();

describe('replacing several files', () => {
	it('replaces all of them and leaves nothing behind', () => {
		const [one, two] = [workplace.write('one', 'a'), workplace.write('two', 'b')];
		replaceAll(
			new Map([
				[one, 'A'],
				[two, 'B'],
			]),
		);
		expect([workplace.read('one'), workplace.read('two')]).toEqual(['A', 'B']);
		expect(readdirSync(workplace.root).sort()).toEqual(['one', 'two']);
	});

	it('replaces none when one cannot be written', () => {
		const [one, two] = [workplace.write('one', 'a'), workplace.write('two', 'b')];
		// something stands where the second would be written first
		mkdirSync(join(dirname(two), 'two.adopting/inside'), { recursive: true });
		expect(() =>
			replaceAll(
				new Map([
					[one, 'A'],
					[two, 'B'],
				]),
			),
		).toThrow();
		expect([workplace.read('one'), workplace.read('two')]).toEqual(['a', 'b']);
		expect(readdirSync(workplace.root)).not.toContain('one.adopting');
	});
});
