import { setTimeout as wait } from 'node:timers/promises';
import type { Request, Response } from 'express';
import Ajv from 'ajv';
import { Refusal, type Reply, type SandboxPlatform } from './types';

/** How a platform can be told to misbehave. */
export type FaultKind =
	/** Answers a status without doing anything; `retryAfter` in seconds becomes the header Retry-After. */
	| { fault: 'status'; status: number; retryAfter?: number; message?: string }
	/** Does its work at once and answers late: a caller that gives up does not know what was done. */
	| { fault: 'slow'; milliseconds: number }
	/** Destroys the connection: `before` doing anything (default), or in the `middle` of the answer to work done. */
	| { fault: 'cut'; when?: 'before' | 'middle' }
	/** Does its work and answers the first half of the JSON. */
	| { fault: 'brokenJson' }
	/** Answers a web page without doing anything, with status 200 or 502 (default). */
	| { fault: 'html'; status?: 200 | 502 }
	/** Finds every token expired; the login goes on working. */
	| { fault: 'expiredToken' }
	/** Answers 429 without doing anything once more than `calls` came within `seconds`, refused ones not counted. */
	| { fault: 'rateLimit'; calls: number; seconds: number; retryAfter?: number }
	/** Destroys every connection, as if nothing listened there. */
	| { fault: 'down' };

export type FaultWish = FaultKind & {
	platform: string;
	/** How many requests it spoils; absent: until it is lifted. */
	times?: number;
	/** Only this operation of the platform's document, such as `order.getQueue`; absent: every request. */
	operation?: string;
};

export type Fault = FaultWish & {
	id: number;
	/** Requests it has spoilt so far. */
	used: number;
};

export interface Faults {
	/** @throws Refusal naming what is wrong with the wish */
	add(wish: FaultWish): Fault;
	/** Faults that still wait for requests. */
	list(): Fault[];
	/** Lifts one fault by its id, or all of them. */
	lift(id?: number): void;
	/** The faults to use on one request; this counts as a use of each. */
	take(platform: string, operation: string | null): Fault[];
}

const number = { type: 'number', minimum: 0 };
const common = {
	platform: { type: 'string' },
	operation: { type: 'string' },
	times: { type: 'integer', minimum: 1 },
};
const kind = (fault: string, members: object = {}, required: string[] = []) => ({
	type: 'object',
	required: ['platform', 'fault', ...required],
	additionalProperties: false,
	properties: { ...common, fault: { const: fault }, ...members },
});
const isWish = new Ajv({ discriminator: true, allErrors: true }).compile({
	type: 'object',
	required: ['fault'],
	discriminator: { propertyName: 'fault' },
	oneOf: [
		kind(
			'status',
			{
				status: { type: 'integer', minimum: 200, maximum: 599 },
				retryAfter: number,
				message: { type: 'string' },
			},
			['status'],
		),
		kind('slow', { milliseconds: number }, ['milliseconds']),
		kind('cut', { when: { enum: ['before', 'middle'] } }),
		kind('brokenJson'),
		kind('html', { status: { enum: [200, 502] } }),
		kind('expiredToken'),
		kind('down'),
		kind('rateLimit', { calls: { type: 'integer', minimum: 1 }, seconds: number, retryAfter: number }, [
			'calls',
			'seconds',
		]),
	],
});

/**
 * @param platforms the platforms of the sandbox by their names
 * @param now milliseconds since 1970
 */
export function createFaults(platforms: Map<string, SandboxPlatform>, now: () => number): Faults {
	let faults: Fault[] = [];
	let lastId = 0;
	const passed = new Map<number, number[]>();

	/** Whether a call is too much for a limit; one that is not counts from now on. */
	const isTooMuch = ({ id, calls, seconds }: Extract<Fault, { fault: 'rateLimit' }>) => {
		const recent = (passed.get(id) ?? []).filter((at) => at > now() - seconds * 1000);
		const full = recent.length >= calls;
		passed.set(id, full ? recent : [...recent, now()]);
		return full;
	};

	return {
		add(wish) {
			if (!isWish(wish)) {
				const texts = (isWish.errors ?? []).map((error) => `${error.instancePath} ${error.message}`.trim());
				throw new Refusal(`Not a fault: ${texts.join('; ')}`);
			}
			const platform = platforms.get(wish.platform);
			if (!platform) throw new Refusal(`No platform "${wish.platform}" in the sandbox`, 404);
			if (wish.operation !== undefined && !platform.operations.includes(wish.operation)) {
				throw new Refusal(`"${wish.operation}" is none of ${platform.operations.join(', ')}`);
			}
			const fault: Fault = { ...wish, id: ++lastId, used: 0 };
			faults.push(fault);
			return fault;
		},
		list: () => [...faults],
		lift(id) {
			if (id !== undefined && !faults.some((fault) => fault.id === id)) {
				throw new Refusal(`No fault ${id}`, 404);
			}
			faults = id === undefined ? [] : faults.filter((fault) => fault.id !== id);
		},
		take(name, operation) {
			const matching = faults.filter(
				(fault) =>
					fault.platform === name &&
					(fault.operation === undefined || fault.operation === operation) &&
					(fault.fault !== 'expiredToken' || operation !== platforms.get(name)?.loginOperation) &&
					(fault.fault !== 'rateLimit' || isTooMuch(fault)),
			);
			for (const fault of matching) fault.used++;
			faults = faults.filter((fault) => fault.times === undefined || fault.used < fault.times);
			return matching;
		},
	};
}

/**
 * Answers one request through the faults that were taken for it. Several combine: a slow 503 is two faults.
 * @param handle does the platform's work
 * @returns the status that was sent, `null` when the connection was destroyed instead
 */
export async function answerThroughFaults(
	faults: Fault[],
	platform: SandboxPlatform,
	handle: () => Promise<Reply>,
	response: Response,
): Promise<number | null> {
	const find = <Name extends Fault['fault']>(name: Name) =>
		faults.find((fault): fault is Extract<Fault, { fault: Name }> => fault.fault === name);
	const { req: request } = response;
	const slow = find('slow');
	const cut = find('cut');
	const limit = find('rateLimit');
	const status =
		find('status') ?? (limit && { status: 429, retryAfter: limit.retryAfter, message: 'Too many requests' });
	const html = find('html');

	if (find('down')) return destroy(request);
	if (find('expiredToken')) platform.expireTokens();

	const refused = (cut && cut.when !== 'middle') || status || html;
	const reply = refused ? undefined : await handle();

	if (slow) await waitWhileConnected(slow.milliseconds, request);
	if (response.destroyed) return null;
	if (cut && cut.when !== 'middle') return destroy(request);
	if (status) {
		if (status.retryAfter !== undefined) response.set('Retry-After', String(status.retryAfter));
		const message = status.message ?? `The sandbox was told to answer ${status.status}`;
		response.status(status.status).json(platform.errorBody(message));
		return status.status;
	}
	if (html || !reply) {
		const code = html?.status ?? 502;
		response.status(code).type('html').send(errorPage(code));
		return code;
	}

	const text = reply.html ?? (reply.body === undefined ? '' : JSON.stringify(reply.body));
	const half = text.slice(0, Math.ceil(text.length / 2));
	response.status(reply.status).set(reply.headers ?? {});
	if (text !== '') response.type(reply.html === undefined ? 'json' : 'html');
	if (cut) {
		// The length of the whole answer is announced, half of it arrives, and the line goes dead.
		response.set('Content-Length', String(Buffer.byteLength(text)));
		response.write(half, () => destroy(request));
		return null;
	}
	if (text === '') response.end();
	else response.send(find('brokenJson') ? half : text);
	return reply.status;
}

function destroy(request: Request): null {
	request.socket.destroy();
	return null;
}

/** Waits, but not for a caller that has hung up. */
async function waitWhileConnected(milliseconds: number, request: Request): Promise<void> {
	const hungUp = new AbortController();
	const abort = () => hungUp.abort();
	request.socket.once('close', abort);
	try {
		await wait(milliseconds, undefined, { signal: hungUp.signal });
	} catch (error) {
		if (!hungUp.signal.aborted) throw error;
	} finally {
		request.socket.off('close', abort);
	}
}

const errorPage = (status: number) => `<!doctype html>
<html lang="en"><head><title>${status === 502 ? '502 Bad Gateway' : 'Maintenance'}</title></head>
<body><h1>${status === 502 ? '502 Bad Gateway' : 'We will be right back'}</h1><p>sandbox</p></body></html>
`;
