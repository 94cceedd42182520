import type { PlatformOrders } from '../../../order/platform';
import { ORDER_VERBS } from '../../../order/verbs';
import type { ApiDocument } from '../document';
import { table } from '../table';
import type { Translate } from './language';

/** What a person can do to an order, and what the platform is sent for it. */
export function verbsBlock(document: ApiDocument, { verbs }: PlatformOrders, t: Translate): string {
	const rows = ORDER_VERBS.map(({ verb, displayName, description }) => {
		const call = verbs.calls[verb];
		if (!call) return [`_${displayName}_`, t('no'), '', t('The platform has nothing like it.')];
		const operation = document.operations.find(({ id }) => id === call.operation);
		const sent = typeof call.values === 'object' ? Object.entries(call.values) : [];
		const values = sent.map(([name, value]) => `\`${name}: ${value}\``);
		return [
			`_${displayName}_`,
			`\`${call.reaches}\``,
			[`\`${operation?.method ?? ''} ${operation?.path ?? ''}\``, ...values].join(', '),
			[
				t(description),
				...(call.refusedIn ? [t(call.refusedIn.why)] : []),
				...(call.note ? [t(call.note)] : []),
			].join(' '),
		];
	});
	return table([[t('Operation'), t('Becomes'), t('Request'), t('What it does')], ...rows]);
}
