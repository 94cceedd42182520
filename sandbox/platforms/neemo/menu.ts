/** Why one row of a batch is refused, the others not. */
export class RowRefused extends Error {
	constructor(
		message: string,
		readonly reasons: string[] = [message],
	) {
		super(message);
	}
}

/** Members of something as they were sent. */
export type Entry = Record<string, unknown>;

export interface Known extends Entry {
	id: number;
	ref?: string;
}

/** Numbers, codes and titles of the samples [S] 2.1, and what they need around them. */
const initialMenu = () => ({
	categories: [
		{ id: 456, ref: '123456', title: 'Bebidas', available: true, pizza: false },
		{ id: 4, ref: '4', title: 'Lanches', available: true, pizza: false },
		{ id: 176, ref: '176', title: 'Pizzas', available: true, pizza: true },
	] as Known[],
	items: [
		{ id: 734, ref: '23009', category_id: 456, title: 'Coca-Cola', enable: true },
		{ id: 677, ref: '55100', category_id: 456, title: 'Suco de uva', enable: true },
		{ id: 742, ref: '8804505', category_id: 4, title: 'X-Burger', enable: true },
	] as Known[],
	variations: [
		{ id: 1224, ref: '55020', item_id: 734, title: '2 litros', price: 12.4 },
		{ id: 1225, ref: '40020', item_id: 677, title: '500 ml', price: 8.99 },
		{ id: 1226, ref: '40020', item_id: 742, title: 'Único', price: 25.9 },
	] as Known[],
	complements: [{ id: 697, ref: '222222', title: 'bacon', price: 3 }] as Known[],
	groups: [
		{ id: 321, ref: '1001301', title: 'Adicionais de lanche', minimum: 0, maximum: 5 },
		{ id: 322, ref: '2001302', title: 'Molhos', minimum: 0, maximum: 2 },
	] as Known[],
	sizes: [
		{ id: 196, ref: 'ref122', category_id: 176, title: 'Média' },
		{ id: 232, ref: 'ref123', category_id: 176, title: 'Grande' },
	] as Known[],
	flavors: [{ id: 11, ref: 'ref897', id_categoria: 176, title: 'Calabresa' }] as Known[],
});

type Menu = ReturnType<typeof initialMenu>;

/** The menu of one store. It is written only: no call of Neemo gives it back [S]. */
export class NeemoMenu {
	private menu = initialMenu();
	/** Above every number of the samples. */
	private nextId = 2000;

	/** A category alone, and its number. */
	createCategory({ title, out_id, available = true, pizza = false }: Entry): number {
		return this.put('categories', { ref: out_id as string, title, available, pizza }).id;
	}

	reset(): void {
		this.menu = initialMenu();
	}

	put(kind: keyof Menu, entry: Entry): Known {
		const known: Known = { ...entry, id: this.nextId++ };
		this.menu[kind].push(known);
		return known;
	}

	/** Everything of a kind that has these members. */
	find(kind: keyof Menu, members: Entry): Known[] {
		return this.menu[kind].filter((known) =>
			Object.entries(members).every(([name, value]) => known[name] === value),
		);
	}

	/** @throws RowRefused */
	must(kind: keyof Menu, members: Entry, refusal: string): Known[] {
		const found = this.find(kind, members);
		if (found.length === 0) throw new RowRefused(refusal);
		return found;
	}
}
