import { Agent } from 'node:http';
import axios, { type AxiosInstance, type Method } from 'axios';

/** A call of n8n's REST interface that n8n refused or did not answer. */
export class N8nCallError extends Error {
	constructor(
		call: string,
		/** HTTP status, absent where there was no answer. */
		readonly status: number | undefined,
		reason: string,
	) {
		super(`n8n: ${call} failed${status === undefined ? '' : ` with ${status}`}: ${reason}`);
		this.name = 'N8nCallError';
	}
}

/** One person's session on the REST interface that n8n's own editor uses. */
export class N8nRest {
	private readonly http: AxiosInstance;
	private cookie: string | undefined;

	constructor(url: string) {
		this.http = axios.create({
			baseURL: `${url}/rest`,
			timeout: 60_000,
			proxy: false,
			// A connection that is kept may have been closed by n8n while this process was busy, and fail the next call
			httpAgent: new Agent({ keepAlive: false }),
			validateStatus: () => true,
		});
	}

	/**
	 * Sends one call and resolves to what n8n wraps in `data`.
	 * @throws N8nCallError that names the call and quotes n8n
	 */
	async call<T>(method: Method, path: string, body?: unknown, query?: Record<string, unknown>): Promise<T> {
		return (await this.callWhole<{ data: T }>(method, path, body, query)).data;
	}

	/** Like `call`, but resolves to the whole answer: some lists carry their `count` beside `data`. */
	async callWhole<T>(
		method: Method,
		path: string,
		body?: unknown,
		query?: Record<string, unknown>,
	): Promise<T> {
		const name = `${method.toUpperCase()} /rest${path}`;
		const answer = await this.http
			.request<unknown>({
				method,
				url: path,
				data: body,
				params: query,
				headers: this.cookie ? { Cookie: this.cookie } : {},
			})
			.catch((error: Error) => {
				throw new N8nCallError(name, undefined, error.message);
			});
		this.keepCookie(answer.headers['set-cookie']);
		if (answer.status >= 400) throw new N8nCallError(name, answer.status, messageOf(answer.data));
		if (typeof answer.data !== 'object' || answer.data === null) {
			throw new N8nCallError(name, answer.status, `unexpected answer ${messageOf(answer.data)}`);
		}
		return answer.data as T;
	}

	private keepCookie(received: string[] | undefined): void {
		const session = received?.find((cookie) => cookie.startsWith('n8n-auth='));
		if (session) this.cookie = session.split(';')[0];
	}
}

function messageOf(answer: unknown): string {
	if (typeof answer === 'object' && answer !== null && 'message' in answer) return String(answer.message);
	return (typeof answer === 'string' ? answer : JSON.stringify(answer)).slice(0, 300);
}
