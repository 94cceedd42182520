import type { INodeParameters } from 'n8n-workflow';
import { mapped, type Table } from './tables';
import type { Step } from './types';

const base = (name: string) => `n8n-nodes-base.${name}`;

/** Addresses that stand in a file until a person writes the shop's own. */
export const placeholder = { from: 'SEU_EMAIL@example.com', to: 'SEU_EMAIL@example.com' };

export const SETTINGS = 'Your settings';

/** What a person fills in, once and in one place; every item carries it on as `settings`. */
export function settings(
	values: Record<string, string | number>,
	at: [number, number],
	name: string = SETTINGS,
): Step {
	return set(
		name,
		Object.fromEntries(Object.entries(values).map(([key, value]) => [`settings.${key}`, value])),
		at,
	);
}

/** Adds fields to each item. */
export function set(
	name: string,
	values: Record<string, string | number | boolean>,
	at: [number, number],
	types: Record<string, 'string' | 'number' | 'boolean'> = {},
): Step {
	const assignments = Object.entries(values).map(([key, value]) => ({
		id: key,
		name: key,
		value,
		type: types[key] ?? (typeof value as 'string'),
	}));
	return {
		name,
		type: base('set'),
		typeVersion: 3.4,
		at,
		parameters: { assignments: { assignments }, includeOtherFields: true, options: {} },
	};
}

type Operator = { type: 'string' | 'number' | 'boolean'; operation: string; singleValue?: true };

const operators = {
	is: { type: 'string', operation: 'equals' },
	isNot: { type: 'string', operation: 'notEquals' },
	notEmpty: { type: 'string', operation: 'notEmpty', singleValue: true },
	above: { type: 'number', operation: 'gt' },
	isTrue: { type: 'boolean', operation: 'true', singleValue: true },
} satisfies Record<string, Operator>;

export type Condition = [left: string, operator: keyof typeof operators, right?: string | number];

function conditions(list: Condition[], combinator: 'and' | 'or' = 'and'): INodeParameters {
	return {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
		conditions: list.map(([leftValue, operator, rightValue = '']) => ({
			id: `${leftValue} ${operator} ${rightValue}`,
			leftValue,
			rightValue,
			operator: operators[operator],
		})),
		combinator,
	};
}

/** Yes is the first output, no the second. */
export function question(
	name: string,
	list: Condition[],
	at: [number, number],
	combinator?: 'and' | 'or',
): Step {
	return {
		name,
		type: base('if'),
		typeVersion: 2.2,
		at,
		parameters: { conditions: conditions(list, combinator), looseTypeValidation: true, options: {} },
	};
}

/** Lets through what fulfils all conditions. */
export function only(
	name: string,
	list: Condition[],
	at: [number, number],
	combinator?: 'and' | 'or',
	more: Partial<Step> = {},
): Step {
	return {
		name,
		type: base('filter'),
		typeVersion: 2.2,
		at,
		parameters: { conditions: conditions(list, combinator), looseTypeValidation: true, options: {} },
		...more,
	};
}

/** One output for each case, in their order; the last output takes the rest where `rest` names it. */
export function choose(
	name: string,
	cases: Record<string, Condition[]>,
	at: [number, number],
	rest?: string,
): Step {
	return {
		name,
		type: base('switch'),
		typeVersion: 3.2,
		at,
		parameters: {
			mode: 'rules',
			rules: {
				values: Object.entries(cases).map(([outputKey, list]) => ({
					conditions: conditions(list),
					renameOutput: true,
					outputKey,
				})),
			},
			looseTypeValidation: true,
			options: rest ? { fallbackOutput: 'extra', renameFallbackOutput: rest } : {},
		},
	};
}

/** An e-mail in plain text from and to the shop. */
export function email(
	name: string,
	{ to, subject, text, html }: { to: string; subject: string; text?: string; html?: string },
	at: [number, number],
	more: Partial<Step> = {},
): Step {
	return {
		name,
		type: base('emailSend'),
		typeVersion: 2.1,
		at,
		parameters: {
			resource: 'email',
			operation: 'send',
			fromEmail: to,
			toEmail: to,
			subject,
			...(html ? { emailFormat: 'html', html } : { emailFormat: 'text', text: text ?? '' }),
			options: { appendAttribution: false },
		},
		credentials: { smtp: 'SMTP' },
		retryOnFail: true,
		maxTries: 3,
		waitBetweenTries: 2000,
		...more,
	};
}

/** The e-mail address of the settings, wherever the node stands. */
export const shopEmail = `={{ $('${SETTINGS}').first().json.settings.email }}`;

/** A JSON message to an address of the shop's own; a refusal leaves through the second output. */
export function post(
	name: string,
	{ url, body, credential, headers = {} }: PostWish,
	at: [number, number],
	more: Partial<Step> = {},
): Step {
	return {
		name,
		type: base('httpRequest'),
		typeVersion: 4.2,
		at,
		parameters: {
			method: 'POST',
			url,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpHeaderAuth',
			...(Object.keys(headers).length > 0
				? {
						sendHeaders: true,
						headerParameters: {
							parameters: Object.entries(headers).map(([key, value]) => ({ name: key, value })),
						},
					}
				: {}),
			sendBody: true,
			specifyBody: 'json',
			jsonBody: body,
			options: { timeout: 20_000 },
		},
		credentials: { httpHeaderAuth: credential },
		onError: 'continueErrorOutput',
		retryOnFail: true,
		maxTries: 3,
		waitBetweenTries: 2000,
		...more,
	};
}

interface PostWish {
	url: string;
	/** An expression that gives JSON. */
	body: string;
	/** Name of the Header Auth credential. */
	credential: string;
	headers?: Record<string, string>;
}

/** A text by WhatsApp through the shop's own Evolution API server. */
export function evolution(
	name: string,
	{ phone, text }: { phone: string; text: string },
	at: [number, number],
	more: Partial<Step> = {},
): Step {
	const server = `$('${SETTINGS}').first().json.settings`;
	return post(
		name,
		{
			url: `={{ ${server}.evolutionUrl }}/message/sendText/{{ ${server}.evolutionInstance }}`,
			body: `={{ JSON.stringify({ number: ${phone}, text: ${text} }) }}`,
			credential: 'Evolution API',
		},
		at,
		more,
	);
}

export const evolutionSettings = {
	evolutionUrl: 'https://SEU_SERVIDOR_EVOLUTION',
	evolutionInstance: 'SUA_INSTANCIA',
};

/** A message to a channel of Slack, switched off. */
export function slack(name: string, text: string, at: [number, number]): Step {
	return {
		name,
		type: base('slack'),
		typeVersion: 2.3,
		at,
		parameters: {
			authentication: 'accessToken',
			resource: 'message',
			operation: 'post',
			select: 'channel',
			channelId: { __rl: true, mode: 'name', value: '#pedidos' },
			messageType: 'text',
			text,
			otherOptions: { includeLinkToWorkflow: false },
		},
		credentials: { slackApi: 'Slack' },
		disabled: true,
	};
}

/** A row of a Google sheet with the columns of a table, switched off. */
export function sheet(
	table: Table,
	name: string,
	values: Record<string, string>,
	at: [number, number],
): Step {
	return {
		name,
		type: base('googleSheets'),
		typeVersion: 4.5,
		at,
		parameters: {
			authentication: 'oAuth2',
			resource: 'sheet',
			operation: 'appendOrUpdate',
			documentId: {
				__rl: true,
				mode: 'url',
				value: 'https://docs.google.com/spreadsheets/d/SUA_PLANILHA/edit',
			},
			sheetName: { __rl: true, mode: 'name', value: table.name },
			columns: mapped(table, values, [table.key]),
			options: {},
		},
		credentials: { googleSheetsOAuth2Api: 'Google Sheets' },
		disabled: true,
	};
}

/** Ready-made JavaScript for sums that no node can do. */
export function code(name: string, jsCode: string, at: [number, number], more: Partial<Step> = {}): Step {
	return { name, type: base('code'), typeVersion: 2, at, parameters: { jsCode }, ...more };
}

/** Starts at times that a person can read and change. */
export function schedule(name: string, interval: INodeParameters, at: [number, number]): Step {
	return {
		name,
		type: base('scheduleTrigger'),
		typeVersion: 1.2,
		at,
		parameters: { rule: { interval: [interval] } },
	};
}

/** Brings the outputs of several nodes together. */
export function together(name: string, inputs: number, at: [number, number]): Step {
	return {
		name,
		type: base('merge'),
		typeVersion: 3.2,
		at,
		parameters: { mode: 'append', numberInputs: inputs },
	};
}

export function button(name: string, at: [number, number]): Step {
	return { name, type: base('manualTrigger'), typeVersion: 1, at, parameters: {} };
}

export function errorTrigger(name: string, at: [number, number]): Step {
	return { name, type: base('errorTrigger'), typeVersion: 1, at, parameters: {} };
}
