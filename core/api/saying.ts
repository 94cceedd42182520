import { isRecord } from './path';

/** The platform's own words, quoted: often Portuguese, and often the best hint there is. */
export function sayingOf(platform: string, body: unknown): string {
	const text = sayingIn(body, 0);
	return text === undefined ? '' : `${platform} says: "${shorten(text)}"`;
}

const SAYING_MEMBERS = [
	'message',
	'Message',
	'error',
	'error_description',
	'description',
	'mensagem',
	'detail',
	'causes',
	'errors',
	'Errors',
	// often only the name of the status
	'name',
	'title',
	'data',
];

function sayingIn(value: unknown, depth: number): string | undefined {
	if (typeof value === 'string') return depth > 0 && value.trim() !== '' ? value.trim() : undefined;
	if (depth > 3) return undefined;
	if (Array.isArray(value)) {
		const texts = value.map((entry) => sayingIn(entry, depth + 1)).filter((text) => text !== undefined);
		return texts.length > 0 ? [...new Set(texts)].join('; ') : undefined;
	}
	if (!isRecord(value)) return undefined;
	const text = SAYING_MEMBERS.map((member) => sayingIn(value[member], depth + 1)).find(
		(found) => found !== undefined,
	);
	return text !== undefined && typeof value.field === 'string' && value.field !== ''
		? `${value.field}: ${text}`
		: text;
}

/** As much of a text as one reads. */
export function shorten(text: string): string {
	return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
