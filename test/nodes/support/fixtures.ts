import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { PlatformOrders, StoreContext } from '../../../core/order/platform';
import type { OrderItem, OrderOption, OrderPayment, Platform } from '../../../core/order/types';
import { order as emptyOrder, schemaErrors } from '../../core/order/support';

/** The store of every fixture. */
export const store: StoreContext = { storeKey: 'loja1', timeZone: 'America/Sao_Paulo' };

/** What a fixture leaves out of its expectation: everything that must be null, empty or the neutral value. */
const neutral = { ...emptyOrder(), status: 'UNKNOWN', statusRaw: null, orderType: null };
const neutralItem: Partial<OrderItem> = {
	id: null,
	externalCode: null,
	kind: 'ITEM',
	variant: null,
	category: null,
	unit: 'UN',
	pricingRule: null,
	observations: null,
	options: [],
};
const neutralOption: OrderOption = {
	groupName: null,
	role: 'COMPLEMENT',
	id: null,
	externalCode: null,
	name: '',
	quantity: 1,
	fraction: null,
	unitPrice: null,
	totalPrice: null,
	options: [],
};
const neutralPayment: OrderPayment = {
	type: null,
	method: 'OTHER',
	brand: null,
	label: null,
	amount: null,
	transactionId: null,
};

type Tree = Record<string, unknown>;

/** An order as the platform sends it, and the unified order that a person expects of it. */
export interface Fixture {
	about: string;
	raw: IDataObject;
	/** Only what is not neutral; texts are lists of lines. */
	expected: Tree & { items: Tree[]; text: Record<string, string[]>; payments?: { methods?: Tree[] } };
}

/** The fixtures of a folder, by their names in words. */
export function fixturesIn(folder: string): Array<[string, Fixture]> {
	return readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.map((file) => [
			file.replace('.json', '').replace(/-/g, ' '),
			JSON.parse(readFileSync(join(folder, file), 'utf8')) as Fixture,
		]);
}

/** The whole order that a fixture expects, with every key. */
export function complete(platform: Platform, { expected }: Fixture): unknown {
	const methods = expected.payments?.methods?.map((method) => ({ ...neutralPayment, ...method })) ?? [];
	const items = expected.items.map((item) => ({
		...neutralItem,
		...item,
		options: optionsOf(item),
	}));
	const text = Object.fromEntries(
		Object.entries(expected.text).map(([key, lines]) => [key, lines.join('\n')]),
	);
	const source = { ...(expected.source as Tree), platform };
	return merge(neutral, { ...expected, source, items, text, payments: { ...expected.payments, methods } });
}

/** Runs every fixture of a folder against a mapper: the whole order, and the published schema. */
export function checkFixtures(orders: PlatformOrders, folder: string): void {
	it.each(fixturesIn(folder))('becomes a unified order: %s', (_, fixture) => {
		const before = JSON.stringify(fixture.raw);
		const unified = orders.toUnified(fixture.raw, store);
		expect(unified).toEqual(complete(orders.platform, fixture));
		expect(schemaErrors(unified)).toEqual([]);
		expect(JSON.stringify(fixture.raw)).toBe(before);
	});
}

function optionsOf(parent: Tree): unknown[] {
	return ((parent.options as Tree[] | undefined) ?? []).map((option) => ({
		...neutralOption,
		...option,
		options: optionsOf(option),
	}));
}

function merge(base: unknown, changes: unknown): unknown {
	const isTree = (value: unknown): value is Tree =>
		typeof value === 'object' && value !== null && !Array.isArray(value);
	if (!isTree(base) || !isTree(changes)) return changes;
	return Object.entries(changes).reduce<Tree>(
		(merged, [key, value]) => ({ ...merged, [key]: merge(base[key], value) }),
		base,
	);
}
