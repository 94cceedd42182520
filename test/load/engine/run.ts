import path from 'node:path';
import { engineNode, ensureN8nInstalled } from '../../../sandbox/n8n/install';
import type { OrderId } from '../../../sandbox/types';
import { alone } from '../furniture/alone';
import type { Contender } from './contenders';
import type { Measure, Task } from './measure';
import type { Stock } from './stock';

/**
 * Measures a contender once, in a process of its own on the installed n8n's Node.js and engine.
 * @param ids items that go in, for what writes
 */
export async function measured(
	folder: string,
	stock: Stock,
	contender: Contender,
	ids: OrderId[] = [],
): Promise<Measure> {
	const n8n = await ensureN8nInstalled();
	const { url, credential } = stock;
	const task: Task = { folder, contender, url, credential, ids };
	return await alone<Measure>(
		[
			'--expose-gc',
			...['--require', 'tsx/cjs', '--require', path.join(__dirname, 'modules.cjs')],
			path.join(__dirname, 'measure.ts'),
			JSON.stringify(task),
		],
		engineNode(n8n),
		{ ...process.env, PEDIDOS_BENCH_ENGINE: n8n },
	);
}
