import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { OrderId } from '../../../sandbox/types';
import type { Said } from './answers';

/** A platform in a process of its own that answers from memory. */
export interface Stock {
	url: string;
	/** What n8n keeps of a credential for it. */
	credential: Record<string, unknown>;
	/** From now on it has exactly so many orders. Resolves to their numbers. */
	fill(count: number): Promise<OrderId[]>;
	close(): void;
}

/** @param folder of the platform in the sandbox */
export async function openStock(folder: string): Promise<Stock> {
	const child = fork(path.join(__dirname, 'answers.ts'), [folder], { execArgv: process.execArgv });
	const said = async <T extends Said>() => ((await once(child, 'message')) as [T])[0];
	const { port, credential } = await said<Extract<Said, { port: number }>>();
	return {
		url: `http://127.0.0.1:${port}`,
		credential,
		async fill(count) {
			const answer = said<Extract<Said, { ids: OrderId[] }>>();
			child.send({ fill: count });
			return (await answer).ids;
		},
		close: () => void child.kill(),
	};
}
