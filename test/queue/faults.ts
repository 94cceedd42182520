import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowInput } from '../../sandbox/n8n/client';
import { openMarket, type Market } from '../faults/market';
import { key } from '../faults/platforms';
import { chain, RECEIVED } from '../faults/workflows';
import { isCalled, missingOf, triggerNamed, unmarkedRepeats, type QueueStage } from './stage';

/** That no order is lost, and none repeated unmarked, when a process of n8n or Redis ends. */
export function whenAPartEnds(open: () => QueueStage): void {
	describe('when a part ends', () => {
		let stage: QueueStage;
		beforeAll(async () => {
			stage = open();
			// As docs/growing.md advises: a call that was not answered in time is repeated at the same process
			await Promise.all(stage.cluster.webhooks.slice(1).map((one) => one.stop()));
		});

		const repeats = () => stage.contenders.flatMap(unmarkedRepeats);

		it('calls go on while the main process is dead, and nothing that is polled is lost', async () => {
			const { main } = stage.cluster;
			// In the middle of polls and executions
			stage.place(2);
			await wait(3000);
			await main.kill();
			stage.place(2);
			try {
				await untilReceived(isCalled, 60_000);
			} finally {
				await main.restart();
			}
			await stage.settle(150);
			expect(repeats()).toEqual([]);
		});

		it('calls and polls go on when Redis was away, and nothing is lost', async () => {
			const { redis } = stage.cluster;
			stage.place(2);
			await redis.stop();
			stage.place(2);
			await wait(5000);
			await redis.restart();
			stage.place(1);
			await stage.settle(150);
			expect(repeats()).toEqual([]);
		});

		describe('a worker that is killed while it works on an order', () => {
			let market: Market;
			beforeAll(async () => (market = await openMarket('slow', 2, () => undefined)));
			afterAll(async () => await market?.close());

			it('starts the error workflow, and Order Waiting brings the order again', async () => {
				const { cluster } = stage;
				const alarm = await stage.client.saveWorkflow(alarmWorkflow);
				await stage.client.publish(alarm.id);
				const slow = await stage.add(triggerNamed('Pigz'), market, slowWorkflow(alarm.id));
				const order = market.place('pigz');
				const id = await executionOf(slow.workflowId);
				const worker = cluster.workers.find((one) => one.logs().includes(`Worker started execution ${id} (`));
				if (!worker) throw new Error(`No worker has begun execution ${id}`);
				await worker.kill();
				await worker.restart();

				await stage.settle(200);
				const killed = await stage.client.execution(String(id));
				expect(killed.status).toBe('error');
				// n8n 2.41 does not keep what the execution was about: only the platform still knows the order
				expect(killed.data.resultData.runData).toEqual({});
				const [told] = await stage.client.executions({ workflowId: alarm.id });
				expect(told?.status).toBe('success');
				expect(slow.receipts).toMatchObject([
					{ orderId: key(order.id), type: 'orderWaiting', status: 'success', redelivered: false },
				]);
				expect(repeats()).toEqual([]);
			});

			/** Number of the execution that runs now. */
			async function executionOf(workflowId: string): Promise<number> {
				const deadline = Date.now() + 60_000;
				while (Date.now() < deadline) {
					const [row] = await stage.cluster.postgres.query(
						`SELECT id FROM execution_entity WHERE "workflowId" = '${workflowId}' AND status = 'running'`,
					);
					if (row) return Number(row[0]);
					await wait(200);
				}
				throw new Error('No execution began');
			}
		});

		async function untilReceived(wanted: typeof isCalled, withinMs: number): Promise<void> {
			const deadline = Date.now() + withinMs;
			const missing = () => stage.contenders.filter(wanted).flatMap(missingOf);
			while (missing().length > 0 && Date.now() < deadline) {
				await stage.readAll();
				await wait(500);
			}
			expect(missing()).toEqual([]);
		}
	});
}

/** Takes some seconds for each execution, and is reminded after a minute. */
function slowWorkflow(errorWorkflow: string): WorkflowInput {
	const workflow = chain('Slow', [
		{
			name: 'Trigger',
			type: 'n8n-nodes-pedidos.pigzTrigger',
			parameters: {
				pollTimes: {
					item: [5, 15, 25, 35, 45, 55].map((second) => ({
						mode: 'custom',
						cronExpression: `${second} * * * * *`,
					})),
				},
				events: ['orderCreated', 'orderWaiting'],
				waitingMinutes: 1,
			},
			credentials: { pigzApi: { id: null, name: 'Pigz slow' } },
		},
		{
			name: 'Wait',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			parameters: { resume: 'timeInterval', amount: 8, unit: 'seconds' },
		},
		{ name: RECEIVED, type: 'n8n-nodes-base.noOp' },
	]);
	return { ...workflow, settings: { ...workflow.settings, errorWorkflow } };
}

const alarmWorkflow = chain('Alarm', [
	{ name: 'Error', type: 'n8n-nodes-base.errorTrigger' },
	{ name: 'Told', type: 'n8n-nodes-base.noOp' },
]);
