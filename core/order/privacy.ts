import type { IDataObject } from 'n8n-workflow';
import { text } from './read';
import { describe } from './text';
import type { Address, Customer, UnifiedOrder } from './types';

/*
 * The option Hide Personal Data. A person's members are masked where they stand, and every other text is searched for
 * what they hold: customers write their names and phones into remarks, and shops write them into labels.
 */

/** What stands for a value, or for a part of a text, that is hidden. */
const MASK = '***';

/** Members of an order whose texts people write. Ids, codes of products, the shop's own and our own words are not among them. */
const WRITTEN = new Set([
	...['name', 'groupName', 'variant', 'category', 'observations', 'reason', 'statusReason', 'place'],
	...['label', 'brand', 'transactionId', 'code', 'url', 'shippingMethod'],
]);

/**
 * The order without what tells who the customer is and where: the first name, first letter and domain of the e-mail, the
 * last digits of phone and document and the area of the address stay. So do ids, unless the customer's is such a value
 * itself. Pure; hiding twice is hiding once.
 */
export function hidePersonalData(order: UnifiedOrder): UnifiedOrder {
	const hide = searchFor(order);
	const searched = mapLeaves(order, (leaf, path) =>
		typeof leaf === 'string' && WRITTEN.has(String(path.at(-1))) ? hide(leaf) : leaf,
	) as UnifiedOrder;
	const { driverName, address } = order.delivery;
	const { document } = order.invoice;
	const hidden: UnifiedOrder = {
		...searched,
		customer: hideCustomer(order.customer, hide),
		delivery: {
			...searched.delivery,
			driverName: driverName && hide(firstName(driverName)),
			address: hideAddress(address),
		},
		invoice: { ...order.invoice, document: document && keepLast(document, 2) },
	};
	return { ...hidden, text: describe(hidden) };
}

/**
 * The row of an order as its platform sent it, as a copy without personal data.
 * @param paths where they stand: dotted names, `*` for every element of a list and every member of an object. Texts and
 * numbers there, however deep, are hidden; what is empty stays so
 * @param order the unified order of the row, not hidden: the rest of the row is searched for the values of its customer
 */
export function hidePersonalMembers(
	raw: IDataObject,
	paths: readonly string[],
	order: UnifiedOrder,
): IDataObject {
	const hide = searchFor(order);
	const personal = paths.map((path) => path.split('.'));
	return mapLeaves(raw, (leaf, path) => {
		if (text(leaf) === null) return leaf;
		if (personal.some((pattern) => leadsTo(pattern, path))) return MASK;
		const hidden = hide(String(leaf));
		return hidden === String(leaf) ? leaf : hidden;
	}) as IDataObject;
}

/** A deep copy in which every value that is neither list nor object is what `change` makes of it. */
function mapLeaves(
	value: unknown,
	change: (leaf: unknown, path: readonly string[]) => unknown,
	path: readonly string[] = [],
): unknown {
	if (typeof value !== 'object' || value === null) return change(value, path);
	if (Array.isArray(value)) {
		return value.map((element, index) => mapLeaves(element, change, [...path, String(index)]));
	}
	// Unlike an assignment, this leaves a member of the name __proto__ a member.
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [name, mapLeaves(member, change, [...path, name])]),
	);
}

/** Whether the member at `path` is what the pattern means, or a part of it. */
function leadsTo(pattern: readonly string[], path: readonly string[]): boolean {
	return pattern.every((name, depth) => depth < path.length && (name === '*' || name === path[depth]));
}

function hideCustomer(customer: Customer, hide: (written: string) => string): Customer {
	const { id, name, companyName, phone, phoneRaw, email, document } = customer;
	return {
		...customer,
		id: id && hide(id),
		name: name && firstName(name),
		companyName: companyName && MASK,
		phone: phone && phone.slice(0, 3) + keepLast(phone.slice(3), 4),
		phoneRaw: phoneRaw && keepLast(phoneRaw.replace(/[^\d\s()+.-]/gu, '*'), 4),
		email: email && hide(hideEmail(email)).replace(/\*+/g, MASK),
		document: document && keepLast(document, 2),
	};
}

function hideAddress(address: Address): Address {
	const { street, number, complement, reference, formatted, postalCode } = address;
	return {
		...address,
		street: street && MASK,
		number: number && MASK,
		complement: complement && MASK,
		reference: reference && MASK,
		formatted: formatted && MASK,
		postalCode: postalCode && postalCode.slice(0, 5) + MASK,
		latitude: null,
		longitude: null,
	};
}

/** Letters only: who has no name may have given an e-mail or a phone for one. */
function firstName(name: string): string {
	return /\p{L}[\p{L}\p{M}'’-]*/u.exec(name)?.[0] ?? MASK;
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/gu;
const NEITHER = /[^\p{L}\p{N}]/gu;

/** Every letter and digit but the last few as a star; what stands between them stays. */
function keepLast(value: string, kept: number): string {
	let tooMany = (value.match(LETTER_OR_DIGIT) ?? []).length - kept;
	return value.replace(LETTER_OR_DIGIT, (sign) => (tooMany-- > 0 ? '*' : sign));
}

/** `ana@example.com` as `a***@example.com`. */
function hideEmail(email: string): string {
	return email.replace(/^([^*@]?).*?(@[^@]*)?$/su, `$1${MASK}$2`);
}

/** Phones and documents have more; shorter numbers stand in texts for something else. */
const SHORTEST_NUMBER = 8;
/** Streets and companies of fewer signs stand in texts for something else, too. */
const SHORTEST_TEXT = 4;
const SHORTEST_WORD = 3;
/** Words of names that are words of every text. */
const PARTICLES = new Set(['das', 'dos']);
/** A pattern is made of so many signs of a value at most: no real value has more. */
const LONGEST = 200;

const WORD = /\p{L}[\p{L}\p{M}]*/gu;

/**
 * Makes what hides a customer's values in a text, whatever their case, accents and punctuation there: e-mail, document and
 * phone wherever they stand, street and company between other words, and every word of the name. Values that are masked
 * already are none.
 */
function searchFor({ customer, invoice, delivery }: UnifiedOrder): (written: string) => string {
	const emails = signsOf(/\s+/gu, ' ', customer.email);
	const documents = signsOf(NEITHER, '', customer.document, invoice.document).filter(isNumber);
	const phones = signsOf(/\D/gu, '', customer.phone, customer.phoneRaw).filter(isNumber);
	const { street } = delivery.address;
	// Some platforms send street and number in one line, and a remark may name the street alone
	const streetAlone = street && street.replace(/[,\s]*\d.*$/su, '');
	const places = signsOf(/\s+/gu, ' ', street, streetAlone, customer.companyName);
	const finders = [
		...emails.map((signs) => finder(signs, spelled(signs))),
		...documents.map((signs) => finder(signs, signs.map(escaped).join('[\\s./-]*'))),
		...phones.map((signs) => finder(signs.slice(-8), phonePattern(signs))),
		...places.map((signs) => finder(signs, `(?<![a-z0-9])${spelled(signs)}(?![a-z0-9])`)),
	];
	const words = new Set(
		(bare(customer.name ?? '').match(WORD) ?? []).filter(
			(word) => word.length >= SHORTEST_WORD && !PARTICLES.has(word),
		),
	);
	const hide = (written: string): string => {
		const decomposed = written.normalize('NFD');
		const core = coreOf(decomposed);
		const searched = finders.reduce((rest, find) => find(rest, core), decomposed);
		const hidden = searched.replace(WORD, (word) => (words.has(bare(word)) ? MASK : word));
		// What was glued to a value may be found once the value is gone.
		return hidden === decomposed ? written : hide(hidden).normalize('NFC');
	};
	return hide;
}

/**
 * Hides what the pattern finds. To compile a pattern takes longer than anything else here, and hardly any text has a value
 * in it: so it is done only for a text whose letters and digits hold those of the value.
 */
function finder(value: readonly string[], source: string): (written: string, core: string) => string {
	const sought = coreOf(value.slice(0, LONGEST).join(''));
	return (written, core) =>
		core.includes(sought) ? written.replace(new RegExp(source, 'gi'), MASK) : written;
}

/** The letters and digits of a text, in lower case and without accents. */
function coreOf(written: string): string {
	return bare(written).replace(NEITHER, '');
}

/**
 * The signs of values, without accents and in lower case, after a replacement. Values that are masked or too short to be
 * told from other text are left out.
 */
function signsOf(pattern: RegExp, replacement: string, ...values: Array<string | null>): string[][] {
	return values.flatMap((value) => {
		if (value === null || value.includes('*')) return [];
		const signs = [...bare(value).replace(pattern, replacement).trim()];
		return signs.length >= SHORTEST_TEXT ? [signs] : [];
	});
}

/** Lower case, without accents. */
function bare(written: string): string {
	return written
		.normalize('NFD')
		.replace(/[\u0300-\u036f]/g, '')
		.toLowerCase();
}

function isNumber(signs: readonly string[]): boolean {
	return signs.length >= SHORTEST_NUMBER && signs.length <= LONGEST;
}

/** Accents as decomposed text has them. */
const ACCENTS = '[\\u0300-\\u036f]*';

/** Pattern for decomposed text: each letter with or without its accents, any space for a space. */
function spelled(signs: readonly string[]): string {
	return signs
		.slice(0, LONGEST)
		.map((sign) => (sign === ' ' ? '\\s+' : escaped(sign) + ACCENTS))
		.join('');
}

/** The last eight digits, and of those before them as many as are there: country, area and the mobile's leading 9. */
function phonePattern(digits: readonly string[]): string {
	const between = '[\\s().+-]*';
	const before = digits.slice(0, -8).reduce((rest, digit) => `(?:${rest}${digit}${between})?`, '');
	return `[(+]*${before}${digits.slice(-8).join(between)}`;
}

function escaped(sign: string): string {
	return sign.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
}
