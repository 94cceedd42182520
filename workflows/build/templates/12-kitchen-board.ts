import { platforms, verbOn } from '../platforms';
import { firstDay, whenSomethingFails } from '../sections';
import { choose, email, placeholder, question, set, settings, SETTINGS, shopEmail } from '../steps';
import { orders, NEWEST_ROW, readRows, saveRow } from '../tables';
import type { Step, Template } from '../types';

const FORM = 'The kitchen fills in the form';
const BOARD = 'A board or courier calls (off)';
const STEP = 'Which order, which step?';
const FIND = 'Find the order in Orders';
const FOUND = 'Is there such an order?';
const WHERE = 'Where shall it move on?';
const MOVED = 'Did it move on?';
const SAVE = 'Note the new status in Orders';
const UNKNOWN = 'Tell the shop: no such order';
const REFUSED = 'Tell the shop: it did not move on';

const asked = `$('${STEP}').first().json`;
const order = `$('${FIND}').first().json`;

/** What the kitchen reads, and the verb that it means. */
const stepWords = {
	'Em preparo': 'startPreparation',
	'Pronto para retirada': 'readyForPickup',
	'Saiu para entrega': 'dispatch',
	Entregue: 'conclude',
};

const ADDRESS = 'cozinha';

const form: Step = {
	name: FORM,
	type: 'n8n-nodes-base.formTrigger',
	typeVersion: 2.2,
	at: [0, 0],
	parameters: {
		authentication: 'basicAuth',
		formTitle: 'Cozinha',
		formDescription: 'Número do pedido e o que aconteceu com ele',
		formFields: {
			values: [
				{ fieldLabel: 'Pedido', placeholder: '3105', requiredField: true },
				{
					fieldLabel: 'Passo',
					fieldType: 'dropdown',
					fieldOptions: { values: Object.keys(stepWords).map((option) => ({ option })) },
					requiredField: true,
				},
			],
		},
		options: { appendAttribution: false, path: ADDRESS },
	},
	credentials: { httpBasicAuth: 'Kitchen' },
	hasAddress: true,
};

const board: Step = {
	name: BOARD,
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	at: [0, 1],
	parameters: {
		httpMethod: 'POST',
		path: `${ADDRESS}-quadro`,
		authentication: 'headerAuth',
		options: {},
	},
	credentials: { httpHeaderAuth: 'Kitchen board' },
	hasAddress: true,
	disabled: true,
};

const verbOfWord = `(${JSON.stringify(stepWords)})[$json.Passo]`;
const tables = firstDay([orders]);
const failures = whenSomethingFails();
/** Every step that a platform knows, each a node of its own: n8n lets no expression choose an operation. */
const moves = platforms.flatMap((platform) => platform.moves.map((verb) => ({ platform, verb })));
const said = {
	startPreparation: 'In preparation',
	readyForPickup: 'Ready for pickup',
	dispatch: 'On the way',
	conclude: 'Delivered',
	confirm: 'Confirmed',
	cancel: 'Cancelled',
};
const movers = moves.map(({ platform, verb }, row) =>
	verbOn(platform, verb, `={{ ${order}.orderId }}`, `${said[verb]} on ${platform.name}`, [1, row]),
);

export const kitchenBoard: Template = {
	file: '12-kitchen-board',
	name: 'Kitchen board',
	about: {
		pt: `## A cozinha move o pedido

A cozinha abre um formulário no celular, escreve o número do pedido e escolhe: em preparo, pronto para retirada, saiu para entrega, entregue. A plataforma do pedido fica sabendo, e a linha em **Orders** muda.

Os pedidos vêm da tabela **Orders**, que o modelo *All channels in one table* preenche: use os dois juntos.

**Para usar**
1. Abra o formulário e crie a credencial *Basic Auth* **Kitchen**: usuário e senha da cozinha.
2. Em **Your settings** escreva o seu e-mail. Na parte 3 deixe ligadas as suas plataformas.
3. Aperte *Press once to make the tables* e publique. O endereço está no formulário, em *Production URL*.

**Tem um quadro (Trello, Notion) ou um app de entregas?** Ligue *A board or courier calls (off)* (tecla **D**), com a credencial *Header Auth* **Kitchen board**. Ele manda \`{ "order": "3105", "verb": "dispatch" }\`; os verbos são startPreparation, readyForPickup, dispatch e conclude.

Cada mudança avisa o cliente na plataforma. Nem toda plataforma tem todos os passos: se recusar, a loja recebe um e-mail.`,
		en: `## The kitchen moves the order on

The kitchen opens a form on the phone, writes the order's number and chooses: in preparation, ready for pickup, on the way, delivered. The order's platform learns it, and the row in **Orders** changes.

The orders come from the table **Orders**, which the template *All channels in one table* fills: use both together.

**To use it**
1. Open the form and make the *Basic Auth* credential **Kitchen**: the kitchen's user and password.
2. Write your e-mail address in **Your settings**. Keep your platforms switched on in part 3.
3. Press *Press once to make the tables* and publish. The address stands in the form, under *Production URL*.

**Do you have a board (Trello, Notion) or a courier app?** Switch on *A board or courier calls (off)* (key **D**) with the *Header Auth* credential **Kitchen board**. It sends \`{ "order": "3105", "verb": "dispatch" }\`; the verbs are startPreparation, readyForPickup, dispatch and conclude.

Each change tells the customer on the platform. Not every platform has every step: if it refuses, the shop gets an e-mail.`,
	},
	rows: [
		[
			{
				note: {
					pt: '### 1 · O que aconteceu\nPelo formulário, ou por um quadro que chama.',
					en: '### What happened\nThrough the form, or by a board that calls.',
				},
				steps: [
					form,
					board,
					settings({ email: placeholder.to }, [1, 0]),
					set(
						STEP,
						{
							order: '={{ String($json.body?.order ?? $json.Pedido).trim() }}',
							verb: `={{ $json.body?.verb ?? ${verbOfWord} }}`,
						},
						[2, 0],
					),
				],
			},
			{
				note: {
					pt: '### 2 · Achar o pedido\nO mais novo com este número.',
					en: '### Find the order\nThe newest with this number.',
				},
				steps: [
					readRows(
						orders,
						FIND,
						[{ keyName: 'displayId', keyValue: '={{ $json.order }}' }],
						[0, 0],
						NEWEST_ROW,
					),
					question(FOUND, [['={{ $json.orderId }}', 'notEmpty']], [1, 0]),
					email(
						UNKNOWN,
						{
							to: shopEmail,
							subject: `=Não há pedido {{ ${asked}.order }}`,
							text: `=A cozinha escreveu o número {{ ${asked}.order }}, que não está na tabela Orders.`,
						},
						[1, 1],
					),
				],
			},
			{
				note: {
					pt: '### 3 · Avisar a plataforma\nDeixe ligadas só as suas (tecla **D**).',
					en: '### Tell the platform\nKeep only yours switched on (key **D**).',
				},
				steps: [
					choose(
						WHERE,
						Object.fromEntries(
							moves.map(({ platform, verb }, place) => [
								movers[place]?.name ?? verb,
								[
									['={{ $json.platform }}', 'is', platform.platform],
									[`={{ ${asked}.verb }}`, 'is', verb],
								],
							]),
						),
						[0, 0],
						'no such step',
					),
					...movers,
					question(MOVED, [[`={{ $json.operation }}`, 'is', `={{ ${asked}.verb }}`]], [2, 0]),
					saveRow(
						orders,
						SAVE,
						{ orderId: `={{ ${order}.orderId }}`, status: '={{ $json.status }}' },
						[3, 0],
					),
					email(
						REFUSED,
						{
							to: shopEmail,
							subject: `=Pedido {{ ${order}.displayId }} não andou`,
							text: "={{ $json.error?.message ?? $json.error ?? 'Esta plataforma não tem este passo, ou o nó dela está desligado neste fluxo.' }}",
						},
						[3, 1],
					),
				],
			},
		],
		[tables.section, failures.section],
	],
	links: {
		[FORM]: [SETTINGS],
		[BOARD]: [SETTINGS],
		[SETTINGS]: [STEP],
		[STEP]: [FIND],
		[FIND]: [FOUND],
		[FOUND]: [[WHERE], [UNKNOWN]],
		[WHERE]: [...movers.map(({ name }) => [name]), [REFUSED]],
		...Object.fromEntries(movers.map(({ name }) => [name, [[MOVED], [REFUSED]]])),
		[MOVED]: [[SAVE], [REFUSED]],
		...tables.links,
		...failures.links,
	},
};
