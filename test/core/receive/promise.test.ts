import * as fc from 'fast-check';
import { refusal, Shop, unreachable } from './shop';
import { MINUTE, Workflow, type Choices, type Told } from './workflow';

/*
 * The delivery promise against whatever may happen in whatever order: "no order is lost, and none is handed over twice
 * without being marked". n8n saves its memory before the execution, so an execution without memory does not occur.
 */

const ORDERS = ['1', '2', '3', '4'];
const order = fc.constantFrom(...ORDERS);

type Step =
	| { do: 'place' | 'cancel' | 'confirmAtTheStore' | 'acknowledgeElsewhere'; order: string }
	| {
			do:
				| 'poll'
				| 'loseEverything'
				| 'loseExecution'
				| 'restart'
				| 'pollAndRestart'
				| 'heal'
				| 'hurry'
				| 'rest';
	  }
	| { do: 'break'; call: string };

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('place' as const), order }) },
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constantFrom('cancel' as const, 'confirmAtTheStore' as const, 'acknowledgeElsewhere' as const),
			order,
		}),
	},
	{ weight: 6, arbitrary: fc.constant({ do: 'poll' as const }) },
	{
		weight: 5,
		arbitrary: fc.record({
			do: fc.constantFrom(
				'loseEverything' as const,
				'loseExecution' as const,
				'restart' as const,
				'pollAndRestart' as const,
				'heal' as const,
				'hurry' as const,
				'rest' as const,
			),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('break' as const),
			call: fc.constantFrom('queue', 'acknowledge', 'list'),
		}),
	},
);

/** Plays the steps, and keeps account of what the workflow was started with and what it still has to hear of. */
class Play {
	readonly shop = new Shop();
	readonly workflow: Workflow;
	readonly handedOver: Told[] = [];
	readonly mistakes: string[] = [];
	/** Arrivals and cancellations that the platform still announces and no execution has carried yet. */
	private readonly owed = new Set<string>();

	constructor(choices: Choices) {
		this.workflow = new Workflow(this.shop, choices);
		this.shop.beforeCall = (call) => {
			const id = /^acknowledge known (.+)$/.exec(call)?.[1];
			const isDue = id !== undefined && [...this.owed].some((news) => news.endsWith(` ${id}`));
			if (isDue && choices.delivery !== 'noRepeats') this.mistakes.push(`acknowledged too early: ${id}`);
		};
	}

	async play(steps: readonly Step[]): Promise<void> {
		for (const next of steps) await this.take(next);
	}

	/** Everything works again: what is owed must arrive within the next polls. */
	async settle(): Promise<string[]> {
		await this.play([{ do: 'heal' }, { do: 'rest' }, { do: 'poll' }, { do: 'poll' }]);
		return [...this.owed];
	}

	private async take(next: Step): Promise<void> {
		const { shop, workflow, owed } = this;
		workflow.now += MINUTE;
		if ('order' in next) return this.happen(next.do, next.order);
		if (next.do === 'break') {
			shop.faults.set(next.call, next.call === 'acknowledge' ? refusal(503) : unreachable());
		} else if (next.do === 'heal') {
			shop.faults.clear();
		} else if (next.do === 'hurry') {
			workflow.mayStart = () => false;
		} else if (next.do === 'rest') {
			workflow.mayStart = () => true;
		} else if (next.do === 'restart') {
			workflow.restart();
		} else if (next.do === 'loseEverything') {
			await workflow.pollWithoutSaving().catch(() => undefined);
			workflow.restart();
		} else if (next.do === 'loseExecution') {
			await workflow.pollAndLoseExecution().catch(() => workflow.restart());
		} else {
			for (const told of await workflow.poll().catch(() => [])) {
				this.handedOver.push(told);
				owed.delete(`${told.status === 'CANCELLED' ? 'cancelled' : 'placed'} ${told.order}`);
			}
			if (next.do === 'pollAndRestart') workflow.restart();
		}
	}

	private happen(what: string, id: string): void {
		const { shop, owed } = this;
		const isThere = shop.ids().includes(id);
		if (what === 'place' && !isThere) {
			shop.place(id, this.workflow.now);
			owed.add(`placed ${id}`);
		}
		if (!isThere || what === 'place') return;
		const isOver = shop.statusOf(id) === 'cancelled';
		if (what === 'cancel' && !isOver) {
			shop.cancel(id);
			owed.add(`cancelled ${id}`);
		}
		if (what === 'confirmAtTheStore' && !isOver) shop.move(id, 'confirmed');
		if (what === 'acknowledgeElsewhere') shop.acknowledge(id);
		// The platform does not announce it any more, or announces the cancellation instead
		if (what !== 'cancel' && (what === 'acknowledgeElsewhere' || !isOver)) owed.delete(`cancelled ${id}`);
		if (what !== 'place') owed.delete(`placed ${id}`);
	}
}

const steps = fc.array(step, { minLength: 5, maxLength: 40 });
const choices: fc.Arbitrary<Choices> = fc.record({
	acknowledge: fc.constantFrom('automatic' as const, 'workflow' as const),
	events: fc
		.constantFrom(
			['orderCreated', 'orderCancelled'] as const,
			['orderCreated', 'orderCancelled', 'statusChanged', 'orderUpdated', 'orderWaiting'] as const,
		)
		.map((events) => [...events]),
});

describe('the delivery promise', () => {
	it('holds with Never Miss: no order is lost, none comes twice unmarked, none is acknowledged too early', async () => {
		await fc.assert(
			fc.asyncProperty(choices, steps, async (chosen, sequence) => {
				const play = new Play({ ...chosen, delivery: 'neverMiss' });
				await play.play(sequence);
				expect(await play.settle()).toEqual([]);
				expect(play.mistakes).toEqual([]);
				expect(unmarkedRepeats(play.handedOver)).toEqual([]);
			}),
			{ numRuns: 400 },
		);
	});

	it('holds with No Repeats: no event comes twice', async () => {
		await fc.assert(
			fc.asyncProperty(choices, steps, async (chosen, sequence) => {
				const play = new Play({ ...chosen, delivery: 'noRepeats' });
				await play.play(sequence);
				await play.settle();
				const ids = play.handedOver.map(({ id }) => id);
				expect(ids).toHaveLength(new Set(ids).size);
			}),
			{ numRuns: 400 },
		);
	});

	it('holds with No Repeats for every order, as long as n8n is not killed while it hands over', async () => {
		const peaceful = steps.map((sequence) => sequence.filter((next) => next.do !== 'loseExecution'));
		await fc.assert(
			fc.asyncProperty(choices, peaceful, async (chosen, sequence) => {
				const play = new Play({ ...chosen, delivery: 'noRepeats' });
				await play.play(sequence);
				expect(await play.settle()).toEqual([]);
			}),
			{ numRuns: 400 },
		);
	});
});

/** Events that came a second time as if they were new. */
function unmarkedRepeats(handedOver: readonly Told[]): Told[] {
	return handedOver.filter(
		(told, index) => !told.redelivered && handedOver.slice(0, index).some(({ id }) => id === told.id),
	);
}
