const cell = new Int32Array(new SharedArrayBuffer(4));

/**
 * Waits for so many turns of the event loop: what was begun goes on meanwhile. Nodes have no timers, and n8n's `sleep`
 * takes a millisecond at least, which is longer than many turns.
 */
export async function turns(count: number): Promise<void> {
	for (let turn = 0; turn < count; turn++) {
		const woken = Atomics.waitAsync(cell, 0, 0);
		Atomics.notify(cell, 0);
		await woken.value;
	}
}
