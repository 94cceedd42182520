import type { ICredentialDataDecryptedObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { NodeApiError, sleep } from 'n8n-workflow';
import type { ApiContext } from './context';
import {
	faultOfContent,
	faultOfLogin,
	faultOfNetwork,
	faultOfStatus,
	faultOfStop,
	faultOfStoppedCall,
	toNodeApiError,
} from './errors';
import type { Fault, FaultPlace } from './errors';
import { at } from './path';

const TRIES = 4;
const FIRST_PAUSE = 500;
/** A platform may ask for an hour; a workflow should not hang that long. */
const LONGEST_PAUSE = 20_000;
/** How long an action node goes on trying one request, in milliseconds. */
const PATIENCE = 60_000;
const NO_RETRY_STATUS = new Set([401, 403, 404]);

/**
 * Sends one request and returns the platform's answer with a good status and readable content.
 * Reads are sent again on network faults, 429 and 5xx; writes only where the platform said that it did not take them
 * (429, or 503 with Retry-After), because a repeated write may change an order twice.
 * @param patience milliseconds after which a failed request is not tried again
 * @throws NodeApiError with the platform's name, what happened and what to do
 */
export async function send(
	context: ApiContext,
	credential: string,
	request: IHttpRequestOptions,
	place: FaultPlace,
	patience = patienceFor(place),
): Promise<IN8nHttpFullResponse> {
	const end = Date.now() + patience;
	let pause = FIRST_PAUSE;
	for (let attempt = 1; ; attempt++) {
		const result = await attemptOnce(context, credential, request, place);
		if ('body' in result) return result;
		const wait = windowPause(place, result) ?? Math.min(result.retryAfter ?? pause, LONGEST_PAUSE);
		if (attempt === TRIES || Date.now() + wait > end || !mayRepeat(place, result)) {
			throw toNodeApiError(context.getNode(), result);
		}
		await sleep(wait);
		pause *= 2;
	}
}

/** Long enough to outwait the window of a known limit. */
function patienceFor({ operation: { rateLimit } }: FaultPlace): number {
	return Math.max(PATIENCE, (rateLimit?.seconds ?? 0) * 1500);
}

/** A refusal for speed, without a time to wait: the last try comes after the known window has passed. */
function windowPause({ operation: { rateLimit } }: FaultPlace, fault: Fault): number | undefined {
	if (!rateLimit || fault.status !== 429 || fault.retryAfter !== undefined) return undefined;
	return Math.ceil((rateLimit.seconds * 1000) / (TRIES - 1)) + FIRST_PAUSE;
}

async function attemptOnce(
	context: ApiContext,
	credential: string,
	request: IHttpRequestOptions,
	place: FaultPlace,
): Promise<IN8nHttpFullResponse | Fault> {
	const call = async (more: Partial<IHttpRequestOptions> = {}) =>
		// a copy, because n8n's helper signs the object it is given
		(await context.helpers.httpRequestWithAuthentication.call(context, credential, {
			...request,
			...more,
		})) as IN8nHttpFullResponse;
	let answer: IN8nHttpFullResponse;
	let isSecond = false;
	try {
		answer = await call();
		isSecond = answer.statusCode === 401 && (await hasToken(context, credential));
		// n8n 1.123 cannot except a status: it renews the token only where every bad status throws
		if (isSecond) answer = await call({ ignoreHttpStatusErrors: false });
	} catch (error) {
		return faultOfThrown(place, error, isSecond);
	}
	const status = meantStatus(place, answer);
	if (status === 404 && meansNothingFound(place, answer)) return { ...answer, statusCode: 404 };
	if (status < 200 || status >= 300) {
		return faultOfStatus(place, status, answer.body, retryAfterOf(answer));
	}
	if (typeof answer.body === 'string' && answer.body.trim() !== '')
		return faultOfContent(place, answer.statusCode);
	return answer;
}

/** Whether n8n has logged in for the credential, and may do so again. */
async function hasToken(context: ApiContext, credential: string): Promise<boolean> {
	const { token } = await context.getCredentials<ICredentialDataDecryptedObject>(credential);
	return typeof token === 'string' && token !== '';
}

/** Statuses that say the same as a code in the body of a good answer, such as 401 for a refused login. */
const isPlainStatus = (code: unknown): code is number =>
	typeof code === 'number' && ([401, 404, 429].includes(code) || (code >= 500 && code < 600));

/** Some platforms answer 2xx to everything and tell the status in the body. */
function meantStatus(place: FaultPlace, { statusCode, body }: IN8nHttpFullResponse): number {
	const code = codeInside(place, body);
	return statusCode < 300 && isPlainStatus(code) ? code : statusCode;
}

/** A 404 that is not the platform's own comes from a wrong address: that is no empty list. */
function meansNothingFound(place: FaultPlace, { body }: IN8nHttpFullResponse): boolean {
	const { notFoundIsEmpty, success } = place.operation.answer ?? {};
	return notFoundIsEmpty === true && (success === undefined || codeInside(place, body) === 404);
}

function codeInside({ operation }: FaultPlace, body: unknown): unknown {
	const path = operation.answer?.success?.path;
	return path === undefined ? undefined : at(body, path);
}

/**
 * n8n throws for a 401 that a new login did not cure, for any failed login, and for network faults.
 * @param throwsAll whether it does for every other bad status of the call as well
 */
function faultOfThrown(place: FaultPlace, error: unknown, throwsAll: boolean): Fault {
	const status = error instanceof NodeApiError ? Number(error.httpCode) : NaN;
	const body = error instanceof NodeApiError ? error.context.data : undefined;
	if (status === 401 || (throwsAll && status >= 100)) return faultOfStatus(place, status, body);
	// every other status of the call itself was returned, not thrown
	if (status >= 100) return faultOfLogin(place, status, body);
	const code = codeOf(error);
	if (code === '') return faultOfStoppedCall(place, error instanceof Error ? error.message : String(error));
	return code === 'ERR_CANCELED' ? faultOfStop(place) : faultOfNetwork(place, code);
}

function codeOf(error: unknown): string {
	const chain = [error, (error as { cause?: unknown } | undefined)?.cause];
	for (const link of chain) {
		for (const member of ['code', 'httpCode'] as const) {
			const code = (link as Record<string, unknown> | undefined)?.[member];
			if (typeof code === 'string' && code !== '') return code;
		}
	}
	return '';
}

function mayRepeat(place: FaultPlace, fault: Fault): boolean {
	if (fault.status !== undefined && NO_RETRY_STATUS.has(fault.status)) return false;
	if (place.operation.read || fault.unsent) return fault.transient;
	return fault.status === 429 || (fault.status === 503 && fault.retryAfter !== undefined);
}

/** Milliseconds of a Retry-After header, in seconds or as a date. */
function retryAfterOf(answer: IN8nHttpFullResponse): number | undefined {
	const header = answer.headers['retry-after'];
	if (typeof header !== 'string' || header === '') return undefined;
	const seconds = Number(header);
	const milliseconds = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
	return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}
