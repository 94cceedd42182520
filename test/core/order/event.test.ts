import type { OrderDraft } from '../../../core/order/build';
import { contentHash, eventId } from '../../../core/order/event';
import { order } from './support';

const pizza = {
	name: 'Pizza Grande',
	externalCode: 'P1',
	quantity: 1,
	unitPrice: 6200,
	optionsPrice: 0,
	totalPrice: 6200,
	options: [
		{
			role: 'FLAVOR' as const,
			name: 'Portuguesa',
			fraction: '1/2',
			options: [{ role: 'COMPLEMENT' as const, name: 'Bacon' }],
		},
	],
};
const base: Partial<OrderDraft> = {
	items: [pizza],
	customer: { name: 'Ana Exemplo', phone: '11912345678' },
	payments: [{ type: 'PENDING', label: 'Dinheiro' }],
};

describe('the fingerprint of the content', () => {
	const same = contentHash(order(base));

	it.each<[string, Partial<OrderDraft>]>([
		['status', { status: 'CONFIRMED', statusRaw: '1' }],
		['totals', { total: { itemsPrice: 6200, otherFees: 0, discount: 0, orderAmount: 6200 } }],
		['time of the last touch', { updatedAt: '2026-11-21T19:05:12Z' }],
		["the store's own address", { takeout: { address: 'Rua do Comércio, 45' } }],
		['prices', { items: [{ ...pizza, totalPrice: null }] }],
		[
			'spelling of the phone',
			{ customer: { name: 'Ana Exemplo', phone: '(11) 91234-5678' }, items: [pizza] },
		],
		['number of an item that has a code', { items: [{ ...pizza, id: 5 }] }],
	])('stays with a change of %s', (_, change) => {
		expect(contentHash(order({ ...base, ...change }))).toBe(same);
	});

	it.each<[string, Partial<OrderDraft>]>([
		['quantity', { items: [{ ...pizza, quantity: 2 }] }],
		['item', { items: [pizza, { ...pizza, name: 'Suco', externalCode: null }] }],
		['code of an item', { items: [{ ...pizza, externalCode: 'P2' }] }],
		['number of an item without a code', { items: [{ ...pizza, externalCode: null, id: 5 }] }],
		[
			'code of an option',
			{ items: [{ ...pizza, options: pizza.options.map((flavor) => ({ ...flavor, externalCode: 'F1' })) }] },
		],
		['remark on an item', { items: [{ ...pizza, observations: 'sem cebola' }] }],
		['option', { items: [{ ...pizza, options: [] }] }],
		[
			'option of an option',
			{ items: [{ ...pizza, options: [{ role: 'FLAVOR', name: 'Portuguesa', fraction: '1/2' }] }] },
		],
		['type', { orderType: 'TAKEOUT' }],
		['time it is wanted', { timing: { scheduledStart: '2026-11-21T19:05:12Z' } }],
		['name', { customer: { name: 'Ana Outra', phone: '11912345678' } }],
		['phone that cannot be read', { customer: { name: 'Ana Exemplo', phone: '123' } }],
		['address', { delivery: { address: { number: 5 } } }],
		['table', { indoor: { place: 'Mesa 5' } }],
		['remark', { observations: 'Interfone quebrado' }],
		['payment', { payments: [{ type: 'PENDING', label: 'Pix' }] }],
		['payment state', { payments: [{ type: 'PREPAID', label: 'Dinheiro' }] }],
	])('changes with the %s', (_, change) => {
		expect(contentHash(order({ ...base, ...change }))).not.toBe(same);
	});

	it('is 16 hexadecimal digits', () => {
		expect(same).toMatch(/^[0-9a-f]{16}$/);
	});
});

describe('the id of an event', () => {
	const seen = order(base);

	it('is the same for the same event', () => {
		expect(eventId(seen, 'orderCreated')).toBe(eventId(order(base), 'orderCreated'));
		expect(eventId(seen, 'orderCreated')).toMatch(/^[0-9a-f]{16}$/);
	});

	it('stays the same from release to release, or users would get old orders again', () => {
		// printf '["neemo:4512:987654","orderCreated",null,null]' | sha256sum
		expect(eventId(seen, 'orderCreated')).toBe('5e06c575d7fd64e4');
	});

	it('of a creation is the same when the order has moved on before it is told again', () => {
		expect(eventId(order({ ...base, statusRaw: '1' }), 'orderCreated')).toBe(eventId(seen, 'orderCreated'));
	});

	it('differs by order, kind and status', () => {
		const ids = [
			eventId(seen, 'orderCreated'),
			eventId(order({ ...base, orderId: '2' }), 'orderCreated'),
			eventId(seen, 'statusChanged'),
			eventId(order({ ...base, statusRaw: '1' }), 'statusChanged'),
		];
		expect(new Set(ids).size).toBe(4);
	});

	it('tells two edits of an order apart, and only edits', () => {
		const edited = order({ ...base, observations: 'sem troco' });
		expect(eventId(edited, 'orderUpdated')).not.toBe(eventId(seen, 'orderUpdated'));
		expect(eventId(edited, 'statusChanged')).toBe(eventId(seen, 'statusChanged'));
	});

	it('tells the repetitions of a reminder apart, and only those', () => {
		expect(eventId(seen, 'orderWaiting', 2)).not.toBe(eventId(seen, 'orderWaiting', 1));
		expect(eventId(seen, 'orderCreated', 2)).toBe(eventId(seen, 'orderCreated', 1));
	});
});
