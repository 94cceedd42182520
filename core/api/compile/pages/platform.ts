import { ordersOf } from '../orders';
import type { Blocks } from './blocks';
import { describedPlatform } from './described';
import { fieldRows } from './fieldRows';
import { filled, type Language, type Translate } from './language';
import { limitsBlock } from './limits';
import { operationsBlock, type ShownDocument } from './operations';
import { triggersBlock } from './triggers';
import { verbsBlock } from './verbs';
import { table } from '../table';

/** What the page of a platform is made of, beside what is written by hand in its guide. */
export function platformBlocks(
	platform: string,
	folder: string,
	shown: ShownDocument,
	language: Language,
	t: Translate,
): Blocks {
	const orders = ordersOf(folder);
	if (!orders) throw new Error(`${folder} has no order.ts, which its page is made from`);
	const { credential, triggers } = describedPlatform(folder);
	return {
		credential: () =>
			table([[t('Field'), t('At first'), t('What it is for')], ...fieldRows(credential.properties, t)]),
		triggers: () => triggersBlock(triggers, t),
		verbs: () => verbsBlock(shown.document, orders, t),
		operations: () => operationsBlock(shown, language, t),
		limits: () => limitsBlock(shown.document, t),
		origin: () =>
			filled(
				t('_Made by `npm run docs` from `nodes/{platform}`; what is written by hand stands in its guides._'),
				{
					platform,
				},
			),
	};
}
