import { confirmOrCancel, firstDay, incoming, whenSomethingFails } from '../sections';
import { email, placeholder, question, set, shopEmail, slack } from '../steps';
import type { Template } from '../types';

const CHECK = 'Check the rules';
const MAY = 'May it be confirmed at once?';
const DECIDE = 'Ask the shop to decide';
const order = `$('${CHECK}').item.json`;

const { openFrom, openUntil, districts, maxAmount } = {
	openFrom: '$json.settings.openFrom',
	openUntil: '$json.settings.openUntil',
	districts: '$json.settings.districts',
	maxAmount: '$json.settings.maxAmount',
};
const clock = "$now.toFormat('HH:mm')";

const rules = {
	'rules.isOpen': `={{ ${openFrom} <= ${openUntil} ? ${clock} >= ${openFrom} && ${clock} < ${openUntil} : ${clock} >= ${openFrom} || ${clock} < ${openUntil} }}`,
	'rules.amountIsFine': `={{ $json.total.orderAmount !== null && $json.total.orderAmount <= ${maxAmount} }}`,
	'rules.districtIsServed': `={{ $json.orderType === 'TAKEOUT' || ${districts}.toLowerCase().split(',').map((one) => one.trim()).includes(($json.delivery.address.district ?? '').toLowerCase().trim()) }}`,
	'rules.numbersAgree': `={{ !$json.warnings.includes('TOTAL_MISMATCH') }}`,
};

const yesOrNo = (rule: string) => `{{ ${order}.rules.${rule} ? 'sim' : 'NÃO' }}`;

const first = incoming(
	['orderCreated'],
	{
		email: placeholder.to,
		openFrom: '11:00',
		openUntil: '23:00',
		maxAmount: 200,
		districts: 'Centro, Jardim Exemplo',
	},
	[CHECK],
);
const accept = confirmOrCancel('confirm', order);
const tables = firstDay([]);
const failures = whenSomethingFails();

export const confirmByRules: Template = {
	file: '04-confirm-by-rules',
	name: 'Confirm orders by rules',
	about: {
		pt: `## Confirmar sozinho, com regras

Um pedido é confirmado na hora quando a loja está aberta, o total não passa do limite, o bairro é atendido (retirada vale sempre) e as contas da plataforma fecham. Qualquer outro vai para a loja por e-mail, com o motivo, e espera a sua decisão.

**Para usar**
1. Em **Your settings** escreva o e-mail, o horário (pode passar da meia-noite), o valor máximo em reais e os bairros, separados por vírgula.
2. Ligue os gatilhos e os nós *Confirm it on …* das suas plataformas e escolha as credenciais.
3. Aperte *Press once to make the tables* e publique.

A Digipix produz e cobra o que é confirmado. *Tell Slack too (off)* está desligado: tecla **D** para ligar.`,
		en: `## Confirm by itself, with rules

An order is confirmed at once when the shop is open, the total is within the limit, the district is served (pick-up always is) and the platform's numbers agree. Any other goes to the shop by e-mail, with the reason, and waits for a decision.

**To use it**
1. Write your e-mail address, opening hours (they may pass midnight), the highest amount in reais and the districts, separated by commas, in **Your settings**.
2. Switch on the triggers and the *Confirm it on …* nodes of your platforms and choose the credentials.
3. Press *Press once to make the tables* and publish.

Digipix produces and bills what is confirmed. *Tell Slack too (off)* is switched off: press **D** to switch it on.`,
	},
	rows: [
		[
			first.section,
			{
				note: {
					pt: '### 2 · As regras\nTodas precisam valer; senão, a loja decide.',
					en: '### The rules\nAll of them must hold; else the shop decides.',
				},
				steps: [
					set(CHECK, rules, [0, 0], Object.fromEntries(Object.keys(rules).map((key) => [key, 'boolean']))),
					question(
						MAY,
						Object.keys(rules).map((rule) => [`={{ $json.${rule} }}`, 'isTrue']),
						[1, 0],
					),
					email(
						DECIDE,
						{
							to: shopEmail,
							subject: `=Decida: pedido {{ ${order}.displayId }}`,
							text: `=Este pedido não foi confirmado sozinho.\n\nLoja aberta: ${yesOrNo('isOpen')}\nValor dentro do limite: ${yesOrNo('amountIsFine')}\nBairro atendido: ${yesOrNo('districtIsServed')}\nContas fecham: ${yesOrNo('numbersAgree')}\n\n{{ ${order}.text.order }}`,
						},
						[1, 1],
					),
					slack('Tell Slack too (off)', `=Decida: pedido {{ ${order}.displayId }}`, [1, 2]),
				],
			},
			accept.section,
		],
		[tables.section, failures.section],
	],
	links: {
		...first.links,
		[CHECK]: [MAY],
		[MAY]: [[accept.start], [DECIDE, 'Tell Slack too (off)']],
		...accept.links,
		...tables.links,
		...failures.links,
	},
};
