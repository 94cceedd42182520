import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pagesOf } from '../../../../core/api/compile/docs';
import { ORDER_STATUSES, ORDER_WARNINGS } from '../../../../core/order/types';
import { unifiedOrderSchema } from '../../../../core/order/schema';
import { documentedPlatforms, ROOT } from '../../../engine/contract/support/documents';

const page = readFileSync(path.join(ROOT, 'docs/inferred-paths.md'), 'utf8');

const pages = pagesOf(ROOT);

it.each(Object.keys(pages))('%s is what documents and code say; "npm run docs" writes it anew', (file) => {
	expect(readFileSync(path.join(ROOT, file), 'utf8')).toBe(pages[file]);
});

describe('the page of the unified order', () => {
	const text = readFileSync(path.join(ROOT, 'docs/unified-order.md'), 'utf8');

	it('explains every member of an order', () => {
		const silent = Object.entries(unifiedOrderSchema.properties ?? {}).filter(
			([name, { description }]) => !description || !text.includes(`\`${name}`),
		);
		expect(silent).toEqual([]);
	});

	it('explains every warning and lists every status', () => {
		const rows = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
		for (const name of [...ORDER_WARNINGS, ...ORDER_STATUSES]) {
			const [, , meaning] = rows.find(([, first]) => first === `\`${name}\``) ?? [];
			expect([name, meaning]).toEqual([name, expect.stringMatching(/\S/)]);
		}
	});

	it('names five samples of each platform', () => {
		for (const { folder } of documentedPlatforms()) {
			const title = folder.replace(/([a-z])([A-Z])/g, '$1 $2');
			const rows = text.split('\n').filter((line) => line.startsWith(`| ${title} `));
			expect([title, rows.length]).toEqual([title, 5]);
		}
	});
});

describe('the page of inferred paths', () => {
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
