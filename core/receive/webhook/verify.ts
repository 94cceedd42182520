import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isRecord } from '../../api/path';

/** Bytes of the largest call that is read. A report of a very large order has some ten thousand. */
export const LARGEST_CALL = 1024 * 1024;

/** Why a call is not taken: status and text of the answer. The text tells a forger nothing. */
export interface Refusal {
	status: number;
	message: string;
}

/** A call as it arrived. Names of headers are in lower case, as Node gives them. */
export interface Call {
	headers: Readonly<Record<string, unknown>>;
	/** The bytes that were signed; absent where n8n has not kept them. */
	rawBody: Buffer | undefined;
}

/** What is said of a call by its outside: too large, or no JSON. Null where it may be read. */
export function refusalOfForm({ headers, rawBody }: Call): Refusal | null {
	const announced = Number(headers['content-length'] ?? 0);
	if (announced > LARGEST_CALL || (rawBody?.length ?? 0) > LARGEST_CALL) {
		return { status: 413, message: 'The body is too large' };
	}
	const [type = ''] = String(headers['content-type'] ?? '').split(';');
	if (type.trim().toLowerCase() !== 'application/json') {
		return { status: 415, message: 'The body has to be application/json' };
	}
	return null;
}

/**
 * Whether a header holds the HMAC-SHA256 of the bytes in lower-case hex. Of a header that came twice Node makes one text,
 * which is no signature. The comparison takes as long for a wrong one as for the right one.
 */
export function isSigned({ headers, rawBody }: Call, header: string, key: string): boolean {
	const given = headers[header];
	if (key === '' || !rawBody || typeof given !== 'string' || !/^[0-9a-f]{64}$/.test(given)) return false;
	const wanted = createHmac('sha256', key).update(rawBody).digest();
	return timingSafeEqual(Buffer.from(given, 'hex'), wanted);
}

/** Whether two secrets are the same text, compared in a time that tells nothing of either. */
export function isSameSecret(given: unknown, secret: string): boolean {
	const print = (text: string) => createHash('sha256').update(text).digest();
	return typeof given === 'string' && secret !== '' && timingSafeEqual(print(given), print(secret));
}

/** The body as an object; null where it is none. */
export function bodyOf({ rawBody }: Call): IDataObject | null {
	try {
		const body: unknown = JSON.parse(rawBody?.toString('utf8') ?? '');
		return isRecord(body) && !Array.isArray(body) ? (body as IDataObject) : null;
	} catch {
		return null;
	}
}

/** The call that a webhook of n8n was given. */
export function callOf(context: IWebhookFunctions): Call {
	const { headers, rawBody } = context.getRequestObject();
	return { headers, rawBody };
}

/** Answers a call that is not taken; no execution is started. */
export function refuse(context: IWebhookFunctions, { status, message }: Refusal): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
