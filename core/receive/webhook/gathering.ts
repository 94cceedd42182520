import type { INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { PATIENCE, type Answer } from './answer';

/** What one call hands over. */
export interface Parcel<Noted> {
	orderId: string;
	/** What is remembered of the order from now on. */
	entry: Noted;
	eventId: string;
	items: INodeExecutionData[];
}

/**
 * What a call has to do when its turn has come: hand over these parcels, its own and those of others; or nothing, because
 * another call handed its parcel over, and n8n has stored the execution (`taken`) or not (`notTaken`).
 */
export type Turn<P> = readonly P[] | 'taken' | 'notTaken';

interface Waiting<P> {
	parcel: P;
	answer: Answer;
	go(turn: Turn<P>): void;
}

/**
 * Has calls start executions together, as databases commit together: the first one starts its own at once. Those that come
 * while n8n stores it start the next one together, and are answered when that is stored. So a single call waits for nothing,
 * and of many at once each costs but a part of an execution.
 */
export class Gathering<P> {
	private waiting: Array<Waiting<P>> = [];
	/** Of the call whose execution is being stored. */
	private ahead: Answer | undefined;

	async turn(parcel: P, answer: Answer): Promise<Turn<P>> {
		return await new Promise((go) => {
			const own = { parcel, answer, go };
			this.waiting.push(own);
			if (!this.ahead) this.start();
			else void sleep(PATIENCE).then(() => this.waiting.includes(own) && this.start());
		});
	}

	/** All that wait go. One of them hands over, which should be one that can still be answered: the others go by its answer. */
	private start(): void {
		const all = this.waiting;
		const leader = all.find(({ answer }) => !answer.destroyed) ?? all[0];
		if (!leader) return;
		this.waiting = [];
		const { answer } = leader;
		const end = (turn: 'taken' | 'notTaken') => {
			for (const other of all) if (other !== leader) other.go(turn);
			if (this.ahead === answer) {
				this.ahead = undefined;
				this.start();
			}
		};
		if (answer.destroyed) {
			end('notTaken');
		} else {
			this.ahead = answer;
			answer.once('finish', () => end(answer.statusCode < 300 ? 'taken' : 'notTaken'));
			answer.once('close', () => end('notTaken'));
		}
		leader.go(all.map(({ parcel }) => parcel));
	}
}
