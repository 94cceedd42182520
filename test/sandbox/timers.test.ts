import { setTimeout as wait } from 'node:timers/promises';
import { createTimers } from '../../sandbox/timers';

it('does things later, on a clock that may run faster', async () => {
	const done: string[] = [];
	const timers = createTimers(1000);
	timers.later(60, () => void done.push('a minute'));
	timers.later(20, () => void done.push('20 seconds'));
	timers.later(3600, () => void done.push('an hour'));
	await wait(200);
	expect(done).toEqual(['20 seconds', 'a minute']);
	timers.clear();
});

it('drops what was still to come', async () => {
	const done: string[] = [];
	const timers = createTimers(1000);
	timers.later(30, () => void done.push('late'));
	timers.clear();
	await wait(100);
	expect(done).toEqual([]);
});
