import { firstDay, incoming, whenSomethingFails } from '../sections';
import { email, placeholder, question, SETTINGS, sheet, shopEmail, slack } from '../steps';
import { saveRow, type Table } from '../tables';
import type { Template } from '../types';

const SAVE = 'Save it in Cancellations';
const TELL = 'Tell the kitchen to stop';
const MONEY = 'Is there money to give back?';
const REFUND = 'Ask for the refund by e-mail';
const SHEET = 'Save it in Google Sheets too (off)';
const SLACK = 'Tell Slack too (off)';

const order = `$('${SETTINGS}').item.json`;

const cancellations: Table = {
	name: 'Cancellations',
	columns: {
		orderId: 'string',
		displayId: 'string',
		platform: 'string',
		status: 'string',
		cancelledBy: 'string',
		reason: 'string',
		customerName: 'string',
		customerPhone: 'string',
		total: 'number',
		toRefund: 'number',
		noticedAt: 'date',
	},
	key: 'orderId',
};

const toRefund = `${order}.cancellation.refunded ? 0 : (${order}.payments.prepaid ?? 0)`;

const row = {
	orderId: `={{ ${order}.id }}`,
	displayId: `={{ ${order}.displayId }}`,
	platform: `={{ ${order}.source.platform }}`,
	status: `={{ ${order}.status }}`,
	cancelledBy: `={{ ${order}.cancellation.by }}`,
	reason: `={{ ${order}.cancellation.reason }}`,
	customerName: `={{ ${order}.customer.name }}`,
	customerPhone: `={{ ${order}.customer.phone }}`,
	total: `={{ ${order}.total.orderAmount }}`,
	toRefund: `={{ ${toRefund} }}`,
	noticedAt: '={{ $now.toISO() }}',
};

const first = incoming(
	['orderCancelled', 'cancellationRequested'],
	{ email: placeholder.to, financeEmail: placeholder.to },
	[SAVE],
);
const tables = firstDay([cancellations]);
const failures = whenSomethingFails();

export const cancellationsAndRefunds: Template = {
	file: '05-cancellations-and-refunds',
	name: 'Cancellations and refunds',
	about: {
		pt: `## Cancelamentos e estornos

Quando um pedido é cancelado, ou o cliente pede o cancelamento (Venddor), a cozinha recebe um e-mail para parar e o pedido entra na tabela **Cancellations**. Se já estava pago e a plataforma não devolveu, o financeiro recebe um e-mail com o valor a devolver.

**Para usar**
1. Em **Your settings** escreva o e-mail da cozinha e o do financeiro.
2. Aperte *Press once to make the tables*, ligue os seus gatilhos, escolha as credenciais e publique.

**Se quiser mais**: ligue (tecla **D**) os nós *(off)* para Google Sheets e Slack.`,
		en: `## Cancellations and refunds

When an order is cancelled, or the customer asks for it (Venddor), the kitchen gets an e-mail to stop, and the order goes to the table **Cancellations**. If it was paid and the platform has not given the money back, finance gets an e-mail with the amount.

**To use it**
1. Write the kitchen's and finance's e-mail addresses in **Your settings**.
2. Press *Press once to make the tables*, switch on your triggers, choose the credentials and publish.

**If you want more**: switch on (key **D**) the *(off)* nodes for Google Sheets and Slack.`,
	},
	rows: [
		[
			first.section,
			{
				note: {
					pt: '### 2 · Anotar e avisar\nUma linha por pedido: o pedido de cancelamento e o cancelamento ficam na mesma.',
					en: '### Note it and tell\nOne row for an order: the wish to cancel and the cancellation share it.',
				},
				steps: [
					saveRow(cancellations, SAVE, row, [0, 0]),
					email(
						TELL,
						{
							to: shopEmail,
							subject: `=PARE: pedido {{ ${order}.displayId }} {{ ${order}.status === 'CANCELLED' ? 'cancelado' : 'com pedido de cancelamento' }}`,
							text: `=Motivo: {{ ${order}.cancellation.reason ?? 'não informado' }}\n\n{{ ${order}.text.order }}`,
						},
						[1, 0],
					),
					sheet(cancellations, SHEET, row, [1, 1]),
					slack(SLACK, `=PARE: pedido {{ ${order}.displayId }}`, [1, 2]),
				],
			},
			{
				note: {
					pt: '### 3 · Devolver o dinheiro\nSó quando algo foi pago antes e ainda não voltou.',
					en: '### Give the money back\nOnly where something was paid before and has not gone back yet.',
				},
				steps: [
					question(
						MONEY,
						[
							[`={{ ${toRefund} }}`, 'above', 0],
							[`={{ ${order}.status }}`, 'is', 'CANCELLED'],
						],
						[0, 0],
					),
					email(
						REFUND,
						{
							to: `={{ ${order}.settings.financeEmail }}`,
							subject: `=Devolver R$ {{ (${toRefund}).toFixed(2).replace('.', ',') }}: pedido {{ ${order}.displayId }}`,
							text: `=Cliente: {{ ${order}.customer.name }}\nTelefone: {{ ${order}.customer.phone }}\nPagamento: {{ ${order}.text.payment }}\nPlataforma: {{ ${order}.source.platform }}`,
						},
						[1, 0],
					),
				],
			},
		],
		[tables.section, failures.section],
	],
	links: {
		...first.links,
		[SAVE]: [TELL, SHEET, SLACK],
		[TELL]: [MONEY],
		[MONEY]: [[REFUND]],
		...tables.links,
		...failures.links,
	},
};
