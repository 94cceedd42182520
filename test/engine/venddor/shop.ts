import { CredentialStore, runListSearch, runNode, type NodeRun, type RunNodeOptions } from '../harness';
import type { ICredentialDataDecryptedObject, INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import { VenddorApi } from '../../../credentials/VenddorApi.credentials';
import { Venddor } from '../../../nodes/Venddor/Venddor.node';
import type { RequestEntry } from '../../../sandbox/requests';
import { startSandbox, type Sandbox } from '../../../sandbox/server';

/** Midday in São Paulo. */
const MIDDAY = Date.parse('2026-03-10T15:00:00Z');

/** A Venddor store of the sandbox and one n8n with a credential for it, as one test sees them. The clock stands still. */
export class Shop {
	sandbox!: Sandbox;

	credentials!: CredentialStore;

	/** Call it once at the top of a test file. */
	open(): this {
		beforeAll(async () => {
			this.sandbox = await startSandbox({ seed: 1, now: () => MIDDAY, platforms: ['venddor'] });
		});
		afterAll(async () => await this.sandbox.close());
		beforeEach(() => {
			this.sandbox.reset();
			this.credentials = new CredentialStore().add(new VenddorApi(), this.login());
		});
		return this;
	}

	/** What a person types into the credential. */
	login(changes: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject {
		const typed = this.store.credential.data(`${this.sandbox.url}/venddor`);
		return { ...(typed as ICredentialDataDecryptedObject), ...changes };
	}

	/** The store itself, behind the counter. */
	get store() {
		return this.sandbox.platform('venddor');
	}

	place(kind?: string): number {
		return Number(this.store.placeOrder({ kind }));
	}

	/** An order as the store has it. */
	order(number: number): Record<string, unknown> {
		return this.sandbox.order('venddor', number).raw;
	}

	/** The requests that arrived since the last look. */
	arrived(): RequestEntry[] {
		const entries = this.sandbox.requests('venddor');
		this.sandbox.clearRequests();
		return entries;
	}

	/** The same in short, such as `PUT /api/orders/7`. */
	lines(): string[] {
		return this.arrived().map(({ method, path, query }) => {
			const text = new URLSearchParams(query).toString();
			return `${method} ${path}${text && `?${text}`}`;
		});
	}

	/** Runs the Venddor node; `operation` as in the document, such as `order.getAll`. */
	async run(
		operation: string,
		parameters: INodeParameters = {},
		input?: RunNodeOptions['input'],
		options: Partial<RunNodeOptions> = {},
	): Promise<NodeRun> {
		const [resource = '', name = ''] = operation.split('.');
		return await runNode({
			node: new Venddor(),
			parameters: { resource, operation: name, ...parameters },
			credentials: this.credentials,
			input,
			...options,
		});
	}

	/** Opens a dropdown, such as `searchStatus`. */
	async look(method: string, filter?: string): Promise<INodeListSearchResult> {
		return await runListSearch(new Venddor(), method, { credentials: this.credentials, filter });
	}
}

/** A thing given by its number. */
export const byNumber = (id: string | number) => ({ __rl: true, mode: 'id', value: String(id) });
