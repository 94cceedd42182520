import type { Events } from './events';
import type { OrderId } from './types';

/** A call that a platform made to an address that was registered with it. */
export interface Delivery {
	at: string;
	platform: string;
	/** What it told of, in the platform's own word. */
	event: string;
	/** The order. */
	id: OrderId;
	/** Where it went, without the path: the path may be the secret of a webhook. */
	host: string;
	attempt: number;
	/** The answer; `null` where none came in time. */
	status: number | null;
}

export interface DeliveryLog {
	/** The latest calls, oldest first. */
	list(platform?: string): Delivery[];
	reset(): void;
}

/** The log is for looking at, not for keeping. */
const KEPT = 500;

/** Writes down every call of a webhook that happens from now on. */
export function createDeliveryLog(events: Events): DeliveryLog {
	let calls: Delivery[] = [];
	events.follow((happened) => {
		if (happened.type !== 'webhookCalled' || happened.platform === null) return;
		const { at, platform, event, id, url, attempt, status } = happened;
		const host = URL.canParse(url) ? new URL(url).host : url;
		calls = [...calls, { at, platform, event, id, host, attempt, status }].slice(-KEPT);
	});
	return {
		list: (platform) => calls.filter((call) => platform === undefined || call.platform === platform),
		reset() {
			calls = [];
		},
	};
}
