import type { Random } from '../../random';
import type { SandboxLine } from '../../types';

/**
 * What is ordered in the sandbox's Neemo store. Codes of drinks, bacon, sizes and flavors are those of the samples [S].
 *
 * The sandbox's own choice:
 * - `total` of a complement is price_un x quantity per unit of its line, `total` of an item quantity x (price + those);
 * - a pizza costs its dearest flavor, or the average of them, and its dough on top.
 */

export const REMARKS = ['Sem cebola, por favor', 'Bem passado', 'Mandar guardanapos', ''];

/** Prices in cents. */
const ITEMS = [
	{ title: 'X-Burger', name: 'Único', ref: '1010', variacao_ref: '10101', cents: 2590, category: 'Lanches' },
	{ title: 'X-Salada', name: 'Único', ref: '1020', variacao_ref: '10201', cents: 2790, category: 'Lanches' },
	{
		title: 'Coca-Cola',
		name: '2 litros',
		ref: '23009',
		variacao_ref: '55020',
		cents: 1240,
		category: 'Bebidas',
	},
	{
		title: 'Suco de uva',
		name: '500 ml',
		ref: '55100',
		variacao_ref: '40020',
		cents: 899,
		category: 'Bebidas',
	},
];
const COMPLEMENTS = [
	{ title: 'bacon', ref: '222222', cents: 300 },
	{ title: 'Queijo extra', ref: '222223', cents: 399 },
];
const SIZES = [
	{ title: 'Média', ref: 'ref122' },
	{ title: 'Grande', ref: 'ref123' },
];
const DOUGHS = [
	{ title: 'Tradicional', ref: 'ref530', cents: 0 },
	{ title: 'Borda de catupiry', ref: 'ref534', cents: 470 },
];
const FLAVORS = [
	{ title: '4 Queijos', ref: 'ref234', cents: 5990 },
	{ title: 'Calabresa', ref: 'ref235', cents: 4990 },
	{ title: 'Portuguesa', ref: 'ref236', cents: 5575 },
	{ title: 'Margherita', ref: 'ref237', cents: 5295 },
];

/** Amounts of orders are numbers in reais. */
export const reais = (cents: number) => cents / 100;

/** Something that was ordered: the list of the order it belongs to, its entry there, and what it costs. */
export interface Line {
	list: 'ItemOrder' | 'PizzaOrders' | 'ComboOrders' | 'PromotionGroupOrders';
	entry: Record<string, unknown>;
	cents: number;
}

function chosenComplements(random: Random): { groups: unknown[]; cents: number } {
	const chosen = COMPLEMENTS.filter(() => random.chance(40)).map((complement) => ({
		...complement,
		quantity: random.between(1, 2),
	}));
	if (chosen.length === 0) return { groups: [], cents: 0 };
	const Complements = chosen.map(({ title, ref, cents, quantity }) => ({
		title,
		quantity,
		price_un: reais(cents),
		total: reais(cents * quantity),
		ref,
		ref_adicional: null,
	}));
	return {
		groups: [{ title: 'Adicionais de lanche', tipo: 1, Complements }],
		cents: chosen.reduce((sum, { cents, quantity }) => sum + cents * quantity, 0),
	};
}

export function itemLine(random: Random): Line {
	const { cents: price, ...item } = random.pick(ITEMS);
	const quantity = random.between(1, 3);
	const complements = chosenComplements(random);
	const cents = quantity * (price + complements.cents);
	return {
		list: 'ItemOrder',
		cents,
		entry: {
			...item,
			quantity,
			price: reais(price),
			total: reais(cents),
			notes: random.pick(REMARKS),
			ComplementCategories: complements.groups,
		},
	};
}

export function pizzaLine(random: Random): Line {
	const size = random.pick(SIZES);
	const dough = random.pick(DOUGHS);
	const first = random.between(0, FLAVORS.length - 1);
	const flavors = FLAVORS.filter((_, index) => index === first || index === (first + 1) % FLAVORS.length);
	const byDearest = random.chance(50);
	const prices = flavors.map(({ cents }) => cents);
	const price = byDearest
		? Math.max(...prices)
		: Math.round(prices.reduce((sum, cents) => sum + cents, 0) / prices.length);
	const quantity = random.between(1, 2);
	const unit = price + dough.cents;
	return {
		list: 'PizzaOrders',
		cents: quantity * unit,
		entry: {
			quantity,
			total_un: reais(unit),
			notes: random.pick(REMARKS),
			category: 'Pizzas',
			pizza_maior_valor: byDearest,
			PizzaTamanho: [{ ...size, qtd_sabor: flavors.length, ComplementCategories: [] }],
			PizzaMassa: [{ title: dough.title, price: reais(dough.cents), ref: dough.ref }],
			PizzaSabor: flavors.map(({ title, ref, cents }) => ({
				title,
				price: reais(cents),
				ref,
				ref_sabor_tamanho: `${ref}-${size.ref}`,
				ComplementCategories: [],
			})),
		},
	};
}

export function comboLine(): Line {
	const unit = 3490;
	return {
		list: 'ComboOrders',
		cents: unit,
		entry: {
			quantity: 1,
			total_un: reais(unit),
			combo_title: 'Combo do dia',
			ref: '9001',
			ComboItens: [
				{ item_name: 'X-Burger', price_name: 'Único', price: 25.9, ref: '1010', variacao_ref: '10101' },
				{ item_name: 'Suco de uva', price_name: '500 ml', price: 9, ref: '55100', variacao_ref: '40020' },
			],
		},
	};
}

/** A promotion at a fixed price; its complement groups stand under the product, where public code reads them [MP]. */
export function promotionLine(): Line {
	const unit = 6990;
	return {
		list: 'PromotionGroupOrders',
		cents: unit,
		entry: {
			id: 31,
			name: 'Pizza e refrigerante',
			ref: '9101',
			quantity: 1,
			quantidade: 1,
			notes: '',
			type: 3,
			value: reais(unit),
			total: reais(unit),
			bonus: { type: 1, value: null },
			Products: [
				{
					id: 71,
					type: 'pizza',
					name: 'Pizza Grande',
					calculation: 2,
					quantity: 1,
					subtotal: 59.9,
					category_ref: '176',
					pizza_tamanho_ref: 'ref123',
					Options: [
						{
							id: 81,
							title: '4 Queijos',
							price_un: 59.9,
							quantity: 1,
							subtotal: 59.9,
							ref: 'ref234',
							ref_sabor_tamanho: 'ref234-ref123',
							ComplementCategories: [],
						},
					],
					ComplementCategories: [],
				},
				{
					id: 72,
					type: 'item',
					name: 'Coca-Cola',
					calculation: null,
					quantity: 1,
					subtotal: 10,
					category_ref: '456',
					pizza_tamanho_ref: null,
					Options: [
						{
							id: 82,
							title: '2 litros',
							price_un: 10,
							quantity: 1,
							subtotal: 10,
							ref: '55020',
							ref_sabor_tamanho: null,
							ComplementCategories: [],
						},
					],
					ComplementCategories: [],
				},
			],
		},
	};
}

const rowsOf = (value: unknown) => (Array.isArray(value) ? (value as Array<Record<string, unknown>>) : []);
const titles = (rows: unknown, member = 'title') => rowsOf(rows).map((row) => row[member]);
const named = (...parts: unknown[]) => parts.filter((part) => part).join(', ');

/** How a line of each list reads; what it costs is `total`, or `total_un` for each of its amount. */
const NAMES: Record<Line['list'], (entry: Record<string, unknown>) => string> = {
	ItemOrder: ({ title, name, ComplementCategories }) =>
		named(title, name, ...rowsOf(ComplementCategories).flatMap(({ Complements }) => titles(Complements))),
	PizzaOrders: ({ PizzaTamanho, PizzaMassa, PizzaSabor }) =>
		named('Pizza', ...titles(PizzaTamanho), titles(PizzaSabor).join(' / '), ...titles(PizzaMassa)),
	ComboOrders: ({ combo_title, ComboItens }) => named(combo_title, ...titles(ComboItens, 'item_name')),
	PromotionGroupOrders: ({ name, Products }) => named(name, ...titles(Products, 'name')),
};

/** What an order holds, from all of its lists. */
export function linesOf(order: Record<string, unknown>): SandboxLine[] {
	return Object.entries(NAMES).flatMap(([list, nameOf]) =>
		rowsOf(order[list]).map((entry) => {
			const amount = Number(entry.quantity);
			const total = entry.total ?? Math.round(Number(entry.total_un) * amount * 100) / 100;
			return { amount, name: nameOf(entry), total: Number(total) };
		}),
	);
}
