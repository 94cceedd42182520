import type { ItemDraft, OptionDraft } from '../../core/order/build';
import { times, type Cents } from '../../core/order/money';
import { isObject, list, members, number, plain, text, type Loose } from '../../core/order/read';

/*
 * What was ordered. [retrieveorderdetails] shows `products` by the ID of the line, [orders-html] as an array. The
 * members of a line are those of the document; its options are those of CS-Cart (inf).
 */

export interface OrderLine {
	/** What a shipment calls the line by; null where it has none. */
	lineId: string | null;
	line: Loose;
}

/** The lines of an order. PHP writes an empty map as an empty list (inf). */
export function linesOf(products: unknown): OrderLine[] {
	const keyed = isObject(products);
	const lines: OrderLine[] = [];
	for (const [key, line] of Object.entries(keyed ? products : list(products))) {
		if (isObject(line)) lines.push({ lineId: text(line.item_id) ?? (keyed ? key : null), line });
	}
	return lines;
}

/** Elements of a list, or members of a map: PHP sends either for the same thing. */
export function rowsOf(value: unknown): unknown[] {
	return isObject(value) ? Object.values(value) : list(value);
}

/**
 * A line with its prices. In CS-Cart `price` is what one costs with its options and after its discount (inf), so the
 * options add nothing: their modifier is shown as list price. Where a store counts otherwise, lines and subtotal
 * disagree visibly.
 * @param price reads a unit price, into cents
 */
export function readLine({ line }: OrderLine, price: (value: unknown) => Cents | null): ItemDraft {
	const quantity = number(line.amount);
	const unitPrice = price(line.price);
	return {
		id: line.product_id,
		externalCode: line.product_code,
		// product_name stands in [orders-html] only
		name: text(line.product) ?? line.product_name,
		quantity,
		unitPrice,
		optionsPrice: unitPrice === null ? null : 0,
		totalPrice: times(quantity, unitPrice),
		options: optionsOf(line).map(readOption),
	};
}

/** Where CS-Cart keeps the chosen options: described one by one, or only their numbers, as in a new order [CS]. */
function optionsOf({ product_options, extra }: Loose): unknown[] {
	const more = members(extra);
	const kept = [product_options, more.product_options_value, more.product_options].map((options) =>
		rowsOf(options).filter((option) => isObject(option) || text(option) !== null),
	);
	return kept.find((options) => options.some(isObject)) ?? kept.find(({ length }) => length > 0) ?? [];
}

/** Types of an option [CS]: I one line of text, T text, F file; the value of the others is the number of a variant. */
const TYPED = new Set(['i', 't', 'f']);

/** A variant without the name of its option, such as the `Sim` of a checkbox C [CS], would say nothing. */
const ANSWERS = new Set([...TYPED, 'c']);

function readOption(option: unknown): OptionDraft {
	// A number without a description is that of the variant [CS].
	if (!isObject(option)) return { role: 'VARIATION', id: option, name: null, totalPrice: 0 };
	const type = plain(text(option.option_type) ?? '');
	const typed = TYPED.has(type);
	return {
		groupName: option.option_name,
		role: ANSWERS.has(type) ? 'ANSWER' : 'VARIATION',
		id: typed ? null : (text(option.variant_id) ?? option.value),
		name: text(option.variant_name) ?? (typed ? option.value : null),
		unitPrice: modifierOf(option),
		totalPrice: 0,
	};
}

/** A amount, P per cent; written with three decimals [CS], so that its point is always a decimal one. */
function modifierOf({ modifier, modifier_type }: Loose): Cents | null {
	return plain(text(modifier_type) ?? '') === 'p' ? null : times(number(modifier), 100);
}
