import { whyNoQueueMode } from '../../sandbox/queue/find-servers';
import { whenAPartEnds } from './faults';
import { IMPATIENT, openQueueStage, type QueueStage } from './stage';
import { oncePerOrder } from './triggers';

// Some minutes on a busy machine
jest.setTimeout(300_000);

const queueMode = whyNoQueueMode() === null ? describe : describe.skip;

queueMode('n8n in queue mode, with two workers and two webhook processes', () => {
	let stage: QueueStage;
	beforeAll(async () => {
		stage = await openQueueStage({ processes: { workers: 2, webhooks: 2 }, env: IMPATIENT });
	});
	afterAll(async () => await stage?.close());

	// One n8n for all, because its start takes longer than the tests
	oncePerOrder(() => stage);
	whenAPartEnds(() => stage);
});
