import { CredentialStore, runListSearch, runNode, type NodeRun, type RunNodeOptions } from '../harness';
import type * as n8nWorkflow from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import { DigipixApi } from '../../../credentials/DigipixApi.credentials';
import { Digipix } from '../../../nodes/Digipix/Digipix.node';
import type { DigipixPlatform } from '../../../sandbox/platforms/digipix';
import type { FaultKind } from '../../../sandbox/faults';
import type { RequestEntry } from '../../../sandbox/requests';
import { startSandbox, type Sandbox } from '../../../sandbox/server';

/** What the node wanted to wait between tries, in milliseconds. Nobody really waits in these tests. */
export const pauses: number[] = [];

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof n8nWorkflow>('n8n-workflow'),
	sleep: async (milliseconds: number) => {
		pauses.push(milliseconds);
		return await Promise.resolve();
	},
}));

const NOON = Date.parse('2026-03-10T15:00:00Z');

export const byId = (id: string) => ({ __rl: true, mode: 'id', value: id });

/** A partner of the sandbox's Digipix with one n8n, as one test sees them. The clock stands still. */
export class Partner {
	sandbox!: Sandbox;

	credentials!: CredentialStore;

	private instant = NOON;

	/** Call it once at the top of a test file. */
	open(): this {
		beforeAll(async () => {
			this.sandbox = await startSandbox({ seed: 1, now: () => this.instant, platforms: ['digipix'] });
		});
		afterAll(async () => await this.sandbox.close());
		beforeEach(() => {
			this.instant = NOON;
			jest.spyOn(Date, 'now').mockImplementation(() => this.instant);
			this.sandbox.reset();
			this.credentials = new CredentialStore().add(new DigipixApi(), this.login());
			pauses.length = 0;
		});
		afterEach(async () => {
			jest.restoreAllMocks();
			await this.sandbox.goOnline();
		});
		return this;
	}

	/** What a person types into the credential. */
	login(changes: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject {
		const { data } = this.platform.credential;
		return { ...(data(this.baseUrl) as ICredentialDataDecryptedObject), ...changes };
	}

	get baseUrl(): string {
		return `${this.sandbox.url}/digipix`;
	}

	get host(): string {
		return new URL(this.baseUrl).host;
	}

	get platform(): DigipixPlatform {
		return this.sandbox.platform('digipix') as DigipixPlatform;
	}

	pass({ minutes }: { minutes: number }): void {
		this.instant += minutes * 60_000;
	}

	place(kind: string): string {
		return String(this.platform.placeOrder({ kind }));
	}

	statusOf(id: string): string {
		return this.sandbox.order('digipix', id).status;
	}

	spoil(fault: FaultKind, times?: number, operation?: string): void {
		this.sandbox.addFault({ ...fault, platform: 'digipix', times, operation });
	}

	logins(): number {
		return this.log().filter(({ operation }) => operation === 'login.create').length;
	}

	/** The requests, logins left aside. */
	arrived(): RequestEntry[] {
		return this.log().filter(({ operation }) => operation !== 'login.create');
	}

	log(): RequestEntry[] {
		return this.sandbox.requests('digipix');
	}

	/** Runs the node for one item, or for those of `input`. */
	async run(
		operation: string,
		parameters: INodeParameters = {},
		input?: RunNodeOptions['input'],
		options: Partial<RunNodeOptions> = {},
	): Promise<NodeRun> {
		const [resource = '', name = ''] = operation.split('.');
		return await runNode({
			node: new Digipix(),
			parameters: { resource, operation: name, ...parameters },
			credentials: this.credentials,
			input,
			...options,
		});
	}

	async searchProducts(filter?: string) {
		return await runListSearch(new Digipix(), 'searchProduct', { credentials: this.credentials, filter });
	}
}

/** A recipient as a person fills it in. */
export const recipient: INodeParameters = {
	values: {
		address: {
			values: {
				street: 'Rua das Amostras',
				number: '32',
				neighborhood: 'Jardim Exemplo',
				city: 'São Paulo',
				stateCode: 'SP',
				zipCode: '09876543',
				additionalFields: { complement: 'Apto 12' },
			},
		},
		contact: {
			values: {
				firstName: 'Ana',
				lastName: 'Amostra',
				additionalFields: {
					document: { values: { type: 'cpf', value: '11144477735' } },
					phone: {
						values: { areaCode: '11', number: '900000001', additionalFields: { type: 'cel' } },
					},
				},
			},
		},
	},
};

export const items = '[{ "sku": "photobook", "quantity": 3 }]';
