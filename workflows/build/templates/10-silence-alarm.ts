import { firstDay, whenSomethingFails } from '../sections';
import {
	email,
	evolution,
	evolutionSettings,
	placeholder,
	question,
	schedule,
	settings,
	SETTINGS,
	shopEmail,
} from '../steps';
import { onlyNew, orders, NEWEST_ROW, readRows, saveRow, type Table } from '../tables';
import type { Template } from '../types';

const CLOCK = 'Every fifteen minutes';
const NEWEST = 'Look at the newest order';
const SILENT = 'Is it too quiet for opening hours?';
const FRESH = 'Only if this silence was not told yet';
const TELL = 'Tell the shop: no orders are coming in';
const SAVE = 'Note that it was told';
const WHATSAPP = 'Tell it by WhatsApp too (off)';

const wishes = `$('${SETTINGS}').first().json.settings`;
const clock = "$now.toFormat('HH:mm')";
const lastOrder = `$('${NEWEST}').first().json`;

const silences: Table = {
	name: 'Silences',
	columns: { silenceId: 'string', toldAt: 'date' },
	key: 'silenceId',
};

/** One silence: since that order, on that day, so that a shop without a single order is told once a day. */
const silenceId = `={{ ${lastOrder}.orderId ?? 'none' }} {{ $now.toFormat('yyyy-MM-dd') }}`;

const message = `"Nenhum pedido há mais de " + ${wishes}.minutesOfSilence + " minutos. Confira se a loja está aberta nas plataformas e se os fluxos do n8n estão publicados."`;

const tables = firstDay([orders, silences]);
const failures = whenSomethingFails();

export const silenceAlarm: Template = {
	file: '10-silence-alarm',
	name: 'Silence alarm',
	about: {
		pt: `## Alarme de silêncio

Nenhum pedido há uma hora, com a loja aberta? Talvez a loja esteja fechada na plataforma, a senha tenha mudado ou a internet tenha caído. Você recebe um e-mail, uma vez por silêncio.

O alarme olha a tabela **Orders**, que o modelo *All channels in one table* preenche: use os dois juntos.

**Para usar**
1. Em **Your settings** escreva o e-mail, o horário da loja (não passa da meia-noite) e os minutos de silêncio.
2. Aperte *Press once to make the tables* e publique.
3. Nos outros fluxos, em *Settings > Error Workflow*, escolha este: o que falhar neles também chega aqui, até uma senha recusada.

**Se quiser mais**: ligue (tecla **D**) *Tell it by WhatsApp too (off)* e preencha a Evolution API em Your settings.`,
		en: `## Silence alarm

No order for an hour with the shop open? Perhaps the shop is closed on the platform, a password changed, or the internet is down. You get an e-mail, once for a silence.

The alarm looks at the table **Orders**, which the template *All channels in one table* fills: use both together.

**To use it**
1. Write the e-mail address, the opening hours (not past midnight) and the minutes of silence in **Your settings**.
2. Press *Press once to make the tables* and publish.
3. In the other workflows, under *Settings > Error Workflow*, choose this one: what fails there is told from here too, even a refused password.

**If you want more**: switch on (key **D**) *Tell it by WhatsApp too (off)* and fill in the Evolution API in Your settings.`,
	},
	rows: [
		[
			{
				note: {
					pt: '### 1 · De tempo em tempo\nO horário da loja fica em Your settings.',
					en: '### From time to time\nThe opening hours stand in Your settings.',
				},
				steps: [
					schedule(CLOCK, { field: 'minutes', minutesInterval: 15 }, [0, 0]),
					settings(
						{
							email: placeholder.to,
							openFrom: '11:00',
							openUntil: '23:00',
							minutesOfSilence: 60,
							phone: '5511900000000',
							...evolutionSettings,
						},
						[1, 0],
					),
				],
			},
			{
				note: {
					pt: '### 2 · Está quieto demais?\nConta do pedido mais novo, ou da abertura da loja, o que vier depois.',
					en: '### Is it too quiet?\nCounts from the newest order or from opening, whichever is later.',
				},
				steps: [
					readRows(orders, NEWEST, [], [0, 0], NEWEST_ROW),
					question(
						SILENT,
						[
							[`={{ ${clock} >= ${wishes}.openFrom && ${clock} < ${wishes}.openUntil }}`, 'isTrue'],
							[
								`={{ Math.min(...[$json.createdAt, $now.toFormat('yyyy-MM-dd') + 'T' + ${wishes}.openFrom].filter(Boolean).map((time) => $now.diff(DateTime.fromISO(time), 'minutes').minutes)) }}`,
								'above',
								`={{ ${wishes}.minutesOfSilence }}`,
							],
						],
						[1, 0],
					),
				],
			},
			{
				note: {
					pt: '### 3 · Avisar uma vez\nA tabela **Silences** lembra o que já foi avisado.',
					en: '### Tell it once\nThe table **Silences** remembers what was told.',
				},
				steps: [
					onlyNew(silences, FRESH, silenceId, [0, 0]),
					email(
						TELL,
						{ to: shopEmail, subject: 'Nenhum pedido está chegando', text: `={{ ${message} }}` },
						[1, 0],
					),
					evolution(WHATSAPP, { phone: `${wishes}.phone`, text: message }, [1, 1], {
						disabled: true,
						onError: 'stopWorkflow',
					}),
					saveRow(silences, SAVE, { silenceId, toldAt: '={{ $now.toISO() }}' }, [2, 0]),
				],
			},
		],
		[tables.section, failures.section],
	],
	links: {
		[CLOCK]: [SETTINGS],
		[SETTINGS]: [NEWEST],
		[NEWEST]: [SILENT],
		[SILENT]: [[FRESH]],
		[FRESH]: [TELL, WHATSAPP],
		[TELL]: [SAVE],
		...tables.links,
		...failures.links,
	},
};
