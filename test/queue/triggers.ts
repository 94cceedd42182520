import { setTimeout as wait } from 'node:timers/promises';
import type { N8nHandle } from '../../sandbox/n8n/process';
import type { Contender } from '../faults/count';
import { post, signatureOf } from '../faults/market';
import { key, TRIGGERS } from '../faults/platforms';
import { BUTTON, isCalled, triggerNamed, unmarkedRepeats, webhookPath, type QueueStage } from './stage';

/** Each platform gets so many. */
const ORDERS = 3;
/** Milliseconds in which every polling trigger asks once more. */
const ONE_POLL = 11_000;

/** That an order starts one execution, whatever the number of processes, and which process does what. */
export function oncePerOrder(open: () => QueueStage): void {
	describe('each order', () => {
		let stage: QueueStage;
		beforeAll(async () => {
			stage = open();
			stage.place(ORDERS);
			await stage.settle(90);
			await wait(ONE_POLL);
			await stage.readAll();
		});

		const contender = (name: string): Contender => {
			const found = stage.contenders.find((one) => one.name === name);
			if (!found) throw new Error(`No workflow ${name}`);
			return found;
		};
		const executionsOf = (wanted: (one: Contender) => boolean) => [
			...new Set(
				stage.contenders.filter(wanted).flatMap(({ receipts }) => receipts.map((one) => one.executionId)),
			),
		];
		const linesOf = (processes: N8nHandle[], line: (id: number) => string, id: number) =>
			processes.filter((one) => one.logs().includes(line(id))).length;
		const started = (id: number) => `Worker started execution ${id} (`;
		const enqueued = (id: number) => `Enqueued execution ${id} (`;

		it.each([...TRIGGERS, BUTTON].map(({ name }) => name))(
			'is handed over once, not once per process: %s',
			(name) => {
				const one = contender(name);
				const { placed, receipts } = one;
				expect(placed()).toHaveLength(ORDERS);
				// A platform whose call was not answered in time calls again, and n8n may have taken both
				const calls = placed().flatMap(({ notes }) => notes.filter((note) => note.includes(' call '))).length;
				expect(receipts.length).toBeLessThanOrEqual(isCalled(one) ? Math.max(ORDERS, calls) : ORDERS);
				expect([...new Set(receipts.map(({ orderId }) => orderId))].sort()).toEqual(
					placed()
						.map(({ id }) => key(id))
						.sort(),
				);
				const firsts = receipts.filter(
					({ orderId }, position) => receipts.findIndex((other) => other.orderId === orderId) === position,
				);
				expect(firsts.filter(({ redelivered }) => redelivered)).toEqual([]);
			},
		);

		it('is executed in exactly one worker', () => {
			const executions = executionsOf(() => true);
			expect(executions.length).toBeGreaterThanOrEqual(stage.contenders.length);
			for (const id of executions) {
				expect([id, linesOf(stage.cluster.workers, started, id)]).toEqual([id, 1]);
				expect([id, linesOf([stage.cluster.main, ...stage.cluster.webhooks], started, id)]).toEqual([id, 0]);
			}
		});

		it('is taken by a webhook process when it was called, by the main process when it was polled', () => {
			const { main, webhooks } = stage.cluster;
			const called = executionsOf(isCalled);
			expect(called.filter((id) => linesOf(webhooks, enqueued, id) !== 1)).toEqual([]);
			expect(called.filter((id) => linesOf([main], enqueued, id) !== 0)).toEqual([]);
			for (const one of webhooks)
				expect(called.filter((id) => linesOf([one], enqueued, id) > 0)).not.toEqual([]);
			const polled = executionsOf((one) => !isCalled(one));
			expect(polled.filter((id) => linesOf([main], enqueued, id) !== 1)).toEqual([]);
		});

		it('is not taken at the webhook addresses of the main process', async () => {
			const [order] = contender('Digipix, webhook').placed();
			const path = `/webhook/${webhookPath(triggerNamed('Digipix, webhook'))}`;
			expect(await post(stage.cluster.main.url + path, { id: order?.id, status: 'APPROVED' })).toBe(404);
		});

		it('is marked when the other webhook process is called about it again', async () => {
			const digipix = contender('Digipix, webhook');
			const [order] = digipix.placed();
			const before = digipix.receipts.length;
			for (const { url } of stage.cluster.webhooks) {
				const path = `/webhook/${webhookPath(digipix.trigger)}`;
				expect(await post(url + path, { id: order?.id, status: 'APPROVED' })).toBe(200);
			}
			await untilStored(() => digipix.receipts.length >= before + 2);
			const again = digipix.receipts.slice(before);
			expect(again.map(({ orderId, redelivered }) => [orderId, redelivered])).toEqual([
				[key(order?.id), true],
				[key(order?.id), true],
			]);
			expect(unmarkedRepeats(digipix)).toEqual([]);
		});

		it('of a forged call of Delivery Direto is refused at every webhook process', async () => {
			const body = JSON.stringify({ eventType: 'ORDER_PLACED', ordersId: 70000001 });
			for (const { url } of stage.cluster.webhooks) {
				const address = `${url}/webhook/${webhookPath(triggerNamed('Delivery Direto, webhook'))}`;
				expect(await post(address, body, signatureOf(body, 'guessed'))).toBe(401);
			}
		});

		it('can be fetched as a test event in the editor, by a worker', async () => {
			const { workflowId } = contender('Pigz');
			stage.market.place('pigz');
			const execution = await stage.client.run(workflowId, 'Trigger');
			expect(execution.status).toBe('success');
			expect(execution.data.resultData.runData.Trigger).toHaveLength(1);
			expect(linesOf(stage.cluster.workers, started, Number(execution.id))).toBe(1);
		});

		async function untilStored(isThere: () => boolean): Promise<void> {
			const deadline = Date.now() + 30_000;
			while (!isThere() && Date.now() < deadline) {
				await stage.readAll();
				await wait(300);
			}
		}
	});
}
