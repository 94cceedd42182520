import type { ItemDraft, OptionDraft } from '../../core/order/build';
import { sumOf, times, type Cents } from '../../core/order/money';
import { number, pick, plain, text, type Loose } from '../../core/order/read';
import { agree } from '../../core/order/totals';
import type { OptionRole, OrderWarning, PricingRule } from '../../core/order/types';
import { flag, inSequence, joined, moneyReader, rowsOf, type ReadMoney } from './wire';

/*
 * What was ordered: `items`, which cost their price and that of their options, and `compositeItems`, whose parts'
 * prices do not add up. Shapes are those of [D]; sources as in openapi/_shared.yaml.
 */

/**
 * How the parts of a composite make its price: the rules that sizes of pizzas have [A]. Lowest-price is no rule of the
 * unified order.
 */
const pricingRules = new Map<string, PricingRule | null>([
	['higher', 'HIGHEST'],
	['average', 'AVERAGE'],
	['sum', 'SUM'],
	['smaller', null],
]);

/**
 * Both kinds of lines in the order in which they were placed. Empty for a row of a list without `showItems`.
 * @param warnings `ITEM_PRICE_ASSUMED` is added where the price of a line's options is not what the line says
 */
export function readItems(order: unknown, warnings: Set<OrderWarning>): ItemDraft[] {
	const money = moneyReader(warnings);
	const composites = rowsOf(pick(order, 'compositeItems'));
	const lines = inSequence([...rowsOf(pick(order, 'items')), ...composites]);
	return lines.map((line) =>
		composites.includes(line) ? readComposite(line, money) : readItem(line, money, warnings),
	);
}

function readItem(line: Loose, money: ReadMoney, warnings: Set<OrderWarning>): ItemDraft {
	const quantity = number(pick(line, 'amount'));
	const unitPrice = money(pick(line, 'price'));
	const total = money(pick(line, 'total'));
	const forOptions = pick(line, 'propertiesPrice');
	const stated = forOptions === undefined ? undefined : money(forOptions);
	const choices = readChoices(line, money);
	const optionsPrice = optionsPriceOf({ quantity, unitPrice, total, stated, choices }, warnings);
	return {
		id: pick(line, 'id'),
		externalCode: pick(line, 'customCode'),
		name: pick(line, 'name'),
		quantity,
		unitPrice,
		optionsPrice,
		// Options that cost nothing leave no doubt what a line without a total costs.
		totalPrice: total ?? (optionsPrice === 0 ? times(quantity, unitPrice) : null),
		observations: pick(line, 'comments'),
		options: priced(choices, optionsPrice),
	};
}

interface ItemPrices {
	quantity: number | null;
	unitPrice: Cents | null;
	total: Cents | null;
	/** `propertiesPrice`: undefined where it did not come, null where it could not be read. */
	stated: Cents | null | undefined;
	choices: readonly Choice[];
}

/**
 * What the options add to one unit. `propertiesPrice` says it [D], but whether `price` has the options in it already is
 * not documented, and a public client had to take them off again: `total` decides. A price of options that `total` does
 * not bear out is not given; where none came, it is what `total` leaves for it.
 */
function optionsPriceOf(
	{ quantity, unitPrice, total, stated, choices }: ItemPrices,
	warnings: Set<OrderWarning>,
): Cents | null {
	if (quantity === null || unitPrice === null || total === null) {
		return stated ?? (stated === undefined && choices.length === 0 ? 0 : null);
	}
	if (agree(times(quantity, unitPrice + (stated ?? 0)), total)) return stated ?? 0;
	if (agree(times(quantity, unitPrice), total)) return 0;
	warnings.add('ITEM_PRICE_ASSUMED');
	const each = perUnit(total, quantity);
	return stated === undefined && each !== null ? each - unitPrice : null;
}

/**
 * Pizzas are the only thing on the menu that has parts and a rule for their prices [A], so a composite with such a rule
 * is a pizza of so many flavours, and any other a combo of components (inf). Its price is what was charged, the prices
 * of parts and extras are those of the list.
 */
function readComposite(line: Loose, money: ReadMoney): ItemDraft {
	const quantity = number(pick(line, 'amount'));
	const total = money(pick(line, 'total'));
	const pricingRule = pricingRules.get(plain(text(pick(line, 'priceCalculationType')) ?? ''));
	const isPizza = pricingRule !== undefined;
	const parts = inSequence(rowsOf(pick(line, 'items')));
	const role = isPizza ? 'FLAVOR' : 'COMPONENT';
	const choices = [
		...readOptions(parts, { groupName: null, role, isFractional: isPizza }, money),
		...readChoices(line, money),
	];
	return {
		id: pick(line, 'id'),
		externalCode: pick(line, 'customCode'),
		kind: isPizza ? 'PIZZA' : 'COMBO',
		name: pick(line, 'name'),
		quantity,
		unitPrice: perUnit(total, quantity),
		optionsPrice: 0,
		totalPrice: total,
		pricingRule,
		observations: joined([pick(line, 'comments'), ...parts.map(remarkOn)], '; '),
		options: priced(choices, 0),
	};
}

/** What the customer asks of one part: `Calabresa: sem cebola`. Options have no remarks of their own. */
function remarkOn(part: Loose): string | null {
	const remark = text(pick(part, 'comments'));
	return remark === null ? null : joined([pick(part, 'name'), remark], ': ');
}

interface Choice {
	option: OptionDraft;
	/** List price of all of it, in cents. */
	cost: Cents | null;
}

/** The chosen options of a line, by their groups. */
function readChoices(line: Loose, money: ReadMoney): Choice[] {
	const choices: Choice[] = [];
	for (const property of inSequence(rowsOf(pick(line, 'properties')))) {
		const groupName = text(pick(property, 'name'));
		const isFractional = flag(pick(property, 'isFractional')) === true;
		const role = roleOf(groupName, isFractional);
		const options = inSequence(rowsOf(pick(property, 'options')));
		choices.push(...readOptions(options, { groupName, role, isFractional }, money));
	}
	return choices;
}

interface Group {
	groupName: string | null;
	role: OptionRole;
	/** The options are parts of one whole, such as flavours of a pizza: the more of them, the smaller. */
	isFractional: boolean;
}

function readOptions(rows: Loose[], { groupName, role, isFractional }: Group, money: ReadMoney): Choice[] {
	const amounts = rows.map((row) => number(pick(row, 'amount')) ?? 1);
	const whole = amounts.reduce((sum, amount) => sum + amount, 0);
	return rows.map((row, index) => {
		const amount = amounts[index] as number;
		const fraction = isFractional ? fractionText(amount / whole) : null;
		const sent = pick(row, 'price');
		const unitPrice = money(sent);
		return {
			option: {
				groupName,
				role,
				id: pick(row, 'id'),
				externalCode: pick(row, 'customCode'),
				name: pick(row, 'name'),
				// Half a flavour is told by its fraction.
				quantity: fraction === null ? amount : 1,
				fraction,
				unitPrice,
			},
			// A price that did not come costs nothing.
			cost: sent === undefined ? 0 : times(amount, unitPrice),
		};
	});
}

/** The title that the store gave the group tells crusts, sizes and flavours apart (inf). */
function roleOf(groupName: string | null, isFractional: boolean): OptionRole {
	const title = plain(groupName ?? '');
	if (title.includes('borda')) return 'CRUST';
	if (title.includes('tamanho')) return 'SIZE';
	return title.includes('sabor') || isFractional ? 'FLAVOR' : 'COMPLEMENT';
}

/**
 * The options of a line with what each adds to one unit. Where their list prices are not what all of them add, because
 * the highest or the average of a group counts, it cannot be told of each.
 */
function priced(choices: Choice[], optionsPrice: Cents | null): OptionDraft[] {
	const listed = sumOf(choices.map(({ cost }) => cost));
	const addUp = listed !== null && optionsPrice !== null && agree(listed, optionsPrice);
	return choices.map(({ option, cost }) => {
		option.totalPrice = optionsPrice === 0 ? 0 : addUp ? cost : null;
		return option;
	});
}

/** No pizza is cut into more parts. */
const MOST_PARTS = 16;
/** How far `0.33` may be from a third. */
const ROUNDING = 0.03;

/** A share as a person writes it, such as `1/2`; null for a whole, and for what is no such share. */
function fractionText(share: number): string | null {
	for (let parts = 2; parts <= MOST_PARTS; parts++) {
		const taken = Math.round(share * parts);
		const isIt = Math.abs(share * parts - taken) <= ROUNDING && taken > 0 && taken < parts;
		if (isIt) return `${taken}/${parts}`;
	}
	return null;
}

/** What one unit costs; null where it cannot be told, as of a line of (almost) nothing. */
function perUnit(total: Cents | null, quantity: number | null): Cents | null {
	return total !== null && quantity !== null && Math.abs(quantity) >= 0.001 ? total / quantity : null;
}
