import { amountReader, type ItemDraft, type OptionDraft } from '../../core/order/build';
import { parseUnitPrice, times, type Cents } from '../../core/order/money';
import { isObject, list, members, number, pick, text, type Loose } from '../../core/order/read';
import { agree } from '../../core/order/totals';
import type { OptionRole, OrderWarning, PricingRule } from '../../core/order/types';
import { priceLine, share, wholePrice, type Cost } from './prices';

/*
 * What was ordered: the lists of the detail [S] 1.1.2. Sources as in openapi.yaml.
 *
 * Codes: `externalCode` is a thing's own `ref`. The code of an item's variation (`variacao_ref`), by which its price is
 * kept, stands in an option of role SIZE, as the size of a pizza does.
 *
 * Pizzas, combos and promotions have one price for everything in them. Their parts keep their list prices and add nothing.
 */

/** Reads one member that holds money, into cents; what cannot be read is a warning. */
type Reader = (value: unknown) => Cents | null;

/** Everything an order's lists hold, in the order of the documentation; gifts come last, a promotion's beside it. */
export function readItems(order: Loose, warnings: Set<OrderWarning>): ItemDraft[] {
	const price = amountReader(warnings, 'reais', parseUnitPrice);
	return [
		...rows(order.ItemOrder).map((item) => readItem(item, price, warnings)),
		...rows(order.PizzaOrders).map((pizza) => readPizza(pizza, price)),
		...rows(order.ComboOrders).map((combo) => readCombo(combo, price)),
		...rows(order.PromotionGroupOrders).flatMap((promotion) => readPromotion(promotion, price, warnings)),
		...rows(order.OrderAdditionals).flatMap((question) => readQuestion(question, price)),
		...rows(order.Vouchers).flatMap((voucher) =>
			readGift(voucher.voucher_brinde, voucher.voucher_brinde_ref),
		),
		...rows(order.FidelityProgram).flatMap(({ award_item, ref }) => readGift(award_item, ref)),
	];
}

/** The rows of a list; one that came alone counts as a list of one [MP] [FB]. */
export function rows(value: unknown): Loose[] {
	return list(value).filter(isObject);
}

function readItem(item: Loose, price: Reader, warnings: Set<OrderWarning>): ItemDraft {
	const chosen = complementsOf(item).map(({ row, groupName }) => readComplement(row, groupName, price));
	const variant = text(item.name);
	const { added, ...prices } = priceLine(
		{
			quantity: number(item.quantity),
			price: price(item.price),
			total: amountReader(warnings)(item.total),
			costs: chosen.map(({ cost }) => cost),
		},
		warnings,
	);
	return {
		externalCode: item.ref ?? item.variacao_ref,
		name: item.title,
		variant,
		category: item.category,
		...prices,
		observations: item.notes,
		options: [
			...variationOption(variant, item.variacao_ref),
			...chosen.map(({ option }, index) => ({ ...option, totalPrice: added[index] })),
		],
	};
}

/** The variation's price is the item's, so it adds nothing. */
function variationOption(variant: string | null, code: unknown): OptionDraft[] {
	if (variant === null || text(code) === null) return [];
	return [{ role: 'SIZE', name: variant, externalCode: code, totalPrice: 0 }];
}

function readComplement(row: Loose, groupName: unknown, price: Reader): { option: OptionDraft; cost: Cost } {
	const option = readOption(row, 'COMPLEMENT', price);
	const total = price(row.total);
	// A price that did not come costs nothing; one that cannot be read leaves the line's price unknown.
	const untold = text(row.price_un ?? row.total) === null ? 0 : null;
	const listed = times(option.quantity ?? 1, option.unitPrice ?? null) ?? total ?? untold;
	return { option: { ...option, groupName }, cost: { listed, stated: total ?? listed } };
}

function readPizza(pizza: Loose, price: Reader): ItemDraft {
	const sizes = rows(pizza.PizzaTamanho);
	const flavors = rows(pizza.PizzaSabor);
	const variant = text(sizes[0]?.title);
	const quantity = number(pizza.quantity);
	const fraction = flavors.length > 1 ? `1/${flavors.length}` : null;
	return {
		kind: 'PIZZA',
		name: variant !== null && /^pizza\b/i.test(variant) ? variant : `Pizza ${variant ?? ''}`,
		variant,
		category: pizza.category,
		...wholePrice(quantity, price(pizza.total_un)),
		pricingRule: flavorRules.get(pizza.pizza_maior_valor) ?? null,
		observations: pizza.notes,
		options: [
			...sizes.map((size) => readPart(size, 'SIZE', price)),
			...rows(pizza.PizzaMassa).map((dough) => readPart(dough, 'CRUST', price)),
			...flavors.map((flavor) => ({
				...readPart(flavor, 'FLAVOR', price),
				fraction,
				options: partComplements(flavor, price),
			})),
			// Those of the size are for the whole pizza.
			...sizes.flatMap((size) => partComplements(size, price)),
		],
	};
}

/** `pizza_maior_valor`: the dearest flavor sets the price, or the average does [S]. */
const flavorRules = new Map<unknown, PricingRule>([
	[true, 'HIGHEST'],
	[false, 'AVERAGE'],
]);

function readCombo(combo: Loose, price: Reader): ItemDraft {
	return {
		kind: 'COMBO',
		externalCode: combo.ref,
		name: combo.combo_title,
		...wholePrice(number(combo.quantity), price(combo.total_un)),
		observations: combo.notes,
		options: rows(combo.ComboItens).map((item) => ({
			...readPart(item, 'COMPONENT', price),
			name: [text(item.item_name), text(item.price_name)].filter((part) => part !== null).join(' '),
		})),
	};
}

/** `type` of a promotion [S]. */
const promotionRules = new Map<string | null, PricingRule>([
	['1', 'SUM'],
	['2', 'HIGHEST'],
	['3', 'FIXED'],
]);

/** `type` of the bonus that is a gift; the others are none, free shipping and points [S]. */
const BONUS_GIFT = '4';

function readPromotion(promotion: Loose, price: Reader, warnings: Set<OrderWarning>): ItemDraft[] {
	const quantity = number(promotion.quantity) ?? number(promotion.quantidade);
	const total = price(promotion.total);
	const unit = price(promotion.value) ?? share(total, quantity);
	// `value` is documented as the price of one [S], `total` is not documented [MP].
	if (!agree(times(quantity, unit), total)) warnings.add('ITEM_PRICE_ASSUMED');
	const bonus = members(list(pick(promotion, 'bonus'))[0]);
	return [
		{
			kind: 'PROMOTION',
			id: promotion.id,
			externalCode: promotion.ref,
			name: promotion.name,
			...wholePrice(quantity, unit),
			pricingRule: promotionRules.get(text(promotion.type)) ?? null,
			observations: promotion.notes,
			options: rows(promotion.Products).map((product) => readProduct(product, price)),
		},
		...(text(bonus.type) === BONUS_GIFT ? [gift(bonus.value)] : []),
	];
}

/** A product of a promotion. Its options are the items or pizzas themselves [S]; complements stand under either. */
function readProduct(product: Loose, price: Reader): OptionDraft {
	const quantity = number(product.quantity);
	return {
		role: 'COMPONENT',
		id: product.id,
		name: product.name,
		quantity,
		unitPrice: share(price(product.subtotal), quantity),
		totalPrice: 0,
		options: [
			...rows(product.Options).map((option) => ({
				...readPart(option, 'COMPONENT', price),
				options: partComplements(option, price),
			})),
			...partComplements(product, price),
		],
	};
}

/**
 * A question of the checkout: what was picked is a line of its own, a typed answer is an option of the line that asks.
 * A price that did not come costs nothing.
 */
function readQuestion(question: Loose, price: Reader): ItemDraft[] {
	return rows(question.Additionals).map((additional) => {
		const answer = text(additional.text_input);
		const quantity = number(additional.quantity);
		const asked = { kind: 'EXTRA', externalCode: additional.ref } as const;
		const unit = price(additional.price_un) ?? (text(additional.price_un) === null ? 0 : null);
		if (answer === null) {
			const name = additional.title ?? question.title;
			return { ...asked, name, category: question.title, ...wholePrice(quantity, unit) };
		}
		return {
			...asked,
			name: question.title ?? additional.title,
			// What was answered was answered once.
			...wholePrice(quantity || 1, unit),
			options: [{ role: 'ANSWER', name: answer, totalPrice: 0 }],
		};
	});
}

function readGift(name: unknown, code: unknown): ItemDraft[] {
	return text(name) === null ? [] : [gift(name, code)];
}

/** Gifts are named by a text that has the quantity in it, such as `1 coca-cola 2 lts` [S]. */
function gift(name: unknown, externalCode?: unknown): ItemDraft {
	const free = { unitPrice: 0, optionsPrice: 0, totalPrice: 0 };
	return { kind: 'GIFT', externalCode, name, quantity: null, ...free };
}

/** Complements in their groups [S]. */
function complementsOf(parent: Loose): Array<{ row: Loose; groupName: unknown }> {
	return rows(parent.ComplementCategories).flatMap((group) =>
		rows(group.Complements).map((row) => ({ row, groupName: group.title })),
	);
}

/** Complements of what has its price in a whole. */
function partComplements(parent: Loose, price: Reader): OptionDraft[] {
	return complementsOf(parent).map(({ row, groupName }) => ({
		...readPart(row, 'COMPLEMENT', price),
		groupName,
	}));
}

/** An option of a line with one price for everything. */
function readPart(row: Loose, role: OptionRole, price: Reader): OptionDraft {
	return { ...readOption(row, role, price), totalPrice: 0 };
}

/** Sizes, doughs, flavors and combo items have a `price`; complements and options of promotions a `price_un` [S]. */
function readOption(row: Loose, role: OptionRole, price: Reader): OptionDraft {
	return {
		role,
		id: row.id,
		externalCode: row.ref ?? row.variacao_ref ?? row.ref_sabor_tamanho,
		name: row.title,
		quantity: number(row.quantity),
		unitPrice: price(row.price_un ?? row.price),
	};
}
