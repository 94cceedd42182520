import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pageOf } from '../../../../core/api/compile/pages/blocks';
import { describedPlatform } from '../../../../core/api/compile/pages/described';
import { filled, refuseMissing, translator, type Lookups } from '../../../../core/api/compile/pages/language';
import { ROOT } from '../../../engine/contract/support/documents';

describe('a page written by hand', () => {
	let folder: string;
	let file: string;
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'page-'));
		file = path.join(folder, 'guide.en.md');
	});
	afterEach(() => rmSync(folder, { recursive: true }));
	const write = (text: string) => writeFileSync(file, text);

	it('gets what is made from code where it asks for it', () => {
		write('# Padaria\n\n<!-- limits -->\n\nBread. <!-- not alone -->\n');
		expect(pageOf(file, { limits: () => '- $1 of them' })).toBe(
			'# Padaria\n\n- $1 of them\n\nBread. <!-- not alone -->\n',
		);
	});

	it('is refused when it asks for something that there is not', () => {
		write('<!-- limits -->\n<!-- limit -->\n');
		expect(() => pageOf(file, { limits: () => '' })).toThrow(`${file}: there is no block limit`);
	});

	it('is refused when it leaves something out', () => {
		write('<!-- limits -->\n');
		expect(() => pageOf(file, { limits: () => '', verbs: () => '' })).toThrow(
			`${file}: the block verbs is missing`,
		);
	});
});

describe('the words of a page', () => {
	let lookups: Lookups;
	beforeEach(() => {
		lookups = { used: new Set(), missing: new Set() };
	});

	it('are those of nodes and documents in English', () => {
		expect(translator(ROOT, 'en', lookups)('Only on Sundays')).toBe('Only on Sundays');
		expect(() => refuseMissing(lookups)).not.toThrow();
	});

	it('are translated for a page in Portuguese', () => {
		expect(translator(ROOT, 'pt-BR', lookups)('A new order came in')).toBe('Chegou um pedido novo');
		expect([...lookups.used]).toEqual(['A new order came in']);
		expect(() => refuseMissing(lookups)).not.toThrow();
	});

	it('stop the making of the pages where nobody has translated them, and are told all at once', () => {
		const t = translator(ROOT, 'pt-BR', lookups);
		for (const text of ['Only on Sundays', 'A new order came in', 'Never on Mondays']) t(text);
		expect(() => refuseMissing(lookups)).toThrow(
			'core/api/compile/pages/pt-BR.yaml: nobody has translated\n- Only on Sundays\n- Never on Mondays',
		);
	});

	it('leave braces alone that are not of their own', () => {
		expect(filled('{name}: {max} of {all}', { name: 'Bread', max: 3 })).toBe('Bread: 3 of {all}');
	});
});

it('knows the action node of a folder from its triggers, and the credential of both', () => {
	const { node, triggers, credential } = describedPlatform(path.join(ROOT, 'nodes', 'Neemo'));
	expect(node.name).toBe('neemo');
	expect(triggers.map(({ name }) => name)).toEqual(['neemoButtonTrigger', 'neemoTrigger']);
	expect(credential.displayName).toBe('Neemo API');
});
