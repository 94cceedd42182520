import { text } from './read';

/** A CEP as eight digits. Seven digits have lost their leading 0 on the way through a number. Else null. */
export function parsePostalCode(value: unknown): string | null {
	const digits = (text(value) ?? '').replace(/[\s.-]/g, '');
	return /^\d{7,8}$/.test(digits) ? digits.padStart(8, '0') : null;
}
