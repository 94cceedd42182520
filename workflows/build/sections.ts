import { fromTriggers, listNames, lists, platforms, triggers, verbs } from './platforms';
import {
	button,
	choose,
	email,
	errorTrigger,
	placeholder,
	question,
	settings,
	SETTINGS,
	slack,
	shopEmail,
	together,
} from './steps';
import { makeTable, problems, saveRow, type Table } from './tables';
import type { Links, Section } from './types';

/** Parts that most templates have in common, each with its links. */
export interface Part {
	section: Section;
	links: Links;
}

/** The triggers of all platforms, and the settings behind them. */
export function incoming(
	events: string[],
	values: Record<string, string | number>,
	to: string[],
	more: { waitingMinutes?: number } = {},
): Part {
	return {
		section: {
			note: {
				pt: '### 1 · Pedido\nDeixe ligadas só as plataformas em que você vende: clique no gatilho e aperte a tecla **D** para ligar ou desligar. Em cada um escolha a sua credencial. Depois preencha **Your settings**.',
				en: '### An order comes in\nKeep only your platforms switched on: click a trigger and press **D**. Choose your credential in each, then fill in **Your settings**.',
			},
			steps: [...triggers(events, more), settings(values, [1, 0])],
		},
		links: { ...fromTriggers(SETTINGS), [SETTINGS]: to },
	};
}

const MAKE = 'Press once to make the tables';

/** A button that makes the tables, for the first day. */
export function firstDay(tables: Table[]): Part {
	const steps = [...tables, problems].map((table, column) => makeTable(table, [column + 1, 0]));
	const names = [MAKE, ...steps.map(({ name }) => name)];
	return {
		section: {
			note: {
				pt: '### No primeiro dia\nAperte **Execute workflow** em *Press once to make the tables*. As tabelas aparecem em **Data tables**. Apertar de novo não apaga nada.',
				en: '### On the first day\nPress **Execute workflow** on this button. The tables appear under **Data tables**. Pressing it again deletes nothing.',
			},
			steps: [button(MAKE, [0, 0]), ...steps],
		},
		links: Object.fromEntries(names.slice(0, -1).map((name, place) => [name, [names[place + 1] ?? '']])),
	};
}

const FAILED = 'When something fails';
const NOTED = 'Note the problem';
const TOLD = 'Tell me about the problem';

const failure = `($('${FAILED}').item.json.execution?.error ?? $('${FAILED}').item.json.trigger?.error)?.message`;
const link = `$('${FAILED}').item.json.execution?.url ?? ''`;
const workflowName = `$('${FAILED}').item.json.workflow.name`;

/** n8n starts this by itself when an execution of the workflow fails. The row is written even where no e-mail leaves. */
export function whenSomethingFails(): Part {
	const text = `O fluxo "{{ ${workflowName} }}" parou.\n\n{{ ${failure} }}\n\nVeja aqui: {{ ${link} }}`;
	return {
		section: {
			note: {
				pt: '### Quando algo falha\nO n8n começa aqui sozinho, anota o problema na tabela **Problems** e manda um e-mail. Abra *Tell me about the problem* e escreva o seu endereço.',
				en: '### When something fails\nn8n starts here by itself, notes it in the table **Problems** and sends an e-mail. Open *Tell me about the problem* and write your address.',
			},
			steps: [
				errorTrigger(FAILED, [0, 0]),
				saveRow(
					problems,
					NOTED,
					{
						problemId: '={{ $json.execution?.id ?? $now.toISO() }}',
						workflow: '={{ $json.workflow.name }}',
						step: "={{ $json.execution?.lastNodeExecuted ?? '' }}",
						message: '={{ ($json.execution?.error ?? $json.trigger?.error)?.message }}',
						link: "={{ $json.execution?.url ?? '' }}",
					},
					[1, 0],
					// Without the table the e-mail goes out all the same
					{ onError: 'continueRegularOutput' },
				),
				email(
					TOLD,
					{ to: placeholder.to, subject: `=Problema no fluxo "{{ ${workflowName} }}"`, text: `=${text}` },
					[2, 0],
				),
				slack('Tell Slack about the problem (off)', `=${text}`, [3, 0]),
			],
		},
		links: { [FAILED]: [NOTED], [NOTED]: [TOLD, 'Tell Slack about the problem (off)'] },
	};
}

const words = {
	confirm: {
		pt: 'Confirmar',
		en: 'Confirm',
		done: 'confirmado',
		name: (platform: string) => `Confirm it on ${platform}`,
		start: 'Where shall it be confirmed?',
		check: 'Was it confirmed?',
		failed: 'Tell the shop: not confirmed',
	},
	cancel: {
		pt: 'Cancelar',
		en: 'Cancel',
		done: 'cancelado',
		name: (platform: string) => `Cancel it on ${platform}`,
		start: 'Where shall it be cancelled?',
		check: 'Was it cancelled?',
		failed: 'Tell the shop: not cancelled',
	},
};

/**
 * Confirms or cancels an order on the platform that it came from, and tells the shop where that did not work: the platform
 * refused, or its node is switched off, which lets orders through untouched.
 * @param order expression of the whole order
 */
export function confirmOrCancel(
	verb: 'confirm' | 'cancel',
	order: string,
	then: string[] = [],
): Part & { start: string } {
	const { pt, en, done, name, start, check, failed } = words[verb];
	const steps = verbs(verb, `={{ ${order}.id }}`, name, [1, 0]);
	return {
		start,
		section: {
			note: {
				pt: `### ${pt} na plataforma\nDeixe ligadas só as suas plataformas (tecla **D**). Se a plataforma recusar, a loja recebe um e-mail.`,
				en: `### ${en} on the platform\nKeep only your platforms switched on (key **D**). If the platform refuses, the shop gets an e-mail.`,
			},
			steps: [
				choose(
					start,
					Object.fromEntries(
						platforms.map(({ platform, name: label }) => [
							label,
							[[`={{ ${order}.source.platform }}`, 'is', platform]],
						]),
					),
					[0, 0],
				),
				...steps,
				question(check, [['={{ $json.operation }}', 'is', verb]], [2, 0]),
				email(
					failed,
					{
						to: `={{ ${order}.settings.email }}`,
						subject: `=Pedido {{ ${order}.displayId }} não foi ${done}`,
						text: `=Resolva no painel da plataforma ({{ ${order}.source.platform }}).\n\n{{ $json.error?.message ?? $json.error ?? 'O nó desta plataforma está desligado neste fluxo.' }}`,
					},
					[2, 1],
				),
			],
		},
		links: {
			[start]: steps.map((step) => [step.name]),
			...Object.fromEntries(steps.map((step) => [step.name, [[check], [failed]]])),
			[check]: [then, [failed]],
		},
	};
}

const TOGETHER = 'All orders together';
const NO_ANSWER = 'Tell the shop who did not answer';

/** Asks every platform that has a list for the orders since a day, and brings them together; one that fails is told. */
export function askAll(since: string, to: string): Part & { starts: string[] } {
	return {
		starts: listNames,
		section: {
			note: {
				pt: '### 2 · Perguntar às plataformas\nDeixe ligadas só as suas (tecla **D**). A Digipix não tem lista de pedidos. Se uma não responder, você recebe um e-mail e as outras contam.',
				en: '### Ask the platforms\nKeep only yours switched on (key **D**). Digipix has no list of orders. If one does not answer, you get an e-mail, and the others count.',
			},
			steps: [
				...lists(since, [0, 0]),
				together(TOGETHER, listNames.length, [1, 0]),
				email(
					NO_ANSWER,
					{
						to: shopEmail,
						subject: '=Uma plataforma não respondeu',
						text: `=O fluxo "{{ $workflow.name }}" seguiu sem ela.\n\n{{ $json.error?.message ?? $json.error }}`,
					},
					[1, 1],
				),
			],
		},
		links: {
			...Object.fromEntries(listNames.map((name, input) => [name, [[`${TOGETHER}#${input}`], [NO_ANSWER]]])),
			[TOGETHER]: [to],
		},
	};
}
