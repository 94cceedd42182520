import type { EventType } from '../order/types';
import type { OrderFilter } from './filter';

/** What the person chose on the trigger, as the receiving code needs it. */
export interface ReceiveOptions {
	events: ReadonlySet<EventType>;
	/** `orderWaiting`: minutes after which, and in steps of which, an unconfirmed order is told. At least 1. */
	waitingMinutes: number;
	/** Who takes a handed-over order out of the platform's queue. */
	acknowledge: 'automatic' | 'workflow';
	/** A value of the platform's acknowledgment choices. */
	acknowledgeAs: string;
	/** What happens to orders of which an ended n8n process left unclear whether the workflow got them. */
	delivery: 'neverMiss' | 'noRepeats';
	/** What happens to orders that wait already when the trigger is activated for the first time. */
	startWith: 'waitingOrders' | 'newOnly';
	/** Which orders are handed over, of those that are watched. */
	filter: OrderFilter;
}
