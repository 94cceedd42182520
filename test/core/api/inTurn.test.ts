import { inTurn } from '../../../core/api/inTurn';

const tick = () => new Promise((resolve) => setImmediate(resolve));

/** Work that ends only when it is told to, and notes how many pieces run at once. */
function workshop() {
	const running = new Set<number>();
	const started: number[] = [];
	let most = 0;
	const ends = new Map<number, (failed?: Error) => void>();
	const work = (index: number) =>
		new Promise<string>((resolve, reject) => {
			running.add(index);
			started.push(index);
			most = Math.max(most, running.size);
			ends.set(index, (failed) => {
				running.delete(index);
				if (failed) reject(failed);
				else resolve(`result ${index}`);
			});
		});
	const end = async (index: number, failed?: Error) => {
		ends.get(index)?.(failed);
		await tick();
	};
	return { work, end, started, most: () => most };
}

describe('pieces of work in turn', () => {
	it('sends the first alone, so that one login serves all, then four at a time', async () => {
		const shop = workshop();
		const all = inTurn(7, 4, shop.work);
		await tick();
		expect(shop.started).toEqual([0]);
		await shop.end(0);
		expect(shop.started).toEqual([0, 1, 2, 3, 4]);
		await shop.end(3);
		expect(shop.started).toEqual([0, 1, 2, 3, 4, 5]);
		for (const index of [5, 6, 4, 2, 1]) await shop.end(index);
		expect(await all).toEqual([0, 1, 2, 3, 4, 5, 6].map((index) => `result ${index}`));
		expect(shop.most()).toBe(4);
	});

	it('does one at a time where it must', async () => {
		const shop = workshop();
		const all = inTurn(3, 1, shop.work);
		for (const index of [0, 1, 2]) {
			await tick();
			expect(shop.started).toHaveLength(index + 1);
			await shop.end(index);
		}
		expect(await all).toHaveLength(3);
	});

	it('starts nothing more after a failure', async () => {
		const shop = workshop();
		const all = inTurn(50, 4, shop.work);
		const failure = expect(all).rejects.toThrow('no');
		await tick();
		await shop.end(0);
		await shop.end(2, new Error('no'));
		for (const index of [1, 3, 4]) await shop.end(index);
		await failure;
		expect(shop.started).toEqual([0, 1, 2, 3, 4]);
	});

	it('has no work for no items', async () => {
		expect(await inTurn(0, 4, () => Promise.reject(new Error('no item')))).toEqual([]);
	});
});
