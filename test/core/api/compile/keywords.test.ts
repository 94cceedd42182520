import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEYWORDS } from '../../../../core/api/compile/document';

const guide = readFileSync(join(__dirname, '../../../../docs/api-documents.md'), 'utf8');
/** The keywords of the guide's one list: table rows that begin with one. */
const listed = [...guide.matchAll(/^\| `(x-[\w-]+)`/gm)].map(([, keyword]) => keyword);

describe('docs/api-documents.md', () => {
	it('lists every keyword that the compiler knows, once, and no other', () => {
		expect(listed.sort()).toEqual([...KEYWORDS].sort());
	});

	it('gives an example of each', () => {
		for (const keyword of KEYWORDS)
			expect(guide).toMatch(new RegExp(`^\\| \`${keyword}\` .*\`${keyword}:`, 'm'));
	});

	it('mentions none that does not exist', () => {
		for (const [keyword] of guide.matchAll(/\bx-[a-z][\w-]+/gi)) expect([...KEYWORDS]).toContain(keyword);
	});
});
