import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inferredPaths } from '../../../../core/api/compile/docs';
import { documentedPlatforms, ROOT } from '../../../engine/contract/support/documents';

const page = readFileSync(path.join(ROOT, 'docs/inferred-paths.md'), 'utf8');

describe('the page of inferred paths', () => {
	it('is what the documents say; "npx gulp docs" writes it anew', () => {
		expect(page).toBe(inferredPaths(ROOT));
	});

	it.each(documentedPlatforms())('names every inferred path of $folder', ({ operations }) => {
		const inferred = operations.filter(
			({ excluded, evidence }) => excluded === undefined && evidence === 'inferred',
		);
		const lines = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
		const missing = inferred.filter(
			(operation) =>
				!lines.some(([, method, route]) => method === operation.method && route === `\`${operation.path}\``),
		);
		expect(missing.map(({ id }) => id)).toEqual([]);
	});
});
