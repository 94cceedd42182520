import { askAll, firstDay, whenSomethingFails } from '../sections';
import { code, email, only, placeholder, schedule, settings, SETTINGS, sheet, shopEmail } from '../steps';
import { orders, readRows, saveRow, type Table } from '../tables';
import type { Template } from '../types';

const MORNING = 'Every morning at six';
const DAY = 'Only the orders of that day';
const AMOUNTS = 'Read the amounts from Orders';
const ADD = 'Add it all up';
const SAVE = 'Save it in Daily closings';
const SEND = 'Send the report by e-mail';
const SHEET = 'Save it in Google Sheets too (off)';

const closings: Table = {
	name: 'Daily closings',
	columns: {
		day: 'string',
		orders: 'number',
		cancelled: 'number',
		revenue: 'number',
		averageTicket: 'number',
		withoutAmount: 'number',
		fees: 'number',
		discounts: 'number',
		byPlatform: 'string',
		byPayment: 'string',
	},
	key: 'day',
};

/**
 * Sums in whole cents, so that no cent is lost. An order that was split between vendors comes in its parts too. Pigz's list
 * leaves the amounts out, which its queue told: they stand in Orders. What is known nowhere is counted, and not taken for 0.
 */
const sums = `const { day } = $('${SETTINGS}').first().json.settings;
const noted = new Map($input.all().map(({ json }) => [json.orderId, json.total]));
const orders = $('${DAY}').all().map(({ json }) => json)
  .filter((order) => order.id && !order.warnings.includes('SPLIT_ORDER'))
  .map((order) => ({ ...order, amount: order.total.orderAmount ?? noted.get(order.id) ?? null }));
const sold = orders.filter((order) => !['CANCELLED', 'WAITING'].includes(order.statusPhase));
const cents = (amount) => Math.round((amount ?? 0) * 100);
const sum = (list, amountOf) => list.reduce((total, one) => total + cents(amountOf(one)), 0) / 100;
const reais = (amount) => 'R$ ' + amount.toFixed(2).replace('.', ',');

// Where a platform does not tell how much was paid by which method, the only one is the whole
const payments = sold.flatMap((order) => order.payments.methods.map((one, _, all) => ({
  name: one.label ?? one.method,
  amount: one.amount ?? (all.length === 1 ? order.amount : 0),
})));
const grouped = (list, nameOf, amountOf) => [...new Set(list.map(nameOf))].sort().map((name) => {
  const group = list.filter((one) => nameOf(one) === name);
  return name + ': ' + group.length + ' (' + reais(sum(group, amountOf)) + ')';
});

const priced = sold.filter((order) => order.amount !== null);
const revenue = sum(sold, (order) => order.amount);
const byPlatform = grouped(sold, (order) => order.source.platform, (order) => order.amount);
const byPayment = grouped(payments, (one) => one.name, (one) => one.amount);
const report = {
  day,
  orders: sold.length,
  cancelled: orders.filter((order) => order.statusPhase === 'CANCELLED').length,
  revenue,
  averageTicket: priced.length === 0 ? 0 : Math.round((revenue / priced.length) * 100) / 100,
  withoutAmount: sold.length - priced.length,
  fees: sum(sold, (order) => order.total.otherFees),
  discounts: sum(sold, (order) => order.total.discount),
  byPlatform: byPlatform.join('\\n'),
  byPayment: byPayment.join('\\n'),
};
report.text = [
  'Pedidos: ' + report.orders,
  'Cancelados: ' + report.cancelled,
  'Vendas: ' + reais(report.revenue),
  'Ticket médio: ' + reais(report.averageTicket),
  ...(report.withoutAmount > 0 ? ['ATENÇÃO: ' + report.withoutAmount + ' pedido(s) sem valor conhecido não estão nas vendas'] : []),
  'Taxas: ' + reais(report.fees),
  'Descontos: ' + reais(report.discounts),
  '',
  'Por plataforma',
  ...byPlatform,
  '',
  'Por pagamento',
  ...byPayment,
].join('\\n');
return [{ json: report }];`;

const row = Object.fromEntries(
	Object.keys(closings.columns).map((column) => [column, `={{ $('${ADD}').first().json.${column} }}`]),
);

const platforms = askAll(`={{ $('${SETTINGS}').first().json.settings.day }}`, DAY);
const tables = firstDay([orders, closings]);
const failures = whenSomethingFails();

export const dailyClosing: Template = {
	file: '06-daily-closing',
	name: 'Daily closing',
	about: {
		pt: `## Fechamento do dia

Toda manhã às seis: quantos pedidos houve ontem, vendas, ticket médio, cancelados, taxas e descontos, por plataforma e por forma de pagamento. Fica uma linha por dia na tabela **Daily closings**, e o resumo chega por e-mail.

**Para usar**
1. Em **Your settings** escreva o seu e-mail. O campo *day* é ontem; para refazer outro dia escreva-o, como 2026-11-21, e aperte *Execute workflow*.
2. Ligue os nós *Ask … for its orders* das suas plataformas e escolha as credenciais.
3. Aperte *Press once to make the tables* e publique.

Cancelados e pedidos que esperam pagamento não contam como venda. A lista do Pigz não traz valores: eles vêm da tabela **Orders**, que o modelo *All channels in one table* preenche. Pedido sem valor conhecido é contado à parte. **Se quiser mais**: ligue *Save it in Google Sheets too (off)* com a tecla **D**.`,
		en: `## Daily closing

Every morning at six: how many orders there were yesterday, revenue, average ticket, cancelled ones, fees and discounts, by platform and by payment. One row for each day stays in the table **Daily closings**, and the summary comes by e-mail.

**To use it**
1. Write your e-mail address in **Your settings**. The field *day* is yesterday; to do another day again write it, such as 2026-11-21, and press *Execute workflow*.
2. Switch on the *Ask … for its orders* nodes of your platforms and choose the credentials.
3. Press *Press once to make the tables* and publish.

Cancelled orders and those that wait for payment are no revenue. The list of Pigz holds no amounts: they come from the table **Orders**, which the template *All channels in one table* fills. An order without a known amount is counted apart. **If you want more**: switch on *Save it in Google Sheets too (off)* with the key **D**.`,
	},
	rows: [
		[
			{
				note: {
					pt: '### 1 · De manhã\nOutra hora? Abra o relógio.',
					en: '### In the morning\nAnother hour? Open the clock.',
				},
				steps: [
					schedule(MORNING, { field: 'days', daysInterval: 1, triggerAtHour: 6, triggerAtMinute: 0 }, [0, 0]),
					settings(
						{ email: placeholder.to, day: "={{ $now.minus({ days: 1 }).toFormat('yyyy-MM-dd') }}" },
						[1, 0],
					),
				],
			},
			platforms.section,
			{
				note: {
					pt: '### 3 · Somar\nUma linha por dia, mesmo sem pedidos. Refazer um dia muda a linha dele.',
					en: '### Add up\nOne row for a day, even without orders. Doing a day again changes its row.',
				},
				steps: [
					only(
						DAY,
						[
							[
								`={{ ($json.createdAt ?? '').slice(0, 10) }}`,
								'is',
								`={{ $('${SETTINGS}').first().json.settings.day }}`,
							],
						],
						[0, 0],
						'and',
						{ alwaysOutputData: true },
					),
					readRows(
						orders,
						AMOUNTS,
						[
							{
								keyName: 'placedAt',
								condition: 'gte',
								keyValue: `={{ $('${SETTINGS}').first().json.settings.day }}`,
							},
						],
						[1, 0],
						{ executeOnce: true, alwaysOutputData: true },
					),
					code(ADD, sums, [2, 0]),
					saveRow(closings, SAVE, row, [3, 0]),
					email(
						SEND,
						{
							to: shopEmail,
							subject: `=Fechamento de {{ $('${ADD}').first().json.day }}`,
							text: `={{ $('${ADD}').first().json.text }}`,
						},
						[4, 0],
					),
					sheet(closings, SHEET, row, [4, 1]),
				],
			},
		],
		[tables.section, failures.section],
	],
	links: {
		[MORNING]: [SETTINGS],
		[SETTINGS]: platforms.starts,
		...platforms.links,
		[DAY]: [AMOUNTS],
		[AMOUNTS]: [ADD],
		[ADD]: [SAVE],
		[SAVE]: [SEND, SHEET],
		...tables.links,
		...failures.links,
	},
};
