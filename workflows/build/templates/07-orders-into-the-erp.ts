import { firstDay, incoming, whenSomethingFails } from '../sections';
import { email, placeholder, post, sheet, shopEmail } from '../steps';
import { onlyNew, saveRow, type Table } from '../tables';
import type { Template } from '../types';

const FRESH = 'Only orders that the ERP does not have';
const CUSTOMER = 'Create or update the customer in the ERP';
const SALE = 'Create the sale in the ERP';
const SAVE = 'Note the number of the ERP';
const REFUSED = 'Tell the shop: not in the ERP';
const SHEET = 'Save it in Google Sheets too (off)';

const order = `$('${FRESH}').item.json`;

const inErp: Table = {
	name: 'ERP numbers',
	columns: { orderId: 'string', displayId: 'string', customerErpId: 'string', erpId: 'string' },
	key: 'orderId',
};

const customer = `={{ JSON.stringify({
  name: ${order}.customer.name,
  document: ${order}.customer.document,
  phone: ${order}.customer.phone,
  email: ${order}.customer.email,
  address: ${order}.delivery.address,
}) }}`;

const sale = `={{ JSON.stringify({
  customerId: $json.id,
  number: ${order}.displayId,
  channel: ${order}.source.platform,
  date: ${order}.createdAt,
  items: ${order}.items.map((item) => ({ code: item.externalCode, name: item.name, quantity: item.quantity, price: item.unitPrice, total: item.totalPrice })),
  fees: ${order}.total.otherFees,
  discount: ${order}.total.discount,
  total: ${order}.total.orderAmount,
  payments: ${order}.payments.methods,
  remark: ${order}.observations,
}) }}`;

const row = {
	orderId: `={{ ${order}.id }}`,
	displayId: `={{ ${order}.displayId }}`,
	customerErpId: `={{ String($('${CUSTOMER}').item.json.id) }}`,
	erpId: `={{ String($('${SALE}').item.json.id) }}`,
};

const first = incoming(
	['orderCreated', 'orderWaiting'],
	{ email: placeholder.to, erpUrl: 'https://SEU_ERP' },
	[FRESH],
	{ waitingMinutes: 10 },
);
const tables = firstDay([inErp]);
const failures = whenSomethingFails();

export const ordersIntoTheErp: Template = {
	file: '07-orders-into-the-erp',
	name: 'Orders into the ERP',
	about: {
		pt: `## Pedidos no ERP

Cada pedido vira cliente e venda no seu ERP, uma vez só: a tabela **ERP numbers** guarda o número que o ERP deu. Se o ERP estiver fora do ar, a loja recebe um e-mail, e um pedido que ninguém confirmou é tentado de novo a cada 10 minutos.

**Para usar**
1. Em **Your settings** escreva o endereço do ERP e o seu e-mail. Crie a credencial *Header Auth* com o nome **ERP** (por exemplo *Name* \`Authorization\`, *Value* \`Bearer SUA_CHAVE\`).
2. Abra os dois nós *… in the ERP* e ajuste caminho e campos ao manual do seu ERP (Bling, Omie, Tiny/Olist e outros). Se o n8n tiver um nó do seu ERP, ponha-o no lugar.
3. Aperte *Press once to make the tables*, ligue os gatilhos e publique.

O número do pedido segue em \`Idempotency-Key\`: um ERP que o conhece não cria a venda duas vezes.`,
		en: `## Orders into the ERP

Every order becomes a customer and a sale in your ERP, once: the table **ERP numbers** keeps the number that the ERP gave. If the ERP is down, the shop gets an e-mail, and an order that nobody has confirmed is tried again every 10 minutes.

**To use it**
1. Write the address of the ERP and your e-mail address in **Your settings**. Make a *Header Auth* credential called **ERP** (such as *Name* \`Authorization\`, *Value* \`Bearer YOUR_KEY\`).
2. Open the two *… in the ERP* nodes and fit path and fields to your ERP's manual (Bling, Omie, Tiny/Olist and others). If n8n has a node for your ERP, put it there instead.
3. Press *Press once to make the tables*, switch on the triggers and publish.

The order's id goes along as \`Idempotency-Key\`: an ERP that knows it does not create the sale twice.`,
	},
	rows: [
		[
			first.section,
			{
				note: {
					pt: '### 2 · No ERP\nPrimeiro o cliente, depois a venda. O ERP responde com o número de cada um no campo `id`.',
					en: '### Into the ERP\nThe customer first, then the sale. The ERP answers with the number of each in the field `id`.',
				},
				steps: [
					onlyNew(inErp, FRESH, '={{ $json.id }}', [0, 0]),
					post(
						CUSTOMER,
						{ url: `={{ ${order}.settings.erpUrl }}/customers`, body: customer, credential: 'ERP' },
						[1, 0],
					),
					post(
						SALE,
						{
							url: `={{ ${order}.settings.erpUrl }}/sales`,
							body: sale,
							credential: 'ERP',
							headers: { 'Idempotency-Key': `={{ ${order}.id }}` },
						},
						[2, 0],
					),
					saveRow(inErp, SAVE, row, [3, 0]),
					sheet(inErp, SHEET, row, [4, 0]),
					email(
						REFUSED,
						{
							to: shopEmail,
							subject: `=Pedido {{ ${order}.displayId }} não entrou no ERP`,
							text: `=Motivo: {{ $json.error?.message ?? $json.error }}\n\n{{ ${order}.text.order }}`,
						},
						[3, 1],
					),
				],
			},
		],
		[tables.section, failures.section],
	],
	links: {
		...first.links,
		[FRESH]: [CUSTOMER],
		[CUSTOMER]: [[SALE], [REFUSED]],
		[SALE]: [[SAVE], [REFUSED]],
		[SAVE]: [SHEET],
		...tables.links,
		...failures.links,
	},
};
