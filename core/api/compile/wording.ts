/** Written small between other words; n8n's linter wants all others large. */
const SMALL_WORDS = new Set([
	'a',
	'an',
	'and',
	'as',
	'at',
	'by',
	'for',
	'in',
	'of',
	'on',
	'or',
	'per',
	'the',
	'to',
	'with',
]);
const UPPER_WORDS = new Set([
	'id',
	'url',
	'json',
	'api',
	'ean',
	'cpf',
	'cnpj',
	'cep',
	'sku',
	'pdv',
	'ip',
	'html',
	'erp',
	'pdf',
]);

/** `orderId`, `order_id` or `order-id` as `Order ID`: n8n's Title Case. */
export function titleCase(name: string): string {
	const words = name
		.replace(/([a-z\d])([A-Z])/g, '$1 $2')
		.replace(/[_\-.]+/g, ' ')
		.trim()
		.split(/\s+/);
	return words
		.map((word, index) => {
			const lower = word.toLowerCase();
			if (UPPER_WORDS.has(lower)) return lower.toUpperCase();
			if (index > 0 && index < words.length - 1 && SMALL_WORDS.has(lower)) return lower;
			return lower.charAt(0).toUpperCase() + lower.slice(1);
		})
		.join(' ');
}

/** `order_id` or `Order-ID` as `orderId`, the form of n8n's parameter names. */
export function camelCase(name: string): string {
	const [first = '', ...rest] = name
		.replace(/([a-z\d])([A-Z])/g, '$1 $2')
		.split(/[^A-Za-z\d]+/)
		.filter(Boolean);
	return (
		first.toLowerCase() +
		rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join('')
	);
}

/** Name of an operation in the selector: n8n's own words for the usual ones. */
export function operationName(operation: string): string {
	return operation === 'getAll' ? 'Get Many' : titleCase(operation);
}

/** A description as n8n's linter wants it: one space between words, a full stop only behind several sentences. */
export function sentence(text: string | undefined): string | undefined {
	const trimmed = text?.replace(/\s+/g, ' ').trim();
	if (!trimmed) return undefined;
	const open = trimmed.replace(/\.$/, '');
	return open.includes('. ') ? `${open}.` : open;
}

/** Alphabetical by what the person reads, as n8n lists them. */
export function byName<T extends { name?: string; displayName?: string }>(entries: T[]): T[] {
	const key = (entry: T) => (entry.displayName ?? entry.name ?? '').toLowerCase();
	return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
