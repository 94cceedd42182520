import type { Collection, Id, Row } from '../../collections';

/**
 * Which entries of one collection belong to which of another, such as properties to items, with members of the bond
 * itself, such as the place of a property in an item. An entry that was deleted takes its bonds along.
 */
export class Links {
	private bonds: Array<{ left: Id; right: Id; members: Row }> = [];

	constructor(
		private readonly left: Collection,
		private readonly right: Collection,
	) {}

	/** Binds two entries; an older bond of the two takes the new members on. */
	bind(left: Id, right: Id, members: Row = {}): Row {
		const bond = this.find(left, right);
		if (bond) return Object.assign(bond.members, members);
		this.bonds.push({ left, right, members });
		return members;
	}

	/** Binds two entries that are not bound yet. */
	seed(left: Id, right: Id, members: Row = {}): void {
		if (!this.find(left, right)) this.bind(left, right, { ...members });
	}

	get(left: Id, right: Id): Row | undefined {
		return this.find(left, right)?.members;
	}

	cut(left: Id, right: Id): boolean {
		const bond = this.find(left, right);
		this.bonds = this.bonds.filter((other) => other !== bond);
		return bond !== undefined;
	}

	/** Entries bound to one on the left, with the members of the bond. */
	rightsOf(left: Id): Row[] {
		return this.rows((bond) => same(bond.left, left), this.right, 'right');
	}

	/** Entries bound to one on the right, with the members of the bond. */
	leftsOf(right: Id): Row[] {
		return this.rows((bond) => same(bond.right, right), this.left, 'left');
	}

	/** Sorts what is bound to one on the left. */
	sort(left: Id, compare: (one: Row, other: Row) => number): void {
		const order = this.rightsOf(left)
			.sort(compare)
			.map((row) => String(this.right.idOf(row)));
		const rank = ({ right }: { right: Id }) => order.indexOf(String(right));
		const own = this.bonds.filter((bond) => same(bond.left, left)).sort((a, b) => rank(a) - rank(b));
		this.bonds = [...this.bonds.filter((bond) => !same(bond.left, left)), ...own];
	}

	/** Binds exactly `count` entries to one on the left; `create` makes what is missing. */
	fillRights(left: Id, count: number, create: () => Row): void {
		const bound = this.rightsOf(left);
		for (const row of bound.slice(count)) this.cut(left, this.right.idOf(row));
		for (let missing = count - bound.length; missing > 0; missing--) {
			this.bind(left, this.right.idOf(create()));
		}
	}

	/** Binds exactly `count` entries to one on the right; `create` makes what is missing. */
	fillLefts(right: Id, count: number, create: () => Row): void {
		const bound = this.leftsOf(right);
		for (const row of bound.slice(count)) this.cut(this.left.idOf(row), right);
		for (let missing = count - bound.length; missing > 0; missing--) {
			this.bind(this.left.idOf(create()), right);
		}
	}

	clear(): void {
		this.bonds = [];
	}

	private find(left: Id, right: Id) {
		return this.bonds.find((bond) => same(bond.left, left) && same(bond.right, right));
	}

	private rows(
		wanted: (bond: { left: Id; right: Id }) => boolean,
		from: Collection,
		side: 'left' | 'right',
	): Row[] {
		return this.bonds.filter(wanted).flatMap((bond) => {
			const row = from.get(bond[side]);
			return row ? [{ ...row, ...bond.members }] : [];
		});
	}
}

const same = (one: Id, other: Id) => String(one) === String(other);
