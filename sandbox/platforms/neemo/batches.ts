import { RowRefused, type Entry, type Known, type NeemoMenu } from './menu';

/**
 * Batches of the menu as the samples show them [S] 2.1.
 *
 * Facts: rows, flags and texts of the samples; that a row is judged on its own; that a code which several variations
 * share is refused without item_ref; that a group needs complements, and 0 <= minimum < maximum. The sandbox's choice:
 * codes need not be unique (categories and items that share one are all updated), unknown numbers and blank titles are
 * refused everywhere, the rule of minimum and maximum holds for groups of pizzas and items too, and texts that no
 * sample has.
 */

type Row = Record<string, unknown>;

/** How a batch of one operation is answered: the list of the body, the flag of a row, and what is done with an entry. */
interface Batch {
	list: string;
	flag: 'inserted' | 'updated';
	take(menu: NeemoMenu, entry: Entry): Row;
}

/** The rows of one batch, in the order of its entries. */
export function rowsOfBatch(menu: NeemoMenu, operation: string, body: Entry): Row[] {
	const { list, flag, take } = BATCHES[operation] as Batch;
	return (body[list] as Entry[]).map((entry) => ({
		...(entry.ref === undefined ? {} : { ref: entry.ref }),
		...judged(flag, () => take(menu, entry)),
	}));
}

function judged(flag: Batch['flag'], take: () => Row): Row {
	try {
		return { [flag]: true, ...take() };
	} catch (error) {
		if (!(error instanceof RowRefused)) throw error;
		return { [flag]: false, message: error.message, Errors: error.reasons };
	}
}

function refuseBlank(title: unknown, message = 'Título não pode ficar em branco'): void {
	// the sample tells this reason twice
	const reason = 'Título não pode ficar em branco';
	if (typeof title !== 'string' || title.trim() === '') throw new RowRefused(message, [reason, reason]);
}

function refuseLimits({ minimum, maximum }: Entry): void {
	if (Number(minimum) >= Number(maximum)) throw new RowRefused('minimum deve ser menor que maximum');
}

const listOf = (value: unknown) => (value ?? []) as Entry[];

/** What is empty keeps its old value [S]. */
function change(known: Known, { ref: _ref, item_ref: _itemRef, ...changes }: Entry): void {
	for (const [name, value] of Object.entries(changes))
		if (value !== '' && value !== null) known[name] = value;
}

/** Rows of what came with an entry, each judged on its own. */
function nested(entries: Entry[], message: string, put: (entry: Entry) => Known): Row[] {
	return entries.map((entry) => ({
		...(entry.ref === undefined ? {} : { ref: entry.ref }),
		...judged('inserted', () => ({ id: put(entry).id, message, Errors: {} })),
	}));
}

function newVariation(menu: NeemoMenu, item: Known, { name, value, ...rest }: Entry): Known {
	refuseBlank(name);
	return menu.put('variations', { ...rest, item_id: item.id, title: name, price: value });
}

function newComplement(menu: NeemoMenu, entry: Entry): Known {
	refuseBlank(entry.title, 'Erro de cadastro de complemento');
	return menu.put('complements', entry);
}

/** A group that hangs on a pizza size or flavor: its rows below have numbers, but no flag [S]. */
function pizzaGroup(menu: NeemoMenu, entry: Entry): Row {
	refuseBlank(entry.title);
	refuseLimits(entry);
	const numbered = ({ ref }: Entry) => ({
		...(ref === undefined ? {} : { ref }),
		id: menu.put('complements', {}).id,
	});
	return {
		id: menu.put('groups', entry).id,
		Complementos: listOf(entry.Complementos).map((complement) => ({
			...numbered(complement),
			...(complement.Prices ? { Prices: listOf(complement.Prices).map(numbered) } : {}),
		})),
	};
}

const BATCHES: Record<string, Batch> = {
	'category.update': {
		list: 'Categories',
		flag: 'updated',
		take(menu, entry) {
			const known = menu.find('categories', { ref: entry.ref });
			if (known.length === 0) {
				throw new RowRefused('Categoria não encontrada', [
					'Categoria não encontrada com código ref informado',
				]);
			}
			for (const category of known) change(category, entry);
			return { message: 'Categoria atualizada', Errors: [] };
		},
	},
	'item.create': {
		list: 'Items',
		flag: 'inserted',
		take(menu, { Prices, ...entry }) {
			menu.must('categories', { id: entry.category_id }, 'Categoria não encontrada');
			refuseBlank(entry.title);
			const prices = listOf(Prices);
			if (prices.length === 0) throw new RowRefused('parâmetro Prices não encontrado ou vazio');
			const item = menu.put('items', entry);
			return {
				id: item.id,
				message: 'Item cadastrado com sucesso',
				Prices: nested(prices, 'Price cadastrado', (price) => newVariation(menu, item, price)),
				Errors: {},
			};
		},
	},
	'item.update': {
		list: 'Items',
		flag: 'updated',
		take(menu, entry) {
			for (const item of menu.must('items', { ref: entry.ref }, 'Item não encontrado')) change(item, entry);
			return { message: '' };
		},
	},
	'variation.create': {
		list: 'Variants',
		flag: 'inserted',
		take(menu, entry) {
			const [item] = menu.must('items', { id: entry.item_id }, 'Item não encontrado');
			const { id } = newVariation(menu, item as Known, entry);
			return { id, message: 'Variação cadastrado com sucesso', Errors: {} };
		},
	},
	'variation.update': {
		list: 'Variants',
		flag: 'updated',
		take(menu, entry) {
			const { ref, item_ref } = entry;
			const items =
				typeof item_ref === 'string' && item_ref !== ''
					? menu.must('items', { ref: item_ref }, 'Item não encontrado').map(({ id }) => id)
					: undefined;
			const known = menu
				.find('variations', { ref })
				.filter(({ item_id }) => items === undefined || items.includes(item_id as number));
			if (known.length === 0) throw new RowRefused('variação não encontrada');
			if (known.length > 1) throw new RowRefused('mais de uma variação encontrada com o mesmo ref');
			for (const variation of known) change(variation, entry);
			return { message: '' };
		},
	},
	'complement.create': {
		list: 'Complements',
		flag: 'inserted',
		take(menu, entry) {
			newComplement(menu, entry);
			return {};
		},
	},
	'complementGroup.create': {
		list: 'ComplementCategories',
		flag: 'inserted',
		take(menu, entry) {
			const members = (entry.Complements ?? []) as string[];
			if (members.length === 0) throw new RowRefused('parâmetro Complements não encontrado ou vazio');
			refuseLimits(entry);
			for (const ref of members) menu.must('complements', { ref }, 'Complemento não encontrado');
			menu.put('groups', entry);
			return {};
		},
	},
	'complementGroup.linkToItem': {
		list: 'Items',
		flag: 'inserted',
		take(menu, entry) {
			const items = menu.must('items', { ref: entry.ref }, 'Item não encontrado');
			const groups = entry.ComplementCategories as string[];
			for (const ref of groups) menu.must('groups', { ref }, 'Grupos de complemento não encontrado');
			for (const item of items) item.groups = groups;
			return {};
		},
	},
	'complementGroup.createInItem': {
		list: 'ComplementCategories',
		flag: 'inserted',
		take(menu, { Complements, ...entry }) {
			menu.must('items', { id: entry.item_id }, 'Item não encontrado');
			refuseBlank(entry.title);
			refuseLimits(entry);
			const { id } = menu.put('groups', entry);
			return {
				id,
				message: 'Complemento(s) cadastrado(s)',
				Complements: nested(listOf(Complements), 'Complemento cadastrado', (complement) =>
					newComplement(menu, complement),
				),
				Errors: {},
			};
		},
	},
	'pizzaSize.create': {
		list: 'Tamanhos',
		flag: 'inserted',
		take(menu, entry) {
			menu.must('categories', { id: entry.category_id, pizza: true }, 'Categoria de pizza não encontrada');
			refuseBlank(entry.title);
			return { id: menu.put('sizes', entry).id };
		},
	},
	'pizzaSize.createComplementGroup': {
		list: 'Categorias',
		flag: 'inserted',
		take(menu, entry) {
			menu.must('sizes', { id: entry.pizza_tamanho_id }, 'Tamanho não encontrado');
			return pizzaGroup(menu, entry);
		},
	},
	'pizzaFlavor.create': {
		list: 'sabores',
		flag: 'inserted',
		take(menu, entry) {
			menu.must('categories', { id: entry.id_categoria, pizza: true }, 'Categoria de pizza não encontrada');
			refuseBlank(entry.title);
			for (const { id_tamanho } of listOf(entry.preco_tamanho))
				menu.must('sizes', { id: id_tamanho }, 'Tamanho não encontrado');
			menu.put('flavors', entry);
			return { message: 'Sabor cadastrado' };
		},
	},
	'pizzaFlavor.createComplementGroup': {
		list: 'Categorias',
		flag: 'inserted',
		take(menu, entry) {
			menu.must('flavors', { id: entry.pizza_sabor_id }, 'Sabor não encontrado');
			for (const { Prices } of listOf(entry.Complementos)) {
				for (const { pizza_tamanho_id } of listOf(Prices))
					menu.must('sizes', { id: pizza_tamanho_id }, 'Tamanho não encontrado');
			}
			return pizzaGroup(menu, entry);
		},
	},
};

/** Operations that take a batch. */
export const BATCH_OPERATIONS = Object.keys(BATCHES);
