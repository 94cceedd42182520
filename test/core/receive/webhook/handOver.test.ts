import { EventEmitter } from 'node:events';
import type { IWebhookFunctions } from 'n8n-workflow';
import { Desk } from '../../../../core/receive/webhook/desk';
import { handOver } from '../../../../core/receive/webhook/handOver';
import type { Answer } from '../../../../core/receive/webhook/answer';

interface Noted {
	since: number;
}

const answer = () => Object.assign(new EventEmitter(), { statusCode: 200, destroyed: false }) as Answer;

const contextOf = (mode: string) =>
	({ getMode: () => mode, getNodeParameter: () => ({}) }) as unknown as IWebhookFunctions;

const parcel = (orderId: string) => ({
	orderId,
	entry: { since: 1 },
	eventId: `e${orderId}`,
	items: [{ json: { orderId } }],
});

it('a test by hand neither waits for calls of the published workflow nor takes them along', async () => {
	const desk = new Desk<Noted>();
	const call = async (mode: string, orderId: string) =>
		await handOver(contextOf(mode), { desk, parcel: parcel(orderId), answer: answer() }, () => undefined);
	const published = await call('webhook', '1');
	void call('webhook', '2');
	const tested = await call('manual', '3');
	expect(published.workflowData).toEqual([[{ json: { orderId: '1' } }]]);
	expect(tested.workflowData).toEqual([[{ json: { orderId: '3' } }]]);
});

it('an order that waits for its turn counts as one that may have been handed over', () => {
	const desk = new Desk<Noted>();
	for (const orderId of ['1', '2']) {
		void handOver(contextOf('webhook'), { desk, parcel: parcel(orderId), answer: answer() }, () => undefined);
	}
	expect([desk.isOpen('e1'), desk.isOpen('e2'), desk.isOpen('e3')]).toEqual([true, true, false]);
});
