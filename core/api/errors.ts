import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { BatchRow } from './answer';
import { BadInput } from './badInput';
import { isRecord } from './path';
import { sayingOf, shorten } from './saying';
import type { Operation } from './types';

/** What went wrong, in words for the person, before n8n's error class is built around it. */
export interface Fault {
	message: string;
	description: string;
	/** HTTP status, when the platform answered at all. */
	status?: number;
	/** Waiting may help: network, time-out, 408, 425, 429 and 5xx. */
	transient: boolean;
	/** The login was refused: asking again with the same password would only lock the account. */
	loginRefused?: boolean;
	/** Milliseconds that the platform asked to wait. */
	retryAfter?: number;
	/** The call itself never left: even a write can be sent again. */
	unsent?: boolean;
}

/** Where the fault happened, for its wording. */
export interface FaultPlace {
	platform: string;
	operation: Operation;
	/** Host and path, without query: a query may hold personal data. */
	address: string;
	/** What the path names, such as `Order 3105`. */
	subject?: string;
}

const TRANSIENT_STATUS = new Set([408, 425, 429, 500, 502, 503, 504, 520, 522, 524]);

/** True where the same call may succeed later without anybody changing anything. */
export function isTransientFault(error: unknown): boolean {
	return error instanceof NodeApiError && error.context.transient === true;
}

/** True where the platform refused e-mail, password or key: nothing may be sent again with them. */
export function isLoginRefused(error: unknown): error is NodeApiError {
	return error instanceof NodeApiError && error.context.loginRefused === true;
}

/**
 * Builds n8n's error from plain text. The failed response is not handed to n8n: it can hold the authorization header,
 * and n8n keeps a given NodeApiError's own message (so a better one would be ignored).
 */
export function toNodeApiError(node: INode, fault: Fault, itemIndex?: number): NodeApiError {
	const error = new NodeApiError(
		node,
		{ message: fault.message },
		{
			message: fault.message,
			description: fault.description,
			httpCode: fault.status === undefined ? undefined : String(fault.status),
			itemIndex,
		},
	);
	error.message = fault.message;
	error.description = fault.description;
	Object.assign(error.context, { transient: fault.transient, loginRefused: fault.loginRefused === true });
	// n8n 2.36 and later back off by this classification; older ones ignore it
	if (fault.transient) {
		const cause = fault.status === 429 ? 'rate-limited' : 'temporarily-unavailable';
		Object.assign(error, {
			failure: { cause, ...(fault.retryAfter ? { retryAfterMs: fault.retryAfter } : {}) },
		});
	} else if (fault.loginRefused) {
		Object.assign(error, { failure: { cause: 'credential-invalid' } });
	}
	return error;
}

/** The same error for one more item: an object of its own, because n8n notes the item on it. */
export function sameFor(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
	const known = withItem(node, error);
	const { message, description } = known;
	const copy =
		known instanceof NodeApiError
			? toNodeApiError(node, {
					message,
					description: description ?? '',
					status: known.httpCode === null ? undefined : Number(known.httpCode),
					transient: known.context.transient === true,
					loginRefused: known.context.loginRefused === true,
				})
			: new NodeOperationError(node, message, { description: description ?? undefined });
	return withItem(node, copy, itemIndex);
}

/** Gives any caught error the item it belongs to, and n8n's class. */
export function withItem(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		if (itemIndex !== undefined) error.context.itemIndex = itemIndex;
		return error;
	}
	if (error instanceof BadInput) {
		return new NodeOperationError(node, error.message, { description: error.description, itemIndex });
	}
	return new NodeOperationError(node, error instanceof Error ? error : String(error), { itemIndex });
}

/** A platform answer that is not a success, in words. */
export function faultOfStatus(place: FaultPlace, status: number, body: unknown, retryAfter?: number): Fault {
	const said = sayingOf(place.platform, body);
	const action = lowerFirst(place.operation.summary);
	const fault = (message: string, advice: string): Fault => ({
		message,
		description: [advice, said].filter(Boolean).join(' '),
		status,
		transient: TRANSIENT_STATUS.has(status),
		retryAfter,
	});
	if (status === 401) {
		return {
			...fault(
				`${place.platform} refused the login`,
				`Open the ${place.platform} credential, check what it logs in with, and press its Test button.`,
			),
			loginRefused: true,
		};
	}
	if (status === 403)
		return fault(
			`${place.platform} does not allow this account to ${action}${aside(place)}`,
			`Ask ${place.platform} to allow it for this account.`,
		);
	if (status === 404) return notFound(place, body, fault);
	if (status === 429)
		return fault(
			`${place.platform} asks to slow down`,
			'Too many calls in a short time. Try again in a minute, or run the workflow less often.',
		);
	if (status >= 300 && status < 400) {
		return fault(
			`${place.platform} answered with a redirect, which is not followed`,
			`Check the base URL of the credential: ${place.address} is not the final address.`,
		);
	}
	if (status >= 500 || TRANSIENT_STATUS.has(status)) {
		return fault(
			`${place.platform} is not working properly at the moment (HTTP ${status})`,
			`Try again later. ${afterWrite(place)}`.trim(),
		);
	}
	return fault(
		`${place.platform} refused to ${action}${aside(place)}`,
		`Check the values that were sent (HTTP ${status}).`,
	);
}

function notFound(
	place: FaultPlace,
	body: unknown,
	fault: (message: string, advice: string) => Fault,
): Fault {
	const isGuess = place.operation.evidence === 'inferred';
	const guess = `The path of "${place.operation.summary}" is a guess, because ${place.platform} does not publish it.`;
	// where nothing is served, servers answer a page; JSON is the platform itself, which looked for the thing
	if (place.subject && isRecord(body)) {
		return fault(
			`${place.platform} does not know ${place.subject}`,
			'Check the number, and that it belongs to the store of this credential.' +
				(isGuess
					? ` If it does: ${guess} It asked ${place.address}; another path can be set under Options > Request Path.`
					: ''),
		);
	}
	if (isGuess) {
		return fault(
			`${place.platform} has no address ${place.address}`,
			`${guess} Ask ${place.platform} for the right path and type it under Options > Request Path.`,
		);
	}
	return fault(
		`${place.platform} has no address ${place.address}`,
		'Check environment and base URL of the credential.',
	);
}

/**
 * A login that failed before the call itself was sent, in words. Any no of the platform counts as a refused login:
 * asking again with the same password would only lock the account.
 */
export function faultOfLogin(place: FaultPlace, status: number, body: unknown): Fault {
	const { platform, operation } = place;
	const host = hostOf(place);
	const login: FaultPlace = {
		platform,
		operation: { ...operation, summary: 'Log in', read: true, evidence: 'documented' },
		address: host,
	};
	if (status === 404) {
		return {
			message: `There is no login of ${platform} at ${host}`,
			description: `Check environment and base URL of the credential. ${sayingOf(platform, body)}`.trim(),
			status,
			transient: false,
			unsent: true,
		};
	}
	const isRefused = status >= 400 && status < 500 && !TRANSIENT_STATUS.has(status);
	return { ...faultOfStatus(login, isRefused ? 401 : status, body), status, unsent: true };
}

/**
 * Neither an answer nor a network code: n8n or the credential stopped the call, and said why.
 * @param words what n8n said
 */
export function faultOfStoppedCall(place: FaultPlace, words: string): Fault {
	const isForbidden = /\bdomains?\b/i.test(words);
	const advice = isForbidden
		? 'Add the host to Allowed Domains of the credential, or correct its address.'
		: `Check the credential and the connection of this n8n. ${afterWrite(place)}`.trim();
	return {
		message: `The call to ${place.platform} at ${hostOf(place)} did not succeed`,
		description: `n8n says: "${shorten(words)}" ${advice}`,
		transient: !isForbidden,
		unsent: isForbidden,
	};
}

/** No answer at all: refused, cut, unknown host or too slow. */
export function faultOfNetwork(place: FaultPlace, code: string): Fault {
	const timedOut = code === 'ECONNABORTED' || code === 'ETIMEDOUT';
	const host = hostOf(place);
	return {
		message: timedOut ? `${place.platform} did not answer in time` : `${place.platform} could not be reached`,
		description:
			`${timedOut ? `No answer from ${host}.` : `No connection to ${host} (${networkWords(code)}).`} ` +
			`Check the internet connection of this n8n and the address in the credential. ${afterWrite(place)}`.trim(),
		transient: true,
	};
}

/** An answer with a good status that cannot be read. */
export function faultOfContent(place: FaultPlace, status: number): Fault {
	return {
		message: `${place.platform} answered with something that is not JSON`,
		description:
			`A page or broken text came from ${place.address}. Often a proxy or a wrong base URL is the reason. ${afterWrite(place)}`.trim(),
		status,
		transient: true,
	};
}

/** An answer with a good HTTP status whose content says that it failed. */
export function faultInside(place: FaultPlace, status: number, body: unknown, message: unknown): Fault {
	const said =
		typeof message === 'string' && message !== ''
			? `${place.platform} says: "${shorten(message)}"`
			: sayingOf(place.platform, body);
	return {
		message: `${place.platform} refused to ${lowerFirst(place.operation.summary)}`,
		description: said || 'The answer says that it failed, without a reason.',
		status,
		transient: false,
	};
}

/** The platform answered a good status, but not with the thing that was asked for. */
export function faultOfMissing(place: FaultPlace, body: unknown): Fault {
	return {
		message: `${place.platform} does not know ${place.subject ?? 'what was asked for'}`,
		description:
			`Check the number, and that it belongs to the store of this credential. ${sayingOf(place.platform, body)}`.trim(),
		status: 404,
		transient: false,
	};
}

/** The most rows that an error lists: more would be read by nobody. */
const ROWS_LISTED = 10;

/**
 * A batch of which rows were refused: what was accepted must not be sent again.
 * @param rows what was sent so far
 * @param unsent how many rows wait behind it
 */
export function faultOfRows(platform: string, rows: BatchRow[], unsent: number): Fault {
	const refused = rows.flatMap((row, index) =>
		row.refused === undefined ? [] : [`row ${index + 1}: ${shorten(row.refused)}`],
	);
	const accepted = rows.length - refused.length;
	const more = refused.length > ROWS_LISTED ? `; and ${refused.length - ROWS_LISTED} more` : '';
	return {
		message: `${platform} refused ${refused.length} of ${rows.length} rows`,
		description: [
			`Refused: ${refused.slice(0, ROWS_LISTED).join('; ')}${more}.`,
			accepted === 0
				? 'No row was accepted.'
				: `The other ${accepted} were accepted: do not send them again. Set On Error to Continue to get each row by itself.`,
			...(unsent > 0 ? [`${unsent} more were not sent.`] : []),
		].join(' '),
		transient: false,
	};
}

/** One refused row of a batch. */
export function faultOfRow(platform: string, reason: string): Fault {
	return {
		message: `${platform} refused this row: ${shorten(reason)}`,
		description:
			'The other rows of the same call were judged on their own. Correct this one and send only it.',
		transient: false,
	};
}

/** The run was stopped by a person or by n8n: nothing is wrong, and nothing is tried again. */
export function faultOfStop(place: FaultPlace): Fault {
	return {
		message: `The call to ${place.platform} was stopped`,
		description: `The execution was cancelled. ${afterWrite(place)}`.trim(),
		transient: false,
	};
}

/** After a write without an answer nobody knows whether it was carried out. */
function afterWrite(place: FaultPlace): string {
	if (place.operation.read) return '';
	const change = place.subject ? `${place.subject} was changed` : 'the change was made';
	return `It is not known whether ${change}: the call was not sent again.`;
}

function aside({ subject }: FaultPlace): string {
	return subject ? ` (${subject})` : '';
}

function hostOf({ address }: FaultPlace): string {
	return address.split('/')[0] ?? address;
}

function networkWords(code: string): string {
	switch (code) {
		case 'ECONNREFUSED':
			return 'connection refused';
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return 'host name not found';
		case 'ECONNRESET':
		case 'EPIPE':
		case 'ERR_BAD_RESPONSE': // axios: the answer broke off in the middle
			return 'connection cut';
		default:
			return code.toLowerCase();
	}
}

/** A summary within a sentence. */
export function lowerFirst(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1);
}
