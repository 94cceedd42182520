import { confirmOrCancel, firstDay, incoming, whenSomethingFails } from '../sections';
import { choose, email, placeholder, slack } from '../steps';
import type { Step, Template } from '../types';

const EACH = 'Ask for each order by itself';
const ONE = 'One order to decide about';
const ASK = 'Ask: accept this order?';
const ANSWER = 'What was the answer?';
const SILENCE = 'Remind the shop: nobody answered';
const order = `$('${ONE}').first().json`;

/** n8n asks about the first item only and then waits, so each order gets an execution of its own: this workflow, called by itself. */
const each: Step = {
	name: EACH,
	type: 'n8n-nodes-base.executeWorkflow',
	typeVersion: 1.2,
	at: [0, 0],
	parameters: {
		source: 'database',
		workflowId: { __rl: true, mode: 'id', value: '={{ $workflow.id }}' },
		workflowInputs: { mappingMode: 'defineBelow', value: {}, matchingColumns: [], schema: [] },
		mode: 'each',
		options: { waitForSubWorkflow: false },
	},
};

const one: Step = {
	name: ONE,
	type: 'n8n-nodes-base.executeWorkflowTrigger',
	typeVersion: 1.1,
	at: [0, 1],
	parameters: { inputSource: 'passthrough' },
};

const ask: Step = {
	name: ASK,
	type: 'n8n-nodes-base.emailSend',
	typeVersion: 2.1,
	at: [1, 1],
	parameters: {
		resource: 'email',
		operation: 'sendAndWait',
		fromEmail: `={{ ${order}.settings.email }}`,
		toEmail: `={{ ${order}.settings.email }}`,
		subject: `=Aceitar o pedido {{ ${order}.displayId }}? R$ {{ ${order}.total.orderAmount }}`,
		message: `={{ ${order}.text.order }}`,
		responseType: 'approval',
		approvalOptions: {
			values: { approvalType: 'double', approveLabel: 'Aceitar', disapproveLabel: 'Recusar' },
		},
		options: {
			limitWaitTime: {
				values: {
					limitType: 'afterTimeInterval',
					resumeAmount: `={{ ${order}.settings.minutesToAnswer }}`,
					resumeUnit: 'minutes',
				},
			},
			appendAttribution: false,
		},
	},
	credentials: { smtp: 'SMTP' },
	hasAddress: true,
};

const first = incoming(['orderCreated'], { email: placeholder.to, minutesToAnswer: 5 }, [EACH]);
const accept = confirmOrCancel('confirm', order);
const refuse = confirmOrCancel('cancel', order);
const tables = firstDay([]);
const failures = whenSomethingFails();

export const approveOrdersByEmail: Template = {
	file: '03-approve-orders-by-e-mail',
	name: 'Approve orders by e-mail',
	about: {
		pt: `## Aceitar ou recusar pelo e-mail

Cada pedido novo chega por e-mail com dois botões: **Aceitar** e **Recusar**. A resposta confirma ou cancela o pedido na plataforma dele. Sem resposta em 5 minutos, a loja recebe um lembrete e nada é decidido.

**Para usar**
1. Em **Your settings** escreva o seu e-mail e os minutos de espera: menos que o prazo da sua plataforma.
2. Escolha a credencial SMTP nos nós de e-mail.
3. Ligue os gatilhos das suas plataformas e, nas partes 3 e 4, os nós das mesmas plataformas.
4. Aperte *Press once to make the tables* e publique: o fluxo chama a si mesmo, e para isso precisa estar publicado.

Os botões abrem o endereço do seu n8n: o celular precisa alcançá-lo (variável \`WEBHOOK_URL\`). A Digipix produz e cobra o que é confirmado.`,
		en: `## Accept or refuse by e-mail

Every new order comes by e-mail with two buttons: **Aceitar** (accept) and **Recusar** (refuse). The answer confirms or cancels the order on its platform. Without an answer in 5 minutes the shop gets a reminder, and nothing is decided.

**To use it**
1. Write your e-mail address and the minutes to wait in **Your settings**: less than your platform's time limit.
2. Choose the SMTP credential in the e-mail nodes.
3. Switch on the triggers of your platforms, and in parts 3 and 4 the nodes of the same platforms.
4. Press *Press once to make the tables* and publish: the workflow calls itself, for which it must be published.

The buttons open your n8n: the phone must be able to reach it (variable \`WEBHOOK_URL\`). Digipix produces and bills what is confirmed.`,
	},
	rows: [
		[
			first.section,
			{
				note: {
					pt: '### 2 · Perguntar\nCada pedido tem a sua própria espera: um não segura o outro.',
					en: '### Ask\nEach order waits by itself: none holds another one back.',
				},
				steps: [
					each,
					one,
					ask,
					choose(
						ANSWER,
						{
							accept: [['={{ String($json.data?.approved) }}', 'is', 'true']],
							refuse: [['={{ String($json.data?.approved) }}', 'is', 'false']],
						},
						[2, 1],
						'no answer',
					),
					email(
						SILENCE,
						{
							to: `={{ ${order}.settings.email }}`,
							subject: `=Ninguém respondeu: pedido {{ ${order}.displayId }}`,
							text: `=Decida no painel da plataforma ({{ ${order}.source.platform }}).\n\n{{ ${order}.text.order }}`,
						},
						[2, 2],
					),
					slack('Remind Slack too (off)', `=Ninguém respondeu: pedido {{ ${order}.displayId }}`, [2, 3]),
				],
			},
			accept.section,
			refuse.section,
		],
		[tables.section, failures.section],
	],
	links: {
		...first.links,
		[ONE]: [ASK],
		[ASK]: [ANSWER],
		[ANSWER]: [[accept.start], [refuse.start], [SILENCE, 'Remind Slack too (off)']],
		...accept.links,
		...refuse.links,
		...tables.links,
		...failures.links,
	},
};
