import { phaseOf, statusTable } from '../../../core/order/status';
import { ORDER_STATUSES } from '../../../core/order/types';
import { decide, furthest, ORDER_VERBS, type OrderVerb, type VerbDecision } from '../../../core/order/verbs';
import type { OrderStatus, OrderType } from '../../../core/order/types';

describe("a platform's status", () => {
	const statusOf = statusTable({ CREATED: ['0', 'Não visto'], READY: ['prontoRetirada'], CONFIRMED: [1] });

	it.each<[unknown, OrderStatus]>([
		['0', 'CREATED'],
		[0, 'CREATED'],
		['1', 'CONFIRMED'],
		[' NAO VISTO', 'CREATED'],
		['não-visto', 'CREATED'],
		['PRONTO_RETIRADA', 'READY'],
		['7', 'UNKNOWN'],
		['', 'UNKNOWN'],
		[null, 'UNKNOWN'],
		[{ status: '0' }, 'UNKNOWN'],
		['constructor', 'UNKNOWN'],
	])('%p is %s', (sent, status) => {
		expect(statusOf(sent)).toBe(status);
	});

	it('has a phase', () => {
		expect(Object.fromEntries(ORDER_STATUSES.map((status) => [status, phaseOf(status)]))).toEqual({
			DRAFT: 'WAITING',
			PENDING_PAYMENT: 'WAITING',
			PAYMENT_FAILED: 'WAITING',
			CREATED: 'ACTION_NEEDED',
			CONFIRMED: 'IN_PROGRESS',
			PREPARING: 'IN_PROGRESS',
			READY: 'IN_PROGRESS',
			IN_DELIVERY: 'IN_PROGRESS',
			DELIVERED: 'DONE',
			CONCLUDED: 'DONE',
			CANCELLATION_REQUESTED: 'ACTION_NEEDED',
			CANCELLED: 'CANCELLED',
			UNKNOWN: 'UNKNOWN',
		});
	});
});

describe('the verbs', () => {
	it('stand in the same order on every node', () => {
		expect(ORDER_VERBS.map(({ verb, displayName, action }) => [verb, displayName, action])).toEqual([
			['confirm', 'Confirm', 'Confirm an order'],
			['startPreparation', 'Start Preparation', 'Start the preparation of an order'],
			['readyForPickup', 'Ready for Pickup', 'Mark an order as ready for pickup'],
			['dispatch', 'Dispatch', 'Dispatch an order'],
			['conclude', 'Conclude', 'Conclude an order'],
			['cancel', 'Cancel', 'Cancel an order'],
		]);
	});

	// s = sent, a = already there, d = refused because delivered, c = because cancelled, u = because unread
	const meaning: Record<string, VerbDecision> = {
		s: { do: 'send' },
		a: { do: 'alreadyThere' },
		d: { do: 'refuse', reason: 'delivered' },
		c: { do: 'refuse', reason: 'cancelled' },
		u: { do: 'refuse', reason: 'stateUnknown' },
	};
	const columns: OrderVerb[] = [
		'confirm',
		'startPreparation',
		'readyForPickup',
		'dispatch',
		'conclude',
		'cancel',
	];

	it.each<[OrderStatus | null, string]>([
		['DRAFT', 'ssssss'],
		['PENDING_PAYMENT', 'ssssss'],
		['PAYMENT_FAILED', 'ssssss'],
		['CREATED', 'ssssss'],
		['CONFIRMED', 'asssss'],
		['PREPARING', 'aassss'],
		['READY', 'aaasss'],
		['IN_DELIVERY', 'aaaass'],
		['DELIVERED', 'aaaaad'],
		['CONCLUDED', 'aaaaad'],
		['CANCELLATION_REQUESTED', 'ssssss'],
		['CANCELLED', 'ccccca'],
		['UNKNOWN', 'ssssss'],
		[null, 'sssssu'],
	])('do with an order that is %s: %s', (status, decisions) => {
		const expected = [...decisions].map((letter) => meaning[letter]);
		expect(columns.map((verb) => decide(verb, status))).toEqual(expected);
	});

	it('do nothing to an order that a platform which reads single orders does not have', () => {
		const decideAlone = (verb: OrderVerb, status: OrderStatus | null) => decide(verb, status, null, {}, true);
		for (const verb of columns) expect(decideAlone(verb, null)).toEqual({ do: 'refuse', reason: 'notFound' });
		expect(decideAlone('confirm', 'CREATED')).toEqual({ do: 'send' });
		expect(decideAlone('cancel', 'UNKNOWN')).toEqual({ do: 'send' });
	});

	describe('that mean something for some order types only', () => {
		const only = { types: ['TAKEOUT', 'INDOOR'], instead: 'dispatch' } as const;
		const ready = (status: OrderStatus | null, type: OrderType | null) =>
			decide('readyForPickup', status, type, { only });

		it.each<OrderType>(['DELIVERY', 'SHIPPING'])(
			'are refused for %s, with the verb to use instead',
			(type) => {
				expect(ready('CONFIRMED', type)).toEqual({
					do: 'refuse',
					reason: 'otherType',
					orderType: type,
					instead: 'dispatch',
				});
				// a platform that lists orders by day may not have shown it
				expect(ready(null, type)).toMatchObject({ reason: 'otherType' });
			},
		);

		it.each<OrderType | null>(['TAKEOUT', 'INDOOR', null])('are sent for %p', (type) => {
			expect(ready('CONFIRMED', type)).toEqual({ do: 'send' });
		});

		it('are a success for any that are further along, and are refused for cancelled ones as such', () => {
			expect(ready('DELIVERED', 'DELIVERY')).toEqual({ do: 'alreadyThere' });
			expect(ready('CANCELLED', 'DELIVERY')).toEqual({ do: 'refuse', reason: 'cancelled' });
		});
	});

	describe('that a platform does not take in every status', () => {
		const refusedIn = {
			statuses: ['PREPARING', 'DELIVERED', 'CANCELLED'],
			why: 'It is in the oven.',
		} as const;
		const cancel = (status: OrderStatus | null) => decide('cancel', status, 'DELIVERY', { refusedIn });

		it('are refused there, with the reason', () => {
			expect(cancel('PREPARING')).toEqual({
				do: 'refuse',
				reason: 'refusedIn',
				why: 'It is in the oven.',
			});
		});

		it('are sent elsewhere, also where the status is not known', () => {
			expect(cancel('CONFIRMED')).toEqual({ do: 'send' });
			expect(decide('confirm', null, null, { refusedIn })).toEqual({ do: 'send' });
		});

		it('are refused for the general reason where there is one', () => {
			expect(cancel('DELIVERED')).toEqual({ do: 'refuse', reason: 'delivered' });
			expect(cancel('CANCELLED')).toEqual({ do: 'alreadyThere' });
		});

		it('are refused for the type first, which no waiting changes', () => {
			const only = { types: ['TAKEOUT'], instead: 'dispatch' } as const;
			expect(
				decide('confirm', 'CREATED', 'DELIVERY', {
					only,
					refusedIn: { ...refusedIn, statuses: ['CREATED'] },
				}),
			).toMatchObject({
				reason: 'otherType',
			});
		});
	});
});

describe('the status of an order that stands in two places', () => {
	it.each<[OrderStatus | null, OrderStatus | null, OrderStatus | null]>([
		['CONFIRMED', 'PREPARING', 'PREPARING'],
		['READY', 'PREPARING', 'READY'],
		['CONFIRMED', null, 'CONFIRMED'],
		[null, 'READY', 'READY'],
		[null, null, null],
		['CREATED', 'CREATED', 'CREATED'],
		['DELIVERED', 'CONCLUDED', 'DELIVERED'],
		// what says nothing about progress goes before: it is of the order itself
		['CANCELLED', 'READY', 'CANCELLED'],
		['UNKNOWN', 'READY', 'UNKNOWN'],
		['CONFIRMED', 'CANCELLED', 'CONFIRMED'],
	])('of %p and %p is %p', (one, other, status) => {
		expect(furthest(one, other)).toBe(status);
	});
});

describe('status words of a person’s own', () => {
	const statusOf = statusTable({ CREATED: ['new'], CONFIRMED: ['ok'] });
	const own = new Map<string, OrderStatus>([
		['new', 'PREPARING'],
		['noforno', 'READY'],
	]);

	it.each<[unknown, OrderStatus]>([
		['new', 'PREPARING'],
		['No Forno', 'READY'],
		['ok', 'CONFIRMED'],
		['other', 'UNKNOWN'],
		[null, 'UNKNOWN'],
	])('make %p %s', (sent, status) => {
		expect(statusOf(sent, own)).toBe(status);
	});
});
