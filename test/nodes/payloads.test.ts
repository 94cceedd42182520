import Ajv from 'ajv';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { store } from './support/fixtures';
import { payloads } from './support/payloads';
import { orderedPlatforms } from './support/platforms';
import { faultsOf } from './support/soundness';

const rows = orderedPlatforms().flatMap(({ folder, orders, rows: schemas }) =>
	schemas.map(([operation, schema]) => ({ folder, operation, orders, schema })),
);

describe.each(rows)(
	'whatever the document of $folder allows for a row of $operation',
	({ orders, schema }) => {
		const allowed = payloads(schema) as fc.Arbitrary<IDataObject>;

		it('is really allowed by the document', () => {
			const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
			fc.assert(
				fc.property(allowed, (raw) => {
					validate(raw);
					expect(validate.errors).toBeNull();
				}),
				{ numRuns: 50 },
			);
		});

		it('becomes a sound order, and is left as it came', () => {
			fc.assert(
				fc.property(allowed, (raw) => {
					const before = JSON.stringify(raw);
					const order = orders.toUnified(raw, store);
					expect(faultsOf(order)).toEqual([]);
					expect(orders.toUnified(raw, store)).toEqual(order);
					expect(JSON.stringify(raw)).toBe(before);
				}),
				{ numRuns: 300 },
			);
		});

		it('has the number by which it is found again, or none', () => {
			fc.assert(
				fc.property(allowed, (raw) => {
					const { id, source } = orders.toUnified(raw, store);
					expect(id).toBe(`${orders.platform}:loja1:${source.orderId}`);
					if (source.orderId === '') expect(() => orders.orderIdOf(raw)).toThrow();
					else expect(orders.orderIdOf(raw)).toBe(source.orderId);
				}),
				{ numRuns: 100 },
			);
		});
	},
);
