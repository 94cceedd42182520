import { text } from './read';

export interface TaxDocument {
	/** Without punctuation, letters upper case, leading zeros kept. */
	document: string;
	type: 'CPF' | 'CNPJ' | null;
	/** Length and check digits are right. */
	valid: boolean;
}

/**
 * Reads a CPF or CNPJ. CNPJs issued since July 2026 may hold letters in their first twelve places.
 * @returns null where nothing came; a document that is wrong is kept, with `valid: false`
 */
export function parseDocument(value: unknown): TaxDocument | null {
	const document = text(value)
		?.replace(/[^0-9A-Za-z]/g, '')
		.toUpperCase();
	if (!document) return null;
	if (/^\d{11}$/.test(document)) return { document, type: 'CPF', valid: isChecked(document, 11) };
	if (/^[0-9A-Z]{12}\d{2}$/.test(document)) return { document, type: 'CNPJ', valid: isChecked(document, 9) };
	return { document, type: null, valid: false };
}

/**
 * Both check digits agree. Each is made of the places before it, weighted from the right: 2, 3 and so on, up to
 * `maxWeight` and then from 2 again. A letter counts as its ASCII code minus 48, which leaves digits as they are.
 */
function isChecked(document: string, maxWeight: number): boolean {
	// 000.000.000-00, 111.111.111-11 and so on agree with their check digits, yet are nobody's.
	if (/^(.)\1*$/.test(document)) return false;
	return [2, 1].every((fromEnd) => {
		const end = document.length - fromEnd;
		let sum = 0;
		for (let place = 0; place < end; place++) {
			const weight = 2 + ((end - 1 - place) % (maxWeight - 1));
			sum += (document.charCodeAt(place) - 48) * weight;
		}
		const digit = sum % 11 < 2 ? 0 : 11 - (sum % 11);
		return document.charAt(end) === String(digit);
	});
}
