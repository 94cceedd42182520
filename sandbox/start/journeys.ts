import { setTimeout as wait } from 'node:timers/promises';
import type { Inbox } from '../inbox';
import type { N8nClient } from '../n8n/client';
import type { Sandbox } from '../server';
import type { Step as SandboxStep } from '../types';
import type { Demo } from './demo';

/** The steps of an order through the demo, in their order. */
export const steps = ['placed', 'handed to n8n', 'row written', 'e-mail', 'confirmed'] as const;
export type Step = (typeof steps)[number];

/** One order on its way. */
export interface Journey {
	/** The platform's order number. */
	id: string;
	/** Such as `R$ 39,00, Maria Silva`. */
	about: string;
	/** When each step that was seen happened, in milliseconds since 1970. */
	seen: Map<Step, number>;
}

export interface Journeys {
	/** Called at each step that an order makes. */
	onStep(listener: (journey: Journey, step: Step) => void): void;
	/** Orders placed since the start. */
	all(): Journey[];
	stop(): void;
}

const millisecondsBetweenLooks = 1000;

/** What the sandbox calls the steps that it sees. */
const stepOfHistory: Partial<Record<SandboxStep, Step>> = {
	placed: 'placed',
	handedOut: 'handed to n8n',
	confirmed: 'confirmed',
};

/**
 * Watches orders go through the demo: the sandbox tells when one is placed and confirmed, the inbox when its e-mail
 * comes; n8n is asked every second for executions and rows, as long as an order is under way.
 */
export function followJourneys(parts: {
	sandbox: Sandbox;
	inbox: Inbox;
	n8n: N8nClient;
	demo: Demo;
}): Journeys {
	const { sandbox, inbox, n8n, demo } = parts;
	const journeys = new Map<string, Journey>();
	const listeners: Array<(journey: Journey, step: Step) => void> = [];
	let stopped = false;

	const take = (id: string, step: Step, at = Date.now()) => {
		const journey = journeys.get(id);
		if (!journey || journey.seen.has(step)) return;
		journey.seen.set(step, at);
		for (const listener of listeners) listener(journey, step);
	};

	const begin = (id: string, order: { total: number; customer: string }) => {
		const total = order.total.toLocaleString('pt-BR', { style: 'currency', currency: 'BRL' });
		journeys.set(id, { id, about: `${total}, ${order.customer}`, seen: new Map() });
	};

	// The console answers before n8n does, so a person may have placed orders already.
	for (const { id, total, customer, history } of sandbox.platform('pigz').orders()) {
		begin(String(id), { total, customer });
		for (const { step, at } of history) {
			const known = stepOfHistory[step];
			if (known) take(String(id), known, Date.parse(at));
		}
	}

	const stopFollowing = sandbox.follow((event) => {
		if (event.platform !== 'pigz') return;
		if (event.type === 'orderPlaced') {
			begin(String(event.id), event);
			take(String(event.id), 'placed');
		}
		if (event.type === 'orderHandedOut') take(String(event.id), 'handed to n8n');
		if (event.type === 'stageChanged' && event.step === 'confirmed') take(String(event.id), 'confirmed');
	});
	const lookForRows = async () => {
		const underWay = [...journeys.values()].some(
			({ seen }) => seen.has('handed to n8n') && !seen.has('row written'),
		);
		if (!underWay) return;
		// n8n may be restarting, or a person may have deleted the table: the next look tells.
		const rows = await n8n.rows(demo.tableId).catch(() => []);
		for (const row of rows) take(String(row.displayId), 'row written', Date.parse(String(row.createdAt)));
	};
	const keepLooking = async () => {
		while (!stopped) {
			await lookForRows();
			await wait(millisecondsBetweenLooks, undefined, { ref: false });
		}
	};
	void keepLooking();
	inbox.onMessage(({ subject, receivedAt }) => {
		const about = [...journeys.keys()].filter((id) => new RegExp(`\\b${id}\\b`).test(subject));
		void lookForRows().then(() => {
			for (const id of about) take(id, 'e-mail', receivedAt.getTime());
		});
	});

	return {
		onStep: (listener) => void listeners.push(listener),
		all: () => [...journeys.values()],
		stop: () => {
			stopped = true;
			stopFollowing();
		},
	};
}

/** First step that an order has not made. */
export function missingStep(journey: Journey): Step | undefined {
	return steps.find((step) => !journey.seen.has(step));
}

/** One line: the steps so far with the seconds since the order was placed. */
export function journeyLine(journey: Journey): string {
	const start = journey.seen.get('placed') ?? 0;
	const made = steps
		.filter((step) => journey.seen.has(step))
		.map((step) => {
			const seconds = ((journey.seen.get(step) ?? 0) - start) / 1000;
			return step === 'placed' ? step : `${step} (${seconds.toFixed(1)} s)`;
		});
	return `order ${journey.id}, ${journey.about}: ${made.join(' → ')}`;
}
