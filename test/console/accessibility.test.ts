import type { AxeResults } from 'axe-core';
import { client } from '../sandbox/helpers';
import { inChromium, PLATFORMS, useConsole, type ConsolePage } from './support';
import { changeOrder } from './workflow';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** What axe finds, as lines that say what and where. */
async function findings({ page }: ConsolePage): Promise<string[]> {
	await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
	const { violations, passes } = await page.evaluate<AxeResults>(
		`axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(RULES)} } })`,
	);
	expect(passes.length).toBeGreaterThan(20);
	return violations.flatMap(({ id, impact, nodes }) =>
		nodes.map(({ target, failureSummary }) => `${impact} ${id} at ${target.join(' ')}: ${failureSummary}`),
	);
}

/** How far the page is wider than the window, in pixels. */
const TOO_WIDE = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

const LOOKS = {
	'on a wide light page': { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
	'on a wide dark page': { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
	'on a light page of 320 pixels': { colorScheme: 'light', viewport: { width: 320, height: 640 } },
	'on a dark page of 320 pixels': { colorScheme: 'dark', viewport: { width: 320, height: 640 } },
} as const;

inChromium('axe finds nothing', () => {
	const console = useConsole();

	describe.each(Object.entries(LOOKS))('%s', (_name, look) => {
		const open = async (platform: (typeof PLATFORMS)[number]) =>
			await console.open(platform, { ...look, reducedMotion: 'reduce' });

		it('wrong with an empty page', async () => {
			const page = await open('pigz');
			await page.shows(/^No orders yet/);
			expect(await findings(page)).toEqual([]);
			expect(await page.page.evaluate(TOO_WIDE)).toBe(0);
		});

		it.each(PLATFORMS)('wrong with orders of %s, one open, calls, and a fault that is on', async (name) => {
			const page = await open(name);
			const platform = console.sandbox().platform(name);
			for (const { name: kind } of platform.kinds) platform.placeOrder({ kind });
			const plain = platform.placeOrder({ kind: platform.kinds[0]?.name });
			await changeOrder[name](console.sandbox(), String(plain));
			const inside = await page.openDetails(page.order(plain));
			await inside.locator('summary').click();
			await inside.locator('pre').waitFor();
			await inside.getByRole('table', { name: 'What your workflow called about it' }).waitFor();
			await page.switch('Too many requests (429)').check();
			await page.shows('1 fault is on', page.part('faults-on'));
			await client(`${console.sandbox().url}/${name}`).get('/');
			await page.shows('spoiled 1 call', page.part('faults'));
			expect(await findings(page)).toEqual([]);
			expect(await page.page.evaluate(TOO_WIDE)).toBe(0);
		});

		it('wrong with an error, and with a connection that is lost', async () => {
			const page = await open('pigz');
			await page.part('count').fill('0');
			await page.button('Delivery').click();
			await page.shows(/^Nothing was placed/);
			expect(await findings(page)).toEqual([]);
			await console.sandbox().goOffline();
			try {
				await page.shows('Connection lost, trying again…');
				expect(await findings(page)).toEqual([]);
			} finally {
				await console.sandbox().goOnline();
			}
		});
	});

	it('moves nothing for those who asked for less motion', async () => {
		const page = await console.open('pigz', { reducedMotion: 'reduce' });
		const moving = await page.page.evaluate<number>(
			`[...document.querySelectorAll('*')].flatMap((node) => ['', '::before', '::after'].map((part) => getComputedStyle(node, part)))
				.filter(({ transitionDuration, animationName }) => !/^0s/.test(transitionDuration) || animationName !== 'none').length`,
		);
		expect(moving).toBe(0);
	});
});
