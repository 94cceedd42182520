import { inChromium, useConsole } from './support';

/** The texts as the page has them: for each language its keys with the kinds of their values. */
const SHAPES = `import('/texts.js').then(({ TEXTS }) => {
	const shapeOf = (text) =>
		Array.isArray(text) ? text.map(shapeOf)
		: typeof text === 'object' ? Object.fromEntries(Object.entries(text).map(([key, one]) => [key, shapeOf(one)]))
		: typeof text === 'string' && text.trim() === '' ? 'empty'
		: typeof text === 'function' ? 'function of ' + text.length
		: typeof text;
	return Object.fromEntries(Object.entries(TEXTS).map(([language, texts]) => [language, shapeOf(texts)]));
})`;

/** English texts that stand in the page although Portuguese has another. */
const LEFT_IN_ENGLISH = `import('/texts.js').then(({ TEXTS }) => {
	const leaves = (text, other) =>
		typeof text === 'string' ? (text === other ? [] : [text])
		: typeof text === 'object' ? Object.keys(text).flatMap((key) => leaves(text[key], other[key]))
		: [];
	const shown = new Set([...document.querySelectorAll('body *')].flatMap((node) => [
		...[...node.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data.trim()),
		...['aria-label', 'title'].map((name) => node.getAttribute(name)),
	]));
	return leaves(TEXTS.en, TEXTS.pt).filter((text) => shown.has(text));
})`;

const LANGUAGE = 'document.documentElement.lang';

inChromium('the languages of the console', () => {
	const console = useConsole();

	it('have the same texts, and none is empty', async () => {
		const page = await console.open();
		const { en, pt } = await page.page.evaluate<Record<string, object>>(SHAPES);
		expect(en).toEqual(pt);
		expect(JSON.stringify(en)).not.toContain('"empty"');
		expect(Object.keys(en ?? {}).length).toBeGreaterThan(50);
	});

	it.each([
		['pt-BR', 'pt-BR', 'Pedidos'],
		['pt-PT', 'pt-BR', 'Pedidos'],
		['en-US', 'en-GB', 'Orders'],
		['de-DE', 'en-GB', 'Orders'],
	])('are chosen by the browser: %s', async (locale, language, orders) => {
		const page = await console.open('pigz', { locale });
		await page.page.getByRole('heading', { name: orders, exact: true }).waitFor();
		expect(await page.page.evaluate(LANGUAGE)).toBe(language);
	});

	it('are kept as a person chose them, with the focus on the choice', async () => {
		const page = await console.open('pigz', { locale: 'en-GB' });
		await page.button('Português').click();
		await page.page.getByRole('heading', { name: 'Pedidos', exact: true }).waitFor();
		await page.focusIsOn('[data-language="pt"][aria-pressed="true"]');
		expect(await page.page.evaluate(LANGUAGE)).toBe('pt-BR');
		await page.page.reload();
		await page.page.getByRole('heading', { name: 'Pedidos', exact: true }).waitFor();
		await page.button('English').click();
		await page.page.getByRole('heading', { name: 'Orders', exact: true }).waitFor();
		expect(await page.page.evaluate(LANGUAGE)).toBe('en-GB');
	});

	it('are not mixed: nothing English is left in Portuguese', async () => {
		const page = await console.open('delivery-direto', { locale: 'en-GB' });
		await page.part('kinds').getByRole('button', { name: 'Half-and-half pizza' }).click();
		await page.openDetails(page.order());
		await page.switch('Unavailable (503)').check();
		await page.shows('1 fault is on', page.part('faults-on'));
		await page.button('Português').click();
		await page.shows('1 falha ligada', page.part('faults-on'));
		await page.part('kinds').getByRole('button', { name: 'Pizza meio a meio' }).waitFor();
		await page.shows(/R\$\s\d+,\d\d/, page.order());
		expect(await page.page.evaluate<string[]>(LEFT_IN_ENGLISH)).toEqual([]);
		expect(await page.page.title()).toBe('Delivery Direto · Sandbox');
	});
});
