import { phaseOf, statusTable } from '../../../core/order/status';
import { ORDER_STATUSES } from '../../../core/order/types';
import { decide, ORDER_VERBS, type OrderVerb, type VerbDecision } from '../../../core/order/verbs';
import type { OrderStatus } from '../../../core/order/types';

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
});
