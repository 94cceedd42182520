export interface Timers {
	/** @param seconds until the task is done, on a clock that may run faster than ours */
	later(seconds: number, task: () => void | Promise<void>): void;
	/** Drops everything that has not been done yet. */
	clear(): void;
}

/** @param pace how many times faster than ours that clock runs */
export function createTimers(pace: number): Timers {
	const waiting = new Set<NodeJS.Timeout>();
	return {
		later(seconds, task) {
			const milliseconds = (seconds * 1000) / pace;
			const timer = setTimeout(() => {
				waiting.delete(timer);
				void task();
			}, milliseconds);
			// A sandbox that nobody closes does not keep its process alive for what happens ten minutes hence.
			waiting.add(timer.unref());
		},
		clear() {
			for (const timer of waiting) clearTimeout(timer);
			waiting.clear();
		},
	};
}
