import { text } from './read';

/**
 * A Brazilian phone number as E.164, such as `+5511987654321`. Punctuation, a leading 0 and a carrier code are taken
 * off; a ninth digit is never added.
 * @returns null for what is no Brazilian number: too short, too long, an area code with a 0, another country
 */
export function parsePhone(value: unknown): string | null {
	const written = text(value) ?? '';
	const digits = written.replace(/\D/g, '');
	const foreign = written.startsWith('+') && !digits.startsWith('55');
	const national = nationalOf(digits);
	// Area codes have no 0; eleven digits are a mobile number, which starts with 9 after the area code.
	return !foreign && /^[1-9]{2}(9\d{8}|\d{8})$/.test(national) ? `+55${national}` : null;
}

/** Area code and number. From twelve digits on, the country's 55 stands in front, or after a 0 a carrier code. */
function nationalOf(digits: string): string {
	const dialled = digits.replace(/^0+/, '');
	const prefixed = dialled.length >= 12 && (dialled !== digits || dialled.startsWith('55'));
	return prefixed ? dialled.slice(2).replace(/^0/, '') : dialled;
}
