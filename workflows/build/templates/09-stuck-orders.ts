import { askAll, firstDay, whenSomethingFails } from '../sections';
import { email, only, placeholder, schedule, settings, SETTINGS, shopEmail, slack } from '../steps';
import { onlyNew, saveRow, type Table } from '../tables';
import type { Template } from '../types';

const CLOCK = 'Every five minutes';
const STUCK = 'Only orders that are stuck';
const FRESH = 'Only what was not told yet';
const TELL = 'Tell the shop: an order is stuck';
const SAVE = 'Note that it was told';
const SLACK = 'Tell Slack too (off)';

const limits = `$('${SETTINGS}').first().json.settings`;
const order = `$('${FRESH}').item.json`;

const alarms: Table = {
	name: 'Alarms',
	columns: {
		alarmId: 'string',
		orderId: 'string',
		displayId: 'string',
		platform: 'string',
		status: 'string',
	},
	key: 'alarmId',
};

const minutesSince = (time: string) => `$now.diff(DateTime.fromISO(${time}), 'minutes').minutes`;
const waits = `$json.status === 'CREATED' && $json.timing.orderTiming !== 'SCHEDULED' && ${minutesSince('$json.createdAt')} > ${limits}.minutesToConfirm`;
const isOnTheWay = `$json.status === 'IN_DELIVERY' && ${minutesSince('$json.updatedAt ?? $json.createdAt')} > ${limits}.minutesOnTheWay`;

const platforms = askAll("={{ $now.minus({ days: 1 }).toFormat('yyyy-MM-dd') }}", STUCK);
const tables = firstDay([alarms]);
const failures = whenSomethingFails();

export const stuckOrders: Template = {
	file: '09-stuck-orders',
	name: 'Stuck orders',
	about: {
		pt: `## Pedidos parados

A cada cinco minutos: um pedido que ninguém confirmou em 5 minutos, ou que saiu há mais de 60, gera um e-mail. Cada alarme toca uma vez; um pedido agendado espera a sua hora.

**Para usar**
1. Em **Your settings** escreva o e-mail e os minutos.
2. Ligue os nós *Ask … for its orders* das suas plataformas e escolha as credenciais.
3. Aperte *Press once to make the tables* e publique.

Se você já usa um gatilho, o evento *Order Waiting* dele faz o mesmo para pedidos não confirmados, sem perguntar à plataforma mais uma vez. *Tell Slack too (off)* está desligado: tecla **D** para ligar.`,
		en: `## Stuck orders

Every five minutes: an order that nobody confirmed in 5 minutes, or that left more than 60 minutes ago, causes an e-mail. Each alarm rings once; a scheduled order waits for its time.

**To use it**
1. Write the e-mail address and the minutes in **Your settings**.
2. Switch on the *Ask … for its orders* nodes of your platforms and choose the credentials.
3. Press *Press once to make the tables* and publish.

If you use a trigger already, its event *Order Waiting* does the same for unconfirmed orders without asking the platform once more. *Tell Slack too (off)* is switched off: press **D** to switch it on.`,
	},
	rows: [
		[
			{
				note: {
					pt: '### 1 · De tempo em tempo\nOutro ritmo? Abra o relógio.',
					en: '### From time to time\nAnother pace? Open the clock.',
				},
				steps: [
					schedule(CLOCK, { field: 'minutes', minutesInterval: 5 }, [0, 0]),
					settings({ email: placeholder.to, minutesToConfirm: 5, minutesOnTheWay: 60 }, [1, 0]),
				],
			},
			platforms.section,
			{
				note: {
					pt: '### 3 · Tocar o alarme uma vez\nA tabela **Alarms** lembra o que já foi avisado.',
					en: '### Ring once\nThe table **Alarms** remembers what was told.',
				},
				steps: [
					only(STUCK, [[`={{ Boolean($json.id) && ((${waits}) || (${isOnTheWay})) }}`, 'isTrue']], [0, 0]),
					onlyNew(alarms, FRESH, '={{ $json.id }} {{ $json.status }}', [1, 0]),
					email(
						TELL,
						{
							to: shopEmail,
							subject: `=Pedido {{ ${order}.displayId }} parado: {{ ${order}.status === 'CREATED' ? 'ninguém confirmou' : 'saiu e não chegou' }}`,
							text: `={{ ${order}.source.platform }}\n\n{{ ${order}.text.order }}`,
						},
						[2, 0],
					),
					slack(SLACK, `=Pedido {{ ${order}.displayId }} parado: {{ ${order}.status }}`, [2, 1]),
					saveRow(
						alarms,
						SAVE,
						{
							alarmId: `={{ ${order}.id }} {{ ${order}.status }}`,
							orderId: `={{ ${order}.id }}`,
							displayId: `={{ ${order}.displayId }}`,
							platform: `={{ ${order}.source.platform }}`,
							status: `={{ ${order}.status }}`,
						},
						[3, 0],
					),
				],
			},
		],
		[tables.section, failures.section],
	],
	links: {
		[CLOCK]: [SETTINGS],
		[SETTINGS]: platforms.starts,
		...platforms.links,
		[STUCK]: [FRESH],
		[FRESH]: [TELL, SLACK],
		[TELL]: [SAVE],
		...tables.links,
		...failures.links,
	},
};
