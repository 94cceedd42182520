import { Bench, type NodeRun, type RunArguments } from '../harness';
import type * as n8nWorkflow from 'n8n-workflow';
import type { INodeListSearchResult } from 'n8n-workflow';
import { NeemoApi } from '../../../credentials/NeemoApi.credentials';
import { Neemo } from '../../../nodes/Neemo/Neemo.node';
import type { RequestEntry } from '../../../sandbox/requests';
import type { PlatformRequest } from '../../../sandbox/types';

export { byId as byNumber } from '../harness';

/** What the node wanted to wait between tries, in milliseconds. Nobody really waits in these tests. */
export const pauses: number[] = [];

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof n8nWorkflow>('n8n-workflow'),
	sleep: async (milliseconds: number) => {
		if (milliseconds === 0) return await new Promise<void>((resolve) => setImmediate(resolve));
		pauses.push(milliseconds);
		return await Promise.resolve();
	},
}));

/** A Neemo store of the sandbox and one n8n with a credential for it. */
export class Shop extends Bench {
	/** Everything that arrived, unmasked. */
	readonly raw: PlatformRequest[] = [];

	constructor() {
		super({ platform: 'neemo', node: () => new Neemo(), credential: () => new NeemoApi(), pauses });
	}

	override open(): this {
		super.open();
		beforeEach(() => {
			this.raw.length = 0;
			const { handle } = this.store;
			jest.spyOn(this.store, 'handle').mockImplementation(async (request) => {
				this.raw.push(request);
				return await handle(request);
			});
		});
		return this;
	}

	/** The requests that arrived since the last look, secrets masked. */
	arrived(): RequestEntry[] {
		return this.requests();
	}

	/** How many steps the store told the customer of an order. */
	notifications(id: number): number {
		return this.sandbox.order('neemo', id).history.filter(({ by }) => by === 'store').length;
	}

	/** Runs the Neemo node. */
	async run(...how: RunArguments): Promise<NodeRun> {
		return await this.runWith(...how);
	}

	/** Opens the dropdown of orders. */
	async searchOrders(filter?: string): Promise<INodeListSearchResult> {
		return await this.look('searchOrder', filter);
	}
}
