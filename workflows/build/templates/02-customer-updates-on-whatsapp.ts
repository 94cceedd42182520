import { firstDay, incoming, whenSomethingFails } from '../sections';
import { choose, email, evolution, evolutionSettings, only, placeholder, set, shopEmail } from '../steps';
import { onlyNew, saveRow, type Table } from '../tables';
import type { Step, Template } from '../types';

const CHOOSE = 'Which news is it?';
const PHONE = 'Only with a phone number';
const FRESH = 'Only what was not told yet';
const SEND = 'Send it by WhatsApp';
const NOTED = 'Note that it was told';
const NOT_SENT = 'Tell the shop that it was not sent';
const CLOUD = 'Send it by WhatsApp Business (off)';

const messages: Table = {
	name: 'Messages',
	columns: { eventId: 'string', orderId: 'string', displayId: 'string', phone: 'string', message: 'string' },
	key: 'eventId',
};

/** What the customer reads, by what happened. */
const news: Record<string, { when: Parameters<typeof only>[1]; write: string; message: string }> = {
	confirmed: {
		when: [['={{ $json.status }}', 'is', 'CONFIRMED']],
		write: 'Write: confirmed',
		message:
			'=Olá, {{ $json.customer.name }}! Seu pedido {{ $json.displayId }} foi confirmado. Total: R$ {{ $json.total.orderAmount.toFixed(2).replace(".", ",") }}.',
	},
	'on the way': {
		when: [
			['={{ $json.status }}', 'is', 'IN_DELIVERY'],
			['={{ $json.orderType }}', 'isNot', 'TAKEOUT'],
		],
		write: 'Write: on the way',
		message: '=Olá, {{ $json.customer.name }}! Seu pedido {{ $json.displayId }} saiu para entrega.',
	},
	'ready for pickup': {
		when: [
			['={{ $json.status }}', 'is', 'READY'],
			['={{ $json.orderType }}', 'is', 'TAKEOUT'],
		],
		write: 'Write: ready for pickup',
		message: '=Olá, {{ $json.customer.name }}! Seu pedido {{ $json.displayId }} está pronto para retirada.',
	},
};

const told = `$('${FRESH}').item.json`;

const cloud: Step = {
	name: CLOUD,
	type: 'n8n-nodes-base.whatsApp',
	typeVersion: 1,
	at: [2, 0],
	parameters: {
		resource: 'message',
		operation: 'sendTemplate',
		phoneNumberId: 'SEU_PHONE_NUMBER_ID',
		recipientPhoneNumber: `={{ ${told}.customer.phone }}`,
		template: 'SEU_MODELO|pt_BR',
		components: {
			component: [
				{
					type: 'body',
					bodyParameters: { parameter: [{ type: 'text', text: `={{ ${told}.message }}` }] },
				},
			],
		},
	},
	credentials: { whatsAppApi: 'WhatsApp' },
	onError: 'continueErrorOutput',
	// Switched off it hands its orders on to the node behind it, so that one of the two sends
	disabled: true,
};

const first = incoming(['statusChanged'], { email: placeholder.to, ...evolutionSettings }, [CHOOSE]);
const tables = firstDay([messages]);
const failures = whenSomethingFails();

export const customerUpdatesOnWhatsApp: Template = {
	file: '02-customer-updates-on-whatsapp',
	name: 'Customer updates on WhatsApp',
	about: {
		pt: `## O cliente acompanha pelo WhatsApp

Quando o pedido é **confirmado**, **sai para entrega** ou fica **pronto para retirada**, o cliente recebe uma mensagem. Cada mensagem vai uma vez só: o que foi enviado fica na tabela **Messages**.

**Para usar**
1. Você precisa de um servidor da **Evolution API** (gratuita, no seu computador ou servidor), com o seu número conectado. Crie no n8n a credencial *Header Auth* com o nome **Evolution API**: em *Name* escreva \`apikey\`, em *Value* a chave.
2. Em **Your settings** escreva o endereço do servidor, o nome da instância e o seu e-mail.
3. Aperte *Press once to make the tables*, ligue os seus gatilhos e publique.
4. Mude os textos nos nós *Write: …* como quiser.

**Conta oficial da Meta?** Ligue *Send it by WhatsApp Business (off)* (tecla **D**), escreva o seu modelo aprovado com uma variável, e desligue *Send it by WhatsApp*.`,
		en: `## Customers follow their order on WhatsApp

When an order is **confirmed**, **on the way** or **ready for pickup**, the customer gets a message. Each message is sent once: what was sent stands in the table **Messages**.

**To use it**
1. You need a server of the **Evolution API** (free, on your computer or server) with your number connected. Make a *Header Auth* credential **Evolution API** in n8n: *Name* is \`apikey\`, *Value* is the key.
2. Write the server's address, the name of the instance and your e-mail address in **Your settings**.
3. Press *Press once to make the tables*, switch on your triggers and publish.
4. Change the texts in the *Write: …* nodes as you like.

**An official account of Meta?** Switch on *Send it by WhatsApp Business (off)* (key **D**), write your approved template with one variable, and switch *Send it by WhatsApp* off.`,
	},
	rows: [
		[
			first.section,
			{
				note: {
					pt: '### 2 · O que o cliente lê\nOutras mudanças (em preparo, concluído) não mandam mensagem.',
					en: '### What the customer reads\nOther changes (in preparation, concluded) send no message.',
				},
				steps: [
					choose(
						CHOOSE,
						Object.fromEntries(Object.entries(news).map(([key, { when }]) => [key, when])),
						[0, 0],
					),
					...Object.values(news).map(({ write, message }, row) => set(write, { message }, [1, row])),
				],
			},
			{
				note: {
					pt: '### 3 · Enviar uma vez\nSem telefone não há mensagem. Se o WhatsApp não responder, a loja recebe um e-mail com o texto para enviar à mão.',
					en: '### Send it once\nWithout a phone there is no message. If WhatsApp does not answer, the shop gets the text by e-mail, to send it by hand.',
				},
				steps: [
					only(PHONE, [['={{ $json.customer.phone }}', 'notEmpty']], [0, 0]),
					onlyNew(messages, FRESH, '={{ $json.event.id }}', [1, 0]),
					cloud,
					evolution(
						SEND,
						{ phone: `${told}.customer.phone.replace('+', '')`, text: `${told}.message` },
						[3, 0],
					),
					saveRow(
						messages,
						NOTED,
						{
							eventId: `={{ ${told}.event.id }}`,
							orderId: `={{ ${told}.id }}`,
							displayId: `={{ ${told}.displayId }}`,
							phone: `={{ ${told}.customer.phone }}`,
							message: `={{ ${told}.message }}`,
						},
						[4, 0],
					),
					email(
						NOT_SENT,
						{
							to: shopEmail,
							subject: `=A mensagem do pedido {{ ${told}.displayId }} não foi enviada`,
							text: `=Envie à mão para {{ ${told}.customer.phone }}:\n\n{{ ${told}.message }}\n\nMotivo: {{ $json.error?.message ?? $json.error }}`,
						},
						[4, 1],
					),
				],
			},
		],
		[tables.section, failures.section],
	],
	links: {
		...first.links,
		[CHOOSE]: Object.values(news).map(({ write }) => [write]),
		...Object.fromEntries(Object.values(news).map(({ write }) => [write, [PHONE]])),
		[PHONE]: [FRESH],
		[FRESH]: [CLOUD],
		[CLOUD]: [[SEND], [NOT_SENT]],
		[SEND]: [[NOTED], [NOT_SENT]],
		...tables.links,
		...failures.links,
	},
};
