import { startSandbox } from '../../sandbox/server';
import { pigzReceiving } from '../../nodes/Pigz/queue';
import { ORDER_VERBS } from '../../core/order/verbs';
import { documentedPlatforms } from '../engine/contract/support/documents';
import { ordersOf } from '../engine/contract/support/classes';
import { pageAt, rowsBelow, type Cell } from './pages';

const textOf = (row: Cell[]) => row.map(({ content }) => content);

const LANGUAGES = [
	{
		language: 'en',
		head: 'Operation',
		words: { documented: 'documented', 'seen-in-code': 'seen in code', inferred: 'guess' },
	},
	{
		language: 'pt-BR',
		head: 'Operação',
		words: { documented: 'documentado', 'seen-in-code': 'visto em código', inferred: 'suposição' },
	},
];

const pages = documentedPlatforms().flatMap((platform) =>
	LANGUAGES.map((language) => ({
		...platform,
		...language,
		file: `docs/${language.language}/${platform.sandbox}.md`,
	})),
);

describe.each(pages)('$file', ({ file, head, words, operations, folder }) => {
	const rows = rowsBelow(pageAt(file), [head]).map(textOf);
	const shown = operations.filter(({ excluded }) => excluded === undefined);
	const verbRows = rows.slice(0, ORDER_VERBS.length);
	const operationRows = rows.slice(ORDER_VERBS.length);

	it('lists every operation once, with its address and how that is known', () => {
		const listed = operationRows.map(([, , request = '', evidence = '']) => [
			request,
			evidence.replace(/ \(.*\)$/, ''),
		]);
		const documented = shown.map(({ method, path, evidence }) => [
			`\`${method} ${path}\``,
			words[evidence as keyof typeof words],
		]);
		expect(listed.sort()).toEqual(documented.sort());
	});

	it('says of each verb whether the platform has it', () => {
		const { calls } = ordersOf({ folder }).verbs;
		expect(verbRows.map(([name = '', reached]) => [name, reached])).toEqual(
			ORDER_VERBS.map(({ verb, displayName }) => [
				`_${displayName}_`,
				calls[verb] ? `\`${calls[verb].reaches}\`` : expect.stringMatching(/^(no|não)$/),
			]),
		);
	});
});

it('lists the events of a trigger, and marks those that are chosen at first', () => {
	const rows = rowsBelow(pageAt('docs/pt-BR/pigz.md'), ['_Trigger On_']).map(textOf);
	expect(rows.map(([, , event]) => event).sort()).toEqual(
		pigzReceiving.events.map((event) => `\`${event}\``).sort(),
	);
	expect(rows.filter(([, chosen]) => chosen === '✓').map(([, , event]) => event)).toEqual([
		'`orderCancelled`',
		'`orderCreated`',
	]);
});

it('lists the fields of a credential', () => {
	const names = rowsBelow(pageAt('docs/pt-BR/pigz.md'), ['Campo']).map(([name]) => name?.content);
	expect(names.slice(0, 4)).toEqual(['_Environment_', '_Base URL_', '_E-Mail_', '_Password_']);
});

it('says truly that the sandbox serves every operation', async () => {
	const sandbox = await startSandbox({ port: 0, seed: 1 });
	try {
		for (const { sandbox: name, operations } of documentedPlatforms()) {
			const shown = operations.filter(({ excluded }) => excluded === undefined).map(({ id }) => id);
			const served = sandbox.platform(name).operations;
			expect([name, shown.filter((id) => !served.includes(id))]).toEqual([name, []]);
		}
	} finally {
		await sandbox.close();
	}
});
