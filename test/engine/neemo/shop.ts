import { CredentialStore, runListSearch, runNode, type NodeRun, type RunNodeOptions } from '../harness';
import type * as n8nWorkflow from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import { NeemoApi } from '../../../credentials/NeemoApi.credentials';
import { Neemo } from '../../../nodes/Neemo/Neemo.node';
import type { FaultKind } from '../../../sandbox/faults';
import type { RequestEntry } from '../../../sandbox/requests';
import { startSandbox, type Sandbox } from '../../../sandbox/server';
import type { PlatformRequest } from '../../../sandbox/types';

/** What the node wanted to wait between tries, in milliseconds. Nobody really waits in these tests. */
export const pauses: number[] = [];

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof n8nWorkflow>('n8n-workflow'),
	sleep: async (milliseconds: number) => {
		pauses.push(milliseconds);
		return await Promise.resolve();
	},
}));

/** Midday in São Paulo. */
const MIDDAY = Date.parse('2026-03-10T15:00:00Z');

/** A Neemo store of the sandbox and one n8n with a credential for it, as one test sees them. The clock stands still. */
export class Shop {
	sandbox!: Sandbox;

	credentials!: CredentialStore;

	/** Everything that arrived, unmasked. */
	readonly raw: PlatformRequest[] = [];

	/** Call it once at the top of a test file. */
	open(): this {
		beforeAll(async () => {
			this.sandbox = await startSandbox({ seed: 1, now: () => MIDDAY, platforms: ['neemo'] });
		});
		afterAll(async () => await this.sandbox.close());
		beforeEach(() => {
			jest.spyOn(Date, 'now').mockImplementation(() => MIDDAY);
			this.sandbox.reset();
			this.credentials = new CredentialStore().add(new NeemoApi(), this.login());
			this.raw.length = 0;
			pauses.length = 0;
			const { handle } = this.store;
			jest.spyOn(this.store, 'handle').mockImplementation(async (request) => {
				this.raw.push(request);
				return await handle(request);
			});
		});
		afterEach(() => jest.restoreAllMocks());
		return this;
	}

	/** What a person types into the credential. */
	login(changes: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject {
		const typed = this.store.credential.data(`${this.sandbox.url}/neemo`);
		return { ...(typed as ICredentialDataDecryptedObject), ...changes };
	}

	/** The store itself, behind the counter. */
	get store() {
		return this.sandbox.platform('neemo');
	}

	place(kind?: string): number {
		return Number(this.store.placeOrder({ kind }));
	}

	placeMany(count: number): number[] {
		return Array.from({ length: count }, () => this.place());
	}

	/** @param times how many requests it spoils */
	spoil(fault: FaultKind, times?: number, operation?: string): void {
		this.sandbox.addFault({ ...fault, platform: 'neemo', times, operation });
	}

	/** The requests that arrived since the last look, secrets masked. */
	arrived(): RequestEntry[] {
		const entries = this.sandbox.requests('neemo');
		this.sandbox.clearRequests();
		return entries;
	}

	/** How many steps the store told the customer of an order. */
	notifications(id: number): number {
		return this.sandbox.order('neemo', id).history.filter(({ by }) => by === 'store').length;
	}

	/** Runs the Neemo node. */
	async run(
		parameters: INodeParameters,
		input?: RunNodeOptions['input'],
		options: Partial<RunNodeOptions> = {},
	): Promise<NodeRun> {
		return await runNode({ node: new Neemo(), parameters, credentials: this.credentials, input, ...options });
	}

	/** Opens the dropdown of orders. */
	async searchOrders(filter?: string): Promise<INodeListSearchResult> {
		return await runListSearch(new Neemo(), 'searchOrder', { credentials: this.credentials, filter });
	}
}

/** An order given by its number. */
export const byNumber = (id: string | number) => ({ __rl: true, mode: 'id', value: String(id) });
