import Ajv from 'ajv';
import { orderEventSchema } from '../../../core/order/schema';
import type { OrderEvent } from '../../../core/order/types';
import { order, schemaErrors } from './support';

describe('the published schema of an order', () => {
	it('needs every key', () => {
		const { statusRaw, ...incomplete } = order();
		expect(statusRaw).toBe('0');
		expect(schemaErrors(incomplete)).toEqual([" must have required property 'statusRaw'"]);
	});

	it('takes no key that is not described', () => {
		expect(schemaErrors({ ...order(), extra: 1 })).toEqual([' must NOT have additional properties']);
	});

	it('describes the event of a trigger', () => {
		const event: OrderEvent = {
			id: '0123456789abcdef',
			type: 'orderWaiting',
			previousStatus: null,
			receivedAt: '2026-11-21T19:05:12-03:00',
			via: 'POLL',
			redelivered: false,
			waitingMinutes: 5,
		};
		const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(orderEventSchema);
		expect(validate(event)).toBe(true);
		expect(validate({ ...event, via: 'FAX' })).toBe(false);
	});
});
