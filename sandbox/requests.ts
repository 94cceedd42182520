import type { PlatformRequest } from './types';

/** A request that arrived, with everything secret masked. */
export interface RequestEntry {
	number: number;
	at: string;
	platform: string;
	method: string;
	/** Path below the platform's base URL, without the query. */
	path: string;
	query: Record<string, string>;
	/** Scheme and mask, such as `Bearer ***`; `null` when none was sent. */
	authorization: string | null;
	/** The body as JSON where it is JSON, else as text; `null` for none. */
	body: unknown;
	/** Operation of the platform's document, `null` for an unknown route. */
	operation: string | null;
	/** Answered status; `null` while under way and when the connection was destroyed instead. */
	status: number | null;
	/** Faults that were used on it. */
	faults: string[];
}

export interface RequestLog {
	/** Writes a request down; the caller sets `status` on the entry once it is answered. */
	add(platform: string, request: PlatformRequest, operation: string | null, faults: string[]): RequestEntry;
	/** The latest requests, oldest first. */
	list(platform?: string): RequestEntry[];
	/** How often each operation was called since the last reset; unknown routes count as `unknown`. */
	counters(platform?: string): Record<string, number>;
	reset(): void;
}

const MASK = '***';
/** The log is for looking at, not for keeping: older entries fall out, the counters stay right. */
const KEPT_ENTRIES = 1000;
const SECRET_NAME = /token|secret|passw|senha|authorization|api.?key/i;

/** Replaces what stands under a name that sounds secret, at any depth. */
export function masked(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(masked);
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [name, SECRET_NAME.test(name) ? MASK : masked(member)]),
	);
}

function bodyOf(request: PlatformRequest): unknown {
	const text = request.body.toString('utf8');
	if (text === '') return null;
	try {
		return masked(JSON.parse(text));
	} catch {
		const form = String(request.headers['content-type']).startsWith('application/x-www-form-urlencoded');
		return form ? masked(Object.fromEntries(new URLSearchParams(text))) : text;
	}
}

function authorizationOf(request: PlatformRequest): string | null {
	const header = request.headers.authorization;
	if (typeof header !== 'string') return null;
	const [scheme, ...rest] = header.split(' ');
	return rest.length > 0 ? `${scheme} ${MASK}` : MASK;
}

/** @param now milliseconds since 1970 */
export function createRequestLog(now: () => number): RequestLog {
	let entries: RequestEntry[] = [];
	let counts = new Map<string, Map<string, number>>();
	let number = 0;

	return {
		add(platform, request, operation, faults) {
			const entry: RequestEntry = {
				number: ++number,
				at: new Date(now()).toISOString(),
				platform,
				method: request.method,
				path: request.path,
				query: masked(Object.fromEntries(new URLSearchParams(request.query))) as Record<string, string>,
				authorization: authorizationOf(request),
				body: bodyOf(request),
				operation,
				status: null,
				faults,
			};
			entries.push(entry);
			if (entries.length > KEPT_ENTRIES) entries.shift();
			const ofPlatform = counts.get(platform) ?? new Map<string, number>();
			ofPlatform.set(operation ?? 'unknown', (ofPlatform.get(operation ?? 'unknown') ?? 0) + 1);
			counts.set(platform, ofPlatform);
			return entry;
		},
		list: (platform) => entries.filter((entry) => platform === undefined || entry.platform === platform),
		counters(platform) {
			const sum: Record<string, number> = {};
			for (const [name, ofPlatform] of counts) {
				if (platform !== undefined && platform !== name) continue;
				for (const [operation, count] of ofPlatform) sum[operation] = (sum[operation] ?? 0) + count;
			}
			return sum;
		},
		reset() {
			entries = [];
			counts = new Map();
		},
	};
}
