import { expectLinesOf, expectPersonHidden, orderOf, PERSON, shortly } from '../support/orders';
import { items, Partner, recipient } from './partner';
import type { INodeParameters } from 'n8n-workflow';
import { ORDER_KINDS } from '../../../sandbox/platforms/digipix/store';

const partner = new Partner().open();

/** First 8 hexadecimal digits of the SHA-256 of the sandbox's client ID. */
const STORE_KEY = 'a8f61c27';

const get = async (orderId: string, more: INodeParameters = {}) =>
	await partner.run('order.get', { orderId, ...more });

const EXPECTED = {
	quote: { status: 'DRAFT', orderType: 'SHIPPING', warnings: ['SHIPPING_NOT_CHOSEN'] },
	delivery: { status: 'CONFIRMED', orderType: 'SHIPPING', warnings: [] },
	// the CNPJ of the reference is none
	company: { status: 'CONFIRMED', orderType: 'SHIPPING', warnings: ['DOCUMENT_INVALID'] },
	collect: { status: 'CONFIRMED', orderType: 'TAKEOUT', warnings: [] },
	cancelled: { status: 'CANCELLED', orderType: 'SHIPPING', warnings: ['SHIPPING_NOT_CHOSEN'] },
};

describe.each(ORDER_KINDS.map(({ name }) => name))('orders of the kind %s', (kind) => {
	it('are unified orders with the amounts of Digipix, read by one request each', async () => {
		for (let count = 0; count < 5; count++) {
			const id = partner.place(kind);
			partner.sandbox.clearRequests();
			const order = orderOf(await get(id));
			expect(partner.requests().map(shortly)).toEqual([`GET /v1/orders/${id}`]);
			const { total, customer, raw } = partner.sandbox.order('digipix', id);
			expect(order).toMatchObject({
				id: `digipix:${STORE_KEY}:${id}`,
				source: { orderId: id, direction: 'OUTBOUND', storeName: 'Partner Name' },
				createdAt: expect.stringMatching(/^2026-03-10T12:00:00(\.\d+)?-03:00$/),
				customer: {
					name: customer,
					companyName: kind === 'company' ? 'Papelaria Modelo Ltda' : null,
					documentType: kind === 'company' ? 'CNPJ' : 'CPF',
				},
				total: { itemsPrice: raw.subtotal, orderAmount: total },
				...EXPECTED[kind],
			});
		}
	});

	it('are those of Digipix with Raw, and both with Unified With Raw', async () => {
		const id = partner.place(kind);
		const { raw } = partner.sandbox.order('digipix', id);
		const unified = orderOf(await get(id));
		expect((await get(id, { output: 'raw' })).json).toEqual([raw]);
		expect((await get(id, { output: 'unifiedWithRaw' })).json).toEqual([{ ...unified, raw }]);
	});

	it('give one item per line with Split Items, and the lines add up', async () => {
		const id = partner.place(kind);
		expectLinesOf(orderOf(await get(id)), await get(id, { options: { splitItems: true } }));
	});
});

it('the order of the reference costs 41.40 + 2.09 = 43.49', async () => {
	partner.platform.examples();
	expect(orderOf(await get('skR3yfgC9AfpDq6ixDzt'))).toMatchObject({
		status: 'CONFIRMED',
		items: [{ quantity: 3, unitPrice: 13.8, totalPrice: 41.4 }],
		otherFees: [{ type: 'SHIPPING', amount: 2.09 }],
		total: { itemsPrice: 41.4, otherFees: 2.09, orderAmount: 43.49 },
		warnings: ['DOCUMENT_INVALID'],
	});
});

it('a status that is in no table is unknown, and said to be', async () => {
	const id = partner.place('delivery');
	for (let step = 0; step < 2; step++) partner.platform.advance(id);
	expect(orderOf(await get(id))).toMatchObject({
		status: 'UNKNOWN',
		statusRaw: 'SHIPPED',
		warnings: ['STATUS_UNKNOWN'],
	});
	const options = { statusWords: { words: [{ word: 'shipped', status: 'IN_DELIVERY' }] } };
	expect(orderOf(await get(id, { options }))).toMatchObject({ status: 'IN_DELIVERY', warnings: [] });
});

describe('what creating and approving answer', () => {
	it('is the unified order as well, to go on with by its id', async () => {
		const created = orderOf(await partner.run('order.create', { recipient, items }));
		expect(created).toMatchObject({ status: 'DRAFT', total: { orderAmount: 41.4 } });
		const approved = orderOf(
			await partner.run('order.approveOrCancel', {
				orderId: created.id,
				status: 'approved',
				updateFields: { shipmentMethodId: 1 },
			}),
		);
		expect(approved).toMatchObject({ id: created.id, status: 'CONFIRMED', total: { orderAmount: 43.49 } });
		expect(orderOf(await get(created.id))).toEqual(approved);
	});
});

describe('Hide Personal Data', () => {
	it.each(['unified', 'raw', 'unifiedWithRaw'])('leaves no trace of the recipient in %s', async (output) => {
		const { firstName, lastName, phone, email, street, houseNumber } = PERSON;
		const id = partner.place({
			kind: 'quote',
			with: {
				recipient: {
					address: { street, number: houseNumber, city: 'São Paulo', stateCode: 'SP', zipCode: '01311100' },
					contact: { firstName, lastName, email, phone: { areaCode: phone.area, number: phone.number } },
				},
				customData: { note: PERSON.remark },
			},
		});
		for (const splitItems of [false, true]) {
			const options = { splitItems };
			expectPersonHidden({
				shown: await get(id, { output, options }),
				hidden: await get(id, { output, options: { ...options, hidePersonalData: true } }),
			});
		}
	});
});
