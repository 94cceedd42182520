import { firstDay, incoming, whenSomethingFails } from '../sections';
import { email, placeholder, SETTINGS, sheet, shopEmail, slack } from '../steps';
import { orders, saveRow } from '../tables';
import type { Template } from '../types';

const SAVE = 'Save the order in Orders';
const TELL = 'Tell the shop by e-mail';
const SHEET = 'Save it in Google Sheets too (off)';
const SLACK = 'Tell Slack too (off)';

const order = (from: string) => ({
	orderId: `={{ ${from}.id }}`,
	displayId: `={{ ${from}.displayId }}`,
	platform: `={{ ${from}.source.platform }}`,
	status: `={{ ${from}.status }}`,
	placedAt: `={{ ${from}.createdAt }}`,
	customerName: `={{ ${from}.customer.name }}`,
	customerPhone: `={{ ${from}.customer.phone }}`,
	orderType: `={{ ${from}.orderType }}`,
	items: `={{ ${from}.text.items }}`,
	total: `={{ ${from}.total.orderAmount }}`,
	payment: `={{ ${from}.text.payment }}`,
	eventType: `={{ ${from}.event.type }}`,
	redelivered: `={{ ${from}.event.redelivered }}`,
});

const arrived = `$('${SETTINGS}').item.json`;

const first = incoming(['orderCreated', 'orderCancelled', 'statusChanged'], { email: placeholder.to }, [
	SAVE,
]);
const tables = firstDay([orders]);
const failures = whenSomethingFails();

export const allChannelsInOneTable: Template = {
	file: '01-all-channels-in-one-table',
	name: 'All channels in one table',
	about: {
		pt: `## Todos os canais em uma tabela

Cada pedido do Pigz, Neemo, Venddor, Delivery Direto e Digipix vira uma linha da tabela **Orders**, e a loja recebe um e-mail com o pedido inteiro. Quando o pedido anda ou é cancelado, a mesma linha muda: nunca há duas linhas do mesmo pedido.

**Para usar**
1. Aperte *Press once to make the tables*.
2. Ligue os gatilhos das suas plataformas e escolha as credenciais.
3. Abra **Your settings** e escreva o seu e-mail. Em *Tell the shop by e-mail* e *Tell me about the problem* escolha a credencial SMTP.
4. Publique (**Publish**).

**Se quiser mais**: os nós com *(off)* estão desligados. Selecione um, escolha a conta e aperte **D** para ligar: Google Sheets e Slack. Na planilha, a aba se chama *Orders* e a primeira linha tem os nomes das colunas. Para a Digipix, copie a *Production URL* do gatilho para os pedidos que você cria.`,
		en: `## All channels in one table

Every order of every platform becomes a row of the table **Orders**, and the shop gets an e-mail with the whole order. When the order moves on or is cancelled, the same row changes: there are never two rows of one order.

**To use it**
1. Press *Press once to make the tables*.
2. Switch on the triggers of your platforms and choose their credentials.
3. Open **Your settings** and write your e-mail address. Choose the SMTP credential in both e-mail nodes.
4. Publish.

**If you want more**: the nodes marked *(off)* are switched off. Select one, choose the account and press **D**. In the sheet the tab is called *Orders*, and its first row holds the names of the columns. For Digipix, copy the trigger's *Production URL* into the orders that you create.`,
	},
	rows: [
		[
			first.section,
			{
				note: {
					pt: '### 2 · Na tabela e por e-mail\nA linha é gravada pelo número do pedido. O e-mail sai só depois de a linha estar gravada.',
					en: "### Into the table, and by e-mail\nThe row is written by the order's id. The e-mail leaves only when the row is saved.",
				},
				steps: [
					saveRow(orders, SAVE, order('$json'), [0, 0]),
					email(
						TELL,
						{
							to: shopEmail,
							subject: `=Pedido {{ ${arrived}.displayId }} · {{ ${arrived}.customer.name }} · {{ ${arrived}.status }}{{ ${arrived}.event.redelivered ? ' (reenviado)' : '' }}`,
							text: `={{ ${arrived}.text.order }}`,
						},
						[1, 0],
					),
					sheet(orders, SHEET, order(arrived), [1, 1]),
					slack(SLACK, `={{ ${arrived}.text.order }}`, [1, 2]),
				],
			},
		],
		[tables.section, failures.section],
	],
	links: { ...first.links, [SAVE]: [TELL, SHEET, SLACK], ...tables.links, ...failures.links },
};
