import { firstDay, whenSomethingFails } from '../sections';
import { email, only, placeholder, schedule, settings, SETTINGS, shopEmail } from '../steps';
import { changeRow, readRows, type Table } from '../tables';
import type { Step, Template } from '../types';

const CLOCK = 'Every five minutes';
const READ = 'Read the menu';
const MORNING = 'Every morning at five';
const SOLD_OUT = 'Read what was sold out';
const BACK = 'Sell it again today';

const menu: Table = {
	name: 'Menu',
	columns: {
		product: 'string',
		soldOut: 'boolean',
		neemoRef: 'string',
		neemoShows: 'string',
		deliveryDiretoId: 'string',
		deliveryDiretoShows: 'string',
	},
	key: 'product',
};

interface Shelf {
	name: string;
	/** Column with the platform's code of the product. */
	code: 'neemoRef' | 'deliveryDiretoId';
	/** Column with what the platform was told last. */
	shows: 'neemoShows' | 'deliveryDiretoShows';
	node: Pick<Step, 'type' | 'parameters' | 'credentials'>;
}

const row = (filter: string) => `$('${filter}').item.json`;
const filterName = (name: string) => `Only what changed for ${name}`;
const setName = (name: string) => `Tell ${name}`;
const noteName = (name: string) => `Note what ${name} shows`;

const shelves: Shelf[] = [
	{
		name: 'Neemo',
		code: 'neemoRef',
		shows: 'neemoShows',
		node: {
			type: 'n8n-nodes-pedidos.neemo',
			parameters: {
				resource: 'item',
				operation: 'update',
				ref: '={{ $json.neemoRef }}',
				updateFields: { enable: '={{ !$json.soldOut }}' },
				options: {},
			},
			credentials: { neemoApi: 'Neemo' },
		},
	},
	{
		name: 'Delivery Direto',
		code: 'deliveryDiretoId',
		shows: 'deliveryDiretoShows',
		node: {
			type: 'n8n-nodes-pedidos.deliveryDireto',
			parameters: {
				resource: 'item',
				operation: 'update',
				id: { __rl: true, mode: 'id', value: '={{ $json.deliveryDiretoId }}' },
				updateFields: { status: "={{ $json.soldOut ? 'SHORT_SUPPLY' : 'ACTIVE' }}" },
			},
			credentials: { deliveryDiretoApi: 'Delivery Direto' },
		},
	},
];

const wanted = (item: string) => `${item}.soldOut ? 'sold out' : 'on sale'`;

function stepsOf({ name, code, shows, node }: Shelf, down: number): Step[] {
	const filter = filterName(name);
	return [
		only(
			filter,
			[
				[`={{ $json.${code} }}`, 'notEmpty'],
				// A product that was never off the menu needs no call
				[`={{ ($json.${shows} || 'on sale') !== (${wanted('$json')}) }}`, 'isTrue'],
			],
			[0, down],
		),
		{ name: setName(name), typeVersion: 1, at: [1, down], onError: 'continueErrorOutput', ...node },
		changeRow(
			menu,
			noteName(name),
			`={{ ${row(filter)}.id }}`,
			{ [shows]: `={{ ${wanted(row(filter))} }}` },
			[2, down],
		),
		email(
			`Tell the shop: ${name} did not take it`,
			{
				to: shopEmail,
				subject: `={{ ${row(filter)}.product }}: ${name} não mudou`,
				text: '=Mude no painel da plataforma, ou espere: este fluxo tenta de novo.\n\n{{ $json.error?.message ?? $json.error }}',
			},
			[2, down + 1],
			{ executeOnce: true },
		),
	];
}

function linksOf({ name }: Shelf) {
	return {
		[filterName(name)]: [setName(name)],
		[setName(name)]: [[noteName(name)], [`Tell the shop: ${name} did not take it`]],
	};
}

const tables = firstDay([menu]);
const failures = whenSomethingFails();

export const soldOutEverywhere: Template = {
	file: '11-sold-out-everywhere',
	name: 'Sold out everywhere',
	about: {
		pt: `## Acabou? Some de todos os lugares

Marque **soldOut** na linha do produto, na tabela **Menu**: em cinco minutos ele sai de venda na Neemo e na Delivery Direto. Desmarque, e ele volta. Toda manhã às cinco tudo volta à venda.

**Para usar**
1. Aperte *Press once to make the tables*. Abra **Data tables > Menu** e escreva uma linha por produto: o nome, o código na Neemo (*neemoRef*) e o número na Delivery Direto (*deliveryDiretoId*). Deixe vazio onde não vende; as colunas *…Shows* são do fluxo.
2. Em **Your settings** escreva o seu e-mail. Desligue (tecla **D**) o que não usa.
3. Publique.

Pigz, Venddor e Digipix não têm esta função na API.`,
		en: `## Sold out? Gone everywhere

Tick **soldOut** in the product's row of the table **Menu**: within five minutes it is off sale at Neemo and Delivery Direto. Untick it, and it is back. Every morning at five everything is on sale again.

**To use it**
1. Press *Press once to make the tables*. Open **Data tables > Menu** and write one row for each product: its name, its code at Neemo (*neemoRef*) and its number at Delivery Direto (*deliveryDiretoId*). Leave empty where you do not sell it; the *…Shows* columns belong to the workflow.
2. Write your e-mail address in **Your settings**. Switch off (key **D**) what you do not use.
3. Publish.

Pigz, Venddor and Digipix have no such function in their API.`,
	},
	rows: [
		[
			{
				note: {
					pt: '### 1 · Olhar a tabela\nA cada cinco minutos.',
					en: '### Look at the table\nEvery five minutes.',
				},
				steps: [
					schedule(CLOCK, { field: 'minutes', minutesInterval: 5 }, [0, 0]),
					settings({ email: placeholder.to }, [1, 0]),
					readRows(menu, READ, [], [2, 0]),
				],
			},
			{
				note: {
					pt: '### 2 · Mudar só o que mudou\nSe a plataforma não responder, você recebe um e-mail e o fluxo tenta de novo.',
					en: '### Change only what changed\nIf the platform does not answer, you get an e-mail, and the workflow tries again.',
				},
				steps: shelves.flatMap((shelf, place) => stepsOf(shelf, place * 2)),
			},
		],
		[
			{
				note: {
					pt: '### De manhã tudo volta\nSó desmarca a tabela; o resto acontece acima.',
					en: '### In the morning all is back\nIt only unticks the table; the rest happens above.',
				},
				steps: [
					schedule(MORNING, { field: 'days', daysInterval: 1, triggerAtHour: 5, triggerAtMinute: 0 }, [0, 0]),
					readRows(menu, SOLD_OUT, [{ keyName: 'soldOut', condition: 'isTrue' }], [1, 0]),
					changeRow(menu, BACK, '={{ $json.id }}', { soldOut: false }, [2, 0]),
				],
			},
			tables.section,
			failures.section,
		],
	],
	links: {
		[CLOCK]: [SETTINGS],
		[SETTINGS]: [READ],
		[READ]: shelves.map(({ name }) => filterName(name)),
		...Object.assign({}, ...shelves.map(linksOf)),
		[MORNING]: [SOLD_OUT],
		[SOLD_OUT]: [BACK],
		...tables.links,
		...failures.links,
	},
};
