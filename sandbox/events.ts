import { EventEmitter } from 'node:events';
import type { Happening, SandboxEvent } from './types';

export interface Events {
	emit(platform: string | null, happening: Happening): void;
	/** Calls `listener` for everything that happens from now on; the answer ends that. */
	follow(listener: (event: SandboxEvent) => void): () => void;
}

/** @param now milliseconds since 1970 */
export function createEvents(now: () => number): Events {
	const emitter = new EventEmitter().setMaxListeners(0);
	let number = 0;
	return {
		emit(platform, happening) {
			const event: SandboxEvent = {
				...happening,
				number: ++number,
				at: new Date(now()).toISOString(),
				platform,
			};
			emitter.emit('event', event);
		},
		follow(listener) {
			emitter.on('event', listener);
			return () => emitter.off('event', listener);
		},
	};
}
