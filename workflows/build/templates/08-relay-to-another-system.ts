import { DIGIPIX_SECRET, platformNamed, verbOn } from '../platforms';
import { firstDay, incoming, whenSomethingFails } from '../sections';
import { email, only, placeholder, post, SETTINGS, shopEmail } from '../steps';
import { onlyNew, saveRow, type Table } from '../tables';
import type { Step, Template } from '../types';

const FRESH = 'Only orders that were not relayed';
const SEND = 'Send the whole order to your system';
const SAVE = 'Note that it was relayed';
const REFUSED = 'Tell the shop: not relayed';
const PRINTED = 'Only orders with products to print (off)';
const PRODUCE = 'Order the production at Digipix (off)';
const PROGRESS = 'Digipix made progress (off)';
const SHIPPED = 'Only what was shipped for Venddor (off)';
const PASS_ON = 'Pass the tracking on to Venddor (off)';

const order = `$('${FRESH}').item.json`;

const relayed: Table = {
	name: 'Relayed',
	columns: { orderId: 'string', displayId: 'string', platform: 'string', relayedAt: 'date' },
	key: 'orderId',
};

const words = `(${order}.customer.name ?? '').trim().split(/\\s+/)`;
const phone = `(${order}.customer.phone ?? '').replace('+55', '')`;
const address = `${order}.delivery.address`;

/** A quote only: what is approved is produced and billed, which a person decides. */
const produce: Step = {
	name: PRODUCE,
	type: 'n8n-nodes-pedidos.digipix',
	typeVersion: 1,
	at: [1, 0],
	parameters: {
		resource: 'order',
		operation: 'create',
		recipient: {
			values: {
				address: {
					values: {
						street: `={{ ${address}.street }}`,
						number: `={{ ${address}.number ?? 'S/N' }}`,
						// Venddor has none, and Digipix asks for one
						neighborhood: `={{ ${address}.district ?? 'Não informado' }}`,
						city: `={{ ${address}.city }}`,
						stateCode: `={{ ${address}.state }}`,
						zipCode: `={{ ${address}.postalCode }}`,
						additionalFields: {},
					},
				},
				contact: {
					values: {
						firstName: `={{ ${words}[0] }}`,
						lastName: `={{ ${words}.slice(1).join(' ') || ${words}[0] }}`,
						additionalFields: {
							phone: {
								values: {
									areaCode: `={{ ${phone}.slice(0, 2) }}`,
									number: `={{ ${phone}.slice(2) }}`,
									additionalFields: {},
								},
							},
						},
					},
				},
			},
		},
		items: `={{ JSON.stringify(${order}.items.filter((item) => item.externalCode).map((item) => ({ sku: item.externalCode, quantity: item.quantity }))) }}`,
		output: 'unified',
		additionalFields: {
			partnerOrderId: `={{ ${order}.id }}`,
			customData: `={{ JSON.stringify({ orderId: ${order}.id }) }}`,
			statusNotificationUrl: `={{ $('${SETTINGS}').first().json.settings.digipixAddress }}`,
		},
		options: {},
	},
	credentials: { digipixApi: 'Digipix' },
	onError: 'continueErrorOutput',
	disabled: true,
};

/** Digipix calls the address that the quote was made with. */
const progress: Step = {
	name: PROGRESS,
	type: 'n8n-nodes-pedidos.digipixTrigger',
	typeVersion: 1,
	at: [0, 0],
	parameters: {
		secret: DIGIPIX_SECRET,
		events: ['orderCreated', 'statusChanged'],
		output: 'unifiedWithRaw',
		options: {},
	},
	credentials: { digipixApi: 'Digipix' },
	hasAddress: true,
	disabled: true,
};

/** The id of Venddor's order, in the own data that Digipix sends back; whether it repeats the partner's number is not known. */
const ordered = '$json.raw.customData?.orderId';
const dispatch = verbOn(platformNamed('venddor'), 'dispatch', `={{ ${ordered} }}`, PASS_ON, [2, 0]);
const passOn: Step = {
	...dispatch,
	// What Venddor refuses ends the execution, and the branch below tells of it
	onError: undefined,
	parameters: {
		...dispatch.parameters,
		additionalFields: {
			carrier: "={{ $json.delivery.shippingMethod ?? '' }}",
			trackingNumber: "={{ $json.delivery.tracking[0]?.code ?? '' }}",
		},
	},
	disabled: true,
};

const first = incoming(
	['orderCreated', 'orderWaiting'],
	{
		email: placeholder.to,
		systemUrl: 'https://SEU_SISTEMA/pedidos',
		digipixAddress: 'https://SEU_N8N/webhook/COPIE-DO-GATILHO',
	},
	[FRESH],
	{ waitingMinutes: 10 },
);
const tables = firstDay([relayed]);
const failures = whenSomethingFails();

export const relayToAnotherSystem: Template = {
	file: '08-relay-to-another-system',
	name: 'Relay orders to another system',
	about: {
		pt: `## Repassar pedidos para outro sistema

Cada pedido novo, com todos os campos, segue para o endereço do seu sistema (PDV, impressora, site, API própria), uma vez só. Se ele estiver fora do ar, a loja recebe um e-mail, e um pedido que ninguém confirmou é tentado de novo a cada 10 minutos.

**Para usar**
1. Em **Your settings** escreva o endereço e o seu e-mail. Crie a credencial *Header Auth* com o nome **Your system**.
2. Aperte *Press once to make the tables*, ligue os gatilhos e publique.

**Produzir na Digipix**: ligue (tecla **D**) os dois nós *(off)* da parte 3. Um orçamento é criado na Digipix para os produtos com código; o código do produto na loja precisa ser o *sku* da Digipix. Nada é produzido nem cobrado até você aprovar, e a Digipix precisa dos arquivos de impressão: peça a ela o formato.

**Devolver o rastreio ao Venddor**: ligue também os três nós *(off)* da parte 4, troque a senha em *Digipix made progress (off)* e copie a *Production URL* dele para **digipixAddress** em **Your settings**. Quando a Digipix despachar, o pedido do Venddor é despachado com o código de rastreio, e o Venddor avisa o comprador.`,
		en: `## Relay orders to another system

Every new order goes, with all its fields, to the address of your system (POS, printer, website, API of your own), once. If it is down, the shop gets an e-mail, and an order that nobody has confirmed is tried again every 10 minutes.

**To use it**
1. Write the address and your e-mail address in **Your settings**. Make a *Header Auth* credential called **Your system**.
2. Press *Press once to make the tables*, switch on the triggers and publish.

**Production at Digipix**: switch on (key **D**) the two *(off)* nodes of part 3. A quote is made at Digipix for the products that have a code; the product's code in the shop must be Digipix's *sku*. Nothing is produced or billed until you approve it, and Digipix needs the print files: ask them for the format.

**Tracking back to Venddor**: switch on the three *(off)* nodes of part 4 too, change the secret in *Digipix made progress (off)* and copy its *Production URL* to **digipixAddress** in **Your settings**. When Digipix ships, the Venddor order is dispatched with the tracking code, and Venddor tells the buyer.`,
	},
	rows: [
		[
			first.section,
			{
				note: {
					pt: '### 2 · Repassar\nO sistema recebe o pedido como está descrito em *unified order*.',
					en: '### Relay\nThe system gets the order as *unified order* describes it.',
				},
				steps: [
					onlyNew(relayed, FRESH, '={{ $json.id }}', [0, 0]),
					post(
						SEND,
						{
							url: `={{ ${order}.settings.systemUrl }}`,
							body: `={{ JSON.stringify({ ...${order}, settings: undefined }) }}`,
							credential: 'Your system',
							headers: { 'Idempotency-Key': `={{ ${order}.id }}` },
						},
						[1, 0],
					),
					saveRow(
						relayed,
						SAVE,
						{
							orderId: `={{ ${order}.id }}`,
							displayId: `={{ ${order}.displayId }}`,
							platform: `={{ ${order}.source.platform }}`,
							relayedAt: '={{ $now.toISO() }}',
						},
						[2, 0],
					),
					email(
						REFUSED,
						{
							to: shopEmail,
							subject: `=Pedido {{ ${order}.displayId }} não foi repassado`,
							text: `=Motivo: {{ $json.error?.message ?? $json.error }}\n\n{{ ${order}.text.order }}`,
						},
						[2, 1],
					),
				],
			},
			{
				note: {
					pt: '### 3 · Produzir na Digipix (desligado)\nCria um orçamento, para você aprovar.',
					en: '### Production at Digipix (off)\nMakes a quote, for you to approve.',
				},
				steps: [
					only(
						PRINTED,
						[[`={{ ${order}.items.some((item) => item.externalCode) }}`, 'isTrue']],
						[0, 0],
						'and',
						{
							disabled: true,
						},
					),
					produce,
				],
			},
		],
		[
			{
				note: {
					pt: '### 4 · Devolver o rastreio ao Venddor (desligado)\nA Digipix avisa a cada passo; o que foi despachado é despachado no Venddor.',
					en: '### Tracking back to Venddor (off)\nDigipix tells of each step; what was shipped is dispatched at Venddor.',
				},
				steps: [
					progress,
					only(
						SHIPPED,
						[
							['={{ $json.status }}', 'is', 'IN_DELIVERY'],
							[`={{ String(${ordered}).startsWith('venddor:') }}`, 'isTrue'],
						],
						[1, 0],
						'and',
						{ disabled: true },
					),
					passOn,
				],
			},
		],
		[tables.section, failures.section],
	],
	links: {
		...first.links,
		[FRESH]: [SEND],
		[SEND]: [[SAVE], [REFUSED]],
		[SAVE]: [PRINTED],
		[PRINTED]: [PRODUCE],
		[PRODUCE]: [[], [REFUSED]],
		[PROGRESS]: [SHIPPED],
		[SHIPPED]: [PASS_ON],
		...tables.links,
		...failures.links,
	},
};
