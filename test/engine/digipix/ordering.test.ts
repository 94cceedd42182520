import { byId, items, Partner, recipient } from './partner';
import type { IDataObject } from 'n8n-workflow';

const partner = new Partner().open();

const create = async (additionalFields: IDataObject = {}) =>
	await partner.run('order.create', {
		recipient,
		items,
		additionalFields: additionalFields as never,
		output: 'raw',
	});

describe('creating an order', () => {
	it('makes a quote with prices by default: nothing is produced or billed', async () => {
		const { error, json } = await create();
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{
				status: 'QUOTE',
				subtotal: 41.4,
				shipments: [{ total: 47.53 }, { name: 'Entrega Econômica', total: 43.49 }],
				createdAt: expect.stringMatching(/^2026-03-10T15:00:00/),
			},
		]);
		expect(partner.platform.orders().map(({ status }) => status)).toEqual(['QUOTE']);
	});

	it('sends what a person typed, and nothing else', async () => {
		await create({
			partnerOrderId: '2026-0042',
			statusNotificationUrl: 'https://example.com/digipix',
			customData: '{ "guard": "x1" }',
		});
		expect(partner.arrived().map(({ body }) => body)).toEqual([
			{
				recipient: {
					address: {
						street: 'Rua das Amostras',
						number: '32',
						complement: 'Apto 12',
						neighborhood: 'Jardim Exemplo',
						city: 'São Paulo',
						stateCode: 'SP',
						zipCode: '09876543',
					},
					contact: {
						firstName: 'Ana',
						lastName: 'Amostra',
						document: { type: 'cpf', value: '11144477735' },
						phone: { areaCode: '11', number: '900000001', type: 'cel' },
					},
				},
				items: [{ sku: 'photobook', quantity: 3 }],
				partnerOrderID: '2026-0042',
				statusNotificationUrl: 'https://example.com/digipix',
				customData: { guard: 'x1' },
			},
		]);
	});

	it('approves at once with the shipment of a quote', async () => {
		const quote = await partner.run('quote.get', {
			zipCode: '01311100',
			items: { values: [{ sku: byId('photobook'), quantity: 3 }] },
		});
		expect(quote.json).toMatchObject([{ zipCode: '01311100', shipments: [{ cost: 5.5 }, { cost: 15.5 }] }]);
		const [{ id }] = (quote.json[0] as { shipments: [{ id: string }] }).shipments;
		const { json } = await create({ shipmentId: id, status: 'APPROVED' });
		expect(json).toMatchObject([{ status: 'APPROVED', shippingCost: 5.5, total: 46.9 }]);
	});

	it('is not done twice when the answer is lost', async () => {
		partner.spoil({ fault: 'cut' }, 1, 'order.create');
		const { error } = await create();
		expect(error?.message).toBe('Digipix could not be reached');
		expect(error?.description).toContain('the call was not sent again');
		expect(partner.arrived()).toHaveLength(1);
	});

	it('tells in the words of Digipix what is wrong with it', async () => {
		const { error } = await partner.run('order.create', { recipient, items: '[{ "sku": "foto" }]' });
		expect(error?.message).toBe('Digipix refused to create an order');
		expect(error?.description).toBe(
			'Check the values that were sent (HTTP 400). Digipix says: "There is no product "foto""',
		);
	});
});

describe('approving and cancelling', () => {
	const decide = async (orderId: string, status: string, updateFields: IDataObject = {}) =>
		await partner.run('order.approveOrCancel', {
			orderId,
			status,
			updateFields: updateFields as never,
			output: 'raw',
		});

	it('approves a quote with the shipment that was chosen', async () => {
		const [quote] = (await create()).json as Array<{ id: string; shipments: Array<{ id: string }> }>;
		const shipmentId = quote?.shipments[1]?.id;
		const { json } = await decide(String(quote?.id), 'approved', { shipmentId });
		expect(json).toMatchObject([{ status: 'APPROVED', shippingCost: 2.09, total: 43.49 }]);
		expect(partner.arrived().at(-1)?.body).toEqual({ status: 'approved', shipmentId });
	});

	it('approves by a rule', async () => {
		const { json } = await decide(partner.place('quote'), 'approved', { shipmentMethodId: 2 });
		expect(json).toMatchObject([{ status: 'APPROVED', shipment: { name: 'Entrega Convencional' } }]);
	});

	it('says what is missing when nobody chose a shipment', async () => {
		const { error } = await decide(partner.place('quote'), 'approved');
		expect(error?.description).toBe(
			'Check the values that were sent (HTTP 400). Digipix says: "shipmentId or shipmentMethodId is required"',
		);
	});

	it('cancels what is not in production yet', async () => {
		const id = partner.place('delivery');
		expect((await decide(id, 'canceled')).json).toMatchObject([{ status: 'CANCELED' }]);
		expect(partner.arrived().at(-1)?.body).toEqual({ status: 'canceled' });
	});

	it('says why an order in production is not cancelled', async () => {
		const id = partner.place('delivery');
		partner.platform.advance(id);
		const { error } = await decide(id, 'canceled');
		expect(error?.message).toContain('Digipix refused to approve or cancel an order');
		expect(error?.description).toBe(
			'Check the values that were sent (HTTP 400). Digipix says: "Only orders that are not yet in production can be canceled"',
		);
		expect(partner.statusOf(id)).toBe('IN_MANUFACTURING');
	});
});

describe('reading', () => {
	it('gets one order as Digipix has it, whatever its status is called', async () => {
		partner.platform.examples();
		for (const [orderId, status] of [
			['tFN9mEXgro9feZ7Fjf61', 'QUOTE'],
			['icTwB5S3rtfEgvE41DEo', 'NEW'],
			['skR3yfgC9AfpDq6ixDzt', 'APPROVED'],
		]) {
			const { json } = await partner.run('order.get', { orderId, output: 'raw' });
			expect(json).toMatchObject([{ id: orderId, status }]);
		}
	});

	it('gets the products, and offers them in a list', async () => {
		const { json } = await partner.run('product.getAll', { returnAll: true });
		expect(json.map(({ id }) => id)).toContain('photobook');
		const { results } = await partner.searchProducts('canvas');
		expect(results).toEqual([{ name: 'Quadro em canvas · quadro-canvas', value: 'quadro-canvas' }]);
		const one = await partner.run('product.get', { productId: byId('quadro-canvas') });
		expect(one.json).toMatchObject([{ id: 'quadro-canvas', parts: ['front'] }]);
	});

	it('asks again for a quote, which changes nothing, when Digipix was not there', async () => {
		partner.spoil({ fault: 'cut' }, 1, 'quote.get');
		const run = await partner.run('quote.get', {
			zipCode: '01311100',
			items: { values: [{ sku: byId('photobook'), quantity: 1 }] },
		});
		expect(run.error).toBeUndefined();
		expect(partner.arrived()).toHaveLength(2);
	});
});

describe('a path that is a guess', () => {
	it('is told as one when Digipix does not have it, with the place to correct it', async () => {
		const { error } = await partner.run('product.getAll', { options: { requestPath: '/v2/products' } });
		expect(error?.message).toBe(`Digipix has no address ${partner.host}/digipix/v2/products`);
		expect(error?.description).toContain(
			'The path of "Get many products" is a guess, because Digipix does not publish it. Ask Digipix for the right path and type it under Options > Request Path.',
		);
	});

	it('can be corrected, with the fields in it', async () => {
		const id = partner.place('quote');
		const { json } = await partner.run('order.get', {
			orderId: id,
			output: 'raw',
			options: { requestPath: '/v1/orders/{orderId}' },
		});
		expect(json).toMatchObject([{ id }]);
	});

	it('stays on the host of the credential', async () => {
		const { error } = await partner.run('product.getAll', {
			options: { requestPath: '//elsewhere.example.com/products' },
		});
		expect(error?.message).toContain('cannot be used');
		expect(partner.arrived()).toEqual([]);
	});
});
