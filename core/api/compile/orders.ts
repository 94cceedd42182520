import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { PlatformOrders } from '../../order/platform';

/** The orders of a platform, from the one export of its `order.ts` that has verbs; undefined where it has none. */
export function ordersOf(folder: string): PlatformOrders | undefined {
	if (!existsSync(join(folder, 'order.ts'))) return undefined;
	const module = createRequire(__filename)(join(folder, 'order')) as Record<
		string,
		Partial<PlatformOrders> | undefined
	>;
	return Object.values(module).find((entry): entry is PlatformOrders => entry?.verbs !== undefined);
}
