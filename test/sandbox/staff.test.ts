import { closeSandboxes, openSandbox, pigzClient } from './helpers';
import { Store } from './platforms/delivery-direto/store';

afterEach(closeSandboxes);

/** The usual way of an order of each platform, in its own words. */
const WAYS = {
	pigz: { kind: 'delivery', way: ['confirmado', 'despachado', 'entregue'] },
	neemo: { kind: 'delivery', way: ['1', '4', '2'] },
	'delivery-direto': { kind: 'delivery', way: ['APPROVED', 'IN_TRANSIT', 'DONE'] },
	digipix: { kind: 'quote', way: ['APPROVED', 'IN_MANUFACTURING', 'SHIPPED', 'DELIVERED'] },
	venddor: { kind: 'delivery', way: ['P', 'H', 'C'] },
};
const CANCELLED = {
	pigz: 'cancelado',
	neemo: '3',
	'delivery-direto': 'REJECTED',
	digipix: 'CANCELED',
	venddor: 'I',
};
const platforms = Object.keys(WAYS) as Array<keyof typeof WAYS>;

describe.each(platforms)('the staff of %s', (name) => {
	const { kind, way } = WAYS[name];
	const open = async () => {
		const sandbox = await openSandbox({ platforms: [name] });
		const platform = sandbox.platform(name);
		return { sandbox, platform, id: platform.placeOrder({ kind }) };
	};

	it('takes an order all the way, step by step', async () => {
		const { sandbox, platform, id } = await open();
		const taken: string[] = [];
		for (let [next] = sandbox.order(name, id).moves; next; [next] = sandbox.order(name, id).moves) {
			platform.moveAsStaff(id, next.to);
			taken.push(next.to);
		}
		expect(taken).toEqual(way);
		const { history, lifeLine, moves, canBeCancelled } = sandbox.order(name, id);
		expect(history.filter(({ by }) => by === 'staff').map(({ stage }) => stage)).toEqual(way);
		expect(lifeLine.at(-1)).toMatchObject({ step: 'delivered', at: expect.any(String) });
		expect({ moves, canBeCancelled }).toEqual({ moves: [], canBeCancelled: false });
	});

	it('cancels an order, once', async () => {
		const { sandbox, platform, id } = await open();
		const to = CANCELLED[name];
		const happened: unknown[] = [];
		sandbox.follow((event) => happened.push(event));
		platform.moveAsStaff(id, to);
		expect(sandbox.order(name, id).history.at(-1)).toMatchObject({
			step: 'cancelled',
			stage: to,
			by: 'staff',
		});
		expect(happened).toContainEqual(
			expect.objectContaining({ type: 'stageChanged', id, stage: to, step: 'cancelled' }),
		);
		expect(() => platform.moveAsStaff(id, to)).toThrow(expect.objectContaining({ status: 409 }));
	});

	it('changes no order that is not there', async () => {
		const { platform } = await open();
		expect(() => platform.moveAsStaff(1, way[0] ?? '')).toThrow(expect.objectContaining({ status: 404 }));
	});

	it('sees what was ordered, whatever its kind', async () => {
		const { sandbox, platform } = await open();
		for (const { name: wanted } of platform.kinds) {
			const order = sandbox.order(name, platform.placeOrder({ kind: wanted }));
			expect(order.lines.length).toBeGreaterThan(0);
			for (const line of order.lines) {
				expect(line).toEqual({
					amount: expect.any(Number),
					name: expect.stringMatching(/^[^,]+/),
					total: expect.any(Number),
				});
				expect(line.name).not.toMatch(/undefined|null|\[object/);
			}
			const cents = (reais: unknown) => Math.round(Number(reais) * 100);
			const sum = order.lines.reduce((all, { total }) => all + cents(total), 0);
			expect(sum).toBe(cents(subtotalOf(order.raw)));
		}
	});
});

/** What the lines come to, by the platform's own count. */
function subtotalOf(raw: Record<string, unknown>): unknown {
	const { total } = raw as { total: { subtotal?: { value: number } } };
	if (total.subtotal) return total.subtotal.value / 100;
	return raw.subTotal ?? raw.sub_total ?? raw.subtotal;
}

describe('what the staff does', () => {
	it('leaves an order of Pigz in the queue, so that the workflow still hears of it', async () => {
		const sandbox = await openSandbox();
		const platform = sandbox.platform('pigz');
		const id = platform.placeOrder();
		platform.moveAsStaff(id, 'confirmado');
		expect(sandbox.order('pigz', id).inQueue).toBe(true);
		const pigz = await pigzClient(sandbox);
		await pigz.put(`/order/${id}/conhecido`);
		expect(sandbox.order('pigz', id).inQueue).toBe(false);
		platform.moveAsStaff(id, 'cancelado');
		expect((await pigz.get('/pooling')).data).toMatchObject([{ codigo: id, status: 'CANCELADO' }]);
	});

	it('refunds what was paid online at Neemo', async () => {
		const sandbox = await openSandbox({ platforms: ['neemo'] });
		const platform = sandbox.platform('neemo');
		const id = platform.placeOrder({ kind: 'online' });
		expect(sandbox.order('neemo', id).moves.at(-1)).toEqual({ to: '6', step: 'cancelled' });
	});

	it('is told to the webhooks of Delivery Direto', async () => {
		const store = await Store.open();
		const id = store.place();
		await store.api.put('/v1/webhooks', {
			eventType: 'ORDER_STATUS_CHANGED',
			webhookUrl: 'http://127.0.0.1:9/secret',
			status: 'ACTIVE',
		});
		const called = new Promise((resolve) =>
			store.sandbox.follow((event) => event.type === 'webhookCalled' && resolve(event)),
		);
		store.platform.moveAsStaff(id, 'APPROVED');
		await called;
		const deliveries = store.sandbox.deliveries('delivery-direto');
		expect(deliveries).toMatchObject([
			{ event: 'ORDER_STATUS_CHANGED', id, host: '127.0.0.1:9', attempt: 1, status: null },
		]);
		expect(store.sandbox.deliveries('digipix')).toEqual([]);
		expect(JSON.stringify(deliveries)).not.toContain('secret');
		store.sandbox.clearRequests();
		expect(store.sandbox.deliveries()).toEqual([]);
	});

	it('answers a customer of Venddor who asks to cancel an order that is begun', async () => {
		const sandbox = await openSandbox({ platforms: ['venddor'] });
		const platform = sandbox.platform('venddor');
		const id = platform.placeOrder({ kind: 'delivery' });
		platform.moveAsStaff(id, 'P');
		platform.cancelAsCustomer(id);
		const { status, history, moves } = sandbox.order('venddor', id);
		expect(status).toBe('G');
		expect(history.at(-1)).toMatchObject({ step: 'cancellationRequested', by: 'customer' });
		expect(moves.map(({ to }) => to)).toEqual(['P', 'H', 'C', 'I']);
	});
});
