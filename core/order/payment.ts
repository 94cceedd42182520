import { sumOf, type Cents } from './money';
import { plain } from './read';
import { remember } from './remember';
import { agree } from './totals';
import type { PaymentMethod, PaymentType } from './types';

/** What a platform's free text says about a payment. */
export interface PaymentLabel {
	method: PaymentMethod;
	/** Card brand, voucher or wallet company, as written; null where the text names none. */
	brand: string | null;
}

/** Beginnings of words, without accents, and the method they name. The first rule that a word of the label meets wins. */
const RULES: ReadonlyArray<readonly [PaymentMethod, RegExp]> = [
	['CASH', /^(dinheiro|cash|especie)/],
	['PIX', /^pix/],
	['CREDIT_DEBIT', /^(creditodebito|debitocredito|creditdebit|debitcredit)/],
	['CREDIT', /^credit/],
	['DEBIT', /^debit/],
	['COUPON', /^(cupom|coupon)/],
	['REDEEM', /^(resgate|redeem|cashback|pontos|fidelidade)/],
	['FOOD_VOUCHER', /^(alimentacao$|food|va$)/],
	['MEAL_VOUCHER', /^(vale|refeicao|restaurante$|meal|voucher|vr$|sodexo|pluxee|ticket|alelo)/],
	['DIGITAL_WALLET', /^(carteira|wallet|picpay|mercadopago|ame$|applepay|googlepay|samsungpay)/],
	['CREDIT_DEBIT', /^(cartao|cartoes|card)/],
];

/** Words that say how or where, not who. */
const FILLERS =
	/^(de|do|da|dos|no|na|e|ou|em|a|o|com|via|por|the|pela|pelo|app|site|online|entrega|retirada|balcao|local|loja|pagamento|pagar|pago|maquina|maquininha|levar|trazer|digital|vista|codigo)$/;

/** Companies whose name is the method's word too, so that it is not left over. */
const COMPANIES = /^(vr|va|sodexo|pluxee|ticket|alelo|picpay|mercadopago|ame|applepay|googlepay|samsungpay)$/;

/** Two words that are one name. */
const PAIRS = /\b(mercado|apple|google|samsung) +(pago|pay)\b/gi;

/** Methods of which a company or a card brand is worth telling. */
const BRANDED: ReadonlySet<PaymentMethod> = new Set([
	'CREDIT',
	'DEBIT',
	'CREDIT_DEBIT',
	'MEAL_VOUCHER',
	'FOOD_VOUCHER',
	'DIGITAL_WALLET',
]);

/**
 * Reads a payment label such as `Crédito Visa`, `Vale Refeição (Sodexo)` or `Dinheiro`. For grouping only: the label
 * stays what counts. What no rule knows is `OTHER`.
 */
export function parsePaymentLabel(label: string | null): PaymentLabel {
	return readLabel(label ?? '');
}

const readLabel = remember(500, (label: string): PaymentLabel => {
	const words = label
		.replace(PAIRS, '$1\u00a0$2')
		.split(/[^\p{L}\p{N}\u00a0]+/u)
		.map((written) => ({ written: written.replace('\u00a0', ' '), word: plain(written) }))
		.filter(({ word }) => word !== '' && !FILLERS.test(word));
	const means = (rule: RegExp) => words.some(({ word }) => rule.test(word));
	const method =
		means(/^credit/) && means(/^debit/)
			? 'CREDIT_DEBIT'
			: (RULES.find(([, rule]) => means(rule))?.[0] ?? 'OTHER');
	if (!BRANDED.has(method)) return { method, brand: null };
	const unexplained = words.filter(
		({ word }) => /^[a-z]+$/.test(word) && !RULES.some(([, rule]) => rule.test(word)),
	);
	const [company] = words.filter(({ word }) => COMPANIES.test(word));
	// Several words left over are a remark, not a name.
	const brand = company ?? (unexplained.length === 1 ? unexplained[0] : undefined);
	return { method, brand: brand?.written ?? null };
});

export interface PaymentPart {
	type: PaymentType | null;
	amount: Cents | null;
}

export interface Settlement {
	prepaid: Cents | null;
	pending: Cents | null;
	/** Amount of each part, filled in where only one part exists. */
	amounts: Array<Cents | null>;
	/** The parts do not add up to the order's amount. */
	mismatch: boolean;
}

/**
 * What is paid and what is still to be collected. Amounts are never guessed: a part without one gets the order's
 * amount only if it is the only part, and where paid and unpaid parts without amounts mix, both sums are null.
 */
export function settle(parts: readonly PaymentPart[], orderAmount: Cents | null): Settlement {
	const amounts = parts.map(({ amount }) => amount ?? (parts.length === 1 ? orderAmount : null));
	const unsettled = { prepaid: null, pending: null, amounts, mismatch: false };
	if (parts.length === 0 || parts.some(({ type }) => type === null)) return unsettled;
	const sum = (type: PaymentType) => {
		const own = amounts.filter((_, index) => parts[index]?.type === type);
		// All of one kind: together they are the order's amount, whatever each of them is.
		return own.length === parts.length ? (sumOf(own) ?? orderAmount) : sumOf(own);
	};
	const prepaid = sum('PREPAID');
	const pending = sum('PENDING');
	return { prepaid, pending, amounts, mismatch: !agree(sumOf([prepaid, pending]), orderAmount) };
}

/** The change to bring along for a bill: null where there is none, or where it cannot be told. */
export function changeDue(changeFor: Cents | null, pending: Cents | null): Cents | null {
	return changeFor !== null && pending !== null && changeFor > pending ? changeFor - pending : null;
}
